"""A row that rests on many facts: it says of itself only what holds of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import AnswerRow
from graph.model.values import Modality, Standing
from graph.timeline import Fact
from queries.shapes.common import row
from queries.slice import Slice

_WEAKEST = (Standing.CONTRADICTED, Standing.INFERRED, Standing.STATED)


def is_held(part: Slice, fact: Fact) -> bool:
    """True for a fact that has not ended and that no newer paper gives to somebody else."""
    return fact.key not in part.earlier and fact.properties.get("modality") != Modality.ENDED


def row_of_many(part: Slice, facts: Sequence[Fact], values: Mapping[str, Any], text: str) -> AnswerRow:
    """One row of at least one fact: the weakest standing, every modality, and somebody's words only where all are theirs."""
    standings = {str(fact.properties.get("standing", Standing.STATED)) for fact in facts}
    modalities = sorted({str(fact.properties.get("modality", "")) for fact in facts}, key=lambda word: (word != Modality.IN_FORCE, word))
    speakers = {str(fact.properties.get("said_by", "")) for fact in facts}
    said_by = speakers.pop() if len(speakers) == 1 else ""
    return row(part, facts, values, text).model_copy(
        update={
            "standing": next((str(standing) for standing in _WEAKEST if standing in standings), ""),
            "modality": "; ".join(modalities),
            "said_by": part.name(said_by) if said_by else "",
            "said_by_id": said_by,
        }
    )
