"""What lists of a meeting say: who is a member and holds which post, what a forward plan puts on which meeting, and where it meets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from graph.facts import Claim
from graph.model.ids import make_id
from graph.model.labels import BY_NAME, Family
from graph.model.relationships import fits
from graph.model.values import Modality
from importers.names import Known, Names
from importers.papers.passages import Passage
from importers.prose.columns import row_of
from importers.prose.dates import MONTHS, dates
from importers.prose.forms import Form
from importers.prose.minutes import Attendee, attendees, listed, person_of
from importers.prose.relations import Found
from importers.prose.spotting import Spot, Spotter
from importers.prose.tables import Read

_NOTHING = re.compile(r"(?!)")
_MEMBERS = re.compile(
    r"^(?:(?:panel|board|committee|partnership|group|current|core|voting|statutory|independent|co-?opted|substitute|other) )*"
    r"(?:membership|members|substitutes?)(?: list)?\s*:?$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:(?:councillors?|cllrs?|members?|substitutes?)\s*:\s*)+", re.IGNORECASE)
_PRESENT = re.compile(r"^\W*(?:(?:panel|board|committee) )?members?(?: present| in attendance| attending)\b", re.IGNORECASE)
_CHAIR = re.compile(r"(?P<vice>(?:vice|deputy)[- ]?)?chair(?:man|person|woman)?", re.IGNORECASE)
_DATES = re.compile(r"^(?:meeting )?dates?(?: of (?:the )?meetings?)?$|^meetings?$", re.IGNORECASE)
_ITEMS = re.compile(r"^(?:agenda |key |main )?(?:items?|agenda|business|reports?|topics?|subjects?|papers?)(?: .{1,30})?$", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[ap]\.?m|agm|noon|at|on|in|the|venue|location|place|"
    rf"{'|'.join(MONTHS)})\b",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"^\W*(?P<how>from|report (?:of|by)|author|contact officer|report author|lead officer)\b\s*[:–-]?\s*(?:the\s+)?(?P<who>\S.{2,120})$",
    re.IGNORECASE,
)
_REACH = 200
_DAY = len("2023-03-15")
_COUNTED = (Family.WORK, Family.BODY, Family.MONEY)


class Part(NamedTuple):
    """The part of a paper that the lists stand in."""

    document: str
    date: str
    body: str
    kind: str
    basis: str
    pack: str
    """The date of the whole paper."""


class Rosters:
    """Reads the lists of one part; says nothing where the part's body is not known."""

    def __init__(self, part: Part, names: Names, spotter: Spotter, label: Callable[[str], str]) -> None:
        self.part, self.names, self.spotter, self.label = part, names, spotter, label
        self._people: dict[str, str] = {}

    def read(self, passages: Mapping[str, Passage]) -> dict[str, list[Read]]:
        """What the lists say, by the locator of the passage that says it."""
        found: dict[str, list[Read]] = {}
        if not self.part.body or self.part.body not in self.names.by_id:
            return found
        order = list(passages.values())
        for locator, read in (*self._members(order), *self._attending(order), *self._meetings(passages), *self._considered(passages)):
            found.setdefault(locator, []).append(read)
        return found

    def _members(self, passages: Sequence[Passage]) -> Iterator[tuple[str, Read]]:
        """Names under a heading `Membership`, `Substitutes`."""
        for passage in passages:
            if not passage.locator.rpartition(" > ")[2].startswith("section ") or not _MEMBERS.match(passage.title):
                continue
            substitute = "substitute" in passage.title.casefold()
            for line in passage.own.splitlines()[1:]:
                for item in listed(_LABEL.sub("", line.strip(" *-•")), "substitute" if substitute else ""):
                    yield from ((passage.locator, read) for read in self._member(item, passage.own))

    def _attending(self, passages: Sequence[Passage]) -> Iterator[tuple[str, Read]]:
        """`Members present`, with the posts in brackets; and the posts printed beside officers."""
        by_locator = {passage.locator: passage for passage in passages}
        for locator, item in attendees(passages):
            text = by_locator[locator].own
            line = next((line for line in text.splitlines() if item.name in line), "")
            if _PRESENT.match(line):
                yield from ((locator, read) for read in self._member(item._replace(capacity=""), text))
            elif item.post:
                yield from ((locator, read) for read in self._holder(item, text))

    def _member(self, item: Attendee, text: str) -> Iterator[Read]:
        person, claims = person_of(item.name, self.part.body, self.names, self._people)
        if not person:
            return
        known = self.names.by_id[self.part.body]
        carried = (("capacity", item.capacity),) if item.capacity else ()
        yield Read(
            self._found("MEMBER_OF", person, self.part.body, "listed among the members", item.name, known.name, text, carried), claims
        )
        chair = _CHAIR.fullmatch(item.post)
        if chair:
            vice = (("capacity", "vice"),) if chair["vice"] else ()
            yield Read(self._found("CHAIRS", person, self.part.body, "listed as chair", item.name, known.name, text, vice))
            post = make_id("post", self.part.body.rpartition("/")[2], "vice-chair" if chair["vice"] else "chair")
            if post in self.names.by_id:
                yield Read(self._found("HOLDS", person, post, "the post beside the name", item.name, item.post, text))
                yield Read(self._found("POST_IN", post, self.part.body, "a post of this body", item.post, known.name, text))

    def _holder(self, item: Attendee, text: str) -> Iterator[Read]:
        """Who holds a post that is known, and in which body: only as the line prints both."""
        spots = [spot for spot in self.spotter.spots(item.post, alone=True) if len(spot.ids) == 1]
        post = next((spot for spot in spots if self.label(spot.ids[0]) == "Role"), None)
        body = next((spot for spot in spots if BY_NAME[self.label(spot.ids[0])].family is Family.BODY), None)
        person, claims = self._known(item.name) if post else ("", ())
        if post and person:
            yield Read(self._found("HOLDS", person, post.ids[0], "the post beside the name", item.name, post.text, text), claims)
        if post and body:
            yield Read(self._found("POST_IN", post.ids[0], body.ids[0], "the body beside the post", post.text, body.text, text))

    def _known(self, name: str) -> tuple[str, tuple[Claim, ...]]:
        """The one person known by this name; else one of this body."""
        found = [item for item in self.spotter.named(name) if self.label(item) == "Person"]
        return (found[0], ()) if len(found) == 1 else person_of(name, self.part.body, self.names, self._people)

    def _meetings(self, passages: Mapping[str, Passage]) -> Iterator[tuple[str, Read]]:
        """A table of meeting dates and their items."""
        rows: dict[str, list[tuple[str, Passage]]] = {}
        for locator, passage in passages.items():
            row, heading = row_of(locator)
            if row:
                rows.setdefault(row, []).append((heading, passage))
        for cells in rows.values():
            when = next((passage for heading, passage in cells if _DATES.match(heading)), None)
            printed = next(dates(when.own), None) if when else None
            items = [passage for heading, passage in cells if _ITEMS.match(heading)]
            if not when or not printed or len(printed.date) != _DAY or not items:
                continue
            meeting, claims = self._meeting(printed.date)
            mode = Modality.PLANNED if printed.date >= self.part.date else Modality.IN_FORCE
            for passage in items if printed.date != self.part.pack else ():  # that meeting's items are the pack's own papers
                for spot in self._things(passage.own):
                    said = self._found(
                        "CONSIDERED_AT", spot.ids[0], meeting, "listed among the items", spot.text, printed.text, passage.own
                    )
                    yield passage.locator, Read(said._replace(modality=mode), claims)
            yield from ((when.locator, read) for read in self._place(when.own, meeting, printed.text, mode, claims))

    def _place(self, text: str, meeting: str, printed: str, mode: Modality, claims: Sequence[Claim]) -> Iterator[Read]:
        """Where a meeting is held: the first place that is printed with it, and what that is in."""
        places = [spot for spot in self.spotter.spots(text, alone=True) if len(spot.ids) == 1 and self.label(spot.ids[0]) == "Area"]
        before = _WHEN.sub(" ", text[: places[0].start]) if places else ""
        if places and not re.search(r"[^\W\d_]{3}", before):
            said = self._found("LOCATED_AT", meeting, places[0].ids[0], "printed with its date", printed, places[0].text, text)
            yield Read(said._replace(modality=mode), tuple(claims))
        for inner, outer in pairwise(places):
            if re.fullmatch(r"[\s,–-]*", text[inner.end : outer.start]):
                yield Read(
                    self._found("PART_OF", inner.ids[0], outer.ids[0], "printed with the place it is in", inner.text, outer.text, text)
                )

    def _considered(self, passages: Mapping[str, Passage]) -> Iterator[tuple[str, Read]]:
        """A report goes to the body that its head names: to the meeting of its date, where the date is that of the meeting."""
        head = passages.get("head")
        if not head or self.part.kind == "pack":
            return
        known = self.names.by_id[self.part.body]
        of_meeting = self.part.basis == "of the meeting" and len(self.part.date) == _DAY
        if self.part.kind in ("agenda", "minutes"):
            printed = next((item for item in dates(head.own) if item.date == self.part.date), None)
            if of_meeting and printed:
                meeting, claims = self._meeting(self.part.date)
                beside = head.own[printed.end :][:_REACH]
                yield from (("head", read) for read in self._place(beside, meeting, printed.text, Modality.IN_FORCE, claims))
            return
        if self.part.kind not in ("report", "paper") or not re.search(r"\breport\b|\bto:|\bagenda item\b", head.own, re.IGNORECASE):
            return
        yield from (("head", read) for read in self._authors(head.own))
        end, claims = self._meeting(self.part.date) if of_meeting else (self.part.body, ())
        said = self._found("CONSIDERED_AT", self.part.document, end, "the head of the paper names the body", "", known.name, head.own)
        yield "head", Read(said._replace(modality=Modality.PLANNED), claims)

    def _authors(self, text: str) -> Iterator[Read]:
        """Whose report it is, by the lines of its head: `From: Chief Executive`, `Contact Officer – ..., Head of Service`."""
        for line in text.splitlines():
            found = _AUTHOR.match(line)
            spots = [spot for spot in self.spotter.spots(found["who"], alone=True) if len(spot.ids) == 1] if found else []
            spot = next((item for item in spots if fits(("Role", Family.BODY), self.label(item.ids[0]))), None)
            if found and spot and re.match(r"\s*(?:$|[,(|–-])", found["who"][spot.end :]):
                contact = found["how"].casefold().startswith("contact")
                carried = (("capacity", "contact officer" if contact else "author"),)
                yield Read(
                    self._found("PRODUCES", spot.ids[0], self.part.document, "the head names who wrote it", spot.text, "", text, carried)
                )

    def _meeting(self, date: str) -> tuple[str, tuple[Claim, ...]]:
        item = make_id("meeting", self.part.body.rsplit("/", 1)[-1], date)
        if item in self.names.by_id:
            return item, ()
        name = f"{self.names.by_id[self.part.body].name}, {date}"
        self.names.add(Known(item, name, (), "Meeting", unreviewed=True))
        claim = Claim(id=item, ids=((2, item),), labels=("Meeting",), name=name, extra={"date": date}, unreviewed=True)
        return item, (claim,)

    def _things(self, text: str) -> Iterator[Spot]:
        for spot in self.spotter.spots(text, alone=True):
            if len(spot.ids) == 1 and BY_NAME[self.label(spot.ids[0])].family in _COUNTED and spot.ids[0] != self.part.body:
                yield spot

    def _found(
        self,
        kind: str,
        left: str,
        right: str,
        words: str,
        left_as: str,
        right_as: str,
        text: str,
        carried: tuple[tuple[str, str], ...] = (),
    ) -> Found:
        form = Form(kind, words, _NOTHING, score=84.0, carried=carried)
        start = max(text.find(left_as or right_as), 0)
        return Found(kind, left, right, form, form.score, Modality.IN_FORCE, denied=False, said_by="", left_as=left_as, right_as=right_as,
                     start=start, end=start + len(left_as or right_as))  # fmt: skip
