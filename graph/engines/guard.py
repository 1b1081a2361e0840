"""What a user's text may not do, judged by the engine's own plan and never by a parser of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from graph.errors import BadCypher
from graph.tokens import Token, place_of, tokens

READ_ONLY_HINT = "Write a text that only reads: MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, CALL { ... } and RETURN."
ALLOWED_PROCEDURES = frozenset(("db.labels", "db.relationshipTypes", "db.propertyKeys"))
# These change what a text is, or ask the server about itself; the two engines know different ones.
_REFUSED_WORDS = frozenset(
    ("SHOW", "TERMINATE", "EXPLAIN", "PROFILE", "CYPHER", "USE", "ALTER", "GRANT", "DENY", "REVOKE", "START", "STOP", "ENABLE")
)
_REFUSED_OPERATORS = ("LoadCSV", "Show", "TerminateTransactions")
_BEFORE_A_VALUE = (
    *("AND", "AS", "ASC", "ASCENDING", "BY", "CASE", "CONTAINS", "DESC", "DESCENDING", "DISTINCT", "ELSE", "IN", "IS", "LIMIT", "NOT"),
    *("OF", "OFFSET", "ON", "OR", "RETURN", "SKIP", "THEN", "UNWIND", "WHEN", "WHERE", "WITH", "XOR"),
)
_NAMED = re.compile(r"['`]([\w.$]+)['`]|[Ee]xpected parameter\(s\): (\w+)")  # an error without a place names what it is about
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


def refuse_words(text: str) -> None:
    """Raises `BadCypher` for a text that says LOAD CSV, or calls a procedure beside the allowed ones.

    For the embedded engine, whose plan hides what is nested. It holds writes and LOAD CSV back by itself when it comes to them: what
    this look misses could only read the graph.
    """
    words = tokens(text)
    if any(word.is_word("LOAD") and after.is_word("CSV") for word, after in pairwise(words)):
        raise reads_files()
    for place, word in enumerate(words[:-1]):
        if not word.is_word("CALL") or not words[place + 1].is_name or (place and _takes_a_value(words[place - 1])):
            continue
        after = [*words[place + 1 :], Token("symbol", ";", len(text))]
        name = after[0].text
        for dot, part in zip(after[1::2], after[2::2], strict=False):
            if dot.text != "." or not part.is_name:
                break
            name += f".{part.text}"
        if name not in ALLOWED_PROCEDURES:
            raise _refused_procedure(name)


def _takes_a_value(word: Token) -> bool:
    """True where what follows the word is a value or a name: there CALL is a name of the user's own."""
    return word.is_word(*_BEFORE_A_VALUE) or (word.kind == "symbol" and word.text not in ")]}{;")


def _refused_procedure(name: str) -> BadCypher:
    return BadCypher(f"The procedure {name} is refused.", hint=f"These are allowed: {', '.join(sorted(ALLOWED_PROCEDURES))}.")


def without_end(text: str) -> str:
    """The text without the semicolon at its end, which the embedded engine takes for another statement where a comment follows it."""
    last = tokens(text)[-1:]
    return text[: last[0].at] + " " + text[last[0].at + 1 :] if last and last[0].text == ";" else text


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
                raise _refused_procedure(name)


def operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(operator, details) of a plan and all that is nested in it."""
    if plan:
        yield str(plan.get("operatorType", "")).split("@")[0], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from operators(child)


def bad_text(words: str, text: str, line: int = 0, column: int = 0) -> BadCypher:
    """The refusal of a text that does not run, with the line and a caret under the place; both count from 1, 0 is unknown."""
    if not line and (named := _NAMED.search(words)):
        line, column = _first_place(text, next(filter(None, named.groups())))
    lines = text.split("\n")  # as the engines count; a text may hold other ends of lines within a string
    where, look = "", ""
    if 1 <= line <= len(lines):
        shown = lines[line - 1].rstrip("\r")
        before = "".join(letter if letter == "\t" else " " for letter in shown[: column - 1])
        where = f"line {line}, column {column}"
        look = f"look here:\n  {shown}\n  {before}^"
    return BadCypher(f"The text does not run: {words.strip().rstrip('.')}.", where=where, hint=look)


def _first_place(text: str, name: str) -> tuple[int, int]:
    """Where a name or parameter first stands in the text, as line and column; zeros where it does not."""
    bare = name.lstrip("$")
    for token in tokens(text):
        if token.text == bare and token.kind in ("name", "quoted", "parameter"):
            return place_of(text, token.at)
    return 0, 0


def names_database(text: str) -> bool:
    """True for a text that says USE: then it is the text, and not the command line, that names a database."""
    return any(word.is_word("USE") for word in tokens(text))


def leaves_database() -> BadCypher:
    """The refusal of USE."""
    return BadCypher("USE is refused: a text reads the store that it is asked of.", hint="Give another --store or --database.")


def writes() -> BadCypher:
    """The refusal of a text that could write or administer."""
    return BadCypher("The text could write or administer, and is refused.", hint=READ_ONLY_HINT)


def reads_files() -> BadCypher:
    """The refusal of LOAD CSV."""
    return BadCypher("LOAD CSV is refused: a question never reads files or addresses.", hint=READ_ONLY_HINT)
