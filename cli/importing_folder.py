"""`landscape import FOLDER`: each file that an importer takes, in order, and a line for each that none does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.importing import import_command
from cli.options import DATE, FOLDER
from graph.errors import LandscapeError, StoreError, UsageError

if TYPE_CHECKING:
    from importers.sorting import Sorted

_KNOWS = {
    "register": ("register", "path"),
    "areas": ("areas", "file"),
    "popolo": ("popolo", "file"),
    "grants": ("grants", "file"),
    "plan": ("plan", "file"),
    "paper": ("paper", "path"),
}
"""The command that takes each kind, and the name of its argument."""


@import_command.command("folder", hidden=True, epilog="Example: landscape import papers-of-2024 --dry-run")
@click.argument("folder", type=FOLDER)
@click.option("--date", type=DATE, default=None, help="The date of the files that print none.")
@click.option("--dry-run", is_flag=True, help="Do all but write.")
@click.option("--strict", is_flag=True, help="Of each file, write nothing where a row is rejected.")
@click.option("--quiet", "-q", is_flag=True, help="No progress.")
@click.pass_context
def import_folder(ctx: click.Context, folder: Path, date: str | None, dry_run: bool, strict: bool, quiet: bool) -> int:  # noqa: FBT001 - click passes flags so
    """Import a folder: every file that is known by what it holds, registers first; each file is a run of its own.

    A file that no importer takes, or that cannot be read, is named with the reason, and the others are read all the same: exit 1.
    """
    from importers.sorting import sort_folder

    files = sort_folder(folder)
    left: list[str] = []
    worst = 0
    for item in files:
        shown = item.path.relative_to(folder) if item.path != folder else Path(folder.name)
        if not item.importer:
            left.append(f"{shown}: {item.why}")
            continue
        click.echo(f"== {shown} ({item.importer})")
        try:
            code = _take(ctx, item, date, {"dry_run": dry_run, "strict": strict, "quiet": quiet})
        except StoreError:
            raise  # no other file will fare better
        except LandscapeError as error:
            left.append(f"{shown}: {str(error).replace(chr(10), ' ')}")
            continue
        worst = max(worst, code or 0)
    for line in left:
        click.echo(f"not read: {line}", err=True)
    click.echo(f"files: {len(files)}, read {len(files) - len(left)}, not read {len(left)}")
    return 1 if left or not files else worst


def _take(ctx: click.Context, item: Sorted, date: str | None, options: dict[str, Any]) -> int:
    if item.importer == "decisions":
        return _replay(ctx, item.path, dry_run=options["dry_run"])
    name, argument = _KNOWS[item.importer]
    command = import_command.commands[name]
    given: dict[str, Any] = {argument: item.path, **options}
    if item.importer == "plan":
        given["plan"] = item.plan
    words = {parameter.name: parameter.get_default(ctx) for parameter in command.params if parameter.expose_value}
    try:
        return _run(ctx, command, {**words, **given})
    except UsageError:  # a file without a date; one that is bad is bad with a date too
        if not date or "date" not in words:
            raise
        return _run(ctx, command, {**words, **given, "date": date})  # the date that a file prints goes before


def _run(ctx: click.Context, command: click.Command, given: dict[str, Any]) -> int:
    # A context of its own closes the store before the next file opens it.
    with click.Context(command, parent=ctx, obj=ctx.obj) as inner:
        return int(inner.invoke(command, **given) or 0)


def _replay(ctx: click.Context, path: Path, *, dry_run: bool) -> int:
    from cli.reviewing import decisions_in, play

    decisions = decisions_in(path)
    if dry_run:
        click.echo(f"decisions: {len(decisions)}")
        return 0
    with click.Context(import_folder, parent=ctx, obj=ctx.obj) as inner:
        return play(inner, decisions)
