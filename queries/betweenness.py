"""Betweenness: through how many of the shortest paths between all others an entity lies, as a share of all pairs.

Exact where that can be had. A landscape hangs together by many single ties: where one entity alone joins two parts, its share follows from
their sizes, and only the knots that are left (blocks) have to be walked through. A network with large knots goes to rustworkx; one that is
too large even for that is estimated from some of its entities, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import networkx as nx

KNOT = 40
"""Walking through a knot here costs as much as rustworkx takes for so many times its work."""

MOST_WORK = 3_000_000_000
"""Entities times (entities and ties) that rustworkx walks through: a minute or two. Beyond, betweenness is estimated."""

SAMPLE_WORK = 8_000_000
MOST_SAMPLES = 256


class Betweenness(NamedTuple):
    """A share of 0 to 1 for each entity; `samples` is 0 where it is exact, else from how many entities it was estimated."""

    of: dict[str, float]
    samples: int = 0


class _Block(NamedTuple):
    """A part that no single entity holds together: entities, and how many lie behind each, itself among them."""

    items: list[str]
    behind: dict[str, int]


def betweenness(graph: nx.Graph[str]) -> Betweenness:
    """Betweenness of every node of a graph without direction, as `networkx.betweenness_centrality` gives it."""
    size = graph.number_of_nodes()
    if size < 3:
        return Betweenness(dict.fromkeys(graph, 0.0))
    scale = 2 / ((size - 1) * (size - 2))
    pairs, blocks = _split(graph)
    here = sum(len(block.items) * (len(block.items) + graph.subgraph(block.items).number_of_edges()) for block in blocks)
    whole = size * (size + graph.number_of_edges())
    if here * KNOT <= min(whole, MOST_WORK):
        for block in blocks:
            _add(pairs, _walk(graph, block.items, block.items, block.behind))
    elif whole <= MOST_WORK:
        return Betweenness(_by_rustworkx(graph))
    else:
        return _estimate(graph, pairs, blocks, scale)
    return Betweenness({item: found * scale for item, found in pairs.items()})


def _split(graph: nx.Graph[str]) -> tuple[dict[str, float], list[_Block]]:
    """For each node the pairs that it alone joins, and the blocks of three and more with what lies behind each of their nodes."""
    pairs: dict[str, float] = dict.fromkeys(graph, 0.0)
    blocks: list[_Block] = []
    for component in nx.connected_components(graph):
        size = len(component)
        if size < 3:
            continue
        found: list[set[str]] = list(nx.biconnected_components(graph.subgraph(component)))  # type: ignore[arg-type] # the stub says sets of sets
        parts = sorted(sorted(part) for part in found)
        of: dict[str, list[int]] = {}
        for number, part in enumerate(parts):
            for item in part:
                of.setdefault(item, []).append(number)
        behind = _behind(parts, of, size)
        for item, numbers in of.items():
            branches = [size - behind[number][item] for number in numbers]
            pairs[item] = ((size - 1) ** 2 - sum(branch * branch for branch in branches)) / 2
        blocks += [_Block(part, behind[number]) for number, part in enumerate(parts) if len(part) > 2]
    return pairs, blocks


def _behind(parts: Sequence[Sequence[str]], of: Mapping[str, Sequence[int]], size: int) -> list[dict[str, int]]:
    """For each block and each of its nodes: how many nodes are reached from the rest of the block through it, itself among them."""
    found: list[dict[str, int]] = [dict.fromkeys(part, 1) for part in parts]
    entry: dict[int, str] = {0: parts[0][0]}
    through: list[int] = [0]  # blocks from the first outwards
    for number in through:
        for item in parts[number]:
            for other in of[item]:
                if other not in entry:
                    entry[other] = item
                    through.append(other)
    below = [0] * len(parts)  # nodes of a block and of all beyond it, without the node by which it is entered
    beyond: dict[str, int] = dict.fromkeys(of, 0)
    for number in reversed(through):
        for item in parts[number]:
            if item != entry[number]:
                found[number][item] = 1 + beyond[item]
                below[number] += found[number][item]
        beyond[entry[number]] += below[number]
    for number in through:
        found[number][entry[number]] = size - below[number]
    return found


def _walk(graph: nx.Graph[str], items: Sequence[str], sources: Iterable[str], behind: Mapping[str, int]) -> dict[str, float]:
    """Brandes' sums over the shortest paths within `items` from `sources`, each pair once; a node counts for as many as lie behind it."""
    number = {item: at for at, item in enumerate(items)}
    beside = [[number[other] for other in graph[item] if other in number] for item in items]
    weight = [behind[item] for item in items]
    total = [0.0] * len(items)
    for source in sources:
        start = number[source]
        paths = [0] * len(items)
        paths[start] = 1
        level = [-1] * len(items)
        level[start] = 0
        order = [start]
        for here in order:
            following = level[here] + 1
            ways = paths[here]
            for other in beside[here]:
                if level[other] < 0:
                    level[other] = following
                    order.append(other)
                    paths[other] = ways
                elif level[other] == following:
                    paths[other] += ways
        owed = [0.0] * len(items)
        for here in reversed(order[1:]):
            share = (weight[here] + owed[here]) / paths[here]
            total[here] += owed[here] * weight[start]
            nearer = level[here] - 1
            for other in beside[here]:
                if level[other] == nearer:
                    owed[other] += paths[other] * share
    return {item: total[at] / 2 for item, at in number.items()}


def _add(total: dict[str, float], more: Mapping[str, float]) -> None:
    for item, value in more.items():
        total[item] += value


def _by_rustworkx(graph: nx.Graph[str]) -> dict[str, float]:
    import rustworkx  # late: it brings numpy

    number = {item: at for at, item in enumerate(graph)}
    other: rustworkx.PyGraph[str, None] = rustworkx.PyGraph(multigraph=False)
    other.add_nodes_from(list(number))
    other.add_edges_from_no_data([(number[a], number[b]) for a, b in graph.edges])
    found = rustworkx.betweenness_centrality(other, normalized=True)
    return {item: float(found[at]) for item, at in number.items()}


def _estimate(graph: nx.Graph[str], pairs: dict[str, float], blocks: Sequence[_Block], scale: float) -> Betweenness:
    """What single entities join is exact; of each knot some entities are walked from, evenly through their sorted ids."""
    least = MOST_SAMPLES
    for block in blocks:
        work = len(block.items) + graph.subgraph(block.items).number_of_edges()
        count = max(1, min(MOST_SAMPLES, SAMPLE_WORK // work, len(block.items)))
        sources = block.items[:: max(1, len(block.items) // count)][:count]
        if count < len(block.items):
            least = min(least, count)
        known = sum(block.behind[item] for item in sources)
        factor = sum(block.behind.values()) / known
        _add(pairs, {item: value * factor for item, value in _walk(graph, block.items, sources, block.behind).items()})
    return Betweenness({item: found * scale for item, found in pairs.items()}, samples=least)
