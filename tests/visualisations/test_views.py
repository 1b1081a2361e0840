"""Folding: at most 300 items and 600 lines, nothing lost on the way, two-way relations merged."""

from __future__ import annotations

import pytest

from visualisations.spec import Item, Link, MapSpec
from visualisations.views import MOST_ITEMS, MOST_LINES, shown_by, views


def spec_of(pairs, **more):
    names = sorted({name for pair in pairs for name in pair[:2]})
    items = tuple(Item(id=name, name=name, label="Board", family="Body", level=0) for name in names)
    links = tuple(
        Link(key=str(at), from_id=a, to_id=b, type=kind, phrase=kind, phrase_back=kind, **more) for at, (a, b, kind) in enumerate(pairs)
    )
    return MapSpec(title="t", as_of="2018", levels=("one",), items=items, links=links)


@pytest.mark.parametrize(("items", "links"), [(120, 300), (280, 2000), (2000, 6000), (5000, 15000)])
def test_a_large_map_opens_folded(worlds, items, links):
    opening, full = views(worlds.world(items, links))
    assert opening is not full
    assert len(opening.cards) <= MOST_ITEMS
    assert len(opening.lines) <= MOST_LINES
    assert len(full.cards) == items
    assert full.links_shown == links


def test_a_small_map_opens_whole(worlds):
    opening, full = views(worlds.world(80, 200))
    assert opening is full


def test_actions_fold_into_their_group():
    parents = [-1] * 60 + [at % 60 for at in range(400)]
    shown = shown_by(parents, [0] * 60 + [1] * 400, [])
    assert all(shown[item] == item for item in range(60))
    assert all(at == item or at == parents[item] for item, at in enumerate(shown))
    assert len(set(shown)) <= MOST_ITEMS


def test_the_smallest_groups_close_first():
    parents = [-1] * 30 + [0] * 30 + [at % 29 + 1 for at in range(29)]
    shown = shown_by(parents, [0] * 30 + [1] * 59, [])
    assert shown[30:60] == tuple(range(30, 60))
    assert {shown[at] for at in range(60, 89)} != set(range(60, 89))


def test_what_no_link_reaches_waits_and_what_is_asked_about_shows():
    ends = [(at, at + 1, "OVERSEES", "") for at in range(0, 60, 2)]
    shown = shown_by([-1] * 200, [0] * 200, ends, {150})
    assert shown[150] == 150
    assert shown[151] == -1
    assert shown[:60] == tuple(range(60))


def test_a_ring_of_groups_does_not_hang():
    parents = [1, 0, *range(400)]
    assert len(set(shown_by(parents, [0] * 402, []))) <= MOST_ITEMS


def test_links_both_ways_are_one_line_with_two_heads():
    opening, _ = views(spec_of([("a", "b", "WORKS_WITH"), ("b", "a", "WORKS_WITH"), ("a", "b", "OVERSEES")]))
    assert sorted((line.look[0], line.both, len(line.links)) for line in opening.lines) == [("OVERSEES", False, 1), ("WORKS_WITH", True, 2)]


def test_parallel_lines_stand_apart():
    opening, _ = views(spec_of([("a", "b", "OVERSEES"), ("a", "b", "SCRUTINISES"), ("a", "b", "CONVENES")]))
    assert len({line.way for line in opening.lines}) == 3


def test_a_line_to_what_is_folded_away_is_told_from_one_to_the_card():
    """A board that oversees a member of a partnership does not oversee the partnership: the line has a sign, and says whom it is about."""
    pairs = [("board", "csp", "WORKS_WITH"), ("board", "member 00", "WORKS_WITH"), ("board", "member 01", "OVERSEES")]
    pairs += [(f"member {at:02}", "csp", "MEMBER_OF") for at in range(90)]
    made = spec_of(pairs)
    inside = tuple(item.model_copy(update={"group": "csp"}) if item.id.startswith("member") else item for item in made.items)
    opening, full = views(made.model_copy(update={"items": inside}))
    names = [item.id for item in inside]
    said = {(names[line.start], names[line.end], line.look[0], line.inside): line.words for line in opening.lines}
    assert said["board", "csp", "WORKS_WITH", 0] == "WORKS_WITH"
    assert said["board", "csp", "WORKS_WITH", 2] == "WORKS_WITH member 00"
    assert not any(line.inside for line in full.lines)


def test_who_is_overseen_or_denied_folds_last():
    ends = [(1, 5, "OVERSEES", ""), (1, 6, "DOES_NOT_HOLD_TO_ACCOUNT", ""), (7, 0, "REPORTS_TO", ""), (1, 8, "WORKS_WITH", "")]
    shown = shown_by([-1, -1] + [0] * 90, [0, 0] + [1] * 90, ends)
    assert [shown[at] for at in (5, 6, 7, 8)] == [5, 6, 0, 0]  # what joins a member to its own group only, folds with it
    ends = [(1, at, "OVERSEES", "") for at in range(2, 92)]
    assert len(set(shown_by([-1, -1] + [0] * 90, [0, 0] + [1] * 90, ends))) <= MOST_ITEMS
