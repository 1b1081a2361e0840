"""The rows of the table: what is loaded or asked, against which peer, and the bar on the ratio."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from .measure import OURS, Side, Step, Usage, in_turn, peer, tool
from .places import Place

EDITION = ("--edition", "bench", "--date", "2026-11-22")
ROUNDS = 3
COLD_ROUNDS = 9
LARGE = 60_000
"""Bodies of the file, 120,000 items in all, that client memory is measured on."""


class Result(NamedTuple):
    """One row: `measure` says which figure the ratio is of; `said` stands where there is none: what was checked, or why it is not there."""

    what: str
    measure: str = ""
    ours: float = 0.0
    peer: float = 0.0
    peer_name: str = ""
    bar: float = 0.0
    said: str = ""

    @property
    def ratio(self) -> float:
        """Ours to the peer's."""
        return self.ours / self.peer


def ratio(found: dict[str, Usage], what: str, ours: str, other: str, bar: float, measure: str = "cpu") -> Result:
    """A row from the medians of two steps."""
    return Result(what, measure, getattr(found[ours], measure), getattr(found[other], measure), other, bar)


class Loading:
    """Steps of loading into one place, each with its check."""

    def __init__(self, place: Place, inputs: Path) -> None:
        self.place = place
        self.inputs = inputs
        self._kept = ""

    def restore(self, file: str, nodes: int, relationships: int) -> Step:
        """`landscape restore FILE`."""
        command = (*OURS, "restore", self.inputs / f"{file}.jsonl")
        return Step(f"restore {file}", command, lambda _: self.place.holds(nodes, relationships), self.place.env)

    def edition(self, file: str, size: int) -> list[Step]:
        """`restore --edition`: the file, the file again, and its first 90 %."""
        most = size * 9 // 10

        def loaded(_: str) -> None:
            self.place.holds(size, size)
            self._kept = self.place.digest()

        def nothing_written(said: str) -> None:
            assert f"added 0, changed 0, unchanged {2 * size:,}, ended 0" in said, said
            assert self.place.digest() == self._kept

        def nine_tenths_hold(_: str) -> None:
            self.place.holds(size, size, today=(most, most))

        def step(name: str, ending: str, check: Callable[[str], None]) -> Step:
            return Step(f"{file} {name}", (*OURS, "restore", self.inputs / f"{file}{ending}.jsonl", *EDITION), check, self.place.env)

        return [step("load", "", loaded), step("again", "", nothing_written), step("90 %", "-90", nine_tenths_hold)]

    def plain(self, file: str, size: int) -> list[Step]:
        """Plain UNWIND into Neo4j: the file, and the file again."""
        command = peer("plain_unwind", self.inputs / f"{file}.jsonl", self.place.target.address, self.place.target.user)

        def check(_: str) -> None:
            self.place.holds(size, size)

        return [Step(name, command, check, self.place.env) for name in ("plain UNWIND", "plain UNWIND again")]


def server_loading(place: Place, inputs: Path, size: int, rounds: int = ROUNDS) -> Iterator[Result]:
    """W into Neo4j, again, and its first 90 %."""
    load, file = Loading(place, inputs), f"w{size}"
    sides = [
        Side(load.plain(file, size), place.empty),
        Side([load.restore(file, size, size)], place.empty),
        Side(load.edition(file, size), place.empty),
    ]
    found = in_turn(sides, rounds, place.server_seconds)
    fast = find_spec("neo4j_rust_ext") is not None or (find_spec("neo4j._codec.packstream._rust") is not None)
    bar = 1.0 if fast else 1.2
    for measure in ("cpu", "wall"):
        yield ratio(found, f"W {size:,} into Neo4j", f"restore {file}", "plain UNWIND", bar, measure)
        yield ratio(found, f"W {size:,} into Neo4j as an edition", f"{file} load", "plain UNWIND", bar, measure)
        yield ratio(found, "again unchanged, nothing written", f"{file} again", "plain UNWIND again", 1.0, measure)
        yield ratio(found, "again unchanged, to our own first load", f"{file} again", f"{file} load", 0.8, measure)
        yield ratio(found, "first 90 %, the rest ended", f"{file} 90 %", "plain UNWIND again", 1.0, measure)
    yield Result("cartography's loading", said="no peer script: its load wants a model of its own for each label")


def parallel_terms(place: Place, inputs: Path) -> Iterator[Result]:
    """Two terms of one relationship are two relationships."""
    in_turn([Side([Loading(place, inputs).restore("parallel", 1000, 2000)], place.empty)], 1, place.server_seconds)
    yield Result(f"parallel terms, {place.engine}", said="2,000 of 2,000 kept")


