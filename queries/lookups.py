"""Answers about entities themselves: find, show, evidence, schema, and a user's own Cypher."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.answer import Answer, AnswerRow, Note, NoteCode
from graph.errors import UnknownSubject
from graph.model.ids import fold
from graph.model.labels import LABELS, label_of
from graph.model.properties import FACT_BY_NAME
from graph.model.relationships import BY_TYPE, TYPES
from graph.store import READ_TIMEOUT, Store
from graph.timeline import Fact, day_of
from queries.catalogue import FACTS
from queries.run import evidence_of
from queries.shapes.common import known, notes_of, row
from queries.slice import Slice, make_slice, read_slice
from queries.subjects import resolve, search

_AROUND = f"""UNWIND $ids AS id
MATCH (n:Entity {{id: id}})-[r]-(:Entity)
WHERE r.seen_from_latest <= $as_of AND type(r) <> 'FROM_DOCUMENT'
WITH DISTINCT r
{FACTS}"""

_BY_KEY = f"""MATCH (:Entity)-[r]->(:Entity) WHERE r.key = $key OR $key IN r.former_keys
WITH DISTINCT r
{FACTS}"""

_SHOWN = tuple(name for name in FACT_BY_NAME if FACT_BY_NAME[name].column and name not in ("standing", "modality", "said_by", "note"))
"""Properties of a fact that `show` prints beside it."""


def find(store: Store, text: str, as_of: str, most: int = 20) -> Answer:
    """Entities nearest to the words, best first."""
    rows = [
        AnswerRow(values={"entity": found["name"], "entity_id": found["id"], "label": label_of(found["labels"]), "kind": found["kind"] or "", "score": found["score"]})
        for found in search(store, text, most)
    ]
    notes = () if rows else (Note(code=NoteCode.NOT_STATED, sentence=f"Nothing in the landscape is named like {text!r}."),)
    columns = ("entity", "entity_id", "label", "kind", "score")
    return Answer(question="find", parameters={"text": text}, as_of=as_of, columns=columns, rows=tuple(rows), notes=notes, plain=True)


def show(store: Store, text: str, as_of: str) -> Answer:
    """Every fact about one entity, both ways, and its literal facts; earlier holders and class facts are told apart."""
    subject = resolve(store, text)
    part, _ = read_slice(store, _AROUND, [subject.id], as_of)
    facts = [fact for fact in [*part.out_of(subject.id), *part.into(subject.id)] if fact.type != "MENTIONED_IN"]
    rows = [_fact_row(part, fact, subject.id) for fact in facts]
    mentions = part.out_of(subject.id, "MENTIONED_IN")
    passages = {item for found in rows for item in found.evidence} | {fact.end for fact in mentions}
    notes = notes_of(part, facts)
    if mentions:
        notes = [*notes, *([] if rows else [Note(code=NoteCode.NOT_STATED, sentence=f"The papers name {subject.called} and state nothing more of it.")])]
    elif not rows:
        notes.append(Note(code=NoteCode.NOT_STATED, sentence=f"The papers dated up to {as_of} state nothing of {subject.called}."))
    return Answer(
        question="show",
        parameters={"subject": subject.id, "name": subject.called, "label": subject.label, "kind": subject.kind},
        as_of=as_of,
        columns=("relation", "entity", "entity_id", "detail"),
        rows=tuple(rows),
        evidence=evidence_of(store, passages),
        notes=tuple(notes),
    )


def _fact_row(part: Slice, fact: Fact, subject: str) -> AnswerRow:
    if fact.type == "STATED_IN":
        words = str(fact.properties.get("property", ""))
        values: dict[str, Any] = {"relation": words, "entity": "", "entity_id": "", "detail": literal(fact.properties)}
        return row(part, fact, values, f"{part.name(subject)}: {words} {values['detail']}")
    outward = fact.start == subject
    relation = BY_TYPE[fact.type].says if outward else BY_TYPE[fact.type].back
    other = known(part, fact.end if outward else fact.start)
    if fact.key in part.earlier:
        relation = f"{relation}, earlier"
    values = {"relation": relation, "entity": other.called, "entity_id": other.id, "detail": detail(fact.properties)}
    return row(part, fact, values)


def detail(properties: Mapping[str, Any]) -> str:
    """What a fact carries, as words."""
    parts = []
    for name in _SHOWN:
        value = properties.get(name)
        if value not in (None, "", []):
            parts.append(f"{name.replace('_', ' ')}: {'; '.join(value) if isinstance(value, list) else value}")
    return ", ".join(parts)


def literal(properties: Mapping[str, Any]) -> str:
    """A literal fact as words: the value as printed, its unit, what is measured and when."""
    words = [str(properties.get("value_text", ""))]
    words += [f"({properties['qualifier']})"] if properties.get("qualifier") else []
    words += [str(properties["unit"])] if properties.get("unit") and str(properties["unit"]) not in words[0] else []
    words += [f"of {properties['of']}"] if properties.get("of") else []
    words += [str(properties["period"])] if properties.get("period") else []
    words += [f"from {properties['valid_from']}"] if properties.get("valid_from") else []
    return " ".join(words)


def evidence(store: Store, text: str, as_of: str) -> Answer:
    """The passages behind an entity, or behind the relationship of a key."""
    rows_of_key = store.read(_BY_KEY, {"key": text.strip()}) if "-" in text and " " not in text and "/" not in text else []
    if rows_of_key:
        part = make_slice(rows_of_key, as_of)
        facts = list(part.facts.values())
        name = text.strip()
    else:
        subject = resolve(store, text)
        part, _ = read_slice(store, _AROUND, [subject.id], as_of)
        facts = [*part.out_of(subject.id), *part.into(subject.id)]
        name = subject.id
    if not facts and rows_of_key:
        raise UnknownSubject(f"The fact {name!r} does not hold at {as_of}.", hint="give another --as-of")
    passages = sorted({(item, fact.key) for fact in facts for item in (fact.properties.get("evidence") or ())})
    by_passage: dict[str, list[Fact]] = {}
    for item, key in passages:
        by_passage.setdefault(item, []).append(part.facts[key])
    found = evidence_of(store, by_passage)
    rows = [
        row(
            part,
            by_passage[item],
            {
                "paper": found[item].title if item in found else "",
                "date": found[item].date if item in found else "",
                "place": found[item].locator if item in found else item,
                "wording": (found[item].text or "") if item in found else "",
                "states": len(by_passage[item]),
            },
        ).model_copy(update={"evidence": (item,)})
        for item in sorted(by_passage, key=lambda item: (found[item].date, found[item].document, item) if item in found else ("", "", item))
    ]
    notes = [] if rows else [Note(code=NoteCode.NOT_STATED, sentence=f"No paper dated up to {as_of} says anything of {name}.")]
    return Answer(
        question="evidence",
        parameters={"subject": name},
        as_of=as_of,
        columns=("paper", "date", "place", "wording", "states"),
        rows=tuple(rows),
        evidence=found,
        notes=tuple(notes),
    )


def schema(store: Store, as_of: str) -> Answer:
    """Labels and relationship types, how many of each the store holds, what they carry, and an example of each."""
    rows = []
    counted = store.read("MATCH (n:Entity) UNWIND labels(n) AS label RETURN label, count(n) AS n, min(n.id) AS example ORDER BY label")
    by_label = {found["label"]: found for found in counted}
    for label in LABELS:
        found = by_label.get(label.name, {})
        rows.append({"what": "label", "name": label.name, "count": found.get("n", 0), "carries": label.family, "example": found.get("example") or "", "says": label.says})
    counted = store.read("MATCH (a:Entity)-[r]->(b:Entity) RETURN type(r) AS kind, count(r) AS n, min(a.id + ' > ' + b.id) AS example ORDER BY kind")
    by_type = {found["kind"]: found for found in counted}
    for item in TYPES:
        found = by_type.get(item.name, {})
        pattern = f"({', '.join(item.start)})-[:{item.name}]->({', '.join(item.end)})"
        rows.append(
            {
                "what": "relationship",
                "name": item.name,
                "count": found.get("n", 0),
                "carries": ", ".join(item.carries),
                "example": found.get("example") or "",
                "says": pattern,
            }
        )
    columns = ("what", "name", "count", "carries", "example", "says")
    return Answer(question="schema", as_of=as_of, columns=columns, rows=tuple(AnswerRow(values=r) for r in rows), plain=True)


def cypher(store: Store, text: str, params: Mapping[str, Any], as_of: str, timeout: float = READ_TIMEOUT) -> tuple[Answer, list[str]]:
    """A user's own read-only Cypher; `$as_of` is bound. Returns the answer and remarks (unknown labels, `$as_of` not used)."""
    rows = store.read(text, {**params, "as_of": day_of(as_of)}, timeout=timeout, guarded=True)
    remarks = [note.sentence for note in store.notes]
    if "$as_of" not in text:
        remarks.append("The text does not use $as_of: it reads facts of every date.")
    columns = tuple(dict.fromkeys(name for found in rows for name in found))
    answer = Answer(question="cypher", parameters=dict(params), as_of=as_of, columns=columns, rows=tuple(AnswerRow(values=r) for r in rows), plain=True)
    return answer, remarks


