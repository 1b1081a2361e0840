"""How things look: eight families, the kinds of line, and the states of a fact, each in one table.

A shape and a colour go with each family; a dash, a width and words with each kind of line; an end mark with each state.
Nothing is told by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from graph.model.relationships import BY_TYPE
from graph.timeline import STALE_WORDS
from visualisations.spec import Link

PAPER = "#FFFFFF"
INK = "#1B1F2A"
QUIET = "#565C6B"


@dataclass(frozen=True)
class FamilyLook:
    """How one family is drawn."""

    family: str
    words: str
    shape: str
    colour: str


FAMILIES: dict[str, FamilyLook] = {
    look.family: look
    for look in (
        FamilyLook("Body", "Bodies: boards, partnerships, groups, organisations", "square", "#33436B"),
        FamilyLook("Holder", "Posts and their holders", "dot", "#A42F00"),
        FamilyLook("Work", "Work: plans, actions, programmes, risks", "diamond", "#3D7A8B"),
        FamilyLook("Money", "Money: funds and grants", "hexagon", "#999034"),
        FamilyLook("Law", "Law: statutes, duties and powers", "triangle", "#030B51"),
        FamilyLook("Place", "Places", "triangleDown", "#8314C6"),
        FamilyLook("Thing", "Systems", "star", "#EF49F9"),
        FamilyLook("Time", "Meetings", "ring", "#560403"),
    )
}


@dataclass(frozen=True)
class LineLook:
    """How one kind of line is drawn; `start` and `end` name the marks at its two ends, `sign` the one in its middle."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    start: str = ""
    end: str = "triangle"
    sign: str = ""


# Marks of the families, as SVG paths around the origin; the page's canvas draws the same paths.
MARKS: dict[str, str] = {
    "square": "M-8-8H8V8H-8Z",
    "dot": "M9 0A9 9 0 1 1-9 0A9 9 0 1 1 9 0Z",
    "diamond": "M0-10.5L10.5 0L0 10.5L-10.5 0Z",
    "hexagon": "M10 0L5 8.7H-5L-10 0L-5-8.7H5Z",
    "triangle": "M0-10L10 8H-10Z",
    "triangleDown": "M0 10L10-8H-10Z",
    "star": "M0-11L2.9-3.6L10.5-3.4L4.6 1.4L6.7 9L0 4.6L-6.7 9L-4.6 1.4L-10.5-3.4L-2.9-3.6Z",
    "ring": "M10 0A10 10 0 1 1-10 0A10 10 0 1 1 10 0ZM4.5 0A4.5 4.5 0 1 0-4.5 0A4.5 4.5 0 1 0 4.5 0Z",
}
# Marks at the ends of a line, with the tip at the origin and the line coming from the left.
END_MARKS: dict[str, str] = {
    "triangle": "M0 0L-13-5.5V5.5Z",
    "vee": "M0 0L-13-6L-8 0L-13 6Z",
    "bar": "M0-9H-3.5V9H0Z",
    "circle": "M0 0A5 5 0 1 1-10 0A5 5 0 1 1 0 0ZM-2.5 0A2.5 2.5 0 1 0-7.5 0A2.5 2.5 0 1 0-2.5 0Z",
    "box": "M0-5H-10V5H0Z",
    "diamond": "M0 0L-7-6L-14 0L-7 6Z",
    "strokes": "M-4-7H-6.5V7H-4ZM-9-7H-11.5V7H-9Z",
    "bracket": "M0-8H-9V-5H-3V5H-9V8H0Z",
}
# Before the mark of an end that leads on, to something that is folded into the card.
INSIDE = "M0-7H-14V7H0Z M-1.6-5.4V5.4H-12.4V-5.4Z M-7.8-4H-6.2V-.8H-3V.8H-6.2V4H-7.8V.8H-11V-.8H-7.8Z"
INSIDE_DEEP = 14
# Signs in the middle of a line, around the origin, on a white disc.
SIGNS: dict[str, str] = {
    "plus": "M-1.8-7H1.8V-1.8H7V1.8H1.8V7H-1.8V1.8H-7V-1.8H-1.8Z",
    "minus": "M-7-1.8H7V1.8H-7Z",
    "delta": "M0-7L7 5.5H-7Z",
}

