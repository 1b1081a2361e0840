"""A view as plain geometry for the static drawing: the picture that a page shows where no script runs. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

from visualisations import cards, routes, style
from visualisations.spec import MapSpec
from visualisations.views import Line, View


@dataclass(frozen=True)
class EndMark:
    """A mark at the end of a line: where its tip is and which way it points, in degrees."""

    path: str
    x: float
    y: float
    turn: float


@dataclass(frozen=True)
class Stroke:
    """One line of the drawing; `sign` is the mark in its middle.

    `words` stand in the box `words_box` (left, top, width) where there is room for them.
    """

    path: str
    look: style.LineLook
    marks: tuple[EndMark, ...]
    sign: EndMark | None = None
    words: str = ""
    words_box: tuple[float, float, float] | None = None


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
    note: str = ""
    note_line: float = 0.0
    change: str = ""


def strokes(view: View) -> list[Stroke]:
    """Every line of the view."""
    return [_stroke(line) for line in view.lines]


def tiles(view: View, spec: MapSpec) -> list[Tile]:
    """Every card of the view."""
    out = []
    for card in view.cards:
        item = spec.items[card.item]
        top = card.y - card.height / 2
        first = card.y - (cards.LINE * (len(card.lines) - 1) + (cards.NOTE_LINE if card.note else 0)) / 2 + 5
        left = round(card.x - cards.WIDTH / 2, 1)
        note_line = round(first + cards.LINE * (len(card.lines) - 1) + cards.NOTE_LINE, 1)
        tile = Tile(
            left, round(top, 1), card.height, card.y, round(first, 1), card.lines, item.name, item.label, style.FAMILIES[item.family],
            card.folded, cards.short(card.note), note_line, item.change,
        )  # fmt: skip
        out.append(tile)
    return out


def heading_size(heading: float) -> float:
    """Size of a band's name in the strip that is kept for it."""
    return round(max(15.0, heading * 0.6), 1)


def _stroke(line: Line) -> Stroke:
    look = style.line_look(*line.look)
    start, end = routes.ends(line.way)
    marks = _end(end, look.end, folded=bool(line.inside & 2))
    marks += _end(start, look.end if line.both else look.start, folded=bool(line.inside & 1))
    middle = routes.point(line.way, 0.5)
    sign = EndMark(style.SIGNS[look.sign], round(middle[0], 1), round(middle[1], 1), 0.0) if look.sign else None
    box = None
    if line.at:
        wide = round(cards.ems(line.words) * routes.WORDS + 6, 1)
        box = (round(line.at[0] - wide / 2, 1), line.at[1] - routes.WORDS_HIGH / 2, wide)
    return Stroke(routes.path(line.way), look, tuple(marks), sign, line.words, box)


def _end(tip: tuple[int, int, float], name: str, *, folded: bool) -> list[EndMark]:
    """The marks at an end of a line; where it leads to something that is folded away, the sign of that stands between mark and card."""
    if not folded:
        return [EndMark(style.END_MARKS[name], *tip)] if name else []
    x, y, turn = tip
    out = [EndMark(style.INSIDE, x, y, turn)]
    if name:
        back_x, back_y = math.cos(math.radians(turn)) * style.INSIDE_DEEP, math.sin(math.radians(turn)) * style.INSIDE_DEEP
        out.append(EndMark(style.END_MARKS[name], round(x - back_x, 1), round(y - back_y, 1), turn))
    return out
