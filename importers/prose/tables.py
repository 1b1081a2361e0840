"""Relations that a table states by its headings: a name in a column of leads, beside the piece of work that the row is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from graph.facts import Claim
from graph.model.labels import BY_NAME, Family
from graph.model.relationships import BY_TYPE, fits
from graph.model.values import Modality
from importers.batch import Origin
from importers.papers.passages import Passage
from importers.plans.actions import PlanRow, Printed
from importers.plans.headings import Meaning
from importers.plans.holders import Holders
from importers.prose.columns import Column, columns_in, row_of
from importers.prose.forms import Form
from importers.prose.relations import Found, mode_of
from importers.prose.sentences import sentences
from importers.prose.spotting import Spot, Spotter

_NOTHING = re.compile(r"(?!)")
_CODE = re.compile(r"row ([A-Za-z]{1,2}\d{1,3}(?:\.\d{1,2})?)$")
_CODED = re.compile(r"(?<![\w.])([A-Z]{1,2}) ?(\d{1,2}(?:\.\d{1,2})?)(?![\w.]*\d)(?!\w)")
_HOLDS = (Family.BODY, Family.HOLDER)
_DOES = (*_HOLDS, Family.WORK)
_MOST_NAMES = 20


class Read(NamedTuple):
    """A relation that a cell states, and what must be claimed of a name that nothing knew before."""

    found: Found
    claims: tuple[Claim, ...] = ()


class Tables:
    """Reads the tables of one part of a paper."""

    def __init__(
        self, spotter: Spotter, label: Callable[[str], str], passages: Mapping[str, Passage], *, document: str, body: str, source: str
    ) -> None:
        self.spotter, self.label, self.passages = spotter, label, passages
        self._columns = {passage.locator: column for column, passage in columns_in(passages.values())}
        cells: dict[Meaning, list[Printed]] = {}
        for locator, column in self._columns.items():
            if column.meaning is not Meaning.OTHER:
                cells.setdefault(column.meaning, []).append(Printed(passages[locator].own, locator))
        row = PlanRow(Origin("", "", 0), "", {meaning: tuple(found) for meaning, found in cells.items()})
        self._holders = Holders(spotter.names, [row], document=document, plan=body or document, source=source)

    def relations(self, passage: Passage, works: Mapping[str, str]) -> Iterator[Read]:
        """What a cell says under its heading of its row's thing, and a row's code of the action above it."""
        strand = self._strand(passage)
        if strand:
            yield Read(strand)
        column = self._columns.get(passage.locator)
        row, heading = row_of(passage.locator)
        if not column or " ".join(passage.own.split()).casefold() == heading.casefold():
            return
        thing = Spot(0, 0, (works[row],), self.passages[row].title) if row in works else self._thing(row)
        if not thing:
            return
        if column.prose:
            if BY_NAME[self.label(thing.ids[0])].family is Family.WORK:
                yield from map(Read, self.prose(passage, column, thing))
            return
        for item, text, claims in self._named(passage, column, thing):
            if found := self._found(column, item, text, thing, passage.own):
                yield Read(found, claims)

    def _named(self, passage: Passage, column: Column, thing: Spot) -> Iterator[tuple[str, str, tuple[Claim, ...]]]:
        if column.type == "PART_OF":
            if _is_strand(row_of(passage.locator)[0]):  # its action has the theme
                return
            item = self._above(passage.own, thing.ids[0])
            if item:
                yield item, passage.own, ()
        elif column.meaning is not Meaning.OTHER:
            for holder in self._holders.in_cell(passage.own, column.meaning):
                new = tuple(claim for claim in holder.claims if claim.name)  # one that is known is only referred to
                yield holder.id, holder.printed or passage.own, new
        else:
            spots = [spot for spot in self.spotter.spots(passage.own, alone=True) if len(spot.ids) == 1]
            yield from ((spot.ids[0], spot.text, ()) for spot in spots)

    def _found(self, column: Column, item: str, text: str, thing: Spot, cell: str) -> Found | None:
        left, right = (item, thing.ids[0]) if column.before else (thing.ids[0], item)
        label = "Person" if item.startswith("person/") else self.label(item)
        labels = (label, self.label(thing.ids[0])) if column.before else (self.label(thing.ids[0]), label)
        kind = BY_TYPE[column.type]
        if left == right or not fits(kind.start, labels[0], other=labels[1]) or not fits(kind.end, labels[1], other=labels[0]):
            return None
        if column.bodies and not fits(_HOLDS, label):
            return None
        form = Form(column.type, f"stands in the column of {column.words}", _NOTHING, carried=column.carried)
        start = max(cell.find(text), 0)
        names = (text, thing.text) if column.before else (thing.text, text)
        return Found(column.type, left, right, form, column.score, Modality.IN_FORCE, denied=False, said_by="",
                     left_as=names[0], right_as=names[1], start=start, end=start + len(text))  # fmt: skip

    def prose(self, passage: Passage, column: Column, thing: Spot) -> Iterator[Found]:
        """Who and what the sentences of a cell name, as what contributes to the row's work; and the actions that they refer to."""
        spots = self.spotter.spots(passage.own)
        allowed = _HOLDS if column.bodies else _DOES
        seen = {thing.ids[0], *self._leading(row_of(passage.locator)[0])}
        for sentence in sentences(passage.own):
            mode = Modality.PROPOSED if column.proposed else mode_of(sentence.text)
            for spot in spots:
                if not sentence.start <= spot.start < sentence.start + len(sentence.text) or len(spot.ids) != 1 or spot.ids[0] in seen:
                    continue
                label = self.label(spot.ids[0])
                work = label == "Programme"
                before, after = passage.own[sentence.start : spot.start], passage.own[spot.end : spot.end + 60]
                if fits(allowed, label) and (work or fits(_HOLDS, label)) and _does(before, after, spots, sentence.start, work=work):
                    seen.add(spot.ids[0])
                    yield self._said(column.type, f"named under {column.words} of the row", spot, thing, mode, column.score)
            for code in _CODED.finditer(sentence.text):
                item = self.spotter.coded(code[1] + code[2])
                if item and item not in seen and item.rpartition("/")[0] == thing.ids[0].rpartition("/")[0]:
                    seen.add(item)
                    at = Spot(sentence.start + code.start(), sentence.start + code.end(), (item,), code[0])
                    found = self._said("REFERS_TO", "its row prints the code", at, thing, Modality.IN_FORCE, 80.0)
                    yield found._replace(left=thing.ids[0], right=item, left_as=thing.text, right_as=code[0])

    def _leading(self, row: str) -> set[str]:
        """Who leads or answers for a row, by its own columns: that they contribute says nothing more."""
        found: set[str] = set()
        for locator, column in self._columns.items():
            if row_of(locator)[0] == row and column.type in ("LEADS", "ACCOUNTABLE_FOR"):
                found.update(holder.id for holder in self._holders.in_cell(self.passages[locator].own, column.meaning))
        return found

    def _said(self, kind: str, words: str, spot: Spot, thing: Spot, mode: Modality, score: float) -> Found:
        form = Form(kind, words, _NOTHING)
        return Found(kind, spot.ids[0], thing.ids[0], form, score, mode, denied=False, said_by="", left_as=spot.text,
                     right_as=thing.text, start=spot.start, end=spot.end)  # fmt: skip

    def _strand(self, passage: Passage) -> Found | None:
        """A row `C10.1` is part of the action `C10`."""
        code = _CODE.search(passage.locator)
        if not code or "." not in code[1]:
            return None
        strand, action = self.spotter.coded(code[1]), self.spotter.coded(code[1].split(".")[0])
        if not strand or not action or strand.rpartition("/")[0] != action.rpartition("/")[0]:
            return None
        at = Spot(0, len(code[1]), (strand,), code[1])
        return self._said("PART_OF", "its code is one under that of the action", at, Spot(0, 0, (action,), ""), Modality.IN_FORCE, 85.0)

    def _above(self, cell: str, item: str) -> str:
        """The theme or objective of this name in the plan that a piece of work is of."""
        plan = item.rpartition("/")[0]
        found = [other for other in self.spotter.named(_theme(cell)) if plan and other.rpartition("/")[0] == plan]
        return found[0] if len(found) == 1 else ""

    def _thing(self, row: str) -> Spot | None:
        """What a row is about: by its code, else by the name that its first named cell is."""
        if _CODE.search(row.removesuffix(")").split(" (")[0]):
            found = coded_work(row, self.spotter)
            return Spot(0, 0, (found,), row.rpartition(" ")[2]) if found else None
        title = self.passages[row].title if row in self.passages else ""
        for spot in self.spotter.spots(title, alone=True):
            if len(spot.ids) == 1 and len(spot.text) * 2 > len(title.strip()):
                return spot
        return None


