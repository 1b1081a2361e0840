"""A register in and out again: the template, an edited export, a dropped row, a withdrawn one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

WORLD = """
* Action 1 | code=V4 | names==SUM(A1); Ärger & Co
Board 1 | OVERSEES | Action 1 | 2018-10-31 | frequency=quarterly
Person 1 | ACCOUNTABLE_FOR | Action 1 | 2018-10-31
Group 1 | LEADS | Action 2 | 2018-10-31
Action 1 | state | -Amber | 2018-10-31
"""


@pytest.fixture
def kept(landscape, worlds, tmp_path) -> Callable[..., Any]:
    """The world in a store of this test, and the command on it."""
    store = tmp_path / "store"
    assert landscape("import", "register", worlds.write(tmp_path / "first", WORLD), on=store).code == 0
    return lambda *words: landscape(*words, on=store)


def edit(file: Path, sheet: str, change: Callable[[Any, dict[str, int]], None]) -> None:
    book = load_workbook(file)
    page = book[sheet]
    change(page, {cell.value: cell.column for cell in page[1]})
    book.save(file)


def row_of(page: Any, columns: dict[str, int], **wanted: str) -> int:
    return next(
        number
        for number in range(2, page.max_row + 1)
        if all(page.cell(number, columns[name]).value == value for name, value in wanted.items())
    )


def report(said: Any, code: int = 0) -> dict[str, Any]:
    assert said.code == code, said.err
    found: dict[str, Any] = json.loads(said.out)
    assert found["rows_in"] == found["rows_used"] + found["rows_rejected"]
    return found


def test_the_report_of_an_import_has_the_shape_of_the_contract(landscape, worlds, tmp_path):
    folder = worlds.write(tmp_path / "register", WORLD)
    words = ("import", "register", folder, "--format", "json")
    rehearsed = report(landscape(*words, "--dry-run", on=tmp_path / "store"))
    assert not (tmp_path / "store").exists()
    found = report(landscape(*words, on=tmp_path / "store"))
    assert (rehearsed["status"], found["status"]) == ("dry run", "done")
    assert {**found, "run": "", "status": ""} == {**rehearsed, "run": "", "status": ""}
    shape = ["run", "source", "sha256", "status", "rows_in", "rows_used", "rows_rejected", "nodes", "relationships", "proposals", "rejects"]
    assert list(found)[: len(shape)] == shape
    assert list(found["nodes"]) == list(found["relationships"]) == ["added", "changed", "unchanged", "ended", "withdrawn"]


def test_a_bad_row_is_a_reject_and_strict_takes_all_or_nothing(landscape, worlds, tmp_path):
    folder = worlds.write(tmp_path / "register", WORLD)
    file = folder / "relationships.csv"
    file.write_bytes(file.read_bytes().replace(b"OVERSEES", b"OVERSEAS"))
    refused = landscape("import", "register", folder, "--strict", on=tmp_path / "store")
    assert (refused.code, "refused" in refused.out) == (1, True)
    assert "Nothing was written" in refused.err
    found = report(landscape("import", "register", folder, "--format", "json", on=tmp_path / "store"), code=1)
    assert found["rows_rejected"] == 1
    reject = found["rejects"][0]
    assert (reject["sheet"], reject["column"], reject["value"], reject["row"]) == ("relationships", "type", "OVERSEAS", 2)
    assert reject["hint"].startswith("one of:")
    assert list(reject) == ["file", "sheet", "row", "column", "code", "value", "hint"]


def test_a_template_as_it_is_says_what_to_fill_in(landscape, tmp_path):
    assert landscape("template", tmp_path / "new").code == 0
    for path in (tmp_path / "new" / "register.xlsx", tmp_path / "new" / "csv"):
        said = landscape("import", "register", path, on=tmp_path / "store")
        assert said.code == 2
        assert "The register does not say its date." in said.err
        assert "sheet about, row 2" in said.err
        assert "fill in the column date, or give --date" in said.err
    again = landscape("template", tmp_path / "new")
    assert (again.code, "--force" in again.err) == (2, True)
    assert landscape("template", tmp_path / "new", "--force").code == 0


def test_a_template_filled_in_is_imported(landscape, tmp_path):
    landscape("template", tmp_path)
    file = tmp_path / "register.xlsx"
    book = load_workbook(file)

    def append(sheet: str, **cells: str) -> None:
        page = book[sheet]
        page.append([cells.get(cell.value) for cell in page[1]])

    book["about"]["C2"] = "2026-01-31"
    append("documents", id="paper/office/2026-01/record", title="What we know", date="2026-01", kind="office record")
    append("entities", id="body/board-1", label="Board", name="Board 1")
    append("entities", label="DeliveryGroup", name="Group 1")
    place = {"document": "paper/office/2026-01/record", "locator": "row 1"}
    append("relationships", **{"from": "body/board-1", "type": "OVERSEES", "to": "body/group-1"}, **place)
    append("statements", entity="body/group-1", property="count", value_text="3", **place)
    book.save(file)
    found = report(landscape("import", "register", file, "--format", "json", on=tmp_path / "store"))
    assert found["rows_in"] == 5  # the examples are left out
    answer = json.loads(landscape("ask", "owners", "Group 1", "--format", "json", on=tmp_path / "store").out)
    assert [(row["role"], row["owner"]) for row in answer["rows"]] == [("oversees", "Board 1")]


@pytest.mark.parametrize("form", ["register.xlsx", "register"])
def test_an_export_imported_again_changes_nothing(kept, tmp_path, form):
    before = kept("export", "jsonl", "-").out
    assert kept("export", "register", tmp_path / form).code == 0
    found = report(kept("import", "register", tmp_path / form, "--format", "json"))
    for counts in (found["nodes"], found["relationships"]):
        assert {name: counts[name] for name in ("added", "ended", "withdrawn")} == {"added": 0, "ended": 0, "withdrawn": 0}
    assert (found["nodes"]["changed"], found["relationships"]["changed"]) == (1, 0)  # the register's own list of editions
    after = kept("export", "jsonl", "-").out
    changed = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert [json.loads(a)["node"] for a, _ in changed] == ["paper/register/world"]


def test_an_edited_row_is_the_only_one_that_changes(kept, tmp_path):
    file = tmp_path / "register.xlsx"
    kept("export", "register", file)

    def change(page: Any, columns: dict[str, int]) -> None:
        page.cell(row_of(page, columns, type="OVERSEES"), columns["frequency"]).value = "monthly"

    edit(file, "relationships", change)
    found = report(kept("import", "register", file, "--format", "json"))
    assert found["relationships"] == {
        "added": 0,
        "changed": 1,
        "unchanged": found["relationships"]["unchanged"],
        "ended": 0,
        "withdrawn": 0,
    }
    assert "frequency: monthly" in kept("show", "V4").out


def test_a_dropped_row_ends_and_stays_before(kept, tmp_path):
    file = tmp_path / "register.xlsx"
    kept("export", "register", file)
    edit(file, "relationships", lambda page, columns: page.delete_rows(row_of(page, columns, type="OVERSEES")))
    found = report(kept("import", "register", file, "--format", "json"))
    assert found["relationships"]["ended"] >= 1
    assert (found["relationships"]["changed"], found["relationships"]["added"], found["relationships"]["withdrawn"]) == (0, 0, 0)
    assert "Board 1" not in kept("ask", "owners", "V4").out
    assert "Board 1" in kept("ask", "owners", "V4", "--as-of", "2019").out


def test_a_withdrawn_row_goes_at_every_date(kept, tmp_path):
    file = tmp_path / "register.xlsx"
    kept("export", "register", file)

    def change(page: Any, columns: dict[str, int]) -> None:
        page.cell(row_of(page, columns, type="OVERSEES"), columns["withdrawn"]).value = "misread"

    edit(file, "relationships", change)
    found = report(kept("import", "register", file, "--format", "json"))
    assert found["relationships"]["withdrawn"] == 1
    for date in ("2019", "2026-11-22", "2099"):
        assert "Board 1" not in kept("ask", "owners", "V4", "--as-of", date).out


def test_an_import_is_taken_back(kept, worlds, tmp_path):
    before = kept("export", "jsonl", "-").out
    folder = worlds.write(tmp_path / "second", "Board 3 | OVERSEES | Action 1 | 2020", name="other")
    run = report(kept("import", "register", folder, "--format", "json"))["run"]
    assert kept("export", "jsonl", "-").out != before
    undone = report(kept("import", "undo", run, "--format", "json"))
    assert undone["status"] == "undone"
    assert kept("export", "jsonl", "-").out == before


def test_a_register_is_chosen_where_there_are_several(kept, worlds, tmp_path):
    kept("import", "register", worlds.write(tmp_path / "second", "Board 3 | OVERSEES | Action 1 | 2020", name="other"))
    said = kept("export", "register", tmp_path / "out.xlsx")
    assert (said.code, "--register NAME" in said.err) == (2, True)
    assert kept("export", "register", tmp_path / "out", "--register", "other").code == 0
    taken = kept("export", "register", tmp_path / "out", "--register", "other")
    assert (taken.code, "--force" in taken.err) == (2, True)


def test_the_next_edition_comes_after_one_of_a_later_day(landscape, worlds, tmp_path):
    store, file = tmp_path / "store", tmp_path / "register.xlsx"
    landscape("import", "register", worlds.write(tmp_path / "first", WORLD, date="2999", edition="4"), on=store)
    landscape("export", "register", file, on=store)
    assert [cell.value for cell in load_workbook(file)["about"][2]][2:4] == ["2999", "5"]
    edit(file, "relationships", lambda page, columns: page.delete_rows(row_of(page, columns, type="OVERSEES")))
    assert report(landscape("import", "register", file, "--format", "json", on=store))["relationships"]["ended"] >= 1
