"""The examples in docstrings and in the pages run, and print what they say they print.

In a page, a fenced `console` block under the line `<!-- runs -->` is run against the data set that ships with the tool: each line that
begins with `$ ` is a command, what follows is its output. A line of `...` stands for any lines, `...` within a line for any text.
"""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.model import ids

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("cli", "graph", "importers", "queries", "visualisations")
BLOCK = re.compile(r"<!-- runs -->\n```console\n(.*?)```", re.DOTALL)


def modules() -> Iterator[str]:
    for room in ROOMS:
        package = importlib.import_module(room)
        yield room
        yield from (item.name for item in pkgutil.walk_packages(package.__path__, f"{room}.") if item.name != "cli.__main__")


def blocks() -> list[Any]:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    found = [(page, number, text) for page in pages for number, text in enumerate(BLOCK.findall(page.read_text("utf-8")), 1)]
    return [pytest.param(text, id=f"{page.relative_to(ROOT)}:{number}") for page, number, text in found]


def runs(block: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block with the lines it should print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *output = part.rstrip().splitlines()
        yield command, [line.rstrip() for line in output]


def pattern(lines: list[str]) -> re.Pattern[str]:
    """What the printed lines must match.

    >>> bool(pattern(["a", "...", "c ... e"]).fullmatch("a\\nb\\nb\\nc d e\\n"))
    True
    """
    parts = ["(?:.*\n)*?" if line.strip() == "..." else re.escape(line).replace(r"\.\.\.", ".*") + "\n" for line in lines]
    return re.compile("".join(parts) + r"\s*")


def test_docstrings():
    failed = []
    for name in modules():
        result = doctest.testmod(importlib.import_module(name))
        if result.failed:
            failed.append(name)
    assert not failed


def test_python_in_the_pages(landscape: Callable[..., Any], store: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LANDSCAPE_STORE", str(store))
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    for page in sorted((ROOT / "docs").rglob("*.md")):
        for number, text in enumerate(re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)):
            runner.run(parser.get_doctest(text, dict(vars(ids)), f"{page.name}:{number}", str(page), 0))
    assert runner.tries > 4
    assert not runner.failures


@pytest.mark.parametrize("block", blocks())
def test_commands_in_the_pages(block: str, landscape: Callable[..., Any]):
    for command, wanted in runs(block):
        words = shlex.split(command)
        assert words[0] == "landscape", command
        said = landscape(*words[1:])
        printed = "\n".join(line.rstrip() for line in (said.stdout + said.stderr).splitlines()) + "\n"
        assert pattern(wanted).fullmatch(printed), f"$ {command}\n{printed}"


def test_the_readme_shows_commands_that_run():
    assert sum(len(list(runs(text))) for text in BLOCK.findall((ROOT / "README.md").read_text("utf-8"))) >= 5


def test_links_in_the_pages_lead_somewhere():
    broken = []
    for page in [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
        away = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
        broken += [f"{page.relative_to(ROOT)} -> {target}" for target in away]
    assert not broken
