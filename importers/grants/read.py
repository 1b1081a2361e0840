"""From a file to grants whose every value knows its sheet, cell and heading (or its place in the JSON)."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from graph.errors import BadFile
from importers.batch import Reject
from importers.grants.headings import Path, path_of, type_of
from importers.reading.blocks import Cell, Remark, Table
from importers.reading.delimited import decoded
from importers.reading.files import read
from importers.reading.limits import checked_bytes

_FIRST_ROWS = 30
_FEWEST_KNOWN = 3
_SETTING = re.compile(r"(skiprows|headerrows|hashcomments|ignore)\s*(\d*)", re.IGNORECASE)
_DAY_AND_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00:00(?:\.0+)?(?:Z|[+-]00:00)?")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?")
_CLOCK = "00:00:00"
_MONEY = re.compile(r"£?\s*(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)")


_NO_GRANTS = "The file holds no grants."
_NO_GRANTS_HINT = "as a correction of one that does it would take them all back: get the file again, or `landscape import undo` that run"


class Located(NamedTuple):
    """One value and where it stands."""

    value: str | float
    where: str
    """`F7`, `locations!F7` where it stands in another sheet than its grant, or `plannedDates/0/endDate` of a grant in JSON."""
    heading: str
    """The heading as the file writes it."""


class Grant(NamedTuple):
    """One grant as its file says it."""

    row: int
    """Row in the sheet, or the number of the grant in the JSON, from 1."""
    sheet: str
    values: dict[Path, Located]

    def text(self, *path: str | int) -> str:
        """The value at a path as text; empty where there is none."""
        found = self.values.get(path)
        return "" if found is None else str(found.value)

    def many(self, name: str) -> int:
        """How many items of an array it has, those that the file skips among them."""
        return _lengths(tuple(self.values)).get(name, 0)

    def nested(self) -> dict[str, Any]:
        """The grant as JSON; array places that the file skips close up."""
        filled: dict[str, Any] = _filled(_form(tuple(self.values)), [item.value for item in self.values.values()])
        return filled


@lru_cache(maxsize=1024)
def _lengths(paths: tuple[Path, ...]) -> dict[str, int]:
    """By the name of an array, how many items a grant with these paths has."""
    found: dict[str, int] = {}
    for path in paths:
        if len(path) > 1 and isinstance(path[1], int):
            found[str(path[0])] = max(found.get(str(path[0]), 0), path[1] + 1)
    return found


@lru_cache(maxsize=1024)
def _form(paths: tuple[Path, ...]) -> dict[str, Any]:
    """The JSON of a grant with these paths, each value the place of its path: most grants of a file have the same."""
    root: dict[str, Any] = {}
    for place, path in sorted(enumerate(paths), key=lambda pair: [str(step).zfill(6) for step in pair[1]]):
        node: Any = root
        for step, following in itertools.pairwise(path):
            node = _below(node, step, [] if isinstance(following, int) else {})
        if isinstance(path[-1], int):
            node.append(place)  # a list of texts, such as the ids that a publisher adds of its own
        else:
            node[path[-1]] = place
    closed: dict[str, Any] = _closed(root)
    return closed


def _filled(form: Any, values: list[str | float]) -> Any:  # noqa: ANN401 - lists and maps of JSON
    if type(form) is int:
        return values[form]
    if type(form) is dict:
        return {name: values[below] if type(below) is int else _filled(below, values) for name, below in form.items()}
    return [_filled(below, values) for below in form]


def _below(node: Any, step: str | int, empty: Any) -> Any:  # noqa: ANN401 - lists and maps of JSON
    if isinstance(step, int):
        while len(node) <= step:
            node.append(None)
        if node[step] is None:
            node[step] = empty
        return node[step]
    return node.setdefault(step, empty)


def _closed(node: Any) -> Any:  # noqa: ANN401 - lists and maps of JSON
    if isinstance(node, dict):
        return {name: _closed(value) for name, value in node.items()}
    if isinstance(node, list):
        return [_closed(value) for value in node if value is not None]
    return node


class Grants(NamedTuple):
    """The grants of a file, rows that hold none, and what the user should know."""

    file: str
    sha256: str
    grants: tuple[Grant, ...]
    rejects: tuple[Reject, ...]
    remarks: tuple[Remark, ...]


def read_grants(path: FilePath) -> Grants:
    """The grants of a 360Giving file: JSON (an array, or a package with `grants`), CSV or a workbook.

    Raises `BadFile` where it is none of them, or no column is one of the standard's.
    """
    if path.suffix.casefold() == ".json":
        return _of_json(path)
    reading = read(path)
    if reading.kind not in ("csv", "tsv", "xlsx", "ods"):
        raise BadFile("Grants come as JSON, CSV or a workbook.", where=reading.file, hint="ask the funder for the 360Giving file")
    sheets = [_Sheet(reading.file, table) for table in reading.tables if not table.hidden]
    main = [sheet for sheet in sheets if ("id",) in sheet.paths.values() and len(sheet.paths) >= _FEWEST_KNOWN]
    if not main:
        hint = "its first rows must hold the standard's headings: Identifier, Title, Currency, Amount Awarded, Award Date ..."
        raise BadFile("No sheet of this file has the columns of the 360Giving standard.", where=reading.file, hint=hint)
    grants: list[Grant] = []
    rejects: list[Reject] = []
    for sheet in (item for item in main if not item.is_beside):
        grants += sheet.grants()
    for sheet in (item for item in main if item.is_beside):
        rejects += _joined(grants, sheet)
    if not grants and not rejects:
        raise BadFile(_NO_GRANTS, where=reading.file, hint=_NO_GRANTS_HINT)
    remarks = [*reading.remarks, *(remark for sheet in main for remark in sheet.remarks())]
    return Grants(reading.file, reading.sha256, tuple(grants), tuple(rejects), tuple(remarks))


class _Sheet:
    """One sheet: where its headings stand, and what they mean."""

    def __init__(self, file: str, table: Table) -> None:
        self.file, self.table = file, table
        self.name = table.sheet or FilePath(file).stem
        self.comments = False
        self.commented: list[int] = []
        """Rows that are a comment, once the grants were read."""
        self.ignored = False
        self.head, self.first = self._headings()
        self.headings: dict[int, str] = {cell.column: cell.text for cell in self.head}
        self.paths: dict[int, Path] = {}
        self.twice: list[str] = []
        for cell in self.head:
            path = path_of(cell.text) if cell.text and not cell.text.startswith("#") else None
            if path is not None and path in self.paths.values():
                self.twice.append(f"{cell.text} ({cell.address})")
            elif path is not None and not self.ignored:
                self.paths[cell.column] = path

    def _headings(self) -> tuple[Sequence[Cell], int]:
        rows = self.table.rows
        skipped, heads = 0, 1
        if rows and rows[0] and rows[0][0].text == "#":
            for cell in rows[0][1:]:
                match = _SETTING.fullmatch(cell.text.strip())
                if match:
                    word, number = match[1].casefold(), int(match[2] or 0)
                    skipped, heads = (number if word == "skiprows" else skipped), (number if word == "headerrows" else heads)
                    self.comments = self.comments or word == "hashcomments"
                    self.ignored = self.ignored or word == "ignore"
            place = 1 + skipped
            return (rows[place], place + max(heads, 1)) if place < len(rows) else ((), len(rows))
        best, where = 0, -1
        for place, row in enumerate(rows[:_FIRST_ROWS]):
            known = sum(1 for cell in row if cell.text and path_of(cell.text) is not None)
            if known > best:
                best, where = known, place
        return (rows[where], where + 1) if best >= _FEWEST_KNOWN or (best and len(rows[where]) <= _FEWEST_KNOWN) else ((), len(rows))

    @property
    def is_beside(self) -> bool:
        """True for a sheet that says more of the grants of another one: an identifier, and parts of arrays only."""
        return all(path == ("id",) or len(path) > 1 for path in self.paths.values())

    def grants(self) -> Iterator[Grant]:
        """A grant a row; rows that are empty or a comment are none.

        A `#` begins a comment where the file says so (hashcomments), else in a row without an identifier.
        """
        named = [column for column, path in self.paths.items() if path == ("id",) and column > 1]
        columns = [
            (column - 1, path, type_of(path) == "string", self._letters(column), self.headings[column])
            for column, path in self.paths.items()
        ]
        for row in self.table.rows[self.first :]:
            if row and row[0].text.startswith("#") and (self.comments or not any(row[column - 1].text for column in named)):
                self.commented.append(row[0].row)
                continue
            values = {}
            for place, path, is_text, letters, heading in columns:
                cell = row[place]
                text = cell.text
                if text:
                    value = text if is_text and _CLOCK not in text else _value(path, cell)
                    values[path] = Located(value, f"{letters}{cell.row}", heading)
            if values:
                yield Grant(row[0].row, self.name, values)

    @staticmethod
    def _letters(column: int) -> str:
        return Cell("", 0, column).address.removesuffix("0")

    def remarks(self) -> list[Remark]:
        """Columns that the standard does not know, those that stand twice, and how many rows are comments."""
        where = f"{self.file}, sheet {self.name}"
        unknown = [cell.text for cell in self.head if cell.text and not cell.text.startswith("#") and path_of(cell.text) is None]
        found = (
            [Remark("unknown-columns", where, f"Not read, since the standard does not know them: {', '.join(unknown)}.")] if unknown else []
        )
        if self.twice:
            found.append(Remark("columns-twice", where, f"Only the first of each is read: {', '.join(self.twice)}."))
        if self.commented:
            says = f"Not read, since they begin with #: {len(self.commented)} rows; the first is row {self.commented[0]}."
            found.append(Remark("comments", where, says))
        return found


def _value(path: Path, cell: Cell) -> str | float:
    kind = type_of(path)
    if kind == "number":
        if isinstance(cell.value, float):
            return cell.value
        match = _MONEY.fullmatch(cell.text)
        return float(match[1].replace(",", "")) if match else cell.text
    if kind == "time":  # a cell of a workbook holds no zone, and often no time
        match = _TIME.fullmatch(cell.text)
        clock = (match[2] or "00:00:00") if match else ""
        return f"{match[1]}T{clock}{':00' * (len(clock) == len('00:00'))}{match[3] or 'Z'}" if match else cell.text
    day = _DAY_AND_TIME.fullmatch(cell.text)
    return day[1] if day else cell.text


def _joined(grants: list[Grant], beside: _Sheet) -> list[Reject]:
    """Put the parts of another sheet into the grants that they name; a reject for each row that names none."""
    by_id = {grant.text("id"): grant for grant in grants}
    rejects = []
    for part in beside.grants():
        grant = by_id.get(part.text("id"))
        if grant is None:
            hint = "it names no grant of the first sheet: correct the identifier"
            rejects.append(Reject(beside.file, beside.name, part.row, "Identifier", "unknown-grant", part.text("id"), hint))
            continue
        arrays = {path[0] for path in part.values if len(path) > 1}
        shift = {name: 1 + max((int(p[1]) for p in grant.values if p[0] == name and len(p) > 1), default=-1) for name in arrays}
        for path, item in part.values.items():
            if len(path) > 1:
                moved: Path = (path[0], int(path[1]) + shift[path[0]], *path[2:])
                grant.values[moved] = item._replace(where=f"{beside.name}!{item.where}")
    return rejects


def _of_json(path: FilePath) -> Grants:
    raw = checked_bytes(path)
    text, _ = decoded(raw, path.name)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFile("This is not JSON.", where=path.name, hint=f"the reader says: {error}") from error
    items = found.get("grants") if isinstance(found, dict) else found
    if not isinstance(items, list):
        hint = 'a 360Giving file is an array of grants, or {"grants": [...]}'
        raise BadFile("The JSON holds no grants.", where=path.name, hint=hint)
    grants, rejects = [], []
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            rejects.append(Reject(path.name, "grants", number, "grant", "no-grant", str(item)[:80], "a grant is an object"))
            continue
        values = {place: Located(value, "/".join(map(str, place)), str(place[-1])) for place, value in _flat(item, ())}
        grants.append(Grant(number, "grants", values))
    if not grants and not rejects:
        raise BadFile(_NO_GRANTS, where=path.name, hint=_NO_GRANTS_HINT)
    return Grants(path.name, hashlib.sha256(raw).hexdigest(), tuple(grants), tuple(rejects), ())


def _flat(node: Any, above: Path) -> Iterator[tuple[Path, Any]]:  # noqa: ANN401 - lists and maps of JSON
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, below in pairs:
        path = (*above, step)
        if isinstance(below, dict | list):
            yield from _flat(below, path)
        elif below is not None:
            yield path, below
