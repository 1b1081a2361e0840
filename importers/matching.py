"""How near two names are, and why: pure.

A name is read as whole tokens: its *type words* (board, group, county council), its *turns* (north, sub, 2), and what is left, which
tells one body from another. Type words that are written short (CSP, DC) are read in full. Two names may be one only where their turns
and their type words agree; then the rest decides, letter by letter, since papers and their OCR misspell. What a register keeps apart
(another code of the same scheme, another area) stays apart whatever the letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from graph.model.ids import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ASKED = 75.0
"""A score from which two names are put before a person; what lies below is not mentioned."""

_SHORT: dict[str, str] = {
    "asb": "anti social behaviour",
    "bc": "borough council",
    "ca": "combined authority",
    "cbc": "county borough council",
    "cc": "county council",
    "ccg": "clinical commissioning group",
    "csp": "community safety partnership",
    "csps": "community safety partnership",
    "da": "domestic abuse",
    "dc": "district council",
    "dv": "domestic violence",
    "frs": "fire and rescue service",
    "fra": "fire and rescue authority",
    "hwb": "health and wellbeing board",
    "icb": "integrated care board",
    "lcjb": "local criminal justice board",
    "lscb": "local safeguarding children board",
    "mbc": "metropolitan borough council",
    "opcc": "office of police and crime commissioner",
    "pcc": "police and crime commissioner",
    "pcp": "police and crime panel",
    "pfcc": "police fire and crime commissioner",
    "rbc": "royal borough council",
    "sab": "safeguarding adults board",
    "vawg": "violence against women and girls",
    "yjb": "youth justice board",
    "yos": "youth offending service",
    "yot": "youth offending team",
}
"""Type words and subjects that papers write short. A short form that a landscape uses otherwise is an alias in its register, and exact
aliases resolve before any form is looked at."""

_DROPPED = frozenset({"the", "of", "and", "for", "in", "on", "to", "a", "an", "at", "s"})

_TYPES = _set(
    "agency alliance association authority board borough bureau centre charity college commission commissioner committee community "
    "company constabulary council county court delivery department directorate district executive fire force forum foundation fund group "
    "hospital hub metropolitan network office operational panel parish partnership police probation programme project rescue royal safety "
    "school scheme scrutiny service society steering strategic strategy subgroup task tactical team town trust unit unitary university "
    "county city chair deputy chief officer director head manager lead coordinator"
)
"""Words that say what sort of thing it is: a board and its sub-group, a council and its district differ in these."""

_TURNS = _set(
    "north south east west northern southern eastern western central mid upper lower inner outer greater new old former sub interim acting "
    "deputy vice assistant junior senior adult adults child children young youth men women male female first second third one two three i "
    "ii iii iv v"
)
"""Words of which a single one makes another thing."""

_SAME: dict[str, str] = {
    "cttee": "committee",
    "grp": "group",
    "groups": "group",
    "boards": "board",
    "ctee": "committee",
    "dept": "department",
    "partnerships": "partnership",
    "services": "service",
    "strategies": "strategy",
    "authorities": "authority",
    "councils": "council",
    "st": "saint",
    "programmes": "programme",
    "program": "programme",
    "prob": "probation",
}
_WORD = re.compile(r"[a-z0-9]+")


class Form(NamedTuple):
    """A name as its tokens."""

    text: str
    """All tokens in order, short forms written out: two names with one text are one form."""
    own: tuple[str, ...]
    """What tells it from others of its type."""
    types: frozenset[str]
    turns: frozenset[str]


class Near(NamedTuple):
    """How near two names are: 0 to 100, and why."""

    score: float
    reason: str


@lru_cache(maxsize=50_000)
def form_of(name: str) -> Form:
    """The tokens of a name.

    >>> form_of("The Area 1 CSP").text
    'area 1 community safety partnership'
    >>> form_of("Area 1 Community-Safety Partnership") == form_of("Area 1 CSP")
    True
    """
    words = [word for token in _WORD.findall(fold(name).replace("'", "")) for word in _SHORT.get(token, token).split()]
    tokens = [_SAME.get(word, word) for word in words if word not in _DROPPED]
    singular = [_singular(word) for word in tokens]
    turns = frozenset(word for word in singular if word in _TURNS or any(letter.isdigit() for letter in word))
    types = frozenset(word for word in singular if word in _TYPES)
    own = tuple(sorted({word for word in singular if word not in turns and word not in types}))
    return Form(" ".join(tokens), own, types, turns)


def _singular(word: str) -> str:
    """Without the s of the plural; what is short or ends in ss, us, is stays."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and word[-2] not in "sui" and word not in _TYPES else word


