"""A slice of facts: what a question's Cypher reads, as it stands at the as-of date.

`read_slice` reads around some entities, step by step; `read_types` all facts of some types; `read_whole_slice` all that holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from graph.facts import Stating
from graph.model.labels import COLLECTIVE, label_of
from graph.model.relationships import BY_TYPE
from graph.store import Row, Store
from graph.timeline import Fact, at, day_of, earlier, said_by_then

MOST_FACTS = 1_000_000
"""So many facts of a landscape are read at the most; where there are more, the slice is `cut`."""

MOST_ENTITIES = 50_000
"""Around so many entities a slice is read at the most, unless a question says less."""

NO_PATH = ("STATED_IN", "MENTIONED_IN", "FROM_DOCUMENT", "POSSIBLY_SAME_AS")
"""Evidence types: they never enter a path, a measure or a count of facts."""

_NAMED = (
    "UNWIND $ids AS id MATCH (n:Entity {id: id}) "
    "RETURN n.id AS id, n.name AS name, labels(n) AS labels, n.kind AS kind, n.code AS code ORDER BY id"
)
_EVERYBODY = """MATCH (n:Entity) WHERE n.hidden IS NULL AND NOT n:Passage AND NOT n:Document AND NOT n:ImportRun AND NOT n:Proposal
RETURN n.id AS id, n.name AS name, labels(n) AS labels, n.kind AS kind, n.code AS code"""


def called(name: str, code: str) -> str:
    """A name with its code before it, where there is one that does not begin it already.

    >>> called("Right care", "V4"), called("V4 Right care", "V4"), called("Board", "")
    ('V4 Right care', 'V4 Right care', 'Board')
    """
    return f"{code} {name}" if code and not name.startswith(code) else name


class Entity(NamedTuple):
    """What an answer says of an entity."""

    id: str
    name: str
    labels: tuple[str, ...]
    kind: str = ""
    code: str = ""

    @property
    def label(self) -> str:
        """The label that says what it is."""
        return label_of(self.labels)

    @property
    def is_class(self) -> bool:
        """True for a class of bodies or works."""
        return COLLECTIVE in self.labels

    @property
    def called(self) -> str:
        """Its name, with its code before it where it has one."""
        return called(self.name, self.code)


def entity_of(row: Row, side: str = "") -> Entity:
    """The entity of a row with id, name, labels, kind, code; `side` stands before these names."""
    labels = tuple(sorted(row[f"{side}labels"]))
    return Entity(row[f"{side}id"], row[f"{side}name"], labels, row.get(f"{side}kind") or "", row.get(f"{side}code") or "")


@dataclass(frozen=True)
class Slice:
    """Entities by id and the facts among them that hold at the date."""

    as_of: str
    entities: dict[str, Entity]
    facts: dict[str, Fact]
    earlier: frozenset[str] = frozenset()
    """Keys of facts whose one seat a newer paper gives to somebody else."""
    cut: bool = False
    """True where a bound left facts out."""

    @cached_property
    def _into(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts.values():
            found[fact.end].append(fact)
        return dict(found)

    @cached_property
    def _out_of(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts.values():
            found[fact.start].append(fact)
        return dict(found)

    def into(self, item: str, *types: str) -> list[Fact]:
        """Facts of these types that end at an entity, in a total order; earlier ones last."""
        return self._sorted(fact for fact in self._into.get(item, ()) if not types or fact.type in types)

    def out_of(self, item: str, *types: str) -> list[Fact]:
        """Facts of these types that start at an entity."""
        return self._sorted(fact for fact in self._out_of.get(item, ()) if not types or fact.type in types)

    def about(self, item: str) -> list[Fact]:
        """Facts at either end of an entity, in no order; one of itself to itself stands once."""
        return [*self._out_of.get(item, ()), *(fact for fact in self._into.get(item, ()) if fact.start != item)]

    def of_type(self, *types: str) -> list[Fact]:
        """All facts of these types, in a total order."""
        return self._sorted(fact for fact in self.facts.values() if fact.type in types)

    def _sorted(self, facts: Iterable[Fact]) -> list[Fact]:
        return sorted(facts, key=lambda f: (f.key in self.earlier, f.type, self.name(f.start), self.name(f.end), f.key))

    def name(self, item: str) -> str:
        """Name of an entity, or its id where the slice does not know it."""
        return self.entities[item].called if item in self.entities else item

    def joined(self, other: Slice) -> Slice:
        """Both slices as one."""
        entities, facts = {**other.entities, **self.entities}, {**other.facts, **self.facts}
        return Slice(self.as_of, entities, facts, self.earlier | other.earlier, self.cut or other.cut)

    def with_facts(self, facts: Iterable[Fact], past: Iterable[str] = ()) -> Slice:
        """The slice with more facts; `past` are the keys of those that are earlier."""
        return Slice(self.as_of, self.entities, {**self.facts, **{fact.key: fact for fact in facts}}, self.earlier | set(past), self.cut)


def fact_of(row: Row, as_of: str, *, statings: bool = False, past: bool = False) -> Fact | None:
    """The fact of a row with relation, key, statings, standing, contradicts, a_id, b_id; `None` where it does not hold at the date.

    With `statings` it keeps the texts of them all, for what each paper prints (`printed`): as much again in memory. With `past`, what
    is over is there as ended.
    """
    properties = at((Stating.model_validate_json(text) for text in row["statings"] or ()), as_of, past=past)
    if properties is None:
        return None
    if row.get("contradicts"):
        properties |= {"standing": row["standing"], "contradicts": row["contradicts"]}
    if statings:
        properties["statings"] = row["statings"]
    return Fact(row["key"], row["relation"], row["a_id"], row["b_id"], properties)


def printed(fact: Fact, name: str, as_of: str) -> list[str]:
    """What the papers up to the date print of a property or a column, the newest first, each once; for a fact read with its statings."""
    said = said_by_then(map(Stating.model_validate_json, fact.properties.get("statings", ())), day_of(as_of))
    values = [stating.carried.get(name) or getattr(stating, name, "") for stating in said]
    return list(dict.fromkeys(str(value) for value in values if value))


def facts_of(rows: Iterable[Row], as_of: str, *, past: bool = False) -> tuple[dict[str, Entity], dict[str, Fact]]:
    """Entities and facts of rows with the columns of `catalogue.FACTS`; only facts that hold at the date."""
    entities: dict[str, Entity] = {}
    facts: dict[str, Fact] = {}
    for row in rows:
        for side in ("a_", "b_"):
            if row[f"{side}id"] not in entities:
                entities[row[f"{side}id"]] = entity_of(row, side)
        if fact := fact_of(row, as_of, statings=True, past=past):
            facts[fact.key] = fact
    return entities, facts


def named(store: Store, ids: Iterable[str]) -> dict[str, Entity]:
    """The entities of these ids, by id; those that the store does not hold are left out."""
    wanted = sorted(set(ids))
    return {row["id"]: entity_of(row) for row in store.read(_NAMED, {"ids": wanted})} if wanted else {}


def make_slice(store: Store, rows: Iterable[Row], as_of: str, *, past: bool = False) -> Slice:
    """The slice that rows of facts make at a date, with the names of those whose words are reported and of third ends."""
    entities, facts = facts_of(rows, as_of, past=past)
    others = {item for fact in facts.values() for item in (fact.properties.get("said_by"), *fact.properties.get("about", ())) if item}
    entities |= named(store, others - entities.keys())
    return Slice(as_of, entities, facts, earlier(facts.values(), {item.id: item.labels for item in entities.values()}))


def read_slice(
    store: Store,
    text: str,
    ids: Iterable[str],
    as_of: str,
    *,
    steps: int = 1,
    to_end: Iterable[str] = (),
    to_start: Iterable[str] = (),
    past: bool = False,
    most: int = MOST_ENTITIES,
) -> tuple[Slice, bool]:
    """Read a question's Cypher around `ids`, then around what it led to, up to `steps` times, while that is at most `most` entities.

    Facts of the types `to_end` lead on from their left end to their right one, those of `to_start` the other way. Returns the slice, and
    True where a bound bit before the entities ran out.
    """
    onward, backward = frozenset(to_end), frozenset(to_start)
    rows: dict[str, Row] = {}
    seen: set[str] = set()
    frontier = set(ids)
    for _ in range(steps):
        if not frontier or (seen and len(seen) + len(frontier) > most):
            break
        seen |= frontier
        found = store.read(text, {"ids": sorted(frontier), "as_of": day_of(as_of)})
        ends = {row["b_id"] for row in found if row["relation"] in onward and row["a_id"] in frontier}
        starts = {row["a_id"] for row in found if row["relation"] in backward and row["b_id"] in frontier}
        rows |= {row["key"]: row for row in found}
        frontier = (ends | starts) - seen
    return make_slice(store, rows.values(), as_of, past=past), bool(frontier)


def read_types(store: Store, text: str, as_of: str) -> Slice:
    """All facts that a question's Cypher reads where it names no entity: of some types, through the whole landscape."""
    return make_slice(store, store.read(text, {"ids": [], "as_of": day_of(as_of)}), as_of)


