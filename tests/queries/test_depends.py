"""The question `depends`: what it needs, itself, through its whole and through its parts."""

from __future__ import annotations

CHAIN = "\n".join(f"System {n} | DEPENDS_ON | System {n + 1} | 2018" for n in range(20, 32))
WORLD = f"""
Action 1 | USES | System 1 | 2018-10
System 1 | DEPENDS_ON | System 2 | 2018-10
System 1 | DEPENDS_ON | Fund 1 | 2018-10 | modality=planned
Action 1 | PART_OF | Theme 1 | 2018-10
Theme 1 | PART_OF | Plan 1 | 2018-10
Plan 1 | DEPENDS_ON | Fund 2 | 2018-10
Strand 1 | PART_OF | Action 1 | 2018-10
Strand 1 | USES | System 3 | 2018-10
Action 2 | PART_OF | Theme 1 | 2018-10
Action 2 | USES | System 4 | 2018-10
Action 3 | REFERS_TO | Action 1 | 2018-10
Action 4 | DEPENDS_ON | Action 5 | 2018-10
Action 5 | DEPENDS_ON | Action 4 | 2018-10
Group 1 | INSTANCE_OF | All Groups | 2018-10
All Groups | USES | System 5 | 2018-10 | share=all
All Groups | USES | System 6 | 2018-10 | share=many
Action 6 | DEPENDS_ON | Fund 9 | 2016 | modality=ended
{CHAIN}
"""


def test_itself_its_whole_and_its_parts(ask, rows, codes):
    answer = ask("depends", "Action 1")
    assert rows(answer, "step", "from", "relation", "to", "modality") == [
        (1, "Action 1", "uses", "System 1", "in force"),
        (2, "Strand 1", "uses", "System 3", "in force"),
        (2, "System 1", "depends on", "Fund 1", "planned"),
        (2, "System 1", "depends on", "System 2", "in force"),
        (3, "Plan 1", "depends on", "Fund 2", "in force"),
    ]
    assert rows(answer, "path")[1] == "Action 1 > contains > Strand 1 > uses > System 3"
    assert rows(answer, "path")[4] == "Action 1 > is part of > Theme 1 > is part of > Plan 1 > depends on > Fund 2"
    assert codes(answer) == []
    assert [len(row.evidence) for row in answer.rows] == [1, 2, 2, 2, 3]
    assert answer.columns == ("step", "from", "from_id", "relation", "to", "to_id", "path")
    assert answer.rows[2].sentence == "Action 1 uses System 1; System 1 depends on Fund 1 (planned)"


def test_what_its_neighbours_in_the_whole_need_is_not_its_own(ask, rows):
    assert "System 4" not in rows(ask("depends", "Action 1"), "to")
    assert "System 4" in rows(ask("depends", "Plan 1"), "to")


def test_a_circle_ends(ask, rows):
    assert rows(ask("depends", "Action 4"), "step", "from", "to") == [(1, "Action 4", "Action 5"), (2, "Action 5", "Action 4")]


def test_a_member_needs_what_all_of_its_class_need(ask, rows, codes):
    answer = ask("depends", "Group 1")
    assert rows(answer, "to", "standing") == [("System 5", "inferred")]
    assert codes(answer) == ["by-class"]
    assert rows(ask("depends", "All Groups"), "relation", "to") == [("uses", "System 5"), ("uses (many of them)", "System 6")]


def test_the_bound_is_said(ask, rows, codes):
    answer = ask("depends", "System 20")
    assert rows(answer, "step") == list(range(1, 9))
    assert codes(answer) == ["cut"]


def test_nothing_found_says_what_was_looked_for(ask, codes):
    for subject in ("Action 3", "Action 6", "Fund 2"):
        answer = ask("depends", subject)
        assert (answer.rows, codes(answer)) == ((), ["not-stated"])
        assert f"what {subject} depends on or uses" in answer.notes[0].sentence
    assert "Action 3 refers to Action 1" in ask("depends", "Action 3").notes[0].sentence
    assert codes(ask("depends", "Action 1", as_of="2015")) == ["not-stated"]
