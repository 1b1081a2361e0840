"""Each kind of map on a made world: what it draws, in which bands, in which words, and what it says it leaves out."""

from __future__ import annotations

import pytest

from graph.errors import UnknownSubject
from visualisations import style
from visualisations.maps import MAPS, Changed, Frame, accountability, changes, delivery, dependency, funding, governance, membership, query
from visualisations.page import render

FAMILY = {
    **dict.fromkeys(("Board", "DeliveryGroup", "Organisation"), "Body"),
    **dict.fromkeys(("Role", "Person"), "Holder"),
    **dict.fromkeys(("Plan", "Theme", "PriorityAction", "Strand", "Programme"), "Work"),
    **dict.fromkeys(("Fund", "Grant"), "Money"),
    "Area": "Place",
    "System": "Thing",
}


def node(key, label, name, *facts):
    said = [{"property": what, "value_text": value, "dates": f"stated {date}", "evidence": []} for what, value, date in facts]
    return {"id": key, "name": name, "labels": ["Entity", label], "family": FAMILY[label], "kind": "", "names": [], "facts": said}


def link(a, kind, b, **more):
    passage = {"title": "Report", "date": "2023-05", "locator": "para 1", "text": "the wording"}
    return {"key": f"{kind}:{a}:{b}", "type": kind, "from": a, "to": b, "seen_to": "2023-05", "evidence": [passage], **more}


NODES = [
    node("board", "Board", "Board"),
    node("quiet", "Board", "Quiet Board"),
    node("group", "DeliveryGroup", "Group"),
    node("council", "Organisation", "Council"),
    node("office", "Organisation", "Home Office"),
    node("chair", "Role", "Chair"),
    node("jo", "Person", "J. Bloggs"),
    node("plan", "Plan", "Plan 2017"),
    node("old", "Plan", "Plan without parts"),
    node("theme", "Theme", "Victims"),
    node("v4", "PriorityAction", "V4", ("state", "amber", "2018"), ("state", "green", "2020"), ("due", "Q4", "2020")),
    node("v5", "PriorityAction", "V5", ("state", "lost", "2018"), ("direction", "lost", "2018")),
    node("v4a", "Strand", "V4.1"),
    node("hub", "Programme", "Hub"),
    node("fund", "Fund", "Streets Fund", ("cap", "up to £5,000", "2020")),
    node("grant", "Grant", "Round 2", ("amount", "£634,285", "2020")),
    node("town", "Area", "Town"),
    node("case", "System", "Case system"),
    node("portal", "System", "Portal"),
]
LINKS = [
    link("board", "OVERSEES", "group"),
    link("group", "REPORTS_TO", "board"),
    link("council", "MEMBER_OF", "board"),
    link("council", "MEMBER_OF", "group"),
    link("chair", "CHAIRS", "board"),
    link("jo", "HOLDS", "chair"),
    link("theme", "PART_OF", "plan"),
    link("v4", "PART_OF", "theme"),
    link("v5", "PART_OF", "theme"),
    link("v4a", "PART_OF", "v4"),
    link("group", "LEADS", "v4"),
    link("jo", "ACCOUNTABLE_FOR", "v4", modality="planned"),
    link("council", "CONTRIBUTES_TO", "v4"),
    link("council", "LEADS", "v5"),
    link("office", "AWARDS", "fund", amount_text="£730,000", qualifier="up to"),
    link("grant", "PART_OF", "fund"),
    link("council", "BIDS_TO", "fund", amount_text="£545k", qualifier="over", result="successful"),
    link("fund", "FUNDS", "hub"),
    link("grant", "PAID_TO", "council", amount_text="£634,285"),
    link("grant", "SPENT_IN", "town"),
    link("hub", "USES", "case"),
    link("v4", "DEPENDS_ON", "hub"),
    link("case", "DEPENDS_ON", "portal"),
    link("v4", "REFERS_TO", "v5"),
]
FRAME = Frame(as_of="2024-06-30")


def bands(spec):
    return {item.id: spec.levels[item.level] for item in spec.items}


def triples(spec):
    return {(one.from_id, one.type, one.to_id) for one in spec.links}


def item(spec, key):
    return next(one for one in spec.items if one.id == key)


def line(spec, kind):
    return next(one for one in spec.links if one.type == kind)


