"""The questions `reports` and `meetings`: what is owed to a board, and what it considered or will consider when."""

from __future__ import annotations

WORLD = """
Group 1 | REPORTS_TO | Board 1 | 2018-10 | frequency=quarterly
Group 1 | due | by June 2019 | 2018-10 | value=2019-06
Group 2 | REPORTS_TO | Board 1 | 2018-10 | modality=planned | valid_from=2019-04
Risk 1 | ESCALATES_TO | Board 1 | 2018-10
Group 3 | ESCALATES_TO | Board 1 | 2018-10 | modality=expected | scope=risk
Board 1 | OVERSEES | Group 4 | 2018-10
Board 1 | SCRUTINISES | Post 1 | 2018-10 | provision=section 28
Board 1 | HOLDS_TO_ACCOUNT | Post 2 | 2018-10
Board 1 | CONVENES | Body 1 | 2018-10
All Groups | REPORTS_TO | Board 1 | 2018-10 | share=all
Group 5 | INSTANCE_OF | All Groups | 2018-10
Board 9 | OVERSEES | All Groups | 2018-10 | share=all
Meeting 1 | MEETING_OF | Board 1 | 2018-08 | modality=planned
Meeting 1 | MEETING_OF | Board 1 | 2018-10
Meeting 1 | date | 1 September 2018 | 2018-10 | value=2018-09-01
Meeting 2 | MEETING_OF | Board 1 | 2018-10 | modality=planned
Meeting 2 | date | 1 March 2019 | 2018-10 | value=2019-03-01 | modality=planned
Meeting 3 | MEETING_OF | Board 1 | 2018-10 | modality=planned
Meeting 3 | date | 1 July 2019 | 2018-10 | value=2019-07-01 | modality=planned
Meeting 3 | state | to be confirmed | 2018-10 | modality=planned
Plan 1 | CONSIDERED_AT | Meeting 1 | 2018-10 | item=4.1 | state=presented
Plan 1 | CONSIDERED_AT | Board 1 | 2018-10
Plan 2 | CONSIDERED_AT | Meeting 1 | 2018-08 | modality=planned
Plan 2 | CONSIDERED_AT | Meeting 1 | 2018-10
Plan 3 | CONSIDERED_AT | Meeting 2 | 2018-10 | modality=planned | date=2019-03-01
Risk 2 | CONSIDERED_AT | Board 1 | 2018-10 | date=2018-07
Board 1 | DECIDED | Fund 1 | 2018-10 | decision=not vetoed | vote=unanimous | at=meeting/meeting-1
Plan 4 | CONSIDERED_AT | Board 2 | 2018-10 | date=2018-05
"""


def test_what_reports_escalates_is_overseen_and_is_due(ask, rows, codes):
    answer = ask("reports", "Board 1", as_of="2018-12")
    assert rows(answer, "entity", "relation", "frequency", "due", "modality") == [
        ("All Groups", "reports to", "", "", "in force"),
        ("Group 2", "reports to", "", "2019-04", "planned"),
        ("Group 1", "reports to", "quarterly", "by June 2019", "in force"),
        ("Group 3", "escalates to: risk", "", "", "expected"),
        ("Risk 1", "escalates to", "", "", "in force"),
        ("Group 4", "overseen by", "", "", "in force"),
        ("Post 2", "held to account by", "", "", "in force"),
        ("Post 1", "scrutinised by", "", "", "in force"),
        ("Risk 2", "considered by", "", "2018-07", "in force"),
        ("Plan 3", "to be considered by", "", "2019-03-01", "planned"),
    ]
    assert answer.columns == ("entity", "entity_id", "relation", "frequency", "due")
    assert codes(answer) == []


def test_what_was_due_and_is_not_known_to_have_come(ask, rows):
    answer = ask("reports", "Board 1", as_of="2020")
    assert rows(answer, "entity", "relation")[-1] == ("Plan 3", "was to be considered by")
    assert answer.rows[-1].sentence.endswith("(was planned for 2019-03-01; no paper says that it happened)")


def test_what_is_said_of_a_class_shows_at_its_member(ask, rows, codes):
    answer = ask("reports", "Group 5")
    assert (rows(answer, "entity"), codes(answer)) == ([], ["not-stated"])
    assert "What they do say: Group 5 is one of All Groups." in answer.notes[0].sentence
    assert rows(ask("reports", "Board 9"), "entity", "relation") == [("All Groups", "overseen by")]


def test_no_facts_before_the_paper(ask, codes):
    answer = ask("reports", "Board 1", as_of="2017")
    assert (answer.rows, codes(answer)) == ((), ["not-stated"])
    assert "one of 2018-08 does" not in answer.notes[0].sentence
    assert "no paper says it up to 2017; one of 2018-10 does" in answer.notes[0].sentence


def test_what_a_board_considered_and_will_consider(ask, rows, codes):
    answer = ask("meetings", "Board 1", as_of="2018-12")
    assert rows(answer, "date", "item", "state", "modality") == [
        ("2018-07", "Risk 2", "considered", "in force"),
        ("2018-09-01", "Fund 1", "decided: not vetoed; unanimous", "in force"),
        ("2018-09-01", "item 4.1: Plan 1", "considered; presented", "in force"),
        ("2018-09-01", "Plan 2", "considered", "in force"),
        ("2019-03-01", "Plan 3", "planned", "planned"),
        ("2019-07-01", "", "planned; to be confirmed", "planned"),
    ]
    assert answer.columns == ("board", "board_id", "date", "item", "item_id", "state")
    assert {row.values["board_id"] for row in answer.rows} == {"body/board-1"}
    assert codes(answer) == []


def test_a_planned_sitting_of_which_nothing_more_is_heard(ask, rows):
    answer = ask("meetings", "Board 1", as_of="2020")
    assert rows(answer, "date", "state")[-2] == ("2019-03-01", "was planned; no paper says that it happened")
    assert answer.rows[-2].sentence == (
        "Plan 3 is to be considered at Meeting 2 (was planned for 2019-03-01; no paper says that it happened)"
    )


def test_before_the_minutes_the_agenda_speaks(ask, rows):
    assert rows(ask("meetings", "Board 1", as_of="2018-08"), "item", "state") == [("Plan 2", "planned")]


def test_all_boards(ask, rows):
    answer = ask("meetings", as_of="2018-12")
    assert rows(answer, "board", "item")[:2] == [("Board 2", "Plan 4"), ("Board 1", "Risk 2")]
    assert len(answer.rows) == 7


def test_a_board_that_considered_nothing(ask, codes):
    assert codes(ask("meetings", "Group 4")) == ["not-stated"]
    empty = ask("meetings", as_of="2015")
    assert (empty.rows, codes(empty)) == ((), ["not-stated"])
    assert empty.notes[0].sentence == "Not stated in the papers dated up to 2015 what any board considered."
