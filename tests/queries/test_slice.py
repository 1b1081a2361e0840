"""Slices: what is read around entities, of some types and of the whole landscape; that an index finds what a scan finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.relationships import UP_TO_END, UP_TO_START
from graph.timeline import Fact
from queries.catalogue import load as load_catalogue
from queries.slice import NO_PATH, Slice, named, printed, read_types, read_whole_slice

WORLD = """
Board 1 | OVERSEES | Group 1 | 2016-10 | frequency=monthly
Board 1 | OVERSEES | Group 1 | 2018-10 | frequency=quarterly
Group 1 | LEADS | Action 1 | 2018-10
Group 2 | LEADS | Action 1 | 2016-10
Person 1 | MEMBER_OF | Board 1 | 2018-10 | valid_to=2019-03
Action 1 | state | Amber | 2018-10
Body 1 | MEMBER_OF | Board 1 | 2020-10 | said_by=post/post-9
* Post 9
"""


def types(part):
    return sorted(fact.type for fact in part.facts.values())


def test_the_whole_at_a_date(loaded):
    part = read_whole_slice(loaded, "2018-12")
    assert types(part) == ["LEADS", "LEADS", "MEMBER_OF", "OVERSEES"]
    assert [part.facts[key].start for key in part.earlier] == ["body/group-2"]
    assert part.name("post/post-9") == "Post 9"
    assert not part.cut
    assert not any(label in ("Passage", "Document") for item in part.entities.values() for label in item.labels)
    assert "statings" not in next(iter(part.facts.values())).properties
    assert types(read_whole_slice(loaded, "2020")) == ["LEADS", "LEADS", "MEMBER_OF", "OVERSEES"]  # Person 1 sat until 2019
    assert types(read_whole_slice(loaded, "2016")) == ["LEADS", "OVERSEES"]


def test_some_types_with_their_statings_and_what_is_over(loaded):
    part = read_whole_slice(loaded, "2020", types=["MEMBER_OF"], past=True)
    assert sorted((fact.start, fact.properties["modality"]) for fact in part.facts.values()) == [
        ("body/body-1", "in force"),
        ("person/person-1", "ended"),
    ]
    (oversees,) = read_whole_slice(loaded, "2018", types=["OVERSEES"]).facts.values()
    assert printed(oversees, "frequency", "2018") == ["quarterly", "monthly"]
    assert printed(oversees, "frequency", "2017") == ["monthly"]


def test_evidence_types_only_where_they_are_wanted(loaded):
    assert "STATED_IN" in types(read_whole_slice(loaded, "2018", without=()))
    assert not set(NO_PATH) & set(types(read_whole_slice(loaded, "2018")))


@pytest.mark.parametrize(("most", "cut"), [(4, False), (3, True), (1, True)])
def test_a_bound_cuts_and_says_so(loaded, most, cut):
    part = read_whole_slice(loaded, "2018-12", most=most)
    assert (len(part.facts), part.cut) == (min(most, 4), cut)


def test_facts_of_a_text(loaded, catalogue):
    part = read_types(loaded, catalogue["actions"].cypher, "2018-12")
    assert types(part) == ["LEADS", "LEADS", "STATED_IN"]
    assert set(named(loaded, ["body/board-1", "body/nowhere"])) == {"body/board-1"}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(("LEADS", "OVERSEES")), st.sampled_from("abc"), st.booleans())))
def test_an_index_finds_what_a_scan_finds(drawn):
    facts = {str(n): Fact(str(n), kind, start, end, {}) for n, (start, kind, end, _) in enumerate(drawn)}
    past = frozenset(str(n) for n, (*_, old) in enumerate(drawn) if old)
    part = Slice("2018", {}, facts, past)
    for item in "abcd":
        for wanted in ((), ("LEADS",), ("LEADS", "OVERSEES")):
            into = {fact.key for fact in facts.values() if fact.end == item and (not wanted or fact.type in wanted)}
            out = {fact.key for fact in facts.values() if fact.start == item and (not wanted or fact.type in wanted)}
            found = part.into(item, *wanted)
            assert {fact.key for fact in found} == into
            assert {fact.key for fact in part.out_of(item, *wanted)} == out
            assert [fact.key in past for fact in found] == sorted(fact.key in past for fact in found)
        assert sorted(fact.key for fact in part.about(item)) == sorted(part_key(facts, item))
    assert {fact.key for fact in part.of_type("LEADS")} == {fact.key for fact in facts.values() if fact.type == "LEADS"}


def part_key(facts, item):
    return [fact.key for fact in facts.values() if item in (fact.start, fact.end)]


def test_chain_reads_every_relation_that_leads_up():
    text = load_catalogue()["chain"].cypher
    assert not [kind for kind in (*UP_TO_START, *UP_TO_END) if kind not in text]
