"""From what is stored and what an edition says to what must change: pure.

`load.py` reads the slice of the store that an edition touches, asks `decide` what must change, and writes that in the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Generic, NamedTuple, TypeVar

from graph.editions import Ledger, ended_by, held, last_held, spans
from graph.facts import Claim, Graph, Node, Relationship, Stating, claims_of
from graph.fold import Assembly
from graph.model.labels import likely_labels
from graph.model.relationships import BY_TYPE, Ends, fits
from importers.batch import Counts, SourceRow

S = TypeVar("S", Claim, Stating)
T = TypeVar("T", Node, Relationship)


@dataclass
class Stored:
    """The slice of the store at hand."""

    nodes: dict[str, Node] = field(default_factory=dict)
    relationships: dict[str, Relationship] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    """Former id to shown id, for every entity of the store that has former ids."""


class Unfolded(Generic[T]):
    """New items of a graph, each folded when its turn comes."""

    def __init__(self, keys: list[str], fold: Callable[[str], T]) -> None:
        self._keys: list[str] = keys
        self._fold: Callable[[str], T] = fold

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[T]:
        return map(self._fold, self._keys)


class Change(NamedTuple):
    """What to write, and how to speak of it."""

    new_nodes: list[Node] | Unfolded[Node]
    changed_nodes: list[Node]
    dropped_nodes: list[str]
    new_relationships: list[Relationship] | Unfolded[Relationship]
    changed_relationships: list[Relationship]
    dropped_relationships: list[Relationship]
    node_counts: Counts
    relationship_counts: Counts

    @property
    def empty(self) -> bool:
        """True where the store already says all of it."""
        return not any(self[:6])


def _bookkeeping(members: frozenset[str], ledger: Ledger, *, never: bool) -> dict[str, Any]:
    """What a row that these editions hold says of them."""
    end = None
    if not never:
        try:
            end = ended_by(members, ledger)
        except LookupError:
            never = True
    return {"spans": spans(members, ledger), "ended_by": str(end) if end else "", "never": never}


def _respan(item: S, changed: Mapping[str, Any]) -> S:
    """A row of the source with its bookkeeping as it is now."""
    same = (item.spans, item.ended_by, item.never) == (changed["spans"], changed["ended_by"], changed["never"])
    return item if same else item.model_copy(update=changed)


def _hash(item: Claim | Stating) -> bytes:
    """What tells rows apart, in a tenth of the room of their texts."""
    return blake2b(item.row().encode(), digest_size=16).digest()


def renew(old: Iterable[S], new: Iterable[S], before: Ledger, after: Ledger, digest: str) -> list[S]:
    """All rows of a source once its edition `digest` holds exactly `new` (nothing, where it is taken back).

    `old` are those stored of it; `before` and `after` are its ledgers. Rows that no edition holds are gone. A row that a later edition
    marks as withdrawn goes at every date, and so does the same row as earlier editions held it.
    """
    members: dict[bytes, tuple[S, frozenset[str]]] = {_hash(item): (item, held(item.spans, before) - {digest}) for item in old}
    itself = frozenset({digest})
    for item in new:
        row = _hash(item)
        first, known = members.get(row, (item, itself))
        members[row] = first, known if known is itself else known | itself
    kept = [(item, editions) for item, editions in members.values() if editions]
    withdrawn: dict[str, int] = {}
    for item, editions in kept:
        if item.withdrawn:
            bare = item.bare()
            withdrawn[bare] = max(last_held(editions, after), withdrawn.get(bare, -1))

    def taken_back(item: S, editions: frozenset[str]) -> bool:
        return bool(withdrawn) and not item.withdrawn and withdrawn.get(item.bare(), -1) >= last_held(editions, after)

    made: dict[tuple[frozenset[str], bool], dict[str, Any]] = {}  # most rows of a source stand in the same editions
    found = []
    for item, editions in kept:
        key = editions, taken_back(item, editions)
        if key not in made:
            made[key] = _bookkeeping(editions, after, never=key[1])
        found.append(_respan(item, made[key]))
    return found


def moved(stored: Stored, now: Mapping[str, str]) -> frozenset[str]:
    """Ids of stored entities that will show another id, be merged, split, or vanish: their facts get new keys.

    `now` gives the id that each id will show. Where ids change hands, all whose ids they were are among them: a fact that moves may meet
    one that is there.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    changed: set[str] = set()
    for node in stored.nodes.values():
        for item in (node.id, *node.properties.get("former_ids", ())):
            owners[now.get(item, "")].add(node.id)
            if now.get(item) != node.id:
                changed.add(node.id)
    return frozenset(changed.union(*(group for shown, group in owners.items() if shown and len(group) > 1)))


