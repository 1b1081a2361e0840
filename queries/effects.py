"""What ends with an entity, waits on it, and is left without a holder: pure, over a slice in which class facts show at members.

What ends takes its parts with it (`PART_OF`, downwards). What depends on it or uses it waits, and so do the parts of what waits and what
depends on that. A need is left open only where no other holder fills it; else it is shared. References and mentions carry nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from graph.model.values import Modality
from graph.timeline import Fact
from queries.slice import Slice


class Need(NamedTuple):
    """A need that a holder fills: which facts fill it, and how it reads when nobody does."""

    without: str
    shared: str
    types: tuple[str, ...]


NEEDS = (
    Need("without owner", "shared: owner", ("ACCOUNTABLE_FOR", "LEADS")),
    Need("without chair", "shared: chair", ("CHAIRS",)),
    Need("without oversight", "shared: oversight", ("OVERSEES", "HOLDS_TO_ACCOUNT", "SCRUTINISES")),
    Need("without money", "shared: money", ("FUNDS", "AWARDS", "PAID_TO")),
    Need("without host", "shared: host", ("HOSTS",)),
)
DUTIES = Need("without holder", "shared: holder", ("HAS_DUTY", "HAS_POWER"))
"""What a duty or a power needs: told where somebody asks for one end, and no measure of how much hangs on a body."""
NEED_OF = {kind: need for need in NEEDS for kind in need.types}
WAITS = "waiting"
ENDS_WITH = "ends with it"
WAITING_TYPES = ("DEPENDS_ON", "USES")
CARRIED = ("PART_OF", *WAITING_TYPES)
"""Facts that carry an end from their right end to their left one."""

MOST_TOUCHED = 10_000
"""So many entities are followed at the most; where there are more, the answer says so."""


class Reach(NamedTuple):
    """What an end is carried to, and the fact that carried it to each; `cut` where there is more."""

    by: dict[str, Fact | None]
    cut: bool

    def way(self, item: str) -> list[Fact]:
        """The facts that carry the end from where it began to `item`."""
        found: list[Fact] = []
        while (fact := self.by[item]) is not None:
            found.append(fact)
            item = fact.end
        return found[::-1]


class Effect(NamedTuple):
    """What happens to an entity, and the last fact that brings it there; `holder` ends and held it, or is the entity itself."""

    what: str
    item: str
    holder: str
    fact: Fact | None


class Ending:
    """The facts in force of a slice, by what an end follows; facts of each entity stand in a total order.

    `needs` are those that are told of.
    """

    def __init__(self, part: Slice, needs: Sequence[Need] = NEEDS) -> None:
        self._need_of = {kind: need for need in needs for kind in need.types}
        self._carried: dict[str, list[Fact]] = defaultdict(list)
        self._holds: dict[str, list[Fact]] = defaultdict(list)
        self._holders: dict[tuple[str, Need], list[Fact]] = defaultdict(list)
        for fact in part.of_type(*CARRIED, *self._need_of):
            if fact.key in part.earlier or fact.properties.get("modality") != Modality.IN_FORCE:
                continue
            if fact.type in CARRIED:
                self._carried[fact.end].append(fact)
            else:
                self._holds[fact.start].append(fact)
                self._holders[fact.end, self._need_of[fact.type]].append(fact)

    def ended(self, root: str, most: int = MOST_TOUCHED) -> Reach:
        """What ends with `root`: its parts, and theirs; itself by no fact."""
        return self._spread(Reach({root: None}, cut=False), ("PART_OF",), most)

    def waiting(self, ended: Reach, most: int = MOST_TOUCHED) -> Reach:
        """What ends, what waits on it, and so on."""
        return self._spread(ended, CARRIED, most)

    def effects(self, ended: Reach, waiting: Reach, gone: Collection[str]) -> Iterator[Effect]:
        """The parts that end, what waits on them, and what they hold; `gone` are no holders any more."""
        yield from (Effect(ENDS_WITH, item, item, fact) for item, fact in ended.by.items() if fact)
        yield from (Effect(WAITS, item, item, fact) for item, fact in waiting.by.items() if fact and item not in gone)
        for holder in ended.by:
            for fact in self._holds.get(holder, ()):
                # The class says it once, for all its members.
                if fact.end in gone or fact.properties.get("by_class") in gone or self._is_said_twice(fact):
                    continue
                need = self._need_of[fact.type]
                nobody = {*gone, *self._classes(fact)} if need is DUTIES else gone  # a duty's class is nobody else to its member
                others = self._holders[fact.end, need]
                shared = any(other.start not in nobody and other.properties.get("by_class") not in gone for other in others)
                yield Effect(need.shared if shared else need.without, fact.end, holder, fact)

    def _is_said_twice(self, fact: Fact) -> bool:
        """True for a duty that is told of a holder by its class, and of itself too."""
        own = (other for other in self._holds[fact.start] if (other.type, other.end) == (fact.type, fact.end))
        return fact.type in DUTIES.types and bool(fact.properties.get("by_class")) and any(not o.properties.get("by_class") for o in own)

    def _classes(self, fact: Fact) -> set[str]:
        """The classes by which the holder of a fact has the same."""
        own = (other for other in self._holds[fact.start] if other.end == fact.end)
        return {str(other.properties["by_class"]) for other in own if other.properties.get("by_class")}

    def way(self, effect: Effect, reach: Mapping[str, Reach]) -> list[Fact]:
        """All facts that bring the effect, from what ends to the entity; `reach` holds what ends and what waits under these names."""
        if effect.what == WAITS:
            return reach[WAITS].way(effect.item)
        way = reach[ENDS_WITH].way(effect.holder)
        return way if effect.what == ENDS_WITH or effect.fact is None else [*way, effect.fact]

    def _spread(self, start: Reach, types: Collection[str], most: int) -> Reach:
        found = dict(start.by)
        frontier = list(found)
        while frontier:
            following: list[str] = []
            for item in frontier:
                for fact in self._carried.get(item, ()):
                    if fact.type in types and fact.start not in found:
                        if len(found) > most:
                            return Reach(found, cut=True)
                        found[fact.start] = fact
                        following.append(fact.start)
            frontier = following
        return Reach(found, start.cut)
