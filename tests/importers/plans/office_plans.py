"""Plans with what offices do to them: cells that wrap, keys beside the table, forms, codes in the actions. Every row is made up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from pdfminer.fontmetrics import FONT_METRICS

from tests.conftest import loaded_by_path

MADE = loaded_by_path("tests/importers/reading/made_files.py")
LETTERS = FONT_METRICS["Helvetica"][1]
SIZE, LEADING, PADDING = 10.0, 12.0, 4.0

Rows = Sequence[Sequence[str]]


def wide(text: str) -> float:
    return float(sum(LETTERS.get(letter, 500) for letter in text)) * SIZE / 1000


def wrapped(text: str, room: float) -> list[str]:
    """The lines that a program prints for a cell: words that fit, and a word that is wider than the cell broken where it is full."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            rest = word
            if line and wide(f"{line} {rest}") <= room:
                line = f"{line} {rest}"
                continue
            lines += [line] if line else []
            while wide(rest) > room:
                fits = max(place for place in range(1, len(rest)) if wide(rest[:place]) <= room)
                lines.append(rest[:fits])
                rest = rest[fits:]
            line = rest
        lines.append(line)
    return lines


def pages_of(rows: Rows, widths: Sequence[float], *, deep: int, title: str, ruled: bool = True, again: bool = False) -> bytes:
    """A PDF of a table whose cells wrap; a page holds `deep` lines, and a row goes over it. `again` prints the headings on each page."""
    lefts = [50 + sum(widths[:place]) for place in range(len(widths))]
    lines = [[wrapped(text, width - 2 * PADDING) for text, width in zip(row, widths, strict=True)] for row in rows]
    pages = [MADE.Page().text(50, 100, title)]
    top, left_over = 130.0, deep

    def draw(cells: list[list[str]]) -> None:
        nonlocal top
        high = LEADING * max(map(len, cells)) + 2 * PADDING
        for left, width, cell in zip(lefts, widths, cells, strict=True):
            for place, line in enumerate(cell):
                if line:
                    pages[-1].text(left + PADDING, top + PADDING + LEADING * (place + 0.8), line, size=SIZE)
            if ruled:
                pages[-1].line(left, top, left + width, top).line(left, top + high, left + width, top + high)
                pages[-1].line(left, top, left, top + high).line(left + width, top, left + width, top + high)
        top += high

    for row in lines:
        rest = row
        while any(rest):
            if left_over <= 0:
                pages.append(MADE.Page())
                top, left_over = 100.0, deep
                if again:
                    draw(lines[0])
            part = [cell[:left_over] for cell in rest]
            rest = [cell[left_over:] for cell in rest]
            draw(part)
            left_over -= max(map(len, part))
    made: bytes = MADE.pdf(*pages)
    return made


LONG = "The made group met and read the made notes. It will meet again when the made figures are in, and then it will tell the board."


def wraps(path: Path) -> None:
    """Narrow ruled cells, a word broken by the edge, three leads on lines of their own, a row cut by the page, headings on each page."""
    rows = [
        ["Ref", "Action", "Lead", "Partners", "RAG status", "Progress update"],
        ["W1", "Agree the made multi-agency protocol", "Area 1 Safeguarding Partnership", "Area 1 Police", "Green", LONG],
        ["W2", "Fit made lights", "Police\nFire\nHousing", "", "Amber", LONG],
        ["W3", "Hold made talks", "Area 1 Borough Council", "Area 1 Trust, Area 1 Hub", "Red", "Two held"],
    ]
    path.write_bytes(pages_of(rows, (40, 100, 76, 66, 60, 100), deep=14, title="Area 1 made plan, 14 November 2022", again=True))


def plain(path: Path) -> None:
    """A table without rules, with empty cells, that goes on over pages in the middle of a row, under headings printed once."""
    rows = [["Ref", "Action", "Lead", "Timescale", "Progress"]]
    rows += [
        [
            f"B{number}",
            f"Carry out made task {number} with the made traders of the town",
            "" if number == 4 else f"Area 2 Team {number}",
            "" if number == 6 else "May 2020",
            "Started" if number == 2 else "",
        ]
        for number in range(1, 9)
    ]
    path.write_bytes(pages_of(rows, (50, 130, 110, 90, 90), deep=11, title="Area 2 made plan, 3 March 2020", ruled=False))


