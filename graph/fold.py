"""The fold of what sources say into the graph: pure.

Everything a node or relationship carries beside its `claims` or `statings` is folded from them by `assemble`, so the result depends
on what is stored and never on the order in which it came. Rows that show at no date speak only where nothing else does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from graph.facts import Claim, Graph, Node, Properties, Relationship, Stating
from graph.model.ids import REFERRED, fold, least_id, relationship_key
from graph.model.labels import COLLECTIVE, ENTITY, RESPONSIBLE_AUTHORITY, RESPONSIBLE_CLASS, label_of
from graph.model.relationships import TYPES
from graph.model.values import REJECTED, Standing, earliest, latest
from graph.rivals import Draft, responsible_authorities, rivals

S = TypeVar("S", Claim, Stating)

_WRONG = 9
"""Rank of an id that only a wrong row prints."""

_STILL = "~"
"""Sorts after every date: the row is still held."""

_UNDIRECTED = frozenset(item.name for item in TYPES if item.undirected)


def _ended_last(items: list[S]) -> list[S]:
    """Rows that are still held first, then those ended last; else in the order given."""
    if len(items) < 2:
        return items
    return sorted(items, key=lambda item: item.ended_on or _STILL, reverse=True)


def _ended_by(items: Sequence[Claim] | Sequence[Stating]) -> str:
    """The last of the editions that ended them all; empty where one is still held."""
    return "" if any(not item.ended_by for item in items) else max((item.ended_on, item.ended_by) for item in items)[1]


# ---- entities


def _only_refers(claim: Claim) -> bool:
    """True for a claim that only gives a fact its end: that what has ended is spoken of does not hold it."""
    return all(rank == REFERRED for rank, _ in claim.answers_to)


def components(claims: Iterable[Claim]) -> dict[str, str]:
    """For every id that any claim answers to, the id that the entity shows: claims that share an id are one entity.

    A claim that shows at no date (a wrong row) joins nothing: it stays with its own id.
    """
    parent: dict[str, str] = {}

    def root(item: str) -> str:
        while parent.setdefault(item, item) != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    ranked: dict[str, int] = {}
    for claim in claims:
        for rank, item in claim.answers_to if claim.counts else ((_WRONG, claim.id),):
            ranked[item] = min(rank, ranked.get(item, rank))
            if item != claim.id:  # most entities answer to one id, which needs no joining
                parent[root(item)] = root(claim.id)
    groups: dict[str, list[str]] = defaultdict(list)
    for item in ranked.keys() & parent.keys():
        groups[root(item)].append(item)
    shown = dict(zip(ranked, ranked, strict=True))
    shown.update((item, least) for group in groups.values() for least in [least_id((ranked[x], x) for x in group)] for item in group)
    return shown


def fold_node(shown: str, claims: Sequence[Claim], ids: Iterable[str]) -> Node:
    """One entity from all claims about it; `shown` is the id it shows among its `ids`.

    Claims of reviewed sources speak before unreviewed ones; then those that are still held, or were held last; then the one whose id is
    shown; then by text. What has ended leaves its names behind, and nothing else where another claim is still held.
    """
    counted = [c for c in claims if c.counts] or list(claims)
    ordered = counted
    if len(counted) > 1:
        ordered = _ended_last(sorted(counted, key=lambda c: (c.id != shown, c.row())))
        ordered.sort(key=lambda c: c.unreviewed)
    first = ordered[0]
    leading = [c for c in ordered if (c.unreviewed, c.ended_on) == (first.unreviewed, first.ended_on)]
    speaking = leading + [c for c in ordered if c.unreviewed and not first.unreviewed and not c.ended_by]
    primary = label_of(list(first.labels))
    labels = {ENTITY, primary, *({COLLECTIVE} & {label for c in leading for label in c.labels})}
    names = dict.fromkeys(name for c in ordered for name in (c.name, *c.names) if name)
    name = next(iter(names), shown)
    properties: Properties = {"id": shown, "name": name, "claims": sorted(c.text() for c in claims)}
    for claim in reversed(speaking):
        properties.update(claim.extra)
    folded: Properties = {
        "names": sorted(names.keys() - {name}),
        "identifiers": sorted({item for c in speaking for item in c.identifiers}),
        "former_ids": sorted({*ids} - {shown}),
        "held_by": sorted({c.source for c in claims if c.source}),
        "unnamed": any(c.unnamed for c in leading),
        "unreviewed": first.unreviewed,
        "hidden": not first.counts,
        "ended_by": _ended_by([c for c in counted if not _only_refers(c)] or counted),
    }
    for key in ("kind", "description", "code", "plan", "note"):
        folded[key] = next((getattr(c, key) for c in speaking if getattr(c, key)), "")
    properties |= {key: value for key, value in folded.items() if value}
    if primary not in ("Passage", "ImportRun", "Proposal"):
        words = (name, *properties.get("names", ()), properties.get("code", ""), *properties.get("identifiers", ()))
        properties["search"] = " | ".join(dict.fromkeys(fold(item) for item in words if item))
    return Node(shown, tuple(sorted(labels)), properties)


# ---- facts


def newest_first(statings: Iterable[Stating]) -> list[Stating]:
    """Statings with the newest paper first; those of one date as `_ended_last`, then by text."""
    found = list(statings)
    if len(found) < 2:  # most facts are said once
        return found
    return sorted(_ended_last(sorted(found, key=Stating.row)), key=lambda s: latest(s.date), reverse=True)


def _first_said(counted: Sequence[Stating], name: str) -> str:
    for stating in counted:  # no generator: this runs for every property of every fact of a landscape
        if value := getattr(stating, name):
            return str(value)
    return ""


def project(counted: Sequence[Stating]) -> Properties:
    """What statings that count, newest first, make of the fact."""
    first = counted[0]
    if len(counted) == 1:
        return _project_one(first)
    dates = sorted({s.date for s in counted}, key=lambda d: (latest(d), d))
    standings = {s.standing for s in counted}
    strongest = (Standing.CONTRADICTED, Standing.STATED, Standing.INFERRED)
    folded: Properties = {
        "modality": str(first.modality),
        "standing": str(first.standing if len(standings) == 1 else next(standing for standing in strongest if standing in standings)),
        "evidence": sorted({s.passage for s in counted if s.passage}),
        "sources": sorted({s.document for s in counted}),
        "seen_from": dates[0],
        "seen_to": dates[-1],
        "seen_from_latest": latest(dates[0]),
    }
    if scope := first.bundle_scope:
        folded["scope"] = scope
    for name in ("valid_from", "valid_to"):
        value = _first_said(counted, name)
        if value:
            folded |= {name: value, f"{name}_earliest": earliest(value), f"{name}_latest": latest(value)}
    for name in ("valid_from_text", "valid_to_text", "share", "rule", "note"):
        value = _first_said(counted, name)
        if value:
            folded[name] = value
    if all(s.said_by for s in counted):  # one passage that says it outright, and it is nobody's mere word
        folded["said_by"] = first.said_by
    about = sorted({item for s in counted for item in s.about})
    if about:
        folded["about"] = about
    for carrier in reversed(counted):
        folded.update(carrier.carried)
    laws = dict.fromkeys(str(s.carried["provision"]) for s in counted if s.carried.get("provision"))
    if len(laws) > 1:  # one paper cites the terms of reference, another the Act: a reader needs both
        folded["provision"] = "; ".join(laws)
    return folded


def _project_one(said: Stating) -> Properties:
    """The same of a fact that is said once, as most are: a fifth of the work."""
    folded: Properties = {
        "modality": str(said.modality),
        "standing": str(said.standing),
        "evidence": [said.passage] if said.passage else [],
        "sources": [said.document],
        "seen_from": said.date,
        "seen_to": said.date,
        "seen_from_latest": latest(said.date),
    }
    if scope := said.bundle_scope:
        folded["scope"] = scope
    if value := said.valid_from:
        folded |= {"valid_from": value, "valid_from_earliest": earliest(value), "valid_from_latest": latest(value)}
    if value := said.valid_to:
        folded |= {"valid_to": value, "valid_to_earliest": earliest(value), "valid_to_latest": latest(value)}
    for name in ("valid_from_text", "valid_to_text", "share", "rule", "note", "said_by"):
        if value := getattr(said, name):
            folded[name] = value
    if said.about:
        folded["about"] = sorted({*said.about})
    return folded | said.carried


def fold_statings(statings: Sequence[Stating]) -> Properties:
    """What the relationship carries: from the statings that its sources still hold, or, where none is, from those that they held."""
    folded: Properties = {"statings": sorted(s.text() for s in statings) if len(statings) > 1 else [statings[0].text()]}
    held = sorted({s.source for s in statings if s.source})
    if held:
        folded["held_by"] = held
    counted = newest_first(s for s in statings if s.counts)
    if not counted:
        return folded | {"hidden": True}
    folded |= project([s for s in counted if not s.ended_by] or counted)
    # What an edition has ended and a later one says again was said then too: questions of that day look for it by this date.
    first = min((s.date for s in counted), key=lambda date: (latest(date), date))
    folded |= {"seen_from": first, "seen_from_latest": latest(first)}
    ended = _ended_by(counted)
    if ended:
        folded |= {"ended_by": ended, "ended_on": max(s.ended_on for s in counted)}
    return folded


def ends_of(stating: Stating, shown: Mapping[str, str]) -> tuple[str, str]:
    """The ends of a fact under the ids that they show; without direction, the lesser id first."""
    start, end = shown.get(stating.start, stating.start), shown.get(stating.end, stating.end)
    return (end, start) if end < start and stating.type in _UNDIRECTED else (start, end)


def key_of(stating: Stating, shown: Mapping[str, str], begin: str = "") -> str:
    """The key of the fact that a stating makes when it begins on `begin`."""
    return relationship_key(stating.type, *ends_of(stating, shown), stating.bundle_scope, begin, str(stating.modality), *stating.more)


def gather(statings: Iterable[Stating], shown: Mapping[str, str]) -> dict[str, Draft]:
    """Statings by the key of the fact that they make.

    A fact without `valid_from` is absorbed by the one with it where there is exactly one such fact. The keys that its statings would
    have had on their own, under the ids that they print and with their own beginning, are `former_keys`.
    """
    bundles: dict[str, list[Stating]] = defaultdict(list)
    for s in statings:
        bundles[key_of(s, shown)].append(s)
    drafts: dict[str, Draft] = {}
    for base, bundle in bundles.items():
        if len(bundle) == 1:
            s = bundle[0]
            start, end = ends_of(s, shown)
            key = key_of(s, shown, s.valid_from) if s.valid_from else base
            alone = set() if ends_of(s, {}) == (start, end) else {key_of(s, {}, s.valid_from), key}
            drafts[key] = Draft(s.type, start, end, bundle, base if s.valid_from else "", sorted(alone - {key}))
            continue
        begins = {s.valid_from for s in bundle if s.counts}
        dated = begins - {""}
        absorbing = next(iter(dated)) if len(dated) == 1 and "" in begins else ""
        groups: dict[str, list[Stating]] = defaultdict(list)
        for s in bundle:
            groups[s.valid_from or absorbing].append(s)
        for begin, same in groups.items():
            start, end = ends_of(same[0], shown)
            key = key_of(same[0], shown, begin) if begin else base
            moved = [s for s in same if s.valid_from != begin or ends_of(s, {}) != (start, end)]
            former = {key_of(s, names, s.valid_from) for s in moved for names in (shown, {})}
            drafts[key] = Draft(same[0].type, start, end, same, base if begin else "", sorted(former - {key}))
    return drafts


def fold_relationship(key: str, draft: Draft) -> Relationship:
    """One relationship of the graph."""
    more: Properties = {name: value for name, value in (("base", draft.base), ("former_keys", draft.former_keys)) if value}
    if draft.type == "POSSIBLY_SAME_AS" and _answered(draft):
        more["hidden"] = True
    return Relationship(key, draft.type, draft.start, draft.end, {"key": key, **fold_statings(draft.statings), **more})


def _answered(draft: Draft) -> bool:
    """True where the two have become one, or a person said that they are two: the question shows again once that is taken back."""
    return draft.start == draft.end or any(s.carried.get("verdict") == REJECTED for s in draft.statings if s.counts)


class Assembly:
    """What exists by these claims and statings, and what makes it; what it carries is folded when it is asked for, and not kept.

    `shown` gives the shown id of entities whose claims are not at hand (a slice of a larger store).
    """

    def __init__(self, claims: Iterable[Claim], statings: Iterable[Stating], shown: Mapping[str, str] | None = None) -> None:
        claims = list(claims)
        self._own = components(claims)
        self.names = {**shown, **self._own} if shown else self._own
        self.about: dict[str, list[Claim]] = defaultdict(list)
        """By the id that the entity shows, the claims about it."""
        for claim in claims:
            self.about[self._own[claim.id]].append(claim)
        self.drafts = gather(statings, self.names)
        """By key."""

    @cached_property
    def _ids(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for item, name in self._own.items():
            found[name].append(item)
        return found

    @cached_property
    def _rivals(self) -> dict[str, list[str]]:
        return rivals(self.drafts)

    @cached_property
    def _members(self) -> frozenset[str]:
        return responsible_authorities(self.drafts.values(), self.names.get(RESPONSIBLE_CLASS, RESPONSIBLE_CLASS))

    def node(self, item: str) -> Node:
        """The entity that shows this id."""
        node = fold_node(item, self.about[item], self._ids[item])
        return node._replace(labels=tuple(sorted({*node.labels, RESPONSIBLE_AUTHORITY}))) if item in self._members else node

    def relationship(self, key: str) -> Relationship:
        """The fact of this key."""
        found = fold_relationship(key, self.drafts[key])
        if key in self._rivals:
            found.properties.update(standing=str(Standing.CONTRADICTED), contradicts=self._rivals[key])
        return found


def assemble(claims: Iterable[Claim], statings: Iterable[Stating], shown: Mapping[str, str] | None = None) -> Graph:
    """The graph of these claims and statings: the whole meaning of an import, an undo and a withdrawal in one pure function.

    `shown` is as for `Assembly`.
    """
    found = Assembly(claims, statings, shown)
    return Graph({item: found.node(item) for item in found.about}, {key: found.relationship(key) for key in found.drafts})
