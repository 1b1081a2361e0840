"""The question `actions`: a row a piece of work, narrowed by its options; plans that are over are left out."""

from __future__ import annotations

import pytest

from graph.errors import UnknownSubject, UsageError
from queries.run import ask as ask_question
from queries.shapes.actions import quarter_end

WORLD = """
* Action 2 | code=O2
* Action 10 | code=O10
* Action 99 | code=X1
* Strand 10.1 | code=O10.1
* Strand 10.2 | code=O10.2
* Plan 1 | name=Plan 2017-20
* Plan 9 | name=Plan 2013-16
Theme 1 | PART_OF | Plan 1 | 2018-10
Theme 2 | PART_OF | Plan 1 | 2018-10
Action 2 | PART_OF | Theme 1 | 2018-10
Action 10 | PART_OF | Theme 2 | 2018-10
Strand 10.1 | PART_OF | Action 10 | 2018-10
Strand 10.2 | PART_OF | Action 10 | 2018-10
Deliverable 1 | PART_OF | Theme 2 | 2018-10
Deliverable 2 | PART_OF | Deliverable 1 | 2018-10
Deliverable 3 | PART_OF | Deliverable 1 | 2018-10
Action 99 | PART_OF | Plan 9 | 2014-10
Person 1 | ACCOUNTABLE_FOR | Action 2 | 2018-10
Person 2 | ACCOUNTABLE_FOR | Action 2 | 2018-10
Person 3 | ACCOUNTABLE_FOR | Action 2 | 2017-10
Group 1 | LEADS | Strand 10.1 | 2018-10
Group 2 | LEADS | Strand 10.2 | 2018-10
Body 1 | LEADS | Strand 10.2 | 2018-10 | modality=planned
All Organisations | LEADS | Deliverable 1 | 2018-10 | share=all
Body 3 | INSTANCE_OF | All Organisations | 2018-10
Post 1 | LEADS | Action 2 | 2018-10
Person 7 | HOLDS | Post 1 | 2018-10
Action 2 | state | Amber | 2018-10
Action 2 | state | Red | 2017-10
Action 2 | direction | lost | 2018-10
Strand 10.1 | state | Green | 2018-10
Strand 10.2 | state | lost | 2018-10
Deliverable 1 | listed_as | New Deliverables | 2018-10
Deliverable 1 | due | Q1 2019/20 | 2018-10 | modality=planned
Deliverable 3 | due | 31 January 2019 | 2018-10 | value=2019-01-31 | modality=planned
Deliverable 3 | direction | ↑ | 2018-10
Action 2 | due | in the autumn | 2018-10 | modality=planned
"""


@pytest.fixture
def actions(loaded, catalogue):
    return lambda as_of="2019", **options: ask_question(loaded, catalogue["actions"], (), as_of, options)


def test_each_piece_of_work_with_its_owners_state_direction_and_due(actions, rows, codes):
    answer = actions()
    assert rows(answer, "code", "title", "theme", "accountable", "leads", "state", "direction", "due") == [
        ("O2", "Action 2", "Theme 1", ["Person 1", "Person 2"], ["Post 1"], "Amber", "lost", "in the autumn"),
        ("O10", "Action 10", "Theme 2", [], ["Group 1", "Group 2", "Body 1 (planned)"], "O10.1: Green; O10.2: lost", "", ""),
        ("", "Deliverable 1", "Theme 2", [], ["All Organisations"], "listed under New Deliverables", "", "Q1 2019/20"),
        ("", "Deliverable 3", "Theme 2", [], [], "", "↑", "31 January 2019"),
    ]
    assert rows(answer, "leads_id")[0] == ["post/post-1"]
    assert codes(answer) == ["lost", "superseded"]
    assert answer.rows[0].sentence == (
        "O2 Action 2: Person 1 and Person 2 accountable; led by Post 1; state Amber; direction lost; due in the autumn"
    )
    assert answer.rows[1].sentence.startswith("O10 Action 10: nobody named accountable; led by Group 1 and Group 2 and Body 1 (planned)")


def test_at_an_earlier_date(actions, rows, codes):
    answer = actions("2017-12")  # no paper of that year says that the work of the newer plan is of a plan
    assert (rows(answer, "code"), codes(answer)) == (["X1"], ["superseded"])


