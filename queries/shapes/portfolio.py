"""Everything a body, post or person owns, leads, chairs, sits on, funds and oversees.

Apart from it stands what a person's posts hold, and what the office of a head holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow, Note, NoteCode
from graph.model.relationships import BY_TYPE
from graph.model.values import LOST, Modality, latest
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import Shaped, entity_values, inherit, known, notes_of, offices_of, qualified, row
from queries.shapes.silence import nothing
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


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `portfolio` for one entity."""
    (subject,) = subjects
    part, _ = read_slice(store, text, [subject.id], as_of, steps=5, to_end=["INSTANCE_OF", "POST_IN", "HOLDS"])
    posts = list(dict.fromkeys(fact.end for fact in part.out_of(subject.id, "HOLDS") if fact.key not in part.earlier))
    offices = [item for item in offices_of(part, [subject.id, *posts]) if item != subject.id]
    holders = {subject.id: "", **{item: f", as {part.name(item)}" for item in posts}}
    holders |= {item: f", as head of {part.name(item)}" for item in offices}
    part = inherit(part, holders)
    owned = {fact.end for item in holders for fact in part.out_of(item, *HELD)}
    part = part.joined(read_slice(store, text, owned, as_of)[0])
    rows: list[AnswerRow] = []
    used: list[Fact] = []
    for holder, suffix in holders.items():
        facts = sorted(
            part.out_of(holder, *HELD), key=lambda f: (f.key in part.earlier, HELD.index(f.type), part.name(f.end), f.end, f.key)
        )
        used += facts
        rows += [_row(part, fact, suffix) for fact in facts]
    notes = notes_of(part, used)
    lost = sorted({str(found.values["entity"]) for found in rows if found.values["state"] == LOST})
    if lost:
        notes.append(Note(code=NoteCode.LOST, sentence=f"The text of the paper has lost the state of {', '.join(lost)}."))
    if not rows:
        asked = f"what {subject.called} owns, leads, chairs, sits on, funds or oversees"
        notes += nothing(store, subject, as_of, asked, HELD)
    return Shaped(rows, notes)


def _row(part: Slice, fact: Fact, suffix: str) -> AnswerRow:
    item = known(part, fact.end)
    relation = qualified(BY_TYPE[fact.type].says, fact.properties)
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
    """The newest printed state of a piece of work: `lost` where the papers' text lost every one, nothing where they print none."""
    states = [
        fact
        for fact in part.out_of(item, "STATED_IN")
        if fact.properties.get("property") == "state" and fact.properties.get("modality") == Modality.IN_FORCE
    ]
    readable = [fact for fact in states if fact.properties.get("value_text") != LOST]
    newest = max(readable or states, key=lambda f: (f.properties.get("valid_from_latest", ""), latest(f.last_stated), f.key), default=None)
    return str(newest.properties.get("value_text", "")) if newest else ""
