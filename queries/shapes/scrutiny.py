"""Who scrutinises whom, how often, and by which provision: `SCRUTINISES` alone, and none of the other four powers in law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow
from graph.model.ids import fold
from graph.model.labels import Family, family_of
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import Shaped, cut_notes, holders_of, inherit, known, limited, notes_of, read_asked, row
from queries.shapes.silence import denials, nothing, nowhere
from queries.slice import Entity, Slice, printed, read_whole_slice

SCRUTINY = ("SCRUTINISES",)


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `scrutiny` for one who scrutinises or is scrutinised, for the law it is done by, or for all."""
    part = read_asked(store, text, subjects, as_of, SCRUTINY, steps=4, to_end=["INSTANCE_OF", "HOLDS", "POST_IN"])
    holders: dict[str, str] = {}
    if not subjects:
        facts = part.of_type(*SCRUTINY)
    elif family_of(subjects[0].labels) is Family.LAW:
        part = read_whole_slice(store, as_of, types=SCRUTINY)
        law = fold(subjects[0].name)
        facts = [fact for fact in part.of_type(*SCRUTINY) if law in fold(str(fact.properties.get("provision", "")))]
    else:
        holders = holders_of(part, subjects[0])
        part = inherit(part, holders)
        both = [fact for item in holders for fact in (*part.into(item, *SCRUTINY), *part.out_of(item, *SCRUTINY))]
        facts = list({fact.key: fact for fact in both}.values())
    rows = [_row(part, fact, holders) for fact in facts]
    notes = []
    if subjects:
        asked = f"who scrutinises {subjects[0].called}, or whom it scrutinises"
        found = denials(store, part, list(holders), SCRUTINY)
        notes += found if rows else nothing(store, subjects[0], as_of, asked, SCRUTINY)
    elif not rows:
        notes.append(nowhere(as_of, "who scrutinises whom"))
    return Shaped(rows, [*notes, *notes_of(part, facts), *cut_notes(part)])


def _row(part: Slice, fact: Fact, holders: Mapping[str, str]) -> AnswerRow:
    scrutineer, scrutinised = known(part, fact.start), known(part, fact.end)
    values = {
        "scrutineer": scrutineer.called + holders.get(fact.start, ""),
        "scrutineer_id": scrutineer.id,
        "scrutinised": limited(scrutinised.called + holders.get(fact.end, ""), fact.properties),
        "scrutinised_id": scrutinised.id,
        "frequency": "; ".join(printed(fact, "frequency", part.as_of)),
        "provision": "; ".join(printed(fact, "provision", part.as_of)),
    }
    return row(part, fact, values)
