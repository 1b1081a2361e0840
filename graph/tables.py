"""An answer as CSV, JSON, Markdown, a sentence a fact, or a workbook. Pure: text or bytes out, no file in sight."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.answer import Answer, plain_text
from graph.model.values import is_date

if TYPE_CHECKING:
    from openpyxl import Workbook

BYTE_ORDER_MARK = "\ufeff"
"""Begins a CSV file, so that Excel reads it as UTF-8 and shows the pound sign."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FIRST_DAY = "1900-03-01"
"""The calendars of spreadsheets differ before this day: an earlier date stays text."""

NO_LICENCE = "not recorded in the landscape"


def harmless(value: Any) -> Any:  # noqa: ANN401 - a cell of any stored kind
    """A cell that a spreadsheet shows and never runs: text that begins like a formula gets an apostrophe before it.

    >>> harmless("=1+1"), harmless(-3), harmless("a")
    ("'=1+1", -3, 'a')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def as_written(cell: str) -> str:
    """A cell as it was before `harmless`.

    >>> as_written("'=1+1"), as_written("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS) else cell


def printable(text: str) -> str:
    r"""Text without the control characters that a workbook cannot hold.

    >>> printable("a\x0cb")
    'ab'
    """
    return _UNPRINTABLE.sub("", text)


def as_csv(answer: Answer) -> str:
    """Comma-separated values with a heading row, and lines as RFC 4180 ends them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.all_columns)
    for row in answer.rows:
        writer.writerow([harmless(cell if type(cell) in (int, float) else plain_text(cell)) for cell in answer.cells(row)])
    return out.getvalue()


def as_json(answer: Answer) -> str:
    """The contract's JSON, readable."""
    return json.dumps(answer.as_dict(), ensure_ascii=False, indent=2) + "\n"


def as_markdown(answer: Answer) -> str:
    """A table, then the notes."""

    def cell(value: Any) -> str:  # noqa: ANN401 - a cell of any stored kind
        text = plain_text(value)
        return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").splitlines())

    lines = [f"| {' | '.join(answer.all_columns)} |", f"|{' --- |' * len(answer.all_columns)}"]
    lines += [f"| {' | '.join(cell(value) for value in answer.cells(row))} |" for row in answer.rows]
    lines += ["", *(f"- {note.code}: {cell(note.sentence)}" for note in answer.notes)] if answer.notes else []
    return "\n".join(lines) + "\n"


def as_citations(answer: Answer) -> str:
    """One plain sentence a fact with its reference, then the notes as sentences."""
    lines = []
    for row in answer.rows:
        references = "; ".join(answer.evidence[item].reference for item in row.evidence if item in answer.evidence)
        sentence = row.sentence or ", ".join(
            f"{name}: {plain_text(row.values[name])}" for name in answer.columns if row.values.get(name) not in (None, "")
        )
        lines.append(f"{sentence.rstrip('.')} ({references})." if references else f"{sentence.rstrip('.')}.")
    lines += [note.sentence for note in answer.notes]
    return "\n".join(lines) + "\n"


def as_workbook(answer: Answer, marking: str = "") -> bytes:
    """A workbook with sheets for the answer, its evidence, its parameters and notes, and the licences.

    Heading rows are frozen and repeat on each printed page; `marking` stands at the head and foot of every sheet.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    about = [
        ("question", answer.question),
        ("as of", answer.as_of),
        *((name, plain_text(value)) for name, value in answer.parameters.items()),
    ]
    about += [("marking", marking)] if marking else []
    licences = sorted({(item.title, item.licence or NO_LICENCE) for item in answer.evidence.values()})
    evidence = [(key, item.title, item.date, item.locator, item.text or "", item.document) for key, item in sorted(answer.evidence.items())]
    sheets: list[tuple[str, tuple[str, ...], list[Any]]] = [
        ("Answer", answer.all_columns, [answer.cells(row) for row in answer.rows]),
        ("Evidence", ("passage", "paper", "date", "place", "wording", "document"), evidence),
        ("Parameters", ("name", "value"), [*about, *((note.code, note.sentence) for note in answer.notes)]),
        ("Licences", ("paper", "licence"), licences),
    ]
    for title, headings, rows in sheets:
        add_sheet(book, title, headings, rows, marking)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def add_sheet(book: Workbook, title: str, headings: Sequence[str], rows: Sequence[Sequence[Any]], marking: str = "") -> None:
    """Add a sheet to a workbook: frozen headings that repeat on each printed page, page numbers, `marking` at its head and foot."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(title)
    page.append([_workbook_cell(heading) for heading in headings])
    for row in rows:
        page.append([_workbook_cell(cell) for cell in row])
    for number, heading in enumerate(headings, start=1):
        page.cell(1, number).font = Font(bold=True)
        widest = max([len(heading), *(len(plain_text(line[number - 1])) for line in rows[:200])])
        page.column_dimensions[get_column_letter(number)].width = min(max(widest + 2, 8), 60)
        for line in page.iter_rows(min_row=2, min_col=number, max_col=number):
            line[0].alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddHeader.center.text = page.oddFooter.center.text = printable(marking).replace("&", "&&") or None  # one & begins a code
    page.oddFooter.right.text = "&P / &N"


def _workbook_cell(value: Any) -> Any:  # noqa: ANN401 - a cell of any stored kind
    """A cell of a workbook: numbers and whole days as what they are, all else as harmless text."""
    if value is None or type(value) in (int, float):
        return value
    text = printable(plain_text(value))
    if len(text) == len(_FIRST_DAY) and is_date(text) and text >= _FIRST_DAY:
        return date.fromisoformat(text)
    return harmless(text) or None


TEXT_FORMATS: dict[str, Callable[[Answer], str]] = {"json": as_json, "csv": as_csv, "markdown": as_markdown, "cite": as_citations}
"""Every format but `table` (the command line's) and `xlsx` (bytes)."""
