"""What stands around one entity, as a drawing with links: who acts on it at the left, what it acts on at the right. Pure.

Each line reads from left to right as a sentence. At most six neighbours a side, the weightiest relations first; the page lists all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle

from graph.model.relationships import BY_TYPE, TYPES
from visualisations import cards, style
from visualisations.site.landscape import Landscape, Link, Row
from visualisations.site.words import marks

MOST = 6
FEWEST = 3
_GAP = 206
_FLAT = 154  # of the gap, where the words stand
_BETWEEN = 14
_MARGIN = 3
_STEP = 16  # between the ends of two lines at the subject
_TOP = 14
_CARD = int(cards.WIDTH)
_STEPS = re.compile(r"([A-Z])([^A-Z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_SAID = ("contradicted", "planned", "ended")
_LABEL = 24  # signs that fit on the flat part of a line

WEIGHT = {group: at for at, group in enumerate(("accountability", "denials", "ownership", "structure", "money", "law", "dependence"))}
ORDER = {item.name: at for at, item in enumerate(TYPES)}
LEFT_OUT = frozenset(("STATED_IN", "MENTIONED_IN", "FROM_DOCUMENT", "POSSIBLY_SAME_AS"))


@dataclass(frozen=True)
class Tile:
    """One card: where it stands, its words, and the page that it opens."""

    left: int
    top: int
    height: int
    lines: tuple[str, ...]
    link: Link
    look: style.FamilyLook

    @property
    def middle(self) -> int:
        """Height of its centre."""
        return self.top + self.height // 2

    @property
    def mark(self) -> str:
        """The mark of its family, in its place."""
        return moved(style.MARKS[self.look.shape], self.left + 17, self.middle)

    @property
    def first_line(self) -> int:
        """Height of the foot of its first line."""
        return round(self.middle - cards.LINE * (len(self.lines) - 1) / 2 + 5)


@dataclass(frozen=True)
class Label:
    """Words on a line."""

    x: int
    y: int
    words: str


@dataclass(frozen=True)
class Line:
    """One line: its type and state, which the style sheet draws, its path, the marks at its ends, and its words."""

    type: str
    state: str
    path: str
    marks: tuple[str, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Drawing:
    """The picture of an entity's surroundings."""

    width: int
    height: int
    subject: Tile
    tiles: tuple[Tile, ...]
    lines: tuple[Line, ...]
    more_left: int
    more_right: int
    left: bool
    right: bool


def weight(row: Row) -> tuple[int, int, int]:
    """How far down a fact stands among others: by what its relation is about, then the relation, then whether it is the entity's own."""
    known = BY_TYPE[row["type"]]
    group = len(WEIGHT) if known.name == "CONCERNS" else WEIGHT.get(known.group, len(WEIGHT))
    return group, int(bool(row["properties"].get("by_class"))), -1 if known.name == "CHAIRS" else ORDER[known.name]


