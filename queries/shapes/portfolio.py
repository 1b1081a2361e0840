"""Everything a body, post or person owns, leads, chairs, sits on, funds and oversees; apart from it, what the office of a head holds."""

from __future__ import annotations

from graph.answer import AnswerRow, Note, NoteCode
from graph.model.relationships import BY_TYPE
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import Shaped, entity_values, inherit, known, notes_of, row
from queries.slice import Entity, Slice, read_slice

HELD = (
    "ACCOUNTABLE_FOR",
    "LEADS",
    "CHAIRS",
    "CONVENES",
    "MEMBER_OF",
    "HOLDS",
    "DEPUTISES_FOR",
    "HOLDS_TO_ACCOUNT",
    "SCRUTINISES",
    "OVERSEES",
    "HAS_DUTY",
    "HAS_POWER",
    "COMMISSIONS",
    "FUNDS",
    "AWARDS",
    "BIDS_TO",
    "HOSTS",
    "PRODUCES",
    "CONTRIBUTES_TO",
)
HEAD = "head"


def shape(store: Store, text: str, subject: Entity, as_of: str) -> Shaped:
    """Rows of the question `portfolio` for one entity."""
    part, _ = read_slice(store, text, [subject.id], as_of, steps=3, types=frozenset({"INSTANCE_OF", "POST_IN", "HOLDS"}))
    offices = [
        fact.end
        for post in [subject.id, *(held.end for held in part.out_of(subject.id, "HOLDS") if held.key not in part.earlier)]
        for fact in part.out_of(post, "POST_IN")
        if fact.properties.get("capacity") == HEAD
    ]
    whole, _ = read_slice(store, text, [subject.id, *offices, *_owned(part, subject.id), *(x for o in offices for x in _owned(part, o))], as_of)
    part = part._replace(facts={**whole.facts, **part.facts}, entities={**whole.entities, **part.entities}, earlier=part.earlier | whole.earlier)
    part = inherit(part, [subject.id, *offices])
    rows: list[AnswerRow] = []
    used: list[Fact] = []
    for holder, suffix in [(subject.id, ""), *((office, f", as head of {part.name(office)}") for office in offices)]:
        facts = sorted(part.out_of(holder, *HELD), key=lambda f: (HELD.index(f.type), part.name(f.end), f.key))
        used += facts
        rows += [_row(part, fact, suffix) for fact in facts]
    notes = notes_of(part, used)
    if not rows:
        notes.append(Note(code=NoteCode.NOT_STATED, sentence=f"Not stated in the papers what {subject.called} owns, leads, chairs, funds or oversees."))
    return Shaped(rows, notes)


def _owned(part: Slice, holder: str) -> list[str]:
    return [fact.end for fact in part.out_of(holder, *HELD)]


def _row(part: Slice, fact: Fact, suffix: str) -> AnswerRow:
    item = known(part, fact.end)
    relation = BY_TYPE[fact.type].says
    capacity = fact.properties.get("capacity")
    if capacity:
        relation = f"{relation} ({capacity})"
    if fact.key in part.earlier:
        relation = f"{relation}, earlier"
    values = {
        "relation": relation + suffix,
        **entity_values("entity", item),
        "kind": item.kind or item.label,
        "state": state_of(part, item.id),
    }
    return row(part, fact, values)


def state_of(part: Slice, item: str) -> str:
    """The newest printed state of a piece of work; empty where the papers print none."""
    states = [fact for fact in part.out_of(item, "STATED_IN") if fact.properties.get("property") == "state"]
    return str(max(states, key=lambda f: (f.last_stated, f.key)).properties.get("value_text", "")) if states else ""
