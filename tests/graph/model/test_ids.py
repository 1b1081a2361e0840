"""Ids and keys: pinned examples, worked out here without the code under test, and what must hold for any text."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.ids import code_ids, fold, is_id, least_id, make_id, passage_id, relationship_key, slug


def key(kind, *parts):
    text = json.dumps([kind, *parts], ensure_ascii=False, separators=(",", ":"))
    return f"{kind.lower()}-{hashlib.sha256(text.encode('utf-8')).hexdigest()[:20]}"


def test_a_key_is_twenty_hex_of_the_json_list():
    assert relationship_key("CHAIRS", "post/a/chair", "body/a") == key("CHAIRS", "post/a/chair", "body/a", "", "", "in force")


def test_a_key_folds_its_scope_and_keeps_its_dates_and_modality():
    made = relationship_key("CHAIRS", "post/a/chair", "body/a", "  VICE  Chair ", "2018-10", "planned")
    assert made == key("CHAIRS", "post/a/chair", "body/a", "vice chair", "2018-10", "planned")


def test_a_code_without_a_letter_or_digit_gives_no_id():
    assert code_ids("body", ("GSS:–", "none", "gss:E1")) == ("body/e1",)


def test_a_literal_has_its_property_and_text_in_its_key():
    made = relationship_key("STATED_IN", "work/p/v4", "paper/m/row-v4", "", "", "in force", "state", "£5 – grün")
    assert made == key("STATED_IN", "work/p/v4", "paper/m/row-v4", "", "", "in force", "state", "£5 – grün")


def test_keys_pinned_as_text():
    assert relationship_key("CHAIRS", "post/a/chair", "body/a") == "chairs-a317471f8dcd7a297a59"


@given(st.lists(st.text(max_size=6), min_size=5, max_size=7), st.lists(st.text(max_size=6), min_size=5, max_size=7))
def test_two_facts_have_two_keys(one, two):
    def told(parts):
        return (*parts[:2], fold(parts[2]), *parts[3:])

    same = told(one) == told(two)
    assert (relationship_key("CHAIRS", *one) == relationship_key("CHAIRS", *two)) is same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Drug & Alcohol Misuse Group", "drug-and-alcohol-misuse-group"),
        ("Café Théâtre", "cafe-theatre"),
        ("Сambridge РЕ5", "cambridge-pe5"),
        ("O2.1", "o2-1"),
        ("  Theatre  ", "theatre"),
        ("The The", "the"),
        ("the the Group", "group"),
        ("The", "the"),
        ("St. Neot's", "st-neots"),
        ("Neot’s", "neots"),
        ("place~area", "place~area"),
        ("–", ""),
        ("", ""),
    ],
)
def test_slugs(text, expected):
    assert slug(text) == expected


def test_a_long_slug_is_cut_and_told_apart_by_six_hex():
    step = "word-" * 20 + "end"
    made = slug(step.replace("-", " "))
    assert len(made) <= 80
    assert made == f"{step[:73].rstrip('-')}-{hashlib.sha256(step.encode()).hexdigest()[:6]}"
    assert slug("x" * 80) == "x" * 80
    assert slug("x" * 81) != slug("x" * 82)


@given(st.text())
def test_a_slug_is_a_slug_of_itself(text):
    made = slug(text)
    assert slug(made) == made
    assert len(made) <= 80
    assert not made or is_id(f"body/{made}")


@given(st.text())
def test_folding_twice_folds_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_an_id_is_valid_or_refused(steps):
    if all(slug(step) for step in steps):
        assert is_id(make_id("work", *steps))
    else:
        with pytest.raises(ValueError, match="no letter or digit"):
            make_id("work", *steps)


def test_an_id_needs_a_step():
    with pytest.raises(ValueError, match="no letter or digit"):
        make_id("work")


@pytest.mark.parametrize("text", ["body/a", "work/p/v4", "person/np~delivery-matrix-2018-10"])
def test_ids(text):
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "body", "body/", "/a", "Body/a", "body/A", "body/a b", "body//a", "body/a/", "body/é", "body/a\n"])
def test_no_ids(text):
    assert not is_id(text)


numbers = st.builds(".".join, st.lists(st.integers(1, 30).map(str), min_size=1, max_size=3))
codes = st.builds("{}{}".format, st.sampled_from("VOCT"), numbers)
words = st.lists(st.sampled_from(["journey", "so", "far", "membership", "street", "of"]), min_size=1, max_size=4).map(" ".join)
steps = st.one_of(
    st.just("head"),
    numbers.map("para {}".format),
    st.integers(1, 40).map("para @{}".format),
    numbers.map("section {}".format),
    words.map("section {}".format),
    words.map("point {}".format),
    st.integers(1, 90).map("item {}".format),
    st.integers(1, 9).map("note {}".format),
    codes.map("row {}".format),
    words.map("row {}".format),
    st.sampled_from(["leads", "accountable", "status"]),
)
ordinals = st.one_of(st.just(""), st.integers(2, 4).map(" ({})".format))
locators = st.lists(st.builds("{}{}".format, steps, ordinals), min_size=1, max_size=3).map(" > ".join)


@given(locators, locators)
def test_two_places_of_a_paper_are_two_passages(one, two):
    document = "paper/panel/2018-10/matrix"
    assert (passage_id(document, one) == passage_id(document, two)) is (one == two)
    assert is_id(passage_id(document, one))


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        ("para 6.2", "para-6-2"),
        ("para 4.1 (2)", "para-4-1~2"),
        ("para @2", "para-~2"),
        ("row V4 > leads", "row-v4/leads"),
        ("section The Panel's role", "section-the-panels-role"),
        ("item 46 > row 19 JULY 2023", "item-46/row-19-july-2023"),
    ],
)
def test_passages(locator, expected):
    assert passage_id("paper/x", locator) == f"paper/x/{expected}"


@pytest.mark.parametrize("locator", ["", " > ", "para 1 > ", "–"])
def test_a_place_without_a_word_is_refused(locator):
    with pytest.raises(ValueError, match="no letter or digit"):
        passage_id("paper/x", locator)


def test_the_id_to_show_is_that_of_the_least_rank_then_the_least_text():
    assert least_id([(2, "body/a"), (1, "body/e2"), (1, "body/e1")]) == "body/e1"
    assert least_id([(2, "body/a"), (0, "body/z")]) == "body/z"
