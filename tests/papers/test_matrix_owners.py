"""The delivery matrix of October 2018: who is accountable for an action, and who leads it."""

from __future__ import annotations

import pytest

QUESTIONS = [
    {
        "question": "1. Who owns the action on people in mental health crisis (V4)?",
        "ask": ["ask owners V4"],
        "as_of": "2018-10",
        "must": [
            ("accountable", "NP", "in force", "matrix: row V4"),
            ("leads", "Mental Health Delivery Group", "in force", "matrix: row V4"),
        ],
        "must_not": [
            ("accountable", "Mental Health Delivery Group", "", ""),
            ("leads", "NP", "", ""),
            ("leads", "Cambridgeshire Constabulary", "", ""),
        ],
        "no_notes": ["not-stated", "lost", "denied", "contradicted", "stale"],
    },
    {
        "question": "2. Which actions name two accountable owners: V3, T5, O10?",
        "ask": ["ask owners V3", "ask owners T5", "ask owners O10"],
        "as_of": "2018-10",
        "must": [
            ("accountable", "NP", "in force", "matrix: row V3"),
            ("accountable", "CS", "in force", "matrix: row V3"),
            ("leads", "Cambridgeshire Constabulary", "in force", "matrix: row V3"),
            ("accountable", "AW", "in force", "matrix: row T5"),
            ("accountable", "DG", "in force", "matrix: row T5"),
            ("leads", "OPCC", "in force", "matrix: row T5"),
            ("accountable", "CS", "in force", "matrix: row O10"),
            ("accountable", "JH", "in force", "matrix: row O10"),
            ("leads", "Cambridgeshire Constabulary", "in force", "matrix: row O10"),
            ("leads", "CCSSB", "in force", "matrix: row O10"),
            ("leads", "Cambridgeshire Criminal Justice Board", "in force", "matrix: row O10"),
        ],
        "must_not": [("accountable", "CK", "", ""), ("leads, earlier", None, "", ""), ("accountable, earlier", None, "", "")],
        "no_notes": ["not-stated", "lost", "superseded"],
    },
    {
        "question": "3. Which actions name several leads: V5 and T7?",
        "ask": ["ask owners V5", "ask owners T7"],
        "as_of": "2018-10",
        "must": [
            ("accountable", "NP", "in force", "matrix: row V5"),
            ("leads", "OPCC", "in force", "matrix: row V5"),
            ("leads", "Cambridgeshire Constabulary", "in force", "matrix: row V5"),
            ("leads", "body/cambridgeshire-county-council", "in force", "matrix: row V5"),
            ("accountable", "NP", "in force", "matrix: row T7"),
            ("leads", "OPCC", "in force", "matrix: row T7"),
            ("leads", "CCSSB", "in force", "matrix: row T7"),
            ("leads", "Cambridgeshire Criminal Justice Board", "in force", "matrix: row T7"),
        ],
        "must_not": [
            ("leads", "body/peterborough-city-council", "", ""),
            ("leads", "Domestic Abuse and Sexual Violence Delivery Group", "", ""),
        ],
        "no_notes": ["not-stated", "lost", "superseded"],
    },
    {
        "question": "4. Which actions have a lead and nobody in the OPCC's cell? V2, O1, C1, C3 and T8: the cell is empty, not lost.",
        "ask": ["ask owners V2", "ask owners O1", "ask owners C1", "ask owners C3", "ask owners T8"],
        "as_of": "2018-10",
        "must": [
            ("leads", "Cambridgeshire Constabulary", "in force", "matrix: row V2"),
            ("leads", "Cambridgeshire Constabulary", "in force", "matrix: row O1"),
            ("leads", "Cambridgeshire Constabulary", "in force", "matrix: row C1"),
            ("leads", "Cambridgeshire Constabulary", "in force", "matrix: row C3"),
            ("leads", "OPCC", "in force", "matrix: row T8"),
        ],
        "must_not": [("accountable", None, "", "")],
        "notes": ["not-stated"],
        "no_notes": ["lost", "denied"],
    },
    {
        "question": "5. Who owns O2, which is split over three strands?",
        "ask": ["ask owners O2"],
        "as_of": "2018-10",
        "must": [
            ("leads", "body/community-safety-partnerships", "in force", "matrix: row O2.1", "/o2-1"),
            ("accountable", "CK", "in force", "matrix: row O2.1", "/o2-1"),
            ("leads", "Cambridgeshire Constabulary", "in force", "matrix: row O2.2", "/o2-2"),
            ("accountable", "CK", "in force", "matrix: row O2.2", "/o2-2"),
            ("leads", "Cambridgeshire Constabulary", "in force", "matrix: row O2.3", "/o2-3"),
            ("accountable", "CS", "in force", "matrix: row O2.3", "/o2-3"),
        ],
        "must_not": [
            ("leads", "body/community-safety-partnerships", "", "matrix: row O2.3"),
            ("accountable", "CS", "", "matrix: row O2.1"),
            ("accountable", "CS", "", "matrix: row O2.2"),
            ("accountable", "CK", "", "matrix: row O2.3"),
        ],
        "no_notes": ["not-stated", "lost"],
    },
    {
        "question": "6. Who owns O5, on diverting people from offending?",
        "ask": ["ask owners O5"],
        "as_of": "2018-10",
        "must": [
            ("accountable", "CS", "in force", "matrix: row O5.1", "/o5-1"),
            ("accountable", "NP", "in force", "matrix: row O5.1", "/o5-1"),
            ("leads", "Youth Offending Services", "in force", "matrix: row O5.1", "/o5-1"),
            ("accountable", "CS", "in force", "matrix: row O5.2", "/o5-2"),
            ("leads", "Cambridgeshire Constabulary", "in force", "matrix: row O5.2", "/o5-2"),
        ],
        "must_not": [("accountable", "NP", "", "matrix: row O5.2"), ("leads", "OPCC", "", "")],
        "no_notes": ["not-stated", "lost"],
    },
    {
        "question": "7. Who owns C10? The OPCC's cell is empty for the first strand; the same initials stand in both cells of the second.",
        "ask": ["ask owners C10"],
        "as_of": "2018-10",
        "must": [
            ("leads", "Cambridgeshire Constabulary", "in force", "matrix: row C10.1", "/c10-1"),
            ("accountable", "AF", "in force", "matrix: row C10.2", "/c10-2"),
            ("leads", "AF", "in force", "matrix: row C10.2", "/c10-2"),
        ],
        "must_not": [
            ("accountable", None, "", "matrix: row C10.1"),
            ("leads", "PSD Governance Board", "", ""),
            ("leads", "Cambridgeshire Constabulary", "", "matrix: row C10.2"),
        ],
        "no_notes": ["lost"],
    },
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["question"].split(".")[0])
def test_owners_in_the_matrix(holds, question):
    holds(question)