def drawn(item: str, site: Landscape) -> Drawing | None:
    """The drawing of an entity; `None` where fewer than three others stand around it: the lines of the list say as much."""
    into = _neighbours((row for row in site.into.get(item, ()) if row["from"] != item), "from", site)
    out_of = _neighbours((row for row in site.out_of.get(item, ()) if row["to"] != item), "to", site)
    if len({other for other, _ in (*into, *out_of)}) < FEWEST:
        return None
    sides = ((into[:MOST], True), (out_of[:MOST], False))
    tall = max(_column(side, site) for side, _ in sides)
    own = site.link(item)
    own_height = round(max(cards.height(own.name), _STEP * (max(len(side) for side, _ in sides) - 1) + 16))
    height = max(tall, own_height) + 2 * _TOP
    centre = height // 2
    x = _MARGIN + ((_CARD + _GAP) if into else 0)
    width = x + _CARD + ((_GAP + _CARD) if out_of else 0) + _MARGIN
    subject = _tile(x, centre - own_height // 2, own_height, own)
    tiles: list[Tile] = []
    lines: list[Line] = []
    for side, at_left in sides:
        top = centre - _column(side, site) // 2
        for place, (other, rows) in enumerate(side):
            high = _height(site, other)
            tile = _tile(_MARGIN if at_left else width - _MARGIN - _CARD, top, high, site.link(other))
            end = round(centre + (place - (len(side) - 1) / 2) * _STEP)
            lines.append(_line(tile, subject, end, rows, site.frame.as_of, at_left=at_left))
            tiles.append(tile)
            top += high + _BETWEEN
    return Drawing(
        width,
        height,
        subject,
        tuple(tiles),
        tuple(lines),
        max(0, len(into) - MOST),
        max(0, len(out_of) - MOST),
        bool(into),
        bool(out_of),
    )


def _neighbours(rows: Iterable[Row], end: str, site: Landscape) -> list[tuple[str, list[Row]]]:
    """Other ends with their facts, the weightiest first; facts of an older paper that a newer one replaces are not drawn."""
    found: dict[str, list[Row]] = {}
    for row in sorted((row for row in rows if row["type"] not in LEFT_OUT and not row["earlier"]), key=weight):
        if row[end] in site.entities:
            found.setdefault(row[end], []).append(row)
    return sorted(found.items(), key=lambda pair: (weight(pair[1][0]), site.entities[pair[0]]["name"].casefold(), pair[0]))


def _height(site: Landscape, item: str) -> int:
    return round(max(cards.height(site.link(item).name), 40))


def _column(side: list[tuple[str, list[Row]]], site: Landscape) -> int:
    return sum(_height(site, other) + _BETWEEN for other, _ in side) - _BETWEEN


def _tile(left: int, top: int, height: int, link: Link) -> Tile:
    return Tile(left, top, height, cards.lines(link.name), link, style.FAMILIES[link.family])


def _line(tile: Tile, subject: Tile, end: int, rows: list[Row], as_of: str, *, at_left: bool) -> Line:
    """A line from card to card: flat beside the neighbour, where its words stand, then bent to the subject."""
    state = _state(rows[0], as_of)
    look = style.line_look(rows[0]["type"], state)
    y = tile.middle
    if at_left:
        near, far = tile.left + _CARD, subject.left
        bend = near + _FLAT
        path = f"M{near} {y}H{bend}C{bend + 30} {y} {far - 34} {end} {far - 4} {end}H{far}"
        tip, foot = (far, end), (near, y)
    else:
        near, far = tile.left, subject.left + _CARD
        bend = near - _FLAT
        path = f"M{far} {end}H{far + 4}C{far + 34} {end} {bend - 30} {y} {bend} {y}H{near}"
        tip, foot = (near, y), (far, end)
    if y == end:
        path = f"M{min(near, far)} {y}H{max(near, far)}"
    marks = [moved(style.END_MARKS[look.end], *tip), *([moved(style.END_MARKS[look.start], *foot, turned=True)] if look.start else [])]
    middle = (near + bend) // 2 + (2 if at_left else -8)
    labels = tuple(Label(middle, y + dy, words) for words, dy in zip(_words(rows, as_of), (-6, 15), strict=False))
    return Line(rows[0]["type"], state, path, tuple(marks), labels)


def _state(row: Row, as_of: str) -> str:
    looks = {mark.look for mark in marks(row, as_of)}
    order = (("against", "contradicted"), ("planned", "planned"), ("ended", "ended"), ("stale", "stale"), ("inferred", "inferred"))
    return next((state for look, state in order if look in looks), "")


@lru_cache(maxsize=4096)
def moved(path: str, x: int, y: int, *, turned: bool = False) -> str:
    """A mark's path with its origin at (x, y), turned by 180 degrees where asked: shorter than a `transform`.

    >>> moved("M0 0L-13-5.5V5.5Z", 20, 30), moved("M0 0L-13-5.5V5.5Z", 20, 30, turned=True)
    ('M20 30L7 24.5V35.5Z', 'M20 30L33 35.5V24.5Z')
    """
    sign = -1 if turned else 1
    out = []
    for step in _STEPS.finditer(path):
        numbers = [float(number) for number in _NUMBER.findall(step[2])]
        ways = {"H": "x", "V": "y", "A": "rrrrrxy"}.get(step[1], "xy")
        placed = [
            number if way == "r" else sign * number + (x if way == "x" else y) for number, way in zip(numbers, cycle(ways), strict=False)
        ]
        out.append(step[1] + " ".join(f"{number:g}" for number in placed))
    return "".join(out)


def _words(rows: list[Row], as_of: str) -> list[str]:
    """The relations to one neighbour on at most two lines; the state of the first is drawn, that of another is said."""
    phrases: list[str] = []
    for kind in dict.fromkeys(row["type"] for row in rows):
        state = _state(next(row for row in rows if row["type"] == kind), as_of) if phrases else ""
        phrases.append(BY_TYPE[kind].says + (f" ({state})" if state in _SAID else ""))
    if len(phrases) > 1:
        more = f" (+{len(phrases) - 2})" if len(phrases) > 2 else ""
        return [phrases[0], phrases[1] + more]
    phrase = phrases[0]
    if len(phrase) <= _LABEL:
        return [phrase]
    words = phrase.split()
    cut = min(range(1, len(words)), key=lambda at: math.fabs(len(" ".join(words[:at])) - len(phrase) / 2))
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def colours() -> str:
    """The style sheet of all drawings: every type in every state, and every family, as `style` has them."""
    rules = []
    for kind in TYPES:
        if kind.name not in LEFT_OUT:
            plain = style.line_look(kind.name)
            dash = f" stroke-dasharray: {' '.join(f'{part:g}' for part in plain.dash)};" if plain.dash else ""
            rules.append(f".{kind.name} path {{ fill: {plain.colour}; }}")
            rules.append(f".{kind.name} path:first-child {{ stroke: {plain.colour}; stroke-width: {plain.width:g};{dash} }}")
    for state in style.STATES:
        colour = style.line_look("REPORTS_TO", state).colour
        if state and colour != style.line_look("REPORTS_TO").colour:
            rules.append(f".{state} path {{ fill: {colour}; }}")
            rules.append(f".{state} path:first-child {{ stroke: {colour}; }}")
    for name, look in style.FAMILIES.items():
        rules += [f".{name} rect {{ stroke: {look.colour}; }}", f".{name} path {{ fill: {look.colour}; }}"]
    return "".join(f".around {rule}\n" for rule in rules)
