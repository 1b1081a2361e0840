"""The pure parts of reading a plan: headings, names in a cell, persons, statuses, dates, codes, groups of rows, the user's own headings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadFile
from graph.model.matrix import HEADINGS
from graph.model.values import is_date
from importers.plans.dates import due_date, paper_date
from importers.plans.header import find_header
from importers.plans.headings import SYNONYMS, Meaning, meaning_of, plain
from importers.plans.importing import columns_of, read_plan
from importers.plans.people import is_person
from importers.plans.references import Codes
from importers.plans.splitting import names_in
from importers.plans.values import state_and_direction
from importers.reading.blocks import Cell, Reading, Table
from tests.conftest import ROOT


def table_of(*rows: tuple[str, ...], sheet: str = "Plan") -> Table:
    cells = [tuple(Cell(text, number, column) for column, text in enumerate(row, 1)) for number, row in enumerate(rows, 1)]
    return Table(tuple(cells), 1, sheet)


def reading_of(*rows: tuple[str, ...]) -> Reading:
    return Reading("made.xlsx", "xlsx", "0" * 64, (table_of(*rows),))


def test_each_meaning_has_the_words_of_real_plans() -> None:
    few = {meaning: count for meaning, count in Counter(SYNONYMS.values()).items() if count < 15 and meaning is not Meaning.STRAND}
    assert few == {}


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Ref", Meaning.CODE),
        ("Action No.", Meaning.CODE),
        ("P & CP - Priority Actions", Meaning.ACTION),
        ("OPCC L'd", Meaning.ACCOUNTABLE),
        ("SRO", Meaning.ACCOUNTABLE),
        ("D'vry Lead", Meaning.LEADS),
        ("Lead Officer / Agency", Meaning.LEADS),
        ("By whom?", Meaning.LEADS),
        ("Key partners", Meaning.CONTRIBUTORS),
        ("Milestones", Meaning.ACTIVITIES),
        ("BRAG", Meaning.STATE),
        ("Direction of travel", Meaning.DIRECTION),
        ("By when", Meaning.DUE),
        ("Tlmescale", Meaning.DUE),
        ("Latest update (Q3)", Meaning.PROGRESS),
        ("Intended outcome", Meaning.OUTCOME),
        ("Dерends on", Meaning.DEPENDS),
        ("Start date", Meaning.OTHER),
        ("Action\nRef", Meaning.CODE),
        ("R/A/G", Meaning.STATE),
        ("Current Status of Action", Meaning.STATE),
        ("Lead for this action", Meaning.LEADS),
        ("Milestone owner", Meaning.ACCOUNTABLE),
        ("Source of action", Meaning.OTHER),
        ("Links to other actions", Meaning.OTHER),
        ("Action taken to date", Meaning.PROGRESS),
        ("What do we want to achieve?", Meaning.OBJECTIVE),
        ("Cam gweithredu / Action", Meaning.ACTION),
        ("Rhif / No", Meaning.CODE),
        ("Pledge ref", Meaning.CODE),
        ("Objective no", Meaning.OTHER),
    ],
)
def test_headings_as_offices_write_them(heading: str, meaning: Meaning) -> None:
    found = meaning_of(heading)
    assert found
    assert found.meaning is meaning


def test_a_sentence_and_a_strange_word_are_no_headings() -> None:
    assert meaning_of("We met in the made hall and agreed that the partners would come back to the matter in the new year") is None
    assert meaning_of("Zebra") is None


def test_a_heading_for_two_things_says_so() -> None:
    found = meaning_of("Lead / Partners")
    assert found
    assert (found.meaning, found.also) == (Meaning.LEADS, Meaning.CONTRIBUTORS)


def test_the_headings_of_the_report_are_known_again() -> None:
    header = find_header(table_of(HEADINGS), {})
    assert header
    meanings = "code action theme objective accountable leads contributors activities state direction due progress outcome"
    assert " ".join(header.meanings.values()) == meanings


def test_own_headings_go_first_and_are_checked(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("heading,meaning\nZebra,leads\nAction,code\n", encoding="utf-8")
    (tmp_path / "own.toml").write_text('[columns]\n"Zebra" = "leads"\n', encoding="utf-8")
    assert columns_of(tmp_path / "own.csv") == {"zebra": Meaning.LEADS, "action": Meaning.CODE}
    assert columns_of(tmp_path / "own.toml") == {"zebra": Meaning.LEADS}
    plan = read_plan(reading_of(("Zebra", "Task", "Due"), ("Board 1", "Do a made thing", "2024")), {"zebra": Meaning.LEADS})
    assert plan.rows[0].text(Meaning.LEADS) == "Board 1"
    for text, fault in (("heading,meaning\nZebra,boss\n", "no meaning"), ("heading,meaning\nA,due\nA,leads\n", "two meanings")):
        (tmp_path / "bad.csv").write_text(text, encoding="utf-8")
        with pytest.raises(BadFile, match=fault):
            columns_of(tmp_path / "bad.csv")


def test_a_file_without_actions_is_refused_with_what_it_holds() -> None:
    with pytest.raises(BadFile, match=r"No table of actions.*Fruit \| Weight"):
        read_plan(reading_of(("Fruit", "Weight"), ("Apple", "3")), {})


def test_a_row_that_belongs_to_no_action_is_rejected() -> None:
    plan = read_plan(reading_of(("Ref", "Action", "Lead"), ("", "", "Board 1"), ("A1", "Do a made thing", "Board 2")), {})
    assert [(item.row, item.code) for item in plan.rejects] == [(2, "no-action")]
    assert [row.code for row in plan.rows] == ["A1"]


def test_strands_by_code_and_rows_that_go_on() -> None:
    head = ("Ref", "Action", "Lead", "Milestones", "Due")
    rows = (
        ("O2.1", "Tackle made crime", "CSPs", "", "2024"),
        ("O2.2", "", "Police", "", "2024"),
        ("O3", "Hold made talks", "Board 1", "First talk", "May 2024"),
        ("", "", "", "Second talk", "June 2024"),
    )
    plan = read_plan(reading_of(head, *rows), {})
    assert [(row.code, row.strand, row.part, row.goes_on) for row in plan.rows] == [
        ("O2", "O2.1", 1, False),
        ("O2", "O2.2", 2, True),
        ("O3", "", 0, False),
        ("O3", "", 0, True),
    ]


KNOWN = {"police and crime commissioner", "county council", "fire and rescue service", "children and families service"}


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("NP / CS", ["NP", "CS"]),
        ("Police and Crime Commissioner", ["Police and Crime Commissioner"]),
        ("Police and Crime Commissioner and County Council", ["Police and Crime Commissioner", "County Council"]),
        ("Drug and Alcohol Team", ["Drug and Alcohol Team"]),
        ("DA & SV Delivery Group", ["DA & SV Delivery Group"]),
        ("Council 1, Council 2 and Council 3 Trust", ["Council 1", "Council 2", "Council 3 Trust"]),
        ("• Board 1\n• Board 2", ["Board 1", "Board 2"]),
        ("Children, Families and Communities Service", ["Children, Families and Communities Service"]),
        ("Youth Justice Service & Probation Service", ["Youth Justice Service", "Probation Service"]),
        ("Made Board - Made Sub-group", ["Made Board - Made Sub-group"]),
        ("OPCC, Police and CSPs", ["OPCC", "Police", "CSPs"]),
        ("DI, Made Crime; Supt, Local Policing", ["DI, Made Crime", "Supt, Local Policing"]),
        ("Police and Council", ["Police", "Council"]),
        ("1. Police\n2. Council", ["Police", "Council"]),
        ("OPCC, on behalf of the partnership", ["OPCC"]),
        ("TBC", []),
        ("as above", []),
        ("Lead TBC (Police)", []),
        ("To be agreed by the made board", []),
        ("person1@area.example", []),
        ("Youth Director, Made Commission", ["Youth Director", "Made Commission"]),
        (" – ", []),
    ],
)
def test_names_in_a_cell(cell: str, names: list[str]) -> None:
    assert [item.name for item in names_in(cell, lambda text: text.casefold() in KNOWN)] == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Lead: Police\nSupport: Council, Trust", [("Police", False), ("Council", True), ("Trust", True)]),
        ("Police (lead), Council (support)", [("Police", False), ("Council", True)]),
        ("OPCC supported by Police and Council", [("OPCC", False), ("Police", True), ("Council", True)]),
        ("Support Services Manager", [("Support Services Manager", False)]),
    ],
)
def test_support_is_no_lead(cell: str, names: list[tuple[str, bool]]) -> None:
    assert [(item.name, item.support) for item in names_in(cell, lambda _: False)] == names


@pytest.mark.parametrize(
    ("cell", "name", "bracket"),
    [
        ("Director, Area 1 Council", "Director", "Area 1 Council"),
        ("Area 1 Council – Estates Manager", "Estates Manager", "Area 1 Council"),
        ("Person 1, Head of Housing", "Head of Housing", "Person 1"),
    ],
)
def test_a_post_and_its_body_or_person_are_one_holder(cell: str, name: str, bracket: str) -> None:
    (found,) = names_in(cell, lambda _: False)
    assert (found.name, found.bracket, found.printed) == (name, bracket, cell)


@given(
    st.lists(st.from_regex(r"Made (?:Board|Trust|Council) [1-9]", fullmatch=True), min_size=1, max_size=5, unique=True),
    st.sampled_from("/;\n"),
)
def test_separated_names_come_back_whole_and_in_order(names: list[str], separator: str) -> None:
    assert [item.name for item in names_in(f" {separator} ".join(names), lambda _: False)] == names


@given(st.text(max_size=60))
def test_no_cell_breaks_the_splitting(cell: str) -> None:
    for item in names_in(cell, lambda _: False):
        assert item.name.strip()
        assert len(item.name) <= len(cell)


def test_persons_are_told_from_bodies() -> None:
    assert all(map(is_person, ("Cllr Person 1", "Person 12", "J. Made", "Insp Person 3")))
    bodies = ("Victim Support", "Head of Housing", "Police", "Area 1 Council", "Public Health", "Trading Standards", "Youth Justice")
    assert [name for name in bodies if is_person(name)] == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Q4 2022/23", "2023-03"),
        ("Q1 2024-25", "2024-06"),
        ("Mar-24", "2024-03"),
        ("end of September 2025", "2025-09"),
        ("1st April 2023", "2023-04-01"),
        ("31/03/2025", "2025-03-31"),
        ("2024-03-31 00:00:00", "2024-03-31"),
        ("2026", "2026"),
        ("ongoing", ""),
        ("2023/24", ""),
        ("Summer 2025", ""),
        ("30/02/2026", ""),
        ("May 2024 and June 2024", ""),
        ("Q4 2022/25", ""),
    ],
)
def test_due_dates(text: str, date: str) -> None:
    assert due_date(text) == date


@given(st.text(max_size=40))
def test_a_due_date_is_a_date_or_nothing(text: str) -> None:
    found = due_date(text)
    assert not found or is_date(found)


def test_the_paper_says_its_date_or_none_is_taken() -> None:
    assert paper_date(["Made plan", "first agreed May 2019, position as at 31 March 2024"]) == "2024-03-31"
    assert paper_date(["from May 2019 to June 2021"]) == ""


def test_status_and_direction_of_one_cell() -> None:
    assert state_and_direction("Green ↑", both=True) == ("Green", "↑")
    assert state_and_direction("Amber / improving", both=True) == ("Amber", "improving")
    assert state_and_direction("•", both=True) == ("", "")


def test_a_theme_may_head_the_column_of_its_actions() -> None:
    plan = read_plan(reading_of(("Priority 1: Made nights", "Lead agency", "Timescale"), ("Walk the made streets", "Police", "2024")), {})
    assert [(row.title, row.theme.text if row.theme else "") for row in plan.rows] == [("Walk the made streets", "Priority 1: Made nights")]


def test_a_status_column_with_periods_gives_the_last_that_has_words() -> None:
    header = find_header(table_of(("Action", "Lead", "RAG Q1", "RAG Q2", "RAG Q3"), ("Do a made thing", "Police", "R", "G", "")), {})
    assert header
    assert [str(meaning) for meaning in header.meanings.values()] == ["action", "leads", "progress", "state", "progress"]


def test_codes_in_sentences() -> None:
    codes = Codes({"V4": "v4", "O1": "o1", "O1.2": "o1-2", "C10.1": "c10-1"})
    said = {text: [(item.id, item.rule) for item in codes.in_prose(text)] for text in (
        "See also V4 and O 1.1.", "as in O1.2", "under section 10.1", "the V45 engine, covid19", "http://made/V4-report.pdf", "V4% of it",
    )}  # fmt: skip
    assert list(said.values()) == [[("v4", ""), ("o1", "")], [("o1-2", "")], [("c10-1", "number-lost")], [], [], []]
    assert plain("D'vry Lead(s)*") == "dvry lead s"


def test_the_page_lists_every_heading() -> None:
    page = (ROOT / "docs" / "plans.md").read_text(encoding="utf-8")
    listed = {plain(word) for line in page.splitlines() if line.startswith("| ") for word in line.split("|")[2].split(", ")}
    assert [word for word in SYNONYMS if plain(word) not in listed] == []
