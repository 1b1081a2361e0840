"""Load one edition of a source, or take back a run: one transaction, counts that reconcile.

The reading and writing edge of `merge.py`: read the slice of the store that the edition touches, decide, write what must change.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from graph import cypher
from graph.editions import Edition, Ledger, enter, leave
from graph.errors import UnknownSubject, UsageError
from graph.facts import Claim, Graph, Node, Relationship, Stating
from graph.model.ids import relationship_key
from graph.model.labels import ENTITY, RESPONSIBLE_CLASS
from graph.model.relationships import DENIAL_OF, TYPES
from graph.model.values import SINGLE_LITERALS
from graph.store import Params, Row, Store, Transaction
from importers.batch import Batch, Origin, Reject, Report, SourceRow, statings_with_origin
from importers.merge import Change, Stored, decide, moved, renew, stored_claims, stored_statings

Run = Callable[[str, Params], list[Row]]

_RIVAL_TYPES = sorted({*DENIAL_OF, *DENIAL_OF.values()})


class _Slice:
    """Reads what an edition touches, each text once for many rows."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.stored = Stored()
        for row in run(cypher.READ_FORMER_IDS, {}):
            self.stored.shown.update(dict.fromkeys(row["former_ids"], row["id"]))

    def _nodes(self, rows: Iterable[Row]) -> None:
        for row in rows:
            node = Node(row["properties"]["id"], tuple(sorted(row["labels"])), row["properties"])
            self.stored.nodes[node.id] = node

    def _relationships(self, kind: str, rows: Iterable[Row]) -> None:
        for row in rows:
            properties = row["properties"]
            self.stored.relationships[properties["key"]] = Relationship(properties["key"], kind, row["start"], row["finish"], properties)

    def nodes(self, ids: Iterable[str]) -> None:
        wanted = {self.stored.shown.get(item, item) for item in ids} - self.stored.nodes.keys()
        for part in cypher.batches(sorted(wanted)):
            self._nodes(self.run(cypher.READ_NODES, {"ids": part}))

    def of_source(self, source: str) -> None:
        self._nodes(self.run(cypher.READ_NODES_OF_SOURCE, {"source": source}))
        for item in TYPES:
            self._relationships(item.name, self.run(cypher.read_by_source(item.name), {"source": source}))

    def with_keys(self, statings: Iterable[Stating]) -> None:
        keys: dict[str, set[str]] = defaultdict(set)
        for s in statings:
            start, end = self.stored.shown.get(s.start, s.start), self.stored.shown.get(s.end, s.end)
            keys[s.type].add(relationship_key(s.type, start, end, s.bundle_scope, "", str(s.modality), *s.more))
            keys[s.type].add(relationship_key(s.type, start, end, s.bundle_scope, s.valid_from, str(s.modality), *s.more))
        for kind, wanted in sorted(keys.items()):
            for part in cypher.batches(sorted(wanted - self.stored.relationships.keys())):
                self._relationships(kind, self.run(cypher.read_by_key(kind), {"keys": part}))

    def around(self, ids: Iterable[str], kinds: Iterable[str]) -> None:
        for part in cypher.batches(sorted(ids)):
            for kind in kinds:
                self._relationships(kind, self.run(cypher.read_by_ends(kind), {"ids": part}))

    def rivals(self, statings: Iterable[Stating]) -> None:
        """What may contradict, or stop contradicting, a fact at hand; and the class whose newest list makes a label."""
        starts: dict[str, set[str]] = defaultdict(set)
        known = [(r.type, r.start, r.properties.get("property")) for r in self.stored.relationships.values()]
        for kind, start, literal in [*known, *((s.type, self.stored.shown.get(s.start, s.start), s.carried.get("property")) for s in statings)]:
            if kind in _RIVAL_TYPES or (kind == "STATED_IN" and literal in SINGLE_LITERALS):
                starts[kind].add(start)
        oversight = set().union(*(ids for kind, ids in starts.items() if kind != "STATED_IN"))
        self.around(oversight, _RIVAL_TYPES)
        self.around(starts["STATED_IN"], ["STATED_IN"])
        self.around([RESPONSIBLE_CLASS], ["INSTANCE_OF"])
        self.nodes(item.start for item in self.stored.relationships.values() if item.type == "INSTANCE_OF" and item.end == RESPONSIBLE_CLASS)


