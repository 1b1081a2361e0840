"""The server: every way to fail has its own message, none of them holds the password, and what is not ours is refused."""

import inspect
import socket
import threading
import time

import neo4j
import pytest
from neo4j import exceptions

from graph.engines.neo4j_errors import KNOWN, shown, translate
from graph.errors import LandscapeError, StoreError, StoreForeign, StoreLocked, StoreRefused, StoreUnreachable
from graph.settings import Target
from graph.store import open_store

from .helpers import UNIQUE_IDS

pytestmark = pytest.mark.neo4j
SECRET = "s3cret-Passw0rd"


@pytest.fixture
def server(target):
    if not target.is_server:
        pytest.skip("of a server only")
    return target


def changed(server, **fields):
    return server.model_copy(update=fields)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_no_server_to_reach(scheme):
    with pytest.raises(StoreUnreachable, match="no host of that name"):
        open_store(Target(address=f"{scheme}://no-such-host.invalid:7687", password=SECRET))
    with pytest.raises(StoreUnreachable, match="refuses that port") as caught:
        open_store(Target(address=f"{scheme}://127.0.0.1:{free_port()}", password=SECRET))
    assert SECRET not in str(caught.value)


def test_a_server_that_never_answers(monkeypatch):
    monkeypatch.setattr("graph.engines.neo4j_parts.CONNECT_TIMEOUT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(StoreUnreachable, match=r"not answer|reached"):
        open_store(Target(address=f"bolt://127.0.0.1:{silent.getsockname()[1]}", password=SECRET))


@pytest.mark.parametrize(
    "address", ["bolt://host?x=1", "bolt://host/path", f"bolt://me:{SECRET}@host", f"neo4j+s://me:{SECRET}@host", "bolt://:x"]
)
def test_an_address_that_is_wrong(address):
    with pytest.raises(StoreUnreachable) as caught:
        open_store(Target(address=address, password=SECRET))
    assert SECRET not in str(caught.value)
    assert SECRET not in str(caught.value.__cause__)


def test_wrong_password_wrong_user_and_none(server):
    for fields in ({"password": type(server.password)(SECRET)}, {"user": "nobody"}, {"password": type(server.password)("")}):
        with pytest.raises(StoreRefused) as caught:
            open_store(changed(server, **fields))
        assert SECRET not in str(caught.value)
        assert "LANDSCAPE_NEO4J_PASSWORD" in str(caught.value)
        time.sleep(0.1)


def test_no_such_database(server):
    with pytest.raises(StoreUnreachable, match="no such database"):
        open_store(changed(server, database="nowhere"))


def test_the_password_is_nowhere_to_be_seen(server):
    store = open_store(server)
    secret = server.password.get_secret_value()
    assert secret not in f"{store!r} {store} {vars(store)} {server!r}"
    store.close()
    assert shown("bolt://user:pw@host:7687/x?y=z") == "bolt://host:7687"


def test_a_database_with_other_nodes_is_refused_and_left_alone(server):
    auth = (server.user, server.password.get_secret_value())
    with neo4j.GraphDatabase.driver(server.address, auth=auth) as driver:
        driver.execute_query("CREATE (:Person {name: 'x'}), ()")
        for writing in (True, False):
            with pytest.raises(StoreForeign, match="2 nodes that are not ours") as caught:
                open_store(server, writing=writing)
            assert caught.value.exit_code == 3
        assert driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"] == 2


def test_the_second_writer_waits_and_is_told_in_the_end(server, monkeypatch):
    monkeypatch.setattr("graph.engines.neo4j.LOCK_WAIT", 1.0)
    first = open_store(server)
    first.define([UNIQUE_IDS])
    first.write(lambda tx: tx.run("CREATE (:Entity {id: 'a'})"))
    second = open_store(server)
    inside, leave = threading.Event(), threading.Event()

    def hold(tx):
        inside.set()
        leave.wait(20)

    holder = threading.Thread(target=lambda: first.write(hold))
    holder.start()
    inside.wait(10)
    try:
        second.define([UNIQUE_IDS])  # what is there already needs no waiting
        with pytest.raises(StoreLocked, match="busy"):
            second.write(lambda tx: tx.run("CREATE (:Entity {id: 'b'})"))
    finally:
        leave.set()
        holder.join()
    second.write(lambda tx: tx.run("CREATE (:Entity {id: 'b'})"))
    assert second.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 2}]
    first.close()
    second.close()


def test_the_version_names_server_and_driver(server):
    store = open_store(server)
    assert store.version.startswith("Neo4j ")
    assert neo4j.__version__ in store.version
    store.close()


def test_a_closed_store_says_so(server):
    store = open_store(server)
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.read("RETURN 1 AS x")


def driver_errors():
    return {name: kind for name, kind in inspect.getmembers(exceptions, inspect.isclass) if issubclass(kind, Exception)}


def test_the_driver_has_no_exception_that_was_not_looked_at():
    assert {name for name, kind in driver_errors().items() if kind.__module__ == exceptions.__name__} == KNOWN


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_every_exception_of_the_driver_becomes_one_of_ours(name):
    error = driver_errors()[name]("went wrong")
    if isinstance(error, exceptions.Neo4jError):  # the driver fills these in as it reads the server's answer
        error._neo4j_code, error._message = "Neo.SomeError.Some.Title", "went wrong"
    ours = translate(error, f"bolt://user:{SECRET}@host:7687")
    assert isinstance(ours, LandscapeError)
    assert SECRET not in str(ours)
    assert ours.exit_code == 3
