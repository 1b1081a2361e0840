"""Plans in seven layouts, each with an answer key written by hand from its rows: actions, holders, states, dates, and where each stands."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from importers.batch import Batch
from importers.names import Names
from importers.plans.dates import paper_date
from importers.plans.importing import read_plan
from importers.plans.places import passages_of
from importers.plans.rows import Paper, plan_batch
from importers.reading.files import read
from tests.conftest import loaded_by_path

PLANS = loaded_by_path("tests/importers/plans/made_plans.py").PLANS
DOCUMENT = "paper/plan/made/2024"

Key = dict[str, dict[str, Any]]

TRACKER: Key = {
    "1.1": {
        "name": "Publish the made needs assessment",
        "above": "Serious violence",
        "ACCOUNTABLE_FOR": ["Area 1 Council @ sheet Action Plan > cell C6"],
        "LEADS": ["Police @ sheet Action Plan > cell D6", "Person 1 @ sheet Action Plan > cell E6"],
        "CONTRIBUTES_TO": ["Area 1 Probation @ sheet Action Plan > cell F6", "Area 1 College @ sheet Action Plan > cell F6"],
        "state": "Green @ sheet Action Plan > cell H6",
        "due": "Q4 2024/25 = 2025-03 @ sheet Action Plan > cell G6",
        "Update": "First draft shared @ sheet Action Plan > cell I6",
    },
    "1.2": {
        "name": "Agree the made data sharing terms",
        "above": "Serious violence",
        "ACCOUNTABLE_FOR": ["Area 1 Council @ sheet Action Plan > cell C7"],
        "LEADS": ["Area 1 Council @ sheet Action Plan > cell D7", "Police @ sheet Action Plan > cell D7"],
        "state": "Amber @ sheet Action Plan > cell H7",
        "due": "31/03/2025 = 2025-03-31 @ sheet Action Plan > cell G7",
        "contributors": "empty @ sheet Action Plan > cell F7",
        "progress": "empty @ sheet Action Plan > cell I7",
    },
    "2.1": {
        "name": "Renew lighting on the made route",
        "above": "Safer streets",
        "ACCOUNTABLE_FOR": ["Head of Place @ sheet Action Plan > cell C10"],
        "LEADS": ["Area 1 Council @ sheet Action Plan > cell D10"],
        "CONTRIBUTES_TO": ["Area 1 Residents Forum @ sheet Action Plan > cell F10"],
        "state": "Blue - complete @ sheet Action Plan > cell H10",
        "due": "ongoing @ sheet Action Plan > cell G10",
        "Update": "See also 1.2 @ sheet Action Plan > cell I10",
        "REFERS_TO": ["Agree the made data sharing terms @ sheet Action Plan > cell I10"],
    },
}
COLOURS: Key = {
    "V1": {
        "name": "Offer a made recovery plan",
        "above": "Victims",
        "ACCOUNTABLE_FOR": ["AB @ sheet Victims > cell C4"],
        "LEADS": ["Police @ sheet Victims > cell D4", "Area 2 Hub @ sheet Victims > cell D4"],
        "state": "lost @ sheet Victims > cell F4",
        "direction": "↑ @ sheet Victims > cell G4",
        "due": "Mar-25 = 2025-03 @ sheet Victims > cell E4",
        "progress": "empty @ sheet Victims > cell H4",
    },
    "V2": {"name": "Hold the made forum", "above": "Victims"},
    "V2, part 1": {
        "name": "V2, part 1",
        "above": "Hold the made forum",
        "ACCOUNTABLE_FOR": ["CD @ sheet Victims > cell C5"],
        "LEADS": ["Area 2 Council @ sheet Victims > cell D5"],
        "state": "lost @ sheet Victims > cell F5",
        "direction": "→ @ sheet Victims > cell G5",
        "due": "Mar-25 = 2025-03 @ sheet Victims > cell E5",
        "progress": "empty @ sheet Victims > cell H5",
    },
    "V2, part 2": {
        "name": "V2, part 2",
        "above": "Hold the made forum",
        "ACCOUNTABLE_FOR": ["AB @ sheet Victims > cell C6"],
        "LEADS": ["Area 2 Charity @ sheet Victims > cell D6"],
        "state": "lost @ sheet Victims > cell F6",
        "direction": "↓ @ sheet Victims > cell G6",
        "due": "Jun-25 = 2025-06 @ sheet Victims > cell E6",
        "progress": "empty @ sheet Victims > cell H6",
    },
    "O1": {
        "name": "Run the made course",
        "above": "Offenders",
        "ACCOUNTABLE_FOR": ["CD @ sheet Offenders > cell C4", "AB @ sheet Offenders > cell C4"],
        "LEADS": ["Area 2 Probation @ sheet Offenders > cell D4"],
        "state": "lost @ sheet Offenders > cell F4",
        "direction": "lost @ sheet Offenders > cell G4",
        "due": "empty @ sheet Offenders > cell E4",
        "Wider notes": "links with V2 @ sheet Offenders > cell H4",
        "REFERS_TO": ["Hold the made forum @ sheet Offenders > cell H4"],
    },
}
MATRIX: Key = {
    "E1": {
        "name": "Open the made family room",
        "above": "Early help",
        "ACCOUNTABLE_FOR": ["Area 3 Council @ table 1 > row 3 > Who Owner"],
        "LEADS": ["Area 3 Trust @ table 1 > row 3 > Who Lead(s)", "Police and Crime Commissioner @ table 1 > row 3 > Who Lead(s)"],
        "state": "Green @ table 1 > row 3 > Status RAG",
        "direction": "Improving @ table 1 > row 3 > Status Trend",
    },
    "E2": {
        "name": "Train made mentors",
        "above": "Early help",
        "ACCOUNTABLE_FOR": ["Area 3 Council @ table 1 > row 4 > Who Owner"],
        "LEADS": ["Area 3 Drug and Alcohol Team @ table 1 > row 4 > Who Lead(s)"],
        "state": "Red @ table 1 > row 4 > Status RAG",
        "direction": "No change @ table 1 > row 4 > Status Trend",
    },
    "P1": {
        "name": "Map the made places",
        "above": "Places",
        "LEADS": ["Area 3 Police @ table 1 > row 6 > Who Lead(s)", "Area 3 Council @ table 1 > row 6 > Who Lead(s)"],
        "state": "Amber @ table 1 > row 6 > Status RAG",
        "direction": "empty @ table 1 > row 6 > Status Trend",
        "accountable": "empty @ table 1 > row 6 > Who Owner",
    },
}
PAGE: Key = {
    "Start the made marshals": {
        "name": "Start the made marshals",
        "above": "Night-time economy",
        "LEADS": ["Area 4 Licensing Team @ table 2 > row 2 > Responsible"],
        "CONTRIBUTES_TO": ["Area 4 Police @ table 2 > row 2 > Supported by", "Area 4 Pubwatch @ table 2 > row 2 > Supported by"],
        "due": "December 2024 = 2024-12 @ table 2 > row 2 > Timescale",
        "state of progress": "Not started @ table 2 > row 2 > Progress",
    },
    "Map the made safe route": {
        "name": "Map the made safe route",
        "above": "Night-time economy",
        "LEADS": ["Area 4 Council @ table 2 > row 3 > Responsible"],
        "due": "Summer 2025 @ table 2 > row 3 > Timescale",
        "state of progress": "60% @ table 2 > row 3 > Progress",
        "contributors": "empty @ table 2 > row 3 > Supported by",
    },
    "Hold a made farm day": {
        "name": "Hold a made farm day",
        "above": "Rural crime",
        "LEADS": ["Area 4 Rural Crime Team @ table 3 > row 2 > Responsible"],
        "due": "01.09.2024 = 2024-09-01 @ table 3 > row 2 > Timescale",
        "state of progress": "Done @ table 3 > row 2 > Progress",
        "contributors": "empty @ table 3 > row 2 > Supported by",
    },
}
NOTES: Key = {
    "Mark 100 made bicycles": {
        "name": "Mark 100 made bicycles",
        "above": "Fewer made thefts",
        "LEADS": ["Area 5 Neighbourhood Team @ table 1 > row 2 > Who"],
        "CONTRIBUTES_TO": ["Area 5 University @ table 1 > row 2 > With whom", "Area 5 Police @ table 1 > row 2 > With whom"],
        "due": "2024-12 = 2024-12 @ table 1 > row 2 > By when",
        "Measures of success": "100 marked @ table 1 > row 2 > Measures of success",
        "activities": ["Two stalls a month @ table 1 > row 2 > How"],
    },
    "Fit made locks": {
        "name": "Fit made locks",
        "above": "Fewer made thefts",
        "LEADS": ["Area 5 Housing Association @ table 1 > row 3 > Who"],
        "due": "empty @ table 1 > row 3 > By when",
        "contributors": "empty @ table 1 > row 3 > With whom",
        "activities": "empty @ table 1 > row 3 > How",
        "outcome": "empty @ table 1 > row 3 > Measures of success",
    },
    "Join the made patrol": {
        "name": "Join the made patrol",
        "above": "Quieter made nights",
        "LEADS": ["Area 5 Wardens @ table 1 > row 4 > Who"],
        "CONTRIBUTES_TO": ["Area 5 Council @ table 1 > row 4 > With whom"],
        "due": "end of Q2 2024/25 = 2024-09 @ table 1 > row 4 > By when",
        "activities": "empty @ table 1 > row 4 > How",
        "outcome": "empty @ table 1 > row 4 > Measures of success",
    },
}
TABLE: Key = {
    "Café watch/1": {
        "name": "Recruit made wardens",
        "above": "Café watch",
        "ACCOUNTABLE_FOR": ["Area 6 Council @ table 1 > row 2 > Accountable owner"],
        "LEADS": ["Area 6 Police @ table 1 > row 2 > Lead organisation"],
        "CONTRIBUTES_TO": ["Area 6 Trust @ table 1 > row 2 > Key partners"],
        "state": "G @ table 1 > row 2 > RAG rating",
        "due": "30/06/2024 = 2024-06-30 @ table 1 > row 2 > Target date",
    },
    "Café watch/2": {
        "name": "Print made cards",
        "above": "Café watch",
        "LEADS": ["Area 6 Council @ table 1 > row 3 > Lead organisation"],
        "state": "R @ table 1 > row 3 > RAG rating",
        "due": "31/02/2024 @ table 1 > row 3 > Target date",
        "accountable": "empty @ table 1 > row 3 > Accountable owner",
        "contributors": "empty @ table 1 > row 3 > Key partners",
        "DEPENDS_ON": ["Recruit made wardens @ table 1 > row 3 > Depends on"],
    },
    "Parks/1": {
        "name": "Open the made park hub",
        "above": "Parks",
        "ACCOUNTABLE_FOR": ["Area 6 Council @ table 1 > row 4 > Accountable owner"],
        "LEADS": ["Area 6 Youth Service @ table 1 > row 4 > Lead organisation"],
        "state": "A @ table 1 > row 4 > RAG rating",
        "due": "2024 = 2024 @ table 1 > row 4 > Target date",
        "contributors": "empty @ table 1 > row 4 > Key partners",
    },
}
PRINTED: Key = {
    code: {
        "name": name,
        "above": "Made",
        "LEADS": [f"{lead} @ table 1 > row {row} > Lead" for lead in leads],
        "due": f"{due} @ table 1 > row {row} > Due date",
        "state": f"{state} @ table 1 > row {row} > Status",
    }
    for row, code, name, leads, due, state in (
        (2, "A1", "Agree the made charter", ["Area 7 Board"], "May 2024 = 2024-05", "Complete"),
        (3, "A2", "Train made stewards", ["Area 7 Council"], "June 2024 = 2024-06", "On track"),
        (4, "A3", "Review the made charter", ["Area 7 Board", "Area 7 Police"], "May 2025 = 2025-05", "Not due"),
    )
}
KEYS: dict[str, tuple[str, Key]] = {
    "tracker.xlsx": ("2024-09-30", TRACKER),
    "colours.xlsx": ("", COLOURS),
    "matrix.docx": ("2024-05-14", MATRIX),
    "page.html": ("2024-06-03", PAGE),
    "notes.md": ("2024-02-02", NOTES),
    "table.csv": ("", TABLE),
    "printed.pdf": ("2024-04", PRINTED),
}


def batch_of_file(path: Path) -> tuple[Batch, str, dict[str, int]]:
    reading = read(path)
    plan = read_plan(reading, {})
    paper = Paper(document=DOCUMENT, title="Made", date="2024", plan="work/made", plan_name="Made", sha256=reading.sha256)
    return plan_batch(plan, paper, Names(), plan_known=False), paper_date(plan.opening), dict(plan.skipped)


def as_key(batch: Batch) -> Key:
    """What a batch says, in the form of the answer keys."""
    claims = {claim.id: claim for row in batch.rows for claim in row.claims}
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    statings = {stating.row(): stating for row in batch.rows for stating in row.statings}.values()
    above = {s.start: s.end for s in statings if s.type == "PART_OF"}

    def called(item: str) -> str:
        claim = claims[item]
        if claim.code.isdigit():
            return f"{claims[above[item]].name}/{claim.code}"
        return claim.code or claim.name

    def at(passage: str) -> str:
        return str(claims[passage].extra["locator"])

    work = {item for item, claim in claims.items() if {"PriorityAction", "Strand"} & set(claim.labels)}
    for item in work:
        found[called(item)] |= {"name": claims[item].name, "above": claims[above[item]].name}
    for s in statings:
        if s.type in ("ACCOUNTABLE_FOR", "LEADS", "CONTRIBUTES_TO"):
            found[called(s.end)].setdefault(s.type, []).append(f"{claims[s.start].name} @ {at(s.passage)}")
        elif s.type in ("REFERS_TO", "DEPENDS_ON"):
            found[called(s.start)].setdefault(s.type, []).append(f"{claims[s.end].name} @ {at(s.passage)}")
        elif s.type == "PART_OF" and "Deliverable" in claims[s.start].labels:
            found[called(s.end)].setdefault("activities", []).append(f"{claims[s.start].name} @ {at(s.passage)}")
        elif s.type == "STATED_IN":
            of = s.carried.get("of", "")
            name = (
                of if (of and of != "progress") or s.carried["property"] == "cell" else "state of progress" if of else s.carried["property"]
            )
            value = f" = {s.carried['value']}" if "value" in s.carried else ""
            found[called(s.start)][str(name)] = f"{s.carried['value_text']}{value} @ {at(s.passage)}"
    return dict(found)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plans")
    for name, make in PLANS.items():
        make(path / name)
    return path


@pytest.mark.parametrize("name", KEYS)
def test_a_plan_says_what_its_key_says(folder: Path, name: str) -> None:
    batch, date, _ = batch_of_file(folder / name)
    assert (date, as_key(batch), batch.rejects) == (*KEYS[name], ())


@pytest.mark.parametrize("name", KEYS)
def test_each_locator_opens_the_cell_with_the_words(folder: Path, name: str) -> None:
    batch, _, _ = batch_of_file(folder / name)
    passages = {item.locator: item.text for item in passages_of(read(folder / name))}
    places = {claim.id: str(claim.extra["locator"]) for row in batch.rows for claim in row.claims if claim.labels == ("Passage",)}
    assert set(places.values()) <= set(passages)
    for row in batch.rows:
        for stating in row.statings:
            for words in (stating.from_as, stating.to_as):
                assert words in " ".join(passages[places[stating.passage]].split()) if stating.passage else not words


@pytest.mark.parametrize("name", KEYS)
def test_wording_is_that_of_the_cells(folder: Path, name: str) -> None:
    batch, _, _ = batch_of_file(folder / name)
    passages = {item.locator: item.text for item in passages_of(read(folder / name))}
    places = {claim.id: str(claim.extra["locator"]) for row in batch.rows for claim in row.claims if claim.labels == ("Passage",)}
    cells = {
        place: batch.wording[item]
        for item, place in places.items()
        if item in batch.wording and " > " in place and " > row" not in place[-9:]
    }
    assert cells
    assert {place: text for place, text in cells.items() if passages[place].strip() != text} == {}


def test_what_is_no_action_is_counted(folder: Path) -> None:
    _, _, skipped = batch_of_file(folder / "tracker.xlsx")
    assert skipped == {"heading row": 2, "blank row": 1, "total row": 1}
    assert batch_of_file(folder / "matrix.docx")[2] == {"repeated heading": 1}


def test_a_person_beside_a_post_holds_it(folder: Path) -> None:
    batch, _, _ = batch_of_file(folder / "tracker.xlsx")
    held = [(s.start, s.end) for row in batch.rows for s in row.statings if s.type == "HOLDS"]
    assert held == [("person/person-2~made", "post/head-of-place")]


def test_initials_stay_initials_of_their_paper(folder: Path) -> None:
    batch, _, _ = batch_of_file(folder / "colours.xlsx")
    people = {claim.id: (claim.name, claim.kind) for row in batch.rows for claim in row.claims if claim.labels == ("Person",)}
    assert people == {"person/ab~made-2024": ("AB", "initials"), "person/cd~made-2024": ("CD", "initials")}