def read_whole_slice(
    store: Store, as_of: str, *, types: Sequence[str] = (), without: Sequence[str] = NO_PATH, most: int = MOST_FACTS, past: bool = False
) -> Slice:
    """Every fact that holds at the date, of these types or of all but those `without`; `types` win, and `without=()` reads all.

    Facts of named types keep their statings, those of the whole landscape do not. One read a type, in linear time. Where there are more
    than `most` facts the slice is `cut`, and the note of that code is the caller's.
    """
    entities = {row["id"]: entity_of(row) for row in sorted(store.read(_EVERYBODY), key=_id)}
    facts: dict[str, Fact] = {}
    wanted = types or [name for name in BY_TYPE if name not in without]
    left = most
    for name in wanted:
        rows = store.read(_of_type(name), {"as_of": day_of(as_of), "most": left + 1})
        if len(rows) > left:  # which are left out must not depend on the engine
            rows = store.read(_of_type(name, "ORDER BY key"), {"as_of": day_of(as_of), "most": left + 1})
        for row in sorted(rows[:left], key=_key):
            if fact := fact_of(row | {"relation": name}, as_of, statings=bool(types), past=past):
                facts[fact.key] = fact
        left -= len(rows)
        if left < 0:
            break
    return Slice(as_of, entities, facts, earlier(facts.values(), {item.id: item.labels for item in entities.values()}), cut=left < 0)


def _of_type(name: str, order: str = "") -> str:
    """All facts of a type. The engine's ORDER BY costs as much as the read: it is asked for only where some are left out."""
    return (
        f"MATCH ()-[r:{name}]->() WHERE r.seen_from_latest <= $as_of "
        "RETURN r.key AS key, r.statings AS statings, r.standing AS standing, r.contradicts AS contradicts, "
        f"startNode(r).id AS a_id, endNode(r).id AS b_id {order} LIMIT $most"
    )


_id, _key = itemgetter("id"), itemgetter("key")
