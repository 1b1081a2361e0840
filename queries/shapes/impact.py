"""What is touched if it ends: said only where no other holder is left, else `shared`.

What ends takes its parts with it (`PART_OF`, downwards). What depends on it or uses it waits, and so do the parts of what waits and what
depends on that. References and mentions carry nothing. If a head ends, what the office holds is shown apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow, Note, NoteCode
from graph.classes import ALL, INSTANCE
from graph.model.relationships import BY_TYPE
from graph.store import Store
from graph.timeline import Fact
from queries.effects import CARRIED, DUTIES, ENDS_WITH, MOST_TOUCHED, NEED_OF, NEEDS, WAITS, Ending
from queries.network import with_members
from queries.shapes.common import Shaped, entity_values, known, notes_of, offices_of, row, sentence
from queries.shapes.silence import nothing
from queries.slice import Entity, Slice, read_slice

MOST_STEPS = 8

_NEEDS = (*NEEDS, DUTIES)
_NEEDED = (*NEED_OF, *DUTIES.types)
ORDER = [need.without for need in _NEEDS] + [WAITS, ENDS_WITH] + [need.shared for need in _NEEDS]

_WOULD = {
    WAITS: "wait",
    ENDS_WITH: "end with it",
    **{need.without: f"be {need.without}" for need in _NEEDS},
    **{need.shared: f"keep another {need.shared.removeprefix('shared: ')}" for need in _NEEDS},
}
_WOULD |= {"shared: oversight": "stay overseen by another", "shared: money": "keep other money"}


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `impact` for one entity."""
    (subject,) = subjects
    part, cut = _carried(store, text, [subject.id], as_of)
    offices = [item for item in offices_of(part, [subject.id]) if item != subject.id]
    if offices:
        more, also = _carried(store, text, offices, as_of)
        part, cut = part.joined(more), cut or also
    before = Ending(with_members(part), _NEEDS)
    part = _with_targets(store, text, part, {item for root in (subject.id, *offices) for item in before.ended(root).by})
    ending = Ending(part, _NEEDS)
    ended = {root: ending.ended(root) for root in (subject.id, *offices)}
    rows: list[AnswerRow] = []
    used: list[Fact] = []
    for root, ends in ended.items():
        suffix = "" if root == subject.id else f", as head of {part.name(root)}"
        gone = ends.by.keys() | ended[subject.id].by.keys()
        reach = {ENDS_WITH: ends, WAITS: ending.waiting(ends)}
        cut = cut or any(one.cut for one in reach.values())
        found = [(effect.what, effect.item, ending.way(effect, reach)) for effect in ending.effects(ends, reach[WAITS], gone)]
        found.sort(key=lambda f: (ORDER.index(f[0]), len(f[2]), part.name(f[1]), f[1], [fact.key for fact in f[2]]))
        used += [fact for _, _, way in found for fact in way]
        # Two rounds of one money, two papers with sums of their own: one row, with all that is said.
        alike: dict[tuple[str, str, tuple[tuple[str, str, str], ...]], list[list[Fact]]] = defaultdict(list)
        for effect, item, way in found:
            alike[effect, item, tuple((fact.type, fact.start, fact.end) for fact in way)].append(way)
        rows += [_row(part, effect, suffix, item, ways) for (effect, item, _), ways in alike.items()]
    notes = notes_of(part, used)
    if not rows:
        types = (*CARRIED, *_NEEDED)
        notes += nothing(
            store,
            subject,
            as_of,
            f"what would be touched if {subject.called} ended",
            types,
            why="no paper gives it work, a chair, oversight, money, a host, a duty or a power",
        )
    if cut:
        bound = f"Facts were followed for {MOST_STEPS} steps and to {MOST_TOUCHED:,} entities, and there is more beyond."
        notes.append(Note(code=NoteCode.CUT, sentence=bound))
    return Shaped(rows, notes)


def _carried(store: Store, text: str, ids: Iterable[str], as_of: str) -> tuple[Slice, bool]:
    """What the end is carried to, within the steps; where that is all of a class, to its members too."""
    found, cut = read_slice(store, text, ids, as_of, steps=MOST_STEPS + 1, to_end=[INSTANCE], to_start=CARRIED)
    seen: set[str] = set()
    while True:
        classes = {fact.start for fact in found.of_type(*CARRIED) if fact.properties.get("share") == ALL}
        members = {fact.start for item in classes for fact in found.into(item, INSTANCE)} - seen
        if not members:
            return found, cut
        seen |= members
        more, also = read_slice(store, text, members, as_of, steps=MOST_STEPS, to_end=[INSTANCE], to_start=CARRIED)
        found, cut = found.joined(more), cut or also


def _with_targets(store: Store, text: str, part: Slice, holders: Iterable[str]) -> Slice:
    """The slice with all other holders of what `holders` hold: of each thing, of each member of a class, and by its classes."""
    own = with_members(part)
    held = {fact.end for item in sorted(holders) for fact in own.out_of(item, *_NEEDED)}
    down, _ = read_slice(store, text, held, part.as_of, steps=2, to_start=[INSTANCE])
    held |= {fact.start for item in held for fact in down.into(item, INSTANCE)}
    around, _ = read_slice(store, text, held, part.as_of, steps=4, to_end=[INSTANCE])
    return with_members(part.joined(down).joined(around))


def _row(part: Slice, effect: str, suffix: str, item: str, ways: Sequence[list[Fact]]) -> AnswerRow:
    entity, way = known(part, item), ways[0]
    names = [part.name(way[0].end if way[0].type in CARRIED else way[0].start)]
    for fact in way:
        back = fact.type in CARRIED
        names += [BY_TYPE[fact.type].back if back else BY_TYPE[fact.type].says, part.name(fact.start if back else fact.end)]
    path = " > ".join(names)
    values = {
        "effect": effect + suffix,
        **entity_values("entity", entity),
        "kind": entity.kind or entity.label,
        "steps": len(way),
        "path": path,
    }
    because = "; ".join(dict.fromkeys(sentence(part, fact) for one in ways for fact in one))
    return row(
        part,
        [fact for one in ways for fact in reversed(one)],
        values,
        f"If {names[0]} ended, {entity.called} would {_WOULD[effect]}: {because}",
    )
