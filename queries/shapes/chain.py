"""The way up: from an entity to who answers for it, to whom, and at the end the duty and statute.

A step goes up where a fact says that somebody is accountable for it, leads it, oversees, holds to account, scrutinises, chairs or convenes
it, that it reports or escalates to somebody, that it is a post in a body, or that a post is the body's head (of several heads, the one
that the newest paper names). Work leads to the theme and the plan that it is part of, and a plan to who produces it. The five kinds of
oversight stay five. Every branch is followed, each body once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow, Note, NoteCode
from graph.classes import inherited
from graph.model.labels import Family, family_of
from graph.model.relationships import BY_TYPE, UP_TO_END, UP_TO_START
from graph.model.values import Modality, latest
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import HEAD, Shaped, entity_values, known, notes_of, qualified, row
from queries.slice import Entity, Slice, printed, read_slice

LAW = ("HAS_DUTY", "HAS_POWER")
PLANNED = ("Strand", "PriorityAction", "Deliverable", "Objective", "Theme")
"""What a plan is made of."""
MOST_STEPS = 8
MOST_BODIES = 1_000
"""So many are followed at the most, and around five times as many is read: classes, duties and statutes stand between them."""
_READ = 2 * MOST_STEPS + 2
"""How often to read on: a class stands between a member and who oversees it, and does not count as a step."""


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `chain` for one entity."""
    (subject,) = subjects
    to_end = (*UP_TO_END, *LAW, "INSTANCE_OF", "PART_OF")
    to_start = (*UP_TO_START, "POST_IN", "PRODUCES")
    part, unread = read_slice(store, text, [subject.id], as_of, steps=_READ, to_end=to_end, to_start=to_start, most=5 * MOST_BODIES)
    rows: list[AnswerRow] = []
    used: list[Fact] = []
    above: dict[str, list[str]] = {}
    steps = {subject.id: 0}
    frontier = [subject.id]
    done: set[str] = set()  # a head is not led back to the office that led to it
    for step in range(1, MOST_STEPS + 1):
        if len(steps) > MOST_BODIES:
            break
        following: list[str] = []
        for item in frontier:
            ups = _ups(part, item)
            above[item] = [upper for _, upper in ups]
            for fact, upper in ups:
                if fact.key in done:
                    continue
                rows.append(_row(part, step, item, fact, upper))
                used.append(fact)
                done.add(fact.key)
                if upper not in steps:
                    steps[upper] = step
                    following.append(upper)
        frontier = following
    stopped = len(steps) > MOST_BODIES
    beyond = {} if stopped else {item: [upper for _, upper in _ups(part, item)] for item in frontier}
    goes_on = unread or stopped or any(upper not in steps for uppers in beyond.values() for upper in uppers)
    above |= {item: uppers for item, uppers in beyond.items() if all(upper in steps for upper in uppers)}
    tops = [] if unread else _tops(above)  # around what was not read, silence says nothing
    law_rows, law_facts = _law(part, [item for top in tops for item in top], steps)
    notes = notes_of(part, [*used, *law_facts])
    for top in tops:
        if not any(fact.start in top for fact in law_facts):
            name = subject.called if top[0] == subject.id else part.name(top[0])
            sentence = f"Not stated in the papers to whom {name} answers, or under which law."
            notes.append(Note(code=NoteCode.NOT_STATED, sentence=sentence))
    if goes_on:
        notes.append(
            Note(code=NoteCode.CUT, sentence=f"The chain was followed for {MOST_STEPS} steps or {MOST_BODIES:,} bodies, and goes on.")
        )
    return Shaped([*rows, *law_rows], notes)


