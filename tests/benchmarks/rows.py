"""What is measured, each beside its peer, with the bar that it is held to."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from graph.settings import Target
from graph.store import open_store
from tests.benchmarks.processes import Command, Cost, in_turn, run

PEERS = Path(__file__).parent / "peers"
COUNT = "MATCH (n:Entity) RETURN count(n) AS n"
HOLDS = "MATCH (:Entity)-[r]->(:Entity) WHERE r.ended_by IS NULL RETURN count(r) AS n"
V4 = "work/police-and-crime-plan-2017/v4"


class Row(NamedTuple):
    """One line of the table."""

    work: str
    peer_name: str
    bar: str
    ours: Cost
    peer: Cost


@dataclass
class Side:
    """Where a run works: its folder of inputs, its rounds, and its server, if any."""

    folder: Path
    rounds: int
    server: Any

    @property
    def environment(self) -> dict[str, str]:
        """The environment of every process; the password stands nowhere else."""
        known = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        return {**known, "LANDSCAPE_NEO4J_PASSWORD": self.server.password} if self.server else known

    def landscape(self, store: str, *words: str, before: Callable[[], None] = lambda: None) -> Command:
        """Our command on a store."""
        return Command("landscape", [sys.executable, "-m", "cli", "--store", store, *words], self.environment, before)

    def peer(self, name: str, *words: str, before: Callable[[], None] = lambda: None) -> Command:
        """A peer's script."""
        return Command(name, [sys.executable, str(PEERS / f"{name}.py"), *words], self.environment, before)

    def input(self, name: str) -> str:
        """A generated file."""
        return str(self.folder / f"{name}.jsonl")

    def read(self, store: str, text: str) -> int:
        """One number from a store."""
        target = Target(address=store, password=self.server.password) if self.server and "://" in store else Target(address=store)
        opened = open_store(target)
        try:
            return int(opened.read(text)[0]["n"])
        finally:
            opened.close()

    def expect(self, store: str, text: str, number: int) -> None:
        """Raise where the store does not hold that many: then no time counts."""
        found = self.read(store, text)
        if found != number:
            message = f"{store}: {text}: {found} instead of {number}"
            raise RuntimeError(message)


def start_up_rows(side: Side) -> Iterator[Row]:
    """Cold starts: the help, a look-up and a question, beside a bare script that opens the same store."""
    store = str(side.folder / "cold")
    run(side.landscape(store, "load", "--quiet"))
    yield from _cold(side, store, side.peer("bare_embedded", store, V4), "embedded")
    if side.server:
        _wipe(side)
        run(side.landscape(side.server.address, "load", "--quiet"))
        yield from _cold(side, side.server.address, side.peer("bare_neo4j", side.server.address, side.server.user, V4), "Neo4j")
    if shutil.which("flatten-tool"):
        ours, peer = in_turn(
            side.landscape(store, "--help"), Command("flatten-tool", ["flatten-tool", "--help"], side.environment), side.rounds
        )
        yield Row("`--help`", "flatten-tool", "1.0 x", ours, peer)
    else:
        ours, peer = in_turn(side.landscape(store, "--help"), side.peer("bare_embedded", store, V4), side.rounds)
        yield Row("`--help`", "bare look-up (flatten-tool is not installed)", "", ours, peer)


def _cold(side: Side, store: str, bare: Command, engine: str) -> Iterator[Row]:
    for work, words, bar in (("show V4", ("show", V4), "2 x"), ("ask owners V4", ("ask", "owners", "V4"), "3 x")):
        ours, peer = in_turn(side.landscape(store, *words, "--format", "json"), bare, side.rounds)
        yield Row(f"cold `{work}`, {engine}", "bare look-up", bar, ours, peer)


def embedded_rows(side: Side) -> Iterator[Row]:
    """Loading the generated landscape into the embedded store."""
    store, bare = side.folder / "ours", side.folder / "bare"
    ours, peer = in_turn(
        side.landscape(str(store), "restore", side.input("w20000"), before=_removed(store)),
        side.peer("create_embedded", side.input("w20000"), str(bare), before=_removed(bare)),
        side.rounds,
    )
    side.expect(str(store), HOLDS, 20_000)
    yield Row("load W 20,000, embedded", "CREATE alone", "1.25 x CPU, 1.2 x memory", ours, peer)
    yield from _shapes(side, lambda: str(side.folder / "shape"), _removed(side.folder / "shape"), "embedded", None)


