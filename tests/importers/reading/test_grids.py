"""A grid of words written in each kind of file is read back as it was, cell for cell, each in its place."""

from __future__ import annotations

import csv
import datetime
import io
import re

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.reading.blocks import Table
from importers.reading.files import read
from tests.conftest import loaded_by_path

made = loaded_by_path("tests/importers/reading/made_files.py")
WORDS = st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Zs", "Cf"], exclude_characters="\xad"), min_size=1, max_size=12)
LATIN = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


def grids(cells, *, least=2):
    return st.integers(least, 4).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=2, max_size=5),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("grids")


QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def one_table(folder, name, raw) -> Table:
    (folder / name).write_bytes(raw)
    (table,) = read(folder / name).tables
    for row, line in enumerate(table.rows, 1):
        assert [(cell.row, cell.column) for cell in line] == [(row, column) for column in range(1, len(line) + 1)]
    return table


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in line] for line in table.rows]


@QUICK
@given(grid=grids(LATIN))
def test_a_grid_in_workbooks_documents_and_pages(folder, grid):
    assert texts(one_table(folder, "a.xlsx", made.xlsx(grid))) == grid
    assert texts(one_table(folder, "a.ods", made.ods(made.ods_rows(grid)))) == grid
    assert texts(one_table(folder, "a.html", made.page(grid))) == grid


@settings(QUICK, max_examples=10)
@given(grid=grids(LATIN))
def test_a_grid_in_word(folder, grid):
    assert texts(one_table(folder, "a.docx", made.word(grid))) == grid


@settings(QUICK, max_examples=10)
@given(grid=grids(st.text("abcdefgh XYZ.()", min_size=1, max_size=18).map(lambda text: " ".join(text.split()) or "a")))
def test_a_grid_with_rules_in_a_pdf(folder, grid):
    words = made.Page().text(60, 80, "The Board met and agreed on the actions below.")
    assert texts(one_table(folder, "a.pdf", made.pdf(words.table(grid, wide=115)))) == grid


@QUICK
@given(grid=grids(st.from_regex(r"[A-Za-z0-9£é ,;.]{0,10}[A-Za-z0-9]", fullmatch=True).map(lambda text: " ".join(text.split()))))
def test_a_grid_in_markdown(folder, grid):
    assert texts(one_table(folder, "a.md", made.markdown(grid))) == grid


@QUICK
@given(
    grid=grids(st.one_of(LATIN, st.just(""), LATIN.map(lambda text: f"{text}\n{text}")), least=3),
    sign=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]),
    said=st.booleans(),
)
def test_a_grid_as_delimited_text_in_any_encoding(folder, grid, sign, encoding, said):
    """Each cell is quoted, and a heading of plain letters stands above, as in the files of offices."""
    grid = [["Action", "Lead", "Due date", "State"][: len(grid[0])], *grid]
    written = io.StringIO()
    csv.writer(written, delimiter=sign, quoting=csv.QUOTE_ALL).writerows(grid)
    text = (f"sep={sign}\r\n" if said else "") + written.getvalue()
    (folder / "a.csv").write_bytes(text.encode(encoding))
    (table,) = read(folder / "a.csv").tables
    assert texts(table) == grid
    assert [line[0].row for line in table.rows] == [row + said for row in range(1, len(grid) + 1)]


def test_ragged_rows_are_filled_and_keep_their_places(tmp_path):
    (tmp_path / "a.csv").write_text("Action,Lead,Due\nOpen a hub\n\nTrain staff,Body 2,June 2030,beyond\n")
    (table,) = read(tmp_path / "a.csv").tables
    assert texts(table) == [
        ["Action", "Lead", "Due", ""],
        ["Open a hub", "", "", ""],
        ["", "", "", ""],
        ["Train staff", "Body 2", "June 2030", "beyond"],
    ]
    assert table.rows[3][1].address == "B4"


def test_a_windows_file_says_how_it_was_read(tmp_path):
    (tmp_path / "a.csv").write_bytes("Action,Cost\nHub,£5 – agreed\n".encode("cp1252"))
    reading = read(tmp_path / "a.csv")
    assert texts(reading.tables[0])[1] == ["Hub", "£5 – agreed"]
    assert [remark.code for remark in reading.remarks] == ["encoding"]


# --- workbooks ---


def book(tmp_path, change) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    change(workbook, workbook.active)
    workbook.save(tmp_path / "plan.xlsx")
    return read(tmp_path / "plan.xlsx")


