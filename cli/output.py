"""Answers and reports on the terminal or in a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cli.options import chosen_format
from graph.answer import ROW_COLUMNS, Answer, plain_text
from graph.files import write_whole

_PIPE_WIDTH = 200
_MANY = 4
"""A wider answer leaves out of its table the columns that are empty throughout; every other format has them all."""


def give(answer: Answer, form: str | None, output: Path | None, marking: str = "") -> None:
    """Print an answer, or write it to a file whole or not at all; the notes of a table go below it."""
    chosen = chosen_format(form, output)
    if chosen == "xlsx":
        from graph.tables import as_workbook

        if output is None:
            raise click.UsageError("A workbook needs --output FILE.")
        write_whole(output, as_workbook(answer, marking))
        return
    if chosen == "table":
        text = table_text(answer, width=None if output is None else _PIPE_WIDTH)
    else:
        from graph.tables import TEXT_FORMATS

        text = TEXT_FORMATS[chosen](answer)
    if marking and chosen in ("table", "markdown", "cite"):
        text = f"{marking}\n\n{text}\n{marking}\n"
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    from graph.tables import BYTE_ORDER_MARK

    write_whole(output, ((BYTE_ORDER_MARK if chosen == "csv" else "") + text).encode())


def table_text(answer: Answer, width: int | None = None) -> str:
    """An answer as a table: each entity's id under its name, evidence by number, references and notes below.

    Columns of every row that are empty throughout (nobody's words, say) are left out. Plain text in a pipe, colour on a terminal.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    terminal = width is None and sys.stdout.isatty()
    console = Console(width=None if terminal else width or _PIPE_WIDTH, force_terminal=terminal, no_color=not terminal, highlight=False)
    numbers: dict[str, int] = {}
    for row in answer.rows:
        for item in row.evidence:
            numbers.setdefault(item, len(numbers) + 1)
    own = [name for name in answer.columns if not (name.endswith("_id") and name[:-3] in answer.columns)]
    if len(own) > _MANY:
        own = [name for name in own if any(plain_text(row.values.get(name)) for row in answer.rows)]
    common = [name for name in ROW_COLUMNS if not answer.plain and name != "said_by_id" and any(row.as_dict()[name] for row in answer.rows)]
    # Lines of plain letters in a pipe: a Windows code page has no others.
    table = Table(box=box.SIMPLE_HEAD if terminal else box.ASCII_DOUBLE_HEAD, header_style="bold", pad_edge=False)
    for name in (*own, *common):
        table.add_column("said in" if name == "evidence" else name.replace("_", " "), overflow="fold")
    for row in answer.rows:
        values = row.values if answer.plain else row.as_dict()
        cells = []
        for name in (*own, *common):
            if name == "evidence":
                cells.append(Text(" ".join(f"[{numbers[item]}]" for item in row.evidence)))
                continue
            text = Text(plain_text(values.get(name)))
            if values.get(f"{name}_id"):
                text.append(f"\n{plain_text(values[f'{name}_id'])}", style="dim")
            cells.append(text)
        table.add_row(*cells)
    with console.capture() as caught:
        if answer.rows:
            console.print(table)
        for item, number in numbers.items():
            reference = answer.evidence[item].reference if item in answer.evidence else item
            wording = answer.evidence[item].text if item in answer.evidence else None
            console.print(Text(f"[{number}] {reference}" + (f": {wording}" if wording else "")))
        for note in answer.notes:
            console.print(Text(f"{note.code}: {note.sentence}", style="italic" if terminal else ""))
        if not answer.rows and not answer.notes:
            console.print("Nothing.")
    return caught.get()
