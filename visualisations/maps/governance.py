"""The map of governance."""

from __future__ import annotations

from collections.abc import Iterable

from visualisations.maps.assemble import Choice, assemble, within
from visualisations.maps.frame import Frame, count, ends_of, ground
from visualisations.rows import Row
from visualisations.spec import MapSpec

TYPES = frozenset(
    (
        *("HOLDS_TO_ACCOUNT", "SCRUTINISES", "OVERSEES", "REPORTS_TO", "ESCALATES_TO", "CONVENES", "DOES_NOT_HOLD_TO_ACCOUNT"),
        *("CHAIRS", "MEMBER_OF", "PART_OF", "INSTANCE_OF"),
    )
)
_ALWAYS = {"Board", "CommunitySafetyPartnership", "DeliveryGroup"}
_FAMILIES = ("Body", "Holder")
_HOPS = 2


def governance(nodes: Iterable[Row], links: Iterable[Row], frame: Frame, subject: str | None = None) -> MapSpec:
    """Who holds whom to account, scrutinises, oversees, reports and convenes: boards, partnerships, groups, posts, organisations.

    Whole, every board, partnership and group stands on it, linked or not; posts and organisations where a link reaches them. With a
    subject, what lies within two links of it, or `frame.hops`.
    """
    made = ground(nodes, links, frame, TYPES, subject)
    chosen = made.of(TYPES, _FAMILIES)
    question = "Who holds whom to account, who scrutinises, who oversees, and who reports to whom?"
    if subject is not None:
        shown, chosen = within(made, chosen, subject, frame.hops or _HOPS)
        name = made.name(subject)
        around = f"Who holds {name} to account, who oversees it, what reports to it, and who sits on it?"
        return assemble(made, Choice(f"Governance: {name}", around, shown, chosen, subject=subject), frame)
    reached = ends_of(chosen)
    shown = {key for key in made.found if made.family(key) in _FAMILIES and (key in reached or made.label(key) in _ALWAYS)}
    alone = sum(1 for key in made.found if made.family(key) in _FAMILIES and key not in shown)
    if alone:
        made.left_out.append(f"{count(alone, 'post or organisation', 'posts and organisations')} that no link of this map reaches.")
    others = len(made.found) - len(shown) - alone
    if others:
        made.left_out.append(f"Work, money, law, places, systems and meetings ({others}): the other maps draw them.")
    return assemble(made, Choice("Governance", question, shown, chosen), frame)
