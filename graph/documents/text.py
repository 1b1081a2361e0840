"""A document as Markdown, and its rows as CSV. Pure: text out."""

from __future__ import annotations

import csv
import io

from graph.answer import plain_text
from graph.documents.model import Bullets, Document, Heading, Paragraph, Table, body, cell_text, cited, full_text
from graph.tables import harmless

_ESCAPED = str.maketrans({"\\": "\\\\", "|": "\\|", "<": "&lt;", "`": "\\`", "*": "\\*", "_": "\\_"})


def _line(text: str) -> str:
    return " ".join(text.translate(_ESCAPED).split())


def as_markdown(document: Document) -> str:
    """The document as Markdown: headings, lists, tables; the marking first and last."""
    marking = [f"**{_line(document.marking)}**"] if document.marking else []
    blocks = [*marking, f"# {_line(document.title)}", _line(document.subject)]
    blocks += ["\n".join(f"- {_line(name)}: {_line(value)}" for name, value in document.about)]
    for block in body(document):
        if isinstance(block, Heading):
            blocks.append(f"{'#' * (block.level + 1)} {_line(block.text)}")
        elif isinstance(block, Paragraph):
            blocks.append(f"*{_sentence(block)}*" if block.kind == "remark" else _sentence(block))
        elif isinstance(block, Bullets):
            blocks.append("\n".join(f"- {_sentence(item)}" for item in block.items))
        else:
            blocks.append(_table(block))
    return "\n\n".join([*blocks, f"{_line(document.foot)}.", *marking]) + "\n"


def _sentence(item: Paragraph) -> str:
    return _line(" ".join(filter(None, (item.text, cited(item.citations)))))


def _table(table: Table) -> str:
    lines = [f"| {' | '.join(_line(name) for name in table.names)} |", f"|{' --- |' * len(table.columns)}"]
    lines += [f"| {' | '.join(_line(cell_text(cell)) for cell in row)} |" for row in table.rows]
    return f"{_line(table.caption)}:\n\n" + "\n".join(lines)


def as_csv(document: Document) -> str:
    """The rows of the report as comma-separated values with a heading row; every cell harmless, references in full.

    Where there is a marking it is the last column of each row: a line of its own would be no row of the table.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    marked = ["Marking"] if document.marking else []
    writer.writerow([*document.data.names, *marked])
    for row in document.data.rows:
        cells = [full_text(cell) for cell in row]
        writer.writerow(
            [
                harmless(cell if type(cell) in (int, float) else plain_text(cell))
                for cell in (*cells, *([document.marking] if marked else []))
            ]
        )
    return out.getvalue()
