"""A map as drawn: which items show, where their cards stand, and which lines join them.

A map of more cards than can be read on one screen opens folded: what no link reaches waits, items stand in their group, and the most
linked stay. The full view is there too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.model.relationships import BY_TYPE
from visualisations import bands, cards, routes, style
from visualisations.spec import MapSpec

MOST_ITEMS = 66
"""Cards that the opening view holds at most: their names can just be read on a laptop when the whole fits the screen."""
MOST_LINES = 160
SMALL = 80
"""Cards up to which a map opens whole: what folding would save is not worth a second view."""
SMALL_LINES = 300
_MOST_SIGNS = 44
_FIRST = ("dropped", "contradicted")
_OWN = {name for name, kind in BY_TYPE.items() if kind.group in ("accountability", "denials")}


@dataclass(frozen=True)
class Card:
    """One item as drawn; `folded` counts the items that it stands for beside itself."""

    item: int
    x: float
    y: float
    height: float
    lines: tuple[str, ...]
    folded: int
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One line as drawn: it may stand for several links of one look; `both` has an arrow head at either end.

    `inside` says at which ends its links lead on, to something that is folded into the card: 1 the start, 2 the end, 3 both. `words` stand
    at `at`, where that is known; a line without a place for them has them in the lists.
    """

    start: int
    end: int
    look: tuple[str, str]
    links: tuple[int, ...]
    both: bool
    inside: int
    way: routes.Way
    words: str = ""
    at: tuple[int, int] | None = None


class _Join(NamedTuple):
    """Links lifted to the items that show: what becomes one line."""

    start: int
    end: int
    look: tuple[str, str]
    links: tuple[int, ...]
    both: bool
    inside: int = 0


@dataclass(frozen=True)
class View:
    """A drawing of the map or of a part of it."""

    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    bands: tuple[bands.Band, ...]
    width: float
    height: float
    stands_for: tuple[int, ...]  # for each item of the map the item that shows it, -1 where none does

    @property
    def links_shown(self) -> int:
        """How many links of the map have a line."""
        return sum(len(line.links) for line in self.lines)


Ends = Sequence[tuple[int, int, str, str]]


def views(spec: MapSpec) -> tuple[View, View]:
    """Make the view that the page opens with, and the view of all; the same one twice where nothing needs folding."""
    at = {item.id: index for index, item in enumerate(spec.items)}
    ends = [(at[link.from_id], at[link.to_id], link.type, style.state_of(link)) for link in spec.links]
    everything = tuple(range(len(spec.items)))
    all_lines = _lines(ends, everything)
    full = _view(spec, everything, all_lines)
    if len(spec.items) <= SMALL and len(all_lines) <= SMALL_LINES:
        return full, full
    parents = [at.get(item.group or "", -1) for item in spec.items]
    stands_for = shown_by(parents, [item.level for item in spec.items], ends, {at[item] for item in spec.keep if item in at})
    return _view(spec, stands_for, _fewest(_lines(ends, stands_for))), full


def shown_by(parents: Sequence[int], levels: Sequence[int], ends: Ends, keep: Collection[int] = ()) -> tuple[int, ...]:
    """For each item the item that shows it, so that at most `MOST_ITEMS` show; -1 where none does. What is in `keep` shows.

    What no link reaches and nothing folds into goes first. Then groups close, from the last level upwards, the smallest first, and those
    of who is held to account, overseen or denied last: their lines would seem to lead to the group. If that is not enough, the items with
    most links stay.
    """
    count = len(parents)
    linked = {item for a, b, _, _ in ends for item in (a, b)} | {item for item in parents if item >= 0} | set(keep)
    alone = {item for item in range(count) if item not in linked and parents[item] in (-1, item)} if count > MOST_ITEMS else set()
    own = {item for a, b, kind, _ in ends for item in (a, b) if kind in _OWN and b != parents[a]}
    closed = _closed(parents, levels, keep, own, count - len(alone) - MOST_ITEMS)
    shown = [-1 if item in alone else _top(item, parents, closed) for item in range(count)]
    if len(set(shown) - {-1}) > MOST_ITEMS:
        degree: Counter[int] = Counter()
        for a, b, _, _ in ends:
            if shown[a] != shown[b]:
                degree.update((shown[a], shown[b]))
        ranked = sorted(set(shown) - {-1}, key=lambda item: (item not in keep, -degree[item], levels[item], item))
        stay = set(ranked[:MOST_ITEMS])
        shown = [item if item in stay else -1 for item in shown]
    return tuple(shown)


