"""A delivery matrix read by OCR as rows of a plan: the segmenter's rows, with the rule by which a damaged code was read: pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from graph.model.ids import fold
from importers.batch import Origin, Reject
from importers.papers.matrix import MatrixRow, is_matrix, matrix_rows
from importers.papers.wording import plain
from importers.plans.actions import Plan, PlanRow, Printed
from importers.plans.headings import Meaning
from importers.reading.blocks import Reading

CODE_SHAPE = "code-shape"
"""The code is printed with a digit in place of its letter (`07` for `O7`)."""
CODE_SEQUENCE = "number-lost"
"""No code is printed: theme and sequence leave this one."""
CODE_PREFIX = "code-prefix"
"""The theme is not printed: it is that of the other codes with this letter."""

_CELLS = {
    "action": Meaning.ACTION,
    "accountable": Meaning.ACCOUNTABLE,
    "leads": Meaning.LEADS,
    "strand": Meaning.STRAND,
    "activities": Meaning.ACTIVITIES,
    "status": Meaning.STATE,
    "opportunities": Meaning.OTHER,
}
_ENOUGH = 0.7


def ocr_plan(reading: Reading) -> Plan | None:
    """The rows of a text that is such a matrix and whose codes the segmenter can read; `None` for any other file."""
    if reading.kind not in ("txt", "md") or not is_matrix(reading.text):
        return None
    rows = matrix_rows(reading.text)
    if not rows or sum(bool(row.code) for row in rows) < _ENOUGH * len(rows):
        return None
    several = Counter(row.code for row in rows if row.code)
    parts: Counter[str] = Counter()
    found: list[PlanRow] = []
    rejects: list[Reject] = []
    lines = _line_numbers(reading.text, rows)
    seen: set[str] = set()
    for row, line in zip(rows, lines, strict=True):
        origin = Origin(reading.file, "", line)
        if not row.code:
            hint = "theme and sequence leave several codes: correct the row in the text"
            rejects.append(Reject(*origin, "strand", "code-lost", row.strand, hint))
            continue
        split = several[row.code] > 1
        parts[row.code] += split
        found.append(_row(row, origin, part=parts[row.code] if split else 0, first=row.code not in seen))
        seen.add(row.code)
    opening = tuple(plain(line.replace("\t", " | ")) for line in reading.text.splitlines()[:3])
    columns = tuple(("the matrix", name, str(meaning)) for name, meaning in _CELLS.items())
    return Plan(tuple(found), tuple(rejects), {"repeated heading": _repeated(reading.text, len(rows))}, (), columns, opening)


def _row(row: MatrixRow, origin: Origin, *, part: int, first: bool) -> PlanRow:
    locator = f"row {row.key}"
    printed = {name: Printed(text.strip(), f"{locator} > {name}", name, (text.strip(),)) for name, text in row.cells().items()}
    cells = {meaning: (printed[name],) for name, meaning in _CELLS.items()}
    cells[Meaning.DIRECTION] = (printed["status"],)
    theme, rule = _theme(row)
    cells[Meaning.THEME] = (printed["theme"],)
    names = () if part or row.spelt == row.code else tuple(dict.fromkeys((row.spelt, row.strand.strip(". "))))
    return PlanRow(
        origin=origin,
        locator=locator,
        cells=cells,
        theme=Printed(row.theme, f"{locator} > theme", theme),
        theme_rule=rule,
        code=row.code,
        code_rule=_code_rule(row),
        strand=row.spelt if part else "",
        part=part,
        key=row.code,
        goes_on=not first,
        title=row.title(),
        names=names,
        lost=frozenset({Meaning.STATE, Meaning.DIRECTION}),
        prose=True,
    )


def _theme(row: MatrixRow) -> tuple[str, str]:
    """The theme as the cell spells it, with the rule where it does not."""
    if row.theme in row.theme_text:
        return row.theme, ""
    cut = [word for word in re.findall(r"[^\W\d_]{5,}", row.theme_text) if row.theme.startswith(word)]
    return (cut[0], "") if cut else ("", CODE_PREFIX)


def _code_rule(row: MatrixRow) -> str:
    """How the code was read; empty where a cell of the row prints it."""
    tokens = [
        fold(part).strip(".") for cell in (row.strand, row.theme_text, row.action[-8:]) for part in (*cell.split(), cell.replace(" ", ""))
    ]
    code = fold(row.code)
    own = fold(row.strand).replace(" ", "").strip(".")
    if (own and own.startswith(code[0])) or any(re.fullmatch(rf"{re.escape(code)}(?:\.\d+)*", token) for token in tokens):
        return "" if not row.strand or re.fullmatch(rf"{re.escape(code)}(?:\.\d+)*", own) or code in tokens else CODE_SHAPE
    number = code[1:]
    return CODE_SHAPE if any(re.fullmatch(rf"[a-z0158]?{number}(?:\.\d+)*", token) for token in tokens) else CODE_SEQUENCE


def _line_numbers(text: str, rows: Sequence[MatrixRow]) -> list[int]:
    """The line of the text in which each row stands, by its longest cell."""
    lines = [plain(line) for line in text.splitlines()]
    found, taken = [], set()
    for row in rows:
        longest = max((row.activities, row.action, row.opportunities, row.leads), key=len)
        place = next((at for at, line in enumerate(lines) if at not in taken and longest and plain(longest) in line), -1)
        taken.add(place)
        found.append(place + 1)
    return found


def _repeated(text: str, rows: int) -> int:
    return sum("\t" in line for line in text.splitlines()) - rows
