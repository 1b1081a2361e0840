"""One function a map: plain rows of nodes and links to the description of a map. Pure.

A node row has `id`, `name`, `labels`, `family`, `kind`, `names`, `description`, `facts`; a link row `key`, `type`, `from`,
`to`, `standing`, `modality` and whatever else the relationship carries, with `evidence` as rows of `document`, `title`,
`date`, `locator`, `text`. Rows may come in any order.

Every map is called alike: `governance(nodes, links, frame, subject=None)`; `subject` is an id, and without one the whole is drawn.
`changes` takes what changed beside, `query` what a text returned. Each raises `UnknownSubject` where no row has the subject.
"""

from __future__ import annotations

from collections.abc import Callable

from visualisations.maps.accountability import accountability
from visualisations.maps.changes import Changed, changes
from visualisations.maps.delivery import delivery
from visualisations.maps.dependency import dependency
from visualisations.maps.frame import Frame
from visualisations.maps.funding import funding
from visualisations.maps.governance import governance
from visualisations.maps.membership import membership
from visualisations.maps.query import query
from visualisations.spec import MapSpec

MAPS: dict[str, Callable[..., MapSpec]] = {
    "governance": governance,
    "accountability": accountability,
    "delivery": delivery,
    "funding": funding,
    "dependency": dependency,
    "membership": membership,
}
"""The maps that rows at one date suffice for."""

__all__ = [
    "MAPS",
    "Changed",
    "Frame",
    "accountability",
    "changes",
    "delivery",
    "dependency",
    "funding",
    "governance",
    "membership",
    "query",
]
