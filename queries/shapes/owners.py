"""Who owns it. What counts as an owner: `ACCOUNTABLE_FOR` is accountable, `LEADS` leads, `CONTRIBUTES_TO` contributes, and `OVERSEES`
or `HOLDS_TO_ACCOUNT` say who looks over it. An action that is split has its leads on its strands: its owners are the union of theirs.
"""

from __future__ import annotations

from graph.answer import Note, NoteCode
from graph.model.values import EMPTY, LOST
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import Shaped, entity_values, inherit, known, notes_of, row, sentence
from queries.slice import Entity, Slice, read_slice

ROLES = {
    "ACCOUNTABLE_FOR": "accountable",
    "LEADS": "leads",
    "COMMISSIONS": "commissions",
    "CONTRIBUTES_TO": "contributes",
    "OVERSEES": "oversees",
    "HOLDS_TO_ACCOUNT": "holds to account",
}
EARLIER = ", earlier"
_OWNERS = ("accountable", "leads")
_CELLS = {"accountable": "accountable", "leads": "leads"}


def shape(store: Store, text: str, subject: Entity, as_of: str) -> Shaped:
    """Rows of the question `owners` for one entity."""
    near, _ = read_slice(store, text, [subject.id], as_of)
    strands = [fact.start for fact in near.into(subject.id, "PART_OF") if known(near, fact.start).label == "Strand"]
    subjects = [subject.id, *strands]
    part, _ = read_slice(store, text, subjects, as_of, steps=3, types=frozenset({"INSTANCE_OF"}))
    part = inherit(part, subjects)
    facts = [fact for item in subjects for fact in part.into(item, *ROLES)]
    order = list(ROLES)
    facts.sort(key=lambda f: (f.key in part.earlier, order.index(f.type), subjects.index(f.end), part.name(f.start), f.key))
    rows = [
        row(
            part,
            fact,
            {
                "role": ROLES[fact.type] + (EARLIER if fact.key in part.earlier else ""),
                **entity_values("owner", known(part, fact.start)),
                **entity_values("of", known(part, fact.end)),
            },
        )
        for fact in facts
    ]
    return Shaped(rows, [*_missing(part, subject, subjects, facts), *_denials(part, subjects), *notes_of(part, facts)])


def _missing(part: Slice, subject: Entity, subjects: list[str], facts: list[Fact]) -> list[Note]:
    """For each kind of owner that nobody is named as: whether the cell is lost or empty, or the papers say nothing."""
    notes = []
    for role in _OWNERS:
        if any(ROLES[fact.type] == role and fact.key not in part.earlier for fact in facts):
            continue
        cells = [
            fact
            for item in subjects
            for fact in part.out_of(item, "STATED_IN")
            if fact.properties.get("property") == "cell" and fact.properties.get("of") == role
        ]
        words = {"accountable": "is accountable for", "leads": "leads"}[role]
        values = {str(fact.properties.get("value_text")) for fact in cells}
        if LOST in values:
            notes.append(Note(code=NoteCode.LOST, sentence=f"Who {words} {subject.called}: the text of the paper has lost the cell."))
        else:
            why = f"the cell is {EMPTY}" if EMPTY in values else "no paper names anybody"
            notes.append(Note(code=NoteCode.NOT_STATED, sentence=f"Not stated in the papers who {words} {subject.called}: {why}."))
    return notes


def _denials(part: Slice, subjects: list[str]) -> list[Note]:
    denied = [fact for item in subjects for fact in part.into(item, "DOES_NOT_HOLD_TO_ACCOUNT")]
    return [Note(code=NoteCode.DENIED, sentence=f"A paper says: {sentence(part, fact)}.") for fact in denied]
