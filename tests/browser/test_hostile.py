"""Bar 2 at length: a thousand hostile texts in every field of a map. Nothing runs, nothing is asked for, all shows as written."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from visualisations.maps import Frame, query
from visualisations.page import render, write_page
from visualisations.spec import Evidence, Fact, Item, Link, MapSpec, Source, StoryStep

pytestmark = pytest.mark.browser

PAGES = 4
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "title", "rect", "text", "tspan", "path", "g", "circle"}
FAMILIES = ("Body", "Holder", "Work", "Money", "Law", "Place", "Thing", "Time")
# What each part of the page says of an entity or a link: the list, the panel, the search, the picture.
SAID = """() => {
  const { model, panel } = Landscape;
  const heading = () => document.getElementById("details-heading").textContent;
  return {
    names: model.items.map(({ at }) => document.querySelector(`#i${at} .name`).textContent),
    ids: model.items.map(({ at }) => document.querySelector(`#i${at} .id`).textContent),
    panel: model.items.map(({ at }) => { panel.showItem(at); return heading(); }),
    phrases: model.links.map(({ at }) => document.querySelector(`#l${at} b`).textContent),
    paths: (() => { panel.showPath(0, 1, [0]); return document.querySelector("#details ol").textContent; })(),
    found: model.items.map(({ at, name }) => model.search(name, 2000).found.includes(at) || !name.trim()),
    story: document.querySelector("#story").textContent,
  };
}"""


@pytest.fixture(scope="module")
def texts(by_path: Callable[[str], ModuleType]) -> list[str]:
    return by_path("tests/visualisations/hostile.py").texts()


def hostile_map(texts: list[str]) -> MapSpec:
    """A map that has a text of the list in every field, and each of them as the name of an entity and the phrase of a link."""
    count = len(texts)

    def text(at: int) -> str:
        return texts[at % count]

    items = tuple(
        Item(
            id=f"{text(at + 1)}{at}",
            name=name,
            label=text(at + 2),
            family=FAMILIES[at % len(FAMILIES)],
            kind=text(at + 3),
            names=(text(at + 4),),
            description=text(at + 5),
            note=text(at + 6),
            level=at % 3,
            facts=(Fact(property=text(at + 7), value=text(at + 8), dates=text(at + 9), note=text(at + 10), evidence=proof(texts, at)),),
        )
        for at, name in enumerate(texts)
    )
    links = tuple(
        Link(
            key=f"{text(at + 11)}{at}",
            from_id=items[at].id,
            to_id=items[(at * 7 + 1) % count].id,
            type=text(at + 12),
            phrase=phrase,
            phrase_back=text(at + 13),
            words=text(at + 14),
            rule=text(at + 15),
            standing="inferred",
            modality=text(at + 16),
            scope=text(at + 17),
            frequency=text(at + 18),
            provision=text(at + 19),
            dates=text(at + 20),
            said_by=text(at + 21),
            last_stated=text(at + 22),
            more=((text(at + 23), text(at + 24)),),
            evidence=proof(texts, at + 25),
        )
        for at, phrase in enumerate(texts)
    )
    return MapSpec(
        title=text(0),
        question=text(1),
        as_of=text(2),
        levels=(text(3), text(4), text(5)),
        items=items,
        links=links,
        notes=tuple(texts[:20]),
        sources=tuple(Source(title=text(at), date=text(at), publisher=text(at), licence=text(at), address=text(at)) for at in range(20)),
        licences=tuple(texts[:20]),
        story=tuple(StoryStep(sentence=text(at), focus=items[at].id, to=items[at + 1].id) for at in range(20)),
        marking=text(6),
        left_out=tuple(texts[:20]),
    )


def proof(texts: list[str], at: int) -> tuple[Evidence, ...]:
    parts = [texts[(at + step) % len(texts)] for step in range(4)]
    return (Evidence(document=parts[0], date=parts[1], locator=parts[2], wording=parts[3]),)


def untouched(opened: Any) -> None:
    """Nothing ran, nothing came in, nothing was asked for."""
    assert opened.page.evaluate("window.ran") is None
    assert opened.page.evaluate("document.querySelectorAll('img, iframe, object, embed, link, base, foreignObject, use, math').length") == 0
    assert opened.page.evaluate("document.querySelectorAll('script:not([type])').length") == 8  # vis-network's and ours
    assert opened.page.evaluate("document.styleSheets.length") == 1
    assert opened.complaints == []
    assert len(opened.requests) == 1


@pytest.mark.parametrize("page", range(PAGES))
def test_a_thousand_hostile_texts_run_nowhere_and_show_as_written(page: int, texts: list[str], opener: Any) -> None:
    made = hostile_map(texts[page::PAGES])
    opened = opener(made)
    said = opened.page.evaluate(SAID)
    order = {item.id: item for item in made.items}
    shown = [order[key] for key in said["ids"]]
    assert len(shown) == len(made.items)
    assert said["names"] == [item.name for item in shown]
    assert said["panel"] == [item.name for item in shown]
    assert all(said["found"])
    assert sorted(said["phrases"]) == sorted(link.phrase for link in made.links)
    assert made.story[3].sentence in said["story"]
    # A hostile address, a hostile search, and every way to take the map away.
    for text in (texts[page], made.items[0].id):
        opened.page.evaluate("text => { location.hash = `#node=${encodeURIComponent(text)}`; }", text)
        opened.page.wait_for_timeout(60)
    opened.page.fill("#search", made.items[1].name.replace("\n", " ")[:80])
    opened.page.wait_for_timeout(60)
    opened.page.press("#search", "Escape")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    svg = ET.fromstring(opened.page.evaluate("Landscape.takeAway.svg()"))  # noqa: S314 - our own drawing, made just now
    assert {part.tag.removeprefix(SVG) for part in svg.iter()} <= DRAWN
    assert {name for part in svg.iter() for name in part.attrib} & {"href", "style", "onload", "onclick"} == set()
    titles = {part.text for part in svg.iter(f"{SVG}title")}
    assert titles <= {f"{item.name} ({item.label})" for item in made.items} | {f"{made.title}, as of {made.as_of}"}
    untouched(opened)


def test_hostile_rows_of_a_query_and_a_hostile_file_name(texts: list[str], opener: Any, tmp_path: Any) -> None:
    nodes = [
        {"id": f"body/{at}{text}", "name": text, "labels": ["Entity", text], "family": "Body", "kind": text, "names": [text], "facts": []}
        for at, text in enumerate(texts[:40])
    ]
    links = [
        {
            "key": f"{at}{text}",
            "type": text,
            "from": nodes[at]["id"],
            "to": nodes[at - 1]["id"],
            "seen_to": "2018",
            "evidence": [],
            "scope": text,
        }
        for at, text in enumerate(texts[:40])
    ]
    named = {row["id"] for row in nodes} | {row["key"] for row in links}
    frame = Frame(as_of="2018", title=texts[50], question=texts[51], marking=texts[52], notes=(texts[53],), left_out=(texts[54],))
    made = query(nodes, links, frame, named)
    assert (len(made.items), len(made.links)) == (40, 40)
    file = tmp_path / "a'b <img src=x onerror=window.ran=1>&#x41;.html"
    write_page(file, render(made))
    opened = opener(made)
    opened.requests.clear()
    opened.page.goto(file.as_uri())
    opened.page.wait_for_selector("html.js")
    assert opened.page.evaluate("document.querySelector('head > title').textContent") == made.title
    untouched(opened)
