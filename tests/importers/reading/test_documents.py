"""Documents: what Word, a browser or a PDF shows is what is read, with its numbers, headings, lists and tables, in reading order."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from importers.reading.blocks import Block, BlockKind, Table
from importers.reading.files import read
from importers.reading.markup import numbered
from tests.conftest import loaded_by_path

made = loaded_by_path("tests/importers/reading/made_files.py")
H, P, IT, F = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.FOOTNOTE


def outline(reading):
    """Each block as (kind, number, text), each table as its rows of text."""
    return [
        (block.kind, block.number, block.text) if isinstance(block, Block) else [[cell.text for cell in row] for row in block.rows]
        for block in reading.blocks
    ]


def reading_of(tmp_path, name, raw):
    (tmp_path / name).write_bytes(raw)
    reading = read(tmp_path / name)
    texts = [block for block in reading.blocks if isinstance(block, Block)]
    assert [block.paragraph for block in texts] == list(range(1, len(texts) + 1))
    return reading


# --- Word ---


def body_of(*xml):
    """A Word document of these elements, as bytes."""
    document = docx.Document()
    body = document.element.body
    for item in reversed(xml):
        body.insert(0, parse_xml(item.replace(">", f" {nsdecls('w')}>", 1) if " " not in item.split(">")[0] else item))
    return document


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def numbers(document, *levels):
    """A new list of levels (form, text), and its number."""
    root = document.part.numbering_part.element
    name = str(900 + len(root.findall("{*}abstractNum")))
    made_levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{made_levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'))
    return name


def again(document, name, start):
    """Another use of the same list that starts anew."""
    root = document.part.numbering_part.element
    other = f"{name}{start}"
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{other}"><w:abstractNumId w:val="{name}"/>{override}</w:num>'))
    return other


def item(document, name, level, text):
    paragraph = document.add_paragraph(text)
    number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(number))
    return paragraph


def test_numbers_of_paragraphs_are_those_that_word_prints(tmp_path):
    document = docx.Document()
    main = numbers(document, ("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)"), ("lowerRoman", "(%4)"))
    bullets = numbers(document, ("bullet", "•"))
    levels = {"Purpose": 0, "One": 1, "Two": 1, "first": 2, "second": 2, "deep": 3, "Next": 0, "Anew": 1, "first again": 2}
    for text, level in levels.items():
        item(document, main, level, text)
    item(document, bullets, 0, "a bullet")
    item(document, main, 1, "goes on")
    item(document, again(document, main, 7), 0, "starts at seven")
    found = outline(reading_of(tmp_path, "a.docx", saved(document)))
    assert found == [
        (P, "1", "Purpose"),
        (P, "1.1", "One"),
        (P, "1.2", "Two"),
        (IT, "a)", "first"),
        (IT, "b)", "second"),
        (IT, "(i)", "deep"),
        (P, "2", "Next"),
        (P, "2.1", "Anew"),
        (IT, "a)", "first again"),
        (IT, "", "a bullet"),
        (P, "2.2", "goes on"),
        (P, "7", "starts at seven"),
    ]


def test_headings_have_levels_and_what_stands_below_knows_them(tmp_path):
    document = docx.Document()
    document.add_heading("Report", 0)
    document.add_heading("Plan", 1)
    document.add_heading("Actions", 2)
    document.add_paragraph("The Board met.")
    document.add_heading("Risks", 1)
    document.add_table(1, 1).cell(0, 0).text = "None"
    reading = reading_of(tmp_path, "a.docx", saved(document))
    above = {block.text if isinstance(block, Block) else "table": headings for headings, block in reading.with_headings()}
    assert above["The Board met."] == ("Plan", "Actions")
    assert above["table"] == ("Risks",)
    assert reading.tables[0].heading == "Risks"


def test_numbers_that_are_typed_by_hand(tmp_path):
    document = docx.Document()
    for text in (
        "4.1\tThe Board met.",
        "a) First,",
        "15 people came.",
        "15 December 2030 was a Sunday.",
        "3.5 million was spent.",
        "2. Then this",
    ):
        document.add_paragraph(text)
    assert outline(reading_of(tmp_path, "a.docx", saved(document))) == [
        (P, "4.1", "The Board met."),
        (IT, "a)", "First,"),
        (P, "", "15 people came."),
        (P, "", "15 December 2030 was a Sunday."),
        (P, "", "3.5 million was spent."),
        (P, "2", "Then this"),
    ]


def test_merged_cells_lists_and_tables_in_cells(tmp_path):
    document = docx.Document()
    bullets = numbers(document, ("bullet", "•"))
    table = document.add_table(4, 3)
    for row in range(4):
        for column in range(3):
            table.cell(row, column).text = f"r{row + 1}c{column + 1}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 2).merge(table.cell(3, 2)).text = "high"
    cell = table.cell(2, 0)
    cell.text = "Leads:"
    for name in ("Body 1", "Body 2"):
        cell._tc.append(item(document, bullets, 0, name)._p)
    inner = table.cell(3, 0)
    inner.text = "inside"
    nested = inner.add_table(1, 2)
    nested.cell(0, 0).text, nested.cell(0, 1).text = "x", "y"
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    (found,) = reading_of(tmp_path, "a.docx", saved(document)).tables
    assert [[cell.text for cell in row] for row in found.rows] == [
        ["wide", "wide", "r1c3"],
        ["r2c1", "r2c2", "high"],
        ["Leads:\n• Body 1\n• Body 2", "r3c2", "high"],
        ["inside\nx | y", "r4c2", "high"],
    ]
    assert found.rows[0][0].columns == 2
    assert (found.rows[1][2].rows, found.rows[2][2].merged, found.rows[3][2].merged) == (3, (2, 3), (2, 3))
    assert found.rows[2][0].lines == ("Leads:", "Body 1", "Body 2")
    assert found.header_rows == 1


def test_tracked_changes_are_read_as_accepted_and_said(tmp_path):
    document = docx.Document()
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    body = run.format("The Board ") + f"<w:ins w:id='1' w:author='Person 1'>{run.format('agreed')}</w:ins>"
    body += "<w:del w:id='2' w:author='Person 1'><w:r><w:delText>refused</w:delText></w:r></w:del>"
    link = f"<w:hyperlink>{run.format(' the plan')}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{body}{link}</w:p>"))
    reading = reading_of(tmp_path, "a.docx", saved(document))
    assert outline(reading) == [(P, "", "The Board agreed the plan")]
    assert [remark.code for remark in reading.remarks] == ["tracked-changes"]


def test_rows_that_were_deleted_are_not_read(tmp_path):
    document = docx.Document()
    table = document.add_table(3, 1)
    for row in range(3):
        table.cell(row, 0).text = f"r{row + 1}"
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')} w:id='1' w:author='Person 1'/>"))
    (found,) = reading_of(tmp_path, "a.docx", saved(document)).tables
    assert [row[0].text for row in found.rows] == ["r1", "r3"]


def test_hidden_text_is_read_and_said(tmp_path):
    document = docx.Document()
    document.add_paragraph("Shown. ").add_run("Hidden.").font.hidden = True
    reading = reading_of(tmp_path, "a.docx", saved(document))
    assert outline(reading) == [(P, "", "Shown. Hidden.")]
    assert [remark.code for remark in reading.remarks] == ["hidden-text"]


def test_text_boxes_and_content_controls_are_read_in_their_place(tmp_path):
    document = docx.Document()
    run = "<w:r><w:t>{}</w:t></w:r>"
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run.format('In a box')}</w:p></w:txbxContent></w:pict></w:r>"
    parts = [
        f"<w:p {nsdecls('w')}>{run.format('Before')}{box}</w:p>",
        f"<w:p {nsdecls('w')}>{box.replace('In a box', 'A box alone')}</w:p>",
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run.format('Controlled')}</w:p></w:sdtContent></w:sdt>",
    ]
    for part in reversed(parts):
        document.element.body.insert(0, parse_xml(part))
    found = [text for _, _, text in outline(reading_of(tmp_path, "a.docx", saved(document)))]
    assert found == ["Before", "In a box", "A box alone", "Controlled"]


def test_footnotes_stand_after_the_text(tmp_path):
    space = nsdecls("w")
    notes = (
        f"<w:footnotes {space}><w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:t>Figures of 2030.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    document = docx.Document()
    body = "<w:r><w:t>Crime fell.</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
    document.element.body.insert(0, parse_xml(f"<w:p {space}>{body}</w:p>"))
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    document.part.relate_to(Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package), RELATIONSHIP_TYPE.FOOTNOTES)
    assert outline(reading_of(tmp_path, "a.docx", saved(document))) == [(P, "", "Crime fell.[2]"), (F, "2", "Figures of 2030.")]


# --- pages ---


def test_a_page_of_html(tmp_path):
    raw = """<!doctype html><html><head><title>no</title><meta charset="windows-1252"><style>p{}</style></head><body>
    <script>var a = "<p>no</p>";</script><nav><a>Skip</a></nav><h1>Plan</h1><p>The <b>Board</b>
    met – twice.<ul><li>One<ul><li>Deep</li></ul></li><li>Two</li></ul><ol start="3"><li>Three</ol>
    <table><caption>Actions</caption><thead><tr><th>Action<th>Lead</thead>
    <tr><td rowspan=2>Open a hub<td>Body 1<tr><td>Body 2<tr><td colspan=2>Both</table><p hidden>no</p></body></html>"""
    reading = reading_of(tmp_path, "a.html", raw.encode("cp1252"))
    assert outline(reading) == [
        (H, "", "Plan"),
        (P, "", "The Board met – twice."),
        (IT, "", "One"),
        (IT, "", "Deep"),
        (IT, "", "Two"),
        (IT, "3", "Three"),
        [["Action", "Lead"], ["Open a hub", "Body 1"], ["Open a hub", "Body 2"], ["Both", "Both"]],
    ]
    (table,) = reading.tables
    assert (table.heading, table.header_rows) == ("Actions", 1)
    assert (table.rows[1][0].rows, table.rows[2][0].merged, table.rows[3][1].merged) == (2, (2, 1), (4, 1))


def test_markdown(tmp_path):
    raw = "# Plan\n\nThe **Board** [met](https://example.org).\n\n- One\n  - Deep\n\n1. First\n\n| A | B |\n|---|---|\n| *x* | `y` |\n"
    reading = reading_of(tmp_path, "a.md", raw.encode())
    assert outline(reading) == [
        (H, "", "Plan"),
        (P, "", "The Board met."),
        (IT, "", "One"),
        (IT, "", "Deep"),
        (IT, "1", "First"),
        [["A", "B"], ["x", "y"]],
    ]
    assert reading.text == raw
    assert reading.tables[0].header_rows == 1


def test_plain_text(tmp_path):
    raw = "MADE ACTION PLAN\n\nThe Board\nmet.\n\n1.1 It agreed.\n\n- One\n- Two\n"
    found = outline(reading_of(tmp_path, "a.txt", raw.encode()))
    assert found == [(H, "", "MADE ACTION PLAN"), (P, "", "The Board\nmet."), (P, "1.1", "It agreed."), (IT, "", "One"), (IT, "", "Two")]


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1. Purpose", "1", "Purpose"),
        ("1 Purpose", "1", "Purpose"),
        ("4.1.2 The Board", "4.1.2", "The Board"),
        ("a) First", "a)", "First"),
        ("(iv) Fourth", "(iv)", "Fourth"),
        ("15 people", "", "15 people"),
        ("1 May 2030", "", "1 May 2030"),
        ("2030 was hard", "", "2030 was hard"),
        ("3.5 million", "", "3.5 million"),
        ("a board", "", "a board"),
    ],
)
def test_what_is_the_number_of_a_paragraph_and_what_a_figure_in_it(text, number, rest):
    assert numbered(text) == (number, rest)


# --- PDF ---

LONG = "The Board met and agreed on the actions that are set out in the table below, and asked the part-"


def test_paragraphs_of_a_pdf_are_joined_over_lines_and_pages(tmp_path):
    pages = []
    for number in (1, 2):
        page = made.Page().text(60, 40, "Made Partnership Board").text(280, 815, f"Page {number} of 2", size=8)
        pages.append(page)
    pages[0].text(60, 100, "Made Plan", size=18).text(60, 140, "1. Purpose", size=13, bold=True)
    pages[0].text(60, 170, "1.1 " + LONG).text(60, 184, "ners to report again.")
    pages[0].text(60, 212, "1.2 A paragraph that is not at its end when the page ends and so goes on with the")
    pages[1].text(60, 100, "words of the next page.").text(60, 130, "• First bullet of the list").text(
        60, 144, "• Second bullet of the list"
    )
    found = outline(reading_of(tmp_path, "a.pdf", made.pdf(*pages)))
    assert found == [
        (H, "", "Made Plan"),
        (H, "1", "Purpose"),
        (P, "1.1", "The Board met and agreed on the actions that are set out in the table below, and asked the partners to report again."),
        (P, "1.2", "A paragraph that is not at its end when the page ends and so goes on with the words of the next page."),
        (IT, "", "First bullet of the list"),
        (IT, "", "Second bullet of the list"),
    ]


def test_a_table_of_a_pdf_that_goes_on_over_pages_is_one(tmp_path):
    rows = [["Action", "Lead"], *([f"Action {number}", f"Body {number}"] for number in range(1, 7))]
    first = made.Page().text(60, 100, "Actions", size=16).table(rows[:4], top=650)
    second = made.Page().table([rows[0], *rows[4:]], top=80).text(60, 300, "The Board is asked to note the actions.")
    reading = reading_of(tmp_path, "a.pdf", made.pdf(first, second))
    assert outline(reading) == [(H, "", "Actions"), rows, (P, "", "The Board is asked to note the actions.")]
    (table,) = reading.tables
    assert (table.page, table.header_rows, table.heading) == (1, 1, "Actions")
    assert [line[0].row for line in table.rows] == list(range(1, 8))


def test_two_columns_of_a_pdf_are_read_one_after_the_other(tmp_path):
    page = made.Page().text(60, 80, "Made Plan of the whole Partnership", size=18)
    left = [f"Left column line {number} has words enough to fill it" for number in range(12)]
    right = [f"Right column line {number} has words enough as well" for number in range(12)]
    for number in range(12):
        page.text(60, 120 + 13 * number, left[number], size=9.5).text(320, 120 + 13 * number, right[number], size=9.5)
    found = outline(reading_of(tmp_path, "a.pdf", made.pdf(page)))
    assert found == [(H, "", "Made Plan of the whole Partnership"), (P, "", " ".join(left)), (P, "", " ".join(right))]


def test_a_table_without_rules_in_a_pdf(tmp_path):
    page = made.Page().text(60, 80, "The Board met and agreed on the actions below, which are due in the year 2030.")
    for number, line in enumerate(made.GRID):
        for column, text in enumerate(line):
            page.text(60 + 170 * column, 120 + 16 * number, text, bold=number == 0)
    page.text(60, 200, "The next meeting is in May.")
    found = outline(reading_of(tmp_path, "a.pdf", made.pdf(page)))
    assert found[1] == made.GRID
    assert [part for part in found if part != made.GRID] == [
        (P, "", "The Board met and agreed on the actions below, which are due in the year 2030."),
        (P, "", "The next meeting is in May."),
    ]


def test_a_page_that_is_a_picture_among_pages_of_text_is_said(tmp_path):
    words = [made.Page().text(60, 80, f"The Board met and agreed on the actions of part {number}.") for number in range(3)]
    reading = reading_of(tmp_path, "a.pdf", made.pdf(*words, made.Page().line(0, 0, 500, 500)))
    assert [(remark.code, "page 4" in remark.where) for remark in reading.remarks] == [("images", True)]


def test_every_kind_reads_the_made_plan(tmp_path):
    for kind, make in made.FILES.items():
        reading = reading_of(tmp_path, f"plan.{kind}", make())
        assert reading.kind == kind
        if kind != "txt":
            assert [[cell.text for cell in row] for row in reading.tables[0].rows] == made.GRID
        assert all(isinstance(block, Block | Table) for block in reading.blocks)
