"""Reads .pdf with a text layer: pages to paragraphs, headings and tables; what stands on every page is left out."""

from __future__ import annotations

import io
import re
import time
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from graph.errors import BadFile
from importers.reading.blocks import Block, BlockKind, Remark, Table
from importers.reading.layout import Piece, columns, unruled
from importers.reading.limits import checked_size, checked_streams
from importers.reading.markup import numbered
from importers.reading.ruled import (
    Drawn,
    Rows,
    below,
    cells,
    drawn_rows,
    edges_of,
    goes_on,
    is_overprinted,
    plain_rows,
    put_together,
    whole_words,
)

MOST_PAGES = 2_000
MOST_SECONDS = 600
_FEW_LETTERS = 20
"""Fewer letters a page, on most pages, are a scan."""
_EDGE = 0.09
"""The share of a page's height, at its top and foot, where running heads stand."""
_GAP = 1.5
"""Lines further apart than so many times the usual distance are two paragraphs."""
_APART = 12.0
"""Points of white, or the size of a letter where that is more, that part a line into pieces."""
_FEW_PLACES = 2
"""A table of one row has more places than so many."""
_SPACE = 0.16
"""White between two letters, as a share of their size, that is a space."""
_LARGER = 1.12
"""A line whose letters are so many times larger than most is a heading."""
_BULLET = re.compile(r"^[•·▪◦‣●○■–\uf0b7\uf0a7]\s*")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_LATTICE = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "snap_tolerance": 4, "join_tolerance": 4, "text_x_tolerance": 2}


class _Line(NamedTuple):
    text: str
    page: int
    top: float
    bottom: float
    left: float
    size: float
    bold: bool
    edge: bool
    """It stands where running heads and page numbers do."""
    order: tuple[float, int, float]
    """By this it is read: where its columns begin, which of them it is in, where it stands."""


def read_pdf(raw: bytes, where: str) -> tuple[list[Block | Table], list[Remark]]:
    """The blocks of a document in reading order, and what the user should know of it.

    Raises `BadFile` where it is none, is damaged, has a password, or is a scan without text.
    """
    import logging

    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    if b"%PDF-" not in raw[:1024]:
        raise BadFile("This is not a PDF.", where=where, hint="give it the ending of what it is")
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it logs what it repairs, on a line for each
    checked_streams(raw, where)
    until = time.monotonic() + MOST_SECONDS
    try:
        with pdfplumber.open(io.BytesIO(raw)) as book:
            if len(book.pages) > MOST_PAGES:
                raise BadFile(f"The PDF has {len(book.pages):,} pages.", where=where, hint=f"{MOST_PAGES:,} are the most: split it")
            pages: list[_Page] = []
            for page in book.pages:
                pages.append(_page(page, pages[-1].starts if pages else ()))
                page.close()
                if time.monotonic() > until:
                    hint = "print it to a PDF again, or split it"
                    raise BadFile(f"The PDF is not read after {MOST_SECONDS // 60} minutes.", where=where, hint=hint)
    except BadFile:
        raise
    except Exception as error:  # pdfminer raises a class of its own for each damaged part
        cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise BadFile("The file is protected by a password.", where=where, hint="save a copy of the PDF without a password") from error
        raise BadFile("This PDF cannot be read.", where=where, hint="open it and print it to a PDF again") from error
    if not pages:
        raise BadFile("This PDF has no page.", where=where, hint="open it and print it to a PDF again")
    empty = [number for number, page in enumerate(pages, 1) if page.letters < _FEW_LETTERS]
    if len(empty) * 2 > len(pages):
        hint = "run OCR over it first (for example ocrmypdf), then import the result"
        raise BadFile("This PDF has no text: it is a scan.", where=where, hint=hint)
    remarks = [Remark("images", f"{where}, page {number}", "The page has no text: it may be a picture.") for number in empty]
    over = "The words of a table are printed over each other and are not read: take the file that it was printed from."
    remarks += [Remark("overprinted", f"{where}, page {number}", over) for number, page in enumerate(pages, 1) if page.overprinted]
    return _blocks(pages, where), remarks


class _Page(NamedTuple):
    lines: list[_Line]
    tables: list[tuple[float, Rows]]
    """Top edge, and rows, of each table."""
    letters: int
    starts: tuple[float, ...] = ()
    """Where the columns of its last table without rules begin."""
    overprinted: bool = False
    """The words of a table are printed over each other."""


