"""What a row may hold: text, whole and decimal numbers, true and false, nothing, lists and maps of these."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from graph.errors import BadCypher

Value: TypeAlias = Any  # what comes in is anything, what goes out is plain; type checkers cannot say more of it
_SCALARS = frozenset((str, int, float, bool, type(None)))
# ArcadeDB returns a path as text: `(#1:0)-[#9:2]->(#1:1)`. Stored text of exactly this form does not occur in papers.
PATH = re.compile(r"\(#\d+:\d+\)(?:<?-\[#\d+:\d+\]->?\(#\d+:\d+\))*")


def plain(value: Value) -> Value:
    """The value as text, number, boolean, list or map; dates and durations become ISO text.

    Raises `BadCypher` for a node, a relationship or a path of either engine.
    """
    kind = type(value)
    if kind in _SCALARS:
        if kind is str and value.startswith("(#") and PATH.fullmatch(value):
            raise _refused("a path", "[x IN nodes(p) | x.id]")
        return value
    if kind is list or kind is tuple:
        return [plain(item) for item in value]
    if kind is dict:
        if "@rid" in value:  # ArcadeDB's node or relationship
            raise _refused("a node or a relationship", "n {.id, .name}")
        return {str(key): plain(item) for key, item in value.items()}
    return _other(value, kind)


def _other(value: Value, kind: type) -> Value:
    """Tell the rarer types by name, so that no engine need be imported."""
    if kind.__name__ in ("Node", "Relationship", "RID") or hasattr(value, "start_node"):
        what, instead = ("a path", "[x IN nodes(p) | x.id]") if kind.__name__ == "Path" else ("a node or a relationship", "n {.id, .name}")
        raise _refused(what, instead)
    if kind.__name__.endswith("Point"):
        return {name: getattr(value, name) for name in ("x", "y", "z", "srid") if hasattr(value, name)}
    for method in ("iso_format", "isoformat"):
        if hasattr(value, method):
            return str(getattr(value, method)())
    if kind.__name__ == "Decimal":
        return float(value)
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    raise _refused(f"a value of type {kind.__name__}", "text, numbers, lists or maps")


def _refused(what: str, instead: str) -> BadCypher:
    return BadCypher(f"The text returns {what}; rows hold text, numbers, lists and maps only.", hint=f"Return, for example, {instead}.")


def plain_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with every value `plain`; raises `BadCypher` as `plain` does."""
    return [{key: plain(value) for key, value in row.items()} for row in rows]
