"""The card of an item: its size and the lines of its name. Pure, and the same on every machine.

Widths are Arial's, which Helvetica and Liberation Sans share; a browser with another font has a little room to spare.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

WIDTH = 172.0
FONT = 15.0
LINE = 17.0
NOTE_FONT = 12.0
NOTE_LINE = 15.0
TEXT_LEFT = 31.0
_TEXT_WIDTH = (WIDTH - TEXT_LEFT - 6) / FONT  # in ems
_MOST_LINES = 4

_EMS = {
    **dict.fromkeys("ijl'|", 0.23),
    **dict.fromkeys(" ftI.,:;/!\\[]", 0.28),
    **dict.fromkeys('r()-`"{}', 0.36),
    **dict.fromkeys("ckszvxyJ^*", 0.5),
    **dict.fromkeys("ABEKPSVXY&", 0.667),
    **dict.fromkeys("CDHNRUw", 0.722),
    **dict.fromkeys("GOQ", 0.778),
    **dict.fromkeys("mM", 0.833),
    **dict.fromkeys("W%", 0.944),
    "@": 1.015,
}


def ems(text: str) -> float:
    """Width of a text in ems."""
    total = 0.0
    for char in text:
        known = _EMS.get(char)
        if known is None:
            if unicodedata.combining(char):
                continue
            wide = unicodedata.east_asian_width(char) in "WF" or ord(char) > 0xFFFF
            known = 1.0 if wide else 0.57 if char.isascii() else 0.72
        total += known
    return total


@lru_cache(maxsize=20_000)
def lines(name: str) -> tuple[str, ...]:
    """Break the name into at most four lines; a longer one ends with an ellipsis (panel and lists show it whole)."""
    out: list[str] = []
    line = ""
    for word in name.split() or [name or "(no name)"]:
        while True:
            longer = f"{line} {word}" if line else word
            if ems(longer) <= _TEXT_WIDTH:
                line = longer
                break
            if line:
                out.append(line)
                line = ""
                continue
            cut = max(1, next(n for n in range(len(word), 0, -1) if n == 1 or ems(word[:n]) <= _TEXT_WIDTH))
            out.append(word[:cut])
            word = word[cut:]
            if not word:
                break
        if len(out) > _MOST_LINES:
            break
    if line:
        out.append(line)
    if len(out) > _MOST_LINES:
        last = out[_MOST_LINES - 1]
        while last and ems(last + "…") > _TEXT_WIDTH:
            last = last[:-1]
        out = [*out[: _MOST_LINES - 1], last.rstrip() + "…"]
    return tuple(out)


def height(name: str, *, note: bool = False) -> float:
    """Height of the card that holds the name, and a note below it."""
    return 14.0 + LINE * len(lines(name)) + (NOTE_LINE if note else 0)


@lru_cache(maxsize=20_000)
def short(note: str) -> str:
    """Cut a note to the one line that a card has for it."""
    room = (WIDTH - TEXT_LEFT - 6) / NOTE_FONT
    if ems(note) <= room:
        return note
    while note and ems(note + "…") > room:
        note = note[:-1]
    return note.rstrip() + "…"
