"""A change between two dates: its kind, what it is of, and the facts of both sides."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from graph.facts import Properties
from graph.model.relationships import BY_TYPE
from graph.model.values import EMPTY, LOST, Modality
from graph.timeline import Fact
from queries.shapes.common import denied_by, extras_of, literal, sum_of, verb
from queries.slice import Slice


class Kind(StrEnum):
    """What sort of change; answers list them in this order."""

    SUCCEEDED = "succeeded"
    SPLIT = "split"
    MERGED = "merged"
    RENAMED = "renamed"
    RE_OWNED = "re-owned"
    RE_STATED = "re-stated"
    ENDED = "ended"
    ADDED = "added"
    SILENT = "no longer mentioned"


SEATS = {"ACCOUNTABLE_FOR": "accountable", "LEADS": "led by", "CHAIRS": "chaired by", "HOLDS": "held by"}
"""The relations by which a thing has an owner, each in the words before the owner's name."""


class Change(NamedTuple):
    """One change."""

    kind: Kind
    entity: str
    """Id of what has changed."""
    before: str
    after: str
    was: tuple[Fact, ...] = ()
    """The facts of the first date that it rests on."""
    now: tuple[Fact, ...] = ()
    """Those of the second."""
    sentence: str = ""
    others: tuple[str, ...] = ()
    """Ids of what it touches beside the entity."""

    @property
    def touches(self) -> frozenset[str]:
        """Ids of all that it is about; what fell silent is about itself alone."""
        if self.kind is Kind.SILENT and not self.now:
            return frozenset({self.entity})
        ends = {end for fact in (*self.was, *self.now) for end in (fact.start, fact.end)}
        return frozenset({self.entity, *self.others, *ends})


WhyEnded = Callable[[Fact], tuple[str, Properties]]
"""Says of a fact of the first date that does not hold at the second why, and what it carries by then."""


def never_asked(_fact: Fact) -> tuple[str, Properties]:
    """Says nothing: for slices that nothing but themselves is known of."""
    return "", {}


def subject_of(fact: Fact) -> str:
    """The entity that a fact is a change of: what is owned, led, chaired or held; else what stands on its left."""
    return fact.end if fact.type in SEATS else fact.start


def words(part: Slice, fact: Fact) -> str:
    """A fact as words that follow the name of its subject: `is a member of Board 1 (planned)`, `led by Group 1`, `state: in place`."""
    if fact.type == "STATED_IN":
        kind, other = denied_by(fact)
        return f"denied: {BY_TYPE[kind].says} {part.name(other)}" if kind else f"{fact.properties.get('property', '')}: {value(fact)}"
    known = BY_TYPE[fact.type]
    more = extras_of(part, fact)
    extras = (f": {sum_of(fact.properties)}" if fact.properties.get("amount_text") else "") + (f" ({'; '.join(more)})" if more else "")
    seen_from_it = f"{known.back} {part.name(fact.start)}" if fact.type in SEATS else f"{verb(part, fact)} {part.name(fact.end)}"
    return seen_from_it + extras


def value(fact: Fact) -> str:
    """A literal fact's value in words; what is not in force says so, and so does what the text of the paper lost."""
    printed = fact.properties.get("value_text")
    if printed in (LOST, EMPTY):
        return f"{printed} in the text of the paper" if printed == LOST else "empty in the paper"
    modality = fact.properties.get("modality", Modality.IN_FORCE)
    return literal(fact.properties) + ("" if modality == Modality.IN_FORCE else f" ({modality})")


def evidence(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    """Ids of the passages that say these facts, each once."""
    return tuple(dict.fromkeys(item for fact in facts for item in fact.properties.get("evidence", ())))
