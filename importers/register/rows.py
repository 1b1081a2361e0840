"""The rows of a register as claims and statings: pure. Every bad cell is found in one pass, and each names its row and column."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any

from graph.editions import Edition
from graph.errors import BadFile
from graph.facts import Claim, Stating, Value
from graph.model.ids import code_ids, make_id, passage_id, slug
from graph.model.labels import BY_NAME, COLLECTIVE, Family
from graph.model.properties import Kind
from graph.model.relationships import BY_TYPE, fits
from graph.model.values import Modality, Standing, is_date
from importers.batch import Batch, Origin, SourceRow
from importers.register.checks import Checks, cells_of_list
from importers.register.columns import CARRIED_COLUMNS, LITERAL_COLUMNS, PLAIN_COLUMNS, SHEETS, Sheet
from importers.register.read import Cells, Tables

_CODED = frozenset({Family.BODY, Family.PLACE, Family.LAW, Family.WORK, Family.MONEY})


class _Reader(Checks):
    """Turns the sheets into rows."""

    def __init__(self, tables: Tables, source: str) -> None:
        super().__init__(tables.file)
        self.sheets = tables.sheets
        self.source = source
        self.rows: list[SourceRow] = []
        self.labels: dict[str, str] = {}

    def _carried(self, cells: Cells, names: tuple[str, ...]) -> dict[str, Value]:
        kinds = {column.name: column for sheet in (Sheet.RELATIONSHIPS, Sheet.STATEMENTS) for column in SHEETS[sheet]}
        found: dict[str, Value] = {}
        for name in names:
            text = cells.values.get(name, "")
            if not text:
                continue
            if kinds[name].is_list:
                found[name] = list(cells_of_list(text))
            elif kinds[name].kind is Kind.NUMBER:
                found[name] = float(text) if "." in text else int(text)
            else:
                found[name] = text
        return found

    # -- sheets

    def documents(self) -> None:
        for cells in self.sheets.get(Sheet.DOCUMENTS, ()):
            if not self.checked(Sheet.DOCUMENTS, cells):
                continue
            values = cells.values
            if not values["id"].startswith("paper/"):
                self.reject(Sheet.DOCUMENTS, cells, "id", "wrong-family", "an id of a paper begins with paper/")
                continue
            names = ("title", "body", "date", "date_basis", "author", "url", "file_sha256", "opens_with", "licence")
            extra: dict[str, Value] = {name: values[name] for name in names if values.get(name)}
            claim = self._claim(values, labels=("Document",), name=values["title"], extra=extra)
            if claim.id in self.labels:
                self.reject(Sheet.DOCUMENTS, cells, "id", "twice", "one row for each paper")
                continue
            self.labels[claim.id], self.dates[claim.id] = "Document", values["date"]
            statings = [self._order("PART_OF", claim.id, values["part_of"], claim.id, values)] if values.get("part_of") else []
            self.rows.append(SourceRow(Origin(self.file, Sheet.DOCUMENTS, cells.row), (claim,), tuple(statings), ("id", "part_of")))

    def entities(self) -> None:
        for cells in self.sheets.get(Sheet.ENTITIES, ()):
            values = cells.values
            if not self.checked(Sheet.ENTITIES, cells) or not self.place_known(Sheet.ENTITIES, cells):
                continue
            labels = cells_of_list(values["label"])
            own = [label for label in labels if label in BY_NAME]
            if len(own) != 1:
                self.reject(Sheet.ENTITIES, cells, "label", "unknown-word", f"one label, and {COLLECTIVE} beside it for a class")
                continue
            prefix = BY_NAME[own[0]].prefix
            given = values.get("id", "")
            if given and given.split("/")[0] != prefix:
                self.reject(Sheet.ENTITIES, cells, "id", "wrong-family", f"an id of {own[0]} begins with {prefix}/")
                continue
            if not given and not slug(values["name"]):
                self.reject(Sheet.ENTITIES, cells, "id", "missing", "give it an id: its name has no letter or digit to make one of")
                continue
            claim = self._claim(values, labels=labels, name=values["name"], prefix=prefix)
            if claim.id in self.labels:
                self.reject(
                    Sheet.ENTITIES,
                    cells,
                    "id" if given else "name",
                    "twice",
                    "one row for each entity; other names go into the column names",
                )
                continue
            self.labels[claim.id] = own[0]
            passages, statings = self._evidence(values)
            if statings:
                statings += (self._mention(claim.id, values, values.get("as_printed", "")),)
            self.rows.append(SourceRow(Origin(self.file, Sheet.ENTITIES, cells.row), (claim, *passages), statings))

    def facts(self, sheet: Sheet, make: Callable[[Cells], Stating | None]) -> None:
        columns = ("from", "to") if sheet is Sheet.RELATIONSHIPS else ("entity", "locator")
        for cells in self.sheets.get(sheet, ()):
            if self.checked(sheet, cells) and self.place_known(sheet, cells):
                stating = make(cells)
                if stating:
                    passages, statings = self._evidence(cells.values)
                    self.rows.append(SourceRow(Origin(self.file, sheet, cells.row), passages, (*statings, stating), columns))

    def relationship(self, cells: Cells) -> Stating | None:
        values = cells.values
        kind = BY_TYPE[values["type"]]
        start, end = self.labels.get(values["from"], ""), self.labels.get(values["to"], "")
        for column, label, ends, other in (("from", start, kind.start, end), ("to", end, kind.end, start)):
            if label and not fits(ends, label, other=other):
                self.reject(Sheet.RELATIONSHIPS, cells, column, "wrong-end", f"{kind.name} takes {', '.join(ends)} here, not {label}")
                return None
        stray = [name for name in CARRIED_COLUMNS if values.get(name) and name not in kind.carries]
        if stray:
            self.reject(
                Sheet.RELATIONSHIPS,
                cells,
                stray[0],
                "not-carried",
                f"{kind.name} carries {', '.join(kind.carries) or 'nothing of its own'}",
            )
            return None
        return self._stating(
            kind.name, values["from"], values["to"], values, self._carried(cells, CARRIED_COLUMNS), values.get("from_as", "")
        )

    def statement(self, cells: Cells) -> Stating:
        values = cells.values
        carried = self._carried(cells, LITERAL_COLUMNS)
        carried.setdefault("value_text", carried.get("value", ""))
        passage = passage_id(values["document"], values["locator"])
        return self._stating("STATED_IN", values["entity"], passage, values, carried, values.get("as_printed", ""))

    def mention(self, cells: Cells) -> Stating:
        return self._mention(cells.values["entity"], cells.values, cells.values.get("as_printed", ""))

    # -- claims and statings

    def _claim(
        self, values: Mapping[str, str], *, labels: tuple[str, ...], name: str, prefix: str = "paper", extra: dict[str, Value] | None = None
    ) -> Claim:
        identifiers = cells_of_list(values.get("identifiers", ""))
        given = values.get("id", "")
        own = next(label for label in labels if label in BY_NAME)
        codes = code_ids(prefix, identifiers) if own == "Role" or BY_NAME[own].family in _CODED else ()
        named = () if given or codes else ((2, make_id(prefix, name)),)
        ids = (*(((0, given),) if given else ()), *((1, code) for code in codes), *named)
        return Claim(
            id=ids[0][1],
            ids=ids if ids != ((0, given),) else (),
            labels=labels,
            name=name,
            names=cells_of_list(values.get("names", "")),
            identifiers=identifiers,
            kind=values.get("kind", ""),
            description=values.get("description", ""),
            code=values.get("code", ""),
            plan=values.get("plan", ""),
            unnamed=values.get("unnamed", "") == "true",
            note=values.get("note", ""),
            extra=extra or {},
            source=self.source,
            withdrawn=values.get("withdrawn", ""),
        )

    def _evidence(self, values: Mapping[str, str]) -> tuple[tuple[Claim, ...], tuple[Stating, ...]]:
        """The passage that a row names, and that it is from its document."""
        document = values.get("document", "")
        if not document:
            return (), ()
        passage = passage_id(document, values["locator"])
        extra: dict[str, Value] = {"document": document, "locator": values["locator"], "date": self.dates[document]}
        claim = Claim(id=passage, labels=("Passage",), name=values["locator"], extra=extra, source=self.source)
        self.labels[passage] = "Passage"
        return (claim,), (self._order("FROM_DOCUMENT", passage, document, document, {}),)

    def _order(self, kind: str, start: str, end: str, document: str, values: Mapping[str, str]) -> Stating:
        """A relation that the register itself makes, with no passage behind it."""
        return Stating(
            type=kind,
            start=start,
            end=end,
            passage="",
            document=document,
            date=self.dates[document],
            source=self.source,
            withdrawn=values.get("withdrawn", ""),
        )

    def _mention(self, entity: str, values: Mapping[str, str], printed: str) -> Stating:
        passage = passage_id(values["document"], values["locator"])
        return Stating(
            type="MENTIONED_IN",
            start=entity,
            end=passage,
            passage=passage,
            document=values["document"],
            date=self.dates[values["document"]],
            from_as=printed,
            source=self.source,
            withdrawn=values.get("withdrawn", ""),
        )

    def _stating(self, kind: str, start: str, end: str, values: Mapping[str, str], carried: dict[str, Value], printed: str) -> Stating:
        plain: dict[str, Any] = {name: values.get(name, "") for name in (*PLAIN_COLUMNS, "to_as", "note", "withdrawn")}
        return Stating(
            type=kind,
            start=start,
            end=end,
            passage=passage_id(values["document"], values["locator"]),
            document=values["document"],
            date=self.dates[values["document"]],
            modality=Modality(values.get("modality") or Modality.IN_FORCE),
            standing=Standing(values.get("standing") or Standing.STATED),
            about=cells_of_list(values.get("about", "")),
            from_as=printed,
            carried=carried,
            source=self.source,
            **plain,
        )


def register_batch(tables: Tables, date: str = "") -> Batch:
    """What one edition of a register says; `date` stands in for the date that its sheet `about` gives, or lacks.

    Raises `BadFile` where the sheet `about` cannot be used.
    """
    about = tables.sheets[Sheet.ABOUT][0]
    values = {**about.values, "date": date or about.values.get("date", "")}
    where = f"{tables.file}, sheet about, row {about.row}"
    for column in ("name", "title", "date"):
        if not values.get(column):
            hint = f"fill in the column {column}{', or give --date' * (column == 'date')}"
            raise BadFile(f"The register does not say its {column}.", where=where, hint=hint)
    if not is_date(values["date"]) or not slug(values["name"]) or not re.fullmatch("[0-9]+", values.get("edition") or "1"):
        raise BadFile(
            "The register's name, date or edition cannot be read.",
            where=where,
            hint="a date is 2018, 2018-10 or 2018-10-31; an edition is 1, 2, 3",
        )
    source = make_id("paper", "register", values["name"])
    reader = _Reader(tables, source)
    extra: dict[str, Value] = {name: values[name] for name in ("title", "licence") if values.get(name)}
    itself = Claim(id=source, labels=("Document",), name=values["title"], kind="register", extra=extra, source=source)
    reader.documents()
    reader.entities()
    reader.facts(Sheet.RELATIONSHIPS, reader.relationship)
    reader.facts(Sheet.STATEMENTS, reader.statement)
    reader.facts(Sheet.MENTIONS, reader.mention)
    digest = hashlib.sha256(f"{tables.sha256} {date}".encode()).hexdigest() if date else tables.sha256  # one file, two dates: two editions
    edition = Edition(values["date"], int(values.get("edition") or "1"), digest[:12])
    return Batch(itself, edition, tables.sha256, tuple(reader.rows), tuple(reader.rejects))
