"""What is touched if it ends: said only where no other holder is left, else `shared`.

What ends takes its parts with it (`PART_OF`, downwards). What depends on it or uses it waits, and so do the parts of what waits and what
depends on that. References and mentions carry nothing. If a head ends, what the office holds is shown apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from graph.answer import AnswerRow, Note, NoteCode
from graph.model.relationships import BY_TYPE
from graph.model.values import Modality
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import Shaped, entity_values, inherit, known, notes_of, offices_of, row, sentence
from queries.slice import Entity, Slice, read_slice

MOST_STEPS = 8


class Need(NamedTuple):
    """A need that a holder fills: which facts fill it, and how it reads when nobody does."""

    without: str
    shared: str
    types: tuple[str, ...]


NEEDS = (
    Need("without owner", "shared: owner", ("ACCOUNTABLE_FOR", "LEADS")),
    Need("without chair", "shared: chair", ("CHAIRS",)),
    Need("without oversight", "shared: oversight", ("OVERSEES", "HOLDS_TO_ACCOUNT", "SCRUTINISES")),
    Need("without money", "shared: money", ("FUNDS", "AWARDS", "PAID_TO")),
    Need("without host", "shared: host", ("HOSTS",)),
)
NEED_OF = {kind: need for need in NEEDS for kind in need.types}
WAITS = "waiting"
ENDS_WITH = "ends with it"
WAITING_TYPES = ("DEPENDS_ON", "USES")
CARRIED = ("PART_OF", *WAITING_TYPES)
"""Facts that carry an end from their right end to their left one."""

ORDER = [need.without for need in NEEDS] + [WAITS, ENDS_WITH] + [need.shared for need in NEEDS]

_WOULD = {
    WAITS: "wait",
    ENDS_WITH: "end with it",
    **{need.without: f"be {need.without}" for need in NEEDS},
    **{need.shared: f"keep another {need.shared.removeprefix('shared: ')}" for need in NEEDS},
}
_WOULD |= {"shared: oversight": "stay overseen by another", "shared: money": "keep other money"}

Ways = dict[str, list[Fact]]


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `impact` for one entity."""
    (subject,) = subjects
    part, cut = _carried(store, text, [subject.id], as_of)
    offices = [item for item in offices_of(part, [subject.id]) if item != subject.id]
    if offices:
        more, also = _carried(store, text, offices, as_of)
        part, cut = part.joined(more), cut or also
    ended = {root: _ended(part, root) for root in (subject.id, *offices)}
    part = _with_targets(store, text, part, {item for ways in ended.values() for item in ways})
    rows: list[AnswerRow] = []
    used: list[Fact] = []
    for root, ways in ended.items():
        suffix = "" if root == subject.id else f", as head of {part.name(root)}"
        gone = ways if root == subject.id else {**ways, **ended[subject.id]}
        found = [(effect, item, way) for effect, item, way in _effects(part, ways, gone)]
        found.sort(key=lambda f: (ORDER.index(f[0]), len(f[2]), part.name(f[1]), f[1], [fact.key for fact in f[2]]))
        used += [fact for _, _, way in found for fact in way]
        rows += [_row(part, effect, suffix, item, way) for effect, item, way in found]
    notes = notes_of(part, used)
    if not rows:
        notes.append(Note(code=NoteCode.NOT_STATED, sentence=f"The papers state nothing that would be touched if {subject.called} ended."))
    if cut:
        notes.append(Note(code=NoteCode.CUT, sentence=f"Facts were followed for {MOST_STEPS} steps, and there is more beyond."))
    return Shaped(rows, notes)


def _carried(store: Store, text: str, ids: Iterable[str], as_of: str) -> tuple[Slice, bool]:
    return read_slice(store, text, ids, as_of, steps=MOST_STEPS + 1, to_end=["INSTANCE_OF"], to_start=CARRIED)


def _with_targets(store: Store, text: str, part: Slice, holders: Iterable[str]) -> Slice:
    """The slice with all other holders of what `holders` hold: of each thing, of each member of a class, and by its classes."""
    holders = sorted(holders)
    part = inherit(part, holders)
    held = {fact.end for item in holders for fact in part.out_of(item, *NEED_OF)}
    down, _ = read_slice(store, text, held, part.as_of, steps=2, to_start=["INSTANCE_OF"])
    held |= {fact.start for item in held for fact in down.into(item, "INSTANCE_OF")}
    around, _ = read_slice(store, text, held, part.as_of, steps=4, to_end=["INSTANCE_OF"])
    return inherit(part.joined(down).joined(around), [*holders, *sorted(held)])


def _live(facts: list[Fact], part: Slice) -> list[Fact]:
    """Facts in force that no newer paper has replaced."""
    return [fact for fact in facts if fact.key not in part.earlier and fact.properties.get("modality") == Modality.IN_FORCE]


def _spread(part: Slice, ways: Ways, *types: str) -> Ways:
    """What these facts carry the end to, each with the shortest way of facts to it."""
    found = dict(ways)
    frontier = list(found)
    while frontier:
        following: list[str] = []
        for item in frontier:
            for fact in _live(part.into(item, *types), part):
                if fact.start not in found:
                    found[fact.start] = [*found[item], fact]
                    following.append(fact.start)
        frontier = following
    return found


def _ended(part: Slice, root: str) -> Ways:
    """What ends with `root`: its parts, and theirs; itself with no way."""
    return _spread(part, {root: []}, "PART_OF")


def _effects(part: Slice, ended: Ways, gone: Ways) -> list[tuple[str, str, list[Fact]]]:
    """Effect, entity and way: the parts that end, what waits on them, and what they hold; `gone` are no holders any more."""
    found = [(ENDS_WITH, item, way) for item, way in ended.items() if way]
    found += [(WAITS, item, way) for item, way in _spread(part, ended, *CARRIED).items() if item not in gone]
    for holder, way in ended.items():
        for fact in _live(part.out_of(holder, *NEED_OF), part):
            if fact.end not in gone:
                need = NEED_OF[fact.type]
                others = [
                    other
                    for other in _live(part.into(fact.end, *need.types), part)
                    if other.start not in gone and other.properties.get("by_class") not in gone
                ]
                found.append((need.shared if others else need.without, fact.end, [*way, fact]))
    return found


def _row(part: Slice, effect: str, suffix: str, item: str, way: list[Fact]) -> AnswerRow:
    entity = known(part, item)
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
    because = "; ".join(sentence(part, fact) for fact in way)
    return row(part, way[::-1], values, f"If {names[0]} ended, {entity.called} would {_WOULD[effect]}: {because}")
