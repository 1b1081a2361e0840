"""Whom `it`, `they`, `the group` mean, and of whom the points of a list speak: the names that a sentence leaves out.

A stand-in is bound only to what was named last and is of its kind; where that is not clear the sentence stays without a subject.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from graph.model.labels import BY_NAME, Family
from importers.prose.sentences import Sentence
from importers.prose.spotting import Spot

_PRONOUN = re.compile(r"(?:in addition,?\s+|also,?\s+|however,?\s+|currently,?\s+)?(?P<word>it|they|he|she)\b(?!['’]s\b)", re.IGNORECASE)
_NOUNS = (
    "board|panel|committee|partnership|group|sub-group|forum|network|council|trust|commission|fund|strategy|plan|programme|project|scheme|"
    "service|hub|campaign|charter|agreement|framework|team|service|alliance"
)
_NAMED = re.compile(rf"\b(?:this|the|that)\s+(?P<noun>{_NOUNS})\b(?!['’]?s?\s+(?:of|for)\b)(?!-)", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:from|by|with|for|via|through|to|at|into|in|on|against|under|of|within|between|alongside|including)\s+"
    r"(?:(?:the|its|their|all|each|both|an?|his|her|our|every)\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\W*(?:(?:(?:in|at|on|since|during|under|as|from|following)\b[^,.;]{1,60},|additionally|furthermore|moreover|also|currently|however|"
    r"therefore|overall|finally)\W*)?(?:(?:the|an?|all|each|every|both|this|these|our|its|their|six|five|seven|nine|\d+|new|local)\s+)*$",
    re.IGNORECASE,
)
_POINT = re.compile(r"^\s*(?:[-•●–*]|\(?[a-z0-9]{1,3}[.)])\s*", re.IGNORECASE)
_REACH = 2
"""So many passages back a name may stand that `the group` means."""
_PEOPLE = ("he", "she")


class Subjects:
    """What the sentences of one part have named so far; ask in order."""

    def __init__(self, label: Callable[[str], str], name: Callable[[str], str]) -> None:
        self.label, self.name = label, name
        self._last: Spot | None = None
        self._lead: Spot | None = None
        self._nouns: dict[str, tuple[int, Spot]] = {}
        self._passage = 0
        self.from_place = 0
        """Where the sentence stands that named whom the last stand-in was bound to."""
        self._last_place = self._lead_place = 0

    def begin(self) -> None:
        """A passage begins: a pronoun never points into another one."""
        self._passage += 1
        self._last = self._lead = None

    def bound(self, sentence: Sentence, spots: Sequence[Spot], raw: str) -> list[Spot]:
        """The names of a sentence and its stand-ins, in order; `raw` is the passage's text before the sentence."""
        found = list(spots)
        self.from_place = sentence.start
        pronoun = _PRONOUN.match(sentence.text)
        if pronoun and self._last and self._stands_for(pronoun["word"].lower(), self._last):
            found.append(self._bind(self._last, *pronoun.span("word"), self._last_place))
        elif self._lead and _POINT.search(raw[raw.rfind("\n") + 1 :] or " "):
            found.append(self._bind(self._lead, 0, 0, self._lead_place))
        for stand_in in _NAMED.finditer(sentence.text):
            known = self._nouns.get(stand_in["noun"].lower())
            if known and self._passage - known[0] < _REACH and not any(_overlap(spot, stand_in.span()) for spot in found):
                found.append(self._bind(known[1], *stand_in.span(), sentence.start))
        found.sort(key=lambda spot: (spot.start, spot.end))
        self._remember(sentence, spots)
        return found

    def _bind(self, to: Spot, start: int, end: int, place: int) -> Spot:
        self.from_place = min(self.from_place, place)
        return Spot(start, end, to.ids, to.text, bound=True)

    def _remember(self, sentence: Sentence, spots: Sequence[Spot]) -> None:
        subject = next((spot for spot in spots if len(spot.ids) == 1), None)
        before = sentence.text[: subject.start] if subject else ""
        if subject and _OPENS.match(before) and not _PREPOSITION.search(before):
            self._last, self._last_place = subject, sentence.start
        elif not _PRONOUN.match(sentence.text):
            self._last = None
        if sentence.text.rstrip().endswith(":"):
            self._lead = subject if subject and subject is self._last else None
            self._lead_place = sentence.start
        for spot in spots:
            if len(spot.ids) == 1:
                noun = self.name(spot.ids[0]).rpartition(" ")[2].lower()
                self._nouns[noun] = (self._passage, spot)

    def _stands_for(self, word: str, spot: Spot) -> bool:
        label = self.label(spot.ids[0])
        family = BY_NAME[label].family
        if word in _PEOPLE:
            return family is Family.HOLDER
        return family in (Family.BODY, Family.WORK, Family.MONEY, Family.THING) and (word == "it" or family is Family.BODY)


def _overlap(spot: Spot, span: tuple[int, int]) -> bool:
    return spot.start < span[1] and span[0] < spot.end
