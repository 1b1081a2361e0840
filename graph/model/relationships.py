"""The closed list of relationship types: for each its ends, its sentence, its name for the way back, and what it carries.

Read `A TYPE B` from left to right as a sentence; `back` is how the same fact reads from B. Widening an end needs a decision record.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from graph.model.labels import BY_NAME, Family

ANY = "any"
"""An end of any family but Record."""

SAME = "the same"
"""The far end has the family of the near end."""

SAME_LABEL = "the same label"

Ends = tuple[str, ...]


class Type(BaseModel):
    """One relationship type."""

    model_config = ConfigDict(frozen=True)

    name: str
    group: str
    """structure, accountability, denials, ownership, law, money, dependence, place and time, evidence."""
    start: Ends
    """Families or labels that may stand on the left; `any`."""
    end: Ends
    """Families or labels that may stand on the right; `any`, `the same`, `the same label`."""
    says: str
    """The words between the two names, left to right."""
    back: str
    """The words between the two names, right to left."""
    carries: tuple[str, ...] = ()
    """Properties beside those that every relationship carries."""
    one_seat: bool = False
    """One at a time: the newest readable stating answers, older ones are shown as earlier."""
    undirected: bool = False
    """No direction: the lesser id stands first."""
    denies: str = ""
    """The type that this one denies for the same ends and date."""


_BODY_HOLDER: Ends = (Family.BODY, Family.HOLDER)
_AMOUNTS = ("amount_text", "amount", "currency", "qualifier", "round")


def _type(
    name: str,
    group: str,
    start: Ends,
    end: Ends,
    says: str,
    back: str,
    *carries: str,
    one_seat: bool = False,
    undirected: bool = False,
    denies: str = "",
) -> Type:
    return Type(
        name=name,
        group=group,
        start=start,
        end=end,
        says=says,
        back=back,
        carries=carries,
        one_seat=one_seat,
        undirected=undirected,
        denies=denies,
    )


_STRUCTURE = (
    _type("MEMBER_OF", "structure", _BODY_HOLDER, (Family.BODY,), "is a member of", "has member", "capacity"),
    _type(
        "PART_OF",
        "structure",
        (Family.BODY, Family.WORK, Family.PLACE, Family.MONEY, Family.PAPER, Family.THING, Family.LAW),
        (SAME,),
        "is part of",
        "contains",
    ),
    _type("INSTANCE_OF", "structure", (ANY,), (ANY,), "is one of", "has instance"),
    _type("CHAIRS", "structure", _BODY_HOLDER, (Family.BODY,), "chairs", "chaired by", "capacity", one_seat=True),
    _type("HOLDS", "structure", (Family.HOLDER,), ("Role",), "holds the post of", "held by", "capacity", one_seat=True),
    _type("POST_IN", "structure", ("Role",), (Family.BODY,), "is a post in", "has post", "capacity"),
    _type("DEPUTISES_FOR", "structure", (Family.HOLDER,), ("Role",), "deputises for", "has deputy"),
    _type("HOSTS", "structure", _BODY_HOLDER, (Family.BODY, "Role", Family.WORK, Family.THING), "hosts", "hosted by"),
    _type("WORKS_WITH", "structure", _BODY_HOLDER, _BODY_HOLDER, "works with", "works with", "frequency", undirected=True),
    _type("SUCCEEDS", "structure", (ANY,), (SAME_LABEL,), "succeeds", "succeeded by"),
)

_OVERSIGHT_END: Ends = (Family.BODY, Family.HOLDER, Family.WORK, Family.MONEY)

# Holding to account, scrutinising, overseeing, receiving reports and convening are five powers in law: they must never be merged.
_ACCOUNTABILITY = (
    _type(
        "HOLDS_TO_ACCOUNT",
        "accountability",
        _BODY_HOLDER,
        _OVERSIGHT_END,
        "holds to account",
        "held to account by",
        "frequency",
        "provision",
    ),
    _type("SCRUTINISES", "accountability", _BODY_HOLDER, _OVERSIGHT_END, "scrutinises", "scrutinised by", "frequency", "provision"),
    _type("OVERSEES", "accountability", _BODY_HOLDER, _OVERSIGHT_END, "oversees", "overseen by", "frequency", "provision"),
    _type("REPORTS_TO", "accountability", (*_BODY_HOLDER, Family.WORK), _BODY_HOLDER, "reports to", "receives reports from", "frequency"),
    _type(
        "ESCALATES_TO",
        "accountability",
        (*_BODY_HOLDER, Family.WORK),
        _BODY_HOLDER,
        "escalates to",
        "receives escalations from",
        "frequency",
    ),
    _type("CONVENES", "accountability", _BODY_HOLDER, _BODY_HOLDER, "convenes", "convened by", "frequency"),
    _type("DECIDED", "accountability", _BODY_HOLDER, (ANY,), "decided on", "decided by", "decision", "vote", "at", "date"),
    _type("RECOMMENDS_TO", "accountability", _BODY_HOLDER, _BODY_HOLDER, "makes recommendations to", "receives recommendations from"),
)

_DENIALS = (
    _type(
        "DOES_NOT_HOLD_TO_ACCOUNT",
        "denials",
        _BODY_HOLDER,
        _BODY_HOLDER,
        "does not hold to account",
        "not held to account by",
        "provision",
        denies="HOLDS_TO_ACCOUNT",
    ),
    _type(
        "NOT_SUBJECT_TO", "denials", _BODY_HOLDER, (Family.LAW, Family.WORK), "is not subject to", "does not apply to", denies="HAS_DUTY"
    ),
    _type("LACKS_POWER", "denials", _BODY_HOLDER, ("Duty",), "lacks the power", "power not held by", denies="HAS_POWER"),
)

_OWNED: Ends = (Family.WORK, Family.MONEY, Family.THING)

_OWNERSHIP = (
    _type("ACCOUNTABLE_FOR", "ownership", _BODY_HOLDER, (*_OWNED, "Duty"), "is accountable for", "answered for by", "capacity"),
    _type("LEADS", "ownership", _BODY_HOLDER, (*_OWNED, Family.BODY), "leads", "led by", "capacity"),
    _type("CONTRIBUTES_TO", "ownership", (*_BODY_HOLDER, Family.WORK), _OWNED, "contributes to", "has contribution from"),
    _type("COMMISSIONS", "ownership", _BODY_HOLDER, (Family.WORK, Family.BODY), "commissions", "commissioned by"),
    _type(
        "PRODUCES",
        "ownership",
        (*_BODY_HOLDER, Family.WORK),
        (Family.WORK, Family.PAPER, Family.THING),
        "produces",
        "produced by",
        "capacity",
    ),
    _type("CONCERNS", "ownership", (Family.WORK, Family.LAW, Family.TIME, Family.BODY), (ANY,), "concerns", "subject of"),
)

_LAW = (
    _type("HAS_DUTY", "law", _BODY_HOLDER, ("Duty",), "has the duty", "duty of"),
    _type("HAS_POWER", "law", _BODY_HOLDER, ("Duty",), "has the power", "power of"),
    _type("IMPOSED_BY", "law", ("Duty",), ("Statute", "Plan"), "is imposed by", "imposes", "provisions", "cited_as"),
)

_MONEY = (
    _type("AWARDS", "money", _BODY_HOLDER, (Family.MONEY,), "awards", "awarded by", *_AMOUNTS),
    _type(
        "FUNDS",
        "money",
        (Family.MONEY, Family.BODY, Family.HOLDER),
        (Family.WORK, Family.BODY, "Role", Family.THING, Family.MONEY),
        "funds",
        "funded by",
        *_AMOUNTS,
    ),
    _type("PAID_TO", "money", (Family.MONEY,), _BODY_HOLDER, "is paid to", "receives", *_AMOUNTS),
    _type(
        "BIDS_TO",
        "money",
        (*_BODY_HOLDER, Family.WORK),
        (Family.MONEY, Family.BODY),
        "bids to",
        "bid for by",
        "result",
        "capacity",
        "date",
        *_AMOUNTS,
    ),
    _type("SPENT_IN", "money", (Family.MONEY,), (Family.PLACE,), "is spent in", "place of", *_AMOUNTS),
)

_DEPENDENCE = (
    _type("DEPENDS_ON", "dependence", (ANY,), (ANY,), "depends on", "needed by"),
    _type("INFORMS", "dependence", (ANY,), (ANY,), "informs", "informed by"),
    _type("REFERS_TO", "dependence", (Family.WORK, Family.PAPER), (Family.WORK, Family.PAPER), "refers to", "referred to by"),
    _type(
        "SIGNPOSTS_TO", "dependence", (Family.BODY, Family.WORK), (Family.BODY, Family.WORK), "refers people to", "receives referrals from"
    ),
    _type("USES", "dependence", (*_BODY_HOLDER, Family.WORK), (Family.THING,), "uses", "used by"),
)

_PLACE_TIME = (
    _type("COVERS", "place and time", (*_BODY_HOLDER, Family.WORK, Family.TIME), (Family.PLACE,), "covers", "covered by"),
    _type("LOCATED_AT", "place and time", (Family.BODY, Family.WORK, Family.TIME), (Family.PLACE,), "is located at", "site of", "capacity"),
    _type("MEETING_OF", "place and time", ("Meeting",), (Family.BODY,), "is a meeting of", "met"),
    _type("CONSIDERED_AT", "place and time", (ANY,), ("Meeting", Family.BODY), "was considered at", "considered", "date", "item", "state"),
    _type("ATTENDED", "place and time", _BODY_HOLDER, ("Meeting",), "attended", "attended by", "capacity"),
)

_EVIDENCE = (
    _type(
        "STATED_IN",
        "evidence",
        (ANY,),
        ("Passage",),
        "is stated in",
        "states",
        "property",
        "value_text",
        "value",
        "unit",
        "qualifier",
        "of",
        "period",
    ),
    _type("MENTIONED_IN", "evidence", (ANY,), ("Passage",), "is mentioned in", "mentions"),
    _type("FROM_DOCUMENT", "evidence", ("Passage",), ("Document",), "is from", "holds"),
    _type(
        "POSSIBLY_SAME_AS",
        "evidence",
        (ANY,),
        (ANY,),
        "is possibly the same as",
        "is possibly the same as",
        "score",
        "reason",
        "verdict",
        undirected=True,
    ),
)

TYPES: tuple[Type, ...] = (
    *_STRUCTURE,
    *_ACCOUNTABILITY,
    *_DENIALS,
    *_OWNERSHIP,
    *_LAW,
    *_MONEY,
    *_DEPENDENCE,
    *_PLACE_TIME,
    *_EVIDENCE,
)

BY_TYPE: dict[str, Type] = {item.name: item for item in TYPES}

UP_TO_START = ("ACCOUNTABLE_FOR", "LEADS", "OVERSEES", "HOLDS_TO_ACCOUNT", "SCRUTINISES", "CHAIRS", "CONVENES")
"""The way up from their right end to their left one, in the order in which answers tell them: read with their way back ("led by")."""

UP_TO_END = ("REPORTS_TO", "ESCALATES_TO", "POST_IN")
"""The way up from their left end to their right one. What goes up is listed here once: chains and maps walk it."""

FIVE_POWERS = ("HOLDS_TO_ACCOUNT", "SCRUTINISES", "OVERSEES", "REPORTS_TO", "CONVENES")
"""Five relations in law that no answer may merge."""

DENIAL_OF: dict[str, str] = {item.denies: item.name for item in TYPES if item.denies}
"""For a type that can be denied, the type that denies it."""

DENIED_OR_DENYING: frozenset[str] = frozenset({*DENIAL_OF, *DENIAL_OF.values()})
"""Types that may contradict each other for the same ends."""


def fits(ends: Ends, label: str, *, other: str = "") -> bool:
    """True where a node labelled `label` may stand at an end declared as `ends`; `other` is the label at the near end."""
    family = BY_NAME[label].family
    for end in ends:
        if end == ANY and (family is not Family.RECORD):
            return True
        if end == SAME and other and BY_NAME[other].family is family:
            return True
        if end == SAME_LABEL and other == label:
            return True
        if end in (family, label):
            return True
    return False