def test_a_plan_that_is_over_is_left_out_unless_asked_for_or_nothing_is_left(actions, rows, codes):
    assert "X1" not in rows(actions(), "code")
    assert "X1" in rows(actions(all_plans=True), "code")
    later = actions("2026")
    assert rows(later, "code")[0] == "O2"
    assert "superseded" in codes(later)
    assert "Plan 2017-20" in next(note.sentence for note in later.notes if note.code == "superseded" and "newest plan" in note.sentence)


@pytest.mark.parametrize(
    ("options", "codes_found"),
    [
        ({"theme": "Theme 1"}, ["O2"]),
        ({"theme": "Plan 2017-20"}, ["O2", "O10", "", ""]),
        ({"owner": "Person 1"}, ["O2"]),
        ({"owner": "Person 3"}, []),
        ({"owner": "Person 7"}, ["O2"]),
        ({"owner": "Group 2"}, ["O10"]),
        ({"owner": "Body 3"}, [""]),
        ({"state": "amber"}, ["O2"]),
        ({"state": "red"}, []),
        ({"state": "new"}, [""]),
        ({"direction": "Improved"}, [""]),
        ({"direction": "↑"}, [""]),
        ({"direction": "deteriorated"}, []),
        ({"due_before": "2019-02"}, [""]),
        ({"due_before": "2019-01-31"}, []),
        ({"due_before": "2019-07"}, ["", ""]),
        ({"theme": "Theme 2", "owner": "Group 1"}, ["O10"]),
    ],
)
def test_options_narrow_it(actions, rows, options, codes_found):
    assert rows(actions(**options), "code") == codes_found


def test_where_nothing_is_left_what_the_papers_print_is_told(actions):
    said = [note.sentence for note in actions(state="purple").notes]
    assert "What the papers print at that date: states: Amber; Green; New Deliverables." in said
    assert "What the papers print at that date: themes: Theme 1; Theme 2." in [
        note.sentence for note in actions(theme="Plan 2013-16").notes
    ]
    assert "What the papers print at that date: directions: ↑." in [note.sentence for note in actions(direction="down").notes]


def test_a_theme_that_nobody_knows_has_the_themes_that_are_near(actions):
    with pytest.raises(UnknownSubject) as caught:
        actions(theme="Theme")
    assert caught.value.hint == "did you mean\n  Theme 1  (work/theme-1)\n  Theme 2  (work/theme-2)"


def test_who_leads_as_one_of_a_class(actions, rows, codes):
    answer = actions(owner="Body 3")
    assert rows(answer, "leads") == [["All Organisations", "Body 3"]]
    assert "by-class" in codes(answer)


def test_a_due_without_a_date_is_told(actions):
    said = [note.sentence for note in actions(due_before="2030").notes if note.code == "not-stated"]
    assert said == ["Not stated as a date or a quarter, and so not compared and left out, when this is due: O2 Action 2 (in the autumn)."]


def test_wrong_options(actions, catalogue, loaded):
    with pytest.raises(UsageError, match="'soon' is no date"):
        actions(due_before="soon")
    with pytest.raises(UnknownSubject, match="Nothing in the landscape is named 'nobody'"):
        actions(owner="nobody")
    with pytest.raises(UsageError, match="'colour' is not taken by the question 'actions'") as caught:
        actions(colour="red")
    assert "--due-before" in caught.value.hint
    with pytest.raises(UsageError, match="takes 0 subjects; 1 was given"):
        ask_question(loaded, catalogue["actions"], ("Theme 1",), "2019")


def test_nothing_at_all(actions, codes):
    answer = actions("2012", state="red")
    assert (answer.rows, codes(answer)) == ((), ["not-stated"])
    assert answer.notes[0].sentence == "Not stated in the papers dated up to 2012 which action or deliverable there is with state red."


@pytest.mark.parametrize(
    ("words", "day"),
    [("Q4 2022/23", "2023-03-31"), ("2023/24 Q2/Q3", "2023-12-31"), ("Q2", ""), ("2023/24", ""), ("Q1/Q2, 2023/24", "2023-09-30")],
)
def test_quarters_of_a_financial_year(words, day):
    assert quarter_end(words) == day
