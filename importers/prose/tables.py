"""Relations that a table states by its headings: a name in a column of leads, beside the piece of work that the row is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from graph.model.labels import BY_NAME, Family
from graph.model.relationships import BY_TYPE, fits
from graph.model.values import Modality
from importers.papers.passages import Passage
from importers.prose.forms import Form
from importers.prose.relations import Found
from importers.prose.spotting import Spot, Spotter

_NOTHING = re.compile(r"(?!)")
_COLUMNS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("ACCOUNTABLE_FOR", "accountable", re.compile(r"accountable|senior responsible|\bsro\b|\bowner\b|opcc l")),
    ("LEADS", "leads", re.compile(r"\bleads?\b|responsible|d'vry|led by|delivery lead|lead officer")),
    ("CONTRIBUTES_TO", "contributors", re.compile(r"contribut|partners?\b|support(?:ed|ing)? by|\bwith\b")),
)
_WORK = re.compile(
    r"^(?:(?:key|priority|agreed|main) )?(?:actions?|deliverables?|projects?|activit(?:y|ies)|objectives?|tasks?|measures?|"
    r"work|workstreams?|initiatives?)\b",
    re.IGNORECASE,
)
_STATE = re.compile(r"^(?:status|rag(?: status| rating)?|state|progress rating|current status)$", re.IGNORECASE)
_DUE = re.compile(r"^(?:due(?: date| by)?|deadline|target date|by when|timescale|completion date|timeline|when)$", re.IGNORECASE)
_CODE = re.compile(r"row ([A-Za-z]{1,2}\d{1,3}(?:\.\d{1,2})?)$")
_LEAST_WORK, _LONGEST_WORK = 4, 160
_SCORES = {"ACCOUNTABLE_FOR": 88.0, "LEADS": 88.0, "CONTRIBUTES_TO": 62.0}


def works_of(passages: Mapping[str, Passage]) -> Iterator[tuple[str, str]]:
    """Rows of a table of work, by their headings: locator of the row, and the words of the piece of work."""
    beside: dict[str, list[str]] = {}
    for locator in passages:
        row, _, heading = locator.rpartition(" > ")
        if row.rpartition(" > ")[2].startswith("row "):
            beside.setdefault(row, []).append(heading)
    for row, headings in beside.items():
        told = any(
            _STATE.match(item) or _DUE.match(item) or any(sign.search(item.casefold()) for _, _, sign in _COLUMNS[:2]) for item in headings
        )
        heading = next((item for item in headings if _WORK.match(item)), "")
        words = " ".join(passages[f"{row} > {heading}"].own.split()) if heading else ""
        if told and words.casefold() != heading.casefold() and _LEAST_WORK <= len(words) <= _LONGEST_WORK:
            yield row, words


def cell_literal(passage: Passage) -> tuple[str, str]:
    """The literal that a cell gives of its row's work, by its heading: `state` or `due`, and the words; empty for any other cell."""
    heading = passage.locator.rpartition(" > ")[2]
    words = " ".join(passage.own.split())
    if not words or words.casefold() == heading.casefold():
        return "", ""
    return ("state", words) if _STATE.match(heading) else ("due", words) if _DUE.match(heading) else ("", "")


def cell_relations(
    passage: Passage, passages: Mapping[str, Passage], spotter: Spotter, label: Callable[[str], str], works: Mapping[str, str]
) -> Iterator[Found]:
    """What a cell says under its heading of the piece of work of its row."""
    row, _, heading = passage.locator.rpartition(" > ")
    if not row or not row.rpartition(" > ")[2].startswith("row ") or not passage.own.strip():
        return
    kind = next(((name, words) for name, words, sign in _COLUMNS if sign.search(heading.casefold())), None)
    if kind is None:
        return
    work = Spot(0, 0, (works[row],), passages[row].title) if row in works else _work(row, passages, spotter, label)
    if not work:
        return
    type_, words = kind
    form = Form(type_, f"stands in the column of {words}", _NOTHING)
    for spot in spotter.spots(passage.own):
        for item in spot.ids if len(spot.ids) == 1 else ():
            ends = (Family.BODY,) if type_ == "CONTRIBUTES_TO" else BY_TYPE[type_].start
            if item == work.ids[0] or not fits(ends, label(item)) or not fits(BY_TYPE[type_].end, label(work.ids[0])):
                continue
            yield Found(
                type_,
                item,
                work.ids[0],
                form,
                _SCORES[type_],
                Modality.IN_FORCE,
                denied=False,
                said_by="",
                left_as=spot.text,
                right_as=work.text,
                start=spot.start,
                end=spot.end,
            )


def coded_work(row: str, spotter: Spotter) -> str:
    """The known piece of work whose code names a row; empty where the row has none, or nothing is known of it."""
    code = _CODE.search(row.removesuffix(")").split(" (")[0])
    return spotter.coded(code[1]) if code else ""


def _work(row: str, passages: Mapping[str, Passage], spotter: Spotter, label: Callable[[str], str]) -> Spot | None:
    """The piece of work that a row is about: by its code, else by the name that its first named cell is."""
    if _CODE.search(row.removesuffix(")").split(" (")[0]):
        found = coded_work(row, spotter)
        return Spot(0, 0, (found,), row.rpartition(" ")[2]) if found else None
    title = passages[row].title if row in passages else ""
    for spot in spotter.spots(title):
        if len(spot.ids) == 1 and BY_NAME[label(spot.ids[0])].family is Family.WORK and len(spot.text) * 2 > len(title.strip()):
            return spot
    return None
