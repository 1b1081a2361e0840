"""A Cypher script that rebuilds the landscape in an empty Neo4j: one statement a line, for `cypher-shell`, the Browser or any driver.

The store it makes is marked `loading` until its last line, so that our commands refuse one that a broken run has left half full.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from graph import cypher
from graph.engines import bookkeeping
from graph.errors import UsageError
from graph.store import MODEL_VERSION
from queries.exports import Landscape
from queries.formats import About

ROWS = 200
"""Rows a statement: larger texts cost the server more to read than the rows save."""

_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE = {
    **{chr(code): f"\\u{code:04x}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0x202A, 0x202B, 0x202D, 0x202E, 0xFEFF)},
    **_ESCAPES,
}
_TABLE = str.maketrans(_UNSAFE)


def write(landscape: Landscape, out: BinaryIO, about: About) -> list[str]:
    """Write the script to a binary file; nothing is left out."""
    out.write(f"// {' '.join(about.sentence.split())}\n".encode())
    out.write(b"// Run it on an empty database: cypher-shell --fail-fast --file THIS\n")
    out.writelines(f"{statement};\n".encode() for statement in _statements(landscape))
    return []


def literal(value: Any) -> str:  # noqa: ANN401 - a value of any stored kind
    r"""A value as Cypher writes it; every control character escaped, so that a statement stays on its line.

    >>> literal(["it's", "a\\b\n", True, 1, 1e22, None])
    "['it\\'s', 'a\\\\b\\n', true, 1, 1e22, null]"
    """
    if isinstance(value, str):
        return f"'{value.translate(_TABLE)}'"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        if not math.isfinite(value):
            raise UsageError(f"The number {value} cannot stand in a Cypher script.", hint="correct the fact that carries it")
        return repr(value).replace("e+", "e")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_name(name)}: {literal(item)}" for name, item in value.items()) + "}"
    return f"[{', '.join(map(literal, value))}]"


def _name(name: str) -> str:
    if name.isascii() and name.isidentifier():
        return name
    if not name.isprintable() or "\\" in name:
        raise UsageError(
            f"The property {name!r} cannot stand in a Cypher script.", hint="only a foreign file brings such a name: correct it"
        )
    return f"`{name.replace('`', '``')}`"


def _filled(text: str, **parameters: Any) -> str:  # noqa: ANN401 - values of any stored kind
    for name, value in parameters.items():
        text = text.replace(f"${name}", literal(value), 1)
    return text


def _statements(landscape: Landscape) -> Iterator[str]:
    yield from (*bookkeeping.CONSTRAINTS, *cypher.constraints())
    yield _filled(bookkeeping.CREATE, model_version=MODEL_VERSION)
    yield _filled(bookkeeping.MARK, model_version=MODEL_VERSION, state="loading")
    made = ((node.labels, {"id": node.id, **node.properties}) for node in landscape.nodes())
    yield from _grouped(made, cypher.create_nodes)
    facts = (
        ([link.type], {"start": link.start, "end": link.end, "properties": {"key": link.key, **link.properties}})
        for link in landscape.links()
    )
    yield from _grouped(facts, lambda kinds: cypher.create_relationships(kinds[0]))
    yield _filled(bookkeeping.MARK, model_version=MODEL_VERSION, state="")


def _grouped(items: Iterator[tuple[list[str], dict[str, Any]]], text: Callable[[list[str]], str]) -> Iterator[str]:
    """Statements of up to `ROWS` rows that share their labels, in the order of their last row."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for labels, row in items:
        rows = groups[tuple(labels)]
        rows.append(row)
        if len(rows) == ROWS:
            yield _filled(text(labels), rows=rows)
            rows.clear()
    for group, rows in sorted(groups.items()):
        if rows:
            yield _filled(text(list(group)), rows=rows)
