"""Force areas, their forces, their local policing bodies and who scrutinises these, from the shipped tables. Pure.

The table does not say that a commissioner holds a chief constable to account: nothing here does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.model.ids import make_id
from importers.areas.columns import BY_KEY, Sort
from importers.areas.sayings import Paper, Saying
from importers.areas.units import Unit, named
from importers.batch import SourceRow

Row = tuple[int, Mapping[str, str]]
"""A row of a table: its number in the file, and its cells by heading."""

BY_PATTERN = "name-by-pattern"
"""The rule of a body whose name the sources lack, and which is named as the others are."""
EARLIER_LIST = "name-of-an-earlier-list"
"""The rule of a panel that a list names which is older than the row."""

_KINDS = {
    "police and crime commissioner": ("post/police-and-crime-commissioners~england-and-wales", "Police and crime commissioners"),
    "police, fire and crime commissioner": (
        "post/police-fire-and-crime-commissioners~england-and-wales",
        "Police, fire and crime commissioners",
    ),
    "mayor": ("post/mayors-that-are-local-policing-bodies~england-and-wales", "Mayors that are local policing bodies"),
}
_FORCE_AREA = Sort(BY_KEY["PFA"], 0, 0, "pfa_code")
_NOT_HERE = "northern-ireland"


def force_id(force: str) -> str:
    """The identifier of a police force: its name on data.police.uk."""
    return f"POLICE-UK:{force}"


def governance_rows(rows: Sequence[Row], paper: Paper, source: str) -> Iterator[SourceRow]:
    """What the table of governance says, each row as of its own date: a document for each date."""
    for number, cells in rows:
        date, area = cells["as_of"], cells["pfa_code"]
        dated = paper._replace(id=make_id("paper", paper.title, date), title=f"{paper.title}, as of {date}", date=date)
        saying = Saying(dated, f"row {area}", number, source)
        place = saying.entity("Area", f"GSS:{area}", named(Unit(_FORCE_AREA, area, cells["pfa_name"])), kind=_FORCE_AREA.geography.suffix)
        force = saying.entity("Organisation", force_id(cells["force_id"]), cells["force_name"], kind="police force")
        body = saying.entity(
            "Role" if cells["kind_of_local_policing_body"] in _KINDS else "Organisation",
            f"LPB:{area}",
            cells["local_policing_body"],
            kind=cells["kind_of_local_policing_body"],
        )
        note = f"source: {cells['source']}"
        pattern = BY_PATTERN if "by the pattern" in cells["source"] else ""
        saying.says("COVERS", force, place, note=note)
        saying.says("COVERS", body, place, rule=pattern, note=note)
        if cells["kind_of_local_policing_body"] in _KINDS:
            item, name = _KINDS[cells["kind_of_local_policing_body"]]
            saying.named(item, ("Role", "Collective"), f"{name} of England and Wales", kind="class")
            saying.says("INSTANCE_OF", body, item, rule=pattern, note=note)
        if cells["scrutiny_body"]:
            panel = saying.named(make_id("body", cells["scrutiny_body"]), ("Board",), cells["scrutiny_body"], kind="police and crime panel")
            saying.says("SCRUTINISES", panel, body, rule=EARLIER_LIST if "panel from" in cells["source"] else pattern, note=note)
        yield saying.row()


def force_rows(rows: Sequence[Row], paper: Paper, source: str) -> Iterator[SourceRow]:
    """The forces of England and Wales by the register of police forces."""
    for number, cells in rows:
        if cells["police-force"] == _NOT_HERE:
            continue
        saying = Saying(paper, f"row {cells['police-force']}", number, source)
        force = saying.entity("Organisation", force_id(cells["police-force"]), cells["name"], kind="police force")
        saying.says("MENTIONED_IN", force, saying.passage, from_as=cells["name"])
        yield saying.row()
