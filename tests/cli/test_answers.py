"""How answers are given: every format, files, markings, and the shape that users' scripts rely on."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

NOTED = {"code", "sentence"}
PASSAGE = {"document", "date", "part", "page", "paragraph", "cell", "text"}
EVERY_ROW = {"standing", "modality", "said_by", "last_stated", "evidence"}


def test_json_has_the_shape_of_the_contract(landscape):
    said = landscape("ask", "owners", "v4", "--as-of", "2018-10", "--format", "json")
    assert (said.code, said.err) == (0, "")
    answer = json.loads(said.out)
    assert list(answer) == ["question", "parameters", "as_of", "columns", "rows", "evidence", "notes"]
    assert (answer["question"], answer["parameters"], answer["as_of"]) == ("owners", {"subject": "work/action-1"}, "2018-10")
    assert answer["columns"] == ["role", "owner", "owner_id", "of", "of_id"]
    assert answer["notes"] == []
    for row in answer["rows"]:
        assert set(answer["columns"]) | EVERY_ROW <= row.keys()
        assert set(row["evidence"]) <= answer["evidence"].keys()
    for passage in answer["evidence"].values():
        assert passage.keys() >= PASSAGE
        assert passage["text"] is None
    assert answer["evidence"]["paper/world/2018-10-31/para-3"]["paragraph"] == "3"
    assert [row["owner"] for row in answer["rows"]] == ["Person 1", "Group 1", "Board 1"]


@pytest.mark.parametrize(
    "words", [("ask", "impact", "Action 2"), ("ask", "chain", "Board 2"), ("show", "Board 2"), ("evidence", "Group 2")]
)
def test_an_answer_without_rows_has_its_columns(landscape, words):
    answer = json.loads(landscape(*words, "--as-of", "1999", "--format", "json").out)
    assert answer["rows"] == []
    assert answer["columns"]
    assert [set(note) for note in answer["notes"]] == [NOTED]


def test_the_table_has_ids_references_and_notes(landscape):
    said = landscape("ask", "owners", "V4", "--as-of", "2026")
    assert "work/action-1" in said.out
    assert "[1] Paper of 2018-10-31 (2018-10-31), para 3" in said.out
    assert "stale: Some of this was last stated more than five years before 2026: 2018-10-31." in said.out
    assert "\x1b" not in said.out


def test_a_csv_file_begins_with_a_mark_and_is_harmless(landscape, tmp_path):
    file = tmp_path / "answer.csv"
    assert landscape("show", "V4", "--as-of", "2019", "--output", file).code == 0
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [row["detail"] for row in rows if row["relation"] in ("state", "measure")] == ["£5 over", "'-5%"] or [
        row["detail"] for row in rows if row["relation"] in ("state", "measure")
    ] == ["'-5%", "£5 over"]
    assert rows[0]["evidence"] == "Paper of 2018-10-31 (2018-10-31), para 6"
    assert rows[0].keys() >= EVERY_ROW
    assert not landscape("show", "V4", "--format", "csv").out.startswith("\ufeff")


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_runs_as_a_formula(landscape, tmp_path, value):
    words = ("cypher", "RETURN $x AS x, 1 AS n, true AS flag, [1, true] AS list, {a: 1} AS map", "--param", f"x={json.dumps(value)}")
    printed = landscape(*words, "--format", "csv").out
    cells = list(csv.reader(io.StringIO(printed, newline="")))[1]
    assert cells == [f"'{value}", "1", "true", "1; true", "1"]
    file = tmp_path / "x.xlsx"
    assert landscape(*words, "--output", file).code == 0
    cell = load_workbook(file)["Answer"]["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


def test_a_workbook_has_four_sheets_real_dates_and_the_marking(landscape, tmp_path):
    file = tmp_path / "answer.xlsx"
    assert landscape("ask", "owners", "V4", "--as-of", "2019-01-01", "--output", file, "--marking", "OFFICIAL & MORE").code == 0
    book = load_workbook(file)
    assert book.sheetnames == ["Answer", "Evidence", "Parameters", "Licences"]
    assert {page.freeze_panes for page in book} == {"A2"}
    assert {page.print_title_rows for page in book} == {"$1:$1"}
    headings = [cell.value for cell in book["Answer"][1]]
    assert headings[:5] == ["role", "owner", "owner_id", "of", "of_id"]
    assert book["Answer"].cell(2, headings.index("last_stated") + 1).value == datetime.datetime(2018, 10, 31)  # noqa: DTZ001 - Excel has no zones
    assert ("marking", "OFFICIAL & MORE") in list(book["Parameters"].values)
    assert {page.oddHeader.center.text.replace("&&", "&") for page in book} == {"OFFICIAL & MORE"}
    assert list(book["Licences"].values)[1][0] == "Paper of 2018-10-31"


def test_letters_that_no_workbook_holds_are_left_out(landscape, tmp_path):
    file = tmp_path / "x.xlsx"
    assert landscape("cypher", "RETURN $x AS x", "--param", 'x="a\\u000cb"', "--output", file).code == 0
    assert load_workbook(file)["Answer"]["A2"].value == "ab"


def test_cite_is_one_sentence_a_fact(landscape):
    assert landscape("ask", "owners", "V4", "--as-of", "2019", "--format", "cite").out.splitlines() == [
        "Person 1 is accountable for V4 Action 1 (Paper of 2018-10-31 (2018-10-31), para 3).",
        "Group 1 leads V4 Action 1 (Paper of 2018-10-31 (2018-10-31), para 4).",
        "Board 1 oversees V4 Action 1 (quarterly) (Paper of 2018-10-31 (2018-10-31), para 2).",
    ]
    assert landscape("ask", "owners", "Body 1", "--format", "cite").code == 2


def test_markdown_is_a_table_and_its_notes(landscape):
    lines = landscape("ask", "owners", "V4", "--format", "markdown", "--as-of", "2026", "--marking", "OFFICIAL").out.splitlines()
    assert lines[0] == "OFFICIAL"
    assert lines[2].startswith("| role | owner | owner_id | of | of_id | standing |")
    assert re.fullmatch(r"\|( --- \|)+", lines[3])
    assert "- stale: " in "\n".join(lines)


@pytest.mark.parametrize("form", ["table", "markdown", "cite"])
def test_the_marking_stands_at_both_ends(landscape, form):
    lines = landscape("show", "V4", "--format", form, "--marking", "OFFICIAL").out.strip().splitlines()
    assert lines[-1] == "OFFICIAL"
    assert "OFFICIAL" in lines[:2]


def test_a_file_is_written_whole_or_not_at_all(landscape, tmp_path):
    file = tmp_path / "answer.json"
    file.write_text("what was there")
    assert landscape("ask", "owners", "nobody at all", "--output", file).code == 2
    assert file.read_text() == "what was there"
    assert landscape("ask", "owners", "V4", "--output", file).code == 0
    assert json.loads(file.read_text("utf-8"))["question"] == "owners"
    assert [item.name for item in tmp_path.iterdir()] == ["answer.json"]
    nowhere = landscape("ask", "owners", "V4", "--output", tmp_path / "none" / "answer.json")
    assert (nowhere.code, nowhere.out) == (2, "")
    assert "Cannot write 'answer.json'" in nowhere.err


def test_a_workbook_needs_a_file(landscape):
    said = landscape("ask", "owners", "V4", "--format", "xlsx")
    assert (said.code, said.out) == (2, "")
    assert "--output" in said.err


def test_find_show_evidence_schema_and_the_list_of_questions(landscape):
    assert "Board 1" in landscape("find", "board").out
    assert landscape("find", "board", "1").out == landscape("find", "board 1").out
    assert landscape("show", "V4").out.startswith("V4 Action 1  (work/action-1), PriorityAction, as of ")
    assert "para 2" in landscape("evidence", "V4").out
    assert "IMPOSED_BY" in landscape("schema").out
    listed = landscape("ask").out
    assert "owners" in listed
    assert "\nExample: landscape ask " in listed
    as_json = json.loads(landscape("ask", "--format", "json").out)
    assert [row["question"] for row in as_json["rows"]] == sorted(row["question"] for row in as_json["rows"])
    assert "MATCH" in landscape("ask", "owners", "--show-cypher").out


def test_cypher_from_a_file_and_from_standard_input(landscape, tmp_path):
    file = tmp_path / "text.cypher"
    file.write_text("RETURN 'ä' AS x", "utf-8-sig")
    assert landscape("cypher", file, "--format", "csv").out.split() == ["x", "ä"]
    assert landscape("cypher", "-", "--format", "csv", stdin="RETURN 'ä' AS x").out.split() == ["x", "ä"]
    assert "does not use $as_of" in landscape("cypher", "RETURN 1 AS n").err


def test_questions_of_the_user_from_a_folder(landscape, tmp_path: Path):
    text = "// question: boards\n// asks: which\n// subjects: 0\n// columns: id\nMATCH (n:Board) RETURN n.id AS id ORDER BY id"
    (tmp_path / "boards.cypher").write_text(text)
    said = landscape("ask", "boards", "--questions", tmp_path, "--format", "json")
    assert [row["id"] for row in json.loads(said.out)["rows"]] == ["body/board-1", "body/board-2"]