def _page(page: Any, before: Sequence[float]) -> _Page:  # noqa: ANN401 - of the library's
    tables: list[tuple[float, Rows]] = []
    boxes = []
    overprinted = False
    for table in page.find_tables(_LATTICE):
        rows = drawn_rows(table, page)
        if is_overprinted(rows):
            overprinted = True
            boxes.append(table.bbox)
            continue
        if len(rows[0]) > (1 if len(rows) > 1 else _FEW_PLACES):
            tables.append((table.bbox[1], rows))
            boxes.append(table.bbox)
    outside = page.filter(lambda item: not any(_inside(item, box) for box in boxes)) if boxes else page
    drawn = [(line, parts) for line in outside.extract_text_lines(return_chars=True, x_tolerance=2) if (parts := _pieces(line))]
    two = columns([piece for _, parts in drawn for piece, _ in parts], float(page.width))
    lines = []
    found = [] if two else unruled([[piece for piece, _ in parts] for _, parts in drawn], before)
    taken = {place for item in found for place in range(item.first, item.end)}
    tables += [(drawn[item.first][0]["top"], plain_rows(item.rows, edges_of(item.starts, item.rows))) for item in found]
    for place, (line, parts) in enumerate(drawn):
        if place in taken:
            continue
        edge = line["top"] < page.height * _EDGE or line["bottom"] > page.height * (1 - _EDGE)
        inside = two is not None and two.top <= line["top"] <= two.bottom
        if not inside:
            whole = Piece(" ".join(line["text"].split()), parts[0][0].left, parts[-1][0].right, line["top"], parts[0][0].size)
            parts = [(whole, [char for _, chars in parts for char in chars])]
        for piece, chars in parts:
            names = [char["fontname"].casefold() for char in chars]
            bold = sum("bold" in name or "black" in name for name in names) > len(names) / 2
            order = (two.top, 1 + (piece.left >= two.second), piece.top) if two and inside else (line["top"], 0, line["top"])
            lines.append(_Line(piece.text, page.page_number, line["top"], line["bottom"], piece.left, piece.size, bold, edge, order))
    lines.sort(key=lambda item: item.order)
    letters = sum(char["text"].isalnum() for char in page.chars)
    return _Page(lines, tables, letters, found[-1].starts if found else (), overprinted)


def _pieces(line: Any) -> list[tuple[Piece, list[Any]]]:  # noqa: ANN401 - of the library's
    """The parts of a line that stand apart, each with its letters."""
    found: list[list[Any]] = []
    right = 0.0
    for char in (char for char in line["chars"] if char["text"].strip()):
        if not found or char["x0"] - right > max(_APART, char["size"]):
            found.append([])
        found[-1].append(char)
        right = char["x1"]
    pieces = []
    for chars in found:
        words: list[list[Any]] = [[chars[0]]]
        for before, char in pairwise(chars):
            if char["x0"] - before["x1"] > _SPACE * char["size"]:
                words.append([])
            words[-1].append(char)
        parts = tuple(("".join(char["text"] for char in word), word[0]["x0"], word[-1]["x1"]) for word in words)
        size = median(char["size"] for char in chars)
        text = " ".join(word for word, _, _ in parts)
        pieces.append((Piece(text, chars[0]["x0"], chars[-1]["x1"], line["top"], size, parts), chars))
    return pieces


