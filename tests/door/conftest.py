"""The small store that the door's tests begin with."""

from __future__ import annotations

import pytest

from graph.store import Store

from .helpers import UNIQUE_IDS, UNIQUE_KEYS


@pytest.fixture
def small(store: Store) -> Store:
    """Two boards and a council that leads one of them."""
    store.define([UNIQUE_IDS, UNIQUE_KEYS])
    store.write(
        lambda tx: (
            tx.run("CREATE (:Entity:Board {id: 'a', name: 'Alpha'}), (:Entity:Board {id: 'b', name: 'Beta'})"),
            tx.run("CREATE (:Entity:Organisation {id: 'c', name: 'Council', size: 3, share: 0.5, open: true, aliases: ['x', 'y']})"),
            tx.run("MATCH (c:Entity {id: 'c'}) MATCH (b:Entity {id: 'a'}) CREATE (c)-[:LEADS {key: 'k1', since: '2018-10'}]->(b)"),
        )
    )
    return store
