"""The paper to the Board of 28 October 2020: an acting post, a group to come; and whose initials are nobody's name."""

from __future__ import annotations

import pytest

POST = "post/office-of-the-police-and-crime-commissioner"
PCC = f"{POST}/police-and-crime-commissioner"
ACTING = f"{POST}/acting-police-and-crime-commissioner"

QUESTIONS = [
    {
        "question": "30. May the Acting Commissioner vary or issue a plan? No: every power but that.",
        "ask": [f"show {ACTING}"],
        "as_of": "2020-11",
        "must": [
            ("lacks the power", None, "in force", "board 2020: para 3.1"),
            ("has the power", None, "in force", "board 2020: para 3.1", "other than"),
        ],
        "must_not": [
            ("lacks the power", None, "planned", ""),
            ("has the duty", None, "", "board 2020: para 3.1"),
            ("produces", "work/police-and-crime-plan-2017", "", ""),
        ],
    },
    {
        "question": "31. Who oversees the Independent Scrutiny Group in 2020? The Acting Commissioner will, once it is in place.",
        "ask": ["ask owners 'Independent Scrutiny Group'", "ask chain 'Independent Scrutiny Group'"],
        "as_of": "2020-11",
        "must": [
            ("oversees", ACTING, "planned", "board 2020: para 4.4"),
            ("overseen by", ACTING, "planned", "board 2020: para 4.4"),
        ],
        "must_not": [
            ("oversees", None, "in force", ""),
            ("overseen by", None, "in force", ""),
            ("led by", None, "in force", ""),
            ("accountable", None, "", ""),
        ],
    },
    {
        "question": "32. Who reviews complaints since February 2020? The Acting Commissioner the low level, IOPC the serious.",
        "ask": [f"ask portfolio {ACTING}", "ask portfolio 'Independent Office for Police Conduct'"],
        "as_of": "2020-11",
        "must": [
            ("", None, "in force", "board 2020: para 7.5", "low level"),
            ("", None, "in force", "board 2020: para 7.5", "serious"),
        ],
        "must_not": [("", None, "planned", "board 2020: para 7.5"), ("scrutinises", "Cambridgeshire Constabulary", "", "")],
    },
    {
        "question": "33. Is the director named in 2016 the officer CK of the matrix? No paper says so.",
        "ask": ["ask portfolio 'Charles Kitchin'"],
        "as_of": "2018-12",
        "must": [("holds the post of", None, "in force", "board 2016: section BIBLIOGRAPHY", "Director of Public Engagement")],
        "must_not": [("is accountable for", None, "", ""), ("leads", None, "", "")],
    },
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["question"].split(".")[0])
def test_the_board_of_2020(holds, question):
    holds(question)
