"""The text of any file in the form that the segmenter of papers reads: headings marked, paragraphs apart, rows of tables with tabs."""

from __future__ import annotations

import re

from importers.reading.blocks import Block, BlockKind, Reading, Table

_OWN_TEXT = frozenset({"txt", "md"})
_LEVELS = 6
_LONGEST_HEAD = 40
_NUMBERED = re.compile(r"\d{1,3}[.)] ")
_ITEM = re.compile(r"\d{1,3}[.)] [A-Z][^\n]{2,90}(?<![.;:,?])")
"""A short numbered line above one that has no number is the heading of an item: what made it bold is lost on the way."""
_HEADED = re.compile(r"^(?P<row>\|[^\n]*\|)[ \t]*(?=\n\|[ \t:|-]+\|[ \t]*$)", re.MULTILINE)
"""The heading row of a table in Markdown: a line of dashes stands below it."""


def text_of(reading: Reading) -> str:
    """The text of a file: its own where it is text or Markdown, else its blocks, a blank line between two."""
    if reading.kind in _OWN_TEXT:
        return _HEADED.sub(_strong, reading.text)
    shown = [_table(block) if isinstance(block, Table) else _block(block) for block in reading.blocks]
    for place, text in enumerate(shown[:-1]):
        if _ITEM.fullmatch(text) and not _NUMBERED.match(shown[place + 1]):
            shown[place] = f"**{text}**"
    return "\n\n".join(shown) + "\n"


def _strong(found: re.Match[str]) -> str:
    cells = [cell.strip() for cell in found["row"].strip("|").split("|")]
    return f"|{'|'.join(f' **{cell}** ' if cell and '*' not in cell else f' {cell} ' for cell in cells)}|"


def _block(block: Block) -> str:
    parts = [part.strip() for part in block.text.replace("\t", " ").splitlines() if part.strip()]
    text = ("\n" if block.kind is BlockKind.PARAGRAPH and not block.number else " ").join(parts)
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
    heads = table.header_rows or int(_is_head(table))
    for row in table.rows:
        cells = ["" if cell.merged and cell.merged[0] == cell.row else cell.text for cell in row]
        shown = ["<br>".join(part.strip().replace("\t", " ") for part in cell.splitlines()) for cell in cells]
        if any(shown):
            shown = [
                f"**{cell}**" if cell and row[0].row <= table.rows[0][0].row + heads - 1 and "<br>" not in cell else cell for cell in shown
            ]
            rows.append("\t".join(shown) if len(shown) > 1 else shown[0])
    return "\n".join(rows)


def _is_head(table: Table) -> bool:
    """True where the first row looks like headings: several short words, none twice, without figures, above other rows."""
    cells = [cell.text.strip() for cell in table.rows[0]] if len(table.rows) > 1 else []
    plain = all(cell and len(cell) <= _LONGEST_HEAD and not re.search(r"\d|[.;]$", cell) for cell in cells)
    return len(cells) > 2 and plain and len(set(cells)) == len(cells)
