"""What an importer hands to the loader, and what the loader says it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from graph.editions import Edition
from graph.facts import Claim, Stating


class Origin(NamedTuple):
    """Where a row stands in the user's file; `row` counts from 1 and includes the heading row."""

    file: str
    sheet: str
    row: int


class Reject(NamedTuple):
    """A bad row of a readable file: where it stands, the value at fault, and what to do."""

    file: str
    sheet: str
    row: int
    column: str
    code: str
    value: str
    hint: str


class SourceRow(NamedTuple):
    """One row of a source as claims and statings."""

    origin: Origin
    claims: tuple[Claim, ...] = ()
    statings: tuple[Stating, ...] = ()
    columns: tuple[str, str] = ("from", "to")
    """The columns that hold the two ends of its facts."""


class Batch(NamedTuple):
    """Everything one edition of a source says, and the rows that could not be read."""

    source: Claim
    """The `Document` of the source itself."""
    edition: Edition
    sha256: str
    rows: tuple[SourceRow, ...]
    rejects: tuple[Reject, ...] = ()
    wording: Mapping[str, str] = MappingProxyType({})
    """By passage id, what the user's own copy says there; it stays in the store, and exports leave it out."""

    @property
    def rows_in(self) -> int:
        """Rows read: those used and those rejected."""
        return len(self.rows) + len({(r.file, r.sheet, r.row) for r in self.rejects})


@dataclass
class Counts:
    """What became of nodes or of relationships."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0
    withdrawn: int = 0

    def as_dict(self) -> dict[str, int]:
        """The five counts by name."""
        return dict(self.__dict__)


@dataclass
class Report:
    """What one run did; `status` is `done`, `dry run`, `refused` or `undone`."""

    run: str
    source: str
    sha256: str
    status: str
    rows_in: int = 0
    rows_used: int = 0
    nodes: Counts = field(default_factory=Counts)
    relationships: Counts = field(default_factory=Counts)
    proposals: int = 0
    """Open questions that this edition asks: `landscape review list`."""
    rejects: tuple[Reject, ...] = ()
    taken_out: tuple[str, ...] = ()
    """Keys of the facts that lost their last stating."""
    forgotten: int = 0
    """Rows that lost a name, or all of themselves, since somebody asked to be forgotten."""

    @property
    def rows_rejected(self) -> int:
        """Rows in less rows used."""
        return len({(r.file, r.sheet, r.row) for r in self.rejects})

    def as_dict(self) -> dict[str, Any]:
        """The report as the command line's contract prints it."""
        return {
            "run": self.run,
            "source": self.source,
            "sha256": self.sha256,
            "status": self.status,
            "rows_in": self.rows_in,
            "rows_used": self.rows_used,
            "rows_rejected": self.rows_rejected,
            "nodes": self.nodes.as_dict(),
            "relationships": self.relationships.as_dict(),
            "proposals": self.proposals,
            "rejects": [r._asdict() for r in self.rejects],
            "taken_out": list(self.taken_out),
            "forgotten": self.forgotten,
        }
