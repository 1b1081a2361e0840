"""What a user's text may not do, judged by the engine's own plan and never by a parser of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.errors import BadCypher

READ_ONLY_HINT = "Write a text that only reads: MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, CALL { ... } and RETURN."
ALLOWED_PROCEDURES = frozenset(("db.labels", "db.relationshipTypes", "db.propertyKeys"))
# These change what a text is, or ask the server about itself; the two engines know different ones.
_REFUSED_WORDS = frozenset(
    ("SHOW", "TERMINATE", "EXPLAIN", "PROFILE", "USE", "ALTER", "GRANT", "DENY", "REVOKE", "START", "STOP", "ENABLE")
)
_REFUSED_OPERATORS = ("LoadCSV", "Show", "TerminateTransactions")
_FIRST_WORD = re.compile(r"(?:\s|//[^\r\n]*|/\*.*?\*/)*(\w*)", re.DOTALL)


def refuse_empty(text: str) -> None:
    """Raises `BadCypher` for a text of nothing but white space; the driver would call it a wrong address."""
    if not text.strip():
        raise BadCypher("The text is empty.", hint=READ_ONLY_HINT)


def refuse_prefix(text: str) -> None:
    """Raises `BadCypher` for a text that begins with a word of administration or asks for a plan."""
    match = _FIRST_WORD.match(text)
    word = match.group(1).upper() if match else ""
    if word in _REFUSED_WORDS:
        raise BadCypher(f"A text that begins with {word} is refused.", hint=READ_ONLY_HINT)


def refuse_plan(query_type: str | None, plan: Mapping[str, Any] | None) -> None:
    """Raises `BadCypher` unless Neo4j's plan of the text only reads the graph.

    `plan` is the driver's map: `operatorType` (`ProduceResults@neo4j`), `args` (`Details`), `children`.
    """
    if query_type != "r":
        raise writes()
    for operator, details in operators(plan or {}):
        if operator.startswith("LoadCSV"):
            raise reads_files()
        if operator.startswith(_REFUSED_OPERATORS):
            raise BadCypher("The text asks about the server, not about the graph, and is refused.", hint=READ_ONLY_HINT)
        if "ProcedureCall" in operator:
            name = details.replace("`", "").split("(")[0].strip()
            if name not in ALLOWED_PROCEDURES:
                allowed = ", ".join(sorted(ALLOWED_PROCEDURES))
                raise BadCypher(f"The procedure {name} is refused.", hint=f"These are allowed: {allowed}.")


def operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(operator, details) of a plan and all that is nested in it."""
    if plan:
        yield str(plan.get("operatorType", "")).split("@")[0], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from operators(child)


def bad_text(words: str, text: str, line: int = 0, column: int = 0) -> BadCypher:
    """The refusal of a text that does not run, with the line and a caret under the place; both count from 1, 0 is unknown."""
    lines = text.splitlines()
    where, look = "", ""
    if 1 <= line <= len(lines):
        where = f"line {line}, column {column}"
        look = f"look here:\n  {lines[line - 1]}\n  {' ' * (column - 1)}^"
    return BadCypher(f"The text does not run: {words.strip().rstrip('.')}.", where=where, hint=look)


def writes() -> BadCypher:
    """The refusal of a text that could write or administer."""
    return BadCypher("The text could write or administer, and is refused.", hint=READ_ONLY_HINT)


def reads_files() -> BadCypher:
    """The refusal of LOAD CSV."""
    return BadCypher("LOAD CSV is refused: a question never reads files or addresses.", hint=READ_ONLY_HINT)
