"""A slice of facts: what a question's Cypher reads, as it stands at the as-of date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from graph.facts import Stating
from graph.model.labels import COLLECTIVE, label_of
from graph.store import Row, Store
from graph.timeline import Fact, at, day_of, earlier

_NAMED = (
    "UNWIND $ids AS id MATCH (n:Entity {id: id}) "
    "RETURN n.id AS id, n.name AS name, labels(n) AS labels, n.kind AS kind, n.code AS code ORDER BY id"
)


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
        return f"{self.code} {self.name}" if self.code and not self.name.startswith(self.code) else self.name


def entity_of(row: Row, side: str = "") -> Entity:
    """The entity of a row with id, name, labels, kind, code; `side` stands before these names."""
    labels = tuple(sorted(row[f"{side}labels"]))
    return Entity(row[f"{side}id"], row[f"{side}name"], labels, row.get(f"{side}kind") or "", row.get(f"{side}code") or "")


class Slice(NamedTuple):
    """Entities by id and the facts among them that hold at the date."""

    as_of: str
    entities: dict[str, Entity]
    facts: dict[str, Fact]
    earlier: frozenset[str]
    """Keys of facts whose one seat a newer paper gives to somebody else."""

    def into(self, item: str, *types: str) -> list[Fact]:
        """Facts of these types that end at an entity, in a total order; earlier ones last."""
        return self._sorted(fact for fact in self.facts.values() if fact.end == item and (not types or fact.type in types))

    def out_of(self, item: str, *types: str) -> list[Fact]:
        """Facts of these types that start at an entity."""
        return self._sorted(fact for fact in self.facts.values() if fact.start == item and (not types or fact.type in types))

    def _sorted(self, facts: Iterable[Fact]) -> list[Fact]:
        return sorted(facts, key=lambda f: (f.key in self.earlier, f.type, self.name(f.start), self.name(f.end), f.key))

    def name(self, item: str) -> str:
        """Name of an entity, or its id where the slice does not know it."""
        return self.entities[item].called if item in self.entities else item

    def joined(self, other: Slice) -> Slice:
        """Both slices as one."""
        return Slice(self.as_of, {**other.entities, **self.entities}, {**other.facts, **self.facts}, self.earlier | other.earlier)


def facts_of(rows: Iterable[Row], as_of: str) -> tuple[dict[str, Entity], dict[str, Fact]]:
    """Entities and facts of rows with the columns of `catalogue.FACTS`; only facts that hold at the date."""
    entities: dict[str, Entity] = {}
    facts: dict[str, Fact] = {}
    for row in rows:
        for side in ("a_", "b_"):
            if row[f"{side}id"] not in entities:
                entities[row[f"{side}id"]] = entity_of(row, side)
        properties = at((Stating.model_validate_json(text) for text in row["statings"] or ()), as_of)
        if properties is not None:
            if row.get("contradicts"):
                properties |= {"standing": row["standing"], "contradicts": row["contradicts"]}
            facts[row["key"]] = Fact(row["key"], row["relation"], row["a_id"], row["b_id"], properties)
    return entities, facts


def make_slice(store: Store, rows: Iterable[Row], as_of: str) -> Slice:
    """The slice that rows of facts make at a date, with the names of those whose words are reported and of third ends."""
    entities, facts = facts_of(rows, as_of)
    named = {item for fact in facts.values() for item in (fact.properties.get("said_by"), *fact.properties.get("about", ())) if item}
    if named - entities.keys():
        entities |= {row["id"]: entity_of(row) for row in store.read(_NAMED, {"ids": sorted(named - entities.keys())})}
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
) -> tuple[Slice, bool]:
    """Read a question's Cypher around `ids`, then around what it led to, up to `steps` times.

    Facts of the types `to_end` lead on from their left end to their right one, those of `to_start` the other way. Returns the slice, and
    True where the steps ran out before the entities did.
    """
    onward, backward = frozenset(to_end), frozenset(to_start)
    rows: dict[str, Row] = {}
    seen: set[str] = set()
    frontier = set(ids)
    for _ in range(steps):
        if not frontier:
            break
        seen |= frontier
        found = store.read(text, {"ids": sorted(frontier), "as_of": day_of(as_of)})
        ends = {row["b_id"] for row in found if row["relation"] in onward and row["a_id"] in frontier}
        starts = {row["a_id"] for row in found if row["relation"] in backward and row["b_id"] in frontier}
        rows |= {row["key"]: row for row in found}
        frontier = (ends | starts) - seen
    return make_slice(store, rows.values(), as_of), bool(frontier)
