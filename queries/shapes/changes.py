"""What changed between two dates, with the evidence of both.

Each row's `before_evidence` and `after_evidence` (in JSON) tell which passages say what of the two sides; `evidence` holds both. What no
later paper names stands last: silence ends nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow, Note, NoteCode
from graph.errors import UsageError
from graph.model.values import LOST, latest
from graph.store import Store
from graph.timeline import day_of
from queries.changes.change import Change, Kind, evidence
from queries.changes.read import read_changes
from queries.shapes.common import Shaped, entity_values, known
from queries.slice import Entity, Slice


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `changes` between the dates `from` and `to`: of the whole landscape, or of one subject.

    Raises `UsageError` where the dates stand the wrong way round, or the option `change` names no kind.
    """
    first, second = str(options["from"]), str(options["to"])
    wanted = _kind(options.get("change"))
    if day_of(first) > day_of(second):
        raise UsageError(f"{first} is later than {second}.", hint=f"give the earlier date first: {second} {first}")
    before, after, found = read_changes(store, first, second)
    about = {item.id for item in subjects}
    kept = [change for change in found if (not wanted or change.kind is wanted) and (not about or about & change.touches)]
    return Shaped([_row(after, change) for change in kept], _notes(before, after, kept, subjects))


def _kind(text: Any) -> Kind | None:  # noqa: ANN401 - as the user typed it
    if text is None:
        return None
    if str(text) not in set(Kind):
        raise UsageError(f"{text!r} is no kind of change.", hint=f"one of: {', '.join(Kind)}")
    return Kind(str(text))


def _row(after: Slice, change: Change) -> AnswerRow:
    first = (change.now or change.was)[0].properties if change.now or change.was else {}
    was, now = evidence(change.was), evidence(change.now)
    said_by = str(first.get("said_by", ""))
    facts = (*change.was, *change.now)
    return AnswerRow(
        values={
            "change": str(change.kind),
            **entity_values("entity", known(after, change.entity)),
            "before": change.before,
            "after": change.after,
            "before_evidence": list(was),
            "after_evidence": list(now),
        },
        evidence=tuple(dict.fromkeys((*was, *now))),
        standing=str(first.get("standing", "")),
        modality=str(first.get("modality", "")),
        said_by=after.name(said_by) if said_by else "",
        said_by_id=said_by,
        last_stated=max((fact.last_stated for fact in facts), key=lambda date: (latest(date), date), default=""),
        sentence=change.sentence,
    )


def _notes(before: Slice, after: Slice, kept: Sequence[Change], subjects: Sequence[Entity]) -> list[Note]:
    notes = []
    between = f"after {before.as_of} and up to {after.as_of}"
    of = f" of {subjects[0].called}" if subjects else ""
    newer = any(latest(fact.last_stated) > day_of(before.as_of) for fact in after.facts.values())
    if not newer:
        notes.append(Note(code=NoteCode.NOT_STATED, sentence=f"No paper is dated {between}: nothing new can be known."))
    elif not kept:
        notes.append(Note(code=NoteCode.NOT_STATED, sentence=f"The papers dated {between} state no change{of}."))
    silent = sum(change.kind is Kind.SILENT for change in kept)
    if silent:
        what = f"{silent} of these rows tell what the papers dated {between} no longer mention: silence ends nothing."
        notes.append(Note(code=NoteCode.NOT_STATED, sentence=what))
    if any(fact.properties.get("value_text") == LOST for change in kept for fact in (*change.was, *change.now)):
        notes.append(
            Note(code=NoteCode.LOST, sentence="Some values of one side are lost in the text of their paper: they may not have changed.")
        )
    against = [change for change in kept if any(fact.properties.get("contradicts") for fact in change.now)]
    if against:
        told = "; ".join(dict.fromkeys(change.sentence for change in against))
        notes.append(Note(code=NoteCode.CONTRADICTED, sentence=f"The papers of the later date contradict each other on: {told}."))
    if before.cut or after.cut:
        notes.append(Note(code=NoteCode.CUT, sentence="The landscape holds more facts than are read at once: some changes may be missing."))
    return notes
