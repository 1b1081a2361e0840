"""From a Popolo file to its items: an object of lists, an array of mixed items, or one item. Each is held against its schema.

Source: the Popolo specification (popoloproject.com); its schemas are shipped, and nothing is fetched.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from graph.errors import BadFile
from graph.model.ids import fold
from graph.model.values import is_date, latest
from importers.batch import Reject
from importers.popolo.fields import KINDS, Item, day_of, identifiers, kind_of, name_of, plain, reference, text_of, unread
from importers.reading.delimited import decoded
from importers.reading.limits import checked_bytes

LISTS = {
    "persons": "person",
    "people": "person",
    "organizations": "organization",
    "organisations": "organization",
    "posts": "post",
    "memberships": "membership",
}
PAGES = ("result", "results")
"""Where the answer of a web service keeps its items."""
_INSIDE = {"memberships": "membership", "posts": "post", "children": "organization"}
"""Lists of items inside another one."""
_REFERRED = {
    "person": "person",
    "organization": "organization",
    "post": "post",
    "on_behalf_of": "organization",
    "parent": "organization",
    "member": "",
}
"""One item that another one refers to, and may give whole."""
_LONGEST_VALUE = 80
_DEEPEST = 6
_SAYS_DATE = ("start_date", "end_date")


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
    remarks: tuple[str, ...] = ()
    """What the user should know of items that are read."""


class _Found(NamedTuple):
    kind: str
    place: str
    values: Any
    given_whole: bool = False
    """It stands inside an item that refers to it, and may stand elsewhere too."""


@cache
def _rules(kind: str) -> dict[str, Any]:
    """The properties of a schema of draft 3 as draft 7 reads them: what refers to another schema is checked as an item of its own.

    What is not read is not checked: nobody mends the date of birth of a councillor for our sake.
    """
    text = resources.files("importers").joinpath("datasets", "standards", f"popolo-{kind}-schema.json").read_text("utf-8")
    kept = {
        name: {key: value for key, value in rule.items() if key == "type"}
        for name, rule in json.loads(text)["properties"].items()
        if "$ref" not in rule and name not in _INSIDE and not unread(kind, name) and name not in _SAYS_DATE
    }
    return {name: rule for name, rule in kept.items() if name != "sources"}


@cache
def _validator(kind: str) -> Any:  # noqa: ANN401 - of the library's
    import jsonschema_rs

    return jsonschema_rs.Draft7Validator({"type": "object", "properties": _rules(kind)})


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
    passed: dict[str, None] = dict.fromkeys(_other_lists(found))
    known: dict[tuple[str, str], Item] = {}
    for number, (kind, place, values, _) in enumerate(_once(_walk(found)), 1):
        reject = _reject(path.name, kind, place, number, values)
        item = Item(kind, place, number, values)
        key = kind, str(values.get("id") or "") if isinstance(values, dict) else ""
        if not reject and key[1] and kind != "membership":
            reject = _other_of_the_id(path.name, item, known.setdefault(key, item))
        if reject:
            rejects.append(reject)
        else:
            items.append(item)
            passed |= dict.fromkeys(name for name in values if unread(kind, name))
    if not items and not rejects:
        hint = "it has lists named persons, organizations, posts, memberships, or items that say their @type"
        raise BadFile("The JSON holds no persons, organisations, posts or memberships.", where=path.name, hint=hint)
    said = found.get("as_of") if isinstance(found, dict) else ""
    as_of = said if isinstance(said, str) and is_date(said) else ""
    items, shared = _without_shared_codes(items)
    remarks = (*shared, *_remarks(items))
    return Popolo(path.name, hashlib.sha256(raw).hexdigest(), tuple(items), tuple(rejects), tuple(passed), as_of, remarks)


def _lists_of(found: dict[str, Any]) -> bool:
    """True for an object of lists, also where it has a name of its own."""
    lists = found.keys() & LISTS.keys()
    return bool(lists - {"posts", "memberships"} or (lists and not found.keys() & {"id", "name", "label"}))


def _other_lists(found: Any) -> list[str]:  # noqa: ANN401 - JSON
    """Lists of an object of lists that hold something else: events, areas, motions."""
    if not isinstance(found, dict) or not _lists_of(found):
        return []
    return [name for name, value in found.items() if name not in LISTS and value and isinstance(value, list | dict) and name != "meta"]


def _walk(found: Any) -> Iterator[_Found]:  # noqa: ANN401 - JSON
    if isinstance(found, dict) and _lists_of(found):
        for name, kind in LISTS.items():
            for place, values in _each(found.get(name)):
                yield from _with_inner(kind, f"{name}/{place}", values)
    elif isinstance(found, list):
        for number, values in enumerate(found):
            yield from _with_inner(kind_of(values) if isinstance(values, dict) else "", str(number), values)
    elif isinstance(found, dict):
        page = next((name for name in PAGES if isinstance(found.get(name), list)), "")
        if page:
            yield from _walk(found[page])
        elif kind := kind_of(found):
            yield from _with_inner(kind, "0", found)


def _each(listed: Any) -> Iterable[tuple[Any, Any]]:  # noqa: ANN401 - JSON
    """The items of a list, of an object by id, or one that stands alone, with their places."""
    if isinstance(listed, dict):
        return listed.items()
    return enumerate(listed) if isinstance(listed, list) else [(0, listed)] if listed is not None and listed != "" else []


def _with_inner(kind: str, place: str, values: Any, depth: int = 0, *, given_whole: bool = False) -> Iterator[_Found]:  # noqa: ANN401 - JSON
    """An item, then those that stand inside it; an inner one takes its outer one's id where it names none."""
    if not isinstance(values, dict):
        yield _Found(kind, place, values)
        return
    values = plain(values)
    yield _Found(kind, place, values, given_whole)
    if depth > _DEEPEST:
        return
    for name, below in _INSIDE.items():
        own = {"children": "parent_id"}.get(name) or f"{kind}_id"
        for number, item in _each(values.get(name)):
            inner = {own: values.get("id") or place, **plain(item)} if isinstance(item, dict) else item
            yield from _with_inner(below, f"{place}/{name}/{number}", inner, depth + 1)
    for name, below in _REFERRED.items():
        item = values.get(name)
        if isinstance(item, dict) and name_of(plain(item)):
            if name == "post" and not item.keys() & {"organization", "organization_id"}:  # it is held in the organisation of the membership
                item = {**item, "organization_id": reference(Item(kind, place, 0, values), "organization")}
            yield from _with_inner(below or kind_of(item) or "organization", f"{place}/{name}", item, depth + 1, given_whole=True)


