"""The cells of a table on a printed page: their lines, what they span, and whether a row goes on over the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from importers.reading.blocks import Cell
from importers.reading.layout import Piece
from importers.reading.wrapping import joined, seam, words_of

_PADDING = 8.0
"""Points of white, at most, that a cell keeps at its sides."""
_BETWEEN = 11.0
"""Points of white that part the columns of a table without rules: what Word leaves at both sides."""
_SAME_LINE = 0.5
"""Letters whose middles differ by less than this share of their size stand on one line."""
_OVER = 0.5
_CROSSED = 3
"""Letters that lie on others by more than half, in one cell."""
_MANY = 3
"""A cell of so many lines may end a paragraph where the page ends."""


class Drawn(NamedTuple):
    """One place of a printed table."""

    lines: tuple[Piece, ...] = ()
    right: float = 0.0
    """Where the text of its column ends."""
    rows: int = 1
    columns: int = 1
    origin: tuple[int, int] | None = None
    """Of a place that a larger cell covers: row and column, from 0, of where that begins in this table."""
    crossed: bool = False
    """Other letters are printed over its own."""

    def text(self, words: frozenset[str]) -> str:
        """Its lines as text."""
        return joined(self.lines, self.right, words)


Rows = list[list[Drawn]]


def drawn_rows(table: Any, page: Any) -> Rows:  # noqa: ANN401 - of the library's
    """The places of a ruled table, row by row; a cell that spans several stands in the first, and the others point to it."""
    lefts = sorted({cell[0] for cell in table.cells})
    tops = sorted({cell[1] for cell in table.cells})
    boxes = [(lefts.index(cell[0]), tops.index(cell[1]), cell) for cell in table.cells]
    found: Rows = [[Drawn() for _ in lefts] for _ in tops]
    chars = [(*_middle(char), char) for char in page.chars]
    bands = {(box[1], box[3]): [item for item in chars if box[1] <= item[1] < box[3]] for _, _, box in boxes}
    inside: dict[tuple[int, int], list[Piece]] = {}
    crossed: set[tuple[int, int]] = set()
    for column, row, box in boxes:
        own = [char for across, _, char in bands[box[1], box[3]] if box[0] <= across < box[2]]
        inside[row, column] = _lines(own)
        if _is_crossed(own):
            crossed.add((row, column))
    for column, row, box in boxes:
        wide = sum(left < box[2] - 1 for left in lefts[column:])
        high = sum(top < box[3] - 1 for top in tops[row:])
        starts = [lines[0].left for (_, place), lines in inside.items() if place == column and lines]
        white = max(min(min(starts, default=box[0]) - box[0], _PADDING), 0.0)
        for below in range(row, min(row + high, len(tops))):
            for beside in range(column, min(column + wide, len(lefts))):
                found[below][beside] = Drawn(origin=(row, column))
        found[row][column] = Drawn(tuple(inside[row, column]), box[2] - white, high, wide, crossed=(row, column) in crossed)
    return found


def is_overprinted(rows: Rows) -> bool:
    """True for a table in which words are printed over each other: rows that were too low for their words."""
    return any(item.crossed for row in rows for item in row)


def _is_crossed(chars: Sequence[Any]) -> bool:
    """True where several letters lie on other letters; a letter that is printed twice to look bold does not count."""
    seen = sorted((char for char in chars if char["text"].strip()), key=lambda char: (char["x0"], char["top"]))
    times = 0
    for place, char in enumerate(seen):
        for other in seen[place + 1 : place + 4]:
            wide = min(char["x1"], other["x1"]) - other["x0"]
            high = min(char["bottom"], other["bottom"]) - max(char["top"], other["top"])
            least = min(char["x1"] - char["x0"], other["x1"] - other["x0"])
            times += other["text"] != char["text"] and least > 0 and wide > _OVER * least and high > _OVER * (char["bottom"] - char["top"])
    return times >= _CROSSED


def plain_rows(rows: Iterable[Sequence[Sequence[Piece]]], edges: Sequence[float]) -> Rows:
    """The same of a table without rules: lines by place, and by column where its text ends."""
    return [[Drawn(tuple(lines), right) for lines, right in zip(row, edges, strict=True)] for row in rows]


def _middle(char: Any) -> tuple[float, float]:  # noqa: ANN401 - of the library's
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2


def _lines(chars: Sequence[Any]) -> list[Piece]:
    """The letters of a cell as lines, from the top."""
    from pdfplumber.utils.text import extract_words

    found: list[list[dict[str, Any]]] = []
    words = extract_words(list(chars), x_tolerance=2) if chars else []
    for word in sorted(words, key=lambda item: (_middle(item)[1], item["x0"])):
        middle = _middle(word)[1]
        high = word["bottom"] - word["top"]
        if found and abs(middle - _middle(found[-1][0])[1]) < _SAME_LINE * high:
            found[-1].append(word)
        else:
            found.append([word])
    lines = []
    for line in found:
        line.sort(key=lambda item: item["x0"])
        text = " ".join(word["text"] for word in line)
        size = max(word["bottom"] - word["top"] for word in line)
        lines.append(Piece(text, line[0]["x0"], line[-1]["x1"], line[0]["top"], size))
    return lines


def whole_words(rows: Rows) -> frozenset[str]:
    """The words of a table that stand whole in a line."""
    return words_of(line for row in rows for item in row for line in item.lines)


def cells(rows: Rows, words: frozenset[str], above: int = 0) -> tuple[tuple[Cell, ...], ...]:
    """The rows as cells of a grid, numbered from the row behind `above`."""
    texts = {(row, column): item.text(words) for row, line in enumerate(rows) for column, item in enumerate(line)}

    def cell(row: int, column: int, item: Drawn) -> Cell:
        number = row + above + 1
        if item.origin is None:
            return Cell(texts[row, column], number, column + 1, rows=item.rows, columns=item.columns)
        top, left = item.origin
        return Cell(texts.get((top, left), ""), number, column + 1, merged=(top + above + 1, left + 1))

    return tuple(tuple(cell(row, column, item) for column, item in enumerate(line)) for row, line in enumerate(rows))


def goes_on(before: Sequence[Drawn], row: Sequence[Drawn], words: frozenset[str]) -> bool:
    """True for the rest of a row that the end of a page cut: some places are done, and each other goes on with a text that was broken."""
    if len(before) != len(row) or any(item.columns > 1 for item in (*before, *row)):
        return False
    pairs = list(zip(before, row, strict=True))
    on = [(old, new) for old, new in pairs if new.lines]
    done = any(old.lines and not new.lines for old, new in pairs)
    broken = [bool(old.lines) and seam(old.lines[-1], new.lines[0], old.right, words) != "\n" for old, new in on]
    return done and any(broken) and all(sure or len(old.lines) >= _MANY for sure, (old, _) in zip(broken, on, strict=True))


def put_together(before: Sequence[Drawn], row: Sequence[Drawn]) -> list[Drawn]:
    """A row and the rest of it."""
    return [old._replace(lines=(*old.lines, *new.lines)) for old, new in zip(before, row, strict=True)]


def below(rows: Rows, count: int) -> Rows:
    """The rows behind the first so many, as a table of their own."""
    moved: Rows = []
    for row in rows[count:]:
        moved.append([item._replace(origin=(item.origin[0] - count, item.origin[1])) if item.origin else item for item in row])
    return moved


def edges_of(starts: Sequence[float], rows: Iterable[Sequence[Sequence[Piece]]]) -> list[float]:
    """Where the text of each column of a table without rules ends: before the next begins, the last where its longest line does."""
    last = max((line.right for row in rows for line in row[-1]), default=starts[-1])
    return [*(after - _BETWEEN for _, after in pairwise(starts)), last + 1]
