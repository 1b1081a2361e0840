"""Everything a body, post or person owns, leads, chairs, sits on, funds and oversees.

Apart from it stands what a person's posts hold, and what the office of a head holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow, Note, NoteCode
from graph.model.relationships import BY_TYPE
from graph.model.values import LOST
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import (
    Shaped,
    entity_values,
    holders_of,
    in_force,
    inherit,
    known,
    literals_of,
    newest_of,
    notes_of,
    qualified,
    row,
)
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
    holders = holders_of(part, subject)
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
    newest = newest_of(fact for fact in literals_of(part, item, "state") if in_force(fact))
    return str(newest.properties.get("value_text", "")) if newest else ""
