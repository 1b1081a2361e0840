"""Made worlds for every test of this room."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def worlds() -> ModuleType:
    """`worlds.py` beside this file; tests are no package, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location("made_worlds", Path(__file__).parent / "worlds.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
