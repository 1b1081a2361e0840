"""Paths, cycles and measures: pure functions on a slice, held against networkx on random graphs."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import queries.betweenness
from graph.timeline import Fact
from queries.betweenness import betweenness
from queries.network import MOST_CYCLES, SMALL, closed, cut_points, cycles, is_tie, network, shortest, with_members
from queries.slice import Entity, Slice

STEPS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=24)


def names(pairs):
    return [(f"n{a}", f"n{b}") for a, b in pairs]


def facts_of(pairs, kind="WORKS_WITH", **properties):
    return [Fact(f"k{number}", kind, a, b, {"modality": "in force", **properties}) for number, (a, b) in enumerate(names(pairs))]


def order(item):
    return (item,)


def part_of(facts, classes=(), past=()):
    ids = {end for fact in facts for end in (fact.start, fact.end)}
    entities = {item: Entity(item, item, ("Organisation", "Collective") if item in classes else ("Organisation",)) for item in ids}
    return Slice("2020", entities, {fact.key: fact for fact in facts}, frozenset(past))


@given(STEPS)
def test_a_shortest_chain_is_as_long_as_networkx_says_and_the_least_of_its_kind(pairs):
    facts = [fact for fact in facts_of(pairs) if fact.start != fact.end]
    graph = nx.Graph(names((a, b) for a, b in pairs if a != b))
    graph.add_nodes_from(["n0", "n1"])
    chain = shortest(facts, "n0", "n1", order, 8)
    if not nx.has_path(graph, "n0", "n1"):
        assert chain is None
        return
    ways = sorted(nx.all_shortest_paths(graph, "n0", "n1"))
    seen = ["n0"]
    for fact in chain.facts:
        seen.append(fact.end if fact.start == seen[-1] else fact.start)
    assert seen == ways[0]
    between = defaultdict(int)
    for fact in facts:
        between[frozenset((fact.start, fact.end))] += 1
    number = 0
    for way in ways:
        product = 1
        for step in pairwise(way):
            product *= between[frozenset(step)]
        number += product
    assert chain.others == number - 1


def test_chains_are_counted_and_not_listed():
    """Sixty diamonds in a row: more chains than atoms in a body, and an answer at once."""
    pairs = [pair for n in range(60) for pair in ((3 * n, 3 * n + 1), (3 * n, 3 * n + 2), (3 * n + 1, 3 * n + 3), (3 * n + 2, 3 * n + 3))]
    chain = shortest(facts_of(pairs), "n0", "n180", order, 200)
    assert (len(chain.facts), chain.others) == (120, 2**60 - 1)


def test_a_chain_longer_than_the_bound_is_none():
    assert shortest(facts_of([(0, 1), (1, 2)]), "n0", "n2", order, 1) is None
    assert len(shortest(facts_of([(0, 1), (1, 2)]), "n0", "n2", order, 2).facts) == 2


def test_between_two_entities_what_is_in_force_goes_before_what_is_planned():
    planned, held = facts_of([(0, 1)], modality="planned")[0], facts_of([(0, 1), (0, 1)])[1]
    assert shortest([planned, held], "n0", "n1", order, 8).facts == [held]


def test_a_chain_in_force_goes_before_a_planned_one_whose_names_come_first():
    planned = [Fact("p", "LEADS", "n0", "a", {"modality": "planned"}), Fact("q", "LEADS", "a", "n1", {"modality": "in force"})]
    held = [Fact("r", "LEADS", "n0", "z", {"modality": "in force"}), Fact("s", "LEADS", "z", "n1", {"modality": "in force"})]
    chain = shortest([*planned, *held], "n0", "n1", order, 8)
    assert (chain.facts, chain.others) == (held, 1)
    assert shortest(planned, "n0", "n1", order, 8).facts == planned


@given(STEPS)
def test_cycles_are_those_of_networkx_each_once(pairs):
    steps = defaultdict(set)
    for a, b in names(pairs):
        steps[a].add(b)
        steps[b]
    graph = nx.DiGraph(names(pairs))
    found = cycles(steps, order, longest=9, most=10_000)
    wanted = {tuple(cycle[cycle.index(min(cycle)) :] + cycle[: cycle.index(min(cycle))]) for cycle in nx.simple_cycles(graph)}
    assert set(found.found) == wanted
    assert len(found.found) == len(wanted)
    assert not found.cut
    for cycle in found.found:
        assert all(there in steps[here] for here, there in closed(cycle))


@given(STEPS)
def test_with_short_cycles_only_every_entity_that_lies_on_one_is_still_told(pairs):
    steps = defaultdict(set)
    for a, b in names(pairs):
        steps[a].add(b)
        steps[b]
    found = cycles(steps, order, longest=2, most=10_000)
    knots = list(nx.strongly_connected_components(nx.DiGraph(names(pairs))))
    on_one = {item for knot in knots for item in knot if len(knot) > 1 or item in steps[item]}
    assert {item for cycle in found.found for item in cycle} == on_one
    assert found.cut == any(len(knot) > 2 for knot in knots)


def test_a_long_ring_is_found_and_a_large_knot_is_cut():
    ring = {f"n{n:03}": {f"n{(n + 1) % 50:03}"} for n in range(50)}
    found = cycles(ring, order, longest=8)
    assert [len(cycle) for cycle in found.found] == [50]
    assert found.cut
    size = SMALL + 10
    knot = {f"n{n:03}": {f"n{(n + step) % size:03}" for step in range(1, 30)} for n in range(size)}
    found = cycles(knot, order, longest=8)
    assert found.cut
    assert len(found.found) <= MOST_CYCLES
    assert {item for cycle in found.found for item in cycle} == set(knot)


def test_a_knot_of_more_cycles_than_are_listed_is_cut():
    everybody = {f"n{n:02}": {f"n{other:02}" for other in range(20) if other != n} for n in range(20)}
    found = cycles(everybody, order, longest=8)
    assert len(found.found) == MOST_CYCLES
    assert found.cut


@pytest.mark.parametrize("knot", [0, 40, 10**9], ids=["block by block", "as it comes", "rustworkx"])
@settings(max_examples=60)
@given(st.integers(0, 14), st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=40))
def test_betweenness_is_that_of_networkx(knot, alone, pairs):
    graph = nx.Graph(names((a, b) for a, b in pairs if a != b))
    graph.add_node(f"n{alone}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries.betweenness, "KNOT", knot)
        found = betweenness(graph)
    wanted = nx.betweenness_centrality(graph)
    assert found.samples == 0
    assert found.of == pytest.approx(wanted, abs=1e-9)


def test_too_large_a_network_is_estimated_and_says_from_how_many(monkeypatch):
    graph = nx.relabel_nodes(nx.barabasi_albert_graph(400, 3, seed=1), str)
    exact = betweenness(graph).of
    monkeypatch.setattr(queries.betweenness, "MOST_WORK", 10)
    monkeypatch.setattr(queries.betweenness, "MOST_SAMPLES", 100)
    found = betweenness(graph)
    assert found.samples == 100
    first = max(exact, key=exact.__getitem__)
    assert max(found.of, key=found.of.__getitem__) == first
    assert found.of[first] == pytest.approx(exact[first], rel=0.2)


def test_what_single_entities_join_is_exact_even_where_the_rest_is_estimated(monkeypatch):
    star = nx.Graph([("hub", f"leaf{n}") for n in range(20)])
    monkeypatch.setattr(queries.betweenness, "MOST_WORK", 1)
    assert betweenness(star).of["hub"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("fact", "holds"),
    [
        (Fact("k", "LEADS", "a", "b", {"modality": "in force"}), True),
        (Fact("k", "LEADS", "a", "b", {"modality": "planned"}), True),
        (Fact("k", "LEADS", "a", "b", {"modality": "ended"}), False),
        (Fact("k", "LEADS", "a", "a", {"modality": "in force"}), False),
        (Fact("k", "STATED_IN", "a", "b", {"modality": "in force"}), False),
        (Fact("k", "POSSIBLY_SAME_AS", "a", "b", {"modality": "in force"}), False),
        (Fact("k", "DOES_NOT_HOLD_TO_ACCOUNT", "a", "b", {"modality": "in force"}), False),
        (Fact("k", "LACKS_POWER", "a", "b", {"modality": "in force"}), False),
    ],
)
def test_what_joins_two_entities(fact, holds):
    assert is_tie(part_of([fact]), fact) is holds


def test_a_paper_joins_nothing_and_neither_does_what_a_newer_paper_gives_to_another():
    fact = Fact("k", "PRODUCES", "a", "paper", {"modality": "in force"})
    part = part_of([fact])
    part.entities["paper"] = Entity("paper", "Report", ("Document",))
    assert not is_tie(part, fact)
    held = Fact("k", "HOLDS", "a", "b", {"modality": "in force"})
    assert not is_tie(part_of([held], past=["k"]), held)


def test_the_network_has_members_in_place_of_classes_and_nothing_planned():
    facts = [
        Fact("1", "INSTANCE_OF", "m", "all", {"modality": "in force"}),
        Fact("2", "REPORTS_TO", "all", "board", {"modality": "in force", "share": "all"}),
        Fact("3", "REPORTS_TO", "all", "other", {"modality": "in force", "share": "many"}),
        Fact("4", "LEADS", "board", "later", {"modality": "planned"}),
        Fact("5", "LEADS", "board", "now", {"modality": "in force"}),
    ]
    graph = network(part_of(facts, classes=["all"]))
    assert sorted(map(sorted, graph.edges)) == [["board", "m"], ["board", "now"]]
    assert cut_points(graph) == {"board"}
    assert with_members(part_of(facts, classes=["all"])).facts["2@m"].properties["by_class"] == "all"
