"""Plans with what offices do to them, each with an answer key written by hand from its rows; what is left alone is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from graph.errors import BadFile
from importers.plans.importing import read_plan
from importers.plans.places import passages_of
from importers.reading.files import read
from tests.conftest import loaded_by_path

OFFICE = loaded_by_path("tests/importers/plans/office_plans.py")
MADE = loaded_by_path("tests/importers/plans/test_made_plans.py")
FILES = loaded_by_path("tests/importers/reading/made_files.py")


def at(row: int, heading: str, table: int = 1) -> str:
    return f"@ table {table} > row {row} > {heading}"


WRAPS = {
    "W1": {
        "name": "Agree the made multi-agency protocol",
        "above": "Made",
        "LEADS": [f"Area 1 Safeguarding Partnership {at(2, 'Lead')}"],
        "CONTRIBUTES_TO": [f"Area 1 Police {at(2, 'Partners')}"],
        "state": f"Green {at(2, 'RAG status')}",
        "Progress update": f"{OFFICE.LONG} {at(2, 'Progress update')}",
    },
    "W2": {
        "name": "Fit made lights",
        "above": "Made",
        "LEADS": [f"{name} {at(3, 'Lead')}" for name in ("Police", "Fire", "Housing")],
        "contributors": f"empty {at(3, 'Partners')}",
        "state": f"Amber {at(3, 'RAG status')}",
        "Progress update": f"{OFFICE.LONG} {at(3, 'Progress update')}",
    },
    "W3": {
        "name": "Hold made talks",
        "above": "Made",
        "LEADS": [f"Area 1 Borough Council {at(4, 'Lead')}"],
        "CONTRIBUTES_TO": [f"Area 1 Trust {at(4, 'Partners')}", f"Area 1 Hub {at(4, 'Partners')}"],
        "state": f"Red {at(4, 'RAG status')}",
        "Progress update": f"Two held {at(4, 'Progress update')}",
    },
}
PLAIN = {
    f"B{number}": {
        "name": f"Carry out made task {number} with the made traders of the town",
        "above": "Made",
        **({"leads": f"empty {at(number + 1, 'Lead')}"} if number == 4 else {"LEADS": [f"Area 2 Team {number} {at(number + 1, 'Lead')}"]}),
        "due": f"{'empty' if number == 6 else 'May 2020 = 2020-05'} {at(number + 1, 'Timescale')}",
        **(
            {"state of progress": f"Started {at(number + 1, 'Progress')}"}
            if number == 2
            else {"progress": f"empty {at(number + 1, 'Progress')}"}
        ),
    }
    for number in range(1, 9)
}
BOARD = {
    "1.1": {
        "name": "Harden made homes",
        "above": "Homes",
        "LEADS": ["DI, Made Crime @ sheet Live > cell D5"],
        "state": "Green @ sheet Live > cell I5",
        "due": "June 2024 = 2024-06 @ sheet Live > cell F5",
        "Quarter 1 RAG": "Red @ sheet Live > cell G5",
        "Quarter 1 Update": "Begun @ sheet Live > cell H5",
        "% complete": "75% @ sheet Live > cell K5",
    },
    "1.10": {
        "name": "Mark made cycles",
        "above": "Homes",
        "LEADS": ["DI, Made Crime @ sheet Live > cell D5"],
        "state": "Amber @ sheet Live > cell I6",
        "due": "Q3 2024/25 = 2024-12 @ sheet Live > cell F6",
        "Quarter 1 RAG": "Green @ sheet Live > cell G6",
        "Quarter 2 Update": "Late @ sheet Live > cell J6",
        "% complete": "100% @ sheet Live > cell K6",
    },
    "2.1": {
        "name": "Light made lanes",
        "above": "Streets",
        "LEADS": ["Estates Manager (Council) @ sheet Live > cell D7"],
        "state": "G @ sheet Live > cell I7",
        "due": "ongoing @ sheet Live > cell F7",
        "% complete": "40% @ sheet Live > cell K7",
    },
}
PAPER = {
    "1.1": {
        "name": "Walk the made streets",
        "above": "Quieter made nights",
        "LEADS": [f"Police {at(4, 'Who leads?')}"],
        "CONTRIBUTES_TO": [f"Area 4 Wardens {at(4, 'Who leads?')}"],
        "due": f"March 2023 = 2023-03 {at(4, 'By when')}",
        "state": f"G {at(4, 'R/A/G')}",
        "state of progress": f"four made walks {at(5, 'Action')}",
    },
    "1.2": {
        "name": "Fit a made gate",
        "above": "Quieter made nights",
        "LEADS": [f"Head of Made Safety (Area 4 DC) {at(6, 'Who leads?')}"],
        "due": f"April 2023 = 2023-04 {at(6, 'By when')}",
        "state": f"A {at(6, 'R/A/G')}",
    },
    "2.1": {
        "name": "Visit made homes",
        "above": "Safer made homes",
        "LEADS": [f"Head of Made Safety (Area 5 DC) {at(8, 'Who leads?')}"],
        "due": f"May 2023 = 2023-05 {at(8, 'By when')}",
        "state": f"R {at(8, 'R/A/G')}",
    },
}
FORMS = {
    "Action 7": {
        "name": "Set up the made scheme",
        "above": "Made",
        "LEADS": [f"Area 6 Police {at(2, 'Lead', 2)}"],
        "due": f"December 2022 = 2022-12 {at(3, 'Timescale', 2)}",
        "state": f"On track {at(4, 'Status', 2)}",
    },
    "Action 8": {
        "name": "Find made homes",
        "above": "Made",
        "LEADS": [f"Area 6 Probation {at(2, 'Lead', 3)}"],
        "due": f"empty {at(3, 'Timescale', 3)}",
        "state": f"Delayed {at(4, 'Status', 3)}",
    },
}
WEB = {
    "Run a made club": {
        "name": "Run a made club",
        "above": "Prevent",
        "LEADS": [f"Area 7 Youth Service {at(3, 'Who')}", f"Police {at(3, 'Who')}"],
        "due": f"Summer 2023 {at(3, 'When')}",
        "state": f"🟢 {at(3, 'BRAG')}",
    },
    "Use made orders": {
        "name": "Use made orders",
        "above": "Enforce",
        "LEADS": [f"Police {at(5, 'Who')}", f"Council {at(5, 'Who')}"],
        "due": f"Ongoing {at(5, 'When')}",
        "state": f"🔵 {at(5, 'BRAG')}",
    },
}
KEYS = {
    "wraps.pdf": ("2022-11-14", WRAPS),
    "plain.pdf": ("2020-03-03", PLAIN),
    "board.xlsx": ("", BOARD),
    "paper.docx": ("2022-05-04", PAPER),
    "forms.docx": ("2022-07", FORMS),
    "web.html": ("2023-08-09", WEB),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("office")
    for name, make in OFFICE.OFFICE.items():
        make(path / name)
    return path


@pytest.mark.parametrize("name", KEYS)
def test_a_plan_of_an_office_says_what_its_key_says(folder: Path, name: str) -> None:
    batch, date, _ = MADE.batch_of_file(folder / name)
    date_said, key = KEYS[name]
    assert (date, MADE.as_key(batch), batch.rejects) == (date_said, key, ())
    actions = [claim.code or claim.name for row in batch.rows for claim in row.claims if claim.labels == ("PriorityAction",)]
    assert list(dict.fromkeys(actions)) == list(key)
    passages = {item.locator: item.text for item in passages_of(read(folder / name))}
    places = {claim.id: str(claim.extra["locator"]) for row in batch.rows for claim in row.claims if claim.labels == ("Passage",)}
    for row in batch.rows:
        for stating in row.statings:
            for words in (stating.from_as, stating.to_as):
                assert words in " ".join(passages[places[stating.passage]].split()) if stating.passage else not words


def test_what_is_left_alone_is_said(folder: Path) -> None:
    said = read_plan(read(folder / "paper.docx"), {}).remarks
    assert [text[:42] for text in said if "left alone" in text] == [
        "Table 2 is left alone: it reads as what it",
        "Table 3 is left alone: it reads as a regis",
        "Table 4 is left alone: it reads as what it",
    ]
    assert "Row 2 of table 1 is read as a note, and no fact is made of it: 'Lead: Director of Made Health'." in said
    said = read_plan(read(folder / "board.xlsx"), {}).remarks
    assert "Columns N, O of Live stand beside the table, as a key does, and are left alone." in said
    assert [remark.sentence for remark in read(folder / "board.xlsx").remarks] == [
        "Some columns are hidden and read all the same, from L on."
    ]


def test_two_bodies_heads_of_one_service_are_two_posts(folder: Path) -> None:
    batch, _, _ = MADE.batch_of_file(folder / "paper.docx")
    posts = {(s.start, s.end) for row in batch.rows for s in row.statings if s.type == "POST_IN"}
    assert posts == {(f"post/area-{number}-dc/head-of-made-safety", f"body/area-{number}-dc") for number in (4, 5)}


def test_words_printed_over_each_other_are_not_read(tmp_path: Path) -> None:
    rows = [["Ref", "Action", "Lead"], ["1", "Fit the made lights", "Police"]]
    page = FILES.Page().table(rows, high=24)
    page.text(214, 200 + 24 + 15, "Hold the made talks")  # of the row above, which is too low for its words
    (tmp_path / "low.pdf").write_bytes(FILES.pdf(page))
    with pytest.raises(BadFile, match="printed over each other"):
        read_plan(read(tmp_path / "low.pdf"), {})


def test_sentences_where_a_name_or_a_status_stands_make_no_fact(tmp_path: Path) -> None:
    words = "The made partners will each do what they can and tell the others of it at every made meeting of the year " * 2
    (tmp_path / "a.csv").write_text(
        f"Ref,Action,Lead,Status\n1,Do a made thing,{words},Amber: {words}\n2,Do another,Police,{words}\n", encoding="utf-8"
    )
    batch, _, _ = MADE.batch_of_file(tmp_path / "a.csv")
    key = MADE.as_key(batch)
    assert key["Made/1"] == {"name": "Do a made thing", "above": "Made", "state": f"Amber {at(2, 'Status')}"}
    assert key["Made/2"] == {"name": "Do another", "above": "Made", "LEADS": [f"Police {at(3, 'Lead')}"]}


def test_the_heading_above_a_caption_is_the_theme_and_stands_at_its_place(tmp_path: Path) -> None:
    table = "<table><caption>Actions</caption><tr><th>Action</th><th>Lead</th></tr><tr><td>Do a made thing</td><td>Police</td></tr></table>"
    (tmp_path / "a.html").write_text(f"<html><h1>Made</h1><h2>Objective 1: Made help</h2>{table}</html>", encoding="utf-8")
    reading = read(tmp_path / "a.html")
    (row,) = read_plan(reading, {}).rows
    assert row.theme
    assert (row.theme.text, row.theme.locator) == ("Objective 1: Made help", "table 1")
    assert row.theme.text in {item.locator: item.text for item in passages_of(reading)}["table 1"]


def test_numbers_that_word_makes_are_the_codes(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(3, 3)
    for row, words in enumerate((("No", "Action", "Lead"), ("", "Do a made thing", "Police"), ("", "Do another", "Fire"))):
        for column, text in enumerate(words):
            table.cell(row, column).text = text
        if row:
            table.cell(row, 0).paragraphs[0].style = document.styles["List Number"]
    document.save(str(tmp_path / "a.docx"))
    assert [row.code for row in read_plan(read(tmp_path / "a.docx"), {}).rows] == ["1", "2"]


def test_headings_without_a_row_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Ref,Action,Lead\n", encoding="utf-8")
    with pytest.raises(BadFile, match="no action below them: Ref"):
        read_plan(read(tmp_path / "a.csv"), {})
