"""The question `owners`: a world in a few lines, and the rows that it gives."""

from __future__ import annotations

import pytest

WORLD = """
* Action 1 | code=V1 | plan=work/plan-1
* Action 2 | code=V2 | plan=work/plan-1
* Strand 2.1 | code=V2.1
* Strand 2.2 | code=V2.2
Person 1 | ACCOUNTABLE_FOR | Action 1 | 2016-05
Person 2 | ACCOUNTABLE_FOR | Action 1 | 2018-10
Person 3 | ACCOUNTABLE_FOR | Action 1 | 2018-10
Group 1 | LEADS | Action 1 | 2018-10
Body 1 | CONTRIBUTES_TO | Action 1 | 2018-10
Body 2 | CONTRIBUTES_TO | Action 1 | 2018-10 | modality=planned | valid_from=2019
Board 1 | OVERSEES | Action 1 | 2018-10 | frequency=quarterly
Strand 2.1 | PART_OF | Action 2 | 2018-10
Strand 2.2 | PART_OF | Action 2 | 2018-10
Group 1 | LEADS | Strand 2.1 | 2018-10
Group 2 | LEADS | Strand 2.2 | 2018-10
* Action 6 | code=V6
* Strand 6.1 | code=V6.1
* Strand 6.2 | code=V6.2
* Strand 6.3 | code=V6.3
Strand 6.1 | PART_OF | Action 6 | 2018-10
Strand 6.2 | PART_OF | Action 6 | 2018-10
Strand 6.3 | PART_OF | Action 6 | 2018-10
Person 1 | ACCOUNTABLE_FOR | Strand 6.2 | 2018-10
Group 1 | LEADS | Strand 6.1 | 2018-10
Strand 6.1 | cell | empty | 2018-10 | of=accountable
Strand 6.2 | cell | empty | 2018-10 | of=leads
Strand 6.3 | cell | lost | 2018-10 | of=accountable
Person 1 | LEADS | Action 3 | 2016-05
Action 3 | cell | lost | 2018-10 | of=leads
Action 3 | cell | empty | 2018-10 | of=accountable
Action 4 | cell | lost | 2018-10 | of=accountable
Group 1 | INSTANCE_OF | All Groups | 2018-10
Board 1 | HOLDS_TO_ACCOUNT | All Groups | 2018-10 | share=all
Board 2 | OVERSEES | All Groups | 2018-10 | share=many
Board 3 | OVERSEES | All Groups | 2018-10 | share=some
Board 2 | DOES_NOT_HOLD_TO_ACCOUNT | Group 1 | 2018-10
Body 3 | denial | LEADS:work/action-1 | 2018-10
Action 5 | PART_OF | Plan 1 | 2018-10
Post 1 | ACCOUNTABLE_FOR | Plan 1 | 2018-10 | scope=delivery | said_by=person/person-9
* Person 9
* Deliverable 7 | name=Statement of values
* Plan 7 | name=Statement of values | kind=statement
Deliverable 7 | CONCERNS | Plan 7 | 2018-10
Body 7 | CONTRIBUTES_TO | Plan 7 | 2018-10
Post 7 | LEADS | Plan 7 | 2018-10
"""


def test_every_role_in_its_order(ask, rows):
    answer = ask("owners", "V1")
    assert rows(answer, "role", "owner", "modality") == [
        ("accountable", "Person 2", "in force"),
        ("accountable", "Person 3", "in force"),
        ("leads", "Group 1", "in force"),
        ("contributes", "Body 1", "in force"),
        ("contributes", "Body 2", "planned"),
        ("oversees", "Board 1", "in force"),
        ("accountable, earlier", "Person 1", "in force"),
    ]
    assert rows(answer, "owner_id", "of_id")[0] == ("person/person-2", "work/action-1")
    assert answer.rows[0].evidence == ("paper/world/2018-10/para-6",)
    assert answer.evidence["paper/world/2018-10/para-6"].reference == "Paper of 2018-10 (2018-10), para 6"


def test_what_was_planned_is_told_from_what_was_done(ask):
    sentences = {row.values["owner"]: row.sentence for row in ask("owners", "V1").rows}
    assert sentences["Body 1"] == "Body 1 contributes to V1 Action 1"
    assert sentences["Body 2"] == "Body 2 contributes to V1 Action 1 (was planned for 2019; no paper says that it happened)"
    before = {row.values["owner"]: row.sentence for row in ask("owners", "V1", as_of="2018-12").rows}
    assert before["Body 2"] == "Body 2 contributes to V1 Action 1 (planned; from 2019)"
    assert before["Board 1"] == "Board 1 oversees V1 Action 1 (quarterly)"


