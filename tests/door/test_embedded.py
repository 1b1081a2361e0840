"""The folder of the embedded engine: made whole or not at all, one writer or many readers, killed at any moment."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.engines import locks, native
from graph.errors import StoreError, StoreForeign, StoreLocked, StoreMissing
from graph.settings import Target
from graph.store import open_store

from .helpers import ROOT, UNIQUE_IDS, finish, start


@pytest.fixture
def place(tmp_path):
    return Target(address=str(tmp_path / "deep" / "er" / "store"))


@pytest.fixture
def made(place):
    store = open_store(place, writing=True)
    store.define([UNIQUE_IDS])
    store.write(lambda tx: tx.run("CREATE (:Entity {id: 'a'})"))
    store.close()
    return place


def count(place):
    store = open_store(place)
    try:
        return store.read("MATCH (n:Entity) RETURN count(n) AS n")[0]["n"]
    finally:
        store.close()


def test_a_store_that_is_not_there_says_what_to_do(place):
    store = open_store(place)
    with pytest.raises(StoreMissing, match="no store yet") as caught:
        store.read("RETURN 1 AS x")
    assert "landscape load" in str(caught.value)
    assert caught.value.exit_code == 3
    assert not place.folder.parent.exists()
    store.write(lambda tx: tx.run("CREATE (:Entity {id: 'a'})"))
    assert store.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "a"}]
    store.close()
    assert count(place) == 1


def test_an_empty_folder_becomes_a_store(place):
    place.folder.mkdir(parents=True)
    with pytest.raises(StoreMissing):
        count(place)
    store = open_store(place, writing=True)
    store.write(lambda tx: tx.run("CREATE (:Entity {id: 'a'})"))
    store.close()
    assert count(place) == 1


def test_what_is_not_ours_is_refused_and_left_alone(place, tmp_path):
    place.folder.mkdir(parents=True)
    (place.folder / "letter.txt").write_text("dear")
    for writing in (True, False):
        with pytest.raises(StoreForeign) as caught:
            open_store(place, writing=writing)
        assert caught.value.exit_code == 3
    assert [path.name for path in place.folder.iterdir()] == ["letter.txt"]
    with pytest.raises(StoreForeign):
        open_store(Target(address=str(place.folder / "letter.txt")))


def test_a_folder_of_the_same_engine_with_other_things_is_refused(place):
    place.folder.parent.mkdir(parents=True)
    foreign = native.library().create_database(str(place.folder))
    foreign.close()
    for writing in (True, False):
        with pytest.raises(StoreForeign):
            open_store(place, writing=writing)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be used"):
        open_store(Target(address=str(tmp_path / "file" / "store")), writing=True)


HOLD = "store = open_store(target, writing=arg[0] == 'w')\nsay('now')\nsys.stdin.readline()\nstore.close()\n"


@pytest.mark.parametrize(("holder", "other", "may"), [("r", "r", True), ("r", "w", False), ("w", "r", False), ("w", "w", False)])
def test_many_readers_or_one_writer(made, monkeypatch, holder, other, may):
    monkeypatch.setattr("graph.engines.embedded.LOCK_WAIT", 0.3)
    process = start(made, HOLD, holder, stdin=subprocess.PIPE)
    assert process.stdout.readline() == "now\n"
    if may:
        open_store(made, writing=other == "w").close()
    else:
        with pytest.raises(StoreLocked, match="Another process") as caught:
            open_store(made, writing=other == "w")
        assert caught.value.exit_code == 3
    process.communicate("\n", timeout=20)
    open_store(made, writing=other == "w").close()


def test_a_writer_waits_for_a_reader_to_end(made):
    reader = start(made, "store = open_store(target)\nsay('now')\ntime.sleep(1)\nstore.close()\n")
    assert reader.stdout.readline() == "now\n"
    begun = time.monotonic()
    open_store(made, writing=True).close()
    assert 0.3 < time.monotonic() - begun < 5
    finish(reader)


def test_one_process_opens_a_folder_once_at_a_time(made, monkeypatch):
    monkeypatch.setattr("graph.engines.embedded.LOCK_WAIT", 0.1)
    first = open_store(made)
    with pytest.raises(StoreLocked):
        open_store(made)
    first.close()
    for _ in range(30):
        assert count(made) == 1


def test_a_reader_that_writes_becomes_the_writer(made):
    store = open_store(made)
    assert store.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 1}]
    store.write(lambda tx: tx.run("CREATE (:Entity {id: 'b'})"))
    assert store.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 2}]
    store.close()
    assert count(made) == 2


@pytest.mark.parametrize("kind", [locks.FlockLock, locks.SqliteLock])
def test_both_kinds_of_lock_keep_the_same_rules(tmp_path, kind):
    one, two, three = (kind(tmp_path / "x.lock") for _ in range(3))
    assert one.acquire(exclusive=False, wait=0)
    assert two.acquire(exclusive=False, wait=0)
    assert not three.acquire(exclusive=True, wait=0.1)
    one.release()
    two.release()
    assert three.acquire(exclusive=True, wait=0)
    assert not one.acquire(exclusive=False, wait=0.1)
    assert not two.acquire(exclusive=True, wait=0.1)
    three.release()
    three.release()
    assert one.acquire(exclusive=False, wait=0)
    one.release()


WRITE_ON = """
store = open_store(target, writing=True)
say("now")
number = int(arg[0])
while True:
    number += 1
    def work(tx):
        for part in range(5):
            tx.run("UNWIND range(1, 40) AS i CREATE (:Entity:Batch {id: $p + i, batch: $b})", {"b": str(number), "p": f"{number}-{part}-"})
        tx.run("MATCH (a:Batch {batch: $b}) MATCH (z:Entity {id: $b + '-0-1'}) CREATE (a)-[:LEADS {batch: $b}]->(z)", {"b": str(number)})
        tx.run("MATCH (n:Entity {id: 'a'}) SET n.done = $n", {"n": number})
    store.write(work)
    if number % 3 == 0:
        store.write(lambda tx: tx.run("MATCH (n:Batch {batch: $b}) SET n:Third", {"b": str(number)}))
