"""Parity: the data set that ships with the tool gives the same bytes and the same answers from either engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from graph import cypher
from graph.settings import Target
from graph.store import Store, open_store
from importers.batch import Report
from importers.load import import_batch
from importers.register.read import read_register
from importers.register.rows import register_batch
from queries import texts
from queries.catalogue import Question, load
from queries.exports import jsonl
from queries.lookups import evidence, find, schema, show
from queries.restore import restore
from queries.run import ask

PAGE = Path(__file__).parent.parent.parent / "docs" / "cypher.md"
DATA = Path(__file__).parent.parent.parent / "importers" / "datasets" / "cambridgeshire"
SAMPLE = "MATCH (n:Entity) WHERE n:PriorityAction OR n:Board OR n:DeliveryGroup OR n:Fund RETURN n.id AS id ORDER BY id"

pytestmark = pytest.mark.neo4j


class Both(NamedTuple):
    """The data set in both engines, and the reports of its loading: the first time, and once more."""

    embedded: Store
    neo4j: Store
    reports: list[Report]


def clock() -> Callable[[], datetime]:
    """A clock that goes on by a second each time it is read: each engine's runs have the same times."""
    ticks = count()
    return lambda: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=next(ticks))


def empty(server: Target) -> None:
    from neo4j import GraphDatabase

    auth = (server.user, server.password.get_secret_value())
    with GraphDatabase.driver(server.address, auth=auth) as driver, driver.session() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()


@pytest.fixture(scope="module")
def both(neo4j_server: Target, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    batch = register_batch(read_register(DATA))
    assert not batch.rejects
    empty(neo4j_server)
    stores = [
        open_store(Target(address=str(tmp_path_factory.mktemp("parity") / "store")), writing=True),
        open_store(neo4j_server, writing=True),
    ]
    reports = []
    for store in stores:
        store.define(cypher.constraints())
        now = clock()
        reports += [import_batch(store, batch, now=now), import_batch(store, batch, now=now)]
    yield Both(*stores, reports)
    for store in stores:
        store.close()


def test_the_export_is_the_same_to_the_byte(both):
    for options in ({}, {"people": False}, {"with_runs": True, "with_wording": True}):
        assert list(jsonl(both.embedded, **options)) == list(jsonl(both.neo4j, **options))


def test_loading_again_changes_nothing(both):
    for first, again in zip(both.reports[::2], both.reports[1::2], strict=True):
        for before, after in ((first.nodes, again.nodes), (first.relationships, again.relationships)):
            assert (before.changed, before.ended, before.withdrawn) == (0, 0, 0)
            assert after.as_dict() == {"added": 0, "changed": 0, "unchanged": before.added, "ended": 0, "withdrawn": 0}
    assert both.reports[0].nodes == both.reports[2].nodes
    assert both.reports[0].relationships == both.reports[2].relationships


DATES = ("2026-11-22", "2018-11", "2017")


def asked(question: Question, subjects: list[str]) -> Iterator[tuple[list[str], str]]:
    """Ways to ask a question of the data set: about each subject that it takes, or of the whole, at several dates."""
    if 1 in question.subjects:
        for number, subject in enumerate(subjects):
            yield [subject], DATES[number % 3] if number % 2 else DATES[0]
    if 2 in question.subjects:
        for number, (first, second) in enumerate(zip(subjects[::3], subjects[1::3], strict=False)):
            yield [first, second], DATES[number % 3]
    if 0 in question.subjects:
        for date in DATES:
            yield [], date


@pytest.mark.parametrize("name", sorted(load()))
def test_every_question_has_the_same_answer(both, name):
    question = load()[name]
    subjects = [row["id"] for row in both.embedded.read(SAMPLE)]
    assert len(subjects) > 60
    # Each question about some, so that all are asked of: the engines could differ in a text, and hardly in one subject alone.
    whole = question.dates or name in ("contested", "gaps")  # these read the whole landscape each time
    share = 40 if whole else 5
    subjects = subjects[sorted(load()).index(name) % share :: share]
    answered = 0
    for words, as_of in asked(question, subjects):
        dates = ["2018-10", as_of if as_of > "2018-10" else "2018-12"][: len(question.dates)]
        first, second = (ask(store, question, [*words, *dates], as_of).as_dict() for store in (both.embedded, both.neo4j))
        assert first == second, words
        answered += bool(first["rows"])
    assert answered or name == "cycles"  # the data set holds no circle


@pytest.mark.parametrize("subject", ["V4", "O2", "CCSSB", "Police and Crime Commissioner", "Safer Streets Fund"])
def test_look_ups_are_the_same(both, subject):
    for look in (show, evidence, find):
        assert look(both.embedded, subject, "2026").as_dict() == look(both.neo4j, subject, "2026").as_dict()


@pytest.mark.parametrize("number", range(22))
def test_the_texts_for_analysts_have_the_same_rows(both, number):
    text = re.findall(r"```cypher\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[number]
    for as_of in ("2026-11-22", "2018-11", "2016-08-11"):
        first, second = (texts.cypher(store, text, {}, as_of) for store in (both.embedded, both.neo4j))
        assert (first[0].as_dict(), first[1]) == (second[0].as_dict(), second[1])


def test_the_schema_is_the_same(both):
    assert schema(both.embedded, "2026").as_dict() == schema(both.neo4j, "2026").as_dict()


def test_what_one_engine_exports_the_other_restores(both, tmp_path):
    lines = list(jsonl(both.neo4j, with_runs=True, with_wording=True))
    file = tmp_path / "all.jsonl"
    file.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    store = open_store(Target(address=str(tmp_path / "store")), writing=True)
    result = restore(store, file)
    assert (result.bad, result.dangling) == ([], 0)
    assert list(jsonl(store, with_runs=True, with_wording=True)) == lines
    store.close()
