"""From the words a user gives to one entity."""

from __future__ import annotations

import pytest

from graph.errors import UnknownSubject
from queries.subjects import resolve, search

WORLD = """
* Action 1 | code=V4 | plan=work/police-and-crime-plan-2017
* Action 2 | code=V4 | plan=work/police-and-crime-plan-2013
* Action 3 | code=T1 | plan=work/police-and-crime-plan-2017
* Board 1 | names=The First Board; CCSSB; Drugs/Alcohol Board
* Board 2 | names=The Second Board; Café Board
* Board 3 | identifiers=GSS:E22000017
* Grant 7 | identifiers=360Giving:360G-example-7
Board 9 | OVERSEES | Action 1 | 2018-10 | withdrawn=never said
* Group 1 | names=the Board
* Group 2 | names=the Board
* Group 3 | withdrawn=no such group
* Group 4 | name=Harbour
* Plan 1 | name=Harbour lights
* Theme 1 | name=Harbour
* Theme 2 | name=Harbours and rivers
* Theme 3 | name=Bridges
"""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("body/board-1", "Board 1"),
        (" BODY/Board-1 ", "Board 1"),
        ("Board 1", "Board 1"),
        ("bOARD   1", "Board 1"),
        ("ccssb", "Board 1"),
        ("ССЅЅВ", "Board 1"),  # every letter of it Cyrillic
        ("the first board", "Board 1"),
        ("Drugs/Alcohol Board", "Board 1"),
        ("cafe board", "Board 2"),
        ("body/e22000017", "Board 3"),  # an id that it answers to beside the one it shows
        ("GSS:E22000017", "Board 3"),
        ("t1", "Action 3"),
        ("2017/V4", "Action 1"),
        ("2013/v4", "Action 2"),
        ("police-and-crime-plan-2013/V4", "Action 2"),
        ("board-2", "Board 2"),  # an id without its family
        ("E22000017", "Board 3"),
        ("360G-example-7", "Grant 7"),  # a registered code without its scheme
        ("360giving:360G-Example-7", "Grant 7"),
    ],
)
def test_one_entity(loaded, words, found):
    assert resolve(loaded, words).name == found


def test_several_are_listed(loaded):
    with pytest.raises(UnknownSubject) as caught:
        resolve(loaded, "v4")
    assert str(caught.value).splitlines() == [
        "'v4' names 2 entities:",
        "  V4 Action 1  (work/action-1)",
        "  V4 Action 2  (work/action-2)",
        "What to do: give the id, or a code with its plan (2017/V4)",
    ]
    with pytest.raises(UnknownSubject, match="names 2 entities"):
        resolve(loaded, "The Board")


@pytest.mark.parametrize(("words", "near"), [("Bord 1", "Board 1"), ("second bord", "Board 2"), ("2099/V4", "Action")])
def test_none_has_a_did_you_mean(loaded, words, near):
    with pytest.raises(UnknownSubject, match=r"Nothing in the landscape is named(.|\n)*did you mean") as caught:
        resolve(loaded, words)
    assert near in caught.value.hint


@pytest.mark.parametrize("words", ["", " ", "!!", "/", "'; DROP", "body/group-3", "$text", "\x00"])
def test_words_that_name_nothing(loaded, words):
    with pytest.raises(UnknownSubject, match="Nothing in the landscape"):
        resolve(loaded, words)


def test_the_nearest_stand_first(loaded):
    found = [(row["name"], row["score"]) for row in search(loaded, "board 1", 10)]
    assert found[0] == ("Board 1", 100)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    whole, part = search(loaded, "first", 1), search(loaded, "irst", 1)
    assert whole[0]["score"] > part[0]["score"] >= 90
    assert search(loaded, "zzzz", 5) == []


def test_what_is_asked_for_settles_a_name_and_leads_what_is_near(loaded):
    assert resolve(loaded, "harbour", ("Theme",)).id == "work/theme-1"
    with pytest.raises(UnknownSubject) as caught:
        resolve(loaded, "harbour")
    assert "  Harbour  (body/group-4), DeliveryGroup\n  Harbour  (work/theme-1), Theme" in str(caught.value)
    with pytest.raises(UnknownSubject) as caught:
        resolve(loaded, "Harbours", ("Theme",))
    assert caught.value.hint == "did you mean\n  Harbours and rivers  (work/theme-2)\n  Harbour  (work/theme-1)"
