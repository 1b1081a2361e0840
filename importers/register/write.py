"""The register written out: the empty template with examples, and the register of what is stored, as a workbook or as CSV files. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from graph.editions import Edition
from graph.facts import Claim, Stating, Value
from graph.model.values import Modality, Standing, latest
from graph.tables import BYTE_ORDER_MARK, harmless, printable
from importers.register.columns import EXAMPLE, LIST_SEPARATOR, PLAIN_COLUMNS, SHEETS, Column, Sheet

Table = list[dict[str, str]]

_REFERS = {
    "from": Sheet.ENTITIES,
    "to": Sheet.ENTITIES,
    "entity": Sheet.ENTITIES,
    "said_by": Sheet.ENTITIES,
    "plan": Sheet.ENTITIES,
    "at": Sheet.ENTITIES,
    "document": Sheet.DOCUMENTS,
    "part_of": Sheet.DOCUMENTS,
}
"""Columns that hold the id of a row of another sheet: a drop-down list offers the ids there."""

_LAST_ROW = 20_000

_EXAMPLE_PAPER = "paper/example-board/2025-06-12/delivery-report"

EXAMPLES: dict[Sheet, Table] = {
    Sheet.DOCUMENTS: [
        {
            "id": _EXAMPLE_PAPER,
            "title": "Delivery report",
            "body": "body/example-board",
            "date": "2025-06-12",
            "date_basis": "of the meeting",
            "kind": "report",
        },
        {
            "id": "paper/example-office/2025-06-20/record",
            "title": "What the office knows",
            "body": "body/example-office",
            "date": "2025-06-20",
            "date_basis": "of the report",
            "kind": "office record",
            "author": "post/example-office/policy-officer",
            "note": "what no paper says: who recorded it is the author, each row has a locator of its own (row 1, row 2)",
        },
    ],
    Sheet.ENTITIES: [
        {
            "id": "body/example-board",
            "label": "Board",
            "name": "Example Board",
            "names": "EB; the Board",
            "kind": "board",
            "document": _EXAMPLE_PAPER,
            "locator": "para 1.1",
            "as_printed": "the Board",
        },
        {
            "id": "work/example-plan/a1",
            "label": "PriorityAction",
            "name": "Agree a shared referral pathway",
            "code": "A1",
            "plan": "work/example-plan",
        },
    ],
    Sheet.RELATIONSHIPS: [
        {
            "from": "body/example-board",
            "type": "OVERSEES",
            "to": "work/example-plan/a1",
            "modality": "in force",
            "frequency": "quarterly",
            "document": _EXAMPLE_PAPER,
            "locator": "para 2.3",
            "from_as": "the Board",
            "to_as": "pathway",
        }
    ],
    Sheet.STATEMENTS: [
        {
            "entity": "work/example-plan/a1",
            "property": "state",
            "value_text": "Amber",
            "document": _EXAMPLE_PAPER,
            "locator": "row A1 > status",
            "as_printed": "Amber",
        }
    ],
    Sheet.MENTIONS: [{"entity": "body/example-board", "document": _EXAMPLE_PAPER, "locator": "note 1", "as_printed": "EB"}],
}


def template_tables() -> dict[Sheet, Table]:
    """The empty register: the sheet about to fill in, and one or two rows of each sheet marked as examples."""
    about: Table = [{"name": "my-register", "title": "Title of the register", "date": "", "edition": "1", "licence": ""}]
    return {sheet: about if sheet is Sheet.ABOUT else [{**row, "withdrawn": EXAMPLE} for row in EXAMPLES[sheet]] for sheet in Sheet}


def register_tables(about: Mapping[str, str], claims: Iterable[Claim], statings: Iterable[Stating]) -> dict[Sheet, Table]:
    """The register that these claims and statings of one source came from; importing it again changes nothing.

    Passages follow from the rows that name them. An entity's first mention stands in the sheet of mentions.
    """
    tables: dict[Sheet, Table] = {sheet: [] for sheet in Sheet}
    tables[Sheet.ABOUT] = [dict(about)]
    locators: dict[str, str] = {}
    parents: dict[str, str] = {}
    statings = list(statings)
    for s in statings:
        if s.type == "PART_OF" and not s.passage:
            parents[s.start] = s.end
    for claim in claims:
        if claim.unreviewed:
            continue  # only referred to: another source describes it
        if "Passage" in claim.labels:
            locators[claim.id] = str(claim.extra["locator"])
        elif "Document" in claim.labels:
            extra = {name: _cell(value) for name, value in claim.extra.items()}
            tables[Sheet.DOCUMENTS].append(
                {
                    **extra,
                    "id": claim.id,
                    "kind": claim.kind,
                    "part_of": parents.get(claim.id, ""),
                    "note": claim.note,
                    "withdrawn": claim.withdrawn,
                }
            )
        else:
            tables[Sheet.ENTITIES].append(_entity(claim))
    for s in statings:
        place = {"document": s.document, "locator": locators.get(s.passage, ""), "withdrawn": s.withdrawn}
        if s.type == "MENTIONED_IN":
            tables[Sheet.MENTIONS].append({"entity": s.start, "as_printed": s.from_as, **place})
        elif s.type == "STATED_IN":
            tables[Sheet.STATEMENTS].append({"entity": s.start, "as_printed": s.from_as, **_fact(s), **place})
        elif s.passage and s.type != "FROM_DOCUMENT":
            tables[Sheet.RELATIONSHIPS].append(
                {"from": s.start, "type": s.type, "to": s.end, "from_as": s.from_as, "to_as": s.to_as, **_fact(s), **place}
            )
    for sheet in Sheet:
        if sheet is not Sheet.ABOUT:
            order = [column.name for column in SHEETS[sheet]]
            tables[sheet].sort(key=lambda row, order=order: [row.get(name, "") for name in order])  # type: ignore[misc] # mypy cannot type a default
    return tables


def _entity(claim: Claim) -> dict[str, str]:
    printed = any(rank == 0 for rank, _ in claim.answers_to)
    return {
        "id": claim.id if printed else "",
        "label": LIST_SEPARATOR.join(claim.labels),
        "name": claim.name,
        "names": LIST_SEPARATOR.join(claim.names),
        "kind": claim.kind,
        "description": claim.description,
        "code": claim.code,
        "plan": claim.plan,
        "identifiers": LIST_SEPARATOR.join(claim.identifiers),
        "unnamed": "true" if claim.unnamed else "",
        "note": claim.note,
        "withdrawn": claim.withdrawn,
    }


def _fact(s: Stating) -> dict[str, str]:
    found = {name: str(getattr(s, name)) for name in (*PLAIN_COLUMNS, "note")}
    found |= {name: _cell(value) for name, value in s.carried.items()}
    found["about"] = LIST_SEPARATOR.join(s.about)
    found["modality"] = "" if s.modality is Modality.IN_FORCE else str(s.modality)
    found["standing"] = "" if s.standing is Standing.STATED else str(s.standing)
    return found


def _cell(value: Value) -> str:
    return LIST_SEPARATOR.join(value) if isinstance(value, list) else str(value)


def next_edition(editions: Iterable[str], today: str) -> tuple[str, int]:
    """Date and serial number of the edition after these: today's first, or the next of today; of a later day where one is dated so."""
    known = [Edition.parse(text) for text in editions]
    date = max([today, *(item.date for item in known)], key=lambda item: (latest(item), item))
    return date, max((item.serial for item in known if item.date == date), default=0) + 1


