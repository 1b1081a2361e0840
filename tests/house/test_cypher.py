"""Every Cypher text of the project obeys the house rules of `docs/decisions/0002-two-engines.md`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model.labels import BY_NAME, ENTITY, SECOND_LABELS
from graph.model.relationships import BY_TYPE
from queries.catalogue import load

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("cli", "graph", "importers", "queries", "visualisations")
HOLE = "HOLE"
"""Stands for what an f-string fills in from the closed lists."""

CYPHER = re.compile(r"\b(?:MATCH|CREATE|MERGE|UNWIND)\s*[\s($]|\bDETACH DELETE\b")
LABELS = {ENTITY, *BY_NAME, *SECOND_LABELS, HOLE, "LandscapeLock", "LandscapeStore"}
"""The closed list, and the labels of the store's own bookkeeping (`graph/engines/bookkeeping.py`)."""


def constants() -> Iterator[tuple[str, str]]:
    """Every text in the code that reads as Cypher, with where it stands; docstrings and help are prose."""
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(file.read_text("utf-8"))
            prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
            for node in ast.walk(tree):
                if id(node) in prose | parts:
                    continue
                text = _text(node)
                if text and CYPHER.search(text) and not text.startswith("Example:"):
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", text  # type: ignore[attr-defined]


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else HOLE for part in node.values)
    return ""


QUESTIONS = [(f"queries/questions/{item.where}", item.cypher) for item in load().values()]
TEXTS = [*QUESTIONS, *constants()]


def bare(text: str) -> str:
    """The text without its quoted strings and comments."""
    return re.sub(r"//.*|'[^']*'|\"[^\"]*\"", "''", text)


def rule_labels(text: str) -> list[str]:
    used = re.findall(r"(?<=[\w(]):([A-Z]\w*)", re.sub(r"\[[^\]]*\]", "", bare(text)))
    return [f"label {name}" for name in used if name not in LABELS]


def rule_types(text: str) -> list[str]:
    used = [name for names in re.findall(r"\[\w*:([\w|]+)", bare(text)) for name in names.split("|")]
    return [f"type {name}" for name in used if name not in BY_TYPE and name != HOLE]


def rule_paths(text: str) -> list[str]:
    return ["a shortest path: Neo4j and ArcadeDB differ once it has a condition"] * bool(re.search(r"shortest", bare(text), re.IGNORECASE))


def rule_hops(text: str) -> list[str]:
    hops = re.findall(r"-\[[^\]*]*\*([^\]{]*)", bare(text))
    return [f"hops *{found}" for found in hops if not re.fullmatch(r"\s*(\d+|\d*\.\.\d+)\s*", found)]


def rule_names(text: str) -> list[str]:
    return [f"column {name}" for name in re.findall(r"\bAS\s+(ends?|type|title)\b", bare(text), re.IGNORECASE)]


def rule_inline(text: str) -> list[str]:
    """Maps in a pattern: an index serves `id` alone, and a relationship is made by its key."""
    nodes = re.findall(r"\((?!\w*:Landscape)\w*(?::\w+)*\s*\{([^}]*)\}", bare(text))
    links = re.findall(r"\[\w*:?[\w|]*\s*\{([^}]*)\}", bare(text))
    wrong = [found for found in nodes if not re.fullmatch(r"\s*id:[^,]*", found)]
    wrong += [found for found in links if not re.fullmatch(r"\s*key:[^,]*", found)]
    return [f"map {found}" for found in wrong]


RULES = [rule_labels, rule_types, rule_paths, rule_hops, rule_names, rule_inline]


def test_there_are_texts_to_hold_to_the_rules():
    assert len(QUESTIONS) >= 4
    assert len(TEXTS) > len(QUESTIONS) + 15


@pytest.mark.parametrize("rule", RULES)
def test_every_text_obeys(rule):
    assert not [f"{where}: {what}" for where, text in TEXTS for what in rule(text)]


def test_every_question_has_a_total_order():
    assert not [where for where, text in QUESTIONS if not re.search(r"\bORDER BY\b(?!.*\bRETURN\b)", bare(text), re.DOTALL)]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (rule_labels, "MATCH (n:Bord) RETURN n.id AS id"),
        (rule_labels, "MATCH (n:Entity) WHERE n:Bord RETURN n.id AS id"),
        (rule_types, "MATCH (a)-[r:LEADS|LEAD]->(b) RETURN r.key AS key"),
        (rule_paths, "MATCH p = shortestPath((a)-[*1..8]-(b)) RETURN length(p) AS n"),
        (rule_hops, "MATCH (a)-[:LEADS*]->(b) RETURN b.id AS id"),
        (rule_hops, "MATCH (a)-[:LEADS*2..]->(b) RETURN b.id AS id"),
        (rule_names, "MATCH (n:Entity) RETURN n.title AS title"),
        (rule_inline, "MATCH (n:Entity {name: $name}) RETURN n.id AS id"),
    ],
)
def test_a_rule_finds_its_offender(rule, text):
    assert rule(text)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_lets_a_good_text_through(rule):
    text = "MATCH (n:Entity {id: $id})-[r:LEADS|OVERSEES*1..8]->(m) WHERE m:Board AND m.kind = 'a: B' RETURN count(*) AS n, m.id AS id"
    assert not rule(text)
