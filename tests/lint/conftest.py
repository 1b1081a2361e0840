"""Neo4j's own analyser of Cypher, as a function: installed from the npm registry at its first use, offline from then on."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from filelock import FileLock

from graph.files import write_whole
from graph.model.labels import BY_NAME, ENTITY, SECOND_LABELS
from graph.model.properties import CARRIED_PROPERTIES, FACT_PROPERTIES, NODE_PROPERTIES
from graph.model.relationships import BY_TYPE

HERE = Path(__file__).parent
PACKAGE = ("package.json", "package-lock.json", ".npmrc")

Lint = Callable[[dict[str, str]], dict[str, list[str]]]


class NoNode(Exception):
    """What is missing on this machine, in a sentence."""


def installed() -> Path:
    """The folder that the analyser is installed in, beside the jars of the Neo4j for tests; one for each set of pins."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            raise NoNode(f"{program} was not found")
    digest = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in PACKAGE)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"landscape-cypher-lint-{digest}"
    with FileLock(f"{folder}.lock"):
        if folder.exists():
            return folder
        fresh = Path(tempfile.mkdtemp(dir=folder.parent))
        for name in PACKAGE:
            shutil.copy(HERE / name, fresh)
        done = subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=fresh, capture_output=True, text=True, check=False, timeout=300)
        if done.returncode:
            shutil.rmtree(fresh)
            raise NoNode(f"npm failed: {done.stderr[-400:]}")
        return fresh.rename(folder)


@pytest.fixture(scope="session")
def lint(by_path: Callable[[str], ModuleType]) -> Lint:
    """Hold texts against the analyser and our model: `lint({where: text})` gives what is wrong of each."""
    try:
        folder = installed()
    except NoNode as error:
        by_path("tests/conftest.py").absent("neo4j", f"its analyser needs Node.js: {error}")
    schema: dict[str, Any] = {
        "labels": [ENTITY, *BY_NAME, *SECOND_LABELS, "LandscapeLock", "LandscapeStore"],
        "relationshipTypes": [*BY_TYPE],
        "propertyKeys": sorted({item.name for item in (*NODE_PROPERTIES, *FACT_PROPERTIES, *CARRIED_PROPERTIES)}),
    }

    def share(texts: dict[str, str]) -> dict[str, list[str]]:
        told = json.dumps({"schema": schema, "texts": texts})
        done = subprocess.run(
            ["node", HERE / "lint.mjs"], input=told, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300
        )
        assert not done.returncode, done.stderr[-2000:]
        said: dict[str, list[str]] = json.loads(done.stdout)
        return said

    def run(texts: dict[str, str]) -> dict[str, list[str]]:
        # The analyser takes half a second for a long text: one in which it found nothing is not held against the same model again.
        remembered = folder / f"passed-{hashlib.sha256(json.dumps(schema).encode()).hexdigest()[:12]}.json"
        passed = set(json.loads(remembered.read_text("utf-8"))) if remembered.exists() else set()
        once = {text: where for where, text in texts.items() if text not in passed}
        halves = [{where: text for text, where in list(once.items())[start::2]} for start in (0, 1)]
        with ThreadPoolExecutor(len(halves)) as pool:
            said = {where: found for half in pool.map(share, halves) for where, found in half.items()}
        passed |= {text for text, where in once.items() if not said[where]}
        write_whole(remembered, json.dumps(sorted(passed)).encode())
        return said

    return run
