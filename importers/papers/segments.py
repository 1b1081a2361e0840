"""The text of one part of a paper to its passages: rules of form only, no words of any paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from importers.papers.lines import Line, read_lines
from importers.papers.matrix import is_matrix, matrix_passages
from importers.papers.passages import Node, Passage, settle, step
from importers.papers.tables import Table
from importers.papers.wording import words

_LONGEST_HEADING = 160
_SENTENCE_WORDS = 8
_TITLE_WORDS = 18
"""A bold bullet of more words is a sentence that stresses all of itself."""
_SENTENCE_END = (".", "?", "!", ":", ";", "”", '"')


def segment(text: str) -> list[Passage]:
    r"""The passages of one part, in order, each before those inside it.

    >>> [passage.locator for passage in segment("Title\n\n1. Aim\n\n1.1 One.\n\n1.2 Two.\n")]
    ['head', 'section 1', 'para 1.1', 'para 1.2']
    """
    return matrix_passages(text) if is_matrix(text) else _Segmenter(read_lines(text)).run()


@dataclass
class _Blocks:
    """Where the top blocks of a numbered paragraph begin: one of them may have lost its own number."""

    bullet: bool
    indent: int
    starts: list[int] = field(default_factory=list)


class _Segmenter:
    """Walks over the lines once; holds which passage is open."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        numbered = [place for place, line in enumerate(lines) if line.number]
        self.dotted = any("." in lines[place].number for place in numbered)
        self.items = not self.dotted and any(lines[place].heading for place in numbered)
        self.starts = {place: kind for place in numbered if (kind := self._kind(place))}
        self.last_start = max((place for place, kind in self.starts.items() if kind != "speech"), default=-1)
        self.nodes: list[Node] = []
        self.head = self.add(Node("head"))
        self.open = self.head
        """The heading, item or head that stands open."""
        self.para: Node | None = None
        self.point: Node | None = None
        self.note: Node | None = None
        self.table: Table | None = None
        self.blocks = _Blocks(bullet=False, indent=0)
        self.lettered = False

    def add(self, node: Node, inside: Node | None = None) -> Node:
        """Lists a passage; its text is also part of that of `inside`."""
        self.nodes.append(node)
        if inside:
            inside.content.append(node)
        return node

    def run(self) -> list[Passage]:
        """The passages of all lines."""
        head_end = self._head_end()
        for place, line in enumerate(self.lines):
            if place == head_end:
                self.lettered = not self.starts and not line.heading
            self._take(place, line, in_head=place < head_end)
        return settle(node for node in self.nodes if node is not self.head or node.content)

    def _kind(self, place: int) -> str:
        """What a number at the start of a line means: para, heading, speech, or nothing (an entry of a list)."""
        line = self.lines[place]
        if "." in line.number:
            return "para"
        beside = [self.lines[near] for near in (place - 1, place + 1) if 0 <= near < len(self.lines)]
        entry = any(near.number and "." not in near.number and not near.heading for near in beside)
        alone = line.gap and line.last and not entry and not line.bullet
        if line.heading or (self.dotted and alone and len(line.words) <= _LONGEST_HEADING and not line.words.endswith(".")):
            return "heading"
        return "" if self.dotted or line.bullet else "speech"

    def _head_end(self) -> int:
        """Where the head ends: at the first number; else the first heading below the title not in capitals; else the first sentence."""
        if self.starts:
            return min(self.starts)
        for place, line in enumerate(self.lines):
            if place and self._is_heading(place) and any(letter.islower() for letter in line.words):
                return place
        for place, line in enumerate(self.lines):
            if line.gap and not line.cells and len(words(line.words)) >= _SENTENCE_WORDS and line.words.endswith(_SENTENCE_END):
                return place
        return len(self.lines)

    def _is_heading(self, place: int) -> bool:
        line = self.lines[place]
        if line.heading in {"", "marked"}:
            return bool(line.heading)
        following = self.lines[place + 1] if place + 1 < len(self.lines) else None
        joined = following is not None and not following.gap and not following.bullet and not following.cells
        return (line.gap or line.continued) and following is not None and not (joined and not following.continued)

    def _take(self, place: int, line: Line, *, in_head: bool) -> None:
        if line.note or self._goes_on_in_note(line):
            self._noted(line)
            return
        self.note = None
        kind = self.starts.get(place, "")
        if line.cells and not (in_head and not Table.is_long(self.lines, place)):
            self._row(line)
            return
        if self.table and line.continued:
            self.table.append(line.text)
            return
        self.table = None if not line.continued else self.table
        if kind == "para":
            self._paragraph(line)
        elif kind == "heading":
            self.para = self.point = None
            self.open = self.add(Node(step("item" if self.items else "section", line.number), line.words))
            self.open.content.append(line.text)
        elif kind == "speech":
            within = self.open if self.open is not self.head else None
            self.para, self.point = self.add(Node(step("para", line.number), within=within)), None
            self.para.content.append(line.text)
        elif not in_head and self._is_heading(place):
            self._heading(place, line)
        else:
            self._running(line)

    def _noted(self, line: Line) -> None:
        if line.note:
            self.note = self.add(Node(step("note", line.note)))
        if self.note:
            self.note.content.append(line.text)

    def _goes_on_in_note(self, line: Line) -> bool:
        """A footnote ends with its block, unless it announces a list."""
        if not self.note or line.cells or (line.number and "." in line.number):
            return False
        so_far = self.note.own()
        is_entry = bool(line.number or line.bullet)
        return not line.gap or (is_entry and so_far.endswith((":", ";")))

    def _paragraph(self, line: Line) -> None:
        self._find_lost(line)
        self.para, self.point = self.add(Node(step("para", line.number))), None
        self.para.content.append(line.text)
        self.blocks = _Blocks(bullet=line.bullet, indent=line.indent)

    def _find_lost(self, line: Line) -> None:
        """Where one number is missing and one block could bear it, that block is the paragraph."""
        before = re.fullmatch(r"para (.+)\.(\d+)", self.para.step) if self.para else None
        above, _, last = line.number.rpartition(".")
        if not self.para or not before or before[1] != above or int(before[2]) + 2 != int(last) or len(self.blocks.starts) != 1:
            return
        start = self.blocks.starts[0]
        lost = self.add(Node(step("para", f"{above}.{int(last) - 1}"), lost_number=True))
        lost.content = self.para.content[start:]
        for node in (part for part in lost.content if isinstance(part, Node)):
            node.within = lost if node.within is self.para else node.within
        del self.para.content[start:]

    def _heading(self, place: int, line: Line) -> None:
        if self.para and place < self.last_start and not self.items:
            self.point = None
            self.para.content.append(line.text)
            return
        section = Node(step("section", line.words), line.words)
        if self.open is not self.head and self.para is None and place < self.last_start:
            self.open.content.append(section)
        self.add(section)
        section.content.append(line.text)
        self.para = self.point = None
        self.open = section

    def _row(self, line: Line) -> None:
        if not self.table:
            self.table = Table(within=self.open if self.items and self.open is not self.head else None)
        holder = self.point or self.para or self.open
        for node in self.table.add(line):
            self.add(node, inside=holder if node.step.startswith("row ") else None)

    def _running(self, line: Line) -> None:
        if self.items and self.para and line.gap and not self._is_unfinished(line):
            self.para = None
        if self.para is None:
            if self.lettered and line.gap:
                self.open = self.add(Node(step("para", f"@{sum(node.step.startswith('para @') for node in self.nodes) + 1}")))
            self.open.content.append(line.text)
            return
        titled = line.bullet and bool(re.match(r"[A-Z0-9]", line.title)) and len(words(line.title)) <= _TITLE_WORDS and not self.items
        if titled:
            self.point = self.add(Node(step("point", line.title), line.title, self.para), inside=self.para)
        elif line.bullet and self.point and not line.gap and len(self.point.content) == 1:
            self.point = None
        top = line.bullet and line.indent <= self.blocks.indent if self.blocks.bullet else line.gap and line.text[:1].isupper()
        if top and not titled and not self.point and not line.continued:
            self.blocks.starts.append(len(self.para.content))
        (self.point or self.para).content.append(line.text)

    def _is_unfinished(self, line: Line) -> bool:
        so_far = self.para.text() if self.para else ""
        return line.text[:1].islower() or not so_far.endswith((".", "?", "!", "”", '"', ")", ";", ":"))
