"""What is touched if it ends: said only where no other holder is left, else `shared`.

What ends takes its parts with it (`PART_OF`, downwards). What depends on it or uses it waits, and so does what depends on that. References
and mentions carry nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import networkx as nx

from graph.answer import AnswerRow, Note, NoteCode
from graph.model.relationships import BY_TYPE
from graph.model.values import Modality
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import Shaped, entity_values, inherit, known, notes_of, row
from queries.slice import Entity, Slice, read_slice

MOST_STEPS = 6


class Need(NamedTuple):
    """A need that a holder fills: which facts fill it, and how it reads when nobody does."""

    without: str
    shared: str
    types: tuple[str, ...]


NEEDS = (
    Need("without owner", "shared: owner", ("ACCOUNTABLE_FOR", "LEADS")),
    Need("without chair", "shared: chair", ("CHAIRS",)),
    Need("without oversight", "shared: oversight", ("OVERSEES", "HOLDS_TO_ACCOUNT", "SCRUTINISES")),
    Need("without money", "shared: money", ("FUNDS", "AWARDS")),
    Need("without host", "shared: host", ("HOSTS",)),
)
WAITS = "waiting"
ENDS_WITH = "ends with it"
WAITING_TYPES = ("DEPENDS_ON", "USES")


def shape(store: Store, text: str, subject: Entity, as_of: str) -> Shaped:
    """Rows of the question `impact` for one entity."""
    types = frozenset({"PART_OF", "INSTANCE_OF", *WAITING_TYPES, *(kind for need in NEEDS for kind in need.types)})
    part, cut = read_slice(store, text, [subject.id], as_of, steps=MOST_STEPS, types=types)
    part = inherit(part, list(part.entities))
    lost = _lost(part, subject.id)
    rows: list[AnswerRow] = []
    used: list[Fact] = []
    for item, way in lost.items():
        if way:
            used += way
            rows.append(_row(part, ENDS_WITH if way[-1].type == "PART_OF" else WAITS, item, way))
    ended = {item for item, way in lost.items() if all(fact.type == "PART_OF" for fact in way)}
    for holder in sorted(ended, key=lambda item: (len(lost[item]), part.name(item))):
        for fact in _live(part.out_of(holder, *(kind for need in NEEDS for kind in need.types)), part):
            need = next(need for need in NEEDS if fact.type in need.types)
            others = [other for other in _live(part.into(fact.end, *need.types), part) if other.start not in ended]
            if fact.end in ended:
                continue
            used.append(fact)
            rows.append(_row(part, need.shared if others else need.without, fact.end, [*lost[holder], fact]))
    order = [need.without for need in NEEDS] + [WAITS, ENDS_WITH] + [need.shared for need in NEEDS]
    rows.sort(key=lambda r: (order.index(r.values["effect"]), r.values["steps"], r.values["entity"], r.values["entity_id"], r.values["path"]))
    notes = notes_of(part, used)
    if not rows:
        notes.append(Note(code=NoteCode.NOT_STATED, sentence=f"The papers state nothing that would be touched if {subject.called} ended."))
    if cut:
        notes.append(Note(code=NoteCode.CUT, sentence=f"Facts were followed for {MOST_STEPS} steps; there may be more beyond."))
    return Shaped(rows, notes)


def _live(facts: list[Fact], part: Slice) -> list[Fact]:
    """Facts in force that no newer paper has replaced."""
    return [fact for fact in facts if fact.key not in part.earlier and fact.properties.get("modality") == Modality.IN_FORCE]


def _lost(part: Slice, subject: str) -> dict[str, list[Fact]]:
    """What ends or waits with the subject, each with the shortest way of facts to it; the subject itself with none."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node(subject)
    for fact in _live(sorted(part.facts.values(), key=lambda f: f.key), part):
        if fact.type in ("PART_OF", *WAITING_TYPES) and not graph.has_edge(fact.end, fact.start):
            graph.add_edge(fact.end, fact.start, fact=fact)
    ways = nx.single_source_shortest_path(graph, subject)
    return {item: [graph.edges[a, b]["fact"] for a, b in zip(way, way[1:], strict=False)] for item, way in sorted(ways.items())}


def _row(part: Slice, effect: str, item: str, way: list[Fact]) -> AnswerRow:
    entity = known(part, item)
    names = [part.name(way[0].end if way[0].type in ("PART_OF", *WAITING_TYPES) else way[0].start)]
    for fact in way:
        back = fact.type in ("PART_OF", *WAITING_TYPES)
        names += [BY_TYPE[fact.type].back if back else BY_TYPE[fact.type].says, part.name(fact.start if back else fact.end)]
    path = " > ".join(names)
    values = {"effect": effect, **entity_values("entity", entity), "kind": entity.kind or entity.label, "steps": len(way), "path": path}
    return row(part, way[::-1], values, f"{entity.called} would be {effect}: {path}")
