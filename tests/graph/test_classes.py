"""What holds of all of a class shows at its members: at every step up, once, with what says it of the class."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.classes import classes_of, inherited
from graph.timeline import Fact


def fact(start, kind, end, **properties):
    properties = {"modality": "in force", "standing": "stated", "evidence": [f"paper/{start}"], **properties}
    return Fact(f"{kind}:{start}:{end}", kind, start, end, properties)


def about(*facts):
    return lambda item: [one for one in facts if item in (one.start, one.end)]


IS_ONE = fact("a", "INSTANCE_OF", "class")
IS_OF_WIDER = fact("class", "INSTANCE_OF", "wider")
ALL = fact("board", "OVERSEES", "wider", share="all")


def test_what_all_have_each_member_has_through_classes_of_classes():
    (found,) = inherited(["a"], about(IS_ONE, IS_OF_WIDER, ALL))
    assert (found.fact.type, found.fact.start, found.fact.end, found.source) == ("OVERSEES", "board", "a", ALL.key)
    assert found.fact.properties == {
        "modality": "in force",
        "standing": "inferred",
        "rule": "member-of-class",
        "by_class": "wider",
        "evidence": ["paper/board"],
        "by_class_evidence": ["paper/a", "paper/class"],
    }
    assert "rule" not in ALL.properties


def test_some_many_and_a_number_are_inherited_by_none():
    said = [fact("board", "OVERSEES", "class", share=share) for share in ("some", "many", "3", "")]
    assert inherited(["a"], about(IS_ONE, *said)) == []


def test_who_will_be_or_was_of_a_class_inherits_nothing():
    for modality in ("planned", "expected", "proposed", "ended"):
        later = fact("a", "INSTANCE_OF", "class", modality=modality)
        assert inherited(["a"], about(later, fact("class", "LEADS", "work", share="all"))) == []


def test_a_fact_between_two_classes_shows_with_one_end():
    both = fact("class", "REPORTS_TO", "boards", share="all")
    other = fact("b", "INSTANCE_OF", "boards")
    found = inherited(["a", "b"], about(IS_ONE, other, both))
    assert [(one.fact.start, one.fact.end) for one in found] == [("a", "boards"), ("class", "b")]


def test_what_is_stated_of_the_member_too_stays_beside_it():
    stated = fact("board", "OVERSEES", "a")
    found = inherited(["a"], about(IS_ONE, IS_OF_WIDER, ALL, stated))
    assert len(found) == 1
    assert found[0].fact.key != stated.key


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20))
def test_any_tangle_of_classes_ends_and_finds_each_once(pairs):
    facts = [fact(str(one), "INSTANCE_OF", str(other)) for one, other in pairs]
    found = classes_of("0", about(*facts))
    reached, todo = set(), ["0"]
    while todo:
        todo = [str(b) for a, b in pairs if str(a) in todo and str(b) not in reached and not reached.add(str(b))]
    assert set(found) == reached - {"0"}
    assert all(way[0].start == "0" and way[-1].end == item for item, way in found.items())
