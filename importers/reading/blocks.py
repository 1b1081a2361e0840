"""The neutral form of a file: what every reader makes and every importer reads.

A `Reading` is a list of blocks in reading order: headings, paragraphs, list items, footnotes, and tables of cells. Nothing in it
depends on what kind of file it was; what only that kind has (a sheet, a page) is empty elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple


class BlockKind(StrEnum):
    """What a block of text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FOOTNOTE = "footnote"


class Cell(NamedTuple):
    """One cell of a table, in the row and column (both from 1) of its own grid: of the sheet, where there is one."""

    text: str
    """What a reader of the file sees, without the spaces around it; lines of a list or paragraphs are parted by a line feed."""
    row: int
    column: int
    value: float | bool | str | None = None
    """Of a workbook: the number, the truth value, or the ISO date or date and time behind the text; else `None`."""
    rows: int = 1
    columns: int = 1
    """How many rows and columns it spans; more than 1 only in the first cell of a merged range."""
    merged: tuple[int, int] | None = None
    """Of a cell that a merged range covers: row and column of the cell that it repeats. Its text is that cell's."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines in the cell, bullets left out, without the empty ones."""
        return tuple(line for line in (part.strip().lstrip("•·▪◦‣●○■–*").strip() for part in self.text.split("\n")) if line)

    @property
    def address(self) -> str:
        """As a spreadsheet names it: `C7`.

        >>> Cell("", 7, 3).address, Cell("", 1, 28).address
        ('C7', 'AB1')
        """
        letters, rest = "", self.column
        while rest:
            rest, last = divmod(rest - 1, 26)
            letters = chr(ord("A") + last) + letters
        return f"{letters}{self.row}"


class Table(NamedTuple):
    """A table of a document, or one sheet of a workbook; every row has as many cells as the table has columns."""

    rows: tuple[tuple[Cell, ...], ...]
    number: int = 1
    """Which table of the file it is, from 1."""
    sheet: str = ""
    page: int = 0
    """The page on which it begins, from 1; 0 where the file has no pages."""
    heading: str = ""
    """The caption, or the nearest heading before it."""
    header_rows: int = 0
    """How many rows the file itself marks as headings; 0 where it does not say."""
    hidden_rows: frozenset[int] = frozenset()
    """Numbers of rows that the file hides."""
    hidden: bool = False
    """True for a hidden sheet."""


class Block(NamedTuple):
    """A block of text."""

    kind: BlockKind
    text: str
    level: int = 0
    """Of a heading, 1 the highest; of a list item, how deep it stands, from 1."""
    number: str = ""
    """The number that is printed or made for it (`4.1`, `a)`), without the text."""
    page: int = 0
    paragraph: int = 0
    """Which block of text of the file it is, from 1: headings, items and footnotes count too."""


class Remark(NamedTuple):
    """What a reader noticed that the user should know: a hidden sheet, macros left alone, a formula without a value."""

    code: str
    """`hidden-sheet`, `hidden-rows`, `formula-without-value`, `macros`, `external-links`, `encoding`, `images`, `tracked-changes`."""
    where: str
    sentence: str


class Reading(NamedTuple):
    """One file in the neutral form."""

    file: str
    """Its name, without the folder."""
    kind: str
    """`xlsx`, `ods`, `csv`, `tsv`, `docx`, `pdf`, `html`, `md` or `txt`."""
    sha256: str
    blocks: tuple[Block | Table, ...]
    remarks: tuple[Remark, ...] = ()
    text: str = ""
    """Of a plain text or Markdown file, the text itself, decoded: what the segmenter of papers reads."""

    @property
    def tables(self) -> Sequence[Table]:
        """Its tables, in reading order."""
        return [block for block in self.blocks if isinstance(block, Table)]

    def with_headings(self) -> Iterator[tuple[tuple[str, ...], Block | Table]]:
        """Each block with the headings above it, the highest first."""
        above: list[tuple[int, str]] = []
        for block in self.blocks:
            if isinstance(block, Block) and block.kind is BlockKind.HEADING:
                above = [(level, text) for level, text in above if level < block.level]
                yield tuple(text for _, text in above), block
                above.append((block.level, block.text))
            else:
                yield tuple(text for _, text in above), block
