"""W3C ORG as Turtle or JSON-LD: organisations, posts, persons, and every fact between them.

A fact that may be said without its qualifications is said twice: as one plain triple, and as a thing of its own (a membership, else a
statement) that carries standing, modality, dates and evidence. Any other fact (planned, contradicted, replaced) is only such a thing,
so that nobody reads it as so.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import quote

from graph.answer import plain_text
from graph.errors import UsageError
from graph.model.labels import ENTITY
from queries.exports import PLUMBING, Landscape, Link, Node
from queries.formats import About
from queries.formats.common import LINK_COLUMNS, Places, picked
from queries.formats.holding import Posts, of_bodies

PREFIXES = {
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TABLE = str.maketrans({**{chr(code): f"\\u{code:04X}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)}, **_ESCAPES})


class Iri(NamedTuple):
    """A thing, told apart from a text."""

    name: str
    """Full, or with one of `PREFIXES`."""


Value = Iri | str
Said = list[tuple[str, Value]]
"""Predicates (with their prefixes or in full) and values."""

Described = tuple[str, Said]
"""The IRI of a subject, and what is said of it."""


def write(landscape: Landscape, out: BinaryIO, about: About) -> list[str]:
    """Write the triples to a binary file, Turtle or JSON-LD by `about.form`; returns what was left out."""
    if about.form not in _WRITERS:
        raise UsageError("W3C ORG is written as Turtle or as JSON-LD.", hint="name a file that ends in .ttl or .jsonld")
    left: Counter[str] = Counter()
    _WRITERS[about.form](_described(landscape, about, left), out)
    return [f"Left out, since ORG is about bodies, posts and persons: {count:,} {what}." for what, count in sorted(left.items())]


def _described(landscape: Landscape, about: About, left: Counter[str]) -> Iterator[Described]:
    posts = Posts(landscape)
    places = Places(landscape.store)

    def iri(item: str) -> Iri:
        return Iri(about.base + quote(item, safe="/~-._"))

    yield iri("export").name, [("dcterms:description", about.sentence)]
    for node in landscape.nodes():
        if posts.knows(node.id):
            yield iri(node.id).name, _entity(node, iri)
        elif of_bodies(node):
            left["classes of bodies or posts"] += 1
    for link in landscape.links():
        if posts.both_known(link):
            ends = iri(link.start), iri("type/" + link.type), iri(link.end)
            if posts.in_force(link) and not link.properties.get("share"):
                yield ends[0].name, [(predicate, ends[2]) for predicate in (ends[1].name, _plain(link, posts)) if predicate]
            yield iri("fact/" + link.key).name, _fact(link, posts, ends, places, iri)
        elif link.type != "STATED_IN" and link.type not in PLUMBING:
            left["facts with another end"] += 1


def _entity(node: Node, iri: Callable[[str], Iri]) -> Said:
    properties = node.properties
    person, post = "Person" in node.labels, "Role" in node.labels
    said: Said = [("rdf:type", Iri("foaf:Person" if person else "org:Post" if post else "org:Organization"))]
    said += [("foaf:name" if person else "skos:prefLabel", str(properties.get("name") or node.id)), ("dcterms:identifier", node.id)]
    said += [("skos:altLabel", name) for name in properties.get("names", ())]
    said += [("org:identifier", text) for text in properties.get("identifiers", ())]
    said += [("org:classification", iri("label/" + label)) for label in node.labels if label != ENTITY and not person]
    said += [(iri("property/kind").name, str(properties["kind"]))] if properties.get("kind") else []
    return said + ([("dcterms:description", str(properties["description"]))] if properties.get("description") else [])


def _plain(link: Link, posts: Posts) -> str:
    """The word of ORG for a fact, where there is one and both ends are what it asks for."""
    agents = not posts.is_post(link.start) and not posts.is_post(link.end)
    if link.type == "HOLDS":
        return "org:holds" if posts.is_person(link.start) else ""
    if link.type == "MEMBER_OF":
        return "org:memberOf" if agents else ""
    if link.type == "WORKS_WITH":
        return "org:linkedTo" if agents and not posts.is_person(link.start) and not posts.is_person(link.end) else ""
    return {"PART_OF": "org:subOrganizationOf", "POST_IN": "org:postIn", "REPORTS_TO": "org:reportsTo"}.get(link.type, "")


def _fact(link: Link, posts: Posts, ends: tuple[Iri, Iri, Iri], places: Places, iri: Callable[[str], Iri]) -> Said:
    """A fact as a thing of its own: a membership where an agent has a seat, and a statement always."""
    said: Said = [("rdf:type", Iri("rdf:Statement")), ("rdf:subject", ends[0]), ("rdf:predicate", ends[1]), ("rdf:object", ends[2])]
    if link.type in ("MEMBER_OF", "CHAIRS") and not posts.is_post(link.start):
        said += [("rdf:type", Iri("org:Membership")), ("org:member", ends[0]), ("org:organization", ends[2]), ("org:role", ends[1])]
    said.append(("dcterms:identifier", link.key))
    for name, value in picked(LINK_COLUMNS, link.properties).items():
        if name == "evidence":
            said += [("dcterms:source", iri(passage)) for passage in value]
            said += [("dcterms:bibliographicCitation", places.reference(passage)) for passage in value]
        else:
            said += [(iri("property/" + name).name, plain_text(item)) for item in (value if isinstance(value, list) else [value])]
    return said


def _turtle(subjects: Iterable[Described], out: BinaryIO) -> None:
    def term(value: Value) -> str:
        if isinstance(value, Iri):
            return value.name if value.name.split(":")[0] in PREFIXES else f"<{value.name}>"
        return f'"{value.translate(_TABLE)}"'

    out.write("".join(f"@prefix {name}: <{full}> .\n" for name, full in PREFIXES.items()).encode())
    for subject, said in subjects:
        lines = " ;\n  ".join(f"{term(Iri(predicate))} {term(value)}" for predicate, value in said)
        out.write(f"\n<{subject}> {lines} .\n".encode())


def _json_ld(subjects: Iterable[Described], out: BinaryIO) -> None:
    encode = json.JSONEncoder(ensure_ascii=False).encode
    out.write(f'{{"@context": {encode(PREFIXES)},\n"@graph": ['.encode())
    between = "\n"
    for subject, said in subjects:
        row: dict[str, Any] = {"@id": subject}
        for predicate, value in said:
            if predicate == "rdf:type":
                row.setdefault("@type", []).append(value.name if isinstance(value, Iri) else value)
            else:
                row.setdefault(predicate, []).append({"@id": value.name} if isinstance(value, Iri) else value)
        out.write(f"{between}{encode(row)}".encode())
        between = ",\n"
    out.write(b"\n]}\n")


_WRITERS = {".ttl": _turtle, ".jsonld": _json_ld}
