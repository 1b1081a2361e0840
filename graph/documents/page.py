"""A document as one HTML page that asks the network nothing: landmarks, captions and scopes, a style for print. Pure."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from graph.documents.model import Block, Citations, Document, Heading, Table, body, cell_text, cited
from graph.tables import printable

if TYPE_CHECKING:
    from jinja2 import Template


def as_page(document: Document) -> str:
    """The document as the text of an .html file."""
    from markupsafe import Markup

    blocks = [_shown(block) for block in body(document)]
    css = _style(document)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    contents = [
        {"number": number, "text": block.text}
        for number, block in enumerate(body(document), 1)
        if isinstance(block, Heading) and block.level == 1
    ]
    page = _template().render(
        document=document,
        blocks=blocks,
        contents=contents if len(contents) > 1 else [],
        css=Markup(css),  # noqa: S704 - our own file, and the marking as escaped by `_css_text`
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )
    return printable(page)


def _by_paper(citations: Citations) -> list[tuple[int, str]]:
    """The number of each paper, and its citations in a line: what links to the paper."""
    numbers = dict.fromkeys(item.source for item in citations)
    return [(number, cited(tuple(item for item in citations if item.source == number))) for number in numbers]


def _shown(block: Block) -> dict[str, Any]:
    shown: dict[str, Any] = {"is": type(block).__name__, "of": block}
    if isinstance(block, Table):
        whole = sum(column.width for column in block.columns)
        shown["shares"] = [max(1, round(100 * column.width / whole)) for column in block.columns]
    return shown


def _css_text(text: str) -> str:
    r"""Text as a string of CSS: every sign that could end or bend it is written by its number.

    >>> _css_text('a"}') == r'a\22 \7d '
    True
    """
    return "".join(letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} " for letter in text)


def _style(document: Document) -> str:
    """The style sheet, with what stands in the margins of printed pages and the widths that the tables of this document use."""
    marking = _css_text(document.marking)
    margins = [
        f'@bottom-left {{ content: "{_css_text(document.foot)}"; width: 75% }}',
        '@bottom-right { content: "Page " counter(page) " of " counter(pages) }',
    ]
    margins += [f'@top-center {{ content: "{marking}"; font-weight: bold }}'] if marking else []
    size = "landscape" if document.wide else "portrait"
    space = "12mm 12mm 14mm" if document.small or document.wide else "18mm 18mm 18mm"
    boxes = " ".join(margins)
    font = "font: 7.5pt Arial, Helvetica, sans-serif; color: #565c6b;"
    page = f"@page {{ size: A4 {size}; margin: {space}; {font} {boxes} }}\n"
    shares = sorted({share for block in body(document) if isinstance(block, Table) for share in _shown(block)["shares"]})
    widths = "".join(f".w{share} {{ width: {share}%; }}\n" for share in shares)
    return _file("page.css") + widths + page


@cache
def _file(name: str) -> str:
    return resources.files("graph.documents").joinpath(name).read_text("utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    place = Environment(autoescape=True, undefined=StrictUndefined)
    place.globals |= {"by_paper": _by_paper, "text": cell_text, "is_cited": lambda cell: isinstance(cell, tuple)}  # macros see no others
    return place.from_string(_file("page.html"))
