"""The landscape as a stream of nodes and facts, which every format of `export` is written from; and the JSON lines themselves.

Nodes come by id and facts by type and key: the same from either engine and from any order of imports. With a date the facts are as the
papers stood then. Nothing is held in memory but ids, and (with a date) what the papers say in literals.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple, Self

from graph.cypher import batches
from graph.facts import Stating
from graph.model.labels import ENTITY
from graph.model.relationships import BY_TYPE
from graph.model.values import Modality, earliest, latest
from graph.store import Row, Store
from graph.timeline import Fact, at, day_of, earlier, said_by_then
from queries.shapes.common import literal

PAGE, LINK_PAGE = 10_000, 20_000
"""Entities and facts that are read at once."""

KEPT = 20_000
"""Facts at a date that are held in memory; more of them go into a file until they are written."""

_IDS = "MATCH (n:Entity) RETURN collect(n.id) AS ids"
_NODES = """UNWIND $ids AS id MATCH (n:Entity {id: id})
RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties"""
_TYPES = "MATCH ()-[r]->() RETURN type(r) AS kind, count(r) AS n ORDER BY kind"
_COUNTS = ("MATCH (n:Entity) RETURN count(n) AS n", "MATCH (:Entity)-[r]->(:Entity) RETURN count(r) AS n")
_ACTIONS = "MATCH (n:Entity) WHERE n:PriorityAction OR n:Strand RETURN n.id AS id, labels(n) AS labels ORDER BY id"
_HIDDEN = "MATCH (n:Entity) WHERE n.hidden IS NOT NULL RETURN n.id AS id ORDER BY id"

_WORDING = ("wording", "wording_search")
_BOOKKEEPING = ("edition_digest",)
"""What `restore --edition` keeps to compare by; it follows from the rest."""

_KEPT_AT_A_DATE = ("base", "former_keys", "edition_of", "held_by")
"""What a fact carries beside what its statings make of it."""

_OF_A_SEAT = ("modality", "capacity", "value_text", "seen_to")
_A_PERSON = "person/"
_PAPERS = ("Document", "Passage")
PLUMBING = frozenset({"MENTIONED_IN", "FROM_DOCUMENT", "POSSIBLY_SAME_AS"})
"""Relationships that join evidence and questions to the landscape, and are none of its facts."""

Properties = dict[str, Any]

_by_id, _by_key = itemgetter("id"), itemgetter("key")
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=False).encode


class Node(NamedTuple):
    """One entity."""

    id: str
    labels: list[str]
    properties: Properties


class Link(NamedTuple):
    """One fact, with the names of its ends where they were asked for."""

    key: str
    type: str
    start: str
    end: str
    properties: Properties
    start_name: str = ""
    end_name: str = ""


class Options(NamedTuple):
    """What is taken out of the store."""

    as_of: str = ""
    """The date at which a fact must hold; "" takes everything, hidden and ended too."""
    strict: bool = True
    """Whether the dates of a fact without statings (a foreign file's) are held against `as_of` too."""
    with_runs: bool = False
    with_wording: bool = False
    people: bool = True
    """Without: no persons and initials, no facts that have one for an end, and not who is named as the one whose words it is."""
    papers: bool = True
    """Without: no documents and passages; what the papers say in literals is then in `Landscape.stated`."""
    names: bool = False
    """Whether facts come with the names of their ends."""
    statings: bool = True
    """Whether a fact at a date carries the statings that make it, too."""


class Landscape:
    """What a store holds, read page by page; both streams may be read more than once. Close it, or use it as a context."""

    def __init__(self, store: Store, options: Options, progress: Callable[[int], None] = lambda _: None) -> None:
        self.store = store
        self.options = options
        self._progress = progress
        self._read = 0
        self.given = {"nodes": 0, "relationships": 0}
        """How many were taken out at the last reading."""
        self._settled = False
        self._kept: list[Link] = []
        """What holds at the date, up to `KEPT` facts; more of them are in `_spool`."""
        self._spool: Any = None
        self._earlier: frozenset[str] = frozenset()
        self._touched: set[str] = set()
        """Ids that have a fact at some date, and none at this one."""
        self.stated: dict[str, list[str]] = defaultdict(list)
        """Without papers: the literal facts of each entity as words, such as `state: Amber (2018-10)`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file that keeps what holds at the date."""
        self._kept.clear()
        if self._spool is not None:
            self._spool.close()

    @property
    def total(self) -> int:
        """How many rows `progress` will have counted in the end."""
        return sum(self.store.read(text)[0]["n"] for text in _COUNTS)

    def nodes(self) -> Iterator[Node]:
        """Entities by id."""
        if self.options.as_of:
            self._settle()
        self.given["nodes"] = 0
        for ids in batches(sorted(self.store.read(_IDS)[0]["ids"]), PAGE):
            rows = self.store.read(_NODES, {"ids": ids})
            for row in sorted(rows, key=_by_id):
                if row["id"] not in self._left_out and row["id"] not in self._touched:
                    self.given["nodes"] += 1
                    yield Node(row["id"], sorted(row["labels"]), self._prepared(row["properties"]))
            self._count(len(rows))

    def links(self) -> Iterator[Link]:
        """Facts by type, then key."""
        self.given["relationships"] = 0
        for link in self._links():
            self.given["relationships"] += 1
            yield link

    def _links(self) -> Iterator[Link]:
        if not self.options.as_of:
            for link in self._stored():
                if link.start not in self._left_out and link.end not in self._left_out:
                    yield link._replace(properties=self._prepared(link.properties))
            return
        self._settle()
        for link in self._read_back():
            if link.key in self._earlier:
                link.properties["earlier"] = True
            yield link

    def _count(self, rows: int) -> None:
        self._read += rows
        self._progress(self._read)

    @cached_property
    def _left_out(self) -> frozenset[str]:
        """Ids of entities that are not taken out."""
        labels = [] if self.options.with_runs else ["ImportRun"]
        labels += [] if self.options.people else ["Person"]
        labels += [] if self.options.papers else _PAPERS
        labels += ["Proposal"] if self.options.as_of else []
        texts = [f"MATCH (n:{label}) RETURN n.id AS id ORDER BY id" for label in labels]
        texts += [_HIDDEN] if self.options.as_of else []
        return frozenset(row["id"] for text in texts for row in self.store.read(text))

    def _prepared(self, stored: Properties) -> Properties:
        hidden = _BOOKKEEPING if self.options.with_wording else (*_BOOKKEEPING, *_WORDING)
        found = {name: stored[name] for name in sorted(stored) if name not in hidden and name not in ("id", "key")}
        return found if self.options.people else _without_people(found)

    def _stored(self) -> Iterator[Link]:
        for each in self.store.read(_TYPES):
            for rows in self._pages(each["kind"], each["n"]):
                for row in sorted(rows, key=_by_key):
                    yield Link(row["key"], each["kind"], row["a_id"], row["b_id"], row["properties"], *self._names(row))
                self._count(len(rows))

    def _pages(self, kind: str, count: int) -> Iterator[list[Row]]:
        """Facts of one type, page by page in the order of their keys; within a page in none.

        A range of keys is read much faster than a list; but the engines put other letters than ASCII in orders of their own.
        """
        names = ", a.name AS a_name, b.name AS b_name" if self.options.names else ""
        match = f"MATCH (a:{ENTITY})-[r:{kind}]->(b:{ENTITY})"
        columns = f"RETURN r.key AS key, a.id AS a_id, b.id AS b_id, properties(r) AS properties{names}"
        if count <= LINK_PAGE:
            yield self.store.read(f"{match} {columns}")
            return
        keys = sorted(self.store.read(f"MATCH ()-[r:{kind}]->() RETURN collect(r.key) AS found")[0]["found"])
        ordered = all(map(str.isascii, keys))
        for page in batches(keys, LINK_PAGE):
            if ordered:
                yield self.store.read(f"{match} WHERE r.key >= $first AND r.key <= $last {columns}", {"first": page[0], "last": page[-1]})
            else:
                yield self.store.read(f"{match} WHERE r.key IN $keys {columns}", {"keys": page})

    def _names(self, row: Row) -> tuple[str, str]:
        return (row["a_name"] or "", row["b_name"] or "") if self.options.names else ("", "")

    def _keep(self, link: Link) -> None:
        if self._spool is None and len(self._kept) == KEPT:
            self._spool = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - lives as long as this object
            self._spool.writelines(encode(kept) + "\n" for kept in self._kept)
            self._kept.clear()
        if self._spool is None:
            self._kept.append(link)
        else:
            self._spool.write(encode(link) + "\n")

    def _read_back(self) -> Iterator[Link]:
        yield from self._kept
        if self._spool is not None:
            self._spool.seek(0)
            for line in self._spool:
                yield Link(*json.loads(line))

    def _settle(self) -> None:
        """Work out what holds at the date, once: nodes are written before facts, and depend on them."""
        if self._settled:
            return
        self._settled = True
        day = day_of(self.options.as_of)
        held: set[str] = set()
        seats: list[Fact] = []
        for link in self._stored():
            ends = (link.start, link.end)
            self._touched.update(ends)
            properties = self._at(link, day)
            if properties is None:
                continue
            held.update(ends)
            if link.type == "STATED_IN" and not self.options.papers:
                self.stated[link.start].append(_words(properties))
            if not self._left_out.isdisjoint(ends) or (link.type in PLUMBING and not self.options.papers):
                continue
            self._keep(link._replace(properties=self._prepared(properties)))
            if BY_TYPE[link.type].one_seat or link.type in ("ACCOUNTABLE_FOR", "LEADS"):
                few: Properties = {name: properties[name] for name in _OF_A_SEAT if name in properties}
                seats.append(Fact(link.key, link.type, *ends, few))
        self._touched -= held
        self._earlier = earlier(seats, {row["id"]: row["labels"] for row in self.store.read(_ACTIONS)} if seats else {})

    def _at(self, link: Link, day: str) -> Properties | None:
        stored = link.properties
        if stored.get("hidden"):
            return None
        if not stored.get("statings"):
            return stored if not self.options.strict or _stored_holds(stored, day) else None
        statings = [Stating.model_validate_json(text) for text in stored["statings"]]
        properties = at(statings, day)
        if properties is None:
            return None
        if self.options.statings:
            properties["statings"] = sorted(s.text() for s in said_by_then(statings, day))
        if stored.get("contradicts"):
            properties |= {"standing": stored["standing"], "contradicts": stored["contradicts"]}
        return properties | {name: stored[name] for name in _KEPT_AT_A_DATE if name in stored}


def _stored_holds(stored: Properties, day: str) -> bool:
    """The rules of `graph.timeline` for a fact that carries no statings: its own dates are all there is."""

    def day_in(name: str, last: Callable[[str], str] = latest) -> str:
        return last(stored[name]) if stored.get(name) else ""

    if day_in("seen_from") > day or ("" < (stored.get("ended_on") or "") <= day):
        return False
    over = day_in("valid_to")
    if over and over < day and not over < day_in("seen_to", earliest) <= day:
        return False
    return not (stored.get("modality", Modality.IN_FORCE) == Modality.IN_FORCE and day_in("valid_from") > day)


def _words(properties: Properties) -> str:
    modality = properties.get("modality", Modality.IN_FORCE)
    said = properties.get("seen_to", "") if modality == Modality.IN_FORCE else f"{properties.get('seen_to', '')}, {modality}"
    return f"{properties.get('property', '')}: {literal(properties)} ({said})"


def jsonl(store: Store, *, with_runs: bool = False, with_wording: bool = False, people: bool = True) -> Iterator[str]:
    """Everything as JSON lines without their line ends: nodes by id, then relationships by type and key.

    `with_runs` adds the import runs, `with_wording` the passages' wording of the user's own papers: both together are the backup.
    """
    return lines(Landscape(store, Options(with_runs=with_runs, with_wording=with_wording, people=people)))


def lines(landscape: Landscape) -> Iterator[str]:
    """The JSON lines of a landscape, without their line ends; `earlier` facts are not marked, since that follows from the rest."""
    for node in landscape.nodes():
        yield encode({"node": node.id, "labels": node.labels, "properties": node.properties})
    for link in landscape.links():
        link.properties.pop("earlier", None)
        yield encode({"relationship": link.key, "type": link.type, "from": link.start, "to": link.end, "properties": link.properties})


def _without_people(properties: Properties) -> Properties:
    """The properties without ids of persons, in the rows of sources that they keep as JSON too."""

    def kept(value: Any) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(value, str):
            if value.startswith("{") and _A_PERSON in value:
                return encode(kept(json.loads(value)))
            return "" if value.startswith(_A_PERSON) else value
        if isinstance(value, dict):
            return {name: rest for name, item in value.items() if (rest := kept(item)) not in ("", []) or not item}
        return [rest for item in value if (rest := kept(item)) != ""] if isinstance(value, list) else value

    found: Properties = kept(properties)
    return found
