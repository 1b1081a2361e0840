"""Whether a locator still holds in the passages of a paper, and whether the words it was cited for stand there: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from importers.papers.passages import Passage, resolve
from importers.papers.wording import says, words


class Verdict(StrEnum):
    """What became of one citation."""

    OK = "ok"
    NO_PAPER = "paper not found"
    NO_LOCATOR = "locator not found"
    NO_WORDS = "words not found"


@dataclass(frozen=True)
class Citation:
    """A place in a paper, and words of which one at least should stand there (none: the place is enough)."""

    document: str
    locator: str
    needed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One citation, its verdict, and the locator that may have been meant."""

    citation: Citation
    verdict: Verdict
    did_you_mean: str = ""


def check(papers: Mapping[str, Sequence[Passage]], row: Citation) -> Finding:
    """The finding for one citation against passages already read."""
    passages = papers.get(row.document)
    if passages is None:
        return Finding(row, Verdict.NO_PAPER)
    passage = resolve(passages, row.locator)
    if passage and (not row.needed or any(says(passage.text, needed) for needed in row.needed)):
        return Finding(row, Verdict.OK)
    near = _nearest(passages, row, near=passage)
    return Finding(row, Verdict.NO_WORDS if passage else Verdict.NO_LOCATOR, near)


def _nearest(passages: Sequence[Passage], row: Citation, near: Passage | None) -> str:
    """The locator nearest in the paper that holds the words; without words, the one nearest in spelling."""
    holding = [place for place, item in enumerate(passages) if any(words(needed) and says(item.text, needed) for needed in row.needed)]
    names = [item.locator for item in passages]
    if near:
        here = names.index(near.locator)
        return names[min(holding, key=lambda place: abs(place - here))] if holding else ""
    from rapidfuzz import fuzz, process  # late: whoever only reads a paper has no use for it

    pool = [names[place] for place in holding] or names
    found = process.extractOne(row.locator, pool, scorer=fuzz.ratio)
    return found[0] if found else ""
