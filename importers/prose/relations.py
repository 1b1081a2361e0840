"""Relations that a sentence seems to state, by forms of words: what a person is asked, and never a fact.

The names of a sentence are taken out first; a form is then looked for in what is left, and the nearest names that may stand at its two
ends are its ends. How far they stand off, and how many other names stand between, lowers the score.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from graph.model.labels import BY_NAME, Family
from graph.model.relationships import BY_TYPE, fits
from graph.model.values import Modality
from importers.prose.constructions import beside
from importers.prose.ends import AND, MOST_ENDS, NAME, Lists, Masked, goes_astray, longer, masked, nearest
from importers.prose.forms import FORMS, Form
from importers.prose.spotting import Spot

LEAST = 45.0
"""Below this score nobody is asked."""
_AGENT = (Family.BODY, Family.HOLDER)
_STAND_IN = 8.0
"""What it costs that a word stands for a name."""
_LIST = re.compile(rf"⟨\d+⟩(?:{AND}⟨\d+⟩(?!['’]s?\s))*")
_EXCEPT = re.compile(r"\b(?:apart from|except(?:ing)?(?: for)?|other than|rather than|instead of)\b")
_NEGATIVE = re.compile(r"\b(?:not|never|neither|no longer|without|cannot|doesn.t|don.t|isn.t|aren.t|won.t)\b")
_MODES: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    (Modality.ENDED, re.compile(r"\b(?:no longer|ceased to|used to)\b")),
    (
        Modality.PROPOSED,
        re.compile(
            r"\b(?:should|may|might|could|would|propos\w+|recommend\w+|consider\w*|options?|explor\w+|invited to|powers? to|able to)\b"
        ),
    ),
    (Modality.EXPECTED, re.compile(r"\b(?:expected|anticipated|likely|due) to\b")),
    (
        Modality.PLANNED,
        re.compile(
            r"\b(?:will|shall|plan(?:s|ned)? to|looking to|intends? to|aims? to|to be \w+ed|"
            r"(?<!role )(?<!purpose )(?<!function )(?<!duty )is to|are to|going forward|once)\b|^\s*to\s*$"
        ),
    ),
)
_SAID = re.compile(
    r"⟨(\d+)⟩(?:\s*\([^()]*\))?\s+(?:also\s+|then\s+|further\s+)?"
    r"(?:stated|said|explained|reported|advised|added|confirmed|informed|noted|reiterated|assured|highlighted|commented|outlined|felt|believed|responded)\b"
)
_ASKED = re.compile(
    r"\b(?:asked|queried|questioned|wondered|enquired)\b(?:\s+\S+){0,4}?\s+(?:if|whether|what|how|why|when|which|who|for)\b"
)


def mode_of(text: str) -> Modality:
    """The modality that the words of a sentence give to what it says."""
    return next((mode for mode, sign in _MODES if sign.search(text.casefold())), Modality.IN_FORCE)


class Found(NamedTuple):
    """A relation that a sentence seems to state; ends and speaker are ids."""

    type: str
    left: str
    right: str
    form: Form
    score: float
    modality: Modality
    denied: bool
    said_by: str
    left_as: str
    right_as: str
    start: int
    end: int
    """Where its words stand in the sentence."""
    bound: bool = False
    """One of its ends is a word that stands for a name of a sentence before."""


def relations(
    sentence: str, spots: Sequence[Spot], label: Callable[[str], str], collective: Callable[[str], bool] = lambda _: False
) -> list[Found]:
    """The relations of one sentence; `label` gives the label of an entity, `collective` whether it is a class."""
    if len(spots) < 2 or sentence.rstrip().endswith("?"):
        return []
    told = masked(sentence, spots)
    asked = _ASKED.search(told.text)
    lists = [(found.start(), found.end(), [int(item) for item in NAME.findall(found[0])]) for found in _LIST.finditer(told.text)]
    found: dict[tuple[str, str, str], Found] = {}
    taken: list[tuple[int, int]] = []
    for form in FORMS:
        for match in form.pattern.finditer(told.text):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken) or (asked and start > asked.start()):
                continue
            reading = [item for item in _read(told, lists, form, match, label) if item.score >= LEAST]
            if reading:
                taken.append((start, end))
            for item in reading:
                known = found.get((item.type, item.left, item.right))
                if known is None or known.score < item.score:
                    found[item.type, item.left, item.right] = item
    for item in _beside(told, label, collective):
        found.setdefault((item.type, item.left, item.right), item)
    return list(found.values())


_LASTING = frozenset({"HOLDS", "POST_IN", "INSTANCE_OF", "PART_OF", "MEMBER_OF"})
_OWNED = frozenset({"is that of the other", "stands before the other", "uses these"})
"""Two names that stand beside each other tell of these whatever the verb of their sentence is."""


def _beside(told: Masked, label: Callable[[str], str], collective: Callable[[str], bool]) -> Iterator[Found]:
    """What names say that stand beside each other."""

    def one(number: int) -> str:
        ids = told.spots[number].ids
        return ids[0] if len(ids) == 1 and BY_NAME[label(ids[0])].family not in (Family.PAPER, Family.RECORD) else ""

    mode = mode_of(told.text)
    for item in beside(told.text, one, label, collective):
        if _NEGATIVE.search(told.text[max(0, item.start - 12) : item.start]):
            continue
        left, right = told.spots[item.left], told.spots[item.right]
        first, second = one(item.left), one(item.right)
        held = Modality.IN_FORCE if item.form.type in _LASTING or item.form.words in _OWNED else mode
        yield Found(
            item.form.type, first, second, item.form, item.form.score, held,
            denied=False, said_by=_speaker(told, item.start), left_as=left.text, right_as=right.text,
            start=min(left.start, right.start), end=max(left.end, right.end),
        )  # fmt: skip


def _read(told: Masked, lists: Lists, form: Form, match: re.Match[str], label: Callable[[str], str]) -> list[Found]:
    kind = BY_TYPE[form.type]
    start, end = match.span()
    doer, done = (kind.end, kind.start) if form.passive else (_AGENT if form.agents else kind.start, kind.end)
    inside = form.split
    rights = (
        [(match.start("inside"), match.end("inside"), [int(match["inside"][1:-1])])]
        if inside
        else [item for item in lists if item[0] >= end]
    )
    lefts = [item for item in reversed(lists) if item[1] <= start]
    limits = (form.second, form.first) if form.passive else (form.first, form.second)
    left = nearest(told, lefts, (0, start), limits[0] or doer, label, before=True)
    right = nearest(told, rights, (match.start("inside") if inside else end, len(told.text)), limits[1] or done, label, before=False)
    if not left or not right:
        return []
    if not inside and goes_astray(form, told.text[end : right.start]):
        return []
    if form.many:
        right = longer(told, right, limits[1] or done, label)
    bound = any(told.spots[number].bound for number in (*left.numbers, *right.numbers))
    aux = told.text[left.end : start]
    if _EXCEPT.search(aux):
        return []
    score = form.score - left.cost - right.cost - _STAND_IN * bound
    modality = mode_of(aux[-60:])
    denied = bool(_NEGATIVE.search(aux[-40:])) and modality is not Modality.ENDED
    speaker = _speaker(told, left.start)
    results: list[Found] = []
    for a in left.ids:
        for b in right.ids:
            if a[0] == b[0] or len(results) >= MOST_ENDS:
                continue
            first, second = (b, a) if form.passive else (a, b)
            if not fits(kind.start, label(first[0]), other=label(second[0])) or not fits(kind.end, label(second[0]), other=label(first[0])):
                continue
            if kind.undirected and first[0] > second[0]:
                first, second = second, first
            begin, finish = told.places[min(left.start, start)], told.places[max(right.end, end) - 1]
            finish = max(finish, max(told.spots[number].end for number in right.numbers))
            results.append(
                Found(form.type, first[0], second[0], form, score, modality, denied, speaker, first[1], second[1], begin, finish, bound)
            )
    return results


def _speaker(told: Masked, start: int) -> str:
    """Whose words are reported: the last name before the relation that said so."""
    said = [found for found in _SAID.finditer(told.text) if found.end() <= start or found.start() < start]
    if not said:
        return ""
    spot = told.spots[int(said[-1][1])]
    return spot.ids[0] if len(spot.ids) == 1 and spot.ids[0].split("/")[0] in ("body", "post", "person") else ""
