"""The fields of one Popolo item: of which kind it is, what it is called, what of it is read. Pure."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

KINDS = ("person", "organization", "post", "membership")
_SILENT = frozenset(
    [
        *("@context", "@id", "@type", "type", "_type", "$schema", "sources", "created_at", "updated_at", "evidence", "labels"),
        *("standing", "modality", "share", "seen_from", "seen_to"),
    ]
)
"""Bookkeeping: that it is not read needs no remark."""
_SHARED = frozenset(["id", "_id", "name", "label", "role", "start_date", "end_date", "identifiers", "other_names", "memberships", "posts"])
_READ = {
    "person": _SHARED | {"family_name", "given_name", "additional_name", "honorific_prefix", "honorific_suffix", "sort_name", "summary"},
    "organization": _SHARED | {"classification", "parent", "parent_id", "children", "description"},
    "post": _SHARED | {"other_label", "organization", "organization_id", "description"},
    "membership": _SHARED
    | {"scope"}
    | {f"{name}{more}" for name in ("person", "organization", "post", "on_behalf_of") for more in ("", "_id")}
    | {"member"},
}
_NO_END = "9999"
"""The year that some publishers write for a seat that has not ended."""


class Item(NamedTuple):
    """One item of the file."""

    kind: str
    place: str
    """Where it stands, as a path: `persons/3`, `organizations/0/memberships/1`."""
    number: int
    """Its number in the file, from 1: the row of a reject."""
    values: dict[str, Any]

    @property
    def key(self) -> str:
        """What others refer to it by: its id in the file, else its place."""
        return str(self.values.get("id") or self.place)


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """An item without fields that say nothing (null, empty text); ids and dates that are written as numbers are text.

    >>> plain({"id": 7, "name": "Board", "email": None, "end_date": ""})
    {'id': '7', 'name': 'Board'}
    """
    kept = {}
    for name, value in values.items():
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        number = isinstance(value, int) and not isinstance(value, bool) and (name == "id" or name.endswith(("_id", "_date")))
        kept[name] = str(value) if number else value
    if "id" not in kept and isinstance(kept.get("_id"), str):
        kept["id"] = kept["_id"]
    return kept


def unread(kind: str, name: str) -> bool:
    """True for a field that the landscape has no room for, and whose loss the report names."""
    return name not in _READ.get(kind, _SHARED) and name not in _SILENT


def kind_of(values: dict[str, Any]) -> str:
    """Of which kind an item is: by its `@type`, its key, or the names that only one kind has; empty where nothing says it."""
    said = str(values.get("@type") or values.get("type") or values.get("_type") or "").rpartition("/")[2].rpartition("#")[2].casefold()
    if said in KINDS:
        return said
    if values.keys() & {"person_id", "post_id", "on_behalf_of_id", "member", "person"} or {"organization_id", "role"} <= values.keys() - {
        "label"
    }:
        return "membership" if "label" not in values or values.keys() & {"person_id", "person", "member"} else "post"
    if "label" in values and "name" not in values:
        return "post"
    if values.keys() & {"family_name", "given_name", "honorific_prefix", "sort_name", "birth_date", "gender"}:
        return "person"
    if values.keys() & {"classification", "parent_id", "founding_date", "dissolution_date", "posts", "children"}:
        return "organization"
    return _kind_by_seats(values.get("memberships"))


def _kind_by_seats(seats: Any) -> str:  # noqa: ANN401 - JSON
    """Whose memberships name a person is an organisation, whose name an organisation is a person."""
    names = {name for seat in (seats if isinstance(seats, list) else ()) if isinstance(seat, dict) for name in seat}
    people, bodies = names & {"person_id", "person", "member"}, names & {"organization_id", "organization", "post_id", "post"}
    if people and not names & {"organization_id", "organization"}:
        return "organization"
    return "person" if bodies and not people else ""


def text_of(values: dict[str, Any], name: str) -> str:
    """A field as text; empty where there is none."""
    return str(values.get(name) or "").strip()


def day_of(values: dict[str, Any], name: str) -> str:
    """A partial date without its time of day; empty for the end of time."""
    day = text_of(values, name).partition("T")[0]
    return "" if day.startswith(_NO_END) else day


def name_of(values: dict[str, Any]) -> str:
    """What an item is called: its name or label, the parts of a person's name, or the main one of its other names."""
    own = text_of(values, "name") or text_of(values, "label") or text_of(values, "role") or _of_parts(values)
    if own:
        return own
    others = [other for other in _others(values, "other_names") if _said(other)]
    main = [other for other in others if str(other.get("note") or "").casefold() == "main"] or others
    now = [other for other in main if not day_of(other, "end_date")] or main
    return _said(now[-1]) if now else ""


def other_names(values: dict[str, Any], field: str = "other_names") -> list[tuple[str, str, str]]:
    """Every other name once, with when it began and ended (partial dates, empty where the file does not say)."""
    own = name_of(values)
    found = [(_said(other), day_of(other, "start_date"), day_of(other, "end_date")) for other in _others(values, field)]
    return list(dict.fromkeys(one for one in found if re.search(r"\w", one[0]) and (one[0] != own or one[1] or one[2])))


def reference(item: Item, name: str) -> str:
    """What an item refers to: an id of the file, or the place of what it gives whole without one; empty where it refers to nothing."""
    inner = item.values.get(name)
    return str(item.values.get(f"{name}_id") or (inner.get("id") or f"{item.place}/{name}" if isinstance(inner, dict) else inner) or "")


def identifiers(values: dict[str, Any]) -> tuple[str, ...]:
    """Registered codes as `scheme:value`; a GSS code under that name in whatever case."""
    found = []
    for pair in _others(values, "identifiers"):
        scheme, code = text_of(pair, "scheme"), text_of(pair, "identifier")
        if scheme and code:
            found.append(f"{'GSS' if scheme.casefold() == 'gss' else scheme}:{code}")
    return tuple(found)


def _others(values: dict[str, Any], field: str) -> list[dict[str, Any]]:
    listed = values.get(field)
    listed = [listed] if isinstance(listed, dict) else listed
    return [one if isinstance(one, dict) else {"name": one} for one in (listed if isinstance(listed, list) else ()) if one]


def _said(other: dict[str, Any]) -> str:
    return text_of(other, "name") or _of_parts(other)


def _of_parts(values: dict[str, Any]) -> str:
    return " ".join(filter(None, (text_of(values, "given_name"), text_of(values, "family_name"))))
