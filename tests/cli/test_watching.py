"""The commands `diff` and `check`: formats, baselines, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

WORLD = """
* Action 1 | code=V4
Action 1 | PART_OF | Plan 1 | 2018-10
Person 1 | ACCOUNTABLE_FOR | Action 1 | 2018-10
Person 2 | ACCOUNTABLE_FOR | Action 1 | 2020-11
Group 1 | LEADS | Action 1 | 2018-10
Action 1 | state | amber | 2018-10
Action 1 | state | green | 2020-11
Board 1 | OVERSEES | Group 1 | 2020-11
Fund 1 | FUNDS | Action 1 | 2020-11
"""


@pytest.fixture(scope="module")
def watched(worlds, tmp_path_factory) -> Path:
    """An embedded store that holds the world above; tests only read it."""
    from graph.settings import Target
    from graph.store import open_store

    folder = tmp_path_factory.mktemp("watched")
    opened = open_store(Target(address=str(folder / "store")), writing=True)
    worlds.load(opened, folder / "register", WORLD)
    opened.close()
    return folder / "store"


@pytest.fixture
def said(landscape, watched):
    """Run a command on that store."""
    return lambda *words: landscape(*words, on=watched)


def test_diff_lists_what_changed_with_both_papers(said):
    told = said("diff", "2018-10", "2020-11", "--format", "cite")
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0].startswith("V4 Action 1, accountable: Person 1 before, Person 2 after (Paper of 2018-10 (2018-10)")
    assert "Paper of 2020-11 (2020-11)" in lines[0]
    assert any(line.startswith("V4 Action 1: state was amber, is green") for line in lines)


def test_diff_is_the_question_changes(said):
    one = json.loads(said("diff", "2018-10", "2020-11", "--format", "json").out)
    other = json.loads(said("ask", "changes", "2018-10", "2020-11", "--as-of", "2020-11", "--format", "json").out)
    assert one == other
    assert one["columns"] == ["change", "entity", "entity_id", "before", "after"]
    assert one["rows"][0]["before_evidence"]
    assert one["parameters"] == {"from": "2018-10", "to": "2020-11"}


def test_diff_of_one_subject_and_one_kind(said):
    told = json.loads(said("diff", "2018-10", "2020-11", "--about", "v4", "--change", "re-stated", "--format", "json").out)
    assert [(row["change"], row["entity_id"]) for row in told["rows"]] == [("re-stated", "work/action-1")]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("2020-11", "2018-10"), "2018-10 2020-11"),
        (("2018-10", "soon"), "no date"),
        (("2018-10",), "Missing argument 'TO'"),
        (("2018-10", "2020-11", "--about", "nobody at all"), "nobody at all"),
    ],
)
def test_diff_refuses(said, words, message):
    told = said("diff", *words)
    assert told.code == 2
    assert message in told.err


def test_check_says_what_is_missing_and_what_to_do(said):
    told = said("check", "--rule", "fund-without-giver", "--as-of", "2021")
    assert told.code == 1
    assert "Fund 1" in told.out
    assert "record the giver" in " ".join(told.out.replace("|", " ").split())
    assert told.err == "1 finding as of 2021: 1 warning.\n"


def test_check_of_a_rule_that_finds_nothing_is_exit_0(said):
    told = said("check", "--rule", "circular-reporting", "--as-of", "2021")
    assert (told.code, told.err) == (0, "0 findings as of 2021.\n")
    assert "not-stated" in told.out


def test_a_baseline_leaves_out_what_is_known(said, tmp_path):
    known = tmp_path / "known.json"
    told = said("check", "--as-of", "2018-10", "--write-baseline", known)
    assert told.code == 0
    assert told.out == f"{known}: {len(json.loads(known.read_text())['findings'])} findings as of 2018-10.\n"
    assert said("check", "--as-of", "2018-10", "--baseline", known).code == 0
    later = said("check", "--as-of", "2021", "--baseline", known, "--format", "json")
    assert later.code == 1
    found = [(row["rule"], row["entity_id"]) for row in json.loads(later.out)["rows"]]
    assert ("fund-without-giver", "money/fund-1") in found
    assert ("no-reporting-line", "body/board-1") in found
    assert not [entity for _, entity in found if entity == "person/person-1"]  # that its chain stops was known
    assert "Of the baseline" in later.err


def test_writing_a_baseline_again_changes_no_byte(said, tmp_path):
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    for file in (one, other):
        assert said("check", "--as-of", "2021", "--write-baseline", file).code == 0
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(("text", "message"), [(None, "There is no baseline"), (b"\xff\xfe", "not UTF-8"), (b"[]", "no baseline")])
def test_a_baseline_that_is_none(said, tmp_path, text, message):
    file = tmp_path / "known.json"
    if text is not None:
        file.write_bytes(text)
    told = said("check", "--baseline", file)
    assert told.code == 2
    assert message in told.err


def test_sarif_by_name_and_by_ending(said, tmp_path):
    told = said("check", "--as-of", "2021", "--format", "sarif")
    file = tmp_path / "found.sarif"
    assert said("check", "--as-of", "2021", "--output", file).code == told.code == 1
    assert file.read_text("utf-8") == told.out
    run = json.loads(told.out)["runs"][0]
    assert {result["ruleId"] for result in run["results"]} >= {"fund-without-giver", "no-reporting-line"}


def test_sarif_keeps_known_findings_as_unchanged(said, tmp_path):
    known = tmp_path / "known.json"
    said("check", "--as-of", "2021", "--write-baseline", known)
    told = said("check", "--as-of", "2021", "--baseline", known, "--format", "sarif")
    assert told.code == 0
    assert {result["baselineState"] for result in json.loads(told.out)["runs"][0]["results"]} == {"unchanged"}


def test_the_list_of_rules_needs_no_store(landscape, tmp_path):
    told = landscape("check", "--list", "--format", "json", on=tmp_path / "nowhere")
    assert told.code == 0
    rows = json.loads(told.out)["rows"]
    assert {"rule": "no-lead", "severity": "warning"}.items() <= next(row for row in rows if row["rule"] == "no-lead").items()


def test_an_unknown_rule_is_exit_2(said):
    told = said("check", "--rule", "no-leed")
    assert told.code == 2
    assert "did you mean 'no-lead'" in told.err
