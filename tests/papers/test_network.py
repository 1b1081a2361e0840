"""What hangs on what, by the papers: ends, dependence, chains of facts, what bodies share, and who does what of an action."""

from __future__ import annotations

import pytest

from queries.catalogue import load
from queries.run import ask

POST = "post/office-of-the-police-and-crime-commissioner"
PCC = f"{POST}/police-and-crime-commissioner"
PLAN_2017 = "work/police-and-crime-plan-2017"
PLAN_2021 = "work/police-and-crime-plan-2021"
CONSTABULARY = "body/cambridgeshire-constabulary"
OFFICE = "as head of Office of the Police and Crime Commissioner"

QUESTIONS = [
    {
        "question": "N1. Commissioners end: which boards lose their chair, who is held to account no more, what has no owner and no money?",
        "ask": [f"ask impact {PCC}"],
        "as_of": "2023-03",
        "must": [
            ("without chair", "Countywide High Harms Board", "in force", "item 7: para 4.5"),
            ("without chair", "National Commercial Board", "in force", "matrix: row T5"),
            ("without chair", "Cambridgeshire Criminal Justice Board", "in force", ""),
            ("without oversight", "post/cambridgeshire-constabulary/chief-constable", "in force", "item 9: para 6.1", "holds to account"),
            ("without owner", "Community Remedy", "in force", "", "is accountable for"),
            ("without owner", "Independent Custody Visitor Scheme", "in force", "panel 2018: para 7.19"),
            ("without money", "IMHT Nurses", "in force", "matrix: row V4"),
            ("without money", "Watch Scheme Coordinator", "in force", "panel 2018: para 7.18"),
            (f"without owner, {OFFICE}", f"{PLAN_2017}/t8", "in force", "matrix: row T8"),
        ],
        "must_not": [
            ("without owner", f"{PLAN_2017}/v4", "", ""),
            ("without chair", "CCSSB", "", ""),
            ("without oversight", "CCSSB", "", "", "holds to account"),
            ("without chair", "Vision Zero Partnership", "", ""),
        ],
        "notes": ["stale"],
    },
    {
        "question": "N2. And if they had ended in November 2020? The boards and duties that the papers of 2023 name are not there yet.",
        "ask": [f"ask impact {PCC}", f"ask impact {POST}/acting-police-and-crime-commissioner"],
        "as_of": "2020-11",
        "must": [("without chair", "National Commercial Board", "in force", "matrix: row T5")],
        "must_not": [("without chair", "Countywide High Harms Board", "", ""), ("without owner", "Community Remedy", "", "")],
    },
    {
        "question": "N3. The Safer Streets Fund ends in 2020: the home security work has no money; the round of 2022 is not known yet.",
        "ask": ["ask impact 'Safer Streets Fund'"],
        "as_of": "2020-11",
        "must": [
            ("without money", "Targeted home security improvements", "in force", "board 2020: para 5.8"),
            ("ends with it", "Safer Streets Fund bid of July 2020", "in force", "board 2020: para 5.8"),
        ],
        "must_not": [("without money", "ASB Officers", "", ""), ("without money", "Safer Streets cameras", "", "")],
    },
    {
        "question": "N4. The countywide board ends in 2018: its delivery groups end with it, and what all of them lead has no owner.",
        "ask": ["ask impact CCSSB"],
        "as_of": "2018-12",
        "must": [
            ("ends with it", "Mental Health Delivery Group", "in force", "panel 2018: para 6.2"),
            ("ends with it", "Road Safety Delivery Group", "in force", "panel 2018: para 6.2"),
        ],
        "must_not": [("without chair", None, "", ""), ("ends with it", "Huntingdonshire Community Safety Partnership", "", "")],
        "notes": ["by-class"],
    },
    {
        "question": "N5. What does the HR collaboration depend on? On a new system, and through it on another that came late.",
        "ask": ["ask depends work/hr-collaboration"],
        "as_of": "2018-12",
        "must": [
            ("depends on", "thing/erp", "in force", "matrix: row T2"),
            ("depends on", "thing/athena", "in force", "matrix: row T2", "> depends on >"),
        ],
    },
    {
        "question": "N6. What does the plan of 2021 depend on? On the Ministry's steer; for the race action plan the paper names nothing.",
        "ask": [f"ask depends {PLAN_2021}"],
        "as_of": "2023-03",
        "must": [
            ("depends on", "Ministry of Justice", "in force", "", "Review Major Incident Support Framework"),
            ("depends on", f"{PLAN_2021}/police-race-action-plan/dependencies", "in force", "", "not named"),
        ],
        "must_not": [("depends on", "thing/athena", "", "")],
    },
    {
        "question": "N7. What does V4 depend on? The matrix does not say.",
        "ask": ["ask depends V4"],
        "as_of": "2018-12",
        "must_not": [("", None, "", "")],
        "notes": ["not-stated"],
    },
    {
        "question": "N8. How are the Mental Health Delivery Group and the countywide board joined? The board oversees it.",
        "ask": ["ask connection 'Mental Health Delivery Group' CCSSB"],
        "as_of": "2018-12",
        "must": [("overseen by", "CCSSB", "in force", "matrix: row V4")],
        "must_not": [("held to account by", None, "", ""), ("reports to", None, "", "matrix: row V4")],
    },
    {
        "question": "N9. How are the Panel and the board for high harms joined? The Panel scrutinises the Commissioner, who chairs it.",
        "ask": ["ask connection 'Police and Crime Panel' 'Countywide High Harms Board'"],
        "as_of": "2023-03",
        "must": [
            ("scrutinises", PCC, "in force", "item 7: para 4.1"),
            ("chairs", "Countywide High Harms Board", "in force", "item 7: para 4.5"),
        ],
    },
    {
        "question": "N10. And in November 2020? The board is in no paper yet.",
        "ask": ["ask connection 'Police and Crime Panel' 'Countywide High Harms Board'"],
        "as_of": "2020-11",
        "must_not": [("", None, "", "")],
        "notes": ["not-stated"],
    },
    {
        "question": "N11. What do the criminal justice board and the high harms board share? Their chair.",
        "ask": ["ask overlap CCJB 'Countywide High Harms Board'"],
        "as_of": "2023-03",
        "must": [("chaired by", PCC, "in force", "item 7: para 4.5")],
    },
    {
        "question": "N12. Which partners have two partnerships? The fire service sits on every one; in Peterborough by name.",
        "ask": ["ask overlap 'Safer Peterborough Partnership' 'Huntingdonshire Community Safety Partnership'"],
        "as_of": "2023-03",
        "must": [("has member", "Cambridgeshire Fire and Rescue Service", "in force", "", "as one of Community Safety Partnerships")],
        "must_not": [("chaired by", None, "", "")],
        "notes": ["by-class"],
    },
    {
        "question": "N13. Do the Panel and the countywide board share a member? No paper says so.",
        "ask": ["ask overlap 'Police and Crime Panel' CCSSB"],
        "as_of": "2023-03",
        "must_not": [("", None, "", "")],
        "notes": ["not-stated"],
    },
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["question"].split(".")[0])
def test_what_hangs_on_what(holds, question):
    holds(question)


