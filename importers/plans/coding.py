"""Codes that stand in the column of the actions: alone, where their words stand in the next, or before the words: pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.plans.actions import PlanRow, Printed
from importers.plans.headings import Meaning

_CODE = (
    r"(?:(?:action|act|priority|objective|recommendation|rec|task|ref)\.? ?)?(?:[A-Z]{1,4}[- .]?)?"
    r"\d{1,3}[a-z]?(?:[.\-/][A-Z]{0,2}\d{1,3}[a-z]?|\([a-z]\))*"
)
_ALONE = re.compile(rf"(?:{_CODE}|[IVX]{{1,5}}|[A-Z])[.):]?", re.IGNORECASE)
_BEFORE = re.compile(rf"({_CODE})(?:[.):]+\s*|\s*[-–—]\s+|\s+(?=[A-Z“\"'‘]))(\S.*)", re.DOTALL)
_LEAST = 2
_LEAD = re.compile(
    r"(?:(?:overall |joint )?leads?(?: (?:officer|agency|organisation|partner|body))?s?|owner|led by|responsible|by whom)\s*[:–-]\s*(\S.*)",
    re.IGNORECASE,
)


def code_and_words(text: str) -> tuple[str, str]:
    """The code at the beginning of a text, and the words behind it; no code where it begins with none.

    >>> code_and_words("H1.1 Train nurses"), code_and_words("2. Map services"), code_and_words("20 teachers trained")
    (('H1.1', 'Train nurses'), ('2', 'Map services'), ('', '20 teachers trained'))
    """
    match = _BEFORE.fullmatch(text.strip())
    return (match[1], match[2].strip()) if match else ("", text.strip())


def coded(rows: Sequence[PlanRow]) -> list[PlanRow]:
    """The rows with the leads and the codes that their table prints in the column of its actions.

    Leads where a line of an action says "Lead:" and its row has no other; codes only where the file has no column of codes, and where every
    action that it prints begins with a code of its own.
    """
    rows = [_led(row) for row in rows]
    told = [row for row in rows if row.text(Meaning.ACTION)]
    if len(told) < _LEAST or any(Meaning.CODE in row.cells for row in rows):
        return list(rows)
    texts = [row.text(Meaning.ACTION) for row in told]
    if all(_ALONE.fullmatch(text) for text in texts) and any(row.text(Meaning.ACTIVITIES) for row in told):
        return [_moved(row) for row in rows]
    found = [_BEFORE.fullmatch(text) for text in texts]
    if all(found) and len({match[1] for match in found if match}) == len(found):
        return [_parted(row) for row in rows]
    return list(rows)


def code_of_form(heading: str) -> str:
    """The code in the heading of a form's action: `Action 7`; empty for a heading that is no code.

    >>> code_of_form("Action 7"), code_of_form("Action")
    ('Action 7', '')
    """
    tidy = " ".join(heading.split()).strip(" :.")
    return tidy if re.search(r"\d", tidy) and _ALONE.fullmatch(tidy) else ""


def _led(row: PlanRow) -> PlanRow:
    """A line "Lead: ..." in the cell of an action is its lead, where no other cell is."""
    cell = row.first(Meaning.ACTION)
    if not cell or len(cell.lines) < _LEAST or row.text(Meaning.LEADS):
        return row
    leads = [match[1] for line in cell.lines if (match := _LEAD.fullmatch(line))]
    words = tuple(line for line in cell.lines if not _LEAD.fullmatch(line))
    if not leads or not words:
        return row
    own = cell._replace(
        text="\n".join(line for line in cell.text.split("\n") if not _LEAD.fullmatch(line.strip(" •"))), lines=words, whole=cell.wording
    )
    lead = cell._replace(text="; ".join(leads), lines=tuple(leads), whole=cell.wording)
    return row._replace(cells={**row.cells, Meaning.ACTION: (own,), Meaning.LEADS: (lead,)})


def _moved(row: PlanRow) -> PlanRow:
    """What is read as the action is its code, and the words of the first activities are the action."""
    cells = dict(row.cells)
    codes = cells.pop(Meaning.ACTION, ())
    words, *rest = cells.pop(Meaning.ACTIVITIES, ()) or ((),)
    if codes:
        cells[Meaning.CODE] = codes
    if words:
        cells[Meaning.ACTION] = (words,)
    if rest:
        cells[Meaning.ACTIVITIES] = tuple(rest)
    return row._replace(cells=cells)


def _parted(row: PlanRow) -> PlanRow:
    """The code before the words of the action is its code."""
    cell = row.first(Meaning.ACTION)
    match = _BEFORE.fullmatch(cell.text.strip()) if cell else None
    if not cell or not match:
        return row
    first, *lines = cell.lines or (cell.text,)
    lines = [first.removeprefix(match[1]).lstrip(".):-–— "), *lines]
    own: Printed = cell._replace(text=match[2].strip(), lines=tuple(line for line in lines if line), whole=cell.wording)
    code = cell._replace(text=match[1], lines=(match[1],), whole=cell.wording)
    return row._replace(cells={**row.cells, Meaning.ACTION: (own,), Meaning.CODE: (code,)})
