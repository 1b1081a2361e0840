"""Partial dates."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.values import earliest, is_date, latest

days = st.dates(min_value=datetime.date(1, 1, 1))
partial = st.builds(lambda day, size: day.isoformat()[:size], days, st.sampled_from([4, 7, 10]))


@given(partial)
def test_a_partial_date_begins_before_it_ends(date):
    assert is_date(date)
    assert earliest(date) <= latest(date)
    assert is_date(earliest(date))
    assert datetime.date.fromisoformat(latest(date)) >= datetime.date.fromisoformat(earliest(date))
    assert earliest(date).startswith(date)
    assert latest(date).startswith(date)


@given(partial)
def test_the_day_after_the_last_is_outside(date):
    last = datetime.date.fromisoformat(latest(date))
    if last != datetime.date.max:
        assert not (last + datetime.timedelta(days=1)).isoformat().startswith(date)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_not(text):
    if is_date(text):
        assert text.isascii()
        assert earliest(text) <= latest(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18",
        "2018-13",
        "2018-00",
        "2018-02-29",
        "2018-10-32",
        "0000",
        "2018-1",
        "2018-10-3",
        "10/2018",
        "2018-10\n",
        "２０１８",
        "2018Q4",
    ],
)
def test_no_dates(text):
    assert not is_date(text)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018-10", "2018-10-01", "2018-10-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2018-10-31", "2018-10-31", "2018-10-31"),
    ],
)
def test_first_and_last_possible_day(date, first, last):
    assert (earliest(date), latest(date)) == (first, last)
