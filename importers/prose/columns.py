"""What a column of a table says of the thing that its row is about, by its heading: pure.

The headings of plans are those that `importers.plans.headings` knows; tables of boards, funds and services have some of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from importers.papers.passages import Passage
from importers.plans.headings import Meaning, meaning_of


class Column(NamedTuple):
    """What the names in a column have to do with the row's own thing."""

    type: str
    words: str
    """How the column is told to a person."""
    score: float = 88.0
    before: bool = True
    """The cell's name stands on the left: it leads what the row is about. False: the row's thing stands on the left."""
    prose: bool = False
    """The cell holds sentences: only names known as such count. Else it holds names alone."""
    proposed: bool = False
    """What the column holds is thought of, and not done."""
    bodies: bool = False
    """Only a body or a post counts."""
    carried: tuple[tuple[str, str], ...] = ()
    meaning: Meaning = Meaning.OTHER


_OWN: tuple[tuple[re.Pattern[str], Column], ...] = tuple(
    (re.compile(rf"(?:{words})"), column)
    for words, column in (
        (r"vice[- ]?chair\w*|deputy chair\w*", Column("CHAIRS", "vice-chair", carried=(("capacity", "vice"),))),
        (r"(?:(?:current|joint|independent) )?chair(?:person|man|ed by|s)?", Column("CHAIRS", "chair")),
        (r"(?:reports?|reporting|accountable) (?:in)?to|reporting line|reports into|parent (?:board|group|body)",
         Column("REPORTS_TO", "what it reports to", before=False)),
        (r"escalat\w+(?: (?:route|to|point))?", Column("ESCALATES_TO", "what it escalates to", before=False)),
        (r"(?:core |key |current |statutory )?(?:members(?:hip)?|member (?:agencies|organisations|bodies))",
         Column("MEMBER_OF", "members")),
        (r"fund(?:ed by|er|ers|ing)|(?:funding source|source of fund(?:ing|s)|funding stream|fund)",
         Column("FUNDS", "who or what funds it")),
        (r"commissioned by|lead commissioner|(?:lead )?commissioning (?:body|authority|organisation)",
         Column("COMMISSIONS", "who commissions it")),
        (r"(?:hosted by|host|host (?:organisation|agency|body|authority))", Column("HOSTS", "who hosts it")),
        (r"overseen by|oversight(?: (?:board|group|body))?|governed by|governance (?:board|group|body)|monitored by",
         Column("OVERSEES", "who oversees it")),
        (r"scrutinised by|scrutiny(?: (?:body|panel|committee))?", Column("SCRUTINISES", "who scrutinises it")),
        (r"(?:service )?providers?|provided by|supplier", Column("CONTRIBUTES_TO", "who provides it", bodies=True)),
        (r"(?:areas?|districts?|geography|geographical area)(?: covered)?|covers", Column("COVERS", "the area", before=False)),
        (r"(?:wider )?(?:partnership )?opportunit(?:y|ies)",
         Column("CONTRIBUTES_TO", "opportunities", 66.0, prose=True, proposed=True, bodies=True)),
    )
)  # fmt: skip
_MEANT: Mapping[Meaning, Column] = {
    Meaning.ACCOUNTABLE: Column("ACCOUNTABLE_FOR", "accountable", meaning=Meaning.ACCOUNTABLE),
    Meaning.LEADS: Column("LEADS", "leads", meaning=Meaning.LEADS),
    Meaning.CONTRIBUTORS: Column("CONTRIBUTES_TO", "contributors", 80.0, bodies=True, meaning=Meaning.CONTRIBUTORS),
    Meaning.THEME: Column("PART_OF", "themes", 80.0, before=False),
    Meaning.OBJECTIVE: Column("PART_OF", "objectives", 80.0, before=False),
    Meaning.DEPENDS: Column("DEPENDS_ON", "what it depends on", 80.0, before=False),
    Meaning.ACTIVITIES: Column("CONTRIBUTES_TO", "activities", 66.0, prose=True),
    Meaning.PROGRESS: Column("CONTRIBUTES_TO", "progress", 60.0, prose=True, bodies=True),
}
_WORK = re.compile(
    r"^(?:(?:key|priority|agreed|main) )?(?:actions?|deliverables?|projects?|activit(?:y|ies)|objectives?|tasks?|measures?|"
    r"work|workstreams?|initiatives?)\b",
    re.IGNORECASE,
)
_STATE = re.compile(r"^(?:status|rag(?: status| rating)?|state|progress rating|current status)$", re.IGNORECASE)
_DUE = re.compile(r"^(?:due(?: date| by)?|deadline|target date|by when|timescale|completion date|timeline|when)$", re.IGNORECASE)
_LEAST_WORK, _LONGEST_WORK = 4, 160
_TOLD = (Meaning.ACCOUNTABLE, Meaning.LEADS)


@cache
def column_of(heading: str) -> Column | None:
    """What a column of this heading says of its row; None for one that says nothing of who does what.

    >>> column_of("Lead officer").type, column_of("Reports to").before, column_of("RAG")
    ('LEADS', False, None)
    """
    words = " ".join(re.findall(r"[a-z0-9'-]+", heading.casefold()))
    for pattern, column in _OWN:
        if pattern.fullmatch(words):
            return column
    found = meaning_of(heading)
    return _MEANT.get(found.meaning) if found and (found.how != "alike" and not found.also) else None


def row_of(locator: str) -> tuple[str, str]:
    """The row of a cell and the heading that it stands under; empty for what is no cell of a row."""
    row, _, heading = locator.rpartition(" > ")
    return (row, heading) if row.rpartition(" > ")[2].startswith("row ") else ("", "")


def works_of(passages: Mapping[str, Passage]) -> Iterator[tuple[str, str]]:
    """Rows of a table of work, by their headings: locator of the row, and the words of the piece of work."""
    beside: dict[str, list[str]] = {}
    for locator in passages:
        row, heading = row_of(locator)
        if row:
            beside.setdefault(row, []).append(heading)
    for row, headings in beside.items():
        told = any(_STATE.match(item) or _DUE.match(item) or _is_told(item) for item in headings)
        heading = next((item for item in headings if _WORK.match(item)), "")
        words = " ".join(passages[f"{row} > {heading}"].own.split()) if heading else ""
        if told and words.casefold() != heading.casefold() and _LEAST_WORK <= len(words) <= _LONGEST_WORK:
            yield row, words


def _is_told(heading: str) -> bool:
    column = column_of(heading)
    return column is not None and column.meaning in _TOLD


def cell_literal(passage: Passage) -> tuple[str, str]:
    """The literal that a cell gives of its row's work, by its heading: `state` or `due`, and the words; empty for any other cell."""
    heading = passage.locator.rpartition(" > ")[2]
    words = " ".join(passage.own.split())
    if not words or words.casefold() == heading.casefold():
        return "", ""
    return ("state", words) if _STATE.match(heading) else ("due", words) if _DUE.match(heading) else ("", "")


def columns_in(passages: Iterable[Passage]) -> Iterator[tuple[Column, Passage]]:
    """The cells of columns that say something of their rows."""
    for passage in passages:
        row, heading = row_of(passage.locator)
        column = column_of(heading) if row else None
        if column and passage.own.strip():
            yield column, passage
