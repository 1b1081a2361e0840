"""From the words a user gives to one entity: by id, code, name or alias, whatever the case."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from graph.errors import UnknownSubject
from graph.model.ids import fold
from graph.model.labels import EVIDENCE_LABELS, LABELS
from graph.store import Row, Store
from queries.likeness import Named, holding, likeness
from queries.slice import Entity, entity_of

_SAYS = "n.id AS id, n.name AS name, labels(n) AS labels, n.kind AS kind, n.code AS code, n.plan AS plan"
_BY_ID = f"MATCH (n:Entity {{id: $text}}) WHERE n.hidden IS NULL RETURN {_SAYS}"
_BY_WORD = f"""MATCH (n:Entity) WHERE n.hidden IS NULL AND (n.search CONTAINS $text OR $id IN n.former_ids)
RETURN {_SAYS}, n.search AS search, n.former_ids AS former_ids ORDER BY id"""
_ALL = f"""MATCH (n:Entity) WHERE n.search IS NOT NULL AND n.hidden IS NULL
RETURN {_SAYS}, n.search AS search, n.ended_by AS ended_by ORDER BY id"""

_BY_IDS = f"UNWIND $ids AS id MATCH (n:Entity {{id: id}}) WHERE n.hidden IS NULL RETURN {_SAYS} ORDER BY id"

_FAMILIES = tuple(dict.fromkeys(label.prefix for label in LABELS if label.name not in EVIDENCE_LABELS))
"""What an id of the landscape begins with."""
_TAIL = re.compile(r"[a-z0-9~-]+(?:/[a-z0-9~-]+)*")
_SCHEME = re.compile(r"^[^\s:]+:")
_TOLD = 5
_LOOKED_AT = 60
"""So many near names are looked through for those of a sort."""


def _is_landscape(row: Row) -> bool:
    return not EVIDENCE_LABELS & set(row["labels"])


def listed(rows: Sequence[Row]) -> str:
    """Names with ids, one a line, for messages; things of one name also with what they are."""
    names = [entity_of(row).called for row in rows]
    alike = {name for name in names if names.count(name) > 1}
    return "\n".join(
        f"  {name}  ({row['id']})" + (f", {_sort(row)}" if name in alike else "") for name, row in zip(names, rows, strict=True)
    )


def _sort(row: Row) -> str:
    item = entity_of(row)
    return item.label + (f" ({item.kind})" if item.kind and item.kind.casefold() != item.label.casefold() else "")


def resolve(store: Store, text: str, labels: Collection[str] = ()) -> Entity:
    """The one entity that `text` names.

    An id or former id, also without its family (`police-and-crime-plan-2017`); a code, alone or with its plan (`2017/V4`); a registered
    code with or without its scheme (`E22000017`); a name or alias, folded. Where several match, the only one with one of `labels`.
    Raises `UnknownSubject` with the list where several match, and with "did you mean" where none does, what has a label of `labels` first.
    """
    bare = text.strip().casefold()
    exact = store.read(_BY_ID, {"text": bare})
    if exact:
        return entity_of(exact[0])
    wanted = fold(text)
    rows = [row for row in store.read(_BY_WORD, {"text": wanted, "id": bare}) if _is_landscape(row)]
    named = [row for row in rows if _names(row, wanted) or bare in (row["former_ids"] or ())]
    plan, _, code = (step.strip() for step in wanted.rpartition("/"))
    if not named and plan and code:
        rows = [row for row in store.read(_BY_WORD, {"text": code, "id": bare}) if _is_landscape(row)]
        named = [row for row in rows if fold(row["code"] or "") == code and plan in fold(row["plan"] or "")]
    if not named and _TAIL.fullmatch(bare):
        ids = [f"{family}/{bare}" for family in _FAMILIES]
        named = [row for row in store.read(_BY_IDS, {"ids": ids}) if _is_landscape(row)]
    if len(named) > 1 and labels:
        named = [row for row in named if {*labels} & set(row["labels"])] or named
    if len(named) == 1:
        return entity_of(named[0])
    if named:
        raise UnknownSubject(
            f"{text!r} names {len(named)} entities:\n{listed(named)}", hint="give the id, or a code with its plan (2017/V4)"
        )
    near = [row for row in rows if fold(row["code"] or "") == (code or wanted)] or _near(store, text, labels)
    hint = f"did you mean\n{listed(near)}" if near else "`landscape find` looks up entities by any word"
    raise UnknownSubject(f"Nothing in the landscape is named {text!r}.", hint=hint)


def _sort_words(row: Row) -> str:
    """What it is, folded: the words of its label, and its kind."""
    label = entity_of(row).label
    return fold(f"{re.sub(r'(?<!^)(?=[A-Z])', ' ', label)} {row['kind'] or ''}")


def _names(row: Row, wanted: str) -> bool:
    """True where the words are a name, an alias or a code of the entity, or a registered code without its scheme; all folded."""
    names = (row["search"] or "").split(" | ")
    return wanted in names or any(_SCHEME.sub("", name, count=1) == wanted for name in names if wanted and name.endswith(f":{wanted}"))


def _near(store: Store, text: str, labels: Collection[str]) -> list[Row]:
    """The nearest few; those with one of the labels alone, where there are any."""
    found = search(store, text, _TOLD if not labels else _LOOKED_AT)
    return ([row for row in found if {*labels} & set(row["labels"])] or found)[:_TOLD]


def search(store: Store, text: str, most: int) -> list[Row]:
    """Entities nearest to the words, best first, each with `score` 0 to 100; names that hold the words go first."""
    wanted = fold(text)
    rows = [row for row in store.read(_ALL) if _is_landscape(row)]
    scores: dict[str, float] = {}
    for row in rows:
        score = max(holding(wanted, name) for name in row["search"].split(" | "))
        if score:
            scores[row["id"]] = score
    if len(scores) < most:
        named = [Named(tuple(row["search"].split(" | ")), _sort_words(row)) for row in rows]
        for row, near in zip(rows, likeness(wanted, named), strict=True):
            if near > scores.get(row["id"], 0.0):
                scores[row["id"]] = near
    known = {row["id"]: row for row in rows}
    ranked = sorted(scores, key=lambda item: (-scores[item], known[item]["name"], item))[:most]
    return [{**known[item], "score": round(scores[item])} for item in ranked]
