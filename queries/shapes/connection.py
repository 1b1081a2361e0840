"""The shortest chain of facts between two entities: read from both of them at once, until the two meet.

Each step is a fact, read with its way back where the chain goes against it. Evidence and denials join nothing. Of several chains that are
as short the one with least that is not in force yet, then the first by the names of its entities, is shown, and the others are counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow, Note, NoteCode
from graph.errors import UsageError
from graph.model.relationships import BY_TYPE
from graph.store import Row, Store
from graph.timeline import Fact, day_of
from queries.network import Chain, is_tie, shortest
from queries.shapes.common import Shaped, entity_values, known, notes_of, qualified, row
from queries.slice import Entity, Slice, make_slice

MOST_STEPS = 8
MOST_ENTITIES = 20_000
"""So many entities are read around at the most."""
_NEAR = 5


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `connection` for two entities. Raises `UsageError` where they are one."""
    first, last = subjects
    if first.id == last.id:
        raise UsageError(f"Both subjects are {first.called} ({first.id}).", hint="give two entities")
    search = _Search(store, text, as_of, first.id, last.id)
    chain = search.run()
    if chain is None:
        search.ends()
        return Shaped([], _apart(search.part, first, last, cut=search.cut))
    part = search.part
    rows: list[AnswerRow] = []
    here = first.id
    for step, fact in enumerate(chain.facts, start=1):
        there = fact.end if fact.start == here else fact.start
        rows.append(_row(part, step, here, fact, there))
        here = there
    return Shaped(rows, [*notes_of(part, chain.facts), *_more(part, chain)])


class _Search:
    """Reads around both ends in turn, the side with fewer entities at its rim first."""

    def __init__(self, store: Store, text: str, as_of: str, first: str, last: str) -> None:
        self.store, self.text, self.as_of, self.first, self.last = store, text, as_of, first, last
        self.rows: dict[str, Row] = {}
        self.read: set[str] = set()
        self.part = Slice(as_of, {}, {})
        self.cut = False

    def run(self) -> Chain | None:
        """The chain, or `None`: `cut` where a bound ended the search."""
        rims = [[self.first], [self.last]]
        reached = [{self.first}, {self.last}]
        for length in range(1, MOST_STEPS + 1):
            side = 0 if len(rims[0]) <= len(rims[1]) else 1
            if len(self.read) + len(rims[side]) > MOST_ENTITIES:
                break
            self._around(rims[side])
            if chain := self._chain(length):
                return chain
            rims[side] = self._beyond(rims[side], reached[side])
            if not rims[side]:
                return None
        self.cut = True
        return None

    def ends(self) -> None:
        """Read around both ends, for what stands near them: the search may have ended at one of them."""
        self._around([self.first, self.last])

    def _around(self, items: Sequence[str]) -> None:
        unread = sorted(set(items) - self.read)
        if not unread:
            return
        found = self.store.read(self.text, {"ids": unread, "as_of": day_of(self.as_of)})
        self.rows |= {line["key"]: line for line in found}
        self.read |= set(items)
        self.part = make_slice(self.store, self.rows.values(), self.as_of)

    def _chain(self, length: int) -> Chain | None:
        """The chain of up to that length; what fills a seat is only known where all that fills it has been read."""
        while True:
            ties = [fact for fact in self.part.facts.values() if is_tie(self.part, fact)]
            chain = shortest(ties, self.first, self.last, lambda item: (self.part.name(item), item), length)
            unread = {end for fact in chain.facts for end in (fact.start, fact.end)} - self.read if chain else set()
            if not unread:
                return chain
            self._around(sorted(unread))

    def _beyond(self, rim: Sequence[str], reached: set[str]) -> list[str]:
        found = {
            other for item in rim for fact in self.part.about(item) if is_tie(self.part, fact) for other in (fact.start, fact.end)
        } - reached
        reached |= found
        return sorted(found)


def _row(part: Slice, step: int, here: str, fact: Fact, there: str) -> AnswerRow:
    words = BY_TYPE[fact.type].says if fact.start == here else BY_TYPE[fact.type].back
    values = {
        "step": step,
        **entity_values("from", known(part, here)),
        "relation": qualified(words, fact.properties),
        **entity_values("to", known(part, there)),
    }
    return row(part, fact, values)


def _more(part: Slice, chain: Chain) -> list[Note]:
    notes = []
    through = [known(part, item) for fact in chain.facts for item in (fact.start, fact.end)]
    classes = sorted({item.called for item in through if item.is_class})
    if classes:
        told = (
            f"The chain passes through {', '.join(classes)}: what is said of a class holds for each of its members only where all have it."
        )
        notes.append(Note(code=NoteCode.BY_CLASS, sentence=told))
    if chain.others:
        many = f"{chain.others:,} other chain{'s are' if chain.others > 1 else ' is'} as short"
        notes.append(Note(code=NoteCode.CUT, sentence=f"{many}; shown is the first by name of those most in force."))
    return notes


def _apart(part: Slice, first: Entity, last: Entity, *, cut: bool) -> list[Note]:
    """That no chain was found, and what stands near each."""
    near = "; ".join(f"near {item.called}: {', '.join(_beside(part, item.id)) or 'nothing'}" for item in (first, last))
    bound = f" of up to {MOST_STEPS} facts" if cut else ""
    sentence = f"No chain of facts{bound} in the papers dated up to {part.as_of} joins {first.called} and {last.called}; {near}."
    notes = [Note(code=NoteCode.NOT_STATED, sentence=sentence)]
    if cut:
        more = f"The search ended at {MOST_STEPS} facts or {MOST_ENTITIES:,} entities; a longer chain may join them."
        notes.append(Note(code=NoteCode.CUT, sentence=more))
    return notes


def _beside(part: Slice, item: str) -> list[str]:
    ends = {end for fact in part.about(item) if is_tie(part, fact) for end in (fact.start, fact.end)} - {item}
    return sorted(map(part.name, ends))[:_NEAR]
