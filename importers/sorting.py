"""What a file of a folder is: which importer takes it, told by what it holds and not by its name."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from graph.errors import BadFile, LandscapeError
from importers.areas.columns import column_of
from importers.grants.headings import path_of
from importers.popolo.read import LISTS, PAGES
from importers.reading.blocks import Reading, Table
from importers.reading.delimited import decoded
from importers.reading.files import read
from importers.reading.limits import checked_bytes
from importers.register.columns import Sheet

ORDER = ("register", "areas", "popolo", "grants", "plan", "paper", "decisions")
"""The order in which a folder is read: what knows names comes before what mentions them, decisions come last."""

_GRANT_HEADINGS = 4
_FIRST_ROWS = 15
_WORKBOOKS = ("xlsx", "ods")
_TABLES = ("csv", "tsv", *_WORKBOOKS)


class Sorted(NamedTuple):
    """One file of a folder: the importer that takes it, or why none does."""

    path: Path
    importer: str
    """One of `ORDER`; "" for a file that no importer takes."""
    why: str = ""
    plan: str = ""
    """Of a plan: the name that stands over its table, or that of its file."""


def sort_folder(folder: Path) -> list[Sorted]:
    """Every file of a folder and of those below it, in the order to read them; hidden files and locks of Office are passed over."""
    found: list[Sorted] = []
    below: list[Path] = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if any(step.startswith((".", "~$")) for step in inside) or any(item in path.parents for item in below):
            continue
        if path.is_dir() and is_register_folder(path):
            below.append(path)
            found.append(Sorted(path, "register"))
        elif path.is_dir() and _is_store(path):
            below.append(path)
            found.append(Sorted(path, "", "a store of landscape, and no papers"))
        elif path.is_file() and not (is_register_folder(path.parent) and path.stem in set(Sheet)):
            found.append(sort_file(path))
    if is_register_folder(folder):
        found.append(Sorted(folder, "register"))
    return sorted(found, key=lambda item: (ORDER.index(item.importer) if item.importer else len(ORDER), str(item.path)))


def is_register_folder(folder: Path) -> bool:
    """True for the CSV files of a register."""
    return (folder / f"{Sheet.ABOUT}.csv").is_file() and (folder / f"{Sheet.ENTITIES}.csv").is_file()


def _is_store(folder: Path) -> bool:
    """True for the files of an embedded store."""
    return (folder / "schema.json").is_file() and any(folder.glob("*.dict"))


def sort_file(path: Path) -> Sorted:
    """Which importer takes a file."""
    try:
        if path.suffix.casefold() in (".json", ".jsonl"):
            return _of_json(path)
        return _of_reading(path, read(path))
    except LandscapeError as error:
        return Sorted(path, "", str(error).replace("\n", " "))


def _of_json(path: Path) -> Sorted:
    text, _ = decoded(checked_bytes(path), path.name)
    if path.suffix.casefold() == ".jsonl":
        first = _loaded(text.lstrip().partition("\n")[0], path)
        if isinstance(first, dict) and {"proposal", "decision"} <= first.keys():
            return Sorted(path, "decisions")
        if isinstance(first, dict) and first.keys() & {"node", "relationship"}:
            return Sorted(path, "", "a landscape that was exported: `landscape restore` reads it into an empty store")
        return Sorted(path, "", "lines of JSON of no kind that is known: grants and persons come as one JSON, {...} or [...]")
    found = _loaded(text, path)
    page = next((found[name] for name in PAGES if isinstance(found.get(name), list)), found) if isinstance(found, dict) else found
    first = page[0] if isinstance(page, list) and page else page
    if isinstance(found, dict) and isinstance(found.get("grants"), list):
        return Sorted(path, "grants")
    if isinstance(first, dict):
        if "amountAwarded" in first or "fundingOrganization" in first:
            return Sorted(path, "grants")
        if first.keys() & {*LISTS, "person_id", "organization_id", "person", "name"}:
            return Sorted(path, "popolo")
    return Sorted(path, "", "JSON of no kind that is known: grants (360Giving) or persons and memberships (Popolo)")


def _loaded(text: str, path: Path) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFile("This is not JSON.", where=path.name, hint=f"the reader says: {error}") from error


def _of_reading(path: Path, reading: Reading) -> Sorted:
    from importers.plans.importing import read_plan

    if reading.kind in _TABLES:
        sheets = {table.sheet.strip().casefold() for table in reading.tables}
        if {str(Sheet.ABOUT), str(Sheet.ENTITIES), str(Sheet.RELATIONSHIPS)} <= sheets:
            return Sorted(path, "register")
        for table in reading.tables:
            if _names_codes(table):
                return Sorted(path, "areas")
            if _is_of_grants(table):
                return Sorted(path, "grants")
    try:
        plan = read_plan(reading, {})
    except BadFile:
        if reading.kind in _TABLES:
            return Sorted(path, "", "a table with no headings that are known: say which importer takes it")
        return Sorted(path, "paper")
    numbered = sum(1 for block in reading.blocks if not isinstance(block, Table) and block.number)
    if numbered > _MANY_PARAGRAPHS and reading.kind not in _TABLES:
        return Sorted(path, "paper", "it has a table of actions too; `landscape import plan` reads that")
    return Sorted(path, "plan", plan=_title(reading, path) if plan else "")


_MANY_PARAGRAPHS = 12


def _names_codes(table: Table) -> bool:
    for row in table.rows[:_FIRST_ROWS]:
        known = [column for cell in row if (column := column_of(cell.text))]
        if any(column.what == "CD" for column in known):
            return True
    return False


def _is_of_grants(table: Table) -> bool:
    for row in table.rows[:_FIRST_ROWS]:
        paths = {path for cell in row if cell.text and (path := path_of(cell.text))}
        if len(paths) >= _GRANT_HEADINGS and ("id",) in paths and ("amountAwarded",) in paths:
            return True
    return False


def _title(reading: Reading, path: Path) -> str:
    """The heading that names the plan, else the name of its file in words."""
    for block in reading.blocks:
        if not isinstance(block, Table) and re.search(r"\b(?:plan|strategy|matrix|agreement)\b", block.text, re.IGNORECASE):
            return " ".join(block.text.split())[:_LONGEST_TITLE]
        if isinstance(block, Table):
            heading = block.heading or block.sheet
            if re.search(r"\b(?:plan|strategy|matrix|agreement)\b", heading, re.IGNORECASE):
                return heading[:_LONGEST_TITLE]
            break
    return re.sub(r"[_-]+", " ", path.stem).strip()


_LONGEST_TITLE = 120
