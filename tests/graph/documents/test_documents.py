"""The writers of documents: each format read back by a program that is not ours, and hostile text that runs nothing."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html.parser import HTMLParser
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from graph.answer import Evidence
from graph.documents.book import as_book
from graph.documents.model import (
    Bibliography,
    Bullets,
    Column,
    Document,
    Heading,
    Paragraph,
    Sheet,
    Table,
    cited,
    shown_date,
)
from graph.documents.page import as_page
from graph.documents.text import as_csv, as_markdown
from graph.documents.word import as_word

MARKING = 'OFFICIAL & "CLOSED" } </style><script>'
EVIDENCE = {
    "a": Evidence(document="paper/b", title="Later paper", date="2018-10-31", locator="row V4 > leads", licence="OGL"),
    "b": Evidence(document="paper/b", title="Later paper", date="2018-10-31", locator="row V4 > status", licence="OGL"),
    "c": Evidence(document="paper/a", title="First paper", date="2016", locator="para 2"),
}
PAPERS = Bibliography(EVIDENCE)
TABLE = Table(
    caption="Two rows",
    columns=(Column(name="What", width=30), Column(name="How many", width=10), Column(name="Said in", width=20)),
    rows=(("=1+1\nsecond line", 3, PAPERS.cite(["a", "b", "c"])), ("<b>plain</b>", 4, ())),
)


def made(**more: object) -> Document:
    fields: dict[str, object] = {
        "title": "A report & more",
        "subject": "What it is about",
        "kind": "handover",
        "as_of": "2018-11",
        "about": (("Subject", "body/x"),),
        "blocks": (
            Heading(text="First part"),
            Paragraph(text="A sentence.", citations=PAPERS.cite(["c"])),
            Heading(text="Below it", level=2),
            Bullets(items=(Paragraph(text="One"), Paragraph(text="Two", citations=PAPERS.cite(["a"])))),
            TABLE,
            Paragraph(text="Left out", kind="remark"),
        ),
        "data": TABLE,
        "sources": PAPERS.sources,
        "marking": MARKING,
    }
    return Document(**{**fields, **more})  # type: ignore[arg-type]


def test_papers_are_numbered_by_their_dates_and_places_of_one_paper_stand_together():
    assert [(item.number, item.title) for item in PAPERS.sources] == [(1, "First paper"), (2, "Later paper")]
    assert cited(PAPERS.cite(["c", "a", "b", "a", "gone"])) == "[2] row V4 > leads, status; [1] para 2"


@pytest.mark.parametrize(("date", "words"), [("2018", "2018"), ("2018-10", "October 2018"), ("2020-02-03", "3 February 2020"), ("", "")])
def test_dates_read_as_people_write_them(date: str, words: str):
    assert shown_date(date) == words


# -- Word


def word(document: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(as_word(document)))


def test_word_has_headings_in_order_and_its_title():
    book = word(made())
    styled = [(p.style.name, p.text) for p in book.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert styled == [
        ("Title", "A report & more"),
        ("Heading 1", "First part"),
        ("Heading 2", "Below it"),
        ("Heading 1", "Papers cited"),
    ]
    assert book.core_properties.title == "A report & more"
    assert book.core_properties.language == "en-GB"
    assert "python-docx" not in (book.core_properties.author + book.core_properties.comments)


def test_word_tables_repeat_their_heading_row_and_tear_no_row():
    book = word(made())
    assert [len(table.rows) for table in book.tables] == [3, 3]
    for table in book.tables:
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True] + [False] * (len(table.rows) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    assert [cell.text for cell in book.tables[0].rows[1].cells] == ["=1+1\nsecond line", "3", "[2] row V4 > leads, status; [1] para 2"]


def test_word_has_page_fields_the_marking_on_every_page_and_its_language():
    book = word(made())
    section = book.sections[0]
    fields = [item.get(qn("w:instr")) for item in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert section.header.paragraphs[0].text == MARKING
    foot = "\n".join(p.text for p in section.footer.paragraphs)
    assert MARKING in foot
    assert "November 2018" in foot
    assert "licences of the papers: OGL; of some: not recorded" in foot
    assert not section.different_first_page_header_footer
    assert {item.get(qn("w:val")) for item in book.styles.element.iter(qn("w:lang"))} == {"en-GB"}


@pytest.mark.parametrize(("wide", "shape"), [(True, (297, 210)), (False, (210, 297))])
def test_word_lies_or_stands_on_a4(wide: bool, shape: tuple[int, int]):
    section = word(made(wide=wide)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == shape


ORDER = ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription"]


def test_word_keeps_the_order_of_elements_that_its_schema_asks_for():
    """Word calls a file with table properties in another order damaged."""
    for table in word(made()).tables:
        names = [item.tag.rpartition("}")[2] for item in table._tbl.tblPr]
        assert names == [name for name in ORDER if name in names]


# -- workbook


def test_workbook_has_the_rows_first_frozen_and_repeated_and_numbered_pages():
    book = load_workbook(io.BytesIO(as_book(made(sheets=(Sheet(name="More", table=TABLE),)))))
    assert book.sheetnames == ["Handover", "Reading", "More", "Papers", "About"]
    for page in book:
        assert page.freeze_panes == "A2"
        assert page.print_title_rows == "$1:$1"
        assert page.oddFooter.right.text == "&P / &N"
        assert page.oddHeader.center.text == page.oddFooter.center.text == MARKING.replace("&", "&&")
    rows = list(book["Handover"].iter_rows(values_only=True))
    assert rows[0] == ("What", "How many", "Said in")
    assert rows[1][:2] == ("'=1+1\nsecond line", 3)
    assert rows[1][2] == "Later paper (2018-10-31), row V4 > leads; Later paper (2018-10-31), row V4 > status; First paper (2016), para 2"
    assert [row[1] for row in book["Reading"].iter_rows(min_row=3, values_only=True)] == [
        "A sentence.",
        "One",
        "Two",
        "Two rows: 2 rows",
        "Left out",
    ]
    papers = list(book["Papers"].iter_rows(min_row=2, values_only=True))
    assert papers[1][:2] == (2, "Later paper")
    assert papers[1][2].date().isoformat() == "2018-10-31"
    assert ("marking", MARKING) in list(book["About"].iter_rows(values_only=True))


# -- page


class Outline(HTMLParser):
    """Every element opened and closed in its order; what a page may not hold fails at once."""

    VOID = ("meta", "col", "br", "hr", "img", "link", "input")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "iframe", "object", "link", "img", "form"), tag
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("style", "src")]
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(text: str) -> Outline:
    found = Outline()
    found.feed(text)
    found.close()
    assert found.open == []
    return found


def test_page_has_landmarks_captions_scopes_and_a_policy_that_allows_its_own_style_alone():
    text = as_page(made())
    page = outline(text)
    tags = [tag for tag, _ in page.found]
    assert [tags.count(name) for name in ("html", "header", "nav", "main", "footer", "h1", "title")] == [1] * 7
    assert dict(page.found)["html"] == {"lang": "en-GB"}
    assert tags.count("table") == tags.count("caption") == tags.count("thead") == 2
    scopes = [given["scope"] for tag, given in page.found if tag == "th"]
    assert scopes == ["col"] * 3 + ["row"] * 2 + ["col"] * 4 + ["row"] * 2
    policy = next(given["content"] for tag, given in page.found if given.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    ids = [given["id"] for _, given in page.found if given.get("id")]
    assert len(ids) == len(set(ids))
    links = {given["href"] for tag, given in page.found if tag == "a"}
    assert {link.removeprefix("#") for link in links} <= set(ids)
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_marking_cannot_break_out_of_the_style():
    style = as_page(made()).split("<style>")[1].split("</style>")[0]
    assert "<script" not in style
    assert "\\22 CLOSED\\22  \\7d  \\3c \\2f style\\3e " in style


@given(st.text(max_size=60))
def test_any_text_stays_text(text: str):
    table = Table(caption=text, columns=(Column(name=text),), rows=((text,),))
    document = made(title=text, subject=text, marking=text, blocks=(Heading(text=text), Paragraph(text=text), table), data=table)
    outline(as_page(document))
    assert as_markdown(document)
    row = next(iter(list(csv.reader(io.StringIO(as_csv(document), newline="")))[1:]), [""])
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    "text", ["a\x00b\x0bc", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "‮right to left", "]]>", "&#x0;"]
)
def test_word_and_workbook_hold_any_letter(text: str):
    table = Table(caption=text, columns=(Column(name=text),), rows=((text,),))
    document = made(title=text, subject=text, marking=text, blocks=(Heading(text=text), Paragraph(text=text), table), data=table)
    clean = text.replace("\x00", "").replace("\x0b", "")
    assert word(document).tables[0].rows[1].cells[0].text == clean
    assert load_workbook(io.BytesIO(as_book(document)))["Handover"]["A2"].value == clean


# -- text


def test_markdown_reads_in_order_and_says_the_marking_first_and_last():
    text = as_markdown(made(marking="OFFICIAL"))
    lines = [line for line in text.splitlines() if line]
    assert lines[0] == lines[-1] == "**OFFICIAL**"
    assert [line for line in lines if line.startswith("#")] == ["# A report & more", "## First part", "### Below it", "## Papers cited"]
    assert "| =1+1 second line | 3 | [2] row V4 > leads, status; [1] para 2 |" in lines
    assert "- Two [2] row V4 > leads" in lines


def test_csv_holds_the_rows_with_full_references_and_harmless_cells():
    rows = list(csv.reader(io.StringIO(as_csv(made(marking="OFFICIAL")), newline="")))
    assert rows[0] == ["What", "How many", "Said in", "Marking"]
    assert rows[1][0] == "'=1+1\nsecond line"
    assert rows[2] == ["<b>plain</b>", "4", "", "OFFICIAL"]


# -- the same bytes


@pytest.mark.parametrize("write", [as_word, as_book])
def test_the_clock_is_in_no_file(write, monkeypatch: pytest.MonkeyPatch):
    before = write(made())
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert write(made()) == before
    with zipfile.ZipFile(io.BytesIO(before)) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r">(\d{4}-\d\d-\d\dT[\d:]+Z)<", core)) == {"2018-11-30T00:00:00Z"}


def test_a_report_without_papers_says_so():
    document = made(sources=(), marking="", blocks=(Paragraph(text="Nothing."),))
    assert "rests on no paper" in as_markdown(document)
    assert "Papers cited" not in as_markdown(document)
    assert word(document).sections[0].header.paragraphs[0].text == ""
    outline(as_page(document))
