"""Who gives what to whom for what, and when: a row a fact, each with its relation, and nothing added up.

An award, a bid, a payment, what money pays for and where it is spent are different facts; a cap, a size and an amount that a paper prints
of a fund are rows too. Who bids stands as the recipient, with the relation "bids to". What was paid for a time that is over is history and
stays, with the modality `ended`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow
from graph.model.labels import Family, family_of
from graph.model.relationships import BY_TYPE
from graph.model.values import Modality
from graph.store import Store
from graph.timeline import Fact
from queries.shapes.common import Shaped, cut_notes, holders_of, inherit, known, limit_of, notes_of, qualified, read_asked, row
from queries.shapes.silence import denials, nothing, nowhere
from queries.slice import Entity, Slice

MONEY = ("AWARDS", "PAID_TO", "FUNDS", "BIDS_TO", "SPENT_IN")
SUMS = ("cap", "amount", "size", "cost")
COLUMNS = ("giver", "fund", "recipient", "purpose")


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `funding` for a fund, a giver, a recipient, a purpose or an area, or for all."""
    to_end, to_start = ("INSTANCE_OF", "HOLDS", "POST_IN"), ("PART_OF",)
    part = read_asked(store, text, subjects, as_of, [*MONEY, "STATED_IN"], steps=4, to_end=to_end, to_start=to_start, past=True)
    suffixes: dict[str, str] = {}
    if subjects:
        suffixes = holders_of(part, subjects[0])
        items = [*suffixes, *_parts(part, subjects[0])]
        part = inherit(part, items)
        around = [fact for item in items for fact in (*part.out_of(item, *MONEY), *part.into(item, *MONEY), *_sums(part, item))]
        facts = list({fact.key: fact for fact in around}.values())
    else:
        funds = [item.id for item in part.entities.values() if family_of(item.labels) is Family.MONEY]
        facts = [*part.of_type(*MONEY), *(fact for item in funds for fact in _sums(part, item))]
    order = (*MONEY, "STATED_IN")
    facts.sort(key=lambda f: (f.key in part.earlier, _fund_name(part, f), order.index(f.type), f.last_stated, part.name(f.start), f.key))
    rows = [_row(part, fact, suffixes) for fact in facts]
    if subjects:
        asked = f"what {subjects[0].called} gives, gets, bids for or pays for"
        notes = denials(store, part, [subjects[0].id], MONEY) if rows else nothing(store, subjects[0], as_of, asked, MONEY)
    else:
        notes = [] if rows else [nowhere(as_of, "who gives money to whom")]
    return Shaped(rows, [*notes, *notes_of(part, facts), *cut_notes(part)])


def _parts(part: Slice, subject: Entity) -> list[str]:
    """Grants and rounds of a fund, and theirs."""
    found: list[str] = []
    frontier = [subject.id] if family_of(subject.labels) is Family.MONEY else []
    while frontier:
        frontier = [
            fact.start
            for item in frontier
            for fact in part.into(item, "PART_OF")
            if fact.start not in found and fact.properties.get("modality") != Modality.ENDED
        ]
        found += frontier
    return found


def _sums(part: Slice, item: str) -> list[Fact]:
    return [fact for fact in part.out_of(item, "STATED_IN") if fact.properties.get("property") in SUMS]


def _fund_name(part: Slice, fact: Fact) -> str:
    return part.name(_ends(part, fact).get("fund", fact.start))


def _ends(part: Slice, fact: Fact) -> dict[str, str]:
    """Which column each end stands in, by id."""
    if fact.type == "STATED_IN":
        return {"fund" if _family(part, fact.start) is Family.MONEY else "purpose": fact.start}
    if fact.type == "AWARDS":
        return {"giver": fact.start, "fund": fact.end}
    if fact.type == "BIDS_TO":
        return {"recipient": fact.start, "fund" if _family(part, fact.end) is Family.MONEY else "giver": fact.end}
    if fact.type in ("PAID_TO", "SPENT_IN"):
        return {"fund": fact.start, "recipient": fact.end}
    start, end = _family(part, fact.start), _family(part, fact.end)
    about = [item for item in fact.properties.get("about", ()) if _family(part, item) is Family.MONEY]
    ends = {"giver" if start is not Family.MONEY or end is Family.MONEY else "fund": fact.start}
    ends["fund" if end is Family.MONEY else "recipient" if end in (Family.BODY, Family.HOLDER) else "purpose"] = fact.end
    if "fund" not in ends and about:
        ends["fund"] = about[0]
    work = [item for item in fact.properties.get("about", ()) if _family(part, item) is Family.WORK]
    if "recipient" in ends and work:
        ends["purpose"] = work[0]
    return ends


def _family(part: Slice, item: str) -> Family:
    return family_of(known(part, item).labels)


def _row(part: Slice, fact: Fact, suffixes: Mapping[str, str]) -> AnswerRow:
    properties = fact.properties
    ends = _ends(part, fact)
    values: dict[str, Any] = {}
    for column in COLUMNS:
        item = ends.get(column, "")
        values |= {column: known(part, item).called + suffixes.get(item, "") if item else "", f"{column}_id": item}
    if fact.type == "STATED_IN":
        relation, amount_text, amount = str(properties["property"]), properties.get("value_text", ""), properties.get("value")
    else:
        relation, amount_text, amount = BY_TYPE[fact.type].says, properties.get("amount_text", ""), properties.get("amount")
        relation = qualified(relation, properties)
        more = [str(properties[name]) for name in ("round", "result") if properties.get(name)] + [limit_of(properties)]
        relation += "".join(f", {words}" for words in more if words)
    values |= {
        "amount_text": amount_text,
        "amount": _number(amount),
        "qualifier": str(properties.get("qualifier", "")),
        "since": str(properties.get("valid_from") or properties.get("date") or ""),
        "until": str(properties.get("valid_to", "")),
        "relation": relation,
    }
    return row(part, fact, values)


def _number(value: Any) -> int | float | None:  # noqa: ANN401 - a stored value of any kind
    """A sum as a number where the paper prints it exactly."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = str(value or "")
    return int(text) if text.isdigit() else None
