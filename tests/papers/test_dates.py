"""What changed between the papers: the same question at two dates."""

from __future__ import annotations

import pytest

POST = "post/office-of-the-police-and-crime-commissioner"
PCC = f"{POST}/police-and-crime-commissioner"
ACTING = f"{POST}/acting-police-and-crime-commissioner"
PLAN = "work/police-and-crime-plan-2017"
FIRE = "body/cambridgeshire-and-peterborough-fire-authority"

QUESTIONS = [
    {
        "question": "23. In August 2016, had the Plan its four themes? They were planned.",
        "ask": [f"show {PLAN}"],
        "as_of": "2016-08",
        "must": [
            ("contains", f"{PLAN}/victims", "planned", "board 2016: para 3.2"),
            ("contains", f"{PLAN}/offenders", "planned", "board 2016: para 3.2"),
            ("contains", f"{PLAN}/communities", "planned", "board 2016: para 3.2"),
            ("contains", f"{PLAN}/transformation", "planned", "board 2016: para 3.2"),
        ],
        "must_not": [("contains", f"{PLAN}/communities", "in force", ""), ("contains", f"{PLAN}/v4", "", "")],
    },
    {
        "question": "24. And at the end of 2018? It is in force, and says so.",
        "ask": [f"show {PLAN}"],
        "as_of": "2018-12",
        "must": [
            ("contains", f"{PLAN}/victims", "in force", "panel 2018: para 4.2"),
            ("contains", f"{PLAN}/communities", "in force", "panel 2018: para 4.2"),
        ],
        "must_not": [("succeeded by", None, "", ""), ("contains", "work/police-and-crime-plan-2021/ethical-policing", "", "")],
    },
    {
        "question": "25. Is the Commissioner responsible for the fire authority? A possibility in 2016; in October 2018 before a court.",
        "ask": [f"show {FIRE}", f"ask owners {FIRE}", "ask owners 'Cambridgeshire Fire and Rescue Service'"],
        "as_of": "2018-10",
        "must": [("", None, "proposed", "board 2016: para 4.14", "responsibility")],
        "must_not": [
            ("", None, "in force", "board 2016: para 4.14"),
            ("accountable", PCC, "in force", ""),
            ("oversees", PCC, "in force", ""),
            ("overseen by", PCC, "in force", ""),
            ("answered for by", PCC, "in force", ""),
            ("led by", PCC, "in force", ""),
        ],
    },
    {
        "question": "26. Who chaired or convened CCSSB at the end of 2018? The Commissioner used it; no more is said.",
        "ask": ["show CCSSB", "ask chain CCSSB"],
        "as_of": "2018-12",
        "must": [("receives reports from", "body/countywide-delivery-groups", "in force", "panel 2018: para 6.2")],
        "must_not": [("chaired by", None, "", ""), ("convened by", None, "", ""), ("held to account by", None, "", "")],
    },
    {
        "question": "27. And in November 2020? The Acting Commissioner brought it together; who chairs it is still not said.",
        "ask": ["ask chain CCSSB"],
        "as_of": "2020-11",
        "must": [("convened by", ACTING, "in force", "board 2020: para 5.11")],
        "must_not": [("chaired by", None, "", ""), ("convened by", PCC, "", ""), ("held to account by", None, "", "")],
    },
    {
        "question": "28. What became of the road safety partnership? One body with a new name, and no second one that succeeds it.",
        "ask": ["show 'Vision Zero Partnership'", "show 'Cambridgeshire and Peterborough Road Safety Partnership'"],
        "as_of": "2020-11",
        "must": [
            ("name", "=Vision Zero Partnership", "", "board 2020: para 5.6"),
            ("name", "=Cambridgeshire and Peterborough Road Safety Partnership", "", "board 2020: para 5.6"),
            ("has member", ACTING, "in force", "board 2020: para 5.6"),
        ],
        "must_not": [
            ("succeeds", None, "", ""),
            ("succeeded by", None, "", ""),
            ("has instance", None, "", ""),
            ("chaired by", None, "", ""),
        ],
    },
    {
        "question": "29. Was there talk of Vision Zero at the end of 2018? No paper up to then names it.",
        "ask": ["find 'Vision Zero'", "show 'Vision Zero Partnership'"],
        "as_of": "2018-12",
        "must_not": [("", "Vision Zero Partnership", "", ""), ("has member", None, "", ""), ("name", None, "", "")],
    },
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["question"].split(".")[0])
def test_dates(holds, question):
    holds(question)
