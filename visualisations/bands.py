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
_SHAPE = 1.6  # width to height that we aim at: a laptop's screen beside the panel
_SWEEPS = 4


@dataclass(frozen=True)
class Band:
    """One level as drawn: its name and the strip it takes."""

    name: str
    top: float
    bottom: float


@dataclass(frozen=True)
class Layout:
    """Where everything stands: centres of the cards, the bands, and the size of the whole."""

    points: tuple[tuple[float, float], ...]
    bands: tuple[Band, ...]
    width: float
    height: float


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
    bands = _ordered([band for _, band in used], links, len(heights))
    columns = _columns([len(band) for band in bands], sum(heights) / len(heights))
    cell = WIDTH + GAP_X
    brick = any(len(band) > columns for band in bands)
    width = 2 * MARGIN + columns * cell - GAP_X + (cell / 2 if brick else 0)
    points: list[tuple[float, float]] = [(0.0, 0.0)] * len(heights)
    strips: list[Band] = []
    top = MARGIN
    for (name, _), band in zip(used, bands, strict=True):
        deep = math.ceil(len(band) / columns)
        across = math.ceil(len(band) / deep)
        left = (width - (across * cell - GAP_X) - (cell / 2 if deep > 1 else 0)) / 2 + WIDTH / 2
        y = top + HEADING
        for row in range(deep):
            # Column by column, so that a card's place across follows its place in the order; every other row is moved
            # by half a cell, so that a line from above passes between two cards rather than behind one.
            cards = band[row::deep]
            tall = max(heights[card] for card in cards)
            for column, card in enumerate(cards):
                points[card] = (round(left + column * cell + (cell / 2 if row % 2 else 0), 1), round(y + tall / 2, 1))
            y += tall + GAP_Y
        strips.append(Band(name, top, y - GAP_Y / 2))
        top = y - GAP_Y / 2 + MARGIN / 2
    return Layout(tuple(points), tuple(strips), round(width, 1), round(top + MARGIN, 1))


def _columns(counts: Sequence[int], tall: float) -> int:
    """How many cards across bring the whole nearest to the shape of a screen."""
    best, best_miss = 1, math.inf
    for columns in range(1, min(max(counts), 400) + 1):
        rows = sum(math.ceil(count / columns) for count in counts)
        high = rows * (tall + GAP_Y) + len(counts) * (HEADING + MARGIN / 2)
        miss = abs(math.log(columns * (WIDTH + GAP_X) / high / _SHAPE))
        if miss < best_miss:
            best, best_miss = columns, miss
    return best


def _ordered(bands: list[list[int]], links: Sequence[tuple[int, int]], count: int) -> list[list[int]]:
    """Each band in the order of the mean place of its members' neighbours: few crossings, cheaply."""
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in links:
        if a != b:
            near[a].append(b)
            near[b].append(a)
    at = [0.0] * count

    def spread(band: list[int]) -> None:
        for place_, card in enumerate(band):
            at[card] = (place_ + 0.5) / len(band)

    bands = [list(band) for band in bands]
    for band in bands:
        spread(band)
    for sweep in range(_SWEEPS):
        for band in bands if sweep % 2 == 0 else reversed(bands):
            pull = {card: sum(at[other] for other in near[card]) / len(near[card]) if near[card] else at[card] for card in band}
            band.sort(key=pull.__getitem__)
            spread(band)
    return bands
