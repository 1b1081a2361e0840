"""Gaps, contested things and findings of `check`, read in the papers by hand."""

from __future__ import annotations

import pytest

from queries import checks
from queries.catalogue import load
from queries.run import ask
from queries.subjects import resolve


@pytest.fixture(scope="module")
def gaps(shipped):
    """The answer of `gaps` at a date, asked once."""
    known: dict[tuple[str, bool], object] = {}

    def answer(as_of, *, all_plans=False):
        if (as_of, all_plans) not in known:
            known[as_of, all_plans] = ask(shipped, load()["gaps"], [], as_of, {"all-plans": all_plans})
        return known[as_of, all_plans]

    return answer


@pytest.fixture(scope="module")
def found(shipped):
    """Findings at a date, run once: ids of their first entities by rule."""
    known: dict[str, list[checks.Finding]] = {}

    def run(as_of, rule):
        if as_of not in known:
            known[as_of] = checks.run(shipped, as_of)
        return [each for each in known[as_of] if each.rule.id == rule]

    return run


def named(answer, finding, prefix=""):
    rows = [row for row in answer.rows if row.values["finding"] == finding]
    return {row.values["entity_id"].removeprefix(prefix) for row in rows if row.values["entity_id"].startswith(prefix)}


PLAN = "work/police-and-crime-plan-2017/"


def test_the_cells_of_the_matrix_that_name_nobody_as_accountable(gaps):
    # OPCC lead is empty in the rows V2, O1, C1, C3, C10.1 and T8, and in no other.
    assert named(gaps("2018-10"), "no accountable owner", PLAN) == {"v2", "o1", "c1", "c3", "c10-1", "t8"}
    said = {row.values["detail"] for row in gaps("2018-10").rows if row.values["entity_id"].startswith(PLAN)}
    assert said == {"the cell is empty in the paper"}


def test_every_action_of_the_matrix_has_a_lead(gaps):
    assert named(gaps("2018-10"), "no lead", PLAN) == set()


def test_nothing_of_the_plan_is_known_in_2016(gaps):
    assert named(gaps("2016-08-11"), "no accountable owner") == set()


def test_the_plan_of_2017_is_left_out_in_2023_and_asked_for_by_all_plans(gaps):
    assert named(gaps("2023-03-15"), "no accountable owner", PLAN) == set()
    assert named(gaps("2023-03-15", all_plans=True), "no accountable owner", PLAN) >= {"v2", "o1", "c1", "c3", "c10-1", "t8"}


def test_deliverables_of_the_new_plan_have_no_named_lead_but_for_these(gaps):
    # Item 9: the refresh of the partnership strategy is led by the local authority and complete; the biometrics work is the Commissioner's
    # as national lead; drug strategy implementation names the Commissioner as responsible.
    leaderless = named(gaps("2023-03-15"), "no lead", "work/police-and-crime-plan-2021/")
    assert "support-for-hourglass" in leaderless
    assert "victims-provider-forum" in leaderless
    assert not {name for name in leaderless if name.startswith(("refresh-of-domestic", "develop-plans-for-the-ethical"))}
    accountable = named(gaps("2023-03-15"), "no accountable owner", "work/police-and-crime-plan-2021/")
    assert "drug-strategy-implementation" not in accountable
    assert "support-for-hourglass" in accountable


def test_complete_work_is_no_gap(gaps):
    # Item 9, 5.3: remodelling of support services in Peterborough is now complete.
    def of(answer):
        return {name for name in named(answer, "no lead") if "remodelling-provision" in name}

    assert not of(gaps("2023-03-15"))
    assert of(gaps("2023-03-15", all_plans=True))


def test_after_the_plan_has_run_out_the_newest_answers_and_says_so(gaps):
    answer = gaps("2026-11")
    assert "superseded" in {str(note.code) for note in answer.notes}
    assert "work/police-and-crime-plan-2021/support-for-hourglass" in named(answer, "no lead")
    assert named(answer, "no lead", PLAN) == set()


def test_reporting_lines(gaps, shipped):
    # Delivery Groups report to the CCSSB (6.2, 6.3); to whom the board itself answers no paper says; the Commissioner chairs the HHB.
    silent = named(gaps("2018-12"), "no reporting line")
    assert resolve(shipped, "CCSSB").id in silent
    assert resolve(shipped, "Mental Health Delivery Group").id not in silent
    assert resolve(shipped, "Road Safety Delivery Group").id not in silent
    later = {
        row.values["entity_id"]: row.values["detail"] for row in gaps("2023-03-15").rows if row.values["finding"] == "no reporting line"
    }
    assert "chaired by Police and Crime Commissioner" in later[resolve(shipped, "Countywide High Harms Board").id]


