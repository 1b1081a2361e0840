"""What the tests of questions share: the world of a module, loaded once on each engine, and its answers as short rows."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graph.answer import Answer
from graph.settings import Target
from graph.store import Store, open_store
from queries.catalogue import load as load_catalogue
from queries.run import ask as ask_question

ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]


@pytest.fixture(scope="session")
def worlds() -> ModuleType:
    """`worlds.py` beside this file; tests are no package, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location("made_registers", Path(__file__).parent / "worlds.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=ENGINES)
def loaded(request: pytest.FixtureRequest, worlds: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The WORLD of the test's module in a store of each engine; its tests only read."""
    folder = tmp_path_factory.mktemp("world")
    target = Target(address=str(folder / "store"))
    if request.param == "neo4j":
        target = request.getfixturevalue("neo4j_server")
        empty(target)
    store = open_store(target, writing=True)
    worlds.load(store, folder / "register", request.module.WORLD)
    yield store
    store.close()


def empty(server: Target) -> None:
    from neo4j import GraphDatabase

    auth = (server.user, server.password.get_secret_value())
    with GraphDatabase.driver(server.address, auth=auth) as driver, driver.session() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()


@pytest.fixture(scope="session")
def catalogue() -> dict[str, Any]:
    return load_catalogue()


@pytest.fixture
def ask(loaded: Store, catalogue: dict[str, Any]) -> Callable[..., Answer]:
    """Ask a question of the catalogue: `ask("owners", "V4", as_of="2018")`."""

    def answer(question: str, *words: str, as_of: str = "2020") -> Answer:
        return ask_question(loaded, catalogue[question], words, as_of)

    return answer


@pytest.fixture
def rows() -> Callable[..., list[Any]]:
    """Rows of an answer as tuples of some columns; one column gives plain values."""

    def short(answer: Answer, *columns: str) -> list[Any]:
        found = [tuple(row.as_dict()[name] for name in columns) for row in answer.rows]
        return [values[0] for values in found] if len(columns) == 1 else found

    return short


@pytest.fixture
def codes() -> Callable[[Answer], list[str]]:
    """The codes of an answer's notes."""
    return lambda answer: [str(note.code) for note in answer.notes]
