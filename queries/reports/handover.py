"""The handover report: all that a body, post or fund holds, that would need a new holder if it ended."""

from __future__ import annotations

from collections.abc import Iterable

from graph.documents.model import Bibliography, Block, Bullets, Cell, Column, Document, Heading, Paragraph, Table, shown_date
from graph.model.values import Modality
from graph.store import Store
from graph.timeline import STALE_WORDS, Fact, is_stale
from queries.reports.holders import Holder, holders_of, read_around
from queries.reports.holdings import DENIALS, NO_HOLDING, Holding, past, people_of, provision_of, relation
from queries.reports.reading import Asked, Desk, cite, detail, finished, in_force, naming, remark, status, told
from queries.shapes.common import HEAD
from queries.slice import Entity, Slice
from queries.subjects import resolve

NONE = "none in the papers"
_COLUMNS = (
    Column(name="What", width=24),
    Column(name="Relation", width=11),
    Column(name="How it stands", width=17),
    Column(name="Law or provision", width=17),
    Column(name="Others the papers name", width=15),
    Column(name="Said in", width=16),
)
_FLAT = ("Held by", "Group", "What", "Id", "Relation", "Detail", "Modality", "How it stands", "Law or provision")
_FLAT_END = ("Needs a holder", "Others the papers name", "Last stated", "Said in")


def handover(store: Store, words: str, asked: Asked, on: str = "") -> Document:
    """The report on one subject; `on` is the day on which it would end, as given: nothing is made of it but marks.

    Raises `UnknownSubject`, `StoreError`.
    """
    desk = Desk(store, asked)
    subject = resolve(store, words)
    part, offices, acting = read_around(desk, subject)
    part = naming(part, subject)
    holders = holders_of(part, subject, offices, acting)
    before = {holder.id: past(part, holder.id) for holder in holders}
    denied = _denials(part, [holder.id for holder in holders])
    stand_ins = _stand_ins(part, subject.id, offices)
    cited = [fact for holder in holders for item in holder.all for fact in (item.fact, *item.others, *item.also)]
    cited += [fact for facts in (*before.values(), denied, stand_ins) for fact in facts]
    papers = desk.bibliography(cited)
    blocks: list[Block] = [*_opening(part, subject, holders)]
    blocks += [Heading(text="Deputies, acting holders and successors"), *_candidates(part, papers, subject, stand_ins)]
    blocks += [Heading(text="Without another holder in the papers"), *_without(part, holders)]
    for holder in holders:
        blocks += [Heading(text=holder.title), *_part(part, papers, holder, on)]
    blocks += [Heading(text="What the papers deny"), *_list(part, papers, denied, f"No paper denies anything of {subject.called}.")]
    blocks += [Heading(text="Held before"), *_before(part, papers, before)]
    blocks += [Heading(text="What the papers do not say"), *_silent(part, subject, holders, on)]
    about = [("Subject", f"{subject.called} ({subject.id})"), ("Ending asked about", _ending(on))]
    return finished(
        desk,
        papers,
        kind="handover",
        title=f"Handover: {subject.called}",
        subject=f"What it holds that would need a new holder, as of {shown_date(asked.as_of)}"
        + (f"; end asked about: {shown_date(on)}" if on else ""),
        about=about,
        blocks=blocks,
        data=_flat(part, papers, holders, on),
    )


def _ending(on: str) -> str:
    return f"{shown_date(on)}, as given by whoever asked; no paper is cited for it" if on else "no date given"