def _closed(parents: Sequence[int], levels: Sequence[int], keep: Collection[int], own: Collection[int], over: int) -> set[int]:
    """Items that fold into their group, so that `over` fewer show; last level first, in it the smallest groups; `own` at the end."""
    groups: dict[tuple[bool, int, int], list[int]] = defaultdict(list)
    for item, parent in enumerate(parents):
        if parent not in (-1, item) and item not in keep:
            groups[item in own, levels[item], parent].append(item)
    closed: set[int] = set()
    for key in sorted(groups, key=lambda key: (key[0], -key[1], len(groups[key]), key[2])):
        if len(closed) >= over:
            break
        closed.update(groups[key])
    return closed


def _top(item: int, parents: Sequence[int], closed: set[int]) -> int:
    seen = set()
    while item in closed and item not in seen:
        seen.add(item)
        item = parents[item]
    return min(seen) if item in seen else item  # a ring of groups shows as its first member


def _lines(ends: Ends, stands_for: Sequence[int]) -> list[_Join]:
    """Links lifted to the items that show, one line for each pair and look; a line both ways where links go both ways.

    What is said of a card itself and what is said of something that is folded into it never share a line.
    """
    joined: dict[tuple[int, int, tuple[str, str], int], list[int]] = {}
    for index, (a, b, kind, state) in enumerate(ends):
        start, end = stands_for[a], stands_for[b]
        if start >= 0 and end >= 0 and (start != end or a == b):
            joined.setdefault((start, end, (kind, state), (start != a) + 2 * (end != b)), []).append(index)
    out: list[_Join] = []
    for (start, end, look, inside), links in joined.items():
        back = joined.get((end, start, look, inside >> 1 | inside << 1 & 2)) if start != end else None
        if back is not None and end < start:
            continue
        out.append(_Join(start, end, look, tuple(links + (back or [])), back is not None, inside))
    return out


def _fewest(lines: list[_Join]) -> list[_Join]:
    """At most `MOST_LINES`: what ended or is contradicted first, then accountability, then the lines that stand for most."""
    if len(lines) <= MOST_LINES:
        return lines
    rank = {group: at for at, group in enumerate(style.GROUPS)}
    ranked = sorted(
        range(len(lines)),
        key=lambda at: (lines[at].look[1] not in _FIRST, rank[style.group_of(lines[at].look[0])], -len(lines[at].links), at),
    )
    return [lines[at] for at in sorted(ranked[:MOST_LINES])]


def _view(spec: MapSpec, stands_for: tuple[int, ...], joins: list[_Join]) -> View:
    shown = sorted({item for item in stands_for if item >= 0})
    place_of = {item: place for place, item in enumerate(shown)}
    heights = [cards.height(spec.items[item].name, note=bool(spec.items[item].note)) for item in shown]
    pairs = [(place_of[join.start], place_of[join.end]) for join in joins]
    layout = bands.place(heights, [spec.items[item].level for item in shown], pairs, spec.levels)
    behind = Counter(item for item in stands_for if item >= 0)
    drawn = tuple(
        Card(item, *layout.points[place], heights[place], cards.lines(spec.items[item].name), behind[item] - 1, spec.items[item].note)
        for place, item in enumerate(shown)
    )
    boxes = [routes.Box(card.x, card.y, cards.WIDTH / 2, card.height / 2) for card in drawn]
    found = routes.ways(boxes, pairs, layout.gap)
    words = [""] * len(joins)
    at: list[tuple[int, int] | None] = [None] * len(joins)
    if len(joins) <= routes.MOST_WITH_WORDS:
        words = [_words(spec, join) for join in joins]
        headings = [(0.0, band.top, 24 + cards.ems(band.name) * band.heading, band.top + band.heading) for band in layout.bands]
        at = routes.words_at(boxes, found, words, headings)
    lines = tuple(Line(*join, way, text if place else "", place) for join, way, text, place in zip(joins, found, words, at, strict=True))
    return View(drawn, lines, layout.bands, layout.width, layout.height, stands_for)


def _words(spec: MapSpec, join: _Join) -> str:
    """What is written on a line: its phrase, with what a lone link adds, or for how many it stands; what is folded away by its name."""
    links = [spec.links[at] for at in join.links]
    text = " / ".join(dict.fromkeys(link.phrase for link in links))
    if len(links) > 1:
        text += f" ×{len(links)}"
    elif links[0].words:
        text += f" {links[0].words}"
    if join.inside in (1, 2) and not join.both:
        names = {item.id: item.name for item in spec.items}
        hidden = {names[link.from_id if join.inside == 1 else link.to_id] for link in links}
        if len(hidden) == 1:
            text = f"{hidden.pop()} {text}" if join.inside == 1 else f"{text} {hidden.pop()}"
    return text if len(text) <= _MOST_SIGNS else f"{text[: _MOST_SIGNS - 1].rstrip()}…"
