"""What the reports share: reading around entities, facts as cells and sentences, and the document that a report becomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.documents.model import Bibliography, Block, Citations, Document, Paragraph, Table, shown_date
from graph.model.relationships import BY_TYPE
from graph.model.values import MEMBER_OF_CLASS, Modality, Standing, latest
from graph.store import Store
from graph.timeline import STALE_WORDS, Fact, day_of, is_stale, was_planned
from queries.catalogue import FACTS
from queries.grammar import share_words
from queries.reports.people import persons, without
from queries.run import evidence_of
from queries.shapes.common import limit_of, sentence
from queries.slice import Entity, Slice, read_slice

_AROUND = f"""UNWIND $ids AS id
MATCH (n:Entity {{id: id}})-[r]-(:Entity)
WHERE r.seen_from_latest <= $as_of AND NOT type(r) IN ['MENTIONED_IN', 'FROM_DOCUMENT', 'POSSIBLY_SAME_AS']
WITH DISTINCT r
{FACTS}"""


@dataclass(frozen=True)
class Asked:
    """What every report is asked with."""

    as_of: str
    people: bool = True
    marking: str = ""


@dataclass
class Desk:
    """Reads for one report."""

    store: Store
    asked: Asked

    def around(
        self, ids: Iterable[str], *, as_of: str = "", steps: int = 1, to_end: Iterable[str] = (), to_start: Iterable[str] = ()
    ) -> Slice:
        """Every fact around entities that holds at the date, and around what those types lead to."""
        return read_slice(self.store, _AROUND, ids, as_of or self.asked.as_of, steps=steps, to_end=to_end, to_start=to_start)[0]

    def bibliography(self, facts: Iterable[Fact]) -> Bibliography:
        """The papers behind these facts, numbered."""
        return Bibliography(evidence_of(self.store, {item for fact in facts for item in fact.properties.get("evidence", ())}))


def naming(part: Slice, subject: Entity) -> Slice:
    """The slice with the name of its subject, of which the papers of that date may say nothing yet."""
    return part.joined(Slice(part.as_of, {subject.id: subject}, {}))


def in_force(fact: Fact) -> bool:
    """True for what is so, and neither planned, expected, proposed nor ended."""
    return bool(fact.properties.get("modality", Modality.IN_FORCE) == Modality.IN_FORCE)


def live(part: Slice, facts: Iterable[Fact]) -> list[Fact]:
    """Facts that neither have ended nor been replaced by a newer paper."""
    return [fact for fact in facts if fact.key not in part.earlier and fact.properties.get("modality") != Modality.ENDED]


def cite(papers: Bibliography, *facts: Fact) -> Citations:
    """The citations of facts."""
    return papers.cite(dict.fromkeys(item for fact in facts for item in fact.properties.get("evidence", ())))


def detail(part: Slice, properties: Mapping[str, Any]) -> str:
    """What a fact carries beside its capacity, in few words: limit, how often, money as printed, what it is about."""
    found = [str(properties[name]) for name in ("round", "frequency", "decision", "result") if properties.get(name)]
    limit = limit_of(properties)
    found += [limit] if limit else []
    if properties.get("amount_text"):
        found.append(" ".join(str(properties[name]) for name in ("qualifier", "amount_text") if properties.get(name)))
    about = [part.name(str(item)) for item in properties.get("about", ())]
    found += [f"about {'; '.join(about)}"] if about else []
    return ", ".join(dict.fromkeys(found))


def status(part: Slice, fact: Fact, on: str = "") -> list[str]:
    """How a fact stands, in words: done or planned, since and until when, how sure, in whose words, how old.

    `on` is a day asked about: what a paper plans to end before it, or to begin after it, says so.
    """
    properties = fact.properties
    said = [str(properties.get("modality") or Modality.IN_FORCE)]
    begins, ends = str(properties.get("valid_from", "")), str(properties.get("valid_to", ""))
    if was_planned(fact, part.as_of):
        day = properties.get("valid_from_text") or begins or properties.get("date")
        said = [f"was planned for {shown_date(str(day))}; no paper says that it happened"]
    elif begins:
        said.append(f"from {properties.get('valid_from_text') or shown_date(begins)}")
    if ends:
        said.append(f"until {properties.get('valid_to_text') or shown_date(ends)}")
        if on and latest(ends) < latest(on):
            said.append(f"ends before {shown_date(on)}, the papers say")
    if on and begins and not in_force(fact) and latest(begins) > latest(on):
        said.append(f"would begin after {shown_date(on)}")
    said += [share_words(properties)] if properties.get("share") else []
    if properties.get("by_class"):
        said.append(f"as one of {part.name(str(properties['by_class']))}")
    elif properties.get("standing") == Standing.INFERRED and properties.get("rule") != MEMBER_OF_CLASS:
        rule = str(properties.get("rule", "")).replace("-", " ")
        said.append(f"inferred ({rule})" if rule else "inferred")
    if properties.get("standing") == Standing.CONTRADICTED:
        said.append("contradicted by another paper")
    if properties.get("said_by"):
        said.append(f"in the words of {part.name(str(properties['said_by']))}")
    if fact.key in part.earlier:
        said.append("earlier: a newer paper names somebody else")
    if is_stale(fact.last_stated, part.as_of):
        said.append(f"last stated {shown_date(fact.last_stated)}, {STALE_WORDS} before")
    return said


def told(part: Slice, papers: Bibliography, fact: Fact) -> Paragraph:
    """A fact as a sentence with its citations."""
    words = sentence(part, fact)
    if is_stale(fact.last_stated, part.as_of):
        words += f" (last stated {shown_date(fact.last_stated)})"
    return Paragraph(text=f"{words[0].upper()}{words[1:]}.", citations=cite(papers, fact))


def remark(text: str) -> Paragraph:
    """A paragraph set apart."""
    return Paragraph(text=text, kind="remark")


def relation_of(fact: Fact, *, outward: bool) -> str:
    """The words between the two names, seen from the subject."""
    return BY_TYPE[fact.type].says if outward else BY_TYPE[fact.type].back


def finished(
    desk: Desk,
    papers: Bibliography,
    *,
    kind: str,
    title: str,
    subject: str,
    about: Iterable[tuple[str, str]],
    blocks: Iterable[Block],
    data: Table,
    **more: Any,  # noqa: ANN401 - further fields of the document
) -> Document:
    """The document of a report; `about` gains what every report was asked with."""
    asked = desk.asked
    common = [("As of", f"{shown_date(asked.as_of)}: papers dated up to {shown_date(day_of(asked.as_of))}")]
    common += [] if asked.people else [("People", "persons and initials are left out")]
    document = Document(
        title=title,
        subject=subject,
        kind=kind,
        as_of=asked.as_of,
        about=(*about, *common),
        blocks=tuple(blocks),
        data=data,
        sources=papers.sources,
        marking=asked.marking,
        **more,
    )
    return document if asked.people else without(document, persons(desk.store))
