"""What a user's text may return beside plain values: nodes, relationships and paths, as maps that are alike on every engine.

- a node: `{id, name, labels, ...}`, its labels sorted, then its other properties by name;
- a relationship: `{key, type, from, to, ...}`, its ends by their ids, then its other properties by name;
- a path: `{text, nodes, relationships, hops}`: `Board 1 -[OVERSEES]-> Group 1`, ids of its nodes, keys of its relationships.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from graph.engines.values import plain

Shape: TypeAlias = dict[str, Any]

MOST_ROWS = 500_000
"""Rows that a user's text may return: more are cut, and told of, since all of them stand in memory."""

TOO_MANY = f"The text returns more than {MOST_ROWS:,} rows; the others are left out."


def node(labels: Iterable[str], properties: Mapping[str, Any]) -> Shape:
    """A node as a map."""
    return _first({"id": properties.get("id"), "name": properties.get("name"), "labels": sorted(labels)}, properties)


def relationship(kind: str, start: object, end: object, properties: Mapping[str, Any]) -> Shape:
    """A relationship as a map; `start` and `end` are the ids of the entities that it ties."""
    return _first({"key": properties.get("key"), "type": kind, "from": start, "to": end}, properties)


def _first(shape: Shape, properties: Mapping[str, Any]) -> Shape:
    return {**shape, **{name: plain(properties[name]) for name in sorted(properties) if name not in shape}}


def path(nodes: Sequence[Mapping[str, Any]], ties: Sequence[Mapping[str, Any]]) -> Shape:
    """A path as a map, from the shapes of its nodes and of the relationships between them."""
    text = _called(nodes[0])
    for before, tie, after in zip(nodes, ties, nodes[1:], strict=False):
        left, right = ("-[", "]->") if tie["from"] == before["id"] else ("<-[", "]-")
        text += f" {left}{tie['type']}{right} {_called(after)}"
    return {"text": text, "nodes": [each["id"] for each in nodes], "relationships": [tie["key"] for tie in ties], "hops": len(ties)}


def _called(shape: Mapping[str, Any]) -> str:
    return str(shape.get("name") or shape.get("id") or "(no name)")
