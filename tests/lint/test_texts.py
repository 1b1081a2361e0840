"""Neo4j's own analyser finds nothing in any Cypher text that we ship: questions, statements, and the texts of the pages."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

from graph import cypher
from graph.model.labels import LABELS
from graph.model.relationships import TYPES
from queries.catalogue import load

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("cli", "graph", "importers", "queries", "visualisations")
CYPHER = re.compile(r"\A\s*(?://[^\n]*\n\s*)*(?:MATCH|CREATE|MERGE|UNWIND|OPTIONAL MATCH|CALL)\s*[\s($:{]", re.DOTALL)
ENDS = re.compile(r"\b(?:RETURN|CREATE|MERGE|SET|DELETE|REMOVE)\b")
"""A text without one of these is the beginning of others."""

ROW = re.compile(r"^line \d+, column \d+: (\w+) is not present in the database")
"""The analyser takes a key of a parameter's rows for a property."""


def questions() -> Iterator[tuple[str, str]]:
    yield from ((f"queries/questions/{item.where}", item.cypher) for item in load().values())


def constants() -> Iterator[tuple[str, str]]:
    """Every Cypher text that a module of ours holds by a name, its parts put together."""
    for room in ROOMS:
        package = importlib.import_module(room)
        names = [room, *(item.name for item in pkgutil.walk_packages(package.__path__, f"{room}.") if item.name != "cli.__main__")]
        for name in names:
            for word, value in vars(importlib.import_module(name)).items():
                held = value if isinstance(value, tuple | list) else [value]
                texts = [text for text in held if isinstance(text, str) and CYPHER.match(text) and ENDS.search(text)]
                yield from ((f"{name}.{word}[{place}]", text) for place, text in enumerate(texts))


def statements() -> Iterator[tuple[str, str]]:
    """What `graph/cypher.py` writes; for one label and one type, as the others differ by their names only."""
    yield from zip(("constraint of entities", "constraint of a type"), cypher.constraints()[:2], strict=True)
    yield "create nodes", cypher.create_nodes(["Entity", LABELS[0].name])
    yield "create by values", cypher.create_nodes(["Entity", "Board"], ["id", "name"])
    yield "replace nodes", cypher.replace_nodes()
    yield "relabel", cypher.relabel_nodes(["Board"], ["Organisation"])
    yield "delete nodes", cypher.delete_nodes()
    kind = TYPES[0].name
    for write in (cypher.create_relationships, cypher.replace_relationships, cypher.delete_relationships):
        yield write.__name__, write(kind)
    yield "create relationships by values", cypher.create_relationships(kind, ["key", "standing"])
    for read in (cypher.read_by_key, cypher.read_by_source, cypher.read_by_ends):
        yield read.__name__, read(kind)


def pages() -> Iterator[tuple[str, str]]:
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for place, text in enumerate(re.findall(r"```cypher\n(.*?)```", page.read_text("utf-8"), re.DOTALL)):
            yield f"{page.relative_to(ROOT)}:{place}", text


def rows_of(text: str) -> set[str]:
    """Keys that a text asks of the rows it is given, and columns that it names: no properties of ours."""
    return set(re.findall(r"\b(?:row|item|change|line)\.(\w+)", text)) | set(re.findall(r"\bAS (\w+)", text))


def test_the_analyser_finds_nothing_in_our_texts(lint):
    texts = dict([*questions(), *constants(), *statements(), *pages()])
    assert len(texts) > 80
    wrong = {}
    for where, found in lint(texts).items():
        known = rows_of(texts[where])
        left = [what for what in found if not ((name := ROW.match(what)) and name[1] in known)]
        if left:
            wrong[where] = left
    assert not wrong


def test_the_analyser_finds_what_is_wrong(lint):
    said = lint(
        {
            "label": "MATCH (n:Bord) RETURN n.id AS id",
            "type": "MATCH (:Board)-[:LEEDS]->(n) RETURN n.id AS id",
            "property": "MATCH (n:Board) RETURN n.nmae AS name",
            "syntax": "MATCH (n:Board) RETRN n.id AS id",
            "variable": "MATCH (n:Board) RETURN m.id AS id",
            "function": "RETURN sise([1]) AS n",
            "right": "MATCH (n:Board {id: $id}) RETURN n.id AS id",
        }
    )
    assert {where for where, found in said.items() if found} == set(said) - {"right"}
