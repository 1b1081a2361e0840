"""A store rebuilt from JSON lines; or the file folded in as the complete edition of one source.

Into an empty store, batch by batch: the store is marked `loading` until the last, and no other command opens it before. As an edition,
in one transaction: what is new is made, what differs is replaced, what the file no longer holds is ended, the rest is not touched.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from graph import cypher
from graph.errors import BadFile, StoreNotEmpty
from graph.model.labels import BY_NAME, ENTITY, SECOND_LABELS
from graph.model.relationships import BY_TYPE
from graph.model.values import latest
from graph.store import Row, Store, Transaction

BATCH = 10_000
_KNOWN_PASSAGES = 100_000

LOADING = "loading"
_STATE = "MATCH (s:LandscapeStore) RETURN s.state AS state ORDER BY state"
_OURS = ('{"node":', '{"relationship":')
_WHOLE = ("}}\n", "}}\r\n")
"""How a line of ours begins, and how it ends where it was not cut short: such a line is parsed once, when it is used."""

Item = dict[str, Any]
Progress = Callable[[int], None]


class BadLine(NamedTuple):
    """A line that was left out: its number, what is wrong with it, and what to do."""

    line: int
    code: str
    value: str
    hint: str


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


def items(path: Path, kind: str) -> Iterator[tuple[int, Item]]:
    """The lines that are nodes, or that are relationships, with their numbers.

    Raises `BadFile` for a line that is no JSON object of either kind: then the file is not one of ours.
    """
    prefix = f'{{"{kind}":'
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, start=1):
                if line.startswith(prefix):
                    yield number, json.loads(line)
                elif line.strip() and not (line.startswith(_OURS) and line.endswith(_WHOLE)):
                    item = json.loads(line)
                    if not isinstance(item, dict) or not {"node", "relationship"} & item.keys():
                        raise ValueError
                    if kind in item:
                        yield number, item
    except FileNotFoundError as error:
        raise BadFile(f"There is no file {path.name!r}.", where=str(path), hint="check the path") from error
    except (ValueError, UnicodeDecodeError) as error:
        raise BadFile(
            "This is not a file that `landscape export jsonl` wrote.", where=str(path), hint="export it again; it may be cut short"
        ) from error


def _node(item: Item) -> Item | None:
    labels = item.get("labels")
    if not isinstance(item["node"], str) or not isinstance(labels, list) or not isinstance(item.get("properties"), dict):
        return None
    if ENTITY not in labels or any(label != ENTITY and label not in SECOND_LABELS and label not in BY_NAME for label in labels):
        return None
    return {"labels": tuple(sorted(labels)), "properties": {"id": item["node"], **item["properties"]}}


def _relationship(item: Item) -> Item | None:
    known = item.get("type") in BY_TYPE and isinstance(item.get("properties"), dict)
    if not known or not all(isinstance(item.get(name), str) for name in ("relationship", "from", "to")):
        return None
    return {
        "kind": item["type"],
        "start": item["from"],
        "end": item["to"],
        "key": item["relationship"],
        "properties": {"key": item["relationship"], **item["properties"]},
    }


def _readable(path: Path, kind: str, result: Restored) -> Iterator[tuple[int, Item]]:
    read = _node if kind == "node" else _relationship
    for number, raw in items(path, kind):
        item = read(raw)
        if item is None:
            result.bad.append(BadLine(number, "unknown-word", str(raw.get(kind)), "a label or type that the model does not know"))
        else:
            yield number, item


def restore(store: Store, path: Path, progress: Progress = lambda _: None) -> Restored:
    """Rebuild an empty store. Raises `StoreNotEmpty`, `BadFile` (before anything is written) or `StoreError`."""
    for _ in items(path, ""):
        pass  # reads every line once: a file that is cut short is refused before the store is touched
    if store.model_version and store.read(_STATE)[0]["state"] == LOADING:
        store.clear()  # what another restore began and did not finish
    if store.model_version and store.read(cypher.COUNT_ENTITIES)[0]["n"]:
        raise StoreNotEmpty("The store is not empty.", hint="restore into a new store, or `landscape clear --yes` first")
    store.define(cypher.constraints())
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
    for part in cypher.batches(_readable(path, "node", result), BATCH):
        nodes = [item for _, item in part]
        store.write(lambda tx, nodes=nodes: _create_nodes(tx, nodes))  # type: ignore[misc] # mypy cannot type a default of a lambda
        result.nodes += len(nodes)
        progress(result.nodes)
    passages = _Passages(store.read)
    for part in cypher.batches(_readable(path, "relationship", result), BATCH):
        facts = [item for _, item in part]
        missing = store.write(lambda tx, facts=facts: _create_relationships(tx, facts))  # type: ignore[misc] # as above
        result.bad += [
            BadLine(number, "unknown-entity", item["key"], "an end that is not in the file")
            for number, item in part
            if item["key"] in missing
        ]
        result.relationships += len(facts) - len(missing)
        result.dangling += passages.dangling(facts)
        progress(result.nodes + result.relationships)
    result.added = result.nodes + result.relationships


def _create_nodes(tx: Transaction, nodes: list[Item]) -> None:
    groups: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in nodes:
        groups[item["labels"]].append(item["properties"])
    for labels, rows in sorted(groups.items()):
        tx.run(cypher.create_nodes(labels), {"rows": rows})


def _create_relationships(tx: Transaction, facts: list[Item]) -> set[str]:
    """Make them; returns the keys of those that found no end."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in facts:
        groups[item["kind"]].append({name: item[name] for name in ("start", "end", "properties")})
    missing: set[str] = set()
    for kind, rows in sorted(groups.items()):
        made = tx.run(cypher.create_relationships(kind), {"rows": rows})[0]["n"]
        if made != len(rows):
            keys = {row["properties"]["key"] for row in rows}
            found = tx.run(f"MATCH ()-[r:{kind}]->() WHERE r.key IN $keys RETURN r.key AS key", {"keys": sorted(keys)})
            missing |= keys - {row["key"] for row in found}
    return missing


