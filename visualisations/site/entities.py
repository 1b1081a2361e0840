"""The page of one entity: its facts both ways, grouped by relation in plain words, each with its evidence. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.model.relationships import BY_TYPE
from graph.model.values import latest
from visualisations.site import around
from visualisations.site.landscape import Landscape, Link, Reference, Row
from visualisations.site.words import Mark, day, details, label, marks, said

GROUPS = {
    "accountability": "Who answers to whom",
    "denials": "What a paper says is not so",
    "structure": "Members, posts and parts",
    "ownership": "Who owns and does what",
    "law": "Law",
    "money": "Money",
    "dependence": "What depends on what",
    "place and time": "Places and meetings",
}
PROPERTIES = {
    "state": "State",
    "listed_as": "Listed under",
    "direction": "Direction of travel",
    "due": "Due",
    "date": "Date",
    "count": "Count",
    "share": "Share",
    "size": "Size",
    "amount": "Amount",
    "cap": "Cap",
    "cost": "Cost",
    "target": "Target",
    "grade": "Grade",
    "duration": "Duration",
    "frequency": "How often",
    "denial": "Denied",
    "measure": "Measure",
}


@dataclass(frozen=True)
class Line:
    """One fact as it reads from one of its ends: `before` and `after` are the entities around the words."""

    key: str
    words: str
    other: Link | None
    before: Link | None
    more: tuple[str, ...]
    marks: tuple[Mark, ...]
    said_by: Link | None
    about: tuple[Link, ...]
    by_class: Link | None
    class_proof: tuple[Reference, ...]
    against: tuple[str, ...]
    stated: str
    proof: tuple[Reference, ...]


@dataclass(frozen=True)
class Relation:
    """Facts of one relation read one way: `Held to account by`."""

    anchor: str
    words: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Group:
    """Relations of one group of the model, under a heading in plain words."""

    anchor: str
    words: str
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class EntityPage:
    """All that the page of an entity shows."""

    id: str
    name: str
    label: str
    kind: str
    family: str
    flags: tuple[str, ...]
    description: str
    note: str
    names: tuple[str, ...]
    dated_names: tuple[Line, ...]
    identifiers: tuple[str, ...]
    former_ids: tuple[str, ...]
    literals: tuple[Relation, ...]
    groups: tuple[Group, ...]
    alike: tuple[Line, ...]
    mentions: tuple[Reference, ...]
    drawing: around.Drawing | None
    papers: tuple[tuple[int, Link, str], ...] = ()

    @property
    def relations(self) -> int:
        """How many relations it has headings for."""
        return sum(len(group.relations) for group in self.groups)

    @property
    def count(self) -> int:
        """How many facts it shows."""
        return sum(len(relation.lines) for group in self.groups for relation in group.relations) + sum(
            len(one.lines) for one in self.literals
        )


def line(row: Row, site: Landscape, *, at: str = "") -> Line:
    """One fact as it reads from the entity `at`, or from neither end."""
    properties = row["properties"]
    kind = BY_TYPE[row["type"]]
    before: Link | None = None
    other: Link | None = None
    if row["type"] == "STATED_IN":
        words = denial(row, site) if properties.get("property") == "denial" else row["literal"]
        before = None if at else site.link(row["from"])
    else:
        outward = at != row["to"] or row["from"] == row["to"]
        words = kind.says if outward else kind.back
        other = site.link(row["to"] if outward else row["from"])
        before = None if at else site.link(row["from"])
    said_by, by_class = properties.get("said_by"), properties.get("by_class")
    against = [sentence(site.by_key[key], site) for key in properties.get("contradicts") or () if key in site.by_key]
    more = details(row)
    if properties.get("at"):
        more = [*more, f"at {site.link(said(properties['at'])).name}"]
    return Line(
        key=row["key"],
        words=words,
        other=other,
        before=before,
        more=() if row["type"] == "STATED_IN" else tuple(more),
        marks=tuple(marks(row, site.frame.as_of)),
        said_by=site.link(said(said_by)) if said_by else None,
        about=tuple(site.link(said(item)) for item in properties.get("about") or ()),
        by_class=site.link(said(by_class)) if by_class else None,
        class_proof=tuple(site.references(properties.get("by_class_evidence") or ())),
        against=tuple(against),
        stated=day(row["last_stated"]),
        proof=tuple(site.references(row["evidence"])),
    )


def denial(row: Row, site: Landscape) -> str:
    """A literal denial, `TYPE:other id`, in words; as printed where it is written otherwise."""
    kind, _, other = said(row["properties"].get("value_text")).partition(":")
    if kind in BY_TYPE and other:
        return f"not so: {BY_TYPE[kind].says} {site.link(other).name}"
    return str(row["literal"])


def sentence(row: Row, site: Landscape) -> str:
    """A fact as one plain sentence, for the page's title or beside the fact that it contradicts."""
    start = site.link(row["from"]).name
    if row["type"] == "STATED_IN":
        return f"{start}: {row['properties'].get('property', '')} {row['literal']}"
    return f"{start} {BY_TYPE[row['type']].says} {site.link(row['to']).name}"


