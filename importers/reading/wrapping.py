"""The lines of a printed cell as text: one that the edge of the cell broke goes on, one that ended by itself keeps its end: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from importers.reading.layout import Piece

_SPACE = 0.25
"""A space, as a share of the size of its letters."""
_SLACK = 0.25
"""A word fits where it leaves so much of the size of its letters: widths are reckoned by the letter."""
_SHORTEST = 5
"""A word of fewer letters is broken by no edge."""
_REST = re.compile(
    r"(?!(?:a|i|an|as|at|by|do|in|is|it|of|on|or|to|up|us|we|all|and|any|are|for|has|its|key|new|not|nor|our|out|per|set|the|use|via|who)$)"
    r"[a-z]{1,3}|(?:a|i)?(?:tion|sion)s?|ments?|ness|ships?|ings|ities|ance|ence|able|ional"
)
"""What is the end of a word and no word."""
_MARK = re.compile(r"(?:[•·▪◦‣●○■\-–\uf0b7\uf0a7]|\(?\d{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)])\s+\S")


def words_of(lines: Iterable[Piece]) -> frozenset[str]:
    """The words that stand whole: what ends a line may be a part of one."""
    return frozenset(word for line in lines for word in line.text.split()[:-1])


def seam(line: Piece, after: Piece, right: float, words: frozenset[str] = frozenset()) -> str:
    """What stands between two lines of a cell whose text ends at `right`: a line feed, a space, or nothing inside a word.

    A line feed where the next word would still have fitted, or where an item of a list begins; nothing behind a hyphen, and where a long
    word alone fills the line and goes on in small letters, unless its parts are `words` of the page.
    """
    if _MARK.match(after.text) or not line.text or not after.text:
        return "\n"
    letter = (after.right - after.left) / len(after.text)
    first = after.text.split(" ", 1)[0]
    if line.right + _SPACE * line.size + letter * len(first) <= right - _SLACK * line.size:
        return "\n"
    if re.search(r"\w[-/]$", line.text):
        return ""
    alone = " " not in line.text and len(line.text) >= _SHORTEST and line.text[-1].isalpha()
    if alone and line.right + letter > right and _REST.fullmatch(first.strip(".,;:")) and not {line.text, first} & words:
        return ""
    return " "


def joined(lines: Sequence[Piece], right: float, words: frozenset[str] = frozenset()) -> str:
    r"""The lines of one cell as text.

    >>> joined([Piece("Town", 10, 30, 0, 10), Piece("Council", 10, 45, 12, 10), Piece("BID", 10, 22, 24, 10)], 90)
    'Town\nCouncil\nBID'
    >>> joined([Piece("Town", 10, 30, 0, 10), Piece("Council", 10, 45, 12, 10), Piece("BID", 10, 22, 24, 10)], 52)
    'Town Council BID'
    """
    text = lines[0].text if lines else ""
    for line, after in pairwise(lines):
        text += seam(line, after, right, words) + after.text
    return text
