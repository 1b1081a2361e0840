"""The server store: a Neo4j database, server, cluster or Aura, through the official driver.

- A write never runs twice. The driver's managed transactions would run `work` again after a lost connection or a
  deadlock, and `work` may do what cannot be repeated. Only the opening (begin, take the lock node) and definitions are
  tried again: nothing of `work` has run by then. As every writer takes the lock node first, ours cannot deadlock.
- The lock node is written before anything is read, so that two officers' read-fold-write lose nothing: the second waits.
- Reads run in READ sessions with the server's own time limit; a user's text is planned first (`EXPLAIN`) and judged by
  its plan, since a READ session runs LOAD CSV and any reading procedure.
"""

from __future__ import annotations

import contextlib
import logging
import random
import re
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import Neo4jError, TransientError

from graph.engines import bookkeeping, guard
from graph.engines.neo4j_errors import shown, translate
from graph.engines.values import plain_rows
from graph.engines.worker import CallTimeout, Worker
from graph.errors import StoreError, StoreForeign, StoreLocked, StoreUnreachable, TimeLimit
from graph.settings import Target
from graph.store import MODEL_VERSION, READ_TIMEOUT, Note, Params, Row, Transaction

T = TypeVar("T")
CONNECT_TIMEOUT = 15.0
LOCK_WAIT = 60.0
GRACE = 5.0  # seconds that a server may take longer than its own limit before we stop waiting
OPENING_TRIES = 4
_COUNTS = " UNION ALL ".join(f"MATCH (n{label}) RETURN count(n) AS n" for label in ("", ":Entity", ":LandscapeStore", ":LandscapeLock"))
_NOTES = {"01N50": "unknown-label", "01N51": "unknown-type", "01N52": "unknown-property"}

