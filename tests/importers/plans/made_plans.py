"""Plans in layouts that councils and offices use. Every row is made up: areas, bodies and persons are numbered, not named."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import PatternFill

GREEN = PatternFill("solid", fgColor="00B050")


def tracker(path: Path) -> None:
    """A council's tracker: banner rows, themes as merged heading rows, two lead columns, totals, a key on a second sheet."""
    book = Workbook()
    page = book.active
    page.title = "Action Plan"
    rows: list[list[object]] = [
        ["Area 1 Community Safety Partnership"],
        ["Delivery plan 2024/25, position as at 30 September 2024"],
        [],
        ["Ref", "Action", "Senior Responsible Owner", "Lead agency", "Lead officer", "Partners", "By when", "BRAG", "Update"],
        ["Priority 1: Serious violence"],
        [
            "1.1",
            "Publish the made needs assessment",
            "Area 1 Council",
            "Police",
            "Person 1",
            "Area 1 Probation; Area 1 College",
            "Q4 2024/25",
            "Green",
            "First draft shared",
        ],
        ["1.2", "Agree the made data sharing terms", "Area 1 Council", "Area 1 Council and Police", "TBC", "", "31/03/2025", "Amber", ""],
        [],
        ["Priority 2: Safer streets"],
        [
            "2.1",
            "Renew lighting on the made route",
            "Head of Place (Person 2)",
            "Area 1 Council",
            "",
            "Area 1 Residents Forum",
            "ongoing",
            "Blue - complete",
            "See also 1.2",
        ],
        ["Total actions", "3"],
    ]
    for row in rows:
        page.append(row)
    for number in (5, 9):
        page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=9)
    key = book.create_sheet("Key")
    for row in (["Colour", "Meaning"], ["Blue", "complete"], ["Green", "on track"]):
        key.append(row)
    book.save(path)


def colours(path: Path) -> None:
    """An office's workbook: a sheet a theme, status as fill only, arrows, one action merged over rows with leads of their own."""
    book = Workbook()
    book.remove(book.active)
    head = ["Action no.", "Priority action", "Strategic lead", "Delivery lead(s)", "Deadline", "RAG", "Direction of travel", "Wider notes"]
    sheets: dict[str, list[list[object]]] = {
        "Victims": [
            ["V1", "Offer a made recovery plan", "AB", "Police / Area 2 Hub", "Mar-25", None, "↑", None],
            ["V2", "Hold the made forum", "CD", "Area 2 Council", "Mar-25", None, "→", None],
            [None, None, "AB", "Area 2 Charity", "Jun-25", None, "↓", None],
        ],
        "Offenders": [["O1", "Run the made course", "CD / AB", "Area 2 Probation", None, None, None, "links with V2"]],
    }
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in ([f"{name} theme"], [], head, *rows):
            page.append(row)
        for number in range(4, 4 + len(rows)):
            page.cell(number, 6).fill = GREEN
    page = book["Victims"]
    page.merge_cells("A5:A6")
    page.merge_cells("B5:B6")
    book.save(path)


def matrix(path: Path) -> None:
    """A Word matrix: two heading rows, a theme merged downwards, bullets in cells, the same heading again half-way."""
    document = Document()
    document.add_heading("Area 3 Delivery Matrix", 1)
    document.add_paragraph("Updated 14 May 2024")
    table = document.add_table(rows=0, cols=7)

    def add(*texts: str) -> None:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text

    add("Theme", "Ref", "What we will do", "Who", "", "Status", "")
    add("", "", "", "Owner", "Lead(s)", "RAG", "Trend")
    add(
        "Early help",
        "E1",
        "Open the made family room",
        "Area 3 Council",
        "• Area 3 Trust\n• Police and Crime Commissioner",
        "Green",
        "Improving",
    )
    add("", "E2", "Train made mentors", "Area 3 Council", "Area 3 Drug and Alcohol Team", "Red", "No change")
    add("Theme", "Ref", "What we will do", "Owner", "Lead(s)", "RAG", "Trend")
    add("Places", "P1", "Map the made places", "", "Area 3 Police, Area 3 Council", "Amber", "")
    for first, last in ((3, 4), (5, 6)):
        table.cell(0, first).merge(table.cell(0, last))
    for column in (0, 1, 2):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(2, 0).merge(table.cell(3, 0))
    document.save(str(path))


