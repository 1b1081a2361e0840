"""Priority actions and deliverables: who is accountable, who leads, in what state, which way it travels, when it is due.

What stands in several facts is one row: the leads of an action are the union of its strands' leads. A part of an action or a deliverable
has a row of its own only where the papers say something of it that a column shows. Work of plans that are over is left out
(`queries.plans`) unless it is asked for, or nothing is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from graph.answer import AnswerRow, Note, NoteCode
from graph.errors import UsageError
from graph.model.ids import fold
from graph.model.values import LOST, Modality, earliest, is_date, latest
from graph.store import Store
from graph.timeline import Fact
from queries.plans import plans_of
from queries.shapes.common import (
    Shaped,
    entity_values,
    in_force,
    inherit,
    known,
    literals_of,
    newest_of,
    notes_of,
    qualified,
    row,
    words_of,
)
from queries.shapes.silence import nowhere
from queries.slice import Entity, Slice, read_types
from queries.subjects import resolve

WORK = ("PriorityAction", "Deliverable")
OWNERS = ("ACCOUNTABLE_FOR", "LEADS")
NOBODY = Entity("", "", ())
_ARROWS = {"↑": "up", "↔": "level", "↓": "down"}
_ARROW_OF = {
    "improved": "up",
    "improving": "up",
    "no change": "level",
    "unchanged": "level",
    "deteriorated": "down",
    "deteriorating": "down",
}
_MOST_TOLD = 12

_QUARTER = re.compile(r"(?:q[1-4]\s*/\s*)?q([1-4])")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*/\s*(?:(?:19|20)\d\d|\d\d)\b")
_QUARTER_ENDS = {"1": "06-30", "2": "09-30", "3": "12-31", "4": "03-31"}


class Item(NamedTuple):
    """One row before it is printed: the work and the facts behind each column."""

    work: Entity
    theme: Entity
    owners: dict[str, list[Fact]]
    """Facts of `ACCOUNTABLE_FOR` and of `LEADS`, of the work and of its strands."""
    states: list[Fact]
    directions: list[Fact]
    dues: list[Fact]
    place: list[Fact]
    """What says where it stands: under its theme, or in a list."""

    @property
    def owned(self) -> list[Fact]:
        """Who is accountable, then who leads."""
        return [fact for kind in OWNERS for fact in sorted(self.owners[kind], key=lambda f: not in_force(f))]

    @property
    def told(self) -> list[Fact]:
        """Every fact that a column shows."""
        return [*self.owned, *self.states, *self.directions, *self.dues]


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `actions` for the landscape, as its options narrow it."""
    before = str(options.get("due_before", ""))
    if before and not is_date(before):
        raise UsageError(f"{before!r} is no date.", hint="--due-before takes 2018, 2018-10 or 2018-10-31")
    part = read_types(store, text, as_of)
    plans = plans_of(part, all_plans=bool(options.get("all_plans")))
    works = [
        item for item in part.entities.values() if item.label in WORK and (item.id in plans.of or literals_of(part, item.id, "listed_as"))
    ]
    holders = _through(part, resolve(store, str(options["owner"])).id) if options.get("owner") else set()
    part = inherit(part, [*(item.id for item in works), *sorted(holders)])
    items = [found for work in works if not plans.leaves_out(work.id) and (found := _item(part, work))]
    notes = plans.notes(part)
    at_hand = items
    if theme := options.get("theme"):
        wanted = resolve(store, str(theme), ("Theme",)).id
        items = [item for item in items if wanted == item.theme.id or wanted in _above(part, item.work.id)]
    if holders:
        items = [item for item in items if any(fact.start in holders and fact.key not in part.earlier for fact in item.owned)]
    if state := options.get("state"):
        items = [item for item in items if any(fold(str(state)) in fold(_value(fact)) for fact in _shown(part, item.states))]
    if direction := options.get("direction"):
        items = [item for item in items if any(_travels(_value(fact), str(direction)) for fact in _shown(part, item.directions))]
    if before:
        in_time = [item for item in items if any(day and day < earliest(before) for day in map(day_due, _shown(part, item.dues)))]
        kept = {item.work.id for item in in_time}
        left_out = [item for item in items if item.work.id not in kept]
        notes += _undated([(item, fact) for item in left_out for fact in _shown(part, item.dues) if not day_due(fact)])
        items = in_time
    items.sort(key=lambda item: (not item.work.code, _natural(item.work.code), item.theme.name, item.work.name, item.work.id))
    facts = [fact for item in items for fact in item.told]
    lost = [
        item.work.called
        for item in items
        if any(_value(fact) == LOST for fact in (*_shown(part, item.states), *_shown(part, item.directions)))
    ]
    if lost:
        some = ", ".join(lost[:3]) + (", …" if len(lost) > 3 else "")
        said = f"The text of the paper has lost the state or the direction of travel of {len(lost)} of these ({some})."
        notes.append(Note(code=NoteCode.LOST, sentence=said))
    if not items:
        narrowed = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in options.items() if name != "all_plans")
        notes.append(nowhere(as_of, "which action or deliverable there is" + (f" with {narrowed}" if narrowed else "")))
        notes += _at_hand(part, at_hand, options)
    return Shaped([_row(part, item) for item in items], [*notes, *notes_of(part, facts)])


