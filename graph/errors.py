"""Every error that a user can meet, as one family.

LandscapeError            what happened, where, what to do next; carries the exit code
├── UsageError        2   wrong usage: an option, a subject, a file that is not what it is said to be
│   ├── UnknownSubject    no such entity, or several
│   ├── BadFile           a file that cannot be read as what it is said to be (nothing was written)
│   ├── BadCypher         a text that does not parse, or is refused because it could write or read files
│   └── StoreNotEmpty     `restore` needs an empty store
├── StoreError        3   the store cannot be reached, opened, or is locked
│   ├── StoreUnreachable  unknown host, refused port, no routing
│   ├── StoreRefused      wrong user or password
│   ├── StoreMissing      nothing has been loaded there yet
│   ├── StoreLocked       another process has it open for writing
│   ├── StoreForeign      a database with nodes that are not ours, a newer model, or a half-finished restore
│   └── StoreConflict     a write that would give two things one id or key; nothing was written
└── TimeLimit         1   a query ran into its time limit; what was found so far is said

The command line turns each into a message on stderr and the exit code; a traceback appears only with `--debug`.
"""

from __future__ import annotations


class LandscapeError(Exception):
    """What happened, where, and what to do next.

    `what` is one sentence; `where` names the file, sheet, row, text or address; `hint` says what to do next.
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        parts = [self.what, f"Where: {self.where}" if self.where else "", f"What to do: {self.hint}" if self.hint else ""]
        return "\n".join(part for part in parts if part)


class UsageError(LandscapeError):
    """Wrong usage; nothing was written."""


class UnknownSubject(UsageError):
    """No entity answers to the words given, or several do."""


class BadFile(UsageError):
    """The file cannot be read as what it is said to be; nothing was written."""


class BadCypher(UsageError):
    """The Cypher does not parse, or is refused because it could write, administer, or read files."""


class StoreNotEmpty(UsageError):
    """The command needs an empty store."""


class StoreError(LandscapeError):
    """The store cannot be reached, opened, or is locked."""

    exit_code = 3


class StoreUnreachable(StoreError):
    """No server answers at that address."""


class StoreRefused(StoreError):
    """The server answers and refuses the user or the password."""


class StoreMissing(StoreError):
    """Nothing has been loaded there yet."""


class StoreLocked(StoreError):
    """Another process has the store open for writing."""


class StoreForeign(StoreError):
    """The store holds what is not ours, a newer model, or an unfinished restore."""


class StoreConflict(StoreError):
    """A write would give two things one id or key; nothing was written."""


class TimeLimit(LandscapeError):
    """A query ran into its time limit."""

    exit_code = 1
