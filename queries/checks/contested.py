"""Rules that find what cannot all be so, or is more than one: several owners of one thing, contradictions, denials, full seats."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.answer import NoteCode
from graph.model.relationships import BY_TYPE, DENIAL_OF
from graph.model.values import Standing, latest
from graph.timeline import Fact
from queries.checks.finding import Hit, Severity, rule
from queries.checks.landscape import Landscape
from queries.plans import says_finished
from queries.shapes.common import limit_of, sentence


@rule(
    "several-accountable",
    Severity.WARNING,
    "overlaps",
    finds="One thing for which the newest paper names several as accountable, without saying for which part each is.",
    advice="Ask which of them answers for it, or for which part each does.",
    words="several accountable owners",
    asked_by="contested",
)
def several_accountable(landscape: Landscape) -> Iterator[Hit]:
    """Things with more than one accountable owner at once."""
    part = landscape.part
    for item in landscape.entities.values():
        if landscape.plans.leaves_out(item.id):
            continue
        facts = [fact for fact in landscape.holding(part.into(item.id, "ACCOUNTABLE_FOR")) if not fact.properties.get("by_class")]
        owners = sorted({fact.start for fact in facts}, key=lambda owner: (part.name(owner), owner))
        limits = [limit_of(fact.properties) for fact in facts]
        if len(owners) > 1 and not (all(limits) and len(set(limits)) == len(limits)):
            names = ", ".join(map(part.name, owners))
            yield Hit((item.id, *owners), f"has several accountable owners: {names}", tuple(facts))


@rule(
    "several-in-one-seat",
    Severity.WARNING,
    "overlaps",
    finds="A post with several holders, or a body with several chairs, by the newest paper that says so.",
    advice="Look at the passages: one may be acting, deputising or vice; say so in the register's `capacity`.",
)
def several_in_one_seat(landscape: Landscape) -> Iterator[Hit]:
    """Seats for one that several fill at once."""
    part = landscape.part
    seats: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in landscape.holding(landscape.facts):
        capacity = str(fact.properties.get("capacity", ""))
        if BY_TYPE[fact.type].one_seat and fact.end in landscape.entities and not (fact.type == "CHAIRS" and capacity):
            seats[fact.end, fact.type, capacity].append(fact)
    for (item, kind, _), facts in sorted(seats.items()):
        holders = sorted({fact.start for fact in facts}, key=lambda holder: (part.name(holder), holder))
        if len(holders) > 1:
            yield Hit((item, *holders), f"is {BY_TYPE[kind].back} several: {', '.join(map(part.name, holders))}", tuple(facts), mark=kind)


@rule(
    "contradiction",
    Severity.ERROR,
    "contradictions",
    finds="Facts that the papers, or the register, say contradict each other.",
    advice="Read both passages, and say in the register which holds; the other stays, marked as contradicted.",
    asked_by="contested",
)
def contradiction(landscape: Landscape) -> Iterator[Hit]:
    """Facts whose standing is contradicted: those that name each other together, and those of one thing and kind that stand alone."""
    part = landscape.part
    against = [
        fact
        for fact in sorted(part.facts.values(), key=lambda fact: fact.key)
        if fact.properties.get("standing") == Standing.CONTRADICTED and not fact.properties.get("by_class")
    ]
    for facts in sorted(_together(against), key=lambda group: (part.name(group[0].start), group[0].key)):
        others = {key for fact in facts for key in fact.properties.get("contradicts", ())} - {fact.key for fact in facts}
        told_of = [*facts, *(part.facts[key] for key in sorted(others) if key in part.facts)]
        told = " against ".join(dict.fromkeys(sentence(part, fact) for fact in told_of))
        notes = list(dict.fromkeys(str(fact.properties["note"]) for fact in told_of if fact.properties.get("note")))
        why = "; ".join(note for note in notes if not any(note != other and note in other for other in notes))
        ends = tuple(dict.fromkeys(end for fact in told_of for end in (fact.start, fact.end) if end in part.entities))
        mark = " ".join(sorted({_what(fact) for fact in told_of}))
        said = f"has facts that contradict each other: {told}" if len(told_of) > 1 else f"is contradicted: {told}"
        yield Hit(ends, said + (f" ({why})" if why else ""), tuple(told_of), note=NoteCode.CONTRADICTED, mark=mark)


def _what(fact: Fact) -> str:
    return str(fact.properties.get("property", "")) or fact.type


def _together(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Contradicted facts in groups: those that name each other, that say the same property of one thing, or that one passage says."""
    groups: dict[str, list[Fact]] = {}
    of: dict[tuple[str, ...], str] = {}
    for fact in facts:
        ties: list[tuple[str, ...]] = [("key", key) for key in (fact.key, *fact.properties.get("contradicts", ()))]
        ties += [("passage", item) for item in fact.properties.get("evidence", ())]
        ties += [("what", fact.start, _what(fact))]
        joined = sorted({of[tie] for tie in ties if tie in of})
        groups[fact.key] = [fact, *(each for name in joined for each in groups.pop(name))]
        of = {tie: fact.key if name in joined else name for tie, name in of.items()} | dict.fromkeys(ties, fact.key)
    return [sorted(group, key=lambda fact: fact.key) for group in groups.values()]


