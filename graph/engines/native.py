"""ArcadeDB's native library: folders opened and made, threads attached, errors in our words.

Measured on 26.11.1.dev2:

- An existing but empty folder opens as a database without our settings, so a folder is looked at before it is opened.
- A folder whose writer was killed is refused read-only ("needs recovery") until it has been opened for writing once.
- One process can have a folder open once.
- A thread that is inside a native call when the interpreter ends must not be detached by it: that aborts the process
  with pages of noise. So threads are never detached by the interpreter, only at an orderly `close`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from graph.cypher import batches
from graph.engines import bookkeeping, guard, shapes
from graph.engines.values import PATH, plain, plain_rows
from graph.errors import BadCypher, LandscapeError, StoreConflict, StoreError, StoreForeign, StoreLocked, TimeLimit
from graph.store import MODEL_VERSION, Params, Row

Module: TypeAlias = Any  # ArcadeDB publishes no types
Database: TypeAlias = Any

ENGINE_LIMIT = 60.0  # seconds; the engine's own limit on each statement, written into every store
CYPHER = "opencypher"
_SETTINGS = {
    "opencypher.loadCsv.allowFileUrls": False,
    "opencypher.loadCsv.allowRemoteUrls": False,
    "command.timeout": round(ENGINE_LIMIT * 1000),
}
_RECORD = re.compile(r"#\d+:\d+")
_ASK_RECORDS = "SELECT @rid AS rid, @type AS kind, @out.id AS start, @in.id AS finish, @out AS tail, id, name, key FROM"
_RECORDS_AT_ONCE = 1000
_MARKER = "schema.json"  # every ArcadeDB folder holds one


def library() -> Module:
    """The module `arcadedb`, its library loaded, its log lines kept off our stderr."""
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    import arcadedb

    arcadedb.database_exists(os.devnull)  # loads the library in this thread: no worker that ends takes it along
    return arcadedb


def attach() -> None:
    """Tie the calling thread to the library, so that nobody but itself unties it (`detach`)."""
    from arcadedb._native import lib

    lib._thread_handle()
    lib._local.thread.owned = False


def detach() -> None:
    """Untie the calling thread, its last native act; the thread that loaded the library stays tied."""
    from arcadedb._native import lib

    tie = lib._local.thread
    tie.owned = threading.get_ident() != lib._creator
    del tie, lib._local.thread  # its finaliser unties, here and now, in this thread


def state_of(folder: Path) -> str:
    """`missing`, `ours` (an ArcadeDB folder, to be looked into) or `foreign`."""
    if not folder.exists():
        return "missing"
    if not folder.is_dir():
        return "foreign"
    if (folder / _MARKER).exists():
        return "ours"
    return "foreign" if any(folder.iterdir()) else "missing"


def refuse_foreign(folder: Path) -> StoreForeign:
    """The refusal of a folder, or file, that is not a store of ours."""
    return StoreForeign("This is not a store of ours.", where=str(folder), hint="Give another --store, an empty or a new folder.")


def settings_hold(folder: Path) -> bool:
    """True when the folder's settings are ours; they forbid LOAD CSV and limit each statement."""
    try:
        found = json.loads((folder / "configuration.json").read_text(encoding="utf-8"))["configuration"]
    except (OSError, ValueError, KeyError):
        return False
    return all(found.get(name) == value for name, value in _SETTINGS.items())


def apply_settings(database: Database, limit: float = ENGINE_LIMIT) -> None:
    """Write our settings into an open database; they hold after reopening. `limit` is in seconds."""
    for name, value in {**_SETTINGS, "command.timeout": round(limit * 1000)}.items():
        database.command("sql", f"ALTER DATABASE `arcadedb.{name}` {json.dumps(value)}")


def create(folder: Path) -> None:
    """Make an empty store at `folder`: beside it first, then moved into place, so that it is there whole or not at all.

    Call it with the writer's lock held; what a killed maker left is removed.
    """
    move_into_place(make_beside(folder), folder)


def make_beside(folder: Path) -> Path:
    """Make an empty store beside `folder`, and say where; `create` says the rest."""
    for left in folder.parent.glob(f".{folder.name}.making-*"):
        shutil.rmtree(left, ignore_errors=True)
    making = folder.with_name(f".{folder.name}.making-{os.getpid()}")
    arcadedb = library()
    try:
        database = arcadedb.create_database(str(making))
        try:
            apply_settings(database)
            for statement in bookkeeping.CONSTRAINTS:
                database.command(CYPHER, statement)
            database.begin()
            database.command(CYPHER, bookkeeping.CREATE, {"model_version": MODEL_VERSION})
            database.commit()
        finally:
            database.close()
    except arcadedb.ArcadeDBError as error:
        shutil.rmtree(making, ignore_errors=True)
        raise translate(error) from error
    return making


def move_into_place(making: Path, folder: Path) -> None:
    """Let the closed store that was made beside `folder` be the store."""
    if folder.exists():
        folder.rmdir()
    making.rename(folder)


def open_folder(folder: Path, *, writing: bool) -> Database:
    """The database at `folder`; for writing its settings are put right. Raises `StoreError`, `NeedsWriter`."""
    arcadedb = library()
    if not writing and not settings_hold(folder):
        raise NeedsWriter
    try:
        database = arcadedb.open_database(str(folder), read_only=not writing)
    except arcadedb.ArcadeDBError as error:
        if "needs recovery" in str(error):
            raise NeedsWriter from error
        if "already in use" in str(error):
            raise StoreLocked("This process has the store open already.", where=str(folder)) from error
        raise StoreError(
            f"The store does not open: {_words(error)}", where=str(folder), hint="Restore it from an export: landscape restore"
        ) from error
    if writing and not settings_hold(folder):
        apply_settings(database)
    return database


