"""The question `cycles`: who answers to somebody who in the end answers to them."""

from __future__ import annotations

WORLD = """
Group 1 | REPORTS_TO | Board 1 | 2018-10
Group 1 | ESCALATES_TO | Board 1 | 2018-10
Board 1 | REPORTS_TO | Board 2 | 2018-10
Group 1 | SCRUTINISES | Board 2 | 2018-10
Board 3 | OVERSEES | Board 4 | 2018-10
Board 4 | OVERSEES | Board 3 | 2018-10 | modality=planned
Group 5 | REPORTS_TO | Board 5 | 2018-10
Board 5 | OVERSEES | Group 5 | 2018-10
Action 1 | DEPENDS_ON | Action 2 | 2018-10
Action 2 | DEPENDS_ON | Action 1 | 2019-10
Group 7 | INSTANCE_OF | All Groups | 2018-10
All Groups | REPORTS_TO | Board 7 | 2018-10 | share=all
Board 7 | REPORTS_TO | Group 7 | 2018-10
"""


def test_each_circle_once_with_every_relation_in_its_own_words(ask, rows, codes):
    answer = ask("cycles")
    assert rows(answer, "cycle", "kind", "standing", "modality") == [
        ("Board 3 > overseen by > Board 4 > overseen by > Board 3", "reporting", "stated", "in force; planned"),
        ("Board 7 > reports to > Group 7 > reports to > Board 7", "reporting", "inferred", "in force"),
        (
            "Board 1 > reports to > Board 2 > scrutinised by > Group 1 > escalates to, reports to > Board 1",
            "reporting",
            "stated",
            "in force",
        ),
        ("Action 1 > depends on > Action 2 > depends on > Action 1", "dependence", "stated", "in force"),
    ]
    assert codes(answer) == ["by-class"]
    assert [len(row.evidence) for row in answer.rows] == [2, 2, 4, 2]
    assert answer.rows[3].values["cycle_id"] == "work/action-1 > work/action-2 > work/action-1"
    assert answer.rows[3].last_stated == "2019-10"


def test_to_report_to_who_oversees_is_no_circle(ask, rows):
    assert not [cycle for cycle in rows(ask("cycles"), "cycle") if "Board 5" in cycle]


def test_before_a_circle_closes_there_is_none(ask, rows, codes):
    assert "dependence" not in rows(ask("cycles", as_of="2019-09"), "kind")
    answer = ask("cycles", as_of="2017")
    assert (answer.rows, codes(answer)) == ((), ["not-stated"])
    assert "goes round in a circle" in answer.notes[0].sentence
