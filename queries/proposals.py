"""What waits for a person, and what people decided: the proposals as answers."""

from __future__ import annotations

from typing import Any

from graph.answer import Answer, AnswerRow, Note, NoteCode
from graph.errors import UnknownSubject
from graph.model.relationships import BY_TYPE
from graph.store import Row, Store
from queries.run import evidence_of

_ALL = """MATCH (n:Proposal) WHERE n.hidden IS NULL AND ($status = '' OR n.status = $status)
RETURN properties(n) AS properties ORDER BY n.asks, n.score DESC, n.id"""
_ENDS = """UNWIND $ids AS id MATCH (n:Entity) WHERE n.id = id OR id IN n.former_ids
RETURN id AS wanted, n.id AS id, n.name AS name ORDER BY wanted"""
_NAMED = "UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN n.id AS wanted, n.id AS id, n.name AS name ORDER BY wanted"

COLUMNS = (
    "proposal",
    "asks",
    "left",
    "left_id",
    "relation",
    "right",
    "right_id",
    "score",
    "reason",
    "status",
    "decided_by",
    "decided_on",
    "why",
    "quote",
)


def proposals(store: Store, as_of: str, *, status: str = "open", only: str = "") -> Answer:
    """Every proposal of a status (`open`, `accepted`, `rejected`, "" for all), or the one whose id begins with `only`.

    Each with its quote, from the user's own copy of the paper where the store has it, and its reason. Raises `UnknownSubject` where
    `only` names none.
    """
    found = [row["properties"] for row in store.read(_ALL, {"status": "" if only else status})]
    if only:
        wanted = only if only.startswith("run/proposal-") else f"run/proposal-{only}"
        found = [item for item in found if item["id"].startswith(wanted)]
        if len(found) != 1:
            what = "names several proposals" if found else "is no proposal"
            raise UnknownSubject(f"{only!r} {what}.", hint="`landscape review list --status all` shows them")
    ids = sorted({item[side] for item in found for side in ("left", "right")})
    names = {row["wanted"]: row for row in store.read(_NAMED, {"ids": ids})} if ids else {}
    lost = [item for item in ids if item not in names]
    names |= {row["wanted"]: row for row in store.read(_ENDS, {"ids": lost})} if lost else {}
    evidence = evidence_of(store, {item["passage"] for item in found if item.get("passage")})
    rows = tuple(_row(item, names, evidence) for item in found)
    notes = [] if rows else [Note(code=NoteCode.NOT_STATED, sentence=f"No proposal is {status or 'there'}.")]
    return Answer(
        question="review", parameters={"status": status}, as_of=as_of, columns=COLUMNS, rows=rows, evidence=evidence, notes=tuple(notes)
    )


def _row(item: dict[str, Any], names: dict[str, Row], evidence: dict[str, Any]) -> AnswerRow:
    passage = item.get("passage", "")
    wording = evidence[passage].text if passage in evidence else None
    first, last = item.get("quote_from", 0), item.get("quote_to", 0)
    quote = (wording[first:last] if last else wording) if wording else ""
    left, right = (names.get(item[side], {}).get("name") or item[side] for side in ("left", "right"))
    says = BY_TYPE[item["relation"]].says
    values = {
        "proposal": item["id"],
        "asks": item["asks"],
        "left": left,
        "left_id": item["left"],
        "relation": says,
        "right": right,
        "right_id": item["right"],
        "score": item.get("score", ""),
        "reason": item.get("reason", ""),
        "status": item["status"],
        "decided_by": item.get("decided_by", ""),
        "decided_on": item.get("decided_on", ""),
        "why": item.get("why", ""),
        "quote": quote,
    }
    words = f"{item['status'].capitalize()}: {left} {says} {right} ({item.get('reason', '')})"
    return AnswerRow(values=values, evidence=(passage,) if passage else (), modality="proposed", sentence=words)
