"""What the columns of one table mean together: which is the action, which of several states is the newest, what stands apart: pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from importers.plans.headings import Match, Meaning
from importers.reading.blocks import Cell

_HOWS = ("given", "exact", "within", "alike")
_PERIOD = re.compile(
    r"\bq(?:uarter|tr)? ?[1-4]\b|\b(?:20)?\d\d ?[/-] ?(?:20)?\d\d\b|\b20\d\d\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_SINGLE = (Meaning.THEME, Meaning.OBJECTIVE, Meaning.STATE, Meaning.DIRECTION, Meaning.DUE)
_OF_ACTIONS = frozenset([Meaning.LEADS, Meaning.ACCOUNTABLE, Meaning.CONTRIBUTORS, Meaning.DUE, Meaning.PROGRESS, Meaning.OUTCOME])
"""Columns that belong to actions, however far from them they stand; a key beside the table has a colour and what it means."""


def settle(
    meanings: dict[int, Meaning], matches: Mapping[int, Match], headings: Mapping[int, str], filled: Collection[int]
) -> tuple[str, ...]:
    """Settles, in `meanings`, which column is the action and which of several of one kind is meant; gives the headings left over.

    A table without a column of actions has them under its activities, else its objectives. `filled` are the columns with words.
    """

    def best(meaning: Meaning) -> list[int]:
        found = [column for column, other in meanings.items() if other is meaning]
        return sorted(found, key=lambda column: _HOWS.index(matches[column].how))

    over: list[int] = []
    actions = best(Meaning.ACTION)
    if not actions:
        other = next((found[0] for item in (Meaning.ACTIVITIES, Meaning.OBJECTIVE) if (found := sorted(best(item)))), None)
        if other is not None:
            meanings[other] = Meaning.ACTION
    for column in actions[1:]:
        meanings[column] = Meaning.ACTIVITIES if matches[column].covers else Meaning.OTHER
        over += [] if matches[column].covers else [column]
    for column in best(Meaning.CODE)[1:]:
        meanings[column] = Meaning.OTHER
        over.append(column)
    for single in _SINGLE:
        columns = best(single)
        if single is Meaning.STATE:
            columns = _newest(columns, matches, headings, filled)
        for column in columns[1:]:
            other_than = (Meaning.THEME, Meaning.OBJECTIVE, Meaning.DUE)
            meanings[column] = Meaning.OTHER if single in other_than else Meaning.PROGRESS
            over += [column] if single in other_than else []
    return tuple(headings[column] for column in sorted(over))


def _newest(columns: list[int], matches: Mapping[int, Match], headings: Mapping[int, str], filled: Collection[int]) -> list[int]:
    """Of states for several quarters or dates, the last that has words first."""
    dated = [column for column in columns if _PERIOD.search(headings[column].casefold())]
    if len(dated) < 2 or len(dated) < len(columns) or matches[dated[0]].how == "given":
        return columns
    last = max((column for column in dated if column in filled), default=max(dated))
    return [last, *(column for column in columns if column != last)]


def apart(rows: Sequence[Sequence[Cell]], meanings: Mapping[int, Meaning], matches: Mapping[int, Match]) -> frozenset[int]:
    """The columns of a key beside the table: behind a column without a word, and none of them such as actions have."""
    if not rows:
        return frozenset()
    width = len(rows[0])
    blank = [column for column in range(width) if not any(row[column].text for row in rows)]
    for column in blank:
        left = {meaning for place, meaning in meanings.items() if place < column}
        beyond = [place for place in range(column + 1, width) if place not in blank]
        if beyond and {Meaning.ACTION, Meaning.ACTIVITIES, Meaning.OBJECTIVE} & left and _OF_ACTIONS & left:
            ours = any(meanings.get(place) in _OF_ACTIONS and matches[place].how in ("given", "exact") for place in beyond)
            return frozenset() if ours else frozenset(beyond)
    return frozenset()
