"""Where a cell or a row of a plan stands, as a locator, and the way back from a file to its passages: pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from importers.papers.passages import Passage
from importers.plans.header import Header, find_header, headed, is_another
from importers.plans.headings import Meaning
from importers.plans.values import visible
from importers.reading.blocks import Cell, Reading, Table


def _tidy(text: str) -> str:
    return " ".join(text.replace(">", " ").split()).strip(" :;.,*")


def row_locator(table: Table, row: int) -> str:
    """`sheet Actions > row 7`; `table 2 > row 7` where the file has no sheets."""
    return f"sheet {_tidy(table.sheet)} > row {row}" if table.sheet else f"table {table.number} > row {row}"


def cell_locator(table: Table, cell: Cell, heading: str, headings: Mapping[int, str] | None = None) -> str:
    """`sheet Actions > cell C7`; else `table 2 > row 7 > Lead officer`, with the column's number behind a heading that occurs twice."""
    if table.sheet:
        return f"sheet {_tidy(table.sheet)} > cell {cell.address}"
    return f"table {table.number} > row {cell.row} > {_named(_tidy(heading), cell.column, _twice(tuple((headings or {}).values())))}"


@lru_cache(maxsize=256)
def _twice(headings: tuple[str, ...]) -> frozenset[str]:
    folded = [_tidy(text).casefold() for text in headings]
    return frozenset(text for text in folded if folded.count(text) > 1)


def _named(heading: str, column: int, twice: frozenset[str]) -> str:
    if not re.search(r"\w", heading):
        return f"column {column}"
    return f"{heading} (column {column})" if heading.casefold() in twice else heading


def passages_of(reading: Reading, own: Mapping[str, Meaning] | None = None) -> list[Passage]:
    """Every row and cell of the tables of a plan as passages, under the locators that an import gives them."""
    found: list[Passage] = []
    nearest = {table.number: above[-1] for above, table in reading.with_headings() if isinstance(table, Table) and above}
    for table, header in headed(reading.tables, own or {}):
        found += _passages(table, header, own or {}, nearest.get(table.number, ""))
    return found


def _passages(table: Table, header: Header | None, own: Mapping[str, Meaning], above: str) -> Iterator[Passage]:
    whole = f"sheet {_tidy(table.sheet)}" if table.sheet else f"table {table.number}"
    heads = [cell.text for cell in table.rows[0] if cell.text] if table.rows else []
    yield Passage(whole, "\n".join(dict.fromkeys([table.heading or table.sheet, *filter(None, [above]), *heads])))
    for place, row in enumerate(table.rows):
        if header and header.turned and place <= header.last:
            continue  # the headings of a form stand beside its words: their row is that of the words
        if header and place > header.last:
            again = find_header(table, own, place, 1)
            header = again if again and is_another(again, header) else header
        headings = header.headings if header else {}
        within = row_locator(table, row[0].row)
        labels = [cell.text for cell in table.rows[0]] if header and header.turned else []
        yield Passage(within, " | ".join(dict.fromkeys(visible(text) for text in (*labels, *(cell.text for cell in row)) if text)))
        for column, cell in enumerate(row):
            if not cell.merged:
                yield Passage(cell_locator(table, cell, headings.get(column, ""), headings), visible(cell.text), around=within)
