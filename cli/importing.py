"""Commands that bring facts in: load, import, template."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager, nullcontext
from importlib import resources
from pathlib import Path
from typing import Any

import click

from cli.options import ANY_PATH, DATE, FOLDER, Named, answer_options, import_options, now, opened, today
from cli.output import give
from graph.files import write_whole
from graph.store import Store
from importers.batch import Batch, Report

DATA_SETS = {
    "cambridgeshire": "Community safety in Cambridgeshire and Peterborough, from five public papers of 2016 to 2023.",
    "england-wales": "Force areas, forces, partnerships and authorities of England and Wales, from public tables of 2018 to 2025.",
}
_TRY_NEXT = {
    "cambridgeshire": (
        "landscape ask owners V4",
        "landscape show CCSSB",
        "landscape map governance --output governance.html",
        "landscape ask",
    ),
    "england-wales": (
        'landscape find "community safety partnership"',
        "landscape ask members E22000015",
        'landscape ask scrutiny "Kent Police and Crime Commissioner"',
        'landscape show "Kent police force area"',
    ),
}

_FIVE = ("added", "changed", "unchanged", "ended", "withdrawn")


def print_report(report: Report, form: str) -> int:
    """Print what a run did; the exit code is 1 where rows were rejected, else 0."""
    if form == "json":
        click.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
        return 1 if report.rejects else 0
    click.echo(f"{report.status}: {report.source}, run {report.run}")
    click.echo(f"rows read {report.rows_in}, used {report.rows_used}, rejected {report.rows_rejected}")
    for what, counts in (("nodes", report.nodes), ("relationships", report.relationships)):
        click.echo(f"{what}: " + ", ".join(f"{name} {counts.as_dict()[name]}" for name in _FIVE))
    if report.forgotten:
        click.echo(f"{report.forgotten} rows lost a name that was forgotten here")
    if report.proposals:
        click.echo(f"proposals that wait for a decision: {report.proposals}; see: landscape review list")
    for key in report.taken_out:
        click.echo(f"taken out: {key}")
    for item in report.rejects:
        place = f"{item.file}, sheet {item.sheet}, row {item.row}, column {item.column}"
        click.echo(f"rejected: {place}: {item.code}: {item.value!r}: {item.hint}", err=True)
    if report.status == "refused":
        click.echo("Nothing was written, since --strict takes all or nothing.", err=True)
    return 1 if report.rejects else 0


def remarked(report: Report, remarks: list[str], form: str, *, quiet: bool) -> int:
    """Print the report, and what the reader should know of the file; the exit code."""
    if form == "json":
        click.echo(json.dumps(report.as_dict() | {"remarks": remarks}, ensure_ascii=False, indent=2))
        return 1 if report.rejects else 0
    code = print_report(report, form)
    for remark in () if quiet else remarks:
        click.echo(f"note: {remark}", err=True)
    return code


def run_batch(store: Store, batch: Batch, *, dry_run: bool, strict: bool, quiet: bool) -> Report:
    """Write one edition into an opened store, made ready where it is new."""
    from importers.load import import_batch

    with working(f"writing {len(batch.rows)} rows", quiet=quiet):
        return import_batch(store, batch, now=now, dry_run=dry_run, strict=strict)


def _run(ctx: click.Context, batch: Batch, *, dry_run: bool, strict: bool, form: str, quiet: bool) -> int:
    store = opened(ctx, writing=not dry_run)
    report = run_batch(store, batch, dry_run=dry_run, strict=strict, quiet=quiet)
    code = print_report(report, form)
    asked_again(store, report, form)
    return code


def asked_again(store: Store, report: Report, form: str) -> None:
    """Look up again every name that nothing has settled, now that an import may have brought what it is near to."""
    if report.status != "done":
        return
    from importers.asking_again import ask_again

    asked = ask_again(store, now=now)
    if asked and form == "table":
        click.echo(f"names that may be of something known already: {asked}; see: landscape review list")


def working(what: str, *, quiet: bool) -> AbstractContextManager[Any]:
    """A spinner on a terminal's stderr; nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(what)


@click.command("load", epilog="Example: landscape load cambridgeshire")
@click.argument("data_set", type=Named(list(DATA_SETS)), default="cambridgeshire")
@import_options
@click.pass_context
def load_command(ctx: click.Context, data_set: str, dry_run: bool, strict: bool, form: str, quiet: bool) -> int:  # noqa: FBT001 - click passes flags so
    """Load a data set that ships with the tool, and say what to try next."""
    with resources.as_file(resources.files("importers").joinpath("datasets", data_set)) as folder:
        batch = _shipped(folder)
    code = _run(ctx, batch, dry_run=dry_run, strict=strict, form=form, quiet=quiet)
    if form == "table":
        click.echo(f"\n{DATA_SETS[data_set]}\nTry next:")
        for line in _TRY_NEXT[data_set]:
            click.echo(f"  {line}")
    return code


