"""The narrow door to the store: `open_store(target)`, then `read`, `write`, `close`. Both engines stand behind it alike.

Rows hold text, numbers, booleans, lists and maps only: never a driver's node, relationship or path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from graph.settings import Target

Row = dict[str, Any]
Params = Mapping[str, Any]
T = TypeVar("T")

MODEL_VERSION = 1
"""Goes up when stored ids, keys or names of properties change their meaning; a store of a newer version is refused."""

READ_TIMEOUT = 60.0
"""Seconds a reading text may take where nobody says otherwise."""


@dataclass(frozen=True)
class Note:
    """What the engine remarked on a text: `code` is `unknown-label`, `unknown-type`, `unknown-property`, `cut` (rows) or `other`.

    `name` is the label, type or property that the store does not know, "" for other remarks.
    """

    code: str
    name: str
    sentence: str


class Transaction(Protocol):
    """The hands inside one writing transaction: texts of ours only, never a user's."""

    def run(self, text: str, params: Params | None = None) -> list[Row]:
        """Run one Cypher text, reading or writing, and return its rows.

        Once it has raised, the transaction is lost, even if the work goes on. Raises `StoreConflict` for an id or key
        that is taken (the embedded engine may say so only at the end), `BadCypher`, `StoreError`.
        """
        ...


class Store(Protocol):
    """A store of either engine."""

    @property
    def engine(self) -> str:
        """`embedded` or `neo4j`."""
        ...

    @property
    def version(self) -> str:
        """The engine's name and version, for `doctor`."""
        ...

    @property
    def model_version(self) -> int:
        """The model version the store was written with; 0 for a store that is empty or does not exist yet."""
        ...

    @property
    def notes(self) -> Sequence[Note]:
        """What the engine remarked on the last text read: labels, types and properties it does not know."""
        ...

    def read(self, text: str, params: Params | None = None, *, timeout: float = READ_TIMEOUT, guarded: bool = False) -> list[Row]:
        """Rows of a reading text.

        `timeout` is in seconds. `guarded` is for a user's text: the engine's own plan decides whether it could write,
        administer or read files, and `BadCypher` refuses it; nodes, relationships and paths come as the maps of
        `graph.engines.shapes`, where a text of ours may return none. Raises `TimeLimit` when the limit bites, and
        `StoreMissing` when nothing has been loaded into an embedded store yet.
        """
        ...

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one transaction: all of it is stored, or none of it when it raises.

        `work` runs once, never again: it may do what it likes outside the store. Reads inside it go through its
        `Transaction`. Makes an embedded store that does not exist yet. Raises `StoreLocked`, `StoreConflict`.
        """
        ...

    def write_first(self, work: Callable[[Transaction], T], before: Sequence[str], after: Sequence[str]) -> T:
        """`write` into a store that may be new: what it holds obeys the constraints of `before` and `after` when it is stored.

        `before` are those that `work` needs to be quick. A new embedded store is there with all of it, or not at all.
        """
        ...

    def define(self, statements: Sequence[str]) -> None:
        """Make constraints and indexes (each idempotent); runs outside a transaction."""
        ...

    def mark(self, state: str) -> None:
        """Write the store's state, `loading` or "", and our model version."""
        ...

    def clear(self) -> None:
        """Delete all entities and their relationships, batch by batch, and nothing else; a `loading` mark goes too."""
        ...

    def close(self) -> None:
        """Let go of the store; safe to call twice."""
        ...


def open_store(target: Target, *, writing: bool = False, allow_loading: bool = False) -> Store:
    """Open the store at `target`; `writing` takes the writer's lock of an embedded store from the start.

    `allow_loading` is for `restore` and `clear`: they may open a store whose restore was not finished.
    Raises `StoreUnreachable`, `StoreRefused`, `StoreLocked` or `StoreForeign`.
    """
    # Engines are imported late: the driver and the native library cost more start-up than all of ours together.
    if target.is_server:
        from graph.engines.neo4j import Neo4jStore

        return Neo4jStore(target, allow_loading=allow_loading)
    from graph.engines.embedded import EmbeddedStore

    return EmbeddedStore(target, writing=writing, allow_loading=allow_loading)
