"""Ours: resolve each name of bodies.csv in turn, those with a code first. match_names.py BODIES ANSWERS.

Prints JSON: how many true pairs were resolved to one entity or put before a person, how many traps were resolved to one, and the score
that the worst true pair and the best trap got.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from importers.matching import nearness
from importers.names import Known, Names


def rows(file: str) -> list[dict[str, str]]:
    with Path(file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main(bodies: str, answers: str) -> None:
    read = rows(bodies)
    names = Names()
    found: dict[str, str] = {}
    for row in sorted(read, key=lambda row: not row["code"]):
        codes = [f"GSS:{row['code']}"] if row["code"] else []
        resolved = names.resolve(row["name"], "body", area=row["area"], identifiers=codes)
        found[row["id"]] = resolved.id
        if resolved.how == "new":
            names.add(Known(resolved.id, row["name"], (), resolved.label, tuple(codes), (row["area"],)))
    by_id = {row["id"]: row for row in read}
    said: dict[str, float] = {"true": 0, "traps": 0, "worst true": 101.0, "best trap": -1.0}
    for pair in rows(answers):
        one, other = by_id[pair["a"]], by_id[pair["b"]]
        codes_of = [[f"GSS:{row['code']}"] if row["code"] else [] for row in (one, other)]
        score = nearness(one["name"], other["name"], areas=(one["area"], other["area"]), codes=(codes_of[0], codes_of[1])).score
        joined = found[one["id"]] == found[other["id"]]
        if pair["same"] == "1":
            said["true"] += joined
            said["worst true"] = min(said["worst true"], score)
        else:
            said["traps"] += joined
            said["best trap"] = max(said["best trap"], score)
    print(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
