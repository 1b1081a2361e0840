"""The harness itself on a file of a few lines: that each side runs, that the checks check, and never how long it took."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from graph.store import open_store
from queries.catalogue import load
from queries.restore import restore

from . import grants, landscape, questions, site, table
from .__main__ import line
from .measure import Side, Step, in_turn, run
from .places import embedded
from .table import Result

SIZE = 100


def items(size: int) -> list[str]:
    bodies = [
        {"node": f"b{number}", "labels": ["Entity", "Organisation"], "properties": {"name": f"Body {number}", "seen_from": "2023"}}
        for number in range(size)
    ]
    ties = [
        {
            "relationship": f"reports_to:b{number}",
            "type": "REPORTS_TO",
            "from": f"b{number}",
            "to": f"b{number // 5}",
            "properties": {"standing": "stated", "evidence": [f"passage-{number}"]},
        }
        for number in range(size)
    ]
    return [json.dumps(item, separators=(",", ":")) + "\n" for item in bodies + ties]


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    for name in ("w", "hub", "fan"):
        for ending, size in (("", SIZE), ("-90", SIZE * 9 // 10)):
            (tmp_path / f"{name}{SIZE}{ending}.jsonl").write_text("".join(items(size)))
    return tmp_path


def test_loading_is_checked_and_measured(inputs: Path, tmp_path: Path) -> None:
    place = embedded(tmp_path)
    rows = [*table.embedded_loading(place, inputs, SIZE, rounds=1), *table.heavy_nodes(place, inputs, SIZE, rounds=1)]
    assert len(rows) == 8
    for item in rows:
        assert item.ours > 0
        assert item.peer > 0
        assert line(item).count("|") == 8


def test_a_side_that_stored_something_else_does_not_count(inputs: Path, tmp_path: Path) -> None:
    step = table.Loading(embedded(tmp_path), inputs).restore(f"w{SIZE}", SIZE, SIZE + 1)
    with pytest.raises(AssertionError):
        in_turn([Side([step])], 1)


def test_a_process_that_fails_does_not_count() -> None:
    with pytest.raises(AssertionError, match="broken"):
        run(Step("broken", ("false",)))


def test_a_row_that_is_not_there_says_why() -> None:
    assert "not installed" in line(Result("--help", said="flatten-tool is not installed"))


def test_a_made_landscape_is_the_same_each_time_and_every_question_answers_on_it(tmp_path: Path) -> None:
    size = 1_000
    file = landscape.write(tmp_path / "a.jsonl", size)
    assert file.read_bytes() == landscape.write(tmp_path / "b.jsonl", size).read_bytes()
    lines = [json.loads(text) for text in file.read_text("utf-8").splitlines()]
    assert [sum(name in line for line in lines) for name in ("node", "relationship")] == [size, 4 * size]
    assert len({line.get("node") or line["relationship"] for line in lines}) == 5 * size
    place = embedded(tmp_path)
    store = open_store(place.target, writing=True)
    assert not restore(store, file).bad
    store.close()
    rows = list(questions.asked(place, questions.LARGE, 0))
    assert len(rows) == len(load())
    assert all(item.ours > 0 and item.peer > 0 for item in rows)


def test_betweenness_is_checked_before_it_counts() -> None:
    rows = list(questions.measured(1, small=60, large=200, samples=20))
    assert len(rows) == 3
    assert all(line(item).count("|") == 8 for item in rows)


def test_a_site_without_its_pages_does_not_count(tmp_path: Path) -> None:
    source = tmp_path / "landscape.jsonl"
    source.write_text("".join(items(8)))
    (tmp_path / "entities").mkdir()
    for number in range(8):
        (tmp_path / "entities" / f"{number}.html").touch()
    site.whole(tmp_path, source)("")
    (tmp_path / "entities" / "7.html").unlink()
    with pytest.raises(AssertionError):
        site.whole(tmp_path, source)("")


def test_a_cell_that_is_not_where_it_is_said_to_be_does_not_count(tmp_path: Path) -> None:
    head = ["Identifier", "Title", "Currency", "Amount Awarded", "Award Date"]
    head += ["Recipient Org:Identifier", "Recipient Org:Name", "Funding Org:Identifier", "Funding Org:Name"]
    rows = [
        [f"g-{number}", "Grant", "GBP", 500 + number, "2019-03-01", "GB-CHC-1", "Trust 1", "GB-LAE-CAB", "Council 1"] for number in range(9)
    ]
    book = openpyxl.Workbook()
    for row in (head, *rows):
        book.active.append(row)
    book.save(tmp_path / "grants.xlsx")
    assert grants.located(tmp_path / "grants.xlsx", 9).startswith("all 36 cells of 9 grants")
    with pytest.raises(AssertionError):
        grants.located(tmp_path / "grants.xlsx", 8)
