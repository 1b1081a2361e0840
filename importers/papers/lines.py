"""The lines of a paper, each with the form in which it is printed: heading, number, bullet, footnote, table row."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from importers.papers.wording import cell_lines, plain, words

_FURNITURE = re.compile(r"this page is intentionally left blank|page no|\d{1,3}", re.IGNORECASE)
_MARK = re.compile(r"^(#{1,6})\s+")
_BULLET = re.compile(r"^(?:[-•●–]\s+|\*\s+(?=\S))")
_BOLD_BULLET = re.compile(r"^\*\*\s*[•●]\s*")
_NOTE = re.compile(r"^(?:<sup>\s*(\d{1,2})\s*</sup>|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})|\[\^(\d{1,2})\]:?|\*?(\\\*|[†‡]))\s*(?=[\w<])")
_NUMBER = re.compile(r"^\**(\d{1,3}(?:\.\d{1,3})+)\.?(?:\**\s+|\**$)|^\**(\d{1,3})[.)]\**\s+")
_CELL_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)\.?")
_BOLD_ALONE = re.compile(r"\*\*[^*]+\*\*")
_TITLE = re.compile(r"^\*\*([^*]+)\*\*")
_GLUED_BULLET = re.compile(r"\*\*\*\*(?=\s*[•●])")
_RULE = re.compile(r"\s*[_-]+\s*")
_NOTE_BELOW = re.compile(r"\s*(\d{1,2})\s+(?=[^\W\d_])")
"""A footnote mark below a rule may be a plain digit."""
_APPENDIX = re.compile(r"(?:appendix|annex)\s+(?:\d{1,2}|[a-z])(?:\s*[:–-]\s*\S.{0,80})?", re.IGNORECASE)
"""The heading of an appendix, though it may be printed as any line."""
SIGNS = {"*": "star", "†": "dagger", "‡": "double dagger"}
"""A footnote's sign in words: an id has no room for it."""
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True)
class Line:
    """One printed line, or one line of a table cell, and what its form says."""

    text: str
    """Plain, as printed, with its number and bullet."""
    words: str = ""
    """Plain, without number and bullet."""
    number: str = ""
    """`4.1` or `12`; empty where it prints none."""
    note: str = ""
    """The number of the footnote that begins here, or the name of its sign."""
    heading: str = ""
    """`marked` (Markdown #), `bold` or `capitals` where the whole line is one."""
    bullet: bool = False
    title: str = ""
    """The bold words that it begins with."""
    indent: int = 0
    gap: bool = False
    """A blank line stands before it."""
    cells: tuple[str, ...] = ()
    """The cells of a table row."""
    strong: bool = False
    """A table row of bold or capital cells only: a header."""
    continued: bool = False
    """It comes from a table row with an empty first cell."""
    last: bool = False
    """A blank line, or the end, stands after it."""


def is_furniture(raw: str) -> bool:
    """True for a line that belongs to the page and not to the paper: blank, a rule, a page number, a page left blank.

    >>> is_furniture("|---|---|"), is_furniture(" 47 "), is_furniture("5.7")
    (True, True, False)
    """
    text = plain(raw)
    return not words(text) or bool(_FURNITURE.fullmatch(text))


def _is_capitals(text: str, fewest: int = 6) -> bool:
    if not text.isupper():
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= fewest and all(letter.isupper() for letter in letters) and not text.endswith((".", ",", ";"))


