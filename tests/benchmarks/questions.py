"""What a question costs beside the engine's own time for the same texts, and betweenness beside networkx.

Each question is asked in this process, and the texts that it had the engine run are then run again with the bare library, in turn. Both are
medians; a question counts only where it answered. Betweenness is measured on W, whose relationships make one tree, and on three times as
many relationships.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx

from graph.store import Store, open_store
from queries.betweenness import betweenness
from queries.catalogue import Question, load
from queries.run import ask

from . import landscape
from .measure import OURS, Side, Step, in_turn
from .places import Place
from .table import Result

AS_OF = "2026-11-22"
WORDS: dict[str, tuple[str, ...]] = {
    "owners": ("V4",),
    "chain": ("Mental Health Delivery Group",),
    "portfolio": ("OPCC",),
    "members": ("Cambridgeshire Police and Crime Panel",),
    "reports": ("Business Coordination Board",),
    "depends": ("work/police-and-crime-plan-2017",),
    "impact": ("post/office-of-the-police-and-crime-commissioner/police-and-crime-commissioner",),
    "connection": ("Cambridgeshire Police and Crime Panel", "Safer Streets Fund"),
    "references": ("V3",),
    "raci": ("work/police-and-crime-plan-2017",),
    "changes": ("2018", "2023"),
}
"""What the questions that take a subject or a date are asked about in the data set that ships with the tool."""

LARGE: dict[str, tuple[str, ...]] = {
    "owners": ("work/action-5",),
    "chain": ("body/delivery-group-7",),
    "portfolio": ("body/organisation-1",),
    "members": ("body/board-1",),
    "reports": ("body/board-1",),
    "depends": ("work/plan-3",),
    "impact": ("thing/system-3",),
    "connection": ("body/organisation-50", "work/plan-7"),
    "references": ("work/action-5",),
    "raci": ("body/board-3",),
    "changes": ("2020", "2025"),
}
"""The same in a made landscape (`landscape.py`)."""


class _Spent(NamedTuple):
    cpu: float
    wall: float


def _timed(work: Callable[[], object]) -> _Spent:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return _Spent(time.process_time() - cpu, time.perf_counter() - wall)


def _median(found: Sequence[_Spent], measure: str) -> float:
    return statistics.median(getattr(one, measure) for one in found)


class _Watched:
    """A store that remembers what it was asked to read."""

    def __init__(self, store: Store) -> None:
        self.inner = store
        self.reads: list[tuple[str, Mapping[str, Any]]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def read(self, text: str, params: Mapping[str, Any] | None = None, **options: Any) -> Any:
        self.reads.append((text, params or {}))
        return self.inner.read(text, params, **options)


def asked(place: Place, words: Mapping[str, tuple[str, ...]], rounds: int, only: Sequence[str] = ()) -> Iterator[Result]:
    """A row for each question of the catalogue; the store must be loaded. `only` names some of them."""
    measure = "wall" if place.server else "cpu"
    for name, question in load().items():
        if only and name not in only:
            continue
        ours, engine, rows = _both(place, question, words.get(name, ()), rounds)
        said = f"`{name}` on {place.engine}, {rows:,} rows"
        yield Result(said, measure, _median(ours, measure), _median(engine, measure), "its texts on the bare engine", 3.0)


def _both(place: Place, question: Question, words: Sequence[str], rounds: int) -> tuple[list[_Spent], list[_Spent], int]:
    """What asking cost, and what its texts cost on the bare engine, round by round; the first warms both, and counts where it is alone."""
    ours: list[_Spent] = []
    engine: list[_Spent] = []
    rows = 0
    for number in range(rounds + 1):
        watched = _Watched(open_store(place.target))

        def answer(watched: _Watched = watched) -> None:
            nonlocal rows
            found = ask(watched, question, words, AS_OF)  # type: ignore[arg-type] # all that is not `read` is the store's own
            rows = len(found.rows)
            assert found.rows or found.notes, question.name

        try:
            watched.inner.read("MATCH (n:Entity {id: ''}) RETURN n.id AS id")  # opening is not asking
            spent = _timed(answer)
        finally:
            watched.inner.close()
        bare = _bare(place, watched.reads)
        if number or not rounds:  # without rounds the first one counts
            ours.append(spent)
            engine.append(bare)
    return ours, engine, rows


def _bare(place: Place, reads: Sequence[tuple[str, Mapping[str, Any]]]) -> _Spent:
    if place.server is None:
        os.environ["ARCADEDB_LOG_CONSOLE"] = "0"
        import arcadedb

        with arcadedb.open_database(place.target.address, read_only=True) as database:
            database.query("opencypher", "MATCH (n:Entity {id: ''}) RETURN n.id AS id").to_list()
            return _timed(lambda: [database.query("opencypher", text, dict(params)).to_list() for text, params in reads])
    from neo4j import GraphDatabase

    auth = (place.target.user, place.target.password.get_secret_value())
    with GraphDatabase.driver(place.target.address, auth=auth) as driver, driver.session() as session:
        session.run("RETURN 1").consume()
        return _timed(lambda: [session.run(text, dict(params)).data() for text, params in reads])


def shipped(place: Place, rounds: int) -> Iterator[Result]:
    """Every question on the data set that ships with the tool."""
    place.empty()
    in_turn([Side([Step("load", (*OURS, "load", "--quiet"), env=place.env)])], 1)
    yield from asked(place, WORDS, rounds)


def large(place: Place, folder: Path, entities: int = landscape.ENTITIES) -> Iterator[Result]:
    """Every question, once, on a made landscape: it answers, or says that it was cut."""
    file = landscape.write(folder / f"landscape{entities}.jsonl", entities)
    place.empty()
    in_turn([Side([Step("restore", (*OURS, "restore", "--quiet", file), env=place.env)])], 1)
    for item in asked(place, LARGE, 0):
        yield item._replace(what=f"{item.what}, {entities:,} entities")


def tree(size: int) -> nx.Graph[str]:
    """The network of W: body i answers to body i // 5."""
    return nx.Graph((f"b{number}", f"b{number // 5}") for number in range(1, size))


