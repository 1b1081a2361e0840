"""The rows of the action tables of a file, whatever their layout: pure.

A theme comes from a column, a cell filled down, a heading row, the heading above the table or the name of the sheet, in this order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from graph.errors import BadFile
from graph.model.ids import fold
from importers.batch import Origin
from importers.plans.actions import Plan, PlanRow, Printed
from importers.plans.grouping import grouped
from importers.plans.header import Header, find_header, headed, is_another, is_heading_row
from importers.plans.headings import SYNONYMS, Meaning
from importers.plans.places import cell_locator, row_locator
from importers.plans.values import is_remnant
from importers.reading.blocks import Block, Cell, Reading, Table

_TOTAL = re.compile(r"(?:grand |sub-? ?)?totals?\b|count\b|average\b|number of actions\b")
_NOTE = re.compile(
    r"(?:key|note|notes|legend|source|sources|n\.?b\.?|updated|last updated|page \d+|rag key|brag key|status key|prepared by|\*+)\b|\*"
)
_THEME = re.compile(
    r"(?:strategic |key |cross-cutting )?(?:theme|priority|pillar|workstream|work stream|strand|section|part|aim|objective|outcome|goal)\b",
    re.IGNORECASE,
)
_OBJECTIVE = re.compile(r"(?:strategic |key )?(?:objective|outcome|aim|goal)s?\b", re.IGNORECASE)
_PLAIN_SHEET = re.compile(
    r"(?:sheet|tabelle|feuil|page|table|tab)? ?\d*|(?:the )?(?:delivery |action |improvement |strategic )*"
    r"(?:plans?|matrix|actions?|log|tracker|data|main|live|summary)(?: \d{2,4}(?:[-/ ]\d{2,4})?)?"
)
_LONGEST_HEADING = 160
_CHOICES = 12
"""So many short values at most make a column of chosen words, whose empty cell is empty and not lost."""


def plan_of(reading: Reading, own: Mapping[str, Meaning], sheet: str = "") -> Plan:
    """The action rows of a file. `own` are the user's headings; `sheet` reads that sheet alone.

    Raises `BadFile` where no table has a heading row of actions, or where there is no such sheet.
    """
    tables = [(table, above) for above, table in reading.with_headings() if isinstance(table, Table)]
    if sheet:
        named = [table for table in tables if fold(table[0].sheet) == fold(sheet)]
        if not named:
            names = ", ".join(dict.fromkeys(table.sheet for table, _ in tables if table.sheet)) or "the file has no sheets"
            raise BadFile(f"There is no sheet {sheet!r}.", where=reading.file, hint=names)
        tables = named
    reader = _Tables(reading, own, several=0)
    aboves = {table.number: above for table, above in tables}
    found_headers = [(table, aboves[table.number], header) for table, header in headed((table for table, _ in tables), own) if header]
    if not found_headers:
        seen = [" | ".join(cell.text for cell in table.rows[0] if cell.text)[:120] for table, _ in tables[:3] if table.rows]
        found = f" Its tables begin: {'; '.join(seen)}." if seen else " It holds no table."
        hint = "a heading row names the action and who leads it, its status or when it is due; else say what each column is: --columns FILE"
        raise BadFile(f"No table of actions was found.{found}", where=reading.file, hint=hint)
    reader.several = len({table.sheet or str(table.number) for table, _, _ in found_headers})
    for table, above, header in found_headers:
        reader.read(table, above, header)
    others = len(tables) - len(found_headers)
    if others:
        reader.remarks.append(
            f"{others} other table{'s hold' if others > 1 else ' holds'} no actions and {'were' if others > 1 else 'was'} left alone."
        )
    rows, rejects = grouped(reader.rows)
    return Plan(
        rows,
        rejects,
        dict(reader.skipped),
        tuple(dict.fromkeys(reader.remarks)),
        tuple(dict.fromkeys(reader.columns)),
        tuple(_opening(reading, found_headers)),
    )


def _opening(reading: Reading, tables: Sequence[tuple[Table, tuple[str, ...], Header]]) -> Iterator[str]:
    """The words above and around the tables, and their headings, where a plan says of what date it is; then the file's name."""
    for block in reading.blocks:
        if isinstance(block, Block):
            yield block.text
    for table, _, header in tables:
        for row in table.rows[: header.last + 1]:
            yield from dict.fromkeys(cell.text for cell in row if cell.text)
    for table in reading.tables:
        if not any(table is other for other, _, _ in tables):
            for row in table.rows[:20]:
                yield from (cell.text for cell in row if cell.text and len(cell.text) < _LONGEST_HEADING)
    yield re.sub(r"[_]+", " ", reading.file.rsplit(".", 1)[0])


