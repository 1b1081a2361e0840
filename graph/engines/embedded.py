"""The embedded store: a folder, opened by ArcadeDB's native library in this process.

What a loader must know of this engine (measured on 26.11.1.dev2):

- `CREATE (n:Entity:Board {...})` answers to either label. A later `SET n:Label` or `REMOVE n:Label` keeps the node's
  relationships, properties and uniqueness. But within ONE transaction a node's labels may change once: create and then
  relabel, or `SET` and then `REMOVE`, breaks the unique constraint. Give new nodes all labels in `CREATE`, known ones one
  `SET n:A:B` a transaction, and take labels away in a transaction of their own.
- A broken unique constraint is often told only at the end of the transaction.
- Labels and types that no node ever had give empty rows, as on Neo4j.
- Types, once made, outlive a rollback: they are schema, not data.
- `x.key IN $list` compares with the whole list for every row: 20,000 rows against 20,000 keys take 20 s. Ask a map
  (`$map[x.key] IS NOT NULL`, 0.6 s), or start from the ids (`UNWIND $ids AS id MATCH (n:Entity {id: id})`, 0.7 s).
- `CREATE (n:Entity {id: row.id, name: row.name})` costs half of `CREATE ... SET n += row.props`.
- MERGE of a relationship walks all relationships of the node its pattern names first; write that end the quiet one.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import TypeVar

from graph.engines import bookkeeping, guard, native, shapes
from graph.engines.locks import lock_for
from graph.engines.values import plain_rows
from graph.engines.worker import CallTimeout, Worker
from graph.errors import StoreError, StoreLocked, StoreMissing, TimeLimit
from graph.settings import Target
from graph.store import MODEL_VERSION, READ_TIMEOUT, Note, Params, Row, Transaction

T = TypeVar("T")
LOCK_WAIT = 5.0


class EmbeddedStore:
    """A `graph.store.Store` in a folder."""

    engine = "embedded"

    def __init__(self, target: Target, *, writing: bool = False, allow_loading: bool = False) -> None:
        self.folder = target.folder.absolute()
        self.notes: Sequence[Note] = ()
        self.model_version = 0
        self._allow_loading = allow_loading
        self._writing = False
        self._database: native.Database = None
        self._worker: Worker | None = None
        self._lost: list[Worker] = []
        if native.state_of(self.folder) == "foreign":
            raise native.refuse_foreign(self.folder)
        self._lock = lock_for(self.folder)
        if writing:
            self._become_writer()
        elif native.state_of(self.folder) == "ours":
            self._open_reading()

    @property
    def version(self) -> str:
        """The engine's name and version."""
        from importlib.metadata import version

        return f"ArcadeDB {version('arcadedb')} (embedded)"

    def read(self, text: str, params: Params | None = None, *, timeout: float = READ_TIMEOUT, guarded: bool = False) -> list[Row]:
        """Rows of a reading text; see `Store.read`. The engine itself refuses what is not read-only, guarded or not."""
        guard.refuse_empty(text)
        if guarded:
            guard.refuse_prefix(text)
            guard.refuse_words(text)
            text = guard.without_end(text)
        self.notes = ()
        if self._database is None:
            if native.state_of(self.folder) != "ours":
                raise StoreMissing("There is no store yet.", where=str(self.folder), hint="Load something first: landscape load")
            self._open_reading()
        if timeout <= native.ENGINE_LIMIT:
            return self._rows(text, params, timeout, guarded=guarded)
        self._become_writer()
        self._call(lambda: native.apply_settings(self._database, timeout))
        try:
            return self._rows(text, params, timeout, guarded=guarded)
        finally:
            self._call(lambda: native.apply_settings(self._database))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one transaction; see `Store.write`."""
        self._become_writer()
        self._make()
        database = self._database
        self._call(database.begin)
        worker = self._worker
        transaction = _Transaction(self)
        try:
            result = work(transaction)
            if transaction.failed is not None:
                raise transaction.failed
            self._call(database.commit)
        except BaseException as error:
            if worker is not None:
                self._roll_back(worker, database)
            if isinstance(error, Exception) and type(error).__module__.startswith("arcadedb"):
                raise native.translate(error) from error
            raise
        finally:
            transaction.over = True
        return result

    def write_first(self, work: Callable[[Transaction], T], before: Sequence[str], after: Sequence[str]) -> T:
        """Run `work` in a store that may not be there yet; see `Store.write_first`.

        A new one is made beside its folder, each text a transaction of its own and keys indexed at the end: two thirds of the time, half
        the memory. It is moved into place when all is done, so that it is there whole or not at all.
        """
        self._become_writer()
        if self._database is not None:
            self.define((*before, *after))
            return self.write(work)
        with _folder_errors(str(self.folder)):
            native.library()
            making = self._call(lambda: native.make_beside(self.folder))
        try:
            self._database = self._call(lambda: native.open_folder(making, writing=True))
            self._define(before)
            transaction = _Steps(self)
            result = work(transaction)
            if transaction.failed is not None:
                raise transaction.failed
            transaction.over = True
            self._define(after)
            self._shut()
        except BaseException as error:
            if not self._lost:  # else a worker is still in there: its last words close the folder, and the next maker removes it
                with contextlib.suppress(Exception):
                    self._shut()
                shutil.rmtree(making, ignore_errors=True)
            if isinstance(error, Exception) and type(error).__module__.startswith("arcadedb"):
                raise native.translate(error) from error
            raise
        with _folder_errors(str(self.folder)):
            native.move_into_place(making, self.folder)
        self._open(writing=True)
        return result

    def _shut(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            self._call(database.close)

    def define(self, statements: Sequence[str]) -> None:
        """Make constraints and indexes; Neo4j's own texts are understood."""
        self._become_writer()
        self._make()
        self._define(statements)

    def _define(self, statements: Sequence[str]) -> None:
        database = self._database

        def run() -> None:
            for statement in statements:
                native.rows(database, statement, None, reading=False)

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
        """Close the folder and let go of the lock; what still runs does so when it ends."""
        worker, self._worker = self._worker, None
        database, self._database = self._database, None
        lock = self._lock
        lost = [one for one in self._lost if one.alive]
        ended, last = count(1), len(lost) + (worker is not None)

        def shut() -> None:
            """The last words of each worker; the last of them closes the folder."""
            if next(ended) == last:
                with contextlib.suppress(Exception):
                    if database is not None:
                        database.close()
                lock.release()
            native.detach()

        for one in lost:
            one.stop(shut)
        if worker is not None:
            worker.stop(shut)
        elif not lost:
            lock.release()
        self._writing = False

    # the folder and its lock

    def _open_reading(self) -> None:
        self._take_lock(exclusive=False)
        try:
            self._open(writing=False)
        except native.NeedsWriter:
            self._take_lock(exclusive=True)
            self._open(writing=True)  # mends what a killed writer left
            self.close()
            self._take_lock(exclusive=False)
            self._open(writing=False)

    def _become_writer(self) -> None:
        if self._writing:
            return
        self.close()
        with _folder_errors(str(self.folder)):
            self.folder.parent.mkdir(parents=True, exist_ok=True)
        self._take_lock(exclusive=True)
        self._writing = True
        if native.state_of(self.folder) == "ours":
            self._open(writing=True)

    def _make(self) -> None:
        if self._database is None:
            with _folder_errors(str(self.folder)):
                native.library()
                self._call(lambda: native.create(self.folder))
            self._open(writing=True)

    def _open(self, *, writing: bool) -> None:
        native.library()
        try:
            self._database = self._call(lambda: native.open_folder(self.folder, writing=writing))
            found = self._call(lambda: native.rows(self._database, bookkeeping.FIND, None, reading=True))
            if not found:
                raise native.refuse_foreign(self.folder)
            self.model_version = bookkeeping.check(found, str(self.folder), allow_loading=self._allow_loading)
        except BaseException:
            self.close()
            raise

    def _take_lock(self, *, exclusive: bool) -> None:
        with _folder_errors(str(self.folder)):
            held = self._lock.acquire(exclusive=exclusive, wait=LOCK_WAIT)
        if not held:
            doing = "is using" if exclusive else "is writing to"
            raise StoreLocked(
                f"Another process {doing} this store.", where=str(self.folder), hint="Wait until it has ended, then try again."
            )

    # the worker thread

    def _call(self, work: Callable[[], T], timeout: float | None = None) -> T:
        """Run `work` in the worker; a worker that was given up is replaced."""
        if self._worker is None:
            self._worker = Worker()
            self._worker.call(native.attach)
        worker = self._worker
        try:
            return worker.call(work, timeout)
        finally:
            if worker.abandoned:
                self._lost.append(worker)
                self._worker = None

    def _rows(self, text: str, params: Params | None, timeout: float, *, guarded: bool) -> list[Row]:
        database = self._database

        def run() -> tuple[list[Row], bool]:
            if guarded:
                return native.shaped_rows(database, text, params)
            return plain_rows(native.rows(database, text, params, reading=True)), False

        try:
            rows, cut = self._call(run, timeout)
        except CallTimeout:
            raise TimeLimit(
                f"The text ran into its time limit of {timeout:g} seconds.", hint="Ask for less, or give a longer --timeout."
            ) from None
        if cut:
            self.notes = (Note("cut", "", shapes.TOO_MANY),)
        return rows

    @staticmethod
    def _roll_back(worker: Worker, database: native.Database) -> None:
        def roll_back() -> None:
            if database.is_transaction_active():
                database.rollback()

        if worker.abandoned:
            worker.post(roll_back)
        else:
            with contextlib.suppress(Exception):
                worker.call(roll_back)


