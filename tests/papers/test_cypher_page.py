"""The texts of `docs/cypher.md`: they run, say nothing unknown, and answer what the papers say; the as-of line is the as-of rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.facts import Stating
from graph.timeline import at, day_of
from queries.texts import cypher

PAGE = (Path(__file__).parent.parent.parent / "docs" / "cypher.md").read_text("utf-8")
TEXTS = dict(re.findall(r"^### (\d+)\. [^\n]*\n(?:(?!^###|```).)*```cypher\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL))
LINE = re.findall(r"```text\n(r\.hidden.*?)\n```", PAGE)[0]
DATES = (
    *("2010", "2016-08-10", "2016-08-11", "2017", "2018-10-30", "2018-10", "2018-11", "2020-10-27", "2020-10-28", "2021"),
    *("2023-01", "2023-02-01", "2023-03", "2026-11-22"),
)


@pytest.fixture(scope="session")
def statings(shipped):
    """The statings of each relationship, by its key."""
    rows = shipped.read("MATCH (:Entity)-[r]->(:Entity) WHERE r.statings IS NOT NULL RETURN r.key AS key, r.statings AS statings")
    return {row["key"]: [Stating.model_validate_json(text) for text in row["statings"]] for row in rows}


@pytest.fixture
def run(shipped):
    def rows(number: int, as_of: str) -> list[dict[str, object]]:
        answer, remarks = cypher(shipped, TEXTS[str(number)], {}, as_of)
        assert remarks == []
        return [row.values for row in answer.rows]

    return rows


def test_there_are_twenty_and_one():
    assert sorted(map(int, TEXTS)) == list(range(1, 22))
    assert "Twenty-one texts" in PAGE


@pytest.mark.parametrize("number", range(1, 22))
def test_each_text_has_rows_and_none_before_the_papers(run, number):
    assert run(number, "2026-11-22")
    # Only what asks for gaps, or for states of things that the register holds, has rows where no paper speaks yet.
    rows = run(number, "2010")
    if number in (2, 3):
        assert rows
        assert not any(row.get("leads") or row.get("accountable") for row in rows)
    else:
        assert rows == []


def test_the_line_to_paste_is_the_as_of_rule(shipped, statings):
    assert PAGE.count(LINE) >= 5
    for as_of in DATES:
        text = f"MATCH (:Entity)-[r]->(:Entity) WHERE {LINE} RETURN r.key AS key"
        found = {row["key"] for row in shipped.read(text, {"as_of": day_of(as_of)}, guarded=True)}
        assert found == {key for key, items in statings.items() if at(items, as_of) is not None}, as_of


def test_the_five_relations_are_told_apart(run):
    rows = run(1, "2023-03")
    commissioner, constable = (
        "Police and Crime Commissioner for Cambridgeshire and Peterborough",
        "Chief Constable, Cambridgeshire Constabulary",
    )
    assert ("HOLDS_TO_ACCOUNT", constable) in {(row["relation"], row["whom"]) for row in rows if row["who"] == commissioner}
    assert {row["relation"] for row in rows} == {"HOLDS_TO_ACCOUNT", "SCRUTINISES", "OVERSEES", "REPORTS_TO", "CONVENES"}
    denied = {(row["who"], row["relation"], row["whom"]) for row in run(13, "2023-03")}
    assert (commissioner, "DOES_NOT_HOLD_TO_ACCOUNT", "Community safety partners") in denied  # item 7, 4.2
    assert ("Acting Police and Crime Commissioner", "LACKS_POWER", "Vary or issue a Police and Crime Plan") in denied  # 2020, 3.1


def test_actions_have_the_owners_of_the_matrix(run):
    by_code = {row["code"]: row for row in run(2, "2018-10")}
    assert by_code["V4"]["accountable"] == ["NP"]
    assert by_code["V4"]["leads"] == ["Crisis Concordat Mental Health Delivery Group"]
    assert {"V2", "O1", "C1", "C3", "T8"} <= {row["code"] for row in run(3, "2018-10")}  # empty cells of the matrix
    assert run(3, "2016") != run(3, "2018-10")


def test_money_is_as_printed(run):
    rows = {(row["relation"], row["target"], row["amount_text"], row["qualifier"]) for row in run(8, "2023-03")}
    assert ("PAID_TO", "Community Safety Partnerships", "Just under half of the £155k", "just under half of") in rows  # November 2018
    assert run(8, "2016") != run(8, "2023-03")


def test_what_was_planned_and_passed_is_not_told_as_done(run):
    assert not [row for row in run(11, "2018-10") if row["planned_for"] >= "2018-10"]
    later = {(row["left_end"], row["right_end"]) for row in run(11, "2026")}
    assert ("Public Questions and Statements", "Cambridgeshire Police and Crime Panel, 19 July 2023") in later  # forward plan, item 10
    assert not {row["modality"] for row in run(10, "2026")} - {"planned", "expected", "proposed"}
