"""Cross references of an action, a plan or a paper, both ways; an action's strands refer for it. `text` is the reference as printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import Shaped, entity_values, known, notes_of, row
from queries.shapes.silence import denials, nothing
from queries.slice import Entity, Slice, printed, read_slice

REFERS = ("REFERS_TO",)


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `references` for one action, plan or paper."""
    (subject,) = subjects
    part, _ = read_slice(store, text, [subject.id], as_of)
    strands = [fact.start for fact in part.into(subject.id, "PART_OF") if known(part, fact.start).label == "Strand"]
    part = part.joined(read_slice(store, text, strands, as_of)[0]) if strands else part
    items = [subject.id, *strands]
    facts = [fact for item in items for fact in part.out_of(item, *REFERS)] + [fact for item in items for fact in part.into(item, *REFERS)]
    facts = list({fact.key: fact for fact in facts}.values())
    asked = f"what {subject.called} refers to, or what refers to it"
    notes = denials(store, part, items, REFERS) if facts else nothing(store, subject, as_of, asked, REFERS)
    return Shaped([_row(part, fact) for fact in facts], [*notes, *notes_of(part, facts)])


def _row(part: Slice, fact: Fact) -> AnswerRow:
    ends = {**entity_values("from", known(part, fact.start)), **entity_values("to", known(part, fact.end))}
    return row(part, fact, {**ends, "text": "; ".join(printed(fact, "to_as", part.as_of))})
