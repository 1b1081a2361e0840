"""Whose holdings a handover lists: the subject, the office of which it is the head, and who acts as its head."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.model.ids import fold
from queries.catalogue import FACTS
from queries.plans import plans_of
from queries.reports.holdings import GROUPS, Group, Holding, holdings
from queries.reports.reading import Desk
from queries.shapes.common import HEAD, inherit
from queries.slice import Entity, Slice, read_types

_ACTING = re.compile(r"\b(?:acting|interim|temporary)\b")
"""A post called so has no holdings of its own: what it holds is its office's, under another name."""
_OF_PLANS = f"""MATCH (:Entity)-[r:PART_OF|SUCCEEDS|STATED_IN]->(:Entity)
WHERE r.seen_from_latest <= $as_of AND (type(r) <> 'STATED_IN' OR r.property IN ['state', 'duration', 'date'])
WITH r
{FACTS}"""


class Holder(NamedTuple):
    """Whose holdings a part of the report lists."""

    id: str
    title: str
    own: dict[str, str]
    """What the subject, its office and who acts in it are to this holder, for the column of others."""
    groups: tuple[tuple[Group, list[Holding]], ...]
    who: str
    """What it is to the subject, in words: "its office"."""

    @property
    def all(self) -> list[Holding]:
        """Its holdings in the order of the groups."""
        return [item for _, found in self.groups for item in found]

    def is_lone(self, item: Holding) -> bool:
        """True for what must have a holder and in the papers has nobody but these."""
        return item.needs_holder and all(fact.start in self.own for fact in item.others)


def read_around(desk: Desk, subject: Entity) -> tuple[Slice, list[str], list[str]]:
    """The subject, its office, who acts as its head, and all that they hold with whoever else holds it; ids of offices, of acting heads."""
    part = desk.around([subject.id], steps=5, to_end=["INSTANCE_OF"])
    offices = [fact.end for fact in part.out_of(subject.id, "POST_IN") if fact.properties.get("capacity") == HEAD]
    offices = [item for item in dict.fromkeys(offices) if item != subject.id]
    if offices:
        part = part.joined(desk.around(offices, steps=5, to_end=["INSTANCE_OF"]))
    acting = [] if _ACTING.search(fold(subject.name)) else _acting(part, offices, subject.id)
    if acting:
        part = part.joined(desk.around(acting, steps=5, to_end=["INSTANCE_OF"]))
    held_by = [subject.id, *offices, *acting]
    part = inherit(part, held_by)
    near = {end for item in held_by for fact in part.about(item) for end in (fact.start, fact.end)}
    # Which plans are over follows from all plans: the newest answers even when its years have passed.
    part = part.joined(desk.around(near - set(held_by))).joined(read_types(desk.store, _OF_PLANS, part.as_of))
    return part, offices, acting


def _acting(part: Slice, offices: list[str], subject: str) -> list[str]:
    heads = [fact for item in offices for fact in part.into(item, "POST_IN") if fact.properties.get("capacity") == HEAD]
    return list(dict.fromkeys(fact.start for fact in heads if fact.start != subject and _ACTING.search(fold(part.name(fact.start)))))


def holders_of(part: Slice, subject: Entity, offices: list[str], acting: list[str]) -> list[Holder]:
    """The parts of the report, the subject's own first."""
    plans = plans_of(part)
    office, acts = dict.fromkeys(offices, "its own office"), dict.fromkeys(acting, "acting in the same office")

    def holder(item: str, title: str, own: dict[str, str], who: str) -> Holder:
        return Holder(item, title, own, tuple((group, holdings(part, item, group, plans)) for group in GROUPS), who)

    found = [holder(subject.id, f"Held by {subject.called}", {**office, **acts}, "")]
    for item in offices:
        title = f"Held by {part.name(item)}, of which it is the head"
        found.append(holder(item, title, {subject.id: "its head", **acts}, "its office"))
    for item in acting:
        title = f"Held by {part.name(item)}, acting as head of the same office"
        found.append(holder(item, title, {subject.id: "the post itself", **office}, f"the {part.name(item)}"))
    return found
