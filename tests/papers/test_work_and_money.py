"""Work, money, systems, references and sittings: answers read from the papers by hand, at their four dates."""

from __future__ import annotations

OPCC = "body/office-of-the-police-and-crime-commissioner"
PCC = "post/office-of-the-police-and-crime-commissioner/police-and-crime-commissioner"
PLAN = "work/police-and-crime-plan-2017"
CCSSB = "body/countywide-community-safety-strategic-board"
BCB = "body/business-coordination-board"


# ---- actions


def test_no_action_is_known_in_2016(tells):
    assert not tells("actions", as_of="2016-08", notes=["not-stated"]).rows


def test_actions_of_the_matrix(tells):
    answer = tells(
        "actions",
        as_of="2018-10",
        must=[
            {
                "code": "V4",
                "theme": "Victims",
                "leads": ["Crisis Concordat Mental Health Delivery Group"],
                "state": "lost",
                "at": "matrix: row V4",
            },
            {"code": "V2", "leads_id": ["body/cambridgeshire-constabulary"], "accountable": []},
            {"code": "O3", "leads_id": [CCSSB]},
            {"code": "T2", "leads_id": ["body/cambridgeshire-constabulary"]},
            {"code": "O1", "accountable": [], "leads_id": ["body/cambridgeshire-constabulary"]},
            {"code": "C3", "direction": "↑"},
        ],
        notes=["lost"],
    )
    codes = [row.values["code"] for row in answer.rows if row.values["code"]]
    assert len(codes) == 40
    assert codes.index("O2") < codes.index("O10")


def test_an_action_of_several_strands_has_the_leads_of_them_all(tells):
    answer = tells("actions", as_of="2018-10", theme="Offenders")
    (o2,) = [row.values for row in answer.rows if row.values["code"] == "O2"]
    assert o2["accountable"] == ["CK", "CS"]
    assert o2["leads_id"] == [f"body/{name}" for name in ("community-safety-partnerships", "cambridgeshire-constabulary")]


def test_whom_the_commissioners_office_leads_in_2018(tells):
    answer = tells("actions", as_of="2018-10", owner="Office of the Police and Crime Commissioner", theme="Transformation")
    assert {"T3", "T5", "T6", "T7"} <= {row.values["code"] for row in answer.rows}
    assert "T2" not in {row.values["code"] for row in answer.rows}


def test_deliverables_of_2023_and_none_of_the_plan_before(tells):
    tells(
        "actions",
        as_of="2023-03",
        must=[
            {
                "title": "Child and Adolescent to Parent Violence and Abuse",
                "due": "March 2023 (evaluation of bids)",
                "at": "item 9: para 5.3",
            },
            {"title": "Community Payback", "state": "Activities ongoing", "theme": "Putting Communities First"},
        ],
        never=[{"code": "V4"}],
    )
    assert "V4" in [row.values["code"] for row in tells("actions", as_of="2023-03", all_plans=True).rows]


def test_quarters_of_a_financial_year_count_as_due(tells):
    must = [
        {
            "title": "Drug strategy implementation",
            "due": "Q4 2022/23 (report on progress through the High Harms Board)",
            "at": "item 9: para 5.2",
        },
        {
            "title": "Police Race Action Plan",
            "due": "2022/23 Q3/Q4 (presentation of the Constabulary's response to the Commissioner)",
            "at": "item 9: para 5.2",
        },
    ]
    website = {"title": "Scope out Visibility/Accessibility Assessment Framework", "at": "item 9: para 5.1"}
    tells("actions", as_of="2023-03", due_before="2023-04", must=must, never=[website])
    tells("actions", as_of="2023-03", due_before="2023-07", must=[*must, website])
    tells("actions", as_of="2023-03", due_before="2023-03-31", never=must)


def test_what_is_due_before_the_summer_of_2023(tells):
    answer = tells("actions", as_of="2023-03", due_before="2023-06-30")
    due = {row.values["title"]: row.values["due"] for row in answer.rows}
    assert "Annual Review Scrutiny Panels (Stop & Search and Use of Force)" in due
    assert "Review of Victim and Witness Hub" not in due  # its quarters end in September


# ---- funding


def test_the_grants_of_2016(tells):
    must = [{"fund_id": "money/community-safety-grants", "recipient_id": "body/community-safety-partnerships", "relation": "is paid to"}]
    tells("funding", as_of="2016-08", must=must, never=[{"relation": "bids to"}])


def test_just_under_half_of_the_155k(tells):
    must = [
        {"amount_text": "Just under half of the £155k", "amount": None, "relation": "is paid to", "at": "panel 2018: para 6.17"},
        {"fund": "Early Intervention Youth Fund", "recipient_id": OPCC, "relation": "bids to", "at": "panel 2018: para 6.16"},
    ]
    answer = tells("funding", as_of="2018-12", must=must, never=[{"amount": 77500}])
    sizes = {row.values["amount_text"] for row in answer.rows if row.values["fund"] == "Early Intervention Youth Fund"}
    assert {"£11m", "£22m"} <= sizes


def test_what_the_youth_and_community_fund_paid_is_over_and_told(tells):
    paid = {
        "relation": "is paid to",
        "recipient_id": "body/charities-supporting-young-people",
        "amount_text": "£32,675",
        "amount": 32675,
        "since": "2020-04-01",
        "until": "2020-09-30",
        "at": "board 2020: para 5.5",
    }
    tells("funding", "Youth and Community Fund", as_of="2020-11", must=[{**paid, "modality": "ended"}])


def test_a_bid_of_2020_is_no_award(tells):
    must = [
        {
            "recipient_id": OPCC,
            "relation": "bids to (lead)",
            "amount_text": "over £545k",
            "amount": None,
            "qualifier": "over",
            "since": "2020-07",
        }
    ]
    tells("funding", "Safer Streets Fund", as_of="2020-11", must=must, never=[{"relation": "is paid to"}, {"amount": 545000}])


