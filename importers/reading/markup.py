"""Reads .html and .md: headings, paragraphs, lists and tables; scripts, styles and whatever is fetched from elsewhere are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from graph.errors import BadFile
from importers.reading.blocks import Block, BlockKind, Cell, Table
from importers.reading.delimited import decoded
from importers.reading.limits import checked_size

_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_NUMBER = re.compile(r"^((?:\d{1,3}\.)*\d{1,3}\.?|\(?[a-z]\)|\(?[ivx]{1,5}\))\s+(?=\S)")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NOT_NUMBER = re.compile(rf"^(?:\d+(?:\.\d+)*\s+[^A-Z\"'“‘(\[]|\d+\s+(?:{_MONTHS})\b)")
"""`15 people`, `3.5 million` and `15 December` begin with a figure and not with the number of a paragraph."""
_LEFT_OUT = frozenset({"script", "style", "template", "head", "noscript", "svg", "iframe", "object", "nav"})
_LINES = frozenset({"p", "div", "br", "li", "tr", "ul", "ol", "dt", "dd", "blockquote", "section", "article"})
_BLOCKS = frozenset({"p", "pre", "dt", "dd", "figcaption", "address"})
_STANDING = _BLOCKS | {
    *("table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article", "main", "header", "footer", "blockquote"),
    *("dl", "form", "body", "html", "center", "figure", "fieldset", "details", "summary", "aside"),
}
"""Elements that stand on lines of their own."""
_WIDEST_SPAN = 1_000


def numbered(text: str) -> tuple[str, str]:
    """The number that a paragraph prints before its words, and the words.

    >>> numbered("4.1 The Board met.")
    ('4.1', 'The Board met.')
    >>> numbered("15 people came.")
    ('', '15 people came.')
    """
    match = None if _NOT_NUMBER.match(text) else _NUMBER.match(text)
    return (match[1].strip("().") if match[1][:1].isdigit() else match[1], text[match.end() :]) if match else ("", text)


def read_markdown(raw: bytes, where: str) -> tuple[list[Block | Table], str]:
    """The blocks of a Markdown text, with tables as GitHub writes them, and the text. Raises `BadFile` for bytes that are no text."""
    from markdown_it import MarkdownIt

    text, _ = decoded(raw, where)
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    return _blocks(rendered, where), text


def read_page(raw: bytes, where: str) -> list[Block | Table]:
    """The blocks of a page of HTML, by the letters that it says it has. Raises `BadFile` where it is none."""
    match = _CHARSET.search(raw[:4096])
    text = ""
    if match and not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            text = raw.decode(match[1].decode())
        except (LookupError, UnicodeDecodeError):
            text = ""
    text = text or decoded(raw, where)[0]
    if not re.search(r"<[a-zA-Z!/]", text):
        raise BadFile("This is not a page of HTML.", where=where, hint="give it the ending of what it is, such as .txt")
    if _is_cut(text):
        raise BadFile("The page ends inside a table: it is cut off.", where=where, hint="save it again from a browser")
    return _blocks(text, where)


def _is_cut(text: str) -> bool:
    """True for a page that ends before its end, inside a table."""
    tags = [tag.casefold() for tag in re.findall(r"</?(?:table|html|body)\b", re.sub(r"(?s)<!--.*?-->|<script\b.*?</script", "", text))]
    return tags.count("<table") > tags.count("</table") and "<html" in tags and not {"</html", "</body"} & set(tags)


def _blocks(text: str, where: str) -> list[Block | Table]:
    from lxml import html

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except Exception as error:  # the parser raises its own classes for what it cannot make a tree of
        raise BadFile("The page cannot be read.", where=where, hint="save it again from a browser") from error
    return _Walker(where).run(root)


class _Walker:
    def __init__(self, where: str) -> None:
        self.where = where
        self.found: list[Block | Table] = []
        self.heading = ""
        self.paragraphs = 0
        self.tables = 0

    def run(self, root: Any) -> list[Block | Table]:  # noqa: ANN401 - an element
        body = root.find("body")
        self._walk(root if body is None else body, 0)
        return self.found

    def _add(self, kind: BlockKind, text: str, level: int = 0, number: str = "") -> None:
        if not number and kind is not BlockKind.ITEM:
            number, text = numbered(text)
        if text:
            self.paragraphs += 1
            self.found.append(Block(kind, text, level, number, 0, self.paragraphs))

    def _walk(self, parent: Any, depth: int) -> None:  # noqa: ANN401 - an element
        loose: list[str] = [_flat(parent.text)]
        for child in parent:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in _LEFT_OUT or not tag or child.get("hidden") is not None:
                pass
            elif self._is_block(child, tag):
                self._flush(loose)
                self._block(child, tag, depth)
            else:
                loose.append(_text(child))
            loose.append(_flat(child.tail))
        self._flush(loose)

    @staticmethod
    def _is_block(element: Any, tag: str) -> bool:  # noqa: ANN401 - an element
        return tag in _STANDING or any(item.tag in _STANDING for item in element.iterdescendants())

    def _flush(self, loose: list[str]) -> None:
        text = _tidy("".join(loose))
        loose.clear()
        if text:
            self._add(BlockKind.PARAGRAPH, text)

    def _block(self, element: Any, tag: str, depth: int) -> None:  # noqa: ANN401 - an element
        if re.fullmatch("h[1-6]", tag):
            self.heading = _tidy(_text(element))
            self._add(BlockKind.HEADING, self.heading, int(tag[1]))
        elif tag == "table" and _is_layout(element):
            for line in _rows(element):
                for cell in line:
                    self._walk(cell, depth)
        elif tag == "table":
            self.tables += 1
            self.found.append(self._table(element))
        elif tag in ("ul", "ol"):
            self._list(element, tag, depth + 1)
        elif tag in _BLOCKS and not element.findall(".//table"):
            self._add(BlockKind.PARAGRAPH, _tidy(_text(element)))
        else:
            self._walk(element, depth)

    def _list(self, element: Any, tag: str, depth: int) -> None:  # noqa: ANN401 - an element
        count = int(element.get("start", "1")) if element.get("start", "1").isdigit() else 1
        for item in element:
            if item.tag != "li":
                continue
            inner = [child for child in item if child.tag in ("ul", "ol", "table")]
            words = _tidy(_text(item, without=inner))
            if words:
                self._add(BlockKind.ITEM, words, depth, str(count) if tag == "ol" else "")
            count += 1
            for child in inner:
                self._block(child, child.tag, depth)

    def _table(self, element: Any) -> Table:  # noqa: ANN401 - an element
        caption = element.find("caption")
        rows: list[list[Cell]] = []
        taken: dict[tuple[int, int], Cell] = {}
        heads = 0
        for place, line in enumerate(_rows(element), 1):
            cells: list[Cell] = []
            own = [item for item in line if item.tag in ("td", "th")]
            in_head = line.getparent().tag == "thead" or (bool(own) and all(item.tag == "th" for item in own))
            heads += in_head and heads == place - 1
            for item in own:
                _fill(cells, place, taken)
                wide, high = (min(_span(item.get(name)), _WIDEST_SPAN) for name in ("colspan", "rowspan"))
                origin = (place, len(cells) + 1)
                text = _tidy(_text(item))
                checked_size(place + high, origin[1] + wide, self.where)
                cells.append(Cell(text, *origin, rows=high, columns=wide))
                cells += [Cell(text, place, origin[1] + more, merged=origin) for more in range(1, wide)]
                for below in range(place + 1, place + high):
                    taken |= {(below, origin[1] + more): Cell(text, below, origin[1] + more, merged=origin) for more in range(wide)}
            _fill(cells, place, taken)
            rows.append(cells)
        width = max(map(len, rows), default=0)
        checked_size(len(rows), width, self.where)
        grid = tuple(
            (*cells, *(Cell("", place, column) for column in range(len(cells) + 1, width + 1))) for place, cells in enumerate(rows, 1)
        )
        heading = _tidy(_text(caption)) if caption is not None else self.heading
        return Table(grid, self.tables, heading=heading, header_rows=heads)


def _fill(cells: list[Cell], place: int, taken: dict[tuple[int, int], Cell]) -> None:
    """Put in the cells that a cell of a row above reaches down to."""
    while (place, len(cells) + 1) in taken:
        cells.append(taken.pop((place, len(cells) + 1)))


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401 - elements
    """The rows of a table, not those of tables in its cells."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (line for line in child if line.tag == "tr")


def _is_layout(table: Any) -> bool:  # noqa: ANN401 - an element
    """True for a table that only places what stands in it: one cell a row, and another table or a heading inside."""
    lone = all(sum(item.tag in ("td", "th") for item in line) == 1 for line in _rows(table))
    return lone and any(item.tag in ("table", "h1", "h2", "h3") for item in table.iterdescendants())


def _span(value: str | None) -> int:
    return max(1, int(value)) if value and value.isdigit() and len(value) < 6 else 1


def _text(element: Any, without: Any = ()) -> str:  # noqa: ANN401 - elements
    """The text of an element, a line feed where a line ends, a bullet before each item of a list."""
    flat = str if element.tag == "pre" else _flat
    parts = [flat(element.text or "")]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag and tag not in _LEFT_OUT and not any(child is item for item in without):
            inner = _text(child, without)
            parts.append(f"\n{'• ' * (tag == 'li')}{inner.strip()}\n" if tag in _LINES else inner)
        parts.append(flat(child.tail or ""))
    return "".join(parts)


def _flat(text: str | None) -> str:
    """Text of a page as a browser shows it: a line feed in it is a space."""
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\xa0", " ").split("\n"))
    return "\n".join(line for line in lines if line)
