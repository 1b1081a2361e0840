"""The ways of lines: from border to border, side by side, round the cards between; words that cover nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visualisations import routes
from visualisations.cards import WIDTH, ems
from visualisations.routes import Box, path, point, ways, words_at
from visualisations.views import views

CARD = (WIDTH / 2, 20.0)


def on_border(box, x, y):
    across, down = abs(x - box.x), abs(y - box.y)
    return across <= box.wide + 1 and down <= box.high + 1 and (across >= box.wide - 1 or down >= box.high - 1)


@settings(max_examples=80)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=14, unique=True),
    st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13)), max_size=24),
)
def test_every_line_begins_and_ends_on_the_border_of_its_cards(cells, pairs):
    boxes = [Box(column * 200.0, row * 90.0, *CARD) for column, row in cells]
    pairs = [(a % len(boxes), b % len(boxes)) for a, b in pairs]
    found = ways(boxes, pairs, 30.0)
    assert len(found) == len(pairs)
    for (a, b), way in zip(pairs, found, strict=True):
        assert on_border(boxes[a], *way[:2])
        assert on_border(boxes[b], *way[-2:])


def test_lines_between_the_same_two_stand_apart_whichever_way_they_point():
    boxes = [Box(0.0, 0.0, *CARD), Box(0.0, 200.0, *CARD)]
    found = ways(boxes, [(0, 1), (1, 0), (0, 1), (0, 1), (1, 0)], 30.0)
    middles = sorted(point(way, 0.5)[0] for way in found)
    assert all(right - left >= 15 for left, right in pairwise(middles))


def test_a_line_goes_round_a_card_that_stands_in_its_way():
    boxes = [Box(0.0, 0.0, *CARD), Box(0.0, 100.0, *CARD), Box(0.0, 200.0, *CARD)]
    (way,) = ways(boxes, [(0, 2)], 30.0)
    middle = point(way, 0.5)
    assert abs(middle[0]) > CARD[0]


def test_a_line_along_a_row_runs_over_the_cards_between():
    boxes = [Box(column * 200.0, 50.0, *CARD) for column in range(4)]
    above, below = ways(boxes, [(0, 3), (0, 3)], 30.0)
    assert point(above, 0.5)[1] < 50 - 20
    assert point(below, 0.5)[1] > 50 + 20


def test_a_link_to_itself_is_a_loop_beside_its_card():
    (way,) = ways([Box(0.0, 0.0, *CARD)], [(0, 0)], 30.0)
    assert point(way, 0.5)[0] > CARD[0]


def test_a_way_is_the_path_of_a_drawing():
    assert path((1, 2, 3, 4)) == "M1 2L3 4"
    assert path((0, 0, 1, 1, 2, 2, 3, 3)) == "M0 0C1 1 2 2 3 3"
    assert point((0, 0, 10, 0, 10, 10, 0, 10), 0.5) == (7.5, 5.0)
    assert routes.ends((0, 0, 10, 0)) == ((0, 0, 180.0), (10, 0, 0.0))


@pytest.mark.parametrize(("items", "links"), [(20, 40), (60, 120)])
def test_words_cover_no_card_no_heading_and_no_other_words(worlds, items, links):
    opening, _ = views(worlds.world(items, links))
    written = [line for line in opening.lines if line.at]
    assert len(written) > len(opening.lines) / 3
    taken = [(c.x - WIDTH / 2, c.y - c.height / 2, c.x + WIDTH / 2, c.y + c.height / 2) for c in opening.cards]
    taken += [(0.0, band.top, 14 + ems(band.name) * 15, band.top + band.heading) for band in opening.bands]
    for line in written:
        half = ems(line.words) * routes.WORDS / 2
        box = (line.at[0] - half, line.at[1] - 8, line.at[0] + half, line.at[1] + 8)
        assert not [o for o in taken if box[0] < o[2] and box[2] > o[0] and box[1] < o[3] and box[3] > o[1]]
        taken.append(box)


def test_words_without_a_place_are_left_to_the_lists():
    boxes = [Box(0.0, 0.0, *CARD), Box(180.0, 0.0, *CARD)]  # eight units apart
    assert words_at(boxes, ways(boxes, [(0, 1)], 30.0), ["holds to account"], []) == [None]
