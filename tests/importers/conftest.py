"""What the tests of the importers share: small made sources, a clock, and the state of a store as text."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from graph import cypher
from graph.editions import Edition
from graph.facts import Claim, Stating
from graph.store import Store
from importers.batch import Batch, Origin, Report, SourceRow
from importers.load import import_batch

NODES = (
    "MATCH (n:Entity) WHERE NOT n:ImportRun RETURN n.id AS id, [l IN labels(n) | l] AS labels, properties(n) AS properties ORDER BY n.id"
)
RELATIONSHIPS = (
    "MATCH (a:Entity)-[r]->(b:Entity) RETURN r.key AS key, type(r) AS kind, a.id AS start, b.id AS finish, properties(r) AS properties "
    "ORDER BY r.key"
)


def _line(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


@pytest.fixture
def state() -> Callable[[Store], list[str]]:
    """All nodes and relationships of a store but the runs, one line each."""

    def read(store: Store) -> list[str]:
        nodes = [_line([row["id"], sorted(row["labels"]), row["properties"]]) for row in store.read(NODES)]
        return nodes + [
            _line([row["key"], row["kind"], row["start"], row["finish"], row["properties"]]) for row in store.read(RELATIONSHIPS)
        ]

    return read


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by a second each time it is read."""
    ticks: Iterator[int] = itertools.count()
    return lambda: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=next(ticks))


@pytest.fixture
def made(store: Store) -> Store:
    """The store of each engine with its constraints."""
    store.define(cypher.constraints())
    return store


@pytest.fixture
def load(made: Store, clock: Callable[[], datetime]) -> Callable[..., Report]:
    """Imports one edition into the store."""
    return lambda found, **options: import_batch(made, found, now=clock, **options)


@pytest.fixture
def batch() -> Callable[..., Batch]:
    """Makes one edition of a register: `batch(name, date, *rows, serial=1)`, each row a claim, a stating or a list of both."""

    def make(name: str, date: str, *rows: Claim | Stating | Iterable[Claim | Stating], serial: int = 1, salt: str = "") -> Batch:
        source = f"paper/register/{name}"
        found: list[SourceRow] = []
        for number, row in enumerate(rows, start=2):
            items = [row] if isinstance(row, Claim | Stating) else list(row)
            items = [item.model_copy(update={"source": source}) for item in items]
            claims = tuple(item for item in items if isinstance(item, Claim))
            statings = tuple(item for item in items if isinstance(item, Stating))
            found.append(SourceRow(Origin(f"{name}.xlsx", "rows", number), claims, statings))
        text = "\n".join([name, date, str(serial), salt, *(item.text() for row in found for item in (*row.claims, *row.statings))])
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        itself = Claim(id=source, labels=("Document",), name=f"Register {name}", kind="register", source=source)
        return Batch(itself, Edition(date, serial, sha256[:12]), sha256, tuple(found))

    return make
