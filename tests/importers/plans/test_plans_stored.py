"""A plan in a store of each engine: the same again, from another paper, before and after the register, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from graph import cypher
from graph.store import Store
from importers.batch import Report
from importers.load import import_batch, undo
from importers.plans.importing import Asked, batch_of, read_plan
from importers.reading.files import read
from tests.conftest import loaded_by_path

MADE = loaded_by_path("tests/importers/plans/made_plans.py")
State = Callable[[Store], list[str]]


def bring(store: Store, path: Path, plan: str, date: str = "2024-10") -> Report:
    reading = read(path)
    batch = batch_of(store, reading, read_plan(reading, {}), Asked(plan, date))
    return import_batch(store, batch, now=lambda: datetime.now(UTC))


def test_the_same_again_and_beside_another_plan(store: Store, state: State, tmp_path: Path) -> None:
    store.define(cypher.constraints())
    MADE.tracker(tmp_path / "one.xlsx")
    MADE.table(tmp_path / "two.csv")
    one = bring(store, tmp_path / "one.xlsx", "Plan 1")
    assert (one.rows_in, one.rows_used, one.rejects) == (3, 3, ())
    before = state(store)
    again = bring(store, tmp_path / "one.xlsx", "Plan 1")
    assert (again.nodes.changed, again.relationships.changed, state(store) == before) == (0, 0, True)
    two = bring(store, tmp_path / "two.csv", "Plan 2")
    both = state(store)
    assert bring(store, tmp_path / "one.xlsx", "Plan 1").nodes.changed == 0
    assert state(store) == both
    undo(store, two.run, now=lambda: datetime.now(UTC))
    assert state(store) == before


def test_wording_is_kept_with_its_cell(store: Store, tmp_path: Path) -> None:
    store.define(cypher.constraints())
    MADE.tracker(tmp_path / "one.xlsx")
    bring(store, tmp_path / "one.xlsx", "Plan 1")
    said = store.read("MATCH (n:Passage) WHERE n.locator = 'sheet Action Plan > cell D7' RETURN n.wording AS text")
    assert said == [{"text": "Area 1 Council and Police"}]
