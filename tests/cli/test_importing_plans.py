"""`landscape import plan` as it is typed: reports, refusals, dry runs, corrections, undo, copies, and a report that comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

PLAN = "Area 1 Safety Plan"
ROWS = """Ref,Theme,Action,Owner,Lead(s),Due,RAG
A1,Places,Hold a made day,AB,Board 1; Board 2,Q4 2024/25,Green
A2,Places,Map made places,CD,Board 1,,Red
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def exported(landscape: Callable[..., Any], store: Path, to: Path) -> str:
    assert landscape("export", "jsonl", to, on=store).code == 0
    return to.read_text(encoding="utf-8")


def test_a_plan_in_asked_and_taken_back(landscape, plan, tmp_path):
    store = tmp_path / "new"
    said = landscape("import", "plan", plan, "--plan", PLAN, "--date", "2024-10", "--format", "json", on=store)
    report = json.loads(said.out)
    assert (said.code, report["rows_in"], report["rows_used"], report["rejects"]) == (0, 2, 2, [])
    assert {"table": "table 1", "heading": "Lead(s)", "meaning": "leads"} in report["columns"]
    owners = landscape("ask", "owners", "A1", "--format", "json", on=store).out
    assert {(row["role"].split(",")[0], row["owner"]) for row in json.loads(owners)["rows"]} == {
        ("accountable", "AB"),
        ("leads", "Board 1"),
        ("leads", "Board 2"),
    }
    assert landscape("import", "undo", report["run"], on=store).code == 0
    assert landscape("show", "A1", on=store).code == 2


def test_again_changes_nothing_and_a_correction_takes_back_its_own(landscape, plan, tmp_path):
    store = tmp_path / "new"
    words = ("import", "plan", plan, "--plan", PLAN, "--date", "2024-10")
    assert landscape(*words, on=store).code == 0
    before = exported(landscape, store, tmp_path / "1.jsonl")
    assert "nodes: added 0, changed 0" in landscape(*words, on=store).out
    assert exported(landscape, store, tmp_path / "2.jsonl") == before
    plan.write_text(ROWS.replace("Board 1; Board 2", "Board 1"), encoding="utf-8")
    corrected = landscape(*words, on=store).out
    assert corrected.count("ended 0, withdrawn 1") == 2  # the body and what it led
    later = landscape(*words[:-1], "2025-10", on=store)  # the same rows a year on: another paper
    assert "ended 0, withdrawn 0" in later.out
    assert "Board 2" not in landscape("ask", "owners", "A1", on=store).out


def test_a_plan_without_a_date_is_refused_and_nothing_written(landscape, plan, tmp_path):
    said = landscape("import", "plan", plan, "--plan", PLAN, on=tmp_path / "new")
    assert said.code == 2
    assert "does not print its date" in said.err
    assert "--date" in said.err


def test_bad_rows_are_rejected_and_strict_writes_nothing(landscape, plan, tmp_path):
    plan.write_text("Ref,Action,Lead\n,,Board 9\nA1,Hold a made day,Board 1\nA1,Hold a made day,Board 1\n", encoding="utf-8")
    words = ("import", "plan", plan, "--plan", PLAN, "--date", "2024-10")
    strict = landscape(*words, "--strict", on=tmp_path / "strict")
    assert strict.code == 1
    assert "Nothing was written" in strict.err
    said = landscape(*words, on=tmp_path / "new")
    assert said.code == 1
    assert "row 2, column Action: no-action: 'Board 9'" in said.err


def test_a_dry_run_writes_nothing(landscape, plan, tmp_path):
    said = landscape("import", "plan", plan, "--plan", PLAN, "--date", "2024-10", "--dry-run", on=tmp_path / "new")
    assert said.code == 0
    assert "dry run" in said.out
    assert landscape("show", "A1", on=tmp_path / "new").code == 3


def test_what_is_no_plan_is_refused(landscape, tmp_path):
    (tmp_path / "fruit.csv").write_text("Fruit,Weight\nApple,3\n", encoding="utf-8")
    said = landscape("import", "plan", tmp_path / "fruit.csv", "--plan", PLAN, "--date", "2024", on=tmp_path / "new")
    assert said.code == 2
    assert "No table of actions was found" in said.err
    assert not (tmp_path / "new").exists() or landscape("find", "apple", on=tmp_path / "new").code != 0


def test_the_users_copy_opens_at_the_right_cell(landscape, plan, tmp_path):
    store = tmp_path / "new"
    assert landscape("import", "plan", plan, "--plan", PLAN, "--date", "2024-10", on=store).code == 0
    copies = tmp_path / "copies"
    copies.mkdir()
    (copies / "other name.csv").write_bytes(plan.read_bytes())
    said = landscape("verify", copies, on=store)
    assert said.code == 0, said.err
    assert ": 0 do not" not in said.out
    assert " 0 do not" in said.out
    shown = json.loads(landscape("ask", "owners", "A2", "--format", "json", on=store).out)["evidence"]
    assert "CD" in {item["text"] for item in shown.values()}
    shown = json.loads(landscape("ask", "owners", "A1", "--format", "json", on=store).out)["evidence"]
    assert "Board 1; Board 2" in {item["text"] for item in shown.values()}


def test_a_delivery_report_that_comes_back_changes_nothing(landscape, plan, tmp_path):
    store, report = tmp_path / "new", tmp_path / "report.xlsx"
    words = ("--plan", PLAN, "--date", "2024-10")
    assert landscape("import", "plan", plan, *words, on=store).code == 0
    assert landscape("report", "delivery", "--plan", PLAN, "--as-of", "2024-10", "--output", report, on=store).code == 0
    before = exported(landscape, store, tmp_path / "1.jsonl")
    said = landscape("import", "plan", report, *words, on=store)
    assert (said.code, "rows read 2, used 2, rejected 0" in said.out) == (0, True)
    assert exported(landscape, store, tmp_path / "2.jsonl") == before
    book = load_workbook(report)
    page = book["Delivery"]
    headings = [cell.value for cell in page[1]]
    row = next(row for row in page.iter_rows(min_row=2) if row[0].value == "A2")
    row[headings.index("Status")].value = "Amber"
    book.save(report)
    said = landscape("import", "plan", report, *words, on=store)
    assert "rows read 1, used 1, rejected 0" in said.out
    assert "withdrawn 0" in said.out
    new = set(exported(landscape, store, tmp_path / "3.jsonl").splitlines()) - set(before.splitlines())
    facts = [json.loads(line) for line in new if line.startswith('{"relationship"')]
    assert [item["properties"]["value_text"] for item in facts if item["type"] == "STATED_IN"] == ["Amber"]
    assert {item["type"] for item in facts} == {"STATED_IN", "FROM_DOCUMENT"}
