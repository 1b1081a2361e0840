"""Duties and powers: on whom, what sort, and which provision of which statute or plan lays them there.

The subject may be who holds them (through posts and classes too), the duty itself, or what imposes it. What a paper denies (a power
that somebody lacks, a law that does not apply) is a row of its own kind and a note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow, Note, NoteCode
from graph.model.labels import Family, family_of
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import (
    Shaped,
    cut_notes,
    entity_values,
    holders_of,
    in_force,
    inherit,
    known,
    limited,
    notes_of,
    read_asked,
    row,
    sentence,
    verb,
)
from queries.shapes.silence import nothing, nowhere
from queries.slice import Entity, Slice

HELD = ("HAS_DUTY", "HAS_POWER", "LACKS_POWER", "NOT_SUBJECT_TO")
KINDS = {"HAS_DUTY": "duty", "HAS_POWER": "power", "LACKS_POWER": "no such power", "NOT_SUBJECT_TO": "not subject to it"}
DENIED = ("LACKS_POWER", "NOT_SUBJECT_TO")
NOBODY = Entity("", "", ())


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `duties` for one holder, duty, statute or plan, or for all."""
    to_end = ("INSTANCE_OF", "HOLDS", "POST_IN", *HELD)
    part = read_asked(store, text, subjects, as_of, [*HELD, "IMPOSED_BY"], steps=6, to_end=to_end, to_start=["IMPOSED_BY"])
    holders: dict[str, str] = {}
    if subjects:
        holders = holders_of(part, subjects[0])
        part = inherit(part, holders)
        facts = _around(part, subjects[0], holders)
    else:
        facts = part.of_type(*HELD)
    laid = {fact.end for fact in facts}
    alone = [duty for duty in _imposed(part, subjects) if duty not in laid and not part.into(duty, *HELD)]
    rows: list[AnswerRow] = []
    used: list[Fact] = []
    for fact in facts:
        laws: Sequence[Fact | None] = _laws(part, fact.end)
        used += [fact, *(law for law in laws if law)]
        rows += [_row(part, fact.end, fact, law, holders.get(fact.start, "")) for law in laws or [None]]
    for duty in alone:
        laws = _laws(part, duty)
        used += laws
        rows += [_row(part, duty, None, law, "") for law in laws]
    notes = [Note(code=NoteCode.DENIED, sentence=f"A paper says: {sentence(part, fact)}.") for fact in facts if fact.type in DENIED]
    notes += _lawless(part, facts)
    if not rows and subjects:
        notes += nothing(store, subjects[0], as_of, f"which duties or powers {subjects[0].called} has", HELD)
    elif not rows:
        notes.append(nowhere(as_of, "who has which duty or power"))
    return Shaped(rows, [*notes, *notes_of(part, used), *cut_notes(part)])


def _around(part: Slice, subject: Entity, holders: Mapping[str, str]) -> list[Fact]:
    family = family_of(subject.labels)
    if subject.label == "Duty":
        return part.into(subject.id, *HELD)
    if family is Family.LAW or (subject.label == "Plan" and part.into(subject.id, "IMPOSED_BY")):
        duties = dict.fromkeys(fact.start for fact in part.into(subject.id, "IMPOSED_BY"))
        return [*part.into(subject.id, "NOT_SUBJECT_TO"), *(fact for duty in duties for fact in part.into(duty, *HELD))]
    found = [fact for item in holders for fact in part.out_of(item, *HELD)]
    return sorted(found, key=lambda f: (list(holders).index(f.start), HELD.index(f.type), bool(f.properties.get("by_class"))))


def _imposed(part: Slice, subjects: Sequence[Entity]) -> list[str]:
    """Duties that a statute or plan imposes, with or without a holder: of the subject, or of the landscape."""
    facts = part.into(subjects[0].id, "IMPOSED_BY") if subjects else part.of_type("IMPOSED_BY")
    if subjects and subjects[0].label == "Duty":
        return [subjects[0].id]
    return list(dict.fromkeys(fact.start for fact in facts))


def _laws(part: Slice, duty: str) -> list[Fact]:
    return part.out_of(duty, "IMPOSED_BY")


def _row(part: Slice, item: str, fact: Fact | None, law: Fact | None, suffix: str) -> AnswerRow:
    duty = known(part, item)
    holder = known(part, fact.start) if fact else NOBODY
    imposed = known(part, law.end) if law else NOBODY
    kind = KINDS[fact.type] if fact and fact.type in DENIED else duty.kind or (KINDS[fact.type] if fact else "duty")
    values = {
        "holder": holder.called + suffix,
        "holder_id": holder.id,
        "duty": limited(duty.called, fact.properties if fact else {}),
        "duty_id": duty.id,
        "kind": kind,
        **entity_values("statute", imposed),
        "provision": "; ".join(law.properties.get("provisions", ())) if law else "",
    }
    both = [one for one in (fact, law) if one]
    told = [sentence(part, one) for one in both]
    if fact and law:  # the duty is named already
        told[1] = told[1].removeprefix(f"{part.name(law.start)} {verb(part, law)} ")
        told[1] = f"imposed by {told[1]}"
    return row(part, both, values, "; ".join(told))


def _lawless(part: Slice, facts: Sequence[Fact]) -> list[Note]:
    names = sorted({part.name(fact.end) for fact in facts if not _laws(part, fact.end) and in_force(fact) and fact.type not in DENIED})
    if not names:
        return []
    listed = "; ".join(names[:5]) + (f"; and {len(names) - 5} more" if len(names) > 5 else "")
    return [Note(code=NoteCode.NOT_STATED, sentence=f"Not stated in the papers which law or plan lays this on anybody: {listed}.")]