# The driver prints the server's remarks on the last-resort handler; we hand them over as notes.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Neo4jStore:
    """A `graph.store.Store` on a server."""

    engine = "neo4j"

    def __init__(self, target: Target, *, allow_loading: bool = False) -> None:
        self.address = target.address
        self.notes: Sequence[Note] = ()
        self.model_version = 0
        self._database = target.database or None
        self._worker: Worker | None = None
        self._driver: neo4j.Driver | None = None
        self._server = ""
        try:
            self._driver = neo4j.GraphDatabase.driver(
                target.address,
                auth=(target.user, target.password.get_secret_value()),
                connection_timeout=CONNECT_TIMEOUT,
                connection_acquisition_timeout=2 * CONNECT_TIMEOUT,
                user_agent="partnership-landscape",
            )
            self._call(lambda: self._look(allow_loading=allow_loading), 3 * CONNECT_TIMEOUT)
        except CallTimeout:
            self.close()
            raise StoreUnreachable(
                "The host does not answer.", where=shown(self.address), hint="Check the address and the network."
            ) from None
        except BaseException:
            self.close()
            raise

    def __repr__(self) -> str:
        return f"Neo4jStore({shown(self.address)!r})"

    @property
    def version(self) -> str:
        """The engine's name and version."""
        return f"{self._server} through driver {neo4j.__version__}"

    def read(self, text: str, params: Params | None = None, *, timeout: float = READ_TIMEOUT, guarded: bool = False) -> list[Row]:
        """Rows of a reading text; see `Store.read`."""
        guard.refuse_empty(text)
        if guarded:
            guard.refuse_prefix(text)
        self.notes = ()

        def run() -> tuple[list[Row], Sequence[Note]]:
            with self._session(reading=True) as session:
                if guarded:
                    plan = self._run(session, text, params, timeout, before="EXPLAIN\n").consume()
                    guard.refuse_plan(plan.query_type, plan.plan)
                result = self._run(session, text, params, timeout)
                return _rows(result), _notes(result.consume())

        try:
            rows, self.notes = self._call(run, timeout + GRACE)
        except CallTimeout:
            raise TimeLimit(
                f"The text ran into its time limit of {timeout:g} seconds.", hint="Ask for less, or give a longer --timeout."
            ) from None
        return rows

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one transaction; see `Store.write`."""
        if not self.model_version:
            self._make()
        session = self._session(reading=False)
        try:
            opened = self._open_transaction(session)
            transaction = _Transaction(self, opened)
            try:
                result = work(transaction)
                if transaction.failed is not None:
                    raise transaction.failed
                self._call(opened.commit)
            except BaseException:
                self._let_go(opened.close)
                raise
            finally:
                transaction.over = True
        finally:
            self._let_go(session.close)
        return result

    def define(self, statements: Sequence[str]) -> None:
        """Make constraints and indexes, then wait until they are in force."""

        def run() -> None:
            with self._session(reading=False) as session:
                for statement in statements:
                    _again(lambda text=statement: session.run(text).consume())  # type: ignore[misc]
                session.run("CALL db.awaitIndexes(600)").consume()

        self._call(run)

    def mark(self, state: str) -> None:
        """Write the store's state and our model version."""
        self.write(lambda tx: tx.run(bookkeeping.MARK, {"state": state, "model_version": MODEL_VERSION}))

    def clear(self) -> None:
        """Delete all entities and relationships in batches."""
        for text in (bookkeeping.CLEAR_RELATIONSHIPS, bookkeeping.CLEAR_NODES):
            while self.write(lambda tx, text=text: tx.run(text))[0]["gone"]:  # type: ignore[misc]
                pass
        self.mark("")

    def close(self) -> None:
        """Close the connections."""
        driver, self._driver = self._driver, None
        worker, self._worker = self._worker, None
        if driver is None:
            return
        if worker is not None:
            worker.stop(driver.close, timeout=GRACE)
        else:
            with contextlib.suppress(Exception):
                driver.close()

    # the connection

    def _session(self, *, reading: bool) -> neo4j.Session:
        if self._driver is None:
            raise StoreError("The store is closed.")
        mode = neo4j.READ_ACCESS if reading else neo4j.WRITE_ACCESS
        quiet: dict[str, Any] = {} if reading else {"notifications_min_severity": neo4j.NotificationMinimumSeverity.OFF}
        return self._driver.session(database=self._database, default_access_mode=mode, **quiet)

    def _run(self, session: neo4j.Session, text: str, params: Params | None, timeout: float, *, before: str = "") -> neo4j.Result:
        """Run one text; an error names the line of the text, not that of what stands before it."""
        try:
            return session.run(neo4j.Query(before + text, timeout=timeout), dict(params or {}))
        except Neo4jError as error:
            raise translate(error, self.address, text, before.count("\n")) from error

    def _look(self, *, allow_loading: bool) -> None:
        """Who answers, and whether the database is ours."""
        with self._session(reading=True) as session:
            result = session.run(_COUNTS)
            every, *ours = [record["n"] for record in result]
            self._server = (result.consume().server.agent or "").replace("/", " ")
            if every != sum(ours):
                raise StoreForeign(
                    f"The database holds {every - sum(ours)} nodes that are not ours.",
                    where=shown(self.address),
                    hint="Give another --database, an empty one.",
                )
            found = [dict(record) for record in session.run(bookkeeping.FIND)]
        self.model_version = bookkeeping.check(found, shown(self.address), allow_loading=allow_loading)

    def _make(self) -> None:
        """Our constraints and the store node, on the first write into an empty database; safe when two do it at once."""
        self.define(bookkeeping.CONSTRAINTS)

        def run() -> None:
            with self._session(reading=False) as session:
                _again(lambda: session.run(bookkeeping.CREATE, {"model_version": MODEL_VERSION}).consume())

        self._call(run)
        self.model_version = MODEL_VERSION

    def _open_transaction(self, session: neo4j.Session) -> neo4j.Transaction:
        """A transaction that holds the lock node."""

        def opening() -> neo4j.Transaction:
            opened = session.begin_transaction()
            try:
                opened.run(bookkeeping.TAKE_LOCK).consume()
            except BaseException:
                opened.close()
                raise
            return opened

        try:
            return self._call(lambda: _again(opening), LOCK_WAIT)
        except CallTimeout:
            raise StoreLocked(
                f"Another writer has kept this database busy for {LOCK_WAIT:g} seconds.",
                where=shown(self.address),
                hint="Wait until it has ended, then try again.",
            ) from None

    def _call(self, work: Callable[[], T], timeout: float | None = None) -> T:
        """Run `work` in the worker; raises our errors only. A worker that was given up is replaced."""
        if self._worker is None:
            self._worker = Worker()
        worker = self._worker
        try:
            return worker.call(work, timeout)
        except CallTimeout:
            raise
        except Exception as error:
            mapped = translate(error, self.address)
            if mapped is error:
                raise
            raise mapped from error
        finally:
            if worker.abandoned:
                self._worker = None

    def _let_go(self, work: Callable[[], object]) -> None:
        """Run `work` unless the worker was given up: then the server undoes the transaction when the connection goes."""
        if self._worker is not None:
            with contextlib.suppress(Exception):
                self._call(work, GRACE)


class _Transaction:
    """The hands inside one transaction on a server."""

    def __init__(self, store: Neo4jStore, opened: neo4j.Transaction) -> None:
        self._store = store
        self._opened = opened
        self.failed: Exception | None = None
        self.over = False

    def run(self, text: str, params: Params | None = None) -> list[Row]:
        """Run one text; see `Transaction.run`."""
        if self.over:
            raise StoreError("The transaction is over.")
        if self.failed is not None:
            raise self.failed

        def run() -> list[Row]:
            return _rows(self._opened.run(text, dict(params or {})))

        try:
            return self._store._call(run)
        except Exception as error:
            self.failed = error
            raise


def _again(work: Callable[[], T]) -> T:
    """Run what may safely run again, where the server says to try again (a deadlock of two definitions, a new leader)."""
    for left in reversed(range(OPENING_TRIES)):
        try:
            return work()
        except TransientError:
            if not left:
                raise
            time.sleep(0.2 + random.random())  # noqa: S311 - two that collided should not collide again
    raise AssertionError  # the last try returned or raised


def _rows(result: neo4j.Result) -> list[Row]:
    return plain_rows([dict(zip(record.keys(), record.values(), strict=True)) for record in result])


def _notes(summary: neo4j.ResultSummary) -> Sequence[Note]:
    """What the server remarked, each once."""
    notes: dict[Note, None] = {}
    for status in summary.gql_status_objects:
        if status.is_notification:
            code = _NOTES.get(status.gql_status, "other")
            name = re.search(r"`([^`]*)`", status.status_description) if code != "other" else None
            sentence = status.status_description.partition(": ")[2] or status.status_description
            notes[Note(code, name[1] if name else "", sentence)] = None
    return tuple(notes)
