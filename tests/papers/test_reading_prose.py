"""What the reading of prose finds in the five papers, held against the register that people made of them.

Recall: how many of the register's relations it read: asked, or, of attendance and decisions, stated. Every relation that people recorded
of a paper counts, whether it stands in a sentence, in a heading, or in nobody's words; what only says where something stands (`STATED_IN`,
`MENTIONED_IN`, `FROM_DOCUMENT`, `POSSIBLY_SAME_AS`) is no relation. Named: the same, of those whose two ends the cited passage names.
Precision: how many of its proposals the register confirms of the very same paper. The figures are kept in `reading_figures.csv`;
`pytest -s` prints those of today with what they are counted of, and the file is written anew by hand where they have risen.
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

from graph.model.ids import passage_id
from graph.model.relationships import BY_TYPE
from graph.store import Store
from importers.batch import Batch
from importers.load import import_batch
from importers.prose.source import read_paper

HERE = Path(__file__).parent
KEPT = HERE / "reading_figures.csv"
DATA = HERE.parent.parent / "importers" / "datasets" / "cambridgeshire"
FILES = ("000_b20b1d04bbd94704", "001_902911748c536cd0", "002_8b6a972078422ead", "003_a67b3818bc6480d2", "004_06376a7a54e68549")
TYPES = frozenset(kind.name for kind in BY_TYPE.values() if kind.group != "evidence")

Fact = tuple[str, str, str, str]
"""Document, type, left end, right end."""


class Figures(NamedTuple):
    """What was read in one paper."""

    proposed: set[Fact]
    read: set[Fact]
    recorded: set[Fact]
    named: set[Fact]
    """Of the register's relations, those whose two ends the cited passage names."""

    @property
    def recall(self) -> float:
        """Share of the register's relations that were read, in per cent."""
        return _share(self.read & self.recorded, self.recorded)

    @property
    def of_named(self) -> float:
        """The same of those whose two ends the passage names."""
        return _share(self.read & self.named, self.named)

    @property
    def precision(self) -> float:
        """Share of the proposals that the register confirms, in per cent."""
        return _share(self.proposed & self.recorded, self.proposed)


def _share(part: set[Fact], whole: set[Fact]) -> float:
    return round(100 * len(part) / max(len(whole), 1), 1)


@cache
def register() -> dict[str, dict[Fact, set[str]]]:
    """By document, its relations, each with the passages that say it."""
    found: dict[str, dict[Fact, set[str]]] = defaultdict(lambda: defaultdict(set))
    with (DATA / "relationships.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if not row["withdrawn"] and row["type"] in TYPES:
                fact = (row["document"], row["type"], row["from"], row["to"])
                found[row["document"]][fact].add(passage_id(row["document"], row["locator"]))
    return found


def proposals(batch: Batch) -> Iterator[Fact]:
    for row in batch.rows:
        for claim in row.claims:
            if "Proposal" in claim.labels and claim.extra["asks"] == "relation" and claim.extra["relation"] in TYPES:
                yield tuple(str(claim.extra[name]) for name in ("document", "relation", "left", "right"))  # type: ignore[misc] # four


def figures(batch: Batch) -> Figures:
    documents = {claim.id for row in batch.rows for claim in row.claims if "Document" in claim.labels} | {batch.source.id}
    known = {fact: places for document in documents for fact, places in register()[document].items()}
    statings = [said for row in batch.rows for said in row.statings]
    named: dict[str, set[str]] = defaultdict(set)
    for said in statings:
        if said.type == "MENTIONED_IN":
            named[said.passage].add(said.start)
    stated = {(said.document, said.type, said.start, said.end) for said in statings if said.type in TYPES}
    asked = set(proposals(batch))
    reach = {fact for fact, places in known.items() if any({fact[2], fact[3]} <= named[place] for place in places)}
    return Figures(asked, asked | stated, set(known), reach)


@pytest.fixture(scope="session")
def batches(shipped: Store, papers: Path) -> dict[str, Batch]:
    """The five papers, each read with the names of the shipped landscape."""
    return {name: read_paper(shipped, papers / f"{name}.txt", known_too=True) for name in FILES}


@pytest.mark.parametrize("name", FILES)
def test_the_reading_does_not_fall_behind_its_kept_figures(name: str, batches: dict[str, Batch]) -> None:
    with KEPT.open(encoding="utf-8") as file:
        kept = {row["file"]: row for row in csv.DictReader(file)}[name]
    now = figures(batches[name])
    print(
        f"{name}: recall {now.recall} of {len(now.recorded)}, of those named {now.of_named} of {len(now.named)}, "
        f"precision {now.precision} of {len(now.proposed)}"
    )
    assert now.recall >= float(kept["recall"])
    assert now.of_named >= float(kept["named"])
    assert now.precision >= float(kept["precision"])


@pytest.mark.parametrize("name", FILES)
def test_what_the_store_knows_of_a_paper_is_not_asked_again(name: str, shipped: Store, papers: Path, batches: dict[str, Batch]) -> None:
    asked = set(proposals(read_paper(shipped, papers / f"{name}.txt")))
    assert asked == figures(batches[name]).proposed - figures(batches[name]).recorded


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
