"""Reads the slice of the store that an edition touches, each text once for many rows.

The slice must hold everything that its fold can tell: all claims of an entity, all facts of a bundle that may absorb each other, all
that contradict each other. What it does not hold is left alone by `decide`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet

from graph import cypher
from graph.facts import Claim, Node, Relationship, Stating, statings_of
from graph.fold import ends_of, key_of
from graph.model.labels import RESPONSIBLE_CLASS
from graph.model.relationships import DENIED_OR_DENYING, TYPES
from graph.model.values import SINGLE_LITERALS
from graph.store import Params, Row
from importers.merge import Stored, claims_in

Run = Callable[[str, Params], list[Row]]


class Touched:
    """The slice, and the claims and statings in it, each parsed once."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.stored = Stored()
        self.claims: list[Claim] = []
        self.statings: dict[str, list[Stating]] = {}
        """By the key of their fact."""
        self._absent: set[str] = set()
        """Ids under which the store shows no entity."""
        self._keys: set[str] = set()
        self._rivals: set[tuple[str, str]] = set()
        for row in run(cypher.READ_FORMER_IDS, {}):
            self.stored.shown.update(dict.fromkeys(row["former_ids"], row["id"]))

    def _add_nodes(self, rows: Iterable[Row]) -> None:
        for row in rows:
            node = Node(row["properties"]["id"], tuple(sorted(row["labels"])), row["properties"])
            if node.id not in self.stored.nodes:
                self.stored.nodes[node.id] = node
                self.claims += claims_in(node)

    def _add_relationships(self, kind: str, rows: Iterable[Row]) -> None:
        for row in rows:
            key = row["properties"]["key"]
            if key not in self.stored.relationships:
                item = self.stored.relationships[key] = Relationship(key, kind, row["start"], row["finish"], row["properties"])
                self.statings[key] = statings_of(item)

    def nodes(self, ids: Iterable[str]) -> None:
        """Read entities by any id that they answer to."""
        wanted = {self.stored.shown.get(item, item) for item in ids} - self.stored.nodes.keys() - self._absent
        for part in cypher.batches(sorted(wanted)):
            self._add_nodes(self.run(cypher.READ_NODES, {"ids": part}))
        self._absent |= wanted - self.stored.nodes.keys()

    def of_source(self, source: str) -> None:
        """Read all that a source holds or held."""
        self._add_nodes(self.run(cypher.READ_NODES_OF_SOURCE, {"source": source}))
        for item in TYPES:
            self._add_relationships(item.name, self.run(cypher.read_by_source(item.name), {"source": source}))

    def around(self, ids: Iterable[str], kinds: Iterable[str]) -> None:
        """Read the facts of some types at both sides of entities."""
        for part in cypher.batches(sorted(ids)):
            for kind in kinds:
                self._add_relationships(kind, self.run(cypher.read_by_ends(kind), {"ids": part}))

    def of_others(self, source: str) -> list[Claim]:
        """The claims at hand of every other source."""
        return [claim for claim in self.claims if claim.source != source]

    def beside(self, statings: Iterable[Stating], now: Mapping[str, str]) -> None:
        """Read what statings that come, go or change may absorb, be absorbed by, or contradict.

        `now` gives the ids that their ends will show: a fact that comes may meet one that is there under another id.
        """
        after = {**self.stored.shown, **now}
        keys: dict[str, set[str]] = defaultdict(set)
        for s in statings:
            ends = {ends_of(s, shown): shown for shown in (self.stored.shown, after)}  # most ids show as they are, before and after
            for (begin, finish), shown in ends.items():
                if begin in self._absent:
                    continue  # no fact hangs on an entity that is not there
                if finish not in self._absent:
                    keys[s.type].add(key_of(s, shown))
                start = shown.get(s.start, s.start)
                if s.type in DENIED_OR_DENYING:
                    self._rivals |= {(kind, start) for kind in DENIED_OR_DENYING}
                elif s.type == "STATED_IN" and s.more[0] in SINGLE_LITERALS:
                    self._rivals.add((s.type, start))
        self._keys.update(*keys.values())
        self._with_keys(keys)
        for kind in sorted({kind for kind, _ in self._rivals}):
            self.around({start for other, start in self._rivals if other == kind}, [kind])
        responsible = self.stored.shown.get(RESPONSIBLE_CLASS, RESPONSIBLE_CLASS)
        self.around([responsible], ["INSTANCE_OF"])
        self.nodes(r.start for r in self.stored.relationships.values() if r.type == "INSTANCE_OF" and r.end == responsible)
        self.settle()

    def untouched(self, shifted: AbstractSet[str]) -> dict[str, Relationship]:
        """The facts at hand that this import leaves as they are: they need no fold. `shifted` are the entities whose ids change hands."""
        responsible = self.stored.shown.get(RESPONSIBLE_CLASS, RESPONSIBLE_CLASS)
        return {
            key: item
            for key, item in self.stored.relationships.items()
            if not (
                {key, item.properties.get("base")} & self._keys
                or {item.start, item.end} & shifted
                or (item.type, item.start) in self._rivals
                or (item.type == "INSTANCE_OF" and item.end == responsible)
            )
        }

    def settle(self) -> None:
        """Read what the facts at hand name as their contradictions, and every term of a fact that is at hand with and without one."""
        asked: set[str] = set()
        while True:
            known = self.stored.relationships
            keys: dict[str, set[str]] = defaultdict(set)
            for item in known.values():
                keys[item.type] |= {item.properties["base"]} & known.keys() if "base" in item.properties else set()
                for rival in item.properties.get("contradicts", ()):
                    if rival not in known:
                        keys[rival.rpartition("-")[0].upper()].add(rival)
            wanted = {kind: found - asked for kind, found in keys.items() if found - asked}
            if not wanted:
                return
            asked.update(*wanted.values())
            self._with_keys(wanted)

    def _with_keys(self, keys: dict[str, set[str]]) -> None:
        for kind, wanted in sorted(keys.items()):
            for part in cypher.batches(sorted(wanted)):
                self._add_relationships(kind, self.run(cypher.read_by_key(kind), {"keys": part}))
