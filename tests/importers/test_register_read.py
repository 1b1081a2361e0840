"""A register from disk to tables of text: encodings, cell types, and files that are not one."""

from __future__ import annotations

import datetime

import pytest

from graph.errors import BadFile
from graph.model.properties import Kind
from importers.register.columns import CARRIED_COLUMNS, SHEETS, Sheet
from importers.register.read import read_register
from importers.register.rows import register_batch
from importers.register.write import as_csv_files, as_workbook, register_tables

from .registers import TABLES, as_csv, folder, register, workbook


def texts(tables):
    """Filled cells by sheet and row."""
    return {
        sheet: [(row.row, {name: cell for name, cell in row.values.items() if cell}) for row in rows]
        for sheet, rows in tables.sheets.items()
    }


def said(tables):
    """What the tables say as rows of the source."""
    found = register_batch(tables)
    assert not found.rejects
    return sorted(item.text() for row in found.rows for item in (*row.claims, *row.statings))


PLAIN = {sheet: [(n, {k: v for k, v in row.items() if v}) for n, row in enumerate(rows, start=2)] for sheet, rows in TABLES.items()}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_folder_in_any_encoding_that_excel_writes(tmp_path, encoding):
    assert texts(read_register(folder(tmp_path / "r", TABLES, encoding))) == PLAIN


def test_a_workbook_says_the_same_as_the_folder(tmp_path):
    from_book = read_register(workbook(tmp_path / "r.xlsx", TABLES))
    from_folder = read_register(folder(tmp_path / "r", TABLES))
    assert texts(from_book) == texts(from_folder) == PLAIN
    assert said(from_book) == said(from_folder)
    assert from_book.sha256 != from_folder.sha256


def test_the_digest_is_that_of_every_byte(tmp_path):
    one = read_register(folder(tmp_path / "r", TABLES)).sha256
    assert read_register(tmp_path / "r").sha256 == one
    assert read_register(folder(tmp_path / "r", register(mentions={"as_printed": "it"}))).sha256 != one


def test_real_dates_numbers_and_flags_of_a_workbook(tmp_path):
    tables = register(
        documents={"date": datetime.date(2018, 10, 31)},
        about={"date": datetime.datetime(2018, 12, 1), "edition": 2},  # noqa: DTZ001 - a workbook knows no time zone
        statements={"value": 6.5, "value_text": 6},
        entities={"unnamed": True, "name": 1998},
    )
    sheets = read_register(workbook(tmp_path / "r.xlsx", tables)).sheets
    assert sheets[Sheet.DOCUMENTS][0].values["date"] == "2018-10-31"
    assert (sheets[Sheet.ABOUT][0].values["date"], sheets[Sheet.ABOUT][0].values["edition"]) == ("2018-12-01", "2")
    assert (sheets[Sheet.STATEMENTS][0].values["value"], sheets[Sheet.STATEMENTS][0].values["value_text"]) == ("6.5", "6")
    assert (sheets[Sheet.ENTITIES][0].values["unnamed"], sheets[Sheet.ENTITIES][0].values["name"]) == ("true", "1998")


@pytest.mark.parametrize("form", [folder, workbook])
@pytest.mark.parametrize("name", ["=1+1", "+44 club", "-A-", "@home", "'tis"])
def test_a_name_that_looks_like_a_formula_is_text(tmp_path, form, name):
    tables = register(entities={"name": name})
    found = read_register(form(tmp_path / "r.xlsx", tables))
    assert found.sheets[Sheet.ENTITIES][0].values["name"] == name
    claims = [claim for row in register_batch(found).rows for claim in row.claims]
    assert claims[1].name == name


def test_cells_of_several_lines_and_blank_rows_keep_the_row_numbers(tmp_path):
    tables = register(mentions=[{"entity": ""}, {"entity": "body/b", **{k: v for k, v in TABLES["mentions"][0].items() if k != "entity"}}])
    tables["mentions"][0]["as_printed"] = "Board\nA"
    for form in (folder, workbook):
        rows = read_register(form(tmp_path / form.__name__, tables)).sheets[Sheet.MENTIONS]
        assert [(row.row, row.values["entity"]) for row in rows] == [(2, "body/a"), (4, "body/b")]


