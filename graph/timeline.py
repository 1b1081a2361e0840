"""What the as-of date hides: the one rule, computed from the statings and never from folded values.

A fact holds at day D where, among its statings that count,
1. a paper dated up to D states it (a partial date counts from its last possible day on);
2. its source has not ended it by D (`ended_by`, a complete edition that no longer holds the row);
3. it is not over: its newest `valid_to` has not passed before D, unless a paper written after that day states it still;
4. where it is in force, it has begun: the last possible day of `valid_from` is not after D.

Silence ends nothing. What is planned stays planned after its day has passed: no paper says that it happened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph.facts import Properties, Stating
from graph.fold import newest_first, project
from graph.model.relationships import BY_TYPE
from graph.model.values import EMPTY, LOST, Modality, earliest, latest

STALE_YEARS = 5
"""A fact last stated more than this many years before the as-of date gets the note `stale`."""

STALE_WORDS = "more than five years"
"""The same in words, for notes and legends."""


class Fact(NamedTuple):
    """One relationship as it stands at a date: its properties are folded from the statings up to that date."""

    key: str
    type: str
    start: str
    end: str
    properties: Properties

    @property
    def last_stated(self) -> str:
        """Date of the newest paper that says it."""
        return str(self.properties.get("seen_to", ""))


def day_of(as_of: str) -> str:
    """The day that a partial as-of date means: its last one."""
    return latest(as_of)


def said_by_then(statings: Iterable[Stating], day: str) -> list[Stating]:
    """The statings that count at `day` (ISO), newest paper first: rules 1 and 2."""
    return newest_first(s for s in statings if s.counts and latest(s.date) <= day and not (s.ended_on and s.ended_on <= day))


def holds(statings: Sequence[Stating], day: str) -> bool:
    """Rules 3 and 4, on statings that count at `day`, newest first."""
    if not statings:
        return False
    if is_over(statings, day):
        return False
    begins = next((s.valid_from for s in statings if s.valid_from), "")
    return not (begins and statings[0].modality is Modality.IN_FORCE and latest(begins) > day)


def is_over(statings: Sequence[Stating], day: str) -> bool:
    """Rule 3: its newest `valid_to` has passed before `day`, and no paper written after that states it still."""
    ends = next((s for s in statings if s.valid_to), None)
    if not ends or latest(ends.valid_to) >= day:
        return False
    return not any(not s.valid_to and earliest(s.date) > latest(ends.valid_to) for s in statings)


def at(statings: Iterable[Stating], as_of: str, *, past: bool = False) -> Properties | None:
    """What a relationship carries at a date; `None` where it does not hold then.

    With `past`, what was so and is over is there too, with the modality `ended`: money that was paid stays paid.
    """
    day = day_of(as_of)
    counted = said_by_then(statings, day)
    if past and is_over(counted, day):
        return {**project(counted), "modality": str(Modality.ENDED)} if counted[0].modality is Modality.IN_FORCE else None
    return project(counted) if holds(counted, day) else None


def is_stale(last_stated: str, as_of: str) -> bool:
    """True where the last stating is more than `STALE_YEARS` years before the as-of date."""
    day, seen = day_of(as_of), latest(last_stated)
    return f"{int(seen[:4]) + STALE_YEARS:04d}{seen[4:]}" < day


def was_planned(fact: Fact, as_of: str) -> bool:
    """True for a planned fact whose day has passed: it reads "was planned for ...; no paper says that it happened"."""
    day = str(fact.properties.get("valid_from") or fact.properties.get("date") or "")
    return fact.properties.get("modality") == Modality.PLANNED and bool(day) and latest(day) < day_of(as_of)


def _seat(fact: Fact, labels: Sequence[str]) -> tuple[str, ...] | None:
    """The seat that a fact fills, or `None`: one at a time is expected of a post, of a chair, and of each lead cell of an action."""
    if BY_TYPE[fact.type].one_seat and fact.properties.get("modality") == Modality.IN_FORCE:
        return (
            None
            if fact.type == "CHAIRS" and fact.properties.get("capacity")
            else (fact.type, fact.end, str(fact.properties.get("capacity", "")))
        )
    in_force = fact.properties.get("modality") == Modality.IN_FORCE  # a planned lead takes nobody's place
    if fact.type in ("ACCOUNTABLE_FOR", "LEADS") and in_force and {"PriorityAction", "Strand"} & set(labels):
        return fact.type, fact.end
    return None


def earlier(facts: Iterable[Fact], labels_of: dict[str, Sequence[str]]) -> frozenset[str]:
    """Keys of facts whose one seat a newer paper gives to somebody else; they are shown as earlier, not as ended.

    Several holders in the newest paper all stay: that is a finding, not an error. An empty or lost cell replaces nothing.
    """
    seats: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        seat = _seat(fact, labels_of.get(fact.end, ()))
        if seat and fact.properties.get("value_text") not in (EMPTY, LOST):
            seats[seat].append(fact)
    return frozenset(
        fact.key
        for holders in seats.values()
        for fact in holders
        if latest(fact.last_stated) < max(latest(other.last_stated) for other in holders)
    )
