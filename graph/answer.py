"""An answer: columns, rows that carry their evidence, notes by fixed codes. What every format is written from."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

ROW_COLUMNS = ("standing", "modality", "said_by", "said_by_id", "last_stated", "evidence")
"""Columns that every answer's rows carry after its own."""


class NoteCode(StrEnum):
    """The fixed codes of notes; users' scripts rely on them."""

    NOT_STATED = "not-stated"
    LOST = "lost"
    DENIED = "denied"
    BY_CLASS = "by-class"
    STALE = "stale"
    CUT = "cut"
    SUPERSEDED = "superseded"
    CONTRADICTED = "contradicted"


def plain_text(value: Any) -> str:  # noqa: ANN401 - a cell of any stored kind
    """A value as a cell shows it: lists joined, maps as JSON, true and false as Cypher writes them.

    >>> plain_text([1, None, True, "a"]), plain_text({"a": [1]})
    ('1; ; true; a', '{"a": [1]}')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "; ".join(plain_text(item) for item in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


class Note(BaseModel):
    """A code and a sentence."""

    model_config = ConfigDict(frozen=True)

    code: NoteCode
    sentence: str
    passages: tuple[str, ...] = Field(default=(), exclude=True)
    """Ids of passages that the finished sentence refers to; `queries.run` writes them out, and no format prints the ids."""


class Evidence(BaseModel):
    """One passage; `text` is null until the user's own copy of the paper is known."""

    model_config = ConfigDict(frozen=True)

    document: str
    title: str
    date: str
    locator: str
    part: str | None = None
    page: str | None = None
    paragraph: str | None = None
    cell: str | None = None
    text: str | None = None
    licence: str | None = None
    """Licence of the document, where the landscape records one."""

    @property
    def reference(self) -> str:
        """How a person cites it: title, date, place.

        >>> Evidence(document="paper/x", title="Delivery matrix", date="2018-10", locator="row V4").reference
        'Delivery matrix (2018-10), row V4'
        """
        return f"{self.title} ({self.date}), {self.locator}"


class AnswerRow(BaseModel):
    """One row: the question's own columns, and what every row carries."""

    model_config = ConfigDict(frozen=True)

    values: dict[str, Any]
    evidence: tuple[str, ...] = ()
    standing: str = ""
    modality: str = ""
    said_by: str = ""
    """Name of the one whose words the paper reports; `said_by_id` is the id."""
    said_by_id: str = ""
    last_stated: str = ""
    sentence: str = ""
    """The row as one plain sentence, for `cite`."""

    def as_dict(self) -> dict[str, Any]:
        """The row as JSON prints it."""
        return {
            **self.values,
            "standing": self.standing,
            "modality": self.modality,
            "said_by": self.said_by,
            "said_by_id": self.said_by_id,
            "last_stated": self.last_stated,
            "evidence": list(self.evidence),
        }


class Answer(BaseModel):
    """What a command that answers prints."""

    model_config = ConfigDict(frozen=True)

    question: str
    parameters: dict[str, Any] = {}
    as_of: str
    columns: tuple[str, ...]
    rows: tuple[AnswerRow, ...] = ()
    evidence: dict[str, Evidence] = {}
    notes: tuple[Note, ...] = ()
    plain: bool = False
    """True for rows that are no facts (a count, the result of a user's Cypher): they carry no evidence columns."""

    @property
    def all_columns(self) -> tuple[str, ...]:
        """The question's columns, then those of every row."""
        return self.columns if self.plain else (*self.columns, *ROW_COLUMNS)

    def cells(self, row: AnswerRow) -> list[Any]:
        """One row in the order of `all_columns`; evidence as references, lists joined."""
        values = row.values if self.plain else row.as_dict()
        return [self._cell(name, values.get(name)) for name in self.all_columns]

    def _cell(self, name: str, value: Any) -> Any:  # noqa: ANN401 - a cell of any stored kind
        if name == "evidence" and not self.plain:
            return "; ".join(self.evidence[item].reference if item in self.evidence else item for item in value or ())
        return value if value is None or isinstance(value, int | float) else plain_text(value)

    def as_dict(self) -> dict[str, Any]:
        """The answer as the contract's JSON."""
        return {
            "question": self.question,
            "parameters": self.parameters,
            "as_of": self.as_of,
            "columns": list(self.columns),
            "rows": [row.values if self.plain else row.as_dict() for row in self.rows],
            "evidence": {key: item.model_dump() for key, item in self.evidence.items()},
            "notes": [note.model_dump(mode="json") for note in self.notes],
        }
