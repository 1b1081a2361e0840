"""The question `overlap`: what two bodies share."""

from __future__ import annotations

import pytest

from graph.errors import UsageError
from queries.shapes import overlap

WORLD = """
Person 1 | MEMBER_OF | Board 1 | 2018-10
Person 1 | CHAIRS | Board 2 | 2018-10
Person 2 | MEMBER_OF | Board 1 | 2018-10
Group 1 | CONCERNS | Programme 1 | 2018-10
Group 2 | CONCERNS | Programme 1 | 2018-10 | modality=planned
Group 1 | LEADS | Strand 1 | 2018-10
Group 2 | LEADS | Strand 2 | 2018-10
Strand 1 | PART_OF | Action 1 | 2018-10
Strand 2 | PART_OF | Action 1 | 2018-10
Group 3 | LEADS | Action 2 | 2018-10
Group 4 | CONTRIBUTES_TO | Action 2 | 2018-10
Partnership 1 | INSTANCE_OF | All Partnerships | 2018-10
Partnership 2 | INSTANCE_OF | All Partnerships | 2018-10
Body 1 | MEMBER_OF | All Partnerships | 2018-10 | share=all
Body 2 | MEMBER_OF | All Partnerships | 2018-10 | share=some
Person 7 | CHAIRS | Board 7 | 2016
Person 8 | CHAIRS | Board 7 | 2018-10
Person 7 | MEMBER_OF | Board 8 | 2018-10
"""


def test_any_two_bodies(ask, rows, codes):
    answer = ask("overlap")
    assert rows(answer, "body_a", "body_b", "shared", "relation", "modality") == [
        ("Board 1", "Board 2", "Person 1", "has member / chaired by", "in force"),
        ("Group 1", "Group 2", "Programme 1", "concerns", "in force; planned"),
        ("Group 1", "Group 2", "Action 1", "leads", "in force"),
    ]
    assert codes(answer) == ["by-class"]
    assert "All Partnerships" in answer.notes[0].sentence
    assert [len(row.evidence) for row in answer.rows] == [2, 2, 4]
    assert answer.rows[0].sentence == "Person 1 is a member of Board 1; Person 1 chairs Board 2"


def test_two_that_are_named_in_the_order_given(ask, rows, codes):
    answer = ask("overlap", "Group 2", "Group 1")
    assert rows(answer, "body_a", "body_b", "shared") == [("Group 2", "Group 1", "Programme 1"), ("Group 2", "Group 1", "Action 1")]


def test_members_of_a_class_share_what_all_of_them_have(ask, rows, codes):
    answer = ask("overlap", "Partnership 1", "Partnership 2")
    assert rows(answer, "shared", "standing") == [("Body 1", "inferred")]
    assert codes(answer) == ["by-class"]


def test_a_chair_of_before_is_not_shared(ask, codes):
    answer = ask("overlap", "Board 7", "Board 8")
    assert answer.rows == ()
    assert len(ask("overlap", "Board 7", "Board 8", as_of="2018-10").rows) == 0


def test_nothing_shared_says_what_was_looked_for_of_each(ask, codes):
    answer = ask("overlap", "Group 3", "Group 4")
    assert (answer.rows, codes(answer)) == ((), ["not-stated", "not-stated"])
    assert "what Group 3 and Group 4 share of members, subjects and work" in answer.notes[0].sentence
    assert codes(ask("overlap", as_of="2015")) == ["not-stated"]


def test_bounds_are_said_and_one_body_is_no_pair(ask, rows, codes, monkeypatch):
    monkeypatch.setattr(overlap, "MOST_ROWS", 1)
    answer = ask("overlap")
    assert (len(answer.rows), codes(answer)) == (1, ["by-class", "cut"])
    with pytest.raises(UsageError, match="Both subjects are Group 1"):
        ask("overlap", "Group 1", "Group 1")
    with pytest.raises(UsageError, match="0 or 2 subjects"):
        ask("overlap", "Group 1")
