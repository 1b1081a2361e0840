"""One transaction: all of it or nothing; what two writers do is never lost."""

import threading

import neo4j
import pytest

from graph.errors import BadCypher, LandscapeError, StoreConflict, StoreError, StoreForeign
from graph.store import MODEL_VERSION, open_store

from .helpers import UNIQUE_IDS, contents, finish, start


class Stop(Exception):
    pass


def forget_constraints(target):
    auth = (target.user, target.password.get_secret_value())
    with neo4j.GraphDatabase.driver(target.address, auth=auth) as driver, driver.session() as session:
        for row in session.run("SHOW CONSTRAINTS YIELD name").data():
            session.run(f"DROP CONSTRAINT `{row['name']}`").consume()


def names(store, label="Entity"):
    return [row["id"] for row in store.read(f"MATCH (n:{label}) RETURN n.id AS id ORDER BY id")]


def test_a_write_is_stored_and_returns_what_the_work_returns(small):
    rows = small.write(lambda tx: tx.run("UNWIND $ids AS id CREATE (n:Entity:Board {id: id}) RETURN n.id AS id", {"ids": ["d", "e"]}))
    assert rows == [{"id": "d"}, {"id": "e"}]
    assert names(small, "Board") == ["a", "b", "d", "e"]


def test_a_failure_in_the_middle_undoes_everything(small):
    before = contents(small)

    def work(tx):
        tx.run("CREATE (:Entity:Brand:New {id: 'x'})")
        tx.run("MATCH (n:Entity {id: 'a'}) SET n.name = 'changed', n:Extra")
        tx.run("MATCH ()-[r:LEADS]->() DELETE r")
        raise Stop

    with pytest.raises(Stop):
        small.write(work)
    assert contents(small) == before


def test_a_failed_text_loses_the_transaction_even_if_the_work_goes_on(small):
    before = contents(small)

    def work(tx):
        tx.run("CREATE (:Entity {id: 'x'})")
        with pytest.raises(BadCypher):
            tx.run("CREATE (n:Entity {id: 'y'}) RETURN m")
        return "done"

    with pytest.raises(LandscapeError):
        small.write(work)
    assert contents(small) == before


@pytest.mark.parametrize(
    "second", ["CREATE (:Entity {id: 'a'})", "CREATE (:Entity:Group {id: 'a'})", "CREATE (:Group:Entity:Other {id: 'c'})"]
)
def test_an_id_is_unique_over_all_labels(small, second):
    before = contents(small)
    with pytest.raises(StoreConflict):
        small.write(lambda tx: (tx.run("CREATE (:Entity {id: 'new'})"), tx.run(second)))
    assert contents(small) == before


def test_an_id_is_unique_within_one_transaction(small):
    with pytest.raises(StoreConflict):
        small.write(lambda tx: (tx.run("CREATE (:Entity:Board {id: 'z'})"), tx.run("CREATE (:Entity:Group {id: 'z'})")))
    assert names(small) == ["a", "b", "c"]


def test_a_key_is_unique(small):
    with pytest.raises(StoreConflict):
        small.write(lambda tx: tx.run("MATCH (a:Entity {id: 'a'}), (b:Entity {id: 'b'}) CREATE (a)-[:LEADS {key: 'k1'}]->(b)"))
    assert small.read("MATCH ()-[r:LEADS]->() RETURN count(r) AS n") == [{"n": 1}]


def test_the_transaction_is_over_when_the_work_has_returned(small):
    kept = small.write(lambda tx: tx)
    with pytest.raises(StoreError, match="over"):
        kept.run("MATCH (n) RETURN count(n) AS n")


def test_a_transaction_reads_what_it_wrote(small):
    def work(tx):
        tx.run("CREATE (:Entity {id: 'x', n: 1})")
        return tx.run("MATCH (n:Entity {id: 'x'}) RETURN n.n AS n")

    assert small.write(work) == [{"n": 1}]


def test_labels_change_and_the_rest_stays(small):
    small.write(lambda tx: tx.run("MATCH (n:Entity {id: 'c'}) SET n:ResponsibleAuthority:Extra, n.size = 4"))
    assert names(small, "ResponsibleAuthority") == names(small, "Organisation") == ["c"]
    small.write(lambda tx: tx.run("MATCH (n:Entity {id: 'c'}) REMOVE n:Organisation:Extra"))
    assert names(small, "Organisation") == []
    row = small.read("MATCH (n:ResponsibleAuthority)-[r:LEADS]->(m:Board) RETURN labels(n) AS l, n.size AS size, r.key AS key, m.id AS to")[
        0
    ]
    assert (sorted(row["l"]), row["size"], row["key"], row["to"]) == (["Entity", "ResponsibleAuthority"], 4, "k1", "a")
    with pytest.raises(StoreConflict):
        small.write(lambda tx: tx.run("CREATE (:Entity:Fresh {id: 'c'})"))
    assert small.read("MATCH (n:Entity {id: 'c'}) RETURN count(n) AS n") == [{"n": 1}]


