"""Commands that take the landscape out and bring it back: export in every format, restore."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

import click

from cli.options import ANY_PATH, DATE, FILE, as_of_option, opened, today
from graph.errors import UsageError
from graph.files import whole_file, whole_folder, write_whole
from queries.formats import FORMATS, About, Format

DEST = click.Path(path_type=Path, allow_dash=True)


@click.group("export", epilog="Example: landscape export jsonl backup.jsonl --with-runs --with-wording")
def export_command() -> None:
    """Write the landscape to a file or a folder, whole or not at all; DEST - is the standard output."""


def _export(ctx: click.Context, name: str, dest: Path, as_of: str | None, **given: Any) -> None:  # noqa: ANN401 - options
    """Write one format."""
    from queries.exports import Landscape, Options

    form = FORMATS[name]
    ending = _ending(name, form, dest)
    with_runs, with_wording = bool(given.get("with_runs")), bool(given.get("with_wording"))
    options = Options(
        as_of=as_of or ("" if form.lossless else today()),
        strict=as_of is not None,
        with_runs=with_runs,
        with_wording=with_wording,
        people=not given["no_people"],
        papers=form.papers or bool(given.get("with_papers")),
        names=form.names,
        statings=form.lossless,
    )
    about = About(as_of=options.as_of, marking=given.get("marking") or "", base=given.get("base") or About().base, form=ending)
    store = opened(ctx)
    with (
        _progress(quiet=given["quiet"]) as start,
        Landscape(store, options, start(lambda: Landscape(store, options).total)) as landscape,
    ):
        written = _write(form, landscape, dest, about)
    if name == "jsonl" and with_runs and with_wording and str(dest) != "-":
        from queries.lines import write_checksum

        write_checksum(dest)
    if not given["quiet"]:
        for note in written:
            click.echo(f"Note: {note}", err=True)
        if str(dest) != "-":
            counts = " and ".join(f"{number:,} {what}" for what, number in landscape.given.items())
            click.echo(f"Written: {dest}{'' if form.part else f', {counts}'}.", err=True)


def _ending(name: str, form: Format, dest: Path) -> str:
    """How the file's name ends; what a pipe gets where the name does not say it."""
    if not form.endings and str(dest) == "-":
        raise UsageError(f"{name} is a folder of files, and cannot be written to the standard output.", hint="name a folder")
    if name == "org" and str(dest) != "-":
        ending = {".json": ".jsonld", ".turtle": ".ttl"}.get(dest.suffix.lower(), dest.suffix.lower())
        if ending not in form.endings:
            raise UsageError(f"{dest.name!r} does not say which form of W3C ORG it is.", hint="name a file that ends in .ttl or .jsonld")
        return ending
    return form.endings[0] if form.endings else ""


def _write(form: Format, landscape: Any, dest: Path, about: About) -> list[str]:  # noqa: ANN401 - imported late
    write: Callable[..., list[str]] = import_module(f"queries.formats.{form.module}").write
    if not form.endings:
        with whole_folder(dest, form.files) as folder:
            return write(landscape, folder, about)
    with _file(dest) as file:
        return write(landscape, file, about)


@contextlib.contextmanager
def _file(dest: Path) -> Iterator[BinaryIO]:
    if str(dest) == "-":
        out = sys.stdout.buffer
        yield out
        out.flush()
        return
    if dest.is_dir():
        raise UsageError(f"{dest} is a folder.", hint="name a file")
    with whole_file(dest) as file:
        yield file


