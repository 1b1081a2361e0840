"""Which editions hold a row, over any ledger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.editions import Edition, ended_by, enter, held, last_held, leave, spans

DATES = ["2018", "2018-10", "2018-12", "2018-12-31", "2019-01-01", "2020-02"]
digests = st.text("0123456789abcdef", min_size=3, max_size=3)
editions = st.builds(Edition, st.sampled_from(DATES), st.integers(1, 12), digests)
many = st.lists(editions, max_size=8, unique_by=lambda item: item.digest)
dated = st.lists(editions, max_size=8, unique_by=(lambda item: item.digest, lambda item: item[:2]))


def ledger_of(items):
    ledger = ()
    for item in items:
        ledger = enter(ledger, item)
    return ledger


@given(many, st.data())
def test_spans_tell_exactly_which_editions_hold_a_row(items, data):
    ledger = ledger_of(items)
    members = frozenset(data.draw(st.sets(st.sampled_from([item.digest for item in ledger])))) if ledger else frozenset()
    assert held(spans(members, ledger), ledger) == members


@given(dated, st.randoms())
def test_the_order_in_which_dates_arrive_does_not_matter(items, random):
    shuffled = list(items)
    random.shuffle(shuffled)
    assert ledger_of(shuffled) == ledger_of(items)


@given(many, editions)
def test_leaving_undoes_entering(items, more):
    ledger = ledger_of(items)
    if all(item.digest != more.digest for item in ledger):
        assert leave(enter(ledger, more), more.digest) == ledger


@given(many)
def test_entering_again_changes_nothing(items):
    ledger = ledger_of(items)
    assert all(enter(ledger, item) == ledger for item in ledger)


@given(editions)
def test_an_edition_reads_its_own_text(item):
    assert Edition.parse(str(item)) == item


@given(many, st.data())
def test_a_newest_edition_leaves_the_spans_of_every_row_that_it_holds(items, data):
    ledger = ledger_of(items)
    if ledger:
        members = {ledger[-1].digest, *data.draw(st.sets(st.sampled_from([item.digest for item in ledger])))}
        newer = enter(ledger, Edition("2030", 1, "new"))
        assert spans({*members, "new"}, newer) == spans(members, ledger)


A, B, C = Edition("2018-12", 1, "aaa"), Edition("2019-12", 1, "bbb"), Edition("2020-12", 1, "ccc")
LEDGER = (A, B, C)


@pytest.mark.parametrize(
    ("members", "expected", "ended"),
    [("ccc", ("ccc",), None), ("aaa", ("aaa bbb",), B), ("aaa ccc", ("aaa bbb", "ccc"), None), ("aaa bbb", ("aaa ccc",), C)],
)
def test_spans_and_what_ended_a_row(members, expected, ended):
    assert spans(members.split(), LEDGER) == expected
    assert ended_by(members.split(), LEDGER) == ended


def test_a_serial_counts_as_a_number():
    assert ledger_of([Edition("2018", 10, "x"), Edition("2018", 9, "y")])[-1].digest == "x"


def test_a_correction_of_one_date_and_serial_counts_alone():
    ledger = ledger_of([A, B, Edition("2019-12", 1, "b2b")])
    assert [item.digest for item in ledger] == ["aaa", "bbb", "b2b"]
    with pytest.raises(LookupError):
        ended_by({"bbb"}, ledger)
    assert ended_by({"aaa", "bbb"}, ledger) == Edition("2019-12", 1, "b2b")
    assert ended_by({"bbb", "b2b"}, ledger) is None
    assert last_held({"bbb"}, ledger) == -1
    assert last_held({"b2b"}, ledger) == 1


def test_a_month_and_its_last_day_are_two_editions_whatever_comes_first():
    month, day = Edition("2018-12", 1, "mmm"), Edition("2018-12-31", 1, "ddd")
    assert ledger_of([day, month]) == ledger_of([month, day]) == (month, day)


def test_taking_a_correction_back_brings_back_what_it_corrected():
    ledger = leave(ledger_of([A, B, Edition("2019-12", 1, "b2b")]), "b2b")
    assert ended_by({"bbb"}, ledger) is None