class _Transaction:
    """The hands inside one transaction of an embedded store."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._store = store
        self.failed: Exception | None = None
        self.over = False

    def run(self, text: str, params: Params | None = None) -> list[Row]:
        """Run one text; see `Transaction.run`. A failed statement may have done half its work: nothing of it is stored."""
        if self.over:
            raise StoreError("The transaction is over.")
        if self.failed is not None:
            raise self.failed
        try:
            return self._store._call(lambda: self._rows(text, params))
        except Exception as error:
            self.failed = error
            raise

    def _rows(self, text: str, params: Params | None) -> list[Row]:
        return plain_rows(native.rows(self._store._database, text, params, reading=False))


class _Steps(_Transaction):
    """The hands inside a store that is being made beside its place: every text is stored when it has run."""

    def _rows(self, text: str, params: Params | None) -> list[Row]:
        database = self._store._database
        database.begin()
        try:
            found = super()._rows(text, params)
            database.commit()
        except Exception:
            with contextlib.suppress(Exception):
                database.rollback()
            raise
        return found


@contextlib.contextmanager
def _folder_errors(where: str) -> Iterator[None]:
    """`OSError` as `StoreError`: a full disk, a folder we may not write to."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The folder cannot be used: {error.strerror or error}.",
            where=where,
            hint="Check the folder's rights and the space on the disk.",
        ) from error
