"""The as-of rule, each part with the day before, the day itself and the day after."""

from __future__ import annotations

import pytest

from graph.facts import Stating
from graph.fold import fold_statings, newest_first
from graph.model.values import Modality
from graph.timeline import Fact, at, day_of, earlier, holds, is_stale, said_by_then, was_planned


def says(date, **more):
    return Stating(type="CHAIRS", start="post/p", end="body/a", passage=f"paper/{date}/1", document=f"paper/{date}", date=date, **more)


def known(statings, as_of):
    return at(statings, as_of) is not None


@pytest.mark.parametrize(("as_of", "shown"), [("2018-10-30", False), ("2018-10-31", True), ("2018-11-01", True), ("2018-10", True)])
def test_a_paper_counts_from_its_last_possible_day(as_of, shown):
    assert known([says("2018-10")], as_of) is shown


@pytest.mark.parametrize(("as_of", "shown"), [("2018-11", False), ("2018-12-30", False), ("2018-12-31", True), ("2018", True)])
def test_a_paper_of_a_year_counts_from_its_last_day(as_of, shown):
    assert known([says("2018")], as_of) is shown


@pytest.mark.parametrize(
    ("as_of", "shown"), [("2019-06-29", True), ("2019-06-30", False), ("2019-07-01", False), ("2019", False), ("2018", True)]
)
def test_an_edition_ends_what_it_no_longer_holds_from_its_last_possible_day(as_of, shown):
    assert known([says("2018-10", ended_by="2019-06 1 aaa")], as_of) is shown


def test_what_ended_later_had_not_ended():
    found = at([says("2018-10", ended_by="2019-06 1 aaa", note="then")], "2018")
    assert found is not None
    assert found["note"] == "then"
    assert "ended_by" not in found


@pytest.mark.parametrize(("as_of", "shown"), [("2019-03-30", True), ("2019-03-31", True), ("2019-04-01", False), ("2019", False)])
def test_a_fact_holds_to_the_last_possible_day_that_a_paper_gives_it(as_of, shown):
    assert known([says("2018-10", valid_to="2019-03")], as_of) is shown


@pytest.mark.parametrize(("date", "shown"), [("2019-03-31", False), ("2019-04-01", True), ("2019", False), ("2019-04", True)])
def test_a_paper_of_a_later_day_that_says_it_still_keeps_it(date, shown):
    assert known([says("2018-10", valid_to="2019-03"), says(date)], "2020") is shown


def test_a_later_paper_may_give_it_longer_or_end_it_sooner():
    assert known([says("2018-10", valid_to="2019"), says("2019-06", valid_to="2021")], "2020")
    assert not known([says("2018-10", valid_to="2025"), says("2019-06", valid_to="2019")], "2020")


@pytest.mark.parametrize(("as_of", "shown"), [("2019-12-30", False), ("2019-12-31", True), ("2020-01-01", True)])
def test_a_fact_in_force_begins_on_the_last_possible_day_that_a_paper_gives_it(as_of, shown):
    assert known([says("2018-10", valid_from="2019")], as_of) is shown


def test_what_is_planned_is_planned_before_and_after_its_day():
    plan = [says("2018-10", valid_from="2019-06", modality=Modality.PLANNED)]
    assert known(plan, "2018-10")
    assert known(plan, "2025")


@pytest.mark.parametrize(("as_of", "passed"), [("2019-06-29", False), ("2019-06-30", False), ("2019-07-01", True), ("2019-06", False)])
def test_a_plan_whose_day_has_passed_was_planned(as_of, passed):
    plan = says("2018-10", valid_from="2019-06", modality=Modality.PLANNED)
    assert was_planned(fact("k", properties=at([plan], as_of)), as_of) is passed
    assert not was_planned(fact("k", properties=at([says("2018-10", valid_from="2019-06")], "2020")), "2020")


@pytest.mark.parametrize("more", [{"withdrawn": "misread"}, {"never": True}])
@pytest.mark.parametrize("as_of", ["2017", "2018-10", "2030"])
def test_a_wrong_row_shows_at_no_date(more, as_of):
    assert not known([says("2018-10", **more)], as_of)


def test_silence_ends_nothing():
    assert known([says("2018-10")], "2099")


