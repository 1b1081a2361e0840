"""Statutes as papers cite them, with the provisions: `section 5 of the Crime and Disorder Act 1998`, `s.28 PRSRA 2011`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_WORD = r"(?:[A-Z][\w’'&-]*|\([A-Z][^()]{1,60}\))"
_JOIN = r"(?:,?\s+(?:and|of|the|for|to|in|on|by|with|etc\.?|&)\s+|,?\s+)"
_KIND = r"(?:Act|Order|Regulations|Rules|Measure)"
_NAMED = re.compile(rf"\b(?P<name>{_WORD}(?:{_JOIN}{_WORD}){{0,14}}?\s+{_KIND})(?:\s+(?P<year>(?:1[89]|20)\d\d))?(?![\w-])")
_PART = r"(?:sections?|ss?\.?|paragraphs?|paras?\.?|parts?|schedules?|regulations?|regs?\.?|articles?|chapters?)"
_PLACE = r"\d{1,3}[A-Z]{0,2}(?:\s?\(\w{1,4}\))*"
_PROVISION = re.compile(
    rf"(?P<provisions>(?<![A-Za-z]){_PART}\s?{_PLACE}(?:(?:\s?[-–]\s?|\s?,\s?|\s+(?:and|to|or|of)\s+)(?:{_PART}\s?)?{_PLACE})*)"
    r"(?:\s+(?:of|to|in|under)(?:\s+the)?)?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"^,?\s*\(?(?P<provisions>(?:{_PART})\s?{_PLACE}(?:(?:\s?[-–,]\s?|\s+(?:and|to|or|of)\s+)(?:{_PART}\s?)?{_PLACE})*)", re.IGNORECASE
)
_LEADING = re.compile(r"^(?:(?:[Tt]he|Under|In|By|Of|Section|And|Since|As|This|Part|Schedule|That|While|When|Both|Following)\s+)+")
_REACH = 90


class Citation(NamedTuple):
    """A statute that a text names."""

    name: str
    """Its name with the year, without the provision, as printed."""
    provisions: str
    """The provisions as printed; empty where it gives none."""
    start: int
    end: int


def citations(text: str, short: Mapping[str, str] | None = None) -> Iterator[Citation]:
    """Statutes of a text by their form (`... Act 1998`), and by the short names that the caller knows (`PRSRA`, `the Act`).

    >>> said = "under section 5 of the Crime and Disorder Act 1998, and the Equality Act 2010, s.149"
    >>> [(item.name, item.provisions) for item in citations(said)]
    [('Crime and Disorder Act 1998', 'section 5'), ('Equality Act 2010', 's.149')]
    """
    for found in _NAMED.finditer(text):
        name = found["name"]
        cut = _LEADING.match(name)
        start = found.start() + (cut.end() if cut else 0)
        name = text[start : found.end("name")]
        if re.fullmatch(_KIND, name):
            continue
        yield _cited(text, f"{name} {found['year'] or ''}".strip(), start, found.end())
    for word in short or ():
        for found in re.finditer(rf"(?<![\w]){re.escape(word)}(?:\s+(?:1[89]|20)\d\d)?(?![\w])", text):
            yield _cited(text, found[0], found.start(), found.end())


def _cited(text: str, name: str, start: int, end: int) -> Citation:
    before = _PROVISION.search(text[max(0, start - _REACH) : start])
    after = _AFTER.match(text[end : end + _REACH])
    provisions = before["provisions"] if before else after["provisions"] if after else ""
    return Citation(" ".join(name.split()), " ".join(provisions.split()), start, end)
