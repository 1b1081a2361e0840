"""Changes of literal facts: states, directions, amounts and other values, and names. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from graph.model.ids import fold
from graph.model.labels import Family, family_of
from graph.model.values import EMPTY, LOST, Modality, Standing, latest
from graph.timeline import Fact
from queries.changes.change import Change, Kind, WhyEnded, never_asked, value
from queries.slice import Slice

_NOT_COMPARED = frozenset({"cell", "denial", "name"})
"""A cell belongs to one table, a denial is a fact of its own, a name has its own rule."""

_STATEFUL = frozenset({Family.WORK, Family.MONEY, Family.THING, Family.TIME, Family.LAW})
_SMALL = frozenset({"and", "of", "the", "for", "on", "in"})
"""Words that initials leave out."""

Group = tuple[str, str, str]
"""Entity, property, and what tells apart two values of it (what is measured, and when)."""


def of_literals(before: Slice, after: Slice, why_ended: WhyEnded = never_asked) -> tuple[list[Change], list[Fact]]:
    """Changes of values and names, and the literal facts that are new without a value before them."""
    was, now = _grouped(before), _grouped(after)
    changes, fresh = [], []
    for group, facts in now.items():
        if group[1] == "name":
            changes += _renamed(group[0], was.get(group, ()), facts)
        elif group[1] in _NOT_COMPARED or not was.get(group) or not _one_at_a_time(after, group):
            fresh += [fact for fact in facts if group[1] != "cell" and fact.key not in before.facts and not _unread(fact)]
        else:
            changes += _re_stated(after, group, was[group], facts)
    for group in sorted(was.keys() - now.keys()):
        if group[1] not in ("cell", "name"):
            changes.append(_ended(before, group, was[group], why_ended))
    return changes, fresh


def _grouped(part: Slice) -> dict[Group, list[Fact]]:
    found: dict[Group, list[Fact]] = defaultdict(list)
    for fact in part.of_type("STATED_IN"):
        if fact.start in part.entities:
            name = str(fact.properties.get("property", ""))
            # A denial is told apart by what it denies: one that is new is no other value of the one before.
            told_apart = str(fact.properties.get("value_text", "")) if name == "denial" else str(fact.properties.get("scope", ""))
            found[fact.start, name, "" if name == "name" else told_apart].append(fact)
    return found


def _one_at_a_time(part: Slice, group: Group) -> bool:
    """True where a newer value takes the place of the older one. What is told of a body or a place as its state adds up."""
    return group[1] != "state" or family_of(part.entities[group[0]].labels) in _STATEFUL


def _unread(fact: Fact) -> bool:
    return fact.properties.get("value_text") in (LOST, EMPTY)


def newest(facts: Sequence[Fact]) -> list[Fact]:
    """The values of the newest paper; a lost or empty one replaces no readable one."""
    readable = [fact for fact in facts if not _unread(fact)] or list(facts)
    last = max(latest(fact.last_stated) for fact in readable)
    return sorted((fact for fact in readable if latest(fact.last_stated) == last), key=lambda fact: (value(fact), fact.key))


def _re_stated(after: Slice, group: Group, was: Sequence[Fact], now: Sequence[Fact]) -> list[Change]:
    old, new = newest(was), newest(now)
    if {_meant(fact) for fact in old} == {_meant(fact) for fact in new}:
        return []
    told, tells = ("; ".join(dict.fromkeys(map(value, facts))) for facts in (old, new))
    name = group[1].replace("_", " ")
    said = f"{after.name(group[0])}: {name} was {told}, is {tells}"
    return [Change(Kind.RE_STATED, group[0], f"{name}: {told}", f"{name}: {tells}", tuple(old), tuple(new), said)]


def _meant(fact: Fact) -> tuple[str, ...]:
    """What a value means, however it is printed: the parsed number or date, else its words."""
    printed = fact.properties.get("value") or fact.properties.get("value_text")
    return fold(str(printed)), *(str(fact.properties.get(name, "")) for name in ("qualifier", "modality"))


def _ended(before: Slice, group: Group, was: Sequence[Fact], why_ended: WhyEnded) -> Change:
    old = newest(was)
    why, properties = why_ended(old[0])
    now = (old[0]._replace(properties=properties),) if properties.get("evidence") else ()
    name, told = group[1].replace("_", " "), "; ".join(dict.fromkeys(map(value, old)))
    said = f"Ended: {before.name(group[0])}, {name}: {told}" + (f", {why}" if why else "")
    return Change(Kind.ENDED, group[0], f"{name}: {told}", why, tuple(old), now, said)


def _renamed(item: str, was: Sequence[Fact], now: Sequence[Fact]) -> list[Change]:
    """A name that is new beside one that has ended, or that stands in a newer paper where the older ones had another.

    A misprint (contradicted), a planned name and the initials of the other name rename nothing.
    """
    was_keys = {fact.key for fact in was}
    names = [fact for fact in now if fact.properties.get("standing") != Standing.CONTRADICTED]
    current = [fact for fact in names if fact.properties.get("modality") == Modality.IN_FORCE]
    former = [fact for fact in names if fact.properties.get("modality") == Modality.ENDED]
    if not current:
        return []
    new = newest(current)
    if former and any(fact.key not in was_keys for fact in former):
        old = newest(former)
    else:
        old = newest([fact for fact in current if fact.key in was_keys] or new)
    before_names, after_names = ({str(fact.properties.get("value_text", "")) for fact in facts} for facts in (old, new))
    if {fold(name) for name in before_names} & {fold(name) for name in after_names} or all(
        _initials(one, other) for one in before_names for other in after_names
    ):
        return []
    told, tells = "; ".join(sorted(before_names)), "; ".join(sorted(after_names))
    return [Change(Kind.RENAMED, item, told, tells, tuple(old), tuple(new), f"{told} is called {tells} in papers of the later date")]


def _initials(one: str, other: str) -> bool:
    """True where one name is the first letters of the other's words."""
    short, long = sorted((fold(one), fold(other)), key=len)
    words = [word for word in re.split(r"[^a-z0-9]+", long.replace("'", "")) if word]
    letters = re.sub(r"[^a-z0-9]", "", short)
    return letters in ("".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL))
