"""Reads the passages of one part of a paper: mentions, new names, and what its sentences seem to say, as proposals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph.facts import Claim, Stating, Value
from graph.model.ids import make_id, slug
from graph.model.labels import Family, family_of
from graph.model.relationships import BY_TYPE, DENIAL_OF, fits
from importers.names import Known, Names, claims_of_name, questions_of_name
from importers.papers.passages import Passage
from importers.proposals import RELATION, Proposal, claim_of
from importers.prose.columns import cell_literal, works_of
from importers.prose.dates import dates
from importers.prose.known import Said, told
from importers.prose.money import Money, in_sentence
from importers.prose.points import Points
from importers.prose.relations import Found, relations
from importers.prose.rosters import Part, Rosters
from importers.prose.sentences import Sentence, sentences
from importers.prose.spotting import Spot, Spotter
from importers.prose.statutes import citations
from importers.prose.subjects import Subjects
from importers.prose.tables import Tables, claims_once, coded_work

_CHAIR_OF = re.compile(r"(?:vice[- ]?|deputy )?chair(?:man|person|woman)?\s+(?:of|to)\b", re.IGNORECASE)
"""`Chair of the Board` tells of that board, and not of the paper's own chair."""


class Place(NamedTuple):
    """Where something stands: the passage, its document, the document's date, the locator."""

    passage: str
    document: str
    date: str
    locator: str


