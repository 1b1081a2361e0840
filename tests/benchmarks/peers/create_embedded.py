"""Peer: CREATE alone. Reads the file and writes it into a new ArcadeDB folder in UNWIND batches. create_embedded.py FILE FOLDER."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

BATCH = 5_000
NODES = "UNWIND $rows AS row CREATE (n:Entity:Organisation) SET n = row"
RELATIONSHIPS = """UNWIND $rows AS row MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end})
CREATE (a)-[r:REPORTS_TO]->(b) SET r = row.properties"""


def main(file: str, folder: str) -> None:
    os.environ["ARCADEDB_LOG_CONSOLE"] = "0"
    import arcadedb

    nodes, relationships = [], []
    with Path(file).open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if "node" in item:
                nodes.append({"id": item["node"], **item["properties"]})
            else:
                relationships.append(
                    {"start": item["from"], "end": item["to"], "properties": {"key": item["relationship"], **item["properties"]}}
                )
    with arcadedb.create_database(folder) as database:
        database.command("opencypher", "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE")
        with database.transaction():
            for text, rows in ((NODES, nodes), (RELATIONSHIPS, relationships)):
                for first in range(0, len(rows), BATCH):
                    database.command("opencypher", text, {"rows": rows[first : first + BATCH]})


if __name__ == "__main__":
    main(*sys.argv[1:])
