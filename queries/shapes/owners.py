"""Who owns it: the rule of what counts as an owner.

`ACCOUNTABLE_FOR` is accountable, `LEADS` leads, `CONTRIBUTES_TO` contributes, `COMMISSIONS` commissions, and `OVERSEES` or
`HOLDS_TO_ACCOUNT` say who looks over it. An action that is split has its leads on its strands: its owners are the union of theirs.
"""

from __future__ import annotations

from graph.answer import Note, NoteCode
from graph.model.relationships import BY_TYPE
from graph.model.values import EMPTY, LOST
from graph.store import Store
from graph.timeline import Fact
from queries.catalogue import FACTS
from queries.shapes.common import Shaped, entity_values, inherit, known, notes_of, qualified, row, sentence
from queries.slice import Entity, Slice, make_slice, read_slice

ROLES = {
    "ACCOUNTABLE_FOR": "accountable",
    "LEADS": "leads",
    "COMMISSIONS": "commissions",
    "CONTRIBUTES_TO": "contributes",
    "OVERSEES": "oversees",
    "HOLDS_TO_ACCOUNT": "holds to account",
}
EARLIER = ", earlier"
_OWNERS = {"accountable": "is accountable for", "leads": "leads"}
"""The roles that an answer misses where nobody has them, each with its words in a sentence."""

_DENIED = f"""MATCH (:Entity)-[r:STATED_IN]->(:Entity) WHERE r.property = 'denial' AND r.value_text IN $denials
WITH DISTINCT r
{FACTS}"""
"""Denials that have no type of their own are literals of the other end, as `TYPE:id`."""


def shape(store: Store, text: str, subject: Entity, as_of: str) -> Shaped:
    """Rows of the question `owners` for one entity."""
    part, _ = read_slice(store, text, [subject.id], as_of, steps=4, to_end=["INSTANCE_OF"])
    strands = [fact.start for fact in part.into(subject.id, "PART_OF") if known(part, fact.start).label == "Strand"]
    if strands:
        part = part.joined(read_slice(store, text, strands, as_of, steps=4, to_end=["INSTANCE_OF"])[0])
    subjects = [subject.id, *strands]
    part = inherit(part, subjects)
    facts = [fact for item in subjects for fact in part.into(item, *ROLES)]
    order = list(ROLES)
    facts.sort(key=lambda f: (f.key in part.earlier, order.index(f.type), subjects.index(f.end), part.name(f.start), f.key))
    rows = [
        row(
            part,
            fact,
            {
                "role": qualified(ROLES[fact.type], {"share": fact.properties.get("share")})
                + (EARLIER if fact.key in part.earlier else ""),
                **entity_values("owner", known(part, fact.start)),
                **entity_values("of", known(part, fact.end)),
            },
        )
        for fact in facts
    ]
    denials = make_slice(store, store.read(_DENIED, {"denials": [f"{kind}:{item}" for item in subjects for kind in ROLES]}), as_of)
    return Shaped(rows, [*_missing(part, subject, subjects, facts), *_denials(part, subjects, denials), *notes_of(part, facts)])


def _missing(part: Slice, subject: Entity, subjects: list[str], facts: list[Fact]) -> list[Note]:
    """For each kind of owner that nobody is named as: whether the cell is lost or empty, or the papers say nothing."""
    notes = []
    for role, words in _OWNERS.items():
        if any(ROLES[fact.type] == role and fact.key not in part.earlier for fact in facts):
            continue
        cells = [
            fact
            for item in subjects
            for fact in part.out_of(item, "STATED_IN")
            if fact.properties.get("property") == "cell" and fact.properties.get("of") == role
        ]
        values = {str(fact.properties.get("value_text")) for fact in cells}
        if LOST in values:
            notes.append(Note(code=NoteCode.LOST, sentence=f"Who {words} {subject.called}: the text of the paper has lost the cell."))
        else:
            why = f"the cell is {EMPTY}" if EMPTY in values else "no paper names anybody"
            notes.append(Note(code=NoteCode.NOT_STATED, sentence=f"Not stated in the papers who {words} {subject.called}: {why}."))
    return notes


def _denials(part: Slice, subjects: list[str], literals: Slice) -> list[Note]:
    said = [sentence(part, fact) for item in subjects for fact in part.into(item, "DOES_NOT_HOLD_TO_ACCOUNT")]
    for fact in sorted(literals.facts.values(), key=lambda f: (literals.name(f.start), f.key)):
        kind, _, item = str(fact.properties["value_text"]).partition(":")
        said.append(f"it is not so that {literals.name(fact.start)} {BY_TYPE[kind].says} {part.name(item)}")
    return [Note(code=NoteCode.DENIED, sentence=f"A paper says: {text}.") for text in said]
