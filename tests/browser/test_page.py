"""Bars 1 to 3 and 10 in a real Chromium: no request, no complaint, nothing hostile run, the same picture, and what can be taken away."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest

pytestmark = pytest.mark.browser

HARMS = "#node=body%2Fcountywide-high-harms-board&hops=2"
SVG = "{http://www.w3.org/2000/svg}"


def exercise(opened: Any, word: str = "board") -> None:
    """Walk through every state of a page."""
    page = opened.page
    page.fill("#search", word)
    page.press("#search", "Enter")
    page.wait_for_timeout(150)
    for button in ("zoom-in", "zoom-out", "left", "right", "up", "down", "fit", "unfilter"):
        page.click(f'[data-do="{button}"]')
    page.locator("#legend input").first.uncheck()
    page.locator("#legend input").first.check()
    page.locator('#details input[name="hops"]').last.check()
    page.wait_for_timeout(100)
    for button in ("svg", "png"):
        with page.expect_download() as download:
            page.click(f'[data-do="{button}"]')
        assert download.value.path()
    page.evaluate("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))")
    page.keyboard.press("Escape")


@pytest.mark.parametrize("width", [1366, 320])
def test_no_request_and_no_complaint_in_any_state(width: int, opener: Any, county: Any) -> None:
    opened = opener(county, width=width)
    exercise(opened)
    outside = [address for address in opened.requests if address != opened.file.as_uri() and not address.startswith("blob:")]
    assert outside == []
    assert opened.complaints == []


def test_hostile_text_runs_nowhere_and_shows_as_written(opener: Any, worlds: Any) -> None:
    made = worlds.hostile()
    opened = opener(made)
    for item in made.items:
        opened.page.evaluate("id => { location.hash = `#node=${encodeURIComponent(id)}&hops=1`; }", item.id)
        opened.page.wait_for_timeout(80)
        assert opened.page.text_content("#details-heading") == item.name
    opened.page.evaluate("key => { location.hash = `#link=${encodeURIComponent(key)}`; }", made.links[0].key)
    opened.page.wait_for_timeout(80)
    assert made.links[0].phrase in opened.page.text_content("#details")
    opened.page.fill("#search", "script")
    opened.page.wait_for_timeout(80)
    opened.page.press("#search", "Escape")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    svg = ET.fromstring(opened.page.evaluate("Landscape.takeAway.svg()"))  # noqa: S314 - our own drawing, made just now
    assert {part.tag for part in svg.iter()} <= {f"{SVG}{tag}" for tag in ("svg", "title", "rect", "text", "tspan", "path", "g")}
    assert opened.page.evaluate("window.ran") is None
    assert opened.page.evaluate("document.querySelectorAll('img, iframe, object, embed, link').length") == 0
    assert opened.complaints == []
    assert len(opened.requests) == 1


def test_two_loads_place_every_card_alike(opener: Any, county: Any) -> None:
    def places() -> Any:
        return opener(county).page.evaluate("Landscape.canvas.network().getPositions()")

    first = places()
    assert first == places()
    assert len(first) == len(county.items)


def test_svg_parses_and_holds_every_visible_label(opener: Any, county: Any) -> None:
    opened = opener(county)
    opened.page.uncheck('input[data-family="Law"]')
    svg = ET.fromstring(opened.page.evaluate("Landscape.takeAway.svg()"))  # noqa: S314 - our own drawing, made just now
    words = {" ".join("".join(text.itertext()).split()) for text in svg.iter(f"{SVG}text")}
    assert {item.name for item in county.items if item.family != "Law"} <= words
    assert not words & {item.name for item in county.items if item.family == "Law"}


def test_png_is_wide_enough_to_read(opener: Any, county: Any) -> None:
    opened = opener(county)
    with opened.page.expect_download() as download:
        opened.page.click('[data-do="png"]')
    data = download.value.path().read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20], "big") > 1500


def test_print_holds_the_map_and_the_lists(opener: Any, county: Any) -> None:
    opened = opener(county)
    opened.page.emulate_media(media="print")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.page.locator("#sheet svg").is_visible()
    assert opened.page.locator("#sheet svg text").count() > len(county.items)
    assert opened.page.locator("#entities .row").first.is_visible()
    assert opened.page.locator("#links .row").last.is_visible()
    assert not opened.page.locator("#tools").is_visible()


def test_an_address_opens_its_view_and_walks_back(opener: Any, county: Any) -> None:
    opened = opener(county, HARMS)
    assert opened.page.text_content("#details-heading") == "Countywide High Harms Board"
    assert opened.page.is_checked('#details input[value="2"]')
    opened.page.locator("#details a[href^='#i']").first.click()
    opened.page.wait_for_timeout(120)
    assert opened.page.text_content("#details-heading") != "Countywide High Harms Board"
    opened.page.click('[data-do="back"]')
    opened.page.wait_for_timeout(200)
    assert opened.page.text_content("#details-heading") == "Countywide High Harms Board"
    assert opened.page.evaluate("location.hash") == HARMS


@pytest.mark.parametrize("address", ["#node=body%2Fnobody", "#link=none", "#story=99", "#from=body%2Fnobody&to=x"])
def test_an_unknown_address_is_reported(address: str, opener: Any, county: Any) -> None:
    opened = opener(county, address)
    assert opened.say().startswith("No ")
    assert address.split("=")[1].split("&")[0].replace("%2F", "/") in opened.say()


def test_a_folded_map_says_so_and_one_control_shows_all(opener: Any, middle: Any) -> None:
    opened = opener(middle)
    assert "of 420 entities" in opened.page.text_content("#showing")
    shown = opened.page.evaluate("Landscape.canvas.view().nodes.length")
    assert f"Showing {shown} of 420 entities" in opened.page.text_content("#showing")
    opened.page.click("#show-all")
    assert "Showing 420 of 420 entities and 900 of 900 links." in opened.page.text_content("#showing")
    opened.page.click("#show-all")
    assert f"Showing {shown} of 420" in opened.page.text_content("#showing")


def test_a_path_is_a_chain_of_links(opener: Any, county: Any) -> None:
    opened = opener(county, "#story=3")
    steps = opened.page.locator("#details ol > li")
    assert steps.count() >= 2
    assert "does not hold" not in opened.page.text_content("#details ol")
    assert "Panel" in opened.page.text_content("#details-heading")
    assert county.story[2].sentence in opened.say()


def test_a_chain_through_what_is_folded_away_is_drawn_whole(opener: Any, middle: Any) -> None:
    """On the folded map it would seem to run through the groups that its entities are folded into."""
    opened = opener(middle)
    folded, whole = (len(opened.page.evaluate(f"Landscape.read('nodes{part}')")) for part in ("", "-whole"))
    assert folded < whole == 420
    hidden = opened.page.evaluate("Landscape.model.items.find(({ at }) => Landscape.canvas.shownBy(at) !== at).id")
    shown = opened.page.evaluate("Landscape.model.items.find(({ at }) => Landscape.canvas.shownBy(at) === at).id")
    opened.page.evaluate("([a, b]) => { location.hash = `#from=${encodeURIComponent(a)}&to=${encodeURIComponent(b)}`; }", [shown, hidden])
    opened.page.wait_for_timeout(120)
    assert "A chain of" in opened.say()
    assert opened.page.evaluate("Landscape.canvas.view().nodes.length") == 420
    path = opened.page.evaluate("[...Landscape.state.near.items].every((at) => Landscape.canvas.shownBy(at) === at)")
    assert path is True


def test_what_is_asked_for_is_drawn_itself_and_not_its_group(opener: Any, middle: Any) -> None:
    opened = opener(middle)
    hidden = opened.page.evaluate("Landscape.model.items.find(({ at }) => Landscape.canvas.shownBy(at) !== at).id")
    opened.page.evaluate("id => { location.hash = `#node=${encodeURIComponent(id)}`; }", hidden)
    opened.page.wait_for_timeout(120)
    assert "It was folded away: now all are drawn." in opened.say()
    assert opened.page.evaluate("Landscape.canvas.cards().has(Landscape.state.selected)")


def test_on_a_phone_what_is_chosen_stays_readable(opener: Any, county: Any) -> None:
    opened = opener(county, width=390, height=844)
    before = opened.page.evaluate("Landscape.canvas.network().getScale()")
    assert before > 0.3  # names are written from there on
    opened.go(HARMS)
    opened.page.wait_for_timeout(400)
    assert opened.page.evaluate("Landscape.canvas.network().getScale()") >= min(before, 0.5)
    seen = opened.page.evaluate(
        "(() => { const { x, y } = Landscape.canvas.cards().get(Landscape.state.selected);"
        " const at = Landscape.canvas.network().canvasToDOM({ x, y }); return [at.x, at.y]; })()"
    )
    box = opened.page.locator("#map").bounding_box()
    assert 0 < seen[0] < box["width"]
    assert 0 < seen[1] < box["height"]


def test_a_line_into_a_group_has_its_sign_in_the_picture_and_in_what_is_taken_away(opener: Any, middle: Any) -> None:
    opened = opener(middle)
    lines = opened.page.evaluate("Landscape.canvas.view().edges.filter((edge) => edge.inside).length")
    sign = opened.page.evaluate("Landscape.lines.shapes.inside")
    assert lines
    svg = opened.page.evaluate("Landscape.takeAway.svg()")
    assert svg.count(sign) >= lines
    assert opener(middle, scripts=False).page.content().count(sign) >= lines


def test_relations_stand_before_facts_and_who_chairs_first(opener: Any, county: Any) -> None:
    chaired = next(link.to_id for link in county.links if link.type == "CHAIRS")
    opened = opener(county, f"#node={chaired.replace('/', '%2F')}")
    headings = opened.page.locator("#details h3").all_inner_texts()
    assert headings[0].startswith("chaired by")
    assert len(headings) > 3
    assert headings[-1] == "Names"