@QUICK
@given(
    top=st.integers(1, 4),
    left=st.integers(1, 4),
    high=st.integers(1, 3),
    wide=st.integers(1, 3),
)
def test_each_cell_of_a_merged_range_shows_its_first(folder, top, left, high, wide):
    grid = [[f"r{row}c{column}" for column in range(1, 8)] for row in range(1, 8)]
    inside = {(row, column) for row in range(top, top + high) for column in range(left, left + wide)}
    expected = [[f"r{top}c{left}" if (row, column) in inside else f"r{row}c{column}" for column in range(1, 8)] for row in range(1, 8)]
    start, end = '<table:table-cell office:value-type="string"', "</text:p></table:table-cell>"

    def cell(row, column):
        if (row, column) in inside - {(top, left)}:
            return "<table:covered-table-cell/>"
        spans = f'table:number-columns-spanned="{wide}" table:number-rows-spanned="{high}"' if (row, column) == (top, left) else ""
        return f"{start} {spans}><text:p>r{row}c{column}{end}"

    rows = "".join(f"<table:table-row>{''.join(cell(row, column) for column in range(1, 8))}</table:table-row>" for row in range(1, 8))
    ranges = [f"{chr(64 + left)}{top}:{chr(63 + left + wide)}{top + high - 1}"] if (high, wide) != (1, 1) else []
    for name, raw in {"m.xlsx": made.xlsx(grid, ranges), "m.ods": made.ods(rows)}.items():
        table = one_table(folder, name, raw)
        assert texts(table) == expected
        assert {(cell.row, cell.column) for line in table.rows for cell in line if cell.merged} == inside - {(top, left)}
        assert (table.rows[top - 1][left - 1].rows, table.rows[top - 1][left - 1].columns) == (high, wide)


def test_values_are_read_as_they_are_shown(tmp_path):
    values = [1, 1.0, 2.5, 1234567, True, datetime.date(2030, 5, 1), datetime.datetime(2030, 5, 1, 9, 30), "007", " spaced ", 0.1]  # noqa: DTZ001

    reading = book(tmp_path, lambda _, sheet: sheet.append(values))
    (row,) = reading.tables[0].rows
    shown = ["1", "1", "2.5", "1234567", "true", "2030-05-01", "2030-05-01T09:30:00", "007", "spaced", "0.1"]
    assert [cell.text for cell in row] == shown
    assert row[2].value == 2.5
    assert row[5].value == "2030-05-01"
    assert row[7].value is None


def test_a_table_that_does_not_begin_at_the_first_cell_keeps_its_places(tmp_path):
    def change(_, sheet):
        sheet["C5"], sheet["D6"] = "Action", "Open a hub"

    (table,) = book(tmp_path, change).tables
    assert {cell.address: cell.text for line in table.rows for cell in line if cell.text} == {"C5": "Action", "D6": "Open a hub"}


def test_what_is_hidden_is_read_and_said(tmp_path):
    def change(workbook, sheet):
        sheet.title = "Plan & more"
        for row in range(1, 5):
            sheet.append([f"a{row}", f"b{row}"])
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        other = workbook.create_sheet("Old")
        other.append(["left"])
        other.sheet_state = "veryHidden"

    reading = book(tmp_path, change)
    assert [(table.sheet, table.hidden, set(table.hidden_rows)) for table in reading.tables] == [
        ("Plan & more", False, {3}),
        ("Old", True, set()),
    ]
    assert texts(reading.tables[0])[2] == ["a3", "b3"]
    assert texts(reading.tables[1]) == [["left"]]
    assert {remark.code for remark in reading.remarks} == {"hidden-rows", "hidden-columns", "hidden-sheet"}


def test_hidden_rows_of_an_ods_are_said(tmp_path):
    rows = (
        made.ods_rows()
        .replace("<table:table-row>", '<table:table-row table:visibility="collapse">', 2)
        .replace('<table:table-row table:visibility="collapse">', "<table:table-row>", 1)
    )
    (tmp_path / "a.ods").write_bytes(made.ods(rows))
    reading = read(tmp_path / "a.ods")
    assert set(reading.tables[0].hidden_rows) == {2}
    assert [remark.code for remark in reading.remarks] == ["hidden-rows"]


def test_a_formula_without_a_stored_value_is_said_cell_by_cell(tmp_path):
    """Two formulas, the first with its value, the second without: as a program writes them that does not reckon."""
    cells = '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1*2</f><v></v></c><c r="C1"><f>A1*3</f></c>'
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1">{cells}<c r="D1" t="inlineStr"><is><t>end</t></is></c></row></sheetData></worksheet>'
    )
    (tmp_path / "a.xlsx").write_bytes(made.repacked(made.xlsx(), {"xl/worksheets/sheet1.xml": sheet}))
    reading = read(tmp_path / "a.xlsx")
    assert texts(reading.tables[0]) == [["2", "", "", "end"]]
    (remark,) = reading.remarks
    assert remark.code == "formula-without-value"
    assert re.findall(r"\b[A-Z]\d\b", remark.sentence) == ["B1", "C1"]


def test_macros_and_links_to_other_files_are_left_alone_and_said(tmp_path):
    extra = {"xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    (tmp_path / "a.xlsm").write_bytes(made.repacked(made.xlsx(), extra))
    reading = read(tmp_path / "a.xlsm")
    assert {remark.code for remark in reading.remarks} == {"macros", "external-links"}
    assert texts(reading.tables[0]) == made.GRID
