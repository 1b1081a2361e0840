"""A store rebuilt from JSON lines; or the file folded in as the complete edition of one source.

Into an empty store, batch by batch: the store is marked `loading` until the last, and no other command opens it before. As an edition,
in one transaction: what is new is made, what differs is replaced, what the file no longer holds is ended, the rest is not touched.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph import cypher
from graph.errors import BadFile, StoreNotEmpty
from graph.model.values import latest
from graph.store import Row, Store, Transaction
from queries.lines import BadLine, Item, check_whole, create_nodes, create_relationships, nodes, relationships, types_in

BATCH = 1_000
"""Rows a statement and, where nothing was there before, a transaction: the embedded engine spends a third less than on 10,000."""

MANY = 10_000
"""Ids or keys a statement looks up: for keys the embedded engine reads through all relationships of the type each time."""

_KNOWN_PASSAGES = 100_000

LOADING = "loading"
_STATE = "MATCH (s:LandscapeStore) RETURN s.state AS state ORDER BY state"

_DIGEST = 20
_ENDED = "-" * _DIGEST
_MARK = f"CASE WHEN {{0}}.ended_by IS NULL THEN {{0}}.edition_digest ELSE '{_ENDED}' END"
_NODES_BEFORE = f"MATCH (n:Entity) WHERE n.edition_of = $name RETURN collect({_MARK.format('n')} + n.id) AS found"
_RELATIONSHIPS_BEFORE = f"""MATCH ()-[r]->() WHERE r.edition_of = $name
RETURN type(r) AS kind, collect({_MARK.format("r")} + r.key) AS found ORDER BY kind"""
"""What an edition holds, as digest and id in one text each: a driver spends more on a row than on a hundred texts in a list."""

Progress = Callable[[int], None]


@dataclass
class Restored:
    """What was done."""

    nodes: int = 0
    relationships: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0
    dangling: int = 0
    """Relationships whose evidence names passages that the store does not hold."""
    bad: list[BadLine] = field(default_factory=list)


def restore(store: Store, path: Path, progress: Progress = lambda _: None) -> Restored:
    """Rebuild an empty store. Raises `StoreNotEmpty`, `BadFile` (before anything is written) or `StoreError`."""
    check_whole(path)
    types = types_in(path)
    if store.model_version and store.read(_STATE)[0]["state"] == LOADING:
        store.clear()  # what another restore began and did not finish
    if store.model_version and store.read(cypher.COUNT_ENTITIES)[0]["n"]:
        raise StoreNotEmpty("The store is not empty.", hint="restore into a new store, or `landscape clear --yes` first")
    store.define(cypher.constraints(types))
    store.mark(LOADING)
    result = Restored()
    try:
        _fill(store, path, result, progress)
    except BadFile:
        store.clear()
        raise
    store.mark("")
    return result


def _fill(store: Store, path: Path, result: Restored, progress: Progress) -> None:
    for part in cypher.batches(nodes(path, result.bad), BATCH):
        store.write(lambda tx, part=part: create_nodes(tx, part))  # type: ignore[misc] # mypy cannot type a default of a lambda
        result.nodes += len(part)
        progress(result.nodes)
    passages = _Passages(store.read)
    for part in cypher.batches(relationships(path, result.bad), BATCH):
        lost = store.write(lambda tx, part=part: create_relationships(tx, part))  # type: ignore[misc] # as above
        result.bad += _without_end(lost, "file")
        result.relationships += len(part) - len(lost)
        result.dangling += passages.dangling(part)
        progress(result.nodes + result.relationships)
    result.added = result.nodes + result.relationships


def _without_end(lost: Iterable[Item], where: str) -> list[BadLine]:
    return [BadLine(item.line, "unknown-entity", item.id, f"an end that is not in the {where}") for item in lost]


class _Passages:
    """Which passages the store holds, asked once for many, with a bounded memory."""

    def __init__(self, read: Callable[[str, dict[str, Any]], list[Row]]) -> None:
        self.read = read
        self.known: dict[str, bool] = {}
        self.any = bool(read("MATCH (n:Passage) RETURN count(n) AS n", {})[0]["n"])

    def dangling(self, facts: Iterable[Item]) -> int:
        """How many of the facts name a passage that is not there."""
        cited = [evidence for fact in facts if (evidence := fact.properties.get("evidence"))]
        if not self.any:
            return len(cited)
        if len(self.known) > _KNOWN_PASSAGES:
            self.known.clear()
        ask = sorted({item for evidence in cited for item in evidence} - self.known.keys())
        if ask:
            found = self.read("MATCH (n:Entity) WHERE n.id IN $ids RETURN collect(n.id) AS ids", {"ids": ask})[0]["ids"]
            self.known.update(dict.fromkeys(ask, False))
            self.known.update(dict.fromkeys(found, True))
        return sum(not all(self.known[item] for item in evidence) for evidence in cited)


def fold_edition(store: Store, path: Path, name: str, date: str) -> Restored:
    """Fold the file in as the complete edition `name` of `date`; one transaction. Raises `BadFile` or `StoreError`."""
    check_whole(path)
    types = types_in(path)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    store.define(cypher.constraints(types))

    def work(tx: Transaction) -> Restored:
        fold = _Fold(tx, path, name, {"ended_by": f"{date} 1 {sha256[:12]}", "ended_on": latest(date)})
        fold.nodes()
        fold.relationships()
        return fold.result

    return store.write(work)


_canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def _digest(item: Item) -> str:
    return hashlib.sha256(_canonical([item.labels, item.ends, item.properties]).encode()).hexdigest()[:_DIGEST]


def _by_id(found: Iterable[str]) -> dict[str, str]:
    """Digests by id, from the texts of `_MARK`."""
    return {text[_DIGEST:]: text[:_DIGEST] for text in found}


class _Fold:
    """One edition on its way into the store, in one transaction."""

    def __init__(self, tx: Transaction, path: Path, name: str, ended: dict[str, str]) -> None:
        self.tx = tx
        self.path = path
        self.name = name
        self.ended = ended
        self.result = Restored()

    def nodes(self) -> None:
        """Fold the nodes."""
        before = _by_id(self.tx.run(_NODES_BEFORE, {"name": self.name})[0]["found"])
        alone = self.tx.run(cypher.COUNT_ENTITIES)[0]["n"] == len(before)
        changed: list[Item] = []
        for part in cypher.batches(nodes(self.path, self.result.bad), BATCH):
            self.result.nodes += len(part)
            new, others = self._told_apart(part, before)
            changed += others
            taken = set() if alone or not new else self._labels(new).keys()
            create_nodes(self.tx, [item for item in new if item.id not in taken])
            self.result.added += len(new) - len(taken)
            self._refuse([item for item in new if item.id in taken], "other-source", "another source holds it; it was left as it is")
        for part in cypher.batches(changed, BATCH):
            labels = self._labels(part)
            moved = [item for item in part if labels[item.id] != item.labels]
            self._refuse(moved, "other-label", "an edition cannot change what an entity is; it was left as it is")
            same = [{"id": item.id, "properties": item.properties} for item in part if labels[item.id] == item.labels]
            self.tx.run(cypher.replace_nodes(), {"rows": same})
            self.result.changed += len(same)
        for ids in cypher.batches(self._over(before), MANY):
            self.tx.run("UNWIND $ids AS id MATCH (n:Entity {id: id}) SET n += $ended", {"ids": ids, "ended": self.ended})

    def relationships(self) -> None:
        """Fold the relationships; a changed one is made again, since an end may have changed."""
        before = {row["kind"]: _by_id(row["found"]) for row in self.tx.run(_RELATIONSHIPS_BEFORE, {"name": self.name})}
        changed: dict[str, list[Item]] = defaultdict(list)
        taken: dict[str, set[str]] = {}
        passages = _Passages(self.tx.run)
        for part in cypher.batches(relationships(self.path, self.result.bad), BATCH):
            self.result.relationships += len(part)
            self.result.dangling += passages.dangling(part)
            fresh: list[Item] = []
            for kind in {item.kind for item in part}:
                new, others = self._told_apart([item for item in part if item.kind == kind], before.setdefault(kind, {}))
                changed[kind] += others
                if new and kind not in taken:
                    taken[kind] = self._of_others(kind)
                fresh += (item for item in new if item.id not in taken[kind])
                held = [item for item in new if item.id in taken[kind]]
                self._refuse(held, "other-source", "another source holds it; it was left as it is")
            self.result.added += len(fresh) - self._create(fresh)
        for kind, items in sorted(changed.items()):
            for part in cypher.batches(items, MANY):
                self.tx.run(cypher.delete_relationships(kind), {"keys": [item.id for item in part]})
                self.result.changed += len(part) - self._create(part)
        for kind, left in sorted(before.items()):
            for keys in cypher.batches(self._over(left), MANY):
                self.tx.run(f"MATCH ()-[r:{kind}]->() WHERE r.key IN $keys SET r += $ended", {"keys": keys, "ended": self.ended})

    def _told_apart(self, items: Iterable[Item], before: dict[str, str]) -> tuple[list[Item], list[Item]]:
        """The new and the changed ones, marked as the edition's; takes what the file still holds out of `before`."""
        new: list[Item] = []
        changed: list[Item] = []
        for item in items:
            digest, known = _digest(item), before.pop(item.id, "")
            if known == digest:
                self.result.unchanged += 1
                continue
            item.properties.update(edition_of=self.name, edition_digest=digest)
            (changed if known else new).append(item)
        return new, changed

    def _labels(self, items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
        text = "MATCH (n:Entity) WHERE n.id IN $ids RETURN n.id AS id, labels(n) AS labels ORDER BY id"
        return {row["id"]: tuple(sorted(row["labels"])) for row in self.tx.run(text, {"ids": [item.id for item in items]})}

    def _of_others(self, kind: str) -> set[str]:
        """Keys of a type that are not this edition's."""
        text = f"MATCH ()-[r:{kind}]->() WHERE r.edition_of IS NULL OR r.edition_of <> $name RETURN collect(r.key) AS found"
        return set(self.tx.run(text, {"name": self.name})[0]["found"])

    def _create(self, items: list[Item]) -> int:
        lost = create_relationships(self.tx, items)
        self.result.bad += _without_end(lost, "store")
        return len(lost)

    def _refuse(self, items: Iterable[Item], code: str, hint: str) -> None:
        self.result.bad += (BadLine(item.line, code, item.id, hint) for item in items)

    def _over(self, before: dict[str, str]) -> Iterator[str]:
        """What the file no longer holds and was not ended before."""
        for item, digest in sorted(before.items()):
            if digest != _ENDED:
                self.result.ended += 1
                yield item
