"""What an office knows and no paper says: one record is one `Document` of kind office record, with one passage and one fact."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple

from graph.editions import Edition
from graph.errors import UsageError
from graph.facts import Claim, Stating, Value
from graph.model.ids import fold, passage_id
from graph.model.relationships import BY_TYPE, fits
from graph.model.values import Modality, is_date
from importers.batch import Batch, Origin, SourceRow

LOCATOR = "row 1"


class Record(NamedTuple):
    """One fact as an office records it; `date` is the day from which the record counts, EDTF."""

    start: str
    type: str
    end: str
    date: str
    who: str
    note: str = ""
    author: str = ""
    """Id of the body or post that records it, where `who` is one."""
    modality: str = str(Modality.IN_FORCE)
    valid_from: str = ""
    valid_to: str = ""
    scope: str = ""
    carried: tuple[tuple[str, str], ...] = ()


def type_of(words: str) -> str:
    """The relationship type that a user's words name: `REPORTS_TO`, `reports_to`, `reports to`; raises `UsageError` with the nearest."""
    wanted = fold(words).replace(" ", "_").upper()
    if wanted in BY_TYPE:
        return wanted
    said = {fold(kind.says): kind.name for kind in BY_TYPE.values()}
    if fold(words) in said:
        return said[fold(words)]
    import difflib

    near = difflib.get_close_matches(wanted, BY_TYPE, 1, cutoff=0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    raise UsageError(f"{words!r} is no type of relationship.", hint=f"{hint}docs/model.md lists them")


def record_batch(record: Record, labels: tuple[str, str]) -> Batch:
    """The record as one edition of a source of its own; `labels` are those of the two ends. Raises `UsageError` where it cannot stand."""
    kind = BY_TYPE[record.type]
    start, end = labels
    for ends, label, other, what in ((kind.start, start, end, "left"), (kind.end, end, start, "right")):
        if not fits(ends, label, other=other):
            raise UsageError(f"{kind.name} takes {', '.join(ends)} on its {what}, not {label}.", hint="see docs/model.md")
    if kind.group == "evidence":
        raise UsageError(f"{kind.name} is no fact that an office records.", hint="importers write it")
    if not record.who.strip():
        raise UsageError("The record does not say who recorded it.", hint="--who NAME or the name of a body or post")
    for name, value in (("date", record.date), ("valid from", record.valid_from), ("valid to", record.valid_to)):
        if (value or name == "date") and not is_date(value):
            raise UsageError(f"{value!r} is no date ({name}).", hint="write 2018, 2018-10 or 2018-10-31")
    carried: dict[str, Value] = dict(record.carried)
    stray = sorted(carried.keys() - set(kind.carries))
    if stray:
        raise UsageError(f"{kind.name} does not carry {stray[0]!r}.", hint=f"it carries {', '.join(kind.carries) or 'nothing of its own'}")
    digest = hashlib.sha256(json.dumps(record, ensure_ascii=False).encode()).hexdigest()
    source = f"paper/office-record/{record.date}/{digest[:12]}"
    passage = passage_id(source, LOCATOR)
    extra: dict[str, Any] = {"title": "Office record", "date": record.date, "recorded_by": record.who.strip()}
    extra |= {"author": record.author} if record.author else {}
    itself = Claim(
        id=source, labels=("Document",), name=f"Office record of {record.who.strip()}", kind="office record", extra=extra, source=source
    )
    place: dict[str, Value] = {"document": source, "locator": LOCATOR, "date": record.date}
    row = Claim(id=passage, labels=("Passage",), name=LOCATOR, note=record.note, extra=place, source=source)
    said = Stating(
        type=record.type,
        start=record.start,
        end=record.end,
        passage=passage,
        document=source,
        date=record.date,
        modality=Modality(record.modality),
        valid_from=record.valid_from,
        valid_to=record.valid_to,
        scope=record.scope,
        note=record.note,
        carried=carried,
        source=source,
    )
    order = Stating(type="FROM_DOCUMENT", start=passage, end=source, passage="", document=source, date=record.date, source=source)
    origin = Origin("record", "", 1)
    return Batch(itself, Edition(record.date, 1, digest[:12]), digest, (SourceRow(origin, (row,), (order, said)),))
