"""What reports or escalates to a board, what it oversees, what is due to it, and the risks that reach it.

Each relation keeps its own name as it reads from the row's entity: reports to, escalates to, overseen by, held to account by and
scrutinised by are five things. What is planned for a sitting is due on its day; a risk shows however it reaches the board.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow
from graph.model.relationships import BY_TYPE
from graph.store import Store
from graph.timeline import Fact, was_planned
from queries.shapes.common import (
    Shaped,
    day_considered,
    entity_values,
    in_force,
    inherit,
    known,
    limited,
    literals_of,
    newest_of,
    notes_of,
    qualified,
    row,
)
from queries.shapes.silence import denials, nothing
from queries.slice import Entity, Slice, printed, read_slice

UP = ("REPORTS_TO", "ESCALATES_TO")
DOWN = ("OVERSEES", "HOLDS_TO_ACCOUNT", "SCRUTINISES")
ORDER = (*UP, *DOWN, "CONSIDERED_AT")
DUE = "to be considered by"
PASSED = "was to be considered by"


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `reports` for one board."""
    (subject,) = subjects
    part, _ = read_slice(store, text, [subject.id], as_of, steps=4, to_end=["INSTANCE_OF"])
    part = inherit(part, [subject.id])
    sittings = {fact.start for fact in part.into(subject.id, "MEETING_OF")}
    part = part.joined(read_slice(store, text, sittings, as_of)[0]) if sittings else part
    facts = [*part.into(subject.id, *UP), *part.out_of(subject.id, *DOWN)]
    considered = [fact for item in (subject.id, *sorted(sittings)) for fact in part.into(item, "CONSIDERED_AT")]
    done = {(fact.start, fact.end) for fact in considered if in_force(fact)}
    facts += [
        fact
        for fact in considered
        if known(part, fact.start).label == "Risk" or (not in_force(fact) and (fact.start, fact.end) not in done)
    ]
    who = {_other(fact, subject.id) for fact in facts} | {item for fact in facts for item in fact.properties.get("about", ())}
    part = part.joined(read_slice(store, text, who, as_of)[0]) if who else part
    facts.sort(key=lambda f: (f.key in part.earlier, ORDER.index(f.type), _due(part, f), part.name(_other(f, subject.id)), f.key))
    rows = [_row(part, fact, subject.id) for fact in facts]
    asked = f"what reports or escalates to {subject.called}, what it oversees, or what is due to it"
    notes = denials(store, part, [subject.id], (*UP, *DOWN)) if rows else nothing(store, subject, as_of, asked, ORDER)
    return Shaped(rows, [*notes, *notes_of(part, facts)])


def _other(fact: Fact, board: str) -> str:
    return fact.end if fact.start == board and fact.type in DOWN else fact.start


def _due(part: Slice, fact: Fact) -> str:
    """What is printed for it: the day of the sitting or of the report, else when the report, or what it is about, is due."""
    properties = fact.properties
    if fact.type == "CONSIDERED_AT" and ((day := day_considered(part, fact, fact.end)) or in_force(fact)):
        return day
    if not in_force(fact) and properties.get("valid_from"):
        return str(properties["valid_from"])
    due = newest_of(found for item in (fact.start, *properties.get("about", ())) for found in literals_of(part, item, "due"))
    return str(due.properties.get("value_text", "")) if due else ""


def _row(part: Slice, fact: Fact, board: str) -> AnswerRow:
    other = _other(fact, board)
    words = BY_TYPE[fact.type].back if fact.type in DOWN else BY_TYPE[fact.type].says
    if fact.type == "CONSIDERED_AT":
        words = "considered by" if in_force(fact) else PASSED if was_planned(fact, part.as_of) else DUE
    values = {
        **entity_values("entity", known(part, other)),
        "relation": limited(qualified(words, fact.properties), fact.properties),
        "frequency": "; ".join(printed(fact, "frequency", part.as_of)),
        "due": _due(part, fact),
    }
    return row(part, fact, values)