@rule(
    "denied-fact",
    Severity.WARNING,
    "contradictions",
    finds="A fact that one paper states and another paper denies, both still standing.",
    advice="Read both passages: where the later one ends the fact, say so in the register with a last day.",
    asked_by="contested",
)
def denied_fact(landscape: Landscape) -> Iterator[Hit]:
    """Facts that hold beside their own denial, where the fold does not say already that they contradict each other."""
    part = landscape.part
    denials: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    types = {denial: denied for denied, denial in DENIAL_OF.items()}
    for fact in part.facts.values():
        if fact.type in types:
            denials[types[fact.type], fact.start, fact.end].append(fact)
        elif fact.properties.get("property") == "denial":
            kind, _, other = str(fact.properties.get("value_text", "")).partition(":")
            denials[kind, fact.start, other].append(fact)
            denials[kind, other, fact.start].append(fact)
    for fact in landscape.holding(landscape.facts):
        against = denials.get((fact.type, fact.start, fact.end), [])
        if against and fact.properties.get("standing") != Standing.CONTRADICTED:
            denial = max(against, key=lambda each: (latest(each.last_stated), each.key))
            what = f"{BY_TYPE[fact.type].says} {part.name(fact.end)}"
            said = f"{what} by a paper of {fact.last_stated}, and a paper of {denial.last_stated} denies it"
            yield Hit((fact.start, fact.end), said, (fact, denial), note=NoteCode.DENIED, mark=fact.type)


@rule(
    "heading-against-state",
    Severity.WARNING,
    "contradictions",
    finds="A deliverable that stands under a heading of work in hand while its state says that it is complete.",
    advice="Ask which holds, and correct the plan's table.",
    words="heading against state",
)
def heading_against_state(landscape: Landscape) -> Iterator[Hit]:
    """Work whose heading and state, in papers of one date, say different things of whether it is over."""
    for item in landscape.entities.values():
        for heading in landscape.literals(item.id, "listed_as"):
            words = str(heading.properties.get("value_text", ""))
            if not _IN_HAND.search(words):
                continue
            states = [state for state in landscape.literals(item.id, "state") if state.last_stated == heading.last_stated]
            odd = [state for state in states if says_finished(str(state.properties.get("value_text", "")))]
            if odd:
                told = ", ".join(str(state.properties["value_text"]) for state in odd)
                yield Hit((item.id,), f"stands under {words!r}, and its state is: {told}", (heading, *odd))


_IN_HAND = re.compile(r"\b(current|new|ongoing|in progress|in hand)\b", re.IGNORECASE)
