"""From the words a user gives to one entity: by id, code, name or alias, whatever the case."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.errors import UnknownSubject
from graph.model.ids import fold
from graph.model.labels import EVIDENCE_LABELS
from graph.store import Row, Store
from queries.slice import Entity, entity_of

_SAYS = "n.id AS id, n.name AS name, labels(n) AS labels, n.kind AS kind, n.code AS code, n.plan AS plan"
_BY_ID = f"MATCH (n:Entity {{id: $text}}) WHERE n.hidden IS NULL RETURN {_SAYS}"
_BY_WORD = f"""MATCH (n:Entity) WHERE n.hidden IS NULL AND (n.search CONTAINS $text OR $id IN n.former_ids)
RETURN {_SAYS}, n.search AS search, n.former_ids AS former_ids ORDER BY id"""
_ALL = f"""MATCH (n:Entity) WHERE n.search IS NOT NULL AND n.hidden IS NULL
RETURN {_SAYS}, n.search AS search, n.ended_by AS ended_by ORDER BY id"""

_CONFIDENT = 60


def _is_landscape(row: Row) -> bool:
    return not EVIDENCE_LABELS & set(row["labels"])


def listed(rows: Sequence[Row]) -> str:
    """Names with ids, one a line, for messages."""
    return "\n".join(f"  {entity_of(row).called}  ({row['id']})" for row in rows)


def resolve(store: Store, text: str) -> Entity:
    """The one entity that `text` names.

    An id or former id; a code, alone or with its plan (`2017/V4`), or that of an area (`E22000017`); a name or alias, folded.
    Raises `UnknownSubject` with the list where several match, and with "did you mean" where none does.
    """
    bare = text.strip().casefold()
    exact = store.read(_BY_ID, {"text": bare})
    if exact:
        return entity_of(exact[0])
    wanted = fold(text)
    rows = [row for row in store.read(_BY_WORD, {"text": wanted, "id": bare}) if _is_landscape(row)]
    means = {wanted, f"gss:{wanted}"}
    named = [row for row in rows if means & {*(row["search"] or "").split(" | ")} or bare in (row["former_ids"] or ())]
    plan, _, code = (step.strip() for step in wanted.rpartition("/"))
    if not named and plan and code:
        rows = [row for row in store.read(_BY_WORD, {"text": code, "id": bare}) if _is_landscape(row)]
        named = [row for row in rows if fold(row["code"] or "") == code and plan in fold(row["plan"] or "")]
    if len(named) == 1:
        return entity_of(named[0])
    if named:
        raise UnknownSubject(
            f"{text!r} names {len(named)} entities:\n{listed(named)}", hint="give the id, or a code with its plan (2017/V4)"
        )
    near = [row for row in rows if fold(row["code"] or "") == (code or wanted)] or search(store, text, 5)
    hint = f"did you mean\n{listed(near)}" if near else "`landscape find` looks up entities by any word"
    raise UnknownSubject(f"Nothing in the landscape is named {text!r}.", hint=hint)


def _score(wanted: str, name: str) -> float:
    """100 for the name itself, 95 and more for a name that holds the words, 90 and more for one that holds the letters, else 0."""
    if not wanted or wanted not in name:
        return 0.0
    if name == wanted:
        return 100.0
    whole = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", name)
    return (95.0 if whole else 90.0) + 4.5 * len(wanted) / len(name)


def search(store: Store, text: str, most: int) -> list[Row]:
    """Entities nearest to the words, best first, each with `score` 0 to 100; names that hold the words go first."""
    wanted = fold(text)
    rows = [row for row in store.read(_ALL) if _is_landscape(row)]
    scores: dict[str, float] = {}
    for row in rows:
        names = row["search"].split(" | ")
        score = max(_score(wanted, name) for name in names)
        if score:
            scores[row["id"]] = score
    if len(scores) < most:
        from rapidfuzz import fuzz, process  # late: a name that is known needs no likeness

        names = {(row["id"], name): name for row in rows for name in row["search"].split(" | ")}
        for _, score, (item, _) in process.extract(wanted, names, scorer=fuzz.token_set_ratio, limit=5 * most, score_cutoff=_CONFIDENT):
            scores.setdefault(item, min(float(score), 89.0))
    known = {row["id"]: row for row in rows}
    ranked = sorted(scores, key=lambda item: (-scores[item], known[item]["name"], item))[:most]
    return [{**known[item], "score": round(scores[item])} for item in ranked]
