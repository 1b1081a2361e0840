"""Bare JSON lines of a store: `bare_lines.py FOLDER DEST` asks the engine for all it holds and writes each row as it comes."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

os.environ["ARCADEDB_LOG_CONSOLE"] = "0"
import arcadedb

NODES = "MATCH (n:Entity) RETURN n.id AS node, labels(n) AS labels, properties(n) AS properties"
LINKS = """MATCH (a:Entity)-[r]->(b:Entity)
RETURN r.key AS relationship, type(r) AS kind, a.id AS start, b.id AS finish, properties(r) AS properties"""

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
database = arcadedb.open_database(sys.argv[1], read_only=True)
with Path(sys.argv[2]).open("w", encoding="utf-8") as out:
    for text in (NODES, LINKS):
        out.writelines(encode(row) + "\n" for row in database.query("opencypher", text).to_list())
database.close()
