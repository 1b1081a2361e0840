"""Forgets a person in a store: records the hashes of the name, then takes the name out of everything that is stored.

The reading and writing edge of `forgetting.py`. The record is written first: were the second step stopped, the name would still be
found, and the same command finishes it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from graph import cypher
from graph.editions import Edition
from graph.errors import UnknownSubject, UsageError
from graph.facts import Claim, Node, Relationship, claims_of, statings_of
from graph.model.ids import fold
from graph.model.properties import NOT_FOLDED
from graph.model.relationships import TYPES
from graph.store import Store, Transaction
from importers.batch import Counts
from importers.forgetting import RECORD, Forgotten, clear_claims, clear_statings, hidden, people, record_batch
from importers.load import import_batch, write_change
from importers.merge import Stored, decide

_PERSON = "MATCH (n:Entity {id: $id}) RETURN labels(n) AS labels, properties(n) AS properties"
_LEDGER = "MATCH (n:Entity {id: $id}) RETURN n.forgotten AS forgotten, n.editions AS editions"
_NODES = "MATCH (n:Entity) RETURN labels(n) AS labels, properties(n) AS properties ORDER BY n.id"
_SALT_BYTES = 16


def forget(store: Store, person: str, *, now: Callable[[], datetime]) -> tuple[Counts, Counts]:
    """Take out the person with this id: every name of theirs, and the facts about them; the posts stay.

    Returns what became of nodes and of relationships. Raises `UnknownSubject`, and `UsageError` for what is no person.
    """
    found = store.read(_PERSON, {"id": person})
    if not found:
        raise UnknownSubject(f"There is no {person!r}.", hint="`landscape find` looks persons up")
    if "Person" not in found[0]["labels"]:
        raise UsageError(f"{person} is no person.", hint="only a person can be forgotten; a register row is withdrawn in its register")
    properties = found[0]["properties"]
    names = {fold(name): name for name in (properties["name"], *properties.get("names", ()))}
    known = store.read(_LEDGER, {"id": RECORD})
    entries = set(known[0]["forgotten"] or ()) if known else set()
    before = Forgotten(entries)
    entries |= {str(hidden(name, secrets.token_hex(_SALT_BYTES))) for name in names.values() if not before.is_named(name)}
    ledger = [Edition.parse(text) for text in (known[0]["editions"] or ())] if known else []
    day = now().date().isoformat()
    serial = max((item.serial for item in ledger if item.date == day), default=0) + 1
    import_batch(store, record_batch(entries, day, serial), now=now)
    return store.write(lambda tx: _sweep(tx, Forgotten(entries), person))


def _sweep(tx: Transaction, forgotten: Forgotten, person: str) -> tuple[Counts, Counts]:
    """Fold everything again from claims and statings without the names, and write what that changes."""
    stored = Stored()
    claims: list[Claim] = []
    unfolded: dict[str, Node] = {}
    for row in tx.run(_NODES, {}):
        node = Node(row["properties"]["id"], tuple(sorted(row["labels"])), row["properties"])
        mine = claims_of(node)
        if mine:
            stored.nodes[node.id] = node
            claims += mine
        else:
            unfolded[node.id] = node
    statings = []
    for kind in TYPES:
        for row in tx.run(cypher.read_all(kind.name), {}):
            item = Relationship(row["properties"]["key"], kind.name, row["start"], row["finish"], row["properties"])
            said = statings_of(item)
            if said or person in (item.start, item.end):
                stored.relationships[item.key] = item
                statings += said
    gone = people(claims, forgotten) | {person}
    if person in unfolded:  # a restored node without claims
        stored.nodes[person] = unfolded[person]

    def keep_wording(node: Node) -> Node:
        known = stored.nodes[node.id].properties if node.id in stored.nodes else {}
        node.properties.update({name: known[name] for name in NOT_FOLDED if name in known})
        if "wording" in node.properties:
            wording = forgotten.taken_out(node.properties["wording"])
            if wording != node.properties["wording"]:
                node.properties.update(wording=wording, wording_search=fold(wording))
        return node

    change = decide(
        stored, clear_claims(claims, gone, forgotten), clear_statings(statings, gone, forgotten), source="", finish=keep_wording
    )
    write_change(tx, change)
    nodes = Counts(changed=len(change.changed_nodes), withdrawn=len(change.dropped_nodes))
    facts = Counts(
        added=len(change.new_relationships), changed=len(change.changed_relationships), withdrawn=len(change.dropped_relationships)
    )
    return nodes, facts
