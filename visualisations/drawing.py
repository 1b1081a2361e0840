"""A view as plain geometry for the static drawing: the picture that a page shows where no script runs. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

from visualisations import cards, style
from visualisations.spec import MapSpec
from visualisations.views import Card, Line, View

Point = tuple[float, float]


@dataclass(frozen=True)
class EndMark:
    """A mark at the end of a line: where its tip is and which way it points, in degrees."""

    path: str
    x: float
    y: float
    turn: float


@dataclass(frozen=True)
class Stroke:
    """One line of the drawing."""

    path: str
    look: style.LineLook
    marks: tuple[EndMark, ...]


@dataclass(frozen=True)
class Tile:
    """One card of the drawing: its top left corner, the baseline of its text, its look and its words."""

    left: float
    top: float
    height: float
    middle: float
    first_line: float
    lines: tuple[str, ...]
    name: str
    label: str
    look: style.FamilyLook
    folded: int


def strokes(view: View) -> list[Stroke]:
    """Every line of the view."""
    at = {card.item: card for card in view.cards}
    return [_stroke(at[line.start], at[line.end], line) for line in view.lines]


def tiles(view: View, spec: MapSpec) -> list[Tile]:
    """Every card of the view."""
    out = []
    for card in view.cards:
        item = spec.items[card.item]
        top = card.y - card.height / 2
        first = card.y - cards.LINE * (len(card.lines) - 1) / 2 + 5
        left = round(card.x - cards.WIDTH / 2, 1)
        look = style.FAMILIES[item.family]
        out.append(Tile(left, round(top, 1), card.height, card.y, round(first, 1), card.lines, item.name, item.label, look, card.folded))
    return out


def _stroke(a: Card, b: Card, line: Line) -> Stroke:
    look = style.line_look(*line.look)
    if a is b:
        x, y = a.x + cards.WIDTH / 2, a.y
        return Stroke(
            f"M{x:.1f} {y - 8:.1f}c26-22 26 38 0 16", look, (EndMark(style.END_MARKS[look.end], round(x, 1), round(y + 8, 1), 180.0),)
        )
    via = _via((a.x, a.y), (b.x, b.y), line.round)
    start, end = _border(a, via or (b.x, b.y)), _border(b, via or (a.x, a.y))
    path = f"M{start[0]:.1f} {start[1]:.1f}" + (f"Q{via[0]:.1f} {via[1]:.1f} " if via else "L") + f"{end[0]:.1f} {end[1]:.1f}"
    marks = [_mark(look.end, via or start, end)]
    if line.both:
        marks.append(_mark(look.end, via or end, start))
    elif look.start:
        marks.append(_mark(look.start, via or end, start))
    return Stroke(path, look, tuple(marks))


def _via(a: Point, b: Point, roundness: float) -> Point | None:
    """Where vis puts the handle of a `curvedCW` line, so that both drawings bow alike."""
    if not roundness:
        return None
    dx, dy = b[0] - a[0], a[1] - b[1]
    reach = (0.5 * roundness + 0.5) * math.hypot(dx, dy)
    angle = math.atan2(dy, dx) + (0.5 * roundness + 0.5) * math.pi
    return a[0] + reach * math.sin(angle), a[1] + reach * math.cos(angle)


def _border(card: Card, towards: Point) -> Point:
    """Find the point where a line from the card's centre leaves the card."""
    dx, dy = towards[0] - card.x, towards[1] - card.y
    share = min(cards.WIDTH / 2 / abs(dx) if dx else math.inf, card.height / 2 / abs(dy) if dy else math.inf)
    return (card.x, card.y) if math.isinf(share) else (card.x + dx * share, card.y + dy * share)


def _mark(name: str, before: Point, tip: Point) -> EndMark:
    turn = math.degrees(math.atan2(tip[1] - before[1], tip[0] - before[0]))
    return EndMark(style.END_MARKS[name], round(tip[0], 1), round(tip[1], 1), round(turn, 1))