def test_headings_in_any_case_order_and_with_columns_for_people(tmp_path):
    tables = register()
    tables["mentions"] = [
        {"ENTITY_name": "ignored", **{f" {name.title()} ": cell for name, cell in reversed(tables["mentions"][0].items())}}
    ]
    assert said(read_register(folder(tmp_path / "r", tables))) == said(read_register(folder(tmp_path / "s", TABLES)))


def test_rows_marked_as_examples_are_left_out(tmp_path):
    tables = register(entities=[{"id": "body/c", "label": "nonsense", "name": "C", "withdrawn": "example"}])
    assert texts(read_register(folder(tmp_path / "r", tables))) == PLAIN


def bad(path, match):
    with pytest.raises(BadFile, match=match) as error:
        read_register(path)
    assert error.value.exit_code == 2
    return error.value


class TestBadFiles:
    def test_nothing_there(self, tmp_path):
        bad(tmp_path / "none.xlsx", "There is no file or folder 'none.xlsx'")

    @pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04broken", b"%PDF-1.4"])
    def test_not_a_workbook(self, tmp_path, content):
        (tmp_path / "r.xlsx").write_bytes(content)
        assert "xlsx" in bad(tmp_path / "r.xlsx", "not a workbook").hint

    @pytest.mark.parametrize("sheet", list(Sheet))
    @pytest.mark.parametrize("form", [folder, workbook])
    def test_a_missing_sheet_would_end_all_its_rows(self, tmp_path, sheet, form):
        tables = {name: rows for name, rows in TABLES.items() if name != sheet}
        bad(form(tmp_path / "r.xlsx", tables), f"sheet '{sheet}' is missing")

    def test_a_sheet_without_headings_or_about_without_a_row(self, tmp_path):
        path = folder(tmp_path / "r", TABLES)
        (path / "mentions.csv").write_bytes(b"")
        bad(path, "'mentions' is missing or has no headings")
        (folder(path, TABLES) / "about.csv").write_text("name,title,date\n")
        bad(path, "'about' is empty")

    def test_a_sheet_of_headings_alone_is_a_sheet(self, tmp_path):
        path = folder(tmp_path / "r", TABLES)
        (path / "mentions.csv").write_text("entity,document,locator\n")
        assert read_register(path).sheets[Sheet.MENTIONS] == []

    def test_an_unknown_column_with_what_it_may_mean(self, tmp_path):
        tables = register(entities={"lable": "Board"})
        error = bad(folder(tmp_path / "r", tables), "column 'lable'")
        assert error.where == "r, sheet entities, row 1"
        assert error.hint.startswith("did you mean 'label'?")
        assert bad(folder(tmp_path / "r", register(entities={"zzz": "1"})), "column 'zzz'").hint == "rename or remove it"

    def test_a_doubled_heading(self, tmp_path):
        path = folder(tmp_path / "r", TABLES)
        (path / "mentions.csv").write_text("entity,document,locator,Entity\nbody/a,paper/x,para 1,body/b\n")
        bad(path, "column 'entity' stands twice")

    @pytest.mark.parametrize("sheet", ["entities", "relationships", "statements", "mentions", "documents", "about"])
    def test_a_required_column_that_is_missing(self, tmp_path, sheet):
        required = [column.name for column in SHEETS[Sheet(sheet)] if column.required]
        path = folder(tmp_path / "r", TABLES)
        for name in required:
            (path / f"{sheet}.csv").write_text(as_csv([{k: v for k, v in row.items() if k != name} for row in TABLES[sheet]]))
            bad(path, f"column '{name}' is missing")

    @pytest.mark.parametrize(
        "content", [b"entity\0,document,locator\n", b"\xff\xfee", b"entity,document,locator\n\x81\x8d\n", b"\xff\xfe\x00\xd8\x00"]
    )
    def test_bytes_that_are_no_text(self, tmp_path, content):
        path = folder(tmp_path / "r", TABLES)
        (path / "mentions.csv").write_bytes(content)
        error = bad(path, "not a CSV file|letters cannot be read|'mentions'|column")
        assert "mentions" in error.where + error.what

    def test_a_cell_longer_than_any_cell(self, tmp_path):
        path = folder(tmp_path / "r", TABLES)
        (path / "mentions.csv").write_text(f'entity,document,locator\n"{"x" * 140_000}",paper/x,para 1\n')
        bad(path, "not a CSV file")


