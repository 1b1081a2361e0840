"""Where the heading row of an action table stands, and what each of its columns means: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from graph.model.ids import fold
from importers.plans.columns import apart, settle
from importers.plans.headings import Match, Meaning, meaning_of
from importers.reading.blocks import Cell, Table

_WITHIN = 25
"""A heading row stands among the first so many rows of a table."""
_THEMED = re.compile(
    r"(?:strategic |key )?(?:priority|theme|objective|aim|outcome|pillar|goal)\s+(?:no\.? ?)?(?:\d{1,2}|[A-H]|[ivx]{1,4})\s*[:.–-]\s*\w",
    re.IGNORECASE,
)
_FEW = 2
"""A form has more rows than so many."""
_LONGEST = 150
_SHORT = 60
_WORK = (Meaning.ACTION, Meaning.ACTIVITIES, Meaning.OBJECTIVE)
_BESIDE = (Meaning.LEADS, Meaning.ACCOUNTABLE, Meaning.DUE, Meaning.STATE, Meaning.CONTRIBUTORS, Meaning.PROGRESS, Meaning.CODE)

Row = Sequence[Cell]


class Header(NamedTuple):
    """The heading of a table: its rows, and by column (from 0) the heading, its meaning, and the second meaning of a joint column."""

    first: int
    """Place of its first row among the table's rows, from 0."""
    last: int
    headings: Mapping[int, str]
    meanings: Mapping[int, Meaning]
    joint: frozenset[int]
    """Columns of status and direction together."""
    doubts: tuple[tuple[str, Meaning, Meaning], ...] = ()
    """Headings that allow another meaning as well."""
    unknown: tuple[str, ...] = ()
    guessed: tuple[tuple[str, Meaning], ...] = ()
    """Headings read as a misspelling."""
    folded: frozenset[str] = frozenset()
    """The headings, to know a repeated row of them by."""
    over: tuple[str, ...] = ()
    """Headings of a second column of a kind of which a table has one."""
    apart: frozenset[int] = frozenset()
    """Columns that stand beside the table: a key."""
    acts: bool = True
    """A heading names actions or activities; else its objectives are taken for them."""
    given: bool = False
    """The user has given one of its headings a meaning."""
    theme: int = -1
    """The column of actions whose heading is a theme, `Priority 1: Made nights`; -1 for none."""
    turned: bool = False
    """The table is a form: its headings stand down the side, and it holds one action."""


def find_header(table: Table, own: Mapping[str, Meaning], start: int = 0, within: int = _WITHIN) -> Header | None:
    """The first heading row of actions from row `start` on; `None` where the table has none."""
    for place in range(start, min(len(table.rows), start + within)):
        if is_heading_row(table.rows[place], own):
            return _header(table, place, own)
    return None


def headed(tables: Iterable[Table], own: Mapping[str, Meaning]) -> Iterator[tuple[Table, Header | None]]:
    """Each table with its heading; one that begins on a later page, without a heading and with as many columns, goes on with the last.

    A form, with headings down its side and one action, is turned: its headings are the first row.
    """
    last: Header | None = None
    for table in tables:
        found = find_header(table, own)
        if not found and (form := _turned(table)) and (header := find_header(form, own, 0, 1)):
            yield form, header._replace(turned=True)
            continue
        if not found and last and table.page > 1 and table.rows and len(table.rows[0]) == len(last.headings):
            found = last._replace(first=0, last=-1)
        last = found or last
        yield table, found


def _turned(table: Table) -> Table | None:
    """A table of two columns and some rows with its columns as rows; each cell keeps its place. `None` for any other."""
    if table.sheet or len(table.rows) <= _FEW or any(len(row) != 2 or row[1].merged for row in table.rows):
        return None
    return table._replace(rows=tuple(zip(*table.rows, strict=True)), header_rows=0)


def is_another(header: Header, before: Header) -> bool:
    """True for a heading row below that begins a second table; a repeated one keeps the headings of the first."""
    return set(header.meanings.values()) != set(before.meanings.values())


def is_heading_row(row: Row, own: Mapping[str, Meaning]) -> bool:
    """True for a row of short cells of which most are headings that we know, with work and something beside it among them."""
    texts = _texts(row)
    if len(texts) < 2 or any(len(text) > _LONGEST for text in texts) or sum(len(text) > _SHORT for text in texts) * 2 > len(texts):
        return False
    found = [match for text in texts if (match := meaning_of(text, own))]
    if len(texts) == 2 and not all(match.how in ("given", "exact") for match in found):
        return False  # two cells that only hold words of headings: a cover sheet's "Purpose" and "To update"
    meanings = {match.meaning for match in found}
    sure = sum(match.how in ("given", "exact") or len(text) <= _SHORT for match, text in zip(found, texts, strict=False))
    acts = meanings & set(_WORK) or (_themed(row) >= 0 and Meaning.LEADS in meanings)
    return len(found) * 2 >= len(texts) and sure > 0 and bool(acts) and bool(meanings & set(_BESIDE)) and len(meanings) > 1


