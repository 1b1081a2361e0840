"""Rules that find what the papers leave open: nobody accountable, nobody leading, nobody above, nobody giving.

Finished work, and work of plans that are over, is left out (`queries.plans`). Lost is told from empty, from denied and from silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.answer import NoteCode
from graph.model.labels import COLLECTIVE
from graph.model.relationships import BY_TYPE, UP_TO_END
from graph.model.values import EMPTY, LOST, Modality
from graph.timeline import Fact
from queries.checks.finding import Hit, Severity, rule
from queries.checks.landscape import Landscape, in_force
from queries.plans import WORK, is_finished
from queries.shapes.common import sentence
from queries.slice import Entity

_GROUPS = ("Board", "DeliveryGroup", "CommunitySafetyPartnership")
_ABOVE = ("HOLDS_TO_ACCOUNT", "SCRUTINISES", "OVERSEES")
_OWNERS = {"ACCOUNTABLE_FOR": "accountable", "LEADS": "leads"}
"""The two kinds of owner, each with the column of a table in which it stands."""
_OF_A_TABLE = {"ACCOUNTABLE_FOR": ("accountable",), "LEADS": ("leads", "lead")}


@rule(
    "no-accountable-owner",
    Severity.WARNING,
    "gaps",
    finds="An action, a strand or a deliverable of a plan that is not over, for which no paper names anybody as accountable.",
    advice="Ask the plan's owner who is accountable, and record the answer with `landscape record`.",
    says="has no accountable owner",
    asked_by="gaps",
)
def no_accountable_owner(landscape: Landscape) -> Iterable[Hit]:
    """Actions, strands and deliverables without a person, post or body that is accountable."""
    return _without(landscape, "ACCOUNTABLE_FOR", "nobody is named as accountable")


@rule(
    "no-lead",
    Severity.WARNING,
    "gaps",
    finds="An action, a strand or a deliverable of a plan that is not over, that no paper says anybody leads.",
    advice="Ask who leads it, and record the answer with `landscape record`.",
    says="has no lead",
    asked_by="gaps",
)
def no_lead(landscape: Landscape) -> Iterable[Hit]:
    """Actions, strands and deliverables that nobody leads."""
    return _without(landscape, "LEADS", "nobody is named as its lead")


def owned_work(landscape: Landscape) -> list[tuple[Entity, tuple[str, ...]]]:
    """Each piece of work that wants owners of its own, with the ids at which they may stand: at itself, or at what it is a strand of.

    An action that is split has its owners on its strands. A part of another piece of work is covered by that one.
    """
    part = landscape.part
    found = []
    for item in landscape.labelled(*WORK):
        if item.id not in landscape.plans.of or landscape.plans.leaves_out(item.id):
            continue
        if not landscape.all_plans and is_finished(part, item.id):
            continue
        above = [fact.end for fact in part.out_of(item.id, "PART_OF") if fact.properties.get("modality") != Modality.ENDED]
        within = [end for end in above if end in part.entities and part.entities[end].label in WORK]
        if item.label == "Strand":
            found.append((item, (item.id, *within)))
        elif not within and not strands_of(landscape, item.id):
            found.append((item, (item.id,)))
    return found


def strands_of(landscape: Landscape, item: str) -> list[str]:
    """The strands of an action."""
    below = (fact.start for fact in landscape.part.into(item, "PART_OF"))
    return sorted({start for start in below if start in landscape.entities and landscape.entities[start].label == "Strand"})


def _without(landscape: Landscape, kind: str, words: str) -> Iterator[Hit]:
    part = landscape.part
    for item, places in owned_work(landscape):
        facts = [fact for place in places for fact in part.into(place, kind)]
        if landscape.holding(facts):
            continue
        why, note, told = _why_nobody(landscape, item.id, kind, facts)
        yield Hit(
            (item.id,),
            why or words,
            tuple(told) or _last_said(landscape, item.id),
            Severity.NOTE if note is NoteCode.LOST else None,
            note,
        )


def _why_nobody(landscape: Landscape, item: str, kind: str, facts: Sequence[Fact]) -> tuple[str, NoteCode | None, list[Fact]]:
    """Whether the cell is lost or empty, a paper denies it, or somebody is planned to; empty where no paper says anything."""
    cells = [fact for fact in landscape.literals(item, "cell") if fact.properties.get("of") in _OF_A_TABLE[kind]]
    values = {str(fact.properties.get("value_text")) for fact in cells}
    denials = [fact for fact in landscape.literals(item, "denial") if str(fact.properties.get("value_text", "")).startswith(f"{kind}:")]
    if denials:
        said = "; ".join(f"a paper denies that {name_of(landscape, fact)} {BY_TYPE[kind].says} it" for fact in denials)
        return said, NoteCode.DENIED, denials
    if LOST in values:
        return "the text of the paper has lost the cell, and the paper itself may name somebody", NoteCode.LOST, cells
    if EMPTY in values:
        return f"the cell is {EMPTY} in the paper", None, cells
    later = [fact for fact in facts if not in_force(fact) and fact.key not in landscape.part.earlier]
    return "; ".join(sentence(landscape.part, fact) for fact in later), None, later


def name_of(landscape: Landscape, denial: Fact) -> str:
    """The name of the other end of a denial that is a literal."""
    return landscape.part.name(str(denial.properties.get("value_text", "")).partition(":")[2])


def _last_said(landscape: Landscape, item: str) -> tuple[Fact, ...]:
    """A fact that shows where the papers speak of something and do not say more: its place in a plan, else the first there is."""
    about = [fact for fact in landscape.part.about(item) if fact.properties.get("evidence") and not fact.properties.get("by_class")]
    order = ("PART_OF", "STATED_IN", "MENTIONED_IN")
    rank = {kind: place for place, kind in enumerate(order)}
    best = sorted(about, key=lambda fact: (fact.start != item, rank.get(fact.type, 1), fact.key))
    return tuple(best[:1])


@rule(
    "no-reporting-line",
    Severity.WARNING,
    "gaps",
    finds="A board, group or partnership of which no paper says that it reports or escalates to anybody, that anybody oversees, "
    "scrutinises or holds it to account, or that it is part of another body.",
    advice="Ask its chair to whom it answers; a board at the top of its own line may stand in the baseline.",
    says="has no reporting line",
    asked_by="gaps",
)
def no_reporting_line(landscape: Landscape) -> Iterator[Hit]:
    """Boards, groups and partnerships with nothing above them."""
    part = landscape.part
    for item in landscape.labelled(*_GROUPS):
        if item.id in landscape.unnamed:
            continue
        above = [*part.out_of(item.id, "PART_OF", *(kind for kind in UP_TO_END if kind != "POST_IN")), *part.into(item.id, *_ABOVE)]
        if landscape.holding(above):
            continue
        told = [sentence(part, fact) for fact in above if fact.properties.get("modality") != Modality.ENDED]
        beside = [
            f"{BY_TYPE[fact.type].back} {part.name(fact.start)}" for fact in landscape.holding(part.into(item.id, "CONVENES", "CHAIRS"))
        ]
        more = "; ".join(dict.fromkeys([*told, *(f"it is {words}" for words in beside)]))
        yield Hit(
            (item.id,),
            "no paper says to whom it reports, or who is above it" + (f" ({more})" if more else ""),
            tuple(above) or _last_said(landscape, item.id),
        )


@rule(
    "owner-ended",
    Severity.WARNING,
    "gaps",
    finds="Something whose accountable owner, lead, chair, holder or giver has ended, was succeeded, or no longer holds the post that "
    "it had.",
    advice="Ask who took it over, and record the answer with `landscape record`.",
    asked_by="gaps",
)
def owner_ended(landscape: Landscape) -> Iterator[Hit]:
    """Current owners that are there no longer."""
    part = landscape.part
    for fact in landscape.facts:
        if fact.type not in ("ACCOUNTABLE_FOR", "LEADS", "CHAIRS", "HOLDS", "AWARDS") or not landscape.holding([fact]):
            continue
        if landscape.plans.leaves_out(fact.end) or fact.end not in landscape.entities:
            continue
        why, told = _gone(landscape, fact)
        if why:
            words = f"is {BY_TYPE[fact.type].back} {part.name(fact.start)}, and {why}"
            yield Hit((fact.end, fact.start), words, (fact, *told), mark=fact.type)


_OVER = ("ended", "abolished", "disbanded", "dissolved", "closed", "ceased")


def _gone(landscape: Landscape, fact: Fact) -> tuple[str, list[Fact]]:
    """Why the owner of a fact is there no longer, in words; empty where no paper says so."""
    part, owner = landscape.part, fact.start
    heirs = [heir for heir in landscape.holding(part.into(owner, "SUCCEEDS")) if heir.start != fact.end]
    if heirs:
        return f"{part.name(heirs[0].start)} has succeeded it", heirs
    states = [state for state in landscape.literals(owner, "state") if str(state.properties.get("value_text", "")).casefold() in _OVER]
    if states:
        return f"a paper says of it: {states[0].properties['value_text']}", states
    if owner in landscape.ended:
        return f"its register no longer holds it from {landscape.ended[owner]} on", []
    posts = part.out_of(owner, "HOLDS")
    if fact.type == "HOLDS" or landscape.holding(posts):
        return "", []
    replaced = [post for post in posts if post.key in part.earlier]
    left = [post for post in posts if post.properties.get("modality") == Modality.ENDED]
    until = landscape.past_posts.get(owner, ())
    if replaced:
        now = landscape.holding(part.into(replaced[0].end, "HOLDS"))
        return f"a newer paper names {part.name(now[0].start)} as {part.name(replaced[0].end)}" if now else "", [*replaced, *now]
    if left:
        return f"no longer holds the post of {part.name(left[0].end)}", left
    if until:
        return f"held the post of {part.name(until[0].end)} until {until[0].properties['valid_to']}", list(until)
    return "", []


@rule(
    "fund-without-giver",
    Severity.WARNING,
    "gaps",
    finds="A fund or grant of which no paper says who gives it, nor of the fund that it is part of.",
    advice="Look for the award or the budget line, and record the giver with `landscape record`.",
    words="fund without giver",
    says="has no giver",
    asked_by="gaps",
)
def fund_without_giver(landscape: Landscape) -> Iterator[Hit]:
    """Money that nobody is said to give."""
    part = landscape.part
    for item in landscape.labelled("Fund", "Grant"):
        givers = [fact for pot in _pots(landscape, item.id) for fact in part.into(pot, "AWARDS", "FUNDS")]
        if landscape.holding(givers):
            continue
        told = "; ".join(sentence(part, fact) for fact in givers if fact.properties.get("modality") != Modality.ENDED)
        yield Hit(
            (item.id,),
            f"no paper says who gives it{f' ({told})' if told else ''}",
            tuple(givers) or _last_said(landscape, item.id),
        )


def _pots(landscape: Landscape, item: str) -> list[str]:
    """A fund or grant, and the funds that it is part of."""
    found, frontier = [item], [item]
    while frontier:
        above = {fact.end for each in frontier for fact in landscape.holding(landscape.part.out_of(each, "PART_OF"))}
        frontier = sorted(above - set(found))
        found += frontier
    return found


@rule(
    "csp-without-scrutiny",
    Severity.WARNING,
    "gaps",
    finds="A community safety partnership that no paper says any committee or body scrutinises.",
    advice="Name the crime and disorder committee of its local authority (Police and Justice Act 2006, section 19).",
    words="CSP without scrutiny",
    says="has no scrutiny",
    asked_by="gaps",
)
def csp_without_scrutiny(landscape: Landscape) -> Iterator[Hit]:
    """Partnerships without a scrutiny body; who holds one to account is told, and is another power."""
    part = landscape.part
    classes = [item for item in part.entities.values() if COLLECTIVE in item.labels and item.label == "CommunitySafetyPartnership"]
    lent = [
        fact for item in classes for fact in landscape.holding(part.into(item.id, "SCRUTINISES")) if fact.properties.get("share") == "all"
    ]
    for item in landscape.labelled("CommunitySafetyPartnership"):
        if landscape.holding(part.into(item.id, "SCRUTINISES")):
            continue
        held = [f"{part.name(fact.start)} holds it to account" for fact in landscape.holding(part.into(item.id, "HOLDS_TO_ACCOUNT"))]
        if lent:
            held.append(f"{sentence(part, lent[0])}, and no paper says that it is one of them")
        more = f" ({'; '.join(held)})" if held else ""
        yield Hit((item.id,), f"no paper says who scrutinises it{more}", (*_last_said(landscape, item.id), *lent[:1]))


@rule(
    "group-without-products",
    Severity.WARNING,
    "gaps",
    finds="A group that is one of a class of which a paper expects products (a delivery plan, a risk register), and that no paper says "
    "has made them.",
    advice="Ask the group for them; what it has made goes into the register as PRODUCES.",
    words="group without its expected products",
    says="is without its expected products",
    asked_by="gaps",
)
def group_without_products(landscape: Landscape) -> Iterator[Hit]:
    """Members of a class without what all of the class are expected to produce."""
    part = landscape.part
    for item in landscape.entities.values():
        produced = part.out_of(item.id, "PRODUCES")
        expected = [fact for fact in produced if fact.properties.get("by_class") and not in_force(fact)]
        if not expected:
            continue
        own = [part.entities[fact.end] for fact in produced if not fact.properties.get("by_class") and fact.end in part.entities]
        missing = [fact for fact in expected if not any(_answers(landscape, made, fact.end) for made in own)]
        if missing:
            names = ", ".join(part.name(fact.end) for fact in missing)
            classes = ", ".join(sorted({part.name(str(fact.properties["by_class"])) for fact in missing}))
            yield Hit((item.id,), f"as one of {classes} it is expected to produce {names}; no paper says that it has", tuple(missing))


def _answers(landscape: Landscape, made: Entity, wanted: str) -> bool:
    """True where a thing that was made is the one wanted, one of its class, or of the same kind."""
    part = landscape.part
    if made.id == wanted or any(fact.end == wanted for fact in part.out_of(made.id, "INSTANCE_OF", "PART_OF")):
        return True
    kind = part.entities[wanted].kind if wanted in part.entities else ""
    return bool(kind) and made.kind == kind
