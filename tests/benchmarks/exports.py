"""The rows on exports of W: against followthemoney and BioCypher where they are installed, and against bare JSON lines."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from .measure import OURS, Side, Step, in_turn, peer, tool
from .places import Place
from .table import Result, ratio


def entities(source: Path, dest: Path) -> Path:
    """W in the words of followthemoney: a body is an Organization, a relationship an UnknownLink with its dates."""
    with source.open(encoding="utf-8") as lines, dest.open("w", encoding="utf-8") as out:
        for line in lines:
            item = json.loads(line)
            said = item["properties"]
            if "node" in item:
                found = {
                    "name": [said["name"]],
                    "alias": said["names"],
                    "description": [said["description"]],
                    "classification": [said["kind"]],
                }
                row = {"id": item["node"], "schema": "Organization", "properties": {**found, "idNumber": said["identifiers"]}}
            else:
                found = {"subject": [item["from"]], "object": [item["to"]], "role": [item["type"]], "startDate": [said["valid_from"]]}
                more = {"endDate": [said["valid_to"]], "recordId": said["evidence"], "date": [said["seen_from"]]}
                row = {"id": item["relationship"], "schema": "UnknownLink", "properties": {**found, **more}}
            out.write(json.dumps(row) + "\n")
    return dest


def exports(place: Place, inputs: Path, size: int, rounds: int) -> Iterator[Result]:
    """Our csv, gexf and jsonl of W from the embedded store, each against the peers' from their own files."""
    folder = Path(place.target.address).with_name("exports")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    source = inputs / f"w{size}.jsonl"
    place.empty()
    in_turn([Side([Step("fill", (*OURS, "restore", source), lambda _: place.holds(size, size), place.env)])], 1)

    def ours(name: str, dest: Path, kept: Callable[[], int]) -> Step:
        return Step(name, (*OURS, "export", name, dest, "--quiet"), lambda _: same(kept(), 2 * size), place.env)

    def same(found: int, wanted: int) -> None:
        assert found == wanted, (found, wanted)

    def rows(*files: Path) -> int:
        total = 0
        for file in files:
            with file.open(encoding="utf-8-sig", newline="") as text:
                total += sum(1 for _ in csv.reader(text)) - 1
        return total

    def lines(file: Path) -> int:
        return len(file.read_bytes().splitlines())

    def elements(file: Path) -> int:
        text = file.read_text("utf-8")
        return text.count("<node ") + text.count("<edge ")

    tables, picture, plain = folder / "csv", folder / "w.gexf", folder / "w.jsonl"
    bare = folder / "bare.jsonl"
    steps = [
        ours("csv", tables, lambda: rows(tables / "nodes.csv", tables / "relationships.csv")),
        ours("gexf", picture, lambda: elements(picture)),
        ours("jsonl", plain, lambda: lines(plain)),
        Step("bare JSON lines", peer("bare_lines", place.target.address, bare), lambda _: same(lines(bare), 2 * size)),
    ]
    ftm = tool("ftm")
    if ftm:
        file, theirs, drawn = entities(source, folder / "w.ftm.json"), folder / "ftm", folder / "ftm.gexf"
        steps += [
            Step("ftm csv", (ftm, "export-csv", "-i", file, "-o", theirs), lambda _: same(rows(*theirs.glob("*.csv")), 2 * size)),
            Step("ftm gexf", (ftm, "export-gexf", "-i", file, "-o", drawn), lambda _: same(elements(drawn), 2 * size)),
        ]
    found = in_turn([Side([step]) for step in steps], rounds)
    yield ratio(found, f"export jsonl of W {size:,}, to bare JSON lines of the same store", "jsonl", "bare JSON lines", 2.0)
    if not ftm:
        yield Result("exports, to followthemoney", said="followthemoney is not installed (LANDSCAPE_PEERS)")
        return
    yield ratio(found, f"export csv of W {size:,}", "csv", "ftm csv", 0.35)
    for measure in ("cpu", "megabytes"):
        yield ratio(found, f"export gexf of W {size:,}", "gexf", "ftm gexf", 0.25, measure)
