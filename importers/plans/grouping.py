"""Which rows are one action: codes, rows that go on, strands with leads of their own: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from graph.model.ids import fold
from importers.batch import Reject
from importers.plans.actions import PlanRow
from importers.plans.coding import code_and_words
from importers.plans.headings import Meaning
from importers.plans.values import names_nobody

_LONGEST_CODE = 24
_BULLET = re.compile(r"(?:^|\n)\s*[•·▪◦‣●○■]")
_OWNERS = (Meaning.LEADS, Meaning.ACCOUNTABLE)


def code_of(text: str) -> str:
    """A printed code without what stands around it; look-alike letters to Latin.

    >>> code_of("О2.1."), code_of("(V4)"), code_of(" Action 3: ")
    ('O2.1', 'V4', 'Action 3')
    """
    tidy = " ".join(text.split()).strip(" .:;,()[]-–")
    if not tidy.isascii():
        tidy = fold(tidy).upper()
    return tidy if len(tidy) <= _LONGEST_CODE and not names_nobody(tidy) else ""


def base_of(code: str) -> str:
    """`O2` of `O2.1`, `O2.1` of `O2.1a`; empty for a code without a part.

    >>> base_of("O2.1"), base_of("3a"), base_of("V4")
    ('O2', '3', '')
    """
    match = re.fullmatch(r"(.*\w)[.\-/](?:\d{1,2}|[a-z]|[ivx]+)|(.*\d)\(?[a-z]\)?", code)
    return (match[1] or match[2]) if match else ""


def grouped(rows: Iterable[PlanRow]) -> tuple[tuple[PlanRow, ...], tuple[Reject, ...]]:
    """The rows with codes, titles, keys and strands; a row that belongs to no action is rejected."""
    marked, rejects = _marked(list(rows))
    found: list[PlanRow] = []
    for _, group in groupby(marked, key=lambda row: row.key):
        found += _split(list(group))
    return tuple(found), tuple(rejects)


def _marked(rows: Sequence[PlanRow]) -> tuple[list[PlanRow], list[Reject]]:
    """Each row with its code, title and key."""
    found: list[PlanRow] = []
    rejects: list[Reject] = []
    has_codes = {row.origin.sheet for row in rows if Meaning.CODE in row.cells}
    before: PlanRow | None = None
    actions = 0
    for row in rows:
        printed = code_of(row.text(Meaning.CODE))
        title = _title(row)
        strand, words = _strand(row)
        row = row._replace(strand=strand, strand_title=words)
        if not printed and len(row.text(Meaning.CODE)) > _LONGEST_CODE and not title:
            title = row.text(Meaning.CODE)
        if before and before.origin.sheet != row.origin.sheet and not _goes_over(before, row):
            before = None
        merged_code = row.origin.sheet in has_codes and Meaning.CODE not in row.cells
        same_title = bool(title) and before is not None and fold(title) == fold(before.title)
        same_code = bool(printed) and before is not None and printed in (before.code, before.strand)
        sub = before is not None and _is_strand(printed, title, before)
        if before and (sub or same_code or (not printed and (not title or same_title or merged_code))):
            on = row._replace(
                code=before.code if not sub else _base(printed, before),
                strand=printed if sub else strand,
                key=before.key,
                goes_on=True,
                title="" if same_title else title,
            )
            if sub and not before.strand and before.code == printed.strip() and found:
                on = on._replace(strand="")
            if sub and before.code != on.code and base_of(before.code) == on.code:  # the row above was its first strand
                found = [item._replace(code=on.code, strand=item.strand or item.code) if item.key == before.key else item for item in found]
            found.append(on)
            before = on._replace(title=on.title or before.title)
            continue
        if not printed and not title:
            where = row.first(Meaning.ACTION)
            hint = "the row has no action and no code, and no action stands above it: fill one in, or take the row out"
            rejects.append(Reject(*row.origin, where.heading if where else "action", "no-action", _words(row), hint))
            continue
        actions += 1
        before = row._replace(code=printed, title=title, key=f"{actions}")
        found.append(before)
    return found, rejects


def _title(row: PlanRow) -> str:
    """The words of the row's action; of a list, its items one after the other."""
    cell = row.first(Meaning.ACTION)
    if not cell or names_nobody(cell.text):
        return ""
    listed = bool(_BULLET.search(cell.text)) and len(cell.lines) > 0
    return "; ".join(line.rstrip(" ;.") for line in cell.lines) if listed else cell.text.strip()


def _strand(row: PlanRow) -> tuple[str, str]:
    """Code and words of the strand that a column of strands prints; nothing for what is no code with words."""
    printed = row.text(Meaning.STRAND)
    code, words = code_and_words(printed)
    return (code_of(code), words) if code and re.search(r"[A-Za-z]{3}", words) else ("", "")


def _goes_over(before: PlanRow, row: PlanRow) -> bool:
    """True where a table may go on over a page: neither stands on a sheet."""
    return before.origin.sheet.startswith("table ") and row.origin.sheet.startswith("table ")


def _words(row: PlanRow) -> str:
    return next((cell.text for cells in row.cells.values() for cell in cells if cell.text.strip()), "")[:80]


def _base(printed: str, before: PlanRow) -> str:
    return base_of(printed) if base_of(printed) != before.code or not before.strand else before.code


def _is_strand(printed: str, title: str, before: PlanRow) -> bool:
    """True for `O2.1` under `O2`, and for `O2.2` without words of its own beside `O2.1`."""
    base = base_of(printed)
    if not base:
        return False
    if base == before.code and not title and not before.strand:
        return True
    if base == before.code and before.strand:
        return True
    if base == before.code and base_of(before.code) == "" and not before.goes_on and re.search(r"[A-Za-z]", base):
        return True
    return not title and base in (base_of(before.code), base_of(before.strand))


def _split(group: list[PlanRow]) -> list[PlanRow]:
    """The rows of one action: those with leads of their own are its strands."""
    if len(group) == 1:
        return [_lone(group[0])]
    coded = any(row.strand for row in group)
    owners = [_owners(row) for row in group]
    different = len({owner for owner in owners if any(owner)}) > 1
    titled = any(row.title and row.goes_on for row in group)
    if not (coded or different or titled):
        return group
    found: list[PlanRow] = []
    part = 0
    for place, (row, owner) in enumerate(zip(group, owners, strict=True)):
        starts = bool(row.strand) or (bool(row.title) and row.goes_on) or (any(owner) and owner != (owners[place - 1] if place else None))
        headline = place == 0 and not row.strand and (coded or titled) and (titled or not any(owner))
        part += starts and not headline
        found.append(row._replace(part=0 if headline else part))
    return found


def _owners(row: PlanRow) -> tuple[str, ...]:
    return tuple(fold(" ; ".join(cell.text for cell in row.cells.get(meaning, ()))).strip(" ;") for meaning in _OWNERS)


def _lone(row: PlanRow) -> PlanRow:
    """An action in one row: a strand code printed for it is a name of it."""
    own = row.strand or code_of(row.text(Meaning.STRAND))
    row = row._replace(strand="")
    return row._replace(names=(own,)) if own and own != row.code else row
