"""A published site in a real Chromium: from disk and from a server, by keyboard, at 320 px, in the dark, with hostile text."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from visualisations.site.build import files
from visualisations.site.folder import publish

pytestmark = pytest.mark.browser

KINDS = (
    "index.html", "words.html", "sources.html", "checks.html", "lists/index.html", "lists/body.html", "entities/body.board-1.html",
    "entities/work.nothing.html", "papers/index.html", "questions/index.html", "questions/owners.html", "questions/gaps.html",
    "maps/index.html", "changes/index.html",
)  # fmt: skip
RICHEST = "entities/body.board-1.html"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *words: Any) -> None:  # noqa: A002 - its own name for it
        pass


@pytest.fixture(scope="module")
def world(by_path: Callable[[str], ModuleType]) -> ModuleType:
    return by_path("tests/visualisations/site_world.py")


@pytest.fixture(scope="module")
def folder(world: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("published") / "a site & more"
    publish(site, files(world.county(), world.contents()))
    return site


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Opened:
    """A page, what it asked for and what it complained of."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", self._failed)
        page.on("response", lambda answer: self.complaints.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None)

    def _failed(self, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # the mark of a page that is left before it is drawn
            self.complaints.append(f"{request.failure}: {request.url}")


@pytest.fixture
def opener(browser: Any) -> Iterator[Callable[..., Opened]]:
    contexts = []

    def start(address: str, *, width: int = 1366, height: int = 768, scripts: bool = True, **more: Any) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=scripts, **more)
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.page.goto(address)
        return opened

    yield start
    for context in contexts:
        context.close()


def every_kind(folder: Path) -> list[str]:
    return [*KINDS, *(next((folder / part).glob("*20*.html")).relative_to(folder).as_posix() for part in ("papers", "changes"))]


@pytest.fixture(scope="module")
def seen(folder: Path, browser: Any, axe: Any) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What axe finds on every kind of page, as it opens and at 320 px in the dark; each is loaded once."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    wide, narrow = {}, {}
    for name in every_kind(folder):
        page.set_viewport_size({"width": 1366, "height": 768})
        page.emulate_media(color_scheme="light")
        page.goto((folder / name).as_uri())
        wide[name] = axe(page)
        page.set_viewport_size({"width": 320, "height": 640})
        page.emulate_media(color_scheme="dark")
        # What the width and the colours can change is asked of every kind of page; all rules of the richest one.
        narrow[name] = axe(page, () if name == RICHEST else ("color-contrast", "target-size", "scrollable-region-focusable"))
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            narrow[name].append("scrolls sideways")
    context.close()
    return wide, narrow


def test_axe_finds_nothing_on_any_kind_of_page(seen: Any) -> None:
    assert {name: faults for name, faults in seen[0].items() if faults} == {}


def test_at_320_px_and_in_the_dark_too(seen: Any) -> None:
    assert {name: faults for name, faults in seen[1].items() if faults} == {}


def test_axe_finds_nothing_on_a_map_and_while_searching(folder: Path, opener: Any, axe: Any) -> None:
    opened = opener((folder / "maps" / "governance.html").as_uri())
    opened.page.wait_for_selector("html.js")
    assert axe(opened.page) == []
    opened.page.goto((folder / "index.html").as_uri())
    opened.page.fill("#search", "board")
    opened.page.wait_for_selector("#found li")
    assert axe(opened.page) == []


@pytest.mark.parametrize("way", ["disk", "server"])
def test_nothing_is_asked_for_but_own_files(way: str, folder: Path, served: str, opener: Any) -> None:
    root = folder.as_uri() if way == "disk" else served
    opened = opener(f"{root}/index.html")
    searched = set()  # once from each folder: the script is the same, the way to it is not
    for name in [*every_kind(folder), "maps/governance.html"]:
        opened.page.goto(f"{root}/{name}")
        if name.startswith("maps/g"):
            opened.page.wait_for_selector("html.js")
        elif name.rpartition("/")[0] not in searched:
            searched.add(name.rpartition("/")[0])
            opened.page.focus("#search")
            opened.page.keyboard.type("gro")
            opened.page.wait_for_selector("#found li")
    assert opened.complaints == []
    assert [address for address in opened.requests if not address.startswith(f"{root}/")] == []


@pytest.mark.parametrize("way", ["disk", "server"])
def test_search_by_keyboard_finds_names_codes_other_names_and_papers(way: str, folder: Path, served: str, opener: Any) -> None:
    root = folder.as_uri() if way == "disk" else served
    page = opener(f"{root}/entities/work.nothing.html").page
    for typed, name in (("v4", "V4 Right care"), ("BURD", "Board One"), ("act o", "Act One"), ("delivery item", "Item 1: Delivery")):
        page.keyboard.press("/")
        page.keyboard.type(typed)
        page.wait_for_selector("#found li")
        box = page.locator("#search")
        assert box.get_attribute("aria-expanded") == "true"
        assert page.locator(f"#{box.get_attribute('aria-activedescendant')}").get_attribute("aria-selected") == "true"
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        assert page.text_content("h1") == name


