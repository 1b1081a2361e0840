"""The map of dependency: what waits on what."""

from __future__ import annotations

from collections.abc import Iterable

from visualisations.maps.assemble import Choice, assemble, within
from visualisations.maps.frame import Frame, along, ends_of, ground
from visualisations.rows import Row
from visualisations.spec import MapSpec

TYPES = frozenset(("DEPENDS_ON", "USES"))
_WHOLE = ("What only waits", "What waits and is waited on", "What others wait on")
_OF_ONE = ("What waits on it", "What is asked about", "What it waits on")


def dependency(nodes: Iterable[Row], links: Iterable[Row], frame: Frame, subject: str | None = None) -> MapSpec:
    """What depends on what and uses what, read downwards: what waits stands above what it waits on.

    With a subject, everything that waits on it and that it waits on, through every step or `frame.hops`. References from text to text
    are no dependence and are left out.
    """
    made = ground(nodes, links, frame, TYPES, subject)
    chosen = made.of(TYPES)
    made.left_out.append("References from one text to another: they are no dependence.")
    if subject is None:
        waiting, waited = ({row[end] for row in chosen} for end in ("from", "to"))
        shown = ends_of(chosen)
        question = "What waits on what?"
        levels = {key: 1 if key in waiting and key in waited else 0 if key in waiting else 2 for key in shown}
        return assemble(made, Choice("Dependency", question, shown, chosen, levels=_WHOLE, level_of=lambda key: levels[key]), frame)
    below = along((subject,), chosen, up=TYPES)
    above = along((subject,), chosen, down=TYPES)
    shown = {key for key in {**below, **above} if key in made.found}
    chosen = [row for row in chosen if row["from"] in shown and row["to"] in shown]
    if frame.hops is not None:
        shown, chosen = within(made, chosen, subject, frame.hops)
    name = made.name(subject)
    question = f"What does {name} wait on, and what waits on {name}?"
    choice = Choice(
        f"Dependency: {name}",
        question,
        shown,
        chosen,
        levels=_OF_ONE,
        level_of=lambda key: 1 if key == subject else 2 if below.get(key, len(below)) <= above.get(key, len(above) + len(below)) else 0,
        subject=subject,
    )
    return assemble(made, choice, frame)
