"""What the fold reads off several facts at once: which contradict each other, and whom the Act names. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graph.facts import Stating
from graph.model.labels import RESPONSIBLE_CLASS
from graph.model.relationships import DENIAL_OF, DENIED_OR_DENYING
from graph.model.values import SINGLE_LITERALS, Modality, latest


class Draft(NamedTuple):
    """A relationship before its fold: its ends, and the statings that make it."""

    type: str
    start: str
    end: str
    statings: list[Stating]
    base: str
    former_keys: list[str]


def rivals(drafts: Mapping[str, Draft]) -> dict[str, list[str]]:
    """Keys that contradict each other where the fold may say so, and only there.

    A fact and its denial for the same ends, paper date and modality; two values of a single literal property of one entity in papers of
    one date. What a source no longer holds contradicts nothing.
    """
    found: dict[str, set[str]] = defaultdict(set)
    facts: dict[tuple[str, ...], list[str]] = defaultdict(list)
    literals: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for key, draft in drafts.items():
        single = draft.type == "STATED_IN" and draft.statings[0].more[0] in SINGLE_LITERALS
        if not single and draft.type not in DENIED_OR_DENYING:
            continue
        for date in _dates(draft):
            if single:
                name, value = draft.statings[0].more
                literals[draft.start, name, draft.statings[0].bundle_scope, date].append((key, value))
            else:
                facts[draft.type, draft.start, draft.end, date, str(draft.statings[0].modality)].append(key)
    for (kind, *rest), keys in facts.items():
        for denial in facts.get((DENIAL_OF.get(kind, ""), *rest), ()):
            for key in keys:
                found[key].add(denial)
                found[denial].add(key)
    for items in literals.values():
        for key, value in items:
            found[key] |= {other for other, said in items if said != value}
    return {key: sorted(others) for key, others in found.items() if others}


def _dates(draft: Draft) -> set[str]:
    """Dates of the papers that say it still."""
    return {s.date for s in draft.statings if s.counts and not s.ended_by}


def responsible_authorities(drafts: Iterable[Draft], responsible: str = RESPONSIBLE_CLASS) -> frozenset[str]:
    """Ids of the members of the class that the Crime and Disorder Act 1998, section 5, names, by the paper of the newest date.

    The lists differ; the label follows the newest, and questions about the past read `INSTANCE_OF`.
    """
    lists = [
        (latest(date), draft.start)
        for draft in drafts
        if draft.type == "INSTANCE_OF" and draft.end == responsible and draft.statings[0].modality is Modality.IN_FORCE
        for date in _dates(draft)
    ]
    newest = max((date for date, _ in lists), default="")
    return frozenset(member for date, member in lists if date == newest)
