"""Which names of a sentence stand at the two ends of a form of words: the nearest that may, and what their distance costs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from graph.model.labels import BY_NAME, Family
from graph.model.relationships import fits
from importers.prose.form import Form
from importers.prose.spotting import Spot

MOST_ENDS = 12
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
NAME = re.compile(r"⟨(\d+)⟩")
AND = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|as well as|&)\s+|\s*&\s*|/)(?:both\s+)?(?:the\s+|its\s+|their\s+|all\s+)?"
_AUXILIARY = (
    r"will|shall|should|would|may|might|can|could|must|is|are|was|were|be|been|being|has|have|had|do|does|did|to|not|never|also|currently|now|then|"
    r"still|continues?|continued|already|recently|jointly|regularly|expected|proposed|planned|required|due|recommended|asked|and|which|that|who|"
    r"no|longer|itself|both|responsible|agreed|intends?|intended|aims?|needs?|able|likely"
)
_AUX = re.compile(rf"(?:\s*\([^()]*\))?\s*,?((?:\s*\b(?:{_AUXILIARY})\b)*)\s*$")
_ARTICLES = re.compile(r"(?:the|an?|its|their|his|her|our|this|these|those|all|each|both|any|every|new|local|of|own|joint|for|on|in|to|by)")


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


Lists = Sequence[tuple[int, int, list[int]]]
"""Names that stand together: first and last place in the masked text, and their numbers."""


class End(NamedTuple):
    """The names that stand at one end."""

    start: int
    end: int
    ids: list[tuple[str, str]]
    numbers: list[int]
    cost: float


def nearest(
    told: Masked, lists: Lists, within: tuple[int, int], ends: tuple[str, ...], label: Callable[[str], str], *, before: bool
) -> End | None:
    """The nearest list of names that may stand at an end, and what its distance costs."""
    skipped = 0
    until = within[1]
    for place, (start, end, numbers) in enumerate(lists):
        between = told.text[end:until] if before else told.text[within[0] : start]
        if any(sign in between for sign in (";", ". ", ": ")) and not (not before and between.strip() == ":"):
            return None
        fitting = [(one, told.spots[number].text, number) for number in numbers if (one := one_of(told.spots[number], ends, label))]
        owner = bool(re.match(r"['’]s?\s", told.text[end : end + 3]))
        leant = before and not (owner or told.spots[numbers[0]].bound) and _leans(told.text[:start])
        if before and place + 1 < len(lists) and _GOES_ON.match(between) and not told.spots[numbers[0]].bound:
            until = start  # `X chairs Y and leads Z`: who leads is not Y
            continue
        aside = before and ")" in between and "(" not in between.partition(")")[0]
        if not fitting or leant or aside or (owner and (not before or not _is_possessed(told.text, end))):
            skipped += 1
            continue
        return End(
            start,
            end,
            [(one, text) for one, text, _ in fitting],
            [n for _, _, n in fitting],
            _cost(between, skipped, before=before, owner=owner),
        )
    return None


_LEANS = re.compile(
    r"(?:\b(?P<of>of)|\b(?:from|by|with|for|via|through|to|at|into|in|on|against|under|within|between|alongside|including))\s+"
    r"(?:(?:the|its|their|all|each|both|an?|his|her|our|every)\s+)?$"
)
_GOES_ON = re.compile(r"\s*,?\s*and\s+(?!⟨)")
_WHOSE = re.compile(
    r"\b(?:role|duty|duties|responsibility|responsibilities|function|functions|remit|job|purpose|power|powers|members?|work|activit(?:y|ies)|"
    r"delivery|performance|progress|development|implementation|management|running|operation|part|aim|aims|chair|behalf)\s+$"
)


def _leans(before: str) -> bool:
    """True for a name behind a preposition: it is not what the sentence speaks of, save in `the role of the Panel`."""
    found = _LEANS.search(before)
    return found is not None and not (found["of"] and _WHOSE.search(before[: found.start()]))


_MORE = re.compile(rf"(?:\s*,|\s+and\b)(?:\s*(?!to\b|who\b|which\b|that\b|in\b)[a-z’'&-]+){{0,4}}?(?:{AND}|\s+){NAME.pattern}")


def longer(told: Masked, end: End, ends: tuple[str, ...], label: Callable[[str], str]) -> End:
    """A list of names that goes on behind words that are no known name."""
    place, ids, numbers = end.end, list(end.ids), list(end.numbers)
    while (found := _MORE.match(told.text, place)) and len(ids) < MOST_ENDS:
        place, number = found.end(), int(found[1])
        if one := one_of(told.spots[number], ends, label):
            ids.append((one, told.spots[number].text))
            numbers.append(number)
    return end._replace(end=place, ids=ids, numbers=numbers)


_DIRECT = frozenset(
    {"HOSTS", "LEADS", "PRODUCES", "COMMISSIONS", "OVERSEES", "CONVENES", "USES", "SCRUTINISES", "DECIDED", "CHAIRS", "ACCOUNTABLE_FOR",
     "HOLDS_TO_ACCOUNT", "AWARDS", "FUNDS", "WORKS_WITH", "DEPUTISES_FOR"}
)  # fmt: skip
"""What they do, they do to what stands right behind the verb."""
_ASTRAY = re.compile(r"\b(?:for|to|from|with|by|through|via|into|at|about|against|under|between)\b|\band\s+\w+(?:ed|es)\b")


def goes_astray(form: Form, between: str) -> bool:
    """True where another preposition or verb stands between the words of a form and the name behind them."""
    by = form.passive and form.words.endswith((" by", " through"))
    return (by or form.type in _DIRECT) and bool(_ASTRAY.search(between))


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
    words = [word for word in _WORD.findall(NAME.sub(" ", rest)) if not _ARTICLES.fullmatch(word)]
    comma = 6.0 * rest.count(",")
    return 4.0 * len(words) + 12.0 * skipped + comma + 5.0 * owner


def one_of(spot: Spot, ends: tuple[str, ...], label: Callable[[str], str]) -> str:
    """The entity that may stand at an end, where it is one; a family that the other end decides is checked later."""
    open_end = any(end in ("any", "the same", "the same label") for end in ends)
    fitting = [item for item in spot.ids if open_end or fits(ends, label(item))]
    return fitting[0] if len(fitting) == 1 and BY_NAME[label(fitting[0])].family not in (Family.PAPER, Family.RECORD) else ""
