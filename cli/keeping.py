"""Commands that keep the store: export, restore, clear, doctor."""

from __future__ import annotations

import json
import sys
from importlib import metadata
from pathlib import Path

import click

from cli.options import ANY_PATH, DATE, FILE, opened, target, today
from graph.errors import LandscapeError, StoreMissing, UsageError
from graph.files import whole_file, write_whole
from graph.store import MODEL_VERSION, open_store

_PACKAGES = ("cli", "graph", "importers", "queries", "visualisations")
DISTRIBUTION = "partnership-landscape"


@click.group("export", epilog="Example: landscape export jsonl backup.jsonl --with-runs --with-wording")
def export_command() -> None:
    """Write the landscape to a file, whole or not at all."""


@export_command.command("jsonl", epilog="Example: landscape export jsonl landscape.jsonl")
@click.argument("dest", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--with-runs", is_flag=True, help="The import runs too.")
@click.option("--with-wording", is_flag=True, help="The wording of the papers you have added too.")
@click.option("--no-people", is_flag=True, help="Leave out persons and initials.")
@click.pass_context
def export_jsonl(ctx: click.Context, dest: Path, with_runs: bool, with_wording: bool, no_people: bool) -> None:  # noqa: FBT001 - click passes flags so
    """One JSON object a line, sorted: lossless, what `restore` reads. With runs and wording it is the backup."""
    from queries.exports import jsonl

    lines = jsonl(opened(ctx), with_runs=with_runs, with_wording=with_wording, people=not no_people)
    if str(dest) == "-":
        for line in lines:
            click.echo(line)
        return
    count = 0
    with whole_file(dest) as file:
        for line in lines:
            file.write(line.encode())
            file.write(b"\n")
            count += 1
    click.echo(f"{count} lines written to {dest}.", err=True)


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


@click.command("clear", epilog="Example: landscape clear --yes")
@click.option("--yes", is_flag=True, help="Yes, empty it.")
@click.pass_context
def clear_command(ctx: click.Context, yes: bool) -> None:  # noqa: FBT001 - as above
    """Empty the store of what is ours, and nothing else."""
    if not yes:
        raise UsageError(f"This would empty {target(ctx).address}.", hint="say --yes; `landscape export jsonl` makes a backup first")
    opened(ctx, writing=True, allow_loading=True).clear()
    click.echo("The store is empty.")


@click.command("doctor", epilog="Example: landscape doctor")
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True)
@click.pass_context
def doctor_command(ctx: click.Context, form: str) -> int:
    """Say what store, what versions, what is missing, and what to do; exit 1 where there is something to do."""
    findings: list[tuple[str, str]] = []
    todo: list[str] = []
    try:
        findings.append(("landscape", metadata.version(DISTRIBUTION)))
    except metadata.PackageNotFoundError:
        findings.append(("landscape", "run from its source"))
    findings.append(("python", sys.version.split()[0]))
    for name in ("arcadedb", "neo4j", "neo4j-rust-ext", "pyvis", "networkx"):
        try:
            findings.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            findings.append((name, "not installed" + (" (optional: faster loading into a server)" if name == "neo4j-rust-ext" else "")))
    owners = metadata.packages_distributions()
    for package in _PACKAGES:
        others = set(owners.get(package, ())) - {DISTRIBUTION}
        if others:
            names = ", ".join(sorted(others))
            todo.append(f"The package {package!r} comes from {names} too: install landscape with pipx or uv tool, apart from it.")
    where = target(ctx)
    findings.append(("store", where.address))
    try:
        store = open_store(where)
        ctx.call_on_close(store.close)
        findings.append(("engine", f"{store.engine} {store.version}"))
        findings.append(("model", f"store {store.model_version}, tool {MODEL_VERSION}"))
        counted = store.read("MATCH (n:Entity) RETURN count(n) AS n")[0]["n"]
        findings.append(("entities", str(counted)))
        if not counted:
            todo.append("The store is empty: landscape load")
    except StoreMissing:
        todo.append("There is no store yet: landscape load")
    except LandscapeError as error:
        todo.append(str(error))
    if form == "json":
        click.echo(json.dumps({"findings": dict(findings), "to_do": todo}, indent=2, ensure_ascii=False))
    else:
        for name, value in findings:
            click.echo(f"{name:<15} {value}")
        for line in todo:
            click.echo(f"To do: {line}")
    return 1 if todo else 0
