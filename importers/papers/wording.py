"""The wording of a paper, made plain and made comparable: pure functions of text."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from graph.model.ids import fold

_TAG = r"(?:p|b|i|u|ul|ol|li|sup|sub|br|a|span|div|em|strong|table|thead|tbody|tr|td|th|h[1-6])"
_BREAKS = re.compile(r"\s*</?(?:p|ul|ol|div|br)\b[^>]*>\s*", re.IGNORECASE)
_POINT = re.compile(r"\s*<li\b[^>]*>\s*(?:[•●–*-]\s*)?", re.IGNORECASE)
_NOTE_MARK = re.compile(r"<sup>\s*\d{1,2}\s*</sup>", re.IGNORECASE)
_BOLD = re.compile(r"</?(?:b|strong)\b[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(rf"</?{_TAG}\b[^>]*>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKED = re.compile(r"[<&\[\\*]")
"""A text without one of these has no mark to take out: nine lines of ten."""
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_REMNANT = re.compile("[\u0900-\u109f]+")
"""Letters of scripts that no paper here uses: what an OCR makes of a line of the table's frame."""
_WORD = re.compile(r"[a-z0-9]+")


def cell_lines(cell: str) -> list[str]:
    """The lines of one table cell: HTML paragraphs and list items become lines, bold becomes Markdown.

    >>> cell_lines("<p>All of:</p> <ul> <li>• <b>One</b> thing</li></ul>")
    ['All of:', '- **One** thing']
    """
    if "<" not in cell:
        return [line for line in (part.strip() for part in cell.split("\n")) if line]
    marked = _POINT.sub("\n- ", _BOLD.sub("**", cell))
    return [line for line in (part.strip() for part in _BREAKS.sub("\n", marked.replace("</li>", "\n")).split("\n")) if line]


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Text without tags, Markdown marks and footnote marks; letters stay as printed.

    >>> plain("**15<sup>th</sup> March** [site](#) &amp; more<sup>2</sup>")
    '15th March site & more'
    """
    if not _MARKED.search(text):
        return " ".join(text.split())
    bare = html.unescape(_ANY_TAG.sub("", _NOTE_MARK.sub("", _LINK.sub(r"\1", text))))
    bare = re.sub(r"\\([*_#\\-])", r"\1", bare.replace("**", ""))
    bare = re.sub(r"(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])", "", bare)
    return " ".join(bare.split())


def words(text: str) -> list[str]:
    """The words of a text for comparing: case, spaces, dashes, quotes, tags, accents and look-alike letters folded.

    >>> words("The “СК” re-use <b>plan</b>¹")
    ['the', 'ck', 're', 'use', 'plan']
    """
    return _WORD.findall(fold(_REMNANT.sub(" ", _RAISED.sub(" ", plain(text)))))


def glued(text: str) -> str:
    """All letters and digits of a text in one string, folded: the loosest way to compare two short titles."""
    return "".join(words(text))


@lru_cache(maxsize=4096)
def _spaced(text: str) -> str:
    # Each of a paper's passages is asked for many words; folding its wording again for each took nine tenths of `verify`.
    return f" {' '.join(words(text))} "


def says(text: str, needed: str) -> bool:
    """True where the needed words stand in the text, in their order and from the beginning of a word on.

    >>> says("Six CSPs report.", "csp"), says("the board", "he")
    (True, False)
    """
    return _spaced(needed).rstrip() in _spaced(text)
