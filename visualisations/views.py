"""A map as drawn: which items show, where their cards stand, and which lines join them.

A large map opens folded: items in their group until at most 300 show, and at most 600 lines. The full view is there too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from visualisations import bands, cards, style
from visualisations.spec import MapSpec

MOST_ITEMS = 300
MOST_LINES = 600
_ROUND = 0.14
_ACROSS = 0.22


@dataclass(frozen=True)
class Card:
    """One item as drawn; `folded` counts the items that it stands for beside itself."""

    item: int
    x: float
    y: float
    height: float
    lines: tuple[str, ...]
    folded: int


@dataclass(frozen=True)
class Line:
    """One line as drawn: it may stand for several links of one look; `both` has an arrow head at either end."""

    start: int
    end: int
    look: tuple[str, str]
    links: tuple[int, ...]
    both: bool
    round: float


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
    if len(spec.items) <= MOST_ITEMS and len(all_lines) <= MOST_LINES:
        return full, full
    stands_for = shown_by([at.get(item.group or "", -1) for item in spec.items], [item.level for item in spec.items], ends)
    return _view(spec, stands_for, _fewest(_lines(ends, stands_for))), full


def shown_by(parents: Sequence[int], levels: Sequence[int], ends: Ends) -> tuple[int, ...]:
    """For each item the item that shows it, so that at most 300 show; -1 where none does.

    Groups close from the last level upwards; if that is not enough, the items with most links stay.
    """
    count = len(parents)
    closed: set[int] = set()
    for level in sorted(set(levels), reverse=True):
        if count - len(closed) <= MOST_ITEMS:
            break
        closed |= {item for item in range(count) if levels[item] == level and parents[item] not in (-1, item)}
    shown = [_top(item, parents, closed) for item in range(count)]
    if len(set(shown)) > MOST_ITEMS:
        degree: Counter[int] = Counter()
        for a, b, _, _ in ends:
            if shown[a] != shown[b]:
                degree.update((shown[a], shown[b]))
        ranked = sorted(set(shown), key=lambda item: (-degree[item], levels[item], item))
        keep = set(ranked[:MOST_ITEMS])
        shown = [item if item in keep else -1 for item in shown]
    return tuple(shown)


def _top(item: int, parents: Sequence[int], closed: set[int]) -> int:
    seen = set()
    while item in closed and item not in seen:
        seen.add(item)
        item = parents[item]
    return min(seen) if item in seen else item  # a ring of groups shows as its first member


def _lines(ends: Ends, stands_for: Sequence[int]) -> list[Line]:
    """Links lifted to the items that show, one line for each pair and look; a line both ways where links go both ways."""
    joined: dict[tuple[int, int, tuple[str, str]], list[int]] = {}
    for index, (a, b, kind, state) in enumerate(ends):
        start, end = stands_for[a], stands_for[b]
        if start >= 0 and end >= 0 and (start != end or a == b):
            joined.setdefault((start, end, (kind, state)), []).append(index)
    out: list[Line] = []
    for (start, end, look), links in joined.items():
        back = joined.get((end, start, look)) if start != end else None
        if back is not None and end < start:
            continue
        out.append(Line(start, end, look, tuple(links + (back or [])), back is not None, 0.0))
    return out


def _fewest(lines: list[Line]) -> list[Line]:
    """At most 600 lines: accountability first, then the lines that stand for most."""
    if len(lines) <= MOST_LINES:
        return lines
    rank = {group: at for at, group in enumerate(style.GROUPS)}
    ranked = sorted(range(len(lines)), key=lambda at: (rank[style.group_of(lines[at].look[0])], -len(lines[at].links), at))
    return [lines[at] for at in sorted(ranked[:MOST_LINES])]


def _view(spec: MapSpec, stands_for: tuple[int, ...], lines: list[Line]) -> View:
    shown = sorted({item for item in stands_for if item >= 0})
    place_of = {item: place for place, item in enumerate(shown)}
    heights = [cards.height(spec.items[item].name) for item in shown]
    layout = bands.place(
        heights,
        [spec.items[item].level for item in shown],
        [(place_of[line.start], place_of[line.end]) for line in lines],
        spec.levels,
    )
    behind = Counter(item for item in stands_for if item >= 0)
    drawn = tuple(
        Card(item, *layout.points[place], heights[place], cards.lines(spec.items[item].name), behind[item] - 1)
        for place, item in enumerate(shown)
    )
    at = {card.item: card for card in drawn}
    beside: Counter[tuple[int, int]] = Counter()
    curved: list[Line] = []
    for line in lines:
        pair = (min(line.start, line.end), max(line.start, line.end))
        a, b = at[line.start], at[line.end]
        # A straight line along a row would run behind the cards between its ends.
        bow = _ACROSS if abs(a.y - b.y) < a.height and abs(a.x - b.x) > 1.6 * (cards.WIDTH + bands.GAP_X) else 0.0
        curved.append(replace(line, round=round(bow + _ROUND * beside[pair], 2)))
        beside[pair] += 1
    return View(drawn, tuple(curved), layout.bands, layout.width, layout.height, stands_for)
