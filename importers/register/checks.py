"""The checks that each cell of a register goes through; a bad one is a reject that names its row and column."""

from __future__ import annotations

import re

from graph.model.ids import is_id, slug
from graph.model.labels import COLLECTIVE
from graph.model.properties import Kind
from graph.model.values import is_date
from importers.batch import Reject
from importers.register.columns import LIST_SEPARATOR, SHEETS, Column, Sheet
from importers.register.read import BEYOND, Cells

_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_IDS = ("id", "from", "to", "entity", "document", "part_of", "at", "said_by", "about", "plan", "body", "author")


def cells_of_list(text: str) -> tuple[str, ...]:
    """The items of a cell that holds a list."""
    return tuple(item.strip() for item in text.split(LIST_SEPARATOR.strip()) if item.strip())


class Checks:
    """Collects what is wrong with the cells of a register."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.rejects: list[Reject] = []
        self.dates: dict[str, str] = {}
        """Date of each paper that the register lists."""

    def reject(self, sheet: Sheet, cells: Cells, column: str, code: str, hint: str) -> None:
        """Note a bad cell."""
        self.rejects.append(Reject(self.file, sheet, cells.row, column, code, cells.values.get(column, ""), hint))

    def checked(self, sheet: Sheet, cells: Cells) -> bool:
        """True where every cell is of the kind that its column asks for."""
        bad = len(self.rejects)
        for column in SHEETS[sheet]:
            text = cells.values.get(column.name, "")
            if not text:
                if column.required and not (column.name == "value_text" and cells.values.get("value")):
                    self.reject(sheet, cells, column.name, "missing", "fill it in")
            else:
                self._check(sheet, cells, column, text)
        if cells.values.get(BEYOND):
            self.reject(sheet, cells, BEYOND, "too-many-cells", "put a cell that holds a comma between double quotes")
        return len(self.rejects) == bad

    def _check(self, sheet: Sheet, cells: Cells, column: Column, text: str) -> None:
        choices = (*column.choices, COLLECTIVE) if column.name == "label" else column.choices
        for item in cells_of_list(text) if column.is_list else (text,):
            if choices and item not in choices:
                self.reject(sheet, cells, column.name, "unknown-word", f"one of: {', '.join(choices)}")
            if column.name in _IDS and not is_id(item):
                self.reject(sheet, cells, column.name, "bad-id", "family/natural-key in a-z, 0-9, -, ~ and /")
            if column.name == "identifiers" and not all(slug(part) for part in (item.partition(":")[0], item.partition(":")[2])):
                self.reject(sheet, cells, column.name, "bad-identifier", "write scheme:value, such as GSS:E22000017")
        if column.kind is Kind.DATE and not is_date(text):
            self.reject(
                sheet,
                cells,
                column.name,
                "bad-date",
                "write 2018, 2018-10 or 2018-10-31; the wording goes into the column of that name with _text",
            )
        if column.kind is Kind.NUMBER and not _NUMBER.fullmatch(text):
            self.reject(sheet, cells, column.name, "bad-number", "digits and a point only; the wording goes into amount_text")

    def place_known(self, sheet: Sheet, cells: Cells) -> bool:
        """True where the row names no paper, or a place in one that the register lists."""
        document, locator = cells.values.get("document", ""), cells.values.get("locator", "")
        if locator and not document:
            self.reject(sheet, cells, "document", "missing", "say which paper the locator is of")
            return False
        if document and document not in self.dates:
            self.reject(sheet, cells, "document", "unknown-document", "add a row for it to the sheet documents, or correct the id")
            return False
        if document and not all(slug(step) for step in locator.split(" > ")):
            self.reject(sheet, cells, "locator", "missing", "say where in the paper: para 6.2, row V4, note 1")
            return False
        return True
