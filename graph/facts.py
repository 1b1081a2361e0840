"""What sources say, and what is stored of it: claims, statings, nodes and relationships.

The graph is a function of two sets: **claims** (a source says that an entity exists, with its names and labels) and **statings**
(a passage says a fact about entities). `graph.fold.assemble` is that function.
"""

from __future__ import annotations

import json
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from graph.model.ids import fold
from graph.model.values import Modality, Standing, latest

Value = str | float | int | bool | list[str]
Properties = dict[str, Any]


class _Sourced(BaseModel):
    """What a claim and a stating share: where the row came from and whether it still counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = ""
    """Id of the `Document` whose row this is: a register, a plan, a table."""
    spans: tuple[str, ...] = ()
    """Which editions of the source hold the row (`graph.editions`)."""
    ended_by: str = ""
    """The edition (`date serial digest`) that no longer holds it; empty while it is held."""
    never: bool = False
    """Only a corrected edition held it, or a later edition withdrew it: it shows at no date."""
    withdrawn: str = ""
    """Why the register took the row back; a withdrawn row shows at no date."""

    @property
    def counts(self) -> bool:
        """False for what shows at no date."""
        return not (self.withdrawn or self.never)

    @property
    def ended_on(self) -> str:
        """First day (ISO) on which the source no longer holds it; empty while it is held."""
        return latest(self.ended_by.split(" ")[0]) if self.ended_by else ""

    def text(self) -> str:
        """Canonical JSON: sorted names, empty values left out."""
        return self._text()

    def row(self) -> str:
        """What tells two rows of a source apart: the text without the bookkeeping of editions."""
        return self._text(_BOOKKEEPING)

    def bare(self) -> str:
        """The row without the reason for which it may have been withdrawn."""
        return self._text(_BOOKKEEPING | {"withdrawn"})

    def _text(self, without: AbstractSet[str] = frozenset()) -> str:
        empty, values = _defaults(type(self)), self.__dict__
        # What was never set is empty, and most of it never is.
        return _CANONICAL.encode({name: values[name] for name in self.model_fields_set - without if values[name] != empty[name]})


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_BOOKKEEPING = frozenset({"spans", "ended_by", "never"})


@cache
def _defaults(model: type[BaseModel]) -> dict[str, Any]:
    return {name: field.get_default(call_default_factory=True) for name, field in model.model_fields.items()}


class Claim(_Sourced):
    """A source says that an entity exists."""

    id: str
    """The id that the source prints or that its rules give."""
    ids: tuple[tuple[int, str], ...] = ()
    """Every id it answers to, with rank: 0 printed by a register, 1 a registered code, 2 a name, 3 only referred to."""
    labels: tuple[str, ...] = ()
    name: str = ""
    names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    kind: str = ""
    description: str = ""
    code: str = ""
    plan: str = ""
    unnamed: bool = False
    unreviewed: bool = False
    note: str = ""
    extra: dict[str, Value] = {}
    """Properties of one label only: a document's title and date, a passage's locator."""

    @property
    def answers_to(self) -> tuple[tuple[int, str], ...]:
        """Its ids with their ranks; the printed id alone where no others are given."""
        return self.ids or ((0, self.id),)


class Stating(_Sourced):
    """A passage says a fact."""

    type: str
    start: str
    """Id of the left end as the source gives it."""
    end: str
    passage: str
    """Empty for what the register itself orders (the parts of a pack)."""
    document: str
    date: str
    """Date of the paper, EDTF."""
    modality: Modality = Modality.IN_FORCE
    scope: str = ""
    share: str = ""
    valid_from: str = ""
    valid_from_text: str = ""
    valid_to: str = ""
    valid_to_text: str = ""
    said_by: str = ""
    about: tuple[str, ...] = ()
    standing: Standing = Standing.STATED
    rule: str = ""
    from_as: str = ""
    to_as: str = ""
    cell: str = ""
    """Where in its passage, a row of a table, the value stands: its address and heading, `F7 Amount Awarded`."""
    note: str = ""
    carried: dict[str, Value] = {}
    """The properties that this type carries, as printed."""

    @property
    def bundle_scope(self) -> str:
        """What tells apart two true facts of one type and ends, folded: capacity, round, scope; of a literal, what it measures and when."""
        names = ("of", "period") if self.type == "STATED_IN" else ("capacity", "round")
        parts = [str(self.carried.get(name, "")) for name in names] + [self.scope]
        return " | ".join(fold(part) for part in parts if part)

    @property
    def more(self) -> tuple[str, ...]:
        """For a literal fact, its property and value_text: they belong to the key."""
        if self.type != "STATED_IN":
            return ()
        return str(self.carried.get("property", "")), str(self.carried.get("value_text", ""))


class Node(NamedTuple):
    """One entity as it is stored."""

    id: str
    labels: tuple[str, ...]
    properties: Properties


class Relationship(NamedTuple):
    """One fact as it is stored."""

    key: str
    type: str
    start: str
    end: str
    properties: Properties


class Graph(NamedTuple):
    """Nodes by id, relationships by key."""

    nodes: dict[str, Node]
    relationships: dict[str, Relationship]


def statings_of(item: Relationship) -> list[Stating]:
    """The statings that a stored relationship carries."""
    return [Stating.model_validate_json(text) for text in item.properties.get("statings", ())]


def claims_of(item: Node) -> list[Claim]:
    """The claims that a stored node carries."""
    return [Claim.model_validate_json(text) for text in item.properties.get("claims", ())]
