"""From a Popolo file to its items: an object of lists, an array of mixed items, or one item. Each is held against its schema.

Source: the Popolo specification (popoloproject.com); its schemas are shipped, and nothing is fetched.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from graph.errors import BadFile
from graph.model.values import is_date
from importers.batch import Reject
from importers.reading.delimited import decoded
from importers.reading.limits import checked_bytes

KINDS = ("person", "organization", "post", "membership")
_LISTS = {"persons": "person", "people": "person", "organizations": "organization", "posts": "post", "memberships": "membership"}
_LONGEST_VALUE = 80
_DEEPEST = 6


class Item(NamedTuple):
    """One item of the file."""

    kind: str
    place: str
    """Where it stands, as a path: `persons/3`, `organizations/0/memberships/1`."""
    number: int
    """Its number in the file, from 1: the row of a reject."""
    values: dict[str, Any]


class Popolo(NamedTuple):
    """The items of a file that hold against their schemas, and a reject for each other."""

    file: str
    sha256: str
    items: tuple[Item, ...]
    rejects: tuple[Reject, ...]
    passed_over: tuple[str, ...]
    """What the file holds and the landscape has no room for: contact details, votes, biographies."""
    as_of: str = ""
    """The date that an object of lists gives itself; what `landscape export popolo` writes has one."""


@cache
def _validator(kind: str) -> Any:  # noqa: ANN401 - of the library's
    import jsonschema_rs

    text = resources.files("importers").joinpath("datasets", "standards", f"popolo-{kind}-schema.json").read_text("utf-8")
    return jsonschema_rs.Draft7Validator({"type": "object", "properties": _without_references(json.loads(text)["properties"])})


def _without_references(properties: dict[str, Any]) -> dict[str, Any]:
    """The properties of a schema of draft 3 as draft 7 reads them: what refers to another schema is checked as an item of its own."""
    kept = {
        name: {key: value for key, value in rule.items() if key in ("type", "pattern")}
        for name, rule in properties.items()
        if "$ref" not in rule
    }
    return {name: rule for name, rule in kept.items() if name not in ("sources", "links", "contact_details")}


def read_popolo(path: Path) -> Popolo:
    """The items of a Popolo file. Raises `BadFile` where it is no JSON, or holds none of Popolo's kinds."""
    raw = checked_bytes(path)
    text, _ = decoded(raw, path.name)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFile("This is not JSON.", where=path.name, hint=f"the reader says: {error}") from error
    items: list[Item] = []
    rejects: list[Reject] = []
    passed: dict[str, None] = {}
    for kind, place, values in _walk(found):
        number = len(items) + len(rejects) + 1
        reject = _reject(path.name, kind, place, number, values)
        if reject:
            rejects.append(reject)
        else:
            items.append(Item(kind, place, number, values))
            passed |= dict.fromkeys(name for name in _PASSED_OVER if values.get(name))
    if not items and not rejects:
        hint = "it has lists named persons, organizations, posts, memberships, or items that say their @type"
        raise BadFile("The JSON holds no persons, organisations, posts or memberships.", where=path.name, hint=hint)
    said = found.get("as_of") if isinstance(found, dict) else ""
    as_of = said if isinstance(said, str) and is_date(said) else ""
    return Popolo(path.name, hashlib.sha256(raw).hexdigest(), tuple(items), tuple(rejects), tuple(passed), as_of)


_PASSED_OVER = (
    "contact_details",
    "email",
    "image",
    "birth_date",
    "death_date",
    "gender",
    "biography",
    "links",
    "votes",
    "motions",
    "speeches",
)


def kind_of(values: dict[str, Any]) -> str:
    """Of which kind an item is: by its `@type`, its key, or the names that only one kind has; empty where nothing says it."""
    said = str(values.get("@type") or values.get("type") or "").rpartition("/")[2].rpartition("#")[2].casefold()
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
    return ""


def _walk(found: Any) -> Iterator[tuple[str, str, Any]]:  # noqa: ANN401 - JSON
    if isinstance(found, dict) and found.keys() & _LISTS.keys() and not found.keys() & {"id", "name", "label"}:
        for name, kind in _LISTS.items():
            listed = found.get(name) or []
            pairs = listed.items() if isinstance(listed, dict) else enumerate(listed) if isinstance(listed, list) else [(0, listed)]
            for place, values in pairs:
                yield from _with_inner(kind, f"{name}/{place}", values)
    elif isinstance(found, list):
        for number, values in enumerate(found):
            yield from _with_inner(kind_of(values) if isinstance(values, dict) else "", str(number), values)
    else:
        kind = kind_of(found) if isinstance(found, dict) else ""
        if kind:
            yield from _with_inner(kind, "0", found)


def _with_inner(kind: str, place: str, values: Any, depth: int = 0) -> Iterator[tuple[str, str, Any]]:  # noqa: ANN401 - JSON
    """An item, then those that stand inside it; an inner one takes its outer one's id where it names none."""
    yield kind, place, values
    if not isinstance(values, dict) or depth > _DEEPEST:
        return
    for name in ("memberships", "posts", "children"):
        inner = values.get(name)
        for number, item in enumerate(inner if isinstance(inner, list) else ()):
            if isinstance(item, dict):
                below = "organization" if name == "children" else name[:-1]
                own = {"children": "parent_id"}.get(name) or f"{kind}_id"
                yield from _with_inner(below, f"{place}/{name}/{number}", {own: values.get("id"), **item}, depth + 1)


def _reject(file: str, kind: str, place: str, number: int, values: Any) -> Reject | None:  # noqa: ANN401 - JSON
    sheet = f"{kind or 'item'}s"
    if not isinstance(values, dict):
        return Reject(file, sheet, number, place, "no-item", str(values)[:_LONGEST_VALUE], "an item is an object")
    if not kind:
        return Reject(file, sheet, number, place, "unknown-kind", str(values)[:_LONGEST_VALUE], f"say its @type: {', '.join(KINDS)}")
    for error in _validator(kind).iter_errors(values):
        where = "/".join(map(str, (place, *error.instance_path)))
        return Reject(file, sheet, number, where, "against-schema", str(error.instance)[:_LONGEST_VALUE], error.message[:200])
    return None
