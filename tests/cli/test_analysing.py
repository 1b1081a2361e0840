"""`landscape cypher` and `landscape schema` as an analyst types them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from openpyxl import load_workbook

ENDLESS = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a + b = -1 RETURN count(*) AS n"
WAY = "MATCH p = (a:Board {id: 'body/board-1'})-[r:OVERSEES]->(b:PriorityAction) RETURN a, p, {x: [1, 2]} AS m"


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown", "cite"])
def test_every_format_holds_nodes_and_paths(landscape, form):
    said = landscape("cypher", WAY, "--format", form)
    assert said.code == 0
    assert "Board 1 -[OVERSEES]-> Action 1" in said.out
    assert "a.name" in said.out
    assert "{" not in said.out or form == "json"


def test_rows_of_json_and_csv_have_the_same_columns(landscape):
    answer = json.loads(landscape("cypher", WAY, "--format", "json").out)
    assert answer["columns"] == list(answer["rows"][0])
    assert not any(isinstance(value, dict) for value in answer["rows"][0].values())
    assert next(csv.reader(io.StringIO(landscape("cypher", WAY, "--format", "csv").out))) == answer["columns"]


def test_a_workbook_holds_them_too(landscape, tmp_path):
    file = tmp_path / "x.xlsx"
    assert landscape("cypher", WAY, "--output", file).code == 0
    headings = [cell.value for cell in load_workbook(file)["Answer"][1]]
    assert {"a.id", "a.name", "p.text", "p.hops", "m.x"} <= set(headings)


@pytest.mark.parametrize(
    ("given", "value"),
    [("x=1", 1), ("x=1.5", 1.5), ("x=true", True), ("x=null", None), ("x=[1,2]", [1, 2]), ("x=V4", "V4"), ('x="1"', "1"), ("x=a=b", "a=b")],
)
def test_parameters_are_read_as_json(landscape, given, value):
    assert json.loads(landscape("cypher", "RETURN $x AS x", "--param", given, "--format", "json").out)["rows"] == [{"x": value}]


def test_a_map_is_a_parameter_too(landscape):
    said = landscape("cypher", "UNWIND $rows AS row RETURN row.a AS a", "--param", 'rows=[{"a": 1}, {"a": 2}]', "--format", "csv")
    assert said.out.split() == ["a", "1", "2"]


def test_a_text_that_never_ends_is_cut_and_leaves_no_file(started, tmp_path):
    process = started("cypher", ENDLESS, "--timeout", "0.5", "--format", "json")
    out, err = process.communicate(timeout=120)
    assert process.returncode == 1
    answer = json.loads(out)
    assert (answer["columns"], answer["rows"], answer["notes"][0]["code"]) == (["n"], [], "cut")
    assert b"time limit of 0.5 seconds" in err
    process = started("cypher", ENDLESS, "--timeout", "0.5", "--output", tmp_path / "x.csv")
    process.communicate(timeout=120)
    assert process.returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_is_shown_with_its_line_and_a_caret(landscape):
    said = landscape("cypher", "MATCH (n:Board)\nRETRN n.id", "--format", "csv")
    assert (said.code, said.out) == (2, "")
    lines = said.err.splitlines()
    assert "Where: line 2, column 1" in lines
    assert lines[-2:] == ["  RETRN n.id", "  ^"]


def test_an_unknown_name_is_told_beside_the_rows(landscape):
    said = landscape("cypher", "MATCH (n:Board) RETURN n.nmae AS x LIMIT 1", "--format", "json")
    assert (said.code, json.loads(said.out)["rows"]) == (0, [{"x": None}])
    assert "There is no property `nmae`: did you mean `name`?" in said.err


def test_a_hostile_text_is_refused_with_what_to_do(landscape):
    said = landscape("cypher", "MATCH (n) DETACH DELETE n")
    assert (said.code, said.out) == (2, "")
    assert "refused" in said.err
    assert "only reads" in said.err
    assert landscape("cypher", "RETURN 1 AS x", "--param", "as_of=2018").code == 2


def test_the_schema_has_counts_and_examples(landscape):
    rows = json.loads(landscape("schema", "--format", "json").out)["rows"]
    (board,) = (row for row in rows if (row["what"], row["name"]) == ("label", "Board"))
    assert board["count"] == 2
    assert board["example"] == "body/board-1"
