"""The style file of Neo4j Browser has the palette of the maps, and letters that can be read."""

from __future__ import annotations

import re
from pathlib import Path

from graph.model.labels import LABELS
from graph.model.relationships import TYPES
from visualisations.grass import contrast, stylesheet
from visualisations.style import FAMILIES, line_look

FILE = Path(__file__).parent.parent.parent / "docs" / "landscape.grass"


def rules(text: str) -> dict[str, dict[str, str]]:
    """Read a style file as Browser does: selector, braces, `name: value;`."""
    found = re.findall(r"([\w.]+)\s*\{([^{}]*(?:\{name\}[^{}]*)?)\}", text)
    return {selector: dict(re.findall(r'([\w-]+):\s*"?([^;"]*)"?;', body)) for selector, body in found}


def test_the_file_has_the_colours_of_the_maps():
    shipped = rules(FILE.read_text("utf-8"))
    assert shipped == rules(stylesheet())
    assert len(shipped) == len(LABELS) + len(TYPES) + 3
    for label in LABELS:
        rule = shipped[f"node.{label.name}"]
        assert rule["caption"] == "{name}"
        if label.family in FAMILIES:
            assert rule["color"] == FAMILIES[label.family].colour
    for kind in TYPES:
        assert shipped[f"relationship.{kind.name}"]["color"] == line_look(kind.name).colour
        assert shipped[f"relationship.{kind.name}"]["shaft-width"] == f"{line_look(kind.name).width:g}px"


def test_letters_stand_out():
    weak = {
        selector: contrast(rule["color"], rule["text-color-internal"])
        for selector, rule in rules(stylesheet()).items()
        if "text-color-internal" in rule and contrast(rule["color"], rule["text-color-internal"]) < 4.5
    }
    assert not weak
