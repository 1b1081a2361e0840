"""A store of an older model, opened to write: exported first, then brought to this model."""

from __future__ import annotations

from pathlib import Path

import click

from graph.files import whole_file
from graph.settings import Target, default_store
from graph.store import Store


def upgrade_first(store: Store, target: Target, when: str) -> Path:
    """Export the store to a file beside it (a server's: into the user's data folder), then upgrade it; returns the file.

    `when` is what tells the file apart. The store has to be opened again. Raises `StoreError`, or `UsageError` where the file cannot be
    written: then nothing was changed.
    """
    from graph.upgrades import upgrade
    from queries.exports import jsonl
    from queries.lines import write_checksum

    beside = default_store().with_name(f"server-{target.database or 'default'}") if target.is_server else target.folder.absolute()
    beside.parent.mkdir(parents=True, exist_ok=True)
    file = beside.with_name(f"{beside.name}-model-{store.model_version}-{when}.jsonl")
    with whole_file(file) as out:
        for line in jsonl(store, with_runs=True, with_wording=True):
            out.write(line.encode() + b"\n")
    write_checksum(file)
    upgrade(store)
    click.echo(f"The store was of an older model and has been upgraded. What it held before: {file}", err=True)
    return file
