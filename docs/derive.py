"""Writes the derived pages of this folder: `make docs`. What they say is declared in the rooms; `tests/docs` finds a stale page.

A script and not a module of a room: it joins the model, the register, the catalogue and the command line, as only `cli` otherwise may.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from cli.app import landscape
from graph.model.docs import code, model_page, page, table
from graph.model.schema import schema
from importers.register.columns import LIST_SEPARATOR, SHEETS, Column, Sheet
from importers.register.read import read_register
from queries import checks
from queries.catalogue import Question, load, option_name
from visualisations.grass import stylesheet

HERE = Path(__file__).parent
WIDTH = 100
"""Columns of a terminal on which the help texts are laid out."""


def pages() -> dict[str, str]:
    """Each derived file of this folder by its name."""
    return {
        "model.md": model_page(),
        "register.md": register_page(),
        "questions.md": questions_page(),
        "cli.md": cli_page(),
        "checks.md": checks_page(),
        "cambridgeshire-counts.md": counts_page("cambridgeshire"),
        "landscape.grass": stylesheet(),
        "schema.json": json.dumps(schema(), indent=2, ensure_ascii=False) + "\n",
    }


def register_page() -> str:
    """The sheets of the register and their columns."""
    reading = (
        "`landscape template DIR` writes the empty register: a workbook, and the same as CSV files, one a sheet. "
        "`landscape import register PATH` reads either. A column may stand anywhere and may be left out where it is not required; "
        f"several values in one cell are parted by `{LIST_SEPARATOR.strip()}`. A date is `2018`, `2018-10` or `2018-10-31`."
    )
    blocks = [reading]
    for sheet, columns in SHEETS.items():
        rows = [[f"`{column.name}`", "yes" if column.required else "", column.says, _words_of(column)] for column in columns]
        blocks += [f"## {sheet}", table(["column", "required", "what to write", "words"], rows)]
    return page("The register", *blocks)


def _words_of(column: Column) -> str:
    if len(column.choices) > 20:
        return "see [the model](model.md)"
    return code(*column.choices) or ("a list" if column.is_list else "" if column.kind == "text" else str(column.kind))


def questions_page() -> str:
    """The catalogue of questions, from the headers of their files."""
    return page(
        "The questions of the catalogue",
        "`landscape ask` lists them; `landscape ask QUESTION --show-cypher` prints one's Cypher; `--questions DIR` adds your own, "
        "in files like these. After its own columns each row has `standing`, `modality`, `said_by`, `last_stated` and `evidence`.",
        *(_question(item) for _, item in sorted(load().items())),
    )


def _question(item: Question) -> str:
    rows = [
        ["takes", item.takes],
        ["options", "; ".join(f"`{option_name(name)}`: {meaning}" for name, meaning in item.options.items())],
        ["parameters", code(*item.parameters)],
        ["columns", code(*item.columns)],
        ["notes", code(*item.notes)],
        ["example", f"`{item.example}`" if item.example else ""],
        ["file", f"[{item.where}](../queries/questions/{item.where})"],
    ]
    return f"## {item.name}\n\nAsks: {item.asks}.\n\n{table(['', ''], [row for row in rows if row[1]])}"


def checks_page() -> str:
    """The rules of `landscape check`, from their declarations."""
    reading = (
        "`landscape check` runs every rule on the landscape as it stands at a date, and ends with exit 1 where one finds anything; "
        "`--rule ID` runs one, `--list` lists them. `--write-baseline FILE` writes what is found as known, one finding a line, and "
        "`--baseline FILE` leaves it out from then on. `--format sarif` is for pipelines. The questions `gaps` and `contested` run the "
        "rules marked so. Classes are left out, and so are finished work and plans that are over, unless `--all-plans`. What more than a "
        "dozen members of one class lack is one finding of the class; JSON lists them all."
    )
    blocks = [reading]
    for group in dict.fromkeys(rule.group for rule in checks.RULES.values()):
        rows = [
            [f"`{rule.id}`", str(rule.severity), rule.finds, rule.advice, code(rule.asked_by) if rule.asked_by else ""]
            for rule in checks.RULES.values()
            if rule.group == group
        ]
        blocks += [f"## {group.capitalize()}", table(["rule", "severity", "what it finds", "what to do", "asked by"], rows)]
    return page("The rules of `landscape check`", *blocks)


def counts_page(name: str) -> str:
    """How many rows of each label, type, property, modality and paper a shipped register holds."""
    tables = read_register(HERE.parent / "importers" / "datasets" / name).sheets
    counted = {
        "Entities by label": Counter(row.values["label"] for row in tables[Sheet.ENTITIES]),
        "Relationships by type": Counter(row.values["type"] for row in tables[Sheet.RELATIONSHIPS]),
        "Statements by property": Counter(row.values["property"] for row in tables[Sheet.STATEMENTS]),
        "Relationships by modality": Counter(row.values["modality"] or "in force" for row in tables[Sheet.RELATIONSHIPS]),
        "Relationships by standing": Counter(row.values["standing"] or "stated" for row in tables[Sheet.RELATIONSHIPS]),
        "Relationships by paper": Counter(row.values["document"] for row in tables[Sheet.RELATIONSHIPS]),
    }
    totals = ", ".join(f"{len(tables[sheet]):,} {sheet}" for sheet in Sheet if sheet is not Sheet.ABOUT)
    blocks = [f"{totals}. What was judged is in [cambridgeshire.md](cambridgeshire.md)."]
    for heading, counts in counted.items():
        rows = [[f"`{word}`", f"{number:,}"] for word, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
        blocks += [f"## {heading}", table(["", "rows"], rows)]
    return page(f"What the register of {name.title()} holds", *blocks)


def cli_page() -> str:
    """The help of every command."""
    return page(
        "The command line",
        "The help of every command, as `--help` prints it. Exit codes: 0 done; 1 it ran and there is something to read; 2 wrong usage, "
        "an unknown subject or a file that cannot be read, and nothing was written; 3 the store cannot be reached, opened or is locked; "
        "130 stopped by the user.",
        *(f"## {context.command_path}\n\n```text\n{_help(context)}\n```" for context in commands()),
    )


def commands(parent: click.Context | None = None, command: click.Command = landscape, name: str = "landscape") -> Iterator[click.Context]:
    """A context for the command and for every command below it, in order of the alphabet."""
    context = command.make_context(name, [], parent, resilient_parsing=True, terminal_width=WIDTH, max_content_width=WIDTH)
    yield context
    if isinstance(command, click.Group):
        for below in sorted(command.list_commands(context)):
            found = command.get_command(context, below)
            if found is None:
                message = f"{context.command_path} lists {below!r} and does not have it"
                raise LookupError(message)
            yield from commands(context, found, below)


def _help(context: click.Context) -> str:
    return re.sub(r"[ \t]+$", "", context.get_help(), flags=re.MULTILINE)


def main() -> None:
    """Write every page whose text has changed, and say which."""
    for name, text in pages().items():
        file = HERE / name
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8", newline="\n")
            click.echo(f"docs/{name} written")


if __name__ == "__main__":
    main()
