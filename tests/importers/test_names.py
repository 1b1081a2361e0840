"""Whose name it is: what resolves, what is asked about, and what stays apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.matching import ASKED, form_of, nearness
from importers.names import Known, Names, claims_of_name, label_for, questions_of_name

from .made import A, body, paper

CSP = Known(
    "body/e22000001",
    "Area 1 Community Safety Partnership",
    ("Safer Area 1",),
    "CommunitySafetyPartnership",
    ("GSS:E22000001",),
    ("Area 1",),
)
BOARD = Known("body/harbour-board", "Harbour Board", ("HB",), "Board")
COUNCIL = Known("body/area-1-council", "Area 1 District Council", (), "Organisation", (), ("Area 1",))
PCC_1 = Known("post/opcc-1/pcc", "Commissioner of Area 1", ("PCC",), "Role", (), ("Area 1",))
PCC_2 = Known("post/opcc-2/pcc", "Commissioner of Area 2", ("PCC",), "Role", (), ("Area 2",))


@pytest.fixture
def names():
    return Names([CSP, BOARD, COUNCIL, PCC_1, PCC_2])


class TestResolving:
    @pytest.mark.parametrize("printed", ["Harbour Board", "the  HARBOUR board", "HB", "Hаrbour Board"])
    def test_a_name_or_an_alias_whatever_its_case_and_letters(self, names, printed):
        assert (names.resolve(printed).id, names.resolve(printed).label) == (BOARD.id, "Board")

    @pytest.mark.parametrize("printed", ["Area 1 CSP", "Area 1 Community-Safety Partnership", "The Area 1 CSP"])
    def test_a_short_form_of_a_known_name(self, names, printed):
        assert names.resolve(printed)[:2] == (CSP.id, "form")

    def test_a_code_before_any_name(self, names):
        assert names.resolve("Renamed", "body", identifiers=["GSS:E22000001"])[:2] == (CSP.id, "code")

    def test_of_two_posts_called_alike_the_one_of_the_papers_place(self, names):
        assert Names([PCC_1, PCC_2], context=["Area 2"]).resolve("PCC")[0] == PCC_2.id
        assert names.resolve("PCC", area="Area 1")[0] == PCC_1.id
        found = names.resolve("PCC")
        assert (found.how, [one.id for one in found.near]) == ("new", [PCC_1.id, PCC_2.id])

    def test_a_near_name_is_asked_about_and_never_merged(self, names):
        found = names.resolve("Harbuor Board")
        assert (found.id, found.how, found.label) == ("body/harbuor-board", "new", "Board")
        assert [(one.id, one.score >= ASKED) for one in found.near] == [(BOARD.id, True)]
        claims = claims_of_name(found, "Harbuor Board", "paper/x")
        assert [claim.labels for claim in claims] == [("Board",), ("Proposal",)]
        (asks,) = questions_of_name(found, "paper/x/p", "paper/x", "2018", "paper/x")
        assert (asks.type, asks.start, asks.end) == ("POSSIBLY_SAME_AS", "body/harbour-board", "body/harbuor-board")

    def test_a_name_that_nothing_knows_is_new_and_unreviewed(self, names):
        found = names.resolve("Rural Hub")
        (claim,) = claims_of_name(found, "Rural Hub", "paper/x")
        assert (claim.id, claim.unreviewed, claim.name, found.near) == ("body/rural-hub", True, "Rural Hub", ())

    def test_a_known_name_adds_nothing_to_what_is_known_of_it(self, names):
        (claim,) = claims_of_name(names.resolve("HB"), "HB", "paper/x")
        assert (claim.id, claim.name, claim.unreviewed) == (BOARD.id, "", True)

    def test_the_same_name_in_another_area_is_another_thing(self):
        known = Names([Known("body/youth-board", "Youth Board", (), "Board", (), ("Area 1",))])
        found = known.resolve("Youth Board", area="Area 2")
        assert (found.id, found.how, found.near) == ("body/youth-board~area-2", "new", ())
        assert known.resolve("Youth Board", area="Area 1").how == "name"

    def test_another_code_of_one_scheme_is_another_thing(self):
        known = Names([Known("body/w14000001", "Cwm Partnership", (), "Board", ("GSS:W14000001",))])
        assert known.resolve("Cwm Partnership", "body", identifiers=["GSS:W14000002"])[:2] == ("body/w14000002", "new")

    def test_a_name_without_a_letter_is_refused(self, names):
        with pytest.raises(ValueError, match="no letter"):
            names.resolve("--")


class TestApart:
    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ("North Area Delivery Group", "South Area Delivery Group"),
            ("Safety Board", "Safety Board Sub-Group"),
            ("Area 1 Council", "Area 1"),
            ("Area 1 County Council", "Area 1 City Council"),
            ("Panel 1", "Panel 2"),
            ("Youth Offending Service", "Youth Offending Team"),
            ("Ely Board", "Ewe Board"),
            ("Domestic Abuse Strategic Board", "Domestic Abuse Delivery Board"),
            ("Cambridge", "South Cambridgeshire"),
            ("Fenland District Council", "Fenland"),
            ("North Yorkshire Police", "South Yorkshire Police"),
            ("Hertfordshire Constabulary", "Bedfordshire Police"),
            ("Newcastle upon Tyne City Council", "Newcastle-under-Lyme Borough Council"),
            ("Deputy Police and Crime Commissioner", "Police and Crime Commissioner"),
            ("Safeguarding Adults Board", "Safeguarding Children Board"),
            ("Fenland Trust (2019)", "Fenland Trust (2021)"),
            ("Youth Justice Board", "Peterborough Youth Justice Board"),
        ],
    )
    def test_near_identical_names_of_different_things(self, left, right):
        assert nearness(left, right).score < ASKED

    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ("Domestic Abuse Delivery Group", "Domestic Abuse Group"),
            ("Huntingdonshre CSP", "Huntingdonshire Community Safety Partnership"),
            ("Countywide High Harms Board", "High Harms Board"),
            ("Peterborough City Council", "City of Peterborough Council"),
            ("Avon & Somerset Constabulary", "Avon and Somerset Police"),
            ("Criminal Justice Bord", "Criminal Justice Board"),
            ("Victims Services Comittee", "Victims Services Committee"),
            ("Domestic Abuse Strategic Patnership", "Domestic Abuse Strategic Partnership"),
            ("Police and Crime Commissioner for Kent", "Kent PCC"),
        ],
    )
    def test_one_thing_written_in_two_ways_is_asked_about(self, left, right):
        assert nearness(left, right).score >= ASKED

    @given(st.text(), st.text())
    def test_it_is_the_same_from_both_sides_and_in_bounds(self, left, right):
        assert nearness(left, right).score == nearness(right, left).score
        assert 0 <= nearness(left, right).score <= 100

    @given(st.text(alphabet="abcdefgh ", min_size=1).filter(str.strip))
    def test_a_form_of_a_form_is_itself(self, text):
        assert form_of(form_of(text).text).text == form_of(text).text


def test_what_one_file_tells_apart_is_not_asked_about():
    """Two persons or posts with two ids in one file are two; chief executives of two councils are two whatever the file."""
    near = {
        "post/a/chief-executive": ("Chief Executive", "Role", "x"),
        "post/b/chief-executive": ("Chief Executive", "Role", "y"),
        "post/a/councillor~1": ("Councillor", "Role", "x"),
        "post/a/councillor~2": ("Councillor", "Role", "x"),
        "person/one~x~1": ("Person One", "Person", "x"),
        "person/one~x~2": ("Person One", "Person", "x"),
        "person/one~y~1": ("Person One", "Person", "y"),
    }
    names = Names([Known(item, name, (), label, held_by=(source,)) for item, (name, label, source) in near.items()])
    asked = {item: [one.id for one in names.near_to(item)] for item in near}
    assert asked == {
        **{item: [] for item in near},
        "person/one~x~1": ["person/one~y~1"],
        "person/one~x~2": ["person/one~y~1"],
        "person/one~y~1": ["person/one~x~1", "person/one~x~2"],
    }


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Rural Crime Task and Finish Group", "DeliveryGroup"),
        ("Police and Crime Panel", "Board"),
        ("Head of Housing", "Role"),
        ("Chair of the Board", "Role"),
        ("Police and Crime Commissioner for Kent", "Role"),
        ("Mayor's Office for Policing and Crime", "Organisation"),
        ("Home Office", "Organisation"),
    ],
)
def test_a_new_name_is_labelled_by_its_head_noun(name, label):
    assert label_for(name) == label


def test_the_register_of_names_is_what_the_store_holds(made, load, batch):
    load(batch("r", "2018", *A, paper(name="two"), body("c", name="Group C", names=("GC",), identifiers=("GSS:E22000002",))))
    names = Names.of_store(made)
    assert names.resolve("gc")[:2] == ("body/c", "name")
    assert names.resolve("x", "body", identifiers=["GSS:E22000002"]).how == "code"
    assert not any(item.startswith("paper/") for item in names.by_id)
