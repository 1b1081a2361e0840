"""The names in one cell: separators, brackets, and where "and" parts two names and where it belongs to one: pure but for what is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from graph.model.ids import fold
from importers.names import are_initials, label_for
from importers.plans.people import is_person
from importers.plans.values import names_nobody

IsKnown = Callable[[str], bool]

_HARD = re.compile(r"\s*[;\n|•·▪●]\s*")
_SLASH = re.compile(r"\s*/\s*")
_COMMA = re.compile(r"\s*,\s*(?![^(]*\))")
_AND = re.compile(r"\s+(?:and|&|\+|plus|with)\s+|\s*&\s*(?=[A-Z]{2,}\b)", re.IGNORECASE)
_BRACKET = re.compile(r"^(.*?\S)\s*[(\[]([^()\[\]]*)[)\]]\s*$", re.DOTALL)
_LABELLED = re.compile(
    r"^(?:joint |co-?)?(?:leads?|led by|owner|support(?:ed by)?|partners?|sro|lead officer|responsible|with)\s*[:\-–]\s*", re.IGNORECASE
)
_HEAD = re.compile(
    r"(?:councils?|police|constabulary|services?|trust|boards?|teams?|units?|departments?|partnerships?|groups?|office|agency|agencies|probation|"
    r"commissioner|panel|committee|forum|network|university|college|hub|csps?|opcc|pcc|authority|authorities|association|support|"
    r"manager|officer|director|lead|inspector|chief executive)(?: \d+)?$"
)
_SINGLE = frozenset(["constabulary", "opcc", "csps", "csp", "probation", "councils", "police", "housing", "education"])
_GOES_ON = re.compile(
    r"^(?:crime|wellbeing|well-being|rescue|social care|safety|partners?|others?|skills|leisure|development|families|young|prevention)\b"
)
_TELLS_MORE = re.compile(r"^(?:joint|co-?lead|lead|overall lead|interim|acting|vacant|strategic|operational|tbc|support|chair|all)$")


class Named(NamedTuple):
    """One name of a cell: its words, what stands in brackets behind it, and the whole of it as printed."""

    name: str
    bracket: str = ""
    printed: str = ""


def names_in(text: str, known: IsKnown) -> list[Named]:
    """The names in a cell, in order, each once. `known` says whether a text is a name, a code or a form of something known.

    >>> [item.name for item in names_in("OPCC / Constabulary / County Council (DA)", lambda name: False)]
    ['OPCC', 'Constabulary', 'County Council']
    >>> [item.name for item in names_in("Police and Crime Commissioner and Fire Service", lambda name: False)]
    ['Police and Crime Commissioner', 'Fire Service']
    """
    found: dict[str, Named] = {}
    for piece in _pieces(text, known):
        if names_nobody(piece):
            continue
        named = bracketed(piece, known)
        if re.search(r"\w", named.name):
            found.setdefault(f"{fold(named.name)}|{fold(named.bracket)}", named)
    return list(found.values())


def bracketed(piece: str, known: IsKnown) -> Named:
    """A name and what stands behind it in brackets, unless the whole is a known name."""
    tidy = _LABELLED.sub("", piece.strip(" .,*")).strip()
    match = _BRACKET.match(tidy)
    if not match or known(tidy):
        return Named(tidy, "", piece.strip())
    return Named(match[1].strip(" ,"), match[2].strip(), piece.strip())


def _pieces(text: str, known: IsKnown) -> Iterable[str]:
    if known(" ".join(text.split())):
        yield " ".join(text.split())
        return
    for part in _outside_brackets(_HARD, text):
        if not part:
            continue
        if known(part):
            yield part
            continue
        for bit in _slashed(part):
            yield from _commas(bit, known)


def _outside_brackets(separator: re.Pattern[str], text: str) -> list[str]:
    """A text cut at a separator that stands in no brackets."""
    parts, last = [], 0
    for match in separator.finditer(text):
        before = text[: match.start()]
        if before.count("(") > before.count(")") and ")" in text[match.end() :]:
            continue
        parts.append(text[last : match.start()].strip())
        last = match.end()
    return [*parts, text[last:].strip()]


def _slashed(part: str) -> list[str]:
    bits = _outside_brackets(_SLASH, part)
    if len(bits) > 1 and any(re.fullmatch(r"[tT]|[nN]|[cC]", bit) for bit in bits):  # T/Insp, n/a, c/o
        return [part]
    return [bit for bit in bits if bit]


def _commas(part: str, known: IsKnown) -> Iterable[str]:
    """Cut at commas, unless they stand inside one name: a list of subjects, or a name and its post."""
    if known(part):
        yield part
        return
    bits = [bit for bit in _outside_brackets(_COMMA, part) if bit]
    if len(bits) > 1 and _is_one_name(bits, known):
        yield part
        return
    place = 0
    while place < len(bits):
        whole = next((end for end in range(len(bits), place + 1, -1) if known(", ".join(bits[place:end]))), 0)
        if whole:
            yield ", ".join(bits[place:whole])
            place = whole
            continue
        bit = bits[place]
        if is_person(bit) and place + 1 < len(bits) and label_for(bits[place + 1]) == "Role" and not known(bits[place + 1]):
            yield f"{bits[place + 1]} ({bit})"  # a person and the post
            place += 2
            continue
        yield from _ands(re.sub(r"^(?:and|&)\s+", "", bit), known)
        place += 1


def _is_one_name(bits: list[str], known: IsKnown) -> bool:
    """True for "Children, Families and Communities": only the last part has a head, and no part is a name alone."""
    *first, last = bits
    joined = bool(re.search(r"\s(?:and|&)\s", last))
    alone = any(known(bit) or _HEAD.search(fold(bit)) or are_initials(bit) or is_person(bit) or bit.isupper() for bit in first)
    return joined and not alone and all(len(bit.split()) <= 2 for bit in first) and bool(_HEAD.search(fold(last)))


def _ands(part: str, known: IsKnown) -> Iterable[str]:
    if known(part):
        yield part
        return
    for match in _AND.finditer(part):
        left, right = part[: match.start()].strip(), part[match.end() :].strip()
        if left.count("(") != left.count(")") or not left or not right:
            continue
        if _parts_names(left, right, known):
            yield left
            yield from _ands(right, known)
            return
    yield part


def _parts_names(left: str, right: str, known: IsKnown) -> bool:
    """True where "and" stands between two names, not inside one."""
    if _GOES_ON.match(fold(right)) and not known(right):
        return False
    if re.fullmatch(r"[A-Z]{2,4}", left) and re.match(r"[A-Z]{2,4}\s+\w", right) and not known(left):
        return False  # two subjects of one group: "DA & SV Delivery Group"
    if fold(left) == "police" and (re.fullmatch(r"[A-Z]{2,}s?", right) or (len(right.split()) > 1 and _HEAD.search(fold(right)))):
        return True
    first = next(iter(_AND.split(right, maxsplit=1)))
    sure = [known(left) and (len(left.split()) > 1 or left.isupper() or fold(left) in _SINGLE), known(right) or known(first)]
    if all(sure):
        return True
    return _stands_alone(left, known) and (_stands_alone(right, known) or _stands_alone(first, known) or bool(_HEAD.search(fold(right))))


def _stands_alone(name: str, known: IsKnown) -> bool:
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", name)
    words = bare.split()
    if not words:
        return False
    if are_initials(bare) or is_person(bare) or (len(words) == 1 and bare.isupper() and len(bare) > 1):
        return True
    if len(words) == 1:
        return fold(bare) in _SINGLE - {"police", "housing", "education"} or (known(bare) and fold(bare) != "police")
    return bool(_HEAD.search(fold(bare))) or known(bare)


def is_remark(bracket: str) -> bool:
    """True for words in brackets that say how somebody leads, and not who or for what."""
    return bool(_TELLS_MORE.match(fold(bracket)))
