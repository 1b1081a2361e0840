"""A user's own Cypher: run read-only, its rows made flat, and what a reader should know of it said.

Every format holds the columns: a map, a node or a relationship becomes a column for each of its properties (`n.id`, `n.name`), a list of
them a column of lists. The landscape's bookkeeping is left out of a node or relationship returned whole; `n.statings` still gives it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from graph.answer import Answer, AnswerRow, Note, NoteCode
from graph.errors import TimeLimit, UsageError
from graph.model.labels import BY_NAME, ENTITY, SECOND_LABELS
from graph.model.properties import CARRIED_PROPERTIES, FACT_PROPERTIES, NODE_PROPERTIES
from graph.model.relationships import BY_TYPE
from graph.store import READ_TIMEOUT, Row, Store
from graph.timeline import day_of
from graph.tokens import Token, tokens
from queries.names import Used, used_in

BOOKKEEPING = frozenset(
    ("base", "claims", "edition_digest", "edition_of", "former_keys", "forgotten", "held_by", "search", "statings", "wording_search")
)
"""Properties that a node or a relationship returned whole does not show."""

_KNOWN: dict[str, tuple[str, ...]] = {
    "label": (ENTITY, *BY_NAME, *SECOND_LABELS),
    "relationship type": tuple(BY_TYPE),
    "property": tuple(dict.fromkeys(item.name for item in (*NODE_PROPERTIES, *FACT_PROPERTIES, *CARRIED_PROPERTIES))),
}
_CODES = {"unknown-label": "label", "unknown-type": "relationship type", "unknown-property": "property"}
# Asked of the store itself: a server warns of a name only until a first node has had it, and the embedded engine never does.
_ANY = {"label": "MATCH (n:`{}`) RETURN 1 AS found LIMIT 1", "relationship type": "MATCH ()-[r:`{}`]->() RETURN 1 AS found LIMIT 1"}
NO_DATE = "The text does not use $as_of: it reads facts of every date."


def cypher(store: Store, text: str, params: Mapping[str, Any], as_of: str, timeout: float = READ_TIMEOUT) -> tuple[Answer, list[str]]:
    """Run a user's own read-only Cypher; `$as_of` is bound to the last day of the date.

    Returns the answer and remarks: names that the model does not know, with the nearest it knows, and `$as_of` not used.
    Raises `BadCypher`, `TimeLimit`, and `UsageError` for a parameter of that name.
    """
    if "as_of" in params:
        raise UsageError("$as_of is bound to the date of --as-of.", hint="say --as-of, or give the parameter another name")
    words = tokens(text)
    rows = store.read(text, {**params, "as_of": day_of(as_of)}, timeout=timeout, guarded=True)
    notes = [Note(code=NoteCode.CUT, sentence=note.sentence) for note in store.notes if note.code == "cut"]
    used = used_in(words)
    remarks = [said for name in used if (said := unknown(name))]
    for note in store.notes:
        name = Used(_CODES.get(note.code, ""), note.name)
        if name.what:
            remarks += [said for said in [unknown(name)] if said and said not in remarks]
        elif note.code != "cut":
            remarks.append(note.sentence)
    if not rows:
        remarks += [
            f"The store holds nothing with the {name.what} `{name.name}`."
            for name in used
            if name.name in _KNOWN[name.what] and name.what in _ANY and not store.read(_ANY[name.what].format(name.name))
        ]
    if not any(word.kind == "parameter" and word.text == "as_of" for word in words):
        remarks.append(NO_DATE)
    columns, flat_rows = flat(rows, returned(words))
    answer = Answer(
        question="cypher",
        parameters=dict(params),
        as_of=as_of,
        columns=columns,
        rows=tuple(AnswerRow(values=row) for row in flat_rows),
        notes=tuple(notes),
        plain=True,
    )
    return answer, remarks


def stopped(text: str, params: Mapping[str, Any], as_of: str, limit: TimeLimit) -> Answer:
    """The answer to a text that was stopped by its time limit: its columns, no rows, and the note `cut`."""
    note = Note(code=NoteCode.CUT, sentence=f"{limit.what} {limit.hint}".strip())
    return Answer(question="cypher", parameters=dict(params), as_of=as_of, columns=returned(tokens(text)), notes=(note,), plain=True)


def unknown(used: Used) -> str:
    """Say that the model does not know a name, and which one was meant; "" for a name that it knows.

    >>> unknown(Used("label", "Bord"))
    'There is no label `Bord`: did you mean `Board`?'
    """
    known = _KNOWN[used.what]
    if used.name in known or (used.what == "label" and used.name in BY_TYPE):  # `WHERE r:LEADS` is right too
        return ""
    same = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(used.name.casefold(), same, 1)
    meant = f"did you mean `{same[near[0]]}`?" if near else "`landscape schema` lists them."
    return f"There is no {used.what} `{used.name}`: {meant}"


def returned(words: list[Token]) -> tuple[str, ...]:
    """The columns that a text names in its last RETURN, for an answer without rows; none where it says `*`."""
    last = max((place for place, word in enumerate(words) if word.is_word("RETURN")), default=None)
    if last is None:
        return ()
    columns: list[str] = []
    parts: list[Token] = []
    depth = 0
    for word in [*words[last + 1 :], Token("symbol", ";", 0)]:
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(word.text if word.kind == "symbol" else "", 0)
        ends = depth < 0 or word.is_word("ORDER", "SKIP", "OFFSET", "LIMIT", "UNION") or word.text == ";"
        if ends or (word.text == "," and word.kind == "symbol" and not depth):
            columns += _column(parts)
            parts = []
            if ends:
                break
        else:
            parts.append(word)
    return tuple(columns)


def _column(parts: list[Token]) -> list[str]:
    """The column that one item of a RETURN makes: after AS, or a variable or its property as written; none where it cannot be told."""
    plain = [part for part in parts if not part.is_word("DISTINCT")]
    if len(plain) > 1 and plain[-2].is_word("AS"):
        return [plain[-1].text]
    simple = bool(plain) and all(part.is_name if place % 2 == 0 else part.text == "." for place, part in enumerate(plain))
    return ["".join(part.text for part in plain)] if simple else []


def flat(rows: Iterable[Row], columns: Iterable[str] = ()) -> tuple[tuple[str, ...], list[Row]]:
    """Rows whose values are text, numbers, true or false, nothing, or lists, with every column in every row; `columns` where none are.

    >>> flat([{"n": {"id": "a", "at": {"x": 1}}, "l": [{"b": 1}, {"b": 2}]}])
    (('n.id', 'n.at.x', 'l.b'), [{'n.id': 'a', 'n.at.x': 1, 'l.b': [1, 2]}])
    """
    groups: dict[str, dict[str, None]] = {}
    flattened = []
    for row in rows:
        line: Row = {}
        for name, value in row.items():
            cells = dict(_cells(name, value))
            groups.setdefault(name, {}).update(dict.fromkeys(cells))
            for cell, item in cells.items():
                line.setdefault(cell, item)
        flattened.append(line)
    if not flattened:
        return tuple(columns), []
    order = tuple(dict.fromkeys(cell for cells in groups.values() for cell in cells))
    return order, [{name: line.get(name) for name in order} for line in flattened]


def _cells(name: str, value: Any) -> Iterable[tuple[str, Any]]:  # noqa: ANN401 - a value of any kind
    if isinstance(value, dict) and value:
        for key, item in _shown(value).items():
            yield from _cells(f"{name}.{key}", item)
    elif isinstance(value, list) and any(value) and all(isinstance(item, dict) for item in value):
        maps = [_shown(item) for item in value]
        for key in dict.fromkeys(key for item in maps for key in item):
            yield from _cells(f"{name}.{key}", [item.get(key) for item in maps])
    else:
        yield name, None if value == {} else [item for item in value if item != {}] if isinstance(value, list) else value


def _shown(value: Row) -> Row:
    """A map; of a node or a relationship, what is not bookkeeping."""
    ours = "labels" in value or ("type" in value and "from" in value)
    return {key: item for key, item in value.items() if not (ours and key in BOOKKEEPING)} if ours else value
