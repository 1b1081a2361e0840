"""The reader of an OCR matrix on small made rows."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.papers import matrix_rows, resolve, segment
from importers.papers.lines import is_furniture
from importers.papers.matrix import is_header, is_matrix
from importers.papers.wording import words

HEAD = "Theme\tPriority Actions\tOffice L'd\tD'vry Lead\t\tKey activities of all partners, work in progress\tStatus\tOpportunities"


def action(name: str) -> str:
    return f"Plant more {name} along the paths of the park"


def row(code: str, *, theme: str = "Gardens", lead: str = "Club", action_text: str = "", status: str = "", more: str = "") -> str:
    return "\t".join(
        [
            theme,
            action(code or "trees") if action_text == "" else action_text,
            "AB",
            lead,
            code,
            f"Work on {code} goes on as planned",
            status,
            more,
        ]
    )


def matrix(*rows: str) -> str:
    return "\n".join([HEAD, "", *rows])


def keys(*rows: str) -> list[tuple[str, bool]]:
    return [(item.key, item.repaired) for item in matrix_rows(matrix(*rows))]


def test_a_matrix_is_known_by_its_headings_and_its_width():
    assert is_matrix(matrix(row("G1"), row("G2")))
    assert not is_matrix("1. Aim\n\n1.1 One\tTwo\n")
    assert is_header(["T", "heme", "Priority Actions", "Office L'd"])
    assert not is_header(row("G1").split("\t"))


def test_codes_as_printed():
    assert keys(row("G1."), row("G2"), row("G3.1")) == [("G1", False), ("G2", False), ("G3", False)]


def test_codes_in_look_alike_letters_and_digits_are_repaired():
    rows = [row(code, theme="Tower") for code in ("Т1", "12", "TЗ")]
    assert keys(*rows) == [("T1", True), ("T2", True), ("T3", True)]
    rows = [row(code, theme="Orchards") for code in ("01.", "О2", "03.1.1")]
    assert keys(*rows) == [("O1", True), ("O2", True), ("O3", True)]


def test_a_missing_code_is_filled_where_one_is_left():
    assert keys(row("G1"), row(""), row("G3")) == [("G1", False), ("G2", True), ("G3", False)]


@pytest.mark.parametrize("codes", [("G1", "", "", "G4"), ("G1", ""), ("", "")])
def test_no_code_is_guessed(codes: tuple[str, ...]):
    found = matrix_rows(matrix(*(row(code) for code in codes)))
    assert [item.code for item in found] == list(codes)


def test_a_code_in_another_column_counts():
    damaged = "\t".join(["Gardens", "G2", action("roses"), "AB", "Club", "", "Work goes on", "", ""])
    assert keys(row("G1"), damaged, row("G3")) == [("G1", False), ("G2", True), ("G3", False)]


def test_several_rows_of_one_action_are_strands():
    second = "\t".join(["", "", "CD", "Town", "G2.2", "More work goes on in the park", "", ""])
    rows = [row("G1.1"), row("G2.1"), second, row("G3")]
    assert keys(*rows) == [("G1", False), ("G2.1", False), ("G2.2", False), ("G3", False)]
    passages = segment(matrix(*rows))
    whole = resolve(passages, "row G2")
    assert whole
    assert "G2.1" in whole.text
    assert "Town" in whole.text
    lone = resolve(passages, "row G1.1")
    assert lone
    assert lone.locator == "row G1"


def test_columns_may_slip():
    slipped = [
        "90\tn O Gardens\tG1\t" + action("roses") + "\tAB\tClub / Town\tG1.\tWork goes on\t•\tMore could be done with the town",
        "Gar\tdens G2\t" + action("lilies") + "\tAB\tClub / Town\tG2.\tWork goes on\t\t",
        "Gardens 50\t" + action("ivy") + "\tAB\tClub / Town\tG3.\tWork goes on\tMore could be done with the town",
    ]
    found = matrix_rows(matrix(*slipped, row("G4")))
    assert [(item.key, item.theme, item.accountable, item.leads) for item in found[:3]] == [
        (f"G{n}", "Gardens", "AB", "Club / Town") for n in (1, 2, 3)
    ]
    assert [item.action for item in found[:3]] == [action(name) for name in ("roses", "lilies", "ivy")]
    assert [item.status for item in found[:3]] == ["•", "", ""]
    assert found[2].opportunities == "More could be done with the town"
    assert found[1].theme_text == "Gardens G2"


def test_a_theme_that_the_row_lost_is_that_of_its_code():
    found = matrix_rows(matrix(row("G1"), row("G2"), row("T1", theme=""), row("T2", theme="Tower"), row("T3", theme="Tower")))
    assert [item.theme for item in found] == ["Gardens", "Gardens", "Tower", "Tower", "Tower"]


def test_cells_are_passages():
    passages = segment(matrix(row("G1", status="↑", more="More could be done"), HEAD, row("G2")))
    assert [item.locator for item in passages if " > " not in item.locator] == ["head", "row G1", "row G2"]
    for cell, text in {
        "theme": "Gardens",
        "accountable": "AB",
        "leads": "Club",
        "strand": "G1",
        "status": "↑",
        "opportunities": "More could be done",
    }.items():
        found = resolve(passages, f"row G1 > {cell}")
        assert found
        assert found.text == text
    empty = resolve(passages, "row G2 > status")
    assert empty
    assert empty.text == ""


CELL = st.sampled_from(
    [
        "",
        "AB",
        "Club",
        "•",
        "G1.",
        "02",
        "T3",
        "Gardens",
        "Tower",
        "Club of the town / Board of the park",
        action("roses"),
        "Work goes on " * 9,
    ]
)
ROWS = st.lists(st.lists(CELL, min_size=6, max_size=10).map("\t".join), min_size=1, max_size=12)


@given(ROWS)
def test_no_word_of_a_matrix_is_lost(rows: list[str]):
    text = matrix(*rows)
    printed = Counter(word for line in [HEAD, *rows] if not is_furniture(line) for word in words(line))
    passages = segment(text)
    assert Counter(word for passage in passages for word in words(passage.own)) == printed
    for passage in passages:
        assert resolve(passages, passage.locator) is passage
