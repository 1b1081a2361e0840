"""After an import, every name that nothing has settled is looked up again against all names now known.

A board pack may name a body before any register does. When the register comes, the name is near to one of its own, or the same: that is
asked now, as it would have been asked had the register come first. Each run replaces what the run before asked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime

from graph.editions import Edition
from graph.facts import Claim
from graph.store import Store
from importers.batch import Batch, Origin, SourceRow
from importers.load import import_batch
from importers.names import Names
from importers.proposals import NAME, Proposal, claim_of

SOURCE = "paper/office-record/names-asked-again"

_OPEN = """MATCH (n:Entity) WHERE n.unreviewed = true AND n.search IS NOT NULL AND n.hidden IS NULL AND n.identifiers IS NULL
RETURN n.id AS id ORDER BY n.id"""
_ASKED = "MATCH (n:Proposal) WHERE n.asks = 'name' AND n.hidden IS NULL RETURN n.id AS id, n.held_by AS held_by ORDER BY n.id"
_LEDGER = "MATCH (n:Entity {id: $id}) RETURN n.editions AS editions"


def questions(store: Store) -> list[Proposal]:
    """Names that nothing has settled and that are near to another now known, and that no import has asked about yet."""
    waiting = [row["id"] for row in store.read(_OPEN)]
    if not waiting:
        return []
    names = Names.of_store(store)
    asked = {row["id"] for row in store.read(_ASKED) if set(row["held_by"] or ()) - {SOURCE}}
    found: dict[str, Proposal] = {}
    for item in waiting:
        for near in names.near_to(item):
            one = Proposal(NAME, item, near.id, near.reason, near.score, name=f"{names.by_id[item].name} ~ {near.id}")
            if one.id not in asked:
                found.setdefault(one.id, one)
    return list(found.values())


def ask_again(store: Store, *, now: Callable[[], datetime]) -> int:
    """Ask what an import has made a question; returns how many questions stand that no other import asks. Raises `StoreError`."""
    found = questions(store)
    ledger = store.read(_LEDGER, {"id": SOURCE})
    editions = [Edition.parse(text) for text in (ledger[0]["editions"] or ())] if ledger else []
    digest = hashlib.sha256(json.dumps(sorted(item.id for item in found)).encode()).hexdigest()
    if (not found and not editions) or (editions and editions[-1].digest == digest[:12]):
        return len(found)
    day = now().date().isoformat()
    serial = max((item.serial for item in editions if item.date == day), default=0) + 1
    itself = Claim(
        id=SOURCE,
        labels=("Document",),
        name="Names asked about again",
        kind="office record",
        extra={"title": "Names asked about again", "date": day},
        source=SOURCE,
    )
    claims = tuple(claim_of(item, SOURCE) for item in found)
    row = SourceRow(Origin("names", "", 1), claims)
    salted = hashlib.sha256(f"{digest} {day} {serial}".encode()).hexdigest() if any(e.digest == digest[:12] for e in editions) else digest
    import_batch(store, Batch(itself, Edition(day, serial, salted[:12]), salted, (row,)), now=now)
    return len(found)
