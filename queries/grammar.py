"""How names and verbs agree in a sentence: classes and sums of money are often spoken of in the plural. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from graph.model.labels import Family, family_of
from queries.slice import Entity

_AFTER_THE_HEAD = re.compile(
    r"\s+(?:of|from|for|on|in|at|to|under|with|within|by|against|across|through|who|that|which|as|funded|agreed|\()\b|\s*[(,:]"
)
"""What may follow the noun that a name turns on: "Delivery plans of the Safeguarding Boards" are plans."""
_SINGULAR_ENDS = ("ss", "us", "is", "ics", "news")
_SUMS = ("grants", "monies", "funds", "awards", "payments", "reserves")
"""What a sum of money may be called in the plural; any other title of a grant is its own: "Safer streets"."""
_PLURALS = ("people", "monies", "staff and officers")
_IRREGULAR = {"is": "are", "was": "were", "has": "have", "does": "do"}


def is_plural(item: Entity) -> bool:
    """True for a class or a sum of money whose name says more than one; a body's, a post's or a work's own name is one thing.

    >>> is_plural(Entity("a", "Community Safety Partnerships", ("Collective", "CommunitySafetyPartnership")))
    True
    >>> is_plural(Entity("a", "Social care of two councils", ("Collective", "Organisation")))
    False
    >>> is_plural(Entity("a", "Youth Offending Services", ("Organisation",))), is_plural(Entity("a", "Safer streets", ("Grant",)))
    (False, False)
    >>> is_plural(Entity("a", "Crime and Disorder Reduction Grants", ("Fund",)))
    True
    """
    sum_of_money = family_of(list(item.labels)) is Family.MONEY and "Grant" not in item.labels  # a grant has a title, of one award
    if not item.is_class and not sum_of_money:
        return False
    head = _AFTER_THE_HEAD.split(item.name, maxsplit=1)[0].casefold()
    return head.endswith(_PLURALS) or " and " in f"{head} " or (head.endswith("s") and not head.endswith(_SINGULAR_ENDS))


def agreeing(words: str, item: Entity) -> str:
    """The words between two names, as they follow the name of `item`.

    >>> csps = Entity("a", "Community Safety Partnerships", ("Collective",))
    >>> agreeing("leads", csps), agreeing("is accountable for", csps), agreeing("decided on", csps)
    ('lead', 'are accountable for', 'decided on')
    """
    verb, space, rest = words.partition(" ")
    if not is_plural(item):
        return words
    return _IRREGULAR.get(verb, verb.removesuffix("s")) + space + rest


def share_words(properties: Mapping[str, Any]) -> str:
    """Of which share of a class a fact is true: "all of them", "a number of them"; nothing where it is no fact of a class.

    >>> share_words({"share": "all"}), share_words({"share": "a number of"}), share_words({})
    ('all of them', 'a number of them', '')
    """
    share = str(properties.get("share") or "")
    return f"{share.removesuffix(' of')} of them" if share else ""
