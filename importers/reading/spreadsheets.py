"""Reads .xlsx, .xlsm and .ods: values by calamine, and from the parts of the file what it does not tell (merged, hidden, formulas)."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graph.errors import BadFile
from importers.reading.blocks import Cell, Remark, Table
from importers.reading.formats import shown_in_ods, shown_numbers, shown_styles
from importers.reading.limits import MOST_CELLS, MOST_ROWS, checked_archive, checked_size
from importers.reading.sizes import checked_sheets, checked_tables, repeated

_HIDDEN_ROW = re.compile(rb"<row\b[^>]*\br=\"(\d+)\"[^>]*\bhidden=\"(?:1|true)\"|<row\b[^>]*\bhidden=\"(?:1|true)\"[^>]*\br=\"(\d+)\"")
_FORMULA = re.compile(rb"<c\b[^>]*\br=\"([A-Z]+\d+)\"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_HIDDEN_COLUMN = re.compile(rb"<col\b(?=[^>]*\bhidden=\"(?:1|true)\")[^>]*\bmin=\"(\d+)\"")
_SHEETS = re.compile(rb"<sheet\b[^>]*\bname=\"([^\"]*)\"[^>]*\br:id=\"([^\"]*)\"")
_TARGETS = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"\b(Id|Target)=\"([^\"]*)\"")
_MOST_NAMED = 5


Range = tuple[tuple[int, int], tuple[int, int]]


class _Parts(NamedTuple):
    """What the values do not tell of one sheet."""

    hidden_rows: frozenset[int]
    valueless: tuple[str, ...]
    """Addresses of formulas whose value was never stored."""
    hidden_columns: tuple[str, ...] = ()
    """Letters of the first column of each hidden range."""
    merged: tuple[Range, ...] = ()
    """First and last place of each merged range, from 0; only of an .ods, whose ranges calamine does not tell."""
    shown: Mapping[tuple[int, int], str] = {}
    """By row and column, from 0, the text of a number that is shown otherwise than it is."""


def read_workbook(raw: bytes, where: str, kind: str) -> tuple[list[Table], list[Remark]]:
    """Every sheet as a table in its own rows and columns, and what the user should know of the file.

    Raises `BadFile` where it is no workbook, is damaged, or is larger than `limits` allow.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # late: 20 ms that no other command needs

    archive = checked_archive(raw, where)
    names = archive.namelist()
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in names or (kind == "ods" and manifest in names and b"encryption-data" in archive.read(manifest)):
        raise BadFile("The file is protected by a password.", where=where, hint="open it and save a copy without a password")
    if ("content.xml" in names) != (kind == "ods") or "xl/workbook.bin" in names:
        hint = f"give it the ending of what it is, or save it as .{kind}"
        raise BadFile(f"The file is named .{kind}, and is a packed file of another kind.", where=where, hint=hint)
    remarks = _remarks(archive, where)
    tables: list[Table] = []
    try:
        (checked_tables if kind == "ods" else checked_sheets)(archive, where)
        parts = (_ods_parts if kind == "ods" else _parts)(archive)
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for meta in book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            end = sheet.end or (0, 0)
            checked_size(end[0] + 1, end[1] + 1, f"{where}, sheet {meta.name}")
            part = parts.get(meta.name, _Parts(frozenset(), ()))
            hidden = meta.visible != SheetVisibleEnum.Visible
            merged = part.merged if kind == "ods" else sheet.merged_cell_ranges or ()
            rows = _grid(sheet.to_python(skip_empty_area=False), merged, part.shown)
            tables.append(Table(rows, len(tables) + 1, meta.name, hidden_rows=part.hidden_rows, hidden=hidden))
            remarks += _sheet_remarks(meta.name, where, part, hidden=hidden)
    except BadFile:
        raise
    except BaseException as error:  # a class of its own for each format; its panics are no `Exception`: all mean that this is no workbook
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        hint = "open it in the program that made it, and save it again as .xlsx"
        raise BadFile("This is not a workbook that can be read.", where=where, hint=hint) from error
    if not tables:
        raise BadFile("The workbook has no sheet that can be read.", where=where, hint="open it and save it again as .xlsx")
    return tables, remarks


def _sheet_remarks(name: str, where: str, part: _Parts, *, hidden: bool) -> list[Remark]:
    found = [Remark("hidden-sheet", f"{where}, sheet {name}", "The sheet is hidden; it is read like the others.")] if hidden else []
    if part.hidden_rows:
        rows = ", ".join(map(str, sorted(part.hidden_rows)[:_MOST_NAMED])) + (" ..." if len(part.hidden_rows) > _MOST_NAMED else "")
        found.append(
            Remark("hidden-rows", f"{where}, sheet {name}", f"{len(part.hidden_rows)} rows are hidden and read all the same: {rows}.")
        )
    if part.hidden_columns:
        columns = ", ".join(part.hidden_columns[:_MOST_NAMED]) + (" ..." if len(part.hidden_columns) > _MOST_NAMED else "")
        sentence = f"Some columns are hidden and read all the same, from {columns} on."
        found.append(Remark("hidden-columns", f"{where}, sheet {name}", sentence))
    if part.valueless:
        cells = ", ".join(part.valueless[:_MOST_NAMED]) + (" ..." if len(part.valueless) > _MOST_NAMED else "")
        sentence = f"{len(part.valueless)} formulas have no stored value and are read as empty: {cells}. Open and save the file in Excel."
        found.append(Remark("formula-without-value", f"{where}, sheet {name}", sentence))
    return found


