"""Bars 4, 5 and 6: what axe finds, what stands as text, and the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

# Rules that measure each element by itself take most of the time, and rows that are made alike need not be asked one by one:
# but the first three of each list, what is lit and what is selected.
BY_ELEMENT = ("color-contrast", "target-size", "link-in-text-block", "link-name", "region")
ALIKE = "ul.rows > li:nth-child(n + 4):not(.near):not([aria-current])"
HARMS = "#node=body%2Fcountywide-high-harms-board&hops=1"


def searching(opened: Any) -> None:
    opened.page.fill("#search", "board")
    opened.page.wait_for_selector("#found li")


def filtered(opened: Any) -> None:
    opened.page.uncheck('input[data-family="Work"]')
    opened.page.uncheck('input[data-type="MEMBER_OF"]')


def neighbours_only(opened: Any) -> None:
    opened.go(HARMS)
    opened.page.check("#only-lit")


STATES: dict[str, tuple[dict[str, Any], Callable[[Any], None]]] = {
    "initial": ({}, lambda opened: None),
    "search open": ({}, searching),
    "selected": ({}, lambda opened: opened.go(HARMS)),
    "a link selected": ({}, lambda opened: opened.go("#link=chairs-1")),
    "a path": ({}, lambda opened: opened.go("#story=3")),
    "filtered": ({}, filtered),
    "neighbours only": ({}, neighbours_only),
    "320 px": ({"width": 320, "height": 640}, lambda opened: None),
    "320 px, selected": ({"width": 320, "height": 640}, lambda opened: opened.go(HARMS)),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(state: str, opener: Any, county: Any, axe: Any) -> None:
    """Every rule, of every element; of rows that are made alike once, where the page opens."""
    how, do = STATES[state]
    opened = opener(county, **how)
    do(opened)
    assert axe(opened.page, but="" if state == "initial" else ALIKE) == []


def test_axe_finds_nothing_at_2000(opener: Any, large: Any, axe: Any) -> None:
    """Every rule of the whole page; those that measure each row by itself of the first rows of each list, since they take minutes."""
    opened = opener(large)
    assert axe(opened.page, without=BY_ELEMENT) == []
    opened.page.evaluate(f"document.querySelectorAll('{ALIKE}').forEach((row) => row.remove())")
    opened.page.evaluate("[...document.querySelectorAll('.chunk')].slice(3).forEach((chunk) => chunk.remove())")
    assert axe(opened.page, BY_ELEMENT) == []


def spoken(page: Any) -> str:
    """Every name in the accessibility tree."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return " ".join(str(node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored"))


@pytest.mark.parametrize("size", ["county", "middle"])
@pytest.mark.parametrize("scripts", [True, False])
def test_every_name_and_link_is_there_for_everyone(size: str, scripts: bool, opener: Any, request: pytest.FixtureRequest) -> None:
    spec = request.getfixturevalue(size)
    opened = opener(spec, scripts=scripts)
    names = {item.id: item.name for item in spec.items}
    words = " ".join((spoken(opened.page) if scripts else opened.page.inner_text("body")).split())
    missing = [item.name for item in spec.items if item.name not in words]
    assert missing == []
    lost = [link.key for link in spec.links if " ".join((names[link.from_id], link.phrase, names[link.to_id])) not in words]
    assert lost == []


def test_without_scripts_a_drawing_stands_and_a_line_says_what_to_do(opener: Any, county: Any) -> None:
    page = opener(county, scripts=False).page
    assert page.locator("#static svg").is_visible()
    assert page.locator("#static svg g").count() == len(county.items)
    assert page.locator(".no-script").is_visible()
    assert not page.locator("#tools").is_visible()
    assert page.locator("#legend fieldset").first.is_visible()


def test_filters_and_selection_are_in_step(opener: Any, county: Any) -> None:
    opened = opener(county)
    page = opened.page
    page.uncheck('input[data-family="Work"]')
    page.wait_for_timeout(120)
    work = [item for item in county.items if item.family == "Work"]
    assert page.locator("#entities .row:not([hidden])").count() == len(county.items) - len(work)
    assert page.text_content("#entities-count") == f"{len(county.items) - len(work)} of {len(county.items)}"
    assert f"Showing {len(county.items) - len(work)} of" in page.text_content("#showing")
    drawn = page.evaluate("Landscape.canvas.network().body.nodeIndices.length")
    assert drawn == len(county.items) - len(work)
    page.click('[data-do="unfilter"]')
    page.wait_for_timeout(120)
    assert page.locator("#entities .row:not([hidden])").count() == len(county.items)
    opened.go(HARMS)
    lit = page.evaluate("Landscape.state.lit.cards.size")
    assert page.locator("#entities .row.near").count() == lit
    assert page.text_content('#entities .row[aria-current="true"] .name') == "Countywide High Harms Board"
    page.check("#only-lit")
    page.wait_for_timeout(120)
    assert page.locator("#entities .row:not([hidden])").count() == lit


def active(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent"))


def test_the_keyboard_alone(opener: Any, county: Any) -> None:
    page = opener(county).page
    page.focus("#search")
    page.keyboard.type("hhb")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_timeout(150)
    assert active(page) == "details-heading"
    assert page.text_content("#details-heading") == "Countywide High Harms Board"
    for _ in range(12):  # follow the first link of the panel
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#details .rows a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_timeout(150)
    assert page.text_content("#details-heading") != "Countywide High Harms Board"
    page.focus('[data-do="back"]')
    page.keyboard.press("Enter")
    page.wait_for_timeout(250)
    assert page.text_content("#details-heading") == "Countywide High Harms Board"
    page.keyboard.press("Escape")
    page.wait_for_timeout(150)
    assert page.locator("#details").is_hidden()
    assert active(page) == "map"


def test_arrows_walk_the_map_and_the_live_line_says_where(opener: Any, county: Any) -> None:
    opened = opener(county)
    page = opened.page
    page.focus("#map")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(80)
    first = opened.say()
    assert "Enter opens." in first
    page.keyboard.press("ArrowUp")
    page.wait_for_timeout(80)
    assert opened.say() != first
    page.keyboard.press("Enter")
    page.wait_for_timeout(150)
    assert active(page) == "details-heading"


def test_tab_passes_through_the_page_without_a_trap_and_is_seen(opener: Any, county: Any) -> None:
    page = opener(county).page
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(active(page))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", seen[-1]
    assert seen.count("map") == 1
    assert len(set(seen)) > 30


@pytest.mark.parametrize("address", ["", HARMS])
def test_320_px_needs_no_sideways_scrolling(address: str, opener: Any, county: Any) -> None:
    page = opener(county, address, width=320, height=640).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_targets_are_24_px(opener: Any, county: Any) -> None:
    page = opener(county, HARMS).page
    small = page.evaluate(
        "[...document.querySelectorAll('button, input, label')].filter((one) => one.offsetParent)"
        ".map((one) => [one.outerHTML.slice(0, 60), (one.closest('label') || one).getBoundingClientRect()])"
        ".filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"
    )
    assert small == []


def test_reduced_motion_moves_at_once(opener: Any, county: Any) -> None:
    page = opener(county, reduced_motion="reduce").page
    before = page.evaluate("Landscape.canvas.network().getScale()")
    after = page.evaluate("(Landscape.canvas.zoom(2), Landscape.canvas.network().getScale())")
    assert after == pytest.approx(2 * before)
