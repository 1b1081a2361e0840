"""Which plan a piece of work belongs to, and which plans are over at a date: the one rule, over a slice with its literal facts. Pure.

A plan is over where a paper says so (a newer plan succeeds it, or its printed state is finished), or where the years that it prints have
passed: in its name, its duration or its years (`2017-20`, to the last day of 2020). What belongs to a plan that is over is left out of
answers about work at hand, unless every plan that prints its years is over: then the newest of them answers, and the answer says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from graph.answer import Note, NoteCode
from graph.model.values import Modality, is_date, latest
from graph.timeline import Fact, day_of
from queries.slice import Slice

WORK = ("PriorityAction", "Strand", "Deliverable")
"""What a plan holds to be done by somebody."""

_YEARS = re.compile(r"(?<![\d-])((?:19|20)\d\d)\s*(?:-|–|—|/|to)\s*((?:19|20)\d\d|\d\d)(?![\d-])")
_YEARS_OF = ("duration", "date")
_FINISHED = re.compile(
    r"(?:(?:now|all|is|are|was|were|has|have|been|fully|formally|successfully|recently|work|project|action)\s+)*"
    r"(?:complete|completed|concluded|finished|delivered|superseded|withdrawn|cancelled|abolished|disbanded|dissolved|closed)\b"
)
"""What begins so is over; "scoping completed" tells of a part only, and "to be completed" of what is to come."""


class Plans(NamedTuple):
    """The plans of a slice, and which of them answer."""

    of: Mapping[str, str]
    """For each piece of work that belongs to a plan, the id of the nearest one."""
    over: Mapping[str, str]
    """For each plan that is over, why, in words that follow its name."""
    left_out: frozenset[str]
    """Plans whose work is left out of answers about work at hand."""
    newest: str
    """The plan that answers though it is over, since no other is left; empty where one is."""

    def leaves_out(self, item: str) -> bool:
        """True for work of a plan that is left out."""
        return self.of.get(item, "") in self.left_out

    def notes(self, part: Slice) -> list[Note]:
        """The note `superseded`, where a plan that is over answers."""
        if not self.newest:
            return []
        why = f"{part.name(self.newest)} is the newest plan at {part.as_of}, and it is over: {self.over[self.newest]}."
        return [Note(code=NoteCode.SUPERSEDED, sentence=why)]


def plans_of(part: Slice, *, all_plans: bool = False) -> Plans:
    """The plans of a slice that holds `PART_OF`, `SUCCEEDS` and the literal facts; with `all_plans` none is left out."""
    of = {item.id: plan for item in part.entities.values() if item.label in WORK if (plan := _plan_above(part, item.id))}
    ends = {plan: end for plan in set(of.values()) if (end := _last_year(part, plan))}
    over = {plan: why for plan in sorted(set(of.values())) if (why := _why_over(part, plan, ends.get(plan, "")))}
    for plan in sorted(set(of.values()) - over.keys()):
        whole = _plan_above(part, plan)
        why = over.get(whole) or (_why_over(part, whole, _last_year(part, whole)) if whole else "")
        over |= {plan: f"it is part of {part.name(whole)}, and {why}"} if why else {}
    if all_plans:
        return Plans(of, over, frozenset(), "")
    # A plan without years is never over for their sake: whether any is left is asked of those that print them.
    newest = ""
    if ends and ends.keys() <= over.keys():
        newest = max(ends, key=lambda plan: (ends[plan], plan))
    return Plans(of, over, frozenset(over.keys() - {newest}), newest)


def why_over(part: Slice, item: str, plans: Plans) -> str:
    """Why a plan, or work that is part of one, is over, as a sentence without its full stop.

    Empty where it is not, has no plan, or is of the newest plan, which answers though it is over.
    """
    plan = item if item in part.entities and part.entities[item].label == "Plan" else _plan_above(part, item)
    why = _why_over(part, plan, _last_year(part, plan)) if plan and plan != plans.newest else ""
    return f"{part.name(plan)} is over: {why}" if why else ""


def is_finished(part: Slice, item: str) -> bool:
    """True where the newest paper that prints a state of it prints one that says finished."""
    states = [fact for fact in part.out_of(item, "STATED_IN") if fact.properties.get("property") == "state"]
    newest = max((latest(fact.last_stated) for fact in states), default="")
    return any(says_finished(str(fact.properties.get("value_text", ""))) for fact in states if latest(fact.last_stated) == newest)


def says_finished(words: str) -> bool:
    """True for a printed state that says that the work is over.

    >>> says_finished("now complete"), says_finished("to be completed"), says_finished("scoping completed")
    (True, False, False)
    """
    return _FINISHED.match(words.strip().casefold()) is not None


def last_day(words: str) -> str:
    """The last possible day (ISO) of the years that a text prints; empty where it prints none. A month is no pair of years.

    >>> last_day("Police and Crime Plan 2017-20"), last_day("2021/2024"), last_day("2021-04/2024-03"), last_day("2009-12")
    ('2020-12-31', '2024-12-31', '2024-03-31', '')
    """
    first, _, last = words.partition("/")
    if is_date(words) or (is_date(first) and is_date(last)):
        return latest(last) if last else ""
    found = [(first, first[: 4 - len(last)] + last) for first, last in _YEARS.findall(words)]
    return max((latest(last) for first, last in found if last >= first), default="")


def _plan_above(part: Slice, item: str) -> str:
    """The nearest plan that a piece of work is part of; the least of several that are equally near."""
    seen, frontier = {item}, [item]
    while frontier:
        above = {fact.end for each in frontier for fact in part.out_of(each, "PART_OF") if _counts(part, fact)} - seen
        plans = sorted(each for each in above if each in part.entities and part.entities[each].label == "Plan")
        if plans:
            return plans[0]
        seen |= above
        frontier = sorted(above)
    return ""


def _counts(part: Slice, fact: Fact) -> bool:
    return fact.key not in part.earlier and fact.properties.get("modality") != Modality.ENDED


def _last_year(part: Slice, plan: str) -> str:
    """The last possible day of the plan's years, as its literal facts print them, else as its name does."""
    printed = [
        last_day(str(fact.properties.get(name, "")))
        for fact in part.out_of(plan, "STATED_IN")
        if fact.properties.get("property") in _YEARS_OF
        for name in ("value_text", "value")
    ]
    return max(printed, default="") or last_day(part.entities[plan].name if plan in part.entities else "")


def _why_over(part: Slice, plan: str, end: str) -> str:
    newer = [fact for fact in part.into(plan, "SUCCEEDS") if fact.properties.get("modality") == Modality.IN_FORCE]
    if newer:
        return f"{part.name(newer[0].start)} succeeds it"
    if is_finished(part, plan):
        return "its printed state says that it is finished"
    return f"the years that it prints end on {end}" if end and end < day_of(part.as_of) else ""
