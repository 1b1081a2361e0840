"""A time limit bites, and Ctrl-C is heard, even inside a native call."""

import signal
import time

import pytest

from graph.errors import TimeLimit

from .helpers import ENDLESS, finish, start

OPEN = "store = open_store(target)\n"


@pytest.mark.parametrize("guarded", [True, False])
def test_a_time_limit_bites(small, guarded):
    begun = time.monotonic()
    with pytest.raises(TimeLimit) as caught:
        small.read(ENDLESS, timeout=1, guarded=guarded)
    assert time.monotonic() - begun < 10
    assert caught.value.exit_code == 1
    assert small.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 3}]


def test_the_process_ends_at_once_after_a_time_limit(small, target):
    small.close()
    text = f"""
store = open_store(target)
try:
    store.read({ENDLESS!r}, timeout=0.5)
except TimeLimit:
    say("limit")
store.close()
"""
    process = start(target, text)
    begun = time.monotonic()
    assert finish(process, 30) == "limit\n"
    assert time.monotonic() - begun < 15


def interrupted(process):
    """Ctrl-C once the process has said `now`; its seconds until the end, its last words."""
    assert process.stdout.readline() == "now\n"
    time.sleep(1)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    return time.monotonic() - begun, err


def test_ctrl_c_ends_an_endless_question(small, target):
    small.close()
    process = start(target, f"store = open_store(target)\nsay('now')\nstore.read({ENDLESS!r}, timeout=50)\n")
    seconds, err = interrupted(process)
    assert err.rstrip().endswith("KeyboardInterrupt")
    assert "Fatal" not in err
    assert process.returncode == -signal.SIGINT
    assert seconds < 2


def test_ctrl_c_in_a_caller_that_closes_the_store(small, target):
    small.close()
    text = f"""
store = open_store(target)
say('now')
try:
    store.read({ENDLESS!r}, timeout=50)
except KeyboardInterrupt:
    store.close()
    sys.exit(130)
"""
    process = start(target, text)
    seconds, err = interrupted(process)
    assert (process.returncode, err) == (130, "")
    assert seconds < 2


def test_ctrl_c_during_a_write_stores_nothing(small, target):
    small.close()
    text = f"""
store = open_store(target, writing=True)
def work(tx):
    tx.run("CREATE (:Entity {{id: 'half'}})")
    say('now')
    tx.run({ENDLESS.replace("RETURN", "CREATE (:Entity) RETURN")!r})
store.write(work)
"""
    process = start(target, text)
    seconds, err = interrupted(process)
    assert err.rstrip().endswith("KeyboardInterrupt")
    assert "Fatal" not in err
    assert seconds < 2
    look = "store = open_store(target)\nsay(store.read('MATCH (n:Entity) RETURN count(n) AS n')[0]['n'])\nstore.close()\n"
    assert finish(start(target, look)) == "3\n"
    add = "store = open_store(target, writing=True)\nstore.write(lambda tx: tx.run('CREATE (:Entity)'))\nstore.close()\n"
    finish(start(target, add))
    assert finish(start(target, look)) == "4\n"


def test_a_limit_longer_than_the_engines_own(small, monkeypatch):
    if small.engine != "embedded":
        pytest.skip("a server takes any limit")
    from graph.engines import native

    monkeypatch.setattr(native, "ENGINE_LIMIT", 0.5)
    with pytest.raises(TimeLimit):
        small.read(ENDLESS, timeout=1.5)
    assert native.settings_hold(small.folder)
    assert small.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 3}]
