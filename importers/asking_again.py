"""After an import, every name that nothing has settled is looked up again against all names now known.

A board pack may name a body before any register does. When the register comes, the name is near to one of its own, or the same: that is
asked now, as it would have been asked had the register come first. Each run replaces what the run before asked.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime

from graph.editions import Edition
from graph.facts import Claim
from graph.store import Store
from importers.batch import Batch, Origin, SourceRow
from importers.load import import_batch
from importers.matching import ASKED, form_of, nearness
from importers.names import Names
from importers.proposals import NAME, Proposal, claim_of

SOURCE = "paper/office-record/names-asked-again"

_OPEN = """MATCH (n:Entity) WHERE n.unreviewed = true AND n.search IS NOT NULL AND n.hidden IS NULL AND n.identifiers IS NULL
RETURN n.id AS id ORDER BY n.id"""
_OTHERS = """MATCH (n:Entity) WHERE n.id STARTS WITH 'body/' AND n.search IS NOT NULL AND n.hidden IS NULL
AND (n.unreviewed IS NULL OR n.identifiers IS NULL)
RETURN n.id AS id, n.name AS name, n.names AS names, n.identifiers AS identifiers ORDER BY n.id"""
_CODED = """MATCH (n:Entity) WHERE n.id STARTS WITH 'body/' AND n.unreviewed = true AND n.identifiers IS NOT NULL AND n.hidden IS NULL
RETURN n.id AS id, n.name AS name, n.identifiers AS identifiers ORDER BY n.id"""
_ASKED = "MATCH (n:Proposal) WHERE n.asks = 'name' AND n.hidden IS NULL RETURN n.id AS id, n.held_by AS held_by ORDER BY n.id"
_LEDGER = "MATCH (n:Entity {id: $id}) RETURN n.editions AS editions"


def questions(store: Store) -> list[Proposal]:
    """Names that nothing has settled and that are near to another now known, and that no import has asked about yet."""
    found: dict[str, Proposal] = {}
    for one in (*_of_names(store), *_of_codes(store)):
        found.setdefault(one.id, one)
    if not found:
        return []
    asked = {row["id"] for row in store.read(_ASKED) if set(row["held_by"] or ()) - {SOURCE}}
    return [one for one in found.values() if one.id not in asked]


def _of_names(store: Store) -> Iterator[Proposal]:
    """Of names without a code."""
    waiting = [row["id"] for row in store.read(_OPEN)]
    if waiting:
        names = Names.of_store(store)
        for item in waiting:
            for near in names.near_to(item):
                yield Proposal(NAME, item, near.id, near.reason, near.score, name=f"{names.by_id[item].name} ~ {near.id}")


def _of_codes(store: Store) -> Iterator[Proposal]:
    """Of bodies that an importer knows by a code alone, such as who was paid a grant: another body has the very name, under no such code.

    A letter more or less is not asked about: a code says well enough who it is, and there may be thousands.
    """
    known: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for row in store.read(_OTHERS):
        for form in {form_of(name).text for name in (row["name"], *(row["names"] or ()))}:
            known[form].append((row["id"], row["identifiers"] or []))
    for row in store.read(_CODED) if known else ():
        for other, codes in known.get(form_of(row["name"]).text, ()):
            near = nearness(row["name"], row["name"], codes=(row["identifiers"], codes))
            if near.score >= ASKED:
                yield Proposal(NAME, row["id"], other, f"{near.reason}, and no code in common", near.score, name=f"{row['name']} ~ {other}")


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