@pytest.mark.parametrize(
    ("as_of", "accountable"),
    [
        ("2015", []),
        ("2016-04-30", []),
        ("2016-05-31", ["Person 1"]),
        ("2018-10-30", ["Person 1"]),
        ("2018-10", ["Person 2", "Person 3", "Person 1"]),
    ],
)
def test_the_as_of_date(ask, as_of, accountable):
    assert [row.values["owner"] for row in ask("owners", "V1", as_of=as_of).rows if "accountable" in row.values["role"]] == accountable


def test_an_action_that_is_split_has_the_leads_of_its_strands(ask, rows, codes):
    answer = ask("owners", "V2")
    assert rows(answer, "role", "owner", "of") == [("leads", "Group 1", "V2.1 Strand 2.1"), ("leads", "Group 2", "V2.2 Strand 2.2")]
    assert codes(answer) == ["not-stated"]
    assert answer.notes[0].sentence == "Not stated in the papers who is accountable for V2 Action 2: no paper names anybody."


def test_a_strand_whose_cell_is_empty_or_lost_is_named(ask):
    assert [(note.code, note.sentence) for note in ask("owners", "V6").notes] == [
        ("not-stated", "V6.1: nobody is named as accountable: the cell is empty."),
        ("lost", "V6.3: who is accountable for it cannot be read: the text of the paper has lost the cell."),
        ("not-stated", "V6.2: nobody is named as lead: the cell is empty."),
    ]


def test_lost_empty_and_silent_are_told_apart(ask, codes):
    empty, lost = ask("owners", "Action 3"), ask("owners", "Action 4")
    assert codes(empty) == ["not-stated"]  # the lost cell replaces nobody: Person 1 leads still
    assert "the cell is empty" in empty.notes[0].sentence
    assert codes(lost) == ["lost", "not-stated"]
    assert "the text of the paper has lost the cell" in lost.notes[0].sentence
    assert "no paper names anybody" in lost.notes[1].sentence


def test_what_holds_of_all_of_a_class_shows_at_its_member(ask, rows, codes):
    answer = ask("owners", "Group 1")
    assert rows(answer, "role", "owner", "standing") == [("holds to account", "Board 1", "inferred")]
    assert answer.rows[0].sentence == "Board 1 holds to account Group 1 (as one of All Groups)"
    assert codes(answer) == ["not-stated", "not-stated", "denied", "by-class"]


def test_what_says_the_membership_is_in_the_note_and_backs_no_row(ask):
    answer = ask("owners", "Group 1")
    (cited,) = answer.rows[0].evidence
    assert list(answer.evidence) == [cited]
    assert "Board 1 | HOLDS_TO_ACCOUNT | All Groups" in WORLD.splitlines()[int(cited.rpartition("-")[2])]
    (place,) = [n for n, line in enumerate(WORLD.splitlines()) if line.startswith("Group 1 | INSTANCE_OF")]
    assert answer.notes[-1].sentence == (
        "Some of this is said of All Groups and holds for each of them. "
        f"Who is one of them is said in Paper of 2018-10 (2018-10), para {place}."
    )
    assert "passages" not in answer.as_dict()["notes"][-1]


def test_what_holds_of_many_or_some_stays_with_the_class(ask, rows):
    assert rows(ask("owners", "All Groups"), "role", "owner") == [
        ("oversees (many of them)", "Board 2"),
        ("oversees (some of them)", "Board 3"),
        ("holds to account", "Board 1"),
    ]


def test_a_denial_is_a_note(ask):
    denied = [note.sentence for note in ask("owners", "Group 1").notes if note.code == "denied"]
    assert denied == ["A paper says: Board 2 does not hold to account Group 1."]
    literal = [note.sentence for note in ask("owners", "V1").notes if note.code == "denied"]
    assert literal == ["A paper says: it is not so that Body 3 leads V1 Action 1."]


def test_whose_words_and_which_limit(ask, rows):
    answer = ask("owners", "Plan 1")
    assert rows(answer, "said_by", "said_by_id") == [("Person 9", "person/person-9")]
    assert answer.rows[0].sentence == "Post 1 is accountable for Plan 1 (delivery; in the words of Person 9)"


def test_what_is_newer_and_older_is_noted(ask, codes):
    assert codes(ask("owners", "V1", as_of="2020")) == ["denied", "superseded"]
    assert codes(ask("owners", "V1", as_of="2024")) == ["denied", "stale", "superseded"]


def test_nobody_at_all(ask, codes):
    answer = ask("owners", "Body 2")
    assert (answer.rows, codes(answer)) == ((), ["not-stated", "not-stated"])
    assert answer.columns == ("role", "owner", "owner_id", "of", "of_id")


def test_who_owns_what_the_work_is_about_is_near(ask):
    told = ask("owners", "work/deliverable-7", as_of="2020").notes[-1].sentence
    near = "Post 7 leads Statement of values (the statement); Body 7 contributes to Statement of values (the statement); "
    assert told.startswith(f"Not stated in the papers who leads Statement of values: no paper names anybody. What they do say: {near}")