@pytest.mark.parametrize(
    ("about", "match"),
    [
        ({"name": ""}, "does not say its name"),
        ({"title": ""}, "does not say its title"),
        ({"date": ""}, "does not say its date"),
        ({"date": "soon"}, "cannot be read"),
        ({"name": "–"}, "cannot be read"),
        ({"edition": "²"}, "cannot be read"),
        ({"edition": "-1"}, "cannot be read"),
    ],
)
def test_about_must_say_what_it_is(tmp_path, about, match):
    with pytest.raises(BadFile, match=match):
        register_batch(read_register(folder(tmp_path / "r", register(about=about))))


def test_a_date_given_stands_in_and_makes_another_edition(tmp_path):
    tables = read_register(folder(tmp_path / "r", register(about={"date": ""})))
    one, two = register_batch(tables, "2019"), register_batch(tables, "2020")
    assert [item.edition.date for item in (one, two)] == ["2019", "2020"]
    assert one.edition.digest != two.edition.digest
    assert one.rows == two.rows


def test_what_is_written_out_reads_back_as_the_same_rows(tmp_path):
    tables = register(
        entities=[
            {"id": "body/c", "label": "Organisation", "name": "=C", "names": "Sea; See", "identifiers": "GSS:E1", "withdrawn": "misread"},
            {"id": "", "label": "Organisation", "name": "D"},
        ],
        relationships=[
            {
                "from": "body/c", "type": "FUNDS", "to": "body/a", "amount": "12.5", "about": "body/b; body/c", "modality": "planned",
                "document": PAPER_ID, "locator": "row V4 > leads",
            }
        ],
    )  # fmt: skip
    found = register_batch(read_register(folder(tmp_path / "r", tables)))
    assert not found.rejects
    claims = [claim for row in found.rows for claim in row.claims]
    statings = [stating for row in found.rows for stating in row.statings]
    about = TABLES["about"][0]
    written = register_tables(about, {claim.text(): claim for claim in claims}.values(), {s.text(): s for s in statings}.values())
    for name, content in as_csv_files(written).items():
        (tmp_path / "again").mkdir(exist_ok=True)
        (tmp_path / "again" / name).write_bytes(content)
    (tmp_path / "again.xlsx").write_bytes(as_workbook(written))
    before = {item.text() for item in (*claims, *statings)}
    for path in (tmp_path / "again", tmp_path / "again.xlsx"):
        assert set(said(read_register(path))) == before


def filled(sheet, **cells):
    """A row with something in every column of a sheet but those that only some types carry."""
    row = {}
    for column in SHEETS[sheet]:
        if column.name in cells:
            row[column.name] = cells[column.name]
        elif column.name in ("said_by", "about", "body", "author", "plan"):
            row[column.name] = "body/a"
        elif sheet != Sheet.RELATIONSHIPS or column.name not in CARRIED_COLUMNS:
            row[column.name] = column.choices[-1] if column.choices else {Kind.DATE: "2018-10", Kind.NUMBER: "3"}.get(column.kind, "words")
    return row


def test_a_column_that_is_filled_in_is_not_dropped(tmp_path):
    place = {"document": PAPER_ID, "locator": "para 9"}
    rows = {
        "documents": filled(Sheet.DOCUMENTS, id="paper/board/2018-10/part", part_of=PAPER_ID),
        "entities": filled(Sheet.ENTITIES, id="body/c", label="Board", identifiers="GSS:E1", document="", locator="", as_printed=""),
        "relationships": filled(Sheet.RELATIONSHIPS, **{"from": "body/b", "type": "WORKS_WITH", "to": "body/a"}, **place),
        "statements": filled(Sheet.STATEMENTS, entity="body/a", **place),
        "mentions": filled(Sheet.MENTIONS, entity="body/a", **place),
    }
    found = register_batch(read_register(folder(tmp_path / "r", register(**{sheet: [row] for sheet, row in rows.items()}))))
    assert not found.rejects
    claims = [claim for row in found.rows for claim in row.claims]
    written = register_tables(TABLES["about"][0], claims, [stating for row in found.rows for stating in row.statings])
    for sheet, row in rows.items():
        said = {name: cell for name, cell in row.items() if cell}
        assert said in [{name: cell for name, cell in other.items() if cell} for other in written[Sheet(sheet)]]


PAPER_ID = TABLES["documents"][0]["id"]
