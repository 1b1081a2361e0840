"""The rows of a plan as claims and statings: pure.

Leads sit where the paper puts them: on the action, or on each of its strands where it is split. What is longer than a value is wording:
it stays with its passage, and of it the codes of other actions alone become facts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from graph.editions import Edition
from graph.facts import Claim, Stating, Value
from graph.model.ids import fold, make_id, passage_id, slug
from graph.model.values import EMPTY, LOST, Modality, Standing
from importers.batch import Batch, SourceRow
from importers.names import Names, questions_of_name
from importers.plans.actions import Plan, PlanRow, Printed
from importers.plans.dates import due_date
from importers.plans.headings import Meaning
from importers.plans.holders import Holders
from importers.plans.identity import Identities, bare_theme, short_name
from importers.plans.references import Codes
from importers.plans.values import ARROWS, LONGEST, is_remnant, names_nobody, short_state, state_and_direction

_HOLDING = ((Meaning.ACCOUNTABLE, "ACCOUNTABLE_FOR"), (Meaning.LEADS, "LEADS"), (Meaning.CONTRIBUTORS, "CONTRIBUTES_TO"))
_EMPTY = (
    Meaning.ACTION,
    Meaning.ACCOUNTABLE,
    Meaning.LEADS,
    Meaning.STRAND,
    Meaning.CONTRIBUTORS,
    Meaning.ACTIVITIES,
    Meaning.PROGRESS,
    Meaning.OUTCOME,
    Meaning.OTHER,
)
"""Columns whose emptiness is a fact of its own (decision 0003)."""
_LONGEST_QUALIFIER = 40
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s+(?=\D)")


class Paper:
    """The document that is read, and what every fact of it carries."""

    def __init__(self, *, document: str, title: str, date: str, plan: str, plan_name: str, sha256: str) -> None:
        self.id, self.title, self.date, self.plan, self.plan_name, self.sha256 = document, title, date, plan, plan_name, sha256

    def claim(self) -> Claim:
        """The document itself, unreviewed: a register that declares it speaks before us."""
        extra: dict[str, Value] = {"title": self.title, "date": self.date, "file_sha256": self.sha256}
        return Claim(
            id=self.id,
            ids=((2, self.id),),
            labels=("Document",),
            name=self.title,
            kind="plan",
            extra=extra,
            source=self.id,
            unreviewed=True,
        )

    def plan_claim(self, *, known: bool) -> Claim:
        """The plan whose rows these are."""
        if known:
            return Claim(id=self.plan, ids=((3, self.plan),), labels=("Plan",), source=self.id, unreviewed=True)
        return Claim(
            id=self.plan, ids=((2, self.plan),), labels=("Plan",), name=self.plan_name, kind="plan", source=self.id, unreviewed=True
        )


def plan_batch(plan: Plan, paper: Paper, names: Names, *, plan_known: bool) -> Batch:
    """What one plan says, as a batch whose source is the paper itself."""
    identities = Identities(plan.rows, paper.plan)
    holders = Holders(names, plan.rows, document=paper.id, plan=paper.plan, source=paper.id)
    maker = _Maker(paper, identities, holders)
    rows = [maker.row(row) for row in plan.rows]
    if rows:
        rows[0] = rows[0]._replace(claims=(paper.plan_claim(known=plan_known), *rows[0].claims))
    elsewhere = tuple(identities.rejects)
    bad = {(item.file, item.sheet, item.row) for item in elsewhere}
    kept = tuple(row for row in rows if tuple(row.origin) not in bad)
    edition = Edition(paper.date, 1, paper.sha256[:12])
    return Batch(paper.claim(), edition, paper.sha256, kept, (*plan.rejects, *elsewhere), maker.wording)


class _Row:
    """The claims and statings of one row while they are gathered."""

    def __init__(self, row: PlanRow) -> None:
        self.row = row
        self.claims: dict[tuple[str, str], Claim] = {}
        self.statings: dict[tuple[Any, ...], Stating] = {}


class _Maker:
    def __init__(self, paper: Paper, identities: Identities, holders: Holders) -> None:
        self.paper, self.identities, self.holders = paper, identities, holders
        self._codes: dict[str, Codes] = {}
        self.wording: dict[str, str] = {}
        self.placed: Counter[str] = Counter()

    # -- parts

    def _claim(self, out: _Row, claim: Claim) -> str:
        out.claims.setdefault((claim.id, claim.name), claim)
        return claim.id

    def _entity(self, out: _Row, item: str, label: str, name: str, **more: Any) -> str:  # noqa: ANN401 - fields of a claim
        claim = Claim(
            id=item, ids=((2, item),), labels=(label,), name=name, plan=self.paper.plan, source=self.paper.id, unreviewed=True, **more
        )
        return self._claim(out, claim)

    def _passage(self, out: _Row, locator: str, text: str = "") -> str:
        passage = passage_id(self.paper.id, locator)
        if text:
            self.wording[passage] = text
        if (passage, locator) in out.claims:
            return passage
        extra: dict[str, Value] = {"document": self.paper.id, "locator": locator, "date": self.paper.date}
        self._claim(out, Claim(id=passage, labels=("Passage",), name=locator, extra=extra, source=self.paper.id))
        self._add(out, "FROM_DOCUMENT", passage, self.paper.id, "")
        return passage

    def _add(self, out: _Row, kind: str, start: str, end: str, passage: str, **more: Any) -> None:  # noqa: ANN401 - fields of a stating
        carried = more.get("carried", {})
        key = (kind, start, end, passage, more.get("scope", ""), *(carried.get(name) for name in ("property", "of", "value_text")))
        if key not in out.statings:
            out.statings[key] = Stating(
                type=kind, start=start, end=end, passage=passage, document=self.paper.id, date=self.paper.date, source=self.paper.id, **more
            )

    def _literal(self, out: _Row, item: str, cell: Printed, carried: dict[str, Value], **more: Any) -> None:  # noqa: ANN401 - as above
        passage = self._passage(out, cell.locator, cell.wording)
        self._add(out, "STATED_IN", item, passage, passage, carried=carried, **more)

    def _worded(self, out: _Row, item: str, cell: Printed) -> None:
        """A cell of wording, which stays with its passage."""
        passage = self._passage(out, cell.locator, cell.wording)
        self._add(out, "MENTIONED_IN", item, passage, passage)

    # -- a row

    def row(self, row: PlanRow) -> SourceRow:
        """One row with everything that it states."""
        out = _Row(row)
        words = " | ".join(dict.fromkeys(cell.text for cells in row.cells.values() for cell in cells if cell.text))
        passage = self._passage(out, row.locator, words)
        action = self._action(out, row, passage)
        item = self._strand(out, row, action, passage) if row.part else action
        self._theme(out, row, action)
        for meaning, kind in _HOLDING:
            for cell in row.cells.get(meaning, ()):
                self._holders(out, item, cell, meaning, kind)
        below = self._activities(out, row, item)
        own = below if below and row.goes_on and not row.part else item
        self._state(out, row, own)
        self._due(out, row, own)
        self._figures(out, row, own)
        self._empty(out, row, item)
        self._references(out, row, item)
        return SourceRow(row.origin, tuple(out.claims.values()), tuple(out.statings.values()), ("action", "action"))

    def _action(self, out: _Row, row: PlanRow, passage: str) -> str:
        found = self.identities.of(row)
        names = tuple(name for name in (*row.names, *found.names) if name not in (found.name, found.code))
        self._entity(out, found.id, "PriorityAction", found.name, code=found.code, kind="priority action", names=names)
        if row.goes_on:
            self._add(out, "MENTIONED_IN", found.id, passage, passage)
        return found.id

    def _strand(self, out: _Row, row: PlanRow, action: str, passage: str) -> str:
        item, name = self.identities.strand(row)
        self._entity(out, item, "Strand", name, code=row.strand, kind="strand")
        self._add(out, "PART_OF", item, action, passage, from_as=self._printed_code(row), **_inferred(row.code_rule))
        return item

    def _printed_code(self, row: PlanRow) -> str:
        printed = row.text(Meaning.STRAND) or row.text(Meaning.CODE)
        return printed.strip(" .") if any(sign.isalnum() for sign in printed) else ""

    def _theme(self, out: _Row, row: PlanRow, action: str) -> None:
        """An action is part of its objective, else its theme, else the plan: said once, where the row that tells it stands."""
        if self.placed[action] or (row.part and row.theme_rule and self.identities.told_later(row)):
            return
        self.placed[action] += 1
        passage = self._passage(out, row.locator)
        rule = row.theme_rule or ("" if row.part else row.code_rule)
        more = {"from_as": "" if row.part and not row.text(Meaning.CODE) and not row.text(Meaning.STRAND) else self._printed_code(row)}
        above = self.paper.plan
        printed = ""
        for cell, label in ((row.theme, "Theme"), (row.objective, "Objective")):
            if not cell or not slug(bare_theme(cell.text)):
                continue
            name = bare_theme(cell.text)
            item = make_id("work", *self.paper.plan.split("/")[1:], name)
            if item == above:
                continue
            names = tuple({cell.text} - {name}) if len(cell.text) <= LONGEST and not rule_of_cell(row, cell) else ()
            self._entity(out, item, label, short_name(name), kind=label.casefold(), names=names)
            printed = cell.heading if row.prose else cell.text if len(cell.text) <= LONGEST else ""
            if not self.placed[item] and not (row.prose and row.theme_rule):
                self.placed[item] += 1
                self._add(out, "PART_OF", item, above, self._passage(out, cell.locator, "" if row.prose else cell.wording), from_as=printed)
            above = item
        self._add(out, "PART_OF", action, above, passage, to_as=printed if row.prose else "", **more, **_inferred(rule))

    def _holders(self, out: _Row, item: str, cell: Printed, meaning: Meaning, kind: str) -> None:
        holders = self.holders.in_cell(cell.text, meaning)
        if not holders and not names_nobody(cell.text):
            self._worded(out, item, cell)  # sentences name nobody
        for holder in holders:
            passage = self._passage(out, cell.locator, cell.wording)
            for claim in holder.claims:
                self._claim(out, claim)
            relation = "CONTRIBUTES_TO" if holder.support else kind
            self._add(out, relation, holder.id, item, passage, from_as=holder.printed, scope=holder.scope, share=holder.share)
            if holder.post_in:
                self._add(out, "POST_IN", holder.id, holder.post_in, passage)
            if holder.held_by:
                self._add(out, "HOLDS", holder.held_by, holder.id, passage)
            if holder.found:
                for question in questions_of_name(holder.found, passage, self.paper.id, self.paper.date, self.paper.id):
                    out.statings.setdefault((question.row(),), question)

    def _activities(self, out: _Row, row: PlanRow, item: str) -> str:
        """Each activity that is listed is a deliverable of the action; sentences are wording. The one of this row, where it is one."""
        found: list[str] = []
        for cell in row.cells.get(Meaning.ACTIVITIES, ()):
            if not cell.text.strip() or names_nobody(cell.text):
                continue
            passage = self._passage(out, cell.locator, cell.wording)
            lines = [_NUMBERED.sub("", line) for line in cell.lines if slug(line)]
            if row.prose or any(len(line) > LONGEST for line in lines):
                self._add(out, "MENTIONED_IN", item, passage, passage)
                continue
            for line in lines:
                below = "/".join([item, slug(line)])
                self._entity(out, below, "Deliverable", line.rstrip(" .;"), kind="activity")
                self._add(out, "PART_OF", below, item, passage, from_as=line.rstrip(" .;"))
                found.append(below)
        return found[0] if len(set(found)) == 1 else ""

    def _state(self, out: _Row, row: PlanRow, item: str) -> None:
        state, direction = row.first(Meaning.STATE), row.first(Meaning.DIRECTION)
        joint = bool(state and direction and state.locator == direction.locator)
        said, turned = state_and_direction(state.text, both=joint) if state else ("", "")
        if direction and not joint:
            turned = state_and_direction(direction.text, both=False)[1] or ("" if is_remnant(direction.text) else direction.text.strip())
        if state and turned and not direction:
            self._literal(out, item, state, {"property": "direction", "value_text": turned})
        for cell, name, value, meaning in ((state, "state", said, Meaning.STATE), (direction, "direction", turned, Meaning.DIRECTION)):
            if not cell:
                continue
            empty = not value or (names_nobody(value) and not any(sign in ARROWS for sign in value))
            if empty and row.goes_on and not row.part:
                continue
            lost = meaning in row.lost or (bool(cell.text.strip()) and is_remnant(cell.text) and not names_nobody(cell.text))
            if joint and empty and (said or turned):
                lost = name == "state" or row.prose
                if not lost:
                    continue
            short = short_state(value)
            if not empty and not short:
                self._worded(out, item, cell)
                continue
            text = (LOST if lost else EMPTY) if empty else short
            self._literal(out, item, cell, {"property": name, "value_text": text}, from_as="" if empty else short)

    def _due(self, out: _Row, row: PlanRow, item: str) -> None:
        for cell in row.cells.get(Meaning.DUE, ()):
            text = " ".join(cell.text.split())
            if names_nobody(text):
                if not row.goes_on or row.part:
                    self._literal(out, item, cell, {"property": "due", "value_text": EMPTY})
                continue
            if len(text) > LONGEST:
                self._worded(out, item, cell)
                continue
            carried: dict[str, Value] = {"property": "due", "value_text": text}
            if date := due_date(text):
                carried["value"] = date
            self._literal(out, item, cell, carried, modality=Modality.PLANNED, from_as=text)

    def _figures(self, out: _Row, row: PlanRow, item: str) -> None:
        """Short words of progress and outcome are values; what is longer is wording."""
        for meaning, name in ((Meaning.PROGRESS, "state"), (Meaning.OUTCOME, "target")):
            for cell in row.cells.get(meaning, ()):
                text = " ".join(cell.text.split())
                if names_nobody(text):
                    continue
                if len(text) > LONGEST:
                    self._worded(out, item, cell)
                    continue
                of = str(meaning) if fold(cell.heading) in ("", str(meaning)) else cell.heading[:_LONGEST_QUALIFIER]
                more = {"modality": Modality.PLANNED} if meaning is Meaning.OUTCOME else {}
                self._literal(out, item, cell, {"property": name, "value_text": text, "of": of}, from_as=text, **more)

    def _empty(self, out: _Row, row: PlanRow, item: str) -> None:
        """A cell without words is a fact; of a row that goes on, only where it stands for itself."""
        if row.goes_on and not row.part:
            return
        for meaning in _EMPTY:
            cells = row.cells.get(meaning, ())
            if len(cells) > 1 and any(not names_nobody(cell.text) for cell in cells):
                continue  # another column of this meaning has words
            for cell in cells:
                name = cell.heading if meaning is Meaning.OTHER else str(meaning)
                if names_nobody(cell.text) and (row.prose or not (row.goes_on and meaning is Meaning.ACTION)):
                    note = {"note": f"printed {cell.text.strip()}"} if any(sign.isalnum() for sign in cell.text) else {}
                    self._literal(out, item, cell, {"property": "cell", "value_text": EMPTY, "of": name}, **note)
        if row.prose and row.theme_rule:
            for cell in row.cells.get(Meaning.THEME, ()):
                text = LOST if cell.text.strip() else EMPTY
                self._literal(out, item, cell, {"property": "cell", "value_text": text, "of": "theme"})

    def _references(self, out: _Row, row: PlanRow, item: str) -> None:
        own = frozenset({item, self.identities.of(row).id})
        theme = self.identities.theme_of(row)
        codes = self._codes.setdefault(theme, Codes(self.identities.codes_in(theme))) if theme not in self._codes else self._codes[theme]
        for cell in row.cells.get(Meaning.DEPENDS, ()):
            if not cell.text.strip() or names_nobody(cell.text):
                continue
            passage = self._passage(out, cell.locator, cell.wording)
            for found in codes.in_cell(cell.text):
                if found.id not in own:
                    self._add(out, "DEPENDS_ON", item, found.id, passage, to_as=found.printed)
        for meaning in (Meaning.ACTION, Meaning.ACTIVITIES, Meaning.PROGRESS, Meaning.OUTCOME, Meaning.OTHER):
            for cell in row.cells.get(meaning, ()):
                for found in codes.in_prose(cell.text):
                    if found.id not in own:
                        passage = self._passage(out, cell.locator, cell.wording)
                        self._add(out, "REFERS_TO", item, found.id, passage, to_as=found.printed, **_inferred(found.rule))


def rule_of_cell(row: PlanRow, cell: Printed) -> bool:
    """True where the cell's text is not what is printed: the full name of a theme that an OCR has cut."""
    return row.prose and cell is row.theme


def _inferred(rule: str) -> Mapping[str, Any]:
    return {"standing": Standing.INFERRED, "rule": rule} if rule else {}
