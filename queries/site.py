"""What a site shows, as plain rows: every entity, fact, passage and paper that the landscape holds at a date.

Rows are mappings of text, numbers and lists, so that the pages need nothing of this room. Without people, persons and initials are left
out, the facts that have one for an end, and who is named as the one whose words it is; texts that print a name say "(name left out)".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date as calendar
from typing import Any, NamedTuple, cast

from graph.answer import Answer, AnswerRow
from graph.classes import inherited
from graph.model.labels import COLLECTIVE, EVIDENCE_LABELS, family_of, label_of
from graph.model.values import latest
from graph.store import Row, Store
from graph.timeline import Fact, day_of
from queries.shapes.common import literal
from queries.slice import Slice, called, read_whole_slice

_NODES = """MATCH (n:Entity) WHERE n.hidden IS NULL AND NOT n:Passage AND NOT n:ImportRun AND NOT n:Proposal
RETURN n.id AS id, n.name AS name, labels(n) AS labels, n.kind AS kind, n.code AS code, n.names AS names, n.description AS description,
       n.identifiers AS identifiers, n.former_ids AS former_ids, n.unnamed AS unnamed, n.unreviewed AS unreviewed, n.note AS note,
       n.ended_by AS ended_by, n.date AS date, n.date_basis AS date_basis, n.body AS body, n.author AS author, n.url AS url,
       n.licence AS licence ORDER BY id"""
_NAMED_BY_THEN = "MATCH (n:Entity)-[r]-(:Entity) WHERE r.hidden IS NULL AND r.seen_from_latest <= $as_of RETURN DISTINCT n.id AS id"
_PASSAGES = """MATCH (n:Passage) WHERE n.hidden IS NULL
RETURN n.id AS id, n.document AS document, n.locator AS locator, n.date AS date, n.wording AS wording ORDER BY id"""

_PERSON = "Person"
_A_PERSON = "person/"
_QUARTER = 92
NAME_LEFT_OUT = "(name left out)"

MAIN = {
    "owners": ("PriorityAction", "Deliverable", "Programme"),
    "chain": ("DeliveryGroup", "PriorityAction", "Organisation"),
    "portfolio": ("Role", "Organisation", "Board"),
    "members": ("Board", "CommunitySafetyPartnership", "DeliveryGroup"),
    "reports": ("Board",),
    "impact": ("Fund", "Role", "Organisation"),
    "depends": ("Programme", "PriorityAction", "Plan"),
    "references": ("PriorityAction", "Plan"),
    "funding": ("Fund",),
    "raci": ("Plan", "Board"),
}
"""Labels of the entities that a question is answered for where it wants one; for another question, any."""


MOST_KEPT = 200_000
"""So many rows of earlier reads are kept at the most: a large landscape is read again rather than held in memory."""


class _ReadOnce:
    """A store that gives the rows of a text again without asking for them, where its parameters are plain: for one writing of a site.

    The store must not change meanwhile, and the rows are given as copies.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[Any, ...], list[Row]] = {}
        self._kept = 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the store has
        return getattr(self._store, name)

    def read(self, text: str, params: Mapping[str, Any] | None = None, **more: Any) -> list[Row]:  # noqa: ANN401 - as the store takes them
        """As `Store.read`."""
        given = dict(params or {})
        if more or any(isinstance(value, list | tuple | dict) for value in given.values()):
            return self._store.read(text, params, **more)
        key = (text, *sorted(given.items()))
        rows = self._known.get(key)
        if rows is None:
            rows = self._store.read(text, params)
            if self._kept + len(rows) > MOST_KEPT:
                return rows
            self._kept += len(rows)
            self._known[key] = rows
        return [dict(row) for row in rows]


def read_once(store: Store) -> Store:
    """The store for one writing of a site: whole questions read the same rows, and the store gives them once."""
    return cast("Store", _ReadOnce(store))


