"""Reads .docx: paragraphs with the numbers that Word prints, headings, lists, tables with merged cells, footnotes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from graph.errors import BadFile
from importers.reading.blocks import Block, BlockKind, Cell, Remark, Table
from importers.reading.limits import checked_archive, checked_size
from importers.reading.markup import numbered

if TYPE_CHECKING:
    from importers.reading.numbering import Number

_HEADING = re.compile(r"(?:heading|überschrift|titre)\s*(\d)", re.IGNORECASE)
_NESTED = 6
"""Tables in tables in tables: deeper ones are left out, and said."""


def read_word(raw: bytes, where: str) -> tuple[list[Block | Table], list[Remark]]:
    """The blocks of a document in reading order, and what the user should know of it.

    Tracked insertions are read, tracked deletions are not. Raises `BadFile` where it is no document or is damaged.
    """
    from docx import Document

    archive = checked_archive(raw, where)
    names = archive.namelist()
    if "word/document.xml" not in names:
        raise BadFile("This is not a Word document.", where=where, hint="give it the ending of what it is, or save it as .docx")
    try:
        return _Reader(Document(io.BytesIO(raw)), where, names).run()
    except BadFile:
        raise
    except Exception as error:  # the library raises whatever a damaged part makes it stumble over
        raise BadFile("This is not a Word document that can be read.", where=where, hint="open it in Word and save it again") from error


class _Reader:
    def __init__(self, document: Any, where: str, names: list[str]) -> None:  # noqa: ANN401 - of the library's
        from importers.reading.numbering import Numbering

        self.document = document
        self.where = where
        self.names = names
        self.numbering = Numbering(document)
        self.blocks: list[Block | Table] = []
        self.remarks: list[Remark] = []
        self.heading = ""
        self.paragraphs = 0
        self.tables = 0
        self.pages = 1
        self.deeper = 0

    def run(self) -> tuple[list[Block | Table], list[Remark]]:
        self._walk(self.document.element.body, self.document)
        self._notes()
        body = self.document.element.body
        changed = sum(1 for _ in body.iter(_w("ins"), _w("del")))
        if changed:
            sentence = f"{changed} tracked changes are read as accepted."
            self.remarks.append(Remark("tracked-changes", self.where, sentence))
        if any(name.endswith("vbaProject.bin") for name in self.names):
            self.remarks.append(Remark("macros", self.where, "The file holds macros; they are left alone."))
        hidden = sum(1 for item in body.iter(_w("vanish")) if item.get(_w("val"), "1") not in ("0", "false"))
        if hidden:
            self.remarks.append(Remark("hidden-text", self.where, f"{hidden} pieces of text are hidden and read all the same."))
        if self.deeper:
            sentence = f"{self.deeper} tables stand in more than {_NESTED} others and are not read."
            self.remarks.append(Remark("nested-tables", self.where, sentence))
        pictures = sum(name.startswith("word/media/") for name in self.names)
        if pictures:
            self.remarks.append(Remark("images", self.where, f"{pictures} pictures are not read."))
        return self.blocks, self.remarks

    def _walk(self, parent: Any, holder: Any, depth: int = 0) -> None:  # noqa: ANN401 - of the library's
        """The block elements of a body or a cell, in order; those inside content controls too."""
        from docx.table import Table as WordTable
        from docx.text.paragraph import Paragraph

        for element in _block_elements(parent):
            if element.tag == _w("p"):
                self._paragraph(Paragraph(element, holder))
            elif depth < _NESTED and _is_layout(element):
                for line in element.tr_lst:
                    for cell in line.tc_lst:
                        self._walk(cell, holder, depth + 1)
            else:
                self.tables += 1
                self.blocks.append(self._table(WordTable(element, holder), self.tables))

    def _paragraph(self, paragraph: Any) -> None:  # noqa: ANN401 - of the library's
        number = self.numbering.of(paragraph)
        text = _text_of(paragraph._p).strip()
        self.pages += _breaks(paragraph._p)
        if text:
            self._block(paragraph, text, number)
        for box in paragraph._p.iter(_w("txbxContent")):
            inside = "\n".join(filter(None, (_text_of(item).strip() for item in box.iter(_w("p")))))
            if inside and not any(isinstance(item, Block) and item.text == inside for item in self.blocks[-2:]):
                self.paragraphs += 1
                self.blocks.append(Block(BlockKind.PARAGRAPH, inside, 0, "", 0, self.paragraphs))

    def _block(self, paragraph: Any, text: str, number: Number | None) -> None:  # noqa: ANN401 - of the library's
        self.paragraphs += 1
        level = _level_of(paragraph)
        printed = number.text if number else ""
        if printed[:1].isdigit():
            printed = printed.rstrip(".")
        if number is None:
            printed, text = numbered(text)  # typed by hand
        if level:
            self.heading = text
            self.blocks.append(Block(BlockKind.HEADING, text, level, printed, 0, self.paragraphs))
        elif (number and number.bullet) or (printed and not printed[:1].isdigit()):
            self.blocks.append(Block(BlockKind.ITEM, text, number.level + 1 if number else 1, printed, 0, self.paragraphs))
        else:
            self.blocks.append(Block(BlockKind.PARAGRAPH, text, 0, printed, 0, self.paragraphs))

    def _table(self, table: Any, number: int) -> Table:  # noqa: ANN401 - of the library's
        rows: list[list[Cell]] = []
        above: dict[int, tuple[int, int]] = {}
        heads = 0
        lines = [line for line in table._tbl.tr_lst if line.trPr is None or line.trPr.find(_w("del")) is None]
        for place, line in enumerate(lines, 1):
            cells: list[Cell] = []
            skipped = _value(line.trPr, "gridBefore") if line.trPr is not None else 0
            cells += [Cell("", place, column) for column in range(1, skipped + 1)]
            repeats = line.trPr is not None and line.trPr.find(_w("tblHeader")) is not None
            heads += repeats and heads == place - 1
            for item in line.tc_lst:
                first = len(cells) + 1
                span = max(item.grid_span, 1)
                goes_on = item.vMerge == "continue"
                if goes_on and first in above:
                    origin = above[first]
                    text = rows[origin[0] - 1][origin[1] - 1].text
                    rows[origin[0] - 1][origin[1] - 1] = rows[origin[0] - 1][origin[1] - 1]._replace(rows=place - origin[0] + 1)
                else:
                    origin, text = (place, first), self._inside(item)
                    if item.vMerge == "restart":
                        above[first] = origin
                    else:
                        above.pop(first, None)
                own = origin == (place, first)
                cells.append(Cell(text, place, first, columns=span if own else 1, merged=None if own else origin))
                cells += [Cell(text, place, column, merged=origin) for column in range(first + 1, first + span)]
            rows.append(cells)
        width = max(map(len, rows), default=0)
        checked_size(len(rows), width, f"{self.where}, table {number}")
        grid = tuple(
            (*cells, *(Cell("", place, column) for column in range(len(cells) + 1, width + 1))) for place, cells in enumerate(rows, 1)
        )
        return Table(grid, number, heading=self.heading, header_rows=heads)

    def _inside(self, cell: Any, depth: int = 1) -> str:  # noqa: ANN401 - an element
        """The text of a cell: a line a paragraph, with its number or bullet; an inner table a line a row."""
        from docx.text.paragraph import Paragraph

        lines = []
        for element in _block_elements(cell):
            if element.tag == _w("p"):
                number = self.numbering.of(Paragraph(element, self.document))
                text = _text_of(element).strip()
                mark = ("• " if number.bullet else f"{number.text} ") if number and text else ""
                if number and not number.bullet and not text:
                    mark = number.text  # a column of numbers that Word makes
                lines.append(mark + text)
            elif depth >= _NESTED:
                self.deeper += 1
            else:
                for line in element.tr_lst:
                    inner = (self._inside(item, depth + 1).replace("\n", " ") for item in line.tc_lst)
                    lines.append(" | ".join(filter(None, inner)))
        return "\n".join(filter(None, lines))

    def _notes(self) -> None:
        """Footnotes and endnotes, after the text."""
        from docx.oxml import parse_xml  # resolves no entity

        for relation in self.document.part.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if kind not in ("footnotes", "endnotes") or relation.is_external:
                continue
            for note in parse_xml(relation.target_part.blob).iter(_w(kind[:-1])):
                number = note.get(_w("id"))
                text = "\n".join(filter(None, (_text_of(item).strip() for item in note.iter(_w("p")))))
                if note.get(_w("type")) is None and text:
                    self.paragraphs += 1
                    self.blocks.append(Block(BlockKind.FOOTNOTE, text, 0, number or "", 0, self.paragraphs))


@cache
def _w(name: str) -> str:
    """The tag of an element of a Word document."""
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _is_layout(table: Any) -> bool:  # noqa: ANN401 - an element
    """True for a table that only frames what stands in it: one cell a row, and another table inside."""
    return all(len(line.tc_lst) == 1 for line in table.tr_lst) and table.find(f".//{_w('tc')}/{_w('tbl')}") is not None


def _block_elements(parent: Any) -> Iterator[Any]:  # noqa: ANN401 - elements
    for child in parent:
        if child.tag in (_w("p"), _w("tbl")):
            yield child
        elif child.tag == _w("sdt"):
            content = child.find(_w("sdtContent"))
            if content is not None:
                yield from _block_elements(content)
        elif child.tag in (_w("ins"), _w("customXml"), _w("smartTag")):
            yield from _block_elements(child)


_OUTSIDE = ("del", "moveFrom", "txbxContent", "instrText", "delText")


def _text_of(element: Any) -> str:  # noqa: ANN401 - an element
    """The text of a paragraph as it is shown: with hyperlinks and insertions, without deletions, field codes and text boxes."""
    parts: list[str] = []
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in map(_w, _OUTSIDE):
            continue
        if tag == _w("t"):
            parts.append(child.text or "")
        elif tag == _w("tab"):
            parts.append("\t")
        elif tag in (_w("br"), _w("cr")):
            parts.append("\n")
        elif tag == _w("noBreakHyphen"):
            parts.append("-")
        elif tag == _w("footnoteReference"):
            parts.append(f"[{child.get(_w('id'))}]")
        elif tag not in (_w("pPr"), _w("rPr")):
            parts.append(_text_of(child))
    return "".join(parts)


def _breaks(element: Any) -> int:  # noqa: ANN401 - an element
    return sum(1 for item in element.iter(_w("br")) if item.get(_w("type")) == "page")


def _value(properties: Any, name: str) -> int:  # noqa: ANN401 - an element
    found = properties.find(_w(name))
    value = found.get(_w("val"), "0") if found is not None else "0"
    return int(value) if value.isdigit() else 0


def _level_of(paragraph: Any) -> int:  # noqa: ANN401 - of the library's
    """The level of a heading, from 1; 0 for any other paragraph. The title of a document is of level 1."""
    properties = paragraph._p.pPr
    own = properties.find(_w("outlineLvl")) if properties is not None else None
    if own is not None and own.get(_w("val"), "9").isdigit() and int(own.get(_w("val"))) < 9:
        return int(own.get(_w("val"))) + 1
    from importers.reading.numbering import style_of  # late: that module needs the library of this format

    style = style_of(paragraph)
    for _ in range(20):
        if style is None:
            return 0
        match = _HEADING.match(style.name or "")
        if match:
            return int(match[1])
        if (style.name or "").casefold() == "title":
            return 1
        style = style.base_style
    return 0