class NeedsWriter(Exception):
    """The folder must be opened for writing once, to mend what a killed writer left."""


def rows(database: Database, text: str, params: Params | None, *, reading: bool) -> list[Row]:
    """All rows of one Cypher text; raises our errors."""
    run = database.query if reading else database.command
    try:
        found: list[Row] = run(CYPHER, text, *([dict(params)] if params else [])).to_list()
    except Exception as error:
        raise translate(error, text) from error
    return found


def shaped_rows(database: Database, text: str, params: Params | None) -> tuple[list[Row], bool]:
    """The rows of a user's reading text, with nodes, relationships and paths as `shapes` has them; True where rows were cut."""
    try:
        with database.query(CYPHER, text, *([dict(params)] if params else [])) as result:
            found: list[Row] = list(islice(result.iter_dicts(), shapes.MOST_ROWS + 1))
    except Exception as error:
        raise translate(error, text) from error
    records = _records(database, {item for row in found for value in row.values() for item in _record_ids(value)})
    if records:
        found = [{name: _shaped(value, records) for name, value in row.items()} for row in found]
    return plain_rows(found[: shapes.MOST_ROWS]), len(found) > shapes.MOST_ROWS


def _record_ids(value: Any) -> Iterator[str]:  # noqa: ANN401 - a value of any kind
    """Ids of the records that a value shows: `#12:0` of a node or relationship, all of those in the text of a path."""
    if isinstance(value, dict):
        if "@rid" in value:
            yield from _RECORD.findall(str(value["@rid"]))  # a user's own map may hold anything under that name
        else:
            for item in value.values():
                yield from _record_ids(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _record_ids(item)
    elif isinstance(value, str) and value.startswith("(#") and PATH.fullmatch(value):
        yield from _RECORD.findall(value)


def _records(database: Database, wanted: Iterable[str]) -> dict[str, Row]:
    """What nodes and relationships are, by the id of the record: their type, ends, id, name and key."""
    found: dict[str, Row] = {}
    for batch in batches(sorted(wanted), _RECORDS_AT_ONCE):
        text = f"{_ASK_RECORDS} [{', '.join(batch)}]"  # of digits, # and : only
        found.update({str(record["rid"]): record for record in database.query("sql", text).to_list()})
    return found


def _shaped(value: Any, records: Mapping[str, Row]) -> Any:  # noqa: ANN401 - a value of any kind
    if isinstance(value, dict):
        record = records.get(str(value.get("@rid")))
        if record is None:
            return {name: _shaped(item, records) for name, item in value.items()}
        properties = {name: item for name, item in value.items() if not name.startswith("@")}
        return _shape(record, properties)
    if isinstance(value, list | tuple):
        return [_shaped(item, records) for item in value]
    if isinstance(value, str) and value.startswith("(#") and PATH.fullmatch(value):
        steps = [records[item] for item in _RECORD.findall(value) if item in records]
        shown = [_shape(record, {name: record[name] for name in ("id", "name", "key") if record.get(name) is not None}) for record in steps]
        return shapes.path(shown[::2], shown[1::2]) if shown else value
    return value


def _shape(record: Row, properties: Row) -> Row:
    if record.get("tail") is None:
        return shapes.node(str(record["kind"]).split("~"), properties)
    return shapes.relationship(str(record["kind"]), plain(record["start"]), plain(record["finish"]), properties)


_DISK = re.compile(
    r"No space left on device|There is not enough space on the disk|File too large|Disk quota exceeded|Read-only file system"
    r"|Input/output error|Permission denied|Access is denied",
    re.IGNORECASE,
)
"""What systems say of a disk that is full or may not be written to."""


def translate(error: Exception, text: str = "") -> LandscapeError:
    """The engine's error in our words, told by the names of its Java classes."""
    if isinstance(error, LandscapeError):
        return error
    names = [str(name).rpartition(".")[2] for name, _ in _chain(error)]
    words = _words(error)
    if "TimeoutException" in names:
        return TimeLimit("The text ran into its time limit.", hint="Ask for less, or give a longer --timeout.")
    if "DuplicatedKeyException" in names:
        return StoreConflict(f"Two things would carry one id or key: {words}")
    if "QueryNotIdempotentException" in names or "DatabaseIsReadOnlyException" in names:
        return guard.writes()
    if "SecurityException" in names and "LOAD CSV" in words:
        return guard.reads_files()
    if full := _DISK.search(words):
        hint = "An import that was not finished has written nothing. Make room on the disk, or name another folder, then run it again."
        return StoreError(f"The store cannot write to its folder: {full[0]}.", hint=hint)
    if not names or names[0] in ("DatabaseOperationException", "TransactionException", "IOException"):
        return StoreError(f"The store failed: {words}")
    return _bad_text(words, text)


def _bad_text(words: str, text: str) -> BadCypher:
    """`line 1:9` and `line 1, column 8` both count columns from 0."""
    place = re.search(r"line (\d+)(?::(\d+)|, column (\d+))", words)
    message = re.sub(r"(Syntax error)? ?at line \d+(:\d+|, column \d+)( - )?", r"\1: ", words.splitlines()[0]).strip(" :")
    if not place:
        return guard.bad_text(message, text)
    return guard.bad_text(message, text, int(place[1]), int(place[2] or place[3]) + 1)


def _chain(error: Exception) -> Sequence[Sequence[str]]:
    return getattr(error, "java_chain", None) or []


def _words(error: Exception) -> str:
    """The innermost message that says something, without Java's class names."""
    messages = [message for _, message in _chain(error) if message and message != "null"]
    return (messages[-1] if messages else str(error)).strip()
