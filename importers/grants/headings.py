"""What a heading of a flattened 360Giving table means: `Recipient Org:0:Identifier` and `recipientOrganization/0/id` are one path.

Source: the 360Giving Data Standard (its JSON Schema gives each property's title) and the spreadsheet form of its publishers' guide.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from importlib import resources
from typing import Any

Path = tuple[str | int, ...]
"""Names of properties and places in arrays, from the grant down."""


@cache
def schema() -> dict[str, Any]:
    """The schema of one grant."""
    text = resources.files("importers").joinpath("datasets", "standards", "360-giving-schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    reference = node.get("$ref", "")
    if not reference:
        return node
    found: dict[str, Any] = schema()["$defs"][reference.rpartition("/")[2]]
    return found


@lru_cache(maxsize=4096)
def path_of(heading: str) -> Path | None:
    """The path that a heading names, `None` for a column that the standard does not know.

    A title or a name stands for each step, in any case; a place in an array that is not written is the first.

    >>> path_of("Recipient Org:Identifier"), path_of("plannedDates/1/endDate"), path_of("Our own column")
    (('recipientOrganization', 0, 'id'), ('plannedDates', 1, 'endDate'), None)
    """
    between = r"[:/]" if re.search(r"[:/]", heading) else r"\.(?=\w)"  # recipientOrganization.0.id
    steps = [step.strip() for step in re.split(between, heading.strip())]
    node: dict[str, Any] = schema()
    path: list[str | int] = []
    place = 0
    while place < len(steps):
        found = _property(node, steps[place])
        if found is None:
            return None
        name, below = found
        path.append(name)
        place += 1
        below = _resolved(below)
        if below.get("type") == "array":
            index = 0
            if place < len(steps) and steps[place].isdigit():
                index = int(steps[place])
                place += 1
            path.append(index)
            below = _resolved(below.get("items", {}))
        elif place < len(steps) and steps[place].isdigit():
            place += 1  # publishers number what cannot repeat, too
        node = below
    return tuple(path) if path and "properties" not in node else None


def _property(node: dict[str, Any], step: str) -> tuple[str, dict[str, Any]] | None:
    wanted = re.sub(r"[\s_-]+", "", step).casefold()
    for name, below in node.get("properties", {}).items():
        titles = (name, below.get("title") or "", *_ALSO.get(name, ()))
        if any(re.sub(r"[\s_-]+", "", title).casefold() == wanted for title in titles if title):
            return name, below
    return None


_ALSO = {
    "currency": ("Currency",),
    "dateModified": ("Date Modified",),
    "recipientOrganization": ("Recipient Organization", "Recipient Organisation"),
    "fundingOrganization": ("Funding Organization", "Funding Organisation"),
    "grantProgramme": ("Grant Program",),
}


@lru_cache(maxsize=4096)
def type_of(path: Path) -> str:
    """What the value at a path is: `number`, `time` (a day with its time, and a zone), else `string`."""
    node: dict[str, Any] = schema()
    for step in path:
        node = _resolved(node.get("items", {}) if isinstance(step, int) else node["properties"][step])
    kinds = node.get("type", "string")
    if "number" in (kinds if isinstance(kinds, list) else [kinds]):
        return "number"
    return "time" if node.get("format") == "date-time" else "string"