def _read(raw: str, *, gap: bool) -> Line:
    body = raw.replace("\xa0", " ")
    indent = len(body) - len(body.lstrip(" "))
    body = body.strip()
    note = _NOTE.match(body)
    if note:
        sign = next(group for group in note.groups() if group).removeprefix("\\").translate(_SUPERSCRIPT)
        number = SIGNS.get(sign, sign)
        rest = plain(body[note.end() :])
        return Line(text=plain(body), words=rest, note=number, indent=indent, gap=gap)
    mark = _MARK.match(body)
    body = body[mark.end() :] if mark else body
    bullet = bool(_BULLET.match(body) or _BOLD_BULLET.match(body))
    body = _BOLD_BULLET.sub("**", body) if _BOLD_BULLET.match(body) else _BULLET.sub("", body)
    found = _NUMBER.match(body)
    number = (found[1] or found[2]) if found else ""
    rest = plain(body[found.end() :]) if found else plain(body)
    title = _TITLE.match(body)
    heading = ""
    if mark:
        heading = "marked"
    elif not bullet and _BOLD_ALONE.fullmatch(body):
        heading = "bold"
    elif not bullet and not number and _is_capitals(rest):
        heading = "capitals"
    elif gap and not bullet and not number and _APPENDIX.fullmatch(rest):
        heading = "marked"
    text = f"- {plain(body)}" if bullet and not number else plain(body)
    shown = plain(title[1]) if title else ""
    return Line(text=text, words=rest, number=number, heading=heading, bullet=bullet, title=shown, indent=indent, gap=gap)


def _virtual(cell: str, *, gap: bool, continued: bool) -> list[Line]:
    """The lines of one cell; a line that is not a bullet begins a block."""
    read = [_read(text, gap=gap if place == 0 else not text.startswith("-")) for place, text in enumerate(cell_lines(cell))]
    return [
        replace(line, number="", continued=continued) if line.number and "." not in line.number else replace(line, continued=continued)
        for line in read
    ]


def _row(cells: list[str], *, gap: bool) -> list[Line]:
    """A table row: a numbered paragraph, a numbered heading, what goes on from the row before, or a row of cells."""
    shown = [" ".join(plain(part) for part in cell_lines(cell)) for cell in cells]
    filled = [place for place, text in enumerate(shown) if text]
    number = _CELL_NUMBER.fullmatch(shown[0])
    named = filled[1:] if number else filled
    strong = all(_BOLD_ALONE.fullmatch(" ".join(cell_lines(cells[place]))) or _is_capitals(shown[place], 3) for place in named)
    text = " | ".join(shown[place] for place in filled)
    if number and len(filled) == 2 and ("." in number[1] or strong):
        first, *others = _virtual(cells[filled[1]], gap=gap, continued=False)
        if "." not in number[1]:
            return [Line(text=f"{number[0]} {first.words}", words=first.words, number=number[1], heading="bold", gap=gap), *others]
        shown_first = replace(first, text=f"{number[1]} {first.text}", number=number[1], heading="", bullet=False, title="")
        return [shown_first, *others]
    if len(filled) == 1 and filled[0] > 0:
        return _virtual(cells[filled[0]], gap=gap, continued=True)
    return [Line(text=text, words=text, cells=tuple(cells), gap=gap, strong=strong and len(filled) > 1)]


def read_lines(text: str) -> list[Line]:
    r"""All lines of a text that are not page furniture, in order.

    >>> [(line.number, line.words) for line in read_lines("4. Aim\n\n- 4.1 One\n4.2\tTwo")]
    [('4', 'Aim'), ('4.1', 'One'), ('4.2', 'Two')]
    """
    lines: list[Line] = []
    gap = True
    ruled = False
    for raw in text.splitlines():
        if is_furniture(raw):
            ruled = bool(_RULE.fullmatch(raw)) or (ruled and not words(raw))
            if lines and not words(raw):
                lines[-1] = replace(lines[-1], last=True)
            gap = True
            continue
        bare = raw.strip().removeprefix("- ")
        below = _NOTE_BELOW.match(raw) if ruled else None
        ruled = False
        if below and "\t" not in raw:
            lines.append(replace(_read(raw[below.end() :], gap=gap), text=plain(raw), number="", heading="", note=below[1]))
        elif "\t" in raw:
            lines += _row(raw.split("\t"), gap=gap)
        elif bare.startswith("|") and bare.endswith("|"):
            lines += _row(bare.strip("|").split("|"), gap=gap)
        else:
            parts = _GLUED_BULLET.sub("**\n**", raw).split("\n")
            lines += [_read(part, gap=gap and place == 0) for place, part in enumerate(parts)]
        gap = False
    if lines:
        lines[-1] = replace(lines[-1], last=True)
    return lines
