"""Persons left out of a document: every name, initials and id of a person gives way to words that say that there is one."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from pydantic import BaseModel

from graph.documents.model import Document
from graph.store import Store

LEFT_OUT = "a person (left out)"
_PERSONS = "MATCH (n:Entity) WHERE n:Person RETURN n.id AS id, n.name AS name, n.names AS names, n.former_ids AS former_ids ORDER BY id"

M = TypeVar("M", bound=BaseModel)


def persons(store: Store) -> list[str]:
    """Every name, initials and id by which the landscape knows a person."""
    found: set[str] = set()
    for row in store.read(_PERSONS):
        found |= {row["id"], row["name"], *(row["names"] or ()), *(row["former_ids"] or ())}
    return sorted(name for name in found if name)


def without(document: Document, names: list[str]) -> Document:
    """The document with whole words that are one of `names` replaced in every text of it, the longest first. Pure."""
    if not names:
        return document
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    pattern = re.compile(rf"(?<![\w/-])(?:{longest_first})(?![\w/])")

    def veiled(value: Any) -> Any:  # noqa: ANN401 - any part of a document
        if isinstance(value, str):
            return pattern.sub(LEFT_OUT, value)
        if isinstance(value, tuple):
            return tuple(veiled(item) for item in value)
        return _copied(value, veiled) if isinstance(value, BaseModel) else value

    return _copied(document, veiled)


def _copied(model: M, change: Any) -> M:  # noqa: ANN401 - a function of any part
    return model.model_copy(update={name: change(getattr(model, name)) for name in type(model).model_fields})