class Hush:
    """Takes the names of persons out of the texts of rows, and says which words are a person's name.

    A name of several words is taken out wherever it stands; one of one word (initials, which are also words) only where it stands alone.
    """

    def __init__(self, persons: Iterable[Mapping[str, Any]] = ()) -> None:
        self.names = frozenset(name for row in persons for name in (row["name"], *(row["names"] or ())) if name)
        several = sorted((name for name in self.names if len(name.split()) > 1), key=lambda name: (-len(name), name))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, several))})(?!\w)") if several else None

    def __call__(self, value: Any) -> Any:  # noqa: ANN401 - any part of a row
        """The value without names."""
        if not self.names:
            return value
        if isinstance(value, str):
            if value in self.names:
                return NAME_LEFT_OUT
            return self._pattern.sub(NAME_LEFT_OUT, value) if self._pattern else value
        if isinstance(value, Mapping):
            return {name: self(item) for name, item in value.items()}
        return [self(item) for item in value] if isinstance(value, list | tuple) else value


class Holdings(NamedTuple):
    """All that a site shows at a date. Every row is plain; `facts` are in a total order."""

    as_of: str
    entities: list[Row]
    facts: list[Row]
    passages: list[Row]
    papers: list[Row]
    persons: int
    """How many persons were left out."""
    cut: bool
    """True where a bound left facts out."""
    hush: Hush
    """What takes the names of persons out of a text, where they are left out."""


def holdings(store: Store, as_of: str, *, people: bool = True, with_wording: bool = False) -> Holdings:
    """Read the store once, in linear time.

    Entities that only later papers name are left out, and so are papers dated after `as_of`. Passages have their `wording` where it is
    asked for and known.
    """
    part = read_whole_slice(store, as_of, without=("FROM_DOCUMENT",))
    day = day_of(as_of)
    named = {row["id"] for row in store.read(_NAMED_BY_THEN, {"as_of": day})}
    nodes = [row for row in store.read(_NODES) if not _ended(row, day)]
    papers = [row for row in nodes if EVIDENCE_LABELS & set(row["labels"]) and (not row["date"] or latest(row["date"]) <= day)]
    nodes = [row for row in nodes if row["id"] in named and not EVIDENCE_LABELS & set(row["labels"])]
    persons = [row for row in nodes if _PERSON in row["labels"]]
    hush = Hush(() if people else persons)
    if not people:
        nodes = [row for row in nodes if _PERSON not in row["labels"]]
    shown = {row["id"] for row in (*nodes, *papers)}
    known = {row["id"] for row in papers}
    passages = [row for row in store.read(_PASSAGES) if row["document"] in known and (not row["date"] or latest(row["date"]) <= day)]
    facts = [hush(row) for row in _facts(part, shown | {row["id"] for row in passages}, people=people)]
    return Holdings(
        as_of=as_of,
        entities=[hush(_entity(row)) for row in nodes],
        facts=facts,
        passages=[hush({**row, "wording": row["wording"] if with_wording else None}) for row in passages],
        papers=[hush(_paper(row, shown)) for row in papers],
        persons=0 if people else len(persons),
        cut=part.cut,
        hush=hush,
    )


def _ended(row: Row, day: str) -> bool:
    return bool(row["ended_by"]) and latest(str(row["ended_by"]).split(" ")[0]) <= day


def _entity(row: Row) -> Row:
    kept = {name: row[name] for name in ("id", "kind", "code", "description", "note")}
    return {name: value or "" for name, value in kept.items()} | {
        "name": called(row["name"] or "", row["code"] or ""),
        "label": label_of(row["labels"]),
        "family": str(family_of(row["labels"])),
        "names": list(row["names"] or ()),
        "identifiers": list(row["identifiers"] or ()),
        "former_ids": list(row["former_ids"] or ()),
        "unnamed": bool(row["unnamed"]),
        "unreviewed": bool(row["unreviewed"]),
        "is_class": COLLECTIVE in row["labels"],
    }


def _paper(row: Row, shown: set[str]) -> Row:
    kept = {name: row[name] or "" for name in ("id", "name", "kind", "date", "date_basis", "url", "licence", "description", "note")}
    ends = {name: row[name] if row[name] in shown else "" for name in ("body", "author")}
    return {**kept, **ends, "names": list(row["names"] or ())}


def _facts(part: Slice, shown: set[str], *, people: bool) -> Iterable[Row]:
    everybody = [item for item in part.entities if item in shown]
    more = inherited(everybody, part.about)
    past = part.earlier | {item.fact.key for item in more if item.source in part.earlier}
    for fact in sorted((*part.facts.values(), *(item.fact for item in more)), key=lambda fact: fact.key):
        if fact.start in shown and fact.end in shown:
            yield _fact(fact, earlier=fact.key in past, people=people)


