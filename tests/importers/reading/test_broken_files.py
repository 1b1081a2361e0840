"""Files that are cut off, damaged, named wrongly or made to hurt: a clear message in little time and memory, never a traceback."""

from __future__ import annotations

import io
import random
import time
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from graph.errors import BadFile
from importers.reading.blocks import Reading
from importers.reading.files import read
from tests.conftest import loaded_by_path

made = loaded_by_path("tests/importers/reading/made_files.py")
KINDS = sorted(made.FILES)
PACKED = ("xlsx", "ods", "docx")
SECONDS = 20.0
MEGABYTES = 400.0


def refused(path: Path) -> BadFile:
    """The error of a file that is not read, said in little time."""
    begun = time.monotonic()
    with pytest.raises(BadFile) as caught:
        read(path)
    assert time.monotonic() - begun < SECONDS
    error = caught.value
    assert error.what
    assert error.hint, "an error says what to do next"
    assert path.name in error.where
    return error


def refused_in_little_memory(path: Path) -> BadFile:
    """The same, and before much room was made for it."""
    tracemalloc.start()
    try:
        error = refused(path)
        assert tracemalloc.get_traced_memory()[1] < MEGABYTES * 2**20
    finally:
        tracemalloc.stop()
    return error


def write(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def read_or_refused(path: Path) -> Reading | None:
    try:
        return read(path)
    except BadFile as error:
        return None if error.what else pytest.fail("an error says what happened")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_off_anywhere_is_read_or_refused(kind, tmp_path):
    raw = made.FILES[kind]()
    whole = read(write(tmp_path / f"whole.{kind}", raw))
    assert whole.blocks
    for tenth in range(10):
        found = read_or_refused(write(tmp_path / f"cut{tenth}.{kind}", raw[: len(raw) * tenth // 10]))
        assert found is None or kind not in PACKED, "what is packed has its list of contents at the end"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_with_damaged_bytes_is_read_or_refused(kind, tmp_path):
    raw = made.FILES[kind]()
    chance = random.Random(kind)  # noqa: S311 - the same damage every time
    for turn in range(15):
        damaged = bytearray(raw)
        for _ in range(1 + turn * 3):
            damaged[chance.randrange(len(raw))] = chance.randrange(256)
        read_or_refused(write(tmp_path / f"{turn}.{kind}", bytes(damaged)))


@pytest.mark.parametrize("kind", PACKED)
def test_damage_inside_a_part_is_read_or_refused(kind, tmp_path):
    """Damage to a packed file is found by its checksums; to reach the parsers it must be packed again."""
    raw = made.FILES[kind]()
    name = {"xlsx": "xl/worksheets/sheet1.xml", "ods": "content.xml", "docx": "word/document.xml"}[kind]
    body = zipfile.ZipFile(io.BytesIO(raw)).read(name)
    chance = random.Random(kind)  # noqa: S311
    for turn in range(20):
        at, damaged = chance.randrange(len(body)), bytearray(body)
        damaged[at : at + turn] = bytes(chance.randrange(256) for _ in range(turn % 4))
        read_or_refused(write(tmp_path / f"{turn}.{kind}", made.repacked(raw, {name: bytes(damaged)})))
    for tenth in range(10):
        refused(write(tmp_path / f"cut{tenth}.{kind}", made.repacked(raw, {name: body[: len(body) * tenth // 10]})))


@pytest.mark.parametrize("named", KINDS)
@pytest.mark.parametrize("kind", ["xlsx", "ods", "docx", "pdf"])
def test_a_file_of_another_kind_than_its_name_says_is_refused(kind, named, tmp_path):
    if named != kind:
        refused(write(tmp_path / f"plan.{named}", made.FILES[kind]()))


@pytest.mark.parametrize(
    ("name", "raw", "word"),
    [
        ("plan.xlsx", b"Action,Lead\nOpen a hub,Body 1\n", "CSV"),
        ("plan.xlsx", b"<html><table><tr><td>1</table>", "HTML"),
        ("plan.csv", b"<!DOCTYPE html><p>Sign in</p>", "HTML"),
        ("plan.pdf", b"<!DOCTYPE html><p>Sign in</p>", "HTML"),
        ("plan.docx", b"%PDF-1.4\n", "PDF"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "2007"),
        ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "2007"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(600), "password"),
        ("plan.xlsx", made.FILES["docx"](), "Word document"),
        ("plan.docx", made.FILES["xlsx"](), "Excel workbook"),
        ("plan.html", b"<html><body><table><tr><td>Action<td>Lead<tr><td>Open a hub<td>Bo", "cut off"),
        ("plan.odt", b"PK\x03\x04" + bytes(60), ".odt"),
        ("plan", b"words", "no ending"),
        ("plan.csv", bytes(range(256)) * 4, "letters"),
        ("plan.txt", b"\x00\x01\x02\x03" * 50, "letters"),
        ("plan.md", b"", "empty"),
    ],
)
def test_the_message_says_what_the_file_is(name, raw, word, tmp_path):
    assert word in refused(write(tmp_path / name, raw)).what


def test_a_file_that_is_not_there(tmp_path):
    assert "plan.xlsx" in refused(tmp_path / "plan.xlsx").what


def test_a_scan_is_sent_to_ocr_and_a_password_is_named(tmp_path):
    scan = made.pdf(made.Page().line(0, 0, 500, 500), made.Page().line(0, 0, 500, 500))
    assert "OCR" in refused(write(tmp_path / "scan.pdf", scan)).hint
    words = made.Page().text(60, 80, "The Board met and agreed on the actions below.")
    locked = made.pdf(words, trailer=f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'00' * 32}> /U <{'11' * 32}> /P -4 >> /ID [<00> <00>]")
    assert "password" in refused(write(tmp_path / "locked.pdf", locked)).what


def test_an_ods_with_a_password_is_named(tmp_path):
    manifest = '<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    locked = made.packed(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "x", "META-INF/manifest.xml": manifest}
    )
    assert "password" in refused(write(tmp_path / "locked.ods", locked)).what


def test_a_csv_whose_last_row_is_short_is_said_to_be_cut(tmp_path):
    cut = write(tmp_path / "cut.csv", b"Action;Lead, partners;Due\nOpen a hub;Body 1, Body 2;2024\nClose a h")
    assert [remark.code for remark in read(cut).remarks] == ["cut-off"]
    whole = write(tmp_path / "whole.csv", b"Action;Lead;Due\nOpen a hub;Body 1;2024\n")
    assert read(whole).remarks == ()


# --- made to hurt ---


@pytest.mark.parametrize("kind", PACKED)
def test_a_part_that_unpacks_to_far_more_is_refused_in_little_memory(kind, tmp_path):
    raw = made.repacked(made.FILES[kind](), {"media/picture.bin": bytes(24 * 2**20)})
    assert len(raw) < 2**20
    assert "unpacks" in refused_in_little_memory(write(tmp_path / f"bomb.{kind}", raw)).what


def test_too_many_parts_are_refused(tmp_path):
    raw = made.packed({f"part{number}": b"" for number in range(10_001)})
    assert "parts" in refused(write(tmp_path / "bomb.xlsx", raw)).what


def test_a_sheet_whose_last_cell_is_the_last_that_there_is(tmp_path):
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="{}1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    for column, word in (("XFD", "columns"), ("B", "rows")):
        raw = made.repacked(made.xlsx(), {"xl/worksheets/sheet1.xml": sheet.format(column)})
        assert word in refused_in_little_memory(write(tmp_path / f"{column}.xlsx", raw)).what


def test_ten_thousand_columns_and_a_million_rows(tmp_path):
    assert "10,000 columns" in refused(write(tmp_path / "wide.csv", ("a," * 9_999 + "a\n").encode())).what
    wide = "<table><tr>" + "<td>a" * 10_000 + "</table>"
    assert "columns" in refused(write(tmp_path / "wide.html", wide.encode())).what
    assert "rows" in refused(write(tmp_path / "long.csv", b"a\n" * 1_000_001)).what


def test_one_long_text_shown_in_each_of_many_cells(tmp_path):
    shared = "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>" + "word " * 60_000 + "</t></si></sst>"
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 2_001))
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'
    raw = made.repacked(made.xlsx(), {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": shared})
    assert "text" in refused_in_little_memory(write(tmp_path / "bomb.xlsx", raw)).what


@pytest.mark.parametrize(
    ("rows", "columns", "letters"), [("1000000", "1000", 1), ("1", "100000000", 1), ("100000000", "1", 1), ("400000", "1", 10_000)]
)
def test_rows_and_cells_of_an_ods_that_say_they_stand_there_a_million_times(rows, columns, letters, tmp_path):
    cell = f'<table:table-cell table:number-columns-repeated="{columns}"><text:p>{"a" * letters}</text:p></table:table-cell>'
    raw = made.ods(f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>')
    refused_in_little_memory(write(tmp_path / "bomb.ods", raw))


_LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"


def test_entities_that_grow_are_refused_or_left_out(tmp_path):
    content = (
        f'{_LAUGHS}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">&a11;</office:document-content>'
    )
    refused(write(tmp_path / "bomb.ods", made.repacked(made.ods(""), {"content.xml": content})))
    body = "<w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body>"
    text = f'{_LAUGHS}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{body}</w:document>'
    read_or_small(write(tmp_path / "bomb.docx", made.repacked(made.word(), {"word/document.xml": text})))
    read_or_small(write(tmp_path / "bomb.html", f"{_LAUGHS}<p>&a11;</p><p>The Board met.</p>".encode()))


def test_an_entity_never_opens_a_file(tmp_path):
    secret = write(tmp_path / "secret.txt", b"not to be read")
    head = f'<!DOCTYPE x [<!ENTITY out SYSTEM "{secret.as_uri()}">]>'
    body = "<w:body><w:p><w:r><w:t>&out;</w:t></w:r><w:r><w:t>words</w:t></w:r></w:p></w:body>"
    text = f'{head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{body}</w:document>'
    files = {
        "out.docx": made.repacked(made.word(), {"word/document.xml": text}),
        "out.html": f"{head}<p>&out; words</p>".encode(),
        "out.ods": made.repacked(made.ods(""), {"content.xml": f"{head}<x>&out;</x>"}),
    }
    for name, raw in files.items():
        found = read_or_refused(write(tmp_path / name, raw))
        assert found is None or "not to be read" not in repr(found.blocks)


def read_or_small(path: Path) -> None:
    found = read_or_refused(path)
    assert found is None or len(repr(found.blocks)) < 100_000


@pytest.mark.parametrize("tag", ["div", "ul><li", "table><tr><td", "b", "span"])
def test_a_page_nested_twenty_thousand_deep(tag, tmp_path):
    begun = time.monotonic()
    read_or_refused(write(tmp_path / "deep.html", ("<p>words</p>" + f"<{tag}>" * 20_000 + "a").encode()))
    assert time.monotonic() - begun < SECONDS


def test_markdown_nested_deep(tmp_path):
    begun = time.monotonic()
    for name, text in (
        ("quotes.md", "> " * 5_000 + "a"),
        ("lists.md", "\n".join("  " * n + "- a" for n in range(300))),
        ("marks.md", "[" * 20_000),
    ):
        read_or_refused(write(tmp_path / name, text.encode()))
    assert time.monotonic() - begun < SECONDS


def test_word_tables_nested_deep_are_left_out(tmp_path):
    inner = "<w:p><w:r><w:t>core</w:t></w:r></w:p>"
    for _ in range(30):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    text = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{inner}</w:body></w:document>'
    found = read(write(tmp_path / "deep.docx", made.repacked(made.word(), {"word/document.xml": text})))
    assert "core" not in repr(found.blocks)
    assert [remark.code for remark in found.remarks if remark.code == "nested-tables"]


@pytest.mark.parametrize("layers", [1, 2])
def test_a_pdf_whose_page_unpacks_to_far_more(layers, tmp_path):
    data = b"BT (a) Tj ET\n" * 6_000_000
    for _ in range(layers):
        data = zlib.compress(data)
    filters = "[" + "/FlateDecode " * layers + "]"
    content = f"<< /Length {len(data)} /Filter {filters} >>\nstream\n".encode() + data + b"\nendstream"
    raw = made.pdf(made.Page().text(60, 80, "words")).replace(b"/Contents 6 0 R", b"/Contents 9 0 R")
    assert "unpacks" in refused_in_little_memory(write(tmp_path / "bomb.pdf", raw + b"9 0 obj\n" + content + b"\nendobj\n")).what


def test_a_pdf_without_end_or_that_turns_in_a_circle(tmp_path):
    raw = made.paper()
    circle = raw.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    read_or_refused(write(tmp_path / "circle.pdf", circle))
    many = raw.replace(b"/Kids [5 0 R]", b"/Kids [" + b"5 0 R " * 3_000 + b"]")
    read_or_refused(write(tmp_path / "many.pdf", many))


def test_a_quote_that_never_ends_is_read_or_refused(tmp_path):
    read_or_refused(write(tmp_path / "open.csv", b'a,"b\n' + b"c,d\n" * 400_000))