@pytest.mark.parametrize("name", MAPS)
def test_every_map_is_whole_or_of_one_entity(name):
    whole = MAPS[name](NODES, LINKS, FRAME)
    assert whole.links
    assert whole.question
    for subject in ("council", "v4", "fund", "quiet"):
        of_one = MAPS[name](NODES, LINKS, FRAME, subject)
        assert subject in bands(of_one)
        assert of_one.keep == (subject,)
        assert item(of_one, subject).name in of_one.title
    with pytest.raises(UnknownSubject):
        MAPS[name](NODES, LINKS, FRAME, "nobody")


@pytest.mark.parametrize("name", MAPS)
def test_every_map_is_the_same_from_rows_in_another_order(name):
    for subject in (None, "council"):
        one, other = (MAPS[name](nodes, links, FRAME, subject) for nodes, links in ((NODES, LINKS), (NODES[::-1], LINKS[::-1])))
        assert render(one) == render(other)


@pytest.mark.parametrize("name", MAPS)
def test_hops_and_most_bound_every_map_and_are_said(name):
    of_one = MAPS[name](NODES, LINKS, Frame(as_of="2024", hops=1), "council")
    near = {"council"} | {end for a, _, b in triples(of_one) if "council" in (a, b) for end in (a, b)}
    assert set(bands(of_one)) == near
    whole = MAPS[name](NODES, LINKS, FRAME)
    few = MAPS[name](NODES, LINKS, Frame(as_of="2024", most=3))
    assert len(few.items) == 3
    assert any(f"{len(whole.items) - 3} entit" in words and "the 3 that were asked for" in words for words in few.left_out)


def test_the_nearest_to_the_subject_stay():
    spec = delivery(NODES, LINKS, Frame(as_of="2024", most=2), "v4a")
    assert set(bands(spec)) == {"v4a", "v4"}


@pytest.mark.parametrize("name", MAPS)
def test_no_map_has_persons_where_they_are_not_wanted(name):
    spec = MAPS[name](NODES, LINKS, Frame(as_of="2024", people=False))
    assert "jo" not in bands(spec)
    assert "Bloggs" not in render(spec)
    assert any("persons (1)" in words for words in spec.left_out)


def test_a_subject_of_which_the_papers_state_nothing_is_told():
    spec = governance(NODES, LINKS, FRAME, "quiet")
    assert any("state nothing" in words and "Quiet Board" in words for words in spec.notes)


def test_governance_of_one_board_reaches_two_links():
    assert set(bands(governance(NODES, LINKS, FRAME, "group"))) == {"group", "board", "council", "chair"}


def test_delivery_goes_from_plan_to_owner_and_says_the_state():
    spec = delivery(NODES, LINKS, FRAME)
    assert [bands(spec)[key] for key in ("plan", "theme", "v4", "v4a", "group")] == [
        "Plans",
        "Themes and objectives",
        "Actions",
        "Strands and deliverables",
        "Who leads and answers",
    ]
    assert item(spec, "v4").note == "green · due Q4"
    assert item(spec, "v5").note == "state and direction lost in the text"
    assert "old" not in bands(spec)
    assert ("jo", "ACCOUNTABLE_FOR", "v4") in triples(spec)
    assert not [one for one in spec.links if one.type in ("CONTRIBUTES_TO", "REFERS_TO")]
    assert any("1 contribution" in words for words in spec.left_out)


def test_delivery_of_an_action_and_of_a_body():
    of_action = delivery(NODES, LINKS, FRAME, "v4")
    assert set(bands(of_action)) == {"v4", "v4a", "theme", "plan", "group", "jo", "council"}
    of_body = delivery(NODES, LINKS, FRAME, "group")
    assert set(bands(of_body)) == {"group", "v4", "v4a", "theme", "plan", "jo", "council"}


def test_funding_tells_caps_bids_and_awards_apart():
    spec = funding(NODES, LINKS, FRAME)
    award, bid, paid = (line(spec, kind) for kind in ("AWARDS", "BIDS_TO", "PAID_TO"))
    assert (award.cap, award.words, style.state_of(award)) == (True, "up to £730,000", "cap")
    assert (bid.cap, bid.words) == (False, "over £545k, successful")
    assert (paid.cap, paid.words) == (False, "£634,285")
    looks = [style.line_look(one.type, style.state_of(one)) for one in (award, bid, paid, line(spec, "FUNDS"))]
    assert len({(look.width, look.dash, look.end) for look in looks}) == 4
    assert item(spec, "fund").note == "cap up to £5,000"
    assert [bands(spec)[key] for key in ("office", "fund", "grant", "council", "hub", "town")] == list(spec.levels)


