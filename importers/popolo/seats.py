"""What the role of a membership says: whether it is the chair, and in which capacity. Pure."""

from __future__ import annotations

import re

from graph.model.ids import fold

_CHAIR = ("chair", "chairman", "chairwoman", "chairperson", "convenor", "convener")
_CHAIRS_AS = ("vice", "deputy", "acting", "interim", "co", "independent", "joint")
_HELD_AS = ("acting", "interim", "head", "temporary", "deputy")
_OF_A_BODY = re.compile(r"(.+) of (?:the )?(?:board|committee|panel|group|council|partnership|forum)", re.IGNORECASE)


def held_as(role: str, title: str) -> str:
    """In which capacity a post called `title` is held, where the role says it alone or before that title; else empty.

    >>> held_as("Interim", "Chief Executive"), held_as("acting chief executive", "Chief Executive"), held_as("Deputy Leader", "Leader of X")
    ('Interim', 'acting', '')
    """
    first, _, rest = role.partition(" ")
    return first if first.casefold() in _HELD_AS and (not rest or fold(rest) == fold(title)) else ""


def seat_of(role: str, body: str) -> tuple[bool, str]:
    """Whether a role is that of a chair of the body of that name, and the capacity as printed.

    >>> seat_of("Vice-Chair", "Audit Board"), seat_of("Chairman of the Audit Board", "Audit Board"), seat_of("co-opted member", "Board")
    ((True, 'Vice'), (True, ''), (False, 'co-opted'))
    """
    own = re.sub(rf"\s+of (?:the )?{re.escape(body)}$", "", role, flags=re.IGNORECASE) if body else role
    match = _OF_A_BODY.fullmatch(own)
    words = [re.sub(r"\W", "", word) for word in re.split(r"[\s-]+", match[1] if match else own)]
    if len(words) > 1 and words[0].casefold() in _CHAIR:
        words = [*words[1:], words[0]]  # "Chair (acting)"
    capacity = " ".join(words[:-1])
    if words[-1].casefold() in _CHAIR and capacity.casefold() in ("", *_CHAIRS_AS):
        return True, capacity
    capacity, _, seat = role.rpartition(" ")
    return False, capacity if seat.casefold() in ("", "member") else role
