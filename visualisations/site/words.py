"""A fact in plain words: its dates, what it carries, and the marks that say how it stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from graph.model.ids import fold
from graph.model.values import Modality, Standing
from graph.timeline import STALE_WORDS, Fact, is_stale, was_planned

Row = Mapping[str, Any]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")

_CARRIED = (
    ("capacity", "as {}"),
    ("decision", "{}"),
    ("vote", "vote: {}"),
    ("result", "result: {}"),
    ("amount_text", "{}"),
    ("qualifier", "{}"),
    ("round", "{}"),
    ("frequency", "{}"),
    ("provision", "under {}"),
    ("provisions", "under {}"),
    ("cited_as", "cited as {}"),
    ("item", "item {}"),
    ("state", "state: {}"),
    ("reason", "since {}"),
)
"""What a fact carries, in the order in which it is said, and the words around it."""

RULES = {"member-of-class": "true of the class, shown for its member", "same-paragraph": "read from one paragraph"}


_CELLS = {"lost": "the text of the paper no longer holds that cell", "empty": "that cell of the paper is empty"}


class Mark(NamedTuple):
    """A word that says how a fact stands, the words that explain it, and its look."""

    word: str
    says: str
    look: str


LEGEND = (
    Mark("planned", "Planned, expected or proposed in a paper: not in force.", "planned"),
    Mark("ended", "A paper says that it has ended.", "ended"),
    Mark("earlier", "It stands in an older paper, and a newer one names somebody else.", "ended"),
    Mark("contradicted", "Papers of one date contradict each other, or one denies what the other says.", "against"),
    Mark("denied", "A paper says that it is not so. That is a fact too.", "against"),
    Mark("inferred", "No paper says it in so many words: it follows by a rule that is named beside it.", "inferred"),
    Mark("by class", "A paper says it of all of a class, and it shows at each member.", "inferred"),
    Mark("stale", f"Last stated {STALE_WORDS} before the date of this site, and not since.", "stale"),
    Mark("lost", "Something stood in that cell of the paper, and the text of the paper no longer holds it.", "stale"),
    Mark("empty", "That cell of the paper is empty.", "stale"),
)


def day(date: str) -> str:
    """A date as a person writes it, with the precision that it has; anything else as it is.

    >>> day("2018-11-14"), day("2018-10"), day("2018"), day("2022/2023")
    ('14 Nov 2018', 'Oct 2018', '2018', '2022/2023')
    """
    found = _DATE.fullmatch(date)
    if not found:
        return date
    year, month, number = found.groups()
    parts = [str(int(number))] if number else []
    return " ".join([*parts, *([MONTHS[int(month) - 1]] if month else []), year])


def said(value: object) -> str:
    """A carried value as text.

    >>> said(["s. 5", "s. 6"]), said(None), said(3)
    ('s. 5; s. 6', '', '3')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return "; ".join(said(part) for part in value) if isinstance(value, Iterable) else str(value)


def details(row: Row) -> list[str]:
    """What a fact carries, each in a few words: capacity, decision, amounts, how often, by which provision, limits, dates."""
    properties = row["properties"]
    parts = [words.format(said(properties[name])) for name, words in _CARRIED if properties.get(name)]
    if properties.get("share") and properties["share"] != "all":
        parts.append(f"{said(properties['share'])} of them")
    elif properties.get("share"):
        parts.append("all of them")
    limit = _limit(properties)
    parts += [limit] if limit else []
    since, until = (said(properties.get(f"valid_{end}_text")) or day(said(properties.get(f"valid_{end}"))) for end in ("from", "to"))
    parts += [f"from {since}"] if since else []
    parts += [f"until {until}"] if until else []
    parts += [f"on {day(said(properties['date']))}"] if properties.get("date") else []
    return parts


def _limit(properties: Row) -> str:
    """What limits a fact: its scope, without the capacity and the round that the scope repeats."""
    repeated = {fold(said(properties[name])) for name in ("capacity", "round") if properties.get(name)}
    return ", ".join(words for words in said(properties.get("scope")).split(" | ") if words and words not in repeated)


def marks(row: Row, as_of: str) -> list[Mark]:
    """How a fact stands, where it is not plainly stated and in force."""
    properties = row["properties"]
    found: list[Mark] = []
    fact = Fact(row["key"], row["type"], row["from"], row["to"], dict(properties))
    modality = said(properties.get("modality")) or str(Modality.IN_FORCE)
    if was_planned(fact, as_of):
        due = said(properties.get("valid_from_text")) or day(said(properties.get("valid_from") or properties.get("date")))
        found.append(Mark(f"was planned for {due}", "no paper says that it happened", "planned"))
    elif modality != Modality.IN_FORCE:
        found.append(Mark(modality, "", _look_of(modality)))
    if row.get("earlier"):
        found.append(Mark("earlier", "a newer paper names somebody else", "ended"))
    standing = properties.get("standing")
    if standing == Standing.CONTRADICTED:
        found.append(Mark("contradicted", "another paper says otherwise", "against"))
    if properties.get("by_class"):
        found.append(Mark("by class", RULES["member-of-class"], "inferred"))
    elif standing == Standing.INFERRED:
        rule = said(properties.get("rule"))
        found.append(Mark("inferred", RULES.get(rule, rule.replace("-", " ")), "inferred"))
    if row.get("last_stated") and is_stale(row["last_stated"], as_of):
        found.append(Mark("stale", "", "stale"))
    value = properties.get("value_text")
    if value in ("lost", "empty"):
        found.append(Mark(_CELLS[said(value)], "", "stale"))
    return found


def _look_of(modality: str) -> str:
    return "ended" if modality == Modality.ENDED else "planned"


def plural(number: int, one: str, several: str = "") -> str:
    """A number with its noun.

    >>> plural(1, "fact"), plural(1200, "entity", "entities")
    ('1 fact', '1,200 entities')
    """
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def label(name: str) -> str:
    """A label of the model as words.

    >>> label("PriorityAction"), label("Board")
    ('Priority action', 'Board')
    """
    return first_up(_HUMP.sub(" ", name).lower())


def first_up(text: str) -> str:
    """The text with its first letter raised, the others as they are.

    >>> first_up("who leads V4")
    'Who leads V4'
    """
    return text[:1].upper() + text[1:]
