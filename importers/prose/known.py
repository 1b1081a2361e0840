"""What the store knows of papers: their records, parts and passages, so that a paper read again joins them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graph.facts import Claim
from graph.store import Store
from importers.papers.passages import Passage, resolve

_PASSAGES = """MATCH (n:Passage) WHERE n.document IN $documents AND n.hidden IS NULL
RETURN n.id AS id, n.document AS document, n.locator AS locator ORDER BY id"""


class KnownPassage(NamedTuple):
    """A passage that the store holds already."""

    id: str
    locator: str


_NAMED = """MATCH (n:Entity) WHERE n.unreviewed = true AND $source IN n.held_by AND n.search IS NOT NULL
RETURN n.id AS id, n.claims AS claims ORDER BY id"""


def named_by(store: Store, source: str) -> list[str]:
    """The entities that a source named: read again, it must name them again, or what it said of them would go."""
    found = store.read(_NAMED, {"source": source})
    return [
        row["id"] for row in found if any(item.source == source and item.name for item in map(Claim.model_validate_json, row["claims"]))
    ]


Known = Mapping[str, Sequence[KnownPassage]]
"""By document, its passages."""


def known_passages(store: Store, documents: Iterable[str]) -> Known:
    """The passages that the store holds of these papers."""
    found: dict[str, list[KnownPassage]] = defaultdict(list)
    for row in store.read(_PASSAGES, {"documents": sorted(documents)}):
        found[row["document"]].append(KnownPassage(row["id"], row["locator"]))
    return found


def joined(passages: Sequence[Passage], known: Sequence[KnownPassage]) -> dict[str, list[KnownPassage]]:
    """By locator of a passage just read, the stored passages that are the same place, the one of the same locator first."""
    found: dict[str, list[KnownPassage]] = defaultdict(list)
    for item in known:
        if passage := resolve(passages, item.locator):
            found[passage.locator].append(item)
    return {
        locator: [item for item in items if item.locator == locator] + [item for item in items if item.locator != locator]
        for locator, items in found.items()
    }
