"""A document as a Word file: heading styles, heading rows that repeat, page numbers, language, marking on every page. Pure."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from graph.documents.archive import without_clock
from graph.documents.model import Block, Bullets, Citations, Document, Heading, Paragraph, Table, body, cell_text, cited
from graph.model.values import latest
from graph.tables import printable

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph as WordParagraph

_FONT = "Arial"
_INK, _QUIET, _RULE, _WASH = "1B1F2A", "565C6B", "B8BDC9", "E8EBF2"
_CELL = "Table Cell"
_SHORT_SIDE, _LONG_SIDE = 210, 297
"""A4, in millimetres."""
_INSET = 1.2
"""Space between the rule of a cell and its text, in millimetres; 70 twentieths of a point."""


def as_word(document: Document) -> bytes:
    """The document as the bytes of a .docx file."""
    import docx  # late: lxml costs 60 ms that no other command needs
    from docx.shared import Mm

    book = docx.Document()
    section = book.sections[0]
    wide = document.wide
    section.page_width, section.page_height = (Mm(_LONG_SIDE), Mm(_SHORT_SIDE)) if wide else (Mm(_SHORT_SIDE), Mm(_LONG_SIDE))
    if wide:
        from docx.enum.section import WD_ORIENT

        section.orientation = WD_ORIENT.LANDSCAPE
    margin = Mm(_margin(document))
    section.left_margin = section.right_margin = section.bottom_margin = section.top_margin = margin
    section.header_distance = section.footer_distance = Mm(7)
    _styles(book, document)
    _properties(book, document)
    _running(book, document)
    _text(book.add_paragraph(style="Title"), document.title)
    _text(book.add_paragraph(style="Subtitle"), document.subject)
    for name, value in () if document.small else document.about:
        paragraph = book.add_paragraph()
        _text(paragraph, f"{name}: ", bold=True)
        _text(paragraph, value)
    for block in body(document):
        _block(book, block, _text_width(document))
    out = io.BytesIO()
    book.save(out)
    return without_clock(out.getvalue(), latest(document.as_of))


def _margin(document: Document) -> float:
    return 15 if document.small or document.wide else 20


def _text_width(document: Document) -> float:
    """Width between the margins, in millimetres."""
    return (_LONG_SIDE if document.wide else _SHORT_SIDE) - 2 * _margin(document)


def _styles(book: WordDocument, document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    base = 8.5 if document.small else 9.5
    sizes = {"Title": 18, "Subtitle": base + 1, "Heading 1": 13, "Heading 2": 11, "Heading 3": 10, "Caption": base - 0.5}
    if document.small:
        sizes |= {"Title": 15, "Heading 1": 11}
    spaces = {"Heading 1": (10, 3), "Heading 2": (8, 2), "Heading 3": (6, 2), "Title": (0, 2), "Subtitle": (0, 6), "Caption": (4, 2)}
    for name in ("Normal", *sizes, "List Bullet", "Header", "Footer"):
        style: Any = book.styles[name]
        style.font.name = _FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(key), None)  # a theme's font would win over ours
        for key in ("w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(key), _FONT)
        style.font.size = Pt(sizes.get(name, 8 if name in ("Header", "Footer") else base))
        quiet = name in ("Subtitle", "Caption", "Header", "Footer")
        style.font.color.rgb = RGBColor.from_string(_QUIET if quiet else _INK)
        style.font.italic = False
        style.font.bold = name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Caption")
        before, after = spaces.get(name, (0, 1 if document.small else 3))
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        if name in ("Caption", "Title"):
            style.paragraph_format.keep_with_next = True
    for name in ("Title", "Subtitle"):
        for odd in [*book.styles[name].element.iter(qn("w:pBdr"), qn("w:spacing"), qn("w:kern"))]:
            if odd.tag == qn("w:pBdr") or odd.getparent().tag == qn("w:rPr"):
                odd.getparent().remove(odd)  # the template draws a blue line below the title and spaces its letters
    for name in ("Header", "Footer"):
        book.styles[name].paragraph_format.tab_stops.clear_all()
    cells: Any = book.styles.add_style(_CELL, WD_STYLE_TYPE.PARAGRAPH)
    cells.base_style = book.styles["Normal"]
    cells.font.size = Pt(8 if not document.small else 7.5)
    cells.paragraph_format.space_after = Pt(1)
    languages = [*book.styles.element.iter(qn("w:lang"))]
    for language in languages:
        language.set(qn("w:val"), document.language)


def _properties(book: WordDocument, document: Document) -> None:
    known = book.core_properties
    known.title = printable(document.title)
    known.subject = printable(document.subject)
    known.author = known.last_modified_by = "landscape"
    known.comments = printable(document.foot)
    known.keywords = printable(document.marking)
    known.language = document.language
    known.revision = 1
    known.created = known.modified = datetime.fromisoformat(latest(document.as_of))


def _running(book: WordDocument, document: Document) -> None:
    """Head and foot of every page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
    from docx.shared import Mm

    section = book.sections[0]
    head = section.header.paragraphs[0]
    if document.marking:
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _text(head, document.marking, bold=True)
    foot = section.footer.paragraphs[0]
    if document.marking:
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _text(foot, document.marking, bold=True)
        foot = section.footer.add_paragraph(style="Footer")
    foot.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(_text_width(document)), WD_TAB_ALIGNMENT.RIGHT)
    _text(foot, f"{document.foot}\tPage ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _field(paragraph: WordParagraph, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"  # what shows until the reader's program has counted
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _text(paragraph: WordParagraph, text: str, *, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(printable(text))
    run.bold = bold or None
    run.italic = italic or None


def _citations(paragraph: WordParagraph, citations: Citations) -> None:
    from docx.shared import RGBColor

    if citations:
        run = paragraph.add_run(printable(f"  {cited(citations)}"))
        run.font.color.rgb = RGBColor.from_string(_QUIET)


def _block(book: WordDocument, block: Block, width: float) -> None:
    if isinstance(block, Heading):
        _text(book.add_paragraph(style=f"Heading {block.level}"), block.text)
    elif isinstance(block, Paragraph):
        paragraph = book.add_paragraph()
        _text(paragraph, block.text, italic=block.kind == "remark")
        _citations(paragraph, block.citations)
    elif isinstance(block, Bullets):
        for item in block.items:
            paragraph = book.add_paragraph(style="List Bullet")
            _text(paragraph, item.text)
            _citations(paragraph, item.citations)
    else:
        _table(book, block, width)


def _table(book: WordDocument, table: Table, width: float) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    _text(book.add_paragraph(style="Caption"), table.caption)
    drawn = book.add_table(rows=0, cols=len(table.columns))
    drawn.style = book.styles["Table Grid"]
    drawn.alignment = WD_TABLE_ALIGNMENT.LEFT
    drawn.autofit = False
    whole = sum(column.width for column in table.columns)
    widths = [Mm((width - _INSET) * column.width / whole) for column in table.columns]
    for grid, size in zip(drawn.columns, widths, strict=True):
        grid.width = size
    for number, row in enumerate((table.names, *table.rows)):
        line = drawn.add_row()
        _row_rules(line, heads=number == 0)
        for cell, size, value in zip(line.cells, widths, row, strict=True):
            cell.width = size
            for place, text in enumerate(cell_text(value).split("\n")):
                paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
                paragraph.style = book.styles[_CELL]
                if isinstance(value, int | float):
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                _text(paragraph, text, bold=number == 0)
            if number == 0:
                _shade(cell)
    _table_rules(drawn, table)
    book.add_paragraph().paragraph_format.space_after = Pt(2)


def _element(name: str, **attributes: str) -> Any:  # noqa: ANN401 - an element of the library's XML
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _row_rules(line: Any, *, heads: bool) -> None:  # noqa: ANN401 - a row of the library's
    """A row is not torn over two pages; a heading row stands again on each page."""
    rules = line._tr.get_or_add_trPr()
    rules.append(_element("w:cantSplit"))
    if heads:
        rules.append(_element("w:tblHeader"))


def _shade(cell: Any) -> None:  # noqa: ANN401 - a cell of the library's
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=_WASH))


def _table_rules(drawn: WordTable, table: Table) -> None:
    """Thin rules, the marks of heading row and first column for who listens, and what the table is."""
    from docx.oxml.ns import qn

    rules = drawn._tbl.tblPr
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=_RULE))
    look = rules.find(qn("w:tblLook"))
    if look is not None:
        rules.remove(look)
    layout = rules.find(qn("w:tblLayout"))
    if layout is not None:
        layout.addprevious(borders)
    else:
        rules.append(borders)
    borders.addprevious(_element("w:tblInd", w="70", type="dxa"))
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="70", type="dxa"))
    rules.append(margins)
    rules.append(_element("w:tblLook", val="04A0", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0", noHBand="0", noVBand="1"))
    rules.append(_element("w:tblCaption", val=printable(table.caption)))
    rules.append(_element("w:tblDescription", val=printable(f"{len(table.rows)} rows; columns: {', '.join(table.names)}")))