def _grid(
    values: Iterable[Iterable[object]], merged: Iterable[Range], shown: Mapping[tuple[int, int], str]
) -> tuple[tuple[Cell, ...], ...]:
    rows = [
        [  # most cells are plain words: made here, without a call for each
            Cell(value.strip(), row, column) if type(value) is str and "\n" not in value else _cell(value, row, column)
            for column, value in enumerate(line, 1)
        ]
        for row, line in enumerate(values, 1)
    ]
    for (row, column), text in shown.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = rows[row][column]._replace(text=text)
    room = MOST_CELLS
    for (top, left), (bottom, right) in merged:
        room -= (min(bottom + 1, len(rows)) - top) * (right - left + 1)
        if top >= len(rows) or left >= len(rows[top]) or room < 0:
            continue
        first = rows[top][left] = rows[top][left]._replace(rows=bottom - top + 1, columns=right - left + 1)
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                if (row, column) != (top, left):
                    rows[row][column] = Cell(first.text, row + 1, column + 1, first.value, merged=(top + 1, left + 1))
    return tuple(map(tuple, rows))


def _cell(value: object, row: int, column: int) -> Cell:
    """A cell as a person sees it: whole numbers without a point, dates as ISO days."""
    if isinstance(value, str):
        text = value.strip()
        if "\n" in text:
            text = text.replace("\r\n", "\n").replace("_x000D_\n", "\n")
        return Cell(text, row, column)
    if isinstance(value, bool):
        return Cell("true" if value else "false", row, column, value)
    if isinstance(value, int | float):
        text = str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))
        return Cell(text, row, column, float(value))
    if isinstance(value, datetime.datetime):
        whole = value.date().isoformat() if value.time() == datetime.time() else value.isoformat()
        return Cell(whole, row, column, whole)
    text = value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)
    return Cell(text, row, column, text)


def _remarks(archive: zipfile.ZipFile, where: str) -> list[Remark]:
    names = archive.namelist()
    found = []
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        found.append(Remark("macros", where, "The file holds macros; they are left alone."))
    if any("externalLinks/" in name for name in names):
        found.append(Remark("external-links", where, "The file refers to other files; they are not opened."))
    return found


def _parts(archive: zipfile.ZipFile) -> dict[str, _Parts]:
    """By the name of its sheet, what a member of an .xlsx tells beside the values; nothing where the file is made otherwise."""
    import html

    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets: dict[str, str] = {}
    for match in _TARGETS.finditer(archive.read("xl/_rels/workbook.xml.rels")):
        said = {name.decode(): value.decode("utf-8", "replace") for name, value in _ATTRIBUTE.findall(match[0])}
        if {"Id", "Target"} <= said.keys():
            targets[said["Id"]] = said["Target"].removeprefix("/xl/").removeprefix("./")
    styles = shown_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else {}
    found: dict[str, _Parts] = {}
    for name, key in _SHEETS.findall(archive.read("xl/workbook.xml")):
        member = f"xl/{targets.get(key.decode(), '')}"
        if member not in names:
            continue
        body = archive.read(member)
        hidden = frozenset(int(a or b) for a, b in _HIDDEN_ROW.findall(body)) if b"hidden=" in body else frozenset()
        valueless = tuple(item.decode() for item in _FORMULA.findall(body)) if b"<f" in body else ()
        found[html.unescape(name.decode("utf-8", "replace"))] = _Parts(
            hidden,
            valueless,
            tuple(_letters(int(number)) for number in _HIDDEN_COLUMN.findall(body)) if b"hidden=" in body else (),
            shown={_place(address): text for address, text in shown_numbers(body, styles)},
        )
    return found


def _letters(column: int) -> str:
    return Cell("", 1, column).address.rstrip("1")


def _place(address: str) -> tuple[int, int]:
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(address[len(letters) :]) - 1, column - 1


def _ods_parts(archive: zipfile.ZipFile) -> dict[str, _Parts]:
    """By the name of its sheet, what an .ods tells beside the values: merged ranges and hidden rows and columns."""
    from defusedxml.ElementTree import iterparse

    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    found: dict[str, _Parts] = {}
    merged: list[Range] = []
    hidden: set[int] = set()
    shown: dict[tuple[int, int], str] = {}
    columns: tuple[str, ...] = ()
    row = column = first = 0
    with archive.open("content.xml") as content:
        for event, element in iterparse(content, events=("start", "end"), forbid_dtd=True):
            if element.tag == f"{table}table":
                if event == "end":
                    found[element.get(f"{table}name", "")] = _Parts(frozenset(hidden), (), columns, tuple(merged), shown)
                merged, hidden, row, first, columns, shown = [], set(), 0, 0, (), {}
            elif element.tag == f"{table}table-row":
                if event == "start":
                    column = 0
                    continue
                times = repeated(element, f"{table}number-rows-repeated")
                if element.get(f"{table}visibility", "visible") != "visible" and row + times <= MOST_ROWS:
                    hidden |= set(range(row + 1, row + times + 1))
                row += times
                element.clear()
            elif event == "end" and element.tag == f"{table}table-column":
                if element.get(f"{table}visibility", "visible") != "visible":
                    columns = (*columns, _letters(first + 1))
                first += repeated(element, f"{table}number-columns-repeated")
            elif event == "end" and element.tag in (f"{table}table-cell", f"{table}covered-table-cell"):
                wide, high = (repeated(element, f"{table}number-{side}-spanned") for side in ("columns", "rows"))
                if wide > 1 or high > 1:
                    merged.append(((row, column), (row + high - 1, column + wide - 1)))
                if text := shown_in_ods(element):
                    shown[row, column] = text
                column += repeated(element, f"{table}number-columns-repeated")
    return found
