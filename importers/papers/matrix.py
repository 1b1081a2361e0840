"""A delivery matrix read by OCR: one row an action or a strand of one, whatever the columns have slipped to.

The code of a row is the only thing that ties it to other papers, and the OCR damages it: look-alike letters, `0` for `O`, `1` for
`T`, a code in another column, none at all. It is repaired from the theme and the sequence, and only where one code is left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.model.ids import fold
from importers.papers.lines import is_furniture
from importers.papers.passages import Node, Passage, settle, step
from importers.papers.wording import glued, plain, words

CELLS = ("theme", "action", "accountable", "leads", "strand", "activities", "status", "opportunities")

_HEADINGS = ("theme", "(?:priority )?actions?$", "leads?$", "l d$", "status", "opportunities")
"""How the headings of the columns begin or end."""
_LONGEST_HEADING = 48
_NARROW = 20
"""A cell up to so many letters can be a code, initials or a mark, and is no action and no opportunity."""
_WIDE = 6
"""Fewer cells make no row of a matrix."""
_AFTER_STRAND = 3
_SHAPES = {"0": "o", "1": "til", "5": "s", "8": "b"}
"""Digits that an OCR reads in place of a letter."""


@dataclass(frozen=True)
class MatrixRow:
    """One row: the cells as printed, the theme and the codes repaired."""

    code: str
    """The action: `V4`, `O2`; empty where several codes are possible."""
    key: str
    """What the locator calls the row: the action's code, or the strand's (`O2.1`) where the action has several rows."""
    spelt: str
    """The code with the sub-numbers printed for it: `V1.1`."""
    repaired: bool
    """The printed strand cell does not spell the code."""
    theme: str
    """The theme's name in full."""
    theme_text: str
    """What stands for the theme, as printed."""
    action: str
    accountable: str
    leads: str
    strand: str
    activities: str
    status: str
    opportunities: str

    def title(self) -> str:
        """The words of the action, without its own code where that has slipped into the cell."""
        start, _, end = self.action.rpartition(" ")
        return start if self.code and glued(end) == glued(self.code) else self.action

    def cells(self) -> dict[str, str]:
        """The cells as printed, by their names."""
        return {name: self.theme_text if name == "theme" else str(getattr(self, name)) for name in CELLS}


@dataclass(frozen=True)
class _Slots:
    """The cells of a row by position; `left` holds theme, code and page remnants."""

    left: tuple[str, ...]
    action: str
    accountable: str
    leads: str
    strand: str
    activities: str
    status: str
    opportunities: str


def is_header(cells: Sequence[str]) -> bool:
    """True for a row that names at least two of a matrix's columns, however damaged."""
    short = [fold(re.sub(r"\W+", " ", cell)) for cell in cells if len(cell) <= _LONGEST_HEADING]
    return sum(any(re.search(rf"\b{name}", cell) for cell in short) for name in _HEADINGS) >= 2


def _rows(text: str) -> list[list[str]]:
    return [[plain(cell) for cell in raw.split("\t")] for raw in text.splitlines() if "\t" in raw and not is_furniture(raw)]


def is_matrix(text: str) -> bool:
    """True for a text whose lines are rows of six cells or more under a heading of a matrix."""
    lines = [raw for raw in text.splitlines() if words(raw)]
    rows = _rows(text)
    wide = [cells for cells in rows if len(cells) >= _WIDE]
    return bool(wide) and len(wide) * 2 > len(lines) and any(is_header(cells) for cells in rows)


def _is_code(cell: str) -> bool:
    return bool(re.fullmatch(r"[a-z01]{0,2}\d{1,3}(?:\.\d{1,2})*\.?", fold(cell))) and len(cell) <= 8


def _slots(cells: Sequence[str]) -> _Slots:
    """Finds the strand cell, which has fixed neighbours; without a code in it, it is the fourth from the right."""
    usual = len(cells) - _AFTER_STRAND - 1
    near = [place for place in (usual, usual + 1, usual - 1) if 3 <= place < len(cells) - 1 and _is_code(cells[place])]
    place = near[0] if near else max(usual, 2)
    before, after = list(cells[: place - 2]), list(cells[place + 1 :])
    longest = max(before, key=len, default="")
    action = longest if len(longest) > _NARROW else ""
    if action:
        before.remove(action)
    activities, rest = (after[0], after[1:]) if after else ("", [])
    status = rest[0] if len(rest) > 1 or (rest and len(rest[0]) <= _NARROW) else ""
    opportunities = " ".join(rest[1:] if len(rest) > 1 or status else rest)
    left = tuple(cell for cell in before if cell)
    return _Slots(left, action, cells[place - 2], cells[place - 1], cells[place], activities, status, opportunities)


def _themes(rows: Sequence[_Slots]) -> list[str]:
    """The words of the first columns that come back, the longest spelling of each, in order of appearance."""
    found = Counter(word for row in rows for cell in row.left for word in re.findall(r"[^\W\d_]{5,}", cell))
    return [word for word, count in found.items() if count > 1 and not any(other != word and other.startswith(word) for other in found)]


def _theme(left: Sequence[str], themes: Sequence[str]) -> str:
    """The theme that the left cells spell, broken or cut short; none where they do not."""
    together = "".join(left)
    whole = [theme for theme in themes if theme in together]
    cut = [theme for theme in themes for word in re.findall(r"[^\W\d_]{5,}", together) if theme.startswith(word)]
    return (whole or cut or [""])[0]


def _shown_theme(left: Sequence[str], theme: str) -> str:
    return ("" if theme and theme not in " ".join(left) and theme in "".join(left) else " ").join(left)


