"""What the tests of the command line share: a made register, a store that it is loaded into once, and the command itself."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).parent.parent.parent

WORLD = """
* Action 1 | code=V4 | names==SUM(A1); Ärger & Co
Board 1 | OVERSEES | Action 1 | 2018-10-31 | frequency=quarterly
Person 1 | ACCOUNTABLE_FOR | Action 1 | 2018-10-31
Group 1 | LEADS | Action 1 | 2018-10-31
Group 2 | LEADS | Action 2 | 2018-10-31
Action 1 | state | £5 over | 2018-10-31
Action 1 | measure | -5% | 2018-10-31
~ Board 2 | 2018-10-31 | the board
"""


class Said(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def worlds() -> ModuleType:
    """`tests/queries/worlds.py`; tests are no package, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location("made_registers", ROOT / "tests" / "queries" / "worlds.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def run(*words: object, store: object = "", stdin: str | None = None) -> Said:
    """Run a command in this process, through the door that the installed command uses."""
    from cli.app import run as enter

    class Entry(CliRunner):
        def get_default_prog_name(self, cli: Any) -> str:
            return "landscape"

    import click

    @click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False, "help_option_names": []})
    @click.argument("rest", nargs=-1, type=click.UNPROCESSED)
    def entry(rest: tuple[str, ...]) -> None:
        before, sys.argv = sys.argv, ["landscape", *rest]
        try:
            enter()
        finally:
            sys.argv = before

    arguments = [*(["--store", str(store)] if store else []), *map(str, words)]
    result = Entry().invoke(entry, arguments, input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Said(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(scope="session")
def store(worlds: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An embedded store that holds the made world; tests only read it."""
    folder = tmp_path_factory.mktemp("cli")
    said = run("import", "register", worlds.write(folder / "register", WORLD), store=folder / "store")
    assert said.code == 0, said.err
    return folder / "store"


@pytest.fixture
def landscape(store: Path) -> Callable[..., Said]:
    """Run a command on the made world, or on the store given."""

    def command(*words: object, on: object = store, stdin: str | None = None) -> Said:
        return run(*words, store=on, stdin=stdin)

    return command


@pytest.fixture
def started(store: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """Start the command as a process of its own on the made world."""

    def start(
        *words: object, on: object = store, env: dict[str, str] | None = None, python: tuple[str, ...] = ()
    ) -> subprocess.Popen[bytes]:
        known = {name: value for name, value in os.environ.items() if not name.startswith(("LANDSCAPE_", "LC_", "LANG"))}
        return subprocess.Popen(
            [sys.executable, *python, "-m", "cli", *map(str, words)],
            env={**known, "PYTHONPATH": str(ROOT), "LANDSCAPE_STORE": str(on), **(env or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    return start