class _Passages:
    """Which passages the store holds, asked once for many, with a bounded memory."""

    def __init__(self, read: Callable[[str, dict[str, Any]], list[Row]]) -> None:
        self.read = read
        self.known: dict[str, bool] = {}

    def dangling(self, facts: list[Item]) -> int:
        wanted = {item for fact in facts for item in fact["properties"].get("evidence", ())}
        if len(self.known) > _KNOWN_PASSAGES:
            self.known.clear()
        ask = sorted(wanted - self.known.keys())
        if ask:
            self.known.update(dict.fromkeys(ask, False))
            self.known.update((row["id"], True) for row in self.read("MATCH (n:Entity) WHERE n.id IN $ids RETURN n.id AS id", {"ids": ask}))
        return sum(not all(self.known[item] for item in fact["properties"].get("evidence", ())) for fact in facts)


def _digest(item: Item) -> str:
    return hashlib.sha256(json.dumps(item, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()[:20]


def fold_edition(store: Store, path: Path, name: str, date: str) -> Restored:
    """Fold the file in as the complete edition `name` of `date`; one transaction. Raises `BadFile` or `StoreError`."""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    ended = {"ended_by": f"{date} 1 {sha256[:12]}", "ended_on": latest(date)}
    for _ in items(path, ""):
        pass
    store.define(cypher.constraints())

    def work(tx: Transaction) -> Restored:
        result = Restored()
        _fold_nodes(tx, path, name, ended, result)
        _fold_relationships(tx, path, name, ended, result)
        return result

    return store.write(work)


def _fold_nodes(tx: Transaction, path: Path, name: str, ended: dict[str, str], result: Restored) -> None:
    rows = tx.run(
        "MATCH (n:Entity) WHERE n.edition_of = $name RETURN n.id AS id, n.edition_digest AS digest, n.ended_by AS ended", {"name": name}
    )
    before = {row["id"]: (row["digest"], row["ended"]) for row in rows}
    new: list[Item] = []
    changed: list[Item] = []
    for number, item in _readable(path, "node", result):
        result.nodes += 1
        key, digest = item["properties"]["id"], _digest(item)
        known = before.pop(key, None)
        if known == (digest, None):
            result.unchanged += 1
            continue
        item["properties"] |= {"edition_of": name, "edition_digest": digest}
        item["line"] = number
        (new if known is None else changed).append(item)
    for part in cypher.batches(new, BATCH):
        taken = {row["properties"]["id"] for row in tx.run(cypher.READ_NODES, {"ids": [item["properties"]["id"] for item in part]})}
        _create_nodes(tx, [item for item in part if item["properties"]["id"] not in taken])
        result.added += len(part) - len(taken)
        result.bad += [
            BadLine(i["line"], "other-source", i["properties"]["id"], "another source holds it; it was left as it is")
            for i in part
            if i["properties"]["id"] in taken
        ]
    for part in cypher.batches(changed, BATCH):
        tx.run(cypher.replace_nodes(), {"rows": [{"id": item["properties"]["id"], "properties": item["properties"]} for item in part]})
    result.changed += len(changed)
    over = sorted(key for key, (_, end) in before.items() if end is None)
    for ids in cypher.batches(over, BATCH):
        tx.run("UNWIND $ids AS id MATCH (n:Entity {id: id}) SET n += $ended", {"ids": ids, "ended": ended})
    result.ended += len(over)


def _fold_relationships(tx: Transaction, path: Path, name: str, ended: dict[str, str], result: Restored) -> None:
    before: dict[str, tuple[str, str | None, str, str]] = {}
    for kind in sorted(BY_TYPE):
        text = (
            f"MATCH (a:Entity)-[r:{kind}]->() WHERE r.edition_of = $name "
            "RETURN r.key AS key, r.edition_digest AS digest, r.ended_by AS ended, a.id AS a_id"
        )
        for row in tx.run(text, {"name": name}):
            before[row["key"]] = row["digest"], row["ended"], kind, row["a_id"]
    new: list[tuple[int, Item]] = []
    changed: dict[str, list[Item]] = defaultdict(list)
    passages = _Passages(tx.run)
    facts: list[Item] = []
    for number, item in _readable(path, "relationship", result):
        result.relationships += 1
        facts.append(item)
        digest = _digest(item)
        known = before.pop(item["key"], None)
        if known and known[:2] == (digest, None):
            result.unchanged += 1
            continue
        item["properties"] = {**item["properties"], "edition_of": name, "edition_digest": digest}
        if known:
            changed[item["kind"]].append(item)
        else:
            new.append((number, item))
    for part in cypher.batches(new, BATCH):
        missing = _create_relationships(tx, [item for _, item in part])
        result.added += len(part) - len(missing)
        result.bad += [
            BadLine(number, "unknown-entity", i["key"], "an end that is not in the store") for number, i in part if i["key"] in missing
        ]
    for kind, found in sorted(changed.items()):
        for batch in cypher.batches(found, BATCH):
            tx.run(cypher.replace_relationships(kind), {"rows": batch})
        result.changed += len(found)
    over: dict[str, list[str]] = defaultdict(list)
    for key, (_, end, kind, _start) in before.items():
        if end is None:
            over[kind].append(key)
    for kind, keys in sorted(over.items()):
        for batch_keys in cypher.batches(sorted(keys), BATCH):
            tx.run(f"MATCH ()-[r:{kind}]->() WHERE r.key IN $keys SET r += $ended", {"keys": batch_keys, "ended": ended})
        result.ended += len(keys)
    result.dangling = sum(passages.dangling(part) for part in cypher.batches(facts, BATCH))