def import_batch(store: Store, batch: Batch, *, now: Callable[[], datetime], dry_run: bool = False, strict: bool = False) -> Report:
    """Write one edition; a dry run does all but write, `strict` writes nothing where a row is rejected.

    Raises `StoreError`; bad rows are in the report. `now` is the clock.
    """
    started = now()
    run_id = f"run/{started:%Y%m%dt%H%M%S}-{started.microsecond:06d}-{batch.sha256[:8]}"

    def work(run: Run, write: Callable[[Change], None] | None) -> Report:
        part = _Slice(run)
        source = batch.source.id
        part.nodes([source])
        before = _ledger(part.stored, source)
        after = enter(before, batch.edition)
        if before:
            part.of_source(source)
        part.nodes(item for row in batch.rows for claim in row.claims for _, item in claim.answers_to)
        part.nodes(item for row in batch.rows for stating in row.statings for item in (stating.start, stating.end))
        rows, rejects = _known_ends(batch.rows, part.stored)
        rejects = (*batch.rejects, *rejects)
        report = Report(run_id, source, batch.sha256, "done", rows_in=batch.rows_in, rows_used=len(rows), rejects=rejects)
        if strict and rejects:
            report.status = "refused"
            return report
        new_claims = [batch.source, *(claim for row in rows for claim in row.claims), *_references(rows, part.stored, batch.source)]
        new_statings = [stating for row in rows for stating in row.statings]
        change = _renewed(part, source, (before, after), batch.edition.digest, new_claims, new_statings)
        report.nodes, report.relationships = change.node_counts, change.relationship_counts
        report.taken_out = tuple(sorted(item.key for item in change.dropped_relationships))
        if write:
            write(change)
        else:
            report.status = "dry run"
        return report

    if dry_run:
        return work(lambda text, params: store.read(text, params), None)

    def in_one_transaction(tx: Transaction) -> Report:
        report = work(tx.run, lambda change: _write(tx, change))
        if report.status == "done":
            tx.run(cypher.create_nodes(["ImportRun", ENTITY]), {"rows": [_run_node(report, batch.edition, started, now())]})
        return report

    return store.write(in_one_transaction)


def undo(store: Store, run_id: str, *, now: Callable[[], datetime]) -> Report:
    """Take back one run, and only what no other run states. Raises `UnknownSubject`, `UsageError` or `StoreError`."""

    def work(tx: Transaction) -> Report:
        found = tx.run("MATCH (n:Entity {id: $id}) WHERE n:ImportRun RETURN properties(n) AS run", {"id": run_id})
        if not found:
            raise UnknownSubject(f"There is no run {run_id!r}.", hint="`landscape ask` lists nothing of runs; `landscape papers list --runs` does.")
        run = found[0]["run"]
        if run["status"] != "done":
            raise UsageError(f"The run {run_id!r} has already been taken back.")
        report = Report(run_id, run["source"], run["sha256"], "undone")
        same = "MATCH (n:ImportRun) WHERE n.source = $source AND n.sha256 = $sha256 AND n.status = 'done' AND n.id <> $id RETURN count(n) AS n"
        if not tx.run(same, {"source": run["source"], "sha256": run["sha256"], "id": run_id})[0]["n"]:
            part = _Slice(tx.run)
            part.nodes([run["source"]])
            part.of_source(run["source"])
            before = _ledger(part.stored, run["source"])
            digest = Edition.parse(run["edition"]).digest
            change = _renewed(part, run["source"], (before, leave(before, digest)), digest, [], [])
            report.nodes, report.relationships = change.node_counts, change.relationship_counts
            report.taken_out = tuple(sorted(item.key for item in change.dropped_relationships))
            _write(tx, change)
        tx.run("MATCH (n:Entity {id: $id}) SET n.status = 'undone', n.undone = $now", {"id": run_id, "now": now().isoformat()})
        return report

    return store.write(work)


def _renewed(
    part: _Slice, source: str, ledgers: tuple[Ledger, Ledger], digest: str, new_claims: list[Claim], new_statings: list[Stating]
) -> Change:
    before, after = ledgers
    part.with_keys(new_statings)
    part.rivals(new_statings)
    claims = renew(stored_claims(part.stored), new_claims, source, before, after, digest)
    shifted = moved(part.stored, claims)
    if shifted:
        part.around(shifted, [item.name for item in TYPES])
        part.rivals([])
    statings = renew(stored_statings(part.stored), new_statings, source, before, after, digest)
    ledger = [str(item) for item in after]

    def with_ledgers(graph: Graph) -> Graph:
        for key, node in graph.nodes.items():
            known = part.stored.nodes.get(key)
            editions = ledger if key == source else known.properties.get("editions") if known else None
            if editions:
                node.properties["editions"] = editions
        return graph

    return decide(part.stored, claims, statings, source=source, finish=with_ledgers)


def _ledger(stored: Stored, source: str) -> Ledger:
    node = stored.nodes.get(source)
    return tuple(Edition.parse(text) for text in node.properties.get("editions", ())) if node else ()


