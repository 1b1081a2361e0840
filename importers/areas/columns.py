"""What the columns of an ONS lookup mean, whatever its year: `LAD24CD`, `CSP19NMW`, `PFA23NM`.

Source: the register of geographic codes of the Office for National Statistics: the first three signs of a code say of what it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.errors import BadFile

CODES = re.compile(r"\ufeff?[A-Z]+\d{2}CD", re.IGNORECASE)
"""A heading of codes, also of areas that are not read (`LSOA21CD`)."""
_HEADING = re.compile(r"([A-Z]+?)(\d{2})(CD|NMW|NM)", re.IGNORECASE)
_CENTURY = 2000


class Geography(NamedTuple):
    """One sort of area or body that a column names."""

    key: str
    label: str
    kind: str
    codes: tuple[str, ...]
    """How its codes begin."""
    suffix: str = ""
    """What the tables leave out of a name, since the heading says it: the force area "Kent" is not the county."""


_GEOGRAPHIES: tuple[Geography, ...] = (
    Geography("LAD", "Area", "local authority district", ("E06", "E07", "E08", "E09", "W06", "N09", "S12")),
    Geography("UTLA", "Area", "upper tier local authority", ("E06", "E08", "E09", "E10", "W06", "N09", "S12")),
    Geography("CTY", "Area", "county", ("E10", "E11", "E13")),
    Geography("CSP", "CommunitySafetyPartnership", "community safety partnership", ("E22", "W14"), "Community Safety Partnership"),
    Geography("PFA", "Area", "police force area", ("E23", "W15"), "police force area"),
    Geography("FRA", "Organisation", "fire and rescue authority", ("E31", "W25"), "Fire and Rescue Authority"),
    Geography("CAUTH", "Organisation", "combined authority", ("E47", "E61"), "Combined Authority"),
    Geography("RGN", "Area", "region", ("E12",)),
    Geography("CTRY", "Area", "country", ("E92", "W92", "N92", "S92")),
    Geography("WD", "Area", "ward", ("E05", "W05", "N08", "S13")),
)
BY_KEY = {item.key: item for item in _GEOGRAPHIES}
_ORDER = {item.key: place for place, item in enumerate(_GEOGRAPHIES)}
_ALSO = {"LTLA": "LAD", "UA": "UTLA", "CTYUA": "UTLA", "UTLACTY": "UTLA"}


_KINDS = {
    "E06": "unitary authority",
    "E07": "non-metropolitan district",
    "E08": "metropolitan district",
    "E09": "London borough",
    "E10": "county",
    "W06": "principal area of Wales",
}
"""What the sort of a district or county is, which its code says and the heading does not."""


def kind_of(code: str, geography: Geography) -> str:
    """The kind of an area, by its code where that says more than the heading.

    >>> kind_of("E07000008", BY_KEY["LAD"])
    'non-metropolitan district'
    """
    return _KINDS.get(code[:3], geography.kind)


class Column(NamedTuple):
    """A heading that we know."""

    place: int
    """Its place in the row, from 0."""
    heading: str
    geography: Geography
    year: int
    what: str
    """`CD` a code, `NM` a name, `NMW` a Welsh name."""


def column_of(heading: str, place: int = 0) -> Column | None:
    """What a heading means; `None` for one that is of no area.

    >>> column_of("CSP19NMW").geography.kind, column_of("LTLA23CD").year, column_of("ObjectId")
    ('community safety partnership', 2023, None)
    """
    match = _HEADING.fullmatch(heading.strip().lstrip("\ufeff"))
    key = match[1].upper() if match else ""
    found = BY_KEY.get(_ALSO.get(key, key))
    return Column(place, heading.strip(), found, _CENTURY + int(match[2]), match[3].upper()) if match and found else None


class Sort(NamedTuple):
    """One sort of area as a table names it: where its code, name and Welsh name stand."""

    geography: Geography
    year: int
    code: int
    code_heading: str
    name: int = -1
    welsh: int = -1


def sorts_of(headings: list[str], where: str) -> list[Sort]:
    """The areas that a table names, districts first and wards last, whatever the order of its columns.

    One geography of two years is a table of changes.

    Raises `BadFile` where no column holds codes, or two hold the same.
    """
    columns = [found for place, heading in enumerate(headings) if (found := column_of(heading, place))]
    sorts: dict[tuple[str, int], Sort] = {}
    for column in columns:
        if column.what == "CD":
            key = column.geography.key, column.year
            if key in sorts:
                raise BadFile(f"The column {column.heading!r} stands twice.", where=where, hint="remove one of the two")
            sorts[key] = Sort(column.geography, column.year, column.place, column.heading)
    for column in columns:
        key = column.geography.key, column.year
        if column.what != "CD" and key in sorts:
            sorts[key] = sorts[key]._replace(name=column.place) if column.what == "NM" else sorts[key]._replace(welsh=column.place)
    if not sorts:
        hint = "an ONS lookup has columns such as LAD24CD, LAD24NM, CSP24CD, CSP24NM, PFA24CD, PFA24NM in its first row"
        raise BadFile("No column of this table holds the codes of areas.", where=where, hint=hint)
    return sorted(sorts.values(), key=lambda sort: _ORDER[sort.geography.key])
