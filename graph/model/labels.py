"""The closed list of node labels, with the family that ids and relationship ends speak of.

`docs/model.md` derives from here. A new label needs a decision record (`docs/decisions/`).
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Family(StrEnum):
    """What the ends of relationships are declared by."""

    BODY = "Body"
    HOLDER = "Holder"
    WORK = "Work"
    MONEY = "Money"
    LAW = "Law"
    PLACE = "Place"
    THING = "Thing"
    TIME = "Time"
    PAPER = "Paper"
    RECORD = "Record"


class Label(BaseModel):
    """One node label: its family, the first step of its ids, and what it is."""

    model_config = ConfigDict(frozen=True)

    name: str
    family: Family
    prefix: str
    """First step of the id: `body` in `body/home-office`."""
    says: str
    """One sentence."""


def _label(name: str, family: Family, prefix: str, says: str) -> Label:
    return Label(name=name, family=family, prefix=prefix, says=says)


LABELS: tuple[Label, ...] = (
    _label("Board", Family.BODY, "body", "A board, panel, committee, forum or network that governs or scrutinises; the sort is in `kind`."),
    _label(
        "CommunitySafetyPartnership", Family.BODY, "body", "The statutory community safety partnership of an area (ONS code E22 or W14)."
    ),
    _label(
        "DeliveryGroup",
        Family.BODY,
        "body",
        "A countywide group that leads on one high-harm issue; also sub-groups and task-and-finish groups.",
    ),
    _label("Organisation", Family.BODY, "body", "A legal body or a unit of one."),
    _label("Role", Family.HOLDER, "post", "A post, such as Chief Constable or chair of a board; facts belong to the post."),
    _label(
        "Person", Family.HOLDER, "person", "A named holder of a public post or an officer named with one, or initials printed in a plan."
    ),
    _label("Plan", Family.WORK, "work", "A plan, strategy, agreement, framework, statement, report, charter or review; `kind` says which."),
    _label("Theme", Family.WORK, "work", "A plan's main heading."),
    _label("Objective", Family.WORK, "work", "An aim, outcome, priority or measure under a theme, or of a board."),
    _label("PriorityAction", Family.WORK, "work", "A plan's action, with its `code`."),
    _label("Strand", Family.WORK, "work", "A part of an action with leads of its own, with its `code`."),
    _label("Deliverable", Family.WORK, "work", "A piece of work under a theme."),
    _label("Risk", Family.WORK, "work", "A risk a paper names, or a register of them."),
    _label("Programme", Family.WORK, "work", "A programme, hub, scheme, service, operation, event, survey or campaign; `kind` says which."),
    _label("Fund", Family.MONEY, "money", "A pot of money with rules."),
    _label("Grant", Family.MONEY, "money", "A sum bid for or given for a purpose and a period; `PART_OF` its fund."),
    _label("Statute", Family.LAW, "law", "An Act, order or regulation."),
    _label("Duty", Family.LAW, "law", "A duty or a power that a statute or plan lays on someone; `kind` is duty, power or norm."),
    _label("Area", Family.PLACE, "place", "A force area, county, district, ward, named place or building."),
    _label("System", Family.THING, "thing", "An IT system."),
    _label("Meeting", Family.TIME, "meeting", "One sitting of a board, with its date."),
    _label("Document", Family.PAPER, "paper", "A paper, a dated part of a pack, a register, or what an office records."),
    _label("Passage", Family.PAPER, "paper", "One paragraph, table row or cell of a paper; an empty cell too."),
    _label("ImportRun", Family.RECORD, "run", "One run of an importer: source, hash, times, status, counts."),
    _label("Proposal", Family.RECORD, "run", "A name or relation that waits for a person."),
)

BY_NAME: dict[str, Label] = {label.name: label for label in LABELS}

ENTITY = "Entity"
"""The label that every node carries; its `id` is unique."""

COLLECTIVE = "Collective"
"""Second label of a class ("the six CSPs"). Counts, gaps and maps leave collectives out."""

RESPONSIBLE_AUTHORITY = "ResponsibleAuthority"
"""Second label, derived from `INSTANCE_OF` the class that the Crime and Disorder Act 1998, section 5, names."""

RESPONSIBLE_CLASS = "body/responsible-authorities"
"""Id of that class: the members by the newest list carry the label."""

SECOND_LABELS = (COLLECTIVE, RESPONSIBLE_AUTHORITY)

EVIDENCE_LABELS = frozenset({"Document", "Passage", "ImportRun", "Proposal"})
"""Labels that never enter a path, a count of the landscape, or a map."""

_LIKELY = {"body": "Organisation", "work": "Programme", "law": "Statute", "money": "Fund", "paper": "Document"}


def likely_labels(item: str) -> list[str]:
    """Labels of the things that an id of this family may stand for, the likeliest first."""
    prefix = item.split("/")[0]
    return sorted((label.name for label in LABELS if label.prefix == prefix), key=lambda name: name != _LIKELY.get(prefix))


def label_of(labels: list[str] | tuple[str, ...]) -> str:
    """The one label of a node that says what it is: not `Entity`, not a second label."""
    known = [name for name in sorted(labels) if name in BY_NAME]
    return known[0] if known else ENTITY


def family_of(labels: list[str] | tuple[str, ...]) -> Family:
    """The family of a node with these labels; `Record` for a node that is not of the landscape."""
    label = BY_NAME.get(label_of(labels))
    return label.family if label else Family.RECORD
