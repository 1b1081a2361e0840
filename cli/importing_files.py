"""Commands that read the files of an office: import plan, grants, popolo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.importing import asked_again, import_command, print_report, remarked, run_batch, working
from cli.options import DATE, FILE, import_options, now, opened, today

if TYPE_CHECKING:
    from graph.store import Store
    from importers.batch import Report
    from importers.plans.actions import Plan


@import_command.command(
    "plan", epilog='Example: landscape import plan delivery-plan.xlsx --plan "Community Safety Plan 2024-27" --date 2024-10'
)
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
    from importers.load import record_unchanged
    from importers.plans.actions import Plan
    from importers.plans.again import changed, returned, unchanged_cells
    from importers.plans.importing import Asked, batch_of, columns_of, read_plan
    from importers.reading.files import read

    with working(f"reading {file.name}", quiet=quiet):
        reading = read(file)
        own = columns_of(columns) if columns else {}
        written = returned(reading)
        asked = Asked(plan, date or (written.as_of if written else ""), columns, sheet)
        store = opened(ctx, writing=not dry_run)
        printed = _as_printed(store, plan, written.as_of or asked.date) if written else {}
        part = changed(reading, written, printed) if written else reading
        found = Plan(()) if written and not part.tables else read_plan(part, own, sheet)
        batch = batch_of(store, part, found, asked, unchanged=unchanged_cells(part, written, printed) if written else None)
    if written and not found.rows and not found.rejects:
        report = record_unchanged(store, batch, rows=len(written.rows), now=now, dry_run=dry_run)
    else:
        report = run_batch(store, batch, dry_run=dry_run, strict=strict, quiet=quiet)
    remarks = (*found.remarks, *(f"{remark.where}: {remark.sentence}" for remark in reading.remarks))
    return _told(report, found._replace(remarks=remarks), form, quiet=quiet)


def _as_printed(store: Store, plan: str, as_of: str) -> dict[str, tuple[str, ...]]:
    """The cells of the delivery report of a plan as it would be written now, by id; none where the store does not know the plan."""
    from graph.documents.book import as_book
    from graph.errors import StoreMissing, UnknownSubject, UsageError
    from importers.plans.again import returned
    from importers.reading.blocks import Reading
    from importers.reading.spreadsheets import read_workbook
    from queries.reports.delivery import delivery
    from queries.reports.reading import Asked

    try:
        book = as_book(delivery(store, plan, Asked(as_of or today())))
    except (StoreMissing, UnknownSubject, UsageError):
        return {}
    tables, _ = read_workbook(book, "the report", "xlsx")
    printed = returned(Reading("the report", "xlsx", "", tuple(tables)))
    return dict(printed.rows) if printed else {}


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


@import_command.command("grants", epilog="Example: landscape import grants grants.xlsx --date 2026-11")
@click.argument("file", type=FILE)
@click.option("--date", type=DATE, default=None, help="When the file was published, where no row says when it was modified.")
@import_options
@click.pass_context
def import_grants(ctx: click.Context, file: Path, date: str | None, dry_run: bool, strict: bool, form: str, quiet: bool) -> int:  # noqa: FBT001 - click passes flags so
    """Import grants published to the 360Giving Data Standard: JSON, CSV or a workbook.

    Each fact keeps the sheet, the cell and the heading it was read from. A grant to an individual is read without the individual.
    docs/grants.md says what becomes of each column.
    """
    from importers.grants.read import read_grants
    from importers.grants.rows import grants_batch, individuals

    with working(f"reading {file.name}", quiet=quiet):
        found = read_grants(file)
        batch = grants_batch(found, date or "")
        remarks = [f"{remark.where}: {remark.sentence}" for remark in found.remarks]
        if alone := individuals(found):
            remarks.append(f"{alone} grants went to individuals: who they are is not read.")
        del found  # the batch holds what counts
    store = opened(ctx, writing=not dry_run)
    report = run_batch(store, batch, dry_run=dry_run, strict=strict, quiet=quiet)
    code = remarked(report, remarks, form, quiet=quiet)
    asked_again(store, report, form)
    return code


@import_command.command("popolo", epilog="Example: landscape import popolo council.json --date 2026-11")
@click.argument("file", type=FILE)
@click.option("--date", type=DATE, default=None, help="As of when the file is, where it does not say (as_of).")
@import_options
@click.pass_context
def import_popolo(ctx: click.Context, file: Path, date: str | None, dry_run: bool, strict: bool, form: str, quiet: bool) -> int:  # noqa: FBT001 - as above
    """Import persons, organisations, posts and memberships in the Popolo form: an object of lists, an array, or one item.

    Contact details and all else that is personal are left unread. docs/popolo.md says what becomes of each field.
    """
    from importers.popolo.read import read_popolo
    from importers.popolo.rows import date_of, known_names, popolo_batch, source_of

    with working(f"reading {file.name}", quiet=quiet):
        found = read_popolo(file)
        day = date_of(found, date or "")
        store = opened(ctx, writing=not dry_run)
        batch = popolo_batch(found, day, known_names(store, source_of(found, day)))
    remarks = list(found.remarks)
    remarks += [f"Not read, since the landscape has no room for it: {', '.join(found.passed_over)}."] if found.passed_over else []
    report = run_batch(store, batch, dry_run=dry_run, strict=strict, quiet=quiet)
    code = remarked(report, remarks, form, quiet=quiet)
    asked_again(store, report, form)
    return code
