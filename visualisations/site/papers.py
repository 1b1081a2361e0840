"""The page of one paper: what it states, passage by passage, with its wording where the site is asked to hold it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from visualisations.site import around
from visualisations.site.entities import Line, line
from visualisations.site.landscape import Landscape, Link, Row
from visualisations.site.names import anchor
from visualisations.site.words import day, said

BASES = {"of the report": "the date of the report", "of the meeting": "the date of the meeting that it went to"}


@dataclass(frozen=True)
class Place:
    """One passage: where it is in the paper, its wording, what it states and whom else it names."""

    anchor: str
    words: str
    wording: str
    lines: tuple[tuple[str, Line], ...]
    names: tuple[Link, ...]


@dataclass(frozen=True)
class PaperPage:
    """All that the page of a paper shows."""

    id: str
    number: int
    name: str
    kind: str
    date: str
    basis: str
    body: Link | None
    author: Link | None
    url: str
    licence: str
    note: str
    names: tuple[str, ...]
    places: tuple[Place, ...]
    about: tuple[Line, ...]
    count: int


def page(item: str, site: Landscape) -> PaperPage:
    """What one paper states: each fact once in each passage that states it."""
    row = site.papers[item]
    places = tuple(_place(passage, item, site) for passage in site.passages_of.get(item, ()))
    about = [fact for fact in (*site.out_of.get(item, ()), *site.into.get(item, ())) if fact["type"] not in around.LEFT_OUT]
    stated = {one.key for place in places for _, one in place.lines}
    return PaperPage(
        id=item,
        number=site.numbers[item],
        name=row["name"] or "(paper without a title)",
        kind=row["kind"],
        date=day(row["date"]),
        basis=BASES.get(row["date_basis"]) or said(row["date_basis"]),
        body=site.link(row["body"]) if row["body"] else None,
        author=site.link(row["author"]) if row["author"] else None,
        url=row["url"],
        licence=row["licence"],
        note=row["note"],
        names=tuple(row["names"]),
        places=places,
        about=tuple(line(fact, site) for fact in about if fact["key"] not in stated),
        count=len(stated),
    )


def _place(passage: Row, paper: str, site: Landscape) -> Place:
    rows = site.stated_at.get(passage["id"], ())
    facts = [row for row in rows if row["type"] not in ("MENTIONED_IN", "POSSIBLY_SAME_AS")]
    facts.sort(key=lambda row: (around.weight(row), site.link(row["from"]).name.casefold(), row["key"]))
    said_of = {end for row in facts for end in (row["from"], row["to"])}
    mentioned = {row["from"] for row in rows if row["type"] == "MENTIONED_IN"} - said_of
    names = sorted((site.link(item) for item in mentioned), key=lambda link: (link.name.casefold(), link.href))
    lines = [(said(row["properties"].get("property")).replace("_", " "), line(row, site)) for row in facts]
    return Place(
        anchor=anchor(passage["id"], paper),
        words=passage["locator"] or "(no place given)",
        wording=passage["wording"] or "",
        lines=tuple(lines),
        names=tuple(names),
    )
