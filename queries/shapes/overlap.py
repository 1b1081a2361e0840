"""What two bodies share: who sits on both, what both concern, what both lead.

Who chairs a body sits on it. Who leads a strand leads its action. For two bodies that are named, what holds of all of a class shows at its
members; without names it is left out, since the members of a class share all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from graph.answer import AnswerRow, Note, NoteCode
from graph.classes import ALL, INSTANCE
from graph.errors import UsageError
from graph.model.labels import Family, family_of
from graph.model.relationships import BY_TYPE
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import Shaped, entity_values, inherit, known, notes_of, qualified, sentence
from queries.shapes.many import is_held, row_of_many
from queries.shapes.silence import nothing, nowhere
from queries.slice import Entity, Slice, read_slice, read_whole_slice

SITS = ("MEMBER_OF", "CHAIRS")
HAS = ("CONCERNS", "LEADS")
TYPES = (*SITS, *HAS)
MOST_ROWS = 2_000

_SORTS = {"MEMBER_OF": 0, "CHAIRS": 0, "CONCERNS": 1, "LEADS": 2}


class _Held(NamedTuple):
    """One way in which a body has something: its words, and the facts it rests on."""

    words: str
    facts: tuple[Fact, ...]


Holdings = dict[tuple[int, str], dict[str, list[_Held]]]
"""By sort and id of what is shared: each body that has it, and how."""


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `overlap` for two bodies, or for any two. Raises `UsageError` where both are one."""
    if subjects and subjects[0].id == subjects[1].id:
        raise UsageError(f"Both subjects are {subjects[0].called} ({subjects[0].id}).", hint="give two bodies")
    if subjects:
        part, _ = read_slice(store, text, [item.id for item in subjects], as_of, steps=5, to_end=[INSTANCE, "LEADS", "PART_OF"])
        part = inherit(part, [item.id for item in subjects])
        bodies = [item.id for item in subjects]
    else:
        part = read_whole_slice(store, as_of, types=(*TYPES, "PART_OF"))
        bodies = [item.id for item in part.entities.values() if family_of(item.labels) is Family.BODY and not item.is_class]
    holdings = _holdings(part, bodies)
    rows: list[AnswerRow] = []
    used: dict[str, Fact] = {}
    cut = part.cut
    for (_, item), first, second, ways in _pairs(part, holdings, bodies if subjects else []):
        if len(rows) == MOST_ROWS:
            cut = True
            break
        facts = list({fact.key: fact for held in ways for fact in held.facts}.values())
        used |= {fact.key: fact for fact in facts}
        rows.append(_row(part, item, first, second, ways, facts))
    rows.sort(
        key=lambda line: [
            str(line.values[name]) for name in ("body_a", "body_b", "body_a_id", "body_b_id", "relation", "shared", "shared_id")
        ]
    )
    return Shaped(rows, [*notes_of(part, used.values()), *_notes(store, part, subjects, found=bool(rows), cut=cut)])


def _holdings(part: Slice, bodies: Sequence[str]) -> Holdings:
    found: Holdings = defaultdict(lambda: defaultdict(list))
    for body in bodies:
        for fact in part.into(body, *SITS):
            if is_held(part, fact):
                found[0, fact.start][body].append(_Held(qualified(BY_TYPE[fact.type].back, fact.properties), (fact,)))
        for fact in part.out_of(body, *HAS):
            if is_held(part, fact):
                held = _Held(qualified(BY_TYPE[fact.type].says, fact.properties), (fact,))
                found[_SORTS[fact.type], fact.end][body].append(held)
                for whole in part.out_of(fact.end, "PART_OF") if known(part, fact.end).label == "Strand" else ():
                    found[_SORTS[fact.type], whole.end][body].append(_Held(held.words, (fact, whole)))
    return found


def _pairs(part: Slice, holdings: Holdings, order: Sequence[str]) -> Iterator[tuple[tuple[int, str], str, str, list[_Held]]]:
    """What is shared, the two bodies, and how each has it; what fewest bodies share comes first."""
    place = {body: number for number, body in enumerate(order)}
    shared = [(key, having) for key, having in holdings.items() if len(having) > 1]
    for key, having in sorted(shared, key=lambda pair: (len(pair[1]), part.name(pair[0][1]), pair[0])):
        bodies = sorted(having, key=lambda body: (place.get(body, 0), part.name(body), body))
        for first, second in combinations(bodies, 2):
            yield key, first, second, [*having[first], *having[second]]


def _row(part: Slice, item: str, first: str, second: str, ways: Sequence[_Held], facts: Sequence[Fact]) -> AnswerRow:
    values = {
        **entity_values("body_a", known(part, first)),
        **entity_values("body_b", known(part, second)),
        **entity_values("shared", known(part, item)),
        "relation": " / ".join(dict.fromkeys(held.words for held in ways)),
    }
    return row_of_many(part, facts, values, "; ".join(sentence(part, fact) for fact in facts))


def _notes(store: Store, part: Slice, subjects: Sequence[Entity], *, found: bool, cut: bool) -> list[Note]:
    notes: list[Note] = []
    if not found and subjects:
        names = " and ".join(item.called for item in subjects)
        for subject in subjects:
            notes += nothing(
                store, subject, part.as_of, f"what {names} share of members, subjects and work", TYPES, why="no paper says it of both"
            )
    elif not found:
        notes.append(nowhere(part.as_of, "that two bodies share a member, a subject or work"))
    left = sorted(
        {part.name(fact.end if fact.type in SITS else fact.start) for fact in part.facts.values() if fact.properties.get("share") == ALL}
    )
    if left and not subjects:
        names = ", ".join(left[:3]) + (" and others" if len(left) > 3 else "")
        told = f"What is said of a whole class ({names}) is left out: its members share it."
        notes.append(Note(code=NoteCode.BY_CLASS, sentence=f"{told} Name two bodies to see it."))
    if cut:
        notes.append(Note(code=NoteCode.CUT, sentence=f"The first {MOST_ROWS:,} are shown, of what fewest bodies share; there are more."))
    return notes
