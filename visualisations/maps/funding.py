"""The map of funding: givers, funds and grants, who is paid, what it pays for; caps, bids and awards told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from visualisations.maps.assemble import Choice, assemble, within
from visualisations.maps.frame import Frame, Ground, along, ends_of, ground
from visualisations.rows import Row, text
from visualisations.spec import Item, Link, MapSpec

GIVING = ("AWARDS", "FUNDS", "PAID_TO", "SPENT_IN")
TYPES = frozenset((*GIVING, "BIDS_TO"))
LEVELS = ("Who gives", "Funds", "Grants and bids", "Who bids and who is paid", "What it pays for", "Where it is spent")
_CEILINGS = ("up to", "maximum", "cap", "no more than")


def funding(nodes: Iterable[Row], links: Iterable[Row], frame: Frame, subject: str | None = None) -> MapSpec:
    """Who gives what to whom for what: awards, payments, bids and caps each with a line and words of their own; sums are never added up.

    With a subject, the money that comes to it and goes from it, along every step; every bid beside.
    """
    made = ground(nodes, links, frame, (*TYPES, "PART_OF"), subject)
    chosen = made.of(TYPES) + [row for row in made.of(("PART_OF",), ("Money",)) if row["from"] != row["to"]]
    if subject is None:
        shown = ends_of(chosen) | {key for key in made.found if made.family(key) == "Money"}
        title, question = "Funding", "Who gives what to whom, for what, and what was bid for?"
    else:
        name = made.name(subject)
        title, question = f"Funding: {name}", f"Who gives money to {name} or for it, and to whom and for what does it give?"
        if frame.hops is not None:
            shown, chosen = within(made, chosen, subject, frame.hops)
        else:
            shown = set(along((subject,), chosen, up=(*GIVING, "PART_OF"), down=("BIDS_TO",)))
            shown |= set(along((subject,), chosen, up=("BIDS_TO", "PART_OF"), down=GIVING))
            shown |= {
                row["from"]
                for row in chosen
                if row["type"] in ("BIDS_TO", "PART_OF") and row["to"] in shown and made.family(row["to"]) == "Money"
            }
    givers = {row["from"] for row in chosen if row["type"] == "AWARDS" or (row["type"] == "FUNDS" and made.family(row["from"]) != "Money")}
    givers |= {row["to"] for row in chosen if row["type"] == "BIDS_TO" and made.family(row["to"]) != "Money"}
    choice = Choice(
        title,
        question,
        shown & made.found.keys(),
        chosen,
        levels=LEVELS,
        level_of=lambda key: _level(made, key, givers),
        groups=_groups(made, chosen),
        subject=subject,
        dress=_with_amount,
        dress_link=_with_words,
    )
    return assemble(made, choice, frame)


def _level(made: Ground, key: str, givers: set[str]) -> int:
    family = made.family(key)
    if family == "Money":
        return 2 if made.label(key) == "Grant" else 1
    if family == "Place":
        return 5
    if family in ("Body", "Holder"):
        return 0 if key in givers else 3
    return 4


def _groups(made: Ground, chosen: Sequence[Row]) -> dict[str, str]:
    """What is paid for, a place and a grant fold into their money."""
    inside: dict[str, str] = {}
    for row in sorted(chosen, key=lambda row: str(row["key"])):
        if (
            row["type"] in ("FUNDS", "SPENT_IN")
            and made.family(row["from"]) == "Money"
            and made.family(row["to"]) not in ("Body", "Holder")
        ):
            inside.setdefault(row["to"], row["from"])
        elif row["type"] == "PART_OF":
            inside.setdefault(row["from"], row["to"])
    return inside


def _with_amount(item: Item) -> Item:
    """The amount or cap of money, as printed, under its name."""
    if item.family != "Money":
        return item
    said = [f"{'cap ' if fact.property == 'cap' else ''}{fact.value}" for fact in item.facts if fact.property in ("amount", "cap")]
    return item.model_copy(update={"note": "; ".join(dict.fromkeys(said))}) if said else item


def _with_words(link: Link, row: Row) -> Link:
    amount, qualifier, result = (text(row.get(name)) for name in ("amount_text", "qualifier", "result"))
    if amount and qualifier and qualifier.casefold() not in amount.casefold():
        amount = f"{qualifier} {amount}"
    cap = link.type != "BIDS_TO" and any(words in (qualifier or amount).casefold() for words in _CEILINGS)
    words = ", ".join(part for part in (amount or (qualifier and f"({qualifier})"), result) if part)
    return link.model_copy(update={"words": words, "cap": cap})
