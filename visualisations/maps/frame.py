"""What a map says about itself, how far it reaches, and the rows that it may draw: what every map begins with. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from graph.classes import ALL, INSTANCE, classes_of, inherited
from graph.errors import UnknownSubject
from graph.timeline import Fact
from visualisations import rows as convert
from visualisations.rows import Row
from visualisations.spec import StoryStep


@dataclass(frozen=True)
class Frame:
    """What a map says about itself, whatever it shows.

    `hops` bounds how many links from its subject it reaches (None: as far as the map's own question goes), `most` how many entities it
    holds. A `story` given takes the place of the map's own.
    """

    as_of: str
    title: str = ""
    question: str = ""
    marking: str = ""
    people: bool = True
    with_wording: bool = False
    sources: Sequence[Row] = ()
    licences: Sequence[str] = ()
    notes: Sequence[str] = ()
    left_out: Sequence[str] = ()
    hops: int | None = None
    most: int | None = None
    story: Sequence[StoryStep] = ()


@dataclass
class Ground:
    """Rows that may be drawn, by id, and in words what is left out so far."""

    found: dict[str, Row]
    links: list[Row]
    left_out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def name(self, item: str) -> str:
        """Name of an entity."""
        return str(self.found[item]["name"])

    def label(self, item: str) -> str:
        """The one label that says what an entity is."""
        return convert.label(self.found[item])

    def family(self, item: str) -> str:
        """Its family."""
        return str(self.found[item]["family"])

    def of(self, types: Collection[str], families: Collection[str] = ()) -> list[Row]:
        """Links of these types; with `families`, only those with both ends in them."""
        return [
            row
            for row in self.links
            if row["type"] in types and (not families or {self.family(row["from"]), self.family(row["to"])} <= set(families))
        ]


def ground(nodes: Iterable[Row], links: Iterable[Row], frame: Frame, types: Collection[str], subject: str | None = None) -> Ground:
    """Rows that may be drawn: links of these types, without persons where asked, classes resolved to their members.

    Raises `UnknownSubject` where the subject is none of the nodes.
    """
    found = {row["id"]: row for row in nodes if convert.drawable(row)}
    made = Ground(found, [])
    if not frame.people:
        persons = [key for key, row in found.items() if convert.label(row) == "Person"]
        for key in persons:
            del found[key]
        made.left_out.append(f"Names and initials of persons ({len(persons)}).")
    made.links = [row for row in links if (row["type"] in types or row["type"] == INSTANCE) and row["from"] in found and row["to"] in found]
    _without_classes(made, subject)
    if subject is not None and subject not in found:
        raise UnknownSubject(f"No entity “{subject}” to draw.", hint="Look its name up with `landscape find`.")
    return made


def _without_classes(made: Ground, subject: str | None) -> None:
    """Take out classes whose members are named: what holds of all of them shows at each member, as inferred.

    A class beside its members would be a seventh partnership; a fact of some or many is inherited by none. The map's own subject stays.
    """
    found = made.found
    about: dict[str, list[Fact]] = defaultdict(list)
    for row in made.links:
        fact = Fact(row["key"], row["type"], row["from"], row["to"], dict(row))
        for item in {fact.start, fact.end}:
            about[item].append(fact)
    plain = [key for key in found if not convert.is_class(found[key])]
    classes = {item for key in plain for item in classes_of(key, lambda item: about[item]) if convert.is_class(found[item])} - {subject}
    kept = [row for row in made.links if not {row["from"], row["to"]} & classes]
    at_members = [item.fact for item in inherited(plain, lambda item: about[item])]
    kept += [
        {**fact.properties, "key": fact.key, "from": fact.start, "to": fact.end}
        for fact in at_members
        if not {fact.start, fact.end} & classes
    ]
    of_classes = [row for row in made.links if row["type"] != INSTANCE and {row["from"], row["to"]} & classes]
    told = ends_of(of_classes) & classes
    if told:
        names = ", ".join(sorted(str(found[key].get("name")) for key in told))
        made.left_out.append(f"Classes whose members are named ({names}): what holds of all shows at each member, as inferred.")
    lost = sum(1 for row in of_classes if row.get("share") != ALL)
    if lost:
        made.left_out.append(f"{count(lost, 'statement', 'statements')} about some or many of a class: no member inherits it.")
    between = sum(1 for row in of_classes if row.get("share") == ALL and {row["from"], row["to"]} <= classes)
    if between:
        made.left_out.append(f"{count(between, 'statement', 'statements')} between two classes: it does not say which members are meant.")
    for key in classes:
        del found[key]
    made.links = kept


def ends_of(links: Iterable[Row]) -> set[str]:
    """Ids of both ends of links."""
    return {row[end] for row in links for end in ("from", "to")}


def around(start: Iterable[str], links: Iterable[Row], hops: int | None = None) -> dict[str, int]:
    """Ids within so many links of the start, whichever way they point, each with its distance."""
    near: dict[str, list[str]] = defaultdict(list)
    for row in links:
        near[row["from"]].append(row["to"])
        near[row["to"]].append(row["from"])
    return _steps(start, near, hops)


def along(start: Iterable[str], links: Iterable[Row], *, up: Collection[str] = (), down: Collection[str] = ()) -> dict[str, int]:
    """Ids reached from the start along links of the types `up` as they read, and of the types `down` against their reading."""
    onward: dict[str, list[str]] = defaultdict(list)
    for row in links:
        if row["type"] in up:
            onward[row["from"]].append(row["to"])
        if row["type"] in down:
            onward[row["to"]].append(row["from"])
    return _steps(start, onward, None)


def _steps(start: Iterable[str], onward: dict[str, list[str]], hops: int | None) -> dict[str, int]:
    steps = dict.fromkeys(start, 0)
    edge = list(steps)
    while edge and (hops is None or steps[edge[0]] < hops):
        following = []
        for at in edge:
            for other in onward[at]:
                if other not in steps:
                    steps[other] = steps[at] + 1
                    following.append(other)
        edge = following
    return steps


def count(number: int, one: str, several: str) -> str:
    """A number with its word."""
    return f"{number} {one if number == 1 else several}"