def neo4j_rows(side: Side) -> Iterator[Row]:
    """Loading it into a server."""
    if not side.server:
        return
    address, pid = side.server.address, side.server.pid

    def edition(name: str, before: Callable[[], None]) -> Command:
        return side.landscape(address, "restore", side.input(name), "--edition", "bench", before=before)

    def plain(name: str, before: Callable[[], None]) -> Command:
        return side.peer("plain_unwind", side.input(name), address, side.server.user, before=before)

    def empty() -> None:
        _wipe(side)

    def ours_loaded() -> None:
        _wipe(side)
        run(edition("w20000", lambda: None))

    def plain_loaded() -> None:
        _wipe(side)
        run(plain("w20000", lambda: None))

    load, peer = in_turn(edition("w20000", empty), plain("w20000", empty), side.rounds, pid)
    yield Row("load W 20,000, Neo4j", "plain UNWIND", "1.2 x", load, peer)
    again, peer_again = in_turn(edition("w20000", ours_loaded), plain("w20000", plain_loaded), side.rounds, pid)
    yield Row("again unchanged, Neo4j", "plain UNWIND again", "1.0 x", again, peer_again)
    yield Row("again unchanged, Neo4j", "our own load", "0.8 x", again, load)
    part, peer_part = in_turn(edition("w20000-90", ours_loaded), plain("w20000-90", plain_loaded), side.rounds, pid)
    run(edition("w20000-90", ours_loaded))
    side.expect(address, HOLDS, 18_000)
    yield Row("first 90 %, the rest ended, Neo4j", "plain UNWIND of the 90 %", "1.0 x", part, peer_part)
    _wipe(side)
    run(edition("parallel", lambda: None))
    side.expect(address, HOLDS, 2_000)
    yield from _shapes(side, lambda: address, empty, "Neo4j", pid)
    small, _ = in_turn(side.landscape(address, "restore", side.input("w2000"), before=empty), plain("w2000", empty), 1, pid)
    large, _ = in_turn(side.landscape(address, "restore", side.input("w20000"), before=empty), plain("w2000", empty), 1, pid)
    yield Row("memory of the client: 40,000 rows", "4,000 rows", "flat", large, small)


def _shapes(side: Side, store: Callable[[], str], empty: Callable[[], None], engine: str, pid: int | None) -> Iterator[Row]:
    """One body at one end of everything, beside our own W of that size; both times."""

    def edition(name: str, before: Callable[[], None]) -> Command:
        return side.landscape(store(), "restore", side.input(name), "--edition", "bench", before=before)

    def loaded(name: str) -> Callable[[], None]:
        def ready() -> None:
            empty()
            run(edition(name, lambda: None))

        return ready

    for shape in ("hub10000", "fan10000"):
        first, own = in_turn(edition(shape, empty), edition("w10000", empty), side.rounds, pid)
        yield Row(f"{shape.rstrip('0')[:3]} of 10,000, {engine}", "our own W 10,000", "1.3 x", first, own)
        second, own_second = in_turn(edition(shape, loaded(shape)), edition("w10000", loaded("w10000")), side.rounds, pid)
        yield Row(f"{shape.rstrip('0')[:3]} again, {engine}", "our own W 10,000 again", "1.3 x", second, own_second)
        part, own_part = in_turn(edition(f"{shape}-90", loaded(shape)), edition("w10000-90", loaded("w10000")), side.rounds, pid)
        side.read(store(), COUNT)
        yield Row(f"{shape.rstrip('0')[:3]}, first 90 %, {engine}", "our own W 10,000, first 90 %", "1.3 x", part, own_part)


def _removed(folder: Path) -> Callable[[], None]:
    def remove() -> None:
        shutil.rmtree(folder, ignore_errors=True)

    return remove


def _wipe(side: Side) -> None:
    """Take everything out of the server, constraints too: the next load starts from nothing."""
    from neo4j import GraphDatabase

    with GraphDatabase.driver(side.server.address, auth=(side.server.user, side.server.password)) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
        for record in list(session.run("SHOW CONSTRAINTS YIELD name")):
            session.run(f"DROP CONSTRAINT `{record['name']}`").consume()
