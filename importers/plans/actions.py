"""What every layout of a plan comes to: its rows with their cells by meaning, each cell with its place. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from importers.batch import Origin, Reject
from importers.plans.headings import Meaning


class Printed(NamedTuple):
    """One cell as printed, or one that stands for the rows below it."""

    text: str
    locator: str
    heading: str = ""
    lines: tuple[str, ...] = ()
    """The lines of a list in the cell; the whole text where it is none."""
    whole: str = ""
    """All that the cell prints, where the text is a part of it."""

    @property
    def wording(self) -> str:
        """All that the cell prints."""
        return self.whole or self.text


class PlanRow(NamedTuple):
    """One row of an action table."""

    origin: Origin
    locator: str
    cells: Mapping[Meaning, tuple[Printed, ...]]
    """The row's own cells, several where several columns have one meaning."""
    theme: Printed | None = None
    """Its theme: of its own cell, or of a heading row, a cell above, a sheet."""
    objective: Printed | None = None
    code: str = ""
    """The action's code, repaired where only one is left."""
    code_rule: str = ""
    """How a code that is not printed so was read."""
    theme_rule: str = ""
    """How a theme that is not printed in the row was read; empty where it is printed for it."""
    strand: str = ""
    """The code of its strand; empty for none, and for one without a code."""
    strand_title: str = ""
    """The words of its strand, where a column of strands prints them."""
    part: int = 0
    """Which strand of its action it is, from 1; 0 for a row of the action itself."""
    key: str = ""
    """Rows of one action have one key."""
    goes_on: bool = False
    """The row belongs to the action of the row above, and prints no action of its own."""
    title: str = ""
    """The words of the action, where they are printed in this row."""
    names: tuple[str, ...] = ()
    """Other codes printed for the action: a lone strand code, a damaged one."""
    lost: frozenset[Meaning] = frozenset()
    """Columns whose values are colours or arrows that the text has not."""
    prose: bool = False
    """Activities are sentences, not a list."""

    def first(self, meaning: Meaning) -> Printed | None:
        """The first cell of a meaning that has words, else the first."""
        cells = self.cells.get(meaning, ())
        return next((cell for cell in cells if cell.text.strip()), cells[0] if cells else None)

    def text(self, meaning: Meaning) -> str:
        """Its words, stripped; empty for none."""
        cell = self.first(meaning)
        return cell.text.strip() if cell else ""


class Plan(NamedTuple):
    """The rows of a plan in order, and what the reader has to say of them."""

    rows: tuple[PlanRow, ...]
    rejects: tuple[Reject, ...] = ()
    skipped: Mapping[str, int] = {}
    """Rows that are no action, counted by what they are: blank, total, note, repeated heading, heading row, hidden."""
    remarks: tuple[str, ...] = ()
    """Sentences for the user: ambiguous headings, tables that are none of actions."""
    columns: tuple[tuple[str, str, str], ...] = ()
    """What each heading was read as: table, heading, meaning."""
    opening: tuple[str, ...] = ()
    """The words before and above the tables: where a plan prints its date."""