def _opening(part: Slice, subject: Entity, holders: list[Holder]) -> Iterable[Block]:
    held = sum(len(holder.all) for holder in holders)
    if not held:
        yield Paragraph(text=f"The papers dated up to {shown_date(part.as_of)} state nothing that {subject.called} holds.")
        return
    lone = sum(holder.is_lone(item) for holder in holders for item in holder.all)
    *others, last = [subject.called, *(holder.who for holder in holders[1:])]
    who = f"{', '.join(others)} and {last} " if others else f"{last} "
    who += "hold or take part in" if len(holders) > 1 else "holds or takes part in"
    yield Paragraph(
        text=f"The papers dated up to {shown_date(part.as_of)} state {held} things that {who}. "
        f"For {lone} of those that must have a holder they name no other."
    )
    yield remark(
        "Each row is a fact of a paper, cited by paper and place. A paper that is later and silent ends nothing, so an old fact "
        "stands with the date when it was last stated. What is marked inferred follows from a paper's wording by the rule "
        "named; the rest is stated. What was done once, by what the papers call it, and what belongs to a plan whose years have passed "
        "stands in the tables too, says so, and is not counted among what must have a holder. "
        "Whoever else is named is what a paper says, and no advice. Who takes a duty on is for the law to say."
    )
    for holder in holders:
        rows: list[tuple[Cell, ...]] = []
        for group, found in holder.groups:
            if found:
                needed = [item for item in found if item.needs_holder]
                rows.append(
                    (
                        group.title,
                        len(found),
                        sum(in_force(item.fact) for item in found),
                        sum(not in_force(item.fact) for item in found),
                        sum(holder.is_lone(item) for item in needed) if needed else "",
                        sum(is_stale(item.fact.last_stated, part.as_of) for item in found),
                    )
                )
        names = (
            "Group",
            "Facts",
            "In force",
            "Planned, expected or proposed",
            "No other holder named",
            f"Last stated {STALE_WORDS} before",
        )
        columns = tuple(Column(name=name, width=30 if not place else 14) for place, name in enumerate(names))
        if rows:
            yield Table(caption=f"{holder.title}: in numbers", columns=columns, rows=tuple(rows))


def _stand_ins(part: Slice, subject: str, offices: list[str]) -> list[Fact]:
    """Facts that name a deputy, a successor, or another head of the office; and what a paper denies these, or gives them alone."""
    found = [*part.into(subject, "DEPUTISES_FOR", "SUCCEEDS"), *part.out_of(subject, "SUCCEEDS")]
    for office in offices:
        found += [fact for fact in part.into(office, "POST_IN") if fact.properties.get("capacity") == HEAD and fact.start != subject]
    others = dict.fromkeys(end for fact in found for end in (fact.start, fact.end) if end not in (subject, *offices))
    found += [fact for item in others for fact in part.out_of(item, "HAS_DUTY", "HAS_POWER", *DENIALS)]
    return list({fact.key: fact for fact in found}.values())


def _candidates(part: Slice, papers: Bibliography, subject: Entity, facts: list[Fact]) -> Iterable[Block]:
    if facts:
        yield Bullets(items=tuple(told(part, papers, fact) for fact in facts))
    said = {fact.type for fact in facts if fact.end == subject.id}
    missing = [
        words for kind, words in (("DEPUTISES_FOR", "who deputises for it"), ("SUCCEEDS", "who or what succeeds it")) if kind not in said
    ]
    if missing:
        yield remark(f"Not stated in the papers: {' and '.join(missing)}.")


def _without(part: Slice, holders: list[Holder]) -> Iterable[Block]:
    """What has no candidate, by holder and group, by name; the tables below hold law and evidence."""
    items = []
    for holder in holders:
        for group, found in holder.groups:
            lone = [item for item in found if holder.is_lone(item)]
            if lone:
                names = "; ".join(
                    dict.fromkeys(
                        part.name(item.thing) + ("" if in_force(item.fact) else f" ({item.fact.properties['modality']})") for item in lone
                    )
                )
                items.append(Paragraph(text=f"{group.title}, {part.name(holder.id)}: {names}."))
    if items:
        yield Paragraph(
            text="For these the papers name nobody but the holder, its own office and who acts in it. The tables below give law and "
            "evidence."
        )
        yield Bullets(items=tuple(items))
    else:
        yield Paragraph(text="There is none: the papers name somebody else for each, or nothing is held that must have a holder.")
    over = sorted({part.name(item.thing) for holder in holders for item in holder.all if item.over})
    if over:
        yield Paragraph(text=f"Done once, or of a plan that is over, and so not counted: {'; '.join(over)}.")


def _part(part: Slice, papers: Bibliography, holder: Holder, on: str) -> Iterable[Block]:
    for group, found in holder.groups:
        if found:
            yield Heading(text=group.title, level=2)
            rows = tuple(_row(part, papers, holder, item, on) for item in found)
            yield Table(caption=f"{group.title}: {part.name(holder.id)}", columns=_COLUMNS, rows=rows)
    if not holder.all:
        yield Paragraph(text=f"The papers state nothing that {part.name(holder.id)} holds.")


