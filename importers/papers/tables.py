"""A table of a paper: its rows and cells as passages, across page breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.papers.lines import Line
from importers.papers.passages import Node, step
from importers.papers.wording import cell_lines, plain

_LONGEST_KEY = 60
_LONG = 3


class Table:
    """The rows read so far of one table."""

    def __init__(self, within: Node | None) -> None:
        self.within = within
        self.header: list[str] = []
        self.keys: list[str] = []
        self.row: Node | None = None
        self.cells: list[Node] = []

    @staticmethod
    def is_long(lines: Sequence[Line], place: int) -> bool:
        """True where at least three rows stand together: two are a title line of a report's head."""
        first = place
        while first > 0 and lines[first - 1].cells and not lines[first].gap:
            first -= 1
        end = place
        while (
            end + 1 < len(lines)
            and (lines[end + 1].cells or lines[end + 1].continued)
            and not (lines[end + 1].gap and end - first + 1 < _LONG)
        ):
            end += 1
        return end - first + 1 >= _LONG

    def add(self, line: Line) -> list[Node]:
        """The passages that begin with this row: none where it goes on with the row before, else the row and its named cells."""
        shown = ["\n".join(plain(part) for part in cell_lines(cell)) for cell in line.cells]
        if self.row and self._goes_on(line, shown):
            for cell, text in zip(self.cells, shown, strict=False):
                cell.content.append(text)
            if len(shown) > len(self.cells):
                self.row.content += [text for text in shown[len(self.cells) :] if text]
            return []
        if line.strong and not self.header and not self.keys:
            self.header = shown
        key = _key(line.cells[0]) or next((text for text in shown if text), "")
        self.keys.append(key)
        first = next((text for text in shown if text), "")
        self.row = Node(step("row", key), " ".join(first.split()), self.within)
        if not self.header:
            self.row.content += [text for text in shown if text]
            self.cells = []
            return [self.row]
        names = [*self.header, *(f"column {place + 1}" for place in range(len(self.header), len(shown)))]
        self.cells = [Node(step("", name).strip(), name, self.row, content=[text]) for name, text in zip(names, shown, strict=False)]
        self.row.content += self.cells
        return [self.row, *self.cells]

    def append(self, text: str) -> None:
        """Words of a row that has no first cell: they go on with the row before."""
        if self.row:
            (self.cells[-1] if self.cells else self.row).content.append(text)

    def _goes_on(self, line: Line, shown: list[str]) -> bool:
        if not shown[0]:
            return True
        body = self.keys[1:] if self.header else self.keys
        return line.gap and len(body) > 1 and all(key[:1].isdigit() for key in body) and not shown[0][:1].isdigit()


def _key(cell: str) -> str:
    """How a first cell begins: its first line, or its first bold words, up to a double space."""
    lines = cell_lines(cell)
    first = lines[0] if lines else ""
    bold = re.match(r"\*\*([^*]+)\*\*", first)
    key = plain(re.split(r"\s{2,}", bold[1] if bold else first)[0])
    return key if len(key) <= _LONGEST_KEY else key[:_LONGEST_KEY].rsplit(" ", 1)[0]
