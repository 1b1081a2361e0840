"""Actions against bodies: responsible (`LEADS`), accountable (`ACCOUNTABLE_FOR`), consulted (`CONTRIBUTES_TO`), informed.

Informed is who the action informs, and the body at which, or at a meeting of which, it was considered. The leads of an action are those of
its strands too. The actions of a plan or theme are its parts; those of a board are the ones that it leads, answers for, contributes to,
oversees or considered, and those that a body leads that it oversees or that reports to it. What the papers do not say stays empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from graph.answer import AnswerRow, Note, NoteCode
from graph.classes import INSTANCE
from graph.model.labels import Family, family_of
from graph.model.values import EMPTY, LOST, Modality
from graph.store import Store
from graph.timeline import Fact
from queries.network import with_members
from queries.shapes.common import Shaped, entity_values, known, notes_of, sentence
from queries.shapes.many import is_held, row_of_many
from queries.shapes.silence import cell_values, nothing
from queries.slice import Entity, Slice, read_slice

LETTERS = {"LEADS": "R", "ACCOUNTABLE_FOR": "A", "CONTRIBUTES_TO": "C", "INFORMS": "I", "CONSIDERED_AT": "I"}
ACTIONS = frozenset({"PriorityAction", "Deliverable"})
MOST_STEPS = 8
MOST_ACTIONS = 1_000
_OWNS = ("LEADS", "ACCOUNTABLE_FOR", "OVERSEES")
_CELLS = {"R": ("leads", "who leads"), "A": ("accountable", "who is accountable for")}
_PARTS = "PART_OF"


class _Cell(NamedTuple):
    """One letter for one body, and the facts that say it."""

    body: str
    letter: str
    facts: tuple[Fact, ...]


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `raci`: one an action, with one column a body."""
    (subject,) = subjects
    part = _read(store, text, subject, as_of)
    actions = _actions(part, subject)
    cut = len(actions) > MOST_ACTIONS
    actions = actions[:MOST_ACTIONS]
    cells = {item: list(_cells(part, item)) for item in actions}
    bodies = sorted({cell.body for found in cells.values() for cell in found}, key=lambda item: (part.name(item), item))
    columns = _columns(part, bodies)
    rows = [_row(part, item, cells[item], columns) for item in actions]
    used = {fact.key: fact for found in cells.values() for cell in found for fact in cell.facts}
    notes = [*notes_of(part, used.values()), *_missing(part, cells)]
    if not rows:
        types = (_PARTS, *LETTERS)
        notes += nothing(store, subject, as_of, f"which actions {subject.called} holds", types)
    if cut:
        notes.append(Note(code=NoteCode.CUT, sentence=f"The first {MOST_ACTIONS:,} actions are shown; there are more."))
    return Shaped(rows, notes, ("action", "action_id", *columns.values()))


def _read(store: Store, text: str, subject: Entity, as_of: str) -> Slice:
    """The subject, what it holds, all parts of that, and the meetings and classes that stand around them."""
    part, _ = read_slice(store, text, [subject.id], as_of, steps=MOST_STEPS, to_end=[INSTANCE], to_start=[_PARTS])
    if family_of(subject.labels) is not Family.WORK:
        meetings = {fact.start for fact in part.into(subject.id, "MEETING_OF")}
        for _ in range(2):  # those below it that are classes, then their members
            holders = {subject.id, *meetings, *_below(with_members(part), subject.id)}
            part = part.joined(read_slice(store, text, holders, as_of, steps=2, to_end=[INSTANCE])[0])
        work = {item for item in _roots(with_members(part), subject.id) if family_of(known(part, item).labels) is Family.WORK}
        part = part.joined(read_slice(store, text, work, as_of, steps=MOST_STEPS, to_start=[_PARTS])[0])
        wholes = {fact.end for item in work if known(part, item).label == "Strand" for fact in part.out_of(item, _PARTS)}
        part = part.joined(read_slice(store, text, wholes, as_of, steps=2, to_start=[_PARTS])[0])
    sittings = {fact.end for fact in part.of_type("CONSIDERED_AT") if known(part, fact.end).label == "Meeting"}
    classes = {item.id for item in part.entities.values() if item.is_class}
    part = part.joined(read_slice(store, text, sittings | classes, as_of)[0])
    return with_members(part)


def _below(part: Slice, board: str) -> list[str]:
    """The bodies that report or escalate to the board, or that it oversees."""
    facts = [fact for fact in [*part.into(board, "REPORTS_TO", "ESCALATES_TO"), *part.out_of(board, "OVERSEES")] if is_held(part, fact)]
    found = dict.fromkeys(fact.end if fact.start == board else fact.start for fact in facts)
    return [item for item in found if family_of(known(part, item).labels) is Family.BODY]


def _roots(part: Slice, board: str) -> set[str]:
    """The work of a board: its own, with all parts of what it owns; what it considered or is told of; what those below it lead."""
    found = _parts(part, [fact.end for fact in part.out_of(board, *_OWNS) if is_held(part, fact)])
    found |= {fact.end for fact in part.out_of(board, "CONTRIBUTES_TO") if is_held(part, fact)}
    places = [board, *(fact.start for fact in part.into(board, "MEETING_OF"))]
    found |= {fact.start for place in places for fact in part.into(place, "CONSIDERED_AT", "INFORMS") if is_held(part, fact)}
    return found | {fact.end for body in _below(part, board) for fact in part.out_of(body, "LEADS") if is_held(part, fact)}


