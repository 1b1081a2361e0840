"""The rows of a site, joined up: what stands at each end of an entity, what each passage states, and where each page is. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from graph.model.values import latest
from visualisations.site.names import anchor, stem
from visualisations.site.words import day, label
from visualisations.spec import Text

Row = Mapping[str, Any]

FAMILIES = ("Body", "Holder", "Work", "Money", "Law", "Place", "Thing", "Time")
"""Families in the order of lists."""

_text = TypeAdapter(Text).validate_python
_PLACE = 44
_PARTS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Frame:
    """What a site says about itself on every page."""

    title: str
    as_of: str
    marking: str = ""
    people: bool = True
    with_wording: bool = False
    left_out: tuple[str, ...] = ()

    @property
    def date(self) -> str:
        """The date for which it holds, in words."""
        return day(self.as_of)


class Link(NamedTuple):
    """A name and the address of its page from the root of the site; no address where there is no page."""

    name: str
    href: str = ""
    kind: str = ""
    family: str = ""


class Reference(NamedTuple):
    """One passage as evidence: the number of its paper, its place there, its date, and where it is on the paper's page."""

    number: int
    place: str
    date: str
    href: str


Placed = tuple[int, list[tuple[int, int, str]], str, Reference]
"""A reference after what it is sorted by: its paper's number, its place, its id."""


def short(place: str) -> str:
    """A place in a paper, cut where it is a long heading; the page of the paper has it whole.

    >>> short("para 6.4"), short("section " + "x" * 60)
    ('para 6.4', 'section xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…')
    """
    return place if len(place) <= _PLACE else place[: _PLACE - 1].rstrip() + "…"


def printable(value: Any) -> Any:  # noqa: ANN401 - any part of a row
    """A row with what no UTF-8 page can carry replaced by U+FFFD, in every text of it."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return {name: printable(item) for name, item in value.items()}
    return [printable(item) for item in value] if isinstance(value, list | tuple) else value


def in_order(text: str) -> list[tuple[int, int, str]]:
    """A key that puts `para 6.2` before `para 6.10`.

    >>> sorted(["para 6.10", "para 6.2"], key=in_order)
    ['para 6.2', 'para 6.10']
    """
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part.casefold()) for part in _PARTS.split(text) if part]


@dataclass(frozen=True)
class Landscape:
    """Entities, facts, passages and papers of a site as rows; an `id` names one row of one kind only."""

    frame: Frame
    entity_rows: Sequence[Row]
    facts: Sequence[Row]
    passage_rows: Sequence[Row]
    paper_rows: Sequence[Row]

    @cached_property
    def entities(self) -> dict[str, Row]:
        """Entities by id, in the order of their names."""
        rows = sorted(self.entity_rows, key=lambda row: (row["name"].casefold(), row["id"]))
        return {row["id"]: row for row in rows}

    @cached_property
    def papers(self) -> dict[str, Row]:
        """Papers by id, oldest first; a register stands last, since it is no paper."""
        rows = sorted(self.paper_rows, key=lambda row: (row["kind"] == "register", latest(row["date"]) if row["date"] else "", row["id"]))
        return {row["id"]: row for row in rows}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each paper, the same on every page."""
        return {item: at + 1 for at, item in enumerate(self.papers)}

    @cached_property
    def passages(self) -> dict[str, Row]:
        """Passages by id."""
        return {row["id"]: row for row in self.passage_rows}

    @cached_property
    def passages_of(self) -> dict[str, list[Row]]:
        """Passages of each paper, in the order of their places."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.passage_rows:
            found[row["document"]].append(row)
        for rows in found.values():
            rows.sort(key=lambda row: (in_order(row["locator"] or ""), row["id"]))
        return found

    @cached_property
    def by_key(self) -> dict[str, Row]:
        """Facts by key."""
        return {row["key"]: row for row in self.facts}

    @cached_property
    def out_of(self) -> dict[str, list[Row]]:
        """Facts by their left end."""
        return self._by("from")

    @cached_property
    def into(self) -> dict[str, list[Row]]:
        """Facts by their right end."""
        return self._by("to")

    def _by(self, end: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.facts:
            found[row[end]].append(row)
        return found

    @cached_property
    def stated_at(self) -> dict[str, list[Row]]:
        """What each passage states itself: no fact that a member only has by its class."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.facts:
            if not row["properties"].get("by_class"):
                for item in row["evidence"]:
                    found[item].append(row)
        return found

    def address(self, item: str) -> str:
        """Where the page of an entity or a paper is, from the root of the site; empty where it has none."""
        if item in self.entities:
            return f"entities/{stem(item)}.html"
        return f"papers/{stem(item.removeprefix('paper/'))}.html" if item in self.papers else ""

    def link(self, item: str) -> Link:
        """The name of an entity or a paper, and its page; the id alone where the site does not hold it."""
        if row := self.entities.get(item):
            return Link(row["name"] or "(no name)", self.address(item), label(row["label"]), row["family"])
        if row := self.papers.get(item):
            return Link(row["name"] or "(paper without a title)", self.address(item), "Document", "Paper")
        return Link(item)

    def references(self, passages: Iterable[str]) -> list[Reference]:
        """Evidence: passages that the site holds, in the order of their papers and places."""
        found = [placed for item in dict.fromkeys(passages) if (placed := self._placed(item))]
        return [reference for *_, reference in sorted(found)]

    def _placed(self, item: str) -> Placed | None:
        """The reference to a passage, after what it is sorted by; worked out once, since many facts may rest on it."""
        if item not in self._places:
            row = self.passages.get(item)
            paper = row["document"] if row else ""
            if row and paper in self.papers:
                place = row["locator"] or ""
                date = day(row["date"] or self.papers[paper]["date"])
                reference = Reference(self.numbers[paper], short(place), date, f"{self.address(paper)}#{anchor(item, paper)}")
                self._places[item] = (reference.number, in_order(place), item, reference)
            else:
                self._places[item] = None
        return self._places[item]

    @cached_property
    def _places(self) -> dict[str, Placed | None]:
        return {}
