"""Popolo JSON: persons, organisations, posts and memberships that are in force; each with its sources.

Popolo has no word for a class of bodies, for what is planned, or for what a newer paper replaces: these are left out, and counted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from graph.model.labels import COLLECTIVE, Family, family_of, label_of
from queries.exports import Landscape, Link, Node
from queries.formats import About
from queries.formats.common import Places, Row
from queries.formats.holding import Posts, of_bodies

_encode = json.JSONEncoder(ensure_ascii=False).encode
_SEATS = {"MEMBER_OF": "member", "CHAIRS": "chair"}


def write(landscape: Landscape, out: BinaryIO, about: About) -> list[str]:
    """Write the four lists to a binary file; returns what was left out."""
    posts = Posts(landscape)
    places = Places(landscape.store)
    left: Counter[str] = Counter()
    head = {"title": about.sentence, "as_of": about.as_of, "marking": about.marking}
    out.write(("{" + "".join(f"{_encode(name)}: {_encode(value)},\n" for name, value in head.items() if value)).encode())

    def items(name: str, rows: Iterable[Row], after: str) -> None:
        out.write(f'"{name}": ['.encode())
        between = "\n"
        for row in rows:
            kept = {field: value for field, value in row.items() if value not in ("", None, [], {})}
            out.write(f"{between}{_encode(kept)}".encode())
            between = ",\n"
        out.write(f"\n]{after}\n".encode())

    def entities(made: Any) -> Iterator[Row]:  # noqa: ANN401 - a function of a node
        for node in landscape.nodes():
            if of_bodies(node):
                row = made(node, posts)
                if row and COLLECTIVE in node.labels:
                    left["classes of bodies or posts"] += 1
                elif row:
                    yield row

    items("persons", entities(_person), ",")
    items("organizations", entities(_organization), ",")
    items("posts", entities(_post), ",")
    # Classes were counted once for each kind of entity that they are of, and each is of one.
    items("memberships", _memberships(landscape, posts, places, left), "}")
    return [f"Left out, since Popolo has no word for them: {count:,} {what}." for what, count in sorted(left.items())]


def _named(node: Node) -> Row:
    properties = node.properties
    identifiers = [
        dict(zip(("scheme", "identifier"), text.split(":", 1), strict=True)) for text in properties.get("identifiers", ()) if ":" in text
    ]
    return {
        "id": node.id,
        "name": properties.get("name"),
        "other_names": [{"name": name} for name in properties.get("names", ())],
        "identifiers": identifiers,
    }


def _person(node: Node, _: Posts) -> Row | None:
    return _named(node) if "Person" in node.labels else None


def _organization(node: Node, posts: Posts) -> Row | None:
    if family_of(node.labels) is not Family.BODY:
        return None
    classification = node.properties.get("kind") or label_of(node.labels)
    more = {"classification": classification, "parent_id": posts.parent(node.id), "description": node.properties.get("description")}
    return {**_named(node), **more, "labels": node.labels}


def _post(node: Node, posts: Posts) -> Row | None:
    if "Role" not in node.labels:
        return None
    named = _named(node)
    label, others = named.pop("name"), named.pop("other_names")
    more = {"role": node.properties.get("kind"), "organization_id": posts.office(node.id)}
    return {**named, "label": label, "other_label": [item["name"] for item in others], **more}


def _memberships(landscape: Landscape, posts: Posts, places: Places, left: Counter[str]) -> Iterator[Row]:
    for link in landscape.links():
        if link.type not in ("HOLDS", *_SEATS):
            continue
        if not posts.in_force(link):
            left["seats that are planned, proposed, ended, contradicted or replaced by a newer paper"] += 1
        elif not posts.both_known(link):
            left["seats of a class, or in one"] += 1
        elif link.type == "HOLDS" and not posts.is_person(link.start):
            left["posts held by posts"] += 1
        else:
            yield _membership(link, posts, places)


def _membership(link: Link, posts: Posts, places: Places) -> Row:
    properties = link.properties
    row: Row = {"id": link.key}
    if link.type == "HOLDS":
        row |= {"person_id": link.start, "post_id": link.end, "organization_id": posts.office(link.end), "role": properties.get("capacity")}
    else:
        capacity = properties.get("capacity")
        role = _SEATS[link.type] if not capacity else f"{capacity} {_SEATS[link.type]}"
        row |= {"organization_id": link.end, "role": role}
        if posts.is_person(link.start):
            row["person_id"] = link.start
        elif posts.is_post(link.start):
            row["post_id"] = link.start
        else:
            row["member"] = {"@type": "organization", "id": link.start, "name": link.start_name}
    row |= {"start_date": properties.get("valid_from"), "end_date": properties.get("valid_to")}
    row |= {name: properties.get(name) for name in ("standing", "modality", "scope", "share", "seen_from", "seen_to", "evidence")}
    sources = []
    for passage in properties.get("evidence", ()):
        url = places.document(passage).get("url")
        sources.append({"note": places.reference(passage), **({"url": url} if url else {})})
    return {**row, "sources": sources}
