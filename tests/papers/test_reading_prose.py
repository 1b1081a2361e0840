"""What the reading of prose finds in the five papers, held against the register that people made of them.

Recall: how many of the register's relations, of the types that the reading knows, it proposed. Precision: how many of its proposals the
register confirms. The figures are kept in `reading_figures.csv`; `pytest -s` prints those of today.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from graph.store import Store
from importers.batch import Batch
from importers.load import import_batch
from importers.prose.forms import FORMS
from importers.prose.source import read_paper

HERE = Path(__file__).parent
KEPT = HERE / "reading_figures.csv"
DATA = HERE.parent.parent / "importers" / "datasets" / "cambridgeshire"
FILES = ("000_b20b1d04bbd94704", "001_902911748c536cd0", "002_8b6a972078422ead", "003_a67b3818bc6480d2", "004_06376a7a54e68549")
TYPES = frozenset(form.type for form in FORMS)


class Figures(NamedTuple):
    """What was read in one paper."""

    proposed: int
    confirmed: int
    recorded: int

    @property
    def recall(self) -> float:
        """Share of the register's relations that were proposed, in per cent."""
        return round(100 * self.confirmed / self.recorded, 1)

    @property
    def precision(self) -> float:
        """Share of the proposals that the register confirms, in per cent."""
        return round(100 * self.confirmed / max(self.proposed, 1), 1)


@cache
def register() -> dict[str, set[tuple[str, str, str]]]:
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    with (DATA / "relationships.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if not row["withdrawn"]:
                found[row["document"]].add((row["type"], row["from"], row["to"]))
    return found


def proposals(batch: Batch) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for row in batch.rows:
        for claim in row.claims:
            if "Proposal" in claim.labels and claim.extra["asks"] == "relation" and claim.extra["relation"] in TYPES:
                yield str(claim.extra["document"]), (str(claim.extra["relation"]), str(claim.extra["left"]), str(claim.extra["right"]))


def figures(batch: Batch) -> Figures:
    asked = set(proposals(batch))
    confirmed = {(document, said) for document, said in asked if said in register()[document]}
    documents = {claim.id for row in batch.rows for claim in row.claims if "Document" in claim.labels} | {batch.source.id}
    recorded = sum(said[0] in TYPES for document in documents for said in register()[document])
    return Figures(len(asked), len(confirmed), recorded)


@pytest.fixture(scope="session")
def batches(shipped: Store, papers: Path) -> dict[str, Batch]:
    """The five papers, each read with the names of the shipped landscape."""
    return {name: read_paper(shipped, papers / f"{name}.txt") for name in FILES}


@pytest.mark.parametrize("name", FILES)
def test_the_reading_does_not_fall_behind_its_kept_figures(name: str, batches: dict[str, Batch]) -> None:
    with KEPT.open(encoding="utf-8") as file:
        kept = {row["file"]: row for row in csv.DictReader(file)}[name]
    now = figures(batches[name])
    print(f"{name}: recall {now.recall} of {now.recorded}, precision {now.precision} of {now.proposed}")
    assert now.recall >= float(kept["recall"])
    assert now.precision >= float(kept["precision"])


@pytest.mark.parametrize("name", FILES)
def test_each_paper_imports_without_a_reject_and_joins_the_passages_known(name: str, shipped: Store, batches: dict[str, Batch]) -> None:
    batch = batches[name]
    report = import_batch(shipped, batch, now=lambda: datetime(2026, 11, 22, tzinfo=UTC), dry_run=True)
    assert not report.rejects
    assert report.rows_in == report.rows_used == len(batch.rows)
    found = {claim.id for row in batch.rows for claim in row.claims if "Passage" in claim.labels} | set(batch.wording)
    documents = sorted({claim.id for row in batch.rows for claim in row.claims if "Document" in claim.labels} | {batch.source.id})
    text = "MATCH (p:Passage) WHERE p.document IN $documents AND p.hidden IS NULL RETURN p.id AS id ORDER BY id"
    known = {row["id"] for row in shipped.read(text, {"documents": documents})}
    assert known
    assert known <= found


def test_the_minutes_say_who_was_there_as_the_register_does(batches: dict[str, Batch]) -> None:
    minutes = "paper/cambridgeshire-police-and-crime-panel/2023-02-01/minutes"
    with (DATA / "relationships.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["type"] == "ATTENDED" and row["document"] == minutes]
    listed = {
        (row["from"], row["to"], row["capacity"] or "present")
        for row in rows
        if row["locator"] in ("head", "item 40") or "row" in row["locator"]
    }
    statings = [said for row in batches[FILES[1]].rows for said in row.statings if said.type == "ATTENDED"]
    read = {(said.start, said.end, str(said.carried["capacity"])) for said in statings if said.document == minutes}
    assert read
    assert {(person, where) for person, where, _ in read} == {
        (person, where) for person, where, _ in listed if person.startswith("person/")
    }
    assert {person for person, _, how in read if how == "apologies"} == {person for person, _, how in listed if how == "apologies"}


def test_the_decision_not_to_veto_is_read_with_its_vote(batches: dict[str, Batch]) -> None:
    (said,) = [item for row in batches[FILES[1]].rows for item in row.statings if item.type == "DECIDED"]
    assert said.start == "body/cambridgeshire-police-and-crime-panel"
    assert said.carried["decision"] == "not vetoed"
    assert said.carried["vote"] == "unanimous"
    assert said.passage.endswith("minutes/item-45")


def test_nothing_that_is_read_in_prose_is_a_fact(batches: dict[str, Batch]) -> None:
    facts = {said.type for batch in batches.values() for row in batch.rows for said in row.statings}
    assert facts <= {"PART_OF", "FROM_DOCUMENT", "MENTIONED_IN", "POSSIBLY_SAME_AS", "STATED_IN", "ATTENDED", "DECIDED", "MEETING_OF"}


def test_every_quote_stands_in_the_wording(batches: dict[str, Batch]) -> None:
    quoted = 0
    for batch in batches.values():
        for row in batch.rows:
            for claim in row.claims:
                if "Proposal" in claim.labels and claim.extra["asks"] == "relation":
                    wording = batch.wording[str(claim.extra["passage"])]
                    start, end = int(str(claim.extra.get("quote_from", 0))), int(str(claim.extra["quote_to"]))
                    assert 0 <= start < end <= len(wording)
                    assert wording[start:end].strip()
                    quoted += 1
    assert quoted > 100
