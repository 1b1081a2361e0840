"""The map of accountability: the way up from an entity to the law, or of everything that somebody answers for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.model.relationships import UP_TO_END, UP_TO_START
from visualisations.maps.assemble import Choice, assemble, within
from visualisations.maps.frame import Frame, ends_of, ground
from visualisations.rows import Row
from visualisations.spec import MapSpec

# Accountability is walked upwards: along these types as they read, and along those against their reading.
_UP = frozenset((*UP_TO_END, "PART_OF"))
_UP_BACKWARDS = frozenset((*UP_TO_START, "COMMISSIONS", "DOES_NOT_HOLD_TO_ACCOUNT"))
_LAW = frozenset(("HAS_DUTY", "HAS_POWER", "NOT_SUBJECT_TO", "LACKS_POWER"))
TYPES = _UP | _UP_BACKWARDS | _LAW | {"CONTRIBUTES_TO", "MEMBER_OF", "HOLDS", "IMPOSED_BY", "CONCERNS"}
_WHOLE = _UP_BACKWARDS | _UP - {"PART_OF", "POST_IN"}


def accountability(nodes: Iterable[Row], links: Iterable[Row], frame: Frame, subject: str | None = None) -> MapSpec:
    """Draw the way up from one entity: who answers for it, leads it, oversees it, holds them to account, and by which law.

    What stands around the subject itself is there too. Whole: everything that somebody is accountable for, leads, oversees, holds to
    account, scrutinises, or that reports to somebody.
    """
    made = ground(nodes, links, frame, TYPES, subject)
    if subject is None:
        chosen = made.of(_WHOLE)
        shown = ends_of(chosen)
        made.left_out.append(f"Whatever nobody answers for, leads, oversees or holds to account ({len(made.found) - len(shown)}).")
        question = "Who answers for what, who leads it, and to whom do they answer?"
        return assemble(made, Choice("Accountability", question, shown, chosen), frame)
    chosen = made.of(TYPES)
    name = made.name(subject)
    if frame.hops is not None:
        shown, chosen = within(made, chosen, subject, frame.hops)
    else:
        shown = _upwards(subject, chosen) & made.found.keys()
        made.left_out.append(f"Whatever lies further from {name} than the way up to who holds to account, and the law there.")
    question = f"Who answers for {name}, to whom, and under which law?"
    return assemble(made, Choice(f"Accountability: {name}", question, shown, chosen, subject=subject), frame)


def _upwards(subject: str, links: Sequence[Row]) -> set[str]:
    """Ids of the subject, its neighbours, every step up, and the law at the ends of the way."""
    out: dict[str, list[Row]] = defaultdict(list)
    back: dict[str, list[Row]] = defaultdict(list)
    for row in links:
        out[row["from"]].append(row)
        back[row["to"]].append(row)
    near = {row["to"] for row in out[subject]} | {row["from"] for row in back[subject]}
    way = [subject]
    seen = {subject}
    tops = []
    for at in way:
        ups = [row["to"] for row in out[at] if row["type"] in _UP] + [row["from"] for row in back[at] if row["type"] in _UP_BACKWARDS]
        if not ups:
            tops.append(at)
        for up in ups:
            if up not in seen:
                seen.add(up)
                way.append(up)
    shown = seen | near
    concerned = {row["from"] for row in links if row["type"] == "CONCERNS" and row["to"] in seen}
    laws = {row["to"] for top in (*tops, subject) for row in out[top] if row["type"] in _LAW}
    laws |= {row["to"] for at in seen for row in out[at] if row["type"] in _LAW and row["to"] in concerned}
    shown |= laws
    return shown | {row["to"] for at in shown for row in out[at] if row["type"] == "IMPOSED_BY"}
