"""One paper of the user's, from its file and the store to a batch: the edge of `paper.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from graph.errors import StoreMissing
from graph.store import Store
from importers.batch import Batch
from importers.copies import documents
from importers.names import Names
from importers.prose.known import Known, Said, known_passages, named_by, said_of
from importers.prose.paper import paper_batch
from importers.reading.files import read


def read_paper(
    store: Store,
    path: Path,
    *,
    date: str = "",
    body: str = "",
    tick: Callable[[int, int], None] = lambda _done, _all: None,
    known_too: bool = False,
) -> Batch:
    """What the paper at this path says, with names and passages that the store knows; `tick` hears how many parts are read.

    What the store knows of this paper already is not asked again, unless `known_too`: that shows how good the reading is.
    Raises `BadFile`, and `StoreError`.
    """
    reading = read(path)

    def known(ids: Iterable[str]) -> Known:
        return known_passages(store, ids)

    try:
        unreviewed = {row["id"] for row in store.read(_UNREVIEWED)}
        papers = [item for item in documents(store) if item.id not in unreviewed]  # those that a register declares
        context = _places(store)
        names = Names.of_store(store, context=context)
    except StoreMissing:  # a dry run before anything was loaded
        return paper_batch(reading, Names(), date=date, body=body, tick=tick)

    def own(source: str) -> Iterable[str]:
        return named_by(store, source)

    def said(ids: Iterable[str], source: str) -> Said:
        found = list(ids)
        return said_of(store, found, source) if found and not known_too else frozenset()

    return paper_batch(reading, names, documents=papers, known=known, own=own, said=said, date=date, body=body, tick=tick)


_UNREVIEWED = "MATCH (n:Document) WHERE n.unreviewed = true RETURN n.id AS id ORDER BY id"
_WIDEST = """MATCH (n:Area) WHERE n.hidden IS NULL AND n.kind IN ['force area', 'police force area', 'county']
RETURN n.name AS name ORDER BY name LIMIT 3"""


def _places(store: Store) -> list[str]:
    """The place that the landscape is about, where it is about one: of several posts of one name, that place's is meant."""
    found = [row["name"] for row in store.read(_WIDEST)]
    return found if len(found) < _SEVERAL else []


_SEVERAL = 3