def _once(found: Iterable[_Found]) -> list[_Found]:
    """What items refer to and give whole is an item where no other one has its id."""
    every = list(found)
    keys = {
        (one.kind, str(one.values["id"])) for one in every if not one.given_whole and isinstance(one.values, dict) and "id" in one.values
    }
    kept = []
    for one in every:
        key = (one.kind, str(one.values["id"])) if one.given_whole and "id" in one.values else None
        if key not in keys:
            kept.append(one)
            keys |= {key} if key else set()
    return kept


def _reject(file: str, kind: str, place: str, number: int, values: Any) -> Reject | None:  # noqa: ANN401 - JSON
    sheet = f"{kind or 'item'}s"
    if not isinstance(values, dict):
        return Reject(file, sheet, number, place, "no-item", str(values)[:_LONGEST_VALUE], "an item is an object")
    if not kind:
        return Reject(file, sheet, number, place, "unknown-kind", str(values)[:_LONGEST_VALUE], f"say its @type: {', '.join(KINDS)}")
    for error in _validator(kind).iter_errors(values):
        where = "/".join(map(str, (place, *error.instance_path)))
        wanted = [name for name in _listed(_rules(kind).get(str(next(iter(error.instance_path), "")), {}).get("type")) if name != "null"]
        hint = f"Popolo wants {_WANTED.get(wanted[0], wanted[0])} here" if wanted else error.message[:200]
        return Reject(file, sheet, number, where, "against-schema", str(error.instance)[:_LONGEST_VALUE], hint)
    for name in _SAYS_DATE:
        if name in values and not is_date(text_of(values, name).partition("T")[0]):
            hint = "write it as 2017-05-14; 2017-05 or 2017 where that is all that is known"
            return Reject(file, sheet, number, f"{place}/{name}", "wrong-date", str(values[name])[:_LONGEST_VALUE], hint)
    return None


_WANTED = {"string": "a text", "array": "a list", "object": "an object"}


def _listed(names: Any) -> list[str]:  # noqa: ANN401 - of a schema
    return [names] if isinstance(names, str) else list(names or ())


def _other_of_the_id(file: str, item: Item, first: Item) -> Reject | None:
    """An item that has the id of another one of its kind, and another name."""
    if fold(name_of(item.values)) == fold(name_of(first.values)):
        return None
    hint = f"{first.place} has the same id and is called {name_of(first.values)!r}: give each its own"
    return Reject(file, f"{item.kind}s", item.number, f"{item.place}/id", "duplicate", str(item.values["id"]), hint)


def _without_shared_codes(items: Sequence[Item]) -> tuple[list[Item], list[str]]:
    """Items without identifiers that several of one kind have under other ids and names: they would make them one."""
    holders: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for item in items:
        for code in identifiers(item.values) if item.kind != "membership" else ():
            holders[item.kind, code.casefold()].setdefault(item.key, fold(name_of(item.values)))
    shared = {key for key, found in holders.items() if len(set(found.values())) > 1}
    kept = []
    for item in items:
        pairs = item.values.get("identifiers")
        if shared and isinstance(pairs, list):
            own = [pair for pair in pairs if not {(item.kind, code.casefold()) for code in identifiers({"identifiers": [pair]})} & shared]
            item = item._replace(values={**item.values, "identifiers": own})
        kept.append(item)
    said = [
        f"{len(holders[key])} {key[0]}s have the identifier {key[1]}: it is not read, since it tells none of them."
        for key in sorted(shared)
    ]
    return kept, said


def _remarks(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        begun, ended = day_of(item.values, "start_date"), day_of(item.values, "end_date")
        if begun and ended and latest(ended) < begun:
            yield f"{item.place}: the end {ended} lies before the beginning {begun}, and is not taken."
