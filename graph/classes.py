"""What holds of all of a class shows at each of its members: the one rule, over plain facts.

A member is `INSTANCE_OF` its class, and a class may be of a wider class. A fact of a class whose `share` is `all` is true of every
member, as inferred; one of many, of some or of a number is inherited by none. Who will be of a class inherits nothing yet. What is also
stated of the member stays beside it: they are two things that the papers say, and each has its own evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from graph.model.values import MEMBER_OF_CLASS, Modality, Standing
from graph.timeline import Fact

ALL = "all"
INSTANCE = "INSTANCE_OF"


class Inherited(NamedTuple):
    """A fact as it shows at a member, and the key of the class's fact that it comes from."""

    fact: Fact
    source: str


def classes_of(member: str, about: Callable[[str], Iterable[Fact]]) -> dict[str, list[Fact]]:
    """Each class of which `member` is one, the nearest first, with the `INSTANCE_OF` facts that lead there.

    `about` gives the facts at either end of an entity. A circle of classes ends where it began.
    """
    found: dict[str, list[Fact]] = {}
    frontier: dict[str, list[Fact]] = {member: []}
    while frontier:
        following: dict[str, list[Fact]] = {}
        for item, way in frontier.items():
            for fact in about(item):
                if fact.type != INSTANCE or fact.start != item or not _in_force(fact):
                    continue
                if fact.end not in found and fact.end != member:
                    following.setdefault(fact.end, [*way, fact])
        found |= following
        frontier = following
    return found


def inherited(members: Iterable[str], about: Callable[[str], Iterable[Fact]]) -> list[Inherited]:
    """What the classes of `members` have, as each member has it: standing inferred, `rule`, and `by_class` with the id of the class.

    Its evidence is that of the class's fact alone, which says it; where the membership is stated is `by_class_evidence`.

    A fact between two classes shows with one end at a member and the other at the class: that all members of one have it with the other
    does not say which has it with which.
    """
    kept: dict[str, list[Fact]] = {}
    known: dict[str, Iterable[Fact]] = {}

    def once(item: str) -> Iterable[Fact]:
        if item not in known:
            known[item] = list(about(item))
        return known[item]

    found: dict[str, Inherited] = {}
    for member in dict.fromkeys(members):
        for via, way in classes_of(member, once).items():
            if via not in kept:
                kept[via] = [fact for fact in once(via) if fact.type != INSTANCE and fact.properties.get("share") == ALL]
            for fact in kept[via]:
                key = f"{fact.key}@{member}"
                found.setdefault(key, Inherited(_at_member(fact, key, member, via, way), fact.key))
    return list(found.values())


def _in_force(fact: Fact) -> bool:
    return bool(fact.properties.get("modality", Modality.IN_FORCE) == Modality.IN_FORCE)


def _at_member(fact: Fact, key: str, member: str, via: str, way: Iterable[Fact]) -> Fact:
    properties = {name: value for name, value in fact.properties.items() if name != "share"}
    properties |= {"standing": str(Standing.INFERRED), "rule": MEMBER_OF_CLASS, "by_class": via}
    evidence: list[Any] = []  # ids; in a map, the passages themselves
    for step in way:
        evidence += [item for item in step.properties.get("evidence", ()) if item not in evidence]
    if evidence:
        properties["by_class_evidence"] = evidence
    start, end = (member if item == via else item for item in (fact.start, fact.end))
    return Fact(key, fact.type, start, end, properties)
