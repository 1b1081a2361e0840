"""The model as Cypher texts: constraints, and the statements that write a fold. Pure; labels and types come from the closed lists only.

House rules these texts obey are in `docs/decisions/0002-two-engines.md`: anchor by `(n:Entity {id: ...})`, relationships by key in
batches, new nodes with all their labels in `CREATE`, known ones by `MATCH`, never one look-up a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from graph.model.labels import BY_NAME, ENTITY, SECOND_LABELS
from graph.model.relationships import BY_TYPE

BATCH = 2_000
"""Rows a statement carries; between 1,000 and 10,000 the engines differ by a few per cent."""

T = TypeVar("T")

READ_NODES = "MATCH (n:Entity) WHERE n.id IN $ids RETURN labels(n) AS labels, properties(n) AS properties"
READ_FORMER_IDS = "MATCH (n:Entity) WHERE n.former_ids IS NOT NULL RETURN n.id AS id, n.former_ids AS former_ids"
READ_NODES_OF_SOURCE = "MATCH (n:Entity) WHERE $source IN n.held_by RETURN labels(n) AS labels, properties(n) AS properties"
COUNT_ENTITIES = "MATCH (n:Entity) RETURN count(n) AS n"


def batches(rows: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Rows in lists of at most `size`."""
    batch: list[T] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def constraints(types: Iterable[str] = tuple(BY_TYPE)) -> list[str]:
    """Uniqueness of entity ids and of the keys of relationships of these types; each may be run again."""
    return [
        f"CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:{ENTITY}) REQUIRE n.id IS UNIQUE",
        *(f"CREATE CONSTRAINT {name.lower()}_key IF NOT EXISTS FOR ()-[r:{name}]-() REQUIRE r.key IS UNIQUE" for name in types),
    ]


def first_constraints() -> tuple[list[str], list[str]]:
    """All of them for a store that is new: those by which ends are found, and those that are cheaper once all is written."""
    return constraints(())[:1], constraints()[1:]


def label_expression(labels: Sequence[str]) -> str:
    """`:Board:Entity` for a pattern; raises `KeyError` for a label outside the closed list."""
    for label in labels:
        if label != ENTITY and label not in SECOND_LABELS:
            BY_NAME[label]
    return "".join(f":{label}" for label in labels)


def create_nodes(labels: Sequence[str], names: Sequence[str] = ()) -> str:
    """Make the nodes of `$rows`, all with these labels from the start.

    The rows are maps of properties; where `names` are given, lists of the values of these properties.
    """
    if names:
        return f"UNWIND $rows AS row CREATE (n{label_expression(labels)} {_inline(names, 0)})"
    return f"UNWIND $rows AS row CREATE (n{label_expression(labels)}) SET n = row"


def _inline(names: Sequence[str], first: int) -> str:
    """A map of properties from the values of a row, the first of them at `first`."""
    for name in names:
        if not (name.isascii() and name.isidentifier()):
            raise KeyError(name)
    return "{" + ", ".join(f"`{name}`: row[{place}]" for place, name in enumerate(names, first)) + "}"


def replace_nodes() -> str:
    """Give known nodes the properties of `$rows` (`id`, `properties`), and no others."""
    return f"UNWIND $rows AS row MATCH (n:{ENTITY} {{id: row.id}}) SET n = row.properties"


def relabel_nodes(add: Sequence[str], remove: Sequence[str]) -> str:
    """Change the labels of the nodes in `$ids`; their relationships stay."""
    steps = [f"SET n{label_expression(add)}"] if add else []
    steps += [f"REMOVE n{label_expression(remove)}"] if remove else []
    return f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) {' '.join(steps)}"


def delete_nodes() -> str:
    """Take out the nodes in `$ids`; fails while a relationship is attached, which would be a fault of ours."""
    return f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) DELETE n"


def create_relationships(kind: str, names: Sequence[str] = ()) -> str:
    """Make the relationships of `$rows` of one type; counts those whose ends were both found.

    The rows are maps (`start`, `end`, `properties`); where `names` are given, lists of both ends and the values of these properties.
    """
    BY_TYPE[kind]
    start, end = ("row[0]", "row[1]") if names else ("row.start", "row.end")
    ends = f"UNWIND $rows AS row MATCH (a:{ENTITY} {{id: {start}}}) MATCH (b:{ENTITY} {{id: {end}}})"
    if names:
        return f"{ends} CREATE (a)-[r:{kind} {_inline(names, 2)}]->(b) RETURN count(r) AS n"
    return f"{ends} CREATE (a)-[r:{kind}]->(b) SET r = row.properties RETURN count(r) AS n"


def replace_relationships(kind: str) -> str:
    """Give known relationships the properties of `$rows` (`start`, `key`, `properties`), and no others."""
    BY_TYPE[kind]
    return f"UNWIND $rows AS row MATCH (a:{ENTITY} {{id: row.start}})-[r:{kind}]->() WHERE r.key = row.key SET r = row.properties"


def delete_relationships(kind: str) -> str:
    """Take out the relationships of one type with keys in `$keys`."""
    BY_TYPE[kind]
    return f"MATCH ()-[r:{kind}]->() WHERE r.key IN $keys DELETE r"


def _read(kind: str, condition: str) -> str:
    BY_TYPE[kind]
    return (
        f"MATCH (a:{ENTITY})-[r:{kind}]->(b:{ENTITY}) WHERE {condition} RETURN a.id AS start, b.id AS finish, properties(r) AS properties"
    )


def read_all(kind: str) -> str:
    """Every relationship of one type."""
    return _read(kind, "true")


def read_by_key(kind: str) -> str:
    """Relationships of one type by `$keys`, their own or that of the fact without its beginning."""
    return _read(kind, "r.key IN $keys OR r.base IN $keys")


def read_by_source(kind: str) -> str:
    """Relationships of one type that `$source` holds."""
    return _read(kind, "$source IN r.held_by")


def read_by_ends(kind: str) -> str:
    """Relationships of one type with an end in `$ids`."""
    return _read(kind, "a.id IN $ids OR b.id IN $ids")