@dataclass(frozen=True)
class _Reading:
    """What a cell can mean as the code of an action: its number, what follows it (`1` in `O2.1`), and whether the letter is printed."""

    number: int
    below: str = ""
    lettered: bool = False


def _readings(cell: str, letter: str) -> list[_Reading]:
    """What a cell can mean for an action of this letter."""
    first = letter.casefold()
    found = re.fullmatch(r"([a-z]|[0158])?(\d{1,2})((?:\.\d{1,2})*)", fold(cell).replace(" ", "").rstrip("."))
    if not found:
        return []
    sign, below = found[1] or "", found[3].lstrip(".")
    if sign == first or first in _SHAPES.get(sign, ""):
        return [_Reading(int(found[2]), below, sign == first)]
    return [] if sign.isalpha() else [_Reading(int(sign + found[2]), below)]


def _numbers(rows: Sequence[_Slots], letter: str) -> list[_Reading | None]:
    """The reading of each row of one theme, in order: as printed, or damaged but next in the sequence, or the only one left."""
    found: list[_Reading | None] = []
    last = _Reading(0)
    unread = 0
    for row in rows:
        cells = [row.strand, *(part for cell in row.left for part in (cell, cell.split(" ")[-1])), row.action.split(" ")[-1]]
        readings = [reading for cell in cells for reading in _readings(cell, letter) if reading.number > 0]
        near = [reading for reading in readings if last.number + (not reading.below) <= reading.number <= last.number + unread + 1]
        fitting = [reading for reading in readings if reading.lettered or reading in near]
        found.append(fitting[0] if fitting else None)
        last, unread = (fitting[0], 0) if fitting else (last, unread + 1)
    for place, reading in enumerate(found):
        before = found[place - 1] if place else _Reading(0)
        after = found[place + 1] if place + 1 < len(found) else None
        if reading is None and before and after and after.number == before.number + 2:
            found[place] = _Reading(before.number + 1)
    return found


def matrix_rows(text: str) -> list[MatrixRow]:
    """The rows of a matrix, in order, without its repeated headings."""
    slots = [_slots(cells) for cells in _rows(text) if not is_header(cells) and len(cells) >= _WIDE]
    themes = _themes(slots)
    named = [_theme(row.left, themes) for row in slots]
    for place, name in enumerate(named):
        if not name:
            named[place] = _neighbour(slots, named, place)
    rows: list[MatrixRow] = []
    for theme in dict.fromkeys(named):
        mine = [row for row, name in zip(slots, named, strict=True) if name == theme]
        letter = theme[:1].upper()
        rows += [_finished(row, theme, letter, reading) for row, reading in zip(mine, _numbers(mine, letter), strict=True)]
    several = Counter(row.code for row in rows)
    return [replace(row, key=_key(row, shared=several[row.code] > 1)) for row in rows]


def _neighbour(slots: Sequence[_Slots], named: Sequence[str], place: int) -> str:
    """The theme of a row that names none: that of its code's letter, else of the rows around it."""
    letter = fold(slots[place].strand)[:1]
    near = [name for name in (named[place - 1] if place else "", *named[place + 1 :]) if name]
    return next((name for name in near if fold(name)[:1] == letter or fold(name)[:1] in _SHAPES.get(letter, "")), (near or [""])[0])


def _finished(row: _Slots, theme: str, letter: str, reading: _Reading | None) -> MatrixRow:
    code = f"{letter}{reading.number}" if reading else ""
    strand = f"{code}.{reading.below}" if reading and reading.below else ""
    return MatrixRow(
        code=code,
        key=strand or code,
        spelt=strand or code,
        repaired=row.strand.rstrip(".") not in {code, strand} - {""},
        theme=theme,
        theme_text=_shown_theme(row.left, theme),
        action=row.action,
        accountable=row.accountable,
        leads=row.leads,
        strand=row.strand,
        activities=row.activities,
        status=row.status,
        opportunities=row.opportunities,
    )


def _key(row: MatrixRow, *, shared: bool) -> str:
    return row.key if shared and row.key else row.code or f"without code {glued(row.action)[:20]}"


def matrix_passages(text: str) -> list[Passage]:
    """The head (the first heading and the key of signs), then each action with its rows and cells."""
    head = Node("head")
    begun = False
    for raw in text.splitlines():
        cells = [plain(cell) for cell in raw.split("\t")]
        is_row = len(cells) >= _WIDE and not is_header(cells)
        begun = begun or is_row
        if not is_furniture(raw) and not is_row and not (begun and is_header(cells)):
            head.content.append(" | ".join(cell for cell in cells if cell))
    nodes = [head] if head.content else []
    rows = matrix_rows(text)
    for code in dict.fromkeys(row.code or row.key for row in rows):
        mine = [row for row in rows if (row.code or row.key) == code]
        nodes += _action(code, mine)
    return settle(nodes)


def _action(code: str, rows: Sequence[MatrixRow]) -> list[Node]:
    if len(rows) == 1:
        return _row_nodes(rows[0])
    whole = Node(step("row", code), code)
    parts = [_row_nodes(row) for row in rows]
    whole.content += [nodes[0] for nodes in parts]
    return [whole, *(node for nodes in parts for node in nodes)]


def _row_nodes(row: MatrixRow) -> list[Node]:
    node = Node(step("row", row.key), row.spelt)
    cells = [Node(name, name, node, content=[text]) for name, text in row.cells().items()]
    node.content += cells
    return [node, *cells]