def _actions(part: Slice, subject: Entity) -> list[str]:
    """The actions of the subject, by code and name."""
    found = _parts(part, [subject.id]) if family_of(subject.labels) is Family.WORK else _roots(part, subject.id)
    found |= {whole.end for item in found if known(part, item).label == "Strand" for whole in part.out_of(item, _PARTS)}
    listed = [known(part, item) for item in found if known(part, item).label in ACTIONS and not known(part, item).is_class]
    return [item.id for item in sorted(listed, key=_by_code)]


def _by_code(item: Entity) -> tuple[str, int, str, str]:
    letters = item.code.rstrip("0123456789.")
    number = item.code[len(letters) :].partition(".")[0]
    return letters or "~", int(number or 0), item.name, item.id


def _parts(part: Slice, roots: Iterable[str]) -> set[str]:
    found = set(roots)
    todo = list(found)
    for item in todo:
        for fact in part.into(item, _PARTS):
            if is_held(part, fact) and fact.start not in found:
                found.add(fact.start)
                todo.append(fact.start)
    return found


def _strands(part: Slice, action: str) -> list[Fact]:
    return [fact for fact in part.into(action, _PARTS) if known(part, fact.start).label == "Strand" and is_held(part, fact)]


def _cells(part: Slice, action: str) -> Iterator[_Cell]:
    """Who is what for an action: by its own facts, and by those of its strands."""
    for item, way in [(action, ()), *((fact.start, (fact,)) for fact in _strands(part, action))]:
        for fact in part.into(item, "LEADS", "ACCOUNTABLE_FOR", "CONTRIBUTES_TO"):
            if is_held(part, fact) and _is_body(part, fact.start):
                yield _Cell(fact.start, LETTERS[fact.type], (fact, *way))
        for fact in part.out_of(item, "INFORMS", "CONSIDERED_AT"):
            if is_held(part, fact):
                bodies = [(of.end, (fact, of, *way)) for of in part.out_of(fact.end, "MEETING_OF")] or [(fact.end, (fact, *way))]
                for body, facts in bodies:
                    if _is_body(part, body):
                        yield _Cell(body, "I", facts)


def _is_body(part: Slice, item: str) -> bool:
    return family_of(known(part, item).labels) in (Family.BODY, Family.HOLDER)


def _columns(part: Slice, bodies: Sequence[str]) -> dict[str, str]:
    """The column of each body: its name, with the id where another has the same."""
    names = [part.name(item) for item in bodies]
    return {
        item: f"{name} ({item})" if names.count(name) > 1 or name in ("action", "action_id") else name
        for item, name in zip(bodies, names, strict=True)
    }


def _row(part: Slice, action: str, cells: Sequence[_Cell], columns: Mapping[str, str]) -> AnswerRow:
    letters: dict[str, dict[str, bool]] = defaultdict(dict)
    for cell in cells:
        held = all(fact.properties.get("modality") == Modality.IN_FORCE for fact in cell.facts)
        letters[cell.body][cell.letter] = letters[cell.body].get(cell.letter, False) or held
    values = {**entity_values("action", known(part, action)), **dict.fromkeys(columns.values(), "")}
    for body, found in letters.items():
        values[columns[body]] = ", ".join(letter if found[letter] else f"{letter} (not yet)" for letter in "RACI" if letter in found)
    facts = list({fact.key: fact for cell in cells for fact in cell.facts}.values())
    text = "; ".join(sentence(part, fact) for fact in facts)
    if not facts:  # the row rests on what says that there is such an action
        facts = [fact for fact in part.about(action) if is_held(part, fact)]
        text = f"Not stated in the papers who leads, answers for or contributes to {part.name(action)}"
    return row_of_many(part, facts, values, text) if facts else AnswerRow(values=values, sentence=text)


def _missing(part: Slice, cells: Mapping[str, Sequence[_Cell]]) -> list[Note]:
    """Of which actions the papers do not say who leads them or answers for them, and where the text has lost it.

    Where others of its strands have somebody, a strand with an empty or lost cell is named behind its action.
    """
    notes = []
    for letter, (role, words) in _CELLS.items():
        lost: list[str] = []
        silent: list[str] = []
        for action, found in cells.items():
            held = {cell.facts[0].end for cell in found if cell.letter == letter}
            name = known(part, action).code or part.name(action)
            if not held:
                items = [action, *(fact.start for fact in _strands(part, action))]
                is_lost = any(LOST in cell_values(part, item, [role]) for item in items)
                (lost if is_lost else silent).append(name)
            elif action not in held:
                for strand in sorted({fact.start for fact in _strands(part, action)} - held, key=lambda item: (part.name(item), item)):
                    values, told = cell_values(part, strand, [role]), f"{name} ({known(part, strand).code or part.name(strand)})"
                    if values & {LOST, EMPTY}:
                        (lost if LOST in values else silent).append(told)
        if lost:
            told = f"{words[0].upper()}{words[1:]} {', '.join(lost)}: the text of the paper has lost the cell."
            notes.append(Note(code=NoteCode.LOST, sentence=told))
        if silent:
            notes.append(Note(code=NoteCode.NOT_STATED, sentence=f"Not stated in the papers {words} {', '.join(silent)}."))
    return notes
