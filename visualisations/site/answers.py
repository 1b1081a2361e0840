"""An answer as a table of a page: cells that link to the pages of what they name, evidence that links to the papers. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.answer import ROW_COLUMNS, Answer, AnswerRow, plain_text
from visualisations.site.landscape import Landscape, Link, Reference, printable
from visualisations.site.words import day


@dataclass(frozen=True)
class Cell:
    """One cell: texts and links in the order in which they are shown, or the references of the row."""

    parts: tuple[Link, ...] = ()
    proof: tuple[Reference, ...] = ()

    @property
    def plain(self) -> bool:
        """True for one text without a link."""
        return len(self.parts) == 1 and not self.parts[0].href


@dataclass(frozen=True)
class Table:
    """An answer as it is shown: headings, rows, notes. `asked` says of what, where it was asked of something.

    `lead` is what every row would say alike, said once before them.
    """

    asked: str
    subjects: tuple[Link, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[tuple[str, str], ...]
    cut: int = 0
    lead: str = ""


@dataclass(frozen=True)
class QuestionPage:
    """A question of the catalogue with what it takes and its answers."""

    name: str
    asks: str
    takes: str
    columns: tuple[str, ...]
    notes: tuple[str, ...]
    example: str
    cypher: str
    tables: tuple[Table, ...]


SHOWN = {"standing": "stated", "modality": "in force"}
"""Columns of every row that are shown only where a row says something else."""


_FEW = 2
_ALIKE = "what_to_do"
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def table(answer: Answer, site: Landscape, subjects: Sequence[str] = (), most: int = 1000, *, common: Sequence[str] = ROW_COLUMNS) -> Table:
    """The answer as rows of cells; `<column>_id` becomes the link of its column.

    Columns that say nothing are left out, and those that say in every row what the answer was asked of.
    """
    own = [name for name in answer.columns if not (name.endswith("_id") and name[:-3] in answer.columns)]
    every = () if answer.plain else tuple(name for name in common if name != "said_by_id" and _says(answer, name))
    said = [name for name in own if len(answer.rows) < _FEW or any(plain_text(row.values.get(name)) for row in answer.rows)]
    columns = tuple(name for name in (*said, *every) if len(answer.rows) < _FEW or not _is_subject(name, answer, subjects))
    rows = tuple(tuple(_cell(name, row, answer, site) for name in columns) for row in answer.rows[:most])
    links = tuple(site.link(item) for item in subjects)
    return Table(
        " and ".join(link.name for link in links),
        links,
        tuple(_heading(name) for name in columns),
        rows,
        notes(answer),
        max(0, len(answer.rows) - most),
    )


def parts(answer: Answer, column: str, site: Landscape, *, common: Sequence[str] = ROW_COLUMNS) -> list[tuple[str, int, Table]]:
    """The answer by what one of its columns says, in the order of the answer: the words, how many rows, and those without it.

    What to do stands before the rows where it is the same for all.
    """
    rows: dict[str, list[AnswerRow]] = {}
    for row in answer.rows:
        rows.setdefault(plain_text(row.values.get(column)), []).append(row)
    found = []
    for words, part in rows.items():
        alike = {plain_text(row.values.get(_ALIKE)) for row in part}
        lead = str(printable(alike.pop())) if len(alike) == 1 else ""
        columns = tuple(name for name in answer.columns if name != column and not (lead and name == _ALIKE))
        of_part = answer.model_copy(update={"rows": tuple(part), "columns": columns, "notes": ()})
        found.append((words, len(part), replace(table(of_part, site, common=common), lead=lead)))
    return found


def notes(answer: Answer) -> tuple[tuple[str, str], ...]:
    """The notes of an answer as code and sentence, days as the site writes them."""
    return tuple((str(note.code), _DAY.sub(lambda found: day(found[0]), str(printable(note.sentence)))) for note in answer.notes)


def _is_subject(name: str, answer: Answer, subjects: Sequence[str]) -> bool:
    return len(subjects) == 1 and {plain_text(row.values.get(f"{name}_id")) for row in answer.rows} == set(subjects)


def _says(answer: Answer, name: str) -> bool:
    values = {plain_text(getattr(row, name)) for row in answer.rows}
    return bool(values - {"", SHOWN.get(name, "")})


def _heading(name: str) -> str:
    return {"evidence": "Says who", "last_stated": "Last stated", "said_by": "In the words of"}.get(
        name, str(printable(name)).replace("_", " ").capitalize()
    )


def _cell(name: str, row: AnswerRow, answer: Answer, site: Landscape) -> Cell:
    if name == "evidence" and not answer.plain:
        return Cell(proof=tuple(site.references(row.evidence)))
    values: Mapping[str, Any] = row.values if answer.plain else row.as_dict()
    value, ids = values.get(name), values.get(f"{name}_id")
    if name == "last_stated":
        return Cell((Link(day(plain_text(value))),))
    if isinstance(value, list | tuple):
        known = ids if isinstance(ids, list | tuple) and len(ids) == len(value) else [""] * len(value)
        return Cell(tuple(_link(one, item, site) for one, item in zip(value, known, strict=True)))
    return Cell((_link(value, ids, site),)) if plain_text(value) not in ("", SHOWN.get(name)) else Cell()


def _link(value: Any, item: Any, site: Landscape) -> Link:  # noqa: ANN401 - a cell of any stored kind
    """The words of a cell, with the page of the entity whose id stands beside them, or which they are the id of."""
    words = str(printable(plain_text(value)))
    known = site.link(str(item or value))
    return Link(words, known.href, known.kind, known.family) if known.href else Link(words)
