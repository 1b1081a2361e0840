"""Rules on the record itself: counts against lists, names that wait for a person, facts without evidence, what has grown old."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from graph.model.ids import fold
from graph.model.labels import COLLECTIVE, Family, family_of
from graph.model.relationships import BY_TYPE
from graph.model.values import is_date, latest
from graph.timeline import STALE_WORDS, Fact, day_of, is_stale, was_planned
from queries.checks.finding import Hit, Severity, rule
from queries.checks.landscape import Landscape
from queries.plans import is_finished
from queries.shapes.common import sentence
from queries.slice import Entity

_A_LIST = 2
"""One member that is named makes no list."""
_SEATS = ("ACCOUNTABLE_FOR", "LEADS", "CHAIRS", "HOLDS", "HOLDS_TO_ACCOUNT", "SCRUTINISES", "OVERSEES", "REPORTS_TO", "ESCALATES_TO")


@rule(
    "count-differs",
    Severity.WARNING,
    "counts",
    finds="A number that a paper gives of something, and a list of it in the same paper that is longer or shorter.",
    advice="Look for the members that are missing, or for those that are no longer counted.",
)
def count_differs(landscape: Landscape) -> Iterator[Hit]:
    """Counts against the members that the papers name."""
    part = landscape.part
    for item in sorted(part.entities.values(), key=lambda item: (item.called.casefold(), item.id)):
        counts = [fact for fact in landscape.holding(landscape.literals(item.id, "count")) if _number(fact)]
        newest = max((latest(fact.last_stated) for fact in counts), default="")
        told = set()
        for fact in counts:
            members = _members(landscape, item, fact)
            if latest(fact.last_stated) != newest or len(members) < _A_LIST or len({each.start for each in members}) == _number(fact):
                continue
            names = sorted({part.name(each.start) for each in members})
            words = f"is said to be {fact.properties['value_text']}{_of(fact)}, and the papers name {len(names)}: {', '.join(names)}"
            if words not in told:
                told.add(words)
                yield Hit((item.id,), words, (fact, *members), mark=str(fact.properties.get("scope", "")))


def _number(fact: Fact) -> int | None:
    """The number of a count that is exact; `None` for one that is qualified (over 20), of a period, or no whole number."""
    value = str(fact.properties.get("value", "")).removesuffix(".0")
    return int(value) if value.isdecimal() and not fact.properties.get("qualifier") and not fact.properties.get("period") else None


def _of(fact: Fact) -> str:
    return f" {fact.properties['of']}" if fact.properties.get("of") else ""


def _members(landscape: Landscape, item: Entity, count: Fact) -> list[Fact]:
    """The facts of the count's own paper that name what it counts.

    The members of a class; of another thing, the parts whose kind or label the count names.
    """
    part = landscape.part
    papers = set(count.properties.get("sources", ()))
    if COLLECTIVE in item.labels and not (count.properties.get("of") or count.properties.get("unit")):
        listed = landscape.holding(part.into(item.id, "INSTANCE_OF"))
        return [fact for fact in listed if fact.start in landscape.entities and papers & set(fact.properties.get("sources", ()))]
    wanted = _nouns(f"{count.properties.get('of', '')} {count.properties.get('unit', '')} {count.properties.get('value_text', '')}")
    listed = landscape.holding(part.into(item.id, "PART_OF", "INSTANCE_OF"))
    inside = [fact for fact in listed if fact.start in landscape.entities and papers & set(fact.properties.get("sources", ()))]
    by_kind = [fact for fact in inside if wanted & _nouns(part.entities[fact.start].kind)]
    return by_kind or [fact for fact in inside if wanted & _nouns(part.entities[fact.start].label)]


def _nouns(text: str) -> set[str]:
    """Words in the singular, folded."""
    return {re.sub(r"ies$", "y", word).removesuffix("s") for word in re.split(r"[^a-z]+", fold(text)) if len(word) > 3}


@rule(
    "unreviewed-name",
    Severity.NOTE,
    "names",
    finds="An entity that no register or person has confirmed: a name that an importer read and no alias knew.",
    advice="Confirm it in the register, or say with `landscape review` what it is another name of.",
)
def unreviewed_name(landscape: Landscape) -> Iterator[Hit]:
    """Entities that wait to be confirmed."""
    for item in landscape.entities.values():
        if item.id in landscape.unreviewed:
            facts = tuple(fact for fact in landscape.part.about(item.id) if not fact.properties.get("by_class"))
            yield Hit((item.id,), "is confirmed by no register and no person", tuple(sorted(facts, key=lambda fact: fact.key)[:1]))


@rule(
    "possibly-same",
    Severity.NOTE,
    "names",
    finds="Two names that may be one thing; nobody has decided.",
    advice="Decide with `landscape review`; until then they stay two.",
)
def possibly_same(landscape: Landscape) -> Iterator[Hit]:
    """Pairs that `POSSIBLY_SAME_AS` joins."""
    part = landscape.part
    for fact in landscape.holding(part.of_type("POSSIBLY_SAME_AS")):
        reason = fact.properties.get("reason") or fact.properties.get("note") or fact.properties.get("rule")
        yield Hit((fact.start, fact.end), f"may be the same as {part.name(fact.end)}" + (f": {reason}" if reason else ""), (fact,))


@rule(
    "open-proposal",
    Severity.NOTE,
    "names",
    finds="A name or a relation that an importer proposes and that waits for a person.",
    advice="`landscape review list` shows it with its reason; accept or reject it.",
)
def open_proposal(landscape: Landscape) -> Iterator[Hit]:
    """Proposals that nobody has decided."""
    part = landscape.part
    for row in landscape.proposals:
        left, right = str(row["left"] or ""), str(row["right"] or "")
        says = BY_TYPE[row["relation"]].says if row["relation"] in BY_TYPE else "is possibly the same as"
        reason = f" ({row['reason']})" if row["reason"] else ""
        evidence = (str(row["passage"]),) if row["passage"] else ()
        yield Hit(
            (left, right), f"waits for a decision: {part.name(left)} {says} {part.name(right)}{reason}", mark=row["id"], evidence=evidence
        )


@rule(
    "fact-without-evidence",
    Severity.ERROR,
    "evidence",
    finds="A fact that no passage of a paper backs.",
    advice="Add the paper and place to its row in the register, or take the row out.",
)
def fact_without_evidence(landscape: Landscape) -> Iterator[Hit]:
    """Facts without a passage."""
    for fact in landscape.facts:
        if not fact.properties.get("evidence"):
            yield Hit((fact.start, fact.end), f"has a fact without evidence: {sentence(landscape.part, fact)}", (fact,), mark=fact.key)


@rule(
    "missing-passage",
    Severity.ERROR,
    "evidence",
    finds="A fact whose evidence names a passage that the store does not hold.",
    advice="Import the paper's register again, or restore the store from an export.",
)
def missing_passage(landscape: Landscape) -> Iterator[Hit]:
    """Facts that point at passages that are not there."""
    if landscape.passages is None:
        return
    for fact in landscape.facts:
        lost = [item for item in fact.properties.get("evidence", ()) if item not in landscape.passages]
        if lost:
            told = f"rests on a passage that the store does not hold ({', '.join(lost)}): {sentence(landscape.part, fact)}"
            yield Hit((fact.start, fact.end), told, (fact,), mark=fact.key)


@rule(
    "stale-fact",
    Severity.NOTE,
    "time",
    finds=f"Something whose owner, chair, holder, overseer or reporting line was last stated {STALE_WORDS} before the date.",
    advice="Ask whether it is still so, and record the answer with `landscape record`; silence has ended nothing.",
)
def stale_fact(landscape: Landscape) -> Iterator[Hit]:
    """Accountability that no paper of the last five years repeats: one finding for each thing."""
    part = landscape.part
    old: dict[str, list[Fact]] = defaultdict(list)
    for fact in landscape.holding(landscape.facts):
        if fact.type not in _SEATS or not is_stale(fact.last_stated, part.as_of):
            continue
        item = fact.start if fact.type in ("REPORTS_TO", "ESCALATES_TO") else fact.end
        if item in landscape.entities and not landscape.plans.leaves_out(item):
            old[item].append(fact)
    for item in sorted(old, key=lambda each: (part.name(each), each)):
        facts = sorted(old[item], key=lambda fact: (latest(fact.last_stated), fact.type, fact.key))
        told = "; ".join(f"{sentence(part, fact)}, last stated {fact.last_stated}" for fact in facts)
        yield Hit((item,), f"rests on what was last stated {STALE_WORDS} ago: {told}", tuple(facts))


@rule(
    "planned-and-passed",
    Severity.NOTE,
    "time",
    finds="Something that was planned for a day that has passed, and that no paper says has happened.",
    advice="Ask whether it happened, and record the answer with `landscape record`.",
)
def planned_and_passed(landscape: Landscape) -> Iterator[Hit]:
    """Planned facts whose day has passed, without the same fact in force."""
    part = landscape.part
    done = {(fact.type, fact.start, fact.end) for fact in landscape.holding(landscape.facts)}
    for fact in landscape.facts:
        if was_planned(fact, part.as_of) and (fact.type, fact.start, fact.end) not in done and not landscape.plans.leaves_out(fact.start):
            yield Hit(
                (fact.start, fact.end),
                f"has a plan of which no paper says that it came about: {sentence(part, fact)}",
                (fact,),
                mark=fact.key,
            )


@rule(
    "overdue",
    Severity.WARNING,
    "time",
    finds="Work whose due day has passed, and of which no paper says that it is finished.",
    advice="Ask for its state, and record it with `landscape record`.",
)
def overdue(landscape: Landscape) -> Iterator[Hit]:
    """Work that is past its due day; a due day that is no date on a calendar tells nothing."""
    part = landscape.part
    at_work = set(landscape.plans.of.values())
    for item in landscape.entities.values():
        if family_of(item.labels) is not Family.WORK or landscape.plans.leaves_out(item.id) or is_finished(part, item.id):
            continue
        if item.id in at_work:  # a plan whose work is in hand was made
            continue
        for fact in landscape.literals(item.id, "due"):
            due = str(fact.properties.get("value", ""))
            later = max((latest(each.last_stated) for each in part.about(item.id)), default="")
            if is_date(due) and latest(due) < day_of(part.as_of):
                silent = "" if later > latest(due) else "; no later paper names it"
                yield Hit(
                    (item.id,), f"was due {fact.properties['value_text']}, and no paper says that it is finished{silent}", (fact,), mark=due
                )