def test_arrows_escape_and_what_is_not_there(folder: Path, opener: Any) -> None:
    page = opener((folder / "index.html").as_uri()).page
    page.focus("#search")
    page.keyboard.type("one")
    page.wait_for_selector("#found li")
    first = page.get_attribute("#search", "aria-activedescendant")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#search", "aria-activedescendant") != first
    page.keyboard.press("ArrowUp")
    assert page.get_attribute("#search", "aria-activedescendant") == first
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()
    page.fill("#search", "no such thing")
    assert page.text_content('[role="status"]') == "Nothing here is called “no such thing”."


def test_without_scripts_the_lists_lead_everywhere(folder: Path, opener: Any) -> None:
    page = opener((folder / "index.html").as_uri(), scripts=False).page
    assert page.locator("#search").count() == 0
    page.click('nav a:has-text("A to Z")')
    page.click('main a:has-text("Bodies")')
    page.click('main a:has-text("Panel One")')
    assert page.text_content("h1") == "Panel One"
    assert page.locator("svg.around").count() == 0  # one neighbour: the list says as much
    page.click('main a:has-text("Board One") >> nth=0')
    page.click('svg.around a:has-text("Group One") >> nth=0')
    assert page.text_content("h1") == "Group One"


def test_tab_reaches_the_content_first_and_is_seen(folder: Path, opener: Any) -> None:
    page = opener((folder / "entities" / "body.board-1.html").as_uri()).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    for _ in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate("[document.activeElement === document.body, getComputedStyle(document.activeElement).outlineStyle]")
        assert seen[0] or seen[1] != "none"


def test_an_entity_opens_on_the_map(folder: Path, opener: Any) -> None:
    page = opener((folder / "entities" / "body.board-1.html").as_uri()).page
    page.click('aside a:has-text("Governance")')
    page.wait_for_selector("#details-heading")
    assert page.text_content("#details-heading") == "Board One"
    page.click("#details .id a")
    assert page.text_content("h1") == "Board One"


def test_a_place_in_a_paper_is_lit(folder: Path, opener: Any) -> None:
    page = opener((folder / "entities" / "body.panel-1.html").as_uri()).page
    page.click('cite a:has-text("para 10")')
    assert page.locator(".place:target h2").text_content() == "para 10"


def test_hostile_text_runs_nowhere_and_shows_as_written(world: ModuleType, by_path: Any, tmp_path: Path, opener: Any) -> None:
    texts = list(by_path("tests/visualisations/test_site_pages.py").HOSTILE)
    made = world.hostile(texts)
    publish(tmp_path, files(made, world.contents(hostile=texts[0])))
    opened = opener((tmp_path / "index.html").as_uri())
    opened.page.fill("#search", "ran")
    opened.page.wait_for_selector("#found li")
    names = {made.address(row["id"]): row["name"] for row in made.entity_rows}
    for file in sorted(tmp_path.rglob("*.html")):
        opened.page.goto(file.as_uri(), wait_until="domcontentloaded")
        seen = opened.page.evaluate(
            "[window.ran, document.querySelectorAll('img, iframe, object, embed, base').length, document.querySelector('h1').textContent]"
        )
        assert seen[:2] == [None, 0]
        assert seen[2] == names.get(file.relative_to(tmp_path).as_posix(), seen[2])
    assert opened.complaints == []
    assert [address for address in opened.requests if not address.startswith(tmp_path.as_uri())] == []


def test_the_printed_page_has_no_menu_and_the_marking_on_each_sheet(folder: Path, opener: Any) -> None:
    page = opener((folder / "entities" / "body.board-1.html").as_uri()).page
    page.emulate_media(media="print")
    assert not page.locator(".menu").is_visible()
    assert page.locator("svg.around").is_visible()
    assert '@top-center { content: "OFFICIAL"' in (folder / "assets" / "site.css").read_text("utf-8")


def test_every_kind_of_page_is_valid_html(folder: Path, by_path: Any, request: pytest.FixtureRequest) -> None:
    """The Nu Html Checker, offline: no error and no warning."""
    launcher, checker = by_path("tests/neo4j_server/launcher.py"), by_path("tests/html/checker.py")
    pages = [folder / name for name in [*every_kind(folder), "maps/governance.html"]]
    try:
        assert checker.faults(launcher, pages) == []
    except launcher.CannotStart as error:
        import os

        if "neo4j" in os.environ.get("LANDSCAPE_REQUIRE", ""):
            pytest.fail(str(error), pytrace=False)
        pytest.skip(f"no Java or Maven: {error}")
