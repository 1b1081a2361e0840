"""Peer: what anybody writes first. Reads the file, then MERGE by id and by key in UNWIND batches, with the official driver.

plain_unwind.py FILE ADDRESS USER; the password is in LANDSCAPE_NEO4J_PASSWORD.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from neo4j import GraphDatabase

BATCH = 10_000
NODES = "UNWIND $rows AS row MERGE (n:Entity {id: row.id}) SET n:Organisation SET n += row.properties"
RELATIONSHIPS = """UNWIND $rows AS row MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end})
MERGE (a)-[r:REPORTS_TO {key: row.key}]->(b) SET r += row.properties"""


def main(file: str, address: str, user: str) -> None:
    nodes: list[dict[str, Any]] = []
    relationships: list[dict[str, Any]] = []
    with Path(file).open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if "node" in item:
                nodes.append({"id": item["node"], "properties": item["properties"]})
            else:
                relationships.append(
                    {"key": item["relationship"], "start": item["from"], "end": item["to"], "properties": item["properties"]}
                )
    password = os.environ["LANDSCAPE_NEO4J_PASSWORD"]
    with GraphDatabase.driver(address, auth=(user, password)) as driver, driver.session() as session:
        session.run("CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE").consume()
        for text, rows in ((NODES, nodes), (RELATIONSHIPS, relationships)):
            for first in range(0, len(rows), BATCH):
                session.run(text, rows=rows[first : first + BATCH]).consume()


if __name__ == "__main__":
    main(*sys.argv[1:])
