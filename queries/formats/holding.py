"""What Popolo and W3C ORG ask of a landscape: who is a person, a post or a body, which body a post is in, which body is part of which."""

from __future__ import annotations

from graph.model.labels import COLLECTIVE, Family, family_of
from graph.model.values import Modality, Standing
from queries.exports import Landscape, Link, Node

_OF_BODIES = (Family.BODY, Family.HOLDER)


def of_bodies(node: Node) -> bool:
    """True for bodies, posts and persons, classes of them too."""
    return family_of(node.labels) in _OF_BODIES


class Posts:
    """One reading of a landscape; ids only are kept."""

    def __init__(self, landscape: Landscape) -> None:
        self._sorts: dict[str, str] = {}
        for node in landscape.nodes():
            if of_bodies(node) and COLLECTIVE not in node.labels:
                family = family_of(node.labels)
                self._sorts[node.id] = "body" if family is Family.BODY else "person" if "Person" in node.labels else "post"
        self._offices: dict[str, set[str]] = {}
        self._parents: dict[str, set[str]] = {}
        for link in landscape.links():
            if link.type in ("POST_IN", "PART_OF") and self.in_force(link) and self.both_known(link):
                (self._offices if link.type == "POST_IN" else self._parents).setdefault(link.start, set()).add(link.end)

    def in_force(self, link: Link) -> bool:
        """True for a fact that may be said without its qualifications."""
        properties = link.properties
        return (
            properties.get("modality", Modality.IN_FORCE) == Modality.IN_FORCE
            and properties.get("standing") != Standing.CONTRADICTED
            and not properties.get("earlier")
        )

    def both_known(self, link: Link) -> bool:
        """True where both ends are bodies, posts or persons, and neither is a class."""
        return link.start in self._sorts and link.end in self._sorts

    def is_person(self, item: str) -> bool:
        """True for a person."""
        return self._sorts.get(item) == "person"

    def is_post(self, item: str) -> bool:
        """True for a post."""
        return self._sorts.get(item) == "post"

    def knows(self, item: str) -> bool:
        """True for a body, a post or a person that is no class."""
        return item in self._sorts

    def office(self, post: str) -> str | None:
        """The one body that a post is in; nothing where the papers name none or several."""
        return _only(self._offices.get(post, set()))

    def parent(self, body: str) -> str | None:
        """The one body that a body is part of; nothing where the papers name none or several."""
        return _only(self._parents.get(body, set()))


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None
