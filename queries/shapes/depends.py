"""What it depends on: the way back of what waits when something ends.

A thing depends on what it depends on or uses, on what the whole that it is part of does, and on what its own parts do; and so on from
there. Each fact of dependence is one row, however many ways lead to it, with one of the shortest as its path.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow, Note, NoteCode
from graph.classes import INSTANCE
from graph.model.relationships import BY_TYPE
from graph.model.values import Modality
from graph.store import Store
from graph.timeline import Fact
from queries.effects import CARRIED, WAITING_TYPES
from queries.network import with_members
from queries.shapes.common import Shaped, entity_values, known, notes_of, qualified, row, sentence
from queries.shapes.silence import nothing
from queries.slice import Entity, Slice, read_slice

MOST_STEPS = 8
MOST_ROWS = 1_000
PARTS = "PART_OF"

Way = list[tuple[Fact, str]]
"""Facts, each with the entity to which it leads."""


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `depends` for one entity."""
    (subject,) = subjects
    inside, deeper = read_slice(store, text, [subject.id], as_of, steps=MOST_STEPS, to_end=[INSTANCE], to_start=[PARTS])
    parts = _parts(inside, subject.id)
    onward, further = read_slice(store, text, parts, as_of, steps=2 * MOST_STEPS, to_end=[*CARRIED, INSTANCE])
    part = with_members(inside.joined(onward))
    rows: list[AnswerRow] = []
    used: list[Fact] = []
    ways: dict[str, Way] = dict(parts)
    frontier = list(parts)
    cut = deeper or further
    while frontier and not cut:
        following: list[str] = []
        for item in frontier:
            for fact in _needs(part, item):
                way = [*ways[item], (fact, fact.end)]
                if len(way) > MOST_STEPS or len(rows) >= MOST_ROWS:
                    cut = True
                    continue
                if fact.type != PARTS:
                    rows.append(_row(part, subject, way))
                    used += [step for step, _ in way]
                if fact.end not in ways:
                    ways[fact.end] = way
                    following.append(fact.end)
        frontier = sorted(following, key=lambda item: (len(ways[item]), part.name(item), item))
    rows.sort(key=lambda line: (line.values["step"], line.values["from"], line.values["to"], line.values["to_id"], line.values["relation"]))
    notes = notes_of(part, {fact.key: fact for fact in used}.values())
    if not rows:
        notes += nothing(store, subject, as_of, f"what {subject.called} depends on or uses", WAITING_TYPES)
    if cut:
        sentence = f"Dependence was followed for {MOST_STEPS} steps and {MOST_ROWS:,} rows, and goes on."
        notes.append(Note(code=NoteCode.CUT, sentence=sentence))
    return Shaped(rows, notes)


def _holds(part: Slice, fact: Fact) -> bool:
    return fact.key not in part.earlier and fact.properties.get("modality") != Modality.ENDED


def _parts(part: Slice, root: str) -> dict[str, Way]:
    """The entity and all its parts, each with the way down to it."""
    found: dict[str, Way] = {root: []}
    for item in (todo := [root]):
        for fact in part.into(item, PARTS):
            if fact.start not in found and _holds(part, fact):
                found[fact.start] = [*found[item], (fact, fact.start)]
                todo.append(fact.start)
    return found


def _needs(part: Slice, item: str) -> list[Fact]:
    return [fact for fact in part.out_of(item, *CARRIED) if _holds(part, fact)]


def _row(part: Slice, subject: Entity, way: Way) -> AnswerRow:
    last, item = way[-1]
    here = subject.id
    names = [part.name(here)]
    for fact, there in way:
        names += [qualified(BY_TYPE[fact.type].says if fact.start == here else BY_TYPE[fact.type].back, fact.properties), part.name(there)]
        here = there
    values = {
        "step": len(way),
        **entity_values("from", known(part, last.start)),
        "relation": qualified(BY_TYPE[last.type].says, last.properties),
        **entity_values("to", known(part, item)),
        "path": " > ".join(names),
    }
    return row(part, [last, *(fact for fact, _ in way[:-1])], values, "; ".join(sentence(part, fact) for fact, _ in way))