def _themed(row: Row) -> int:
    """The column whose heading is a theme of its own, as some plans print above each list of actions; -1 for none."""
    return next((column for column, cell in enumerate(row) if not cell.merged and _THEMED.match(cell.text.strip())), -1)


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row if cell.text.strip() and not cell.merged]


def _header(table: Table, place: int, own: Mapping[str, Meaning]) -> Header:
    last = place
    headings = {column: cell.text.strip() for column, cell in enumerate(table.rows[place])}
    while last + 1 < len(table.rows) and _goes_on(table, last, own):
        last += 1
        for column, cell in enumerate(table.rows[last]):
            above, text = headings[column], cell.text.strip()
            headings[column] = text if not above or fold(above) == fold(text) else f"{above} {text}".strip()
    matches = _matches(table, place, last, headings, own)
    meanings = {column: match.meaning for column, match in matches.items()}
    themed = _themed(table.rows[place])
    if themed >= 0 and not any(match.meaning in (Meaning.ACTION, Meaning.ACTIVITIES) for match in matches.values()):
        matches[themed] = Match(Meaning.ACTION, "exact")
        meanings[themed] = Meaning.ACTION
    else:
        themed = -1
    beside = apart(table.rows[place:], meanings, matches)
    for column in beside:
        meanings.pop(column, None)
        matches.pop(column, None)
        headings[column] = ""
    joint = frozenset(column for column, match in matches.items() if match.meaning is Meaning.STATE and match.also is Meaning.DIRECTION)
    filled = {column for row in table.rows[last + 1 :] for column, cell in enumerate(row) if cell.text}
    acts = any(match.meaning in (Meaning.ACTION, Meaning.ACTIVITIES) for match in matches.values())
    given = any(match.how == "given" for match in matches.values())
    over = settle(meanings, matches, headings, filled)
    doubts = tuple(
        (headings[column], meanings[column], match.also)
        for column, match in matches.items()
        if match.also and match.also is not meanings[column] and column not in joint and match.how != "given"
    )
    unknown = tuple(text for column, text in headings.items() if text and column not in matches)
    guessed = tuple((headings[column], match.meaning) for column, match in matches.items() if match.how == "alike")
    rows = table.rows[place : last + 1]
    folded = frozenset(
        text for row in rows for column, cell in enumerate(row) if column not in beside and (text := cell.text.strip().casefold())
    )
    return Header(place, last, headings, meanings, joint, doubts, unknown, guessed, folded, over, beside, acts, given, themed)


def _goes_on(table: Table, last: int, own: Mapping[str, Meaning]) -> bool:
    """True where the next row is a second row of headings: under a spanning heading, or joined to it from above."""
    row, below = table.rows[last], table.rows[last + 1]
    texts = _texts(below)
    spans = [cell for cell in row if cell.columns > 1 or (cell.merged and cell.merged[0] == cell.row)]
    joined = [cell for cell in below if cell.merged and cell.merged[0] < cell.row]
    if not (spans or joined) or any(len(text) > _SHORT for text in texts):
        return False
    if joined and not texts:
        return True
    if len({cell.text for cell in row if cell.text}) == 1 and len(row) > 1:
        return False
    under = [below[column].text.strip() for column, cell in enumerate(row) if cell in spans]
    known = [text for text in texts if meaning_of(text, own)]
    return any(under) and len(known) * 2 >= len(texts)


def _matches(table: Table, place: int, last: int, headings: Mapping[int, str], own: Mapping[str, Meaning]) -> dict[int, Match]:
    """By column, what its heading means; where two rows of heading together say nothing sure, the lower one, then the upper one."""
    found: dict[int, Match] = {}
    for column, text in headings.items():
        parts = list(dict.fromkeys(table.rows[row][column].text.strip() for row in range(last, place - 1, -1)))
        tried = [match for part in (text, *parts) if (match := meaning_of(part, own))]
        best = sorted(tried, key=lambda match: ("given", "exact", "within", "alike").index(match.how))
        if best:
            found[column] = best[0]
    return found
