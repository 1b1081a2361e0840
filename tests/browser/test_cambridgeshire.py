"""The bars on the shipped landscape: every kind of map, opened, exercised, read, and asked what people ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graph import cypher
from graph.settings import Target
from graph.store import open_store
from importers.load import import_batch
from importers.register.read import read_register
from importers.register.rows import register_batch
from queries.span import read_span
from queries.whole import read_whole
from visualisations import cards
from visualisations.maps import MAPS, Changed, Frame, changes
from visualisations.spec import MapSpec
from visualisations.views import views

pytestmark = pytest.mark.browser

DATA = Path(__file__).parent.parent.parent / "importers" / "datasets" / "cambridgeshire"
KINDS = (*MAPS, "changes")
DATE = "2023-12"


@pytest.fixture(scope="module")
def pages(by_path: Callable[[str], ModuleType]) -> ModuleType:
    return by_path("tests/browser/test_page.py")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., MapSpec]]:
    """Maps of the shipped data set: `drawn("governance")`, `drawn("accountability", subject)`."""
    store = open_store(Target(address=str(tmp_path_factory.mktemp("maps") / "store")), writing=True)
    store.define(cypher.constraints())
    import_batch(store, register_batch(read_register(DATA)), now=lambda: datetime(2026, 11, 22, tzinfo=UTC))
    whole = read_whole(store, DATE)
    frame = Frame(as_of=DATE, sources=whole.sources, licences=whole.licences)
    known: dict[tuple[str, str | None], MapSpec] = {}

    def draw(kind: str, subject: str | None = None) -> MapSpec:
        if (kind, subject) not in known:
            if kind == "changes":
                span = read_span(store, "2020-10", DATE)
                changed = Changed("2020-10", DATE, span.added, span.ended, span.new, span.restated, span.silent)
                known[kind, subject] = changes(span.whole.nodes, span.links, frame, changed, subject)
            else:
                known[kind, subject] = MAPS[kind](whole.nodes, whole.links, frame, subject)
        return known[kind, subject]

    yield draw
    store.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_map_opens_folded_to_what_can_be_read_and_nothing_overlaps(kind: str, drawn: Callable[..., MapSpec]) -> None:
    spec = drawn(kind)
    opening, full = views(spec)
    assert len(opening.cards) <= 80
    assert len(opening.lines) <= 300
    assert (len(full.cards), full.links_shown) == (len(spec.items), len(spec.links))
    for view in (opening, full):
        assert 0.7 <= view.width / view.height <= 2.2
        boxes = sorted((card.x, card.y - card.height / 2, card.y + card.height / 2) for card in view.cards)
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                if other[0] - one[0] >= cards.WIDTH:
                    break
                assert other[1] >= one[2] or one[1] >= other[2]
        named = [band.name for band in view.bands]
        assert named == [name for name in spec.levels if name in named]


@pytest.mark.parametrize("kind", KINDS)
def test_a_map_asks_nothing_complains_of_nothing_and_is_whole_as_text(
    kind: str, drawn: Callable[..., MapSpec], opener: Any, pages: ModuleType, axe: Any
) -> None:
    """Colours are those of one style sheet, whatever the kind: they are measured on the two that have most of them."""
    spec = drawn(kind)
    opened = opener(spec)
    pages.exercise(opened, spec.items[0].name)
    assert [address for address in opened.requests if address != opened.file.as_uri() and not address.startswith("blob:")] == []
    assert opened.complaints == []
    # What is asked of each row is asked of the first of each list: they are made alike, and there are thousands.
    opened.page.evaluate(
        "document.querySelectorAll('ul.rows').forEach((list) => [...list.children].slice(3).forEach((row) => row.remove()))"
    )
    opened.page.evaluate("[...document.querySelectorAll('.chunk')].slice(2).forEach((chunk) => chunk.remove())")
    assert axe(opened.page, without=() if kind in ("governance", "changes") else ("color-contrast",)) == []
    plain = opener(spec, scripts=False).page
    words = " ".join(str(plain.inner_text("body")).split())
    names = {item.id: " ".join(item.name.split()) for item in spec.items}
    assert [name for name in names.values() if name not in words] == []
    assert [one.key for one in spec.links if f"{names[one.from_id]} {one.phrase} {names[one.to_id]}" not in words] == []
    assert plain.locator("#static svg").is_visible()


def shown(opened: Any, name: str) -> str:
    """Type a name, choose the first that is found, and read the panel."""
    opened.page.fill("#search", name)
    opened.page.press("#search", "Enter")
    opened.page.wait_for_timeout(200)
    return " ".join(str(opened.page.inner_text("#details")).split())


def test_who_chairs_it_and_who_says_so(drawn: Callable[..., MapSpec], opener: Any) -> None:
    said = shown(opener(drawn("governance")), "Countywide High Harms Board")
    assert "chaired by 1 Police and Crime Commissioner for Cambridgeshire and Peterborough" in said
    assert "2023-03-15, para 4.5" in said


def test_what_reports_to_it(drawn: Callable[..., MapSpec], opener: Any) -> None:
    said = shown(opener(drawn("governance")), "Countywide Community Safety Strategic Board")
    assert "receives reports from" in said
    assert "Crisis Concordat Mental Health Delivery Group" in said.partition("receives reports from")[2]


def test_who_leads_it_and_how_it_reaches_the_board(drawn: Callable[..., MapSpec], opener: Any) -> None:
    action = "work/police-and-crime-plan-2017/v4"
    opened = opener(drawn("accountability", action))
    said = shown(opened, "V4")
    assert "led by 1 Crisis Concordat Mental Health Delivery Group" in said
    assert "answered for by 1 NP" in said
    opened.page.click('[data-do="path"]')
    opened.page.fill("#search", "Strategic Board")
    opened.page.press("#search", "Enter")
    opened.page.wait_for_timeout(200)
    steps = opened.page.locator("#details ol > li").all_inner_texts()
    assert len(steps) == 2
    assert "leads" in steps[0]
    assert opened.page.evaluate("location.hash").startswith("#from=")
    assert "A chain of 2 links." in opened.say()
