"""What the papers leave open: the rules of `queries.checks` whose findings are gaps, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow, Note, NoteCode
from graph.store import Store
from graph.timeline import is_stale
from queries.checks import RULES, Finding, findings
from queries.checks.answers import row_of
from queries.checks.landscape import Landscape, read_landscape
from queries.shapes.common import Shaped, entity_values
from queries.shapes.silence import nowhere
from queries.slice import Entity, Slice


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `gaps`: of one entity or all, of the plans at hand, or with `all_plans` of every plan."""
    landscape = read_landscape(store, as_of, all_plans=bool(options.get("all_plans")))
    rows, notes = asked(landscape, "gaps", ("finding", "entity", "kind", "detail"), subjects)
    if not rows:
        what = "anything" + (f" about {subjects[0].called}" if subjects else "")
        notes.append(
            nowhere(as_of, f"that {what} lacks an owner, a lead, a reporting line, a giver, scrutiny or its products: no gap is found")
        )
    return Shaped(rows, notes)


def asked(
    landscape: Landscape, question: str, columns: Sequence[str], subjects: Sequence[Entity] = ()
) -> tuple[list[AnswerRow], list[Note]]:
    """What the rules of a question find, as rows with these columns, the rules in their order; and the notes that they call for.

    Of a subject: what is about it, what it owns or a part of these, or rests on a fact of them.
    """
    rules = [rule for rule in RULES.values() if rule.asked_by == question]
    order = [rule.id for rule in rules]
    found = sorted(findings(landscape, rules), key=lambda each: order.index(each.rule.id))  # stable: by name within a rule
    if subjects:
        around = _around(landscape.part, subjects[0].id)
        found = [each for each in found if around & _ends(each)]
    return [_row(each, columns) for each in found], [*landscape.plans.notes(landscape.part), *_notes(landscape, found)]


def _around(part: Slice, item: str) -> set[str]:
    """An entity, what it leads and answers for, their parts, and theirs."""
    frontier = [item, *(fact.end for fact in part.out_of(item, "LEADS", "ACCOUNTABLE_FOR"))]
    found = set(frontier)
    while frontier:
        frontier = [fact.start for each in frontier for fact in part.into(each, "PART_OF") if fact.start not in found]
        found.update(frontier)
    return found


def _ends(each: Finding) -> set[str]:
    return {item.id for item in each.entities} | {end for fact in each.facts for end in (fact.start, fact.end)}


def _row(each: Finding, columns: Sequence[str]) -> AnswerRow:
    first = each.entities[0]
    values = {"finding": each.rule.words, **entity_values("entity", first), "kind": first.kind or first.label, "detail": each.detail}
    return row_of(each, {name: value for name, value in values.items() if name.removesuffix("_id") in columns})


def _notes(landscape: Landscape, found: Sequence[Finding]) -> list[Note]:
    notes = []
    for code, words in _SAID.items():
        of = sorted({each.entities[0].called for each in found if each.note is code})
        if of:
            notes.append(Note(code=code, sentence=f"{words}: {'; '.join(of)}."))
    lent = sorted(
        {landscape.part.name(str(fact.properties["by_class"])) for each in found for fact in each.facts if fact.properties.get("by_class")}
    )
    if lent:
        notes.append(Note(code=NoteCode.BY_CLASS, sentence=f"Some of this is said of {', '.join(lent)} and holds for each of them."))
    old = sorted(
        {
            fact.last_stated
            for each in found
            for fact in each.facts
            if is_stale(fact.last_stated or landscape.part.as_of, landscape.part.as_of)
        }
    )
    if old:
        dates = old[0] if len(old) == 1 else f"{old[0]} to {old[-1]}"
        what = f"Some of this rests on what was last stated more than five years before {landscape.part.as_of}: {dates}."
        notes.append(Note(code=NoteCode.STALE, sentence=what))
    return notes


_SAID = {
    NoteCode.LOST: "The text of the paper has lost a cell that may name somebody",
    NoteCode.DENIED: "A paper denies it",
    NoteCode.CONTRADICTED: "Papers contradict each other",
}
"""The notes that findings call for, each with the words before the names."""
