"""The rows on names and on a delivery plan: who they are, and what reading a table with questions costs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from .inputs import generated
from .measure import OURS, PEERS, Side, Step, in_turn, peer, run, tool
from .places import Place
from .table import Result, ratio

ROWS = 2_000
PAIRS = 1_000


def matching(folder: Path, rounds: int) -> Iterator[Result]:
    """2,600 names: every true pair found, every trap scored below every true pair; then the time, to nomenklatura's."""
    inputs = generated(folder, "match")
    files = (inputs / "bodies.csv", inputs / "answers.csv")
    told: dict[str, dict[str, float]] = {}

    def kept(name: str, said: str) -> None:
        told[name] = json.loads(said)

    def found(said: str) -> None:
        kept("ours", said)
        assert told["ours"]["true"] == PAIRS, told
        assert told["ours"]["traps"] == 0, told
        assert told["ours"]["best trap"] < told["ours"]["worst true"], told

    sides = [Side([Step("names", peer("match_names", *files), found)])]
    python = tool("python") if tool("nomenklatura") else None
    if python:
        command = (python, PEERS / "match_nomenklatura.py", *files, folder / "index")
        sides.append(Side([Step("nomenklatura", command, lambda said: kept("nomenklatura", said))], lambda: _emptied(folder / "index")))
    used = in_turn(sides, rounds)
    yield Result("2,600 names", said=_pairs(told["ours"]))
    if not python:
        yield Result("2,600 names, to nomenklatura", said="nomenklatura is not installed (LANDSCAPE_PEERS)")
        return
    yield Result("2,600 names, nomenklatura", said=_pairs(told["nomenklatura"]))
    yield ratio(used, "2,600 names", "names", "nomenklatura", 0.5)


def _emptied(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def _pairs(told: dict[str, float]) -> str:
    scores = f"true pairs score {told['worst true']:.0f} and more, traps {told['best trap']:.0f} and less"
    return f"{told['true']:,.0f} of {PAIRS:,} found, {told['traps']:.0f} of 300 traps taken; {scores}"


def plan(place: Place, folder: Path, rounds: int) -> Iterator[Result]:
    """A delivery plan of 2,000 rows, beside reading its cells and writing the same nodes and relationships without a question asked."""
    file = generated(folder, "matrix") / "matrix.xlsx"
    command = (*OURS, "import", "plan", file, "--plan", "Bench plan", "--date", "2026", "--format", "json", "--quiet")
    bare, kept = folder / "bare", folder / "plan.jsonl"

    def used(said: str) -> None:
        assert json.loads(said)["rows_used"] == ROWS, said

    ours = Step("import plan", command, used, place.env)
    place.empty()
    run(ours)
    run(Step("export", (*OURS, "export", "jsonl", kept), env=place.env))
    sides = [
        Side([ours], place.empty),
        Side([Step("reading and writing alone", peer("bare_plan", file, kept, bare))], lambda: shutil.rmtree(bare, ignore_errors=True)),
    ]
    yield ratio(in_turn(sides, rounds), f"import plan of {ROWS:,} rows", "import plan", "reading and writing alone", 3.0)
