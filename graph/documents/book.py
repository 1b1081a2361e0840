"""A document as a workbook: its rows first, then its text, the papers cited and what was asked. Pure."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.documents.archive import without_clock
from graph.documents.model import NO_LICENCE, Bullets, Cell, Document, Heading, Paragraph, Table, cited, full_text
from graph.model.values import latest
from graph.tables import add_sheet, printable

if TYPE_CHECKING:
    from openpyxl import Workbook

READING = "Reading"
PAPERS = "Papers"
ABOUT = "About"


def as_book(document: Document) -> bytes:
    """The document as the bytes of an .xlsx file.

    The first sheet is called as the report and holds its rows; `Reading` holds what the paged formats say beside the tables.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    known = book.properties
    known.title, known.subject, known.creator = printable(document.title), printable(document.subject), "landscape"
    known.language, known.keywords = document.language, printable(document.marking) or None
    data = document.data
    _add(book, document.kind.title(), data.names, data.rows, document)
    _add(book, READING, ("Part", "Text", "Said in"), _reading(document), document)
    for sheet in document.sheets:
        _add(book, sheet.name, sheet.table.names, sheet.table.rows, document)
    papers = [(item.number, item.title, item.date, item.licence or NO_LICENCE, item.id) for item in document.sources]
    _add(book, PAPERS, ("No.", "Paper", "Date", "Licence", "Id"), papers, document)
    about = [*document.about, ("title", document.title), ("as of", document.as_of)]
    about += [("marking", document.marking)] if document.marking else []
    _add(book, ABOUT, ("Name", "Value"), about, document)
    out = io.BytesIO()
    book.save(out)
    return without_clock(out.getvalue(), latest(document.as_of))


def _add(book: Workbook, title: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]], document: Document) -> None:
    add_sheet(book, title, headings, [[full_text(cell) for cell in row] for row in rows], document.marking)


def _reading(document: Document) -> list[tuple[Cell, ...]]:
    """Headings, paragraphs and lists in their order; a table by its caption and how many rows it has."""
    part = document.title
    rows: list[tuple[Cell, ...]] = [(part, document.subject, None)]
    for block in document.blocks:
        if isinstance(block, Heading):
            part = block.text
        elif isinstance(block, Paragraph):
            rows.append((part, block.text, cited(block.citations)))
        elif isinstance(block, Bullets):
            rows += [(part, item.text, cited(item.citations)) for item in block.items]
        elif isinstance(block, Table):
            rows.append((part, f"{block.caption}: {len(block.rows)} rows", None))
    return rows
