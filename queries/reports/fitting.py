"""How much of a report fits its pages: lines of text estimated, and sections cut by priority. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

MOST_LINES = 130
"""Lines of text that fill two A4 pages beside the title."""
LINES_OF_A_PAPER = 1.4
_LETTERS_IN_A_LINE = 122
_LINES_OF_A_HEADING = 2.2


class Item(NamedTuple):
    """One line of the report, and the passages that it rests on."""

    text: str
    passages: tuple[str, ...] = ()


class Part(NamedTuple):
    """A section: what it says, how few items it may be cut to, and the command that tells the rest."""

    title: str
    items: list[Item]
    least: int
    rest: str
    nothing: str


def lines_of(part: Part) -> float:
    """How many lines a section takes on the page, at a careful guess."""
    items = part.items or [Item(part.nothing)]
    return _LINES_OF_A_HEADING + sum(ceil((len(item.text) + 11 * len(item.passages)) / _LETTERS_IN_A_LINE) + 0.15 for item in items)


def fitted(parts: Sequence[Part], most: float = MOST_LINES) -> list[Part]:
    """The sections cut to so many lines: the longest gives first, none falls below its least; the last line of a cut one says so. Pure."""
    kept = [len(part.items) for part in parts]

    def shown() -> list[Part]:
        return [part._replace(items=[*part.items[:n], *_more(part, n)]) for part, n in zip(parts, kept, strict=True)]

    while sum(map(lines_of, shown())) > most:
        room = [place for place, part in enumerate(parts) if kept[place] > part.least]
        if not room:
            break
        kept[max(room, key=lambda place: (kept[place] - parts[place].least, -place))] -= 1
    return shown()


def _more(part: Part, kept: int) -> Iterable[Item]:
    if kept < len(part.items):
        yield Item(f"and {len(part.items) - kept} more: {part.rest}")
