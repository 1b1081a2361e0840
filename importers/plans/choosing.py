"""Which of the tables of a file with headings of actions are the plan's, and which are its risks, measures or money beside it: pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model.ids import fold
from importers.plans.header import Header
from importers.plans.headings import Meaning, plain
from importers.reading.blocks import Table

Found = tuple[Table, tuple[str, ...], Header]

_BESIDE = re.compile(
    r"\b(?:risk (?:register|log|assessment|matrix)|risks|issues log|budgets?|finance|financial|spend|performance (?:framework|measures?|"
    r"indicators?|dashboard|targets)|kpis?|key performance|outcomes framework|membership|attendance|glossary|contacts?|version (?:history|"
    r"control)|document control|look ?ups?|drop ?downs?)\b"
)
_RISK = frozenset(["risk", "risks", "risk description", "risk id", "risk no", "risk ref"])
_COVER = "a cover sheet"
_ACTION = re.compile(r"(?:priority |key |agreed )?actions?\b(?! (?:required|requested|sought|for))", re.IGNORECASE)
"""What a form of one action calls it; a report's cover sheet says what action is required."""
_FIRST = 2
"""Among so many first headings the risk stands in a register of risks; further on it is one of an action."""


def chosen(found: Sequence[Found]) -> tuple[list[Found], list[str]]:
    """The tables that are the plan's, and a sentence on each that stands beside it.

    Left alone, where other tables remain: a register of risks, what stands under a heading such as "Budget", and a table that names no
    action, but objectives, where another does. A table whose headings the user has given is never left alone.
    """
    kinds = [_beside(item) for item in found]
    found, kinds = [item for item, kind in zip(found, kinds, strict=True) if kind != _COVER], [kind for kind in kinds if kind != _COVER]
    if any(not kind for kind in kinds) and any(kinds):
        named = [item for item, kind in zip(found, kinds, strict=True) if not kind]
    else:
        named, kinds = list(found), [""] * len(found)
    acting = [item for item in named if item[2].acts]
    if acting:
        kinds = [kind or ("" if item[2].acts else "objectives without actions") for item, kind in zip(found, kinds, strict=True)]
    kept = [item for item, kind in zip(found, kinds, strict=True) if not kind]
    said = [
        f"{_where(table)} is left alone: it reads as {kind} ({', '.join(filter(None, header.headings.values()))[:100]})."
        for (table, _, header), kind in zip(found, kinds, strict=True)
        if kind
    ]
    return kept, said


def _where(table: Table) -> str:
    return f"Sheet {table.sheet}" if table.sheet else f"Table {table.number}"


def _beside(item: Found) -> str:
    """What a table is that is no part of the plan, by its headings and by what stands above it; empty for a table of actions."""
    table, above, header = item
    if header.given:
        return ""
    if header.turned and not _ACTION.match(
        next(text for column, text in header.headings.items() if header.meanings.get(column) is Meaning.ACTION)
    ):
        return _COVER
    headings = [plain(text) for text in header.headings.values() if text]
    if set(headings[:_FIRST]) & _RISK or "likelihood" in headings:
        return "a register of risks"
    heading = table.sheet or table.heading or (above[-1] if above else "")
    return f"what its heading says, {heading!r}" if _BESIDE.search(fold(heading)) and "action" not in fold(heading) else ""