"""


def test_a_writer_killed_at_any_moment_leaves_whole_transactions(made):
    chance = random.Random(11)  # noqa: S311 - moments, no secrets
    done = 0
    for _ in range(6):
        process = start(made, WRITE_ON, done)
        assert process.stdout.readline() == "now\n"
        time.sleep(chance.uniform(0.05, 1.0))
        process.kill()
        process.communicate()
        store = open_store(made)  # a reader is the first to come: it must mend
        done = store.read("MATCH (n:Entity {id: 'a'}) RETURN n.done AS n")[0]["n"] or 0
        nodes = store.read("MATCH (n:Batch) RETURN n.batch AS batch, count(n) AS n")
        ties = store.read("MATCH ()-[r:LEADS]->() RETURN r.batch AS batch, count(r) AS n")
        thirds = store.read("MATCH (n:Third) RETURN n.batch AS batch, count(n) AS n")
        store.close()
        assert {row["n"] for row in nodes + ties + thirds} <= {200}
        assert {row["batch"] for row in nodes} == {row["batch"] for row in ties} == {str(n) for n in range(1, done + 1)}
        assert {row["batch"] for row in thirds} <= {str(n) for n in range(1, done + 1) if n % 3 == 0}
    assert done > 0


def test_a_maker_killed_at_any_moment_leaves_a_place_to_make_it(place):
    text = "store = open_store(target, writing=True)\nsay('now')\nstore.write(lambda tx: tx.run('CREATE (:Entity)'))\nstore.close()\n"
    chance = random.Random(7)  # noqa: S311 - moments, no secrets
    for n in range(8):
        here = Target(address=f"{place.address}{n}")
        process = start(here, text)
        assert process.stdout.readline() == "now\n"
        time.sleep(chance.uniform(0, 0.25))
        process.kill()
        process.communicate()
        store = open_store(here, writing=True)
        store.write(lambda tx: tx.run("CREATE (:Entity)"))
        assert store.read("MATCH (n:Entity) RETURN count(n) AS n")[0]["n"] in (1, 2)
        store.close()
        assert native.settings_hold(here.folder)
        assert not list(here.folder.parent.glob(f".{here.folder.name}.making-*"))


def test_settings_that_were_changed_are_put_right(made):
    database = native.library().open_database(str(made.folder))
    database.command("sql", "ALTER DATABASE `arcadedb.opencypher.loadCsv.allowFileUrls` true")
    database.close()
    assert not native.settings_hold(made.folder)
    assert count(made) == 1
    assert native.settings_hold(made.folder)


def test_the_door_itself_imports_no_engine():
    text = "import sys, graph.store; print([m for m in ('arcadedb', 'neo4j', 'filelock', 'networkx') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_an_embedded_store_needs_no_driver_and_prints_nothing(made):
    text = "store = open_store(target)\nstore.read('RETURN 1 AS x')\nstore.close()\n"
    text += "say([m for m in ('neo4j', 'filelock') if m in sys.modules])\n"
    process = start(made, text)
    assert process.communicate() == ("[]\n", "")


def test_a_store_that_is_never_closed_does_no_harm(made):
    process = start(made, "store = open_store(target, writing=True)\nstore.write(lambda tx: tx.run('CREATE (:Entity)'))\n")
    assert finish(process) == ""
    assert count(made) == 2
    assert Path(made.address + ".lock").exists()


@pytest.mark.parametrize("said", ["No space left on device", "File too large", "There is not enough space on the disk"])
def test_a_full_disk_is_told_as_one(said):
    error = native.translate(
        RuntimeError(f"Command failed: Error executing Cypher command (caused by java.io.IOException: {said})"), "CREATE ()"
    )
    assert isinstance(error, StoreError)
    assert said in str(error)
    assert "has written nothing" in error.hint


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of file sizes to set (RLIMIT_FSIZE)")
def test_a_new_store_that_finds_no_room_leaves_nothing(tmp_path):
    text = f"""import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from graph.settings import Target
from graph.store import open_store
from graph.errors import StoreError
try:
    open_store(Target(address={str(tmp_path / "store")!r}), writing=True).define([])
except StoreError as error:
    print(error.hint)
"""
    done = subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert ("Make room on the disk" in done.stdout, list(tmp_path.glob("*store*/*"))) == (True, []), done.stderr
