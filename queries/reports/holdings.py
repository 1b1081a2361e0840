"""What a body, post or fund holds, in groups: which relations make a holding, and who else the papers name for it. Pure.

Holding to account, scrutinising, overseeing, receiving reports and convening stay five things: each row says which it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from graph.model.labels import Family, family_of
from graph.model.relationships import BY_TYPE
from graph.model.values import Modality
from graph.timeline import Fact
from queries.plans import Plans, why_over
from queries.reports.reading import in_force, live, relation_of
from queries.shapes.common import literals_of, qualified
from queries.slice import Slice

OUT, IN = True, False


class Group(NamedTuple):
    """One kind of holding: the relations that make it, each with its direction seen from the holder."""

    title: str
    relations: tuple[tuple[str, bool], ...]


GROUPS = (
    Group("Duties", (("HAS_DUTY", OUT),)),
    Group("Powers", (("HAS_POWER", OUT),)),
    Group("Answers for", (("ACCOUNTABLE_FOR", OUT),)),
    Group("Leads", (("LEADS", OUT),)),
    Group("Chairs and seats", (("CHAIRS", OUT), ("MEMBER_OF", OUT))),
    Group("Convenes", (("CONVENES", OUT),)),
    Group("Holds to account, scrutinises, oversees", (("HOLDS_TO_ACCOUNT", OUT), ("SCRUTINISES", OUT), ("OVERSEES", OUT))),
    Group(
        "Reporting lines",
        (
            ("REPORTS_TO", OUT),
            ("ESCALATES_TO", OUT),
            ("RECOMMENDS_TO", OUT),
            ("REPORTS_TO", IN),
            ("ESCALATES_TO", IN),
            ("RECOMMENDS_TO", IN),
        ),
    ),
    Group(
        "Who holds it to account, scrutinises, oversees, convenes, leads or chairs it",
        (
            ("HOLDS_TO_ACCOUNT", IN),
            ("SCRUTINISES", IN),
            ("OVERSEES", IN),
            ("CONVENES", IN),
            ("ACCOUNTABLE_FOR", IN),
            ("LEADS", IN),
            ("CHAIRS", IN),
        ),
    ),
    Group("Money it gives", (("AWARDS", OUT), ("FUNDS", OUT), ("PAID_TO", OUT), ("SPENT_IN", OUT))),
    Group("Money it seeks or receives", (("BIDS_TO", OUT), ("PAID_TO", IN), ("FUNDS", IN), ("AWARDS", IN), ("BIDS_TO", IN))),
    Group("Commissions and hosts", (("COMMISSIONS", OUT), ("HOSTS", OUT), ("COMMISSIONS", IN), ("HOSTS", IN))),
    Group("Plans, papers and products", (("PRODUCES", OUT), ("PRODUCES", IN))),
    Group("Programmes and work it contributes to", (("CONTRIBUTES_TO", OUT), ("CONTRIBUTES_TO", IN))),
    Group("Systems", (("USES", OUT),)),
    Group("Posts and their holders", (("HOLDS", IN), ("HOLDS", OUT), ("POST_IN", IN), ("POST_IN", OUT), ("DEPUTISES_FOR", OUT))),
    Group("Members and parts", (("MEMBER_OF", IN), ("PART_OF", IN))),
    Group("Premises and area", (("LOCATED_AT", OUT), ("COVERS", OUT))),
    Group("What depends on it, uses it or is informed by it", (("DEPENDS_ON", IN), ("USES", IN), ("INFORMS", OUT))),
    Group("Works with", (("WORKS_WITH", OUT), ("WORKS_WITH", IN), ("SIGNPOSTS_TO", OUT), ("SIGNPOSTS_TO", IN))),
    Group("Duties, plans and reviews that are about it", (("CONCERNS", IN), ("IMPOSED_BY", OUT))),
)
"""In the order of the report. What has happened (`DECIDED`, `ATTENDED`, `CONSIDERED_AT`) is no holding."""

DENIALS = ("DOES_NOT_HOLD_TO_ACCOUNT", "NOT_SUBJECT_TO", "LACKS_POWER")
NO_HOLDING = ("DECIDED", "ATTENDED", "CONSIDERED_AT", "STATED_IN", "INSTANCE_OF", "SUCCEEDS", "REFERS_TO")

_OWNED = ("ACCOUNTABLE_FOR", "LEADS")
_GIVEN = ("FUNDS", "AWARDS")
ALSO: dict[str, tuple[str, ...]] = {
    "HAS_DUTY": ("HAS_DUTY",),
    "HAS_POWER": ("HAS_POWER",),
    "ACCOUNTABLE_FOR": _OWNED,
    "LEADS": _OWNED,
    "CHAIRS": ("CHAIRS",),
    "CONVENES": ("CONVENES",),
    "HOLDS_TO_ACCOUNT": ("HOLDS_TO_ACCOUNT",),
    "SCRUTINISES": ("SCRUTINISES",),
    "OVERSEES": ("OVERSEES",),
    "AWARDS": _GIVEN,
    "FUNDS": _GIVEN,
    "COMMISSIONS": ("COMMISSIONS",),
    "HOSTS": ("HOSTS",),
    "PRODUCES": ("PRODUCES",),
}
"""Holdings that fall without a holder, each with the relations by which the papers may name another one."""


_DONE_BY = ("LEADS", "HOSTS", "COMMISSIONS", "PRODUCES", "FUNDS")
_ONCE = frozenset(
    {"bid", "blog", "briefing", "conference", "event", "letter", "manifesto", "report", "review", "survey", "table", "video", "workshop"}
)
"""Kinds of what is done once, by their last word: a survey, a round table. A class of them, or one with a frequency, goes on."""


class Holding(NamedTuple):
    """One thing held: the fact, whether it leads away from the holder, and the facts by which the papers name others for it."""

    fact: Fact
    outward: bool
    others: tuple[Fact, ...]
    over: str = ""
    """Why it needs no new holder: it was done, or its plan is over; in words."""
    also: tuple[Fact, ...] = ()
    """Facts that say the same by a class that the holder is one of."""

    @property
    def needs_holder(self) -> bool:
        """True where somebody must hold it: a duty, a lead, a chair; not a seat among others, a line that ends here, or what is over."""
        return self.outward and self.fact.type in ALSO and not self.over

    @property
    def thing(self) -> str:
        """Id of what is held."""
        return self.fact.end if self.outward else self.fact.start


def holdings(part: Slice, holder: str, group: Group, plans: Plans) -> list[Holding]:
    """What `holder` holds in a group, in the order of its relations, what is in force first and what is over last.

    Earlier and ended facts are left out. What is said of the holder and also of its class is one holding.
    """
    found: list[tuple[tuple[int, bool, bool, str, bool, str], Holding]] = []
    for place, (kind, outward) in enumerate(group.relations):
        facts = part.out_of(holder, kind) if outward else part.into(holder, kind)
        for fact in live(part, facts):
            if fact.start == fact.end and not outward:
                continue
            if BY_TYPE[kind].undirected or fact.properties.get("by_class") not in (fact.start, fact.end):
                others = tuple(others_for(part, fact, holder)) if outward and kind in ALSO else ()
                over = why_done(part, fact, plans) if outward else ""
                item = Holding(fact, outward, others, over)
                order = (place, bool(over), not in_force(fact), part.name(item.thing), bool(fact.properties.get("by_class")), fact.key)
                found.append((order, item))
    return _merged([item for _, item in sorted(found, key=lambda pair: pair[0])])


def _merged(found: Iterable[Holding]) -> list[Holding]:
    """Holdings in their order, those by class with the one that says the same of the holder itself."""
    kept: dict[tuple[object, ...], Holding] = {}
    for item in found:
        properties = item.fact.properties
        same = tuple(str(properties.get(name, "")) for name in ("modality", "scope", "valid_from", "valid_to", "said_by"))
        mark: tuple[object, ...] = (item.fact.type, item.outward, item.thing, *same)
        first = kept.get(mark)
        if first and properties.get("by_class"):
            kept[mark] = first._replace(also=(*first.also, item.fact))
        else:
            kept[mark if not first else (*mark, item.fact.key)] = item
    return list(kept.values())


def why_done(part: Slice, fact: Fact, plans: Plans) -> str:
    """Why what is held needs no new holder, in words: what was done once, or belongs to a plan that is over; empty where it does."""
    if fact.type not in (*_OWNED, *_DONE_BY) or fact.end not in part.entities:
        return ""
    thing = part.entities[fact.end]
    once = thing.kind.casefold().split(" ")[-1] in _ONCE and not thing.is_class and not literals_of(part, thing.id, "frequency")
    if once and fact.type in _DONE_BY and in_force(fact):
        return f"done once, by its kind: {thing.kind}"
    return why_over(part, thing.id, plans)


def others_for(part: Slice, fact: Fact, holder: str) -> list[Fact]:
    """Facts in force by which the papers name somebody else for the same thing; a class is nobody else to its member."""
    classes = {item.end for item in part.out_of(holder, "INSTANCE_OF")} | {str(fact.properties.get("by_class", ""))}
    return [
        other
        for other in live(part, part.into(fact.end, *ALSO[fact.type]))
        if in_force(other) and other.start != holder and other.start not in classes
    ]


def past(part: Slice, holder: str) -> list[Fact]:
    """Facts of these groups that a newer paper has replaced, or that a paper calls ended."""
    kinds = {pair for group in GROUPS for pair in group.relations}
    found = [fact for fact in part.out_of(holder) if (fact.type, OUT) in kinds] + [f for f in part.into(holder) if (f.type, IN) in kinds]
    return [fact for fact in {each.key: each for each in found}.values() if not live(part, [fact])]


def provision_of(part: Slice, fact: Fact) -> str:
    """The law behind a fact, as the papers print it: the statute and its sections of a duty, else the provision of the fact itself."""
    said = [str(fact.properties["provision"])] if fact.properties.get("provision") else []
    if part.entities.get(fact.end) and family_of(part.entities[fact.end].labels) is Family.LAW:
        for link in live(part, part.out_of(fact.end, "IMPOSED_BY")):
            sections = link.properties.get("provisions") or ()
            words = part.name(link.end) + (f", {'; '.join(sections)}" if sections else " (no section printed)")
            printed = str(link.properties.get("cited_as", ""))
            if printed and printed.casefold() not in words.casefold():
                words += f' (printed as "{printed}")'
            if link.properties.get("modality") not in (Modality.IN_FORCE, None):
                words += f" ({link.properties['modality']})"
            said.append(words)
        if not said:
            said.append("not stated in the papers")
    return "\n".join(dict.fromkeys(said))


def relation(item: Holding) -> str:
    """The relation with its capacity and share, seen from the holder."""
    return qualified(relation_of(item.fact, outward=item.outward), item.fact.properties)


def people_of(part: Slice, others: Iterable[Fact], own: dict[str, str]) -> str:
    """The others whom the papers name, with how; `own` are bodies that end or stay with the holder, and what they are to it."""
    said = []
    for fact in others:
        words = qualified(BY_TYPE[fact.type].says, fact.properties)
        called = own.get(fact.start) or part.name(fact.start)
        said.append(f"{called} ({words})")
    return "\n".join(dict.fromkeys(said))
