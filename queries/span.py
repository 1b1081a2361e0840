"""The landscape at two dates, as plain rows: what a map of changes is drawn from."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from graph.model.values import Modality
from graph.store import Row, Store
from queries.changes import Kind, read_changes
from queries.whole import Whole, read_whole

_OWN = {Kind.RE_STATED, Kind.RENAMED}


class Span(NamedTuple):
    """The later landscape with the links of both dates, and what changed, in ids and keys."""

    whole: Whole
    links: list[Row]
    added: frozenset[str]
    ended: frozenset[str]
    new: frozenset[str]
    """Entities that no fact of the first date names."""
    restated: dict[str, list[str]]
    silent: int


def read_span(store: Store, since: str, until: str) -> Span:
    """What changed between two dates: links added and ended, entities new, and what changed of their own facts.

    A fact that no later paper repeats is counted, and stays: silence ends nothing.
    """
    before, after = read_whole(store, since), read_whole(store, until)
    was, now = ({str(row["key"]): row for row in whole.links} for whole in (before, after))
    added: set[str] = set()
    ended: set[str] = set()
    restated: dict[str, list[str]] = defaultdict(list)
    silent = 0
    for change in read_changes(store, since, until)[2]:
        if change.kind is Kind.SILENT:
            silent += 1
            continue
        if change.kind in _OWN:
            restated[change.entity].append(f"{change.before} → {change.after}")
        ended |= {fact.key for fact in change.was if fact.key in was and fact.key not in now}
        over = {fact.key for fact in change.now if fact.properties.get("modality") == Modality.ENDED}
        ended |= over & now.keys()
        added |= {fact.key for fact in change.now if fact.key in now and fact.key not in was} - over
    new = frozenset(_named(after) - _named(before))
    return Span(after, list({**was, **now}.values()), frozenset(added), frozenset(ended), new, dict(restated), silent)


def _named(whole: Whole) -> set[str]:
    told = {row["id"] for row in whole.nodes if row["facts"]}
    return told | {row[end] for row in whole.links for end in ("from", "to")}
