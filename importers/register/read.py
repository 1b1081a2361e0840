"""A register from disk: a workbook or a folder of CSV files, to tables of text cells that know their row."""

from __future__ import annotations

import csv
import datetime
import difflib
import hashlib
import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from graph.errors import BadFile
from graph.tables import as_written
from importers.register.columns import EXAMPLE, SHEETS, Sheet

READING_ONLY = "_name"
"""Columns that end so are written for people and ignored when read."""

BEYOND = ""
"""The heading under which a row keeps what stands to the right of the last heading."""

_LARGEST = 64 * 1024 * 1024


class Cells(NamedTuple):
    """One row: its number in the sheet (the heading is row 1) and its cells by heading, trimmed."""

    row: int
    values: dict[str, str]


class Tables(NamedTuple):
    """A register as read: the file's name, the SHA-256 of its bytes, and the rows of each sheet."""

    file: str
    sha256: str
    sheets: dict[Sheet, list[Cells]]


def read_register(path: Path) -> Tables:
    """Read a register workbook (.xlsx, .ods) or a folder of its CSV files.

    Raises `BadFile` where it is not one: no such file, not a workbook, a sheet or a required column missing, an unknown column.
    """
    if path.is_dir():
        sheets, sha256 = _folder(path)
    elif path.is_file():
        sheets, sha256 = _workbook(path)
    else:
        raise BadFile(f"There is no file or folder {path.name!r}.", where=str(path), hint="check the path")
    for sheet in Sheet:
        if not sheets.get(sheet):  # taken for an edition that holds no such rows, it would end them all
            hint = "leave a sheet without rows its headings; `landscape template DIR` writes an empty register"
            raise BadFile(f"The sheet {str(sheet)!r} is missing or has no headings.", where=str(path), hint=hint)
    tables = {sheet: _table(path, sheet, rows) for sheet, rows in sheets.items()}
    if not tables[Sheet.ABOUT]:
        raise BadFile("The sheet 'about' is empty.", where=str(path), hint="say the register's name, title and date")
    return Tables(path.name, sha256, tables)


def _folder(path: Path) -> tuple[dict[Sheet, list[list[str]]], str]:
    digest = hashlib.sha256()
    found: dict[Sheet, list[list[str]]] = {}
    for sheet in Sheet:
        file = path / f"{sheet}.csv"
        if file.is_file():
            raw = file.read_bytes()
            digest.update(f"{sheet} {len(raw)}\n".encode())
            digest.update(raw)
            found[sheet] = _csv(file, raw)
    return found, digest.hexdigest()


def _csv(file: Path, raw: bytes) -> list[list[str]]:
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadFile("This is not a CSV file: it holds bytes that are no text.", where=str(file), hint="save the sheet as CSV UTF-8")
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = _windows_text(file, raw) if encoding == "utf-8-sig" else ""
    if raw and not text:
        raise BadFile("The file's letters cannot be read.", where=str(file), hint="save the sheet as CSV UTF-8")
    try:
        return list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise BadFile(f"This is not a CSV file: {error}.", where=str(file), hint="save the sheet as CSV UTF-8") from error


def _windows_text(file: Path, raw: bytes) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        raise BadFile("The file's letters cannot be read.", where=str(file), hint="save the sheet as CSV UTF-8") from None


def _workbook(path: Path) -> tuple[dict[Sheet, list[list[str]]], str]:
    from python_calamine import CalamineWorkbook  # late: 20 ms that no other command needs

    raw = path.read_bytes()
    if len(raw) > _LARGEST:
        raise BadFile(
            f"The workbook is larger than {_LARGEST // 2**20} MB.", where=str(path), hint="split it, or give the register as CSV files"
        )
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        names = {name.strip().casefold(): name for name in book.sheet_names}
        found = {
            sheet: _as_text(book.get_sheet_by_name(names[sheet]).to_python(skip_empty_area=False)) for sheet in Sheet if sheet in names
        }
    except Exception as error:  # the library raises a class of its own for each format; all mean that this is no workbook
        raise BadFile("This is not a workbook that can be read.", where=str(path), hint="save it as .xlsx, or give CSV files") from error
    return found, hashlib.sha256(raw).hexdigest()


def _as_text(rows: Iterable[Iterable[object]]) -> list[list[str]]:
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> str:
    """A cell as a person sees it: whole numbers without a point, dates as ISO days."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def _table(path: Path, sheet: Sheet, rows: list[list[str]]) -> list[Cells]:
    if not rows:
        return []
    headings = [heading.strip().casefold() for heading in rows[0]]
    known = {column.name for column in SHEETS[sheet]}
    where = f"{path.name}, sheet {sheet}, row 1"
    for heading in headings:
        if heading and heading not in known and not heading.endswith(READING_ONLY):
            near = difflib.get_close_matches(heading, sorted(known), 1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise BadFile(f"The column {heading!r} is not one of this sheet.", where=where, hint=hint + "rename or remove it")
    twice = sorted({heading for heading in headings if heading and headings.count(heading) > 1})
    missing = [column.name for column in SHEETS[sheet] if column.required and column.name not in headings]
    if twice or missing:
        what = f"The column {twice[0]!r} stands twice." if twice else f"The column {missing[0]!r} is missing."
        raise BadFile(what, where=where, hint="the first row must hold the headings of the template")
    found = []
    for number, row in enumerate(rows[1:], start=2):
        values = {heading: as_written(cell.strip()) for heading, cell in zip(headings, row, strict=False) if heading in known}
        beyond = " ".join(row[len(headings) :]).strip()
        if beyond:
            values[BEYOND] = beyond
        if any(values.values()) and values.get("withdrawn") != EXAMPLE:
            found.append(Cells(number, values))
    return found