def page(path: Path) -> None:
    """A web page: two tables under headings that are their themes, no codes, one table that is none of actions."""
    path.write_text(
        """<!doctype html><html><head><meta charset="utf-8"><title>Made plan</title></head><body>
<h1>Area 4 made action plan</h1><p>Last updated: 3 June 2024</p>
<table><tr><th>Term</th><th>Meaning</th></tr><tr><td>CSP</td><td>partnership</td></tr></table>
<h2>Night-time economy</h2>
<table><thead><tr><th>Action</th><th>Responsible</th><th>Supported by</th><th>Timescale</th><th>Progress</th></tr></thead>
<tbody><tr><td>Start the made
marshals</td><td>Area 4 Licensing Team</td><td>Area 4 Police<br>Area 4 Pubwatch</td><td>December 2024</td><td>Not started</td></tr>
<tr><td>Map the made safe route</td><td>Area 4 Council</td><td></td><td>Summer 2025</td><td>60%</td></tr></tbody></table>
<h2>Rural crime</h2>
<table><tr><th>Action</th><th>Responsible</th><th>Supported by</th><th>Timescale</th><th>Progress</th></tr>
<tr><td>Hold a made farm day</td><td>Area 4 Rural Crime Team</td><td>N/A</td><td>01.09.2024</td><td>Done</td></tr></table></body></html>""",
        encoding="utf-8",
    )


def notes(path: Path) -> None:
    """A Markdown plan: what, who, how, by when; a theme column filled once."""
    path.write_text(
        """# Area 5 made plan

Version of 2 February 2024

| Objective | What | Who | With whom | How | By when | Measures of success |
|---|---|---|---|---|---|---|
| Fewer made thefts | Mark 100 made bicycles | Area 5 Neighbourhood Team | Area 5 University & Area 5 Police | Two stalls a month |\
 2024-12 | 100 marked |
|  | Fit made locks | Area 5 Housing Association |  |  | TBC |  |
| Quieter made nights | Join the made patrol | Area 5 Wardens | Area 5 Council | | end of Q2 2024/25 | |
""",
        encoding="utf-8",
    )


def table(path: Path) -> None:
    """A CSV as Excel saves it here: cp1252, codes that begin again in each theme, dependencies, a dash for nobody."""
    rows = [
        "Theme;No.;Key action;Accountable owner;Lead organisation;Key partners;Target date;RAG rating;Depends on",
        "Caf\u00e9 watch;1;Recruit made wardens;Area 6 Council;Area 6 Police;Area 6 Trust;30/06/2024;G;",
        "Caf\u00e9 watch;2;Print made cards;\u2013;Area 6 Council;;31/02/2024;R;1",
        "Parks;1;Open the made park hub;Area 6 Council;Area 6 Youth Service;;2024;A;",
    ]
    path.write_bytes("\r\n".join(rows).encode("cp1252"))


def printed(path: Path) -> None:
    """A PDF of two pages with a ruled table that goes on over the page, under the same headings."""
    head = ["Ref", "Action", "Lead", "Due date", "Status"]
    pages = [
        [
            head,
            ["A1", "Agree the made charter", "Area 7 Board", "May 2024", "Complete"],
            ["A2", "Train made stewards", "Area 7 Council", "June 2024", "On track"],
        ],
        [head, ["A3", "Review the made charter", "Area 7 Board; Area 7 Police", "May 2025", "Not due"]],
    ]
    write_pdf(path, pages, "Area 7 made plan, April 2024")


def write_pdf(path: Path, pages: Sequence[Sequence[Sequence[str]]], title: str) -> None:
    """A PDF with one ruled table a page, by hand: the smallest that a reader of PDF files takes."""
    widths, left, top, height = (50, 180, 150, 80, 80), 40, 520, 24
    objects: list[bytes] = []
    count = len(pages)
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(count))
    objects += [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode()]
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    for place, rows in enumerate(pages):
        parts = [f"BT /F1 12 Tf {left} {top + 30} Td ({title}) Tj ET"] if not place else []
        lines = [top - line * height for line in range(len(rows) + 1)]
        parts += [f"{left} {y} m {left + sum(widths)} {y} l S" for y in lines]
        for edge in range(len(widths) + 1):
            x = left + sum(widths[:edge])
            parts.append(f"{x} {top} m {x} {top - len(rows) * height} l S")
        for line, row in enumerate(rows):
            for column, text in enumerate(row):
                parts.append(f"BT /F1 9 Tf {left + sum(widths[:column]) + 4} {top - line * height - 16} Td ({text}) Tj ET")
        stream = zlib.compress("\n".join(parts).encode("cp1252"))
        resources = "<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Resources{resources}/Contents {5 + 2 * place} 0 R>>".encode())
        objects.append(f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n".encode() + stream + b"\nendstream")
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj".encode() + item + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    path.write_bytes(bytes(out))


PLANS: dict[str, Callable[[Path], None]] = {
    "tracker.xlsx": tracker,
    "colours.xlsx": colours,
    "matrix.docx": matrix,
    "page.html": page,
    "notes.md": notes,
    "table.csv": table,
    "printed.pdf": printed,
}
