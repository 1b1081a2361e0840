"""What uses an IT system or waits on it; of one system also what waits on that in turn, with what stands between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow
from graph.model.relationships import BY_TYPE
from graph.model.values import Modality
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import (
    Shaped,
    cut_notes,
    entity_values,
    holders_of,
    inherit,
    known,
    limited,
    notes_of,
    qualified,
    read_asked,
    row,
    sentence,
)
from queries.shapes.silence import denials, nothing, nowhere
from queries.slice import Entity, Slice

NEEDS = ("USES", "DEPENDS_ON")
MOST_STEPS = 8


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `systems` for one system, for who uses systems, or for all."""
    to_end = ("INSTANCE_OF", "HOLDS", "POST_IN")
    part = read_asked(store, text, subjects, as_of, NEEDS, steps=MOST_STEPS, to_end=to_end, to_start=NEEDS)
    ways: list[list[Fact]] = []
    suffixes: dict[str, str] = {}
    if not subjects:
        ways = [[fact] for fact in part.of_type(*NEEDS) if _is_system(part, fact.end)]
    elif subjects[0].label == "System":
        part = inherit(part, [subjects[0].id])
        ways = _waiting(part, subjects[0].id)
    else:
        suffixes = holders_of(part, subjects[0])
        part = inherit(part, suffixes)
        ways = [[fact] for item in suffixes for fact in part.out_of(item, *NEEDS) if _is_system(part, fact.end)]
    rows = [_row(part, way, suffixes) for way in ways]
    used = [fact for way in ways for fact in way]
    if subjects:
        asked = (
            f"what uses {subjects[0].called} or waits on it"
            if _is_system(part, subjects[0].id)
            else f"which systems {subjects[0].called} uses"
        )
        notes = denials(store, part, [subjects[0].id], NEEDS) if rows else nothing(store, subjects[0], as_of, asked, NEEDS)
    else:
        notes = [] if rows else [nowhere(as_of, "what uses which system")]
    return Shaped(rows, [*notes, *notes_of(part, used), *cut_notes(part)])


def _is_system(part: Slice, item: str) -> bool:
    return known(part, item).label == "System"


def _waiting(part: Slice, system: str) -> list[list[Fact]]:
    """The facts from the system to each that uses it or waits on it, the shortest way to each; one's use does not make others wait."""
    found: list[list[Fact]] = []
    seen = {system}
    frontier: list[tuple[str, list[Fact]]] = [(system, [])]
    while frontier:
        following: list[tuple[str, list[Fact]]] = []
        for item, way in frontier:
            for fact in part.into(item, *(NEEDS if item == system else ("DEPENDS_ON",))):
                if fact.properties.get("modality") == Modality.ENDED or (way and fact.start in seen):
                    continue
                found.append([*way, fact])
                if fact.start not in seen:
                    seen.add(fact.start)
                    following.append((fact.start, [*way, fact]))
        frontier = following
    return found


def _row(part: Slice, way: Sequence[Fact], suffixes: Mapping[str, str]) -> AnswerRow:
    first, last = way[0], way[-1]
    relation = limited(qualified(BY_TYPE[last.type].says, last.properties), last.properties)
    if len(way) > 1:
        relation += f" (through {', '.join(part.name(fact.end) for fact in reversed(way[1:]))})"
    entity = known(part, last.start)
    values = {
        **entity_values("system", known(part, first.end)),
        "entity": entity.called + suffixes.get(entity.id, ""),
        "entity_id": entity.id,
        "relation": relation,
    }
    return row(part, list(reversed(way)), values, "; ".join(sentence(part, fact) for fact in reversed(way)))
