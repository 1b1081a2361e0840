"""Peer: nomenklatura's logic-v1 over its own blocking index. match_nomenklatura.py BODIES ANSWERS FOLDER.

Prints JSON like `match_names.py`; a pair counts as joined where it scores at least the matcher's usual threshold of 0.7.
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
    from followthemoney import Dataset
    from nomenklatura.blocker.index import Index
    from nomenklatura.entity import CompositeEntity
    from nomenklatura.matching import LogicV1
    from nomenklatura.resolver import Resolver
    from nomenklatura.store import SimpleMemoryStore

    dataset = Dataset.make({"name": "bench", "title": "bench"})
    made: dict[str, Any] = {}
    for row in rows(bodies):
        properties = {"name": [row["name"]], "registrationNumber": [row["code"]] if row["code"] else [], "notes": [row["area"]]}
        data = {"id": row["id"], "schema": "Organization", "properties": properties}
        made[row["id"]] = CompositeEntity.from_data(dataset, data)
    store = SimpleMemoryStore(dataset, Resolver.make_default())
    writer = store.writer()
    for entity in made.values():
        writer.add_entity(entity)
    writer.flush()
    index = Index(store.default_view(), Path(folder))
    index.build()
    config = LogicV1.default_config()
    scores = {}
    for (left, right), _ in index.pairs(max_pairs=40 * len(made)):
        scores[frozenset((left.id, right.id))] = LogicV1.compare(made[left.id], made[right.id], config).score
    said: dict[str, float] = {"true": 0, "traps": 0, "worst true": 101.0, "best trap": -1.0}
    for pair in rows(answers):
        score = 100 * scores.get(frozenset((pair["a"], pair["b"])), 0.0)
        if pair["same"] == "1":
            said["true"] += score >= 70
            said["worst true"] = min(said["worst true"], score)
        else:
            said["traps"] += score >= 70
            said["best trap"] = max(said["best trap"], score)
    print(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
