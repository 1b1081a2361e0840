"""The reports on a made world, on both engines: what they list, what they mark, what they cut, and what they say where there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.documents.model import Bullets, Document, Heading, Paragraph, Table, cell_text
from graph.documents.text import as_markdown
from graph.errors import UnknownSubject, UsageError
from graph.store import Store
from queries.reports.board import board
from queries.reports.delivery import delivery
from queries.reports.fitting import Item, Part, fitted, lines_of
from queries.reports.handover import handover
from queries.reports.matrix import natural
from queries.reports.people import without
from queries.reports.raci import raci
from queries.reports.reading import Asked

WORLD = """
Role 1 | POST_IN | Organisation 1 | 2020-01-01 | capacity=head
Role 1 | INSTANCE_OF | All Roles | 2020-01-01
All Roles | HAS_DUTY | Duty 1 | 2020-01-01 | share=all
All Roles | NOT_SUBJECT_TO | Duty 9 | 2020-01-01 | share=all
Duty 1 | IMPOSED_BY | Statute 1 | 2020-01-01 | provisions=s.5(2); s.6 | cited_as=the Act
Role 1 | HAS_POWER | Duty 2 | 2013-01-01
Role 1 | LEADS | Programme 1 | 2020-01-01
Role 3 | LEADS | Programme 1 | 2020-01-01
Role 1 | LEADS | Programme 2 | 2020-01-01 | modality=planned | valid_from=2019-06
Role 1 | FUNDS | Programme 3 | 2020-01-01 | valid_to=2028-03-31 | amount_text=£500k
Role 1 | CHAIRS | Board 1 | 2020-01-01
Role 3 | CHAIRS | Board 1 | 2020-01-01 | capacity=vice
Role 1 | CHAIRS | Board 2 | 2018-01-01
Role 4 | CHAIRS | Board 2 | 2020-01-01
Role 1 | DOES_NOT_HOLD_TO_ACCOUNT | Organisation 2 | 2020-01-01 | said_by=post/role-5
* Role 5
Board 3 | SCRUTINISES | Role 1 | 2020-01-01 | provision=Item 6
Role 2 | DEPUTISES_FOR | Role 1 | 2020-01-01
Role 2 | LACKS_POWER | Duty 2 | 2020-01-01
Person 1 | HOLDS | Role 1 | 2020-01-01
Organisation 1 | USES | System 1 | 2020-01-01
Organisation 1 | LEADS | Programme 4 | 2020-01-01
Role 1 | LEADS | Programme 4 | 2020-01-01
Organisation 9 | CONSIDERED_AT | Board 4 | 2020-01-01 | date=2020-06 | modality=planned
Theme 1 | PART_OF | Plan 1 | 2018-01-31
Theme 2 | PART_OF | Plan 1 | 2018-01-31
* Action 1 | code=V10
* Action 2 | code=V9
* Action 3 | code=A1
* Strand 1 | code=A1.1
* Strand 2 | code=A1.2
Action 1 | PART_OF | Theme 2 | 2018-01-31
Action 2 | PART_OF | Theme 2 | 2018-01-31
Action 3 | PART_OF | Theme 1 | 2018-01-31
Strand 1 | PART_OF | Action 3 | 2018-01-31
Strand 2 | PART_OF | Action 3 | 2018-01-31
Group 1 | LEADS | Strand 1 | 2018-01-31
Group 2 | LEADS | Strand 2 | 2018-01-31
Group 1 | LEADS | Action 2 | 2018-01-31
Person 1 | ACCOUNTABLE_FOR | Action 2 | 2018-01-31
Group 2 | LEADS | Action 2 | 2019-01-31
Deliverable 1 | PART_OF | Action 2 | 2018-01-31 | modality=proposed
Action 2 | state | green | 2018-01-31
Action 2 | state | amber | 2019-01-31
Action 2 | direction | lost | 2019-01-31
Action 2 | due | December 2019 | 2019-01-31
Action 1 | cell | empty | 2018-01-31 | of=accountable
Action 1 | state | lost | 2018-01-31
* Role 21 | name=Acting Warden
* Programme 21 | kind=survey
* Programme 22 | kind=survey
* All Programmes | kind=survey
* Plan 21 | name=Plan 2017-19
* Plan 22 | name=Plan 2019-24
Role 20 | POST_IN | Organisation 20 | 2020-01-01 | capacity=head
Role 21 | POST_IN | Organisation 20 | 2019-01-01 | capacity=head
Role 21 | AWARDS | Fund 20 | 2019-01-01
Role 21 | HAS_POWER | Duty 20 | 2019-01-01
Role 20 | HAS_POWER | Duty 20 | 2020-01-01
Role 20 | INSTANCE_OF | All Posts | 2020-01-01
All Posts | HAS_POWER | Duty 20 | 2020-01-01 | share=all
Role 20 | LEADS | Programme 21 | 2020-01-01
Role 20 | LEADS | Programme 22 | 2020-01-01
Programme 22 | frequency | yearly | 2020-01-01
Role 20 | LEADS | All Programmes | 2020-01-01
Role 20 | PRODUCES | Plan 21 | 2018-01-01
Role 20 | PRODUCES | Plan 22 | 2020-01-01
Role 20 | LEADS | Action 21 | 2018-01-01
Action 21 | PART_OF | Theme 21 | 2018-01-01
Theme 21 | PART_OF | Plan 21 | 2018-01-01
Action 22 | PART_OF | Plan 22 | 2020-01-01
"""


def asked(as_of: str = "2026", **more: Any) -> Asked:
    return Asked(as_of, **more)


def texts(document: Document, heading: str) -> list[str]:
    """Sentences under a heading, up to the next one."""
    found: list[str] = []
    under = False
    for block in document.blocks:
        if isinstance(block, Heading):
            under = block.text.startswith(heading)
        elif under and isinstance(block, Paragraph):
            found.append(block.text)
        elif under and isinstance(block, Bullets):
            found += [item.text for item in block.items]
    return found


def rows(table: Table, *names: str) -> list[tuple[str, ...]]:
    places = [table.names.index(name) for name in names]
    return [tuple(cell_text(row[place]) for place in places) for row in table.rows]


@pytest.fixture(scope="module")
def role(loaded: Store) -> Document:
    return handover(loaded, "Role 1", asked("2020"), on="2028-05")


# -- handover


def test_a_head_holds_what_its_office_holds_apart(role: Document):
    held = rows(role.data, "Held by", "Group", "What")
    assert ("Role 1", "Leads", "Programme 1") in held
    assert ("Organisation 1", "Systems", "System 1") in held
    assert ("Role 1", "Systems", "System 1") not in held
    titles = [block.text for block in role.blocks if isinstance(block, Heading) and block.level == 1]
    assert titles.index("Held by Role 1") < titles.index("Held by Organisation 1, of which it is the head")


def test_a_duty_of_the_class_names_the_class_and_the_statute_with_its_sections_as_printed(role: Document):
    (row,) = [row for row in rows(role.data, "What", "How it stands", "Law or provision", "Needs a holder") if row[0] == "Duty 1"]
    assert row[1:] == ("in force; as one of All Roles", 'Statute 1, s.5(2); s.6 (printed as "the Act")', "yes")


def test_a_law_that_no_paper_names_is_not_supplied(role: Document):
    (row,) = [row for row in rows(role.data, "What", "Law or provision") if row[0] == "Duty 2"]
    assert row[1] == "not stated in the papers"
    assert any(
        line.startswith("Of 2 duties and powers, the papers print no section, or no statute, for 1")
        for line in texts(role, "What the papers do not")
    )


def test_who_else_is_named_is_told_and_who_is_not_is_said(role: Document):
    others = dict(rows(role.data, "What", "Others the papers name"))
    assert others["Programme 1"] == "Role 3 (leads)"
    assert others["Board 1"] == "Role 3 (chairs (vice))"
    assert others["Programme 3"] == "none in the papers"
    lone = " ".join(texts(role, "Without another holder"))
    assert "Programme 3" in lone
    assert "Programme 1" not in lone
    assert "Duty 1" in lone, "the class itself is nobody else"


def test_the_office_is_named_as_its_own_and_counts_as_nobody_else(role: Document):
    of_role = [row for row in rows(role.data, "Held by", "What", "Others the papers name") if row[1] == "Programme 4"]
    assert of_role == [
        ("Role 1", "Programme 4", "its own office, Organisation 1 (leads)"),
        ("Organisation 1", "Programme 4", "its head, Role 1 (leads)"),
    ]
    assert "Programme 4" in " ".join(texts(role, "Without another holder"))


def test_what_was_planned_is_no_deed_and_what_ends_before_the_day_says_so(role: Document):
    stands = dict(rows(role.data, "What", "How it stands"))
    assert stands["Programme 2"] == "was planned for June 2019; no paper says that it happened"
    assert stands["Programme 3"] == "in force; until 31 March 2028; ends before May 2028, the papers say"
    assert dict(rows(role.data, "What", "Detail"))["Programme 3"] == "£500k"
    assert stands["Duty 2"] == "in force; last stated 1 January 2013, more than five years before"


def test_denials_stand_with_whose_words_they_are_and_those_of_the_class_too(role: Document):
    denied = texts(role, "What the papers deny")
    assert any(line.startswith("Role 1 does not hold to account Organisation 2") and "in the words of Role 5" in line for line in denied)
    assert any(line.startswith("Role 1 is not subject to Duty 9") and "as one of All Roles" in line for line in denied)
    assert "Organisation 2" not in [what for (what,) in rows(role.data, "What")]


def test_a_deputy_is_named_with_what_a_paper_denies_it_and_a_successor_is_not_invented(role: Document):
    said = texts(role, "Deputies")
    assert "Role 2 deputises for Role 1." in said
    assert "Role 2 lacks the power Duty 2." in said
    assert "Not stated in the papers: who or what succeeds it." in said


def test_a_seat_that_a_newer_paper_gives_to_another_is_held_before(role: Document):
    assert "Board 2" not in [what for (what,) in rows(role.data, "What")]
    assert any(line.startswith("Role 1 chairs Board 2") for line in texts(role, "Held before"))


@pytest.fixture(scope="module")
def warden(loaded: Store) -> Document:
    return handover(loaded, "Role 20", asked("2020"))


def test_what_the_acting_head_of_the_office_holds_falls_with_it(loaded: Store, warden: Document):
    held = {(by, what): others for by, what, others in rows(warden.data, "Held by", "What", "Others the papers name")}
    assert ("Acting Warden", "Fund 20") in held
    assert held["Role 20", "Duty 20"] == "acting in the same office, Acting Warden (has the power)"
    lone = texts(warden, "Without another holder")
    assert "Money it gives, Acting Warden: Fund 20." in lone
    assert "Powers, Role 20: Duty 20." in lone, "who acts in the office is nobody else"
    of_acting = handover(loaded, "Acting Warden", asked("2020"))
    assert {by for (by,) in rows(of_acting.data, "Held by")} == {"Acting Warden", "Organisation 20"}


def test_what_is_said_of_the_post_and_of_its_class_is_one_holding(warden: Document):
    (row,) = [
        row for row in rows(warden.data, "What", "How it stands", "Said in", "Held by") if row[0] == "Duty 20" and row[3] == "Role 20"
    ]
    assert row[1] == "in force; also as one of All Posts"
    assert row[2].count("para") == 2


def test_what_was_done_once_or_is_of_a_plan_that_is_over_needs_no_holder(warden: Document):
    stands = {what: (stands, needs) for what, stands, needs in rows(warden.data, "What", "How it stands", "Needs a holder")}
    over = "Plan 2017-19 is over: the years that it prints end on 2019-12-31"
    assert stands["Programme 21"] == ("in force; done once, by its kind: survey", "no")
    assert stands["Plan 2017-19"] == stands["Action 21"] == (f"in force; {over}", "no")
    for goes_on in ("Programme 22", "All Programmes", "Plan 2019-24"):  # yearly, a class, not over yet
        assert stands[goes_on] == ("in force", "yes")
    told = texts(warden, "Without another holder")[-1]
    assert told == "Done once, or of a plan that is over, and so not counted: Action 21; Plan 2017-19; Programme 21."


def test_the_day_is_printed_as_given(loaded: Store, role: Document):
    assert dict(role.about)["Ending asked about"] == "May 2028, as given by whoever asked; no paper is cited for it"
    assert dict(handover(loaded, "Role 1", asked()).about)["Ending asked about"] == "no date given"


def test_every_row_of_a_handover_is_cited(role: Document):
    place = role.data.names.index("Said in")
    assert all(row[place] for row in role.data.rows)


def test_who_holds_nothing_is_told_so(loaded: Store):
    document = handover(loaded, "Organisation 2", asked("2012"))
    assert document.data.rows == ()
    assert "state nothing that Organisation 2 holds" in as_markdown(document)


def test_persons_are_left_out_of_every_part(loaded: Store):
    document = handover(loaded, "Role 1", asked(people=False))
    text = as_markdown(document) + str(document.model_dump())
    assert "Person 1" not in text
    assert "person/" not in text
    assert "a person (left out)" in text


def test_initials_go_as_whole_words_only(role: Document):
    document = role.model_copy(update={"title": "NP and SNPs", "subject": "NP's report, O'NP"})
    left = without(document, ["NP", "N"])
    assert left.title == "a person (left out) and SNPs"


# -- delivery


def test_lines_stand_by_theme_and_number_and_strands_have_their_own(loaded: Store):
    document = delivery(loaded, "Plan 1", asked("2018"))
    assert rows(document.data, "Theme", "Code", "Lead(s)") == [
        ("Theme 1", "A1.1", "Group 1"),
        ("Theme 1", "A1.2", "Group 2"),
        ("Theme 2", "V9", "Group 1"),
        ("Theme 2", "V10", ""),
    ]
    assert natural("V9") < natural("V10")


def test_lost_and_empty_stand_beside_and_not_in_their_cells(loaded: Store):
    document = delivery(loaded, "Plan 1", asked("2018"))
    (row,) = [row for row in rows(document.data, "Code", "Accountable", "Status", "Lost or empty") if row[0] == "V10"]
    assert row == ("V10", "", "", "Status: lost; Accountable: empty")
    shown = [row for block in document.blocks if isinstance(block, Table) for row in rows(block, "Code", "Accountable", "Status")]
    assert ("V10", "empty", "lost") in shown


def test_the_newest_paper_answers_and_what_changed_is_told(loaded: Store):
    document = delivery(loaded, "Plan 1", asked("2019"))
    (row,) = [row for row in rows(document.data, *document.data.names[:11]) if row[0] == "V9"]
    assert row == ("V9", "Action 2", "Theme 2", "", "Person 1", "Group 2", "", "Deliverable 1 (proposed)", "amber", "", "December 2019")
    (changes,) = [block for block in document.blocks if isinstance(block, Table) and block.caption.startswith("Cells that read")]
    assert rows(changes, "Code", "Column", "Before", "After") == [
        ("V9", "Lead(s)", "Group 1", "Group 2"),
        ("V9", "Status", "green", "amber"),
        ("V9", "Direction", "", "lost"),
        ("V9", "Due", "", "December 2019"),
    ]


def test_silence_changes_nothing(loaded: Store):
    document = delivery(loaded, "Plan 1", asked("2026"), since="2020")
    assert "Nothing that the papers state of these cells has changed" in as_markdown(document)


def test_themes_are_chosen_and_ordered(loaded: Store):
    document = delivery(loaded, "Plan 1", asked("2018"), themes=["theme 2", "Theme 1"])
    assert [code for (code,) in rows(document.data, "Code")] == ["V9", "V10", "A1.1", "A1.2"]
    with pytest.raises(UnknownSubject, match="no theme 'Theme 3'"):
        delivery(loaded, "Plan 1", asked("2018"), themes=["Theme 3"])


def test_a_plan_that_no_paper_tells_of_yet_has_no_rows(loaded: Store):
    document = delivery(loaded, "Plan 1", asked("2012"))
    assert document.data.rows == ()
    assert "state no action of Plan 1" in as_markdown(document)
    with pytest.raises(UsageError, match="no plan"):
        delivery(loaded, "Role 1", asked())


# -- board


def test_a_board_has_its_chair_and_says_what_is_not_stated(loaded: Store):
    document = board(loaded, "Board 1", asked("2020"))
    assert texts(document, "Chair and members")[:1] == ["Role 1: chair."]
    assert texts(document, "Risks") == ["No paper names a risk that reaches it."]
    assert any("who else sits on" in line for line in texts(document, "What the papers do not say"))


def test_what_is_coming_stands_before_what_was_planned_for_a_day_that_has_passed(loaded: Store):
    (line,) = texts(board(loaded, "Board 4", asked("2020-02")), "What is due to it")
    assert "Organisation 9" in line
    assert "no paper says" not in line
    (line,) = texts(board(loaded, "Board 4", asked("2021")), "What is due to it")
    assert "was planned for 2020-06; no paper says that it happened" in line


def test_a_board_of_which_no_paper_tells_yet(loaded: Store):
    document = board(loaded, "Board 1", asked("2010"))
    assert document.sources == ()
    assert "Not stated in the papers who chairs it or sits on it." in texts(document, "Chair and members")
    with pytest.raises(UsageError, match="no body"):
        board(loaded, "Programme 1", asked())


def section(title: str, lines: int, least: int = 2) -> Part:
    return Part(title, [Item(f"{title} {n}") for n in range(lines)], least, "landscape show x", "Nothing.")


def test_the_longest_section_gives_way_first_and_says_so():
    kept = fitted([section("a", 30), section("b", 4), section("c", 0)], most=30)
    assert sum(map(lines_of, kept)) <= 30
    assert [item.text for item in kept[1].items] == ["b 0", "b 1", "b 2", "b 3"]
    assert kept[0].items[-1].text == f"and {30 - len(kept[0].items) + 1} more: landscape show x"
    assert kept[2].items == []


def test_no_section_falls_below_its_least():
    kept = fitted([section("a", 9, least=5), section("b", 9, least=3)], most=1)
    assert [len(part.items) for part in kept] == [6, 4]


def test_what_fits_is_whole():
    parts = [section("a", 3), section("b", 2)]
    assert fitted(parts, most=100) == parts


# -- raci


def test_raci_lists_names_and_keeps_the_matrix(loaded: Store):
    document = raci(loaded, "Plan 1", asked("2018"))
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    found = {row[0]: row[1:] for row in rows(table, "Action", "Responsible", "Accountable", "Consulted", "Informed")}
    assert found["V9 Action 2"] == ("Group 1", "Person 1", "", "")
    assert found["A1 Action 3"] == ("Group 1\nGroup 2", "", "", "")
    matrix = {row[0]: row[1] for row in rows(document.data, "Action", "Group 1")}
    assert matrix["V9 Action 2"] == "R"


def test_raci_of_what_has_no_action_says_so(loaded: Store):
    document = raci(loaded, "Board 1", asked("2020"))
    assert document.data.rows == ()
    assert any("Not stated in the papers" in line for line in texts(document, "What to know"))


@pytest.mark.parametrize("report", [handover, board, delivery, raci])
def test_an_unknown_subject_is_refused(loaded: Store, report: Callable[..., Document]):
    with pytest.raises(UnknownSubject):
        report(loaded, "nobody of that name", asked())
