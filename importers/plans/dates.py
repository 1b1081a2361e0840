"""Dates as plans print them, to EDTF: pure. What cannot be one date stays words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.model.ids import fold
from graph.model.values import is_date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"((?:19|20)\d\d|\d\d)"
_SEP = r"[\s./,'-]*"
_QUARTER_ENDS = ("06", "09", "12", "03")
_DAY_MONTH_YEAR = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?{_SEP}(?:of )?{_MONTH}\.?{_SEP}{_YEAR}\b")
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\.?{_SEP}{_YEAR}\b")
_NUMBERS = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d|\d\d)\b")
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?(?:[t ]\d\d:\d\d.*)?(?![\d-])")
_FISCAL = re.compile(r"\b(?:q(?:uarter|tr)?\s*([1-4]))\b\W*(?:of\s+)?(?:fy\s*)?((?:19|20)?\d\d)\s*[/-]\s*((?:19|20)?\d\d)\b")
_FISCAL_BEFORE = re.compile(r"\b((?:19|20)\d\d)\s*[/-]\s*((?:19|20)?\d\d)\W*q(?:uarter|tr)?\s*([1-4])\b")
_BARE_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_CUE = re.compile(r"\b(?:as at|as of|updated?|last reviewed|version|date|position at|correct at|report(?:ed)? (?:to|for)|revised)\b")


def _full_year(text: str) -> str:
    return text if len(text) == 4 else f"20{text}"


def _sound(date: str) -> str:
    return date if is_date(date) else ""


def _month(text: str) -> str:
    return f"{_MONTHS.index(text[:3]) + 1:02d}"


def _fiscal(quarter: str, first: str, second: str) -> str:
    """The last month of a quarter of the year that begins in April; nothing where the two years do not follow each other."""
    start = int(_full_year(first))
    if int(_full_year(second)) != start + 1:
        return ""
    return f"{start + (quarter == '4')}-{_QUARTER_ENDS[int(quarter) - 1]}"


def _all(text: str) -> list[tuple[int, int, str]]:
    """Every date in folded text: where it begins and ends, and what it is; longer forms hide shorter ones inside them."""
    found: list[tuple[int, int, str]] = []

    def take(matches: Iterable[re.Match[str]], make: object) -> None:
        for match in matches:
            if not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((match.start(), match.end(), make(match)))  # type: ignore[operator]

    take(_FISCAL.finditer(text), lambda m: _fiscal(m[1], m[2], m[3]))
    take(_FISCAL_BEFORE.finditer(text), lambda m: _fiscal(m[3], m[1], m[2]))
    take(_ISO.finditer(text), lambda m: _sound("-".join(part for part in m.groups() if part)))
    take(_DAY_MONTH_YEAR.finditer(text), lambda m: _sound(f"{_full_year(m[3])}-{_month(m[2])}-{int(m[1]):02d}"))
    take(_NUMBERS.finditer(text), lambda m: _sound(f"{_full_year(m[3])}-{int(m[2]):02d}-{int(m[1]):02d}"))
    take(_MONTH_YEAR.finditer(text), lambda m: _sound(f"{_full_year(m[2])}-{_month(m[1])}"))
    return sorted(found)


def due_date(text: str) -> str:
    """The one date that a cell prints, EDTF; empty for none, for several, and for one that the calendar does not have.

    A quarter is one of the year that begins in April, and stands for its last month; numbers are day, month, year.

    >>> due_date("Q4 2022/23"), due_date("Mar-24"), due_date("by end of 31 March 2025")
    ('2023-03', '2024-03', '2025-03-31')
    >>> due_date("ongoing"), due_date("30/02/2026"), due_date("April 2024 and March 2025")
    ('', '', '')
    """
    folded = fold(text)
    found = _all(folded)
    if not found:
        years = _BARE_YEAR.findall(folded)
        ranged = re.search(r"\d{2,4}\s*[/-]\s*\d{2,4}", folded)
        return (
            years[0]
            if len(set(years)) == 1 and not ranged and not re.search(r"\b(?:q|quarter|spring|summer|autumn|winter)\b", folded)
            else ""
        )
    dates = {date for _, _, date in found}
    return dates.pop() if len(dates) == 1 else ""


def paper_date(texts: Iterable[str]) -> str:
    """The date that a plan gives itself: the first one after words such as "as at" or "updated", else the only one there is."""
    cued: list[str] = []
    others: list[str] = []
    for text in texts:
        folded = fold(text)
        for start, _, date in _all(folded):
            if date:
                (cued if _CUE.search(folded[max(0, start - 40) : start]) else others).append(date)
    if cued:
        return cued[0]
    return others[0] if len(set(others)) == 1 else ""
