"""Commands that watch the landscape: diff, check."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from cli.options import DATE, FILE, answer_formats, answer_options, as_of_option, chosen_format, opened, today
from cli.output import give
from graph.answer import Answer, AnswerRow
from graph.errors import BadFile

KINDS = ("added", "ended", "re-owned", "re-stated", "renamed", "succeeded", "split", "merged", "no longer mentioned")
SARIF = "sarif"


@click.command("diff", epilog="Example: landscape diff 2018-10 2020-11 --change re-stated")
@click.argument("first", metavar="FROM", type=DATE)
@click.argument("second", metavar="TO", type=DATE)
@click.option("--about", metavar="SUBJECT", help="Only what changed about this entity.")
@click.option("--change", type=click.Choice(KINDS), default=None, help="Only changes of this kind.")
@answer_options
@click.pass_context
def diff_command(
    ctx: click.Context,
    first: str,
    second: str,
    about: str | None,
    change: str | None,
    form: str | None,
    output: Path | None,
    marking: str,
) -> None:
    """What was added, ended, re-owned, re-stated, renamed, succeeded, split or merged between two dates.

    Each line has the evidence of both dates. What later papers no longer mention is listed last: silence ends nothing.
    """
    from queries.catalogue import load
    from queries.run import ask

    words = [*([about] if about else []), first, second]
    answer = ask(opened(ctx), load()["changes"], words, second, {"change": change})
    if chosen_format(form, output) == "table" and answer.rows:
        counts = Counter(str(row.values["change"]) for row in answer.rows)
        click.echo(f"{first} to {second}: " + ", ".join(f"{count} {kind}" for kind, count in counts.items()), err=output is not None)
    give(answer, form, output, marking)


@click.command("check", epilog="Example: landscape check --rule no-lead --rule owner-ended --as-of 2018-10")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="Only this rule; may be given again.")
@click.option("--list", "listing", is_flag=True, help="List the rules and stop.")
@click.option("--baseline", type=FILE, default=None, help="A file of known findings: they are left out, and do not count.")
@click.option("--write-baseline", type=FILE, default=None, help="Write what is found to this file, as the baseline to come, and exit 0.")
@click.option("--all-plans", is_flag=True, help="Finished and superseded plans, and finished work, too.")
@as_of_option
@answer_formats(SARIF)
@click.pass_context
def check_command(
    ctx: click.Context,
    rules: tuple[str, ...],
    listing: bool,  # noqa: FBT001 - click passes flags so
    baseline: Path | None,
    write_baseline: Path | None,
    all_plans: bool,  # noqa: FBT001 - as above
    as_of: str | None,
    form: str | None,
    output: Path | None,
    marking: str,
) -> int:
    """Gaps, overlaps, broken chains, circles, contradictions, wrong counts, unresolved names, missing evidence, what has grown old.

    Exit 1 where it finds any that the baseline does not hold. --format sarif is for pipelines.
    """
    from queries import checks
    from queries.checks import baseline as baselines
    from queries.checks.landscape import read_landscape

    date = as_of or today()
    if listing:
        give(_rules(date), None if form == SARIF else form, output, marking)
        return 0
    picked = checks.chosen(rules)
    known = baselines.read_baseline(_text(baseline), str(baseline)) if baseline else None
    store = opened(ctx)
    landscape = read_landscape(store, date, all_plans=all_plans)
    found = checks.findings(landscape, picked)
    if write_baseline:
        from graph.files import write_whole

        write_whole(write_baseline, baselines.as_baseline(found).encode())
        click.echo(f"{write_baseline}: {len(found)} findings as of {date}.")
        return 0
    new, old, gone = baselines.told_apart(found, known or frozenset())
    answer = checks.answer_of(store, date, rules, new, landscape.plans.notes(landscape.part))
    if form == SARIF or (form is None and output and output.suffix.lower() == f".{SARIF}"):
        from queries.checks.sarif import as_sarif

        evidence = answer.evidence if known is None else checks.answer_of(store, date, rules, found).evidence
        _write(as_sarif(found, evidence, date, known), output)
    else:
        give(answer, form, output, marking)
    counted = ", ".join(f"{number} {severity}{'s' * (number != 1)}" for severity, number in checks.counts(new).items())
    beside = f" Of the baseline {old} left out, {gone} found no longer." if baseline else ""
    click.echo(f"{len(new)} finding{'s' * (len(new) != 1)} as of {date}{f': {counted}' if counted else ''}.{beside}", err=True)
    return 1 if new else 0


def _rules(as_of: str) -> Answer:
    from queries.checks import RULES

    columns = ("rule", "severity", "group", "finds", "what_to_do")
    rows = [AnswerRow(values=dict(zip(columns, (r.id, str(r.severity), r.group, r.finds, r.advice), strict=True))) for r in RULES.values()]
    return Answer(question="check", as_of=as_of, columns=columns, rows=tuple(rows), plain=True)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        hint = f"write one with `landscape check --write-baseline {path.name}`"
        raise BadFile(f"There is no baseline {path.name!r}.", where=str(path), hint=hint) from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{path.name!r} is not UTF-8 text.", where=str(path), hint="save it as UTF-8") from error


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    from graph.files import write_whole

    write_whole(output, text.encode())
