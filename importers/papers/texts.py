"""The text of any file in the form that the segmenter of papers reads: headings marked, paragraphs apart, rows of tables with tabs."""

from __future__ import annotations

import re

from importers.reading.blocks import Block, BlockKind, Reading, Table

_OWN_TEXT = frozenset({"txt", "md"})
_LEVELS = 6
_HEADED = re.compile(r"^(?P<row>\|[^\n]*\|)[ \t]*(?=\n\|[ \t:|-]+\|[ \t]*$)", re.MULTILINE)
"""The heading row of a table in Markdown: a line of dashes stands below it."""


def text_of(reading: Reading) -> str:
    """The text of a file: its own where it is text or Markdown, else its blocks, a blank line between two."""
    if reading.kind == "md":
        return _HEADED.sub(_strong, reading.text)
    if reading.kind in _OWN_TEXT:
        return reading.text
    return "\n\n".join(_table(block) if isinstance(block, Table) else _block(block) for block in reading.blocks) + "\n"


def _strong(found: re.Match[str]) -> str:
    cells = [cell.strip() for cell in found["row"].strip("|").split("|")]
    return f"|{'|'.join(f' **{cell}** ' if cell and '*' not in cell else f' {cell} ' for cell in cells)}|"


def _block(block: Block) -> str:
    text = " ".join(part.strip() for part in block.text.replace("\t", " ").splitlines() if part.strip())
    number = f"{block.number.rstrip('.')}{'' if '.' in block.number.rstrip('.') else '.'} " if block.number[:1].isdigit() else ""
    if block.kind is BlockKind.HEADING:
        return f"{'#' * min(max(block.level, 1), _LEVELS)} {number}{text}"
    if block.kind is BlockKind.FOOTNOTE:
        mark = re.sub(r"\W", "", block.number) or "1"
        return f"[^{mark}]: {text}" if mark.isdigit() else f"[^1]: {text}"
    if block.kind is BlockKind.ITEM:
        letter = "" if number or not re.match(r"\(?\w{1,4}[.)]", block.number) else f"{block.number} "
        return f"- {number}{letter}{text}"
    return f"{number}{text}"


def _table(table: Table) -> str:
    """A row a line; a merged cell stands once, lines of a cell are parted as the segmenter parts them."""
    rows = []
    for row in table.rows:
        cells = ["" if cell.merged and cell.merged[0] == cell.row else cell.text for cell in row]
        shown = ["<br>".join(part.strip().replace("\t", " ") for part in cell.splitlines()) for cell in cells]
        if any(shown):
            shown = [f"**{cell}**" if cell and row[0].row <= table.header_rows and "<br>" not in cell else cell for cell in shown]
            rows.append("\t".join(shown) if len(shown) > 1 else shown[0])
    return "\n".join(rows)
