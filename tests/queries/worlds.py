"""A made world in a few lines, written as a register and loaded through the real importer.

`Board 1 | OVERSEES | Group 1 | 2018-10` is a fact, with further columns as `name=value`; `Action 1 | state | Amber | 2018-10` is a
statement; `* Action 1 | code=V4` says more of an entity; `~ Board 1 | 2018-10 | as printed` names it. The label of an entity is told by the
first word of its name, a class begins with `All`. Each date is one paper, and each line a paragraph of it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from graph import cypher
from graph.model.ids import make_id
from graph.model.labels import BY_NAME, COLLECTIVE
from graph.model.relationships import BY_TYPE
from graph.store import Store
from importers.batch import Report
from importers.load import import_batch
from importers.register.columns import Sheet
from importers.register.read import read_register
from importers.register.rows import register_batch
from importers.register.write import Table, as_csv_files

LABELS = {
    "Action": "PriorityAction",
    "Act": "Statute",
    "Body": "Organisation",
    "Group": "DeliveryGroup",
    "Partnership": "CommunitySafetyPartnership",
    "Post": "Role",
}
_TICKS = count()


def clock() -> datetime:
    """A clock that goes on by a second each time it is read."""
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=next(_TICKS))


def id_of(name: str) -> str:
    """The id of an entity of a made world."""
    return name if "/" in name else make_id(BY_NAME[label_of(name)].prefix, name)


def label_of(name: str) -> str:
    """The label that the first word of a name tells."""
    words = name.removeprefix("All ").split()
    first = words[0].removesuffix("s") if name.startswith("All ") else words[0]
    return LABELS.get(first, first)


def tables(text: str, *, name: str = "world", date: str = "2026-01-01", edition: str = "1") -> dict[Sheet, Table]:
    """The sheets of the register that the lines write."""
    found: dict[Sheet, Table] = {sheet: [] for sheet in Sheet}
    found[Sheet.ABOUT] = [{"name": name, "title": f"Register {name}", "date": date, "edition": edition}]
    entities: dict[str, dict[str, str]] = {}
    documents: dict[str, dict[str, str]] = {}

    def entity(called: str) -> str:
        if "/" not in called and called not in entities:
            label = label_of(called) + (f"; {COLLECTIVE}" if called.startswith("All ") else "")
            entities[called] = {"id": id_of(called), "label": label, "name": called}
        return id_of(called)

    for number, line in enumerate(text.strip().splitlines(), start=1):
        cells = [cell.strip() for cell in line.split("|")]
        more = dict(cell.split("=", 1) for cell in cells if "=" in cell)
        first, *rest = [cell for cell in cells if cell and "=" not in cell]
        if first.startswith("* "):
            entity(first[2:])
            entities[first[2:]].update(more)
            continue
        date = rest[-1] if not first.startswith("~ ") else rest[0]
        paper = f"paper/world/{date}"
        documents[paper] = {"id": paper, "title": f"Paper of {date}", "date": date, "kind": "report"}
        place = {"document": paper, "locator": f"para {number}", **more}
        if first.startswith("~ "):
            found[Sheet.MENTIONS].append({"entity": entity(first[2:]), "as_printed": "".join(rest[1:]), **place})
        elif rest[0] in BY_TYPE:
            found[Sheet.RELATIONSHIPS].append({"from": entity(first), "type": rest[0], "to": entity(rest[1]), **place})
        else:
            found[Sheet.STATEMENTS].append({"entity": entity(first), "property": rest[0], "value_text": rest[1], **place})
    found[Sheet.ENTITIES] = list(entities.values())
    found[Sheet.DOCUMENTS] = list(documents.values())
    return found


def write(folder: Path, text: str, **about: str) -> Path:
    """The register of the lines as CSV files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in as_csv_files(tables(text, **about)).items():
        (folder / name).write_bytes(data)
    return folder


def load(store: Store, folder: Path, text: str, **about: Any) -> Report:
    """The lines loaded into a store through the register importer; no row may be rejected."""
    if not store.model_version:
        store.define(cypher.constraints())
    report = import_batch(store, register_batch(read_register(write(folder, text, **about))), now=clock)
    assert not report.rejects, report.rejects
    return report
