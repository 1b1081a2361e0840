"""The map of delivery: plan, themes, actions and strands, who leads and answers, and what state the work is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from visualisations.maps.assemble import Choice, assemble, within
from visualisations.maps.frame import Frame, Ground, along, count, ends_of, ground
from visualisations.rows import Row
from visualisations.spec import Fact, Item, MapSpec

OWNING = frozenset(("LEADS", "ACCOUNTABLE_FOR", "OVERSEES", "COMMISSIONS"))
CONTRIBUTING = "CONTRIBUTES_TO"
LEVELS = ("Plans", "Themes and objectives", "Actions", "Strands and deliverables", "Programmes and other work", "Who leads and answers")
_LEVEL = {"Plan": 0, "Theme": 1, "Objective": 1, "PriorityAction": 2, "Strand": 3, "Deliverable": 3}
_PLANNED = {"Theme", "Objective", "PriorityAction", "Strand", "Deliverable"}
_UNREAD = {"lost": "lost in the text", "empty": "cell is empty"}


def delivery(nodes: Iterable[Row], links: Iterable[Row], frame: Frame, subject: str | None = None) -> MapSpec:
    """Draw plans with their themes, actions and strands, who leads each and answers for it, and its state.

    With a plan, theme or action: what it is part of, what is part of it, and who contributes, too. With a body or post: the work that it
    leads, answers for or contributes to. Whole: every plan that has parts.
    """
    made = ground(nodes, links, frame, (*OWNING, CONTRIBUTING, "PART_OF"), subject)
    parts = made.of(("PART_OF",), ("Work",))
    owning = [row for row in made.of((*OWNING, CONTRIBUTING)) if made.family(row["to"]) == "Work"]
    title, question = "Delivery", "What does each plan hold, who leads it, who answers for it, and what state is it in?"
    if subject is None:
        roots = {row["to"] for row in parts if made.label(row["to"]) == "Plan" and made.label(row["from"]) in _PLANNED}
        work = set(along(roots, parts, down=("PART_OF",)))
        contributing = [row for row in owning if row["type"] == CONTRIBUTING and row["to"] in work]
        if contributing:
            made.left_out.append(
                f"{count(len(contributing), 'contribution', 'contributions')} to work: the map of one plan or action has them."
            )
        owning = [row for row in owning if row["type"] != CONTRIBUTING]
        others = sum(1 for key in made.found if made.family(key) == "Work" and key not in work)
        if others:
            made.left_out.append(f"{count(others, 'piece of work', 'pieces of work')} that no plan with parts holds.")
    else:
        name = made.name(subject)
        title, question = f"Delivery: {name}", f"What does {name} deliver, who leads it, who answers for it, and what state is it in?"
        if frame.hops is not None:
            shown, chosen = within(made, [*parts, *owning], subject, frame.hops)
            return assemble(made, _choice(made, title, question, shown, chosen, subject), frame)
        own = {subject} if made.family(subject) == "Work" else {row["to"] for row in owning if row["from"] == subject}
        work = set(along(own, parts, up=("PART_OF",))) | set(along(own, parts, down=("PART_OF",)))
        if made.family(subject) != "Work":
            owning = [row for row in owning if row["from"] == subject or row["to"] in own]
        else:
            below = set(along(own, parts, down=("PART_OF",)))
            owning = [row for row in owning if row["to"] in below]
    chosen = [row for row in parts if row["from"] in work and row["to"] in work] + [row for row in owning if row["to"] in work]
    shown = (work | ends_of(chosen) | ({subject} if subject else set())) & made.found.keys()
    return assemble(made, _choice(made, title, question, shown, chosen, subject), frame)


def _choice(made: Ground, title: str, question: str, shown: set[str], chosen: Sequence[Row], subject: str | None) -> Choice:
    inside: dict[str, str] = {}
    held: dict[str, list[str]] = defaultdict(list)
    for row in sorted(chosen, key=lambda row: str(row["key"])):
        if row["type"] == "PART_OF":
            inside.setdefault(row["from"], row["to"])
        else:
            held[row["from"]].append(row["to"])
    for holder, works in held.items():
        if len(works) == 1:  # who has one thing to do folds into it; who has several stays in sight
            inside.setdefault(holder, works[0])
    return Choice(
        title,
        question,
        shown,
        chosen,
        levels=LEVELS,
        level_of=lambda key: _LEVEL.get(made.label(key), 4) if made.family(key) == "Work" else 5,
        groups=inside,
        subject=subject,
        dress=lambda item: item.model_copy(update={"note": state_of(item)}) if item.family == "Work" else item,
    )


def state_of(item: Item) -> str:
    """The state of work in a few words, as last stated: state, direction of travel, when due; nothing where the papers say nothing."""
    said = []
    for name, words in (("state", ""), ("direction", "direction "), ("due", "due ")):
        newest = _newest([fact for fact in item.facts if fact.property == name])
        if newest:
            said.append(words + "; ".join(dict.fromkeys(_UNREAD.get(fact.value, fact.value) for fact in newest)))
    if said[:2] == ["lost in the text", "direction lost in the text"]:
        said[:2] = ["state and direction lost in the text"]
    elif said[:1] == ["lost in the text"]:
        said[0] = "state lost in the text"
    return " · ".join(said)


def _newest(facts: Sequence[Fact]) -> list[Fact]:
    readable = [fact for fact in facts if fact.value not in _UNREAD] or list(facts)
    last = max((fact.dates for fact in readable), default="")
    return [fact for fact in readable if fact.dates == last]
