"""Rules on the shape of the landscape: chains that stop, circles, and bodies that cover the same ground."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph.model.labels import Family, family_of
from graph.model.relationships import BY_TYPE, UP_TO_END, UP_TO_START
from graph.timeline import Fact
from queries.checks.finding import Hit, Severity, rule
from queries.checks.gaps import owned_work
from queries.checks.landscape import Landscape
from queries.effects import WAITING_TYPES
from queries.network import closed, cycles, is_tie
from queries.shapes.common import sentence
from queries.shapes.cycles import KINDS, TO_START

_LONGEST = 8
_OWNERS = ("ACCOUNTABLE_FOR", "LEADS")
_WITHIN = ("PART_OF", "INSTANCE_OF", "SUCCEEDS")
_TO_POSTS = ("HOLDS", "MEMBER_OF", "PART_OF", "DEPUTISES_FOR", "HAS_DUTY", "HAS_POWER", *UP_TO_END)


@rule(
    "broken-chain",
    Severity.WARNING,
    "broken chains",
    finds="A person or post that owns work and at which the way up stops: no paper says of which body it is, or who is above it. "
    "Initials that no paper explains are such.",
    advice="Ask whose initials they are, or of which body the post is; then the register says HOLDS or POST_IN.",
)
def broken_chain(landscape: Landscape) -> Iterator[Hit]:
    """Owners of work at hand from whom no step leads on."""
    part = landscape.part
    owned: dict[str, list[Fact]] = defaultdict(list)
    for _, places in owned_work(landscape):
        for fact in landscape.holding(fact for place in places for fact in part.into(place, *_OWNERS)):
            owned[fact.start].append(fact)
    for owner in sorted(owned, key=lambda item: (part.name(item), item)):
        if owner not in landscape.entities or family_of(landscape.entities[owner].labels) is not Family.HOLDER:
            continue
        above = [*part.out_of(owner, *_TO_POSTS), *part.into(owner, *UP_TO_START)]
        if landscape.holding(above):
            continue
        works = sorted({fact.end for fact in owned[owner]}, key=lambda item: (part.name(item), item))
        names = ", ".join(part.entities[item].code or part.name(item) for item in works if item in part.entities)
        said = (
            f"owns {len(works)} piece{'s' * (len(works) != 1)} of work, and no paper says of which body or post: the way up stops ({names})"
        )
        yield Hit((owner,), said, tuple(owned[owner]))


@rule(
    "circular-reporting",
    Severity.ERROR,
    "cycles",
    finds="Bodies that report to, oversee, scrutinise or hold each other to account in a circle.",
    advice="Read each step's passage: some may concern different matters; say so in the register's `scope`.",
)
def circular_reporting(landscape: Landscape) -> Iterator[Hit]:
    """Circles of reporting and oversight."""
    return _circles(landscape, KINDS["reporting"], "answers to itself")


@rule(
    "circular-dependence",
    Severity.WARNING,
    "cycles",
    finds="Things that wait for each other in a circle.",
    advice="Find the step that does not hold any more, and end it in the register.",
)
def circular_dependence(landscape: Landscape) -> Iterator[Hit]:
    """Circles of DEPENDS_ON and USES."""
    return _circles(landscape, WAITING_TYPES, "waits for itself")


@rule(
    "circular-structure",
    Severity.ERROR,
    "cycles",
    finds="A thing that is part of, one of, or a successor of itself, through others.",
    advice="One step is the wrong way round: correct it in the register.",
)
def circular_structure(landscape: Landscape) -> Iterator[Hit]:
    """Circles of PART_OF, of INSTANCE_OF and of SUCCEEDS, each kind for itself."""
    for kind in _WITHIN:
        yield from _circles(landscape, (kind,), f"{BY_TYPE[kind].says} itself")


def _circles(landscape: Landscape, types: Sequence[str], words: str) -> Iterator[Hit]:
    part = landscape.part
    steps: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in part.of_type(*types):
        if is_tie(part, fact) or fact.start == fact.end:
            here, there = (fact.end, fact.start) if fact.type in TO_START else (fact.start, fact.end)
            steps[here][there].append(fact)
            _ = steps[there]  # an end of every step is a node
    for circle in cycles(steps, lambda item: (part.name(item), item), _LONGEST).found:
        facts = [fact for here, there in closed(circle) for fact in steps[here][there]]
        told = "; ".join(sentence(part, fact) for fact in facts)
        yield Hit(circle, f"{words}: {told}", tuple(facts), mark=" ".join(sorted({fact.type for fact in facts})))


@rule(
    "shared-subject",
    Severity.NOTE,
    "overlaps",
    finds="Two or more boards, groups or partnerships that, by the papers, concern themselves with one subject; parts of one another "
    "are not counted.",
    advice="Look whether both are needed, or say how they share it; `landscape ask overlap` compares two of them.",
)
def shared_subject(landscape: Landscape) -> Iterator[Hit]:
    """Subjects that several bodies cover."""
    part = landscape.part
    covered: dict[str, list[Fact]] = defaultdict(list)
    for fact in landscape.holding(part.of_type("CONCERNS")):
        body = landscape.entities.get(fact.start)
        if body and body.label in ("Board", "DeliveryGroup", "CommunitySafetyPartnership") and not fact.properties.get("by_class"):
            covered[fact.end].append(fact)
    for subject in sorted(covered, key=lambda item: (part.name(item), item)):
        bodies = {fact.start for fact in covered[subject]}
        bodies -= {fact.start for fact in _joined(landscape, bodies) if fact.end in bodies}
        if len(bodies) > 1:
            ordered = sorted(bodies, key=lambda item: (part.name(item), item))
            facts = tuple(fact for fact in covered[subject] if fact.start in bodies)
            yield Hit((subject, *ordered), f"is the subject of {', '.join(map(part.name, ordered))}", facts)


def _joined(landscape: Landscape, bodies: Iterable[str]) -> list[Fact]:
    return [fact for body in bodies for fact in landscape.part.out_of(body, "PART_OF", "SUCCEEDS")]
