"""The landscape at two dates, read from a store, and what changed between them."""

from __future__ import annotations

from graph.facts import Properties, Stating
from graph.fold import project
from graph.store import Store
from graph.timeline import Fact, day_of, said_by_then
from queries.changes.change import Change, WhyEnded
from queries.changes.compare import compare
from queries.slice import NO_PATH, Slice, read_whole_slice

_WITHOUT = tuple(name for name in NO_PATH if name not in ("STATED_IN", "MENTIONED_IN"))
_STATINGS = """UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r]->(:Entity) WHERE r.seen_from_latest <= $as_of
RETURN r.key AS key, r.statings AS statings ORDER BY key"""


def read_changes(store: Store, first: str, second: str) -> tuple[Slice, Slice, list[Change]]:
    """The slices at two dates, the earlier first, and every change from one to the other."""
    before, after = (read_whole_slice(store, date, without=_WITHOUT) for date in (first, second))
    return before, after, compare(before, after, _endings(store, before, after))


def _endings(store: Store, before: Slice, after: Slice) -> WhyEnded:
    """Says why a fact of the first slice is not in the second: what its statings up to the second date say."""
    gone = sorted({fact.start for key, fact in before.facts.items() if key not in after.facts})
    day = day_of(after.as_of)
    rows = store.read(_STATINGS, {"ids": gone, "as_of": day}) if gone else []
    statings = {row["key"]: [Stating.model_validate_json(text) for text in row["statings"] or ()] for row in rows}

    def why(fact: Fact) -> tuple[str, Properties]:
        said = statings.get(fact.key, [])
        counted = said_by_then(said, day)
        if counted:
            properties = project([each for each in counted if each.valid_to] or counted)
            return f"until {properties.get('valid_to', 'a day that is not printed')}", properties
        ended = max((each.ended_on for each in said if each.ended_on and each.ended_on <= day), default="")
        return (f"its source no longer holds it from {ended} on" if ended else "its source has taken it back"), {}

    return why
