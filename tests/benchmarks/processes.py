"""Two commands measured in turn as whole processes: wall time, CPU time (a server's too), peak memory."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import psutil


class Cost(NamedTuple):
    """What one run of a command cost: seconds of wall and CPU time, and megabytes at its peak."""

    wall: float
    cpu: float
    memory: float


class Command(NamedTuple):
    """A command, its environment, and what to do before each of its runs (uncounted)."""

    name: str
    words: Sequence[str]
    environment: Mapping[str, str]
    before: Callable[[], None] = lambda: None


def run(command: Command, server: int | None = None) -> Cost:
    """Run it once; raises `RuntimeError` where it fails: a time counts only after the work was done."""
    command.before()
    process = psutil.Process(server) if server else None
    served = sum(process.cpu_times()[:2]) if process else 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    with subprocess.Popen(
        command.words, env=dict(command.environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as child:
        said = child.stdout.read() if child.stdout else ""
        _, status, usage = _wait(child)
    wall = time.perf_counter() - started
    if status:
        message = f"{command.name}: {said[-800:]}"
        raise RuntimeError(message)
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (now.ru_utime - used.ru_utime) + (now.ru_stime - used.ru_stime)
    if process:
        cpu += sum(process.cpu_times()[:2]) - served
    return Cost(wall, cpu, usage / 1024)


def _wait(child: subprocess.Popen[str]) -> tuple[int, int, float]:
    pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return pid, child.returncode, usage.ru_maxrss


def in_turn(ours: Command, peer: Command, rounds: int, server: int | None = None) -> tuple[Cost, Cost]:
    """Medians of both, run A B A B."""
    first: list[Cost] = []
    second: list[Cost] = []
    for _ in range(rounds):
        first.append(run(ours, server))
        second.append(run(peer, server))
    return _median(first), _median(second)


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))
