"""The landscape out as JSON lines: one object a line, sorted; the same bytes from either engine and from any order of imports."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from graph.model.labels import ENTITY
from graph.model.relationships import TYPES
from graph.store import Store

PAGE = 10_000

_NODES = """MATCH (n:Entity) WHERE n.id > $after
RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties ORDER BY id LIMIT $page"""

_WORDING = ("wording", "wording_search")
_BOOKKEEPING = ("edition_digest",)
"""What `restore --edition` keeps to compare by; it follows from the rest."""

_PEOPLE = {"Person"}
_A_PERSON = "person/"

Properties = dict[str, Any]

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=False).encode


def jsonl(store: Store, *, with_runs: bool = False, with_wording: bool = False, people: bool = True) -> Iterator[str]:
    """Lines without their line ends: nodes by id, then relationships by type and key.

    `with_runs` adds the import runs, `with_wording` the passages' wording of the user's own papers: both together are the backup.
    Without `people`, persons and initials are left out, facts that have one for an end, and who is named as the one whose words it is.
    """
    left_out: set[str] = set()

    def prepared(stored: Properties) -> Properties:
        found = _properties(stored, with_wording=with_wording)
        return found if people else _without_people(found)

    after = ""
    while True:
        rows = store.read(_NODES, {"after": after, "page": PAGE})
        for row in rows:
            labels = sorted(row["labels"])
            if ("ImportRun" in labels and not with_runs) or (not people and _PEOPLE & set(labels)):
                left_out.add(row["id"])
                continue
            yield encode({"node": row["id"], "labels": labels, "properties": prepared(row["properties"])})
        if len(rows) < PAGE:
            break
        after = rows[-1]["id"]
    for kind in sorted(item.name for item in TYPES):
        yield from _relationships(store, kind, left_out, prepared)


def _relationships(store: Store, kind: str, left_out: set[str], prepared: Callable[[Properties], Properties]) -> Iterator[str]:
    text = (
        f"MATCH (a:{ENTITY})-[r:{kind}]->(b:{ENTITY}) WHERE r.key > $after "
        "RETURN r.key AS key, a.id AS a_id, b.id AS b_id, properties(r) AS properties ORDER BY key LIMIT $page"
    )
    after = ""
    while True:
        rows = store.read(text, {"after": after, "page": PAGE})
        for row in rows:
            if row["a_id"] not in left_out and row["b_id"] not in left_out:
                properties = prepared(row["properties"])
                yield encode({"relationship": row["key"], "type": kind, "from": row["a_id"], "to": row["b_id"], "properties": properties})
        if len(rows) < PAGE:
            break
        after = rows[-1]["key"]


def _properties(stored: Properties, *, with_wording: bool) -> Properties:
    hidden = _BOOKKEEPING if with_wording else (*_BOOKKEEPING, *_WORDING)
    return {name: stored[name] for name in sorted(stored) if name not in hidden and name not in ("id", "key")}


def _without_people(properties: Properties) -> Properties:
    """The properties without ids of persons, in the rows of sources that they keep as JSON too."""

    def kept(value: Any) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(value, str):
            if value.startswith("{") and _A_PERSON in value:
                return encode(kept(json.loads(value)))
            return "" if value.startswith(_A_PERSON) else value
        if isinstance(value, dict):
            return {name: rest for name, item in value.items() if (rest := kept(item)) not in ("", []) or not item}
        return [rest for item in value if (rest := kept(item)) != ""] if isinstance(value, list) else value

    found: Properties = kept(properties)
    return found
