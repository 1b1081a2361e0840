"""Peer: opens an ArcadeDB folder with the bare library and does one indexed look-up. bare_embedded.py FOLDER ID."""

from __future__ import annotations

import os
import sys


def main(folder: str, item: str) -> None:
    os.environ["ARCADEDB_LOG_CONSOLE"] = "0"
    import arcadedb

    with arcadedb.open_database(folder, read_only=True) as database:
        for row in database.query("opencypher", "MATCH (n:Entity {id: $id}) RETURN n.name AS name", {"id": item}).to_list():
            print(row["name"])


if __name__ == "__main__":
    main(*sys.argv[1:])
