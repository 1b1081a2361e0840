"""The paper to the Panel of 14 November 2018: delivery groups, partnerships, grants; what is of a class, expected, or not said."""

from __future__ import annotations

import pytest

GROUPS = "body/countywide-delivery-groups"
POST = "post/office-of-the-police-and-crime-commissioner"

QUESTIONS = [
    {
        "question": "17. How many countywide delivery groups are there? Nine are counted; the subjects that they cover are seven.",
        "ask": [f"show {GROUPS}"],
        "as_of": "2018-12",
        "must": [
            ("count", "=nine|9", "in force", "panel 2018: para 6.2"),
            ("has instance", "Mental Health Delivery Group", "in force", "panel 2018: para 6.2"),
            ("has instance", "Road Safety Delivery Group", "in force", "panel 2018: para 6.2"),
            ("has instance", "Youth Justice Delivery Group", "in force", "panel 2018: para 6.2"),
            ("reports to", "CCSSB", "in force", "panel 2018: para 6.2"),
            ("escalates to", "CCSSB", "expected", "panel 2018: para 6.3"),
        ],
        "must_not": [
            ("count", "=seven|7", "", ""),
            ("escalates to", "CCSSB", "in force", ""),
            ("held to account by", None, "", ""),
            ("reports to", "Business Coordination Board", "", ""),
        ],
    },
    {
        "question": "18. To whom does the Mental Health Delivery Group answer? It reports; that it escalates risk is only expected.",
        "ask": ["ask chain 'Mental Health Delivery Group'"],
        "as_of": "2018-12",
        "must": [
            ("overseen by", "CCSSB", "in force", "matrix: row V4"),
            ("reports to", "CCSSB", "in force", "panel 2018: para 6.2"),
            ("escalates to", "CCSSB", "expected", "panel 2018: para 6.3"),
        ],
        "must_not": [
            ("escalates to", "CCSSB", "in force", ""),
            ("held to account by", "CCSSB", "", ""),
            ("chaired by", None, "", "panel 2018: para 6.2"),
        ],
        "notes": ["by-class"],
        "no_notes": ["stale"],
    },
    {
        "question": "19. Do the delivery groups oversee the SARC and the MASH? Many of them oversee such work; which ones is not said.",
        "ask": [
            "ask owners 'Sexual Assault Referral Centre'",
            "ask portfolio 'Road Safety Delivery Group'",
            "ask portfolio 'Mental Health Delivery Group'",
        ],
        "as_of": "2018-12",
        "must": [("oversees (many of them)", GROUPS, "in force", "panel 2018: para 6.4")],
        "must_not": [
            ("oversees", "Road Safety Delivery Group", "", ""),
            ("oversees", "Mental Health Delivery Group", "", ""),
            ("oversees", "Sexual Assault Referral Centre", "", ""),
            ("oversees", "Multi-Agency Safeguarding Hub", "", ""),
        ],
    },
    {
        "question": "20. Which duty has the Huntingdonshire partnership? That of every partnership; it is shown as said of the class.",
        "ask": ["ask portfolio 'Huntingdonshire Community Safety Partnership'"],
        "as_of": "2018-12",
        "must": [("has the duty", None, "in force", "panel 2018: para 6.18", "as one of")],
        "must_not": [("leads", "O2.3", "", ""), ("oversees", None, "", ""), ("holds to account", None, "", "")],
        "notes": ["by-class"],
    },
    {
        "question": "21. How large is the Early Intervention Youth Fund, and did the county get any? No result of the bids is stated.",
        "ask": ["show 'Early Intervention Youth Fund'"],
        "as_of": "2018-12",
        "must": [
            ("bid for by", "OPCC", "in force", "panel 2018: para 6.16"),
            ("", "=£11m", "", "panel 2018: para 6.16"),
            ("", "=£22m", "", "panel 2018: para 6.16"),
        ],
        "must_not": [
            ("receives", None, "", ""),
            ("is paid to", None, "", ""),
            ("bid for by", None, "", "", "successful"),
            ("awarded by", "Home Office", "", ""),
        ],
    },
    {
        "question": "22. Which post did the paper's contact officer hold? The paper names her without one.",
        "ask": ["ask portfolio 'Dorothy Gregson'"],
        "as_of": "2018-12",
        "must": [("produces", None, "in force", "panel 2018: head")],
        "must_not": [("holds the post of", None, "", ""), ("is accountable for", None, "", "")],
    },
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["question"].split(".")[0])
def test_the_panel_of_2018(holds, question):
    holds(question)