def test_caps_bids_and_totals_of_2023(tells):
    total = {"amount_text": "£1.8m", "amount": None, "qualifier": "total of four rounds", "at": "item 7: para 6.1"}
    answer = tells("funding", "Safer Streets Fund", as_of="2023-03", must=[total], notes=["contradicted"])  # £634,285 and £634,285k
    assert {"£634,285", "£634,285k"} <= {row.values["amount_text"] for row in answer.rows}
    cap = {"relation": "cap", "amount_text": "up to £5,000", "qualifier": "up to", "at": "item 7: para 5.5"}
    tells("funding", "Safer Communities Fund", as_of="2023-03", must=[cap])


# ---- systems


def test_who_uses_ecins_in_2016(tells):
    tells("systems", "ECINS", as_of="2016-08", must=[{"entity": "Partners", "relation": "uses", "at": "board 2016: para 4.1"}])


def test_what_waits_on_athena(tells):
    must = [
        {"entity_id": "thing/erp", "relation": "depends on", "at": "matrix: row T2"},
        {"entity_id": "work/hr-collaboration", "relation": "depends on (through ERP system)", "at": "matrix: row T2"},
        {"entity_id": "body/cambridgeshire-constabulary", "relation": "uses", "modality": "in force", "at": "matrix: row T4"},
        {"entity_id": "body/cambridgeshire-constabulary", "relation": "uses", "modality": "in force", "at": "matrix: row O1"},
        {
            "entity_id": "body/cambridgeshire-constabulary",
            "relation": "uses: managing investigations",
            "modality": "planned",
            "at": "matrix: row O1",
        },
    ]
    tells("systems", "Athena", as_of="2018-10", must=must, never=[{"relation": "uses", "modality": "planned"}])


def test_where_recite_me_runs_in_2020(tells):
    answer = tells("systems", "Recite Me", as_of="2020-11", must=[{"entity": "Online accessibility", "at": "board 2020: para 5.4"}])
    assert all(row.values["relation"] == "uses" for row in answer.rows)


def test_govdelivery_in_2023(tells):
    must = [{"entity_id": f"body/{name}", "at": "item 6: para 10.2"} for name in ("nhs", "cambridgeshire-fire-and-rescue-service")]
    tells("systems", "GovDelivery", as_of="2023-03", must=must)


# ---- references


def test_cross_references_of_the_matrix(tells):
    both = [
        {"from_id": f"{PLAN}/c6", "to_id": f"{PLAN}/c7", "text": "C7", "at": "matrix: row C6"},
        {"from_id": f"{PLAN}/c7", "to_id": f"{PLAN}/c6", "text": "C6", "at": "matrix: row C7"},
    ]
    tells("references", "C6", as_of="2018-10", must=both)
    to_o3 = [{"from_id": f"{PLAN}/{code}", "to_id": f"{PLAN}/o3"} for code in ("o4", "o7", "o9", "t1", "v7")]
    tells("references", "O3", as_of="2018-12", must=[*to_o3, {"from_id": f"{PLAN}/o3", "to_id": f"{PLAN}/t1", "text": "T1"}])


def test_a_strand_refers_for_its_action(tells):
    must = [{"from_id": f"{PLAN}/o2-3", "to_id": f"{PLAN}/o1", "text": "O1.1"}, {"to": "Home Office Serious Violence Strategy"}]
    tells("references", "O2", as_of="2018-10", must=must)


def test_no_reference_before_the_matrix(tells):
    answer = tells("references", "C6", as_of="2016-08", notes=["not-stated"])
    assert "one of 2018-10 does" in answer.notes[0].sentence


def test_what_refers_to_the_plan_in_2023(tells):
    answer = tells("references", "work/police-and-crime-plan-2021", as_of="2023-03")
    assert len(answer.rows) >= 3


# ---- meetings


def test_the_board_of_august_2016(tells):
    tells("meetings", "Business Coordination Board", as_of="2016-08", must=[{"date": "2016-08-11", "state": "considered"}])


def test_what_went_and_goes_to_the_board_in_october_2018(tells):
    item = "item 11.0: Summary BCH collaboration report"
    tells(
        "meetings",
        "BCB",
        as_of="2018-10",
        must=[
            {"date": "2018-07-19", "item": item, "state": "considered; presented", "at": "matrix: row T2"},
            {"date": "2018-11", "item": "Update on Tackling deferred prosecution", "state": "planned", "at": "matrix: row O4"},
        ],
        never=[{"item": "Update on Tackling deferred prosecution", "state": "considered"}],
    )


def test_the_strategic_board_met_in_october_2020(tells):
    tells("meetings", "CCSSB", as_of="2020-11", must=[{"date": "2020-10-20", "state": "considered", "at": "board 2020: para 5.11"}])


def test_the_panel_in_2023_and_the_year_ahead(tells):
    tells(
        "meetings",
        "Cambridgeshire Police and Crime Panel",
        as_of="2023-03-14",
        must=[
            {"date": "2023-02-01", "item": "Policing precept 2023/24", "state": "decided: not vetoed; unanimous", "at": "minutes: item 45"},
            {"date": "2023-07-19", "item": "Police and Crime Commissioner's Annual Report", "modality": "planned"},
            {"date": "2024-02-14", "item": "", "state": "planned; TBC; If needed (Veto)"},
        ],
    )
    after = [{"date": "2023-07-19", "item": "Review of Complaints", "state": "was planned; no paper says that it happened"}]
    tells("meetings", "Cambridgeshire Police and Crime Panel", as_of="2023-09", must=after)
