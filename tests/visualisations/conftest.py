"""Made worlds for every test of this room."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def worlds(by_path: Callable[[str], ModuleType]) -> ModuleType:
    return by_path("tests/visualisations/worlds.py")
