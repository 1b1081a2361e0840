"""Pages of made worlds, opened from disk in a real Chromium that counts requests and keeps every complaint."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from visualisations.page import render, write_page
from visualisations.spec import MapSpec

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_AXE = Axe()


def violations(page: Any, rules: Sequence[str] = (), *, without: Sequence[str] = (), but: str = "") -> list[str]:
    """What axe finds on a page: all rules or those named, without some, or without the elements of a selector."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.axe_script)
    chosen: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        chosen["runOnly"] = {"type": "rule", "values": list(rules)}
    else:
        chosen |= {"runOnly": TAGS, "rules": {"target-size": {"enabled": True}} | {rule: {"enabled": False} for rule in without}}
    where = {"exclude": [[but]]} if but and page.locator(but).count() else {"include": [["html"]]}
    found = page.evaluate("([where, how]) => axe.run(where, how).then((said) => said.violations)", [where, chosen])
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}" for one in found]


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """`axe(page)`, as `violations`."""
    return violations


@pytest.fixture(scope="session")
def worlds(by_path: Callable[[str], ModuleType]) -> ModuleType:
    return by_path("tests/visualisations/worlds.py")


@dataclass
class Opened:
    """A page and what happened on it."""

    page: Any
    file: Path
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        """Follow an address of the page, such as `#node=...`."""
        self.page.evaluate("address => { location.hash = address; }", address)
        self.page.wait_for_timeout(120)

    def say(self) -> str:
        return str(self.page.text_content("#live"))


Opener = Callable[..., Opened]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[MapSpec], Path]:
    """The file of a map, written once a session."""
    folder = tmp_path_factory.mktemp("maps")
    known: dict[int, tuple[MapSpec, Path]] = {}

    def write(spec: MapSpec) -> Path:
        if id(spec) not in known:
            file = folder / f"map-{len(known)}.html"
            write_page(file, render(spec))
            known[id(spec)] = (spec, file)
        return known[id(spec)][1]

    return write


@pytest.fixture
def opener(browser: Any, written: Callable[[MapSpec], Path]) -> Iterator[Opener]:
    """Open a map: `opener(spec, address="#node=...", width=1366, height=768, scripts=True)`."""
    contexts = []

    def open_map(spec: MapSpec, address: str = "", *, width: int = 1366, height: int = 768, scripts: bool = True, **more: Any) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=scripts, **more)
        contexts.append(context)
        opened = Opened(context.new_page(), written(spec))
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.on("console", lambda message: opened.complaints.append(message.text) if message.type in ("error", "warning") else None)
        opened.page.goto(opened.file.as_uri() + address)
        if scripts:
            opened.page.wait_for_selector("html.js")
            opened.page.wait_for_timeout(150)
        return opened

    yield open_map
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def county(worlds: ModuleType) -> MapSpec:
    return worlds.county()


@pytest.fixture(scope="session")
def middle(worlds: ModuleType) -> MapSpec:
    """Large enough to open folded and to have the lists of a long page."""
    return worlds.world(420, 900)


@pytest.fixture(scope="session")
def large(worlds: ModuleType) -> MapSpec:
    return worlds.world(2000, 6000)
