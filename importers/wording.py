"""Writes the wording of passages beside them: it is the user's own copy, stays in this store, and exports leave it out."""

from __future__ import annotations

from collections.abc import Mapping

from graph import cypher
from graph.model.ids import fold
from graph.store import Transaction
from importers.forgetting import read_forgotten

_SET = "UNWIND $rows AS row MATCH (n:Entity {id: row.id}) SET n.wording = row.wording, n.wording_search = row.search"


def write_wording(tx: Transaction, wording: Mapping[str, str]) -> None:
    """Keep the wording of each passage (by id), without the names that were forgotten here; ids that are not there are left out."""
    if not wording:
        return
    forgotten = read_forgotten(tx.run)
    said = {item: forgotten.taken_out(text) if forgotten else text for item, text in wording.items() if text}
    rows = [{"id": item, "wording": text, "search": fold(text)} for item, text in sorted(said.items())]
    for part in cypher.batches(rows):
        tx.run(_SET, {"rows": part})
