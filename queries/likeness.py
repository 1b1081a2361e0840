"""How near the words that somebody typed are to a name: word by word, through abbreviations and slips. Pure.

`score` is 100 for the name itself, 95 and more for a name that holds the words, 90 and more for one that holds the letters, and at the
most 89 for a name that is only like them: how much of what was typed the name answers to, then how much of the name was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

CONFIDENT = 50
"""What is less near is not told."""
_LIKE = 89.0
_SLIP = 78
"""Two words this near are one, mistyped."""
_OF_ITS_SORT = 0.9
"""What a word is worth that is not in the name, but in what sort of thing it is."""
_LITTLE = frozenset({"a", "an", "and", "at", "for", "in", "of", "on", "or", "the", "to", "with"})
_SAME_BODY = {"police": "constabulary", "constabulary": "police", "force": "constabulary"}
"""A police force is called by either word, whatever its papers print."""
_SHIRE = "shire"
_ACRONYM = re.compile(r"[a-z]{2,6}s?")


def holding(wanted: str, name: str) -> float:
    """The score of a name that holds the words as typed, else 0; both folded."""
    if not wanted or wanted not in name:
        return 0.0
    if name == wanted:
        return 100.0
    whole = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", name)
    return (95.0 if whole else 90.0) + 4.5 * len(wanted) / len(name)


class Named(NamedTuple):
    """An entity's names, and what sort of thing it is; folded."""

    names: tuple[str, ...]
    sort: str = ""


def likeness(wanted: str, known: Sequence[Named]) -> list[float]:
    """The score of each entity for what its nearest name has in common with the words; 0 for what is not near. All folded.

    Its sort counts too: "peterborough csp" may mean the partnership whose name does not say that it is one.

    >>> sort = "community safety partnership"
    >>> hunts = Named(("huntingdonshire community safety partnership", "safer hunts"), sort)
    >>> known = [hunts, Named(("cambridgeshire",)), Named(("community safety partnerships", "csps"), sort)]
    >>> near = likeness("hunts csp", known)
    >>> near.index(max(near))
    0
    """
    split = {text: _words(text) for item in known for text in (*item.names, item.sort)}
    typed = _spelled_out(_words(wanted), known, split)
    vocabulary = sorted({word for words in split.values() for word in words})
    found = [_nearness(word, vocabulary) for word in typed]
    if not found:
        return [0.0 for _ in known]
    return [max((_score(found, split[name], split[item.sort]) for name in item.names), default=0.0) for item in known]


def _score(found: Sequence[Mapping[str, float]], name: Sequence[str], sort: Sequence[str]) -> float:
    """Three parts for how much of what was typed is in the name, or in its sort, one for how much of the name was typed."""
    own = [word for word in name if word not in _LITTLE]
    if not own:
        return 0.0
    typed = [max(near.get(word, 0.0) for near in found) for word in own]
    if not any(typed):
        return 0.0
    answered = [
        max(max(near.get(word, 0.0) for word in own), _OF_ITS_SORT * max((near.get(word, 0.0) for word in sort), default=0.0))
        for near in found
    ]
    score = _LIKE * (0.75 * sum(answered) / len(answered) + 0.25 * sum(typed) / len(typed))
    return score if score >= CONFIDENT else 0.0


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _spelled_out(typed: Iterable[str], known: Sequence[Named], split: Mapping[str, Sequence[str]]) -> list[str]:
    """The words that were typed, an acronym as the words that it stands for."""
    words: list[str] = []
    for word in typed:
        if word in _LITTLE:
            continue
        long = _long_form(word, known, split) if _ACRONYM.fullmatch(word) else ()
        words += [part for part in long if part not in _LITTLE] or [word]
    return words


def _long_form(word: str, known: Sequence[Named], split: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The run of words whose first letters are the acronym, "csp": "community safety partnership"; of several the most common.

    What is itself called by the acronym says best what it stands for.
    """
    called = [item for item in known if word in item.names or f"{word}s" in item.names]
    for some in (called, known):
        runs = [run for item in some for name in item.names for run in _runs(word, split[name])]
        if runs:
            often = {run: runs.count(run) for run in dict.fromkeys(runs)}
            return min(often, key=lambda run: (-often[run], run))
    return ()


def _runs(word: str, words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """The runs of words, with and without the little ones, whose first letters are the acronym or, for a plural, its singular."""
    for letters in dict.fromkeys((word, word.removesuffix("s"))):
        for said in (words, [each for each in words if each not in _LITTLE]):  # OPCC, but also "in and out"
            first = "".join(each[0] for each in said).find(letters)
            if first >= 0 and len(letters) > 2:  # two letters stand for too much
                yield tuple(said[first : first + len(letters)])


def _nearness(word: str, vocabulary: Sequence[str]) -> dict[str, float]:
    """How near each word of the vocabulary is to one that was typed, 0 to 1; without those that are not."""
    from rapidfuzz import fuzz, process  # late: a name that is known needs no likeness

    found = {other: score / 100 for other, score, _ in process.extract(word, vocabulary, scorer=fuzz.ratio, limit=None, score_cutoff=_SLIP)}
    stem = word.removesuffix("s")
    for other in vocabulary:
        if other.startswith(word) and len(word) > 2:
            found[other] = max(found.get(other, 0.0), 0.95)
        elif other.endswith(_SHIRE) and word.endswith("s") and len(stem) > 2 and other.startswith(stem):
            found[other] = 1.0  # Hunts, Cambs, Herts, Beds
    if word in _SAME_BODY:
        found[_SAME_BODY[word]] = 0.95
    found[word] = 1.0
    return found
