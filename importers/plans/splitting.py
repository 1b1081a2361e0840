"""The names in one cell: separators, brackets, and where "and" parts two names and where it belongs to one: pure but for what is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from graph.model.ids import fold
from importers.names import are_initials, label_for
from importers.plans.people import is_bare_post, is_person, is_post
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
_JOINED = re.compile(
    r"[\s,]+(?:supported by|with (?:the )?support (?:from|of)|in (?:partnership|conjunction|collaboration) with|working with|"
    r"assisted by)\b:?\s*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:lead|owner|officer|post|agency|new)?\s*(?:tb[acd]\b(?!\s*[A-Z])|vacant\b)|"
    r"to be (?:agreed|confirmed|appointed|decided|identified|determined|"
    r"allocated|recruited)\b|\S+@\S+\.\w+$",
    re.IGNORECASE,
)
"""What stands in the place of a name: nobody yet, an address."""
_BEHALF = re.compile(r"[\s,]+on behalf of\b.*$", re.IGNORECASE | re.DOTALL)
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s+(?=\D)")
_ONE_WORD = frozenset(
    ["police", "council", "councils", "fire", "health", "probation", "opcc", "education", "housing", "csp", "csps", "schools"]
)
_SUPPORT = re.compile(r"(?:support|partner|contribut|with\b)")
_DASH = re.compile(r"\s+[–—-]\s+")
_HEAD = re.compile(
    r"(?:councils?|police|constabulary|services?|trust|boards?|teams?|units?|departments?|partnerships?|groups?|office|agency|agencies|probation|"
    r"commissioner|panel|committee|forum|network|university|college|hub|csps?|opcc|pcc|authority|authorities|association|support|"
    r"manager|officer|director|lead|inspector|chief executive)(?: \d+)?$"
)
_BODY = re.compile(r"\b(?:[DCB]C|MBC|CBC|MDC|UA|OPCC|ICB|NHS|YJS|YOS|VRU|CSP)$")
_SINGLE = frozenset(["constabulary", "opcc", "csps", "csp", "probation", "councils", "police", "housing", "education"])
_GOES_ON = re.compile(
    r"^(?:crime|wellbeing|well-being|rescue|social care|safety|partners?|others?|skills|leisure|development|families|young|prevention)\b"
)
_TELLS_MORE = re.compile(
    r"^(?:joint|co-?lead|lead|overall lead|interim|acting|vacant|strategic|operational|tbc|support(?:ing)?(?: partner)?|"
    r"partner|contributing|contributor|chair|all)$"
)


class Named(NamedTuple):
    """One name of a cell: its words, what stands in brackets behind it, and the whole of it as printed."""

    name: str
    bracket: str = ""
    printed: str = ""
    support: bool = False
    """The cell says that this one supports, and does not lead."""


def names_in(text: str, known: IsKnown) -> list[Named]:
    """The names in a cell, in order, each once. `known` says whether a text is a name, a code or a form of something known.

    >>> [item.name for item in names_in("OPCC / Constabulary / County Council (DA)", lambda name: False)]
    ['OPCC', 'Constabulary', 'County Council']
    >>> [item.name for item in names_in("Police and Crime Commissioner and Fire Service", lambda name: False)]
    ['Police and Crime Commissioner', 'Fire Service']
    """
    found: dict[str, Named] = {}
    for words, printed, support in _pieces(text, known):
        if names_nobody(words) or _NO_NAME.match(words):
            continue
        named = bracketed(words, known)
        if re.search(r"\w", named.name):
            support = support or bool(named.bracket and _SUPPORT.match(fold(named.bracket)) and is_remark(named.bracket))
            found.setdefault(f"{fold(named.name)}|{fold(named.bracket)}", named._replace(printed=printed, support=support or named.support))
    return list(found.values())


def bracketed(piece: str, known: IsKnown) -> Named:
    """A name and what stands behind it in brackets, unless the whole is a known name."""
    tidy = piece.strip(" .,*")
    label = _LABELLED.match(tidy)
    support = bool(label and _SUPPORT.match(fold(label[0])))
    tidy = tidy[label.end() :].strip() if label else tidy
    match = _BRACKET.match(tidy)
    if not match or known(tidy):
        return Named(tidy, "", piece.strip(), support)
    return Named(match[1].strip(" ,"), match[2].strip(), piece.strip(), support)


def _pieces(text: str, known: IsKnown) -> Iterable[tuple[str, str, bool]]:
    """The words of each name, what is printed for it, and whether it stands behind "Support:"."""
    whole = " ".join(text.split())
    if known(whole):
        yield whole, whole, False
        return
    support = False
    for line in _outside_brackets(_HARD, text):
        label = _LABELLED.match(line)
        if label:
            support = bool(_SUPPORT.match(fold(label[0])))
        part = _NUMBERED.sub("", line[label.end() :] if label else line)
        if not part:
            continue
        if known(part):
            yield part, part, support
            continue
        for place, side in enumerate(_JOINED.split(_BEHALF.sub("", part))):
            for bit in _slashed(side):
                yield from ((words, printed, support or place > 0) for words, printed in _commas(bit, known))


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


def _commas(part: str, known: IsKnown) -> Iterable[tuple[str, str]]:
    """Cut at commas, unless they stand inside one name: a list of subjects, or a name and its post."""
    if known(part):
        yield part, part
        return
    bits = [bit for bit in _outside_brackets(_COMMA, part) if bit]
    if len(bits) > 1 and _is_one_name(bits, known):
        yield part, part
        return
    place = 0
    while place < len(bits):
        whole = next((end for end in range(len(bits), place + 1, -1) if known(", ".join(bits[place:end]))), 0)
        if whole:
            words = ", ".join(bits[place:whole])
            yield words, words
            place = whole
            continue
        bit = bits[place]
        words = _post_of(bit, bits[place + 1], known) if place + 1 < len(bits) else ""
        if words:
            yield words, f"{bit}, {bits[place + 1]}"
            place += 2
            continue
        for name in _ands(re.sub(r"^(?:and|&)\s+", "", bit), known):
            yield _dashed(name, known), name
        place += 1


def _post_of(first: str, second: str, known: IsKnown) -> str:
    """Two parts that are one holder: a person and the post, a post and its body, a post and its subject; empty for two names."""
    if is_person(first) and label_for(second) == "Role" and not known(second):
        return f"{second} ({first})"
    if not is_bare_post(first) or known(first) or is_post(second) or is_person(second):
        return ""
    if is_body(second, known):
        return f"{first} ({second})"
    return "" if are_initials(second) or second.isupper() or len(second.split()) > 3 else f"{first}, {second}"


def _dashed(name: str, known: IsKnown) -> str:
    """A body and its post with a dash between them, as the post with the body in brackets; any other name as it is."""
    parts = _DASH.split(name)
    if len(parts) != 2 or known(name) or "(" in name:
        return name
    for post, other in (parts, reversed(parts)):
        if is_post(post) and not is_post(other) and (is_body(other, known) or is_person(other)):
            return f"{post} ({other})"
        if is_body(post, known) and is_person(other):
            return f"{post} ({other})"
    return name


def is_body(name: str, known: IsKnown) -> bool:
    """True for what reads as the name of a body: its last word says so, or it is known and no post."""
    return label_for(name) != "Role" and (bool(_HEAD.search(fold(name)) or _BODY.search(name)) or (known(name) and not is_post(name)))


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
    if fold(left) in _ONE_WORD and fold(right) in _ONE_WORD:
        return True
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
