"""What the papers after the first date no longer mention: it ends nothing, and is listed apart. Pure."""

from __future__ import annotations

from graph.model.labels import COLLECTIVE, Family, family_of
from graph.model.values import Modality, latest
from graph.timeline import Fact, day_of
from queries.changes.change import SEATS, Change, Kind, words
from queries.slice import Slice

_LASTING = frozenset({Family.BODY, Family.HOLDER, Family.WORK, Family.MONEY, Family.LAW, Family.THING})
"""Families of what a later paper could have mentioned again; a meeting that is over is not missed."""


def silences(before: Slice, after: Slice) -> list[Change]:
    """What was known at the first date and no paper names after it; and owners that papers after it leave out while they name the thing.

    Nothing is listed where no paper is newer than the first date.
    """
    first = day_of(before.as_of)
    if not any(latest(fact.last_stated) > first for fact in after.facts.values()):
        return []
    named = {
        end: max(named_then, key=lambda fact: (latest(fact.last_stated), fact.key))
        for end in after.entities
        if (named_then := [fact for fact in after.about(end) if latest(fact.last_stated) > first])
    }
    found = []
    for item, entity in after.entities.items():
        told = before.about(item)
        if told and item not in named and family_of(entity.labels) in _LASTING and COLLECTIVE not in entity.labels and after.about(item):
            last = max(told, key=lambda fact: (latest(fact.last_stated), fact.key))
            kind = ", ".join(filter(None, (entity.label, entity.kind)))
            said = (
                f"No paper dated after {before.as_of} and up to {after.as_of} names {after.name(item)}; the last was of {last.last_stated}"
            )
            found.append(Change(Kind.SILENT, item, f"{kind}; last named {last.last_stated}", "", (last,), sentence=said))
    for fact in after.of_type(*SEATS):
        if fact.end in named and _could_be_said_again(after, fact, first):
            other = named[fact.end]
            said = (
                f"{after.name(fact.end)}, {words(after, fact)}: last stated {fact.last_stated}; "
                f"a paper of {other.last_stated} names {after.name(fact.end)} and does not say it"
            )
            told_words = f"{words(after, fact)}; last stated {fact.last_stated}"
            found.append(Change(Kind.SILENT, fact.end, told_words, "", (fact,), (other,), said))
    return found


def _could_be_said_again(after: Slice, fact: Fact, first: str) -> bool:
    in_force = fact.properties.get("modality") == Modality.IN_FORCE
    return in_force and fact.key not in after.earlier and latest(fact.last_stated) <= first
