"""Who must take part in a community safety partnership, by class, from each version of the Act that was read. Pure.

A class is a member of the class of partnerships that its sentence speaks of: all, those of England, of Wales, or those of the districts
of England that have a county council above them. So each partnership shows its members by class, and none is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.facts import Stating
from graph.model.ids import make_id
from graph.model.values import Standing
from importers.areas.policing import Row
from importers.areas.sayings import Paper, Saying
from importers.batch import SourceRow

VERSIONS = ("1998", "2002", "2007-08-01", "2013-04-01", "2023-12-20")
"""Dates of the versions of section 5 that were read; a class is restated by each that holds it."""

BY_CODE = "sort-of-code"
"""The rule by which a partnership is of England, of Wales or of a district with a county: its code and its district's say so."""

AUTHORITIES = "body/responsible-authorities~england-and-wales"
_ALL, _ENGLAND, _WALES, _TWO_TIER = (
    f"body/community-safety-partnerships~{where}" for where in ("england-and-wales", "england", "wales", "two-tier-districts-of-england")
)
PARTNERSHIPS: dict[str, tuple[str, str]] = {
    _ALL: ("Community safety partnerships of England and Wales", ""),
    _ENGLAND: ("Community safety partnerships of England", _ALL),
    _WALES: ("Community safety partnerships of Wales", _ALL),
    _TWO_TIER: ("Community safety partnerships of districts of England with a county council", _ENGLAND),
}
"""Classes of partnerships: name, and the wider class."""

_EVERYWHERE, _IN_ENGLAND, _IN_WALES = ("england-and-wales", "England and Wales"), ("england", "England"), ("wales", "Wales")


def _named(name: str, where: tuple[str, str], family: str = "body") -> tuple[str, str]:
    return f"{make_id(family, name)}~{where[0]}", f"{name} of {where[1]}"


_NAMES = {
    "district, unitary or borough council": _named("District, unitary and borough councils", _EVERYWHERE),
    "county council": _named("County councils", _IN_ENGLAND),
    "chief officer of police": _named("Chief officers of police", _EVERYWHERE, "post"),
    "police authority": _named("Police authorities", _EVERYWHERE),
    "fire and rescue authority": _named("Fire and rescue authorities", _EVERYWHERE),
    "primary care trust": _named("Primary care trusts", _IN_ENGLAND),
    "clinical commissioning group": _named("Clinical commissioning groups", _IN_ENGLAND),
    "integrated care board": _named("Integrated care boards", _IN_ENGLAND),
    "health authority": _named("Health authorities", _IN_WALES),
    "Local Health Board": _named("Local Health Boards", _IN_WALES),
    "provider of probation services": _named("Providers of probation services", _EVERYWHERE),
}
"""Class of each authority that the table names: id and name."""
FIRE = _NAMES["fire and rescue authority"]
_COUNCILS = _NAMES["district, unitary or borough council"]
BY_TYPE = {**dict.fromkeys(("NMD", "UA", "MD", "LBO", "WPA", "CC"), _COUNCILS), "CTY": _NAMES["county council"]}
"""Type of authority in the register of authorities: its class in section 5."""


def statutory_rows(rows: Sequence[Row], paper: Paper, source: str) -> Iterator[SourceRow]:
    """Each version of the Act with the classes that it holds, and those that it holds no longer."""
    for version in VERSIONS:
        dated = paper._replace(id=make_id("paper", paper.title, version), title=f"{paper.title}, version of {version}", date=version)
        for number, cells in rows:
            if cells["first_seen"] <= version and (not cells["gone_by"] or version <= cells["gone_by"]):
                yield _class_row(number, cells, dated, source)


def _class_row(number: int, cells: Mapping[str, str], paper: Paper, source: str) -> SourceRow:
    saying = Saying(paper, f"row {cells['authority']}", number, source)
    item, name = _NAMES[cells["authority"]]
    label = "Role" if item.startswith("post/") else "Organisation"
    saying.named(item, (label, "Collective"), name, kind="class")
    saying.named(AUTHORITIES, ("Organisation", "Collective"), "Responsible authorities of England and Wales (section 5)", kind="class")
    statute = saying.named("law/crime-and-disorder-act-1998", ("Statute",), "Crime and Disorder Act 1998", kind="act")
    saying.says("MENTIONED_IN", statute, saying.passage, from_as=cells["provision"])
    partnerships = _partnerships(cells)
    saying.named(partnerships, ("CommunitySafetyPartnership", "Collective"), PARTNERSHIPS[partnerships][0], kind="class")
    gone = {"valid_to": paper.date, "valid_to_text": f"not in the version of {paper.date}"} if cells["gone_by"] == paper.date else {}
    condition = cells["note"] if cells["authority"] == "provider of probation services" else ""
    note = "; ".join(filter(None, (cells["provision"], "" if condition else cells["note"])))
    saying.says("INSTANCE_OF", item, AUTHORITIES, share="all", scope=condition, from_as=cells["authority"], note=note, **gone)
    saying.says("MEMBER_OF", item, partnerships, share="all", scope=condition, from_as=cells["authority"], note=note, **gone)
    return saying.row()


def _partnerships(cells: Mapping[str, str]) -> str:
    if cells["authority"] == "county council":
        return _TWO_TIER
    return {"England": _ENGLAND, "Wales": _WALES}.get(cells["nation"], _ALL)


def _upwards(item: str) -> Iterator[str]:
    while item:
        yield item
        item = PARTNERSHIPS[item][1] if item in PARTNERSHIPS else ""


def partnership_class(partnership: str, districts: Iterable[str]) -> str:
    """The narrowest class of a partnership, by its code and those of its districts."""
    if partnership.startswith("W"):
        return _WALES
    return _TWO_TIER if any(code.startswith("E07") for code in districts) else _ENGLAND


def of_classes(row: SourceRow, member: str, narrowest: str) -> SourceRow:
    """A row that says also of which class one of its bodies is, and of which wider ones: inferred, each by itself."""
    first = row.statings[0]
    also = [
        Stating(
            type="INSTANCE_OF",
            start=member,
            end=item,
            passage=first.start,
            document=first.document,
            date=first.date,
            standing=Standing.INFERRED,
            rule=BY_CODE,
            source=first.source,
        )
        for item in _upwards(narrowest)
    ]
    return row._replace(statings=(*row.statings, *also))
