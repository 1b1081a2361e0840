"""A thread that does the engine's work while the calling thread stays free to hear Ctrl-C and to keep a time limit.

A native call (ArcadeDB) or a blocked socket (Neo4j) cannot be interrupted: the main thread would not see Ctrl-C for
minutes. So every call is handed to a `Worker`, and the caller waits in short steps. When the caller stops waiting, the
worker is *abandoned*: its thread is a daemon, goes on until its call returns, then does what was left to be done
(`last_words`), and never keeps the process from ending.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

T = TypeVar("T")
STEP = 0.2  # seconds between looks at the clock; on Windows a wait hears Ctrl-C only between two of them


class CallTimeout(Exception):
    """The call did not return in time; it may still be running."""


class _Job(Generic[T]):
    """One call, and what came of it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self.work = work
        self.done = threading.Event()
        self.result: T | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self.work()
        except BaseException as error:  # noqa: BLE001 - handed to the caller, who raises it
            self.error = error
        self.done.set()


class Worker:
    """A daemon thread that runs one call after the other."""

    def __init__(self) -> None:
        self.abandoned = False
        self._jobs: SimpleQueue[_Job[Any] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="landscape-store", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """True until the thread has ended."""
        return self._thread.is_alive()

    def call(self, work: Callable[[], T], timeout: float | None = None) -> T:
        """What `work` returns or raises, run in the thread.

        Raises `CallTimeout` after `timeout` seconds; then, and on Ctrl-C, the worker is abandoned.
        """
        job = _Job(work)
        self._jobs.put(job)
        left = timeout
        try:
            while not job.done.wait(STEP if left is None else min(STEP, left)):
                if left is not None:
                    left -= STEP
                    if left <= 0:
                        raise CallTimeout
        except BaseException:
            self.abandoned = True
            raise
        if job.error is not None:
            raise job.error
        result: Any = job.result
        return result  # type: ignore[no-any-return]

    def post(self, work: Callable[[], object]) -> None:
        """Run `work` after what is running now, without waiting; what it raises is dropped."""
        self._jobs.put(_Job(work))

    def stop(self, last_words: Callable[[], object], *, timeout: float = 30.0) -> None:
        """Run `last_words`, then end the thread. An abandoned worker does both by itself, whenever its call returns."""
        job = _Job(last_words)
        self._jobs.put(job)
        self._jobs.put(None)
        if not self.abandoned and job.done.wait(timeout):
            self._thread.join(1.0)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.run()
