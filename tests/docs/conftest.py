"""A loaded store, and the command as a reader of the docs runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent
Said = subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def derive(by_path: Callable[[str], ModuleType]) -> ModuleType:
    """The script that writes the derived pages."""
    return by_path("docs/derive.py")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `landscape` keeps its store."""
    return tmp_path_factory.mktemp("docs") / "store"


@pytest.fixture(scope="session")
def landscape(store: Path) -> Callable[..., Said]:
    """Run `landscape` in a folder whose embedded store holds the data set that ships with the tool."""
    folder = store.parent
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LANDSCAPE_STORE": "store"}

    def run(*words: str) -> Said:
        return subprocess.run(
            [sys.executable, "-m", "cli", *words], cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False, timeout=120
        )

    loaded = run("load", "--quiet")
    assert loaded.returncode == 0, loaded.stderr
    return run
