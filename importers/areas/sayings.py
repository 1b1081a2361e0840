"""How the rows of the shipped tables speak: a document a table, a passage a row, and facts that rest on them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from graph.facts import Claim, Stating, Value
from graph.model.ids import code_ids, passage_id
from graph.model.labels import BY_NAME
from graph.model.values import Standing
from importers.batch import Origin, SourceRow


class Paper(NamedTuple):
    """One table, or one dated part of it, as a document."""

    id: str
    title: str
    date: str
    file: str
    licence: str
    publisher: str
    url: str = ""
    sha256: str = ""
    note: str = ""

    def claim(self, source: str) -> Claim:
        """The document as an entity."""
        extra: dict[str, Value] = {"title": self.title, "date": self.date, "licence": self.licence, "file_sha256": self.sha256}
        if self.url:
            extra["url"] = self.url
        return Claim(
            id=self.id,
            labels=("Document",),
            name=self.title,
            kind="table",
            description=f"Published by {self.publisher}",
            note=self.note,
            extra=extra,
            source=source,
        )


class Saying:
    """Collects what one row of one paper says."""

    def __init__(self, paper: Paper, locator: str, number: int, source: str) -> None:
        self.paper, self.source, self.number = paper, source, number
        self.passage = passage_id(paper.id, locator)
        place: dict[str, Value] = {"document": paper.id, "locator": locator, "date": paper.date}
        self.claims = [paper.claim(source), Claim(id=self.passage, labels=("Passage",), name=locator, extra=place, source=source)]
        self.statings = [self._stating("FROM_DOCUMENT", self.passage, paper.id, passage="")]

    def entity(
        self,
        label: str,
        identifier: str,
        name: str,
        *,
        kind: str = "",
        names: Iterable[str] = (),
        more: Sequence[str] = (),
        also: Sequence[str] = (),
    ) -> str:
        """An entity that has a registered code; its id. It has `more` codes, and answers to `also`, by which it is not shown."""
        prefix = BY_NAME[label].prefix
        item = code_ids(prefix, [identifier])[0]
        others = code_ids(prefix, more)
        self.claims.append(
            Claim(
                id=item,
                ids=((1, item), *((1, other) for other in others), *((2, other) for other in code_ids(prefix, also))),
                labels=(label,),
                name=name,
                names=tuple(names),
                identifiers=(identifier, *more, *also),
                kind=kind,
                source=self.source,
            )
        )
        return item

    def named(self, item: str, labels: tuple[str, ...], name: str, *, kind: str = "") -> str:
        """An entity that its name alone tells; its id."""
        self.claims.append(Claim(id=item, ids=((2, item),), labels=labels, name=name, kind=kind, source=self.source))
        return item

    def says(self, kind: str, start: str, end: str, *, rule: str = "", **more: Any) -> None:  # noqa: ANN401 - fields of a stating
        """One fact; one with a `rule` is inferred."""
        self.statings.append(self._stating(kind, start, end, passage=self.passage, rule=rule, **more))

    def row(self) -> SourceRow:
        """All of it as a row of the file."""
        return SourceRow(Origin(self.paper.file, "", self.number), tuple(self.claims), tuple(self.statings), ("", ""))

    def _stating(self, kind: str, start: str, end: str, *, passage: str, rule: str = "", **more: Any) -> Stating:  # noqa: ANN401 - as above
        return Stating(
            type=kind,
            start=start,
            end=end,
            passage=passage,
            document=self.paper.id,
            date=self.paper.date,
            standing=Standing.INFERRED if rule else Standing.STATED,
            rule=rule,
            source=self.source,
            **more,
        )
