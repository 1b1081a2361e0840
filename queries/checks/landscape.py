"""What rules look at: all that holds at a date, with what classes have shown at their members, and the marks of entities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from graph.facts import Stating
from graph.model.labels import COLLECTIVE
from graph.model.relationships import BY_TYPE
from graph.model.values import Modality, latest
from graph.store import Row, Store
from graph.timeline import Fact, day_of, said_by_then
from queries.network import with_members
from queries.plans import Plans, plans_of
from queries.slice import Entity, Slice, read_whole_slice

_MARKED = """MATCH (n:Entity) WHERE n.hidden IS NULL AND (n.unreviewed = true OR n.unnamed = true OR n.ended_by IS NOT NULL)
RETURN n.id AS id, n.unreviewed AS unreviewed, n.unnamed AS unnamed, n.ended_by AS ended_by ORDER BY id"""
_PROPOSALS = """MATCH (n:Proposal) WHERE n.hidden IS NULL AND n.status = 'open'
RETURN n.id AS id, n.name AS name, n.asks AS asks, n.left AS left, n.right AS right, n.relation AS relation, n.passage AS passage,
       n.reason AS reason ORDER BY id"""
_PASSAGES = "MATCH (n:Passage) WHERE n.hidden IS NULL RETURN n.id AS id ORDER BY id"
_HELD = """MATCH (a:Entity)-[r:HOLDS]->(b:Entity) WHERE r.seen_from_latest <= $as_of
RETURN r.key AS key, r.statings AS statings, a.id AS a_id, b.id AS b_id ORDER BY key"""
_NO_FACTS = ("FROM_DOCUMENT",)
_SAYS_NOTHING = frozenset(item.name for item in BY_TYPE.values() if item.group == "evidence")


@dataclass(frozen=True)
class Landscape:
    """Everything that a rule may look at. Pure once it is read: a rule reads no store."""

    part: Slice
    """What holds at the date: facts, literal facts, mentions, possible twins; class facts at their members too."""
    plans: Plans
    all_plans: bool = False
    unreviewed: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    ended: dict[str, str] = field(default_factory=dict)
    """Entities that their register no longer holds at the date, each with the day."""
    past_posts: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    """For a holder, the posts that a paper says it held until a day that has passed."""
    proposals: tuple[Row, ...] = ()
    passages: frozenset[str] | None = None
    """Ids of the passages that the store has; `None` where they are not known."""

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Entities that a paper up to the date names or speaks of, by id, in order of their names; classes are left out."""
        known = {end for fact in self.part.facts.values() for end in (fact.start, fact.end)} & self.part.entities.keys()
        named = [item for item in map(self.part.entities.__getitem__, known) if COLLECTIVE not in item.labels]
        return {item.id: item for item in sorted(named, key=lambda item: (item.called.casefold(), item.id))}

    def labelled(self, *labels: str) -> list[Entity]:
        """The entities of these labels, in order of their names."""
        return [item for item in self.entities.values() if item.label in labels]

    def holding(self, facts: Iterable[Fact]) -> list[Fact]:
        """Of some facts those that are in force, and that no newer paper gives to somebody else."""
        return [fact for fact in facts if fact.key not in self.part.earlier and in_force(fact)]

    @cached_property
    def facts(self) -> list[Fact]:
        """Facts of the landscape that a paper states: no literals, mentions or twins, and none that a class only lends; by key."""
        ends = self.part.entities
        stated = (fact for fact in self.part.facts.values() if fact.type not in _SAYS_NOTHING and not fact.properties.get("by_class"))
        return sorted((fact for fact in stated if fact.start in ends and fact.end in ends), key=lambda fact: fact.key)

    def literals(self, item: str, *properties: str) -> list[Fact]:
        """The literal facts of an entity, of these properties."""
        return [fact for fact in self.part.out_of(item, "STATED_IN") if fact.properties.get("property") in properties]


def in_force(fact: Fact) -> bool:
    """True for what is so: not planned, expected, proposed or ended."""
    return str(fact.properties.get("modality", Modality.IN_FORCE)) == Modality.IN_FORCE


def make_landscape(part: Slice, *, all_plans: bool = False) -> Landscape:
    """The landscape of a slice alone."""
    return Landscape(with_members(part), plans_of(part, all_plans=all_plans), all_plans)


def read_landscape(store: Store, as_of: str, *, all_plans: bool = False) -> Landscape:
    """Read all that rules look at, in a few reads and linear time."""
    bare = make_landscape(read_whole_slice(store, as_of, without=_NO_FACTS), all_plans=all_plans)
    day = day_of(as_of)
    marked = [row for row in store.read(_MARKED) if row["id"] in bare.part.entities]
    ended = {row["id"]: latest(row["ended_by"].split(" ")[0]) for row in marked if row["ended_by"]}
    return Landscape(
        bare.part,
        bare.plans,
        all_plans,
        frozenset(row["id"] for row in marked if row["unreviewed"]),
        frozenset(row["id"] for row in marked if row["unnamed"]),
        {item: ended_on for item, ended_on in ended.items() if ended_on <= day},
        _past_posts(store.read(_HELD, {"as_of": day}), bare.part),
        tuple(store.read(_PROPOSALS)),
        frozenset(row["id"] for row in store.read(_PASSAGES)),
    )


def _past_posts(rows: Iterable[Row], part: Slice) -> dict[str, tuple[Fact, ...]]:
    found: dict[str, list[Fact]] = {}
    for row in rows:
        if row["key"] in part.facts:
            continue
        said = said_by_then((Stating.model_validate_json(text) for text in row["statings"] or ()), day_of(part.as_of))
        until = next((each.valid_to for each in said if each.valid_to), "")
        if until:
            properties = {"valid_to": until, "seen_to": said[0].date, "evidence": sorted({each.passage for each in said if each.passage})}
            found.setdefault(row["a_id"], []).append(Fact(row["key"], "HOLDS", row["a_id"], row["b_id"], properties))
    return {holder: tuple(facts) for holder, facts in found.items()}
