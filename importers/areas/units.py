"""One area or body as a row of a lookup names it, its id and its name."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.model.ids import code_ids
from graph.model.labels import BY_NAME
from importers.areas.columns import Sort


class Unit(NamedTuple):
    """One area or body of a row."""

    sort: Sort
    code: str
    name: str
    welsh: str = ""

    @property
    def id(self) -> str:
        """`place/e07000008`, `body/e22000013`."""
        return code_ids(BY_NAME[self.sort.geography.label].prefix, [f"GSS:{self.code}"])[0]


class Known(NamedTuple):
    """A body or area that other editions of the same table hold, by code."""

    code: str
    name: str
    first: str
    """Date of the first edition that holds it."""
    last: str
    """Date of the last edition that holds it."""


def mended(text: str) -> str:
    """A name whose letters were written as UTF-8 and read as cp1252 somewhere on its way, as it was.

    >>> mended("Ynys MÃ´n"), mended("Ynys Môn")
    ('Ynys Môn', 'Ynys Môn')
    """
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def named(unit: Unit) -> str:
    """The name of a unit, with what the heading says of it where the table leaves that out."""
    suffix = unit.sort.geography.suffix
    if not suffix or not unit.name or re.search(r"partnership|authority|safer|bwrdd|partneriaeth|force area", unit.name, re.IGNORECASE):
        return unit.name
    name = re.sub(r"(.+), (City|County) of", r"\2 of \1", unit.name)
    return f"{name} {suffix.removeprefix('police ') if name.endswith('Police') else suffix}"
