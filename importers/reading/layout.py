"""How the lines of a page stand to each other: columns that are read one after the other, and tables that no rule is drawn for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_ALIGNED = 4.0
"""Points by which pieces that begin at one place may differ."""
_COLUMN_LINES = 5
_COLUMN_WIDTH = 0.26
"""The share of the page's width that the lines of a column fill at least, on the whole."""
_MARK = re.compile(r"[•·▪◦‣●○■–\-\uf0b7\uf0a7]|\(?(?:\d{1,3}\.)*\d{0,3}[.)]?|\(?[a-zA-Z][.)]|\(?[ivx]{1,5}[.)]")
_CLOSE = 1.6
"""A line that goes on in a cell stands no further below than so many times its letters."""
_ROWS = 3
_EXACT = 1.5
_WHITE = 0.45
"""More white than so much of the size of the letters is no space between two words."""


class Piece(NamedTuple):
    """A part of a line that stands apart from the others: its place in points from the upper left corner."""

    text: str
    left: float
    right: float
    top: float
    size: float
    words: tuple[tuple[str, float, float], ...] = ()
    """Its words, each with where it begins and ends."""


class Columns(NamedTuple):
    """A part of a page with two columns: from where to where, and where the second begins."""

    top: float
    bottom: float
    second: float


def columns(pieces: Sequence[Piece], width: float) -> Columns | None:
    """The two columns of text that fill a part of a page; `None` where it has one, or what stands side by side is short as in a table."""
    starts = Counter(round(piece.left) for piece in pieces if 0.3 * width < piece.left < 0.7 * width)
    if not starts:
        return None
    second = float(starts.most_common(1)[0][0])
    best: list[Piece] = []
    run: list[Piece] = []
    for piece in sorted(pieces, key=lambda item: item.top):
        if piece.left < second - _ALIGNED < piece.right:
            best, run = max(best, run, key=len), []
        else:
            run.append(piece)
    best = max(best, run, key=len)
    sides = [piece for piece in best if piece.left < second - _ALIGNED], [piece for piece in best if piece.left >= second - _ALIGNED]
    for side in sides:
        if len(side) < _COLUMN_LINES or sum(piece.right - piece.left for piece in side) < _COLUMN_WIDTH * width * len(side):
            return None
    return Columns(min(piece.top for piece in best), max(piece.top for piece in best), second - _ALIGNED)


class Unruled(NamedTuple):
    """A table without rules: its first line, the line after the last, where its columns begin, and the lines of each place, row by row."""

    first: int
    end: int
    starts: tuple[float, ...]
    rows: list[list[list[Piece]]]


def unruled(lines: Sequence[Sequence[Piece]], before: Sequence[float] = ()) -> list[Unruled]:
    """Tables among the lines of a page, by pieces that stand below each other.

    A line with pieces in some of the columns and none in the first goes on in the cells above it. `before` is where the columns of the last
    table of the page before begin: the first table of this page may go on with it, even in the middle of a row.
    """
    found: list[Unruled] = []
    at = 0
    while at < len(lines):
        starts = tuple(piece.left for piece in lines[at])
        end, rows = _rows_from(lines, at, starts)
        wide = bool(rows) and len(rows[0]) >= _ROWS
        is_table = not _is_list(rows) and (len(rows) >= _ROWS or (len(rows) > 1 and wide))
        if before and not found:
            further, more = _rows_from(lines, at, tuple(before))
            if further >= end and any(row[0] for row in more) and not _is_list(more):
                is_table, starts, end, rows = True, tuple(before), further, more
        if is_table:
            found.append(Unruled(at, end, starts, rows))
            at = end
        else:
            at += 1
    return found


def _is_list(rows: Sequence[Sequence[Sequence[Piece]]]) -> bool:
    """True for two columns of which the first holds the marks or numbers of a list."""
    narrow = bool(rows) and len(rows[0]) < _ROWS
    return narrow and sum(bool(_MARK.fullmatch(row[0][0].text)) for row in rows if row[0]) * 2 >= len(rows)


def _rows_from(lines: Sequence[Sequence[Piece]], at: int, starts: Sequence[float]) -> tuple[int, list[list[list[Piece]]]]:
    rows: list[list[list[Piece]]] = []
    end = at
    above: Sequence[Piece] = ()
    for line in lines[at:] if len(starts) > 1 else ():
        line = [part for piece in line for part in _cut(piece, starts)]
        places = [_place(starts, piece.left) for piece in line]
        if None in places or len(set(places)) < len(places) or not line:
            break
        near = bool(above) and line[0].top - above[0].top <= line[0].size * _CLOSE
        whole = len(line) == len(starts) or (len(starts) >= _ROWS and len(line) * 2 > len(starts))
        rest = not rows and places[0] != 0  # of a row that the page before began
        if rest or (whole and (places[0] == 0 or not near)):
            rows.append([[] for _ in starts])
        elif places[0] == 0 or not near:
            break
        for place, piece in zip(places, line, strict=True):
            rows[-1][place or 0].append(piece)
        above = line
        end += 1
    return end, rows


def _cut(piece: Piece, starts: Sequence[float]) -> list[Piece]:
    """A piece that fills its column up to the next, cut where a word begins at the start of a column behind more white than a space."""
    found = [piece]
    for place in range(len(piece.words) - 1, 0, -1):
        (_, _, right), (_, left, _) = piece.words[place - 1], piece.words[place]
        if left - right > _WHITE * piece.size and any(abs(start - left) <= _EXACT for start in starts):
            first, rest = found[0].words[:place], found[0].words[place:]
            found[:1] = [_of_words(words, piece) for words in (first, rest)]
    return found


def _of_words(words: tuple[tuple[str, float, float], ...], piece: Piece) -> Piece:
    return Piece(" ".join(text for text, _, _ in words), words[0][1], words[-1][2], piece.top, piece.size, words)


def _place(starts: Sequence[float], left: float) -> int | None:
    return next((place for place, start in enumerate(starts) if abs(start - left) <= _ALIGNED), None)
