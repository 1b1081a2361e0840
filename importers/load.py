"""Load one edition of a source, or take back a run: one transaction, counts that reconcile.

The reading and writing edge of `merge.py`: read the slice of the store that the edition touches, decide, write what must change.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from graph import cypher
from graph.editions import Edition, Ledger, enter, leave
from graph.errors import StoreMissing, UnknownSubject, UsageError
from graph.facts import Claim, Node, Properties, Relationship, Stating
from graph.fold import components
from graph.model.labels import ENTITY, label_of
from graph.model.properties import NOT_FOLDED
from graph.model.relationships import BY_TYPE, TYPES, Ends, fits
from graph.model.values import OPEN
from graph.store import Params, Row, Store, Transaction
from importers.batch import Batch, Reject, Report, SourceRow
from importers.forgetting import read_forgotten, without
from importers.merge import Change, Stored, decide, moved, references, renew
from importers.touched import Run, Touched
from importers.wording import write_wording

_A_LOT = 100
"""Rows for which a text of their own is worth its planning."""


def import_batch(store: Store, batch: Batch, *, now: Callable[[], datetime], dry_run: bool = False, strict: bool = False) -> Report:
    """Write one edition; a dry run does all but write, `strict` writes nothing where a row is rejected.

    Raises `StoreError`; bad rows are in the report. `now` is the clock.
    """
    started = now()
    run_id = f"run/{started:%Y%m%dt%H%M%S}-{started.microsecond:06d}-{batch.sha256[:8]}"

    def work(run: Run, write: Callable[[Change], None] | None) -> Report:
        part = Touched(run)
        source = batch.source.id
        read_rows, forgotten_rows = batch.rows, 0
        if forgotten := read_forgotten(run):
            read_rows, forgotten_rows = without(batch.rows, forgotten)
        part.nodes([source])
        before = _ledger(part.stored, source)
        after = enter(before, batch.edition)
        if before:
            part.of_source(source)
        part.nodes(item for row in read_rows for claim in row.claims for _, item in claim.answers_to)
        part.nodes(item for row in read_rows for stating in row.statings for item in (stating.start, stating.end))
        rows, rejects = _sound(read_rows, batch.source, part.stored)
        rejects = (*batch.rejects, *rejects)
        report = Report(run_id, source, batch.sha256, "done", rows_in=batch.rows_in, rows_used=len(rows), rejects=rejects)
        report.forgotten = forgotten_rows
        report.proposals = _open_proposals(rows, part.stored)
        if strict and rejects:
            report.status = "refused"
            return report
        new_claims = [batch.source, *(claim for row in rows for claim in row.claims), *references(rows, batch.source)]
        new_statings = [stating for row in rows for stating in row.statings]
        change = _renewed(part, source, (before, after), batch.edition.digest, new_claims, new_statings)
        report.nodes, report.relationships = change.node_counts, change.relationship_counts
        report.taken_out = _taken_out(change)
        if write:
            write(change)
        else:
            report.status = "dry run"
        return report

    if dry_run:
        return work(lambda text, params: _read(store, text, params), None)

    def in_one_transaction(tx: Transaction) -> Report:
        report = work(tx.run, lambda change: write_change(tx, change))
        if report.status == "done":
            write_wording(tx, batch.wording)
            tx.run(cypher.create_nodes(["ImportRun", ENTITY]), {"rows": [_run_node(report, batch.edition, started, now())]})
        return report

    if store.model_version:
        return store.write(in_one_transaction)
    return store.write_first(in_one_transaction, *cypher.first_constraints())


def record_unchanged(store: Store, batch: Batch, *, rows: int, now: Callable[[], datetime], dry_run: bool = False) -> Report:
    """The run of a file of which every row says what the landscape says already: its record, and nothing else.

    `batch` gives source, edition and hash; `rows` is how many rows were read. Raises `StoreError`.
    """
    started = now()
    run_id = f"run/{started:%Y%m%dt%H%M%S}-{started.microsecond:06d}-{batch.sha256[:8]}"
    report = Report(run_id, batch.source.id, batch.sha256, "dry run" if dry_run else "done", rows_in=rows, rows_used=rows)
    if not dry_run:
        node = _run_node(report, batch.edition, started, now())
        store.write(lambda tx: tx.run(cypher.create_nodes(["ImportRun", ENTITY]), {"rows": [node]}))
    return report


def _read(store: Store, text: str, params: Params) -> list[Row]:
    """Rows of a text; none from an embedded store that a dry run finds not made yet."""
    try:
        return store.read(text, params)
    except StoreMissing:
        return []


def undo(store: Store, run_id: str, *, now: Callable[[], datetime]) -> Report:
    """Take back one run, and only what no other run states. Raises `UnknownSubject`, `UsageError` or `StoreError`."""

    def work(tx: Transaction) -> Report:
        found = tx.run("MATCH (n:Entity {id: $id}) WHERE n:ImportRun RETURN properties(n) AS run", {"id": run_id})
        if not found:
            raise UnknownSubject(
                f"There is no run {run_id!r}.",
                hint="`landscape import runs` lists them",
            )
        run = found[0]["run"]
        if run["status"] != "done":
            raise UsageError(f"The run {run_id!r} has already been taken back.")
        report = Report(run_id, run["source"], run["sha256"], "undone")
        same = (
            "MATCH (n:ImportRun) WHERE n.source = $source AND n.edition = $edition AND n.status = 'done' AND n.id <> $id "
            "RETURN count(n) AS n"
        )
        if not tx.run(same, {"source": run["source"], "edition": run["edition"], "id": run_id})[0]["n"]:
            part = Touched(tx.run)
            part.nodes([run["source"]])
            part.of_source(run["source"])
            before = _ledger(part.stored, run["source"])
            digest = Edition.parse(run["edition"]).digest
            change = _renewed(part, run["source"], (before, leave(before, digest)), digest, [], [])
            report.nodes, report.relationships = change.node_counts, change.relationship_counts
            report.taken_out = _taken_out(change)
            write_change(tx, change)
        tx.run("MATCH (n:Entity {id: $id}) SET n.status = 'undone', n.undone = $now", {"id": run_id, "now": now().isoformat()})
        return report

    return store.write(work)


def runs(store: Store) -> list[Row]:
    """Every import run, the newest first: its id, source, edition, status, when it started, and its rows."""
    return store.read(
        "MATCH (n:ImportRun) RETURN n.id AS run, n.source AS source, n.edition AS edition, n.status AS status, n.started AS started, "
        "n.rows_in AS rows_in, n.rows_used AS rows_used, n.rows_rejected AS rows_rejected ORDER BY started DESC, run"
    )


def _renewed(
    part: Touched, source: str, ledgers: tuple[Ledger, Ledger], digest: str, new_claims: list[Claim], new_statings: list[Stating]
) -> Change:
    before, after = ledgers
    mine = [s for said in part.statings.values() for s in said if s.source == source]
    statings = renew(mine, new_statings, before, after, digest)
    own = renew([c for c in part.claims if c.source == source], new_claims, before, after, digest)
    part.nodes(item for claim in own for _, item in claim.answers_to)  # a row that counts again joins what it joined before
    claims = [*own, *part.of_others(source)]
    shown = components(claims)
    part.beside(_changed(mine, statings), shown)
    others = part.of_others(source)
    if len(own) + len(others) != len(claims):
        claims = [*own, *others]
        shown = components(claims)
    shifted = moved(part.stored, shown)
    if shifted:
        part.around(shifted, [item.name for item in TYPES])
        part.settle()
    statings += (s for said in part.statings.values() for s in said if s.source != source)
    left = part.untouched(shifted)
    as_they_are = {id(s) for key in left for s in part.statings[key]}
    statings = [s for s in statings if id(s) not in as_they_are]
    stored = Stored(part.stored.nodes, {key: r for key, r in part.stored.relationships.items() if key not in left}, part.stored.shown)
    ledger = [str(item) for item in after]

    def with_what_is_not_folded(node: Node) -> Node:
        if known := stored.nodes.get(node.id):
            node.properties.update({name: known.properties[name] for name in NOT_FOLDED if name in known.properties})
        if node.id == source and ledger:
            node.properties["editions"] = ledger
        return node

    change = decide(stored, claims, statings, source=source, finish=with_what_is_not_folded)
    change.relationship_counts.unchanged += sum(source in item.properties.get("held_by", ()) for item in left.values())
    return change


def _taken_out(change: Change) -> tuple[str, ...]:
    """Keys of facts that are gone; one that has moved to another key, since an end shows another id, still opens by the old one."""
    if not change.dropped_relationships:
        return ()
    moved_on = {
        key for item in (*change.new_relationships, *change.changed_relationships) for key in item.properties.get("former_keys", ())
    }
    return tuple(sorted(item.key for item in change.dropped_relationships if item.key not in moved_on))


def _changed(before: list[Stating], after: list[Stating]) -> list[Stating]:
    """Statings that came, went, or are no longer held as they were; `renew` hands on the others as they are."""
    if not before:
        return after
    old, new = {id(s) for s in before}, {id(s) for s in after}
    return [*(s for s in before if id(s) not in new), *(s for s in after if id(s) not in old)]


def _ledger(stored: Stored, source: str) -> Ledger:
    node = stored.nodes.get(source)
    return tuple(Edition.parse(text) for text in node.properties.get("editions", ())) if node else ()


def _sound(rows: tuple[SourceRow, ...], source: Claim, stored: Stored) -> tuple[tuple[SourceRow, ...], tuple[Reject, ...]]:
    """Rows whose facts have both ends, here or in the store, and ends that fit; a reject for each other row: never a ghost node.

    A row that is rejected takes along those that stand on the entity it describes.
    """
    rejects: list[Reject] = []
    while True:
        labels = {item: label_of(claim.labels) for row in rows for claim in row.claims for _, item in claim.answers_to}
        labels.setdefault(source.id, label_of(source.labels))
        bad = {row.origin: reject for row in rows if (reject := _unsound(row, labels, stored))}
        if not bad:
            return rows, tuple(rejects)
        rejects += bad.values()
        rows = tuple(row for row in rows if row.origin not in bad)


def _open_proposals(rows: tuple[SourceRow, ...], stored: Stored) -> int:
    """How many questions of the rows nobody has answered yet."""
    asked = {claim.id for row in rows for claim in row.claims if "Proposal" in claim.labels and claim.unreviewed}
    return sum(item not in stored.nodes or stored.nodes[item].properties.get("status") == OPEN for item in asked)


def _unsound(row: SourceRow, labels: Mapping[str, str], stored: Stored) -> Reject | None:
    for stating in row.statings:
        start, end = labels.get(stating.start), labels.get(stating.end)
        if start and end and _may_stand(stating.type, start, end):
            continue  # nearly all
        kind = BY_TYPE[stating.type]
        columns = ("locator", "document") if stating.type == "FROM_DOCUMENT" else row.columns
        ends = []
        for column, item in zip(columns, (stating.start, stating.end), strict=True):
            node = stored.nodes.get(stored.shown.get(item, item))
            if item not in labels and not node:
                return Reject(*row.origin, column, "unknown-entity", item, "add a row for it to the sheet of entities, or correct the id")
            ends.append(labels.get(item) or label_of(node.labels if node else ()))
        for column, item, allowed, label, other in zip(
            columns, (stating.start, stating.end), (kind.start, kind.end), ends, reversed(ends), strict=True
        ):
            if not _stands(allowed, label, other):
                return Reject(*row.origin, column, "wrong-end", item, f"{kind.name} takes {', '.join(allowed)} here, not {label}")
    return None


def _stands(allowed: Ends, label: str, other: str) -> bool:
    return label == ENTITY or fits(allowed, label, other=other if other != ENTITY else "")


@cache
def _may_stand(kind: str, start: str, end: str) -> bool:
    """True where a fact of this type may have ends of these labels."""
    return _stands(BY_TYPE[kind].start, start, end) and _stands(BY_TYPE[kind].end, end, start)


def write_change(tx: Transaction, change: Change) -> None:
    """Write a change: facts go before the nodes they hang on, and come after them."""
    _per_type(tx, change.dropped_relationships, cypher.delete_relationships, _keys)
    for ids in cypher.batches(change.dropped_nodes):
        tx.run(cypher.delete_nodes(), {"ids": ids})
    for labels, names, rows in _alike((node.labels, (), node.properties) for node in change.new_nodes):
        tx.run(cypher.create_nodes(labels, names), {"rows": rows})
    for nodes in cypher.batches(change.changed_nodes):
        _relabel(tx, nodes)
        tx.run(cypher.replace_nodes(), {"rows": [{"id": node.id, "properties": node.properties} for node in nodes]})
    for (kind,), names, rows in _alike(((item.type,), (item.start, item.end), item.properties) for item in change.new_relationships):
        _all_found(kind, tx.run(cypher.create_relationships(kind, names), {"rows": rows}), len(rows))
    _per_type(tx, change.changed_relationships, cypher.replace_relationships, _rows)


def _relabel(tx: Transaction, nodes: list[Node]) -> None:
    now = {row["properties"]["id"]: set(row["labels"]) for row in tx.run(cypher.READ_NODES, {"ids": [node.id for node in nodes]})}
    changes: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = defaultdict(list)
    for node in nodes:
        add, remove = sorted(set(node.labels) - now[node.id]), sorted(now[node.id] - set(node.labels))
        if add or remove:
            changes[tuple(add), tuple(remove)].append(node.id)
    by_id = {node.id: node for node in nodes}
    for (plus, minus), ids in sorted(changes.items()):
        if plus and minus:
            _make_again(tx, [by_id[item] for item in ids])
        else:
            tx.run(cypher.relabel_nodes(plus, minus), {"ids": ids})


def _make_again(tx: Transaction, nodes: list[Node]) -> None:
    """Make nodes of one set of labels anew: the embedded engine cannot give and take labels of one node in one transaction."""
    ids = [node.id for node in nodes]
    around = [
        Relationship(row["properties"]["key"], kind.name, row["start"], row["finish"], row["properties"])
        for kind in TYPES
        for row in tx.run(cypher.read_by_ends(kind.name), {"ids": ids})
    ]
    _per_type(tx, around, cypher.delete_relationships, _keys)
    tx.run(cypher.delete_nodes(), {"ids": ids})
    tx.run(cypher.create_nodes(nodes[0].labels), {"rows": [node.properties for node in nodes]})
    _per_type(tx, around, cypher.create_relationships, _rows)


def _keys(items: list[Relationship]) -> dict[str, Any]:
    return {"keys": [item.key for item in items]}


def _rows(items: list[Relationship]) -> dict[str, Any]:
    return {"rows": [{"start": i.start, "end": i.end, "key": i.key, "properties": i.properties} for i in items]}


def _per_type(
    tx: Transaction, items: Iterable[Relationship], text: Callable[[str], str], params: Callable[[list[Relationship]], dict[str, Any]]
) -> None:
    by_type: dict[str, list[Relationship]] = defaultdict(list)
    for item in items:
        by_type[item.type].append(item)
    for kind, found in sorted(by_type.items()):
        for part in cypher.batches(found):
            _all_found(kind, tx.run(text(kind), params(part)), len(part))


def _all_found(kind: str, rows: list[Row], wanted: int) -> None:
    if rows and "n" in rows[0] and rows[0]["n"] != wanted:
        message = f"{wanted - rows[0]['n']} of {wanted} {kind} found no end"  # a fault of ours: ends were checked above
        raise RuntimeError(message)


Names = tuple[str, ...]


def _alike(items: Iterable[tuple[Names, Names, Properties]]) -> Iterator[tuple[Names, Names, list[Any]]]:
    """Items to make (labels or type, ends, properties) as the rows of `cypher.create_nodes` and `create_relationships`, in batches.

    Those with the same names of properties are lists of values: half the work of the embedded engine. The few others are maps.
    """
    lots: dict[tuple[Names, Names], list[list[Any]]] = defaultdict(list)
    for labels, ends, properties in items:
        lot = lots[labels, tuple(properties)]
        lot.append([*ends, *properties.values()])
        if len(lot) == cypher.BATCH:
            yield labels, tuple(properties), lot
            lots[labels, tuple(properties)] = []
    few: dict[Names, list[Any]] = defaultdict(list)
    for (labels, names), lot in sorted(lots.items()):
        if len(lot) >= _A_LOT:
            yield labels, names, lot
            continue
        for row in lot:
            values = dict(zip(names, row[-len(names) :], strict=True))
            few[labels].append({"start": row[0], "end": row[1], "properties": values} if len(row) > len(names) else values)
    for labels, rest in few.items():
        for part in cypher.batches(rest):
            yield labels, (), part


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
