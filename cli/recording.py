"""Commands that write what no file says: record, forget."""

from __future__ import annotations

import json

import click

from cli.importing import print_report
from cli.options import DATE, now, opened
from graph.errors import UnknownSubject, UsageError
from graph.model.values import Modality


def _carried(pairs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found = []
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"{pair!r} is nothing that a fact carries.", hint="--carry NAME=VALUE, such as --carry capacity=vice")
        found.append((name.strip(), value.strip()))
    return tuple(sorted(found))


@click.command("record", epilog='Example: landscape record CCSSB "reports to" OPCC --date 2026-11-22 --who OPCC --note "agreed by e-mail"')
@click.argument("start", metavar="FROM")
@click.argument("kind", metavar="TYPE")
@click.argument("finish", metavar="TO")
@click.option("--date", type=DATE, required=True, help="The day of the record: it counts from then on.")
@click.option("--who", required=True, help="Who records it: a body, a post, or a name.")
@click.option("--note", required=True, help="How the office knows it.")
@click.option("--modality", type=click.Choice([str(item) for item in Modality]), default=str(Modality.IN_FORCE), show_default=True)
@click.option("--valid-from", type=DATE, default=None, help="When it began, where that is known.")
@click.option("--valid-to", type=DATE, default=None, help="Its last day, where that is known.")
@click.option("--scope", default="", help="What limits it, or tells it apart from another of its type and ends.")
@click.option("--carry", multiple=True, metavar="NAME=VALUE", help="What this type carries (capacity, frequency, provision ...).")
@click.option("--dry-run", is_flag=True, help="Do all but write.")
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True)
@click.pass_context
def record_command(
    ctx: click.Context,
    start: str,
    kind: str,
    finish: str,
    date: str,
    who: str,
    note: str,
    modality: str,
    valid_from: str | None,
    valid_to: str | None,
    scope: str,
    carry: tuple[str, ...],
    dry_run: bool,  # noqa: FBT001 - click passes flags so
    form: str,
) -> int:
    """Write one office record: a fact that your office knows and no paper says, with evidence of its own kind.

    TYPE is a relationship type (REPORTS_TO) or its words ("reports to"). `landscape import undo RUN` takes the record back.
    """
    from importers.load import import_batch
    from importers.office import Record, record_batch, type_of
    from queries.subjects import resolve

    store = opened(ctx, writing=not dry_run)
    left, right = resolve(store, start), resolve(store, finish)
    try:
        author = resolve(store, who).id
    except UnknownSubject:
        author = ""  # a name that the landscape does not know stands as it is written
    record = Record(
        left.id,
        type_of(kind),
        right.id,
        date,
        who,
        note,
        author,
        modality,
        valid_from or "",
        valid_to or "",
        scope,
        carried=_carried(carry),
    )
    return print_report(import_batch(store, record_batch(record, (left.label, right.label)), now=now, dry_run=dry_run), form)


@click.command("forget", epilog='Example: landscape forget "Person 1" --yes')
@click.argument("person")
@click.option("--yes", is_flag=True, help="Yes, for good.")
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True)
@click.pass_context
def forget_command(ctx: click.Context, person: str, yes: bool, form: str) -> None:  # noqa: FBT001 - as above
    """Take a person's name out of the store, its decisions and its exports; the posts stay, and no later import brings the name back.

    It cannot be undone. Only hashes of the name are kept, so that it is known when it comes again. Files that were exported or imported
    before are not touched: delete them yourself.
    """
    from importers.forget import forget
    from queries.subjects import resolve

    store = opened(ctx, writing=True)
    found = resolve(store, person)
    if not yes:
        raise UsageError(f"This would take {found.name!r} ({found.id}) out of the store for good.", hint="say --yes")
    nodes, facts = forget(store, found.id, now=now)
    if form == "json":
        click.echo(json.dumps({"person": found.id, "nodes": nodes.as_dict(), "relationships": facts.as_dict()}, indent=2))
        return
    click.echo(f"Forgotten: {found.id}. Entities taken out {nodes.withdrawn}, changed {nodes.changed};")
    click.echo(f"facts taken out {facts.withdrawn}, changed {facts.changed}. The posts stay.")
    click.echo("Exports and files from before still hold the name: delete them yourself.", err=True)
