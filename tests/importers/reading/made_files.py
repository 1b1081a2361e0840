"""Small files of every kind, made from one grid of words: what a reader should read back is known by how they were made."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from html import escape

import docx
import openpyxl

Grid = Sequence[Sequence[str]]
GRID = [["Action", "Lead", "Due"], ["Open a hub", "Area 1 Council", "May 2030"], ["Train staff", "Body 2", "June 2030"]]
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def packed(members: dict[str, str | bytes]) -> bytes:
    """A packed file of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return made.getvalue()


def repacked(raw: bytes, changes: dict[str, str | bytes]) -> bytes:
    """A packed file with some members changed or put in."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return packed(members | changes)


def xlsx(grid: Grid = GRID, merged: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, line in enumerate(grid, 1):
        for column, text in enumerate(line, 1):
            if text:
                cell = sheet.cell(row, column)
                cell.value, cell.data_type = text, "s"
    for place in merged:
        sheet.merge_cells(place)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def ods(rows: str) -> bytes:
    """A workbook of one sheet, `Plan`, of these rows of XML; the prefixes are the usual ones, by which calamine goes."""
    spaces = " ".join(f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Plan">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<m:manifest xmlns:m="{_OFFICE}:manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{kind}"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    return packed({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def ods_rows(grid: Grid = GRID) -> str:
    cells = (
        "".join(f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>' for text in line)
        for line in grid
    )
    return "".join(f"<table:table-row>{line}</table:table-row>" for line in cells)


def word(grid: Grid = GRID) -> bytes:
    document = docx.Document()
    document.add_heading("Plan", 1)
    document.add_paragraph("The Board met.")
    table = document.add_table(len(grid), len(grid[0]))
    for row, line in enumerate(grid):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def page(grid: Grid = GRID) -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in line) + "</tr>" for line in grid)
    return f"<!doctype html><meta charset=utf-8><h1>Plan</h1><p>The Board met.</p><table>{rows}</table>".encode()


def markdown(grid: Grid = GRID) -> bytes:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    return ("# Plan\n\nThe Board met.\n\n" + line(grid[0]) + line(["---"] * len(grid[0])) + "".join(map(line, grid[1:]))).encode()


class Page:
    """One page of a PDF, 595 by 842 points; places are measured from the upper left corner."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    def text(self, left: float, top: float, text: str, *, size: float = 10, bold: bool = False) -> Page:
        said = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.drawn.append(f"BT /{'B' if bold else 'F'} {size} Tf {left} {842 - top} Td ({said}) Tj ET")
        return self

    def line(self, left: float, top: float, right: float, foot: float) -> Page:
        self.drawn.append(f"{left} {842 - top} m {right} {842 - foot} l S")
        return self

    def table(self, grid: Grid, *, left: float = 60, top: float = 200, wide: float = 150, high: float = 24) -> Page:
        for row in range(len(grid) + 1):
            self.line(left, top + row * high, left + wide * len(grid[0]), top + row * high)
        for column in range(len(grid[0]) + 1):
            self.line(left + column * wide, top, left + column * wide, top + high * len(grid))
        for row, line in enumerate(grid):
            for column, text in enumerate(line):
                self.text(left + column * wide + 4, top + row * high + 15, text)
        return self


def pdf(*pages: Page, trailer: str = "") -> bytes:
    """A PDF of these pages, its text in Helvetica."""
    kids = " ".join(f"{5 + 2 * place} 0 R" for place in range(len(pages)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for place, item in enumerate(pages):
        resources = "/Resources << /Font << /F 3 0 R /B 4 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents {6 + 2 * place} 0 R >>".encode())
        data = zlib.compress("\n".join(item.drawn).encode("cp1252"))
        objects.append(f"<< /Length {len(data)} /Filter /FlateDecode >>\nstream\n".encode() + data + b"\nendstream")
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(places) + 1} /Root 1 0 R {trailer} >>\n"
    return made + f"{end}startxref\n{len(made)}\n%%EOF\n".encode()


def paper() -> bytes:
    """A PDF of one page: a heading, a paragraph, a table with rules."""
    return pdf(Page().text(60, 80, "Plan", size=18).text(60, 120, "The Board met and agreed on the actions below.").table(GRID))


FILES = {
    "xlsx": xlsx,
    "ods": lambda: ods(ods_rows()),
    "docx": word,
    "pdf": paper,
    "html": page,
    "md": markdown,
    "csv": lambda: "\r\n".join(",".join(line) for line in GRID).encode(),
    "tsv": lambda: "\n".join("\t".join(line) for line in GRID).encode(),
    "txt": lambda: b"PLAN\n\nThe Board met.\n\n1.1 It agreed on the actions.\n",
}
"""By its ending, what makes a file of each kind; those with a table hold `GRID`."""