def woven(size: int) -> nx.Graph[str]:
    """W with two further relationships a body: hardly any entity joins two parts alone."""
    graph = tree(size)
    graph.add_edges_from((f"b{n}", f"b{(n * k + d) % size}") for n in range(size) for k, d in ((7, 1), (13, 5)) if n != (n * k + d) % size)
    return graph


def measured(rounds: int, small: int = 2_000, large: int = 20_000, samples: int = 256) -> Iterator[Result]:
    """Exact betweenness of `small` entities beside networkx's own, of `large` beside its estimate from 256 of them."""
    for name, make in (("W", tree), ("W woven", woven)):
        graph = make(small)
        found = {"ours": [_timed(lambda: betweenness(graph)) for _ in range(rounds)]}  # noqa: B023 - run at once
        other = _timed(lambda: nx.betweenness_centrality(graph))  # noqa: B023 - run at once
        wanted, exact = nx.betweenness_centrality(graph), betweenness(graph)
        assert exact.samples == 0
        assert max(abs(wanted[item] - exact.of[item]) for item in graph) < 1e-9
        yield Result(f"exact betweenness, {name} {small:,}", "cpu", _median(found["ours"], "cpu"), other.cpu, "networkx, exact", 0.25)
    graph = tree(large)
    ours = _median([_timed(lambda: betweenness(graph)) for _ in range(rounds)], "cpu")
    other = _timed(lambda: nx.betweenness_centrality(graph, k=min(samples, large), seed=1))
    yield Result(f"exact betweenness, W {large:,}", "cpu", ours, other.cpu, f"networkx, {samples} samples", 2.0)
