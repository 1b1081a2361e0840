"""What changed between the dates of the papers, read in the papers by hand.

August 2016 is a draft of the communities section of a plan that is to come; October 2018 the matrix; 14 November 2018 a report on
communities; 28 October 2020 a report by the Acting Chief Executive; March 2023 a pack, with minutes of February.
"""

from __future__ import annotations

import pytest

from queries.catalogue import load
from queries.run import ask
from queries.subjects import resolve

MATRIX, NOVEMBER, BOARD_2016, BOARD_2020 = (
    "paper/cambridgeshire-police-and-crime-panel/2018-10/delivery-matrix",
    "paper/cambridgeshire-police-and-crime-panel/2018-11-14/monitoring-delivery-communities",
    "paper/business-coordination-board/2016-08-11/plan-development-communities",
    "paper/business-coordination-board/2020-10-28/communities-theme",
)


@pytest.fixture(scope="module")
def between(shipped):
    """The answer for two dates, asked once."""
    known: dict[tuple[str, str], object] = {}
    question = load()["changes"]

    def answer(first, second):
        if (first, second) not in known:
            known[first, second] = ask(shipped, question, [first, second], second)
        return known[first, second]

    return answer


@pytest.fixture
def told(shipped, between):
    """What the answer for two dates tells of one thing: change, before, after, and the papers of both sides."""

    def rows(first, second, thing):
        answer, wanted = between(first, second), resolve(shipped, thing).id
        sides = ("before_evidence", "after_evidence")
        return [
            (
                row.values["change"],
                row.values["before"],
                row.values["after"],
                *({answer.evidence[item].document for item in row.values[side]} for side in sides),
            )
            for row in answer.rows
            if row.values["entity_id"] == wanted
        ]

    return rows


def test_the_four_themes_were_planned_in_2016_and_are_the_plan_in_2018(told):
    for theme in ("victims", "offenders", "communities", "transformation"):
        found = told("2016-08-11", "2018-12", f"work/police-and-crime-plan-2017/{theme}")
        wanted = ("re-stated", "is part of Police and Crime Plan 2017-20 (planned)", "is part of Police and Crime Plan 2017-20 (in force)")
        assert [(row[3] >= {BOARD_2016}, bool(row[4] & {MATRIX, NOVEMBER})) for row in found if row[:3] == wanted] == [(True, True)], theme


def test_the_inspectorate_has_another_name(told):
    found = [row for row in told("2016-08-11", "2018-12", "HMICFRS") if row[0] == "renamed"]
    old, new = "Her Majesty's Inspectorate of Constabulary", "Her Majesty's Inspectorate of Constabulary and Fire & Rescue Services"
    assert found == [("renamed", old, new, {BOARD_2016}, {NOVEMBER})]


def test_fire_governance_went_from_red_to_amber_in_november_2018(told):
    # T10: the board of 1 November 2018 moved it from its previous Red to Amber; the matrix is of October.
    found = [row for row in told("2018-10", "2018-12", "T10") if row[0] == "re-stated"]
    assert [(before.split(" from ")[0], after.split(" from ")[0]) for _, before, after, _, _ in found] == [("state: Red", "state: Amber")]


def test_the_scams_charter_moved_on_within_a_month(told):
    # C3: a charter is being developed; 7.15: in the final stages of agreeing it.
    found = told("2018-10", "2018-11-14", "Charter for a Cambridgeshire and Peterborough Against Scams Partnership")
    assert ("re-stated", "state: being developed", "state: in final stages of agreeing", {MATRIX}, {NOVEMBER}) in found


def test_road_safety_partnership_became_vision_zero(told):
    # 5.6 of 2020: formerly known as.
    found = [row[:3] for row in told("2018-12", "2020-11", "Vision Zero Partnership") if row[0] == "renamed"]
    assert found == [("renamed", "Cambridgeshire and Peterborough Road Safety Partnership", "Vision Zero Partnership")]


def test_in_two_years_one_thing_is_said_otherwise(between):
    # What was expected of the office in November 2018 it does in 2020. V4's colour is lost: nothing is said of it.
    changed = [row for row in between("2018-12", "2020-11").rows if row.values["change"] == "re-stated"]
    assert [row.values["entity"] for row in changed] == ["Office of the Police and Crime Commissioner"]
    assert ("(expected)" in changed[0].values["before"], "(in force)" in changed[0].values["after"]) == (True, True)


def test_v4_is_not_said_to_have_changed_and_stands_among_what_is_no_longer_mentioned(told):
    found = told("2018-10", "2020-11", "V4")
    assert [row[:3] for row in found] == [("no longer mentioned", "PriorityAction; last named 2018-10", "")]


def test_what_the_report_of_2020_brings(between, shipped):
    new = {row.values["entity_id"] for row in between("2018-12", "2020-11").rows if row.values["change"] == "added"}
    for thing in (
        "Acting Police and Crime Commissioner",
        "Youth and Community Fund",
        "Independent Scrutiny Group",
        "Safer Streets Fund",
        "Recite Me",
    ):
        assert resolve(shipped, thing).id in new, thing


def test_no_paper_says_that_anybody_was_replaced(between):
    # Posts have other names (Acting Chief Executive and Chief Executive), and no board has two named chairs at two dates.
    for dates in (("2016-08-11", "2018-10"), ("2018-10", "2018-12"), ("2018-12", "2020-11"), ("2020-11", "2023-03-15")):
        assert not [row.sentence for row in between(*dates).rows if row.values["change"] in ("re-owned", "split", "merged")], dates


def test_successions_that_the_pack_of_2023_tells(between):
    found = {
        (row.values["before"], row.values["after"]) for row in between("2020-11", "2023-03-15").rows if row.values["change"] == "succeeded"
    }
    assert found == {
        ("Neighbourhood Alert", "GovDelivery"),
        ("Strategic Policing Requirement", "Strategic Policing Requirement 2023"),
    }  # the new website of the Commissioner is planned


def test_the_strategic_board_is_silent_in_2023_and_has_not_ended(told):
    found = told("2020-11", "2023-03-15", "CCSSB")
    assert [row[0] for row in found] == ["no longer mentioned"]
    assert found[0][3] == {BOARD_2020}


def test_the_criminal_justice_board_has_a_chair_in_2023(told):
    # Item 6, section 11: chair of the countywide Criminal Justice Board.
    found = told("2020-11", "2023-03-15", "Cambridgeshire Criminal Justice Board")
    assert ("added", "chaired by Police and Crime Commissioner for Cambridgeshire and Peterborough") in {(row[0], row[2]) for row in found}


def test_money_that_ends_by_its_own_words(between):
    # Item 7, 5.3: funded through to March 2025.
    answer = between("2023-04", "2026")
    ended = {row.values["before"] for row in answer.rows if row.values["change"] == "ended"}
    assert any(text.startswith("funds Problem solving posts") for text in ended)
    assert {row.values["after"] for row in answer.rows} == {"until 2025-03"}
    assert [str(note.code) for note in answer.notes] == ["not-stated"]  # and no paper is newer


def test_every_row_has_the_evidence_of_its_sides(between):
    for dates in (("2016-08-11", "2018-10"), ("2018-12", "2020-11"), ("2020-11", "2023-03-15")):
        answer = between(*dates)
        for row in answer.rows:
            sides = (bool(row.values["before_evidence"]), bool(row.values["after_evidence"]))
            if row.values["change"] == "no longer mentioned":
                assert sides[0], row.sentence
            elif row.values["change"] in ("re-stated", "renamed"):
                assert sides == (True, True), row.sentence
            else:
                assert any(sides), row.sentence
