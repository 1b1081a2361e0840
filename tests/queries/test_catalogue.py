"""The files of questions: what a header must say, and what the shipped ones promise."""

from __future__ import annotations

from itertools import permutations

import pytest

from graph.errors import BadFile, UsageError
from queries.catalogue import load, parse, pick
from queries.run import ask as ask_question

WORLD = """
Board 1 | OVERSEES | Group 1 | 2018-10
Group 1 | LEADS | Action 1 | 2018-10
"""
GOOD = """// question: mine
// asks: which boards there are
// subjects: 0
// parameters: least
// columns: id, n
// example: landscape ask mine
MATCH (n:Board) WHERE n.id >= $least RETURN n.id AS id, 1 AS n ORDER BY id
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("// asks: which boards there are\n", "", "The header does not say 'asks'"),
        ("// columns: id, n\n", "", "The header does not say 'columns'"),
        ("// question: mine\n", "", "The header does not say 'question'"),
        ("// question: mine", "// question: ../mine", "is no name of a question"),
        ("// example", "// exmple", "The header line 'exmple' is unknown or stands twice"),
        ("// example", "// asks: again\n// example", "The header line 'asks' is unknown or stands twice"),
        ("// subjects: 0", "// subjects: some", "The header's `subjects` is no number"),
        ("// parameters: least\n", "", r"\$least is not declared"),
        ("// parameters: least", "// parameters: least, most", "'most' is declared and not used"),
        ("MATCH (n:Board) WHERE n.id >= $least RETURN n.id AS id, 1 AS n ORDER BY id", "", "'least' is declared and not used"),
        ("// example", "// reads: some\n// example", "`reads: some` is unknown"),
        ("// parameters: least\n", "// reads: all\n", "has no Cypher of its own"),
        ("// example", "// options: theme\n// example", "does not say what the option 'theme' means"),
        ("// example", "// options: as_of = the date\n// example", "does not say what the option 'as_of' means"),
        ("// example", "// options: due-before = a day\n// example", "'due_before' is declared and not used"),
        ("// example", "// dates: from\n// example", "'from' is declared and not used"),
        ("// example", "// reads: facts\n// example", "No function of ours shapes the facts of 'mine'"),
        ("// example", "// notes: sure\n// example", "'sure' is no code of a note"),
        ("// columns: id, n", "// columns: id, name", "The column 'name' is promised and not returned"),
    ],
)
def test_a_wrong_header_says_what_is_wrong(old, new, message):
    with pytest.raises(BadFile, match=message) as caught:
        parse(GOOD.replace(old, new), "mine.cypher")
    assert caught.value.where == "mine.cypher"
    assert caught.value.hint


def test_a_header_without_cypher():
    with pytest.raises(BadFile, match="There is no Cypher"):
        parse("".join(line for line in GOOD.splitlines(keepends=True) if line.startswith("//") and "parameters" not in line), "x")


def test_questions_of_the_user(tmp_path):
    (tmp_path / "mine.cypher").write_text("\ufeff" + GOOD, "utf-8")
    found = load(tmp_path)
    assert found["mine"].columns == ("id", "n")
    assert {"owners", "chain", "portfolio", "impact"} < found.keys()


def test_one_name_is_one_question(tmp_path):
    (tmp_path / "a.cypher").write_text(GOOD.replace("mine", "owners"))
    with pytest.raises(BadFile, match="Two files hold the question 'owners'") as caught:
        load(tmp_path)
    assert "owners.cypher" in caught.value.where


def test_a_folder_that_is_not_there_and_a_file_that_is_no_text(tmp_path):
    with pytest.raises(BadFile, match="There is no folder"):
        load(tmp_path / "none")
    (tmp_path / "a.cypher").write_bytes(b"// question: \xff")
    with pytest.raises(BadFile, match="is not UTF-8 text"):
        load(tmp_path)


def test_a_question_that_is_not_there(catalogue):
    with pytest.raises(UsageError, match="There is no question 'onwers'") as caught:
        pick(catalogue, "onwers")
    assert "did you mean 'owners'?" in caught.value.hint


def test_a_question_of_the_user_is_answered(loaded):
    question = parse(GOOD, "mine.cypher")
    answer = ask_question(loaded, question, (), "2020", {"least": ""})
    assert ([row.values for row in answer.rows], answer.columns) == ([{"id": "body/board-1", "n": 1}], ("id", "n"))
    assert ask_question(loaded, question, (), "2020", {"least": "z"}).columns == ("id", "n")
    with pytest.raises(UsageError, match="'least' is wanted by"):
        ask_question(loaded, question, (), "2020", {})
    with pytest.raises(UsageError, match="'most' is not taken by"):
        ask_question(loaded, question, (), "2020", {"least": "", "most": 1})
    with pytest.raises(UsageError, match="takes 0 subjects; 1 was given"):
        ask_question(loaded, question, ("Board 1",), "2020", {"least": ""})


def test_a_question_that_breaks_its_promise(loaded):
    question = parse(GOOD.replace("n.id AS id, 1 AS n", "n.id AS idea, 1 AS n, 'id' AS x").replace("BY id", "BY x"), "mine.cypher")
    with pytest.raises(BadFile, match="promises the column 'id' and does not return it"):
        ask_question(loaded, question, (), "2020", {"least": ""})


@pytest.mark.parametrize("name", sorted(load()))
def test_a_shipped_question_keeps_its_promises(loaded, catalogue, name):
    question = catalogue[name]
    assert question.example == f"landscape ask {name}" or question.example.startswith(f"landscape ask {name} ")
    given = [words for count in question.subjects for words in permutations(("Board 1", "Group 1", "Action 1"), count)]
    dates = ("2017", "2019")[: len(question.dates)]
    noted = set()
    for words in given:
        for as_of in ("2015", "2018-10", "2099"):
            answer = ask_question(loaded, question, [*words, *dates], as_of)
            assert set(question.columns) <= set(answer.columns)
            assert all(tuple(row.values)[: len(answer.columns)] == answer.columns for row in answer.rows)
            assert all(row.standing and row.modality and row.last_stated and row.evidence and row.sentence for row in answer.rows)
            assert answer.rows or answer.notes
            noted |= {note.code for note in answer.notes}
    assert noted <= set(question.notes)
