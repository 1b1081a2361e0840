"""Commands that draw: map."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import FILE, as_of_option, opened, today
from graph.errors import UsageError

KINDS = ("governance", "accountability")


@click.command("map", epilog="Example: landscape map accountability V4 --output v4.html")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("subject", required=False)
@click.option("--output", "-o", type=FILE, default=None, help="The file to write. [default: KIND.html in this folder]")
@click.option("--title", default="", help="Heading of the page.")
@click.option("--with-wording", is_flag=True, help="Include the wording of the papers that you have added.")
@click.option("--no-people", is_flag=True, help="Leave out persons and initials.")
@click.option("--marking", metavar="TEXT", default="", help="Protective marking, printed on every page.")
@as_of_option
@click.pass_context
def map_command(
    ctx: click.Context,
    kind: str,
    subject: str | None,
    output: Path | None,
    title: str,
    with_wording: bool,  # noqa: FBT001 - click passes flags so
    no_people: bool,  # noqa: FBT001 - as above
    marking: str,
    as_of: str | None,
) -> None:
    """Draw a map as one HTML file that opens from disk and asks the network nothing.

    governance: who holds to account, scrutinises, oversees, reports. accountability SUBJECT: the way up from one entity to the law.
    """
    from queries.subjects import resolve
    from queries.whole import read_whole
    from visualisations.maps import Frame, accountability, governance
    from visualisations.page import render, write_page

    if (kind == "accountability") != (subject is not None):
        raise UsageError(
            f"The map {kind} takes {'one subject' if kind == 'accountability' else 'no subject'}.", hint="landscape map --help"
        )
    store = opened(ctx)
    date = as_of or today()
    entity = resolve(store, subject) if subject else None
    whole = read_whole(store, date)
    left_out = [f"{whole.earlier} facts of an older paper where a newer one names somebody else."] if whole.earlier else []
    frame = Frame(
        as_of=date,
        title=title,
        marking=marking,
        people=not no_people,
        with_wording=with_wording,
        sources=whole.sources,
        licences=whole.licences,
        left_out=left_out,
    )
    spec = accountability(whole.nodes, whole.links, entity.id, frame) if entity else governance(whole.nodes, whole.links, frame)
    target = output or Path(f"{kind}.html")
    write_page(target, render(spec))
    click.echo(f"{target}: {len(spec.items)} entities, {len(spec.links)} links, as of {date}. Open it in a browser.")