def nearness(left: str, right: str, *, areas: tuple[str, str] = ("", ""), codes: tuple[Iterable[str], Iterable[str]] = ((), ())) -> Near:
    """How near two names are, with what is known of both beside their names.

    `areas` are names of the areas that the sources state, `codes` registered codes as `scheme:value`. Two codes of one scheme, or two
    areas, are never one thing, however alike the names are.
    """
    clash = _clash(*codes)
    if clash:
        return Near(20.0, f"two codes of one scheme: {clash}")
    if areas[0] and areas[1] and form_of(areas[0]).text != form_of(areas[1]).text:
        return Near(20.0, f"in two areas: {areas[0]}, {areas[1]}")
    a, b = form_of(left), form_of(right)
    if a.text == b.text:
        return (
            Near(100.0, "the same name") if fold(left) == fold(right) else Near(97.0, "one name, written with and without its short form")
        )
    if a.turns != b.turns:
        return Near(30.0, f"told apart by {_listed(a.turns ^ b.turns)}")
    if a.types != b.types:
        a, b = _spelt_as(a, b), _spelt_as(b, a)
    if a.types != b.types and not (a.types and b.types and _only_loose(a.types - b.types, b.types - a.types)):
        return Near(40.0, f"of two sorts: {_listed(a.types ^ b.types)}")
    near = _letters(a, b)
    misspelt = [word for one, as_read in ((a, form_of(left)), (b, form_of(right))) for word in as_read.own if word not in one.own]
    return Near(near.score - _MISSPELT, f"{near.reason}; spelt otherwise: {_listed(misspelt)}") if misspelt else near


_LOOSE = frozenset({"delivery", "strategic", "operational", "local", "service", "steering", "safety", "community"})
"""Type words that writers leave out of a name: without one of them it is asked about, and never the same form."""


_ONE_SORT = frozenset({"constabulary", "police"})
"""A force calls itself the one and others call it the other: asked about, and never the same form."""
_MISSPELT = 6.0


def _only_loose(left: frozenset[str], right: frozenset[str]) -> bool:
    """True where one name only says more of its sort: a strategic board is not the delivery board."""
    return left | right == _ONE_SORT or (not (left and right) and left | right <= _LOOSE)


def _spelt_as(one: Form, other: Form) -> Form:
    """A name whose type words may be misspelt, with those that the other name has: a Bord is a Board."""
    from rapidfuzz.distance import DamerauLevenshtein

    missing = {word for word in other.types - one.types if len(word) >= _LONG_ENOUGH}
    meant = {}
    for word in one.own:
        for sort in sorted(missing):
            if abs(len(word) - len(sort)) <= 1 and 100 * DamerauLevenshtein.normalized_similarity(word, sort) >= _SPELLING:
                meant[word] = sort
    own = tuple(word for word in one.own if word not in meant)
    return one._replace(own=own, types=one.types | set(meant.values())) if meant else one


def _letters(a: Form, b: Form) -> Near:
    """How alike the words are that tell a thing from others of its sort; both names are of one sort."""
    from rapidfuzz.distance import DamerauLevenshtein

    rest_a, rest_b = [w for w in a.own if w not in b.own], [w for w in b.own if w not in a.own]
    loose = 12.0 if a.types != b.types else 0.0
    if not rest_a and not rest_b:
        sorts = "a force is called police and constabulary" if a.types ^ b.types == _ONE_SORT else f"without {_listed(a.types ^ b.types)}"
        return Near(94.0 - loose, sorts if loose else "the same words, in another order or number")
    pairs: list[str] = []
    worst = 100.0
    for word in list(rest_a):
        best = max(rest_b, key=lambda other: (DamerauLevenshtein.normalized_similarity(word, other), other), default="")
        likeness = 100 * DamerauLevenshtein.normalized_similarity(word, best) if best else 0.0
        if best and likeness >= _SPELLING and min(len(word), len(best)) >= _LONG_ENOUGH:
            pairs.append(f"{word} and {best}")
            worst = min(worst, likeness)
            rest_a.remove(word)
            rest_b.remove(best)
    shared = len(set(a.own) & set(b.own)) + len(pairs)
    if not rest_a and not rest_b:
        return Near(max(0.0, min(92.0, worst) - loose), f"spelt nearly alike: {'; '.join(pairs)}")
    more = rest_a + rest_b
    if (not rest_a or not rest_b) and shared >= 2 and len(more) == 1:
        return Near(78.0 - loose, f"one name has {more[0]!r} more")
    return Near(60.0 * shared / (shared + len(more)), f"other words: {', '.join(sorted(more))}")


_SPELLING = 80.0
_LONG_ENOUGH = 5
"""Shorter words are one letter apart by chance: Ely and Ewe."""


def _clash(left: Iterable[str], right: Iterable[str]) -> str:
    """Two codes of one scheme that differ, as text; empty where there are none."""
    schemes = dict(item.split(":", 1) for item in left if ":" in item)
    for item in right:
        scheme, _, value = item.partition(":")
        known = schemes.get(scheme)
        if known and known.casefold() != value.casefold():
            return f"{scheme} {known}, {value}"
    return ""


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
