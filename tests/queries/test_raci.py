"""The question `raci`: actions against bodies."""

from __future__ import annotations

from queries.shapes import raci

WORLD = """
* Action 1 | code=V1
* Action 2 | code=V2
* Action 10 | code=V10
Theme 1 | PART_OF | Plan 1 | 2018-10
Action 1 | PART_OF | Theme 1 | 2018-10
Action 2 | PART_OF | Theme 1 | 2018-10
Action 10 | PART_OF | Plan 1 | 2018-10
Body 1 | ACCOUNTABLE_FOR | Action 1 | 2018-10
Body 1 | LEADS | Action 1 | 2018-10
Body 2 | CONTRIBUTES_TO | Action 1 | 2018-10 | modality=planned
Plan 9 | CONTRIBUTES_TO | Action 1 | 2018-10
Action 1 | INFORMS | Body 3 | 2018-10
Action 1 | CONSIDERED_AT | Meeting 1 | 2018-10
Meeting 1 | MEETING_OF | Board 1 | 2018-10
Strand 1 | PART_OF | Action 2 | 2018-10
Strand 2 | PART_OF | Action 2 | 2018-10
Group 1 | LEADS | Strand 1 | 2018-10
Group 2 | LEADS | Strand 2 | 2018-10
Action 2 | cell | lost | 2018-10 | of=accountable
Action 10 | cell | empty | 2018-10 | of=leads
Partnership 1 | INSTANCE_OF | All Partnerships | 2018-10
All Partnerships | CONTRIBUTES_TO | Action 2 | 2018-10 | share=all
Board 2 | OVERSEES | All Groups | 2018-10 | share=all
Group 1 | INSTANCE_OF | All Groups | 2018-10
Group 7 | REPORTS_TO | Board 2 | 2018-10
Group 7 | LEADS | Deliverable 7 | 2018-10
Body 8 | LEADS | Action 8 | 2016
Body 9 | LEADS | Action 8 | 2018-10
Action 8 | PART_OF | Plan 8 | 2016
* Action 6 | code=V6
* Strand 6.1 | code=V6.1
* Strand 6.2 | code=V6.2
Action 6 | PART_OF | Plan 6 | 2018-10
Strand 6.1 | PART_OF | Action 6 | 2018-10
Strand 6.2 | PART_OF | Action 6 | 2018-10
Body 6 | ACCOUNTABLE_FOR | Strand 6.2 | 2018-10
Body 6 | LEADS | Strand 6.1 | 2018-10
Strand 6.1 | cell | empty | 2018-10 | of=accountable
Strand 6.2 | cell | lost | 2018-10 | of=leads
Plan 7 | CONCERNS | Body 1 | 2018-10
"""


def test_one_column_a_body_and_what_is_not_said_stays_empty(ask, rows, codes):
    answer = ask("raci", "Plan 1")
    assert answer.columns == (
        "action", "action_id", "All Partnerships", "Board 1", "Body 1", "Body 2", "Body 3", "Group 1", "Group 2", "Partnership 1",
    )  # fmt: skip
    assert rows(answer, *answer.columns) == [
        ("V1 Action 1", "work/action-1", "", "I", "R, A", "C (not yet)", "I", "", "", ""),
        ("V2 Action 2", "work/action-2", "C", "", "", "", "", "R", "R", "C"),
        ("V10 Action 10", "work/action-10", "", "", "", "", "", "", "", ""),
    ]
    assert rows(answer, "standing", "modality") == [("stated", "in force; planned"), ("inferred", "in force"), ("stated", "in force")]
    assert [len(row.evidence) for row in answer.rows] == [6, 5, 2]


def test_what_is_missing_is_lost_or_not_said(ask, codes):
    answer = ask("raci", "Plan 1")
    assert codes(answer) == ["by-class", "not-stated", "lost", "not-stated"]
    assert [note.sentence for note in answer.notes[1:]] == [
        "Not stated in the papers who leads V10.",
        "Who is accountable for V2: the text of the paper has lost the cell.",
        "Not stated in the papers who is accountable for V10.",
    ]


def test_a_strand_without_an_owner_is_named_behind_its_action(ask):
    assert [(note.code, note.sentence) for note in ask("raci", "Plan 6").notes] == [
        ("lost", "Who leads V6 (V6.2): the text of the paper has lost the cell."),
        ("not-stated", "Not stated in the papers who is accountable for V6 (V6.1)."),
    ]


def test_a_theme_and_a_board(ask, rows):
    assert rows(ask("raci", "Theme 1"), "action") == ["V1 Action 1", "V2 Action 2"]
    assert rows(ask("raci", "Board 1"), "action") == ["V1 Action 1"]


def test_a_board_has_what_those_below_it_lead(ask, rows):
    answer = ask("raci", "Board 2")
    assert rows(answer, "action", "Group 1", "Group 2", "Group 7") == [("V2 Action 2", "R", "R", ""), ("Deliverable 7", "", "", "R")]


def test_a_lead_of_before_is_left_out(ask, rows):
    assert ask("raci", "Plan 8").columns == ("action", "action_id", "Body 9")
    assert ask("raci", "Plan 8", as_of="2017").columns == ("action", "action_id", "Body 8")


def test_nothing_found_says_so(ask, codes):
    answer = ask("raci", "Plan 7")
    assert (answer.rows, answer.columns, codes(answer)) == ((), ("action", "action_id"), ["not-stated"])
    assert "which actions Plan 7 holds" in answer.notes[0].sentence


def test_the_bound_is_said(ask, codes, monkeypatch):
    monkeypatch.setattr(raci, "MOST_ACTIONS", 1)
    answer = ask("raci", "Plan 1")
    assert len(answer.rows) == 1
    assert "cut" in codes(answer)
