"""What waits for a person, as the rules read it from a store of each engine."""

from __future__ import annotations

from datetime import UTC, datetime

from graph.editions import Edition
from graph.facts import Claim
from importers.batch import Batch, Origin, SourceRow
from importers.load import import_batch
from importers.proposals import NAME, Proposal, claim_of
from queries import checks
from queries.checks.landscape import read_landscape


def test_names_and_proposals_that_wait_for_a_person(store, worlds, tmp_path):
    worlds.load(store, tmp_path / "register", "Body 1 | LEADS | Programme 1 | 2020")
    source = Claim(id="paper/read", labels=("Document",), name="A paper", extra={"date": "2020"})
    near = Proposal(NAME, "body/bodi-1", "body/body-1", "near name", 90.0)
    claims = (
        Claim(id="body/bodi-1", labels=("Organisation",), name="Bodi 1", unreviewed=True, source="paper/read"),
        claim_of(near, "paper/read"),
    )
    rows = tuple(SourceRow(Origin("a", "b", number), (claim,)) for number, claim in enumerate(claims, start=1))
    batch = Batch(source, Edition("2020", 1, "a" * 12), "a" * 64, rows)
    assert not import_batch(store, batch, now=lambda: datetime(2026, 1, 1, tzinfo=UTC)).rejects
    assert [each.sentence for each in checks.run(store, "2021", ["open-proposal"])] == [
        "Bodi 1 waits for a decision: Bodi 1 is possibly the same as Body 1 (near name)"
    ]
    assert read_landscape(store, "2021").unreviewed == {"body/bodi-1"}


def test_a_row_that_a_later_edition_leaves_out_ends_an_owner(store, worlds, tmp_path):
    worlds.load(store, tmp_path / "one", "Body 1 | LEADS | Programme 1 | 2020", name="plan")
    first = "Body 1 | CONTRIBUTES_TO | Programme 2 | 2020\nBody 2 | CONTRIBUTES_TO | Programme 2 | 2020"
    worlds.load(store, tmp_path / "two", first, name="list", date="2020-01-01")
    worlds.load(store, tmp_path / "three", "Body 2 | CONTRIBUTES_TO | Programme 2 | 2020", name="list", date="2021-01-01", edition="2")
    # Another source holds Body 1 still: only what no source holds has ended.
    assert read_landscape(store, "2022").ended == {}
    assert checks.run(store, "2022", ["owner-ended"]) == []
