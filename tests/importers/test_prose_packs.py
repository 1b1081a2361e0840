"""Board papers of two made offices, Wexmoor and Harland, which nothing was known of: all that is asked of them, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.facts import Claim, Stating
from graph.store import Store
from importers.batch import Batch
from importers.load import import_batch, undo
from importers.names import Known, Names
from importers.prose.paper import paper_batch
from importers.prose.source import read_paper
from importers.reading.blocks import Reading
from importers.reading.files import read

PACKS = Path(__file__).parent / "packs"
Said = tuple[str, str, str, str]
"""Type, left end, right end (or, of a literal, its property and value), modality."""


def _body(name: str) -> str:
    return f"body/{name}"


BOARD, SERIOUS, ROAD = _body("wexmoor-community-safety-board"), _body("wexmoor-serious-violence-group"), _body("wexmoor-road-harm-group")
COUNCIL, POLICE, FIRE = _body("wexmoor-county-council"), _body("wexmoor-police"), _body("harbour-fire-authority")
HUB, FUND = "work/wexmoor-mentoring-hub", "money/wexmoor-safer-streets-fund"
STRATEGY, TITLE = "work/wexmoor-knife-crime-strategy", "governance-and-funding-of-the-partnership"
ASSESSMENT, PROTOCOL = f"work/{TITLE}/publish-the-joint-needs-assessment", f"work/{TITLE}/agree-the-data-sharing-protocol"
WEXMOOR: set[Said] = {
    ("CONSIDERED_AT", f"paper/{BOARD[5:]}/2025-09-09/{TITLE}", f"meeting/{BOARD[5:]}/2025-09-09", "planned"),
    ("CHAIRS", COUNCIL, BOARD, "in force"),
    ("REPORTS_TO", BOARD, "body/wexmoor-strategic-partnership", "in force"),  # "It reports to"
    ("CHAIRS", POLICE, SERIOUS, "in force"),
    ("CHAIRS", COUNCIL, ROAD, "in force"),
    ("REPORTS_TO", SERIOUS, BOARD, "in force"),
    ("REPORTS_TO", ROAD, BOARD, "in force"),
    ("MEMBER_OF", COUNCIL, SERIOUS, "in force"),
    ("MEMBER_OF", "body/wexmoor-youth-trust", SERIOUS, "in force"),
    ("MEMBER_OF", POLICE, ROAD, "in force"),
    ("MEMBER_OF", FIRE, ROAD, "in force"),
    ("MEMBER_OF", COUNCIL, BOARD, "in force"),
    ("MEMBER_OF", POLICE, BOARD, "in force"),
    ("MEMBER_OF", FIRE, BOARD, "in force"),
    ("SCRUTINISES", "body/wexmoor-scrutiny-committee", BOARD, "in force"),
    ("DOES_NOT_HOLD_TO_ACCOUNT", "body/wexmoor-scrutiny-committee", POLICE, "in force"),
    ("OVERSEES", SERIOUS, STRATEGY, "in force"),
    ("COMMISSIONS", SERIOUS, HUB, "planned"),  # "oversees X and will commission Y": who commissions is not X
    ("PRODUCES", POLICE, STRATEGY, "in force"),  # "The strategy was developed by"
    ("FUNDS", FUND, HUB, "in force"),
    ("STATED_IN", FUND, "cap:Up to £40,000", "in force"),
    ("CONTRIBUTES_TO", FIRE, HUB, "proposed"),
    ("LEADS", POLICE, ASSESSMENT, "in force"),
    ("ACCOUNTABLE_FOR", "post/head-of-community-safety", ASSESSMENT, "in force"),
    ("LEADS", COUNCIL, PROTOCOL, "in force"),
    ("LEADS", POLICE, PROTOCOL, "in force"),
    ("ACCOUNTABLE_FOR", "post/director-of-public-health", PROTOCOL, "in force"),
}

PANEL, REOFFENDING = _body("harland-police-and-crime-panel"), _body("harland-reducing-reoffending-board")
CONSTABLES, COUNTY, BOROUGH = _body("harland-police"), _body("harland-county-council"), _body("leaford-borough-council")
SAFETY, PLAN, HARM = _body("leaford-community-safety-partnership"), "work/harland-police-and-crime-plan", "work/serious-harm-strategy"
NIGHT, VICTIMS, OUTREACH = "money/harland-night-time-fund", "work/harland-victim-hub", "work/leaford-outreach-hub"
MEETING = f"meeting/{PANEL[5:]}"
HARLAND: set[Said] = {
    ("CONSIDERED_AT", f"paper/{PANEL[5:]}/2025-10-14/commissioned-services-and-partnership-work", f"{MEETING}/2025-10-14", "planned"),
    ("MEMBER_OF", CONSTABLES, REOFFENDING, "in force"),
    ("MEMBER_OF", BOROUGH, REOFFENDING, "in force"),  # behind a member that no alias knows
    ("OVERSEES", "body/harland-criminal-justice-board", REOFFENDING, "in force"),
    ("WORKS_WITH", CONSTABLES, SAFETY, "in force"),
    ("REPORTS_TO", SAFETY, "body/harland-community-safety-network", "in force"),  # "The partnership reports to"
    ("SCRUTINISES", BOROUGH, SAFETY, "planned"),
    ("PRODUCES", COUNTY, HARM, "in force"),  # "Harland County Council's Serious Harm Strategy"
    ("REFERS_TO", HARM, PLAN, "in force"),
    ("SCRUTINISES", PANEL, REOFFENDING, "in force"),  # a point under "The Panel:"
    ("STATED_IN", PANEL, f"denial:OVERSEES:{CONSTABLES}", "in force"),
    ("AWARDS", COUNTY, NIGHT, "in force"),
    ("LEADS", CONSTABLES, NIGHT, "ended"),
    ("COMMISSIONS", COUNTY, VICTIMS, "in force"),
    ("CONTRIBUTES_TO", "body/harbour-advice-trust", VICTIMS, "in force"),
    ("FUNDS", "money/harland-victims-fund", VICTIMS, "in force"),
    ("COMMISSIONS", BOROUGH, OUTREACH, "in force"),
    ("FUNDS", NIGHT, OUTREACH, "in force"),
    ("CONSIDERED_AT", HARM, f"{MEETING}/2025-12-09", "planned"),
    ("CONSIDERED_AT", VICTIMS, f"{MEETING}/2025-12-09", "planned"),
    ("CONSIDERED_AT", PLAN, f"{MEETING}/2026-02-10", "planned"),
}


def asked(batch: Batch) -> set[Said]:
    found = (claim for row in batch.rows for claim in row.claims if "Proposal" in claim.labels and claim.extra["asks"] == "relation")
    statings = [Stating.model_validate_json(str(claim.extra["stating"])) for claim in found]
    return {(said.type, said.start, ":".join(said.more) or said.end, str(said.modality)) for said in statings}


def claimed(batch: Batch) -> dict[str, Claim]:
    return {claim.id: claim for row in batch.rows for claim in row.claims} | {batch.source.id: batch.source}


@pytest.mark.parametrize(("name", "key"), [("wexmoor", WEXMOOR), ("harland", HARLAND)])
def test_all_that_a_paper_of_an_unknown_office_says_is_asked_and_nothing_else(name: str, key: set[Said]) -> None:
    batch = paper_batch(read(PACKS / f"{name}.md"), Names())
    assert asked(batch) == key
    known = claimed(batch)
    assert {end for kind, left, right, _ in key for end in (left, *([right] if kind != "STATED_IN" else []))} <= known.keys()


_WORDS = st.sampled_from(
    ["The Board", "Wexmoor Police", "Harbour Fire Authority",
     "is chaired by", "reports to", "oversees", "it", "and", ",", "(", ")", "’s",
     "will not", "members of", "such as", ":", ".", "- ", "in", "no longer", "₁²", "ẞ", "held to account by", "\n", "|", "brings",
     "together"]
)  # fmt: skip
_KNOWN = [
    Known("body/w", "Wexmoor Safety Board", ("The Board",), "Board"),
    Known("body/p", "Wexmoor Police", (), "Organisation"),
    Known("body/h", "Harbour Fire Authority", (), "Organisation"),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=25).map(" ".join))
def test_whatever_a_paper_says_each_question_quotes_its_passage_and_has_two_ends(text: str) -> None:
    paper = f"To: Wexmoor Safety Board\nDate: 4 July 2025\n\n1.1 Report.\n\n1.2 {text}\n"
    batch = paper_batch(Reading("a.txt", "txt", "0" * 64, (), text=paper), Names(_KNOWN))
    for row in batch.rows:
        for claim in row.claims:
            if "Proposal" in claim.labels and claim.extra["asks"] == "relation":
                wording = batch.wording[str(claim.extra["passage"])]
                begin, end = int(str(claim.extra.get("quote_from", 0))), int(str(claim.extra["quote_to"]))
                assert 0 <= begin < end <= len(wording)
                assert claim.extra["left"] != claim.extra["right"]


def test_what_it_names_comes_with_it_and_goes_with_it(
    made: Store, state: Callable[[Store], list[str]], clock: Callable[[], datetime]
) -> None:
    first = import_batch(made, read_paper(made, PACKS / "wexmoor.md"), now=clock)
    assert not first.rejects
    before = state(made)
    again = import_batch(made, read_paper(made, PACKS / "wexmoor.md"), now=clock)
    assert state(made) == before
    undo(made, first.run, now=clock)
    undo(made, again.run, now=clock)
    assert state(made) == []
