"""Whole processes measured in turn: A B A B A B, so that a machine that grows slow is slow for both sides."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
WATCH = Path(__file__).parent / "watch.py"
PEERS = Path(__file__).parent / "peers"
OURS = (sys.executable, "-m", "cli")


class Usage(NamedTuple):
    """What one process cost; `cpu` counts the server's too."""

    wall: float
    cpu: float
    megabytes: float


@dataclass(frozen=True)
class Step:
    """One process to measure, and what must be true after it before its time counts; `check` gets what it printed."""

    name: str
    command: Sequence[object]
    check: Callable[[str], None] = lambda _: None
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Side:
    """Steps that follow on each other, and what is done before the first of them."""

    steps: Sequence[Step]
    before: Callable[[], None] = lambda: None


def peer(name: str, *arguments: object) -> tuple[object, ...]:
    """The command of a script in `peers/`."""
    return (sys.executable, PEERS / f"{name}.py", *arguments)


def tool(name: str) -> Path | None:
    """A peer's command: in the folder that LANDSCAPE_PEERS names, else beside this Python."""
    found = Path(os.environ.get("LANDSCAPE_PEERS") or Path(sys.executable).parent) / name
    return found if found.exists() else None


def run(step: Step, server_seconds: Callable[[], float] = lambda: 0.0) -> Usage:
    """Measure one process; raises `AssertionError` where it fails or did not do what it should."""
    # Compiled modules are kept, as they are where a tool is installed.
    env = {name: value for name, value in os.environ.items() if not name.startswith(("LANDSCAPE_", "PYTHONDONTWRITE"))}
    with tempfile.TemporaryDirectory(prefix="landscape-bench-") as folder:
        report = Path(folder) / "usage.json"
        before = server_seconds()
        done = subprocess.run(
            [sys.executable, "-I", "-S", WATCH, report, *map(str, step.command)],
            env={**env, "PYTHONPATH": str(ROOT), **step.env},
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        server = server_seconds() - before
        assert done.returncode == 0, f"{step.name}: {done.stderr[-800:]}"
        used = json.loads(report.read_text("utf-8"))
    step.check(done.stdout)
    return Usage(used["wall"], used["cpu"] + server, used["kilobytes"] / 1024)


def in_turn(
    sides: Iterable[Side], rounds: int, server_seconds: Callable[[], float] = lambda: 0.0, *, warm: bool = False
) -> dict[str, Usage]:
    """Medians of each step by its name; `warm` runs all of it once before it counts."""
    sides = list(sides)
    found: dict[str, list[Usage]] = defaultdict(list)
    for number in range(rounds + warm):
        for side in sides:
            side.before()
            for step in side.steps:
                used = run(step, server_seconds)
                if number >= warm:
                    found[step.name].append(used)
    return {name: Usage(*map(statistics.median, zip(*each, strict=True))) for name, each in found.items()}
