"""GEXF 1.2, which Gephi and networkx read: entities and facts with typed attributes."""

from __future__ import annotations

from typing import BinaryIO

from graph.model.properties import Kind, Property
from queries.exports import Landscape
from queries.formats import About
from queries.formats.common import ENTITY_COLUMNS, FACT_COLUMNS, Row, Xml, entity_row, fact_row

_TYPES = {Kind.NUMBER: "double", Kind.FLAG: "boolean"}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
_OWN = "label"
"""What stands at a node or a line is an attribute of the element itself."""


def write(landscape: Landscape, out: BinaryIO, about: About) -> list[str]:
    """Write the graph to a binary file; returns what could not be written as it is."""
    xml = Xml()

    def attributes(columns: tuple[Property, ...], of: str) -> str:
        rows = "".join(
            f'<attribute id="{item.name}" title="{item.name}" type="{_TYPES.get(item.kind, "string")}"/>\n'
            for item in columns
            if item.name != _OWN
        )
        return f'<attributes class="{of}" mode="static">\n{rows}</attributes>\n'

    def values(row: Row) -> str:
        rows = "".join(f'<attvalue for="{name}" value="{xml.text(value)}"/>' for name, value in row.items() if name != _OWN)
        return f'label="{xml.text(row[_OWN])}"><attvalues>{rows}</attvalues>'

    out.write(f"{_HEAD}<meta><description>{xml.text(about.sentence)}</description></meta>\n".encode())
    out.write(b'<graph mode="static" defaultedgetype="directed">\n')
    out.write((attributes(ENTITY_COLUMNS, "node") + attributes(FACT_COLUMNS, "edge") + "<nodes>\n").encode())
    out.writelines(f'<node id="{xml.text(node.id)}" {values(entity_row(landscape, node))}</node>\n'.encode() for node in landscape.nodes())
    out.write(b"</nodes>\n<edges>\n")
    for link in landscape.links():
        ends = f'source="{xml.text(link.start)}" target="{xml.text(link.end)}"'
        out.write(f'<edge id="{xml.text(link.key)}" {ends} {values(fact_row(link))}</edge>\n'.encode())
    out.write(b"</edges>\n</graph>\n</gexf>\n")
    return xml.notes
