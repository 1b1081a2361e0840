"""The sheets of the register and their columns, derived from the model."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from graph.model.labels import COLLECTIVE, LABELS, Family
from graph.model.properties import CARRIED_PROPERTIES, FACT_PROPERTIES, NODE_PROPERTIES, Kind, Property
from graph.model.relationships import BY_TYPE, TYPES
from graph.model.values import DECISIONS, LITERALS, Modality, Standing

LIST_SEPARATOR = "; "


class Sheet(StrEnum):
    """The sheets, in the order in which a person meets them."""

    ABOUT = "about"
    DOCUMENTS = "documents"
    ENTITIES = "entities"
    RELATIONSHIPS = "relationships"
    STATEMENTS = "statements"
    MENTIONS = "mentions"


class Column(BaseModel):
    """One column: its heading, what to write in it, and the words that a drop-down list offers."""

    model_config = ConfigDict(frozen=True)

    name: str
    says: str
    required: bool = False
    choices: tuple[str, ...] = ()
    is_list: bool = False
    kind: Kind = Kind.TEXT


_CHOICES: dict[str, tuple[str, ...]] = {
    "modality": tuple(str(item) for item in Modality),
    "standing": tuple(str(item) for item in Standing),
    "decision": DECISIONS,
    "property": tuple(LITERALS),
    "unnamed": ("true",),
}


def _column(item: Property, *, required: bool = False) -> Column:
    return Column(
        name=item.name,
        says=item.says,
        required=required,
        choices=_CHOICES.get(item.name, ()),
        is_list=item.kind is Kind.TEXTS,
        kind=item.kind,
    )


def _text(name: str, says: str, *, required: bool = False, choices: tuple[str, ...] = (), kind: Kind = Kind.TEXT) -> Column:
    return Column(name=name, says=says, required=required, choices=choices, kind=kind)


_PLACE = (
    _text("document", "Id of the paper: a row of the sheet documents.", required=True),
    _text("locator", "Where in it: `para 6.2`, `para 4.1 (2)`, `note 1`, `row V4 > leads`, `section Membership`.", required=True),
)
EXAMPLE = "example"
"""In the column `withdrawn`, marks a row of the template that is left out when the register is read."""

_TAKEN_BACK = _text(
    "withdrawn", f"Why this row is taken back; it then shows at no date. Empty for a row that counts; `{EXAMPLE}` leaves it out."
)
_AS_PRINTED = "The few words by which the passage names it."

_FACT = {item.name: item for item in (*FACT_PROPERTIES, *CARRIED_PROPERTIES) if item.column}
_COMMON = (
    "modality",
    "scope",
    "share",
    "valid_from",
    "valid_from_text",
    "valid_to",
    "valid_to_text",
    "said_by",
    "about",
    "standing",
    "rule",
)
PLAIN_COLUMNS = tuple(name for name in _COMMON if name not in ("modality", "about", "standing"))
"""Columns that a stating keeps as they are written; the others hold a list, or one of a list of words."""


_RELATIONS = tuple(t.name for t in TYPES if t.group != "evidence" or t.name == "POSSIBLY_SAME_AS")
"""A reader may ask whether two names are one thing; the other types of evidence are made from the rows themselves."""

_CARRIED = {name for item in TYPES if item.name in _RELATIONS for name in item.carries}
CARRIED_COLUMNS = tuple(item.name for item in CARRIED_PROPERTIES if item.column and item.name in _CARRIED)
"""What the types of the sheet relationships carry."""

LITERAL_COLUMNS = BY_TYPE["STATED_IN"].carries

ENTITY_LABELS = tuple(label.name for label in LABELS if label.family not in (Family.RECORD, Family.PAPER))

SHEETS: dict[Sheet, tuple[Column, ...]] = {
    Sheet.ABOUT: (
        _text("name", "Short name of the register; its editions share it.", required=True),
        _text("title", "Its title in words.", required=True),
        _text("date", "Date of this edition.", required=True, kind=Kind.DATE),
        _text("edition", "Serial number within that date; 1 unless told.", kind=Kind.NUMBER),
        _text("licence", "Under which licence it may be used."),
    ),
    Sheet.DOCUMENTS: (
        _text("id", "`paper/`, the body, the date, the title.", required=True),
        _text("title", "Title of the paper.", required=True),
        _text("body", "Id of the body whose paper it is."),
        _text("date", "Date of the paper, or of this part of a pack.", required=True, kind=Kind.DATE),
        _text("date_basis", "What the date is of.", choices=("of the report", "of the meeting")),
        _text("kind", "report, minutes, agenda, letter, pack, matrix, office record."),
        _text("part_of", "Id of the pack it is a part of."),
        _text("author", "Id of the post or body it is from; of an office record, who recorded it."),
        _text("url", "Where it was published."),
        _text("file_sha256", "SHA-256 of the text that the locators were read from."),
        _text("opens_with", "The heading with which this part of a pack begins."),
        _text("licence", "Its licence."),
        _text("note", "A judgement in your own words."),
        _TAKEN_BACK,
    ),
    Sheet.ENTITIES: (
        _column(NODE_PROPERTIES[0]),
        Column(
            name="label",
            says=f"What it is; a class has two, such as `DeliveryGroup; {COLLECTIVE}`.",
            required=True,
            choices=ENTITY_LABELS,
            is_list=True,
        ),
        *(_column(item, required=item.name == "name") for item in NODE_PROPERTIES[1:] if item.column),
        _text("document", "Id of a paper that names it."),
        _text("locator", "Where in that paper."),
        _text("as_printed", _AS_PRINTED),
        _text("note", "A judgement in your own words."),
        _TAKEN_BACK,
    ),
    Sheet.RELATIONSHIPS: (
        _text("from", "Id of the left end: a row of the sheet entities.", required=True),
        _text("type", "The relationship, read from left to right.", required=True, choices=_RELATIONS),
        _text("to", "Id of the right end.", required=True),
        *(_column(_FACT[name]) for name in (*_COMMON, *CARRIED_COLUMNS)),
        *_PLACE,
        _text("from_as", _AS_PRINTED),
        _text("to_as", _AS_PRINTED),
        _column(_FACT["note"]),
        _TAKEN_BACK,
    ),
    Sheet.STATEMENTS: (
        _text("entity", "Id of what the statement is about.", required=True),
        *(_column(_FACT[name], required=name in ("property", "value_text")) for name in LITERAL_COLUMNS),
        *(_column(_FACT[name]) for name in _COMMON),
        *_PLACE,
        _text("as_printed", _AS_PRINTED),
        _column(_FACT["note"]),
        _TAKEN_BACK,
    ),
    Sheet.MENTIONS: (
        _text("entity", "Id of what the passage names.", required=True),
        *_PLACE,
        _text("as_printed", _AS_PRINTED),
        _TAKEN_BACK,
    ),
}
