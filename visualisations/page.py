"""A map to one HTML file that needs nothing else: the only file that imports pyvis.

pyvis builds the data (`Network`: nodes, edges, options for the vis-network that it bundles); the page around it is ours.
None of its own pages is offline, escaped or UTF-8, so its Jinja environment is replaced by one with autoescape, data
travel as JSON that is never run, and a Content-Security-Policy allows our scripts by their hashes and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pyvis
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from graph.files import write_whole
from visualisations import cards, drawing, listing, routes, style
from visualisations.spec import MapSpec
from visualisations.views import View, views

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
LONG = 600  # rows of the lists from which on a page is a long one
SCRIPTS = ("model.js", "lines.js", "canvas.js", "export.js", "panel.js", "search.js", "page.js")
_TEMPLATES = Path(__file__).parent / "templates"

# Physics would take minutes at 2,000 nodes, and one dynamic curve a line is its main cost: positions are ours, lines straight.
OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "nodes": {"shape": "custom", "physics": False, "chosen": False, "size": cards.WIDTH / 2},
    "edges": {"smooth": False, "physics": False, "chosen": False, "arrowStrikethrough": False, "hoverWidth": 0, "selectionWidth": 0},
    "interaction": {
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "dragNodes": False,
        "selectable": False,
        "hover": False,
        "keyboard": False,
        "navigationButtons": False,
    },
}


def render(spec: MapSpec) -> str:
    """Draw the map as the text of one HTML page: no requests, the same bytes for the same map.

    Save it with `write_page`, which takes care of the encoding.
    """
    spec = listing.in_order(spec)
    opening, full = views(spec)
    looks = _looks(opening, full)
    net = _network(opening, spec, looks)
    whole = None if full is opening else _network(full, spec, looks)
    payload = listing.payload(spec, opening, full, list(looks))
    scripts = [_vis(), *(_asset(name) for name in SCRIPTS)]
    css = _asset("page.css") + _on_each_sheet(spec.marking)
    net.templateEnv = _environment()
    net.path = "page.html"
    net.templateEnv.globals.update(
        spec=spec,
        css=Markup(css),  # noqa: S704 - our own file, and autoescape would break it
        scripts=[Markup(text) for text in scripts],  # noqa: S704 - ours, and vis-network's, both pinned
        policy=_policy(scripts, [css]),
        payload=payload,
        whole=whole and {"nodes": whole.nodes, "edges": whole.edges},
        view=opening,
        strokes=drawing.strokes(opening),
        tiles=drawing.tiles(opening, spec),
        heading_size=drawing.heading_size,
        words_size=routes.WORDS,
        lists=listing.lists(spec),
        legend=listing.legend(spec),
        style=style,
        cards=cards,
        folded=whole is not None,
        long=len(spec.items) + len(spec.links) > LONG,
        settings=net.options,
    )
    html: str = net.generate_html()
    return html


def write_page(path: Path, html: str) -> None:
    """Write a page as UTF-8, whole or not at all, and nothing beside it."""
    write_whole(path, html.encode())


def _network(view: View, spec: MapSpec, looks: dict[tuple[str, str], int]) -> Network:
    """Build pyvis' own object; nodes and edges go in in bulk, since its `add_` methods search a list each time."""
    net = Network(directed=True)
    net.options = OPTIONS
    for card in view.cards:
        node = Node(
            str(card.item), "custom", "\n".join(card.lines), group=spec.items[card.item].family, x=card.x, y=card.y, high=card.height
        )
        if card.folded:
            node.options["folded"] = card.folded
        if card.note:
            node.options["note"] = cards.short(card.note)
        if spec.items[card.item].change:
            node.options["change"] = spec.items[card.item].change
        net.nodes.append(node.options)
        net.node_ids.append(str(card.item))
        net.node_map[str(card.item)] = node.options
    for place, line in enumerate(view.lines):
        edge = Edge(str(line.start), str(line.end), id=f"e{place}", look=looks[line.look], links=line.links, way=line.way)
        if line.both:
            edge.options["both"] = True
        if line.inside:
            edge.options["inside"] = line.inside
        if line.at:
            edge.options |= {"words": line.words, "at": line.at}
        net.edges.append(edge.options)
    return net


def _looks(*drawn: View) -> dict[tuple[str, str], int]:
    found = sorted({line.look for view in drawn for line in view.lines})
    return {look: place for place, look in enumerate(found)}


@cache
def _environment() -> Environment:
    """Made once: its templates are compiled once, however many maps are drawn."""
    env = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return env


def _policy(scripts: list[str], styles: list[str]) -> str:
    """Allow these texts by their hashes, and nothing else of any kind."""

    def hashes(texts: list[str]) -> str:
        return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts)

    return f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; base-uri 'none'; form-action 'none'"


def _on_each_sheet(marking: str) -> str:
    """Print the marking at the head and foot of each sheet, every sign of it escaped for a CSS string."""
    if not marking:
        return ""
    words = "".join(sign if sign.isalnum() and sign.isascii() else f"\\{ord(sign):x} " for sign in marking)
    box = f'{{ content: "{words}"; font-weight: bold }}'
    return f"@page {{ @top-center {box} @bottom-center {box} }}\n"


@cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _vis() -> str:
    data = resources.files(pyvis).joinpath(VIS).read_bytes()
    return data.decode("utf-8").replace("\r\n", "\n")
