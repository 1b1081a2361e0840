"""What sources say, and what is stored of it: claims, statings, nodes and relationships.

The graph is a function of two sets: **claims** (a source says that an entity exists, with its names and labels) and **statings**
(a passage says a fact about entities). `graph.fold.assemble` is that function.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, Self, TypeVar

import msgspec

from graph.model.ids import fold
from graph.model.values import Modality, Standing, latest

Value = str | float | int | bool | list[str]
Properties = dict[str, Any]

S = TypeVar("S", bound="_Sourced")

_CANONICAL = msgspec.json.Encoder(order="sorted")


class _Sourced(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a claim and a stating share: where the row came from and whether it still counts.

    Made by the thousand, so nothing is checked when one is made from typed code; `model_validate_json` checks what is stored.
    """

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
        return _CANONICAL.encode(self).decode()

    def row(self) -> str:
        """What tells two rows of a source apart: the text without the bookkeeping of editions."""
        kept = self.spans or self.ended_by or self.never
        return (self.model_copy(update=_NO_BOOKKEEPING) if kept else self).text()

    def bare(self) -> str:
        """The row without the reason for which it may have been withdrawn."""
        return self.model_copy(update={**_NO_BOOKKEEPING, "withdrawn": ""}).text()

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The same with some fields changed."""
        changed: Self = msgspec.structs.replace(self, **update)
        return changed

    @classmethod
    def model_validate_json(cls, text: str) -> Self:
        """What `text` wrote; raises `ValueError` for anything else."""
        found: Self = _decoder(cls).decode(text)
        return found


_NO_BOOKKEEPING: dict[str, Any] = {"spans": (), "ended_by": "", "never": False}


@cache
def _decoder(model: type[S]) -> msgspec.json.Decoder[S]:
    return msgspec.json.Decoder(model)


class Claim(_Sourced, frozen=True, kw_only=True):
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


class Stating(_Sourced, frozen=True, kw_only=True):
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
        carried = self.carried
        parts = [
            str(carried[name]) for name in (("of", "period") if self.type == "STATED_IN" else ("capacity", "round")) if name in carried
        ]
        if self.scope:
            parts.append(self.scope)
        if not parts:  # most facts have none, and each of them is asked
            return ""
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
