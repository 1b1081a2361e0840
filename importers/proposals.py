"""What an importer reads and does not dare to say: a name that may be a known entity, a relation that a sentence seems to state.

A proposal is a claim like any other (label `Proposal`, unreviewed), so that editions and undo treat it as they treat a row; a decision
is a reviewed claim on the same id, so that it speaks before the importer, whichever came first. The words that it rests on are not in
it: it says where in its passage they stand, and the passage's wording stays in the user's own store.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple

from graph.facts import Claim, Properties, Stating, Value
from graph.model.values import OPEN

NAME = "name"
RELATION = "relation"


class Proposal(NamedTuple):
    """One question to a person. `score` is 0 to 100; `quote` are the first and last place of its words in the passage's wording."""

    asks: str
    """`name`: is `left`, a name that was read, the known entity `right`? `relation`: does the passage say `left` TYPE `right`?"""
    left: str
    right: str
    reason: str
    score: float = 0.0
    passage: str = ""
    document: str = ""
    quote: tuple[int, int] = (0, 0)
    stating: Stating | None = None
    """Of a relation: what the passage would say."""
    name: str = ""
    """A line for lists; made from the ends where it is empty."""

    @property
    def id(self) -> str:
        """The same question has the same id in every import, so that a decision meets it again."""
        if self.asks == NAME:
            parts: list[Any] = [NAME, *sorted((self.left, self.right))]
        else:
            said = self.stating
            more = [said.type, said.bundle_scope, str(said.modality), *said.more] if said else []
            parts = [RELATION, self.left, self.right, self.passage, *more]
        return f"run/proposal-{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:20]}"


def claim_of(proposal: Proposal, source: str) -> Claim:
    """The proposal as a claim of the source that asks it."""
    said = proposal.stating
    relation = said.type if said else "POSSIBLY_SAME_AS"
    extra: dict[str, Value] = {
        "asks": proposal.asks,
        "relation": relation,
        "left": proposal.left,
        "right": proposal.right,
        "reason": proposal.reason,
        "status": OPEN,
    }
    optional: dict[str, Value] = {
        "score": round(float(proposal.score), 1),
        "passage": proposal.passage,
        "document": proposal.document,
        "quote_from": proposal.quote[0],
        "quote_to": proposal.quote[1],
        "stating": said.text() if said else "",
    }
    extra |= {name: value for name, value in optional.items() if value}
    name = proposal.name or f"{proposal.left} {relation} {proposal.right}"
    return Claim(id=proposal.id, labels=("Proposal",), name=name, extra=extra, source=source, unreviewed=True)


def proposal_of(properties: Properties) -> Proposal:
    """The proposal that a stored node holds."""
    stating = properties.get("stating")
    return Proposal(
        asks=properties["asks"],
        left=properties["left"],
        right=properties["right"],
        reason=properties.get("reason", ""),
        score=properties.get("score", 0.0),
        passage=properties.get("passage", ""),
        document=properties.get("document", ""),
        quote=(properties.get("quote_from", 0), properties.get("quote_to", 0)),
        stating=Stating.model_validate_json(stating) if stating else None,
        name=properties.get("name", ""),
    )
