"""Headings and points that name a piece of work, and lists that say what a thing is made of.

A point `Youth project: update ...` under `Theme one: priorities` tells of that piece of work, of what its title names, and of the theme.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from graph.model.labels import BY_NAME, Family
from graph.model.relationships import BY_TYPE, fits
from graph.model.values import Modality
from importers.papers.passages import Passage
from importers.prose.forms import Form
from importers.prose.relations import Found, mode_of
from importers.prose.spotting import Spot, Spotter
from importers.prose.tables import Read

_NOTHING = re.compile(r"(?!)")
_FAMILIES = (Family.WORK, Family.BODY, Family.MONEY, Family.THING, Family.LAW)
_LEAD_IN = re.compile(
    r"(?P<members>\b(?:members(?:hip)?|attended by|made up of|comprises?|consists? of|represented by|membership)\b[^.;]{0,80}:\s*$)|"
    r"(?P<parts>\b(?:themes?|priorit(?:y|ies)|strands?|objectives?|elements?|values|aims?|pillars?|workstreams?|areas|includes?|contains?)"
    r"\b[^.;]{0,60}:?\s*$)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-•●–*]|\(?[a-z0-9]{1,3}[.)])\s*(?P<words>\S.*?)[\s.;,:]*$", re.IGNORECASE)
_LONGEST = 120


class Points:
    """Reads the points and lists of one part."""

    def __init__(
        self, spotter: Spotter, label: Callable[[str], str], collective: Callable[[str], bool], passages: Mapping[str, Passage]
    ) -> None:
        self.spotter, self.label, self.collective, self.passages = spotter, label, collective, passages

    def relations(self, passage: Passage) -> Iterator[Read]:
        """What a passage says by its form: as a point of a list, and as a list of names."""
        thing = self._thing(passage)
        if thing:
            yield from map(Read, self._titled(passage, thing))
        yield from map(Read, self._listed(passage))

    def _thing(self, passage: Passage) -> Spot | None:
        """The piece of work that a point's title is the name of: that of a plan before others of the name."""
        if not passage.locator.rpartition(" > ")[2].startswith("point ") or not passage.title:
            return None
        named = [item for item in self.spotter.named(passage.title) if BY_NAME[self.label(item)].family is Family.WORK]
        parts = [item for item in named if item.count("/") > 1] or named
        return Spot(0, len(passage.title), (parts[0],), passage.title) if len(parts) == 1 else None

    def _titled(self, passage: Passage, thing: Spot) -> Iterator[Found]:
        above = self.passages.get(passage.around)
        plan = thing.ids[0].rpartition("/")[0]
        if above and plan.count("/"):
            for spot in self.spotter.spots(above.own, alone=True):
                if len(spot.ids) == 1 and self.label(spot.ids[0]) == "Theme" and spot.ids[0].rpartition("/")[0] == plan:
                    yield self._found("PART_OF", thing, spot, "a point under this heading", 84.0, passage)
                    break
        same = tuple(item for item in self.spotter.named(passage.title) if item != thing.ids[0])
        spots = [Spot(0, len(passage.title), same, passage.title)] if same else self.spotter.spots(passage.title, alone=True)
        for spot in spots:
            if len(spot.ids) == 1 and spot.ids[0] != thing.ids[0] and BY_NAME[self.label(spot.ids[0])].family in _FAMILIES:
                yield self._found("CONCERNS", thing, spot, "its title names it", 70.0, passage)

    def _listed(self, passage: Passage) -> Iterator[Found]:
        """Lines that are each one name, under a line that says what they are of."""
        subject: Spot | None = None
        kind = ""
        for line in passage.own.splitlines():
            bullet = _BULLET.match(line)
            if bullet and subject:
                for spot in self._members(bullet["words"][:_LONGEST], subject):
                    if said := self._related(kind, spot, subject, passage):
                        yield said
                continue
            lead = None if bullet and not line.rstrip().endswith(":") else _LEAD_IN.search(line)
            subject, kind = (self._subject(line), "members" if lead["members"] else "parts") if lead else (None, "")

    def _members(self, words: str, subject: Spot) -> list[Spot]:
        """The one thing that a line is the name of; of several, that which is a part of the list's own."""
        same = self.spotter.named(re.split(r"\s+[(–-]\s*|\s*\(", words)[0])
        own = [item for item in same if item.startswith(f"{subject.ids[0]}/")]
        one = own if len(own) == 1 else list(same)
        return [Spot(0, len(words), (one[0],), words)] if len(one) == 1 and one[0] != subject.ids[0] else []

    def _subject(self, line: str) -> Spot | None:
        """What a line speaks of: the name that it begins with, or that its `members of` are of."""
        found = [spot for spot in self.spotter.spots(line) if len(spot.ids) == 1]
        before = line[: found[0].start] if found else ""
        opens = re.sub(
            r"^\W*[\d.]*\s*(?:the\s+)?(?:(?:core |statutory )?members(?:hip)? of\s+)?(?:the\s+)?", "", before, flags=re.IGNORECASE
        )
        return found[0] if found and not opens.strip() else None

    def _related(self, kind: str, spot: Spot, subject: Spot, passage: Passage) -> Found | None:
        labels = self.label(spot.ids[0]), self.label(subject.ids[0])
        if self.collective(subject.ids[0]):
            type_, words = "INSTANCE_OF", "listed as one of them"
            if BY_NAME[labels[0]].family is not BY_NAME[labels[1]].family:
                return None
        elif kind == "members":
            type_, words = "MEMBER_OF", "listed among its members"
        elif BY_NAME[labels[0]].family is BY_NAME[labels[1]].family is Family.WORK:
            type_, words = "PART_OF", "listed among its parts"
        else:
            return None
        if not fits(BY_TYPE[type_].start, labels[0], other=labels[1]) or not fits(BY_TYPE[type_].end, labels[1], other=labels[0]):
            return None
        return self._found(type_, spot, subject, words, 80.0, passage)

    def _found(self, kind: str, left: Spot, right: Spot, words: str, score: float, passage: Passage) -> Found:
        form = Form(kind, words, _NOTHING, score=score)
        mode = mode_of(passage.own) if kind == "PART_OF" and words.startswith("listed") else Modality.IN_FORCE
        start = max(passage.own.find(left.text), 0)
        return Found(kind, left.ids[0], right.ids[0], form, score, mode, denied=False, said_by="", left_as=left.text, right_as=right.text,
                     start=start, end=start + len(left.text))  # fmt: skip
