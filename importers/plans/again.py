"""A delivery report that comes back: which of its rows somebody has changed since it was written: pure.

`landscape report delivery` prints the cells of every action with its id. A row that still reads as the landscape prints it says nothing
new; one that reads otherwise is a row of a paper of its own, and what was not changed stays stated by the papers that state it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from graph.model.ids import passage_id
from graph.model.matrix import HEADINGS
from importers.batch import Batch, SourceRow
from importers.names import Names
from importers.plans.places import cell_locator
from importers.reading.blocks import Reading, Table

ID = "Id"
STEP = "delivery-report"
"""The last step of the id of a changed report: it is a paper beside the plan's own."""


class Returned(NamedTuple):
    """A delivery report that was read: its table, the date that it was written as of, and the cells of each row by id."""

    table: Table
    as_of: str
    rows: Mapping[str, tuple[str, ...]]


def returned(reading: Reading) -> Returned | None:
    """The report in a file; `None` for any other file, and for a report without its ids."""
    for table in reading.tables:
        names = [cell.text.strip() for cell in table.rows[0]] if table.rows else []
        if {*HEADINGS, ID} <= set(names):
            columns = [names.index(name) for name in HEADINGS]
            rows = {
                row[names.index(ID)].text.strip(): tuple(" ".join(row[place].text.split()) for place in columns) for row in table.rows[1:]
            }
            return Returned(table, _as_of(reading), {item: cells for item, cells in rows.items() if item})
    return None


def _as_of(reading: Reading) -> str:
    for table in reading.tables:
        for row in table.rows:
            if len(row) > 1 and row[0].text.strip() == "as of":
                return row[1].text.strip()[:10]
    return ""


def changed(reading: Reading, report: Returned, printed: Mapping[str, tuple[str, ...]]) -> Reading:
    """The file with the rows alone that do not read as they are printed; `printed` are the landscape's own cells by id."""
    names = [cell.text.strip() for cell in report.table.rows[0]]
    place = names.index(ID)
    own = {item for item, cells in report.rows.items() if printed.get(item) == cells}
    rows = tuple(row for at, row in enumerate(report.table.rows) if not at or row[place].text.strip() not in own)
    return reading._replace(blocks=(report.table._replace(rows=rows),) if len(rows) > 1 else ())


def unchanged_cells(reading: Reading, report: Returned, printed: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Locators of the cells that read as they are printed, in rows that do not: they say nothing new."""
    names = [cell.text.strip() for cell in report.table.rows[0]]
    found = set()
    for table in reading.tables:
        for row in table.rows[1:]:
            cells = printed.get(row[names.index(ID)].text.strip())
            for name, text in zip(HEADINGS, cells or (), strict=False):
                cell = row[names.index(name)]
                if " ".join(cell.text.split()) == text:
                    found.add(cell_locator(table, cell, name))
    return frozenset(found)


def reconciled(batch: Batch, names: Names, unchanged: Collection[str]) -> Batch:
    """The batch without what unchanged cells say; actions and strands that are known stay part of what they are part of."""
    known = {item: entity.label for item, entity in names.by_id.items() if entity.label in ("PriorityAction", "Strand", "Deliverable")}
    document = batch.source.id
    same = {passage_id(document, locator) for locator in unchanged}

    def row_of(row: SourceRow) -> SourceRow:
        said = [
            s
            for s in row.statings
            if s.passage not in same and s.type != "FROM_DOCUMENT" and not (s.type == "PART_OF" and s.start in known)
        ]
        used = {item for s in said for item in (s.start, s.end, s.passage)}
        statings = (*said, *(s for s in row.statings if s.type == "FROM_DOCUMENT" and s.start in used))
        claims = tuple(
            claim.model_copy(update={"labels": (known[claim.id],), "name": names.by_id[claim.id].name, "kind": ""})
            if claim.id in known
            else claim
            for claim in row.claims
            if claim.id in used
        )
        return row._replace(claims=claims, statings=statings)

    wording = {item: text for item, text in batch.wording.items() if item not in same}
    return batch._replace(rows=tuple(row_of(row) for row in batch.rows), wording=wording)
