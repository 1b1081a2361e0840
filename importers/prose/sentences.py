"""Cuts a passage into sentences, each with its place in the passage's wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_END = re.compile(
    r"(?<!\bNo)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\be\.g)(?<!\bi\.e)(?<!\betc)[.?!]+[”’\"')]*\s+(?=[“‘\"'(]?[A-Z0-9])"
    r"|\n+(?=\s*(?:[-•●–*]\s|\(?[a-z0-9]{1,3}[.)]\s|[“‘\"'(]?[A-Z0-9]|\|))|;\s+(?:and\s+)?(?=\n)|\s[|>•]\s"
)
_LEADING = re.compile(r"^(?:\s*[-•●–]\s+|\s*\d{1,3}(?:\.\d{1,3})*[.)]?\s+(?=[A-Z“‘(]))")


class Sentence(NamedTuple):
    """A sentence, or a line that stands for one; `start` is its first place in the passage."""

    text: str
    start: int


def sentences(text: str) -> Iterator[Sentence]:
    r"""The sentences of a passage: they end with a stop before a capital, or where a new line begins like one.

    >>> [item.text for item in sentences("4.1 The board meets, e.g. Mondays. It reports\nto the Panel.\n- One\n- Two")]
    ['The board meets, e.g. Mondays.', 'It reports\nto the Panel.', 'One', 'Two']
    """
    start = 0
    for found in _END.finditer(text):
        yield from _sentence(text, start, found.end())
        start = found.end()
    yield from _sentence(text, start, len(text))


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    lead = _LEADING.match(piece)
    start += lead.end() if lead else len(piece) - len(piece.lstrip())
    piece = text[start:end].rstrip()
    if piece:
        yield Sentence(piece, start)
