"""A loaded store, and the command as a reader of the docs runs it."""

from __future__ import annotations

import importlib.util
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
def derive() -> ModuleType:
    """`docs/derive.py`; a script and no module of a package, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location("docs_derive", ROOT / "docs" / "derive.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def landscape(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Said]:
    """Run `landscape` in a folder whose embedded store holds the data set that ships with the tool."""
    folder = tmp_path_factory.mktemp("docs")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LANDSCAPE_STORE": "store"}

    def run(*words: str) -> Said:
        return subprocess.run(
            [sys.executable, "-m", "cli", *words], cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False, timeout=120
        )

    loaded = run("load", "--quiet")
    assert loaded.returncode == 0, loaded.stderr
    return run
