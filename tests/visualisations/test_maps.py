"""Plain rows to maps: what each map draws, where it stands, and what it says it leaves out."""

from __future__ import annotations

import pytest

from graph.errors import UnknownSubject
from visualisations.maps import Frame, accountability, governance
from visualisations.page import render
from visualisations.rows import LEVELS

FRAME = Frame(as_of="2024-06-30")


def node(key, label, name, family=None, **more):
    families = {
        "Board": "Body",
        "CommunitySafetyPartnership": "Body",
        "Organisation": "Body",
        "Role": "Holder",
        "Person": "Holder",
        "PriorityAction": "Work",
        "Fund": "Money",
        "Duty": "Law",
        "Statute": "Law",
        "Passage": "Paper",
    }
    labels = ["Entity", label, *more.pop("also", [])]
    return {"id": key, "name": name, "labels": labels, "family": family or families[label], "kind": "", "names": [], **more}


def link(a, kind, b, **more):
    passage = {"document": "paper/1", "title": "Report", "date": "2023-05", "locator": "para 1", "text": "the wording"}
    return {
        "key": f"{kind}:{a}:{b}",
        "type": kind,
        "from": a,
        "to": b,
        "standing": "stated",
        "modality": "in force",
        "seen_to": "2023-05",
        "evidence": [passage],
        **more,
    }


NODES = [
    node("panel", "Board", "Panel"),
    node("pcc", "Role", "Commissioner"),
    node("chief", "Role", "Chief Constable"),
    node("jo", "Person", "J. Bloggs"),
    node("ccssb", "Board", "Strategic Board"),
    node("csps", "CommunitySafetyPartnership", "the CSPs", also=["Collective"]),
    node("east", "CommunitySafetyPartnership", "East CSP"),
    node("west", "CommunitySafetyPartnership", "West CSP"),
    node("quiet", "Board", "Quiet Board"),
    node("council", "Organisation", "Council"),
    node("loose", "Organisation", "Loose Body"),
    node("v1", "PriorityAction", "V1 Action"),
    node("duty", "Duty", "Duty to hold to account"),
    node("act", "Statute", "Act 2011"),
    node("passage", "Passage", "para 1"),
]
LINKS = [
    link("panel", "SCRUTINISES", "pcc", frequency="each quarter", provision="s.28"),
    link("pcc", "HOLDS_TO_ACCOUNT", "chief"),
    link("jo", "HOLDS", "pcc"),
    link("pcc", "CHAIRS", "ccssb", modality="planned"),
    link("csps", "REPORTS_TO", "ccssb", share="all"),
    link("csps", "ESCALATES_TO", "ccssb", share="many"),
    link("east", "INSTANCE_OF", "csps"),
    link("west", "INSTANCE_OF", "csps"),
    link("west", "REPORTS_TO", "ccssb"),
    link("council", "MEMBER_OF", "east", seen_to="2016"),
    link("east", "LEADS", "v1"),
    link("pcc", "HAS_DUTY", "duty"),
    link("panel", "HAS_DUTY", "duty"),
    link("duty", "IMPOSED_BY", "act"),
    link("panel", "DOES_NOT_HOLD_TO_ACCOUNT", "chief"),
    link("v1", "STATED_IN", "passage"),
]


def triples(spec):
    return {(one.from_id, one.type, one.to_id) for one in spec.links}


def levels(spec):
    return {item.id: LEVELS[item.level] for item in spec.items}


def test_governance_draws_bodies_and_posts_in_their_bands():
    at = levels(governance(NODES, LINKS, FRAME))
    assert at["panel"] == at["pcc"] == "Who holds to account"
    assert at["ccssb"] == at["quiet"] == "Boards"
    assert at["east"] == "Partnerships and groups"
    assert at["chief"] == at["council"] == "Posts and organisations"
    assert not {"loose", "v1", "duty", "csps", "passage"} & set(at)


def test_what_holds_of_all_members_shows_at_each_as_inferred():
    spec = governance(NODES, LINKS, FRAME)
    reports = {one.from_id: one for one in spec.links if one.type == "REPORTS_TO"}
    assert (reports["east"].standing, reports["east"].rule) == ("inferred", "member-of-class")
    assert reports["west"].standing == "stated"
    assert not [one for one in spec.links if one.type == "ESCALATES_TO"]
    assert any("the CSPs" in words for words in spec.left_out)
    assert any("some or many" in words for words in spec.left_out)


def test_the_words_of_a_link_come_from_the_model_and_the_row():
    first = next(one for one in governance(NODES, LINKS, FRAME).links if one.type == "SCRUTINISES")
    assert (first.phrase, first.phrase_back, first.frequency, first.provision) == ("scrutinises", "scrutinised by", "each quarter", "s.28")
    assert first.evidence[0].document == "Report"
    assert first.evidence[0].wording is None


def test_wording_only_where_it_is_asked_for():
    spec = governance(NODES, LINKS, Frame(as_of="2024", with_wording=True))
    assert spec.links[0].evidence[0].wording == "the wording"


def test_old_planned_and_contradicted_links_are_noted():
    spec = governance(NODES, LINKS, FRAME)
    assert [one.from_id for one in spec.links if one.stale] == ["council"]
    assert any("more than five years" in words for words in spec.notes)
    assert any("planned" in words for words in spec.notes)


def test_without_people():
    spec = accountability(NODES, LINKS, Frame(as_of="2024", people=False), "pcc")
    assert "jo" not in levels(spec)
    assert any("persons (1)" in words for words in spec.left_out)
    assert "jo" in levels(accountability(NODES, LINKS, FRAME, "pcc"))


def test_accountability_walks_up_to_the_law():
    spec = accountability(NODES, LINKS, FRAME, "v1")
    assert {"v1", "east", "ccssb", "pcc", "panel", "duty", "act"} <= set(levels(spec))
    assert ("east", "LEADS", "v1") in triples(spec)
    assert ("duty", "IMPOSED_BY", "act") in triples(spec)
    assert spec.story[0].focus == "v1"


def test_accountability_of_nobody_is_refused():
    with pytest.raises(UnknownSubject, match="nobody"):
        accountability(NODES, LINKS, FRAME, "nobody")


def test_rows_in_another_order_make_the_same_map_and_page():
    one, other = governance(NODES, LINKS, FRAME), governance(NODES[::-1], LINKS[::-1], FRAME)
    assert one == other
    assert render(one) == render(other)


def test_an_empty_landscape_is_a_page_too():
    assert "Showing 0 of 0 entities" in render(governance([], [], FRAME))


@pytest.mark.parametrize(
    ("said", "as_of", "old"),
    [("2018", "2023-12-31", False), ("2018", "2024-01-01", True), ("", "2024", False), ("2016-05-01", "2021-05-01", False)],
)
def test_a_link_is_stale_after_more_than_five_years(said, as_of, old):
    (drawn,) = governance(NODES, [link("panel", "SCRUTINISES", "pcc", seen_to=said)], Frame(as_of=as_of)).links
    assert drawn.stale is old


def test_who_will_be_of_a_class_inherits_nothing_yet():
    links = [one for one in LINKS if one["key"] != "INSTANCE_OF:east:csps"]
    spec = governance(
        NODES, [*links, link("east", "INSTANCE_OF", "csps", modality="planned"), link("csps", "ESCALATES_TO", "panel", share="all")], FRAME
    )
    assert ("west", "ESCALATES_TO", "panel") in triples(spec)
    assert ("east", "ESCALATES_TO", "panel") not in triples(spec)
