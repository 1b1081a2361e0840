"""The way of each line from card to card: straight, side by side where several join the same two, round the cards between. Pure.

A way is four numbers (a straight line) or eight (a cubic curve), in whole units; the page's scripts draw the same numbers.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from visualisations.cards import WIDTH, ems

Way = tuple[int, ...]
Rect = tuple[float, float, float, float]

WORDS = 12.0
"""Size of the words on a line."""
WORDS_HIGH = 16.0
MOST_WITH_WORDS = 160
"""Lines up to which each gets its words on the map; beyond it only those of what is selected do."""
_MOST_ROUND = 700
_APART = 17.0
_NEAR = 4.0
_EDGE = 60.0  # lines may run so far above the first row and below the last
_BOWS = (0.0, 46.0, -46.0, 95.0, -95.0, 160.0, -160.0)
_SAMPLES = 22
_MOST_CROSSED = 2
_SQUARE = 90.0


class Box(NamedTuple):
    """A card: its centre and half its size."""

    x: float
    y: float
    wide: float
    high: float


@dataclass
class _Field:
    """The cards by rows, to find quickly whether a point lies on one."""

    boxes: Sequence[Box]
    ys: list[float] = field(default_factory=list)
    rows: list[tuple[float, list[float], list[int]]] = field(default_factory=list)
    tall: dict[float, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows: dict[float, list[int]] = defaultdict(list)
        for at, box in enumerate(self.boxes):
            rows[box.y].append(at)
        for y in sorted(rows):
            cards = sorted(rows[y], key=lambda at: self.boxes[at].x)
            self.tall[y] = max(self.boxes[at].high for at in cards)
            self.ys.append(y)
            self.rows.append((self.tall[y], [self.boxes[at].x for at in cards], cards))

    def card_at(self, x: float, y: float) -> int:
        """The card on or next to which a point lies, or -1."""
        place = bisect_left(self.ys, y)
        for row in (place - 1, place):
            if not 0 <= row < len(self.ys):
                continue
            tall, xs, cards = self.rows[row]
            if abs(self.ys[row] - y) > tall + _NEAR:
                continue
            near = bisect_left(xs, x)
            for column in (near - 1, near):
                if 0 <= column < len(cards):
                    box = self.boxes[cards[column]]
                    if abs(box.x - x) <= box.wide + _NEAR and abs(box.y - y) <= box.high + _NEAR:
                        return cards[column]
        return -1

    def behind(self, way: Way, a: int, b: int) -> int:
        """How many sampled points of a way lie behind cards other than its own two, or off the map."""
        found = 0
        for step in range(1, _SAMPLES):
            x, y = point(way, step / _SAMPLES)
            card = self.card_at(x, y)
            found += (card >= 0 and card not in (a, b)) or not (self.ys[0] - _EDGE <= y <= self.ys[-1] + _EDGE)
        return found


def ways(boxes: Sequence[Box], pairs: Sequence[tuple[int, int]], gap: float) -> list[Way]:
    """The way of the line of each pair of indexes; `gap` is the free space between two rows of cards."""
    lanes = Counter((min(pair), max(pair)) for pair in pairs)
    taken: Counter[tuple[int, int]] = Counter()
    ground = _Field(boxes)
    careful = len(pairs) <= _MOST_ROUND
    found: list[Way] = []
    for a, b in pairs:
        pair = (min(a, b), max(a, b))
        lane, of = taken[pair], lanes[pair]
        taken[pair] += 1
        if a == b:
            found.append(_loop(boxes[a], lane))
        elif _in_a_row(boxes[a], boxes[b]):
            found.append(_over(boxes[a], boxes[b], lane, ground.tall[boxes[a].y], gap))
        else:
            found.append(_best(ground, a, b, _shift(boxes[a], boxes[b], lane, of, turned=a > b), careful=careful))
    return found


def point(way: Way, share: float) -> tuple[float, float]:
    """The point of a way at a share of it, 0 to 1."""
    if len(way) == 4:
        return way[0] + (way[2] - way[0]) * share, way[1] + (way[3] - way[1]) * share
    back = 1 - share
    p, q, r, s = back**3, 3 * back * back * share, 3 * back * share * share, share**3
    return (
        p * way[0] + q * way[2] + r * way[4] + s * way[6],
        p * way[1] + q * way[3] + r * way[5] + s * way[7],
    )


def path(way: Way) -> str:
    """The way as the path of an SVG."""
    if len(way) == 4:
        return f"M{way[0]} {way[1]}L{way[2]} {way[3]}"
    return f"M{way[0]} {way[1]}C{way[2]} {way[3]} {way[4]} {way[5]} {way[6]} {way[7]}"


def ends(way: Way) -> tuple[tuple[int, int, float], tuple[int, int, float]]:
    """Both tips of a way, start first: where each is, and the direction in which the line arrives there, in degrees."""

    def tip(x: int, y: int, before: Sequence[int]) -> tuple[int, int, float]:
        return x, y, round(math.degrees(math.atan2(y - before[1], x - before[0])), 1)

    return tip(way[0], way[1], way[2:4]), tip(way[-2], way[-1], way[-4:-2])


@dataclass
class _Words:
    """What stands where words could be written: rectangles that are taken, and points of lines, by squares of the plane."""

    taken: dict[tuple[int, int], list[Rect]] = field(default_factory=lambda: defaultdict(list))
    passing: dict[tuple[int, int], list[tuple[int, float, float]]] = field(default_factory=lambda: defaultdict(list))

    def take(self, box: Rect) -> None:
        """Nothing else may stand here."""
        for square in _squares(box):
            self.taken[square].append(box)

    def line(self, number: int, way: Way) -> None:
        """Lines pass here, and their two heads stand at the ends."""
        for tip in (way[:2], way[-2:]):
            self.take((tip[0] - 8, tip[1] - 8, tip[0] + 8, tip[1] + 8))
        for step in range(_SAMPLES + 1):
            x, y = point(way, step / _SAMPLES)
            self.passing[int(x // _SQUARE), int(y // _SQUARE)].append((number, x, y))

    def free(self, box: Rect) -> bool:
        """Whether nothing stands here."""
        return not any(
            box[0] < other[2] and box[2] > other[0] and box[1] < other[3] and box[3] > other[1]
            for square in _squares(box)
            for other in self.taken.get(square, ())
        )

    def crossed(self, box: Rect, own: int) -> int:
        """How many lines other than its own pass here."""
        return len(
            {
                number
                for square in _squares(box)
                for number, x, y in self.passing.get(square, ())
                if number != own and box[0] <= x <= box[2] and box[1] - 4 <= y <= box[3] + 4
            }
        )


def _squares(box: Rect) -> list[tuple[int, int]]:
    left, top, right, bottom = (int(side // _SQUARE) for side in box)
    return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]


def words_at(boxes: Sequence[Box], found: Sequence[Way], words: Sequence[str], headings: Sequence[Rect]) -> list[tuple[int, int] | None]:
    """Where the words of each line stand: on it or beside it, over no card, heading, arrow head or other words, where fewest lines pass.

    `None` where there is no such place, or where other lines would pass so close that nobody could tell whose words they are.
    """
    ground = _Words()
    for rect in [*headings, *((box.x - box.wide, box.y - box.high, box.x + box.wide, box.y + box.high) for box in boxes)]:
        ground.take(rect)
    for number, way in enumerate(found):
        ground.line(number, way)
    return [_place(ground, number, way, text) for number, (way, text) in enumerate(zip(found, words, strict=True))]


def _place(ground: _Words, number: int, way: Way, text: str) -> tuple[int, int] | None:
    half = (ems(text) * WORDS + 6) / 2
    best: tuple[int, tuple[int, int], Rect] | None = None
    for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74):
        x, y = point(way, share)
        for aside in (0.0, half + 3, -half - 3):
            at = (round(x + aside), round(y))
            box = (at[0] - half, at[1] - WORDS_HIGH / 2, at[0] + half, at[1] + WORDS_HIGH / 2)
            if ground.free(box):
                crossed = ground.crossed(box, number)
                if best is None or crossed < best[0]:
                    best = (crossed, at, box)
        if best and best[0] == 0:
            break
    if best is None or best[0] > _MOST_CROSSED:
        return None
    ground.take(best[2])
    return best[1]


def _in_a_row(a: Box, b: Box) -> bool:
    return a.y == b.y and abs(a.x - b.x) > 1.6 * WIDTH


def _shift(a: Box, b: Box, lane: int, of: int, *, turned: bool) -> tuple[float, float]:
    """How far aside a line runs, so that several between two cards stand apart."""
    if of == 1:
        return 0.0, 0.0
    dx, dy = (a.x - b.x, a.y - b.y) if turned else (b.x - a.x, b.y - a.y)
    far = math.hypot(dx, dy) or 1.0
    aside = (-dy / far, dx / far)
    wide, high = min(a.wide, b.wide) - 8, min(a.high, b.high) - 4
    room = min(wide / abs(aside[0]) if aside[0] else math.inf, high / abs(aside[1]) if aside[1] else math.inf)
    apart = min(_APART, 2 * room / (of - 1))
    off = (lane - (of - 1) / 2) * apart
    return aside[0] * off, aside[1] * off


def _best(ground: _Field, a: int, b: int, shift: tuple[float, float], *, careful: bool) -> Way:
    """The straight way, or the first bow that runs behind fewer cards."""
    best = _bow(ground.boxes[a], ground.boxes[b], shift, 0.0)
    if not careful:
        return best
    least = ground.behind(best, a, b)
    for bow in _BOWS[1:]:
        if not least:
            break
        way = _bow(ground.boxes[a], ground.boxes[b], shift, bow)
        behind = ground.behind(way, a, b)
        if behind < least:
            best, least = way, behind
    return best


def _bow(a: Box, b: Box, shift: tuple[float, float], bow: float) -> Way:
    start, end = (a.x + shift[0], a.y + shift[1]), (b.x + shift[0], b.y + shift[1])
    if not bow:
        return (*_leave(a, start, end), *_leave(b, end, start))
    dx, dy = end[0] - start[0], end[1] - start[1]
    far = math.hypot(dx, dy) or 1.0
    out = (-dy / far * bow * 4 / 3, dx / far * bow * 4 / 3)
    one, two = (start[0] + dx * 0.3 + out[0], start[1] + dy * 0.3 + out[1]), (start[0] + dx * 0.7 + out[0], start[1] + dy * 0.7 + out[1])
    first, last = _leave(a, start, one), _leave(b, end, two)
    return (*first, *(round(part) for part in (*one, *two)), *last)


def _leave(box: Box, inside: tuple[float, float], towards: tuple[float, float]) -> tuple[int, int]:
    """Where a line from a point inside a card leaves the card."""
    dx, dy = towards[0] - inside[0], towards[1] - inside[1]
    share = math.inf
    if dx:
        share = (box.wide - math.copysign(inside[0] - box.x, (inside[0] - box.x) * dx)) / abs(dx)
    if dy:
        share = min(share, (box.high - math.copysign(inside[1] - box.y, (inside[1] - box.y) * dy)) / abs(dy))
    share = 0.0 if math.isinf(share) else max(0.0, share)
    return round(inside[0] + dx * share), round(inside[1] + dy * share)


def _over(a: Box, b: Box, lane: int, tall: float, gap: float) -> Way:
    """Along a row: over the cards between, through the free space above the row, or below it for every other line."""
    side = -1 if lane % 2 == 0 else 1
    step = 14 * (lane // 2)
    near = math.copysign(26 + step, b.x - a.x)
    peak = a.y + side * (tall + gap * 1.1 - step / 2)
    x1, x2 = round(a.x + near), round(b.x - near)
    return x1, round(a.y + side * a.high), x1, round(peak), x2, round(peak), x2, round(b.y + side * b.high)


def _loop(box: Box, lane: int) -> Way:
    x, reach = round(box.x + box.wide), 34 + 12 * lane
    y = round(box.y)
    return x, y - 8, x + reach, y - 26 - 6 * lane, x + reach, y + 26 + 6 * lane, x, y + 8