def _known_ends(rows: tuple[SourceRow, ...], stored: Stored) -> tuple[tuple[SourceRow, ...], tuple[Reject, ...]]:
    """Rows whose facts have both ends, here or in the store, and a reject for each that has not: never a ghost node."""
    known = {item for row in rows for claim in row.claims for _, item in claim.answers_to} | stored.nodes.keys() | stored.shown.keys()
    rejects: list[Reject] = []
    bad: set[Origin] = set()
    for origin, stating in statings_with_origin(rows):
        for column, item in (("from", stating.start), ("to", stating.end)):
            if item not in known and origin not in bad:
                bad.add(origin)
                rejects.append(Reject(*origin, column, "unknown-entity", item, "add a row for it to the sheet of entities, or correct the id"))
    return tuple(row for row in rows if row.origin not in bad), tuple(rejects)


def _references(rows: tuple[SourceRow, ...], stored: Stored, source: Claim) -> list[Claim]:
    """A claim for each end that only another source describes: taking that source back must not leave a fact without its end."""
    own = {source.id, *(item for row in rows for claim in row.claims for _, item in claim.answers_to)}
    ends = {item for row in rows for stating in row.statings for item in (stating.start, stating.end)} - own
    found = []
    for item in sorted(ends):
        node = stored.nodes[stored.shown.get(item, item)]
        labels = tuple(label for label in node.labels if label != ENTITY)
        found.append(Claim(id=item, labels=labels, source=source.id, unreviewed=True))
    return found


def _write(tx: Transaction, change: Change) -> None:
    """Write a change: facts go before the nodes they hang on, and come after them."""
    _per_type(tx, change.dropped_relationships, cypher.delete_relationships, lambda items: {"keys": [item.key for item in items]})
    for ids in cypher.batches(change.dropped_nodes):
        tx.run(cypher.delete_nodes(), {"ids": ids})
    by_labels: dict[tuple[str, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for node in change.new_nodes:
        by_labels[node.labels].append(node.properties)
    for labels, rows in sorted(by_labels.items()):
        for part in cypher.batches(rows):
            tx.run(cypher.create_nodes(labels), {"rows": part})
    for nodes in cypher.batches(change.changed_nodes):
        _relabel(tx, nodes)
        tx.run(cypher.replace_nodes(), {"rows": [{"id": node.id, "properties": node.properties} for node in nodes]})
    for text, items in ((cypher.create_relationships, change.new_relationships), (cypher.replace_relationships, change.changed_relationships)):
        _per_type(
            tx, items, text, lambda part: {"rows": [{"start": i.start, "end": i.end, "key": i.key, "properties": i.properties} for i in part]}
        )


def _relabel(tx: Transaction, nodes: list[Node]) -> None:
    now = {row["properties"]["id"]: set(row["labels"]) for row in tx.run(cypher.READ_NODES, {"ids": [node.id for node in nodes]})}
    changes: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = defaultdict(list)
    for node in nodes:
        add, remove = sorted(set(node.labels) - now[node.id]), sorted(now[node.id] - set(node.labels))
        if add or remove:
            changes[tuple(add), tuple(remove)].append(node.id)
    for (plus, minus), ids in sorted(changes.items()):
        tx.run(cypher.relabel_nodes(plus, minus), {"ids": ids})


def _per_type(
    tx: Transaction, items: Iterable[Relationship], text: Callable[[str], str], params: Callable[[list[Relationship]], dict[str, Any]]
) -> None:
    by_type: dict[str, list[Relationship]] = defaultdict(list)
    for item in items:
        by_type[item.type].append(item)
    for kind, found in sorted(by_type.items()):
        for part in cypher.batches(found):
            rows = tx.run(text(kind), params(part))
            if rows and "n" in rows[0] and rows[0]["n"] != len(part):
                message = f"{len(part) - rows[0]['n']} of {len(part)} {kind} found no end"  # a fault of ours: ends were checked above
                raise RuntimeError(message)


def _run_node(report: Report, edition: Edition, started: datetime, finished: datetime) -> dict[str, Any]:
    return {
        "id": report.run,
        "name": f"Import of {report.source} on {started:%Y-%m-%d %H:%M}",
        "source": report.source,
        "sha256": report.sha256,
        "edition": str(edition),
        "status": report.status,
        "started": started.isoformat(),
        "finished": finished.isoformat(),
        "counts": json.dumps({"nodes": report.nodes.as_dict(), "relationships": report.relationships.as_dict()}, sort_keys=True),
        "rows_in": report.rows_in,
        "rows_used": report.rows_used,
        "rows_rejected": report.rows_rejected,
    }