def _travels(value: str, wanted: str) -> bool:
    """True where a printed direction, a word or an arrow, is the one that is wanted."""
    said, asked = fold(value), fold(wanted)
    return value.strip() == wanted.strip() or bool(asked and asked in said) or _ARROWS.get(value.strip(), "?") == _ARROW_OF.get(asked, "")


def _at_hand(part: Slice, items: Sequence[Item], options: Mapping[str, Any]) -> list[Note]:
    """What there is at the date of that by which the rows were narrowed, where that has left none."""
    told = {
        "theme": {item.theme.called for item in items if item.theme.id},
        "state": {_value(fact) for item in items for fact in _shown(part, item.states)} - {LOST},
        "direction": {_value(fact) for item in items for fact in _shown(part, item.directions)} - {LOST},
    }
    found = {name: sorted(told[name]) for name in told if options.get(name) and told[name]}
    said = [f"{name}s: {'; '.join(words[:_MOST_TOLD])}{'; …' if len(words) > _MOST_TOLD else ''}" for name, words in found.items()]
    return [Note(code=NoteCode.NOT_STATED, sentence=f"What the papers print at that date: {', '.join(said)}.")] if said else []


def _item(part: Slice, work: Entity) -> Item | None:
    strands = [fact.start for fact in part.into(work.id, "PART_OF") if known(part, fact.start).label == "Strand"]
    ids = [work.id, *strands]
    owners = {kind: [fact for item in ids for fact in part.into(item, kind)] for kind in OWNERS}
    states = [fact for item in ids for fact in literals_of(part, item, "state")]
    directions = [fact for item in ids for fact in literals_of(part, item, "direction")]
    dues = [fact for item in ids for fact in literals_of(part, item, "due")]
    listed = literals_of(part, work.id, "listed_as")
    above = _above(part, work.id)
    theme = next((known(part, item) for item in above if known(part, item).label == "Theme"), NOBODY)
    place = [*listed, *part.out_of(work.id, "PART_OF")]
    found = Item(work, theme, owners, states or listed, directions, dues, place)
    is_part = any(known(part, item).label in (*WORK, "Strand") for item in above)
    return found if found.told or (place and not is_part) else None


def _above(part: Slice, item: str) -> list[str]:
    """What it is part of, and that of; the nearest first."""
    found: list[str] = []
    frontier = [item]
    while frontier:
        frontier = [up for each in frontier for fact in part.out_of(each, "PART_OF") if (up := fact.end) not in found and up != item]
        frontier = list(dict.fromkeys(frontier))
        found += frontier
    return found


def _through(part: Slice, owner: str) -> set[str]:
    """The owner, and the posts that it holds."""
    posts = {fact.end for fact in part.out_of(owner, "HOLDS") if fact.key not in part.earlier}
    return {owner} | posts


def _shown(part: Slice, said: Sequence[Fact]) -> list[Fact]:
    """Of each entity the newest paper's literal facts of one sort, readable ones where there are any."""
    found: list[Fact] = []
    for item in dict.fromkeys(fact.start for fact in said):
        own = [fact for fact in said if fact.start == item]
        newest = newest_of(own)
        found += [
            fact for fact in own if newest and fact.last_stated == newest.last_stated and (_value(fact) == LOST) == (_value(newest) == LOST)
        ]
    return found


def _value(fact: Fact) -> str:
    return str(fact.properties.get("value_text", ""))