def _tops(above: Mapping[str, list[str]]) -> list[list[str]]:
    """Where the chain ends, in the order in which it got there: one with nobody above it, or several that answer to each other only."""
    reach: dict[str, set[str]] = {}
    for item in above:
        found, todo = {item}, [item]
        while todo:
            todo = [upper for lower in todo for upper in above.get(lower, ()) if upper not in found]
            found.update(todo)
        reach[item] = found
    tops: dict[frozenset[str], list[str]] = {}
    for item in above:
        if all(upper in above and item in reach[upper] for upper in reach[item]):
            tops.setdefault(frozenset(reach[item]), []).append(item)
    return list(tops.values())


def _own(part: Slice, item: str) -> list[Fact]:
    """The facts at either end of an entity that no newer paper gives to somebody else; its classes' facts too."""
    of_classes = [found.fact for found in inherited([item], part.about) if found.source not in part.earlier]
    return [*(fact for fact in part.about(item) if fact.key not in part.earlier), *of_classes]


def _ups(part: Slice, item: str) -> list[tuple[Fact, str]]:
    """The facts that lead up from an entity, its class's facts too, and where each leads."""
    label = known(part, item).label
    found: list[tuple[Fact, str]] = []
    for fact in _own(part, item):
        if fact.end == item and (fact.type in UP_TO_START or (fact.type == "PRODUCES" and label == "Plan")):
            found.append((fact, fact.start))
        if fact.start == item and (fact.type in UP_TO_END or _to_its_plan(part, label, fact)):
            found.append((fact, fact.end))
    found += [(fact, fact.start) for fact in _heads(part, item)]
    order = (*UP_TO_START, *UP_TO_END, "PART_OF", "PRODUCES")
    ups = [(fact, upper) for fact, upper in found if fact.properties.get("modality") != Modality.ENDED]
    return sorted(ups, key=lambda pair: (order.index(pair[0].type), part.name(pair[1]), pair[0].key))


def _to_its_plan(part: Slice, label: str, fact: Fact) -> bool:
    """True where a fact leads from work to the plan that it is part of, or to what stands between the two."""
    return fact.type == "PART_OF" and label in PLANNED and known(part, fact.end).label in (*PLANNED, "Plan")


def _heads(part: Slice, item: str) -> list[Fact]:
    """The facts that make a post the head of a body: of several, those that the newest paper states."""
    heads = [fact for fact in _own(part, item) if fact.end == item and fact.type == "POST_IN" and fact.properties.get("capacity") == HEAD]
    newest = max((latest(fact.last_stated) for fact in heads), default="")
    return [fact for fact in heads if latest(fact.last_stated) == newest]


def _row(part: Slice, step: int, item: str, fact: Fact, upper: str) -> AnswerRow:
    words = BY_TYPE[fact.type].back if fact.start == upper else BY_TYPE[fact.type].says
    values = {
        "step": step,
        **entity_values("from", known(part, item)),
        "relation": qualified(words, fact.properties),
        **entity_values("to", known(part, upper)),
        "provision": "; ".join(printed(fact, "provision", part.as_of)),
    }
    return row(part, fact, values)


def _law(part: Slice, tops: list[str], steps: Mapping[str, int]) -> tuple[list[AnswerRow], list[Fact]]:
    """At the end of each branch: the duties and powers of the last body, and the statutes that impose them."""
    rows: list[AnswerRow] = []
    used: list[Fact] = []
    for top in tops:
        if family_of(list(known(part, top).labels)) not in (Family.BODY, Family.HOLDER):
            continue
        held = [fact for fact in _own(part, top) if fact.start == top and fact.type in LAW]
        for fact in sorted(held, key=lambda fact: (fact.type, part.name(fact.end), fact.key)):
            if fact.properties.get("modality") == Modality.ENDED:
                continue
            used.append(fact)
            step = steps[top] + 1
            rows.append(_row(part, step, top, fact, fact.end))
            for imposed in part.out_of(fact.end, "IMPOSED_BY"):
                used.append(imposed)
                provisions = "; ".join(imposed.properties.get("provisions", ()))
                line = _row(part, step + 1, fact.end, imposed, imposed.end)
                rows.append(line.model_copy(update={"values": {**line.values, "provision": provisions}}))
    return rows, used
