"""What derives from the code says what the code says, and nothing of the code is left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from jsonschema import Draft202012Validator

from graph.model.labels import LABELS
from graph.model.properties import CARRIED_PROPERTIES, FACT_PROPERTIES, NODE_PROPERTIES
from graph.model.relationships import TYPES
from graph.model.schema import schema

DOCS = Path(__file__).parent.parent.parent / "docs"


def test_no_derived_file_is_stale(derive: ModuleType):
    stale = [name for name, text in derive.pages().items() if not (DOCS / name).exists() or (DOCS / name).read_text("utf-8") != text]
    assert not stale, f"run `make docs`: {stale}"


def test_the_model_page_leaves_nothing_out(derive: ModuleType):
    text = derive.pages()["model.md"]
    names = [item.name for items in (LABELS, TYPES, NODE_PROPERTIES, FACT_PROPERTIES, CARRIED_PROPERTIES) for item in items]
    assert not [name for name in names if f"| `{name}` |" not in text]


def test_every_command_has_help_and_an_example(derive: ModuleType):
    bare = [c.command_path for c in derive.commands() if not (c.command.help or "").strip()]
    without = [c.command_path for c in derive.commands() if not (c.command.epilog or "").startswith("Example: landscape ")]
    assert not bare, "no help"
    assert not without, "no example to paste"


def test_every_option_says_what_it_does(derive: ModuleType):
    silent = [
        f"{context.command_path} {option.opts[-1]}"
        for context in derive.commands()
        for option in context.command.params
        if option.param_type_name == "option" and not getattr(option, "help", "") and not getattr(option, "show_default", False)
    ]
    said = [name for name in silent if not name.endswith("--format")]  # its words and its default say it
    assert not said


def test_the_line_of_a_command_in_the_list_is_its_help(derive: ModuleType):
    """`cli.app` lists the commands without importing them, so it says their first line once more."""
    from cli.app import COMMANDS

    below = {c.info_name: c.command.help or "" for c in derive.commands() if c.parent and c.parent.parent is None}
    assert sorted(below) == sorted(COMMANDS)


def test_what_is_exported_keeps_to_the_schema(landscape: Callable[..., object], tmp_path: Path):
    """Every thirtieth line, and one at least of each type: all of them takes a quarter of a minute."""
    file = tmp_path / "out.jsonl"
    said = landscape("export", "jsonl", str(file), "--with-runs")
    assert said.returncode == 0, said.stderr  # type: ignore[attr-defined]
    validators: dict[str, Draft202012Validator] = {}
    wrong = []
    for number, text in enumerate(file.read_text("utf-8").splitlines()):
        line = json.loads(text)
        kind = "node" if "node" in line else f"types/{line['type']}"
        if number % 30 and kind in validators:
            continue
        validator = validators.setdefault(kind, Draft202012Validator({**schema(), "oneOf": [{"$ref": f"#/$defs/{kind}"}]}))
        wrong += [f"line {number + 1}: {error.message}" for found in validator.iter_errors(line) for error in (found.context or [found])]
    assert len(validators) > 20
    assert not wrong


def test_an_answer_keeps_to_the_schema(landscape: Callable[..., object]):
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator({**schema(), "oneOf": [{"$ref": "#/$defs/answer"}]})
    for words in (("ask", "owners", "V4"), ("show", "V4"), ("find", "board"), ("schema",)):
        answer = json.loads(landscape(*words, "--format", "json").stdout)  # type: ignore[attr-defined]
        assert not [error.message for found in validator.iter_errors(answer) for error in (found.context or [found])], words
