"""The landscape as a network: ties between entities, and what their shape says. Pure functions over a slice of facts.

A tie is a fact that joins two entities of the landscape at the date: no evidence, no denial, nothing that has ended or that a newer paper
gives to somebody else. Numbers of paths are counted and never listed, so memory grows with the facts and not with the paths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice, pairwise
from typing import NamedTuple

import networkx as nx

from graph.classes import inherited
from graph.model.labels import EVIDENCE_LABELS
from graph.model.relationships import BY_TYPE
from graph.model.values import Modality
from graph.timeline import Fact
from queries.slice import Slice

NO_TIES = frozenset(item.name for item in BY_TYPE.values() if item.group in ("evidence", "denials"))
"""Types that join nothing: where a paper says something, that two names are alike, and what a paper denies."""

TIES = tuple(name for name in BY_TYPE if name not in NO_TIES)

_PLACE = {name: place for place, name in enumerate(BY_TYPE)}

MOST_CYCLES = 200
SMALL = 100
"""In a knot of up to so many entities all cycles are looked for; in a larger one the shortest through each entity."""

Order = Callable[[str], tuple[str, ...]]
"""A total order of entities: a name, then the id."""


def is_tie(part: Slice, fact: Fact) -> bool:
    """True for a fact that may be a step from one entity of the landscape to another."""
    return (
        fact.type not in NO_TIES
        and fact.start != fact.end
        and fact.key not in part.earlier
        and fact.properties.get("modality") != Modality.ENDED
        and not any(EVIDENCE_LABELS & set(part.entities[item].labels) for item in (fact.start, fact.end) if item in part.entities)
    )


def ties(part: Slice) -> Iterator[Fact]:
    """All facts of the slice that are ties."""
    return (fact for fact in part.facts.values() if is_tie(part, fact))


def with_members(part: Slice) -> Slice:
    """The slice with what holds of all of a class shown at every member."""
    members = dict.fromkeys(fact.start for fact in part.facts.values() if fact.type == "INSTANCE_OF")
    found = inherited(members, part.about)
    return part.with_facts((item.fact for item in found), (item.fact.key for item in found if item.source in part.earlier))


def network(part: Slice) -> nx.Graph[str]:
    """Entities joined by what is in force, without direction; classes are left out, since what holds of all their members shows there."""
    graph: nx.Graph[str] = nx.Graph()
    for fact in sorted(ties(with_members(part)), key=lambda item: item.key):
        if fact.properties.get("modality") == Modality.IN_FORCE:
            graph.add_edge(fact.start, fact.end)
    graph.remove_nodes_from([item for item in graph if item in part.entities and part.entities[item].is_class])
    return graph


def cut_points(graph: nx.Graph[str]) -> frozenset[str]:
    """Entities without which some that are joined are joined no more."""
    return frozenset(nx.articulation_points(graph))


class Chain(NamedTuple):
    """A shortest chain of facts, and how many others are as short."""

    facts: list[Fact]
    others: int


def shortest(facts: Iterable[Fact], first: str, last: str, order: Order, most: int) -> Chain | None:
    """The shortest chain from one entity to another of at most `most` facts, each read either way; `None` where there is none.

    Of several, the one with fewest facts that are not in force (what is planned joins nothing yet), then the one whose entities come first
    in `order`; between two entities, in the order of the model's types, then by key. Two facts between the same entities make two chains.
    """
    beside: dict[str, dict[str, list[Fact]]] = defaultdict(dict)
    for fact in facts:
        beside[fact.start].setdefault(fact.end, []).append(fact)
        beside[fact.end].setdefault(fact.start, []).append(fact)
    levels = [{last: 1}]
    pending = {last: 0}  # the fewest facts not in force on a shortest way to the last entity
    while first not in pending and levels[-1] and len(levels) <= most:
        counts: dict[str, int] = defaultdict(int)
        fewest: dict[str, int] = {}
        for item, ways in levels[-1].items():
            for other, between in beside[item].items():
                if other not in pending:
                    counts[other] += ways * len(between)
                    here = pending[item] + min(map(_is_pending, between))
                    fewest[other] = min(here, fewest.get(other, here))
        pending |= fewest
        levels.append(counts)
    if first not in pending:
        return None
    found: list[Fact] = []
    item = first
    for level in reversed(levels[:-1]):
        least = _Least(beside[item], pending, order)
        item = min((other for other in beside[item] if other in level), key=least.of)
        found.append(min(least.beside[item], key=lambda fact: (_is_pending(fact), _PLACE[fact.type], fact.key)))
    return Chain(found, levels[-1][first] - 1)


class _Least(NamedTuple):
    """Which of the entities beside one comes first on the way."""

    beside: Mapping[str, list[Fact]]
    pending: Mapping[str, int]
    order: Order

    def of(self, item: str) -> tuple[int, tuple[str, ...]]:
        """How many facts are not in force from here on, then the order of entities."""
        return self.pending[item] + min(map(_is_pending, self.beside[item])), self.order(item)


def _is_pending(fact: Fact) -> bool:
    return fact.properties.get("modality") != Modality.IN_FORCE


class Cycles(NamedTuple):
    """Cycles, each once and beginning at its first entity in order, the shortest first; `cut` where there may be more."""

    found: list[tuple[str, ...]]
    cut: bool


def cycles(steps: Mapping[str, Collection[str]], order: Order, longest: int, most: int = MOST_CYCLES) -> Cycles:
    """Cycles of up to `longest` entities in a graph of steps, and where an entity lies on none so short, its shortest one.

    In a knot of more than `SMALL` entities only the shortest through each entity is listed, and the answer is cut.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    names = sorted(steps, key=order)
    graph.add_nodes_from(names)
    graph.add_edges_from((item, other) for item in names for other in sorted(steps[item], key=order))
    found: dict[tuple[str, ...], None] = {}
    cut = False
    knots = [sorted(map(str, knot), key=order) for knot in nx.strongly_connected_components(graph)]
    for knot in sorted(knots, key=lambda items: order(items[0])):
        if len(knot) == 1 and knot[0] not in graph[knot[0]]:
            continue
        part = graph.subgraph(knot).copy()
        if len(knot) <= SMALL:
            listed = list(islice(nx.simple_cycles(part, length_bound=longest), most + 1 - len(found)))
            found |= dict.fromkeys(_turned(tuple(cycle), order) for cycle in listed)
        cut = cut or len(knot) > min(SMALL, longest)
        for item in sorted(set(knot).difference(*found), key=order):
            if len(found) > most:
                break
            found[_turned(_shortest_cycle(part, item), order)] = None
        if len(found) > most:
            cut = True
            break
    ordered = sorted(found, key=lambda cycle: (len(cycle), [order(item) for item in cycle]))
    return Cycles(ordered[:most], cut)


def _turned(cycle: tuple[str, ...], order: Order) -> tuple[str, ...]:
    at = cycle.index(min(cycle, key=order))
    return cycle[at:] + cycle[:at]


def _shortest_cycle(graph: nx.DiGraph[str], item: str) -> tuple[str, ...]:
    """The shortest cycle through an entity that lies on one; neighbours are met in order."""
    before: dict[str, str] = {}
    frontier = [item]
    while item not in before:
        following = []
        for here in frontier:
            for other in graph[here]:
                if other not in before:
                    before[other] = here
                    following.append(other)
        frontier = following
    back = [before[item]]
    while back[-1] != item:
        back.append(before[back[-1]])
    return tuple(reversed(back))


def closed(cycle: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The steps of a cycle, the last back to the first."""
    return pairwise((*cycle, cycle[0]))