_OPENS = re.compile(r"^(?:[\W\d_]|\b(?:the|an?|also|both|[a-z] range of|new|work in)\b)*$", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:through|via|using|develop(?:ing|ed)?|introduc(?:ing|ed)|launch(?:ing|ed)?)\s+(?:role\s+of\s+)?(?:the\s+|an?\s+|its\s+|our\s+)?$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\s*(?:,|and|&|/|,\s*and)\s*(?:the\s+)?$", re.IGNORECASE)
_BUSY = re.compile(
    r"^(?:\s*\([^()]*\))?(?:\s+(?:and|,)[^.;]{2,40}?)?\s+(?:(?:also|will|now)\s+)*"
    r"(?:(?:is|are|be)\s+(?!leading|led)\w+ing\b|continues?\s+to\b|(?:continu|track|provid|work|support|deliver|develop)ing\b|"
    r"(?:drives?|contributes?|delivers?|helps?)\b)"
)
"""A body that stands at the beginning of a sentence and is at work on something."""


def _does(before: str, after: str, spots: Sequence[Spot], start: int, *, work: bool) -> bool:
    """True where a name stands where a sentence names what is done, or who is at work: at its beginning, or behind `through`."""
    if re.match(r"['’]s?\b", after) or (not work and not _BUSY.match(after)):
        return False
    for _ in range(_MOST_NAMES):
        if _OPENS.match(before) or (work and _BY.search(before)):
            return True
        end = start + len(before)
        last = next((spot for spot in reversed(spots) if start <= spot.start and spot.end <= end), None)
        if last is None or not _LISTED.match(before[last.end - start :]):
            return False
        before = before[: last.start - start]
    return False


def _is_strand(row: str) -> bool:
    code = _CODE.search(row)
    return code is not None and "." in code[1]


def _theme(cell: str) -> str:
    """The words of a theme's cell, without the code of its row that ran into it."""
    words = [word for word in cell.split() if len(word) > 2 and not re.search(r"\d", word)]
    return " ".join(words)


def coded_work(row: str, spotter: Spotter) -> str:
    """The known piece of work whose code names a row; empty where the row has none, or nothing is known of it."""
    code = _CODE.search(row.removesuffix(")").split(" (")[0])
    return spotter.coded(code[1]) if code else ""


def claims_once(reads: Iterable[Read], seen: set[str]) -> Sequence[Claim]:
    """The claims of names that no other cell has claimed yet."""
    found = [claim for read in reads for claim in read.claims if claim.id not in seen]
    seen.update(claim.id for claim in found)
    return found