def _fact(fact: Fact, *, earlier: bool, people: bool) -> Row:
    left = ("statings", "evidence", "sources")
    properties = {name: value for name, value in fact.properties.items() if name not in left}
    if not people:
        if str(properties.get("said_by", "")).startswith(_A_PERSON):
            del properties["said_by"]
        if "about" in properties:
            properties["about"] = [item for item in properties["about"] if not item.startswith(_A_PERSON)]
    words = literal(fact.properties) if fact.type == "STATED_IN" else ""
    return {
        "key": fact.key,
        "type": fact.type,
        "from": fact.start,
        "to": fact.end,
        "properties": properties,
        "literal": words,
        "evidence": list(fact.properties.get("evidence", ())),
        "last_stated": fact.last_stated,
        "earlier": earlier,
    }


def answer_without_people(answer: Answer, hush: Hush) -> Answer:
    """The answer without rows that name a person by id, without persons' ids in lists, and with names taken out of its texts."""

    def names_one(row: AnswerRow) -> bool:
        return any(isinstance(value, str) and value.startswith(_A_PERSON) for value in row.values.values())

    def cleaned(row: AnswerRow) -> AnswerRow:
        said_by = {} if not row.said_by_id.startswith(_A_PERSON) else {"said_by": "", "said_by_id": ""}
        return row.model_copy(update={"values": hush(_without_ids(row.values)), "sentence": hush(row.sentence), **said_by})

    notes = tuple(note.model_copy(update={"sentence": hush(note.sentence)}) for note in answer.notes)
    rows = tuple(cleaned(row) for row in answer.rows if not names_one(row))
    columns = tuple(name for name in answer.columns if name not in hush.names)  # a matrix has a column a body
    return answer.model_copy(update={"rows": rows, "notes": notes, "columns": columns})


def _without_ids(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a row, without the persons of a list; a list of names stands in step with the list of its ids."""
    kept = dict(values)
    for name, ids in values.items():
        if name.endswith("_id") and isinstance(ids, list | tuple) and any(str(item).startswith(_A_PERSON) for item in ids):
            stays = [at for at, item in enumerate(ids) if not str(item).startswith(_A_PERSON)]
            kept[name] = [ids[at] for at in stays]
            names = values.get(name[:-3])
            kept[name[:-3]] = [names[at] for at in stays] if isinstance(names, list | tuple) and len(names) == len(ids) else []
    return kept


def main_subjects(found: Holdings, question: str, most: int) -> list[str]:
    """Ids of the entities that have most facts among those that a question is of; no class, none without a name, no person."""
    labels = MAIN.get(question, ())
    degree: Counter[str] = Counter()
    for row in found.facts:
        if row["type"] not in ("STATED_IN", "MENTIONED_IN") and row["properties"].get("rule") != "member-of-class":
            degree.update((row["from"], row["to"]))
    fit = [
        row
        for row in found.entities
        if degree[row["id"]]
        and not row["is_class"]
        and not row["unnamed"]
        and row["label"] != _PERSON
        and (not labels or row["label"] in labels)
    ]
    fit.sort(key=lambda row: (labels.index(row["label"]) if labels else 0, -degree[row["id"]], row["id"]))
    if not labels:
        return [row["id"] for row in fit[:most]]
    # One of each kind before a second of the first.
    turns = [[row["id"] for row in fit if row["label"] == label] for label in labels]
    taken = [turn[at] for at in range(most) for turn in turns if at < len(turn)]
    return taken[:most]


def rounds(papers: Iterable[Mapping[str, Any]]) -> list[str]:
    """The dates to compare, oldest first: the last date of each round of papers, where papers less than a quarter apart are one round."""
    dates = sorted({str(row["date"]) for row in papers if row["date"] and row["kind"] != "register"}, key=latest)
    found: list[str] = []
    for date in dates:
        if found and (calendar.fromisoformat(latest(date)) - calendar.fromisoformat(latest(found[-1]))).days < _QUARTER:
            found.pop()
        found.append(date)
    return found