def board(path: Path) -> None:
    """A workbook: headings in two rows, a key beside, states of quarters, percentages, the code 1.10, "as above", a hidden column."""
    book = Workbook()
    page = book.active
    page.title = "Live"
    page["A1"] = "Area 3 made tracker"
    heads = ["Theme", "Ref", "Action", "Lead agency", "Timescale", None, "Quarter 1", None, "Quarter 2", None, "% complete", "Office"]
    for column, text in enumerate(heads, 1):
        page.cell(3, column, text)
    for column, text in {5: "Start", 6: "End", 7: "RAG", 8: "Update", 9: "RAG", 10: "Update"}.items():
        page.cell(4, column, text)
    for merged in ("E3:F3", "G3:H3", "I3:J3"):
        page.merge_cells(merged)
    rows = [
        ("Homes", 1.1, "Harden made homes", "DI, Made Crime", "May 2024", "June 2024", "Red", "Begun", "Green", None, 0.75, "a"),
        (None, 1.10, "Mark made cycles", "as above", "May 2024", "Q3 2024/25", "Green", None, "Amber", "Late", 1, None),
        ("Streets", "2.1", "Light made lanes", "Council – Estates Manager", None, "ongoing", None, None, "G", None, 0.4, None),
    ]
    for number, row in enumerate(rows, 5):
        for column, value in enumerate(row, 1):
            page.cell(number, column, value)
        page.cell(number, 11).number_format = "0%"
    page["B6"].number_format = "0.00"
    page.column_dimensions["L"].hidden = True
    for number, row in enumerate(
        (("Key", None), ("Green", "On track"), ("Amber", "Some concern"), ("Red", "Off track"), ("Blue", "Done")), 3
    ):
        for column, value in enumerate(row, 14):
            page.cell(number, column, value)
    lists = book.create_sheet("Look-ups")
    for row in (("RAG", "Lead agency"), ("Green", "Area 3 Council")):
        lists.append(row)
    book.save(path)


def paper(path: Path) -> None:
    """A document: themes, leads of themes and updates as rows across the table, codes in the actions; measures, risks and money beside."""
    document = Document()
    document.add_heading("Area 4 made strategy", 0)
    document.add_paragraph("Adopted on 4 May 2022")
    beside = {
        "Performance framework": [["Objective", "Measure", "Target", "Lead"], ["Fewer made thefts", "Made thefts", "900", "Analyst"]],
        "Risks we know": [["Risk", "Mitigating action", "Owner", "Likelihood"], ["Made money ends", "Write a made bid", "Manager", "3"]],
        "Budget": [["Project", "Lead", "Amount", "Status"], ["Made pastors", "Area 4 Churches", "£3", "Paid"]],
    }
    plan = [
        ["Objective 1: Quieter made nights"],
        ["Lead: Director of Made Health"],
        ["Action", "Who leads?", "By when", "R/A/G"],
        ["1.1 Walk the made streets", "Police, supported by Area 4 Wardens", "March 2023", "G"],
        ["Progress update (Q2): four made walks"],
        ["1.2 Fit a made gate", "Head of Made Safety (Area 4 DC)", "April 2023", "A"],
        ["Objective 2: Safer made homes"],
        ["2.1 Visit made homes", "Head of Made Safety (Area 5 DC)", "May 2023", "R"],
    ]
    for heading, rows in ({"Action plan": plan} | beside).items():
        document.add_heading(heading, 1)
        width = max(map(len, rows))
        table = document.add_table(len(rows), width)
        for number, row in enumerate(rows):
            if len(row) == 1:
                table.cell(number, 0).merge(table.cell(number, width - 1)).text = row[0]
            else:
                for column, text in enumerate(row):
                    table.cell(number, column).text = text
    document.save(path)


def forms(path: Path) -> None:
    """A document of one form for each action, behind a cover sheet that is none."""
    document = Document()
    document.add_paragraph("Area 6 made forms, July 2022")
    cover = [
        ("Report to", "Made board"),
        ("Lead officer", "Person 1"),
        ("Purpose", "To update"),
        ("Action required", "To note"),
        ("Status", "Open"),
    ]
    first = [("Action 7", "Set up the made scheme"), ("Lead", "Area 6 Police"), ("Timescale", "December 2022"), ("Status", "On track")]
    second = [("Action 8", "Find made homes"), ("Lead", "Area 6 Probation"), ("Timescale", "TBC"), ("Status", "Delayed")]
    for rows in (cover, first, second):
        table = document.add_table(len(rows), 2)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
    document.save(path)


def web(path: Path) -> None:
    """A page whose plan stands in a table that only places it, with lists in its cells and headings that are no heading cells."""
    path.write_text(
        "<html><body><table><tr><td><h1>Area 7 made plan</h1><p>Last updated 9 August 2023</p><table>"
        "<tr><td>What we will do</td><td>Who</td><td>When</td><td>BRAG</td></tr>"
        "<tr><td colspan=4>Priority 1 - Prevent</td></tr>"
        "<tr><td>Run a made club</td><td><ul><li>Area 7 Youth Service</li><li>Police</li></ul></td><td>Summer 2023</td><td>🟢</td></tr>"
        "<tr><td colspan=4>Priority 2 - Enforce</td></tr>"
        "<tr><td>Use made orders\u200b</td><td>Po\u200blice &amp; Council</td><td>Ongoing</td><td>🔵</td></tr>"
        "</table></td></tr></table></body></html>",
        encoding="utf-8",
    )


OFFICE: dict[str, Callable[[Path], None]] = {
    "wraps.pdf": wraps,
    "plain.pdf": plain,
    "board.xlsx": board,
    "paper.docx": paper,
    "forms.docx": forms,
    "web.html": web,
}
