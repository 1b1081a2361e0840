"""GraphML: entities and facts with typed attributes; several facts between two entities stay several, by their keys."""

from __future__ import annotations

from typing import BinaryIO

from graph.model.properties import Kind, Property
from queries.exports import Landscape
from queries.formats import About
from queries.formats.common import ENTITY_COLUMNS, FACT_COLUMNS, Row, Xml, entity_row, fact_row

_TYPES = {Kind.NUMBER: "double", Kind.FLAG: "boolean"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(landscape: Landscape, out: BinaryIO, about: About) -> list[str]:
    """Write the graph to a binary file; returns what could not be written as it is."""
    xml = Xml()

    def keys(columns: tuple[Property, ...], of: str) -> str:
        return "".join(
            f'<key id="{of[0]}_{item.name}" for="{of}" attr.name="{item.name}" attr.type="{_TYPES.get(item.kind, "string")}">'
            f"<desc>{xml.text(item.says)}</desc></key>\n"
            for item in columns
        )

    def data(row: Row, of: str) -> str:
        return "".join(f'<data key="{of}_{name}">{xml.text(value)}</data>' for name, value in row.items())

    out.write((_HEAD + f"<desc>{xml.text(about.sentence)}</desc>\n").encode())
    out.write((keys(ENTITY_COLUMNS, "node") + keys(FACT_COLUMNS, "edge") + '<graph id="landscape" edgedefault="directed">\n').encode())
    out.writelines(
        f'<node id="{xml.text(node.id)}">{data(entity_row(landscape, node), "n")}</node>\n'.encode() for node in landscape.nodes()
    )
    for link in landscape.links():
        ends = f'source="{xml.text(link.start)}" target="{xml.text(link.end)}"'
        out.write(f'<edge id="{xml.text(link.key)}" {ends}>{data(fact_row(link), "e")}</edge>\n'.encode())
    out.write(b"</graph>\n</graphml>\n")
    return xml.notes
