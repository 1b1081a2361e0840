"""The rows on `publish`: time and size of a site grow in line with the entities, from 1,000 to 20,000 of the made landscape."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from .measure import OURS, Side, Step, in_turn
from .places import Place
from .table import Result

SIZES = (1_000, 5_000, 20_000)
DATE = "2026-12-31"
BAR = 1.25
"""A thousand entities more may cost so much more than the first thousands did."""


def measured(place: Place, folder: Path, sizes: Sequence[int] = SIZES) -> Iterator[Result]:
    """CPU seconds and megabytes of a thousand entities, each size beside the one before."""
    costs: list[tuple[int, float, float]] = []
    for size in sizes:
        place.empty()
        source, site = folder / f"landscape-{size}.jsonl", folder / f"site-{size}"
        shutil.rmtree(site, ignore_errors=True)
        steps = [
            Step("make", (sys.executable, "-m", "tests.benchmarks.landscape", source, str(size))),
            Step("fill", (*OURS, "restore", source), env=place.env),
            Step("publish", (*OURS, "publish", site, "--as-of", DATE, "--quiet"), whole(site, source), place.env),
        ]
        used = in_turn([Side(steps)], 1, place.server_seconds)["publish"]
        megabytes = sum(item.stat().st_size for item in site.rglob("*") if item.is_file()) / 1e6
        costs.append((size, used.cpu * 1000 / size, megabytes * 1000 / size))
        shutil.rmtree(site)
    for (before, *first), (size, *then) in pairwise(costs):
        for measure, ours, others in zip(("cpu", "megabytes"), then, first, strict=True):
            what = f"publish, a thousand entities of {size:,}"
            yield Result(what, measure, ours, others, f"of {before:,}", BAR)


def whole(site: Path, source: Path) -> Callable[[str], None]:
    """Check that every entity of the made landscape that a fact names has a page; passages and papers have no page of this kind."""

    def check(_: str) -> None:
        entities: set[str] = set()
        named: set[str] = set()
        with source.open(encoding="utf-8") as lines:
            for item in map(json.loads, lines):
                if "relationship" in item:
                    named |= {item["from"], item["to"]}
                elif not {"Passage", "Document"} & set(item["labels"]):
                    entities.add(item["node"])
        pages = len(list((site / "entities").iterdir()))
        assert pages == len(entities & named), (pages, len(entities & named))

    return check
