"""What the user should know of a lookup beside its rejects: what is not read of it, and what that means for its edition. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.editions import Edition
from graph.model.values import latest
from importers.areas.columns import CODES, sorts_of
from importers.areas.rows import table_of, unread_codes
from importers.areas.units import Known
from importers.batch import Batch
from importers.reading.blocks import Reading, Table

_FIRST_ROWS = 10
_LISTED = 12
_NAMED = 5
"""How many rejected rows a remark names."""


def remarks_of(reading: Reading, batch: Batch, before: Iterable[Edition] = (), known: Iterable[Known] = ()) -> Iterator[str]:
    """One sentence each; `before` are the editions of the same table that are there already, `known` the areas and bodies they hold."""
    table = table_of(reading)
    headings = [cell.text for cell in table.rows[0]]
    yield from (f"{remark.where}: {remark.sentence}" for remark in reading.remarks)
    others = [item.sheet for item in reading.tables if item.sheet != table.sheet and _holds_codes(item)]
    if others:
        yield f"Read is the sheet {table.sheet!r}; these hold codes of areas too, and are not read: {', '.join(others)}."
    if unread := unread_codes(headings):
        yield f"Not read, since the landscape has no such areas: {', '.join(unread)}. Rows that differ in them alone count once."
    if len(sorts_of(headings, reading.file)) > 1 and all(said.type == "FROM_DOCUMENT" for row in batch.rows for said in row.statings):
        yield "No row says what lies in what: none of these columns is known to be part of another."
    if batch.rejects:
        rows = ", ".join(str(item.row) for item in batch.rejects[:_NAMED]) + " ..." * (len(batch.rejects) > _NAMED)
        yield f"Areas that only the rejected rows ({rows}) name are not in this edition and end with it: mend the file, import it again."
    before = tuple(before)
    own = batch.edition
    if any(item.date == own.date and item.digest != own.digest for item in before) and all(item.digest != own.digest for item in before):
        yield f"The edition of {own.date} is corrected: what only that held is taken back. Put the parts of one table in one file."
    newer = max((item.date for item in before if latest(item.date) > latest(own.date)), default="")
    if newer:
        yield f"The edition of {newer} is there already: which code follows an ended one is only told where the older edition came first."

    yield from _come_and_gone(batch, tuple(known))


def _come_and_gone(batch: Batch, known: Sequence[Known]) -> Iterator[str]:
    """Which codes the edition before this one held and this one does not, and which no earlier one held."""
    day = latest(batch.edition.date)
    earlier = [item for item in known if latest(item.first) < day]
    newest = max((item.last for item in earlier if latest(item.last) < day), key=latest, default="")
    now = {code.removeprefix("GSS:"): claim.name for row in batch.rows for claim in row.claims for code in claim.identifiers}
    if not earlier:
        return
    gone = {item.code: item.name for item in earlier if item.last == newest and item.code not in now}
    new = {code: name for code, name in now.items() if code not in {item.code for item in earlier}}
    for what, found in ((f"Ended since the edition of {newest}", gone), ("New in this edition", new)):
        if found:
            names = [f"{name} ({code})" for code, name in sorted(found.items())]
            yield f"{what}, {len(names)}: {'; '.join(names[:_LISTED])}{' ...' if len(names) > _LISTED else ''}"


def _holds_codes(table: Table) -> bool:
    return any(CODES.fullmatch(cell.text.strip()) for row in table.rows[:_FIRST_ROWS] for cell in row)
