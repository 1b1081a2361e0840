"""What the formats share: which properties they carry and of which type, entities and facts as flat rows, the places of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from graph.answer import plain_text
from graph.model.labels import family_of, label_of
from graph.model.properties import CARRIED_PROPERTIES, FACT_PROPERTIES, NODE_PROPERTIES, Kind, Property
from graph.model.relationships import BY_TYPE
from graph.store import Store
from queries.exports import Landscape, Link, Node
from queries.slice import called

_NOT_OF_NODES = {
    *("id", "name", "claims", "search", "held_by", "hidden", "editions", "wording", "wording_search", "edition_of", "edition_digest"),
    *("document", "locator", "opens_with", "stating", "forgotten"),
}
_NOT_OF_FACTS = {"key", "base", "former_keys", "statings", "held_by", "hidden", "edition_of", "edition_digest", "ended_by"}
_DERIVED = ("_earliest", "_latest")
_OF_A_RECORD = ("Of a run", "Of a proposal")

NODE_COLUMNS: tuple[Property, ...] = tuple(
    item for item in NODE_PROPERTIES if item.name not in _NOT_OF_NODES and not item.says.startswith(_OF_A_RECORD)
)
"""What every format that is not lossless carries of an entity, beside id, name, label, labels and family."""

LINK_COLUMNS: tuple[Property, ...] = (
    *(item for item in FACT_PROPERTIES if item.name not in _NOT_OF_FACTS and not item.name.endswith(_DERIVED)),
    *CARRIED_PROPERTIES,
    Property(name="earlier", kind=Kind.FLAG, says="A newer paper gives the one seat to somebody else."),
)
"""What every format that is not lossless carries of a fact, beside key, type and ends."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPECIAL = re.compile('[&<>"\x00-\x1f\x7f-\x9f\u2028\ufffe\uffff]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}

Row = dict[str, Any]


def typed(item: Property, value: Any) -> Any:  # noqa: ANN401 - a value of any stored kind
    """A value as its property's type; `None` where it is not of it, which only a foreign file brings about."""
    if item.kind is Kind.NUMBER:
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None
    if item.kind is Kind.FLAG:
        return value if isinstance(value, bool) else None
    if item.kind is Kind.TEXTS:
        return [plain_text(part) for part in value] if isinstance(value, list) else [plain_text(value)]
    return plain_text(value)


def picked(columns: Iterable[Property], properties: Row) -> Row:
    """The properties that a format carries, typed; what is not there is left out."""
    found = ((item.name, typed(item, properties[item.name])) for item in columns if properties.get(item.name) is not None)
    return {name: value for name, value in found if value is not None}


def entity_row(landscape: Landscape, node: Node) -> Row:
    """An entity as a graph program shows it: `label` is what stands at the node, `stated` its literal facts in words."""
    properties = node.properties
    name = str(properties.get("name") or node.id)
    row: Row = {"label": called(name, str(properties.get("code") or "")), "name": name, "main_label": label_of(node.labels)}
    row |= {"labels": node.labels, "family": str(family_of(node.labels)), **picked(NODE_COLUMNS, properties)}
    return row | ({"stated": landscape.stated[node.id]} if node.id in landscape.stated else {})


ENTITY_COLUMNS: tuple[Property, ...] = (
    Property(name="label", kind=Kind.TEXT, says="What stands at the node: its name, with its code."),
    Property(name="name", kind=Kind.TEXT, says="The fullest name printed."),
    Property(name="main_label", kind=Kind.TEXT, says="The label that says what it is."),
    Property(name="labels", kind=Kind.TEXTS, says="All its labels."),
    Property(name="family", kind=Kind.TEXT, says="Its family."),
    *NODE_COLUMNS,
    Property(name="stated", kind=Kind.TEXTS, says="Its literal facts in words, with the date of the paper."),
)
"""The columns of `entity_row`."""


def fact_row(link: Link) -> Row:
    """A fact as a graph program shows it: `label` is what stands at the line."""
    return {"label": BY_TYPE[link.type].says, "type": link.type, **picked(LINK_COLUMNS, link.properties)}


FACT_COLUMNS: tuple[Property, ...] = (
    Property(name="label", kind=Kind.TEXT, says="What stands at the line, read from left to right."),
    Property(name="type", kind=Kind.TEXT, says="The type of the relationship."),
    *LINK_COLUMNS,
)
"""The columns of `fact_row`."""


class Xml:
    """Text as XML 1.0 can hold it, and how often that was not all of it."""

    def __init__(self) -> None:
        self.replaced = 0

    def text(self, value: Any) -> str:  # noqa: ANN401 - a value of any stored kind
        """Escaped for an element or an attribute; what XML 1.0 forbids becomes U+FFFD, white space stays as it is."""
        found = plain_text(value)
        return _SPECIAL.sub(self._escape, found) if _SPECIAL.search(found) else found

    def _escape(self, match: re.Match[str]) -> str:
        found = match[0]
        if _FORBIDDEN.match(found):
            self.replaced += 1
            return "\ufffd"
        return _ESCAPES.get(found) or f"&#{ord(found)};"

    @property
    def notes(self) -> list[str]:
        """What to tell the user."""
        return [f"{self.replaced:,} characters that XML forbids were written as U+FFFD."] if self.replaced else []


_DOCUMENTS = "MATCH (n:Document) RETURN n.id AS id, n.name AS name, n.date AS date, n.url AS url ORDER BY id"
_PASSAGES = """MATCH (n:Passage) WHERE n.id > $after
RETURN n.id AS id, n.document AS document, n.locator AS locator ORDER BY id LIMIT 10000"""


class Places:
    """Where in which paper each passage stands; the wording is not read."""

    def __init__(self, store: Store) -> None:
        self._documents = {row["id"]: row for row in store.read(_DOCUMENTS)}
        self._passages: dict[str, tuple[str, str]] = {}
        after = ""
        while rows := store.read(_PASSAGES, {"after": after}):
            self._passages |= {row["id"]: (row["document"] or "", row["locator"] or "") for row in rows}
            after = rows[-1]["id"]

    def document(self, passage: str) -> Row:
        """Id, name, date and address of the paper that a passage is of; empty where the store does not hold it."""
        return self._documents.get(self._passages.get(passage, ("", ""))[0], {})

    def reference(self, passage: str) -> str:
        """Title, date and place, as a person cites it; the id where the store does not hold the passage."""
        if passage not in self._passages:
            return passage
        document, locator = self._passages[passage]
        row = self._documents.get(document, {})
        return f"{row.get('name') or document} ({row.get('date') or ''}), {locator}"
