"""The command report: its formats by the name of the file, what it refuses, and files that are the same each time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.docx", b"PK"),
        ("r.xlsx", b"PK"),
        ("r.html", b"<!DOCTYPE html>"),
        ("r.csv", "\ufeffHeld by".encode()),
        ("r.md", b"# Handover: Board 1"),
    ],
)
def test_the_name_of_the_file_tells_the_format_and_the_bytes_are_the_same_each_time(
    landscape: Callable[..., Any], tmp_path: Path, name: str, begins: bytes
):
    files = [tmp_path / "one" / name, tmp_path / "two" / name]
    for file in files:
        file.parent.mkdir()
        said = landscape("report", "handover", "Board 1", "--as-of", "2020", "--output", file)
        assert (said.code, said.out) == (0, "")
        assert "Handover: Board 1, as of 2020; papers cited: 1." in said.err
    first, second = (file.read_bytes() for file in files)
    assert first.startswith(begins)
    assert first == second


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        (("handover", "Board 1"), "# Handover: Board 1"),
        (("board", "Board 1"), "# Board 1"),
        (("raci", "Board 1"), "# RACI: Board 1"),
    ],
)
def test_markdown_goes_to_the_terminal(landscape: Callable[..., Any], words: tuple[str, ...], heading: str):
    said = landscape("report", *words, "--as-of", "2020")
    assert said.code == 0, said.err
    assert said.out.splitlines()[0] == heading
    assert "quarterly" in said.out or words[0] == "raci"


def test_a_marking_stands_on_every_page_and_sheet_and_persons_are_left_out(landscape: Callable[..., Any], tmp_path: Path):
    for name in ("m.docx", "m.xlsx", "m.csv"):
        said = landscape(
            "report", "raci", "Board 1", "--as-of", "2020", "--marking", "OFFICIAL", "--no-people", "--output", tmp_path / name
        )
        assert said.code == 0, said.err
    assert docx.Document(str(tmp_path / "m.docx")).sections[0].header.paragraphs[0].text == "OFFICIAL"
    book = load_workbook(tmp_path / "m.xlsx")
    assert all(page.oddHeader.center.text == "OFFICIAL" for page in book)
    cells = [str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row]
    assert not [cell for cell in cells if "Person 1" in cell]
    assert any("a person (left out)" in cell for cell in cells)
    rows = list(csv.reader(io.StringIO((tmp_path / "m.csv").read_text("utf-8-sig"), newline="")))
    assert rows[0][-1] == "Marking"
    assert {row[-1] for row in rows[1:]} == {"OFFICIAL"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("handover", "Board 1", "--output", "r.pdf"), "'.pdf' tells no format"),
        (("handover", "Board 1", "--format", "docx"), "needs a file"),
        (("handover", "nobody of that name"), "Nothing in the landscape is named"),
        (("handover", "Board 1", "--on", "May"), "'May' is no date"),
        (("delivery",), "Missing option '--plan'"),
        (("delivery", "--plan", "Board 1"), "is no plan but a Board"),
        (("board", "V4"), "is no body but a PriorityAction"),
    ],
)
def test_wrong_usage_is_told_and_nothing_is_written(
    landscape: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
):
    monkeypatch.chdir(tmp_path)
    said = landscape("report", *words)
    assert said.code == 2
    assert told in said.err
    assert list(tmp_path.iterdir()) == []
