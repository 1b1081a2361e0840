"""The map of membership: who sits on which board, partnership and group, and who chairs it."""

from __future__ import annotations

from collections.abc import Iterable

from visualisations.maps.assemble import Choice, assemble, within
from visualisations.maps.frame import Frame, Ground, around, count, ends_of, ground
from visualisations.rows import Row
from visualisations.spec import MapSpec

SITTING = frozenset(("MEMBER_OF", "CHAIRS"))
TYPES = SITTING | {"HOLDS", "POST_IN", "DEPUTISES_FOR"}
LEVELS = ("Boards", "Partnerships and groups", "Organisations", "Posts", "Persons")
_LEVEL = {"Board": 0, "CommunitySafetyPartnership": 1, "DeliveryGroup": 1, "Role": 3, "Person": 4}
_BOARDS = {"Board", "CommunitySafetyPartnership", "DeliveryGroup"}


def membership(nodes: Iterable[Row], links: Iterable[Row], frame: Frame, subject: str | None = None) -> MapSpec:
    """Who sits on what and who chairs it, with the posts that they hold.

    With a board or group, those who sit on it and the other tables at which they sit; with anyone else, the tables of theirs and who else
    sits there. `frame.hops` reaches further.
    """
    made = ground(nodes, links, frame, TYPES, subject)
    chosen = made.of(TYPES, ("Body", "Holder"))
    if subject is not None:
        name = made.name(subject)
        question = f"Who sits on {name}, who chairs it, and on what does it sit?"
        hops = frame.hops or 2
        shown, chosen = within(made, chosen, subject, hops)
        return assemble(made, _choice(made, f"Membership: {name}", question, shown, chosen, subject), frame)
    sitting = [row for row in chosen if row["type"] in SITTING]
    near = set(around(ends_of(sitting), chosen, 1))
    chosen = [row for row in chosen if row["from"] in near and row["to"] in near]
    silent = sum(1 for key in made.found if made.label(key) in _BOARDS and key not in near)
    if silent:
        made.left_out.append(f"{count(silent, 'board or group', 'boards and groups')} of which the papers name neither chair nor member.")
    return assemble(made, _choice(made, "Membership", "Who sits on what, and who chairs it?", near, chosen, None), frame)


def _choice(made: Ground, title: str, question: str, shown: set[str], chosen: list[Row], subject: str | None) -> Choice:
    return Choice(
        title, question, shown, chosen, levels=LEVELS, level_of=lambda key: _LEVEL.get(made.label(key), 2), subject=subject
    )  # fmt: skip
