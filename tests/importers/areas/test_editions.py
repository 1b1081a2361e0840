"""Editions of a lookup in a store: a code that is gone has ended, its successor is said, and all of it can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from graph import cypher
from importers.areas.rows import areas_batch, source_of
from importers.areas.stored import known_of_store
from importers.load import import_batch, undo
from importers.reading.files import read

TABLES = {
    "2012": [("E07000100", "St Albans", "E22000164", "St Albans"), ("E07000010", "Fenland", "E22000015", "Fenland")],
    "2013": [("E07000240", "St Albans", "E22000164", "St Albans"), ("E07000010", "Fenland", "E22000015", "Fenland")],
    "2014": [("E07000240", "St Albans", "E22000164", "St Albans")],
}


@pytest.fixture
def load(store, tmp_path):
    """Import the lookup of a year; its run."""
    store.define(cypher.constraints())
    tick = count()
    clock = lambda: datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=next(tick))  # noqa: E731

    def run(year):
        short = year[2:]
        path = tmp_path / f"lookup-{year}.csv"
        lines = [f"LAD{short}CD,LAD{short}NM,CSP{short}CD,CSP{short}NM", *(",".join(row) for row in TABLES[year])]
        path.write_text("\n".join(lines), "utf-8")
        reading = read(path)
        return import_batch(store, areas_batch(reading, "", known_of_store(store, source_of(reading))), now=clock)

    run.clock = clock
    return run


def ended(store, item):
    return store.read("MATCH (n:Entity {id: $id}) RETURN n.ended_by AS by", {"id": item})[0]["by"]


def heirs(store):
    text = (
        "MATCH (a:Entity)-[r:SUCCEEDS]->(b:Entity) RETURN a.id AS heir, b.id AS old, r.ended_by AS by, r.standing AS standing ORDER BY heir"
    )
    return [tuple(row[name] for name in ("heir", "old", "by", "standing")) for row in store.read(text)]


def test_a_code_that_is_gone_has_ended_and_its_successor_stays_said(store, load):
    load("2012")
    load("2013")
    assert ended(store, "place/e07000100").startswith("2013 1 ")
    assert not ended(store, "place/e07000010")
    assert heirs(store) == [("place/e07000240", "place/e07000100", None, "inferred")]
    load("2014")
    assert ended(store, "place/e07000010").startswith("2014 1 ")
    assert not ended(store, "place/e07000240")
    assert heirs(store) == [("place/e07000240", "place/e07000100", None, "inferred")]


def test_an_edition_again_changes_nothing_and_taken_back_leaves_what_was(store, load, state):
    load("2012")
    before = state(store)
    report = load("2013")
    after = state(store)
    again = load("2013")
    assert state(store) == after
    assert (again.nodes.added, again.nodes.changed, again.relationships.added, again.relationships.changed) == (0, 0, 0, 0)
    undo(store, again.run, now=load.clock)
    undo(store, report.run, now=load.clock)
    assert state(store) == before


@pytest.mark.parametrize("years", [("2012", "2013"), ("2013", "2012")])
def test_what_two_editions_hold_was_so_from_the_first_on_in_either_order(store, load, years):
    for year in years:
        load(year)
    text = (
        "MATCH (:Entity {id: $id})-[r:COVERS]->(p:Entity) RETURN p.id AS place, r.seen_from_latest AS day, r.ended_by AS by ORDER BY place"
    )
    assert store.read(text, {"id": "body/e22000015"}) == [{"place": "place/e07000010", "day": "2012-12-31", "by": None}]
