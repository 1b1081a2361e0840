"""Circular reporting and circular dependence: each cycle once, beginning at its first entity by name.

A step of reporting goes from who answers to whom: it reports or escalates to, or is overseen, scrutinised or held to account by. The kinds
stay apart in the words of the step. A step of dependence is `DEPENDS_ON` or `USES`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow, Note, NoteCode
from graph.model.relationships import BY_TYPE
from graph.store import Store
from graph.timeline import Fact
from queries.effects import WAITING_TYPES
from queries.network import MOST_CYCLES, closed, cycles, is_tie, with_members
from queries.shapes.common import Shaped, notes_of, qualified, sentence
from queries.shapes.many import row_of_many
from queries.shapes.silence import nowhere
from queries.slice import Entity, Slice, read_whole_slice

LONGEST = 8
TO_END = ("REPORTS_TO", "ESCALATES_TO")
TO_START = ("OVERSEES", "SCRUTINISES", "HOLDS_TO_ACCOUNT")
KINDS = {"reporting": (*TO_END, *TO_START), "dependence": WAITING_TYPES}

Steps = dict[str, dict[str, list[Fact]]]


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `cycles`."""
    types = tuple(kind for group in KINDS.values() for kind in group)
    read = read_whole_slice(store, as_of, types=(*types, "INSTANCE_OF"))
    part = with_members(read)
    rows: list[AnswerRow] = []
    used: list[Fact] = []
    cut = read.cut
    for name, group in KINDS.items():
        steps = _steps(part, (fact for fact in part.facts.values() if fact.type in group))
        found = cycles(steps, lambda item: (part.name(item), item), LONGEST)
        cut = cut or found.cut
        for cycle in found.found:
            facts = [fact for here, there in closed(cycle) for fact in steps[here][there]]
            used += facts
            rows.append(_row(part, name, cycle, steps, facts))
    notes = notes_of(part, {fact.key: fact for fact in used}.values())
    if not rows:
        notes.append(nowhere(as_of, "that reporting or dependence anywhere goes round in a circle"))
    if cut:
        bound = (
            f"Cycles of up to {LONGEST} entities were looked for, {MOST_CYCLES} of each kind, and in large knots the shortest through each"
        )
        notes.append(Note(code=NoteCode.CUT, sentence=f"{bound} entity; there may be more."))
    return Shaped(rows, notes)


def _steps(part: Slice, facts: Iterable[Fact]) -> Steps:
    found: Steps = defaultdict(lambda: defaultdict(list))
    for fact in sorted(facts, key=lambda item: (item.type, item.key)):
        if is_tie(part, fact):
            here, there = (fact.end, fact.start) if fact.type in TO_START else (fact.start, fact.end)
            found[here][there].append(fact)
            found[there]  # an end of every step is a node
    return found


def _row(part: Slice, kind: str, cycle: tuple[str, ...], steps: Steps, facts: Sequence[Fact]) -> AnswerRow:
    names = [part.name(cycle[0])]
    for here, there in closed(cycle):
        words = [
            qualified(BY_TYPE[fact.type].says if fact.start == here else BY_TYPE[fact.type].back, fact.properties)
            for fact in steps[here][there]
        ]
        names += [", ".join(dict.fromkeys(words)), part.name(there)]
    values = {"cycle": " > ".join(names), "cycle_id": " > ".join((*cycle, cycle[0])), "kind": kind}
    return row_of_many(part, facts, values, "; ".join(sentence(part, fact) for fact in facts))
