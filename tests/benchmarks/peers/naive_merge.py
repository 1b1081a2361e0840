"""Peer: a MERGE by key from the node that all relationships share, on ArcadeDB: what happens to a hub. naive_merge.py FILE FOLDER."""

from __future__ import annotations

import sys

from create_alone import main

MERGE = """UNWIND $rows AS row MATCH (a:Entity {id: row.end}) MATCH (b:Entity {id: row.start})
MERGE (a)<-[r:REPORTS_TO {key: row.key}]-(b) SET r += row.properties"""

if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], MERGE)
