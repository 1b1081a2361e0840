"""The user's own copies of the papers: which the landscape rests on, what they say, and whether each locator still holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from graph.facts import Stating
from graph.store import Store, Transaction
from importers.papers import Citation, Document, Finding, Passage, Verdict, check, find_papers, resolve, segment, silent
from importers.papers.wording import says
from importers.plans.importing import plan_copies
from importers.wording import write_wording

_DOCUMENTS = """MATCH (n:Document) WHERE n.hidden IS NULL AND coalesce(n.kind, '') <> 'register'
RETURN n.id AS id, n.name AS heading, n.body AS body, n.date AS date, n.date_basis AS date_basis, n.kind AS kind, n.url AS url,
       n.file_sha256 AS file_sha256, n.opens_with AS opens_with, n.author AS author ORDER BY date, id"""
_PARTS = "MATCH (a:Document)-[r:PART_OF]->(b:Document) WHERE r.hidden IS NULL RETURN a.id AS part, b.id AS pack ORDER BY part"
_FACTS = """MATCH (a:Entity)-[r]->(b:Entity) WHERE r.statings IS NOT NULL AND r.hidden IS NULL AND type(r) <> 'FROM_DOCUMENT'
RETURN r.key AS key, r.statings AS statings, a.name AS a_name, a.names AS a_names, b.name AS b_name, b.names AS b_names,
       labels(b) AS b_labels ORDER BY key"""
_COUNTED = """MATCH (:Entity)-[r]->(:Entity) WHERE size(r.evidence) > 0 AND type(r) <> 'MENTIONED_IN'
UNWIND r.sources AS source RETURN source, count(r) AS n ORDER BY source"""
_WORDED = "MATCH (n:Passage) RETURN n.document AS document, count(n) AS n, count(n.wording) AS worded ORDER BY document"
_LOCATORS = "MATCH (n:Passage) RETURN n.id AS id, n.locator AS locator ORDER BY id"
_PASSAGES = "MATCH (n:Passage) WHERE n.document IN $documents RETURN n.id AS id, n.document AS document, n.locator AS locator ORDER BY id"


class Paper(NamedTuple):
    """A paper of the landscape: its record, the facts that it states, its passages that are cited, and those whose wording is known."""

    document: Document
    facts: int
    passages: int
    with_wording: int


class Checked(NamedTuple):
    """One stating whose place was looked up."""

    key: str
    finding: Finding
    named: bool
    """The passage names the end, by the words of the row or by a name it is known by."""


def documents(store: Store) -> list[Document]:
    """Every paper and part of a pack that the landscape rests on."""
    packs = {row["part"]: row["pack"] for row in store.read(_PARTS)}
    found = []
    for row in store.read(_DOCUMENTS):
        fields = {name: value or "" for name, value in row.items() if name != "heading"}
        found.append(Document(**fields, title=row["heading"] or "", part_of=packs.get(row["id"], "")))
    return found


def papers(store: Store) -> list[Paper]:
    """The papers with how many facts each states and for how many of its passages the wording is known."""
    known = documents(store)
    facts = {row["source"]: row["n"] for row in store.read(_COUNTED)}
    counts = {row["document"]: (row["n"], row["worded"]) for row in store.read(_WORDED)}
    return [Paper(item, facts.get(item.id, 0), *counts.get(item.id, (0, 0))) for item in known]


def _read_copies(folder: Path, known: Iterable[Document]) -> dict[str, list[Passage]]:
    known = list(known)
    plans = {item.file_sha256: item.id for item in known if item.kind == "plan" and item.file_sha256}
    papers = {item: segment(text) for item, text in find_papers(folder, known).items() if item not in plans.values()}
    return papers | plan_copies(folder, plans)


def silent_passages(store: Store, path: Path) -> dict[str, list[Passage]]:
    """By document, the passages of the user's copies that gave no fact and no mention; a pack is asked for by its parts."""
    known = documents(store)
    packs = {item.part_of for item in known}
    copies = {item: passages for item, passages in _read_copies(path, known).items() if item not in packs}
    cited: dict[str, list[str]] = {item: [] for item in copies}
    for row in store.read(_PASSAGES, {"documents": sorted(copies)}):
        cited[row["document"]].append(row["locator"])
    return {item: silent(passages, cited[item]) for item, passages in copies.items()}


def add(store: Store, path: Path) -> dict[str, int]:
    """Find the user's own copies by hash and wording, and keep each cited passage's wording with it.

    Returns, by document found, how many of its passages got their wording. The wording stays in this store; exports leave it out.
    """
    copies = _read_copies(path, documents(store))

    def work(tx: Transaction) -> dict[str, int]:
        wording: dict[str, str] = {}
        done: Counter[str] = Counter(dict.fromkeys(copies, 0))
        for found in tx.run(_PASSAGES, {"documents": sorted(copies)}):
            passage = resolve(copies[found["document"]], found["locator"])
            if passage:
                wording[found["id"]] = passage.text
                done[found["document"]] += 1
        write_wording(tx, wording)
        return dict(done)

    return store.write(work)


def verify(store: Store, path: Path) -> list[Checked]:
    """Re-open the papers and look up the place of every stating: the passage, and in it the words for each end.

    An end is found by the words that its row says it is printed with; an end without such words (the subject of a heading, a row's own
    action) by its name or another name, and `named` is False where the passage holds none of them.
    """
    known = documents(store)
    copies = _read_copies(path, known)
    locators = {row["id"]: row["locator"] for row in store.read(_LOCATORS)}  # of papers that were withdrawn too
    places: dict[str, Passage | None] = {}
    found = []
    for row in store.read(_FACTS):
        for text in row["statings"]:
            s = Stating.model_validate_json(text)
            if not s.passage or not s.counts or s.ended_by:
                continue
            if s.passage not in places:
                places[s.passage] = resolve(copies.get(s.document, ()), locators[s.passage])
            passage = places[s.passage]
            ends = [(s.from_as, row["a_name"], row["a_names"])]
            if "Passage" not in row["b_labels"]:
                ends.append((s.to_as, row["b_name"], row["b_names"]))
            for printed, name, names in ends:
                place = Citation(s.document, locators[s.passage], (printed,) if printed else ())
                holding = passage and (not printed or says(passage.text, printed))
                finding = Finding(place, Verdict.OK) if holding else check(copies, place)
                named = bool(printed) or (passage is not None and any(says(passage.text, word) for word in (name, *(names or ()))))
                found.append(Checked(row["key"], finding, named))
    return found


def holds(item: Checked) -> bool:
    """True where the place was found, and the words that its row says stand there."""
    return item.finding.verdict is Verdict.OK