@contextlib.contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[Any], Callable[[int], None]]]:
    """What makes, of the total that it is given a way to ask for, the bar that is told how far it is; nothing where nobody looks."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("rows"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:

        def start(total: Callable[[], int]) -> Callable[[int], None]:
            task, began = bar.add_task("rows", total=total(), rate=""), monotonic()
            return lambda done: bar.update(task, completed=done, rate=f"{done / max(monotonic() - began, 0.001):,.0f}/s")

        yield start


_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "with_runs": click.option("--with-runs", is_flag=True, help="The import runs too."),
    "with_wording": click.option("--with-wording", is_flag=True, help="The wording of the papers you have added too."),
    "with_papers": click.option("--with-papers", is_flag=True, help="Papers and passages as nodes too, and what joins them to the rest."),
    "marking": click.option("--marking", metavar="TEXT", default="", help="Protective marking, where the file says what it is."),
    "base": click.option("--base", metavar="IRI", default="", help=f"What ids become IRIs with. [default: {About().base}]"),
}
_TAKES: dict[str, tuple[str, ...]] = {
    "csv": ("with_wording", "marking"),
    "cypher": ("with_runs", "with_wording", "marking"),
    "cytoscape": ("with_papers", "marking"),
    "gexf": ("with_papers", "marking"),
    "graphml": ("with_papers", "marking"),
    "jsonl": ("with_runs", "with_wording"),
    "neo4j-admin": ("with_runs", "with_wording", "marking"),
    "org": ("base", "marking"),
    "popolo": ("marking",),
}
_EXAMPLES = {
    "csv": "csv tables",
    "neo4j-admin": "neo4j-admin bulk",
    "org": "org landscape.ttl",
    **{name: f"{name} landscape{form.endings[0]}" for name, form in FORMATS.items() if form.endings and name != "org"},
}


def _command(name: str, form: Format) -> None:
    def command(ctx: click.Context, dest: Path, as_of: str | None, **given: Any) -> None:  # noqa: ANN401 - options
        _export(ctx, name, dest, as_of, **given)

    when = "Facts of every date, unless --as-of is given." if form.lossless else "As the papers stood at a date."
    command.__doc__ = f"{form.says}\n\n{when} What it holds and what it loses: docs/exports.md."
    decorated: Any = click.pass_context(command)
    options = [click.option("--quiet", "-q", is_flag=True, help="No progress and no notes.")]
    options += [click.option("--no-people", is_flag=True, help="Leave out persons and initials.")]
    options += [_OPTIONS[option] for option in reversed(_TAKES[name])]
    for option in options:
        decorated = option(decorated)
    as_of = click.option("--as-of", type=DATE, default=None, help="Only what holds at this date.") if form.lossless else as_of_option
    decorated = click.argument("dest", type=DEST)(as_of(decorated))
    export_command.command(name, epilog=f"Example: landscape export {_EXAMPLES[name]}")(decorated)


for _name, _form in FORMATS.items():
    _command(_name, _form)


@export_command.command("register", epilog="Example: landscape export register register.xlsx")
@click.argument("dest", type=ANY_PATH)
@click.option("--register", "name", metavar="NAME", default="", help="Which register, where the store holds several.")
@click.option("--force", is_flag=True, help="Write over CSV files of the same names.")
@click.pass_context
def export_register(ctx: click.Context, dest: Path, name: str, force: bool) -> None:  # noqa: FBT001 - as above
    """A register as a workbook again (DEST ends in .xlsx), or as a folder of CSV files.

    Edited and imported, it changes only the edited rows: it carries the number of its next edition.
    """
    from importers.register.stored import read_stored
    from importers.register.write import as_csv_files, as_workbook

    tables = read_stored(opened(ctx), name, today())
    if dest.suffix.lower() == ".xlsx":
        write_whole(dest, as_workbook(tables))
    else:
        files = as_csv_files(tables)
        standing = [item for item in files if (dest / item).exists()]
        if standing and not force:
            raise UsageError(f"{dest / standing[0]} is there already.", hint="name another folder, or --force to write over it")
        dest.mkdir(parents=True, exist_ok=True)
        for item, data in files.items():
            write_whole(dest / item, data)
    click.echo(f"Written: {dest}. Edit it, then: landscape import register {dest}", err=True)


@click.command("restore", epilog="Example: landscape --store new-store restore backup.jsonl")
@click.argument("source", type=FILE)
@click.option(
    "--edition", metavar="NAME", default="", help="Fold the file in as the complete edition NAME: what it no longer holds is ended."
)
@click.option("--date", type=DATE, default=None, help="Date of that edition. [default: today]")
@click.option("--quiet", "-q", is_flag=True, help="No progress.")
@click.pass_context
def restore_command(ctx: click.Context, source: Path, edition: str, date: str | None, quiet: bool) -> int:  # noqa: FBT001 - as above
    """Rebuild an empty store from JSON lines; or, with --edition, fold the file into the store."""
    from queries.restore import fold_edition, restore

    def progress(done: int) -> None:
        if not quiet and sys.stderr.isatty():
            click.echo(f"\r{done:,} rows", nl=False, err=True)

    store = opened(ctx, writing=True, allow_loading=True)
    result = fold_edition(store, source, edition, date or today()) if edition else restore(store, source, progress)
    click.echo(
        f"{result.nodes:,} nodes and {result.relationships:,} relationships read: added {result.added:,}, changed {result.changed:,}, "
        f"unchanged {result.unchanged:,}, ended {result.ended:,}"
    )
    if result.dangling:
        click.echo(f"{result.dangling:,} relationships name evidence that the store does not hold.")
    for item in result.bad:
        click.echo(f"rejected: {source.name}, line {item.line}: {item.code}: {item.value!r}: {item.hint}", err=True)
    return 1 if result.bad else 0
