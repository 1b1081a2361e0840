"""Who sits on a board, a partnership or a group, and who chairs it.

The role is the printed capacity. Who holds a post that sits there stands after the post. Where all of a class sit on a body, each named
member of the class does too, by class; where all of a class sit on all of another, the papers do not say which sit where, and the class
stays one row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow
from graph.store import Store
from graph.timeline import Fact
from queries.grammar import share_words
from queries.shapes.common import Shaped, entity_values, in_force, inherit, known, notes_of, row, sentence
from queries.shapes.silence import denials, nothing, silence
from queries.slice import Entity, Slice, read_slice

SEATS = ("CHAIRS", "MEMBER_OF")
EARLIER = ", earlier"


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `members` for one body."""
    (subject,) = subjects
    part, _ = read_slice(store, text, [subject.id], as_of, steps=4, to_end=["INSTANCE_OF"])
    part = inherit(part, [subject.id])
    sitting = {fact.start for fact in part.into(subject.id, *SEATS)}
    part = part.joined(read_slice(store, text, sitting, as_of)[0]) if sitting else part
    of_classes = {fact.start for item in sitting if known(part, item).is_class for fact in part.into(item, "INSTANCE_OF")}
    part = inherit(part, sorted(of_classes - {subject.id}))
    seats = part.into(subject.id, *SEATS)
    seats.sort(key=lambda f: (f.key in part.earlier, f.type, bool(f.properties.get("capacity")), not in_force(f)))
    if not seats:
        return Shaped([], nothing(store, subject, as_of, f"who sits on {subject.called}, or who chairs it", SEATS))
    rows: list[AnswerRow] = []
    used: list[Fact] = []
    for fact, more in _merged(seats):
        rows.append(_row(part, [fact, *more]))
        used += [fact, *more]
        for holds in part.into(fact.start, "HOLDS"):
            if holds.key not in part.earlier and fact.key not in part.earlier and in_force(holds):
                rows.append(_holder(part, fact, holds))
                used.append(holds)
    notes = [
        silence(part, [subject.id], asked, (), why="no paper names anybody")
        for kind, asked in (("CHAIRS", f"who chairs {subject.called}"), ("MEMBER_OF", f"who else sits on {subject.called}"))
        if not any(fact.type == kind and fact.key not in part.earlier for fact in seats)
    ]
    return Shaped(rows, [*notes, *denials(store, part, [subject.id], SEATS), *notes_of(part, used)])


def role_of(fact: Fact) -> str:
    """The role of who chairs or sits: "chair", "vice chair", the printed capacity, or "member"."""
    capacity = str(fact.properties.get("capacity", ""))
    if fact.type == "CHAIRS":
        return f"{capacity} chair".strip()
    share = str(fact.properties.get("share", ""))
    return (capacity or "member") + (f" ({share_words(fact.properties)})" if share and share != "all" else "")


def _merged(seats: Sequence[Fact]) -> list[tuple[Fact, list[Fact]]]:
    """Seats with the barer facts that they stand for: who sits in a capacity is also called a member, and is one member."""
    found = []
    for fact in seats:
        same = [other for other in seats if (other.type, other.start) == (fact.type, fact.start) and in_force(other) == in_force(fact)]
        if fact.type == "MEMBER_OF" and not fact.properties.get("capacity") and any(other.properties.get("capacity") for other in same):
            continue
        bare = [other for other in same if other is not fact and fact.type == "MEMBER_OF" and not other.properties.get("capacity")]
        found.append((fact, bare))
    return found


def _row(part: Slice, facts: Sequence[Fact]) -> AnswerRow:
    fact = facts[0]
    role = role_of(fact) + (EARLIER if fact.key in part.earlier else "")
    return row(part, facts, _values(part, fact.start, role, fact))


def _holder(part: Slice, fact: Fact, holds: Fact) -> AnswerRow:
    values = _values(part, holds.start, f"{role_of(fact)}, as {part.name(fact.start)}", holds)
    return row(part, [holds, fact], values, f"{sentence(part, holds)}; {sentence(part, fact)}")


def _values(part: Slice, member: str, role: str, fact: Fact) -> dict[str, Any]:
    dates = {"since": fact.properties.get("valid_from", ""), "until": fact.properties.get("valid_to", "")}
    return {**entity_values("member", known(part, member)), "role": role, **dates}