def _inside(item: Any, box: Sequence[float]) -> bool:  # noqa: ANN401 - of the library's
    if "top" not in item:
        return False
    across, down = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _running(pages: Sequence[_Page]) -> set[str]:
    """What stands at the edge of many pages, digits aside: heads, feet, page numbers."""
    seen = Counter(text for page in pages for text in {_without_digits(line.text) for line in page.lines if line.edge})
    return {text for text, times in seen.items() if times >= max(2, len(pages) // 3)}


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _blocks(pages: Sequence[_Page], where: str) -> list[Block | Table]:
    running = _running(pages) if len(pages) > 1 else set()
    all_lines = [line for page in pages for line in page.lines]
    usual = median(line.size for line in all_lines) if all_lines else 0.0
    steps = [b.top - a.top for page in pages for a, b in zip(page.lines, page.lines[1:], strict=False) if b.top > a.top]
    step = median(steps) if steps else 0.0
    writer = _Writer(usual, step, where)
    for number, page in enumerate(pages, 1):
        parts: list[tuple[tuple[float, int, float], _Line | Rows]] = [
            (line.order, line)
            for line in page.lines
            if not (line.edge and (_without_digits(line.text) in running or _PAGE_NUMBER.fullmatch(line.text)))
        ]
        parts += [((top, 0, top), rows) for top, rows in page.tables]
        for _, part in sorted(parts, key=lambda item: item[0]):
            if isinstance(part, _Line):
                writer.line(part)
            else:
                writer.table(part, number)
    return writer.finish()


class _Writer:
    """Joins lines to paragraphs and the parts of a table to one."""

    def __init__(self, usual: float, step: float, where: str) -> None:
        self.usual, self.step, self.where = usual, step, where
        self.found: list[Block | Table] = []
        self.lines: list[_Line] = []
        self.heading = ""
        self.paragraphs = self.tables = 0
        self._last_row: list[Drawn] = []
        self._last_page: dict[int, int] = {}
        """The page on which each table ends so far."""

    def line(self, line: _Line) -> None:
        if self.lines and not self._goes_on(self.lines[-1], line):
            self._close()
        self.lines.append(line)

    def _is_heading(self, line: _Line) -> bool:
        return line.size >= self.usual * _LARGER or (line.bold and len(line.text) < 120 and not line.text.endswith((".", ";", ",")))

    def _goes_on(self, before: _Line, line: _Line) -> bool:
        if _BULLET.match(line.text) or (numbered(line.text)[0] and line.left <= before.left + 1):
            return False
        if self._is_heading(before) != self._is_heading(line) or abs(before.size - line.size) > 1:
            return False
        if before.page != line.page or before.order[1] != line.order[1]:
            return not before.text.endswith((".", ":", "?", "!")) and line.text[:1].islower()
        return line.top - before.top <= self.step * _GAP

    def _close(self) -> None:
        if not self.lines:
            return
        first = self.lines[0]
        text = _joined([line.text for line in self.lines])
        self.paragraphs += 1
        number, rest = numbered(text)
        if self._is_heading(first):
            level = 1 if first.size >= self.usual * 1.4 else 2
            self.heading = rest
            self.found.append(Block(BlockKind.HEADING, rest, level, number, first.page, self.paragraphs))
        elif _BULLET.match(text):
            self.found.append(Block(BlockKind.ITEM, _BULLET.sub("", text), 1, "", first.page, self.paragraphs))
        else:
            kind = BlockKind.PARAGRAPH if not number or number[:1].isdigit() else BlockKind.ITEM
            self.found.append(Block(kind, rest, 1 if kind is BlockKind.ITEM else 0, number, first.page, self.paragraphs))
        self.lines = []

    def table(self, rows: Rows, page: int) -> None:
        self._close()
        last = self.found[-1] if self.found else None
        width = len(rows[0])
        words = whole_words(rows)
        if isinstance(last, Table) and last.page and len(last.rows[0]) == width and self._next_page(last, page):
            self._further(last, rows, words, page)
            return
        self.tables += 1
        checked_size(len(rows), width, self.where)
        self._last_page[self.tables] = page
        self._last_row = rows[-1]
        self.found.append(Table(cells(rows, words), self.tables, page=page, heading=self.heading))

    def _further(self, last: Table, rows: Rows, words: frozenset[str], page: int) -> None:
        """The part of a table on a further page: without the heading that is printed again, and with the rest of the row that was cut."""
        again = [cell.text for cell in cells(rows[:1], words)[0]] == [cell.text for cell in last.rows[0]]
        start = int(again)
        while start < len(rows) and not any(item.lines for item in rows[start]):
            start += 1
        grid = last.rows
        if start < len(rows) and goes_on(self._last_row, rows[start], words):
            self._last_row = put_together(self._last_row, rows[start])
            whole = (
                cell if cell.merged else cell._replace(text=item.text(words)) for cell, item in zip(grid[-1], self._last_row, strict=True)
            )
            grid = (*grid[:-1], tuple(whole))
            start += 1
        if rest := below(rows, start):
            grid = (*grid, *cells(rest, words, len(grid)))
            self._last_row = rest[-1]
        checked_size(len(grid), len(grid[0]), self.where)
        self.found[-1] = last._replace(rows=grid, header_rows=max(last.header_rows, int(again)))
        self._last_page[last.number] = page

    def _next_page(self, table: Table, page: int) -> bool:
        return self._last_page.get(table.number, table.page) == page - 1

    def finish(self) -> list[Block | Table]:
        self._close()
        return self.found


def _joined(lines: Sequence[str]) -> str:
    """Lines as one text; a word that is parted at the end of a line is one again where the next goes on in small letters."""
    text = lines[0]
    for line in lines[1:]:
        text = text[:-1] + line if re.search(r"[a-z]-$", text) and line[:1].islower() else f"{text} {line}"
    return text
