"""A slice of facts: what a question's Cypher reads, as it stands at the as-of date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from graph.facts import Stating
from graph.model.labels import COLLECTIVE, label_of
from graph.store import Row, Store
from graph.timeline import Fact, at, day_of, earlier

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


def facts_of(rows: Iterable[Row], as_of: str) -> tuple[dict[str, Entity], dict[str, Fact]]:
    """Entities and facts of rows with the columns of `catalogue.FACTS`; only facts that hold at the date."""
    entities: dict[str, Entity] = {}
    facts: dict[str, Fact] = {}
    for row in rows:
        for side in ("a", "b"):
            labels = tuple(sorted(row[f"{side}_labels"]))
            found = Entity(row[f"{side}_id"], row[f"{side}_name"], labels, row[f"{side}_kind"] or "", row[f"{side}_code"] or "")
            entities[found.id] = found
        properties = at((Stating.model_validate_json(text) for text in row["statings"] or ()), as_of)
        if properties is not None:
            if row.get("contradicts"):
                properties |= {"standing": row["standing"], "contradicts": row["contradicts"]}
            facts[row["key"]] = Fact(row["key"], row["relation"], row["a_id"], row["b_id"], properties)
    return entities, facts


def make_slice(rows: Iterable[Row], as_of: str) -> Slice:
    """The slice that rows of facts make at a date."""
    entities, facts = facts_of(rows, as_of)
    return Slice(as_of, entities, facts, earlier(facts.values(), {item.id: item.labels for item in entities.values()}))


def read_slice(store: Store, text: str, ids: Iterable[str], as_of: str, *, steps: int = 1, types: frozenset[str] = frozenset()) -> tuple[Slice, bool]:
    """Read a question's Cypher around `ids`, then around what it found, up to `steps` times.

    `types` says which facts lead on to a further step (all, where it is empty). Returns the slice, and True where the steps ran out
    before the facts did.
    """
    rows: dict[str, Row] = {}
    seen: set[str] = set()
    frontier = set(ids)
    for _ in range(steps):
        if not frontier:
            break
        seen |= frontier
        found = store.read(text, {"ids": sorted(frontier), "as_of": day_of(as_of)})
        new = {row["key"]: row for row in found if row["key"] not in rows}
        rows |= new
        frontier = {row[side] for row in new.values() if not types or row["relation"] in types for side in ("a_id", "b_id")} - seen
    return make_slice(rows.values(), as_of), bool(frontier) and steps > 1
