"""A fact, its evidence, and the fold of what sources say into the graph: pure.

The graph is a function of two sets: **claims** (a source says that an entity exists, with its names and labels) and **statings**
(a passage says a fact about entities). `assemble` is that function. Everything a node or relationship carries beside its `claims` or
`statings` is folded from them, so the result depends on what is stored and never on the order in which it came.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from graph.model.ids import fold, relationship_key
from graph.model.labels import BY_NAME, COLLECTIVE, ENTITY, RESPONSIBLE_AUTHORITY, RESPONSIBLE_CLASS, label_of
from graph.model.relationships import BY_TYPE, DENIAL_OF
from graph.model.values import SINGLE_LITERALS, Modality, Standing, earliest, latest

Value = str | float | int | bool | list[str]
Properties = dict[str, Any]


class _Sourced(BaseModel):
    """What a claim and a stating share: where the row came from and whether it still counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = ""
    """Id of the `Document` whose row this is: a register, a plan, a table."""
    spans: tuple[str, ...] = ()
    """Which editions of the source hold the row (`graph.editions`)."""
    ended_by: str = ""
    """The edition (`date serial digest`) that no longer holds it; empty while it is held."""
    never: bool = False
    """Only a corrected edition held it: it shows at no date."""
    withdrawn: str = ""
    """Why the register took the row back; a withdrawn row shows at no date."""

    @property
    def counts(self) -> bool:
        """False for what shows at no date."""
        return not (self.withdrawn or self.never)

    @property
    def ended_on(self) -> str:
        """First day (ISO) on which the source no longer holds it; empty while it is held."""
        return latest(self.ended_by.split(" ")[0]) if self.ended_by else ""

    def text(self) -> str:
        """Canonical JSON: sorted names, empty values left out."""
        full = self.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(full, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def row(self) -> str:
        """What tells two rows of a source apart: the text without the bookkeeping of editions."""
        return self.model_copy(update={"spans": (), "ended_by": "", "never": False}).text()


class Claim(_Sourced):
    """A source says that an entity exists."""

    id: str
    """The id that the source prints or that its rules give."""
    ids: tuple[tuple[int, str], ...] = ()
    """Every id it answers to, with rank: 0 printed by a register, 1 a registered code, 2 a name."""
    labels: tuple[str, ...] = ()
    name: str = ""
    names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    kind: str = ""
    description: str = ""
    code: str = ""
    plan: str = ""
    unnamed: bool = False
    unreviewed: bool = False
    extra: dict[str, Value] = {}
    """Properties of one label only: a document's title and date, a passage's locator."""

    @property
    def answers_to(self) -> tuple[tuple[int, str], ...]:
        """Its ids with their ranks; the printed id alone where no others are given."""
        return self.ids or ((0, self.id),)


class Stating(_Sourced):
    """A passage says a fact."""

    type: str
    start: str
    """Id of the left end as the source gives it."""
    end: str
    passage: str
    """Empty for what the register itself orders (the parts of a pack)."""
    document: str
    date: str
    """Date of the paper, EDTF."""
    modality: Modality = Modality.IN_FORCE
    scope: str = ""
    share: str = ""
    valid_from: str = ""
    valid_from_text: str = ""
    valid_to: str = ""
    valid_to_text: str = ""
    said_by: str = ""
    about: tuple[str, ...] = ()
    standing: Standing = Standing.STATED
    rule: str = ""
    from_as: str = ""
    to_as: str = ""
    note: str = ""
    carried: dict[str, Value] = {}
    """The properties that this type carries, as printed."""

    @property
    def bundle_scope(self) -> str:
        """What tells apart two true facts of one type and ends: capacity, round and scope, folded."""
        parts = [str(self.carried.get(name, "")) for name in ("capacity", "round")] + [self.scope]
        return " | ".join(fold(part) for part in parts if part)

    @property
    def more(self) -> tuple[str, ...]:
        """For a literal fact, its property and value_text: they belong to the key."""
        if self.type != "STATED_IN":
            return ()
        return str(self.carried.get("property", "")), str(self.carried.get("value_text", ""))


class Node(NamedTuple):
    """One entity as it is stored."""

    id: str
    labels: tuple[str, ...]
    properties: Properties


class Relationship(NamedTuple):
    """One fact as it is stored."""

    key: str
    type: str
    start: str
    end: str
    properties: Properties


class Graph(NamedTuple):
    """Nodes by id, relationships by key."""

    nodes: dict[str, Node]
    relationships: dict[str, Relationship]


# ---- entities


def components(claims: Iterable[Claim]) -> dict[str, str]:
    """For every id that any claim answers to, the id that the entity shows: claims that share an id are one entity."""
    parent: dict[str, str] = {}

    def root(item: str) -> str:
        while parent.setdefault(item, item) != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    ranked: dict[str, int] = {}
    for claim in claims:
        ids = [item for _, item in claim.answers_to]
        for rank, item in claim.answers_to:
            ranked[item] = min(rank, ranked.get(item, rank))
            parent[root(item)] = root(ids[0])
    groups: dict[str, list[str]] = defaultdict(list)
    for item in ranked:
        groups[root(item)].append(item)
    return {item: shown for group in groups.values() for shown in [min((ranked[x], x) for x in group)[1]] for item in group}


def fold_node(shown: str, claims: Sequence[Claim]) -> Node:
    """One entity from all claims about it; `shown` is the id it shows.

    Claims of reviewed sources go before unreviewed ones, counted ones before those that show at no date; then those that are still held,
    then the one whose id is shown; then by text.
    """
    ordered = sorted(claims, key=lambda c: (not c.counts, c.unreviewed, bool(c.ended_by), c.id != shown, c.text()))
    leading = [c for c in ordered if (c.counts, c.unreviewed) == (ordered[0].counts, ordered[0].unreviewed)]
    labels = {label for c in leading for label in c.labels if label in BY_NAME or label == COLLECTIVE}
    primary = label_of(list(leading[0].labels))
    labels = {label for label in labels if label == primary or label == COLLECTIVE}
    names = dict.fromkeys(name for c in ordered for name in (c.name, *c.names) if name)
    name = next(iter(names), shown)
    properties: Properties = {"id": shown, "name": name, "claims": sorted(c.text() for c in claims)}
    others = sorted(item for item in names if item != name)
    formers = sorted({item for c in claims for _, item in c.answers_to} - {shown})
    for key, value in (
        ("names", others),
        ("identifiers", sorted({item for c in ordered for item in c.identifiers})),
        ("former_ids", formers),
        ("held_by", sorted({c.source for c in claims if c.source})),
    ):
        if value:
            properties[key] = value
    for key in ("kind", "description", "code", "plan"):
        said = next((getattr(c, key) for c in ordered if getattr(c, key)), "")
        if said:
            properties[key] = said
    for claim in reversed(ordered):
        properties.update(claim.extra)
    if any(c.unnamed for c in leading):
        properties["unnamed"] = True
    if ordered[0].unreviewed:
        properties["unreviewed"] = True
    if not ordered[0].counts:
        properties["hidden"] = True
    if all(c.ended_by for c in claims):
        properties["ended_by"] = max(c.ended_by for c in claims)
    if primary not in ("Passage", "ImportRun"):
        search = dict.fromkeys(fold(item) for item in (name, *others, properties.get("code", ""), *properties.get("identifiers", ())) if item)
        properties["search"] = " | ".join(search)
    return Node(shown, tuple(sorted({ENTITY, *labels})), properties)


# ---- facts


def newest_first(statings: Iterable[Stating]) -> list[Stating]:
    """Statings with the newest paper first; those of one date by text."""
    return sorted(sorted(statings, key=Stating.text), key=lambda s: latest(s.date), reverse=True)


def fold_statings(statings: Sequence[Stating]) -> Properties:
    """What the relationship carries, from those statings that count; nothing but the list itself where none does."""
    folded: Properties = {"statings": sorted(s.text() for s in statings)}
    held = sorted({s.source for s in statings if s.source})
    if held:
        folded["held_by"] = held
    counted = newest_first(s for s in statings if s.counts)
    if not counted:
        folded["hidden"] = True
        return folded
    first = counted[0]
    dates = sorted((s.date for s in counted), key=lambda d: (latest(d), d))
    folded |= {
        "modality": str(first.modality),
        "standing": str(min((s.standing for s in counted), key=list(Standing).index)),
        "evidence": sorted({s.passage for s in counted if s.passage}),
        "sources": sorted({s.document for s in counted}),
        "seen_from": dates[0],
        "seen_to": dates[-1],
        "seen_from_latest": latest(dates[0]),
    }
    if any(s.standing is Standing.CONTRADICTED for s in counted):
        folded["standing"] = str(Standing.CONTRADICTED)
    if first.bundle_scope:
        folded["scope"] = first.bundle_scope
    for name in ("valid_from", "valid_to"):
        value = next((getattr(s, name) for s in counted if getattr(s, name)), "")
        if value:
            folded |= {name: value, f"{name}_earliest": earliest(value), f"{name}_latest": latest(value)}
    for name in ("valid_from_text", "valid_to_text", "share", "said_by", "rule", "note"):
        value = next((getattr(s, name) for s in counted if getattr(s, name)), "")
        if value:
            folded[name] = value
    about = sorted({item for s in counted for item in s.about})
    if about:
        folded["about"] = about
    if all(s.ended_by for s in counted):
        folded |= {"ended_by": max(s.ended_by for s in counted), "ended_on": max(s.ended_on for s in counted)}
    for carrier in reversed(counted):
        folded.update(carrier.carried)
    return folded


def _bundles(statings: Iterable[Stating], shown: Mapping[str, str]) -> dict[tuple[str, ...], list[Stating]]:
    """Statings of one type, ends, scope and modality, under the ids that their ends show."""
    found: dict[tuple[str, ...], list[Stating]] = defaultdict(list)
    for s in statings:
        start, end = shown.get(s.start, s.start), shown.get(s.end, s.end)
        if BY_TYPE[s.type].undirected and end < start:
            start, end = end, start
        found[(s.type, start, end, s.bundle_scope, str(s.modality), *s.more)].append(s)
    return found


def fold_relationships(statings: Iterable[Stating], shown: Mapping[str, str]) -> dict[str, Relationship]:
    """Relationships by key.

    A fact without `valid_from` is absorbed by the one with it where there is exactly one such fact; its own key stays in `former_keys`.
    """
    result: dict[str, Relationship] = {}
    for (kind, start, end, scope, modality, *more), bundle in _bundles(statings, shown).items():
        by_begin: dict[str, list[Stating]] = defaultdict(list)
        for s in bundle:
            by_begin[s.valid_from].append(s)
        dated = [begin for begin in by_begin if begin]
        former: list[str] = []
        plain_key = relationship_key(kind, start, end, scope, "", modality, *more)
        if len(dated) == 1 and "" in by_begin:
            by_begin[dated[0]].extend(by_begin.pop(""))
            former = [plain_key]
        for begin, same in by_begin.items():
            key = relationship_key(kind, start, end, scope, begin, modality, *more)
            properties = {"key": key, **fold_statings(same)}
            if begin:
                properties["base"] = plain_key
            if former:
                properties["former_keys"] = former
            result[key] = Relationship(key, kind, start, end, properties)
    return result


def mark_contradictions(relationships: Mapping[str, Relationship]) -> dict[str, Relationship]:
    """The same relationships, with `contradicted` and `contradicts` where the fold may say so, and only there.

    A fact and its denial for the same ends and paper date; two values of a single literal property of one entity in papers of one date.
    """
    rivals: dict[str, set[str]] = defaultdict(set)
    by_ends: dict[tuple[str, str, str], list[Relationship]] = defaultdict(list)
    literals: dict[tuple[str, str, str], list[Relationship]] = defaultdict(list)
    for item in relationships.values():
        by_ends[item.type, item.start, item.end].append(item)
        if item.type == "STATED_IN" and item.properties.get("property") in SINGLE_LITERALS:
            for date in _dates(item):
                literals[item.start, item.properties["property"], date].append(item)
    for (kind, start, end), items in by_ends.items():
        for denial in by_ends.get((DENIAL_OF.get(kind, ""), start, end), ()):
            for item in items:
                if _dates(item) & _dates(denial):
                    rivals[item.key].add(denial.key)
                    rivals[denial.key].add(item.key)
    for items in literals.values():
        for item in items:
            rivals[item.key] |= {other.key for other in items if other.properties["value_text"] != item.properties["value_text"]}
    marked = dict(relationships)
    for key, others in rivals.items():
        if others:
            item = marked[key]
            properties = {**item.properties, "standing": str(Standing.CONTRADICTED), "contradicts": sorted(others)}
            marked[key] = item._replace(properties=properties)
    return marked


def _dates(item: Relationship) -> set[str]:
    return {s.date for s in statings_of(item) if s.counts}


def statings_of(item: Relationship) -> list[Stating]:
    """The statings that a stored relationship carries."""
    return [Stating.model_validate_json(text) for text in item.properties.get("statings", ())]


def claims_of(item: Node) -> list[Claim]:
    """The claims that a stored node carries."""
    return [Claim.model_validate_json(text) for text in item.properties.get("claims", ())]


def responsible_authorities(relationships: Iterable[Relationship]) -> frozenset[str]:
    """Ids of the members of the class that the Crime and Disorder Act 1998, section 5, names, by the paper of the newest date.

    The lists of papers differ; as-of questions read `INSTANCE_OF`, the label follows the newest list.
    """
    members = [(date, item.start) for item in relationships if item.type == "INSTANCE_OF" and item.end == RESPONSIBLE_CLASS for date in _dates(item)]
    newest = max((latest(date) for date, _ in members), default="")
    return frozenset(member for date, member in members if latest(date) == newest)


def assemble(claims: Iterable[Claim], statings: Iterable[Stating], shown: Mapping[str, str] | None = None) -> Graph:
    """The graph of these claims and statings: the whole meaning of an import, an undo and a withdrawal in one pure function.

    `shown` gives the shown id of entities whose claims are not at hand (a slice of a larger store).
    """
    claims = list(claims)
    own = components(claims)
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[own[claim.id]].append(claim)
    relationships = mark_contradictions(fold_relationships(statings, {**(shown or {}), **own}))
    members = responsible_authorities(relationships.values())
    nodes = {item: fold_node(item, group) for item, group in groups.items()}
    for item in members & nodes.keys():
        nodes[item] = nodes[item]._replace(labels=tuple(sorted({*nodes[item].labels, RESPONSIBLE_AUTHORITY})))
    return Graph(nodes, relationships)
