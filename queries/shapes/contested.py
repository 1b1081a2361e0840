"""What several own at once, and where the papers contradict each other: rules of `queries.checks`, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.store import Store
from queries.checks.landscape import read_landscape
from queries.shapes.common import Shaped
from queries.shapes.gaps import asked
from queries.shapes.silence import nowhere
from queries.slice import Entity


def shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped:
    """Rows of the question `contested`: of one entity or all, of the plans at hand, or with `all_plans` of every plan."""
    landscape = read_landscape(store, as_of, all_plans=bool(options.get("all_plans")))
    rows, notes = asked(landscape, "contested", ("finding", "entity", "detail"), subjects)
    if not rows:
        what, where = (f"anything about {subjects[0].called}", " about it") if subjects else ("anything", "")
        told = f"that {what} has several accountable owners, or that papers contradict each other{where}: nothing is contested"
        notes.append(nowhere(as_of, told))
    return Shaped(rows, notes)