class PartReader:
    """Reads one part; what the part defines for itself (`the “Board”`) is learnt before anything is read."""

    def __init__(self, spotter: Spotter, names: Names, source: str, part: Part, said: Said = frozenset()) -> None:
        self.spotter, self.names, self.source, self.part, self.said = spotter, names, source, part, said
        self._found: dict[str, list[Spot]] = {}
        self._claims: dict[str, list[Claim]] = {}
        """Of passages (by locator), the claims of names that are new there."""
        self._questions: dict[str, list[tuple[str, object]]] = {}
        self._claimed: set[str] = set()
        """Names of cells that are claimed already."""
        self.passages: dict[str, Passage] = {}
        self.works: dict[str, str] = {}
        """Of rows of a table of work (by locator), the id of the piece of work."""

    def learn(self, passages: Sequence[Passage], title: str) -> None:
        """First pass: new names of the part, the work that its tables list, and the short names that it defines; `title` is its own."""
        self.spotter.begin(self._own_body(), self.part.date)
        self.passages = {item.locator: item for item in passages}
        for passage in passages:
            for _, _, name, label in self.spotter.new_names(passage.own):
                self._new(passage.locator, name, label)
            for cited in citations(passage.own):
                if cited.name[-4:].isdigit():  # with its year it is one law, whoever names it
                    self._new(passage.locator, cited.name, "Statute")
        for row, words in works_of(self.passages):
            if not coded_work(row, self.spotter):
                self._work(row, words, title)
        for passage in passages:
            self.spotter.define(passage.own)
        self._tables = Tables(self.spotter, self.label, self.passages, document=self.part.document, body=self.part.body, source=self.source)
        self._subjects = Subjects(self.label, self._name)
        self._points = Points(self.spotter, self.label, self._is_class, self.passages)
        self._rosters = Rosters(self.part, self.names, self.spotter, self.label).read(self.passages)

    def _work(self, row: str, words: str, title: str) -> None:
        found = self.names.resolve(words, "work", label="Deliverable")
        if found.how == "new" and slug(words) and slug(title):
            found = found._replace(id=make_id("work", title, words))
            if found.id not in self.names.by_id:
                self._claims.setdefault(row, []).extend(claims_of_name(found, words, self.source))
                self.names.add(Known(found.id, words, (), found.label))
        if found.id in self.names.by_id:
            self.works[row] = found.id

    def _own_body(self) -> dict[str, str]:
        """`The Panel` in a paper of one panel is that panel, unless the paper says otherwise."""
        known = self.names.by_id.get(self.part.body)
        words = known.name.split() if known else []
        return {words[-1].casefold(): self.part.body} if words and words[-1].isalpha() else {}

    def _new(self, locator: str, name: str, label: str) -> None:
        found = self.names.resolve(name, label=label)
        if found.how != "new" or found.id in self.names.by_id:
            return
        self._claims.setdefault(locator, []).extend(claims_of_name(found, name, self.source))
        if found.near:
            self._questions.setdefault(locator, []).append((found.id, found))
        known = Known(found.id, name, (), found.label)
        self.names.add(known)
        self.spotter.add(known)

    def label(self, item: str) -> str:
        """The label of an entity."""
        known = self.names.by_id.get(item)
        return known.label if known else "Organisation"

    def _is_class(self, item: str) -> bool:
        known = self.names.by_id.get(item)
        return known is not None and known.collective

    def read(self, passage: Passage, place: Place) -> tuple[list[Claim], list[Stating]]:
        """What one passage says."""
        claims = list(self._claims.get(passage.locator, ()))
        statings: list[Stating] = []
        for _, found in self._questions.get(passage.locator, ()):
            statings += questions_of_name(found, place.passage, place.document, place.date, self.source)  # type: ignore[arg-type]
        own = passage.own
        spots = [spot for spot in self.spotter.spots(own) if not _CHAIR_OF.match(own[spot.start : spot.end + 6])]
        statings += self._mentions(own, spots, place)
        offset = passage.text.find(own) if own else -1
        proposals: dict[str, Proposal] = {}
        self._subjects.begin()
        for sentence in sentences(own):
            inside = _within(spots, sentence)
            bound = self._subjects.bound(sentence, inside, own[: sentence.start])
            if not bound:
                continue
            shift = offset + sentence.start if offset >= 0 else passage.text.find(sentence.text)
            said = relations(sentence.text, bound, self.label, self._is_class)
            whole = (shift, shift + len(sentence.text)) if shift >= 0 else (0, 0)
            wider = (offset + self._subjects.from_place, whole[1]) if offset >= 0 else whole
            asked = [self._proposal(item, place, wider if item.bound else whole, "the sentence reads: ") for item in said]
            asked += [item for money in in_sentence(sentence.text) if (item := self._money(money, inside, place, whole))]
            for item in asked:
                known = proposals.get(item.id)
                if (known is None or known.score < item.score) and self._is_news(item):
                    proposals[item.id] = item
        cells = [*self._tables.relations(passage, self.works), *self._points.relations(passage), *self._rosters.get(passage.locator, ())]
        claims += claims_once(cells, self._claimed)
        for cell in cells:
            item = self._proposal(cell.found, place, _line(passage, offset, cell.found), "")
            if self._is_news(item):
                proposals.setdefault(item.id, item)
        statings += self._literal(passage, place)
        claims += [claim_of(item, self.source) for item in proposals.values()]
        return claims, statings

    def _is_news(self, item: Proposal) -> bool:
        """False for what the store knows of this paper already."""
        return item.stating is None or told(item.stating) not in self.said

    def _literal(self, passage: Passage, place: Place) -> list[Stating]:
        """The state or the due date that a table gives of a piece of work, in a column of that meaning."""
        work = self.works.get(passage.locator.rpartition(" > ")[0])
        name, words = cell_literal(passage) if work else ("", "")
        if not work or not name:
            return []
        carried: dict[str, Value] = {"property": name, "value_text": words}
        printed = list(dates(words)) if name == "due" else []
        if len(printed) == 1:
            carried["value"] = printed[0].date
        return [
            Stating(type="STATED_IN", start=work, end=place.passage, passage=place.passage, document=place.document, date=place.date,
                    carried=carried, source=self.source)
        ]  # fmt: skip

    def _mentions(self, text: str, spots: Iterable[Spot], place: Place) -> list[Stating]:
        printed: dict[str, str] = {}
        for spot in spots:
            if len(spot.ids) == 1:
                printed.setdefault(spot.ids[0], spot.text)
        for cited in citations(text):
            known = self._statute(cited.name)
            if known:
                words = f"{cited.provisions} of the {cited.name}" if cited.provisions else cited.name
                if cited.provisions or known not in printed:
                    printed[known] = words
        return [
            Stating(type="MENTIONED_IN", start=item, end=place.passage, passage=place.passage, document=place.document, date=place.date,
                    from_as=" ".join(words.split()), source=self.source)
            for item, words in printed.items()
        ]  # fmt: skip

    def _statute(self, name: str) -> str:
        """The id of a statute that a text cites; empty where it cannot be one that is known."""
        found = self.names.resolve(name, "law", label="Statute")
        return found.id if found.id in self.names.by_id else ""

    def _proposal(self, found: Found, place: Place, quote: tuple[int, int], reads: str) -> Proposal:
        carried: dict[str, Value] = dict(found.form.carried)
        stating = Stating(
            type=found.type,
            start=found.left,
            end=found.right,
            passage=place.passage,
            document=place.document,
            date=place.date,
            modality=found.modality,
            said_by=found.said_by,
            from_as=found.left_as,
            to_as=found.right_as,
            carried={name: value for name, value in carried.items() if name in BY_TYPE[found.type].carries},
        )
        reason = f"{reads}{found.form.words}"
        if found.denied:
            stating, reason = _denial(stating, self.label), f"the sentence denies: {found.form.words}"
        return Proposal(
            RELATION,
            stating.start,
            stating.end,
            reason,
            found.score,
            place.passage,
            place.document,
            quote,
            stating,
            f"{self._name(stating.start)} {BY_TYPE[stating.type].says} {self._name(found.right)}",
        )

    def _name(self, item: str) -> str:
        known = self.names.by_id.get(item)
        return known.name if known else item

    def _money(self, money: Money, spots: Sequence[Spot], place: Place, quote: tuple[int, int]) -> Proposal | None:
        """An amount beside the one fund or grant that its sentence names."""
        funds = {spot.ids[0] for spot in spots if len(spot.ids) == 1 and family_of((self.label(spot.ids[0]),)) is Family.MONEY}
        if len(funds) != 1:
            return None
        (fund,) = funds
        carried: dict[str, Value] = {"property": "cap" if "up to" in money.qualifier else "amount", "value_text": money.text}
        if money.amount is not None:
            carried |= {"value": float(money.amount) if money.amount % 1 else int(money.amount), "unit": money.currency}
        if money.qualifier:
            carried["qualifier"] = money.qualifier
        stating = Stating(
            type="STATED_IN",
            start=fund,
            end=place.passage,
            passage=place.passage,
            document=place.document,
            date=place.date,
            carried=carried,
        )
        reason = "an amount beside a fund" + (f"; {money.doubt}" if money.doubt else "")
        name = f"{self._name(fund)}: {money.text}"
        return Proposal(RELATION, fund, place.passage, reason, 60.0, place.passage, place.document, quote, stating, name)