def test_a_label_change_is_undone_with_the_rest(small):
    before = contents(small)

    def work(tx):
        tx.run("MATCH (n:Entity {id: 'c'}) SET n:ResponsibleAuthority")
        raise Stop

    with pytest.raises(Stop):
        small.write(work)
    assert contents(small) == before


@pytest.mark.parametrize(
    "texts",
    [
        ["CREATE (:Entity:Board {id: 'z'})", "MATCH (n:Entity {id: 'z'}) SET n:Late"],
        ["MATCH (n:Entity {id: 'c'}) SET n:Late", "MATCH (n:Entity {id: 'c'}) REMOVE n:Late"],
    ],
)
def test_the_embedded_engine_changes_labels_once_a_transaction(small, texts):
    """Known and said in its docstring; when this fails the engine has learnt it, and the loader may be simpler."""
    before = contents(small)
    if small.engine == "embedded":
        with pytest.raises(StoreConflict):
            small.write(lambda tx: [tx.run(text) for text in texts])
        assert contents(small) == before
    else:
        small.write(lambda tx: [tx.run(text) for text in texts])


def test_relabelling_many_at_once(small):
    small.write(lambda tx: tx.run("UNWIND $ids AS id MATCH (n:Entity {id: id}) SET n:Convened", {"ids": ["a", "b", "c"]}))
    assert names(small, "Convened") == ["a", "b", "c"]
    assert names(small, "Board") == ["a", "b"]


def test_definitions_may_be_repeated(small):
    small.define([UNIQUE_IDS, "CREATE INDEX entity_name IF NOT EXISTS FOR (n:Entity) ON (n.name)"])
    small.define([UNIQUE_IDS, "CREATE INDEX entity_name IF NOT EXISTS FOR (n:Entity) ON (n.name)"])
    assert names(small) == ["a", "b", "c"]


def test_clear_takes_entities_and_leaves_the_store(small, target):
    small.clear()
    assert small.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 0}]
    small.close()
    again = open_store(target)
    assert again.model_version == MODEL_VERSION
    again.close()


def test_a_half_finished_restore_is_refused(small, target):
    small.mark("loading")
    small.close()
    with pytest.raises(StoreForeign, match="restore"):
        open_store(target)
    with pytest.raises(StoreForeign, match="restore"):
        open_store(target, writing=True)
    mender = open_store(target, writing=True, allow_loading=True)
    mender.clear()
    mender.close()
    open_store(target).close()


def test_a_newer_model_is_refused(small, target):
    small.write(lambda tx: tx.run("MATCH (s:LandscapeStore) SET s.model_version = $v", {"v": MODEL_VERSION + 1}))
    small.close()
    with pytest.raises(StoreForeign, match=f"model version {MODEL_VERSION + 1}") as caught:
        open_store(target, allow_loading=True)
    assert caught.value.exit_code == 3


COUNT_UP = """
for _ in range(10):
    for attempt in range(20):
        try:
            store = open_store(target, writing=True)
            break
        except StoreLocked:
            pass
    def work(tx):
        found = tx.run("MATCH (n:Entity {id: 'counter'}) RETURN n.n AS n")[0]["n"]
        time.sleep(0.01)
        tx.run("MATCH (n:Entity {id: 'counter'}) SET n.n = $n", {"n": found + 1})
    store.write(work)
    store.close()
"""


def test_two_writers_lose_nothing(small, target):
    small.write(lambda tx: tx.run("CREATE (:Entity {id: 'counter', n: 0})"))
    small.close()
    writers = [start(target, COUNT_UP) for _ in range(2)]
    for writer in writers:
        finish(writer)
    store = open_store(target)
    assert store.read("MATCH (n:Entity {id: 'counter'}) RETURN n.n AS n") == [{"n": 20}]
    store.close()


def test_two_first_writers_make_one_store(target):
    if target.is_server:
        forget_constraints(target)
    text = """
store = open_store(target, writing=True)
store.define(["CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE"])
store.write(lambda tx: tx.run("CREATE (:Entity {id: $id})", {"id": arg[0]}))
store.close()
"""
    writers = [start(target, text, name) for name in "pq"]
    for writer in writers:
        finish(writer)
    store = open_store(target)
    assert names(store) == ["p", "q"]
    assert store.read("MATCH (s:LandscapeStore) RETURN count(s) AS n") == [{"n": 1}]
    assert store.read("MATCH (s:LandscapeLock) RETURN count(s) <= 1 AS few") == [{"few": True}]
    store.close()


def test_a_store_serves_several_threads_reading(small):
    found = []
    threads = [threading.Thread(target=lambda: found.append(names(small))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["a", "b", "c"]] * 8


def test_closing_twice_is_safe(small):
    small.close()
    small.close()
