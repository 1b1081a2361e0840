"""From what is stored and what an edition says to what must change: pure.

`load.py` reads the slice of the store that an edition touches, asks `decide` what must change, and writes that in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from graph.editions import Ledger, ended_by, held, spans
from graph.facts import Claim, Graph, Node, Relationship, Stating, assemble, claims_of, components, statings_of
from importers.batch import Counts

S = TypeVar("S", Claim, Stating)


@dataclass
class Stored:
    """The slice of the store at hand."""

    nodes: dict[str, Node] = field(default_factory=dict)
    relationships: dict[str, Relationship] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    """Former id to shown id, for every entity of the store that has former ids."""


class Change(NamedTuple):
    """What to write, and how to speak of it."""

    new_nodes: list[Node]
    changed_nodes: list[Node]
    dropped_nodes: list[str]
    new_relationships: list[Relationship]
    changed_relationships: list[Relationship]
    dropped_relationships: list[Relationship]
    node_counts: Counts
    relationship_counts: Counts

    @property
    def empty(self) -> bool:
        """True where the store already says all of it."""
        return not any(self[:6])


def _respan(item: S, members: frozenset[str], ledger: Ledger) -> S:
    """A row of the source with its bookkeeping made for these editions."""
    try:
        end = ended_by(members, ledger)
        changed: dict[str, object] = {"ended_by": str(end) if end else "", "never": False}
    except LookupError:
        changed = {"ended_by": "", "never": True}
    return item.model_copy(update={"spans": spans(members, ledger), **changed})


def renew(old: Iterable[S], new: Iterable[S], source: str, before: Ledger, after: Ledger, digest: str) -> list[S]:
    """All claims, or all statings, once the edition `digest` of `source` holds exactly `new` (nothing, where it is taken back).

    Rows of other sources pass through. `before` and `after` are the ledgers of the source; rows that no edition holds are gone.
    """
    result: list[S] = []
    members: dict[str, tuple[S, frozenset[str]]] = {}
    for item in old:
        if item.source != source:
            result.append(item)
        else:
            members[item.row()] = item, held(item.spans, before) - {digest}
    for item in new:
        row = item.row()
        first, known = members.get(row, (item, frozenset()))
        members[row] = first, known | {digest}
    result += [_respan(item, editions, after) for item, editions in members.values() if editions]
    return result


def moved(stored: Stored, claims: Iterable[Claim]) -> frozenset[str]:
    """Ids of stored entities that will show another id, be merged with another, split, or vanish: their facts get new keys."""
    now = components(claims)
    changed = {item for item in stored.nodes if now.get(item) != item}
    for node in stored.nodes.values():
        then = {item for claim in claims_of(node) for _, item in claim.answers_to}
        if {now.get(item, "") for item in then} != {node.id}:
            changed.add(node.id)
    return frozenset(changed)


def decide(
    stored: Stored, claims: Iterable[Claim], statings: Iterable[Stating], *, source: str, finish: Callable[[Graph], Graph] = lambda graph: graph
) -> Change:
    """What must change so that the slice says what `claims` and `statings` (all of the slice's, renewed) say.

    Counts speak of what `source` holds or held. `finish` adds what is not folded, such as the ledger of the source.
    """
    graph = finish(assemble(claims, statings, stored.shown))
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


def stored_claims(stored: Stored) -> list[Claim]:
    """Every claim of the slice; an entity restored without any is claimed by what it carries."""
    found: list[Claim] = []
    for node in stored.nodes.values():
        found += claims_of(node) or [_claim_of_properties(node)]
    return found


def _claim_of_properties(node: Node) -> Claim:
    known = {"names", "identifiers"}
    plain = {"kind", "description", "code", "plan"}
    fields = {name: tuple(value) for name, value in node.properties.items() if name in known}
    fields |= {name: value for name, value in node.properties.items() if name in plain}
    return Claim(
        id=node.id,
        labels=tuple(label for label in node.labels if label != "Entity"),
        name=str(node.properties.get("name", "")),
        extra={k: v for k, v in node.properties.items() if k not in known | plain | {"id", "name", "search", "former_ids"}},
        **fields,
    )


def stored_statings(stored: Stored) -> list[Stating]:
    """Every stating of the slice."""
    return [stating for item in stored.relationships.values() for stating in statings_of(item)]
