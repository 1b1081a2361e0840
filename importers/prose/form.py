"""One form of words by which a sentence states a relation, and what its ends are limited to."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.model.labels import Family


class Form(NamedTuple):
    """One form of words."""

    type: str
    words: str
    """How the form is told to a person: `is chaired by`."""
    pattern: re.Pattern[str]
    passive: bool = False
    score: float = 90.0
    split: bool = False
    """The right end stands inside the words: `hold X to account`."""
    carried: tuple[tuple[str, str], ...] = ()
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    """Families or labels that its two ends are limited to, beyond what the type allows."""
    many: bool = False
    """The list of names behind it may hold words that nobody knows: `police, ⟨0⟩ and health`."""
    agents: bool = False
    """Only a body or a holder of a post does it: a piece of work that `develops` something is none."""


ADVERB = r"(?:(?:jointly|directly|regularly|formally|also|currently|now|closely|effectively|actively|further|collectively|routinely) )?"
INSIDE = "⟨\\d+⟩"


Ends = tuple[str, ...]


def form(kind: str, words: str, pattern: str, *, score: float = 90.0, first: Ends = (), second: Ends = (), **carried: str) -> Form:
    """A form of words in which what stands before them does it."""
    compiled = re.compile(rf"(?<![\w-]){pattern}(?![\w-])")
    return Form(kind, words, compiled, score=score, carried=tuple(carried.items()), first=first, second=second)


def passive(kind: str, words: str, pattern: str, *, score: float = 90.0, first: Ends = (), second: Ends = (), **carried: str) -> Form:
    """A form of words in which what stands behind them does it."""
    return form(kind, words, pattern, score=score, first=first, second=second, **carried)._replace(passive=True)


DONE: Ends = ("Plan", "Programme", "Deliverable", "Objective", "PriorityAction", "Strand", "DeliveryGroup", Family.MONEY, Family.THING)
"""What somebody leads: a piece of work, a group, a fund."""
WRITTEN: Ends = ("Plan", "Deliverable", Family.PAPER)
DOERS: Ends = (Family.BODY, Family.HOLDER)
