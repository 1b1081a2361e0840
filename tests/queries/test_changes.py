"""What changed between two dates: each kind of change, on each engine; what ends nothing; and the evidence of both sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.timeline import Fact
from queries.changes import Kind, compare
from queries.run import ask as ask_question
from queries.slice import Entity, Slice

WORLD = """
* Action 1 | code=V1
* Action 2 | code=V2
* Action 3 | code=V3
Person 1 | ACCOUNTABLE_FOR | Action 1 | 2018
Person 2 | ACCOUNTABLE_FOR | Action 1 | 2020
Group 1 | LEADS | Action 2 | 2018
Group 1 | LEADS | Action 2 | 2020
Person 3 | CHAIRS | Board 1 | 2018
Person 4 | CHAIRS | Board 1 | 2020
Person 5 | CHAIRS | Board 1 | 2020 | capacity=vice
Person 6 | HOLDS | Post 1 | 2018
Person 7 | HOLDS | Post 1 | 2020
Action 1 | state | amber | 2018
Action 1 | state | green | 2020
Action 2 | state | amber | 2018
Action 2 | state | lost | 2020
Action 3 | state | lost | 2018
Action 3 | state | red | 2020
Action 1 | direction | lost | 2018
Action 1 | direction | lost | 2020
Deliverable 1 | listed_as | New Deliverables | 2018
Deliverable 1 | listed_as | Completed Deliverables | 2020
Deliverable 1 | due | end of 2019 | 2018 | value=2019-12
Deliverable 1 | due | December 2019 | 2020 | value=2019-12
Fund 1 | amount | £10k | 2018 | of=awarded | value=10000
Fund 1 | amount | £12k | 2020 | of=awarded | value=12000
Fund 1 | measure | 3 bids | 2020 | of=bids | period=2019
Fund 1 | FUNDS | Programme 1 | 2018 | amount_text=£5k | valid_to=2019-06
Fund 2 | FUNDS | Programme 1 | 2018 | amount_text=£5k
Fund 2 | FUNDS | Programme 1 | 2020 | amount_text=£7k
Partnership 1 | name | Partnership One | 2018
Partnership 1 | name | Partnership of the First | 2020
Partnership 2 | name | Old Road Partnership | 2020 | modality=ended
Partnership 2 | name | Zero Partnership | 2020
Body 1 | name | Home Office Crime Unit | 2018
Body 1 | name | HOCU | 2020
Board 3 | SUCCEEDS | Board 2 | 2020
Group 2 | CONCERNS | Board 2 | 2018
Board 5 | SUCCEEDS | Board 4 | 2020
Board 6 | SUCCEEDS | Board 4 | 2020
Group 2 | CONCERNS | Board 4 | 2018
Group 5 | SUCCEEDS | Group 3 | 2020
Group 5 | SUCCEEDS | Group 4 | 2020
Group 3 | CONCERNS | Objective 1 | 2018
Group 4 | CONCERNS | Objective 1 | 2018
Board 8 | SUCCEEDS | Board 7 | 2020 | modality=planned
Group 2 | CONCERNS | Board 7 | 2018
Body 2 | MEMBER_OF | Board 1 | 2018
Body 2 | MEMBER_OF | Board 1 | 2020 | modality=ended
Body 3 | MEMBER_OF | Board 1 | 2018 | modality=planned
Body 3 | MEMBER_OF | Board 1 | 2020
Body 4 | MEMBER_OF | Board 1 | 2018
Body 4 | MEMBER_OF | Board 1 | 2020 | modality=planned
Body 5 | MEMBER_OF | Board 1 | 2018
Body 1 | MEMBER_OF | Board 1 | 2020
Programme 2 | PART_OF | Programme 1 | 2020
Person 8 | LEADS | Programme 3 | 2018
~ Programme 3 | 2020 | Programme 3
Body 6 | CONTRIBUTES_TO | Programme 4 | 2018
"""


@pytest.fixture
def changed(ask, rows):
    """The rows of one kind: entity, before, after."""

    def short(kind, *about, first="2018", second="2020"):
        answer = ask("changes", *about, first, second)
        return [tuple(row) for row in rows(answer, "change", "entity", "before", "after") if row[0] == kind]

    return short


def test_another_owner_takes_the_place_of_the_one_before(changed):
    found = changed("re-owned")
    assert {(entity, before, after) for _, entity, before, after in found} == {
        ("V1 Action 1", "accountable: Person 1", "accountable: Person 2"),
        ("Board 1", "chaired by: Person 3", "chaired by: Person 4"),
        ("Post 1", "held by: Person 6", "held by: Person 7"),
    }


def test_values_that_differ_are_re_stated_however_they_are_printed(changed):
    found = {(entity, before, after) for _, entity, before, after in changed("re-stated")}
    assert ("V1 Action 1", "state: amber", "state: green") in found
    assert ("Deliverable 1", "listed as: New Deliverables", "listed as: Completed Deliverables") in found
    assert ("Fund 1", "amount: £10k of awarded", "amount: £12k of awarded") in found
    assert ("Fund 2", "funds Programme 1; amount: £5k", "funds Programme 1; amount: £7k") in found
    assert not [entity for entity, before, _ in found if before.startswith("due")]  # the same month, otherwise printed


def test_what_the_text_lost_replaces_no_value_and_is_said(changed, ask, codes):
    found = {entity: (before, after) for _, entity, before, after in changed("re-stated") if before.startswith(("state", "direction"))}
    assert found == {"V1 Action 1": ("state: amber", "state: green"), "V3 Action 3": ("state: lost in the text of the paper", "state: red")}
    assert "lost" in codes(ask("changes", "2018", "2020"))


def test_a_plan_that_came_true_is_re_stated_and_one_beside_a_fact_is_added(changed):
    assert ("re-stated", "Body 3", "is a member of Board 1 (planned)", "is a member of Board 1 (in force)") in changed("re-stated")
    assert ("added", "Body 4", "", "is a member of Board 1 (planned)") in changed("added")


def test_a_rename_is_one_body_with_two_names(changed):
    assert {(entity, before, after) for _, entity, before, after in changed("renamed")} == {
        ("Partnership 1", "Partnership One", "Partnership of the First"),
        ("Partnership 2", "Old Road Partnership", "Zero Partnership"),
    }  # the initials of Body 1 rename nothing


def test_succession_split_and_merger(changed):
    assert changed("succeeded") == [("succeeded", "Board 2", "Board 2", "Board 3")]
    assert changed("split") == [("split", "Board 4", "Board 4", "Board 5; Board 6")]
    assert changed("merged") == [("merged", "Group 5", "Group 3; Group 4", "Group 5")]


def test_what_is_planned_to_succeed_has_not(changed):
    assert next(row for row in changed("added") if row[1] == "Board 8")[3].startswith("Board; succeeds Board 7 (planned)")


def test_an_end_that_a_paper_prints_and_one_that_it_tells(changed):
    found = changed("ended")
    assert ("ended", "Body 2", "is a member of Board 1 (in force)", "is a member of Board 1 (ended)") in found
    assert ("ended", "Fund 1", "funds Programme 1: £5k (until 2019-06)", "until 2019-06") in found
    assert len(found) == 2


def test_silence_ends_nothing_and_stands_apart_and_last(changed, ask, rows):
    silent = changed("no longer mentioned")
    assert ("no longer mentioned", "Programme 4", "Programme; last named 2018", "") in silent
    assert ("no longer mentioned", "Programme 3", "led by Person 8; last stated 2018", "") in silent
    assert not [row for row in changed("ended") if row[1] in ("Body 5", "Programme 3", "Programme 4")]
    kinds = rows(ask("changes", "2018", "2020"), "change")
    assert kinds == sorted(kinds, key=[str(kind) for kind in Kind].index)


def test_what_is_new_stands_once_with_what_is_said_of_it(changed):
    found = changed("added")
    assert [row[3] for row in found if row[1] == "Programme 2"] == ["Programme; is part of Programme 1"]
    assert ("added", "Body 1", "", "is a member of Board 1") in found
    assert ("added", "Fund 1", "", "measure: 3 bids of bids 2019") in found
    assert ("added", "Board 1", "", "chaired by Person 5 (vice)") not in found  # Person 5 is new: it stands there
    assert [row[3] for row in found if row[1] == "Person 5"] == ["Person; chairs Board 1"]


def test_each_side_has_its_own_evidence(ask):
    answer = ask("changes", "2018", "2020")
    for row in answer.rows:
        before, after = ({answer.evidence[item].date for item in row.values[f"{side}_evidence"]} for side in ("before", "after"))
        if row.values["change"] in ("re-owned", "re-stated"):
            assert "2018" in before
            assert "2020" in after
        if row.values["change"] == "no longer mentioned":
            assert before == {"2018"}
        if row.values["change"] in ("added", "succeeded", "split", "merged"):
            assert (before, after) == (set(), {"2020"})
        assert set(row.evidence) == {*row.values["before_evidence"], *row.values["after_evidence"]}
        assert row.sentence


def test_one_subject_and_one_kind(ask, rows, loaded, catalogue):
    assert set(rows(ask("changes", "Board 1", "2018", "2020"), "entity")) == {
        "Board 1",
        "Body 1",
        "Body 2",
        "Body 3",
        "Body 4",
        "Person 4",
        "Person 5",
    }
    only = ask_question(loaded, catalogue["changes"], ["2018", "2020"], "2020", {"change": "split"})
    assert rows(only, "change") == ["split"]
    with pytest.raises(UsageError, match="no kind of change"):
        ask_question(loaded, catalogue["changes"], ["2018", "2020"], "2020", {"change": "gone"})


def test_nothing_newer_says_so(ask, rows, codes):
    answer = ask("changes", "2020", "2021")
    assert (rows(answer, "change"), codes(answer)) == ([], ["not-stated"])
    assert codes(ask("changes", "Programme 4", "2018", "2019")) == ["not-stated"]


def test_the_dates_stand_in_order(ask):
    with pytest.raises(UsageError, match="later") as caught:
        ask("changes", "2020", "2018")
    assert "2018 2020" in str(caught.value)
    with pytest.raises(UsageError, match="no date"):
        ask("changes", "2018", "soon")


def test_a_partial_date_means_its_last_day(ask, rows):
    # The paper of 2018 counts from its last day on: on the 30th of December nothing is known yet.
    assert set(rows(ask("changes", "2018-12-30", "2018-12-31"), "change")) == {"added"}
    assert rows(ask("changes", "2018-12", "2018-12-31"), "change") == []


# -- pure


ENTITIES = {name: Entity(name, name, ("Organisation",)) for name in "abcdef"}
FACTS = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from(["MEMBER_OF", "LEADS", "CHAIRS", "SUCCEEDS", "WORKS_WITH"]),
        st.sampled_from("abcdef"),
        st.sampled_from(["planned", "in force", "ended"]),
    ),
    max_size=12,
)


def slice_of(facts, as_of):
    made = {}
    for start, kind, end, modality in facts:
        key = f"{start}-{kind}-{end}-{modality}"
        made[key] = Fact(key, kind, start, end, {"modality": modality, "seen_to": "2018", "evidence": [f"p-{key}"]})
    return Slice(as_of, ENTITIES, made)


@given(FACTS)
def test_nothing_changes_between_a_landscape_and_itself(facts):
    assert compare(slice_of(facts, "2018"), slice_of(facts, "2020")) == []


@given(FACTS, FACTS)
def test_every_fact_that_came_or_went_is_told(before, after):
    was, now = slice_of(before, "2018"), slice_of(after, "2020")
    found = compare(was, now)
    told = {fact.key for change in found for fact in (*change.was, *change.now)}
    came = now.facts.keys() - was.facts.keys()
    went = {key for key, fact in was.facts.items() if key not in now.facts and fact.properties["modality"] != "ended"}
    assert came | went <= told


@given(FACTS, FACTS)
def test_the_order_of_facts_does_not_matter(before, after):
    one = compare(slice_of(before, "2018"), slice_of(after, "2020"))
    other = compare(slice_of(before[::-1], "2018"), slice_of(after[::-1], "2020"))
    assert one == other
