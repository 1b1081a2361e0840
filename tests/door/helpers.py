"""What the door's tests share: other processes on the same store, and what a store holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from graph.store import Store

ROOT = Path(__file__).parent.parent.parent
UNIQUE_IDS = "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE"
UNIQUE_KEYS = "CREATE CONSTRAINT leads_key IF NOT EXISTS FOR ()-[r:LEADS]-() REQUIRE r.key IS UNIQUE"
ENDLESS = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a + b = -1 RETURN count(*) AS n"

# Every other process of these tests begins like this: `store` is open, `arg` are its arguments.
PREAMBLE = """
import json, os, sys, time
from graph.settings import Target
from graph.store import open_store
from graph.errors import *
target = Target(**json.loads(os.environ["DOOR_TARGET"]))
arg = sys.argv[1:]
def say(*words):
    print(*words, flush=True)
"""


def start(target: Any, text: str, *arguments: object, stdin: int | None = None) -> subprocess.Popen[str]:
    """Another process that runs `text` on the same store."""
    told = {"address": target.address, "user": target.user, "password": target.password.get_secret_value(), "database": target.database}
    return subprocess.Popen(
        [sys.executable, "-c", PREAMBLE + text, *map(str, arguments)],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "DOOR_TARGET": json.dumps(told)},
    )


def finish(process: subprocess.Popen[str], timeout: float = 60) -> str:
    """What the process printed; it must end well."""
    out, err = process.communicate(timeout=timeout)
    assert process.returncode == 0, err[-2000:]
    return out


def contents(store: Store) -> list[tuple[Any, ...]]:
    """All nodes and relationships of a store, comparable."""
    nodes = store.read("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties")
    ties = store.read("MATCH (a)-[r]->(b) RETURN a.id AS a, b.id AS b, type(r) AS type, properties(r) AS properties")
    lasting = [row for row in nodes if "LandscapeLock" not in row["labels"]]
    rows = [json.dumps({**row, "labels": sorted(row.get("labels", []))}, sort_keys=True) for row in lasting + ties]
    return sorted((row,) for row in rows)
