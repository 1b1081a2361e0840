"""What a board considered or will consider, and when: what was held told from what is planned.

What is said both with its day and without it shows once, with it; so does what was planned for a sitting and was considered there. A
sitting of which no paper says what it considers shows by itself. A decision at a sitting is a row of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow
from graph.model.values import latest
from graph.store import Store
from graph.timeline import Fact, day_of, was_planned
from queries.shapes.common import (
    Shaped,
    cut_notes,
    day_considered,
    entity_values,
    in_force,
    inherit,
    known,
    literals_of,
    notes_of,
    read_asked,
    row,
)
from queries.shapes.silence import denials, nothing, nowhere
from queries.slice import Entity, Slice, read_slice

CONSIDERED = ("CONSIDERED_AT", "MEETING_OF")
NOTHING = Entity("", "", ())
NO_NEWS = "was planned; no paper says that it happened"


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `meetings` for one board, or for all."""
    part = read_asked(store, text, subjects, as_of, (*CONSIDERED, "DECIDED", "STATED_IN"), steps=4, to_end=["INSTANCE_OF"])
    if subjects:
        part = inherit(part, [subjects[0].id])
        sittings = {fact.start for fact in part.into(subjects[0].id, "MEETING_OF")}
        part = part.joined(read_slice(store, text, sittings, as_of)[0]) if sittings else part
        boards = dict.fromkeys((subjects[0].id, *sittings), subjects[0])
    else:
        boards = {fact.end: known(part, fact.end) for fact in part.of_type(*CONSIDERED) if known(part, fact.end).label != "Meeting"}
        boards |= {fact.start: known(part, fact.end) for fact in part.of_type("MEETING_OF")}
    facts = _facts(part, boards, subjects)
    facts.sort(
        key=lambda f: (
            f.key in part.earlier,
            not _day(part, f),
            latest(_day(part, f)),
            _board(part, f, boards).name,
            _item(part, f).name,
            f.key,
        )
    )
    rows = [_row(part, fact, _board(part, fact, boards)) for fact in facts]
    if subjects:
        asked = f"what {subjects[0].called} considered or will consider"
        notes = denials(store, part, [subjects[0].id], CONSIDERED) if rows else nothing(store, subjects[0], as_of, asked, CONSIDERED)
    else:
        notes = [] if rows else [nowhere(as_of, "what any board considered")]
    return Shaped(rows, [*notes, *notes_of(part, facts), *cut_notes(part)])


def _facts(part: Slice, boards: Mapping[str, Entity], subjects: Sequence[Entity]) -> list[Fact]:
    """What was or will be considered, decisions of a sitting, and sittings of which nothing else is said; what is done shows as done."""
    places = list(boards) if subjects else dict.fromkeys(fact.end for fact in part.of_type("CONSIDERED_AT"))
    considered = [fact for item in places for fact in part.into(item, "CONSIDERED_AT")]
    done = {(fact.start, fact.end) for fact in considered if in_force(fact)}
    dated = {(fact.start, in_force(fact)) for fact in considered if _day(part, fact)}
    facts = [
        fact
        for fact in considered
        if (in_force(fact) or (fact.start, fact.end) not in done) and (_day(part, fact) or (fact.start, in_force(fact)) not in dated)
    ]
    decided = [fact for fact in part.of_type("DECIDED") if fact.properties.get("at") in boards]
    busy = {fact.end for fact in facts} | {str(fact.properties["at"]) for fact in decided}
    sittings = [fact for item in boards for fact in part.out_of(item, "MEETING_OF") if item not in busy]
    held = {fact.start for fact in sittings if in_force(fact)}
    return [*facts, *decided, *(fact for fact in sittings if in_force(fact) or fact.start not in held)]


def _sitting(part: Slice, fact: Fact) -> str:
    item = str(fact.properties["at"]) if fact.type == "DECIDED" else fact.start if fact.type == "MEETING_OF" else fact.end
    return item if known(part, item).label == "Meeting" or fact.type == "DECIDED" else ""


def _board(part: Slice, fact: Fact, boards: Mapping[str, Entity]) -> Entity:
    sitting = _sitting(part, fact)
    return boards.get(sitting) or boards.get(fact.end) or known(part, fact.start if fact.type == "DECIDED" else fact.end)


def _item(part: Slice, fact: Fact) -> Entity:
    return NOTHING if fact.type == "MEETING_OF" else known(part, fact.end if fact.type == "DECIDED" else fact.start)


def _day(part: Slice, fact: Fact) -> str:
    return day_considered(part, fact, _sitting(part, fact))


def _row(part: Slice, fact: Fact, board: Entity) -> AnswerRow:
    item = _item(part, fact)
    number = f"{fact.properties['item']}: " if fact.properties.get("item") and fact.type == "CONSIDERED_AT" else ""
    values = {
        **entity_values("board", board),
        "date": _day(part, fact),
        "item": f"item {number}{item.called}" if number else item.called,
        "item_id": item.id,
        "state": _state(part, fact),
    }
    return row(part, fact, values)


def _state(part: Slice, fact: Fact) -> str:
    """Whether it is done or planned, then what the paper prints."""
    properties = fact.properties
    if fact.type == "DECIDED":
        words = [f"decided: {properties.get('decision', '')}", str(properties.get("vote", ""))]
    else:
        later = latest(_day(part, fact) or part.as_of) > day_of(part.as_of)  # a paper may tell of a sitting before its day
        done = "considered" if fact.type == "CONSIDERED_AT" else "to be held" if later else "held"
        words = [done if in_force(fact) else NO_NEWS if was_planned(fact, part.as_of) else str(properties.get("modality", ""))]
        words.append(str(properties.get("state", "")))
    if fact.type == "MEETING_OF":
        words += [str(said.properties.get("value_text", "")) for said in literals_of(part, fact.start, "state", "name")]
    return "; ".join(dict.fromkeys(word for word in words if word))
