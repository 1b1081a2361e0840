"""What the store holds of other editions of one ONS table: which codes, under which names, from when to when."""

from __future__ import annotations

from graph import cypher
from graph.editions import Edition, held
from graph.errors import StoreMissing
from graph.facts import Node, claims_of
from graph.store import Row, Store
from importers.areas.units import Known


def editions_of_store(store: Store, source: str) -> tuple[Edition, ...]:
    """The editions of a table (the id of its document) that the store has read, in order; none from a store not made yet."""
    rows = _read(store, "MATCH (n:Entity {id: $id}) RETURN n.editions AS editions", {"id": source})
    return tuple(Edition.parse(text) for row in rows for text in row["editions"] or ())


def known_of_store(store: Store, source: str) -> list[Known]:
    """Every area and body that an edition of the table `source` (the id of its document) holds or held; none from a store not made yet."""
    ledger = editions_of_store(store, source)
    if not ledger:
        return []
    dates = {item.digest: place for place, item in enumerate(ledger)}
    found = []
    for row in _read(store, cypher.READ_NODES_OF_SOURCE, {"source": source}):
        node = Node(row["properties"]["id"], tuple(row["labels"]), row["properties"])
        for claim in claims_of(node):
            editions = sorted(dates[digest] for digest in held(claim.spans, ledger)) if claim.source == source else []
            if editions:
                first, last = ledger[editions[0]].date, ledger[editions[-1]].date
                codes = [item.removeprefix("GSS:") for item in claim.identifiers if item.startswith("GSS:")]
                found += [Known(code, claim.name, first, last) for code in codes]
    return _whole(found)


def _whole(found: list[Known]) -> list[Known]:
    """One line a code: an area that was renamed has a claim for each name; the last name stands, from the first edition on."""
    by_code: dict[str, Known] = {}
    for item in sorted(found, key=lambda item: (item.code, item.last, item.name)):
        before = by_code.get(item.code, item)
        by_code[item.code] = item._replace(first=min(before.first, item.first))
    return list(by_code.values())


def _read(store: Store, text: str, params: dict[str, str]) -> list[Row]:
    try:
        return store.read(text, params)
    except StoreMissing:
        return []
