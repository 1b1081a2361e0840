"""What a report says, apart from any format: headings, paragraphs, lists and tables, with the papers that they rest on.

A `Document` is plain data. The writers of this package turn it into bytes: the same document gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

from graph.answer import Evidence, plain_text
from graph.model.values import is_date

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")

NO_LICENCE = "not recorded in the landscape"


def shown_date(date: str) -> str:
    """A partial date as a person writes it; any other text as it is.

    >>> shown_date("2018-10"), shown_date("2023-03-15"), shown_date("2018"), shown_date("Q4")
    ('October 2018', '15 March 2023', '2018', 'Q4')
    """
    if not is_date(date) or len(date) == 4:
        return date
    year, month, *day = date.split("-")
    return " ".join([*(str(int(item)) for item in day), _MONTHS[int(month) - 1], year])


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Source(_Part):
    """A paper that the document rests on, with the number by which its citations call it."""

    number: int
    id: str
    title: str
    date: str
    licence: str = ""


class Citation(_Part):
    """One place in a paper."""

    source: int
    """Number of the paper."""
    place: str
    """Where in it: `para 6.2`, `row V4 > leads`."""
    reference: str
    """The whole reference, for formats whose rows stand alone: title, date, place."""

    @property
    def short(self) -> str:
        """As it stands beside a sentence: the number of the paper and the place."""
        return f"[{self.source}] {self.place}" if self.place else f"[{self.source}]"


Citations = tuple[Citation, ...]
Cell = str | int | float | None | Citations


def cited(citations: Citations) -> str:
    """Citations in a line: the places of one paper together, and the cells of one row.

    >>> places = ("para 2", "row V4 > leads", "row V4 > status")
    >>> cited(tuple(Citation(source=1, place=place, reference="") for place in places))
    '[1] para 2, row V4 > leads, status'
    """
    by_source: dict[int, dict[str, list[str]]] = {}
    for item in citations:
        head, arrow, tail = item.place.rpartition(" > ")
        by_source.setdefault(item.source, {}).setdefault(head + arrow, []).append(tail)
    return "; ".join(
        f"[{number}] {', '.join(head + ', '.join(tails) for head, tails in places.items())}".strip() for number, places in by_source.items()
    )


def cell_text(cell: Cell) -> str:
    """A cell as text; citations by the numbers of their papers."""
    return cited(cell) if isinstance(cell, tuple) else plain_text(cell)


def full_text(cell: Cell) -> Cell:
    """A cell whose row stands alone: citations with title, date and place."""
    return "; ".join(item.reference for item in cell) if isinstance(cell, tuple) else cell


class Heading(_Part):
    """A heading of level 1 to 3 below the title."""

    text: str
    level: int = 1


class Paragraph(_Part):
    """A paragraph; `remark` is set apart: what was left out, what to beware of."""

    text: str
    citations: Citations = ()
    kind: Literal["body", "remark"] = "body"


class Bullets(_Part):
    """A list: each item a sentence and its citations."""

    items: tuple[Paragraph, ...]


class Column(_Part):
    """A column of a table and its share of the width."""

    name: str
    width: int = 10


class Table(_Part):
    """A table with a heading row; the first column names what the row is about."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    papers: bool = False
    """True for the list of papers, whose rows citations may link to."""

    @property
    def names(self) -> tuple[str, ...]:
        """The headings."""
        return tuple(column.name for column in self.columns)


Block = Heading | Paragraph | Bullets | Table


class Sheet(_Part):
    """A sheet of the workbook that only the workbook has."""

    name: str
    table: Table


class Document(_Part):
    """A whole report."""

    title: str
    subject: str
    """What it is about, in one line under the title."""
    kind: str
    """Name of the report; names the first sheet of the workbook."""
    as_of: str
    about: tuple[tuple[str, str], ...]
    """Name and value: what was asked, of what, on which day."""
    blocks: tuple[Block, ...]
    data: Table
    """The rows of the report as one flat table: what CSV and the first sheet of the workbook hold."""
    sources: tuple[Source, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    marking: str = ""
    language: str = "en-GB"
    wide: bool = True
    """True for pages that lie on their side: tables of many columns."""
    small: bool = False
    """True for a report that must fit few pages: smaller letters, narrower margins."""

    @property
    def licences(self) -> str:
        """The licences of the papers, in a line for the foot of a page."""
        found = sorted({item.licence for item in self.sources if item.licence})
        some_without = any(not item.licence for item in self.sources)
        if not found:
            return f"licences of the papers: {NO_LICENCE}" if self.sources else "rests on no paper"
        return f"licences of the papers: {'; '.join(found)}" + (f"; of some: {NO_LICENCE}" if some_without else "")

    @property
    def foot(self) -> str:
        """What stands at the foot of each page beside its number."""
        return f"The papers as of {shown_date(self.as_of)}; {self.licences}"


class Bibliography:
    """Numbers papers in the order of their dates and makes the citations of passages."""

    def __init__(self, evidence: dict[str, Evidence]) -> None:
        self._evidence = evidence
        found = {item.document: item for item in evidence.values()}
        ordered = sorted(found.values(), key=lambda item: (item.date, item.title, item.document))
        self._numbers = {item.document: number for number, item in enumerate(ordered, 1)}
        self.sources = tuple(
            Source(number=self._numbers[item.document], id=item.document, title=item.title, date=item.date, licence=item.licence or "")
            for item in ordered
        )

    def cite(self, passages: Iterable[str]) -> Citations:
        """The citations of passages: newest paper first, then by place; passages that the store does not hold are left out."""
        found = {self._evidence[item].reference: self._evidence[item] for item in passages if item in self._evidence}
        ordered = sorted(found.values(), key=lambda item: (-self._numbers[item.document], item.locator))
        return tuple(Citation(source=self._numbers[item.document], place=item.locator, reference=item.reference) for item in ordered)


SOURCES_HEADING = "Papers cited"


def sources_table(document: Document) -> Table:
    """The papers with their numbers, dates and licences."""
    return Table(
        caption="The papers that this rests on; a number in square brackets cites one",
        columns=(
            Column(name="No.", width=6),
            Column(name="Paper", width=54),
            Column(name="Date", width=16),
            Column(name="Licence", width=24),
        ),
        rows=tuple((item.number, item.title, shown_date(item.date), item.licence or NO_LICENCE) for item in document.sources),
        papers=True,
    )


def body(document: Document) -> tuple[Block, ...]:
    """The blocks as every paged format prints them: those of the report, then the papers cited."""
    if not document.sources:
        return document.blocks
    return (*document.blocks, Heading(text=SOURCES_HEADING), sources_table(document))
