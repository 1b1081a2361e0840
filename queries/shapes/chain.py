"""The way up: from an entity to who answers for it, to whom, and at the end the duty and statute.

A step goes up where a fact says that somebody is accountable for it, leads it, oversees, holds to account, scrutinises, chairs or convenes
it, that it reports or escalates to somebody, that it is a post in a body, or that a post is the body's head. The five kinds of oversight stay five. Every branch, each body once.
"""

from __future__ import annotations

from graph.answer import AnswerRow, Note, NoteCode
from graph.model.labels import Family, family_of
from graph.model.relationships import BY_TYPE
from graph.model.values import Modality
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import Shaped, entity_values, inherit, known, notes_of, row
from queries.slice import Entity, Slice, read_slice

UP_FROM_END = ("ACCOUNTABLE_FOR", "LEADS", "OVERSEES", "HOLDS_TO_ACCOUNT", "SCRUTINISES", "CHAIRS", "CONVENES")
"""Facts that lead up from their right end: read with their way back ("led by")."""

UP_FROM_START = ("REPORTS_TO", "ESCALATES_TO", "POST_IN")
"""Facts that lead up from their left end."""

HEAD = "head"
"""An office answers through its head: `POST_IN` with this capacity leads up from the body to the post too."""

LAW = ("HAS_DUTY", "HAS_POWER")
MOST_STEPS = 8


def shape(store: Store, text: str, subject: Entity, as_of: str) -> Shaped:
    """Rows of the question `chain` for one entity."""
    part, _ = read_slice(
        store, text, [subject.id], as_of, steps=MOST_STEPS, types=frozenset({*UP_FROM_END, *UP_FROM_START, *LAW, "INSTANCE_OF", "PART_OF"})
    )
    rows: list[AnswerRow] = []
    used: dict[str, Fact] = {}
    chairs: set[str] = set()
    seen = {subject.id}
    frontier = [subject.id]
    tops: list[str] = []
    for step in range(1, MOST_STEPS + 1):
        following: list[str] = []
        for item in frontier:
            ups = [(fact, upper) for fact, upper in _ups(part, item) if fact.key not in used]
            if all(_is_chair(part, fact) for fact, _ in ups):
                tops.append(item)
            for fact, upper in ups:
                rows.append(_row(part, step, item, fact, upper))
                used[fact.key] = fact
                if upper not in seen:
                    seen.add(upper)
                    following.append(upper)
                    chairs.update([upper] if _is_chair(part, fact) else [])
        frontier = following
    law_rows, law_facts = _law(part, tops, MOST_STEPS, {item: row.values["step"] for row in rows for item in [str(row.values["to_id"])]})
    notes = notes_of(part, [*used.values(), *law_facts])
    ends = [item for item in tops if item not in chairs and not any(fact.start == item for fact in law_facts)]
    notes += [
        Note(code=NoteCode.NOT_STATED, sentence=f"Not stated in the papers to whom {part.name(item)} answers, or under which law.") for item in ends
    ]
    if frontier:
        notes.append(Note(code=NoteCode.CUT, sentence=f"The chain was followed for {MOST_STEPS} steps and goes on."))
    return Shaped([*rows, *law_rows], notes)


def _ups(part: Slice, item: str) -> list[tuple[Fact, str]]:
    """The facts that lead up from an entity, its class's facts too, and where each leads."""
    own = inherit(part, [item])
    found = [(fact, fact.start) for fact in own.into(item, *UP_FROM_END)]
    found += [(fact, fact.end) for fact in own.out_of(item, *UP_FROM_START)]
    found += [(fact, fact.start) for fact in own.into(item, "POST_IN") if fact.properties.get("capacity") == HEAD]
    if known(part, item).label == "Strand":
        found += [(fact, fact.end) for fact in own.out_of(item, "PART_OF")]
    order = (*UP_FROM_END, *UP_FROM_START, "PART_OF")
    ups = [(fact, upper) for fact, upper in found if fact.key not in part.earlier and fact.properties.get("modality") != Modality.ENDED]
    return sorted(ups, key=lambda pair: (order.index(pair[0].type), part.name(pair[1]), pair[0].key))


def _is_chair(part: Slice, fact: Fact) -> bool:
    """True for a person in the chair: whoever presides over a body is no step beyond it."""
    return fact.type == "CHAIRS" and known(part, fact.start).label == "Person"


def _row(part: Slice, step: int, item: str, fact: Fact, upper: str) -> AnswerRow:
    words = BY_TYPE[fact.type].back if fact.start == upper else BY_TYPE[fact.type].says
    if fact.properties.get("capacity"):
        words = f"{words} ({fact.properties['capacity']})"
    values = {
        "step": step,
        **entity_values("from", known(part, item)),
        "relation": words,
        **entity_values("to", known(part, upper)),
        "provision": str(fact.properties.get("provision", "")),
    }
    return row(part, fact, values)


def _law(part: Slice, tops: list[str], most: int, steps: dict[str, int]) -> tuple[list[AnswerRow], list[Fact]]:
    """At the end of each branch: the duties and powers of the last body, and the statutes that impose them."""
    rows: list[AnswerRow] = []
    used: list[Fact] = []
    for top in tops:
        if family_of(list(known(part, top).labels)) not in (Family.BODY, Family.HOLDER):
            continue
        for fact in inherit(part, [top]).out_of(top, *LAW):
            used.append(fact)
            step = min(steps.get(top, 0) + 1, most)
            rows.append(_row(part, step, top, fact, fact.end))
            for imposed in part.out_of(fact.end, "IMPOSED_BY"):
                used.append(imposed)
                provisions = "; ".join(imposed.properties.get("provisions", ()))
                line = _row(part, step + 1, fact.end, imposed, imposed.end)
                rows.append(line.model_copy(update={"values": {**line.values, "provision": provisions}}))
    return rows, used
