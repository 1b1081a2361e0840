"""Who owns it: the rule of what counts as an owner.

`ACCOUNTABLE_FOR` is accountable, `LEADS` leads, `CONTRIBUTES_TO` contributes, `COMMISSIONS` commissions, and `OVERSEES` or
`HOLDS_TO_ACCOUNT` say who looks over it. An action that is split has its leads on its strands: its owners are the union of theirs, and
a note names each strand whose own cell is empty or lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import Note, NoteCode
from graph.model.values import EMPTY, LOST
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import Shaped, entity_values, inherit, known, notes_of, qualified, row
from queries.shapes.silence import cell_values, denials, near, silence
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
_OWNERS = {"accountable": "is accountable for", "leads": "leads"}
"""The roles that an answer misses where nobody has them, each with its words in a sentence."""

_NAMED_AS = {"accountable": "accountable", "leads": "lead"}


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `owners` for one entity."""
    (subject,) = subjects
    part, _ = read_slice(store, text, [subject.id], as_of, steps=4, to_end=["INSTANCE_OF"])
    strands = [fact.start for fact in part.into(subject.id, "PART_OF") if known(part, fact.start).label == "Strand"]
    if strands:
        part = part.joined(read_slice(store, text, strands, as_of, steps=4, to_end=["INSTANCE_OF"])[0])
    items = [subject.id, *strands]
    part = inherit(part, items)
    facts = [fact for item in items for fact in part.into(item, *ROLES)]
    order = list(ROLES)
    facts.sort(key=lambda f: (f.key in part.earlier, order.index(f.type), items.index(f.end), part.name(f.start), f.key))
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
    missing = [role for role in _OWNERS if not any(ROLES[fact.type] == role and fact.key not in part.earlier for fact in facts)]
    told = near(store, part, subject, list(ROLES)) if missing and not facts else []
    notes = [
        silence(
            part,
            items,
            f"who {_OWNERS[role]} {subject.called}",
            [role],
            why="no paper names anybody",
            near=told if role == missing[-1] else (),
        )
        for role in missing
    ]
    current = [fact for fact in facts if fact.key not in part.earlier]
    notes += [note for role in _OWNERS if role not in missing for note in _of_strands(part, subject, strands, current, role)]
    return Shaped(rows, [*notes, *denials(store, part, items, ROLES), *notes_of(part, facts)])


def _of_strands(part: Slice, subject: Entity, strands: Sequence[str], facts: Sequence[Fact], role: str) -> list[Note]:
    """The strands whose cell of a role is empty or lost, where others have somebody and the whole has nobody of its own."""
    held = {fact.end for fact in facts if ROLES[fact.type] == role}
    notes = []
    for item in [] if subject.id in held else sorted(set(strands) - held, key=lambda item: (known(part, item).called, item)):
        values, name = cell_values(part, item, [role]), known(part, item).code or part.name(item)
        if LOST in values:
            told = f"{name}: who {_OWNERS[role]} it cannot be read: the text of the paper has lost the cell."
            notes.append(Note(code=NoteCode.LOST, sentence=told))
        elif EMPTY in values:
            told = f"{name}: nobody is named as {_NAMED_AS[role]}: the cell is {EMPTY}."
            notes.append(Note(code=NoteCode.NOT_STATED, sentence=told))
    return notes