def _printed(part: Slice, said: Sequence[Fact], work: str) -> str:
    """Literal facts as a cell: a strand's with its code, a plan as planned; the same words once."""
    words = []
    for fact in _shown(part, said):
        told = words_of(part, fact)
        text = f"listed under {_value(fact)}" if fact.properties.get("property") == "listed_as" else _value(fact)
        text += f" ({of})" if (of := fact.properties.get("of")) else ""
        by_nature = fact.properties.get("property") == "due" and told == Modality.PLANNED  # what is due is always to come
        text += f" ({told})" if told and not by_nature else ""
        words.append(text if fact.start == work else f"{known(part, fact.start).code or part.name(fact.start)}: {text}")
    if words and all(word.endswith(f": {LOST}") for word in words):
        return LOST
    return "; ".join(dict.fromkeys(words))


def day_due(fact: Fact) -> str:
    """The last day (ISO) on which it is due: the printed date, or the end of the quarter of a financial year, which begins in April.

    Empty where the words are neither.
    """
    value = str(fact.properties.get("value") or "")
    return latest(value) if is_date(value) else quarter_end(_value(fact))


def quarter_end(words: str) -> str:
    """The last day of the last quarter that is printed with a financial year; empty where there is none.

    >>> quarter_end("Q1 2023/24"), quarter_end("2022/23 Q3/Q4"), quarter_end("Autumn 2018")
    ('2023-06-30', '2023-03-31', '')
    """
    quarters, year = _QUARTER.findall(words.casefold()), _YEAR.search(words)
    if not quarters or not year:
        return ""
    last = quarters[-1]
    return f"{int(year[1]) + (last == '4')}-{_QUARTER_ENDS[last]}"


def _undated(dues: Sequence[tuple[Item, Fact]]) -> list[Note]:
    """How many due texts could not be compared with the date that was asked for, and the first of them."""
    if not dues:
        return []
    names = "; ".join(f"{item.work.called} ({_value(fact)})" for item, fact in dues[:5]) + ("; …" if len(dues) > 5 else "")
    said = f"Not stated as a date or a quarter, and so not compared and left out, when these {len(dues)} are due: {names}."
    if len(dues) == 1:
        said = said.replace("these 1 are", "this is")
    return [Note(code=NoteCode.NOT_STATED, sentence=said)]


def _natural(code: str) -> list[tuple[int, str]]:
    """Codes in the order of people: O2 before O10."""
    return [(int(piece), "") if piece.isdigit() else (-1, piece.casefold()) for piece in re.findall(r"\d+|\D+", code)]


def _owners(part: Slice, facts: Iterable[Fact], kind: str) -> tuple[list[str], list[str]]:
    """Names and ids of who owns: each once; what is planned or of some only says so."""
    names: dict[str, str] = {}
    for fact in facts:
        if fact.key in part.earlier or fact.type != kind:
            continue
        told = words_of(part, fact)
        name = qualified(part.name(fact.start), {"share": fact.properties.get("share")}) + (f" ({told})" if told else "")
        names.setdefault(fact.start, name)
    return list(names.values()), list(names)


def _row(part: Slice, item: Item) -> AnswerRow:
    accountable, accountable_ids = _owners(part, item.owned, "ACCOUNTABLE_FOR")
    leads, lead_ids = _owners(part, item.owned, "LEADS")
    state, direction, due = (_printed(part, said, item.work.id) for said in (item.states, item.directions, item.dues))
    values = {
        "code": item.work.code,
        "title": item.work.name,
        "title_id": item.work.id,
        **entity_values("theme", item.theme),
        "accountable": accountable,
        "accountable_id": accountable_ids,
        "leads": leads,
        "leads_id": lead_ids,
        "state": state,
        "direction": direction,
        "due": due,
    }
    said = [f"{' and '.join(accountable) or 'nobody named'} accountable", f"led by {' and '.join(leads) or 'nobody named'}"]
    said += [f"{name} {words}" for name, words in (("state", state), ("direction", direction), ("due", due)) if words]
    shown = [*_shown(part, item.states), *_shown(part, item.directions), *_shown(part, item.dues)]
    live = [fact for fact in item.owned if fact.key not in part.earlier]
    return row(part, [*live, *shown] or item.place, values, f"{item.work.called}: {'; '.join(said)}")
