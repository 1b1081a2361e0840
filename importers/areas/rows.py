"""An ONS lookup as one edition: its areas and bodies by code, what covers what, what became what. Pure.

A table is a complete edition: what a later one no longer holds has ended with it. A row that cannot be right is rejected, the rest used.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.editions import Edition
from graph.errors import BadFile, UsageError
from graph.facts import Claim, Stating, Value
from graph.model.ids import code_ids, make_id, passage_id
from graph.model.labels import BY_NAME
from graph.model.values import Standing, is_date, latest
from importers.areas.columns import CODES, Geography, Sort, column_of, kind_of, sorts_of
from importers.areas.units import Known, Unit, mended, named
from importers.batch import Batch, Origin, Reject, SourceRow
from importers.reading.blocks import Reading, Table

PUBLISHER = "Office for National Statistics"
LICENCE = (
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right."
)
SAME_NAME = "same-name-new-code"
"""The rule by which an area with the name of one that has ended is its successor: the codes changed, as at a change of bounds."""

_CENTURY = 100
_FIRST_ROWS = 10
_CODE = re.compile(r"[ENSW]\d{8}")
_NONE = re.compile(r"[A-Z]9{8}")
"""A pseudo code: there is no county here, no region in Wales."""
_MONTHS = {
    name: f"{place:02d}"
    for place, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_NAMED_DATE = re.compile(rf"(?<![a-z])({'|'.join(_MONTHS)})[a-z]*\W+(\d{{4}}|\d{{2}})(?!\d)", re.IGNORECASE)

# Left to right: what the sort on the left is to the one on the right, where a row names both and none of the sorts between them.
_RELATIONS: tuple[tuple[str, str, str, frozenset[str]], ...] = tuple(
    (left, kind, right, frozenset(between.split()))
    for left, kind, right, between in (
        ("CSP", "COVERS", "LAD", ""),
        ("FRA", "COVERS", "LAD", ""),
        ("CAUTH", "COVERS", "LAD", ""),
        ("CSP", "COVERS", "UTLA", "LAD"),
        ("FRA", "COVERS", "UTLA", "LAD"),
        ("CAUTH", "COVERS", "UTLA", "LAD"),
        ("LAD", "PART_OF", "UTLA", ""),
        ("LAD", "PART_OF", "CTY", ""),
        ("LAD", "PART_OF", "PFA", ""),
        ("LAD", "PART_OF", "RGN", ""),
        ("LAD", "PART_OF", "CTRY", "RGN"),
        ("UTLA", "PART_OF", "PFA", "LAD"),
        ("UTLA", "PART_OF", "RGN", "LAD"),
        ("UTLA", "PART_OF", "CTRY", "LAD RGN"),
        ("CTY", "PART_OF", "RGN", "LAD"),
        ("CTY", "PART_OF", "CTRY", "LAD RGN"),
        ("PFA", "PART_OF", "RGN", "LAD UTLA"),
        ("PFA", "PART_OF", "CTRY", "LAD UTLA RGN"),
        ("WD", "PART_OF", "LAD", ""),
        ("WD", "PART_OF", "UTLA", "LAD"),
        ("WD", "PART_OF", "CTY", "LAD"),
        ("WD", "PART_OF", "PFA", "LAD UTLA"),
        ("RGN", "PART_OF", "CTRY", ""),
    )
)


def date_of(reading: Reading, sorts: Sequence[Sort]) -> str:
    """The edition's date: month and year of the file's name, else the year of its columns.

    A table of two years is of the later one.
    """
    year = max(sort.year for sort in sorts)
    match = _NAMED_DATE.search(re.sub(r"[_-]+", " ", reading.file))
    if match and int(match[2]) % _CENTURY == year % _CENTURY:
        return f"{year}-{_MONTHS[match[1].casefold()]}"
    return str(year)


def areas_batch(reading: Reading, date: str = "", known: Iterable[Known] = ()) -> Batch:
    """What one lookup says.

    `known` are areas of other editions of the same table: one that an earlier edition was the last to hold, and whose name a code has that
    came after it, is succeeded by it (inferred). Raises `BadFile` where it is no lookup, `UsageError` where its date cannot be told.
    """
    table = table_of(reading)
    headings = [cell.text for cell in table.rows[0]]
    sorts = sorts_of(headings, reading.file)
    date = date or date_of(reading, sorts)
    if not is_date(date):
        raise UsageError(f"{date!r} is no date.", hint="--date 2024-12")
    batch = _Reader(reading, table, headings, sorts, date).run(known)
    if not batch.rows and not batch.rejects:
        hint = "an edition without rows would end all that the one before it holds: get the file again"
        raise BadFile("The table has headings and no rows.", where=reading.file, hint=hint)
    return batch


def unread_codes(headings: Sequence[str]) -> list[str]:
    """Headings of codes of areas that are not read."""
    return [text.strip() for text in headings if CODES.fullmatch(text.strip()) and column_of(text) is None]


def source_of(reading: Reading) -> str:
    """The id of the document whose editions tables with these columns are, of whatever year. Raises `BadFile` where it is no lookup."""
    table = table_of(reading)
    return make_id("paper", PUBLISHER, _title(sorts_of([cell.text for cell in table.rows[0]], reading.file)))


def _title(sorts: Sequence[Sort]) -> str:
    """`lad-csp-pfa`; a table with one geography of two years is one of changes."""
    keys = list(dict.fromkeys(sort.geography.key.lower() for sort in sorts))
    return "-".join([*(["changes"] if len(keys) < len(sorts) else []), *keys])


def table_of(reading: Reading) -> Table:
    """The first table with a heading of codes, from that row on. Raises `BadFile` where the file holds no table."""
    tables = [table for table in reading.tables if table.rows]
    if not tables:
        raise BadFile("The file holds no table.", where=reading.file, hint="give the lookup as CSV or as a workbook")
    for table in tables:
        for place, row in enumerate(table.rows[:_FIRST_ROWS]):
            if any(CODES.fullmatch(cell.text.strip()) for cell in row):
                return table._replace(rows=table.rows[place:])
    return tables[0]


class _Reader:
    def __init__(self, reading: Reading, table: Table, headings: list[str], sorts: list[Sort], date: str) -> None:
        self.reading, self.table, self.headings, self.sorts, self.date = reading, table, headings, sorts, date
        self.latest = {sort.geography.key: sort for sort in sorted(sorts, key=lambda sort: sort.year)}
        self.source = make_id("paper", PUBLISHER, _title(sorts))
        self.document = make_id("paper", PUBLISHER, date, _title(sorts))
        self.names: dict[str, str] = {}
        self.finer = bool(unread_codes(headings))
        self.seen: set[tuple[str, ...]] = set()
        self.rejects: list[Reject] = []

    def run(self, known: Iterable[Known]) -> Batch:
        digest = self.reading.sha256
        rows = list(self._rows())
        current = {claim.identifiers[0].removeprefix("GSS:"): (claim, row.claims[1].id) for row in rows for claim in row.claims[2:]}
        heirs = self._successors(known, current)
        rows = [row._replace(statings=(*row.statings, *heirs.get(row.claims[1].id, ()))) for row in rows]
        what = ", ".join(dict.fromkeys(sort.geography.kind for sort in self.sorts))
        title = f"Lookup of the {PUBLISHER}: {what}"
        itself = Claim(
            id=self.source,
            labels=("Document",),
            name=title,
            kind="register",
            extra={"title": title, "licence": LICENCE},
            source=self.source,
        )
        return Batch(itself, Edition(self.date, 1, digest[:12]), digest, tuple(rows), tuple(self.rejects))

    def _rows(self) -> Iterator[SourceRow]:
        for cells in self.table.rows[1:]:
            values = [cell.text for cell in cells]
            number = cells[0].row
            if not any(values):
                continue
            units = self._units(number, values)
            if units is None:
                continue
            codes = tuple(unit.code for unit in units)
            if codes in self.seen and self.finer:
                continue  # a table of smaller areas names its districts again and again
            if codes in self.seen:
                self._reject(number, self.headings[0], "duplicate", " ".join(codes), "the same codes stand in a row above: remove one")
                continue
            self.seen.add(codes)
            yield self._row(number, units)

    def _units(self, number: int, values: list[str]) -> list[Unit] | None:
        units = []
        for sort in self.sorts:
            code = values[sort.code].strip().upper()
            name = mended(values[sort.name].strip()) if sort.name >= 0 else ""
            if _NONE.fullmatch(code) or (not code and not name):
                continue  # a district that lies in no combined authority has an empty cell, or a pseudo code
            if not _CODE.fullmatch(code) or not code.startswith(sort.geography.codes):
                begins = ", ".join(sort.geography.codes)
                hint = f"the code of a {sort.geography.kind} is {begins} and six digits"
                self._reject(number, sort.code_heading, "wrong-code", code, hint)
                return None
            if name and self.names.setdefault(code, name) != name:
                hint = f"another row calls {code} {self.names[code]!r}: correct one"
                self._reject(number, self.headings[sort.name], "two-names", name, hint)
                return None
            units.append(Unit(sort, code, name, mended(values[sort.welsh].strip()) if sort.welsh >= 0 else ""))
        if not units:
            self._reject(number, self.headings[0], "empty", "", "the row holds no code")
            return None
        return units

    def _reject(self, number: int, column: str, code: str, value: str, hint: str) -> None:
        self.rejects.append(Reject(self.reading.file, self.table.sheet, number, column, code, value, hint))

    def _row(self, number: int, units: Sequence[Unit]) -> SourceRow:
        locator = f"row {number}"
        passage = passage_id(self.document, locator)
        place: dict[str, Value] = {"document": self.document, "locator": locator, "date": self.date}
        paper: dict[str, Value] = {"title": self.reading.file, "date": self.date, "licence": LICENCE, "file_sha256": self.reading.sha256}
        claims = [
            Claim(
                id=self.document,
                labels=("Document",),
                name=f"{PUBLISHER}: {self.reading.file}",
                kind="table",
                extra=paper,
                source=self.source,
            ),
            Claim(id=passage, labels=("Passage",), name=locator, extra=place, source=self.source),
            *(self._claim(unit) for unit in units),
        ]
        statings = [self._says("FROM_DOCUMENT", passage, self.document, "")]
        by_key: Mapping[str, Unit] = {unit.sort.geography.key: unit for unit in units if self.latest[unit.sort.geography.key] is unit.sort}
        for left, kind, right, between in _RELATIONS:
            if left in by_key and right in by_key and not between & by_key.keys() and by_key[left].code != by_key[right].code:
                start, end = by_key[left], by_key[right]
                statings.append(self._says(kind, start.id, end.id, passage, from_as=start.name, to_as=end.name))
        for unit in units:
            now = by_key.get(unit.sort.geography.key)
            if now and now is not unit and now.code != unit.code:
                statings.append(self._says("SUCCEEDS", now.id, unit.id, passage, from_as=now.name, to_as=unit.name))
        return SourceRow(Origin(self.reading.file, self.table.sheet, number), tuple(claims), tuple(statings), ("", ""))

    def _claim(self, unit: Unit) -> Claim:
        geography: Geography = unit.sort.geography
        welsh = (unit.welsh,) if unit.welsh and unit.welsh != unit.name else ()
        name = named(unit)
        return Claim(
            id=unit.id,
            ids=((1, unit.id),),
            labels=(geography.label,),
            name=name or unit.code,
            names=welsh,
            identifiers=(f"GSS:{unit.code}",),
            kind=kind_of(unit.code, geography),
            source=self.source,
        )

    def _says(self, kind: str, start: str, end: str, passage: str, *, from_as: str = "", to_as: str = "", rule: str = "") -> Stating:
        return Stating(
            type=kind,
            start=start,
            end=end,
            passage=passage,
            document=self.document,
            date=self.date,
            from_as=from_as,
            to_as=to_as,
            standing=Standing.INFERRED if rule else Standing.STATED,
            rule=rule,
            source=self.source,
        )

    def _successors(self, known: Iterable[Known], current: Mapping[str, tuple[Claim, str]]) -> dict[str, list[Stating]]:
        """By passage: which areas that an earlier edition was the last to hold are succeeded by the one code that came later with the name.

        Each edition says it again, so that the next one does not end it.
        """
        others = {item.code: item for item in known}
        today = latest(self.date)
        by_name: dict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
        for code, (claim, _) in current.items():
            by_name[self._codes_of(code), claim.name].append(code)
        found: dict[str, list[Stating]] = defaultdict(list)
        for item in sorted(others.values()):
            gone = latest(item.last)
            if item.code in current or gone >= today:
                continue
            same = by_name[self._codes_of(item.code), item.name]
            begun = {code: latest(others[code].first) if code in others else today for code in same}
            new = [code for code, day in begun.items() if min(day, today) > gone]
            if len(new) == 1:
                claim, passage = current[new[0]]
                old = code_ids(BY_NAME[claim.labels[0]].prefix, [f"GSS:{item.code}"])[0]
                found[passage].append(self._says("SUCCEEDS", claim.id, old, passage, rule=SAME_NAME))
        return found

    def _codes_of(self, code: str) -> tuple[str, ...]:
        """How the codes of the sort begin that a code is of: what two areas must share for one to succeed the other."""
        return next((sort.geography.codes for sort in self.latest.values() if code.startswith(sort.geography.codes)), ())
