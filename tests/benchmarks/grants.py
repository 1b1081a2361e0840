"""The rows on 20,000 grants of the 360Giving standard: against flatten-tool where it is installed, and whether each locator is right."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from graph.facts import Stating
from importers.grants.headings import path_of
from importers.grants.read import read_grants
from importers.grants.rows import grants_batch

from .inputs import generated
from .measure import OURS, ROOT, Side, Step, in_turn, tool
from .places import Place
from .table import Result, ratio

SCHEMA = ROOT / "importers" / "datasets" / "standards" / "360-giving-schema.json"
GRANTS = 20_000


def measured(place: Place, folder: Path, rounds: int) -> Iterator[Result]:
    """Into the embedded store, and a dry run, beside what flatten-tool takes to turn the same workbook to JSON."""
    file = generated(folder, "grants") / "grants.xlsx"
    yield Result("import grants: locators", said=located(file, GRANTS))
    flat = tool("flatten-tool")
    if flat is None:
        yield Result("import grants, to flatten-tool", said="flatten-tool is not installed (LANDSCAPE_PEERS)")
        return
    out = folder / "grants.json"
    theirs = (
        flat,
        "unflatten",
        file,
        "-f",
        "xlsx",
        "-s",
        SCHEMA,
        "--convert-titles",
        "--root-list-path",
        "grants",
        "-m",
        "grants",
        "-o",
        out,
    )

    def same(found: int) -> None:
        assert found == GRANTS, (found, GRANTS)

    def ours(name: str, *options: str) -> Side:
        command = (*OURS, "import", "grants", file, "--date", "2026", "--format", "json", "--quiet", *options)
        return Side([Step(name, command, lambda said: same(json.loads(said)["rows_used"]), place.env)], before=place.empty)

    peer = Side([Step("flatten-tool", theirs, lambda _: same(len(json.loads(out.read_text("utf-8"))["grants"])))])
    found = in_turn([ours("import"), peer, ours("dry run", "--dry-run")], rounds)
    shutil.rmtree(place.target.address, ignore_errors=True)
    for name, bars in (("import", (0.8, 1.0)), ("dry run", (0.2, 0.4))):
        for measure, bar in zip(("cpu", "megabytes"), bars, strict=True):
            yield ratio(found, f"{name} of {GRANTS:,} grants", name, "flatten-tool", bar, measure)


def located(file: Path, grants: int) -> str:
    """Hold the cell of every fact against the workbook as openpyxl reads it; raises `AssertionError` where one is not right."""
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True)
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    batch = grants_batch(read_grants(file), "2026")
    assert (len(batch.rows), batch.rejects) == (grants, ())
    checked = 0
    for row in batch.rows:
        line = rows[row.origin.row - 1]
        assert row.claims[1].identifiers == (f"360G:{line[0]}",)
        for stating in row.statings:
            for cell in filter(None, stating.cell.split(", ")):
                where, _, heading = cell.partition(" ")
                column = ord(where[0]) - ord("A")
                assert where[1:] == str(row.origin.row)
                assert rows[0][column] == heading
                assert path_of(heading) is not None
                assert str(line[column]).partition("T")[0] in _printed(stating, heading).split(), (cell, line[column])
                checked += 1
    assert checked >= 4 * grants
    return f"all {checked:,} cells of {grants:,} grants are where they are said to be"


def _printed(stating: Stating, heading: str) -> str:
    """Where the value of a cell is found again in the fact: the amount, the day it begins on, else the end that it names."""
    if heading == "Award Date":
        return stating.valid_from
    if heading == "Amount Awarded":
        return str(stating.carried["amount_text"])
    return stating.end.rpartition("/")[2].upper()
