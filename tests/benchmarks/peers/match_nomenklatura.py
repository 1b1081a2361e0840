"""Peer: nomenklatura's logic-v2 over its own blocking index. match_nomenklatura.py BODIES ANSWERS FOLDER.

Prints JSON like `match_names.py`; a pair counts as joined where it scores at least 0.5.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any


def rows(file: str) -> list[dict[str, str]]:
    with Path(file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main(bodies: str, answers: str, folder: str) -> None:
    from followthemoney import Dataset, StatementEntity
    from nomenklatura.blocker import Index
    from nomenklatura.matching import LogicV2, ScoringConfig
    from nomenklatura.resolver import Linker
    from nomenklatura.store.memory import MemoryStore

    dataset = Dataset.make({"name": "bench", "title": "bench"})
    linker: Any = Linker({})
    store: Any = MemoryStore(dataset, linker)
    made: dict[str, Any] = {}
    with store.writer() as writer:
        for row in rows(bodies):
            properties = {"name": [row["name"]], "registrationNumber": [row["code"]] if row["code"] else [], "notes": [row["area"]]}
            data = {"id": row["id"], "schema": "Organization", "properties": properties}
            made[row["id"]] = StatementEntity.from_data(dataset, data)
            writer.add_entity(made[row["id"]])
    index = Index(store.default_view(), Path(folder), options={})
    index.build()
    config = ScoringConfig.defaults()
    scores = {}
    for (left, right), _ in index.pairs(max_pairs=40 * len(made)):
        scores[frozenset((left.id, right.id))] = LogicV2.compare(made[left.id], made[right.id], config).score
    said: dict[str, float] = {"true": 0, "traps": 0, "worst true": 101.0, "best trap": -1.0}
    for pair in rows(answers):
        score = 100 * scores.get(frozenset((pair["a"], pair["b"])), 0.0)
        if pair["same"] == "1":
            said["true"] += score >= 50
            said["worst true"] = min(said["worst true"], score)
        else:
            said["traps"] += score >= 50
            said["best trap"] = max(said["best trap"], score)
    print(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
