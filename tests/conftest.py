"""What every room's tests share: a `store` of each engine, the papers, a browser.

What is missing on the machine is skipped, with the reason; the shared build sets LANDSCAPE_REQUIRE (a comma list of
`neo4j`, `browser`, `papers`), and then its absence is a failure.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from graph.settings import Target
from graph.store import Store, open_store

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

ROOT = Path(__file__).parent.parent
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]
CURRENT = [pytest.param("neo4j-current", marks=pytest.mark.neo4j)]


def absent(what: str, reason: str) -> None:
    """Skip the test, or fail it where LANDSCAPE_REQUIRE names `what`."""
    if what in os.environ.get("LANDSCAPE_REQUIRE", "").split(","):
        pytest.fail(f"{what} is required here: {reason}", pytrace=False)
    pytest.skip(f"no {what}: {reason}")


@cache
def loaded_by_path(path: str) -> ModuleType:
    """A module that is of no package, by its path from the root: a helper of the tests, a script."""
    spec = importlib.util.spec_from_file_location(path.removesuffix(".py").replace("/", "_"), ROOT / path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def by_path() -> Callable[[str], ModuleType]:
    """Load a helper of the tests: `by_path("tests/visualisations/worlds.py")`."""
    return loaded_by_path


def launcher() -> ModuleType:
    """What starts a Neo4j for the tests."""
    return loaded_by_path("tests/neo4j_server/launcher.py")


def _server(version: str) -> Iterator[Target]:
    start = launcher()
    try:
        with start.running(version) as server:
            yield Target(address=server.address, user=server.user, password=server.password)
    except start.CannotStart as error:
        absent("neo4j", str(error))


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Target]:
    """The Neo4j of LANDSCAPE_TEST_NEO4J (it is emptied!), else the LTS started for this run."""
    if address := os.environ.get("LANDSCAPE_TEST_NEO4J"):
        user = os.environ.get("LANDSCAPE_NEO4J_USER", "neo4j")
        yield Target(address=address, user=user, password=os.environ.get("LANDSCAPE_NEO4J_PASSWORD", ""))
    else:
        yield from _server(launcher().LTS)


@pytest.fixture(scope="session")
def neo4j_current() -> Iterator[Target]:
    """The current Neo4j, where a Java for it is on the machine."""
    yield from _server(launcher().CURRENT)


def emptied(server: Target) -> Target:
    """The server's database without a node; constraints stay, since making them again takes a second a test."""
    from neo4j import GraphDatabase

    auth = (server.user, server.password.get_secret_value())
    with GraphDatabase.driver(server.address, auth=auth) as driver, driver.session() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    return server


def target_for(engine: str, request: pytest.FixtureRequest, folder: Path) -> Target:
    """An empty place for a store of this engine."""
    if engine == "embedded":
        return Target(address=str(folder / "store"))
    return emptied(request.getfixturevalue({"neo4j": "neo4j_server", "neo4j-current": "neo4j_current"}[engine]))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that asks for a store runs once for each engine; the door's own also on the current Neo4j."""
    if "target" in metafunc.fixturenames:
        door = metafunc.definition.path.parent.name == "door"
        metafunc.parametrize("target", ENGINES + CURRENT * door, indirect=True)


@pytest.fixture
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    """Where an empty store may be made, once for each engine."""
    return target_for(request.param, request, tmp_path)


@pytest.fixture
def store(target: Target) -> Iterator[Store]:
    """An empty store, open for writing, once for each engine."""
    opened = open_store(target, writing=True)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def papers() -> Path:
    """The folder of the real papers."""
    for folder in (os.environ.get("LANDSCAPE_PAPERS"), ROOT.parent / "shared" / "sources"):
        if folder and any(Path(folder).glob("*.txt")):
            return Path(folder)
    absent("papers", "set LANDSCAPE_PAPERS to their folder")
    raise AssertionError


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real Chromium, driven by Playwright's synchronous interface."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        absent("browser", "no chromium, chromium-browser or google-chrome on the path")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def run_python() -> Callable[..., Any]:
    """Start a Python that knows our packages: `run_python("-c", text, ...)` gives a `subprocess.Popen`."""
    import subprocess

    def start(*arguments: object, **options: Any) -> subprocess.Popen[str]:
        env = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
        return subprocess.Popen(
            [sys.executable, *map(str, arguments)], text=True, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
        )

    return start
