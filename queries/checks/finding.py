"""A finding, the rule that makes it, and the table of rules: one function each, registered where it is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from graph.answer import NoteCode
from graph.timeline import Fact
from queries.grammar import agreeing

if TYPE_CHECKING:
    from queries.checks.landscape import Landscape
    from queries.slice import Entity


class Severity(StrEnum):
    """How much it matters; findings are listed in this order."""

    ERROR = "error"
    """Two things that cannot both be so, or a fact that nothing backs."""
    WARNING = "warning"
    """Something is missing or has ended that somebody must see to."""
    NOTE = "note"
    """Something to look at."""


class Hit(NamedTuple):
    """What a rule finds."""

    entities: tuple[str, ...]
    """Ids of what it is about, the first one first of all."""
    detail: str
    """What is so, in words that follow the name of the first entity, or what the rule says of it and a colon."""
    facts: tuple[Fact, ...] = ()
    """The facts that it rests on."""
    severity: Severity | None = None
    """Where it differs from that of the rule."""
    note: NoteCode | None = None
    """Why the papers do not answer: lost, denied."""
    mark: str = ""
    """What tells apart two findings of one rule about the same entities: it must not change from one day to the next."""
    evidence: tuple[str, ...] = ()
    """Ids of passages beside those of the facts."""


Check = Callable[["Landscape"], Iterable[Hit]]


class Rule(NamedTuple):
    """One rule."""

    id: str
    severity: Severity
    group: str
    """gaps, overlaps, broken chains, cycles, contradictions, counts, names, evidence, time."""
    finds: str
    """What it finds, as a sentence."""
    advice: str
    """What to do, as a sentence."""
    words: str
    """The finding in a few words, for the answers of `gaps` and `contested`."""
    says: str
    """What stands between the name of the entity and the detail; empty where the detail follows at once."""
    asked_by: str
    """The question of the catalogue that asks it; empty where only `check` does."""
    check: Check


RULES: dict[str, Rule] = {}
"""Every rule by its id, in the order in which they were written."""


def rule(
    name: str, severity: Severity, group: str, *, finds: str, advice: str, words: str = "", says: str = "", asked_by: str = ""
) -> Callable[[Check], Check]:
    """Register a function as the rule `name`; raises `ValueError` where two have one name."""

    def register(check: Check) -> Check:
        if name in RULES:
            message = f"two rules are called {name!r}"
            raise ValueError(message)
        RULES[name] = Rule(name, severity, group, finds, advice, words or name.replace("-", " "), says, asked_by, check)
        return check

    return register


class Finding(NamedTuple):
    """One finding: what a report prints of it."""

    rule: Rule
    severity: Severity
    entities: tuple[Entity, ...]
    detail: str
    facts: tuple[Fact, ...]
    evidence: tuple[str, ...]
    note: NoteCode | None
    fingerprint: str
    """16 hex digits: the same finding has the same, whatever the date, the wording of the rule or the order of imports."""

    @property
    def sentence(self) -> str:
        """The finding as one plain sentence, without its full stop."""
        said = f"{self.rule.says}: {self.detail}" if self.rule.says else self.detail
        return f"{self.entities[0].called} {agreeing(said, self.entities[0])}" if self.entities else said


def fingerprint(name: str, hit: Hit) -> str:
    """What tells a finding from all others: its rule, its entities and its mark.

    >>> fingerprint("no-lead", Hit(("work/a",), "has no lead"))
    '05cb387be5130aff'
    """
    parts = [name, *hit.entities, hit.mark]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()[:16]
