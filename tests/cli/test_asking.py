"""`landscape ask`: options, dates, how many subjects, and the user's own questions with all of them."""

from __future__ import annotations

import json

import pytest

from cli.output import table_text
from graph.answer import Answer, AnswerRow, Evidence

MINE = """// question: mine
// asks: which work is accounted for by whom
// subjects: 0..1
// dates: after
// options: owner = only of this id; all-plans = more; tone = how it is said
// parameters: least
// columns: id, tone, after, more
// example: landscape ask mine 2018 --param least=0
MATCH (n:Entity)<-[r:ACCOUNTABLE_FOR]-(m:Entity)
WHERE r.seen_from_latest <= $as_of AND $least = 0 AND ($owner IS NULL OR m.id = $owner)
RETURN n.id AS id, $tone AS tone, $after AS after, $all_plans AS more, size($ids) AS n ORDER BY id
"""


@pytest.fixture
def mine(tmp_path):
    (tmp_path / "mine.cypher").write_text(MINE, "utf-8")
    return "--questions", tmp_path


def rows(said):
    assert said.code == 0, said.err
    return json.loads(said.out)["rows"]


def test_an_option_that_the_question_takes(landscape):
    said = landscape("ask", "actions", "--state", "£5", "--as-of", "2019", "--format", "json")
    assert [row["code"] for row in rows(said)] == []  # it is of no plan, and of no list
    assert json.loads(said.out)["parameters"] == {"state": "£5"}
    same = landscape("ask", "actions", "--param", "state=£5", "--param", "all-plans=true", "--as-of", "2019", "--format", "json")
    assert json.loads(same.out)["parameters"] == {"state": "£5", "all_plans": True}


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("owners", "V4", "--theme", "x"), "The question 'owners' does not take --theme.", "taken by `actions`"),
        (("owners", "V4", "--due-before", "2019"), "does not take --due-before", "taken by `actions`"),
        (("owners", "V4", "--all-plans"), "does not take --all-plans", "`actions`"),
        (("owners", "V4", "--param", "theme=x"), "The parameter 'theme' is not taken by the question 'owners'.", "takes no options"),
        (("actions", "V4"), "The question 'actions' takes 0 subjects; 1 was given.", "landscape ask actions"),
        (("owners",), "The question 'owners' takes 1 subject; none was given.", "landscape ask owners V4"),
        (("overlap", "V4"), "The question 'overlap' takes 0 or 2 subjects; 1 was given.", "landscape ask overlap"),
        (("funding", "V4", "V5"), "The question 'funding' takes 0 or 1 subject; 2 were given.", "landscape ask funding"),
        (("changes", "2018", "soon"), "'soon' is no date.", "2018-10-31"),
        (("actions", "--due-before", "soon"), "'soon' is no date", ""),
        (("member", "V4"), "There is no question 'member'.", "did you mean 'members'?"),
        (("members", "Bord 1"), "Nothing in the landscape is named 'Bord 1'.", "Board 1"),
    ],
)
def test_a_wrong_call_says_what_is_right(landscape, words, message, hint):
    said = landscape("ask", *words)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert hint in said.err


def test_a_question_of_the_users_own_with_options_dates_and_parameters(landscape, mine):
    said = landscape("ask", "mine", "2018-10", "--param", "least=0", "--param", "tone=soft", *mine, "--format", "json")
    assert [{name: row[name] for name in ("id", "tone", "after", "more")} for row in rows(said)] == [
        {"id": "work/action-1", "tone": "soft", "after": "2018-10", "more": None}
    ]
    with_subject = landscape(
        "ask", "mine", "V4", "2018", "--owner", "nobody", "--all-plans", "--param", "least=0", *mine, "--format", "json"
    )
    assert rows(with_subject) == []
    assert json.loads(with_subject.out)["parameters"] == {
        "subject": "work/action-1",
        "after": "2018",
        "owner": "nobody",
        "all_plans": True,
        "least": 0,
    }
    wanting = landscape("ask", "mine", "2018", *mine)
    assert (wanting.code, "The parameter 'least' is wanted by" in wanting.err) == (2, True)
    refused = landscape("ask", "mine", "2018", "--theme", "x", *mine)
    assert (refused.code, "does not take --theme" in refused.err) == (2, True)


def test_a_wide_table_leaves_out_columns_that_are_empty_throughout(landscape):
    table = landscape("ask", "owners", "V4", "--as-of", "2019").out
    assert "said by" not in table
    funding = landscape("ask", "duties", "Board 1", "--as-of", "2019")
    assert funding.code == 0
    assert "Not stated in the papers which duties or powers Board 1 has" in funding.out
    assert "oversees V4 Action 1 (quarterly)" in funding.out


def wide(columns):
    values = {**{name: f"{name} of several words" for name in columns}, "owner_id": "body/a-long-id-of-a-body-that-owns"}
    row = AnswerRow(values=values, evidence=("p",), standing="stated", modality="planned", last_stated="2018-10")
    place = Evidence(document="d", title="Paper", date="2018-10", locator="para 1")
    return Answer(question="q", as_of="2019", columns=(*columns, "owner_id"), rows=(row,), evidence={"p": place})


@pytest.mark.parametrize(
    ("columns", "width", "form"),
    [
        (("role", "owner"), 200, "wide"),
        (("role", "owner"), 120, "wide"),
        (("role", "owner"), 90, "ids below"),
        (("role", "owner"), 60, "merged"),
        (("role", "owner", "a", "b", "c", "d", "e", "f"), 80, "records"),
    ],
)
def test_a_table_stays_readable_on_a_narrow_terminal(columns, width, form):
    text = table_text(wide(columns), width=width)
    assert max(map(len, text.splitlines())) <= width
    assert "body/a-long-id-of-a-body-that-owns" in " ".join(text.split())
    assert ("owner of several words: body/" in text) == (form != "wide")
    assert ("standing" in text) == (form in ("wide", "ids below"))
    assert ("stated, planned," in text) == (form in ("merged", "records"))
    assert text.startswith("1.\n" if form == "records" else "+--")
    assert "[1] Paper (2018-10), para 1" in text


def test_ids_of_a_list_stand_each_by_its_name():
    ids = [f"body/a-group-with-a-rather-long-name-{n}" for n in (1, 2)]
    row = AnswerRow(values={"leads": ["Group 1", "Group 2"], "leads_id": ids})
    text = table_text(Answer(question="q", as_of="2019", columns=("leads", "leads_id"), rows=(row,)), width=40)
    assert f"Group 1: {ids[0]} Group 2: {ids[1]}" in " ".join(text.split())


def test_a_long_run_of_references_is_told_by_its_ends():
    passages = tuple(f"p{number}" for number in range(1, 25))
    rows = (AnswerRow(values={"entity": "a"}, evidence=passages), AnswerRow(values={"entity": "b"}, evidence=("p1", "p2", "p9")))
    evidence = {item: Evidence(document="d", title="Paper", date="2020", locator=f"para {item}") for item in passages}
    answer = Answer(question="q", as_of="2020", columns=("entity",), rows=rows, evidence=evidence)
    told = table_text(answer, width=200)
    assert "[1]-[24]" in told
    assert "[1] [2] [9]" in told
    assert all(f"[{number}] Paper" in told for number in range(1, 25))
