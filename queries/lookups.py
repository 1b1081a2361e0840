"""Answers about entities themselves: find, show, evidence, schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from graph.answer import Answer, AnswerRow, Evidence, Note, NoteCode, plain_text
from graph.errors import UnknownSubject
from graph.facts import Stating
from graph.model.labels import LABELS, SECOND_LABELS, label_of
from graph.model.properties import CARRIED_PROPERTIES, FACT_BY_NAME, FACT_PROPERTIES, NODE_PROPERTIES
from graph.model.relationships import BY_TYPE, TYPES
from graph.model.values import latest
from graph.store import Row, Store
from graph.timeline import Fact, day_of
from queries.catalogue import FACTS
from queries.run import evidence_of, with_references
from queries.shapes.common import denied_by, inherit, known, limit_of, literal, notes_of, row, sentence
from queries.slice import Slice, entity_of, make_slice, named, read_slice
from queries.subjects import resolve, search

_KEY = re.compile(r"[a-z_]+-[0-9a-f]{20}")

_AROUND = f"""UNWIND $ids AS id
MATCH (n:Entity {{id: id}})-[r]-(:Entity)
WHERE r.seen_from_latest <= $as_of AND type(r) <> 'FROM_DOCUMENT'
WITH DISTINCT r
{FACTS}"""

_BY_KEY = f"""MATCH (:Entity)-[r]->(:Entity) WHERE r.key = $key OR $key IN r.former_keys
WITH DISTINCT r
{FACTS}"""

_LABELS = """MATCH (n:Entity) WHERE n.hidden IS NULL UNWIND labels(n) AS label
RETURN label, count(n) AS n, min(n.id) AS example ORDER BY label"""
_TYPES = """MATCH (a:Entity)-[r]->(b:Entity) WHERE r.seen_from_latest <= $as_of
RETURN type(r) AS kind, count(r) AS n, min(a.id + ' > ' + b.id) AS example ORDER BY kind"""
_NODE_KEYS = """MATCH (n:Entity) WHERE n.hidden IS NULL UNWIND keys(n) AS name
RETURN name, count(n) AS n, min(n.id) AS example ORDER BY name"""
_FACT_KEYS = """MATCH (:Entity)-[r]->(:Entity) WHERE r.seen_from_latest <= $as_of UNWIND keys(r) AS name
RETURN name, count(r) AS n, min(r.key) AS example ORDER BY name"""
_LONGEST_EXAMPLE = 100

_FIRST_SAID = """UNWIND $ids AS id MATCH (n:Entity {id: id})-[r]-(:Entity) WHERE r.hidden IS NULL
RETURN n.id AS id, min(r.seen_from_latest) AS day ORDER BY id"""

_ONE_SEAT = ("HOLDS", "CHAIRS", "ACCOUNTABLE_FOR", "LEADS")
"""Facts whose right end must be read too: a newer paper may name somebody else there."""

_SHOWN = tuple(
    name for name in FACT_BY_NAME if FACT_BY_NAME[name].column and name not in ("standing", "modality", "said_by", "note", "about", "scope")
)
"""Properties of a fact that `show` prints beside it as they are."""


def find(store: Store, text: str, as_of: str, most: int = 20) -> Answer:
    """Entities nearest to the words, best first; without those that only later papers name, or that their register has ended."""
    day = day_of(as_of)
    near = [item for item in search(store, text, 2 * most + 20) if not item["ended_by"] or latest(item["ended_by"].split(" ")[0]) > day]
    first = {item["id"]: item["day"] for item in store.read(_FIRST_SAID, {"ids": [item["id"] for item in near]})} if near else {}
    rows = [
        AnswerRow(
            values={
                "entity": entity_of(item).called,
                "entity_id": item["id"],
                "label": label_of(item["labels"]),
                "kind": item["kind"] or "",
                "score": item["score"],
            }
        )
        for item in near
        if (first.get(item["id"]) or "") <= day
    ]
    notes = []
    if not rows:
        notes.append(Note(code=NoteCode.NOT_STATED, sentence=f"Nothing that the papers dated up to {as_of} name is called like {text!r}."))
    if len(rows) > most:
        notes.append(Note(code=NoteCode.CUT, sentence=f"There are more than {most}; give more words, or --most."))
    columns = ("entity", "entity_id", "label", "kind", "score")
    return Answer(
        question="find", parameters={"text": text}, as_of=as_of, columns=columns, rows=tuple(rows[:most]), notes=tuple(notes), plain=True
    )


def show(store: Store, text: str, as_of: str) -> Answer:
    """Every fact about one entity, both ways, and its literal facts; earlier holders and class facts are told apart."""
    subject = resolve(store, text)
    part, _ = read_slice(store, _AROUND, [subject.id], as_of, steps=4, to_end=["INSTANCE_OF"])
    seats = {fact.end for fact in part.out_of(subject.id, *_ONE_SEAT)}
    if seats:
        part = part.joined(read_slice(store, _AROUND, seats, as_of)[0])
    part = inherit(part, [subject.id])
    denied = {other for fact in part.out_of(subject.id, "STATED_IN") if (other := denied_by(fact)[1])} - part.entities.keys()
    part = part.joined(Slice(part.as_of, named(store, denied), {})) if denied else part
    around = {fact.key: fact for fact in [*part.out_of(subject.id), *part.into(subject.id)]}  # a fact of itself to itself stands once
    facts = [fact for fact in around.values() if fact.type != "MENTIONED_IN"]
    rows = [_fact_row(part, fact, subject.id) for fact in facts]
    mentions = [fact for fact in around.values() if fact.type == "MENTIONED_IN"]
    passages = {item for found in rows for item in found.evidence}
    notes = notes_of(part, facts)
    if not rows:
        sentence = f"The papers dated up to {as_of} state nothing of {subject.called}."
        if mentions:
            places = ", ".join(sorted(item.reference for item in evidence_of(store, [fact.end for fact in mentions]).values()))
            sentence = f"The papers name {subject.called} and state nothing more of it: {places}."
        notes.append(Note(code=NoteCode.NOT_STATED, sentence=sentence))
    return Answer(
        question="show",
        parameters={"subject": subject.id, "name": subject.called, "label": subject.label, "kind": subject.kind},
        as_of=as_of,
        columns=("relation", "entity", "entity_id", "detail"),
        rows=tuple(rows),
        evidence=evidence_of(store, passages),
        notes=with_references(store, notes),
    )


def _fact_row(part: Slice, fact: Fact, subject: str) -> AnswerRow:
    denied, denied_of = denied_by(fact)
    if denied:
        other = known(part, denied_of)
        values = {"relation": f"denied: {BY_TYPE[denied].says}", "entity": other.called, "entity_id": other.id, "detail": ""}
        return row(part, fact, values)
    if fact.type == "STATED_IN":
        words = str(fact.properties.get("property", ""))
        return row(part, fact, {"relation": words, "entity": "", "entity_id": "", "detail": literal(fact.properties)})
    outward = fact.start == subject
    relation = BY_TYPE[fact.type].says if outward else BY_TYPE[fact.type].back
    other = known(part, fact.end if outward else fact.start)
    if fact.key in part.earlier:
        relation = f"{relation}, earlier"
    return row(part, fact, {"relation": relation, "entity": other.called, "entity_id": other.id, "detail": detail(part, fact.properties)})


def detail(part: Slice, properties: Mapping[str, Any]) -> str:
    """What a fact carries, as words; third ends by their names."""
    parts = []
    for name in _SHOWN:
        value = properties.get(name)
        if value not in (None, "", []):
            parts.append(f"{name.replace('_', ' ')}: {plain_text(value)}")
    limit = limit_of(properties)
    parts += [f"scope: {limit}"] if limit else []
    about = [part.name(str(item)) for item in properties.get("about", ())]
    parts += [f"about: {'; '.join(about)}"] if about else []
    return ", ".join(parts)


def evidence(store: Store, text: str, as_of: str) -> Answer:
    """The passages behind an entity, or behind the relationship of a key: what each states of it."""
    key = text.strip()
    rows_of_key = store.read(_BY_KEY, {"key": key}) if _KEY.fullmatch(key) else []
    if rows_of_key:
        part = make_slice(store, rows_of_key, as_of)
        facts = list(part.facts.values())
        subject = called = key
        if not facts:
            raise UnknownSubject(f"The fact {key!r} does not hold at {as_of}.", hint="give another --as-of")
    else:
        entity = resolve(store, text)
        part, _ = read_slice(store, _AROUND, [entity.id], as_of)
        facts = [*part.out_of(entity.id), *part.into(entity.id)]
        subject, called = entity.id, entity.called
    by_passage: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        for item in fact.properties.get("evidence", ()):
            by_passage.setdefault(item, {})[fact.key] = fact
    found = evidence_of(store, by_passage)
    order = sorted(by_passage, key=lambda item: (latest(found[item].date), found[item].document, item) if item in found else ("", "", item))
    rows = [_passage_row(part, item, found.get(item), list(by_passage[item].values())) for item in order]
    notes = [] if rows else [Note(code=NoteCode.NOT_STATED, sentence=f"No paper dated up to {as_of} says anything of {called}.")]
    return Answer(
        question="evidence",
        parameters={"subject": subject},
        as_of=as_of,
        columns=("paper", "date", "place", "wording", "states"),
        rows=tuple(rows),
        evidence=found,
        notes=tuple(notes),
    )


def _passage_row(part: Slice, passage: str, found: Evidence | None, facts: list[Fact]) -> AnswerRow:
    stated = [fact for fact in facts if fact.type != "MENTIONED_IN"]
    states = [sentence(part, fact) + _cells(fact, passage) for fact in stated] or [f"names {part.name(fact.start)}" for fact in facts]
    values = {
        "paper": found.title if found else "",
        "date": found.date if found else "",
        "place": found.locator if found else passage,
        "wording": (found.text or "") if found else "",
        "states": states,
    }
    return row(part, stated or facts, values, "; ".join(states)).model_copy(update={"evidence": (passage,)})


def _cells(fact: Fact, passage: str) -> str:
    """Where in the passage, a row of a table, the value of a fact stands, in brackets: its cell and heading."""
    said = (Stating.model_validate_json(text) for text in fact.properties.get("statings", ()))
    cells = dict.fromkeys(stating.cell for stating in said if stating.cell and stating.passage == passage)
    return f" ({', '.join(cells)})" if cells else ""


def schema(store: Store, as_of: str) -> Answer:
    """Labels, relationship types and properties: how many the store holds at the date, what they carry, and an example of each."""
    bound = {"as_of": day_of(as_of)}
    by_label = {found["label"]: found for found in store.read(_LABELS)}
    rows = [_schema_row("label", label.name, by_label.get(label.name), label.family, label.says) for label in LABELS]
    rows += [_schema_row("label", name, by_label.get(name), "second label", "Stands beside another label.") for name in SECOND_LABELS]
    by_type = {found["kind"]: found for found in store.read(_TYPES, bound)}
    for item in TYPES:
        pattern = f"({', '.join(item.start)})-[:{item.name}]->({', '.join(item.end)})"
        rows.append(_schema_row("relationship", item.name, by_type.get(item.name), ", ".join(item.carries), pattern))
    for what, text, properties in (
        ("property of entities", _NODE_KEYS, NODE_PROPERTIES),
        ("property of relationships", _FACT_KEYS, (*FACT_PROPERTIES, *CARRIED_PROPERTIES)),
    ):
        by_name = {found["name"]: found for found in store.read(text, bound)}
        rows += [_schema_row(what, each.name, by_name.get(each.name), each.kind, each.says) for each in properties]
    columns = ("what", "name", "count", "carries", "example", "says")
    return Answer(question="schema", as_of=as_of, columns=columns, rows=tuple(AnswerRow(values=r) for r in rows), plain=True)


def _schema_row(what: str, name: str, found: Row | None, carries: str, says: str) -> Row:
    found = found or {}
    example = plain_text(found.get("example"))
    short = example if len(example) <= _LONGEST_EXAMPLE else f"{example[:_LONGEST_EXAMPLE]} ..."
    return {"what": what, "name": name, "count": found.get("n", 0), "carries": str(carries), "example": short, "says": says}
