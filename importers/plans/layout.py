"""The rows of the action tables of a file, whatever their layout: pure.

A theme comes from a column, a cell filled down, a heading row, the heading above the table or the name of the sheet, in this order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from graph.errors import BadFile
from graph.model.ids import fold
from importers.batch import Origin
from importers.plans.actions import Plan, PlanRow, Printed
from importers.plans.choosing import chosen
from importers.plans.coding import code_of_form, coded
from importers.plans.grouping import grouped
from importers.plans.header import Header, find_header, headed, is_another
from importers.plans.headings import Meaning
from importers.plans.kinds import LONGEST_HEADING, OBJECTIVE, THEME, column_of, is_of_section, kind_of, said_in
from importers.plans.places import cell_locator, row_locator
from importers.plans.values import is_remnant, visible
from importers.reading.blocks import Block, Cell, Reading, Table

_REPEATED = (Meaning.LEADS, Meaning.ACCOUNTABLE, Meaning.CONTRIBUTORS, Meaning.DUE, Meaning.THEME, Meaning.OBJECTIVE)
_DITTO = re.compile(r"(?:as|see|same as) (?:above|before)|ditto|do|same|[\"”″〃]+|''")
"""What stands for the cell above."""
_LONGEST_DITTO = 20
_PLAIN_SHEET = re.compile(
    r"(?:sheet|tabelle|feuil|page|table|tab)? ?\d*|(?:the )?(?:delivery |action |improvement |strategic )*"
    r"(?:plans?|matrix|actions?|log|tracker|data|main|live|summary)(?: \d{2,4}(?:[-/ ]\d{2,4})?)?"
)


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
    found_headers, left = chosen(found_headers)
    reader.remarks += left
    if not found_headers:
        seen = [" | ".join(cell.text for cell in table.rows[0] if cell.text)[:120] for table, _ in tables[:3] if table.rows]
        noticed = [f" {remark.where}: {remark.sentence}" for remark in reading.remarks if remark.code in ("overprinted", "images")]
        found = (f" Its tables begin: {'; '.join(seen)}." if seen else " It holds no table.") + "".join(noticed[:3])
        hint = "a heading row names the action and who leads it, its status or when it is due; else say what each column is: --columns FILE"
        raise BadFile(f"No table of actions was found.{found}", where=reading.file, hint=hint)
    reader.one_heading = len({table.heading or (above[-1] if above else "") for table, above, _ in found_headers}) == 1
    reader.several = len({table.sheet or str(table.number) for table, _, _ in found_headers})
    for table, above, header in found_headers:
        reader.read(table, above, header)
    others = len(tables) - len(found_headers) - len(left)
    if others:
        reader.remarks.append(
            f"{others} other table{'s hold' if others > 1 else ' holds'} no actions and {'were' if others > 1 else 'was'} left alone."
        )
    rows, rejects = grouped(coded(reader.rows))
    if not rows and not rejects:
        heads = "; ".join(" | ".join(filter(None, header.headings.values()))[:120] for _, _, header in found_headers[:3])
        hint = "the file may be cut off or filtered: open it, and save it again with its rows"
        raise BadFile(f"The table has headings and no action below them: {heads}.", where=reading.file, hint=hint)
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
        if not any(table.number == other.number for other, _, _ in tables):
            for row in table.rows[:20]:
                yield from (cell.text for cell in row if cell.text and len(cell.text) < LONGEST_HEADING)
    yield re.sub(r"[_]+", " ", reading.file.rsplit(".", 1)[0])


class _Tables:
    """Reads the tables one after the other; a table that goes on over a page goes on with its theme."""

    def __init__(self, reading: Reading, own: Mapping[str, Meaning], several: int) -> None:
        self.reading, self.own, self.several = reading, own, several
        self.rows: list[PlanRow] = []
        self.one_heading = False
        """All tables stand under one heading: the title of the plan."""
        self.skipped: Counter[str] = Counter()
        self.remarks: list[str] = []
        self.columns: list[tuple[str, str, str]] = []

    def read(self, table: Table, above: Sequence[str], header: Header) -> None:
        where = table.sheet or f"table {table.number}"
        self._say(where, header)
        theme = self._standing_theme(table, above, header) if Meaning.THEME not in header.meanings.values() else None
        objective: Printed | None = None
        filled: dict[Meaning, Printed] = {}
        above_cells: dict[int, Printed] = {}
        lost = self._lost(table, header)
        place = header.last + 1
        while place < len(table.rows):
            row = _without(table.rows[place], header.apart)
            self._hidden(table, row)
            kind = kind_of(row, header, self.own)
            if kind == "heading":
                again = find_header(table, self.own, place, 1)
                if again and is_another(again, header):
                    header = again  # a second table on one sheet
                    self._say(where, header)
                    lost = self._lost(table._replace(rows=table.rows[place:]), again._replace(first=0, last=again.last - place))
                self.skipped["repeated heading"] += 1
                place = max(place, again.last if again else place) + 1
                continue
            if kind == "section":
                cell = next(cell for cell in row if cell.text.strip())
                printed = Printed(cell.text.strip(), cell_locator(table, cell, header.headings.get(column_of(row, cell), "")))
                if OBJECTIVE.match(cell.text) and (theme or filled.get(Meaning.THEME)):
                    objective = printed
                else:
                    theme, objective = printed, None
                    filled.pop(Meaning.OBJECTIVE, None)
                self.skipped["heading row"] += 1
            elif kind == "said" and self.rows and self.rows[-1].origin.sheet == self._origin(table, row).sheet:
                self.rows.append(self._said(table, row, header))
            elif kind:
                self._passed_over(where, row, kind)
            else:
                self.rows.append(self._row(table, row, header, theme, objective, filled, above_cells, lost))
            place += 1

    def _passed_over(self, where: str, row: Sequence[Cell], kind: str) -> None:
        self.skipped["note" if kind in ("said", "of section") else kind] += 1
        if kind == "of section":
            words = next(cell.text.strip() for cell in row if cell.text.strip())
            self.remarks.append(f"Row {row[0].row} of {where} is read as a note, and no fact is made of it: {words[:80]!r}.")

    def _say(self, where: str, header: Header) -> None:
        for column, meaning in header.meanings.items():
            self.columns.append((where, header.headings[column], "state and direction" if column in header.joint else str(meaning)))
        for heading, meaning, also in header.doubts:
            self.remarks.append(f"The heading {heading!r} is read as {meaning}; it could be {also}: --columns says otherwise.")
        for heading, meaning in header.guessed:
            self.remarks.append(f"The heading {heading!r} is read as {meaning}, by its spelling.")
        if header.apart:
            columns = ", ".join(Cell("", 1, column + 1).address.rstrip("1") for column in sorted(header.apart))
            self.remarks.append(f"Columns {columns} of {where} stand beside the table, as a key does, and are left alone.")
        if header.over:
            listed = ", ".join(repr(text) for text in dict.fromkeys(header.over))
            self.remarks.append(
                f"Second columns of one kind, whose words are kept with their passages: {listed}. --columns says otherwise."
            )
        if header.unknown:
            listed = ", ".join(repr(text) for text in dict.fromkeys(header.unknown))
            self.remarks.append(
                f"Columns that mean nothing to us, whose words are kept with their passages: {listed}. --columns FILE names them."
            )

    def _standing_theme(self, table: Table, above: Sequence[str], header: Header) -> Printed | None:
        """The row above the headings, the heading above the table, or its sheet; of one table, only what says "priority"."""
        if header.theme >= 0:
            cell = table.rows[header.first][header.theme]
            return Printed(cell.text.strip(), cell_locator(table, cell, header.headings[header.theme], header.headings))
        for row in reversed(table.rows[: header.first]):
            found = [cell for cell in row if cell.text.strip() and not cell.merged]
            text = found[0].text.strip() if len(found) == 1 else ""
            if is_of_section(text):
                self._passed_over(table.sheet or f"table {table.number}", row, "of section")
            elif text and len(text) <= LONGEST_HEADING and (THEME.match(text) or (self.several > 1 and not table.sheet)):
                return Printed(text, cell_locator(table, found[0], header.headings.get(column_of(row, found[0]), ""), header.headings))
        if table.sheet:
            usable = self.several > 1 and not _PLAIN_SHEET.fullmatch(fold(table.sheet))
            return Printed(table.sheet, f"sheet {table.sheet}") if usable else None
        nearest = above[-1] if above else ""
        heading = nearest if THEME.match(nearest) and not THEME.match(table.heading) else table.heading or nearest
        if not heading or len(heading) > LONGEST_HEADING or (not THEME.match(heading) and (self.several < 2 or self.one_heading)):
            return None
        return Printed(heading, f"table {table.number}")

    def _hidden(self, table: Table, row: Sequence[Cell]) -> None:
        if row[0].row in table.hidden_rows and any(cell.text.strip() for cell in row):
            where = table.sheet or f"table {table.number}"
            self.remarks.append(f"Row {row[0].row} of {where} is hidden in the file; it is read as the others are.")

    def _row(
        self,
        table: Table,
        row: Sequence[Cell],
        header: Header,
        theme: Printed | None,
        objective: Printed | None,
        filled: dict[Meaning, Printed],
        before: dict[int, Printed],
        lost: frozenset[Meaning],
    ) -> PlanRow:
        cells: dict[Meaning, list[Printed]] = {}
        for column, cell in enumerate(row):
            meaning = header.meanings.get(column, Meaning.OTHER)
            if column in header.apart or (meaning is Meaning.OTHER and not cell.text.strip()):
                continue
            source = _origin(cell)
            text = visible(cell.text).strip()
            below = bool(cell.merged and cell.merged[0] < cell.row)
            across = bool(cell.merged and cell.merged[0] == cell.row)
            if across:
                continue
            several = cell.lines
            lines = tuple(map(visible, several)) if len(several) > 1 or not text else (text,)
            printed = Printed(
                text, cell_locator(table, source, header.headings.get(column, ""), header.headings), header.headings.get(column, ""), lines
            )
            if (
                meaning in _REPEATED
                and column in before
                and len(text) < _LONGEST_DITTO
                and _DITTO.fullmatch(fold(text).strip(" .") or text)
            ):
                printed = before[column]  # the words stand in the cell above
            before[column] = printed
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
        if (
            header.turned
            and Meaning.CODE not in cells
            and (action := cells.get(Meaning.ACTION))
            and (code := code_of_form(action[0].heading))
        ):
            cells[Meaning.CODE] = [Printed(code, action[0].locator, action[0].heading)]
        return PlanRow(
            origin=self._origin(table, row),
            locator=row_locator(table, row[0].row),
            cells={meaning: tuple(found) for meaning, found in cells.items()},
            theme=filled.get(Meaning.THEME) or theme,
            objective=filled.get(Meaning.OBJECTIVE) or objective,
            lost=lost,
        )

    def _origin(self, table: Table, row: Sequence[Cell]) -> Origin:
        return Origin(self.reading.file, table.sheet or (f"table {table.number}" if len(self.reading.tables) > 1 else ""), row[0].row)

    def _said(self, table: Table, row: Sequence[Cell], header: Header) -> PlanRow:
        """A row of words on the action above: its progress."""
        cell = next(cell for cell in row if cell.text.strip())
        heading = header.headings.get(column_of(row, cell), "")
        words = said_in(cell.text.strip())
        printed = Printed(words, cell_locator(table, cell, heading, header.headings), "", (words,), cell.text.strip())
        return PlanRow(self._origin(table, row), row_locator(table, row[0].row), {Meaning.PROGRESS: (printed,)})

    def _lost(self, table: Table, header: Header) -> frozenset[Meaning]:
        """Status and direction columns without a word in any row: their values were colours or arrows."""
        found = set()
        for column, meaning in header.meanings.items():
            if meaning in (Meaning.STATE, Meaning.DIRECTION):
                texts = [row[column].text for row in table.rows[header.last + 1 :] if any(cell.text.strip() for cell in row)]
                if all(is_remnant(text) or fold(text) == fold(header.headings[column]) for text in texts):
                    found |= {meaning} | ({Meaning.DIRECTION} if column in header.joint else set())
                    self.remarks.append(f"The column {header.headings[column]!r} has no word in any row: a colour or an arrow is not read.")
        return frozenset(found)


def _theme_before(header: Header) -> bool:
    return Meaning.OBJECTIVE in header.meanings.values()


def _origin(cell: Cell) -> Cell:
    """The cell that a merged one repeats."""
    if not cell.merged:
        return cell
    row, column = cell.merged
    return cell._replace(row=row, column=column)


def _without(row: tuple[Cell, ...], apart: Collection[int]) -> tuple[Cell, ...]:
    """A row without the words of a key that stands beside the table."""
    return tuple(cell._replace(text="") if column in apart else cell for column, cell in enumerate(row)) if apart else row
