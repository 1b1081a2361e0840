"""The register of what a store holds, read back from the claims and statings of one source."""

from __future__ import annotations

from graph import cypher
from graph.errors import UnknownSubject, UsageError
from graph.facts import Claim, Stating
from graph.model.relationships import TYPES
from graph.store import Store
from importers.register.columns import Sheet
from importers.register.write import Table, next_edition, register_tables

_REGISTERS = (
    "MATCH (n:Document) WHERE n.editions IS NOT NULL AND n.kind = 'register' "
    "RETURN n.id AS id, n.name AS name, n.licence AS licence, n.editions AS editions ORDER BY id"
)


def read_stored(store: Store, name: str, today: str) -> dict[Sheet, Table]:
    """The tables of one register, as its next edition.

    Raises `UnknownSubject` where there is no register of that name, `UsageError` where there are several and none is named.
    """
    registers = {row["id"].rpartition("/")[2]: row for row in store.read(_REGISTERS)}
    names = ", ".join(registers) or "none"
    if name and name not in registers:
        raise UnknownSubject(f"The store holds no register {name!r}.", hint=f"it holds: {names}")
    if not name and len(registers) != 1:
        raise UsageError(f"The store holds {len(registers)} registers: {names}.", hint="choose one with --register NAME")
    key = name or next(iter(registers))
    found = registers[key]
    source = found["id"]
    date, serial = next_edition(found["editions"], today)
    about = {"name": key, "title": found["name"], "date": date, "edition": str(serial), "licence": found["licence"] or ""}
    claims = [
        claim
        for row in store.read(cypher.READ_NODES_OF_SOURCE, {"source": source})
        for claim in map(Claim.model_validate_json, row["properties"]["claims"])
        if _current(claim, source) and claim.id != source
    ]
    statings = [
        stating
        for item in TYPES
        for row in store.read(cypher.read_by_source(item.name), {"source": source})
        for stating in map(Stating.model_validate_json, row["properties"]["statings"])
        if _current(stating, source)
    ]
    return register_tables(about, claims, statings)


def _current(item: Claim | Stating, source: str) -> bool:
    return item.source == source and not item.ended_by and not item.never
