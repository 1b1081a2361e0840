"""One paper of the user's, from its file and the store to a batch: the edge of `paper.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from graph.errors import StoreMissing
from graph.store import Store
from importers.batch import Batch
from importers.copies import documents
from importers.names import Names
from importers.prose.known import Known, known_passages
from importers.prose.paper import paper_batch
from importers.reading.files import read


def read_paper(
    store: Store, path: Path, *, date: str = "", body: str = "", tick: Callable[[int, int], None] = lambda _done, _all: None
) -> Batch:
    """What the paper at this path says, with names and passages that the store knows; `tick` hears how many parts are read.

    Raises `BadFile`, and `StoreError`.
    """
    reading = read(path)

    def known(ids: Iterable[str]) -> Known:
        return known_passages(store, ids)

    try:
        papers = documents(store)
        context = _places(store)
        names = Names.of_store(store, context=context)
    except StoreMissing:  # a dry run before anything was loaded
        return paper_batch(reading, Names(), date=date, body=body, tick=tick)
    return paper_batch(reading, names, documents=papers, known=known, date=date, body=body, tick=tick)


_WIDEST = """MATCH (n:Area) WHERE n.hidden IS NULL AND n.kind IN ['force area', 'police force area', 'county']
RETURN n.name AS name ORDER BY name LIMIT 3"""


def _places(store: Store) -> list[str]:
    """The place that the landscape is about, where it is about one: of several posts of one name, that place's is meant."""
    found = [row["name"] for row in store.read(_WIDEST)]
    return found if len(found) < _SEVERAL else []


_SEVERAL = 3
