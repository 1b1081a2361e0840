"""The command report: documents that people take away."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from cli.options import DATE, FILE, as_of_option, opened, today
from graph.errors import UsageError
from graph.files import write_whole

if TYPE_CHECKING:
    from graph.documents.model import Document
    from queries.reports.reading import Asked

FORMATS = ("markdown", "docx", "html", "xlsx", "csv")
_SUFFIXES = {".md": "markdown", ".docx": "docx", ".html": "html", ".htm": "html", ".xlsx": "xlsx", ".csv": "csv"}
_BINARY = ("docx", "xlsx")


class Wanted(NamedTuple):
    """What every report is asked for: the date, the format, the file, the marking, and whether persons are left out."""

    as_of: str
    form: str
    output: Path | None
    marking: str
    no_people: bool

    @property
    def asked(self) -> Asked:
        """The same, as the reports take it."""
        from queries.reports.reading import Asked

        return Asked(self.as_of, not self.no_people, self.marking)


def _report_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options of every report; the command gets them as one `Wanted`."""

    @wraps(command)
    def gathered(
        *args: Any,  # noqa: ANN401 - whatever the command takes beside
        as_of: str | None,
        form: str | None,
        output: Path | None,
        marking: str,
        no_people: bool,
        **beside: Any,  # noqa: ANN401
    ) -> None:
        command(*args, Wanted(as_of or today(), _chosen(form, output), output, marking, no_people), **beside)

    for option in (
        click.option("--no-people", is_flag=True, help="Leave out persons and initials."),
        click.option("--marking", metavar="TEXT", default="", help="Protective marking, printed on every page and sheet."),
        click.option("--output", "-o", type=FILE, default=None, help="Write to this file; its ending tells the format."),
        click.option("--format", "form", type=click.Choice(FORMATS), default=None, help="[default: by the file, else markdown]"),
        as_of_option,
    ):
        gathered = option(gathered)
    return gathered


@click.group("report", epilog='Example: landscape report handover "Police and Crime Commissioner" --output handover.docx')
def report_command() -> None:
    """Documents to take away: Word, Excel, HTML, CSV or Markdown, by the name of --output."""


@report_command.command("board", epilog="Example: landscape report board CCSSB --since 2018-10 --output board.docx")
@click.argument("subject")
@click.option("--since", type=DATE, default=None, help="Tell what changed since this date. [default: since the paper before its newest]")
@click.pass_context
@_report_options
def report_board(ctx: click.Context, wanted: Wanted, subject: str, since: str | None) -> None:
    """Two pages for a chair: members, what reports, what is due, risks, decisions, changes, and what the papers do not say."""
    from queries.reports.board import board

    _give(board(opened(ctx), subject, wanted.asked, since or ""), wanted)


@report_command.command("delivery", epilog="Example: landscape report delivery --plan police-and-crime-plan-2017 --output delivery.xlsx")
@click.option("--plan", required=True, metavar="NAME", help="The plan: an id, a name or an alias.")
@click.option("--since", type=DATE, default=None, help="Tell what changed since this date. [default: since the paper before the newest]")
@click.option("--theme", "themes", multiple=True, metavar="NAME", help="Only this theme; given again, these themes in this order.")
@click.pass_context
@_report_options
def report_delivery(ctx: click.Context, wanted: Wanted, plan: str, since: str | None, themes: tuple[str, ...]) -> None:
    """The delivery matrix of a plan again: who answers, leads and contributes, state, direction, due, and what changed."""
    from queries.reports.delivery import delivery

    _give(delivery(opened(ctx), plan, wanted.asked, since or "", themes), wanted)


@report_command.command("handover", epilog='Example: landscape report handover "Safer Communities Fund" --output handover.docx')
@click.argument("subject")
@click.option("--on", type=DATE, default=None, help="The day on which it would end; printed as given.")
@click.pass_context
@_report_options
def report_handover(ctx: click.Context, wanted: Wanted, subject: str, on: str | None) -> None:
    """All that a body, post or fund holds that would need a new holder, with law and evidence, and what has no candidate."""
    from queries.reports.handover import handover

    _give(handover(opened(ctx), subject, wanted.asked, on or ""), wanted)


@report_command.command("raci", epilog="Example: landscape report raci police-and-crime-plan-2017 --output raci.xlsx")
@click.argument("subject")
@click.pass_context
@_report_options
def report_raci(ctx: click.Context, wanted: Wanted, subject: str) -> None:
    """Who is responsible, accountable, consulted and informed for the actions of a plan, a theme or a board."""
    from queries.reports.raci import raci

    _give(raci(opened(ctx), subject, wanted.asked), wanted)


def _chosen(form: str | None, output: Path | None) -> str:
    """The format asked for, else by the ending of the file, else Markdown.

    Raises `UsageError` where a file is needed, or where its ending tells no format.
    """
    suffix = output.suffix.lower() if output else ".md"
    chosen = form or _SUFFIXES.get(suffix)
    if chosen is None:
        raise UsageError(
            f"The ending {suffix!r} tells no format.", where=str(output), hint=f"end it in {', '.join(_SUFFIXES)}, or give --format"
        )
    if chosen in _BINARY and output is None:
        raise UsageError(f"A report as {chosen} needs a file.", hint=f"--output report.{chosen}")
    return chosen


_WRITERS = {
    "docx": ("word", "as_word"),
    "xlsx": ("book", "as_book"),
    "html": ("page", "as_page"),
    "csv": ("text", "as_csv"),
    "markdown": ("text", "as_markdown"),
}
"""For each format the module of `graph.documents` and its function: a format's library is imported only when it is written."""


def _give(document: Document, wanted: Wanted) -> None:
    """Print the document, or write it whole or not at all."""
    module, name = _WRITERS[wanted.form]
    made: str | bytes = getattr(import_module(f"graph.documents.{module}"), name)(document)
    if wanted.output is None:
        click.echo(made, nl=False)
        return
    if isinstance(made, str):
        from graph.tables import BYTE_ORDER_MARK

        made = ((BYTE_ORDER_MARK if wanted.form == "csv" else "") + made).encode()
    write_whole(wanted.output, made)
    click.echo(f"{wanted.output}: {document.title}, as of {document.as_of}; papers cited: {len(document.sources)}.", err=True)