def test_only_papers_up_to_the_day_speak():
    found = at([says("2018-10", note="old"), says("2020", note="new")], "2019")
    assert found is not None
    assert (found["note"], found["seen_to"], found["evidence"]) == ("old", "2018-10", ["paper/2018-10/1"])


def test_today_the_rule_gives_what_is_folded():
    facts = [says("2018-10", note="old", ended_by="2019 1 aaa"), says("2018-10", note="corrected"), says("2020")]
    found, folded = at(facts, "2026"), fold_statings(facts)
    assert found is not None
    assert {**found, "statings": folded["statings"]} == folded


def test_of_one_date_the_rows_that_are_still_held_speak_first():
    facts = [says("2018-10", note="b", ended_by="2019 1 aaa"), says("2018-10", note="a", ended_by="2020 1 bbb"), says("2018-10", note="z")]
    assert [s.note for s in newest_first(facts)] == ["z", "a", "b"]
    assert [s.note for s in said_by_then(facts, "2019-12-31")] == ["z", "a"]
    assert not holds([], "2020-01-01")


@pytest.mark.parametrize(
    ("as_of", "stale"), [("2023-10-30", False), ("2023-10-31", False), ("2023-11-01", True), ("2023-10", False), ("2023", True)]
)
def test_stale_is_more_than_five_years(as_of, stale):
    assert is_stale("2018-10", as_of) is stale


def test_a_partial_date_means_its_last_day():
    assert [day_of(text) for text in ("2018", "2018-10", "2018-10-05")] == ["2018-12-31", "2018-10-31", "2018-10-05"]


def fact(key, kind="HOLDS", start="person/1", end="post/p", seen="2018-10", *, properties=None, **more):
    return Fact(key, kind, start, end, {"modality": "in force", "seen_to": seen, **more} if properties is None else properties)


def earlier_of(*facts, labels=None):
    return set(earlier(facts, labels or {}))


class TestOneSeat:
    def test_the_newest_answers_and_older_ones_are_earlier(self):
        assert earlier_of(fact("old"), fact("new", start="person/2", seen="2020")) == {"old"}

    def test_several_in_the_newest_paper_all_stay(self):
        assert earlier_of(fact("old"), fact("a", seen="2020"), fact("b", seen="2020-12")) == {"old"}

    def test_seats_are_of_one_post_capacity_and_board(self):
        assert not earlier_of(fact("a"), fact("b", end="post/q", seen="2020"))
        assert not earlier_of(fact("a"), fact("b", capacity="acting", seen="2020"))
        assert earlier_of(fact("a", "CHAIRS", end="body/a"), fact("b", "CHAIRS", end="body/a", seen="2020")) == {"a"}
        assert not earlier_of(fact("a", "CHAIRS", capacity="vice"), fact("b", "CHAIRS", capacity="vice", seen="2020"))

    def test_a_plan_fills_no_seat_and_other_relations_have_none(self):
        assert not earlier_of(fact("a"), fact("b", modality="planned", seen="2020"))
        assert not earlier_of(fact("a", "MEMBER_OF"), fact("b", "MEMBER_OF", seen="2020"))

    def test_lead_cells_are_seats_of_an_action_or_a_strand_only(self):
        facts = [fact("a", "LEADS", end="work/v4"), fact("b", "LEADS", end="work/v4", seen="2020")]
        assert earlier_of(*facts, labels={"work/v4": ("Entity", "PriorityAction")}) == {"a"}
        assert earlier_of(*facts, labels={"work/v4": ("Entity", "Strand")}) == {"a"}
        assert not earlier_of(*facts, labels={"work/v4": ("Entity", "Programme")})
        other = fact("c", "ACCOUNTABLE_FOR", end="work/v4", seen="2023")
        assert earlier_of(*facts, other, labels={"work/v4": ("Entity", "Strand")}) == {"a"}

    @pytest.mark.parametrize("cell", ["lost", "empty"])
    def test_an_empty_or_lost_cell_replaces_nothing(self, cell):
        labels = {"work/v4": ("Entity", "PriorityAction")}
        assert not earlier_of(
            fact("a", "LEADS", end="work/v4"), fact("b", "LEADS", end="work/v4", seen="2020", value_text=cell), labels=labels
        )
