"""The first write into a store: whole or not at all, and under every constraint when it is stored, on both engines alike."""

import random
import time

import pytest

from graph.engines import native
from graph.errors import BadCypher, StoreConflict
from graph.settings import Target
from graph.store import open_store

from .helpers import UNIQUE_IDS, UNIQUE_KEYS, start

COUNT = "MATCH (n:Entity) RETURN count(n) AS n"
MAKE = "UNWIND $ids AS id CREATE (:Entity:Board {id: id})"
LEAD = "MATCH (a:Entity {id: 'a'}) MATCH (b:Entity {id: 'b'}) CREATE (a)-[r:LEADS {key: 'k'}]->(b) RETURN count(r) AS n"


@pytest.fixture
def place(tmp_path):
    return Target(address=str(tmp_path / "deep" / "store"))


def first(store, work):
    return store.write_first(work, [UNIQUE_IDS], [UNIQUE_KEYS])


def two(tx):
    tx.run(MAKE, {"ids": ["a", "b"]})
    return tx.run(LEAD)[0]["n"]


def left(place):
    return [item.name for item in place.folder.parent.glob("*store*") if not item.name.endswith(".lock")]


def test_what_is_written_first_is_read_and_obeys_the_constraints(store):
    assert first(store, two) == 1
    assert store.read(COUNT) == [{"n": 2}]
    for text in ("CREATE (:Entity {id: 'a'})", LEAD):
        with pytest.raises(StoreConflict):
            store.write(lambda tx, text=text: tx.run(text))
    assert store.read("MATCH (:Entity)-[r:LEADS]->(:Entity) RETURN count(r) AS n") == [{"n": 1}]


def test_a_second_first_write_is_a_write_like_any_other(store):
    first(store, two)
    with pytest.raises(ZeroDivisionError):
        first(store, lambda tx: (tx.run(MAKE, {"ids": ["c"]}), 1 // 0))
    assert store.read(COUNT) == [{"n": 2}]
    first(store, lambda tx: tx.run(MAKE, {"ids": ["c"]}))
    assert store.read(COUNT) == [{"n": 3}]


@pytest.mark.parametrize(
    ("work", "error"),
    [
        (lambda tx: (two(tx), 1 // 0), ZeroDivisionError),
        (lambda tx: (two(tx), tx.run("CREATE (")), BadCypher),
        (lambda tx: (two(tx), tx.run(MAKE, {"ids": ["a"]})), StoreConflict),
        (lambda tx: (two(tx), tx.run(LEAD)), StoreConflict),  # told by the constraint that comes last
    ],
)
def test_a_failure_leaves_nothing_and_the_next_one_begins_anew(place, work, error):
    store = open_store(place, writing=True)
    with pytest.raises(error):
        first(store, work)
    assert left(place) == []
    assert first(store, two) == 1
    store.close()
    assert left(place) == ["store"]
    assert native.settings_hold(place.folder)


def test_a_text_that_failed_loses_all_even_if_the_work_goes_on(place):
    def goes_on(tx):
        two(tx)
        with pytest.raises(BadCypher):
            tx.run("CREATE (")
        return "done"

    store = open_store(place, writing=True)
    with pytest.raises(BadCypher):
        first(store, goes_on)
    store.close()
    assert left(place) == []


def test_killed_at_any_moment_it_left_all_or_nothing(place):
    text = (
        "store = open_store(target, writing=True)\nsay('now')\n"
        "store.write_first(lambda tx: [tx.run('CREATE (:Entity {id: $id})', {'id': f'{n}'}) for n in range(200)], [], [])\nstore.close()\n"
    )
    chance = random.Random(11)  # noqa: S311 - moments, no secrets
    for n in range(4):
        here = Target(address=f"{place.address}{n}")
        process = start(here, text)
        assert process.stdout.readline() == "now\n"
        time.sleep(chance.uniform(0, 0.4))
        process.kill()
        process.communicate()
        store = open_store(here, writing=True)
        found = store.read(COUNT)[0]["n"] if store.model_version else 0
        assert found in (0, 200)
        if not found:
            first(store, two)
            assert store.read(COUNT) == [{"n": 2}]
        store.close()
        assert not list(here.folder.parent.glob(f".{here.folder.name}.making-*"))