@pytest.fixture(scope="session")
def matrix(shipped):
    """The RACI matrix of the plan of 2017, by the code of the action."""
    answer = ask(shipped, load()["raci"], [PLAN_2017], "2018-12")
    return {str(row.values["action"]).split()[0]: row for row in answer.rows}, answer


@pytest.mark.parametrize(
    ("code", "column", "letters"),
    [
        ("V4", "NP", "A"),
        ("V4", "Crisis Concordat Mental Health Delivery Group", "R"),
        ("V4", "Cambridgeshire Constabulary", ""),
        ("T5", "AW", "A"),
        ("T5", "DG", "A"),
        ("T5", "Office of the Police and Crime Commissioner", "R"),
        ("T2", "Cambridgeshire Constabulary", "R"),
        ("V3", "CS", "A"),
        ("T4", "DG", "A"),
    ],
)
def test_who_does_what_by_the_matrix(matrix, code, column, letters):
    rows, _ = matrix
    if column == "Cambridgeshire Constabulary" and not letters:
        assert "R" not in rows[code].values[column]
        return
    assert letters in rows[code].values[column].split(", ")


def test_every_action_of_the_plan_is_there_once(matrix):
    rows, answer = matrix
    codes = [code for code in rows if code[:1] in "VOCT" and code[1:].isdigit()]
    assert len([code for code in codes if code[0] == "V"]) == 9
    assert len([code for code in codes if code[0] == "C"]) == 10
    assert len([row for row in answer.rows if str(row.values["action"]).startswith("V4 ")]) == 1


def test_no_reporting_goes_round_in_a_circle(shipped):
    answer = ask(shipped, load()["cycles"], [], "2026")
    assert answer.rows == ()
    assert [str(note.code) for note in answer.notes] == ["not-stated"]


def test_the_constabulary_is_a_cut_point_and_leads_by_what_it_touches(shipped):
    """It leads most of the matrix, alone in most rows: no other body of the five papers owns as much."""
    answer = ask(shipped, load()["critical"], [], "2018-12")
    first = answer.rows[0].values
    assert (first["entity_id"], first["cut_point"]) == (CONSTABULARY, True)
    assert first["touched"] >= 10
    assert all(row.evidence for row in answer.rows)