def _line(passage: Passage, offset: int, found: Found) -> tuple[int, int]:
    """The line of a passage in which something stands; all of the passage, where that is not plain."""
    if offset < 0 or not 0 <= found.start < found.end <= len(passage.own):
        return 0, len(passage.text)
    begin = passage.own.rfind("\n", 0, found.start) + 1
    end = passage.own.find("\n", found.end)
    return offset + begin, offset + (end if end >= 0 else len(passage.own))


def _within(spots: Iterable[Spot], sentence: Sentence) -> list[Spot]:
    """The names of a sentence, with their places in it."""
    end = sentence.start + len(sentence.text)
    return [
        spot._replace(start=spot.start - sentence.start, end=spot.end - sentence.start)
        for spot in spots
        if sentence.start <= spot.start and spot.end <= end
    ]


def _denial(stating: Stating, label: object) -> Stating:
    """What a sentence denies: the type that denies it where the model has one that fits, else a literal `denial`."""
    other = DENIAL_OF.get(stating.type)
    if other and callable(label):
        kind = BY_TYPE[other]
        left, right = label(stating.start), label(stating.end)
        if fits(kind.start, left, other=right) and fits(kind.end, right, other=left):
            return stating.model_copy(update={"type": other, "carried": {}})
    carried: dict[str, Value] = {"property": "denial", "value_text": f"{stating.type}:{stating.end}"}
    return stating.model_copy(update={"type": "STATED_IN", "end": stating.passage, "to_as": "", "carried": carried})
