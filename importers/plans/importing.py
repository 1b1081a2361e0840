"""The edge of `import plan`: reads the file and what the store knows, and gives the batch."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from graph.errors import BadFile, StoreMissing, UsageError
from graph.model.ids import is_id, make_id, slug
from graph.store import Row, Store
from importers.batch import Batch
from importers.names import Names
from importers.papers.matrix import matrix_passages
from importers.papers.passages import Passage
from importers.plans.actions import Plan
from importers.plans.again import STEP, reconciled
from importers.plans.dates import paper_date
from importers.plans.headings import Meaning, own_columns, toml_columns
from importers.plans.layout import plan_of
from importers.plans.matrix import ocr_plan
from importers.plans.places import passages_of
from importers.plans.rows import Paper, plan_batch
from importers.reading.blocks import Reading
from importers.reading.files import read

_SAME = (
    "MATCH (n:Document) WHERE n.file_sha256 = $sha256 AND n.hidden IS NULL RETURN n.id AS id, n.name AS name, n.date AS date ORDER BY id"
)


class Asked(NamedTuple):
    """What the user says of the file."""

    plan: str
    """Name or id of the plan."""
    date: str = ""
    """The paper's own date; read from the file where it is empty."""
    columns: Path | None = None
    sheet: str = ""


def columns_of(path: Path) -> dict[str, Meaning]:
    """The user's list of headings: a CSV or workbook with the columns heading and meaning, or TOML. Raises `BadFile`."""
    if path.suffix.casefold() == ".toml":
        try:
            return toml_columns(path.read_text(encoding="utf-8"), path.name)
        except (OSError, UnicodeDecodeError) as error:
            raise BadFile(f"The list of columns cannot be read: {error}.", where=path.name, hint="a TOML or CSV file in UTF-8") from None
    table = next(iter(read(path).tables), None)
    rows = [(row[0].row, row[0].text, row[1].text) for row in table.rows if len(row) > 1 and row[0].text.strip()] if table else []
    if rows and rows[0][1].strip().casefold() == "heading":
        rows = rows[1:]
    return own_columns(rows, path.name)


def read_plan(reading: Reading, own: Mapping[str, Meaning], sheet: str = "") -> Plan:
    """The action rows of a file that was read. Raises `BadFile` where it has none."""
    if not own and not sheet and (found := ocr_plan(reading)):
        return found
    return plan_of(reading, own, sheet)


def plan_id(names: Names, name: str) -> tuple[str, bool]:
    """The id of the plan that is meant, and whether it is known. Raises `UsageError` for a name that is none, or another thing's."""
    if is_id(name) and name.startswith("work/"):
        return name, name in names.by_id
    if not slug(name):
        raise UsageError(f"{name!r} is no name of a plan.", hint='--plan "Community Safety Plan 2024-27"')
    found = names.resolve(name, "work", label="Plan")
    if found.how != "new" and found.label == "Plan":
        return found.id, True
    return make_id("work", name), make_id("work", name) in names.by_id


def batch_of(store: Store, reading: Reading, plan: Plan, asked: Asked, *, unchanged: Collection[str] | None = None) -> Batch:
    """The batch of a plan that was read, resolved against what the store knows.

    `unchanged` are the cells of a delivery report that say nothing new; such a report is a paper beside the plan's own.

    Raises `UsageError` where the file prints no date and none is given.
    """
    step = "" if unchanged is None else STEP
    names, same = _known(store, reading.sha256, asked.plan)
    item, known = plan_id(names, asked.plan)
    same = [] if step else same
    date = asked.date or (str(same[0]["date"] or "") if same else "") or paper_date(plan.opening)
    if not date:
        raise UsageError(
            f"{reading.file} does not print its date.", hint="--date 2024-10 (the paper's own date: 2024, 2024-10 or 2024-10-31)"
        )
    name = names.by_id[item].name if known else asked.plan if not is_id(asked.plan) else item.split("/")[-1].replace("-", " ").capitalize()
    own = bool(same) and (same[0]["date"] or date) == date
    steps = [part for part in (item.split("/", 1)[1].replace("/", "-"), date, step) if part]
    document = str(same[0]["id"]) if own else "/".join([make_id("paper", "plan"), *steps])
    reviewed = known and not names.by_id[item].unreviewed
    if _is_stored(store, document):
        names, _ = _known(store, reading.sha256, asked.plan, document)
    title = str(same[0]["name"]) if own else f"{name}: delivery plan ({reading.file})"
    paper = Paper(document=document, title=title, date=date, plan=item, plan_name=name, sha256=reading.sha256)
    batch = plan_batch(plan, paper, names, plan_known=reviewed)
    return batch if unchanged is None else reconciled(batch, names, unchanged)


def _known(store: Store, sha256: str, plan: str, without: str = "") -> tuple[Names, list[Row]]:
    """The alias register and the paper with these bytes, of a store that may not be made yet."""
    try:
        return Names.of_store(store, context=(plan,), without=without), store.read(_SAME, {"sha256": sha256})
    except StoreMissing:
        return Names(), []


def _is_stored(store: Store, document: str) -> bool:
    try:
        return bool(store.read("MATCH (n:Entity {id: $id}) RETURN n.id AS id", {"id": document}))
    except StoreMissing:
        return False


def plan_copies(folder: Path, wanted: Mapping[str, str]) -> dict[str, list[Passage]]:
    """By document, the passages of the user's copies of plans, of every kind of file; `wanted` is hash to document."""
    found: dict[str, list[Passage]] = {}
    paths = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else [folder]
    for path in paths if wanted else ():
        try:
            reading = read(path)
        except BadFile:
            continue  # no file of ours
        if reading.sha256 in wanted:
            found[wanted[reading.sha256]] = matrix_passages(reading.text) if ocr_plan(reading) else passages_of(reading)
    return found
