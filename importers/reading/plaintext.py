"""Reads .txt: plain text, and the text of an OCR with its tables; the lines are told apart as `importers.papers.lines` does for papers."""

from __future__ import annotations

from importers.papers.lines import Line, read_lines
from importers.papers.wording import cell_lines, plain
from importers.reading.blocks import Block, BlockKind, Cell, Table
from importers.reading.delimited import decoded
from importers.reading.limits import checked_size


def read_text(raw: bytes, where: str) -> tuple[list[Block | Table], str]:
    """The blocks of a text in order, and the text itself; rows that stand together are one table. Raises `BadFile` for no text."""
    text, _ = decoded(raw, where)
    found: list[Block | Table] = []
    rows: list[tuple[str, ...]] = []
    open_lines: list[str] = []
    heading = ""
    paragraphs = tables = 0

    def close() -> None:
        nonlocal paragraphs, tables
        if rows:
            tables += 1
            found.append(_table(rows, tables, heading, where))
            rows.clear()
        if open_lines:
            paragraphs += 1
            found.append(Block(BlockKind.PARAGRAPH, "\n".join(open_lines), 0, "", 0, paragraphs))
            open_lines.clear()

    for line in read_lines(_piped(text)):
        if line.cells:
            if open_lines:
                close()
            rows.append(line.cells)
            continue
        if not _goes_on(line, open_lines):
            close()
        if line.heading or line.number or line.note or line.bullet:
            paragraphs += 1
            found.append(_block(line, paragraphs))
            heading = line.words if line.heading else heading
        else:
            open_lines.append(line.words)
    close()
    return found, text


def _piped(text: str) -> str:
    """The text with the outer strokes of tables that are typed without them: lines beside each other with two strokes or more."""
    lines = text.split("\n")
    strokes = [line.count(" | ") if not line.lstrip().startswith("|") else 0 for line in lines]
    beside = [max(strokes[place - 1] if place else 0, strokes[place + 1] if place + 1 < len(lines) else 0) for place in range(len(lines))]
    return "\n".join(
        f"| {line.strip()} |" if own > 1 and near == own else line for line, own, near in zip(lines, strokes, beside, strict=True)
    )


def _goes_on(line: Line, open_lines: list[str]) -> bool:
    return bool(open_lines) and not (line.gap or line.heading or line.number or line.note or line.bullet)


def _block(line: Line, paragraph: int) -> Block:
    if line.heading:
        return Block(BlockKind.HEADING, line.words, 1 if line.heading == "capitals" else 2, line.number, 0, paragraph)
    if line.note:
        return Block(BlockKind.FOOTNOTE, line.words, 0, line.note, 0, paragraph)
    if line.bullet:
        return Block(BlockKind.ITEM, line.words, 1, line.number, 0, paragraph)
    return Block(BlockKind.PARAGRAPH, line.words, 0, line.number, 0, paragraph)


def _table(rows: list[tuple[str, ...]], number: int, heading: str, where: str) -> Table:
    width = max(map(len, rows))
    checked_size(len(rows), width, where)
    grid = tuple(
        tuple(
            Cell("\n".join(plain(part) for part in cell_lines(row[column - 1])) if column <= len(row) else "", place, column)
            for column in range(1, width + 1)
        )
        for place, row in enumerate(rows, 1)
    )
    return Table(grid, number, heading=heading)
