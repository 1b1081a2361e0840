"""What the papers of Cambridgeshire say is the same once the national skeleton is loaded too, and nothing stands there twice."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph import cypher
from graph.settings import Target
from graph.store import Store, open_store
from importers.areas.england_wales import england_wales_batch
from importers.load import import_batch
from importers.register.read import read_register
from importers.register.rows import register_batch
from queries.catalogue import load as load_catalogue
from queries.run import ask
from queries.subjects import resolve

DATA = Path(__file__).parent.parent.parent / "importers" / "datasets"
READ_BY_HAND = ("test_matrix_owners", "test_panel_2018", "test_panel_2023", "test_board_2020", "test_dates")


def _questions():
    for name in READ_BY_HAND:
        spec = importlib.util.spec_from_file_location(f"with_england_wales_{name}", Path(__file__).parent / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield from module.QUESTIONS


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The national skeleton, and the Cambridgeshire data set loaded onto it."""
    store = open_store(Target(address=str(tmp_path_factory.mktemp("both") / "store")), writing=True)
    store.define(cypher.constraints())
    for batch in (england_wales_batch(DATA / "england-wales"), register_batch(read_register(DATA / "cambridgeshire"))):
        report = import_batch(store, batch, now=lambda: datetime(2026, 11, 22, tzinfo=UTC))
        assert not report.rejects
    yield store
    store.close()


@pytest.fixture
def shipped(both: Store) -> Store:
    """In the place of Cambridgeshire alone: the questions of the other modules, asked of both."""
    return both


@pytest.mark.parametrize("question", [*_questions()], ids=lambda q: q["question"].split(".")[0])
def test_the_papers_say_what_they_said(holds, question):
    holds(question)


@pytest.mark.parametrize(
    ("code", "item", "label"),
    [
        ("GSS:E22000013", "body/cambridge-city-community-safety-partnership", "CommunitySafetyPartnership"),
        ("GSS:E22000016", "body/huntingdonshire-community-safety-partnership", "CommunitySafetyPartnership"),
        ("GSS:E22000017", "body/safer-peterborough-partnership", "CommunitySafetyPartnership"),
        ("GSS:E22000015", "body/e22000015", "CommunitySafetyPartnership"),
        ("GSS:E07000008", "place/cambridge", "Area"),
        ("LA-CODE:CAB", "body/cambridge-city-council", "Organisation"),
        ("LA-CODE:CAM", "body/cambridgeshire-county-council", "Organisation"),
        ("POLICE-UK:cambridgeshire", "body/cambridgeshire-constabulary", "Organisation"),
        ("LPB:E23000023", "post/office-of-the-police-and-crime-commissioner/police-and-crime-commissioner", "Role"),
        ("GSS:E31000005", "body/cambridgeshire-and-peterborough-fire-authority", "Organisation"),
        ("GSS:E47000008", "body/cambridgeshire-and-peterborough-combined-authority", "Organisation"),
    ],
)
def test_each_body_of_the_papers_is_that_of_the_tables(both, code, item, label):
    rows = both.read("MATCH (n:Entity) WHERE $code IN n.identifiers RETURN n.id AS id, labels(n) AS labels", {"code": code})
    assert [row["id"] for row in rows] == [item]
    assert label in rows[0]["labels"]


def test_no_name_of_the_papers_means_two_things_but_westminster(both):
    rows = both.read("MATCH (n:Entity) WHERE n.search IS NOT NULL RETURN n.id AS id, n.search AS search, n.held_by AS held_by")
    by_name = defaultdict(list)
    for row in rows:
        for name in row["search"].split(" | "):
            by_name[name].append(row)
    sources = {"paper/register/cambridgeshire", "paper/register/england-wales"}
    twice = set()
    for name, found in by_name.items():
        held = [set(row["held_by"]) for row in found]
        if len(found) > 1 and sources <= set().union(*held) and any(not sources <= item for item in held):
            twice.add(name)
    assert twice == {"westminster"}  # the place of Parliament, and the London borough


def test_cambridge_is_a_district_a_council_and_a_partnership(both):
    assert resolve(both, "Cambridge").id == "place/cambridge"
    assert resolve(both, "Cambridge City Council").id == "body/cambridge-city-council"
    assert resolve(both, "E22000013").id == "body/cambridge-city-community-safety-partnership"


def test_the_panel_of_the_tables_is_that_of_the_papers(both):
    answer = ask(both, load_catalogue()["scrutiny"], ["Police and Crime Commissioner"], "2024")
    assert {row.values["scrutineer_id"] for row in answer.rows} >= {"body/cambridgeshire-police-and-crime-panel"}


def test_what_the_papers_say_of_six_partnerships_is_said_of_no_other(both):
    answer = ask(both, load_catalogue()["chain"], ["Ashford Community Safety Partnership"], "2025")
    assert not {row.values["to_id"] for row in answer.rows} & {"body/countywide-community-safety-strategic-board"}
