"""A folder of CSV files for a spreadsheet: nodes, relationships, the evidence of each relationship, and the passages it names."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from graph.answer import plain_text
from graph.model.labels import family_of, label_of
from graph.model.properties import Property
from graph.tables import BYTE_ORDER_MARK, harmless
from queries.exports import Landscape, Link, Node
from queries.formats import About
from queries.formats.common import LINK_COLUMNS, NODE_COLUMNS, Places, Row

NODES, RELATIONSHIPS, EVIDENCE, PASSAGES, README = "nodes.csv", "relationships.csv", "evidence.csv", "passages.csv", "README.txt"
FILES = (NODES, RELATIONSHIPS, EVIDENCE, PASSAGES, README)

_OF_NODES = ("id", "name", "label", "labels", "family")
_OF_LINKS = ("key", "type", "from", "from_name", "to", "to_name")
_OF_EVIDENCE = ("key", "type", "from", "passage", "reference")
_OF_PASSAGES = ("id", "document", "title", "date", "locator")

_ABOUT = """{sentence}

nodes.csv          one row an entity
relationships.csv  one row a fact; `from` and `to` are ids of nodes.csv, and of passages.csv for STATED_IN (a literal fact)
evidence.csv       one row a fact and a passage that says it (MENTIONED_IN: a passage that names an entity)
passages.csv       one row a passage: its paper, and where in it

Lists are joined by "; ". A cell that a spreadsheet would run as a formula has an apostrophe before it. UTF-8 with a byte order mark.
The statings behind each fact are not here: `landscape export jsonl` has everything.
"""


def write(landscape: Landscape, folder: Path, about: About) -> list[str]:
    """Write the files into a folder; nothing that a spreadsheet can hold is left out."""
    places = Places(landscape.store)
    wording = landscape.options.with_wording
    (folder / README).write_text(_ABOUT.format(sentence=about.sentence), "utf-8")
    with ExitStack() as stack:
        nodes = stack.enter_context(_file(folder / NODES, (*_OF_NODES, *_names(NODE_COLUMNS))))
        passages = stack.enter_context(_file(folder / PASSAGES, (*_OF_PASSAGES, *(["wording"] if wording else []))))
        for node in landscape.nodes():
            if "Passage" in node.labels:
                paper = places.document(node.id)
                row = [node.id, node.properties.get("document"), paper.get("name"), paper.get("date"), node.properties.get("locator")]
                passages.writerow(map(_cell, [*row, node.properties.get("wording")] if wording else row))
            else:
                nodes.writerow(_node(node))
        facts = stack.enter_context(_file(folder / RELATIONSHIPS, (*_OF_LINKS, *_names(LINK_COLUMNS))))
        evidence = stack.enter_context(_file(folder / EVIDENCE, _OF_EVIDENCE))
        for link in landscape.links():
            if link.type == "FROM_DOCUMENT":
                continue  # passages.csv says it
            if link.type != "MENTIONED_IN":
                facts.writerow(_link(link))
            for passage in link.properties.get("evidence", ()):
                row = [link.key, link.type, link.start, passage, places.reference(passage)]
                evidence.writerow(map(_cell, row))
    return []


def _names(columns: Iterable[Property]) -> list[str]:
    return [item.name for item in columns]


_NODE_PLACES, _LINK_PLACES = ({name: place for place, name in enumerate(_names(columns))} for columns in (NODE_COLUMNS, LINK_COLUMNS))


def _node(node: Node) -> list[Any]:
    name = node.properties.get("name")
    own = [node.id, name, label_of(node.labels), node.labels, str(family_of(node.labels))]
    return [*map(_cell, own), *_cells(_NODE_PLACES, node.properties)]


def _link(link: Link) -> list[Any]:
    own = (link.key, link.type, link.start, link.start_name, link.end, link.end_name)
    return [*map(_cell, own), *_cells(_LINK_PLACES, link.properties)]


def _cells(places: Mapping[str, int], properties: Row) -> list[Any]:
    """The cells of one row; most of them are empty, so only what is there is looked at."""
    cells: list[Any] = [""] * len(places)
    for name, value in properties.items():
        place = places.get(name)
        if place is not None:
            cells[place] = _cell(value)
    return cells


def _cell(value: Any) -> Any:  # noqa: ANN401 - a cell of any stored kind
    if type(value) is str:
        return harmless(value)
    return value if type(value) in (int, float) else harmless(plain_text(value))


@contextmanager
def _file(path: Path, headings: Iterable[str]) -> Iterator[Any]:
    """A CSV writer whose headings are written; lines end as RFC 4180 ends them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BYTE_ORDER_MARK)
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(headings)
        yield writer
