"""What the store knows of papers: their records, parts and passages, so that a paper read again joins them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graph.facts import Claim, Stating
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


Said = frozenset[tuple[str, str, str, str]]
"""What is known of papers: document, type, left end, and right end or, of a literal, its property and value."""

_SAID = """MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.hidden IS NULL AND NOT type(r) IN ['MENTIONED_IN', 'FROM_DOCUMENT', 'POSSIBLY_SAME_AS']
  AND any(item IN r.sources WHERE item IN $documents)
RETURN r.statings AS statings ORDER BY r.key"""
_REVIEWS = "paper/office-record/review/"


def told(said: Stating) -> tuple[str, str, str, str]:
    """What a stating says of its document, as `Said` holds it: whatever the modality, people have read it there already."""
    more = ":".join(said.more) if said.more else said.end
    return said.document, said.type, said.start, more


def said_of(store: Store, documents: Iterable[str], source: str) -> Said:
    """What others than this source and its reviewers have said of these papers: a register, a plan."""
    rows = store.read(_SAID, {"documents": sorted(documents)})
    statings = (Stating.model_validate_json(text) for row in rows for text in row["statings"])
    return frozenset(told(item) for item in statings if item.source != source and not item.source.startswith(_REVIEWS))


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
