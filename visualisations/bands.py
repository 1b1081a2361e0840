"""Positions: levels in reading order, each wrapped into rows, so that the whole has the shape of a screen.

Off-the-shelf layered layouts draw one row a level: at 2,000 nodes a ribbon a hundred times wider than high. Pure,
deterministic, and linear but for a few sorts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from visualisations.cards import WIDTH

GAP_X = 18.0
GAP_Y = 30.0
HEADING = 32.0
MARGIN = 14.0
_FRAME = (1030.0, 610.0)  # what a laptop's screen has for the map, beside the panel
_HEADING_SHARE = 0.032  # of the whole height: a band's name is read when the whole fits a screen, too
_WIDE, _USUAL = (64.0, 68.0), (40.0, 52.0)  # a small map has room for the words on its lines, the wider where they can be read then
_SMALL, _READ = 40, 0.66
_ROOM = ((_SMALL, *_USUAL), (100, 26.0, 42.0))


@dataclass(frozen=True)
class Band:
    """One level as drawn: its name, the strip it takes, and how much of that strip, at its top, is kept for the name."""

    name: str
    top: float
    bottom: float
    heading: float = HEADING


@dataclass(frozen=True)
class Layout:
    """Where everything stands: centres of the cards, the bands, and the size of the whole."""

    points: tuple[tuple[float, float], ...]
    bands: tuple[Band, ...]
    width: float
    height: float
    gap: float = GAP_Y  # free space between two rows


def gaps(count: int) -> tuple[float, float]:
    """Space between cards, across and down, on a map of so many."""
    return next(((across, down) for most, across, down in _ROOM if count <= most), (GAP_X, GAP_Y))


def place(heights: Sequence[float], levels: Sequence[int], links: Sequence[tuple[int, int]], names: Sequence[str]) -> Layout:
    """Place cards of the given heights in the bands of their levels.

    `links` are pairs of indexes and only pull linked cards towards each other. The origin is the top left corner.
    """
    members: list[list[int]] = [[] for _ in names]
    for index, level in enumerate(levels):
        members[level].append(index)
    used = [(names[level], band) for level, band in enumerate(members) if band]
    if not used:
        return Layout((), (), 2 * MARGIN + WIDTH, 2 * MARGIN)
    across_gap, down_gap = gaps(len(heights))
    counts = [len(band) for _, band in used]
    tall = (3 * sum(heights) / len(heights) + max(heights)) / 4  # a row is as tall as its tallest card
    if len(heights) <= _SMALL and _columns(counts, tall, *_WIDE)[2] >= _READ:
        across_gap, down_gap = _WIDE
    near = _neighbours(links, len(heights))
    bands = _ordered([band for _, band in used], near)
    rank = {card: row for row, band in enumerate(bands) for card in band}
    columns, high, _ = _columns(counts, tall, across_gap, down_gap)
    heading = max(HEADING, round(high * _HEADING_SHARE / (1 - _HEADING_SHARE * len(bands))))
    cell = WIDTH + across_gap
    brick = any(len(band) > columns for band in bands)
    width = 2 * MARGIN + columns * cell - across_gap + (cell / 2 if brick else 0)
    points: list[tuple[float, float]] = [(0.0, 0.0)] * len(heights)
    strips: list[Band] = []
    top = MARGIN
    for (name, _), band in zip(used, bands, strict=True):
        deep = math.ceil(len(band) / columns)
        across = math.ceil(len(band) / deep)
        left = (width - (across * cell - across_gap) - (cell / 2 if deep > 1 else 0)) / 2 + WIDTH / 2
        y = top + heading
        for row, cards in enumerate(_rows(band, deep, near, rank)):
            # Every other row is moved by half a cell: a line from above passes between two cards rather than behind one.
            tall = max(heights[card] for card in cards)
            for column, card in enumerate(cards):
                points[card] = (round(left + column * cell + (cell / 2 if row % 2 else 0), 1), round(y + tall / 2, 1))
            y += tall + down_gap
        strips.append(Band(name, top, y - down_gap / 2, heading))
        top = y - down_gap / 2 + MARGIN / 2
    return Layout(tuple(points), tuple(strips), round(width, 1), round(top + MARGIN, 1), down_gap)


def _rows(band: list[int], deep: int, near: Sequence[list[int]], rank: dict[int, int]) -> list[list[int]]:
    """Wrap a band column by column, so that a card's place across follows its place in the order.

    Within a column the cards that look up stand above those that look down.
    """
    if deep == 1:
        return [band]

    def pull(card: int) -> float:
        return sum(rank[other] for other in near[card]) / len(near[card]) if near[card] else math.inf

    columns = [sorted(band[at : at + deep], key=pull) for at in range(0, len(band), deep)]
    return [[column[row] for column in columns if row < len(column)] for row in range(deep)]


def _columns(counts: Sequence[int], tall: float, across: float, down: float) -> tuple[int, float, float]:
    """How many cards across make the whole largest on a screen, how high it is then, and at what scale it fits."""
    best, best_scale, best_high = 1, 0.0, 0.0
    for columns in range(1, min(max(counts), 400) + 1):
        rows = sum(math.ceil(count / columns) for count in counts)
        high = rows * (tall + down) + len(counts) * (HEADING + MARGIN / 2)
        brick = (WIDTH + across) / 2 if columns < max(counts) else 0
        scale = min(_FRAME[0] / (columns * (WIDTH + across) - across + brick + 2 * MARGIN), _FRAME[1] / high)
        if scale > best_scale:
            best, best_scale, best_high = columns, scale, high
    return best, best_high, best_scale


def _neighbours(links: Sequence[tuple[int, int]], count: int) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in links:
        if a != b:
            near[a].append(b)
            near[b].append(a)
    return near


def _ordered(bands: list[list[int]], near: Sequence[list[int]]) -> list[list[int]]:
    """Each band in the order of the mean place of its members' neighbours: few crossings, cheaply.

    The order whose lines reach least far across wins; what no line reaches stands at the end of its band.
    """
    at = [0.0] * len(near)

    def spread(band: list[int]) -> None:
        linked = sum(1 for card in band if near[card]) or 1
        for place_, card in enumerate(band):
            at[card] = (place_ + 0.5) / linked

    def reach() -> float:
        return sum(abs(at[card] - at[other]) for card, others in enumerate(near) for other in others)

    bands = [sorted(band, key=lambda card: not near[card]) for band in bands]
    for band in bands:
        spread(band)
    best, least = [list(band) for band in bands], reach()
    for sweep in range(4 if len(near) > 400 else 24):
        for band in bands if sweep % 2 == 0 else reversed(bands):
            pull = {card: sum([at[other] for other in near[card]]) / len(near[card]) if near[card] else math.inf for card in band}
            band.sort(key=pull.__getitem__)
            spread(band)
        far = reach()
        if far < least:
            best, least = [list(band) for band in bands], far
    return best
