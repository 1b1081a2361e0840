"""The command that reads the lookups of the Office for National Statistics: import areas."""

from __future__ import annotations

from pathlib import Path

import click

from cli.importing import asked_again, import_command, remarked, run_batch, working
from cli.options import DATE, FILE, import_options, opened


@import_command.command("areas", epilog="Example: landscape import areas LAD24_CSP24_PFA24_EW_LU.csv --date 2024-12")
@click.argument("file", type=FILE)
@click.option("--date", type=DATE, default=None, help="The table's date, where its name does not say month and year.")
@import_options
@click.pass_context
def import_areas(ctx: click.Context, file: Path, date: str | None, dry_run: bool, strict: bool, form: str, quiet: bool) -> int:  # noqa: FBT001 - click passes flags so
    """Import an ONS lookup of any year: districts, partnerships, force areas, fire and combined authorities, counties, regions, wards.

    Columns are known by their headings (LAD24CD, CSP24NM, PFA19NMW). A table is a complete edition: a later one ends the codes that it
    no longer holds, and says which new code has the name of an ended one.
    """
    from importers.areas.remarks import remarks_of
    from importers.areas.rows import areas_batch, source_of
    from importers.areas.stored import editions_of_store, known_of_store
    from importers.reading.files import read

    with working(f"reading {file.name}", quiet=quiet):
        reading = read(file)
        source = source_of(reading)
    store = opened(ctx, writing=not dry_run)
    known = known_of_store(store, source)
    batch = areas_batch(reading, date or "", known)
    remarks = list(remarks_of(reading, batch, editions_of_store(store, source), known))
    report = run_batch(store, batch, dry_run=dry_run, strict=strict, quiet=quiet)
    code = remarked(report, remarks, form, quiet=quiet)
    asked_again(store, report, form)
    return code
