"""Many readers or one writer, between processes: the lock beside an embedded store.

ArcadeDB lets a second process open a folder for writing while another reads it, so this lock is what keeps them apart.
It is a file next to the folder (`store` has `store.lock`), held by the operating system: a process that dies lets go.

On Linux and macOS it is `flock`, which costs one millisecond; `filelock`, which would do the same, costs 50 ms to
import, half of a whole cold lookup. Where there is no `flock` (Windows) it is `filelock.ReadWriteLock`.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Protocol

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]

PAUSE = 0.05  # seconds between two tries


class Lock(Protocol):
    """A lock that is held, or not."""

    def acquire(self, *, exclusive: bool, wait: float) -> bool:
        """True when it is held after at most `wait` seconds."""
        ...

    def release(self) -> None:
        """Let go; safe when it is not held."""
        ...


class FlockLock:
    """A lock by `flock`, for POSIX."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def acquire(self, *, exclusive: bool, wait: float) -> bool:
        """True when it is held after at most `wait` seconds; raises `OSError` when the file cannot be made."""
        self.release()
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        until = time.monotonic() + wait
        try:
            while True:
                try:
                    fcntl.flock(file, kind | fcntl.LOCK_NB)
                except BlockingIOError:
                    if time.monotonic() >= until:
                        os.close(file)
                        return False
                    time.sleep(PAUSE)
                else:
                    self._file = file
                    return True
        except BaseException:
            os.close(file)
            raise

    def release(self) -> None:
        """Let go; the file stays, since removing it would let two processes lock two different files."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


class SqliteLock:
    """A lock by `filelock.ReadWriteLock`, for Windows."""

    def __init__(self, path: Path) -> None:
        from filelock import ReadWriteLock

        self._lock = ReadWriteLock(path, is_singleton=False)
        self._held = False

    def acquire(self, *, exclusive: bool, wait: float) -> bool:
        """True when it is held after at most `wait` seconds."""
        from filelock import Timeout

        self.release()
        take = self._lock.acquire_write if exclusive else self._lock.acquire_read
        try:
            take(timeout=wait)
        except Timeout:
            return False
        self._held = True
        return True

    def release(self) -> None:
        """Let go; safe when it is not held."""
        if self._held:
            self._lock.release()
            self._held = False


def lock_for(folder: Path) -> Lock:
    """The lock of the store at `folder`."""
    path = folder.with_name(folder.name + ".lock")
    return FlockLock(path) if fcntl else SqliteLock(path)