def heavy_nodes(place: Place, inputs: Path, size: int = 10_000, rounds: int = ROUNDS) -> Iterator[Result]:
    """One body at one end of everything, against W of that size."""
    load = Loading(place, inputs)
    names = [f"w{size}", f"hub{size}", f"fan{size}"]
    found = in_turn([Side(load.edition(name, size), place.empty) for name in names], rounds, place.server_seconds)
    for name in names[1:]:
        for when in ("load", "again", "90 %"):
            yield ratio(found, f"{name}, {when}, {place.engine}", f"{name} {when}", f"w{size} {when}", 1.3)


def embedded_loading(place: Place, inputs: Path, size: int, rounds: int = ROUNDS) -> Iterator[Result]:
    """W into the embedded engine, against CREATE alone."""
    folder = Path(place.target.address).with_name("peer")
    file = inputs / f"w{size}.jsonl"

    def empty() -> None:
        shutil.rmtree(folder, ignore_errors=True)

    def kept(said: str) -> None:
        assert said.split() == [str(size), str(size)], said

    sides = [
        Side([Step("CREATE alone", peer("create_alone", file, folder), kept)], empty),
        Side([Loading(place, inputs).restore(f"w{size}", size, size)], place.empty),
    ]
    found = in_turn(sides, rounds)
    yield ratio(found, f"W {size:,} embedded", f"restore w{size}", "CREATE alone", 1.25)
    yield ratio(found, f"W {size:,} embedded", f"restore w{size}", "CREATE alone", 1.2, "megabytes")


def naive_hub(place: Place, inputs: Path) -> Iterator[Result]:
    """What a MERGE from the heavy end would cost; once, since it takes long."""
    folder = Path(place.target.address).with_name("peer")
    shutil.rmtree(folder, ignore_errors=True)
    sides = [
        Side([Loading(place, inputs).edition("hub10000", 10_000)[0]], place.empty),
        Side([Step("naive MERGE", peer("create_alone", inputs / "hub10000.jsonl", folder, "merge"))]),
    ]
    yield ratio(in_turn(sides, 1), "hub10000, load, embedded", "hub10000 load", "naive MERGE", 1.0)


def memory(place: Place, inputs: Path, small: int, large: int) -> Iterator[Result]:
    """Client memory does not grow with the file."""
    load = Loading(place, inputs)
    sides = [Side([load.restore(f"w{size}", size, size)], place.empty) for size in (small, large)]
    found = in_turn(sides, 1, place.server_seconds)
    yield ratio(
        found, f"client memory, {2 * large:,} items to {2 * small:,}, Neo4j", f"restore w{large}", f"restore w{small}", 1.15, "megabytes"
    )


def help_text() -> Iterator[Result]:
    """`--help`, against flatten-tool's."""
    other = tool("flatten-tool")
    ours = Step("--help", (*OURS, "--help"))
    sides = [Side([ours])]
    if other:
        sides.append(Side([Step("flatten-tool --help", (other, "--help"))]))
    found = in_turn(sides, COLD_ROUNDS, warm=True)
    if other:
        yield ratio(found, "--help", "--help", "flatten-tool --help", 1.0)
    else:
        yield Result("--help", said=f"{found['--help'].cpu:.2f} CPU s; flatten-tool is not installed")


def cold(place: Place) -> Iterator[Result]:
    """A cold `show` and `ask owners` on the data set that ships with the tool, against one bare indexed look-up."""
    place.empty()
    in_turn([Side([Step("load", (*OURS, "load", "--quiet"), env=place.env)])], 1)
    item = "work/police-and-crime-plan-2017/v4"
    target = place.target
    bare = peer("bare_neo4j", target.address, target.user, item) if place.server else peer("bare_embedded", target.address, item)

    def named(said: str) -> None:
        assert len(said.strip()) > 3, said

    steps = [
        Step("bare look-up", bare, named, place.env),
        Step("show", (*OURS, "show", "V4"), named, place.env),
        Step("ask", (*OURS, "ask", "owners", "V4", "--format", "json"), named, place.env),
    ]
    found = in_turn([Side([step]) for step in steps], COLD_ROUNDS, place.server_seconds, warm=True)
    for measure in ("cpu", "wall"):
        yield ratio(found, f"cold `show V4`, {place.engine}", "show", "bare look-up", 2.0, measure)
        yield ratio(found, f"cold `ask owners V4`, {place.engine}", "ask", "bare look-up", 3.0, measure)
