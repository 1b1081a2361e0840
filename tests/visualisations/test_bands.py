"""Bar 9 and the layout's promises: shape, no overlap, reading order, the same every time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visualisations import bands, cards
from visualisations.views import views


@pytest.mark.parametrize(("items", "links"), [(50, 120), (500, 1500), (2000, 6000), (5000, 15000)])
def test_the_whole_has_the_shape_of_a_screen(worlds, items, links):
    for view in views(worlds.world(items, links)):
        assert 0.7 <= view.width / view.height <= 2.2


def boxes(view):
    half = cards.WIDTH / 2
    return [(card.x - half, card.y - card.height / 2, card.x + half, card.y + card.height / 2) for card in view.cards]


@pytest.mark.parametrize("items", [1, 2, 50, 500, 2000])
def test_no_card_covers_another(worlds, items):
    for view in views(worlds.world(items, items if items > 5 else 0)):
        placed = sorted(boxes(view))
        for at, one in enumerate(placed):
            for other in placed[at + 1 :]:
                if other[0] >= one[2]:
                    break
                assert other[1] >= one[3] or one[1] >= other[3]


def test_bands_stand_in_reading_order_with_room_for_their_names(worlds):
    spec = worlds.world(500, 1500)
    _, view = views(spec)
    assert [band.name for band in view.bands] == list(spec.levels)
    assert all(above.bottom <= below.top for above, below in zip(view.bands, view.bands[1:], strict=False))
    for card in view.cards:
        band = next(one for one in view.bands if one.name == spec.levels[spec.items[card.item].level])
        assert band.top + 22 <= card.y - card.height / 2
        assert card.y + card.height / 2 <= band.bottom


def test_the_same_every_time(worlds):
    assert views(worlds.world(500, 1500)) == views(worlds.world(500, 1500))


def test_linked_cards_stand_near_each_other():
    pairs = [(at, 29 - at + 30) for at in range(30)]  # each of thirty with one of thirty, in opposite orders
    layout = bands.place([40.0] * 60, [0] * 30 + [1] * 30, pairs, ["upper", "lower"])
    far = [abs(layout.points[a][0] - layout.points[b][0]) for a, b in pairs]
    assert sum(far) / len(far) < layout.width / 10


def test_nothing_to_place():
    assert bands.place([], [], [], ["one"]).points == ()


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_name_fits_its_card(name):
    rows = cards.lines(name)
    assert 1 <= len(rows) <= 4
    assert cards.height(name) >= len(rows) * cards.LINE


def test_a_long_name_is_cut_with_an_ellipsis():
    assert cards.lines("Countywide Community Safety Strategic Board") == ("Countywide", "Community Safety", "Strategic Board")
    assert cards.lines("word " * 60)[-1].endswith("…")
