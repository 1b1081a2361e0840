"""What a row of an action table is that is no action: a total, a note, a heading of a section, words on the action above: pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from graph.model.ids import fold
from importers.plans.header import Header, is_heading_row
from importers.plans.headings import SYNONYMS, Meaning
from importers.reading.blocks import Cell

THEME = re.compile(
    r"(?:strategic |key |cross-cutting )?(?:theme|priority|pillar|workstream|work stream|strand|section|part|aim|objective|outcome|goal)\b",
    re.IGNORECASE,
)
OBJECTIVE = re.compile(r"(?:strategic |key )?(?:objective|outcome|aim|goal)s?\b", re.IGNORECASE)
LONGEST_HEADING = 160
_CHOICES = 48
"""A cell of so many letters at most may be a heading that is printed again."""
_TOTAL = re.compile(r"(?:grand |sub-? ?)?totals?\b|count\b|average\b|number of actions\b")
_NOTE = re.compile(
    r"(?:key|note|notes|legend|source|sources|n\.?b\.?|updated|last updated|page \d+|rag key|brag key|status key|prepared by|\*+)\b|\*"
)
_SAID = re.compile(
    r"((?:(?:latest|quarterly|q[1-4]|progress|status|current) )*(?:updates?|progress|position|comments?|commentary|narrative)\b"
    r"[^:]{0,40}:)\s*"
)
_OF_SECTION = re.compile(
    r"(?:(?:overall|priority|theme|objective|strategic|executive|senior|accountable|responsible|delivery|reporting|oversight|monitored|"
    r"governance)[ /]*)*(?:leads?|lead officers?|owners?|sponsors?|sro|chair|contact|board|group|governance|budget|officers?|by|to)\b"
    r"[^:]{0,30}:"
)


def kind_of(row: Sequence[Cell], header: Header, own: Mapping[str, Meaning]) -> str:
    """What a row is that is no action: empty for an action.

    `blank row`, `heading` (printed again), `total row`, `note`, `section` (the heading of a theme or objective), `said` (one cell of words
    on the action above), `of section` (who leads the section, and the like).
    """
    filled = [cell for cell in row if cell.text.strip() and not cell.merged]
    if not filled:
        return "" if any(cell.text.strip() for cell in row) else "blank row"
    texts = [cell.text.strip().casefold() for cell in filled]
    same = sum(text in header.folded for text in texts)
    known = sum(text in SYNONYMS for text in texts)  # a cheap look first: most rows are no headings
    bare = all(len(cell.text) <= _CHOICES for cell in filled)
    if (same >= 2 and same * 2 > len(filled)) or (known > 1 and len(filled) > 2 and bare and is_heading_row(row, own)):
        return "heading"
    text = fold(filled[0].text.strip())
    if _TOTAL.match(texts[0]) and not any(
        header.meanings.get(column_of(row, cell)) in (Meaning.LEADS, Meaning.ACCOUNTABLE) for cell in filled
    ):
        return "total row"
    if len(filled) > 1:
        return ""
    cell = filled[0]
    meaning = header.meanings.get(column_of(row, cell))
    if cell.columns > 1 or column_of(row, cell) == min(header.meanings, default=0):
        if _SAID.match(text) and meaning is not Meaning.PROGRESS:
            return "said"
        if _OF_SECTION.match(text):
            return "of section"
    if _NOTE.match(text) or len(cell.text.strip()) > LONGEST_HEADING:
        return "" if meaning is Meaning.ACTION and cell.columns == 1 and not _NOTE.match(text) else "note"
    return "section" if _is_section(row, cell, header) else ""


def _is_section(row: Sequence[Cell], cell: Cell, header: Header) -> bool:
    column = column_of(row, cell)
    meaning = header.meanings.get(column)
    if cell.columns > 1:
        return True
    if THEME.match(cell.text) and re.match(r"\w+ ?(?:\d+|[A-Z]\b|[ivx]+\b)?\s*[:\-–.]|\w+ \w+$", cell.text):
        return True
    if meaning in (Meaning.THEME, Meaning.OBJECTIVE):
        return True
    first = min(header.meanings, default=0)
    return column == first and meaning in (Meaning.CODE, Meaning.ACTION) and not re.search(r"\d", cell.text) and len(header.meanings) > 2


def column_of(row: Sequence[Cell], cell: Cell) -> int:
    """The column, from 0, in which a cell of a row stands."""
    return next(place for place, other in enumerate(row) if other is cell)


def said_in(text: str) -> str:
    """The words of a row on the action above, without their label.

    >>> said_in("Progress update (Q2): four walks held")
    'four walks held'
    """
    match = _SAID.match(text.casefold())
    return text[match.end() :].strip() if match else text


def is_of_section(text: str) -> bool:
    """True for a row on a section that is not its heading: who leads it, who oversees it."""
    return bool(_OF_SECTION.match(fold(text)))
