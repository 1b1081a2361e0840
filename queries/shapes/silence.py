"""Where a question finds nothing: what was looked for, whether the papers are silent, lost it or deny it, and what is near.

Three silences are three notes: `not-stated` (no paper says it, or the cell is empty in the paper), `lost` (the text of the paper lost the
cell) and `denied` (a paper says that it is not so). What is near is what the papers do say: of the subject, and of what it is part of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.answer import Note, NoteCode
from graph.model.relationships import BY_TYPE, DENIAL_OF
from graph.model.values import EMPTY, LOST, Modality, latest
from graph.store import Store
from graph.timeline import Fact, day_of
from queries.catalogue import FACTS
from queries.grammar import agreeing
from queries.shapes.common import known, sentence
from queries.slice import NO_PATH, Entity, Slice, make_slice, named, read_slice

MOST_NEAR = 5
"""So many facts that are near are told."""

_NEXT_TO = {
    "CHAIRS": ("CONVENES", "HOSTS"),
    "MEMBER_OF": ("CONVENES", "ATTENDED", "CONTRIBUTES_TO", "PART_OF", "MEETING_OF"),
}
"""What says most to somebody who asked for a relation and got nothing: who convenes a board is no member, but next to one."""

_AROUND = f"""UNWIND $ids AS id
MATCH (n:Entity {{id: id}})-[r]-(:Entity)
WHERE r.seen_from_latest <= $as_of AND NOT type(r) IN ['MENTIONED_IN', 'FROM_DOCUMENT', 'POSSIBLY_SAME_AS']
WITH DISTINCT r
{FACTS}"""
_DENIED = f"""MATCH (:Entity)-[r:STATED_IN]->(:Entity) WHERE r.property = 'denial' AND r.value_text IN $denials
WITH DISTINCT r
{FACTS}"""
"""Denials that have no type of their own are literals of the other end, as `TYPE:id`."""
_LAST_DAY = "9999-12-31"


_FIRST = "MATCH (:Entity)-[r]->(:Entity) WHERE r.seen_from_latest IS NOT NULL RETURN min(r.seen_from_latest) AS day"


def nothing(
    store: Store,
    subject: Entity,
    as_of: str,
    asked: str,
    types: Sequence[str],
    *,
    cells: Sequence[str] = (),
    why: str = "no paper says it",
) -> list[Note]:
    """The notes of an answer without rows about one subject.

    `asked` reads on after "Not stated in the papers" ("who sits on Board 1"); `types` are the relations that would have answered, `cells`
    the columns of a table that would have; `why` is said where the papers are silent.
    """
    rows = store.read(_AROUND, {"ids": [subject.id], "as_of": _LAST_DAY})
    part, whenever = make_slice(store, rows, as_of), make_slice(store, rows, _LAST_DAY)
    later = [fact.properties["seen_from"] for fact in whenever.facts.values() if fact.type in types and _is_later(fact, as_of)]
    first = store.read(_FIRST)[0]["day"]
    if first and first > day_of(as_of):
        why = f"the earliest paper of the landscape is of {first}"
        later = []
    why += f" up to {as_of}; one of {min(later, key=lambda day: (latest(day), day))} does" if later else ""
    return [
        silence(part, [subject.id], asked, cells, why=why, near=near(store, part, subject, types)),
        *denials(store, part, [subject.id], types),
    ]


def nowhere(as_of: str, asked: str) -> Note:
    """The note of an answer without rows about the whole landscape."""
    return Note(code=NoteCode.NOT_STATED, sentence=f"Not stated in the papers dated up to {as_of} {asked}.")


def silence(part: Slice, items: Sequence[str], asked: str, cells: Sequence[str], *, why: str, near: Iterable[str] = ()) -> Note:
    """Whether the cell is lost, empty, or the papers say nothing. Pure."""
    values = {value for item in items for value in cell_values(part, item, cells)}
    told = "; ".join(near)
    more = f" What they do say: {told}." if told else ""
    if LOST in values:
        return Note(code=NoteCode.LOST, sentence=f"{asked[0].upper()}{asked[1:]}: the text of the paper has lost the cell.{more}")
    why = f"the cell is {EMPTY}" if EMPTY in values else why
    return Note(code=NoteCode.NOT_STATED, sentence=f"Not stated in the papers {asked}: {why}.{more}")


def cell_values(part: Slice, item: str, cells: Sequence[str]) -> set[str]:
    """What is recorded of these cells of an item that name nobody: `EMPTY`, `LOST`. Pure."""
    said = (fact.properties for fact in part.out_of(item, "STATED_IN"))
    return {str(cell.get("value_text")) for cell in said if cell.get("property") == "cell" and cell.get("of") in cells}


def denials(store: Store, part: Slice, items: Sequence[str], types: Iterable[str]) -> list[Note]:
    """What a paper denies of these relations at the items: by a type of denial, or as a literal of either end."""
    types = tuple(types)
    denying = tuple(DENIAL_OF[kind] for kind in types if kind in DENIAL_OF)
    facts = {fact.key: fact for item in items for fact in part.about(item) if fact.type in denying}
    said = [sentence(part, fact) for fact in sorted(facts.values(), key=lambda f: (part.name(f.start), part.name(f.end), f.key))]
    wanted = [f"{kind}:{item}" for item in items for kind in types]
    literals = make_slice(store, store.read(_DENIED, {"denials": wanted}), part.as_of) if wanted else part.with_facts(())
    of_others = [(fact, literals) for fact in literals.facts.values() if fact.properties.get("value_text") in wanted]
    own = [(fact, part) for item in items for fact in part.out_of(item, "STATED_IN") if _denied_type(fact) in types]
    denied = {fact.key: str(fact.properties["value_text"]).partition(":") for fact, _ in of_others + own}
    names = {**part.entities, **named(store, {item for _, _, item in denied.values()} - part.entities.keys())}
    for fact, where in sorted(of_others + own, key=lambda pair: (pair[1].name(pair[0].start), pair[0].key)):
        kind, _, item = denied[fact.key]
        name = names[item].called if item in names else item
        said.append(f"it is not so that {where.name(fact.start)} {agreeing(BY_TYPE[kind].says, known(where, fact.start))} {name}")
    return [Note(code=NoteCode.DENIED, sentence=f"A paper says: {text}.") for text in dict.fromkeys(said)]


def near(store: Store, part: Slice, subject: Entity, types: Sequence[str]) -> list[str]:
    """Sentences of what is nearest: the same relations of what the subject is part of or is about, then other facts of the subject."""
    above = list(dict.fromkeys(fact.end for fact in part.out_of(subject.id, "PART_OF", "CONCERNS")))
    parents = read_slice(store, _AROUND, above, part.as_of)[0] if above else part
    same = [(fact, known(parents, item)) for item in above for fact in _live(parents, item) if fact.type in types]
    same.sort(key=lambda pair: types.index(pair[0].type))
    # A deliverable and the statement that it delivers may have one name.
    found = [sentence(parents, fact) + f" (the {it.kind or it.label})" * (it.called == subject.called) for fact, it in same]
    groups = {BY_TYPE[kind].group for kind in types}
    next_to = [other for kind in types for other in _NEXT_TO.get(kind, ())]

    def far(fact: Fact) -> tuple[int, bool]:
        """The order in which facts are told: next in meaning to what was asked and pointing at the subject, then of the same group."""
        is_next = fact.type in next_to and fact.end == subject.id
        return next_to.index(fact.type) if is_next else len(next_to), BY_TYPE[fact.type].group not in groups

    own = sorted(_live(part, subject.id), key=far)
    found += [sentence(part, fact) for fact in own if fact.type not in types]
    return list(dict.fromkeys(found))[:MOST_NEAR]


def _live(part: Slice, item: str) -> list[Fact]:
    facts = {fact.key: fact for fact in [*part.out_of(item), *part.into(item)]}
    return [
        fact
        for fact in facts.values()
        if fact.type not in NO_PATH and fact.key not in part.earlier and fact.properties.get("modality") != Modality.ENDED
    ]


def _is_later(fact: Fact, as_of: str) -> bool:
    return str(fact.properties.get("seen_from_latest", "")) > day_of(as_of)


def _denied_type(fact: Fact) -> str:
    return str(fact.properties.get("value_text", "")).partition(":")[0] if fact.properties.get("property") == "denial" else ""
