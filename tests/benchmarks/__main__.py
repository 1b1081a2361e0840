"""`python -m tests.benchmarks`: print the table and write `docs/benchmarks.md`; with names of groups only their rows, and no file."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from . import exports, grants, importing, maps, places, questions, reading, site, table
from .inputs import make
from .measure import ROOT
from .places import Place
from .table import Result

PAGE = ROOT / "docs" / "benchmarks.md"
SIZE = 20_000
SMALL = 10_000
UNITS = {"cpu": "CPU s", "wall": "wall s", "megabytes": "MB", "milliseconds": "ms"}

Group = Callable[[], Iterator[Result]]


def groups(inputs: Path, folder: Path, server: Place | None, missing: str, rounds: int) -> dict[str, Group]:
    """Groups of rows by name; those that want a Neo4j say what is missing."""
    store = places.embedded(folder)
    found: dict[str, Group] = {
        "help": table.help_text,
        "cold-embedded": lambda: table.cold(store),
        "exports": lambda: exports.exports(store, inputs, SIZE, rounds),
        "embedded": lambda: table.embedded_loading(store, inputs, SIZE, rounds),
        "heavy-embedded": lambda: table.heavy_nodes(store, inputs, SMALL, rounds),
        "naive-embedded": lambda: table.naive_hub(store, inputs),
        "parallel-embedded": lambda: table.parallel_terms(store, inputs),
        "grants": lambda: grants.measured(store, folder, rounds),
        "names": lambda: importing.matching(folder, rounds),
        "plan": lambda: importing.plan(store, folder, rounds),
        "betweenness": lambda: questions.measured(rounds),
        "questions-embedded": lambda: questions.shipped(store, rounds),
        "questions-large": lambda: questions.large(store, folder),
        "maps": lambda: maps.measured(folder, rounds),
        "site": lambda: site.measured(store, folder),
        "reading": lambda: reading.measured(store, folder, rounds),
    }
    if server is None:
        return {**found, "neo4j": lambda: iter([Result("all rows on Neo4j", said=f"no Neo4j: {missing}")])}
    return {
        **found,
        "neo4j": lambda: table.server_loading(server, inputs, SIZE, rounds),
        "heavy-neo4j": lambda: table.heavy_nodes(server, inputs, SMALL, rounds),
        "parallel-neo4j": lambda: table.parallel_terms(server, inputs),
        "memory-neo4j": lambda: table.memory(server, inputs, SMALL, table.LARGE),
        "cold-neo4j": lambda: table.cold(server),
        "questions-neo4j": lambda: questions.shipped(server, rounds),
    }


def line(item: Result) -> str:
    """A row of the page."""
    if item.said:
        return f"| {item.what} | | | {item.said} | | | |"
    holds = "yes" if item.ratio <= item.bar else "**no**"
    figures = f"{item.ours:.2f} | {item.peer_name} {item.peer:.2f} | {UNITS[item.measure]}"
    return f"| {item.what} | {figures} | {item.ratio:.2f} | {item.bar:g} | {holds} |"


def machine() -> list[str]:
    """What it ran on."""
    cpu = next((row.partition(":")[2].strip() for row in _lines("/proc/cpuinfo") if row.startswith("model name")), platform.processor())
    versions = []
    for name in ("arcadedb", "neo4j", "neo4j-rust-ext", "pydantic"):
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            versions.append(f"{name} not installed")
    today = date.today().isoformat()  # noqa: DTZ011 - the day here is meant
    size = f"{os.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GB; load average at the start {os.getloadavg()[0]:.1f}"
    return [
        f"{today}, {platform.system()} {platform.machine()}, {cpu}, {size}.",
        f"Python {platform.python_version()}, {', '.join(versions)}; server Neo4j {places.launcher().LTS} (Community, 512 MB heap).",
    ]


def _lines(path: str) -> list[str]:
    return Path(path).read_text("utf-8").splitlines() if Path(path).exists() else []


HEAD = """# Benchmarks

Ratios of medians in one run, both sides as whole processes in turn (`python -m tests.benchmarks`, or `make bench`); a row counts only after
what was stored has been checked. CPU seconds are user and system time of the process and, on Neo4j, of the server. The times only show the
scale: the bar is on the ratio, and no test fails on a clock. Inputs: `gen.py` of the workloads (`LANDSCAPE_WORKLOADS`).

"""
COLUMNS = "| what | ours | peer | unit | ratio | bar | holds |\n|---|---:|---:|---|---:|---:|---|"


def main() -> None:
    """Run the groups asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", help="only these groups of rows")
    parser.add_argument("--rounds", type=int, default=table.ROUNDS)
    asked = parser.parse_args()
    about = machine()
    rows: list[str] = []
    print(*about, "", COLUMNS, sep="\n", flush=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="landscape-bench-")))
        inputs = make(folder / "inputs", SMALL, SIZE, table.LARGE)
        server, missing = None, ""
        try:
            server = stack.enter_context(places.neo4j())
        except Exception as error:  # the launcher is loaded by its path: its own class cannot be named here
            if type(error).__name__ != "CannotStart":
                raise
            missing = str(error)
        for name, group in groups(inputs, folder, server, missing, asked.rounds).items():
            if not asked.groups or name in asked.groups:
                for item in group():
                    rows.append(line(item))
                    print(rows[-1], flush=True)
    if not asked.groups:
        PAGE.write_text(HEAD + "\n".join([*about, "", COLUMNS, *rows]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
