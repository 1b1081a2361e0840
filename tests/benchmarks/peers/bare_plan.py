"""Peer: read the cells of a workbook, then write the nodes and relationships of a jsonl file. bare_plan.py WORKBOOK JSONL FOLDER."""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

BATCH = 10_000


def main(workbook: str, file: str, folder: str) -> None:
    os.environ["ARCADEDB_LOG_CONSOLE"] = "0"
    import arcadedb
    from openpyxl import load_workbook

    book = load_workbook(workbook, read_only=True)
    assert sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))
    written: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in Path(file).read_text("utf-8").splitlines():
        item = json.loads(line)
        if "node" in item:
            labels = ":".join(item["labels"])
            written[f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row"].append({"id": item["node"], **item["properties"]})
    for line in Path(file).read_text("utf-8").splitlines():
        item = json.loads(line)
        if "relationship" in item:
            text = f"""UNWIND $rows AS row MATCH (a:Entity {{id: row.start}}) MATCH (b:Entity {{id: row.end}})
CREATE (a)-[r:{item["type"]}]->(b) SET r = row.properties"""
            properties = {"key": item["relationship"], **item["properties"]}
            written[text].append({"start": item["from"], "end": item["to"], "properties": properties})
    with arcadedb.create_database(folder) as database:
        database.command("opencypher", "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE")
        for text, rows in written.items():
            for first in range(0, len(rows), BATCH):
                database.begin()
                database.command("opencypher", text, {"rows": rows[first : first + BATCH]})
                database.commit()


if __name__ == "__main__":
    main(*sys.argv[1:])