class _Tables:
    """Reads the tables one after the other; a table that goes on over a page goes on with its theme."""

    def __init__(self, reading: Reading, own: Mapping[str, Meaning], several: int) -> None:
        self.reading, self.own, self.several = reading, own, several
        self.rows: list[PlanRow] = []
        self.skipped: Counter[str] = Counter()
        self.remarks: list[str] = []
        self.columns: list[tuple[str, str, str]] = []

    def read(self, table: Table, above: Sequence[str], header: Header) -> None:
        where = table.sheet or f"table {table.number}"
        self._say(where, header)
        theme = self._standing_theme(table, above) if Meaning.THEME not in header.meanings.values() else None
        objective: Printed | None = None
        filled: dict[Meaning, Printed] = {}
        lost = _lost(table, header)
        place = header.last + 1
        while place < len(table.rows):
            row = table.rows[place]
            kind = self._kind(table, row, header)
            if kind == "heading":
                again = find_header(table, self.own, place, 1)
                if again and is_another(again, header):
                    header = again  # a second table on one sheet
                    self._say(where, header)
                    lost = _lost(table._replace(rows=table.rows[place:]), again._replace(first=0, last=again.last - place))
                self.skipped["repeated heading"] += 1
                place = max(place, again.last if again else place) + 1
                continue
            if kind == "section":
                cell = next(cell for cell in row if cell.text.strip())
                printed = Printed(cell.text.strip(), cell_locator(table, cell, header.headings.get(_column(row, cell), "")))
                if _OBJECTIVE.match(cell.text) and (theme or filled.get(Meaning.THEME)):
                    objective = printed
                else:
                    theme, objective = printed, None
                self.skipped["heading row"] += 1
            elif kind:
                self.skipped[kind] += 1
            else:
                self.rows.append(self._row(table, row, header, theme, objective, filled, lost))
            place += 1

    def _say(self, where: str, header: Header) -> None:
        for column, meaning in header.meanings.items():
            self.columns.append((where, header.headings[column], "state and direction" if column in header.joint else str(meaning)))
        for heading, meaning, also in header.doubts:
            self.remarks.append(f"The heading {heading!r} is read as {meaning}; it could be {also}: --columns says otherwise.")
        for heading, meaning in header.guessed:
            self.remarks.append(f"The heading {heading!r} is read as {meaning}, by its spelling.")
        if header.unknown:
            listed = ", ".join(repr(text) for text in dict.fromkeys(header.unknown))
            self.remarks.append(f"Columns that mean nothing to us, whose words are kept with their passages: {listed}.")

    def _standing_theme(self, table: Table, above: Sequence[str]) -> Printed | None:
        """The heading above the table, or its sheet, where the file has several tables and it is no title of the plan."""
        if table.sheet:
            usable = self.several > 1 and not _PLAIN_SHEET.fullmatch(fold(table.sheet))
            return Printed(table.sheet, f"sheet {table.sheet}") if usable else None
        heading = table.heading or (above[-1] if above else "")
        if not heading or len(heading) > _LONGEST_HEADING or (self.several < 2 and not _THEME.match(heading)):
            return None
        return Printed(heading, f"table {table.number}")

    def _kind(self, table: Table, row: Sequence[Cell], header: Header) -> str:
        """What a row is that is no action: empty for an action."""
        filled = [cell for cell in row if cell.text.strip() and not cell.merged]
        if not filled:
            return "" if any(cell.text.strip() for cell in row) else "blank row"
        number = row[0].row
        if number in table.hidden_rows:
            self.remarks.append(
                f"Row {number} of {table.sheet or f'table {table.number}'} is hidden in the file; it is read as the others are."
            )
        texts = [cell.text.strip().casefold() for cell in filled]
        same = sum(text in header.folded for text in texts)
        known = sum(text in SYNONYMS for text in texts)  # a cheap look first: most rows are no headings
        if (same >= 2 and same * 2 > len(filled)) or (known > 1 and len(filled) > 2 and _is_bare(filled) and is_heading_row(row, self.own)):
            return "heading"
        text = filled[0].text.strip()
        if _TOTAL.match(texts[0]) and not any(
            header.meanings.get(_column(row, cell)) in (Meaning.LEADS, Meaning.ACCOUNTABLE) for cell in filled
        ):
            return "total row"
        if len(filled) > 1:
            return ""
        if _NOTE.match(fold(text)) or len(text) > _LONGEST_HEADING:
            cell = filled[0]
            meaning = header.meanings.get(_column(row, cell))
            return "" if meaning is Meaning.ACTION and cell.columns == 1 and not _NOTE.match(fold(text)) else "note"
        return "section" if self._is_section(row, filled[0], header) else ""

    def _is_section(self, row: Sequence[Cell], cell: Cell, header: Header) -> bool:
        column = _column(row, cell)
        meaning = header.meanings.get(column)
        if cell.columns > 1:
            return True
        if _THEME.match(cell.text) and re.match(r"\w+ ?(?:\d+|[A-Z]\b|[ivx]+\b)?\s*[:\-–.]|\w+ \w+$", cell.text):
            return True
        if meaning in (Meaning.THEME, Meaning.OBJECTIVE):
            return True
        first = min(header.meanings, default=0)
        return (
            column == first and meaning in (Meaning.CODE, Meaning.ACTION) and not re.search(r"\d", cell.text) and len(header.meanings) > 2
        )

    def _row(
        self,
        table: Table,
        row: Sequence[Cell],
        header: Header,
        theme: Printed | None,
        objective: Printed | None,
        filled: dict[Meaning, Printed],
        lost: frozenset[Meaning],
    ) -> PlanRow:
        cells: dict[Meaning, list[Printed]] = {}
        for column, cell in enumerate(row):
            meaning = header.meanings.get(column, Meaning.OTHER)
            if meaning is Meaning.OTHER and not cell.text.strip():
                continue
            source = _origin(cell)
            text = cell.text.strip()
            below = bool(cell.merged and cell.merged[0] < cell.row)
            across = bool(cell.merged and cell.merged[0] == cell.row)
            if across:
                continue
            lines = cell.lines if len(cell.lines) > 1 or not text else (text,)
            printed = Printed(
                text, cell_locator(table, source, header.headings.get(column, ""), header.headings), header.headings.get(column, ""), lines
            )
            if meaning in (Meaning.THEME, Meaning.OBJECTIVE):
                if text:
                    filled[meaning] = printed
                    if meaning is Meaning.THEME and not below:
                        filled.pop(Meaning.OBJECTIVE, None) if _theme_before(header) else None
                continue
            if below and meaning in (Meaning.CODE, Meaning.ACTION):
                continue  # the row goes on with the action above
            cells.setdefault(meaning, []).append(printed)
            if column in header.joint:
                cells.setdefault(Meaning.DIRECTION, []).append(printed)
        return PlanRow(
            origin=Origin(self.reading.file, table.sheet or (f"table {table.number}" if len(self.reading.tables) > 1 else ""), row[0].row),
            locator=row_locator(table, row[0].row),
            cells={meaning: tuple(found) for meaning, found in cells.items()},
            theme=filled.get(Meaning.THEME) or theme,
            objective=filled.get(Meaning.OBJECTIVE) or objective,
            lost=lost,
        )


def _theme_before(header: Header) -> bool:
    return Meaning.OBJECTIVE in header.meanings.values()


def _is_bare(filled: Sequence[Cell]) -> bool:
    return all(len(cell.text) <= _CHOICES * 4 for cell in filled)


def _column(row: Sequence[Cell], cell: Cell) -> int:
    return next(place for place, other in enumerate(row) if other is cell)


def _origin(cell: Cell) -> Cell:
    """The cell that a merged one repeats."""
    if not cell.merged:
        return cell
    row, column = cell.merged
    return cell._replace(row=row, column=column)


def _lost(table: Table, header: Header) -> frozenset[Meaning]:
    """Status and direction columns without a word in any row: their values were colours or arrows."""
    found = set()
    for column, meaning in header.meanings.items():
        if meaning in (Meaning.STATE, Meaning.DIRECTION):
            texts = [row[column].text for row in table.rows[header.last + 1 :] if any(cell.text.strip() for cell in row)]
            if all(is_remnant(text) or fold(text) == fold(header.headings[column]) for text in texts):
                found |= {meaning} | ({Meaning.DIRECTION} if column in header.joint else set())
    return frozenset(found)
