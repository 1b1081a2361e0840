"""Peer: the fastest plain way into ArcadeDB, good for an empty store only: CREATE in batches of 10,000. create_alone.py FILE FOLDER.

With `merge` after FOLDER: a MERGE by key from the end that a hub shares, which is what a hub makes dear.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

BATCH = 10_000
NODES = "UNWIND $rows AS row CREATE (n:Entity:Organisation) SET n = row"
RELATIONSHIPS = """UNWIND $rows AS row MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end})
CREATE (a)-[r:REPORTS_TO]->(b) SET r = row.properties"""
MERGE = """UNWIND $rows AS row MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end})
MERGE (b)<-[r:REPORTS_TO {key: row.key}]-(a) SET r += row.properties"""


def read(file: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    nodes: list[dict[str, Any]] = []
    relationships: list[dict[str, Any]] = []
    with Path(file).open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if "node" in item:
                nodes.append({"id": item["node"], **item["properties"]})
            else:
                properties = {"key": item["relationship"], **item["properties"]}
                relationships.append({"start": item["from"], "end": item["to"], "key": item["relationship"], "properties": properties})
    return nodes, relationships


def main(file: str, folder: str, how: str = "create") -> None:
    os.environ["ARCADEDB_LOG_CONSOLE"] = "0"
    import arcadedb

    nodes, relationships = read(file)
    with arcadedb.create_database(folder) as database:
        database.command("opencypher", "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE")
        for text, rows in ((NODES, nodes), (MERGE if how == "merge" else RELATIONSHIPS, relationships)):
            for first in range(0, len(rows), BATCH):
                database.begin()
                database.command("opencypher", text, {"rows": rows[first : first + BATCH]})
                database.commit()
        for pattern in ("(x:Entity)", "()-[x]->()"):
            print(database.query("opencypher", f"MATCH {pattern} RETURN count(x) AS n").to_list()[0]["n"])


if __name__ == "__main__":
    main(*sys.argv[1:])
