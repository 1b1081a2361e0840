"""A small made register as tables, and its two forms on disk."""

from __future__ import annotations

import copy
import csv
import io

import openpyxl

PAPER = "paper/board/2018-10/report"
TABLES = {
    "about": [{"name": "Small", "title": "A small register", "date": "2018-12", "edition": "", "licence": ""}],
    "documents": [{"id": PAPER, "title": "Report", "body": "", "date": "2018-10", "kind": "report", "part_of": "", "withdrawn": ""}],
    "entities": [
        {
            "id": "body/a", "label": "Board", "name": "Board A", "names": "", "identifiers": "", "unnamed": "", "document": PAPER,
            "locator": "para 1", "as_printed": "the Board", "withdrawn": "",
        },
        {"id": "body/b", "label": "DeliveryGroup; Collective", "name": "Group B"},
        {"id": "", "label": "Area", "name": "Éast Place"},
    ],
    "relationships": [
        {
            "from": "body/b", "type": "REPORTS_TO", "to": "body/a", "modality": "", "frequency": "monthly", "capacity": "", "amount": "",
            "about": "", "valid_from": "", "document": PAPER, "locator": "para 2", "from_as": "", "to_as": "", "note": "", "withdrawn": "",
        },
    ],
    "statements": [
        {
            "entity": "body/b", "property": "count", "value_text": "six", "value": "6", "document": PAPER, "locator": "para 3",
            "as_printed": "groups", "withdrawn": "",
        },
    ],
    "mentions": [{"entity": "body/a", "document": PAPER, "locator": "para 4", "as_printed": "Board A"}],
}  # fmt: skip


def register(**changes):
    """The tables, with cells changed: `relationships={"to": "body/x"}` in the first row, a list adds rows."""
    tables = copy.deepcopy(TABLES)
    for sheet, change in changes.items():
        if isinstance(change, list):
            tables[sheet] += change
        else:
            tables[sheet][0].update(change)
    return tables


def as_csv(rows):
    """The text of one sheet; headings in the order in which rows first have them."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def folder(path, tables, encoding="utf-8"):
    """A folder of CSV files."""
    path.mkdir(exist_ok=True)
    for sheet, rows in tables.items():
        (path / f"{sheet}.csv").write_bytes(as_csv(rows).encode(encoding))
    return path


def workbook(path, tables):
    """A workbook whose cells keep the types they are given."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet, rows in tables.items():
        page = book.create_sheet(sheet)
        headings = list(dict.fromkeys(name for row in rows for name in row))
        page.append(headings)
        for number, row in enumerate(rows, start=2):
            for column, name in enumerate(headings, start=1):
                cell = page.cell(number, column)
                cell.value = row.get(name) or None
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    cell.data_type = "s"  # text, as a person types it with an apostrophe
    book.save(path)
    return path