def page(item: str, site: Landscape) -> EntityPage:
    """Everything that the landscape holds of one entity."""
    row = site.entities[item]
    facts = {fact["key"]: fact for fact in (*site.out_of.get(item, ()), *site.into.get(item, ()))}
    literals = [fact for fact in facts.values() if fact["type"] == "STATED_IN"]
    named = [fact for fact in literals if fact["properties"].get("property") == "name"]
    mentions = [place for fact in facts.values() if fact["type"] == "MENTIONED_IN" for place in fact["evidence"] or (fact["to"],)]
    alike = [fact for fact in facts.values() if fact["type"] == "POSSIBLY_SAME_AS"]
    groups = _groups(item, [fact for fact in facts.values() if fact["type"] not in around.LEFT_OUT], site)
    stated = {place for fact in facts.values() if fact["type"] != "MENTIONED_IN" for place in fact["evidence"]}
    cited = {site.passages[place]["document"] for fact in facts.values() for place in fact["evidence"] if place in site.passages}
    flags = [words for name, words in _FLAGS.items() if row[name]]
    return EntityPage(
        id=item,
        name=row["name"] or "(no name)",
        label=label(row["label"]),
        kind=row["kind"] if row["kind"].casefold() != row["label"].casefold() else "",
        family=row["family"],
        flags=tuple(flags),
        description=row["description"],
        note=row["note"],
        names=tuple(row["names"]),
        dated_names=tuple(line(fact, site, at=item) for fact in sorted(named, key=_newest_last)),
        identifiers=tuple(row["identifiers"]),
        former_ids=tuple(row["former_ids"]),
        literals=tuple(_literals([fact for fact in literals if fact not in named], site, item)),
        groups=tuple(groups),
        alike=tuple(line(fact, site, at=item) for fact in alike),
        mentions=tuple(site.references(place for place in mentions if place not in stated)),
        drawing=around.drawn(item, site),
        papers=tuple((site.numbers[paper], site.link(paper), day(site.papers[paper]["date"])) for paper in site.papers if paper in cited),
    )


_FLAGS = {
    "is_class": "a class, not one body or thing",
    "unnamed": "left unnamed in the papers",
    "unreviewed": "not yet confirmed by a register or a person",
}


def _newest_last(row: Row) -> tuple[str, str, str]:
    return latest(row["last_stated"]) if row["last_stated"] else "", str(row["literal"]), row["key"]


def _literals(facts: Iterable[Row], site: Landscape, item: str) -> list[Relation]:
    by: dict[str, list[Row]] = defaultdict(list)
    for fact in facts:
        by[said(fact["properties"].get("property"))].append(fact)
    order = {name: at for at, name in enumerate(PROPERTIES)}
    found = []
    for name in sorted(by, key=lambda name: (order.get(name, len(order)), name)):
        rows = sorted(by[name], key=_newest_last, reverse=True)
        words = PROPERTIES.get(name, name.replace("_", " ").capitalize())
        found.append(Relation(f"said.{name}" if name in PROPERTIES else "", words, tuple(line(row, site, at=item) for row in rows)))
    return found


def _groups(item: str, facts: Iterable[Row], site: Landscape) -> list[Group]:
    by: dict[str, dict[tuple[int, bool], list[Row]]] = {name: defaultdict(list) for name in GROUPS}
    for fact in facts:
        kind = BY_TYPE[fact["type"]]
        back = fact["to"] == item and fact["from"] != item and not kind.undirected
        by[kind.group][around.ORDER[fact["type"]], back].append(fact)
    found = []
    for group, relations in by.items():
        made = []
        for (_, back), rows in sorted(relations.items()):
            kind = BY_TYPE[rows[0]["type"]]
            words = kind.back if back else kind.says
            name = kind.name.lower().replace("_", "-")
            rows.sort(key=lambda row: _order(row, item, site))
            made.append(Relation(f"{name}.back" if back else name, words.capitalize(), tuple(line(row, site, at=item) for row in rows)))
        if made:
            found.append(Group(group.replace(" ", "-"), GROUPS[group], tuple(made)))
    return found


def _order(row: Row, item: str, site: Landscape) -> tuple[bool, bool, str, str]:
    other = row["to"] if row["from"] == item else row["from"]
    return bool(row["earlier"]), bool(row["properties"].get("by_class")), site.link(other).name.casefold(), row["key"]