def _row(part: Slice, papers: Bibliography, holder: Holder, item: Holding, on: str) -> tuple[Cell, ...]:
    fact = item.fact
    more = detail(part, fact.properties)
    others = people_of(part, item.others, {key: f"{words}, {part.name(key)}" for key, words in holder.own.items()})
    stands = [*status(part, fact, on), *(f"also as one of {part.name(str(each.properties['by_class']))}" for each in item.also)]
    return (
        part.name(item.thing) + (f"\n{more}" if more else ""),
        relation(item),
        "; ".join([*dict.fromkeys(stands), *([item.over] if item.over else [])]),
        provision_of(part, fact) if item.outward else str(fact.properties.get("provision", "")),
        others or (NONE if item.needs_holder else ""),
        cite(papers, fact, *item.also),
    )


def _flat(part: Slice, papers: Bibliography, holders: list[Holder], on: str) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for holder in holders:
        for group, found in holder.groups:
            for item in found:
                what, how, stands, law, others, said = _row(part, papers, holder, item, on)
                more = detail(part, item.fact.properties)
                modality = str(item.fact.properties.get("modality") or Modality.IN_FORCE)
                needs = "yes" if item.needs_holder else "no"
                what = str(what).removesuffix(f"\n{more}") if more else what
                own = (part.name(holder.id), group.title, what, item.thing, how, more, modality, stands, law)
                rows.append((*own, needs, others, item.fact.last_stated, said))
    columns = tuple(Column(name=name) for name in (*_FLAT, *_FLAT_END))
    return Table(caption="Holdings", columns=columns, rows=tuple(rows))


def _denials(part: Slice, holders: list[str]) -> list[Fact]:
    found = [fact for item in holders for fact in (*part.out_of(item, *DENIALS), *part.into(item, *DENIALS))]
    for item in holders:
        found += [fact for fact in part.out_of(item, "STATED_IN") if fact.properties.get("property") == "denial"]
    return list({fact.key: fact for fact in found}.values())


def _list(part: Slice, papers: Bibliography, facts: list[Fact], nothing: str) -> Iterable[Block]:
    if not facts:
        yield Paragraph(text=nothing)
        return
    yield Bullets(items=tuple(told(part, papers, fact) for fact in facts))


def _before(part: Slice, papers: Bibliography, before: dict[str, list[Fact]]) -> Iterable[Block]:
    facts = [fact for found in before.values() for fact in found]
    if not facts:
        yield Paragraph(text="No newer paper names somebody else for what is listed, and no paper calls any of it ended.")
        return
    yield Paragraph(text="These stand in older papers, or papers say that they have ended. They are not counted above.")
    yield Bullets(items=tuple(told(part, papers, fact) for fact in facts))


def _silent(part: Slice, subject: Entity, holders: list[Holder], on: str) -> Iterable[Block]:
    items = [Paragraph(text=f"When {subject.called} ends: {_ending(on)}.")] if on else []
    for holder in holders:
        empty = [group.title.casefold() for group, found in holder.groups if not found]
        if empty:
            items.append(Paragraph(text=f"{part.name(holder.id)}: nothing is stated of {'; '.join(empty)}."))
    lawless = [item for holder in holders for item in holder.all if item.fact.type in ("HAS_DUTY", "HAS_POWER") and item.outward]
    bare = [
        item for item in lawless if "no section printed" in provision_of(part, item.fact) or "not stated" in provision_of(part, item.fact)
    ]
    if bare:
        items.append(
            Paragraph(
                text=f"Of {len(lawless)} duties and powers, the papers print no section, or no statute, "
                f"for {len(bare)}; none has been supplied here."
            )
        )
    counted = {kind: sum(fact.type == kind for holder in holders for fact in part.about(holder.id)) for kind in NO_HOLDING}
    done = counted["DECIDED"] + counted["ATTENDED"] + counted["CONSIDERED_AT"]
    if done:
        items.append(
            Paragraph(
                text=f"Decisions, sittings attended and papers considered ({done} facts) "
                f"are done and no holdings: landscape show {subject.id}"
            )
        )
    if counted["STATED_IN"]:
        items.append(
            Paragraph(
                text=f"Printed figures, states and names of it ({counted['STATED_IN']} facts) are no holdings: landscape show {subject.id}"
            )
        )
    if items:
        yield Bullets(items=tuple(items))
    else:
        yield Paragraph(text="Every group above has an entry.")
