"""The national skeleton that ships with the tool, from its public tables: one edition, a document a table, a passage a row.

`tables.csv` in its folder lists the tables with title, publisher, date, licence, address and checksum.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from graph.editions import Edition
from graph.facts import Claim
from graph.model.ids import make_id
from importers.areas.councils import council_rows, name_rows
from importers.areas.policing import Row, force_rows, governance_rows
from importers.areas.rows import areas_batch
from importers.areas.sayings import Paper
from importers.areas.statutory import FIRE, of_classes, partnership_class, statutory_rows
from importers.batch import Batch, SourceRow
from importers.reading.blocks import Reading
from importers.reading.files import read

TITLE = "Community safety in England and Wales: areas, partnerships, forces, authorities"
EDITION = "2025-07-10"
"""The date of this edition: that of its newest table."""
SOURCE = make_id("paper", "register", "england-wales")

_ONS = (
    "lad-csp-pfa-december-2024.csv",
    "lad-fra-december-2024.csv",
    "lad-region-2024.csv",
    "ltla-utla-2023.csv",
    "lad-combined-authority-2023.csv",
    "ltla-2022-to-2023-changes.csv",
)
_WELSH = "csp-names-codes-welsh-december-2019.csv"


def england_wales_batch(folder: Path) -> Batch:
    """What the shipped tables say. Raises `BadFile` where one cannot be read."""
    tables = _Tables(folder)
    rows = tuple(_once(tables.rows()))
    digest = hashlib.sha256("".join(tables.digests).encode()).hexdigest()
    itself = Claim(id=SOURCE, labels=("Document",), name=TITLE, kind="register", extra={"title": TITLE}, source=SOURCE)
    return Batch(itself, Edition(EDITION, 1, digest[:12]), digest, rows)


def _once(rows: Iterator[SourceRow]) -> Iterator[SourceRow]:
    """Rows without what a row above says word for word: a document is claimed once, not by each of its rows."""
    seen: set[str] = set()
    for row in rows:
        new = []
        for claim in row.claims:
            if claim.labels != ("Document",):
                new.append(claim)
            elif claim.id not in seen:
                seen.add(claim.id)
                new.append(claim)
        yield row._replace(claims=tuple(new))


class _Tables:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.areas: set[str] = set()
        """Codes that the lookups name."""
        listing = read(folder / "tables.csv")
        self.digests = [listing.sha256]
        self.papers = {
            cells["file"]: Paper(
                id=make_id("paper", cells["publisher"], *([cells["date"]] if cells["date"] else []), cells["title"]),
                title=cells["title"],
                date=cells["date"],
                file=cells["file"],
                licence=cells["licence"],
                publisher=cells["publisher"],
                url=cells["url"],
                sha256=cells["sha256"],
            )
            for _, cells in _cells(listing)
        }

    def _read(self, name: str) -> Reading:
        reading = read(self.folder / name)
        self.digests.append(reading.sha256)
        return reading

    def rows(self) -> Iterator[SourceRow]:
        """Every row of every table that says something of England or Wales."""
        for name in _ONS:
            yield from self._lookup(name)
        yield from self._welsh_names()
        name = "policing-governance-by-force-area.csv"
        yield from governance_rows(_cells(self._read(name)), self.papers[name], SOURCE)
        name = "police-force-register.tsv"
        yield from force_rows(_cells(self._read(name)), self.papers[name], SOURCE)
        name = "csp-responsible-authorities.csv"
        yield from statutory_rows(_cells(self._read(name)), self.papers[name], SOURCE)
        name = "uk-local-authorities.csv"
        authorities = _cells(self._read(name))
        yield from council_rows(authorities, self.areas, self.papers[name], SOURCE)
        name = "uk-local-authority-alternative-names.csv"
        yield from name_rows(_cells(self._read(name)), authorities, self.papers[name], SOURCE)

    def _ours(self, row: SourceRow, name: str) -> SourceRow:
        """A row of a lookup as a row of this edition."""
        paper = self.papers[name]
        claims = []
        for claim in row.claims:
            extra = claim.extra | {"url": paper.url} if claim.labels == ("Document",) else claim.extra
            claims.append(claim.model_copy(update={"source": SOURCE, "extra": extra}))
        return row._replace(claims=tuple(claims), statings=tuple(item.model_copy(update={"source": SOURCE}) for item in row.statings))

    def _lookup(self, name: str) -> Iterator[SourceRow]:
        """The rows of an ONS lookup that state a fact: that a district is its own upper tier, or became itself, is none."""
        rows = [self._ours(row, name) for row in areas_batch(self._read(name)).rows if len(row.statings) > 1]
        districts: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            for fact in row.statings:
                if fact.type == "COVERS":
                    districts[fact.start].append(fact.end.rpartition("/")[2].upper())
        self.areas |= {item.removeprefix("GSS:") for row in rows for claim in row.claims for item in claim.identifiers}
        for row in rows:
            said = row
            for fact in row.statings:
                code = fact.start.rpartition("/")[2].upper()
                if fact.type == "COVERS" and code.startswith(("E22", "W14")):
                    said = of_classes(said, fact.start, partnership_class(code, districts[fact.start]))
                elif fact.type == "COVERS" and code.startswith(("E31", "W25")):
                    said = of_classes(said, fact.start, FIRE[0])
            yield said

    def _welsh_names(self) -> Iterator[SourceRow]:
        """Of the partnerships of 2019, those that have a Welsh name: the others say nothing that a later table does not."""
        reading = self._read(_WELSH)
        for row in areas_batch(reading).rows:
            said = self._ours(row, _WELSH)
            for claim in said.claims[2:]:
                if claim.names:
                    fact = said.statings[0]
                    mention = fact.model_copy(update={"type": "MENTIONED_IN", "start": claim.id, "end": fact.start, "passage": fact.start})
                    yield said._replace(statings=(fact, mention))


def _cells(reading: Reading) -> list[Row]:
    """The rows of a table by heading, each with its number in the file."""
    table = reading.tables[0]
    headings = [cell.text for cell in table.rows[0]]
    texts = [(row[0].row, [cell.text for cell in row]) for row in table.rows[1:]]
    return [(number, dict(zip(headings, cells, strict=True))) for number, cells in texts if any(cells)]
