"""Answers and reports on the terminal or in a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import chosen_format
from graph.answer import ROW_COLUMNS, Answer, AnswerRow, plain_text
from graph.files import write_whole

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Cells = dict[str, tuple[str, str]]
"""What the columns of a row show, each with the id that belongs to it."""

_PIPE_WIDTH = 200
_COMFORT = 12
"""A column narrower than its longest word, or than so many letters, is no column to read."""

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

    Columns of every row that are empty throughout (nobody's words, say) are left out. Where it is too wide for the terminal the ids stand
    below, by name; then what every row carries becomes one column; where it is too wide still, each row is a list. Plain text in a pipe,
    colour on a terminal.
    """
    from rich.console import Console
    from rich.text import Text

    terminal = width is None and sys.stdout.isatty()
    console = Console(width=None if terminal else width or _PIPE_WIDTH, force_terminal=terminal, no_color=not terminal, highlight=False)
    numbers: dict[str, int] = {}
    for row in answer.rows:
        for item in row.evidence:
            numbers.setdefault(item, len(numbers) + 1)
    cells = [{name: _cell(answer, row, name, numbers) for name in _columns(answer)} for row in answer.rows]
    with console.capture() as caught:
        if answer.rows:
            _print_rows(console, cells, _ids(answer), terminal=terminal)
        for item, number in numbers.items():
            reference = answer.evidence[item].reference if item in answer.evidence else item
            wording = answer.evidence[item].text if item in answer.evidence else None
            console.print(Text(f"[{number}] {reference}" + (f": {wording}" if wording else "")))
        for note in answer.notes:
            console.print(Text(f"{note.code}: {note.sentence}", style="italic" if terminal else ""))
        if not answer.rows and not answer.notes:
            console.print("Nothing.")
    return caught.get()


def _columns(answer: Answer) -> list[str]:
    own = [name for name in answer.columns if not (name.endswith("_id") and name[:-3] in answer.columns)]
    if len(own) > _MANY:
        own = [name for name in own if any(plain_text(row.values.get(name)) for row in answer.rows)]
    common = [name for name in ROW_COLUMNS if not answer.plain and name != "said_by_id" and any(row.as_dict()[name] for row in answer.rows)]
    return [*own, *common]


def _cell(answer: Answer, row: AnswerRow, name: str, numbers: dict[str, int]) -> tuple[str, str]:
    """What a cell shows, and the id that belongs to it."""
    values = row.values if answer.plain else row.as_dict()
    if name == "evidence" and not answer.plain:
        return _references(numbers[item] for item in row.evidence), ""
    return plain_text(values.get(name)), plain_text(values.get(f"{name}_id"))


def _references(numbers: Iterable[int]) -> str:
    """Numbers of references as a cell shows them, three and more in a row by their ends.

    >>> _references([1, 2, 5, 6, 7, 8])
    '[1] [2] [5]-[8]'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [f"[{run[0]}]-[{run[-1]}]" if len(run) > 2 else " ".join(f"[{number}]" for number in run) for run in runs]
    return " ".join(shown)


def _ids(answer: Answer) -> dict[str, str]:
    """Every name that the answer shows, with its id."""
    found: dict[str, str] = {}
    for row in answer.rows:
        values = row.values if answer.plain else row.as_dict()
        for name in _columns(answer):
            one, other = values.get(name), values.get(f"{name}_id")
            pairs = zip(one, other, strict=False) if isinstance(one, list) and isinstance(other, list) else [(one, other)]
            found |= {plain_text(called): plain_text(item) for called, item in pairs if called and item}
    return found


def _print_rows(console: Console, cells: list[Cells], ids: dict[str, str], *, terminal: bool) -> None:
    """The widest form that can be read: with ids in the cells; with ids below; with what every row carries in one column; a list a row."""
    from rich.text import Text

    if console.width >= _PIPE_WIDTH or _fits(cells, console.width, with_ids=True):
        console.print(_grid(cells, terminal=terminal, with_ids=True))
        return
    merged = [_merged(row) for row in cells]
    for shown in (cells, merged):
        if _fits(shown, console.width):
            console.print(_grid(shown, terminal=terminal))
            break
    else:
        _print_records(console, merged)
    for called, item in ids.items():
        console.print(Text(f"{called}: ").append(item, style="dim"))


def _headed(name: str) -> str:
    return "said in" if name == "evidence" else name.replace("_", " ")


def _longest_word(shown: list[str]) -> int:
    return max(len(word) for words in shown for word in (words.split() or [""]))


def _column(cells: list[Cells], name: str, *, with_ids: bool = False) -> list[str]:
    return [_headed(name), *(words for row in cells for words in row[name][: 1 + with_ids])]


def _fits(cells: list[Cells], width: int, *, with_ids: bool = False) -> bool:
    """True where each column has room for its longest word, and for a few words where it holds sentences."""
    columns = [_column(cells, name, with_ids=with_ids) for name in cells[0]]
    return 1 + sum(3 + max(_longest_word(shown), min(_COMFORT, max(map(len, shown)))) for shown in columns) <= width


def _merged(row: Cells) -> Cells:
    """The cells with what every row carries in one of them: `stated, in force, 2018-10 [1] [2]`."""
    said = [row[name][0] for name in ROW_COLUMNS if name in row and name != "evidence" and row[name][0]]
    own = {name: cell for name, cell in row.items() if name not in ROW_COLUMNS}
    whole = " ".join(part for part in (", ".join(said), row.get("evidence", ("", ""))[0]) if part)
    return {**own, "said": (whole, "")} if whole else own


def _grid(cells: list[Cells], *, terminal: bool, with_ids: bool = False) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    # Lines of plain letters in a pipe: a Windows code page has no others.
    found = Table(box=box.SIMPLE_HEAD if terminal else box.ASCII_DOUBLE_HEAD, header_style="bold", pad_edge=False)
    for name in cells[0]:
        least = None if with_ids else _longest_word(_column(cells, name))
        found.add_column(_headed(name), overflow="fold", min_width=least)
    for row in cells:
        shown = [Text(words) for words, _ in row.values()]
        for text, (_, item) in zip(shown, row.values(), strict=True):
            if item and with_ids:
                text.append(f"\n{item}", style="dim")
        found.add_row(*shown)
    return found


def _print_records(console: Console, cells: list[Cells]) -> None:
    from rich.table import Table
    from rich.text import Text

    for number, row in enumerate(cells, start=1):
        record = Table(box=None, show_header=False, pad_edge=False)
        record.add_column(style="bold", no_wrap=True)
        record.add_column(overflow="fold")
        for name, (words, _) in row.items():
            if words:
                record.add_row(_headed(name), Text(words))
        console.print(Text(f"{number}.", style="bold"))
        console.print(record)