def test_funding_of_a_fund_follows_the_money_both_ways():
    spec = funding(NODES, LINKS, FRAME, "grant")
    assert set(bands(spec)) >= {"grant", "fund", "office", "council", "town"}


def test_dependency_reads_downwards_and_leaves_references_out():
    spec = dependency(NODES, LINKS, FRAME)
    assert bands(spec)["v4"] == "What only waits"
    assert bands(spec)["case"] == "What waits and is waited on"
    assert bands(spec)["portal"] == "What others wait on"
    assert "v5" not in bands(spec)
    of_one = dependency(NODES, LINKS, FRAME, "hub")
    assert [bands(of_one)[key] for key in ("v4", "hub", "case", "portal")] == [
        "What waits on it",
        "What is asked about",
        "What it waits on",
        "What it waits on",
    ]


def test_a_circle_of_dependence_is_drawn():
    spec = dependency(NODES, [*LINKS, link("portal", "DEPENDS_ON", "hub")], FRAME, "hub")
    assert ("portal", "DEPENDS_ON", "hub") in triples(spec)


def test_membership_has_who_sits_who_chairs_and_who_holds_the_chair():
    spec = membership(NODES, LINKS, FRAME)
    assert {bands(spec)[key] for key in ("board", "council", "chair", "jo")} == {"Boards", "Organisations", "Posts", "Persons"}
    assert "quiet" not in bands(spec)
    assert any("1 board or group" in words for words in spec.left_out)


def test_accountability_whole_has_what_somebody_answers_for():
    spec = accountability(NODES, LINKS, FRAME)
    assert ("jo", "ACCOUNTABLE_FOR", "v4") in triples(spec)
    assert "portal" not in bands(spec)


CHANGED = Changed(
    "2018-10",
    "2023-03",
    added=frozenset({"OVERSEES:board:group", "LEADS:group:v4"}),
    ended=frozenset({"MEMBER_OF:council:board"}),
    new=frozenset({"group"}),
    restated={"v4": ["state: amber → state: green"]},
    silent=3,
)


def test_changes_tell_added_and_ended_apart_by_line_sign_and_words():
    spec = changes(NODES, LINKS, FRAME, CHANGED)
    assert {(one.type, one.change, one.words) for one in spec.links} == {
        ("OVERSEES", "added", "(added)"),
        ("LEADS", "added", "(added)"),
        ("MEMBER_OF", "ended", "(ended)"),
    }
    added, ended = (style.line_look("OVERSEES", state) for state in ("added", "dropped"))
    assert (bool(added.dash), bool(ended.dash)) == (False, True)
    assert {added.sign, ended.sign} == {"plus", "minus"}
    assert (item(spec, "group").note, item(spec, "council").note) == ("new", "what it had here ended")
    assert item(spec, "v4").note == "changed: state: amber → state: green"
    words = " ".join(spec.notes)
    assert "2 links were added (solid, plus sign), 1 ended (dashed, minus sign), 1 entity changed" in words
    assert "3 facts are not repeated" in words
    assert "ended between the two dates (dashed, minus sign)" in render(spec)


def test_changes_of_one_entity():
    spec = changes(NODES, LINKS, FRAME, CHANGED, "council")
    assert set(bands(spec)) == {"council", "board"}


def test_a_query_draws_what_it_named():
    spec = query(NODES, LINKS, FRAME, {"board", "OVERSEES:board:group", "no such thing"})
    assert (set(bands(spec)), len(spec.links)) == ({"board", "group"}, 1)
    between = query(NODES, LINKS, FRAME, {"board", "group", "council"})
    assert len(between.links) == 4
    assert any("entities only" in words for words in between.notes)
    without = query(NODES, LINKS, Frame(as_of="2024", people=False), {"jo", "chair", "HOLDS:jo:chair"})
    assert set(bands(without)) == {"chair"}


def test_sources_are_those_that_the_map_rests_on():
    given = ({"title": "Report", "licence": "OGL"}, {"title": "Another paper", "licence": "Crown"})
    spec = governance(NODES, LINKS, Frame(as_of="2024", sources=given))
    assert [source.title for source in spec.sources] == ["Report"]
    assert spec.licences == ("OGL",)
