"""A register from disk: a workbook or a folder of CSV files, to tables of text cells that know their row."""

from __future__ import annotations

import difflib
import hashlib
from pathlib import Path
from typing import NamedTuple

from graph.errors import BadFile
from graph.tables import as_written
from importers.reading.blocks import Table
from importers.reading.delimited import read_delimited
from importers.reading.limits import checked_bytes
from importers.reading.spreadsheets import read_workbook
from importers.register.columns import EXAMPLE, SHEETS, Sheet

READING_ONLY = "_name"
"""Columns that end so are written for people and ignored when read."""

BEYOND = ""
"""The heading under which a row keeps what stands to the right of the last heading."""

Rows = list[tuple[int, list[str]]]
"""Rows of text cells, each with its number in the sheet."""


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


def _folder(path: Path) -> tuple[dict[Sheet, Rows], str]:
    digest = hashlib.sha256()
    found: dict[Sheet, Rows] = {}
    for sheet in Sheet:
        file = path / f"{sheet}.csv"
        if file.is_file():
            raw = file.read_bytes()
            digest.update(f"{sheet} {len(raw)}\n".encode())
            digest.update(raw)
            # names of columns hold no comma: where the first line has one it is the sign, whatever the cells below hold
            table, _, _ = read_delimited(raw, str(file), sign="," if b"," in raw.partition(b"\n")[0] else "")
            found[sheet] = _without_empty_end(_rows(table))
    return found, digest.hexdigest()


def _workbook(path: Path) -> tuple[dict[Sheet, Rows], str]:
    try:
        raw = checked_bytes(path)
        tables, _ = read_workbook(raw, path.name, "ods" if path.suffix.casefold() == ".ods" else "xlsx")
    except BadFile as error:
        what = f"This is not a workbook that can be read: {error.what}"
        raise BadFile(what, where=str(path), hint="save it as .xlsx, or give CSV files") from error
    named = {table.sheet.strip().casefold(): table for table in tables}
    return {sheet: _rows(named[sheet]) for sheet in Sheet if sheet in named}, hashlib.sha256(raw).hexdigest()


def _without_empty_end(rows: Rows) -> Rows:
    """The rows, the first without the empty cells after its last heading: what stands to the right of that is beyond the table."""
    if not rows:
        return []
    number, headings = rows[0]
    return [(number, headings[: max((place for place, cell in enumerate(headings, 1) if cell), default=0)]), *rows[1:]]


def _rows(table: Table) -> Rows:
    """The rows with their numbers. What a merged cell says it says once, in its first row: below it nothing is filled in."""
    return [(line[0].row, ["" if cell.merged else cell.text for cell in line]) for line in table.rows if line]


def _table(path: Path, sheet: Sheet, rows: Rows) -> list[Cells]:
    if not rows:
        return []
    headings = [heading.strip().casefold() for heading in rows[0][1]]
    known = {column.name for column in SHEETS[sheet]}
    where = f"{path.name}, sheet {sheet}, row {rows[0][0]}"
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
    for number, row in rows[1:]:
        values = {heading: as_written(cell.strip()) for heading, cell in zip(headings, row, strict=False) if heading in known}
        beyond = " ".join(row[len(headings) :]).strip()
        if beyond:
            values[BEYOND] = beyond
        if any(values.values()) and values.get("withdrawn") != EXAMPLE:
            found.append(Cells(number, values))
    return found
