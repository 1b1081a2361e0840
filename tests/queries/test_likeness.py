"""How near the words that somebody typed are to a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.likeness import Named, holding, likeness

CSP = "community safety partnership"
KNOWN = (
    Named(("cambridge city community safety partnership",), CSP),
    Named(("huntingdonshire community safety partnership",), CSP),
    Named(("safer peterborough partnership",), CSP),
    Named(("community safety partnerships", "csps"), CSP),
    Named(("cambridgeshire constabulary",), "organisation police force"),
    Named(("cambridgeshire police and crime panel", "the panel"), "board panel"),
    Named(("office of the police and crime commissioner", "opcc"), "organisation"),
    Named(("ordinary peterborough city council",), "organisation council"),
    Named(("chief executive of the office of the police and crime commissioner",), "role post"),
    Named(("chief executive, peterborough city council",), "role post"),
    Named(("cambridge",), "area district"),
    Named(("peterborough",), "area city"),
    Named(("huntingdonshire",), "area district"),
    Named(("victim and witness hub",), "programme hub"),
    Named(("victims",), "theme"),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hunts csp", "huntingdonshire community safety partnership"),
        ("cambridge csp", "cambridge city community safety partnership"),
        ("peterborough csp", "safer peterborough partnership"),  # its sort says what its name does not
        ("cambs police", "cambridgeshire constabulary"),
        ("cambs polcie and crime panel", "cambridgeshire police and crime panel"),
        ("chief exec opcc", "chief executive of the office of the police and crime commissioner"),
        ("victims hub", "victim and witness hub"),
    ],
)
def test_what_is_meant_stands_first(typed, meant):
    near = likeness(typed, KNOWN)
    assert KNOWN[near.index(max(near))].names[0] == meant
    assert 50 <= max(near) <= 89


def test_what_has_nothing_in_common_is_not_near():
    assert likeness("zzzz", KNOWN) == [0.0] * len(KNOWN)
    assert likeness("", KNOWN) == [0.0] * len(KNOWN)
    assert likeness("of the", KNOWN) == [0.0] * len(KNOWN)


def test_a_name_that_holds_the_words_is_nearer_than_one_that_holds_the_letters():
    assert holding("panel", "panel") == 100
    assert 100 > holding("panel", "the panel") > 95 > holding("ane", "the panel") >= 90
    assert holding("board", "panel") == holding("", "panel") == 0


@given(st.text(max_size=30))
def test_any_words_have_a_score_for_each(text):
    near = likeness(text.casefold(), KNOWN)
    assert len(near) == len(KNOWN)
    assert all(score == 0 or 50 <= score <= 89 for score in near)
