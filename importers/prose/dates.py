"""Dates as papers print them, in EDTF of level 0: `28 October 2020`, `15th March`, `October 2018`, `28/10/2020`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.model.values import is_date

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = "|".join((*MONTHS, *(name[:3] for name in MONTHS), "sept"))
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_DATE = re.compile(
    rf"(?<![\w/.-]){_WEEKDAY}(?:"
    rf"(?P<day>\d{{1,2}})\s*(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,\s+(?P<year2>\d{{4}})"
    rf"|(?P<month3>{_MONTH})\.?\s+(?P<year3>\d{{4}})"
    r"|(?P<day4>\d{1,2})[/.](?P<month4>\d{1,2})[/.](?P<year4>(?:19|20)\d{2})"
    r"|(?P<iso>(?:19|20)\d{2}-\d{2}-\d{2}))(?![\w/-])",
    re.IGNORECASE,
)


class Printed(NamedTuple):
    """A date in a text."""

    date: str
    """EDTF."""
    text: str
    start: int
    end: int


def dates(text: str) -> Iterator[Printed]:
    """Every date with a year and a month at least; numbers are read with the day first, as papers here print them.

    >>> [item.date for item in dates("on Wednesday 15 th March 2023, since October 2018 and March 31, 2017")]
    ['2023-03-15', '2018-10', '2017-03-31']
    """
    for found in _DATE.finditer(text):
        parts = found.groupdict(default="")
        year = parts["year"] or parts["year2"] or parts["year3"] or parts["year4"]
        day = parts["day"] or parts["day2"] or parts["day4"]
        month = _month(parts["month"] or parts["month2"] or parts["month3"]) or parts["month4"]
        date = parts["iso"] or "-".join(filter(None, (year, month.zfill(2), day.zfill(2) if day else "")))
        if is_date(date):
            yield Printed(date, found[0].strip(), *found.span())


def _month(name: str) -> str:
    short = name.casefold()[:3]
    return next((str(place) for place, month in enumerate(MONTHS, 1) if short and month.startswith(short)), "")