def as_csv_files(tables: Mapping[Sheet, Table]) -> dict[str, bytes]:
    """Name and bytes of a CSV file a sheet; each begins with a byte order mark, so that Excel reads it as UTF-8."""
    files = {}
    for sheet, rows in tables.items():
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, [column.name for column in SHEETS[sheet]], extrasaction="raise", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({name: harmless(cell) for name, cell in row.items()} for row in rows)
        files[f"{sheet}.csv"] = (BYTE_ORDER_MARK + out.getvalue()).encode()
    return files


def as_workbook(tables: Mapping[Sheet, Table]) -> bytes:
    """The register as one workbook: frozen headings, drop-down lists, filters, and a sheet that says what each column is for."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    book.remove(book.worksheets[0])
    guide = book.create_sheet("read me")
    guide.append(["sheet", "column", "must be filled in", "what to write"])
    lists = book.create_sheet("lists")
    list_columns = 0
    grey = PatternFill("solid", fgColor="EEEEEE")
    for sheet, rows in tables.items():
        page = book.create_sheet(sheet)
        columns = SHEETS[sheet]
        page.append([column.name for column in columns])
        for row in rows:
            page.append([harmless(printable(row.get(column.name, ""))) or None for column in columns])
            if row.get("withdrawn") == EXAMPLE:
                for cell in page[page.max_row]:
                    cell.fill = grey
        page.freeze_panes = "B2"
        page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(page.max_row, 2)}"
        for number, column in enumerate(columns, start=1):
            letter = get_column_letter(number)
            page.cell(1, number).font = Font(bold=True, underline="single" if column.required else None)
            page.column_dimensions[letter].width = _width(column, rows)
            guide.append([str(sheet), column.name, "yes" if column.required else "", column.says])
            source = ""
            if column.choices and not column.is_list:
                list_columns += 1
                for place, choice in enumerate(column.choices, start=1):
                    lists.cell(place, list_columns, choice)
                source = f"lists!${get_column_letter(list_columns)}$1:${get_column_letter(list_columns)}${len(column.choices)}"
            elif column.name in _REFERS:
                source = f"{_REFERS[column.name]}!$A$2:$A${_LAST_ROW}"
            if source:
                offer = DataValidation(
                    type="list", formula1=f"={source}", allow_blank=True, errorStyle="warning", showErrorMessage=bool(column.choices)
                )
                page.add_data_validation(offer)
                offer.add(f"{letter}2:{letter}{_LAST_ROW}")
    guide.freeze_panes = "A2"
    for letter, width in (("A", 16), ("B", 20), ("C", 18), ("D", 100)):
        guide.column_dimensions[letter].width = width
    for cell in guide[1]:
        cell.font = Font(bold=True)
    for line in guide.iter_rows(min_row=2, min_col=4, max_col=4):
        line[0].alignment = Alignment(wrap_text=True, vertical="top")
    lists.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _width(column: Column, rows: Table) -> int:
    longest = max([len(column.name), *(len(row.get(column.name, "")) for row in rows[:100])])
    return min(max(longest + 3, 10), 60)
