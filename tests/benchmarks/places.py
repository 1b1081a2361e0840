"""Where benchmarks load into: a Neo4j of their own whose CPU is read too, and folders for the embedded engine."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import psutil

from graph.settings import Target
from graph.store import open_store
from queries.exports import jsonl

from .measure import ROOT


def launcher() -> ModuleType:
    """`tests/neo4j_server/launcher.py`; tests are no package, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location("bench_neo4j_launcher", ROOT / "tests" / "neo4j_server" / "launcher.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


class Place(NamedTuple):
    """An engine to load into."""

    engine: str
    target: Target
    server: psutil.Process | None = None

    @property
    def env(self) -> dict[str, str]:
        """The environment that points a command of ours here."""
        password = self.target.password.get_secret_value()
        return {"LANDSCAPE_STORE": self.target.address, **({"LANDSCAPE_NEO4J_PASSWORD": password} if password else {})}

    def server_seconds(self) -> float:
        """CPU seconds of the server so far."""
        if self.server is None:
            return 0.0
        used = self.server.cpu_times()
        return float(used.user + used.system)

    def empty(self) -> None:
        """Take all out: the folder itself, or what is in the database, its constraints too."""
        if self.server is None:
            shutil.rmtree(self.target.address, ignore_errors=True)
            return
        from neo4j import GraphDatabase

        auth = (self.target.user, self.target.password.get_secret_value())
        with GraphDatabase.driver(self.target.address, auth=auth) as driver, driver.session() as session:
            for text in ("MATCH ()-[r]->() CALL (r) {DELETE r} IN TRANSACTIONS", "MATCH (n) CALL (n) {DELETE n} IN TRANSACTIONS"):
                session.run(text).consume()
            for row in list(session.run("SHOW CONSTRAINTS YIELD name")):
                session.run(f"DROP CONSTRAINT `{row['name']}`").consume()

    def holds(self, nodes: int, relationships: int, *, today: tuple[int, int] | None = None) -> None:
        """The counts that must be there, all and (`today`) those that are not ended."""
        store = open_store(self.target)
        try:
            ended = " WHERE x.ended_by IS NULL"
            found = [
                store.read(f"MATCH {pattern}{condition} RETURN count(x) AS n")[0]["n"]
                for condition in ("", ended)
                for pattern in ("(x:Entity)", "(:Entity)-[x]->(:Entity)")
            ]
        finally:
            store.close()
        assert found == [nodes, relationships, *(today or (nodes, relationships))], found

    def digest(self) -> str:
        """One word for all that is stored."""
        store = open_store(self.target)
        try:
            found = hashlib.sha256()
            for line in jsonl(store):
                found.update(line.encode())
        finally:
            store.close()
        return found.hexdigest()


@contextmanager
def neo4j() -> Iterator[Place]:
    """A server for this run; raises `CannotStart` of the launcher, which says what is missing."""
    start = launcher()
    with start.running(start.LTS) as server:
        port = server.address.rpartition(":")[2]
        process = next(item for item in psutil.Process().children() if port in item.cmdline())
        yield Place("Neo4j", Target(address=server.address, user=server.user, password=server.password), process)


def embedded(folder: Path) -> Place:
    """A store in a folder, not made yet."""
    return Place("embedded", Target(address=str(folder / "store")))
