"""Commands that read the files of an office: import plan."""

from __future__ import annotations

import json

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.importing import import_command, print_report, run_batch, working
from cli.options import DATE, FILE, import_options, now, opened

if TYPE_CHECKING:
    from importers.batch import Report
    from importers.plans.actions import Plan


@import_command.command("plan", epilog='Example: landscape import plan delivery-plan.xlsx --plan "Community Safety Plan 2024-27" --date 2024-10')
@click.argument("file", type=FILE)
@click.option("--plan", "plan", required=True, metavar="NAME", help="The plan whose actions these are: an id, a name or an alias.")
@click.option("--date", type=DATE, default=None, help="The paper's own date, where the file does not print it.")
@click.option("--columns", type=FILE, default=None, help="CSV or TOML with your own headings: heading, meaning.")
@click.option("--sheet", default="", metavar="NAME", help="Read this sheet alone.")
@import_options
@click.pass_context
def import_plan(
    ctx: click.Context,
    file: Path,
    plan: str,
    date: str | None,
    columns: Path | None,
    sheet: str,
    dry_run: bool,  # noqa: FBT001 - click passes flags so
    strict: bool,  # noqa: FBT001 - as above
    form: str,
    quiet: bool,  # noqa: FBT001 - as above
) -> int:
    """Import a delivery plan, an action plan or a matrix: workbook, CSV, Word, PDF, HTML, Markdown or text.

    Columns are found by their headings; docs/plans.md lists the words. A plan of a later date is another paper and ends nothing; the same
    plan and date with other bytes is a correction of what it said itself.
    """
    from importers.plans.importing import Asked, batch_of, columns_of, read_plan
    from importers.reading.files import read

    asked = Asked(plan, date or "", columns, sheet)
    with working(f"reading {file.name}", quiet=quiet):
        reading = read(file)
        own = columns_of(columns) if columns else {}
        found = read_plan(reading, own, sheet)
        store = opened(ctx, writing=not dry_run)
        batch = batch_of(store, reading, found, asked)
    report = run_batch(store, batch, dry_run=dry_run, strict=strict, quiet=quiet)
    return _told(report, found, form, quiet=quiet)


def _told(report: Report, found: Plan, form: str, *, quiet: bool) -> int:
    """Print the report, with what was skipped and what each heading was read as."""
    if form == "json":
        more = {
            "skipped": dict(found.skipped),
            "remarks": list(found.remarks),
            "columns": [dict(zip(("table", "heading", "meaning"), item, strict=True)) for item in found.columns],
        }
        click.echo(json.dumps(report.as_dict() | more, ensure_ascii=False, indent=2))
        return 1 if report.rejects else 0
    code = print_report(report, form)
    if found.skipped:
        click.echo("skipped: " + ", ".join(f"{count} {what}{'s' * (count > 1)}" for what, count in sorted(found.skipped.items())))
    if not quiet:
        for remark in found.remarks:
            click.echo(f"note: {remark}", err=True)
    return code



