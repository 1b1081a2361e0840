"""Councils and combined authorities of England and Wales, past, present and planned, from the shipped register. Pure.

A council is not its district: it has the code of the register of authorities, and covers the area that has the ONS code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence

from graph.model.ids import code_ids, fold
from graph.model.values import Modality
from importers.areas.columns import BY_KEY, kind_of
from importers.areas.policing import Row
from importers.areas.sayings import Paper, Saying
from importers.areas.statutory import BY_TYPE
from importers.batch import SourceRow

TYPE = "type-of-authority"
"""The rule by which a council is of a class of section 5: by its type in the register."""

_NATIONS = ("England", "Wales")
_COMBINED = "COMB"
_SORTS = frozenset(
    ["council", "borough", "county", "district", "corporation", "authority", "cyngor", "mbc", "mdc", "dc", "bc", "cc", "lb", "ua"]
)


def _code(authority: str) -> str:
    return f"LA-CODE:{authority}"


_ORG_IDS = {"local-authority-eng": "GB-LAE", "principal-local-authority": "GB-PLA"}
"""GOV.UK registers of authorities, by the list of org-id.guide that has their codes: publishers of grants use these."""


def _org_ids(cells: Mapping[str, str]) -> list[str]:
    """The org-ids of an authority: `GB-LAE:FEN`."""
    printed = [cells[name].strip().partition(":") for name in ("old-register-and-code", "even-older-register-and-code")]
    return [f"{_ORG_IDS[register]}:{code}" for register, _, code in printed if register in _ORG_IDS and code]


def _kind(printed: str) -> str:
    """The sort of an authority; a council is told from the area of its type.

    >>> _kind("Non-metropolitan district"), _kind("Unitary authority")
    ('non-metropolitan district council', 'unitary authority')
    """
    kind = printed[:1].lower() + printed[1:]
    return f"{kind} council" if kind.endswith(("district", "borough", "county")) else kind


def _here(rows: Sequence[Row]) -> list[Row]:
    return [(number, cells) for number, cells in rows if cells["nation"] in _NATIONS]


def council_rows(rows: Sequence[Row], areas: Container[str], paper: Paper, source: str) -> Iterator[SourceRow]:
    """What the register says of each authority: its sort, its area, since and until when, and what took its place.

    `areas` are the codes of areas that the lookups name: the register names the others.
    """
    here = _here(rows)
    names = {cells["local-authority-code"]: cells for _, cells in here}
    for number, cells in here:
        code, area = cells["local-authority-code"], cells["gss-code"]
        saying = Saying(paper, f"row {code}", number, source)
        kind = _kind(cells["local-authority-type-name"])
        if cells["local-authority-type"] == _COMBINED:
            gss = (f"GSS:{area}",) if area else ()
            body = saying.entity("Organisation", _code(code), cells["official-name"], kind=kind, more=gss)
            saying.says("MENTIONED_IN", body, saying.passage, from_as=cells["official-name"])
        else:
            body = saying.entity("Organisation", _code(code), cells["official-name"], kind=kind, also=_org_ids(cells))
        if area and cells["local-authority-type"] != _COMBINED:
            place = code_ids("place", [f"GSS:{area}"])[0]
            if area not in areas:
                saying.entity("Area", f"GSS:{area}", cells["nice-name"], kind=kind_of(area, BY_KEY["LAD"]))
            dates = {"valid_from": cells["start-date"], "valid_to": cells["end-date"]}
            modality = Modality.PLANNED if cells["start-date"] > paper.date else Modality.IN_FORCE
            saying.says("COVERS", body, place, modality=modality, **dates)
        for item in filter(None, (step.strip() for step in cells["replaced-by"].split(","))):
            if item in names:
                heir = saying.entity("Organisation", _code(item), names[item]["official-name"])
                saying.says("SUCCEEDS", heir, body, from_as=item, to_as=cells["official-name"])
        if cells["current-authority"] == "True" and cells["local-authority-type"] in BY_TYPE:
            item, name = BY_TYPE[cells["local-authority-type"]]
            saying.named(item, ("Organisation", "Collective"), name, kind="class")
            saying.says("INSTANCE_OF", body, item, rule=TYPE)
        yield saying.row()


def name_rows(rows: Sequence[Row], authorities: Sequence[Row], paper: Paper, source: str) -> Iterator[SourceRow]:
    """The other names of authorities.

    Left out: the name of an area alone ("Fenland" is the district, not its council), a name that two authorities share, and one that
    says no more than another does.
    """
    here = {cells["local-authority-code"]: cells for _, cells in _here(authorities)}
    areas = {fold(cells["nice-name"]) for _, cells in authorities} | {fold(cells["official-name"]) for _, cells in authorities}
    shared = Counter(name for name, _ in {(fold(cells["la-name"]), cells["local-authority-code"]) for _, cells in rows})
    found: dict[str, tuple[int, dict[str, str]]] = {}
    for number, cells in rows:
        folded = fold(cells["la-name"])
        if cells["local-authority-code"] in here and folded not in areas and shared[folded] == 1 and _says_what(folded):
            found.setdefault(cells["local-authority-code"], (number, {}))[1].setdefault(folded, cells["la-name"])
    for code, (number, names) in found.items():
        saying = Saying(paper, f"row {number}", number, source)
        body = saying.entity("Organisation", _code(code), here[code]["official-name"], names=sorted(names.values()))
        saying.says("MENTIONED_IN", body, saying.passage, from_as=", ".join(sorted(names.values())))
        yield saying.row()


def _says_what(name: str) -> bool:
    """True for a name that says of what sort the authority is."""
    return not _SORTS.isdisjoint(name.replace(",", " ").split())
