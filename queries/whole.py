"""Everything that holds at a date, as plain rows: what a map is drawn from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from graph.answer import Evidence
from graph.model.labels import EVIDENCE_LABELS, family_of, label_of
from graph.store import Row, Store
from graph.timeline import Fact, day_of, earlier
from queries.run import evidence_of
from queries.shapes.common import literal
from queries.slice import called, fact_of

_NODES = """MATCH (n:Entity) WHERE n.hidden IS NULL AND NOT n:Passage
RETURN n.id AS id, n.name AS name, labels(n) AS labels, n.kind AS kind, n.names AS names, n.description AS description, n.code AS code,
       n.unnamed AS unnamed, n.licence AS licence, n.date AS date, n.body AS body, n.url AS url ORDER BY id"""
_FACTS = """MATCH (a:Entity)-[r]->(b:Entity) WHERE r.seen_from_latest <= $as_of AND NOT type(r) IN $left
RETURN type(r) AS relation, r.key AS key, r.statings AS statings, r.standing AS standing, r.contradicts AS contradicts,
       a.id AS a_id, b.id AS b_id ORDER BY key"""
_PASSAGES_OF = ("MENTIONED_IN", "FROM_DOCUMENT", "POSSIBLY_SAME_AS")


class Whole(NamedTuple):
    """Entities, relationships and papers as plain rows, in the words that maps use."""

    nodes: list[Row]
    links: list[Row]
    sources: list[Row]
    licences: list[str]
    earlier: int
    """How many facts were left out since a newer paper names somebody else."""


def read_whole(store: Store, as_of: str) -> Whole:
    """The landscape at a date: nodes with their literal facts, links with their evidence, and the papers."""
    nodes = store.read(_NODES)
    by_id: dict[str, Row] = {row["id"]: row for row in nodes}
    rows = store.read(_FACTS, {"as_of": day_of(as_of), "left": list(_PASSAGES_OF)})
    found = [fact for row in rows if (fact := fact_of(row, as_of))]
    past = earlier(found, {key: row["labels"] for key, row in by_id.items()})
    passages = evidence_of(store, {item for fact in found for item in fact.properties.get("evidence", ())})
    literals: dict[str, list[Row]] = defaultdict(list)
    links: list[Row] = []
    for fact in found:
        evidence = [_evidence(passages[item]) for item in fact.properties.get("evidence", ()) if item in passages]
        if fact.type == "STATED_IN":
            literals[fact.start].append(_literal(fact, evidence))
        elif fact.key not in past and fact.start in by_id and fact.end in by_id:
            said_by = str(fact.properties.get("said_by", ""))
            about = [_name(by_id, item) for item in fact.properties.get("about", ())]
            names = {"said_by": _name(by_id, said_by), "about": about, "last_stated": fact.last_stated, "evidence": evidence}
            links.append({**fact.properties, **names, "key": fact.key, "type": fact.type, "from": fact.start, "to": fact.end})
    landscape = []
    for row in nodes:
        if EVIDENCE_LABELS & set(row["labels"]):
            continue
        name = called(row["name"], row["code"] or "")
        family = str(family_of(row["labels"]))
        landscape.append({**row, "name": name, "family": family, "label": label_of(row["labels"]), "facts": literals.get(row["id"], [])})
    papers = [row for row in nodes if "Document" in row["labels"]]
    sources = [_source(by_id, row) for row in papers if row["kind"] != "register"]
    return Whole(landscape, links, sources, sorted({row["licence"] for row in papers if row["licence"]}), len(past))


def _name(by_id: dict[str, Row], item: str) -> str:
    return str(by_id[item]["name"]) if item in by_id else item


def _evidence(item: Evidence) -> Row:
    return {"document": item.document, "title": item.title, "date": item.date, "locator": item.locator, "text": item.text}


def _literal(fact: Fact, evidence: list[Row]) -> Row:
    properties = fact.properties
    said = [str(properties[name]) for name in ("standing", "modality") if str(properties.get(name)) not in ("stated", "in force", "None")]
    return {
        "property": properties.get("property", ""),
        "value_text": literal(properties),
        "dates": f"stated {fact.last_stated}",
        "note": "; ".join(said),
        "evidence": evidence,
    }


def _source(by_id: dict[str, Row], row: Row) -> dict[str, Any]:
    return {
        "title": row["name"],
        "date": row["date"],
        "publisher": _name(by_id, row["body"] or ""),
        "licence": row["licence"],
        "address": row["url"],
    }


def named_in(rows: Iterable[Row]) -> set[str]:
    """Ids and keys that the rows of a user's own text may name: of nodes, relationships and paths returned whole, and every other text."""
    found: set[str] = set()
    waiting: list[Any] = [value for row in rows for value in row.values()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            if "key" in value and "type" in value:  # a relationship: who said it, and about whom, was not asked for
                waiting.append(value["key"])
            elif "id" in value:
                waiting.append(value["id"])
            else:
                waiting += value.values()
    return found
