"""Values that facts carry: partial dates in EDTF, the closed lists of words, money as printed and as parsed.

Dates follow the Library of Congress' Extended Date/Time Format, level 0: `2018`, `2018-10`, `2018-10-31`.
"""

from __future__ import annotations

import calendar
import re
from enum import StrEnum
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Modality(StrEnum):
    """How a fact stands to what happens: "should" and "may" are not "is"."""

    IN_FORCE = "in force"
    PLANNED = "planned"
    EXPECTED = "expected"
    PROPOSED = "proposed"
    ENDED = "ended"


class Standing(StrEnum):
    """How sure a reader may be that the papers say it."""

    STATED = "stated"
    INFERRED = "inferred"
    CONTRADICTED = "contradicted"


LITERALS: dict[str, str] = {
    "state": "A printed state of work, such as its red, amber or green status.",
    "listed_as": "The heading a deliverable stands under, which may differ from its state.",
    "direction": "Direction of travel: improved, no change, deteriorated.",
    "due": "When it is due.",
    "date": "When it happened or will happen.",
    "name": "A name, and when it was used.",
    "count": "How many there are.",
    "share": "Which share of something.",
    "size": "How large it is.",
    "amount": "A sum of money.",
    "cap": "The most that may be given.",
    "cost": "What it costs.",
    "target": "What is aimed at.",
    "grade": "An inspector's or a risk grade.",
    "duration": "How long it lasts.",
    "frequency": "How often.",
    "denial": "A relation that a paper denies, as `TYPE:other id`.",
    "cell": "A cell of a table that is empty or lost; `of` is its column (decision 0003).",
    "measure": "A figure, with what is measured (`of`) and its period.",
}
"""The properties of literal facts (`STATED_IN`), each with a sentence."""

SINGLE_LITERALS = frozenset({"due", "grade"})
"""Literal facts with one value at a time: two values in papers of one date contradict each other."""

SHARES = ("all", "many", "some")

MEMBER_OF_CLASS = "member-of-class"
"""The `rule` by which what holds of `all` of a class shows at each member, as inferred."""

LOST = "lost"
"""A cell whose value the text of the paper lost (a colour, an arrow)."""

EMPTY = "empty"
"""A cell that is empty in the paper: emptiness is a fact."""

OPEN, ACCEPTED, REJECTED = "open", "accepted", "rejected"
"""What has become of a proposal."""

DECISIONS = ("agreed", "approved", "endorsed", "signed off", "recommended", "challenged", "vetoed", "not vetoed", "noted")


def is_date(text: str) -> bool:
    """True for a date of EDTF level 0 that exists in the calendar."""
    match = _DATE.fullmatch(text)
    if not match:
        return False
    year, month, day = int(match[1]), match[2], match[3]
    if year == 0:
        return False
    if month and not 1 <= int(month) <= 12:
        return False
    return not day or 1 <= int(day) <= calendar.monthrange(year, int(month))[1]


@lru_cache(maxsize=4096)
def earliest(date: str) -> str:
    """First possible day of a partial date, as `YYYY-MM-DD`.

    >>> earliest("2018-10")
    '2018-10-01'
    """
    return f"{date}-01-01" if len(date) == 4 else f"{date}-01" if len(date) == 7 else date


@lru_cache(maxsize=4096)  # papers have few dates, and every fact asks for its own
def latest(date: str) -> str:
    """Last possible day of a partial date, as `YYYY-MM-DD`.

    >>> latest("2018-10"), latest("2018")
    ('2018-10-31', '2018-12-31')
    """
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:7]))[1]:02d}"
    return date