def find_wording(store: Store, text: str, as_of: str, most: int = 20) -> Answer:
    """Passages of the papers that the user has added whose wording holds the words, with their locators."""
    wanted = fold(text)
    rows = store.read(
        "MATCH (n:Passage) WHERE n.wording_search CONTAINS $text RETURN n.id AS id, n.date AS date ORDER BY date, id LIMIT $most",
        {"text": wanted, "most": most + 1},
    )
    found = evidence_of(store, [item["id"] for item in rows[:most]])
    notes = []
    if not rows:
        added = store.read("MATCH (n:Passage) WHERE n.wording IS NOT NULL RETURN count(n) AS n")[0]["n"]
        why = "No paper that you have added says it." if added else "No paper has been added yet: `landscape papers add PATH`."
        notes.append(Note(code=NoteCode.NOT_STATED, sentence=why))
    if len(rows) > most:
        notes.append(Note(code=NoteCode.CUT, sentence=f"There are more than {most}; give --most."))
    answer_rows = [
        AnswerRow(values={"paper": item.title, "date": item.date, "place": item.locator, "wording": item.text or "", "passage": key})
        for key, item in sorted(found.items(), key=lambda pair: (pair[1].date, pair[0]))
    ]
    return Answer(
        question="find",
        parameters={"wording": text},
        as_of=as_of,
        columns=("paper", "date", "place", "wording", "passage"),
        rows=tuple(answer_rows),
        evidence=found,
        notes=tuple(notes),
        plain=True,
    )
