"""The question `connection`: the shortest chain of facts, each read in its own direction."""

from __future__ import annotations

import pytest

from graph.errors import UsageError
from queries.shapes import connection

WORLD = """
Board 1 | OVERSEES | Group 1 | 2018-10
Group 1 | LEADS | Action 1 | 2018-10
Group 2 | LEADS | Action 1 | 2018-10 | modality=planned
Board 1 | OVERSEES | Group 2 | 2018-10
Fund 1 | FUNDS | Action 1 | 2018-10
Fund 1 | AWARDS | Grant 1 | 2018-10
~ Board 1 | 2018-10 | the board
~ Fund 1 | 2018-10 | the fund
Board 2 | DOES_NOT_HOLD_TO_ACCOUNT | Board 1 | 2018-10
Board 2 | OVERSEES | Group 8 | 2018-10
Group 5 | INSTANCE_OF | All Groups | 2018-10
All Groups | REPORTS_TO | Board 5 | 2018-10 | share=many
Person 1 | HOLDS | Post 1 | 2016
Person 2 | HOLDS | Post 1 | 2018-10
Person 3 | LEADS | Action 9 | 2018-10
Group 20 | WORKS_WITH | Group 21 | 2018-10
Group 21 | WORKS_WITH | Group 22 | 2018-10
Group 22 | WORKS_WITH | Group 23 | 2018-10
Group 23 | WORKS_WITH | Group 24 | 2018-10
Group 24 | WORKS_WITH | Group 25 | 2018-10
Group 25 | WORKS_WITH | Group 26 | 2018-10
Group 26 | WORKS_WITH | Group 27 | 2018-10
Group 27 | WORKS_WITH | Group 28 | 2018-10
Group 28 | WORKS_WITH | Group 29 | 2018-10
""".replace("Fund 1 | AWARDS | Grant 1", "Body 1 | AWARDS | Grant 1")


def test_each_step_is_read_in_its_direction_and_others_are_counted(ask, rows, codes):
    answer = ask("connection", "Board 1", "Fund 1")
    assert rows(answer, "step", "from", "relation", "to") == [
        (1, "Board 1", "oversees", "Group 1"),
        (2, "Group 1", "leads", "Action 1"),
        (3, "Action 1", "funded by", "Fund 1"),
    ]
    assert codes(answer) == ["cut"]
    assert answer.notes[0].sentence == "1 other chain is as short; shown is the first by name of those most in force."
    assert all(row.evidence and row.standing == "stated" for row in answer.rows)
    back = ask("connection", "Fund 1", "Board 1")
    assert rows(back, "relation") == ["funds", "led by", "overseen by"]


def test_a_planned_step_says_so(ask, rows):
    assert rows(ask("connection", "Group 2", "Fund 1"), "relation", "modality") == [("leads", "planned"), ("funded by", "in force")]


def test_evidence_and_denials_join_nothing(ask, rows, codes):
    answer = ask("connection", "Board 2", "Board 1")
    assert (answer.rows, codes(answer)) == ((), ["not-stated"])
    said = answer.notes[0].sentence
    assert "No chain of facts" in said
    assert "near Board 2: Group 8" in said
    assert "near Board 1: Group 1, Group 2" in said


def test_a_class_on_the_way_is_said(ask, rows, codes):
    answer = ask("connection", "Group 5", "Board 5")
    assert rows(answer, "relation") == ["is one of", "reports to (many of them)"]
    assert codes(answer) == ["by-class"]


def test_a_seat_that_another_holds_now_joins_nothing(ask, codes):
    assert codes(ask("connection", "Person 1", "Post 1")) == ["not-stated"]
    assert len(ask("connection", "Person 1", "Post 1", as_of="2017").rows) == 1
    assert len(ask("connection", "Person 2", "Post 1").rows) == 1


def test_bounds_are_said(ask, rows, codes, monkeypatch):
    assert len(ask("connection", "Group 20", "Group 28").rows) == 8
    answer = ask("connection", "Group 20", "Group 29")
    assert (answer.rows, codes(answer)) == ((), ["not-stated", "cut"])
    monkeypatch.setattr(connection, "MOST_ENTITIES", 2)
    assert codes(ask("connection", "Group 20", "Group 24")) == ["not-stated", "cut"]


def test_one_entity_is_no_pair(ask):
    with pytest.raises(UsageError, match="Both subjects are Board 1"):
        ask("connection", "Board 1", "body/board-1")
