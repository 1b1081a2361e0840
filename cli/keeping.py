"""Commands that keep the store: clear, doctor."""

from __future__ import annotations

import json
import sys
from importlib import metadata

import click

from cli.options import opened, target
from graph.errors import LandscapeError, StoreMissing, UsageError
from graph.store import MODEL_VERSION, open_store

_PACKAGES = ("cli", "graph", "importers", "queries", "visualisations")
DISTRIBUTION = "partnership-landscape"


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
