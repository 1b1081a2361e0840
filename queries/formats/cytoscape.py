"""JSON for Cytoscape and Cytoscape.js: `elements` with nodes and edges; lists stay lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from queries.exports import Landscape, encode
from queries.formats import About
from queries.formats.common import Row, entity_row, fact_row


def write(landscape: Landscape, out: BinaryIO, about: About) -> list[str]:
    """Write the graph to a binary file, an element a line; nothing has to be changed."""

    def elements(rows: Iterable[Row]) -> None:
        between = b"\n"
        for row in rows:
            out.write(between + encode({"data": row}).encode())
            between = b",\n"

    head = {"name": "landscape", "description": about.sentence, "as_of": about.as_of, "marking": about.marking}
    data = encode({name: value for name, value in head.items() if value})
    out.write(f'{{"data":{data},"directed":true,"multigraph":true,"elements":{{"nodes":['.encode())
    # `value` is what networkx takes for a node, and `key` for an edge.
    elements({"id": node.id, "value": node.id, **entity_row(landscape, node)} for node in landscape.nodes())
    out.write(b'\n],"edges":[')
    elements({"id": link.key, "key": link.key, "source": link.start, "target": link.end, **fact_row(link)} for link in landscape.links())
    out.write(b"\n]}}\n")
    return []