# The five that must never be merged, and escalation beside reporting: dash and width tell them apart without colour.
ACCOUNTABILITY: dict[str, LineLook] = {
    "HOLDS_TO_ACCOUNT": LineLook(INK, 4.0),
    "SCRUTINISES": LineLook(INK, 2.6, (14, 6)),
    "OVERSEES": LineLook(INK, 2.6, (12, 4, 3, 4)),
    "REPORTS_TO": LineLook(INK, 1.6),
    "CONVENES": LineLook(INK, 3.0, (3, 5)),
    "ESCALATES_TO": LineLook(INK, 1.6, (6, 4)),
}
# One look for each of the model's other groups of types.
GROUPS: dict[str, LineLook] = {
    "accountability": LineLook(INK, 1.2, (9, 3)),
    "denials": LineLook("#B3141C", 2.2, (2, 4), end="bar"),
    "ownership": LineLook("#1D4FBF", 1.8),
    "law": LineLook("#7B1FA2", 1.8, (10, 3)),
    "money": LineLook("#7A5F00", 2.0, (4, 3)),
    "dependence": LineLook("#0B6B5F", 1.8, (8, 3, 2, 3, 2, 3)),
    "structure": LineLook("#6A7080", 1.3),
    "place and time": LineLook("#6A7080", 1.3, (1, 3)),
    "other": LineLook("#6A7080", 1.0),
}

# The kinds of money moving must not be taken for each other: what was given, paid, bid for.
MONEY: dict[str, LineLook] = {
    "AWARDS": LineLook("#7A5F00", 3.0),
    "FUNDS": LineLook("#7A5F00", 1.8),
    "PAID_TO": LineLook("#7A5F00", 2.2, (9, 4)),
    "BIDS_TO": LineLook("#7A5F00", 1.8, (3, 4), end="vee"),
    "SPENT_IN": LineLook("#7A5F00", 1.4, (1, 4)),
}

# States of a fact, most serious first: each has its own mark and its own words.
STATES: dict[str, str] = {
    "": "stated and in force",
    "added": "added between the two dates (solid, plus sign)",
    "dropped": "ended between the two dates (dashed, minus sign)",
    "changed": "changed between the two dates (triangle in the middle)",
    "contradicted": "contradicted by another paper (diamond at the start)",
    "planned": "planned, expected or proposed, not in force (ring at the start)",
    "ended": "ended (box at the start)",
    "stale": f"last stated {STALE_WORDS} before the date of the map (paler, two strokes at the start)",
    "inferred": "inferred, not stated (open arrow head)",
    "cap": "a ceiling: up to so much (bracket at the end)",
}
_OF_CHANGE = {"added": "added", "ended": "dropped", "changed": "changed"}


def group_of(kind: str) -> str:
    """Name the group of a relationship type, as the model has it; a type of the user's own is `other`."""
    known = BY_TYPE.get(kind)
    return known.group if known and known.group in GROUPS else "other"


def state_of(link: Link) -> str:
    """Name the most serious state of a link, as a key of `STATES`."""
    if link.change:
        return _OF_CHANGE[link.change]
    if link.standing == "contradicted":
        return "contradicted"
    if link.modality in ("planned", "expected", "proposed"):
        return "planned"
    if link.modality == "ended":
        return "ended"
    if link.stale:
        return "stale"
    if link.standing == "inferred":
        return "inferred"
    return "cap" if link.cap else ""


def line_look(kind: str, state: str = "") -> LineLook:
    """How a relationship type is drawn in a state."""
    look = ACCOUNTABILITY.get(kind) or MONEY.get(kind) or GROUPS[group_of(kind)]
    return replace(look, **_STATE_LOOKS.get(state, {})) if state != "inferred" else _inferred(look)


_STATE_LOOKS: dict[str, dict[str, Any]] = {
    "added": {"colour": "#0B6B3A", "width": 3.0, "dash": (), "sign": "plus"},
    "dropped": {"colour": "#B3141C", "width": 2.2, "dash": (7, 6), "sign": "minus"},
    "changed": {"colour": "#6A2C91", "width": 2.2, "dash": (), "sign": "delta"},
    "contradicted": {"colour": "#B3141C", "start": "diamond"},
    "planned": {"start": "circle"},
    "ended": {"start": "box"},
    "stale": {"colour": "#767C8A", "start": "strokes"},
    "cap": {"end": "bracket"},
}


def _inferred(look: LineLook) -> LineLook:
    return replace(look, end="vee" if look.end == "triangle" else look.end)
