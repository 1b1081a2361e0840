"""The command that puts proposals before a person: review list, show, accept, reject, undo, export, replay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.importing import print_report
from cli.options import DATE, FILE, answer_options, as_of_option, now, opened, today
from cli.output import give
from graph.errors import BadFile

if TYPE_CHECKING:
    from importers.decisions import Decision


@click.group("review", epilog="Example: landscape review list")
def review_command() -> None:
    """Names and relations that an import read and did not dare to say: see them, decide them."""


@review_command.command("list", epilog="Example: landscape review list --format csv --output proposals.csv")
@click.option("--status", type=click.Choice(("open", "accepted", "rejected", "all")), default="open", show_default=True)
@as_of_option
@answer_options
@click.pass_context
def review_list(ctx: click.Context, status: str, as_of: str | None, form: str | None, output: Path | None, marking: str) -> None:
    """List what waits for a decision, each with its quote and its reason."""
    from queries.proposals import proposals

    give(proposals(opened(ctx), as_of or today(), status="" if status == "all" else status), form, output, marking)


@review_command.command("show", epilog="Example: landscape review show run/proposal-0a1b")
@click.argument("proposal")
@as_of_option
@answer_options
@click.pass_context
def review_show(ctx: click.Context, proposal: str, as_of: str | None, form: str | None, output: Path | None, marking: str) -> None:
    """Show one proposal, with the wording that it rests on."""
    from queries.proposals import proposals

    give(proposals(opened(ctx), as_of or today(), only=proposal), form, output, marking)


def _decide(ctx: click.Context, proposal: str, verdict: str, who: str, when: str | None, why: str, form: str) -> int:
    from importers.decisions import Decision, decide

    store = opened(ctx, writing=True)
    return print_report(decide(store, Decision(proposal, verdict, who, when or today(), why), now=now), form)


WHO = click.option("--who", required=True, help="Who decides.")
WHEN = click.option("--date", "when", type=DATE, default=None, help="When it was decided. [default: today]")
WHY = click.option("--why", required=True, help="Why.")
FORM = click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True)


@review_command.command("accept", epilog='Example: landscape review accept run/proposal-0a1b --who OPCC --why "the same board"')
@click.argument("proposal")
@WHO
@WHEN
@WHY
@FORM
@click.pass_context
def review_accept(ctx: click.Context, proposal: str, who: str, when: str | None, why: str, form: str) -> int:
    """Accept a proposal: the two names become one entity, or the relation becomes a fact with the passage as its evidence."""
    return _decide(ctx, proposal, "accepted", who, when, why, form)


@review_command.command("reject", epilog='Example: landscape review reject run/proposal-0a1b --who OPCC --why "another board"')
@click.argument("proposal")
@WHO
@WHEN
@WHY
@FORM
@click.pass_context
def review_reject(ctx: click.Context, proposal: str, who: str, when: str | None, why: str, form: str) -> int:
    """Reject a proposal: no later import asks it again."""
    return _decide(ctx, proposal, "rejected", who, when, why, form)


@review_command.command("undo", epilog="Example: landscape review undo run/proposal-0a1b")
@click.argument("proposal")
@FORM
@click.pass_context
def review_undo(ctx: click.Context, proposal: str, form: str) -> int:
    """Take a decision back: the proposal is open again, and the graph as it was."""
    from importers.decisions import take_back

    return print_report(take_back(opened(ctx, writing=True), proposal, now=now), form)


@review_command.command("export", epilog="Example: landscape review export decisions.jsonl")
@click.argument("dest", type=FILE)
@click.pass_context
def review_export(ctx: click.Context, dest: Path) -> None:
    """Write every decision to a file, one a line: who, when, why."""
    from graph.files import write_whole
    from importers.decisions import decisions

    lines = [json.dumps(line, ensure_ascii=False, sort_keys=True) for line in decisions(opened(ctx))]
    write_whole(dest, "".join(f"{line}\n" for line in lines).encode())
    click.echo(f"{dest}: {len(lines)} decisions. Play them elsewhere: landscape review replay {dest}", err=True)


@review_command.command("replay", epilog="Example: landscape review replay decisions.jsonl")
@click.argument("source", type=FILE)
@click.pass_context
def review_replay(ctx: click.Context, source: Path) -> int:
    """Play the decisions of a file again; exit 1 where one conflicts with what was decided here."""
    return play(ctx, decisions_in(source))


def decisions_in(source: Path) -> list[Decision]:
    """The decisions of a file. Raises `BadFile`."""
    from importers.decisions import read_decisions

    try:
        text = source.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(
            f"{source.name!r} is not UTF-8 text.", where=str(source), hint="`landscape review export` writes such a file"
        ) from error
    return list(read_decisions(text, str(source)))


def play(ctx: click.Context, file: list[Decision]) -> int:
    """Play decisions again and print what became of them; 1 where one conflicts with what was decided here."""
    from importers.decisions import replay

    done = replay(opened(ctx, writing=True), file, now=now)
    click.echo(f"decisions: played {len(done.played)}, decided so already {len(done.known)}, waiting for an import {len(done.waiting)}")
    for conflict in done.conflicts:
        click.echo(f"conflict: {conflict.decision.proposal}: {conflict.decision.verdict} in the file: {conflict.reason}", err=True)
    return 1 if done.conflicts else 0
