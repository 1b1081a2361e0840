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
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import Neo4jError

from graph.engines import bookkeeping, guard, shapes
from graph.engines import neo4j_parts as parts
from graph.engines.neo4j_errors import shown, translate
from graph.engines.worker import CallTimeout, Worker
from graph.errors import StoreError, StoreForeign, StoreLocked, StoreUnreachable, TimeLimit
from graph.settings import Target
from graph.store import MODEL_VERSION, READ_TIMEOUT, Note, Params, Row, Transaction

T = TypeVar("T")
LOCK_WAIT = 60.0
GRACE = 5.0  # seconds that a server may take longer than its own limit before we stop waiting
_COUNTS = " UNION ALL ".join(f"MATCH (n{label}) RETURN count(n) AS n" for label in ("", ":Entity", ":LandscapeStore", ":LandscapeLock"))
_NAMES = ("SHOW CONSTRAINTS YIELD name RETURN name", "SHOW INDEXES YIELD name RETURN name")
_NAME = re.compile(r"\s*CREATE (?:CONSTRAINT|INDEX) `?(\w+)`? IF NOT EXISTS\b", re.IGNORECASE)


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
            self._driver = self._call(lambda: parts.connect(target))
            self._call(lambda: self._look(allow_loading=allow_loading), 3 * parts.CONNECT_TIMEOUT)
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
                if not guarded:
                    return parts.rows_of(result), parts.notes_of(result.consume())
                rows, cut = parts.shaped_rows(session, result)
                return rows, (*parts.notes_of(result.consume()), *[Note("cut", "", shapes.TOO_MANY)] * cut)

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
        opened = self._open_transaction(session)
        worker = self._worker
        transaction = _Transaction(self, opened)
        try:
            result = work(transaction)
            if transaction.failed is not None:
                raise transaction.failed
            self._call(opened.commit)
        finally:
            transaction.over = True
            self._let_go(worker, session)
        return result

    def define(self, statements: Sequence[str]) -> None:
        """Make the constraints and indexes that are not there, then wait until they are in force.

        Even `IF NOT EXISTS` waits for every open transaction of other writers, so what is there is not asked for again.
        """

        def run() -> None:
            with self._session(reading=False) as session:
                there = {record["name"] for text in _NAMES for record in session.run(text)}
                missing = [text for text in statements if not ((name := _NAME.match(text)) and name[1] in there)]
                for statement in missing:
                    parts.again(lambda text=statement: session.run(text).consume())  # type: ignore[misc]
                if missing:
                    session.run("CALL db.awaitIndexes(600)").consume()

        self._call(run)

    def write_first(self, work: Callable[[Transaction], T], before: Sequence[str], after: Sequence[str]) -> T:
        """Define, then write: a server keeps what it holds whole; see `Store.write_first`."""
        self.define((*before, *after))
        return self.write(work)

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
                parts.again(lambda: session.run(bookkeeping.CREATE, {"model_version": MODEL_VERSION}).consume())

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

        worker = self._ready()
        try:
            return self._call(lambda: parts.again(opening), LOCK_WAIT)
        except CallTimeout:
            self._let_go(worker, session)
            raise StoreLocked(
                f"Another writer has kept this database busy for {LOCK_WAIT:g} seconds.",
                where=shown(self.address),
                hint="Wait until it has ended, then try again.",
            ) from None
        except BaseException:
            self._let_go(worker, session)
            raise

    def _ready(self) -> Worker:
        """The worker; one that was given up is replaced."""
        if self._worker is None or self._worker.abandoned:
            self._worker = Worker()
        return self._worker

    def _call(self, work: Callable[[], T], timeout: float | None = None) -> T:
        """Run `work` in the worker; raises our errors only, and `CallTimeout`."""
        try:
            return self._ready().call(work, timeout)
        except CallTimeout:
            raise
        except Exception as error:
            mapped = translate(error, self.address)
            if mapped is error:
                raise
            raise mapped from error

    @staticmethod
    def _let_go(worker: Worker | None, session: neo4j.Session) -> None:
        """Close the session, which undoes an open transaction; in a worker that was given up, when its call returns."""
        if worker is None or worker.abandoned:
            if worker is not None:
                worker.post(session.close)
            return
        with contextlib.suppress(Exception):
            worker.call(session.close, GRACE)


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
            return parts.rows_of(self._opened.run(text, dict(params or {})))

        try:
            return self._store._call(run)
        except Exception as error:
            self.failed = error
            raise