def references(rows: Sequence[SourceRow], source: Claim) -> list[Claim]:
    """A claim for each end that no row of the edition describes: taking back the source that does must not leave a fact without its end.

    It depends on the edition alone, and speaks only where no source describes the entity. An end may be a further id of an entity that
    the edition does describe: it needs one of its own too, for the row that joins the two may turn out wrong.
    """
    described = {source.id}
    uses: dict[str, set[Ends]] = defaultdict(set)
    for row in rows:
        described.update(claim.id for claim in row.claims)
    for row in rows:
        for stating in row.statings:
            kind = BY_TYPE[stating.type]
            for item, ends in ((stating.start, kind.start), (stating.end, kind.end)):
                if item not in described:
                    uses[item].add(ends)
    found = []
    for item in sorted(uses):
        likely = [name for name in likely_labels(item) if all(fits(ends, name, other=name) for ends in uses[item])]
        found.append(Claim(id=item, ids=((3, item),), labels=tuple(likely[:1]), source=source.id, unreviewed=True))
    return found


def decide(
    stored: Stored,
    claims: Iterable[Claim],
    statings: Iterable[Stating],
    *,
    source: str,
    finish: Callable[[Node], Node] = lambda node: node,
) -> Change:
    """What must change so that the slice says what `claims` and `statings` (all of the slice's, renewed) say.

    Counts speak of what `source` holds or held. `finish` adds what is not folded, such as the ledger of the source. What is new is
    folded when it is written: a dry run of a large file only counts it.
    """
    now = Assembly(claims, statings, stored.shown)
    known = Graph(
        {key: finish(now.node(key)) for key in stored.nodes if key in now.about},
        {key: now.relationship(key) for key in stored.relationships if key in now.drafts},
    )
    change = compare(stored, known, source=source)
    new_nodes = [key for key in now.about if key not in stored.nodes]
    new_relationships = [key for key in now.drafts if key not in stored.relationships]
    if source:
        change.node_counts.added += sum(any(c.source == source for c in now.about[key]) for key in new_nodes)
        change.relationship_counts.added += sum(any(s.source == source for s in now.drafts[key].statings) for key in new_relationships)
    return change._replace(
        new_nodes=Unfolded(new_nodes, lambda key: finish(now.node(key))), new_relationships=Unfolded(new_relationships, now.relationship)
    )


def compare(stored: Stored, graph: Graph, *, source: str) -> Change:
    """What must change so that the slice is this graph."""
    node_counts, relationship_counts = Counts(), Counts()
    for counts, before, after in (
        (node_counts, stored.nodes, graph.nodes),
        (relationship_counts, stored.relationships, graph.relationships),
    ):
        _count(counts, before, after, source)
    return Change(
        new_nodes=[node for key, node in graph.nodes.items() if key not in stored.nodes],
        changed_nodes=[node for key, node in graph.nodes.items() if key in stored.nodes and node != stored.nodes[key]],
        dropped_nodes=[key for key in stored.nodes if key not in graph.nodes],
        new_relationships=[item for key, item in graph.relationships.items() if key not in stored.relationships],
        changed_relationships=[
            item for key, item in graph.relationships.items() if key in stored.relationships and item != stored.relationships[key]
        ],
        dropped_relationships=[item for key, item in stored.relationships.items() if key not in graph.relationships],
        node_counts=node_counts,
        relationship_counts=relationship_counts,
    )


def _count(counts: Counts, before: Mapping[str, Node | Relationship], after: Mapping[str, Node | Relationship], source: str) -> None:
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if not any(source in item.properties.get("held_by", ()) for item in (old, new) if item):
            continue
        if old is None:
            counts.added += 1
        elif new is None or _hidden(new) > _hidden(old):
            counts.withdrawn += 1
        elif old == new:
            counts.unchanged += 1
        elif new.properties.get("ended_by") and not old.properties.get("ended_by"):
            counts.ended += 1
        else:
            counts.changed += 1


def _hidden(item: Node | Relationship) -> bool:
    return bool(item.properties.get("hidden"))


def claims_in(node: Node) -> list[Claim]:
    """Every claim of a stored node; one restored without any is claimed by what it carries."""
    return claims_of(node) or [_claim_of_properties(node)]


def _claim_of_properties(node: Node) -> Claim:
    known = {"names", "identifiers"}
    plain = {"kind", "description", "code", "plan", "note"}
    fields: dict[str, Any] = {name: tuple(value) for name, value in node.properties.items() if name in known}
    fields |= {name: value for name, value in node.properties.items() if name in plain}
    return Claim(
        id=node.id,
        ids=((0, node.id), *((2, item) for item in node.properties.get("former_ids", ()))),
        labels=tuple(label for label in node.labels if label != "Entity"),
        name=str(node.properties.get("name", "")),
        extra={k: v for k, v in node.properties.items() if k not in known | plain | {"id", "name", "search", "former_ids"}},
        **fields,
    )
