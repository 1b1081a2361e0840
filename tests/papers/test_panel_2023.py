"""The agenda pack of the Panel of 15 March 2023: who may do what to whom, whose words they are, what is planned, what differs."""

from __future__ import annotations

import pytest

POST = "post/office-of-the-police-and-crime-commissioner"
PCC = f"{POST}/police-and-crime-commissioner"
CHIEF = "post/cambridgeshire-constabulary/chief-constable"
CSPS = "body/community-safety-partnerships"
PANEL = "body/cambridgeshire-police-and-crime-panel"
PLAN = "work/police-and-crime-plan-2021"

QUESTIONS = [
    {
        "question": "34. Who holds the community safety partnerships to account? Local authorities, in the Commissioner's words; not he.",
        "ask": [f"ask owners {CSPS}"],
        "as_of": "2023-03",
        "must": [("holds to account", "Local Authorities", "in force", "minutes: item 43", "Commissioner")],
        "must_not": [
            ("holds to account", PCC, "", ""),
            ("holds to account", "OPCC", "", ""),
            ("holds to account", PANEL, "", ""),
            ("holds to account", "CCSSB", "", ""),
        ],
    },
    {
        "question": "35. And the community safety partners? A paper says that the law gives the Commissioner no such role.",
        "ask": ["ask owners 'community safety partners'"],
        "as_of": "2023-03",
        "must_not": [("holds to account", None, "", ""), ("oversees", PCC, "", ""), ("leads", PCC, "", "")],
        "notes": ["denied", "not-stated"],
        "no_notes": ["lost", "contradicted"],
    },
    {
        "question": "36. What may the Commissioner not do, and what does he chair?",
        "ask": [f"show {PCC}"],
        "as_of": "2023-03",
        "must": [
            ("does not hold to account", None, "in force", "item 7: para 4.2"),
            ("is not subject to", None, "in force", "item 9: para 5.2", "Serious Violence Duty"),
            ("has the power", None, "in force", "item 7: para 4.2"),
            ("has the power", None, "in force", "item 9: para 5.2"),
            ("chairs", "Countywide High Harms Board", "in force", "item 7: para 4.5"),
            ("chairs", "Cambridgeshire Criminal Justice Board", "in force", "item 6: section 11"),
            ("holds to account", CHIEF, "in force", "item 9: para 6.1"),
        ],
        "must_not": [
            ("has the duty", None, "", "", "Serious Violence"),
            ("holds to account", CSPS, "", ""),
            ("scrutinises", CSPS, "", ""),
            ("chairs", CSPS, "", ""),
            ("chairs", "CCSSB", "", ""),
            ("chairs", PANEL, "", ""),
        ],
    },
    {
        "question": "37. What did the Panel do with the precept? Unanimously it did not use its veto, and it made a recommendation.",
        "ask": [f"show {PANEL}"],
        "as_of": "2023-03",
        "must": [
            ("decided on", None, "in force", "minutes: item 45", "not vetoed", "unanimous"),
            ("scrutinises", PCC, "in force", "item 7: para 4.1"),
        ],
        "must_not": [
            ("decided on", None, "", "", "decision: vetoed"),
            ("decided on", None, "", "minutes: item 45", "not vetoed", "in the words of"),
            ("holds to account", CHIEF, "", ""),
            ("scrutinises", CHIEF, "", ""),
            ("scrutinises", "Cambridgeshire Constabulary", "", ""),
        ],
    },
    {
        "question": "38. How much came in the latest round of Safer Streets? Two items of one pack print it differently.",
        "ask": ["show money/safer-streets-fund/round-4"],
        "as_of": "2023-03",
        "must": [
            ("", None, "in force", "item 6: para 7.2", "£634,285"),
            ("", None, "in force", "item 7: para 6.2", "£634,285k"),
        ],
        "notes": ["contradicted"],
    },
    {
        "question": "39. When does the new website go live? Expected in May 2023, and in April 2023: two items of one pack.",
        "ask": ["show 'New website of the Police and Crime Commissioner'"],
        "as_of": "2023-03",
        "must": [
            ("", "=May 2023", "expected", "item 6: para 10.3"),
            ("", "=April 2023", "expected", "item 9: para 5.1"),
        ],
        "must_not": [("", "=May 2023", "in force", ""), ("", "=April 2023", "in force", "")],
        "notes": ["contradicted"],
    },
    {
        "question": "40. To whom does the High Harms Board answer, and when does the Panel look at it? In September, as planned.",
        "ask": ["ask chain 'Countywide High Harms Board'", "show 'Countywide High Harms Board'"],
        "as_of": "2023-03",
        "must": [
            ("chaired by", PCC, "in force", "item 7: para 4.5"),
            ("was considered at", None, "planned", "item 10: row 13 SEPTEMBER 2023"),
        ],
        "must_not": [
            ("was considered at", None, "in force", ""),
            ("succeeds", "CCSSB", "", ""),
            ("is part of", "CCSSB", "", ""),
            ("reports to", PANEL, "in force", ""),
        ],
    },
    {
        "question": "41. And did it? At the end of 2024 no paper says so.",
        "ask": ["show 'Countywide High Harms Board'"],
        "as_of": "2024-12",
        "must": [("was considered at", None, "planned", "item 10: row 13 SEPTEMBER 2023", "no paper says that it happened")],
        "must_not": [("was considered at", None, "in force", "")],
    },
    {
        "question": "42. Who holds the Chief Constable to account? The Commissioner does; for the race action plan's response he is to.",
        "ask": [f"ask owners {CHIEF}", f"ask chain {CHIEF}"],
        "as_of": "2023-03",
        "must": [
            ("holds to account", PCC, "in force", "item 9: para 6.1"),
            ("held to account by", PCC, "in force", "item 9: para 6.1"),
            ("holds to account", PCC, "planned", "item 9: para 5.2"),
        ],
        "must_not": [
            ("holds to account", PCC, "in force", "item 9: para 5.2"),
            ("holds to account", PANEL, "", ""),
            ("held to account by", PANEL, "", ""),
        ],
    },
    {
        "question": "43. Who answers for the Demand Hub? The Chief Constable, in the Commissioner's words.",
        "ask": ["ask owners 'Demand Hub'"],
        "as_of": "2023-03",
        "must": [("accountable", CHIEF, "in force", "minutes: item 45 > para 12", "Commissioner")],
        "must_not": [("accountable", PCC, "", ""), ("leads", PCC, "", "")],
        "no_notes": ["contradicted"],
    },
    {
        "question": "44. Which deliverables listed as current are not under way? One has not started, one is complete.",
        "ask": [
            f"show '{PLAN}/review-of-victim-and-witness-hub'",
            f"show '{PLAN}/refresh-of-domestic-abuse-sexual-violence-partnership-strategy'",
        ],
        "as_of": "2023-03",
        "must": [
            ("listed_as", "=current", "", "item 9: para 5.3"),
            ("state", "=not started", "", "item 9: para 5.3"),
            ("due", "=Q1/Q2", "", "item 9: para 5.3"),
            ("state", "=complete", "in force", "item 9: para 5.3"),
        ],
        "must_not": [("state", "=ongoing", "", "")],
    },
    {
        "question": "45. Who attended the Panel of 1 February 2023, and who sent apologies?",
        "ask": ["show meeting/cambridgeshire-police-and-crime-panel/2023-02-01"],
        "as_of": "2023-03",
        "must": [
            ("attended by", "Edward Leigh", "in force", "minutes: head"),
            ("attended by", "Claire George", "in force", "minutes: head"),
            ("attended by", "Darryl Preston", "in force", "minutes: head"),
            ("attended by", None, "in force", "minutes: item 40", "Gilderdale", "apologies"),
            ("attended by", None, "in force", "minutes: item 40", "Tierney", "apologies"),
        ],
        "must_not": [
            ("attended by", None, "", "minutes: head", "Gilderdale"),
            ("attended by", None, "", "minutes: head", "Tierney"),
            ("attended by", "Dorothy Gregson", "", ""),
        ],
    },
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["question"].split(".")[0])
def test_the_panel_of_2023(holds, question):
    holds(question)
