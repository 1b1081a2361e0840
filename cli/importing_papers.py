"""The command that reads board papers and packs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from cli.importing import asked_again, import_command, print_report, run_batch
from cli.options import ANY_PATH, DATE, import_options, opened


@contextmanager
def _progress(what: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Parts read so far, on a terminal's stderr; nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn("parts"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, every: bar.update(task, completed=done, total=every)


@import_command.command("paper", epilog="Example: landscape import paper board-pack.pdf --dry-run")
@click.argument("path", type=ANY_PATH)
@click.option("--date", type=DATE, default=None, help="Date of the paper, where it prints none.")
@click.option("--body", metavar="NAME", default="", help="The board or panel that it is a paper of, where it prints none.")
@import_options
@click.pass_context
def import_paper(
    ctx: click.Context,
    path: Path,
    date: str | None,
    body: str,
    dry_run: bool,  # noqa: FBT001 - click passes flags so
    strict: bool,  # noqa: FBT001 - as above
    form: str,
    quiet: bool,  # noqa: FBT001 - as above
) -> int:
    """Import a board or panel paper, or a whole pack: Word, PDF, HTML, Markdown or text.

    Every paragraph and table row becomes a passage; its wording stays in your store. Known names are found in it. What its sentences seem
    to say of them waits for a person: landscape review list.
    """
    from importers.prose.source import read_paper

    store = opened(ctx, writing=not dry_run)
    with _progress(path.name, quiet=quiet) as tick:
        batch = read_paper(store, path, date=date or "", body=body, tick=tick)
    report = run_batch(store, batch, dry_run=dry_run, strict=strict, quiet=quiet)
    code = print_report(report, form)
    asked_again(store, report, form)
    return code
