"""The bodies, funds and systems whose loss touches most.

`touched` counts what `impact` would tell of it, without what another holder keeps going; `betweenness` is the share of shortest paths
between all others on which it lies, of facts in force; a `cut_point` is one without which some are joined to the rest no more. Classes are
neither counted nor listed: what holds of all their members counts there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from graph.answer import AnswerRow, Note, NoteCode
from graph.model.labels import Family, family_of
from graph.store import Store
from graph.timeline import Fact
from queries.betweenness import betweenness
from queries.effects import ENDS_WITH, NEEDS, WAITS, Ending
from queries.network import cut_points, network, ties, with_members
from queries.shapes.common import Shaped, entity_values, known, notes_of
from queries.shapes.many import row_of_many
from queries.shapes.silence import nowhere
from queries.slice import Entity, Slice, read_whole_slice

MOST_ROWS = 100
MOST_TOUCHED = 1_000
"""Where so many are touched, no more are counted."""

LABELS = frozenset({"Fund", "System"})
_KEPT = frozenset(need.shared for need in NEEDS)


class _Touch(NamedTuple):
    """What an end touches: how many entities, the facts that bring it there, and whether there is more."""

    size: int
    cut: bool


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `critical`."""
    read = read_whole_slice(store, as_of)
    part = with_members(read)
    ending = Ending(part)
    graph = network(read)
    between = betweenness(graph)
    cuts = cut_points(graph)
    listed = sorted(item for item in part.entities.values() if _counts(item))
    touches = {item.id: touched(ending, part, item.id) for item in listed}

    def weight(item: Entity) -> tuple[Any, ...]:
        return -touches[item.id].size, -round(between.of.get(item.id, 0.0), 6), item.id not in cuts, item.called, item.id

    found = sorted((item for item in listed if touches[item.id].size or item.id in cuts or between.of.get(item.id)), key=weight)
    rows: list[AnswerRow] = []
    used: dict[str, Fact] = {}
    around = _around(part, {item.id for item in found[:MOST_ROWS]})
    for item in found[:MOST_ROWS]:
        facts = _facts(ending, part, item.id) or around[item.id]
        used |= {fact.key: fact for fact in facts}
        values = {
            **entity_values("entity", item),
            "kind": item.kind or item.label,
            "touched": touches[item.id].size,
            "betweenness": round(between.of.get(item.id, 0.0), 6),
            "cut_point": item.id in cuts,
        }
        rows.append(row_of_many(part, facts, values, _sentence(item, values)))
    notes = notes_of(part, used.values())
    if not rows:
        notes.append(nowhere(as_of, "whose loss would touch anything"))
    return Shaped(rows, [*notes, *_bounds(len(found), [touch.cut for touch in touches.values()], between.samples, whole=not read.cut)])


def _counts(item: Entity) -> bool:
    return not item.is_class and (item.label in LABELS or family_of(item.labels) is Family.BODY)


def touched(ending: Ending, part: Slice, root: str) -> _Touch:
    """How many entities are touched if `root` ends: those of `impact` that no other holder keeps, without classes."""
    ended = ending.ended(root, MOST_TOUCHED)
    waiting = ending.waiting(ended, MOST_TOUCHED)
    found = {effect.item for effect in ending.effects(ended, waiting, ended.by) if effect.what not in _KEPT}
    return _Touch(sum(not known(part, item).is_class for item in found), ended.cut or waiting.cut)


def _facts(ending: Ending, part: Slice, root: str) -> list[Fact]:
    """The facts that bring the end of `root` to what it touches, each once."""
    ended = ending.ended(root, MOST_TOUCHED)
    reach = {ENDS_WITH: ended, WAITS: ending.waiting(ended, MOST_TOUCHED)}
    effects = [effect for effect in ending.effects(ended, reach[WAITS], ended.by) if effect.what not in _KEPT]
    facts = {fact.key: fact for effect in effects if not known(part, effect.item).is_class for fact in ending.way(effect, reach)}
    return sorted(facts.values(), key=lambda fact: fact.key)


def _around(part: Slice, items: set[str]) -> dict[str, list[Fact]]:
    """The ties of each of these entities, for one that touches nothing and still joins others."""
    found: dict[str, list[Fact]] = {item: [] for item in items}
    for fact in sorted(ties(part), key=lambda item: item.key):
        for end in (fact.start, fact.end):
            if end in found:
                found[end].append(fact)
    return found


def _sentence(item: Entity, values: Mapping[str, Any]) -> str:
    joins = "; without it some are joined to the rest no more" if values["cut_point"] else ""
    share = f"{values['betweenness']:.1%} of the shortest paths between others"
    return f"If {item.called} ended, {values['touched']:,} others would be touched; it lies on {share}{joins}"


def _bounds(found: int, cut: Sequence[bool], samples: int, *, whole: bool) -> list[Note]:
    said = []
    if found > MOST_ROWS:
        said.append(f"{found - MOST_ROWS:,} more touch less and are left out.")
    if any(cut):
        said.append(f"Counting ends at {MOST_TOUCHED:,} touched; {sum(cut):,} touch more than that.")
    if samples:
        said.append(f"Betweenness is estimated, from the shortest paths of {samples} entities of each large knot.")
    if not whole:
        said.append("There are more facts than are read.")
    return [Note(code=NoteCode.CUT, sentence=sentence) for sentence in said]
