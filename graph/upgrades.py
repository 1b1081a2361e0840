"""Stores of older models: the steps that bring them to this one, taken in one transaction on the first write.

Whoever opens a store to write exports it first, when `is_old` says so: the export is the way back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph.engines import bookkeeping
from graph.errors import StoreForeign
from graph.store import MODEL_VERSION, Store, Transaction

Step = Callable[[Transaction], None]

STEPS: Mapping[int, Step] = {}
"""By the version that a step starts from: it makes of it the next one. Version 1 is the first, so nothing stands here yet."""


def is_old(store: Store) -> bool:
    """True for a store that an older model wrote; an empty one is of no model."""
    return 0 < store.model_version < MODEL_VERSION


def upgrade(store: Store) -> None:
    """Bring the store to this model: all the steps, or none where one fails.

    The store has to be opened again afterwards. Raises `StoreForeign` where the way from its version is not known, and `StoreError`.
    """
    versions = range(store.model_version, MODEL_VERSION)
    missing = [version for version in versions if version not in STEPS]
    if missing:
        raise StoreForeign(
            f"This program cannot bring a store of model version {missing[0]} to version {MODEL_VERSION}.",
            hint="export it with the program that wrote it, and restore the export",
        )

    def work(tx: Transaction) -> None:
        for version in versions:
            STEPS[version](tx)
        tx.run(bookkeeping.MARK, {"state": "", "model_version": MODEL_VERSION})

    store.write(work)
