"""The small steps of a conversation with the Neo4j driver: connect, try again, rows and remarks in our shapes."""

from __future__ import annotations

import logging
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import TransientError
from neo4j.graph import Node, Path, Relationship

from graph.cypher import batches
from graph.engines import shapes
from graph.engines.neo4j_errors import shown
from graph.engines.values import plain_rows
from graph.errors import StoreUnreachable
from graph.settings import Target
from graph.store import Note, Row

T = TypeVar("T")
CONNECT_TIMEOUT = 15.0
TRIES = 4
_ENDS = "MATCH (n) WHERE elementId(n) IN $asked RETURN elementId(n) AS element, n.id AS id"
_NOTES = {"01N50": "unknown-label", "01N51": "unknown-type", "01N52": "unknown-property"}

# The driver prints the server's remarks on the last-resort handler; we hand them over as notes.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


def connect(target: Target) -> neo4j.Driver:
    """Make a driver; it connects only when it is used.

    Raises `StoreUnreachable` for an address with a user, a password or a path: the driver would quote them.
    """
    parts = urlsplit(target.address)
    if "@" in parts.netloc or parts.path not in ("", "/"):
        raise StoreUnreachable(
            "The address holds more than a host and a port.",
            where=shown(target.address),
            hint="Write it as bolt://host:7687; user and password come from LANDSCAPE_NEO4J_USER and LANDSCAPE_NEO4J_PASSWORD.",
        )
    return neo4j.GraphDatabase.driver(
        target.address,
        auth=(target.user, target.password.get_secret_value()),
        connection_timeout=CONNECT_TIMEOUT,
        connection_acquisition_timeout=2 * CONNECT_TIMEOUT,
        user_agent="partnership-landscape",
    )


def again(work: Callable[[], T]) -> T:
    """Run what may safely run again, where the server says to try again (a deadlock of two definitions, a new leader)."""
    for left in reversed(range(TRIES)):
        try:
            return work()
        except TransientError:
            if not left:
                raise
            time.sleep(0.2 + random.random())  # noqa: S311 - two that collided should not collide again
    raise AssertionError  # the last try returned or raised


def rows_of(result: neo4j.Result) -> list[Row]:
    """All rows, plain; raises `BadCypher` for nodes, relationships and paths."""
    return plain_rows([dict(zip(record.keys(), record.values(), strict=True)) for record in result])


def shaped_rows(session: neo4j.Session, result: neo4j.Result) -> tuple[list[Row], bool]:
    """The rows of a user's text, with nodes, relationships and paths as `shapes` has them; True where rows were cut.

    A relationship comes with the server's own ids of its ends: the entities' ids are asked for in one more reading.
    """
    records = list(islice(result, shapes.MOST_ROWS + 1))
    cut = len(records) > shapes.MOST_ROWS
    result.consume()
    loose = {end for record in records for value in record.values() for tie in _ties(value) for end in (tie.start_node, tie.end_node)}
    ids: dict[str, object] = {end.element_id: end["id"] for end in loose if end is not None and "id" in end}
    asked = sorted({end.element_id for end in loose if end is not None} - set(ids))
    for batch in batches(asked):
        ids.update({found["element"]: found["id"] for found in session.run(_ENDS, {"asked": batch})})
    names = [record.keys() for record in records[:1]]
    rows = [dict(zip(names[0], [_shaped(value, ids) for value in record.values()], strict=True)) for record in records[: shapes.MOST_ROWS]]
    return plain_rows(rows), cut


def _ties(value: Any) -> Iterator[Relationship]:  # noqa: ANN401 - a value of any kind
    if isinstance(value, Relationship):
        yield value
    elif isinstance(value, Path):
        yield from value.relationships
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _ties(item)


def _shaped(value: Any, ids: Mapping[str, object]) -> Any:  # noqa: ANN401 - a value of any kind
    if isinstance(value, Node):
        return shapes.node(value.labels, dict(value))
    if isinstance(value, Relationship):
        start, end = (ids.get(item.element_id) if item is not None else None for item in (value.start_node, value.end_node))
        return shapes.relationship(value.type, start, end, dict(value))
    if isinstance(value, Path):
        return shapes.path([_shaped(item, ids) for item in value.nodes], [_shaped(item, ids) for item in value.relationships])
    if isinstance(value, list):
        return [_shaped(item, ids) for item in value]
    return {name: _shaped(item, ids) for name, item in value.items()} if isinstance(value, dict) else value


def notes_of(summary: neo4j.ResultSummary) -> Sequence[Note]:
    """List what the server remarked, each once."""
    notes: dict[Note, None] = {}
    for status in summary.gql_status_objects:
        if status.is_notification:
            code = _NOTES.get(status.gql_status, "other")
            name = re.search(r"`([^`]*)`", status.status_description) if code != "other" else None
            sentence = status.status_description.partition(": ")[2] or status.status_description
            notes[Note(code, name[1] if name else "", sentence)] = None
    return tuple(notes)