def test_delivery_groups_without_the_products_that_are_expected_of_them(gaps, shipped):
    # 6.3 of November 2018 expects terms of reference, strategic assessments, strategies, delivery plans and risk registers.
    rows = {row.values["entity_id"]: row for row in gaps("2018-12").rows if row.values["finding"] == "group without its expected products"}
    row = rows[resolve(shipped, "Road Safety Delivery Group").id]
    for product in ("Delivery plans", "Risk registers", "Terms of reference", "Strategic assessments", "Joint strategies"):
        assert product.casefold() in row.values["detail"].casefold(), product
    assert "by-class" in {str(note.code) for note in gaps("2018-12").notes}
    assert not named(gaps("2018-10"), "group without its expected products")


def test_money_whose_giver_no_paper_names(gaps, shipped):
    silent = named(gaps("2023-03-15"), "fund without giver")
    assert resolve(shipped, "Safer Communities Fund").id in silent or "money/safer-communities-fund" in silent
    for given in ("Safer Streets Fund", "Youth Fund", "Casualty Reduction and Support Fund"):  # by the Home Office, by the Commissioner
        assert resolve(shipped, given).id not in silent, given


def test_scrutiny_of_the_partnerships_is_told_in_2023_only(gaps, shipped):
    huntingdonshire = resolve(shipped, "Huntingdonshire Community Safety Partnership").id
    assert huntingdonshire in named(gaps("2018-12"), "CSP without scrutiny")
    assert huntingdonshire not in named(gaps("2023-03-15"), "CSP without scrutiny")


def test_rows_with_two_opcc_leads(shipped):
    # V3: NP / CS; O5.1: CS / NP; O10: CS / JH; T5: AW / DG.
    answer = ask(shipped, load()["contested"], [], "2018-10")
    assert named(answer, "several accountable owners", PLAN) == {"v3", "o5-1", "o10", "t5"}
    later = ask(shipped, load()["contested"], [], "2023-03-15")
    assert named(later, "several accountable owners") == set()


def test_contradictions_of_the_papers(found, shipped):
    first = {each.entities[0].id for each in found("2023-03-15", "contradiction")}
    for thing in (
        "body/countywide-delivery-groups",  # 6.2: nine groups, seven issues
        "money/safer-streets-fund/round-4",  # £634,285 and £634,285k
        "thing/police-and-crime-commissioner-new-website",  # May and April 2023
        "law/police-reform-and-social-responsibility-act-2011",  # printed with the year 2022
        "work/precept-survey-2023-24",  # printed 2023/34
    ):
        assert thing in first, thing
    minutes = [each for each in found("2023-03-15", "contradiction") if "item 42" in each.detail]
    assert len(minutes) == 1  # heading of November, text of July: one contradiction, however many facts
    assert not found("2018-10", "contradiction")


def test_nine_groups_of_which_seven_are_named(found):
    said = {each.entities[0].id: each.detail for each in found("2018-12", "count-differs")}
    assert set(said) == {"body/countywide-delivery-groups"}
    assert "nine, and the papers name 7" in said["body/countywide-delivery-groups"]


def test_initials_that_no_paper_explains(found):
    stops = {each.entities[0].name for each in found("2018-10", "broken-chain")}
    assert stops == {"AF", "AW", "CK", "CS", "DG", "GO", "JH", "NP"}
    (np,) = [each for each in found("2018-10", "broken-chain") if each.entities[0].name == "NP"]
    assert "V4" in np.detail


def test_two_deliverables_listed_as_current_are_complete(found):
    heads = {each.entities[0].id.rpartition("/")[2][:22] for each in found("2023-03-15", "heading-against-state")}
    assert heads == {"refresh-of-domestic-ab", "remodelling-provision-"}


def test_what_is_overdue_today(found):
    # Item 9, 5.2: serious violence strategy by 31/01/24.
    assert "work/police-and-crime-plan-2021/serious-violence-strategy" in {each.entities[0].id for each in found("2026-11", "overdue")}
    assert "work/police-and-crime-plan-2021/serious-violence-strategy" not in {
        each.entities[0].id for each in found("2023-03-15", "overdue")
    }


def test_every_finding_rests_on_a_passage_and_none_is_of_a_class(found):
    for rule in checks.RULES:
        for each in found("2023-03-15", rule):
            assert each.evidence, each.sentence
            assert rule in ("contradiction", "count-differs", "possibly-same") or not each.entities[0].is_class, each.sentence
    for rule in ("fact-without-evidence", "missing-passage", "circular-structure", "circular-reporting"):
        assert not found("2023-03-15", rule)


def test_the_strategic_board_on_abuse_is_a_group_of_2023(found):
    # Item 7, 4.5 and item 9, 5.3 name it; no paper before does.
    names = {each.entities[0].id for each in found("2018-12", "group-without-products")}
    assert "body/domestic-abuse-and-sexual-violence-strategic-board" not in names
