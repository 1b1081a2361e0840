"""Relations that a sentence seems to state, by forms of words: what a person is asked, and never a fact.

The names of a sentence are taken out first; a form is then looked for in what is left, and the nearest names that may stand at its two
ends are its ends. How far they stand off, and how many other names stand between, lowers the score.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from graph.model.labels import BY_NAME, Family
from graph.model.relationships import BY_TYPE, fits
from graph.model.values import Modality
from importers.prose.forms import FORMS, Form
from importers.prose.spotting import Spot

LEAST = 45.0
"""Below this score nobody is asked."""
_AGENT = (Family.BODY, Family.HOLDER)
_MOST_ENDS = 12
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NAME = re.compile(r"⟨(\d+)⟩")
_AND = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|as well as|&)\s+|\s*&\s*|/)(?:both\s+)?(?:the\s+|its\s+|their\s+|all\s+)?"
_LIST = re.compile(rf"⟨\d+⟩(?:{_AND}⟨\d+⟩(?!['’]s?\s))*")
_AUXILIARY = (
    r"will|shall|should|would|may|might|can|could|must|is|are|was|were|be|been|being|has|have|had|do|does|did|to|not|never|also|currently|now|then|"
    r"still|continues?|continued|already|recently|jointly|regularly|expected|proposed|planned|required|due|recommended|asked|and|which|that|who|"
    r"no|longer|itself|both|responsible|agreed|intends?|intended|aims?|needs?|able|likely"
)
_AUX = re.compile(rf"(?:\s*\([^()]*\))?\s*,?((?:\s*\b(?:{_AUXILIARY})\b)*)\s*$")
_ARTICLES = re.compile(r"(?:the|an?|its|their|his|her|our|this|these|those|all|each|both|any|every|new|local|of|own|joint|for|on|in|to|by)")
_NEGATIVE = re.compile(r"\b(?:not|never|neither|no longer|without|cannot|doesn.t|don.t|isn.t|aren.t|won.t)\b")
_MODES: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    (Modality.ENDED, re.compile(r"\b(?:no longer|ceased to|used to)\b")),
    (Modality.PROPOSED, re.compile(r"\b(?:should|may|might|could|would|propos\w+|recommend\w+|consider\w*|options?)\b")),
    (Modality.EXPECTED, re.compile(r"\b(?:expected|anticipated|likely|due) to\b")),
    (Modality.PLANNED, re.compile(r"\b(?:will|shall|plan(?:s|ned)? to|intends? to|aims? to|is to|are to|going forward|once)\b")),
)
_SAID = re.compile(
    r"⟨(\d+)⟩(?:\s*\([^()]*\))?\s+(?:also\s+|then\s+|further\s+)?"
    r"(?:stated|said|explained|reported|advised|added|confirmed|informed|noted|reiterated|assured|highlighted|commented|outlined|felt|believed|responded)\b"
)
_ASKED = re.compile(
    r"\b(?:asked|queried|questioned|wondered|enquired)\b(?:\s+\S+){0,4}?\s+(?:if|whether|what|how|why|when|which|who|for)\b"
)


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


class Masked(NamedTuple):
    """A sentence in small letters, its names replaced by `⟨0⟩`, `⟨1⟩`; `places` lead back."""

    text: str
    places: list[int]
    spots: Sequence[Spot]


def masked(sentence: str, spots: Sequence[Spot]) -> Masked:
    """A sentence without its names."""
    parts: list[str] = []
    places: list[int] = []
    last = 0
    for number, spot in enumerate(spots):
        plain = sentence[last : spot.start].lower()
        plain = plain if len(plain) == spot.start - last else sentence[last : spot.start]
        parts.append(plain)
        places += range(last, spot.start)
        mark = f"⟨{number}⟩"
        parts.append(mark)
        places += [spot.start] * len(mark)
        last = spot.end
    rest = sentence[last:].lower()
    parts.append(rest if len(rest) == len(sentence) - last else sentence[last:])
    places += range(last, len(sentence) + 1)
    return Masked("".join(parts).replace("\n", " "), places, spots)


def relations(sentence: str, spots: Sequence[Spot], label: Callable[[str], str]) -> list[Found]:
    """The relations of one sentence; `label` gives the label of an entity."""
    if len(spots) < 2 or sentence.rstrip().endswith("?"):
        return []
    told = masked(sentence, spots)
    asked = _ASKED.search(told.text)
    lists = [(found.start(), found.end(), [int(item) for item in _NAME.findall(found[0])]) for found in _LIST.finditer(told.text)]
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
    return list(found.values())


_Lists = Sequence[tuple[int, int, list[int]]]


def _read(told: Masked, lists: _Lists, form: Form, match: re.Match[str], label: Callable[[str], str]) -> list[Found]:
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
    left = _nearest(told, lefts, (0, start), doer, label, before=True)
    right = _nearest(told, rights, (match.start("inside") if inside else end, len(told.text)), done, label, before=False)
    if not left or not right:
        return []
    aux = told.text[left.end : start]
    score = form.score - left.cost - right.cost
    modality = next((mode for mode, sign in _MODES if sign.search(aux[-60:])), Modality.IN_FORCE)
    denied = bool(_NEGATIVE.search(aux[-40:])) and modality is not Modality.ENDED
    speaker = _speaker(told, left.start)
    results: list[Found] = []
    for a in left.ids:
        for b in right.ids:
            if a[0] == b[0] or len(results) >= _MOST_ENDS:
                continue
            first, second = (b, a) if form.passive else (a, b)
            if not fits(kind.start, label(first[0]), other=label(second[0])) or not fits(kind.end, label(second[0]), other=label(first[0])):
                continue
            if kind.undirected and first[0] > second[0]:
                first, second = second, first
            begin, finish = told.places[min(left.start, start)], told.places[max(right.end, end) - 1]
            finish = max(finish, max(told.spots[number].end for number in right.numbers))
            results.append(
                Found(form.type, first[0], second[0], form, score, modality, denied, speaker, first[1], second[1], begin, finish)
            )
    return results


class _End(NamedTuple):
    start: int
    end: int
    ids: list[tuple[str, str]]
    numbers: list[int]
    cost: float


def _nearest(
    told: Masked, lists: _Lists, within: tuple[int, int], ends: tuple[str, ...], label: Callable[[str], str], *, before: bool
) -> _End | None:
    """The nearest list of names that may stand at an end, and what its distance costs."""
    skipped = 0
    for start, end, numbers in lists:
        between = told.text[end : within[1]] if before else told.text[within[0] : start]
        if any(sign in between for sign in (";", ". ", ": ")) and not (not before and between.strip() == ":"):
            return None
        fitting = [(one, told.spots[number].text, number) for number in numbers if (one := _one(told.spots[number], ends, label))]
        owner = bool(re.match(r"['’]s?\s", told.text[end : end + 3]))
        if not fitting or (owner and (not before or not _is_possessed(told.text, end))):
            skipped += 1
            continue
        return _End(
            start,
            end,
            [(one, text) for one, text, _ in fitting],
            [n for _, _, n in fitting],
            _cost(between, skipped, before=before, owner=owner),
        )
    return None


def _is_possessed(text: str, end: int) -> bool:
    """`X's role is to oversee`: the owner is who does it."""
    return bool(
        re.match(
            r"['’]s?\s+(?:\w+\s+)?(?:role|duty|duties|responsibility|responsibilities|function|functions|remit|job|purpose|power|powers)\b",
            text[end : end + 60],
        )
    )


def _cost(between: str, skipped: int, *, before: bool, owner: bool) -> float:
    if before:
        aux = _AUX.search(between)
        rest = between[: aux.start(1)] if aux else between
        rest = re.sub(r"\([^()]*\)", " ", rest)
    else:
        rest = between
    words = [word for word in _WORD.findall(_NAME.sub(" ", rest)) if not _ARTICLES.fullmatch(word)]
    comma = 6.0 * rest.count(",")
    return 4.0 * len(words) + 12.0 * skipped + comma + 5.0 * owner


def _one(spot: Spot, ends: tuple[str, ...], label: Callable[[str], str]) -> str:
    """The entity that may stand at an end, where it is one; a family that the other end decides is checked later."""
    open_end = any(end in ("any", "the same", "the same label") for end in ends)
    fitting = [item for item in spot.ids if open_end or fits(ends, label(item))]
    return fitting[0] if len(fitting) == 1 and BY_NAME[label(fitting[0])].family not in (Family.PAPER, Family.RECORD) else ""


def _speaker(told: Masked, start: int) -> str:
    """Whose words are reported: the last name before the relation that said so."""
    said = [found for found in _SAID.finditer(told.text) if found.end() <= start or found.start() < start]
    if not said:
        return ""
    spot = told.spots[int(said[-1][1])]
    return spot.ids[0] if len(spot.ids) == 1 and spot.ids[0].split("/")[0] in ("body", "post", "person") else ""