def _shipped(folder: Path) -> Batch:
    """The data set in a folder: a register, or tables with their list."""
    if (folder / "tables.csv").exists():
        from importers.areas.england_wales import england_wales_batch

        return england_wales_batch(folder)
    from importers.register.read import read_register
    from importers.register.rows import register_batch

    return register_batch(read_register(folder))


class _OrFolder(click.Group):
    """The importers; a word that is no importer and names a folder is `import folder` of it."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The importer of that name, or the one for folders."""
        place = next((word for word in args if not word.startswith("-")), "")
        if args[0] not in self.commands and place and Path(place).is_dir():
            return "folder", self.commands["folder"], args
        return super().resolve_command(ctx, args)


@click.group("import", cls=_OrFolder, epilog="Example: landscape import register my-register.xlsx")
def import_command() -> None:
    """Read a file or a FOLDER into the landscape, or take back a run.

    `landscape import FOLDER` takes each file that it knows by what it holds, and names each that it does not.
    """


@import_command.command("register", epilog="Example: landscape import register my-register.xlsx --dry-run")
@click.argument("path", type=ANY_PATH)
@click.option("--date", type=DATE, default=None, help="Date of this edition, where its sheet about gives none.")
@import_options
@click.pass_context
def import_register(ctx: click.Context, path: Path, date: str | None, dry_run: bool, strict: bool, form: str, quiet: bool) -> int:  # noqa: FBT001 - as above
    """Import a curated register: a workbook, or a folder of its CSV files.

    A later edition ends what it no longer holds; an edition of the same date and number corrects the one before.
    """
    from importers.register.read import read_register
    from importers.register.rows import register_batch

    return _run(ctx, register_batch(read_register(path), date or ""), dry_run=dry_run, strict=strict, form=form, quiet=quiet)


@import_command.command("undo", epilog="Example: landscape import undo run/20261122t101500-000000-0a1b2c3d")
@click.argument("run")
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True)
@click.pass_context
def import_undo(ctx: click.Context, run: str, form: str) -> int:
    """Take back one run, and only what no other run states. `landscape import runs` lists them."""
    from importers.load import undo

    return print_report(undo(opened(ctx, writing=True), run, now=now), form)


@import_command.command("runs", epilog="Example: landscape import runs")
@answer_options
@click.pass_context
def import_runs(ctx: click.Context, form: str | None, output: Path | None, marking: str) -> None:
    """List the import runs, the newest first: what was read, when, and whether it was taken back."""
    from graph.answer import Answer, AnswerRow
    from importers.load import runs

    columns = ("run", "source", "edition", "status", "started", "rows_in", "rows_used", "rows_rejected")
    rows = tuple(AnswerRow(values=row) for row in runs(opened(ctx)))
    give(Answer(question="runs", as_of=today(), columns=columns, rows=rows, plain=True), form, output, marking)


@click.command("template", epilog="Example: landscape template register")
@click.argument("folder", type=FOLDER)
@click.option("--force", is_flag=True, help="Write over files of the same names.")
def template_command(folder: Path, force: bool) -> None:  # noqa: FBT001 - as above
    """Write an empty register to FOLDER: a workbook with drop-down lists and examples, and the same as CSV files."""
    from importers.register.write import as_csv_files, as_workbook, template_tables

    tables = template_tables()
    files = {"register.xlsx": as_workbook(tables), **{f"csv/{name}": data for name, data in as_csv_files(tables).items()}}
    standing = [name for name in files if (folder / name).exists()]
    if standing and not force:
        raise click.UsageError(f"{folder / standing[0]} is there already; give another folder, or --force to write over it.")
    (folder / "csv").mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        write_whole(folder / name, data)
    click.echo(f"Written: {folder / 'register.xlsx'} and the same as CSV files in {folder / 'csv'}.")
    click.echo(f"Fill one of them in, then: landscape import register {folder / 'register.xlsx'}")


import cli.importing_areas  # noqa: E402 - as below
import cli.importing_files  # noqa: E402 - its commands join the group above
import cli.importing_folder  # noqa: E402 - as above
import cli.importing_papers  # noqa: E402,F401 - as above
