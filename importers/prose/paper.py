"""A paper as claims, statings and proposals: pure.

A pack has a document of its own and one for each part; every paragraph, heading, row and cell is a passage with its wording. What the text
names is `MENTIONED_IN` its passage. What a sentence seems to say is a proposal; only what a table or the minutes say in an unmistakable
form is a fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.editions import Edition
from graph.errors import BadFile
from graph.facts import Claim, Stating, Value
from graph.model.ids import make_id, passage_id, slug
from importers.batch import Batch, Origin, SourceRow
from importers.names import Known as KnownName
from importers.names import Names, Resolution, claims_of_name
from importers.papers.heads import Head, parts_of
from importers.papers.parts import Copy, Document, papers_among
from importers.papers.segments import segment
from importers.papers.texts import text_of
from importers.papers.wording import plain, words
from importers.prose.known import Known, KnownPassage, Said, joined
from importers.prose.minutes import minutes_of
from importers.prose.reader import PartReader, Place
from importers.prose.rosters import Part as Where
from importers.prose.spotting import Spotter
from importers.reading.blocks import Reading


class _Part(NamedTuple):
    """A document of the paper: its record, and the text that is its own."""

    id: str
    claim: Claim
    date: str
    body: str
    text: str
    part_of: str
    kind: str
    body_as: str = ""
    body_found: Resolution | None = None


@dataclass
class _Writer:
    """Collects the rows of one paper."""

    file: str
    source: str
    date: str
    """Of the whole paper."""
    rows: list[SourceRow] = field(default_factory=list)
    wording: dict[str, str] = field(default_factory=dict)

    def row(self, sheet: str, claims: Iterable[Claim], statings: Iterable[Stating]) -> None:
        origin = Origin(self.file, sheet, len(self.rows) + 1)
        mine = (item if item.source else item.model_copy(update={"source": self.source}) for item in claims)
        said = (item if item.source else item.model_copy(update={"source": self.source}) for item in statings)
        self.rows.append(SourceRow(origin, tuple(mine), tuple(said)))


def paper_batch(
    reading: Reading,
    names: Names,
    *,
    documents: Sequence[Document] = (),
    known: Callable[[Iterable[str]], Known] = lambda _: {},
    own: Callable[[str], Iterable[str]] = lambda _: (),
    said: Callable[[Iterable[str], str], Said] = lambda _documents, _source: frozenset(),
    date: str = "",
    body: str = "",
    tick: Callable[[int, int], None] = lambda _done, _all: None,
) -> Batch:
    """What one paper or pack says.

    `documents` are the papers that the landscape rests on, `known` gives the passages that the store holds of some, `own` the entities that
    this paper has named in an earlier run, `said` what others have said of its documents, which is not asked again; `date` and `body`
    stand in for what the paper does not print of itself. Raises `BadFile` for a paper without words, or without a date.
    """
    text = text_of(reading)
    if not re.search(r"\w{3}", text):
        raise BadFile("The paper has no words.", where=reading.file, hint="run OCR over it first, or check that it is the right file")
    copies = papers_among({reading.file: Copy(reading.sha256, text)}, [item for item in documents if not item.part_of])
    parts = _declared(next(iter(copies)), text, documents) if copies else _undeclared(reading, text, names, date, body)
    source = parts[0]
    names.drop(own(source.id))
    writer = _Writer(reading.file, source.id, source.date)
    stored = known([part.id for part in parts])
    spotter = Spotter(names)
    facts = said([part.id for part in parts if stored.get(part.id)], source.id)
    for part in parts:
        orders = [_order("PART_OF", part.id, part.part_of, part)] if part.part_of else []
        claims = [part.claim] if part.claim.id != source.id else []
        claims += _body_claims(part, names, source.id)
        writer.row(part.kind, claims, orders)
    spotted = [part for part in parts if part.text]
    for number, part in enumerate(spotted):
        _read_part(writer, part, names, spotter, stored.get(part.id, ()), facts)
        tick(number + 1, len(spotted))
    edition = Edition(source.date, 1, reading.sha256[:12])
    return Batch(source.claim, edition, reading.sha256, tuple(writer.rows), (), writer.wording)


# -- documents


def _declared(paper: str, text: str, documents: Sequence[Document]) -> list[_Part]:
    """The paper, and its parts, as the register declares them."""
    by_id = {item.id: item for item in documents}
    parts = [item for item in documents if item.part_of == paper]
    texts = papers_among({"": Copy(by_id[paper].file_sha256 or "-", text)}, [by_id[paper], *parts]) if parts else {}
    found = [_of_document(by_id[paper], "" if len(texts) > 1 else text, paper)]
    found += [_of_document(item, texts[item.id], paper) for item in parts if item.id in texts]
    if len(found) > 1 and (before := _before(text, texts.values())):
        found[0] = found[0]._replace(text=before)
    return found


def _before(text: str, parts: Iterable[str]) -> str:
    """What stands before the first part of a pack, where that has words."""
    first = min((text.find(part) for part in parts if part and part != text), default=0)
    return text[:first] if first > 0 and re.search(r"\w{3}", text[:first]) else ""


def _of_document(item: Document, text: str, source: str) -> _Part:
    claim = Claim(
        id=item.id, ids=((2, item.id),), labels=("Document",), name=item.title, kind=item.kind, source=source, unreviewed=True,
        extra=_filled({"title": item.title, "date": item.date, "date_basis": item.date_basis}),
    )  # fmt: skip
    return _Part(item.id, claim, item.date, item.body, text, item.part_of, item.kind or "paper")


def _undeclared(reading: Reading, text: str, names: Names, date: str, body: str) -> list[_Part]:
    """The paper, and its parts, as they say of themselves."""
    cuts = parts_of(text)
    heads = [cut.head for cut in cuts]
    own = date or next((head.date for head in heads[:2] if head.date), "") or next((head.date for head in heads if head.date), "")
    if not own:
        hint = "give the date of the paper: --date 2025-03-15"
        raise BadFile("The paper prints no date at its head.", where=reading.file, hint=hint)
    printed = body or next((head.body for head in heads if head.body), "")
    found = _resolved_body(printed, names)
    title = heads[0].title or reading.file.rsplit(".", 1)[0]
    if len(cuts) == 1:
        return [_made(heads[0]._replace(title=title), cuts[0].text, found, own, "", "", reading, _opening(cuts[0].text, text))]
    pack = Head(title=f"Pack of papers for {own}", date=own, basis=heads[0].basis or "of the meeting", kind="pack")
    parts = [_made(pack, "", found, own, "", "", reading, _opening(text, text))]
    taken: set[str] = {parts[0].id}
    for number, cut in enumerate(cuts, 1):
        mine = _resolved_body(cut.head.body, names) if cut.head.body and not body else found
        head = cut.head._replace(title=cut.head.title or f"Part {number}")
        opening = _opening(cut.text, text)
        part = _made(head, cut.text, mine, cut.head.date or own, parts[0].id, parts[0].id, reading, opening)
        again = 2
        while part.id in taken:
            part = _made(
                head._replace(title=f"{head.title} ({again})"), cut.text, mine, part.date, parts[0].id, parts[0].id, reading, opening
            )
            again += 1
        taken.add(part.id)
        parts.append(part)
    return parts


def _resolved_body(printed: str, names: Names) -> tuple[str, Resolution | None]:
    return (printed, names.resolve(printed, "body")) if printed and slug(printed) else ("", None)


def _made(
    head: Head, text: str, body: tuple[str, Resolution | None], date: str, part_of: str, source: str, reading: Reading, opening: str
) -> _Part:
    found = body[1]
    steps = [found.id.removeprefix("body/").rsplit("/", 1)[-1]] if found else []
    item = make_id("paper", *steps, date, head.title if slug(head.title) else "untitled")
    extra = _filled({"title": head.title, "date": date, "date_basis": head.basis, "body": found.id if found else "", "opens_with": opening})
    if not part_of:
        extra["file_sha256"] = reading.sha256
    claim = Claim(
        id=item,
        ids=((2, item),),
        labels=("Document",),
        name=head.title,
        kind=head.kind,
        extra=extra,
        source=source or item,
        unreviewed=True,
    )
    return _Part(item, claim, date, found.id if found else "", text, part_of, head.kind, _shown(body[0]), found)


def _body_claims(part: _Part, names: Names, source: str) -> list[Claim]:
    """The body of a paper, where no alias knows it yet."""
    if not part.body_found or part.body in names.by_id:
        return []
    names.add(KnownName(part.body, part.body_as, (), part.body_found.label))
    return list(claims_of_name(part.body_found, part.body_as, source))


def _opening(part: str, whole: str) -> str:
    """The first line of a part, by which a copy of it is known again; the first two, where that one stands elsewhere too."""
    lines = [shown for line in part.splitlines() if words(shown := plain(line.replace("\t", " ").strip("|# ")))]
    every = [plain(line.replace("\t", " ").strip("|# ")) for line in whole.splitlines()]
    return " ".join(lines[: 1 if lines and every.count(lines[0]) == 1 else 2])


def _shown(printed: str) -> str:
    """A name as it is printed; one in capitals alone in small letters with capitals."""
    if not printed.isupper():
        return printed
    small = ("and", "of", "for", "the", "in", "on", "to")
    return " ".join(word if word in small and place else word.capitalize() for place, word in enumerate(printed.lower().split()))


def _filled(values: Mapping[str, str]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value}


def _order(kind: str, start: str, end: str, part: _Part) -> Stating:
    return Stating(type=kind, start=start, end=end, passage="", document=part.id, date=part.date)


# -- passages


def _read_part(writer: _Writer, part: _Part, names: Names, spotter: Spotter, stored: Sequence[KnownPassage], said: Said) -> None:
    passages = segment(part.text)
    same = joined(passages, stored)

    def place_of(locator: str) -> str:
        joins = same.get(locator)
        return joins[0].id if joins else passage_id(part.id, locator)

    minutes = minutes_of(passages, names, place_of, part.id, part.body, part.date) if part.kind == "minutes" else {}
    basis = str(part.claim.extra.get("date_basis", ""))
    about = Where(part.id, part.date, part.body, part.kind, basis, writer.date)
    reader = PartReader(spotter, names, writer.source, about, said)
    reader.learn(passages, part.claim.name)
    for passage in passages:
        item = place_of(passage.locator)
        place = Place(item, part.id, part.date, passage.locator)
        extra: dict[str, Value] = {"document": part.id, "locator": passage.locator, "date": part.date}
        claim = Claim(id=item, ids=((2, item),), labels=("Passage",), name=passage.locator, extra=extra, unreviewed=True)
        from_document = Stating(type="FROM_DOCUMENT", start=item, end=part.id, passage="", document=part.id, date=part.date)
        claims, statings = reader.read(passage, place)
        more = minutes.get(passage.locator)
        if more:
            claims, statings = [*claims, *more[0]], [*statings, *more[1]]
        writer.row(part.kind, [claim, *claims], [from_document, *statings])
        if passage.text:
            writer.wording[item] = passage.text
            writer.wording.update({other.id: passage.text for other in same.get(passage.locator, ())[1:]})
