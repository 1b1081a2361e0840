"""How large the sheets of a workbook would be in memory, told from their parts before any library makes room for them.

A sheet of two cells, the first and the last that a spreadsheet has, is a table of seventeen thousand million cells; a text that is
stored once can be shown in each of a million cells; a row of an .ods can say that it stands there a million times.
"""

from __future__ import annotations

import re
import zipfile
from typing import Any

from graph.errors import BadFile
from importers.reading.limits import MOST_CELLS, checked_size

MOST_LETTERS = 200_000_000
"""Letters in all cells of a workbook together."""
_ADDRESS = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{0,9})(\d{1,12})")
"""Of a row or a cell: the letters of its column, none for a row, and its number."""
_CELL_BEGINS = tuple(before + b"c" + after for before in (b"<", b":") for after in (b" ", b">", b"/", b"\n", b"\r", b"\t"))
_CELL = re.compile(rb"[<:]c[\s>/]")
_ROW = re.compile(rb"[<:]row[\s>/]")
_SHARED = re.compile(rb"\bt\s*=\s*[\"']s[\"'][^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v[^>]*>\s*(\d{1,9})", re.DOTALL)
_ITEM = re.compile(rb"<(?:\w+:)?si[\s>].*?</(?:\w+:)?si\s*>", re.DOTALL)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s")
_LETTERS = 26
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def checked_sheets(archive: zipfile.ZipFile, where: str) -> None:
    """Raises `BadFile` where a sheet of an .xlsx has more cells, or all of them more letters, than an office's paper has."""
    names = archive.namelist()
    longest = _shared_lengths(archive) if "xl/sharedStrings.xml" in names else []
    letters = 0
    for name in names:
        body = archive.read(name)
        if b"sheetData" not in body:
            continue
        found = _ADDRESS.findall(body)
        rows = max((int(number) for _, number in found), default=0)
        columns = max(map(_column, {letters for letters, _ in found}), default=0)
        cells = sum(map(body.count, _CELL_BEGINS))
        placed = len(found) - [column for column, _ in found].count(b"")
        # a cell without an address stands after the one before it, a row without a number below the one before it
        if cells > placed:
            columns += max(len(_CELL.findall(part)) for part in _ROW.split(body))
            rows += len(_ROW.findall(body))
        checked_size(rows, columns, f"{where}, {name.rpartition('/')[2]}")
        _checked_merged(len(_MERGED.findall(body)), cells, where)
        if longest and max(longest) * cells > MOST_LETTERS:
            letters += sum(longest[int(place)] for place in _SHARED.findall(body) if int(place) < len(longest))
            _checked_letters(letters, where)


def _checked_merged(ranges: int, cells: int, where: str) -> None:
    if ranges > max(cells, 1) * 4 and ranges > MOST_CELLS // 1000:
        raise BadFile(f"A sheet has {ranges:,} merged ranges.", where=where, hint="copy its cells into a new workbook")


def _checked_letters(letters: int, where: str) -> None:
    if letters > MOST_LETTERS:
        raise BadFile("The cells hold far more text than a paper does.", where=where, hint="it may be made to hurt; ask who sent it")


def _shared_lengths(archive: zipfile.ZipFile) -> list[int]:
    return [len(item) for item in _ITEM.findall(archive.read("xl/sharedStrings.xml"))]


def _column(letters: bytes) -> int:
    """The number of a column from its letters.

    >>> _column(b"C"), _column(b"AB")
    (3, 28)
    """
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + letter - ord("A") + 1
    return number


def checked_tables(archive: zipfile.ZipFile, where: str) -> None:
    """Raises `BadFile` where a sheet of an .ods says that it has more cells, or letters, than an office's paper has.

    Repeated rows and columns at the end that are empty, which every program writes, count for nothing.
    """
    from defusedxml.ElementTree import iterparse

    letters = row = column = widest = last = 0
    row_letters = 0
    with archive.open("content.xml") as content:
        for event, element in iterparse(content, events=("start", "end"), forbid_dtd=True):
            if element.tag == f"{_TABLE}table" and event == "start":
                row = widest = last = 0
            elif element.tag == f"{_TABLE}table-row":
                if event == "start":
                    column = row_letters = 0
                    continue
                times = repeated(element, f"{_TABLE}number-rows-repeated")
                row += times
                if row_letters:
                    last = row
                    letters += row_letters * times
                    checked_size(last, widest, where)
                    _checked_letters(letters, where)
                element.clear()
            elif event == "end" and element.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                times = repeated(element, f"{_TABLE}number-columns-repeated")
                column += times
                length = sum(map(len, element.itertext())) or any(name.endswith("}value") for name in element.attrib)
                if length:
                    widest = max(widest, column)
                    row_letters += int(length) * times


def repeated(element: Any, name: str) -> int:  # noqa: ANN401 - an element of either parser
    """How often an element of an .ods stands there, or how far it spans, by an attribute; 1 where it does not say."""
    value = str(element.get(name, "1"))
    return int(value) if value.isdigit() and len(value) <= _LETTERS // 2 else 1
