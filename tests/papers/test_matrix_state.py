"""The delivery matrix of October 2018: what state the work is in, what refers to what, and what falls if somebody ends."""

from __future__ import annotations

import pytest

POST = "post/office-of-the-police-and-crime-commissioner"

QUESTIONS = [
    {
        "question": "8. Which colours and arrows of the matrix does the text still tell? Arrows of C3 and T3; no colour of V4, C3, T3.",
        "ask": ["show V4", "show C3", "show T3"],
        "as_of": "2018-10",
        "must": [
            ("state", "=lost", "", "matrix: row V4"),
            ("state", "=lost", "", "matrix: row C3"),
            ("state", "=lost", "", "matrix: row T3"),
            ("direction", "=improved|↑", "in force", "matrix: row C3"),
            ("direction", "=improved|↑", "in force", "matrix: row T3"),
        ],
        "must_not": [
            ("state", "=green|amber|yellow|white|on target", "", ""),
            ("direction", "=improved|↑|deteriorated|no change", "", "matrix: row V4"),
        ],
    },
    {
        "question": "9. What is being done for T6? The cell of activities is empty; its leads and its opportunities are not.",
        "ask": ["show T6", "evidence T6"],
        "as_of": "2018-10",
        "must": [
            ("", "=empty", "", "matrix: row T6 > activities"),
            ("", None, "", "matrix: row T6 > activities", "row T6 > activities", "empty"),
            ("answered for by", "DG", "in force", "matrix: row T6"),
            ("led by", "OPCC", "in force", "matrix: row T6"),
            ("led by", "Public Service Board", "in force", "matrix: row T6"),
        ],
        "must_not": [("answered for by", "OPCC", "", ""), ("led by", "Cambridgeshire Constabulary", "", "")],
    },
    {
        "question": "10. What was the status of T10 on 31 October 2018? The board that changed it had not met yet.",
        "ask": ["show T10"],
        "as_of": "2018-10-31",
        "must": [
            ("state", "=Red", "in force", "matrix: row T10"),
            ("answered for by", "CS", "in force", "matrix: row T10"),
            ("led by", "OPCC", "in force", "matrix: row T10"),
        ],
        "must_not": [("state", "=Amber", "", "")],
    },
    {
        "question": "11. And from 1 November 2018?",
        "ask": ["show T10", "ask portfolio OPCC"],
        "as_of": "2018-11-01",
        "must": [("state", "=Amber", "in force", "matrix: row T10"), ("leads", "T10", "in force", "matrix: row T10", "Amber")],
        "must_not": [("state", "=Red", "in force", ""), ("state", "=Amber", "planned", ""), ("leads", "T10", "", "", "Red")],
    },
    {
        "question": "12. Which actions does O3 point to, and which point to O3? A pointer is no dependence.",
        "ask": ["show O3"],
        "as_of": "2018-10",
        "must": [
            ("refers to", "T1", "in force", "matrix: row O3"),
            ("referred to by", "V7", "in force", "matrix: row V7"),
            ("referred to by", "O4", "in force", "matrix: row O4"),
            ("referred to by", "O7", "in force", "matrix: row O7"),
            ("referred to by", "O9", "in force", "matrix: row O9"),
            ("referred to by", "T1", "in force", "matrix: row T1"),
        ],
        "must_not": [
            ("depends on", "T1", "", ""),
            ("needed by", "V7", "", ""),
            ("needed by", "O4", "", ""),
            ("referred to by", "V4", "", ""),
        ],
    },
    {
        "question": "13. Which actions would have nobody if the Constabulary ended, or the Mental Health Delivery Group?",
        "ask": ["ask impact 'Cambridgeshire Constabulary'", "ask impact 'Mental Health Delivery Group'"],
        "as_of": "2018-10",
        "must": [
            ("without owner", "V2", "", "matrix: row V2"),
            ("without owner", "C1", "", "matrix: row C1"),
            ("without owner", "C3", "", "matrix: row C3"),
            ("shared: owner", "V3", "", "matrix: row V3"),
            ("shared: owner", "V5", "", "matrix: row V5"),
            ("shared: owner", "O10", "", "matrix: row O10"),
            ("shared: owner", "V4", "", "matrix: row V4"),
        ],
        "must_not": [
            ("without owner", "V3", "", ""),
            ("without owner", "T8", "", ""),
            ("without owner", "V4", "", ""),
            ("waiting", "O3", "", ""),
            ("ends with it", "O3", "", ""),
        ],
    },
    {
        "question": "14. What does the officer NP answer for? Initials stay initials.",
        "ask": ["ask portfolio NP"],
        "as_of": "2018-10",
        "must": [
            ("is accountable for", "V1", "in force", "matrix: row V1"),
            ("is accountable for", "V4", "in force", "matrix: row V4"),
            ("is accountable for", "V9", "in force", "matrix: row V9"),
            ("is accountable for", "O5.1", "in force", "matrix: row O5.1"),
            ("is accountable for", "O6", "in force", "matrix: row O6"),
            ("is accountable for", "T7", "in force", "matrix: row T7"),
        ],
        "must_not": [
            ("is accountable for", "V2", "", ""),
            ("is accountable for", "O7", "", ""),
            ("is accountable for", "O5.2", "", ""),
            ("leads", None, "", ""),
            ("holds the post of", None, "", ""),
        ],
    },
    {
        "question": "15. What did the Commissioner chair in October 2018? The lead of a procurement board is only planned.",
        "ask": [f"ask portfolio {POST}/police-and-crime-commissioner"],
        "as_of": "2018-10",
        "must": [
            ("chairs", "National Commercial Board", "in force", "matrix: row T5"),
            ("chairs", "National Commercial Board", "in force", "matrix: row T3"),
            ("", None, "planned", "matrix: row T3", "lead for PCCs", "procurement board"),
        ],
        "must_not": [
            ("", None, "in force", "matrix: row T3", "procurement board"),
            ("chairs", "CCSSB", "", ""),
            ("chairs", "Cambridgeshire Criminal Justice Board", "", ""),
            ("convenes", "CCSSB", "", ""),
        ],
    },
    {
        "question": "16. Who holds the responsible authorities to account? O8 sets out to do it; nobody is said to do so.",
        "ask": ["show body/responsible-authorities", "ask owners O8"],
        "as_of": "2018-10",
        "must": [
            ("accountable", "CS", "in force", "matrix: row O8"),
            ("leads", "CCSSB", "in force", "matrix: row O8"),
        ],
        "must_not": [
            ("held to account by", None, "in force", ""),
            ("has instance", "Clinical Commissioning Group", "", ""),
        ],
    },
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["question"].split(".")[0])
def test_state_in_the_matrix(holds, question):
    holds(question)
