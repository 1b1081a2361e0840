"""The two nodes of our own beside the entities, the same on both engines.

`(:LandscapeStore {key: 'store', model_version, state})` says which model the store was written with, and `loading` while
a restore fills it. `(:LandscapeLock {key: 'lock', at})` is what two writers on one server wait for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.errors import StoreForeign
from graph.store import MODEL_VERSION

FIND = "MATCH (s:LandscapeStore {key: 'store'}) RETURN s.model_version AS model_version, s.state AS state"
CREATE = "MERGE (s:LandscapeStore {key: 'store'}) ON CREATE SET s.model_version = $model_version, s.state = ''"
MARK = "MATCH (s:LandscapeStore {key: 'store'}) SET s.state = $state, s.model_version = $model_version"
TAKE_LOCK = "MERGE (l:LandscapeLock {key: 'lock'}) SET l.at = timestamp()"
CLEAR_RELATIONSHIPS = "MATCH (:Entity)-[r]->(:Entity) WITH r LIMIT 10000 DELETE r RETURN count(*) AS gone"
CLEAR_NODES = "MATCH (n:Entity) WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS gone"
CONSTRAINTS = (
    "CREATE CONSTRAINT landscape_store IF NOT EXISTS FOR (n:LandscapeStore) REQUIRE n.key IS UNIQUE",
    "CREATE CONSTRAINT landscape_lock IF NOT EXISTS FOR (n:LandscapeLock) REQUIRE n.key IS UNIQUE",
)


def check(found: Sequence[dict[str, Any]], where: str, *, allow_loading: bool) -> int:
    """The store's model version, 0 when it has none yet.

    `found` are the rows of `FIND`. Raises `StoreForeign` for a newer model and for an unfinished restore.
    """
    if not found:
        return 0
    version = found[0]["model_version"]
    if not isinstance(version, int) or version > MODEL_VERSION:
        raise StoreForeign(
            f"The store was written with model version {version}; this program knows version {MODEL_VERSION} and older.",
            where=where,
            hint="Install the newer program: pipx upgrade partnership-landscape",
        )
    if found[0]["state"] and not allow_loading:
        raise StoreForeign(
            "A restore into this store was begun and not finished.",
            where=where,
            hint="Run `landscape restore` again, or `landscape clear --yes` to empty it.",
        )
    return version
