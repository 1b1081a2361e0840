"""Who owns it: the rule of what counts as an owner.

`ACCOUNTABLE_FOR` is accountable, `LEADS` leads, `CONTRIBUTES_TO` contributes, `COMMISSIONS` commissions, and `OVERSEES` or
`HOLDS_TO_ACCOUNT` say who looks over it. An action that is split has its leads on its strands: its owners are the union of theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.store import Store
from queries.shapes.common import Shaped, entity_values, inherit, known, notes_of, qualified, row
from queries.shapes.silence import denials, near, silence
from queries.slice import Entity, read_slice

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
    return Shaped(rows, [*notes, *denials(store, part, items, ROLES), *notes_of(part, facts)])
