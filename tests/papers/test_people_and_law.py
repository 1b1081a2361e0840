"""Who sits, who reports, who must and who scrutinises: answers read from the papers by hand, at their four dates."""

from __future__ import annotations

OFFICE = "post/office-of-the-police-and-crime-commissioner"
PCC = f"{OFFICE}/police-and-crime-commissioner"
ACTING = f"{OFFICE}/acting-police-and-crime-commissioner"
PANEL = "body/cambridgeshire-police-and-crime-panel"
CCSSB = "body/countywide-community-safety-strategic-board"
CSPS = "body/community-safety-partnerships"


# ---- members


def test_safer_peterborough_joins_police_fire_and_city_council(tells):
    tells(
        "members",
        "Safer Peterborough Partnership",
        as_of="2016-08",
        must=[
            {"member_id": "body/cambridgeshire-constabulary", "role": "staff", "at": "board 2016: para 4.1"},
            {"member_id": "body/cambridgeshire-fire-and-rescue-service", "role": "staff"},
            {"member_id": "body/peterborough-city-council", "role": "staff"},
        ],
        notes=["not-stated"],  # nobody is named as its chair
    )


def test_the_acting_commissioner_is_an_active_member_of_vision_zero(tells):
    must = [{"member_id": ACTING, "role": "active member", "at": "board 2020: para 5.6"}]
    tells("members", "Vision Zero Partnership", as_of="2020-11", must=must, never=[{"role": "chair"}])


def test_the_panel_of_march_2023(tells):
    answer = tells(
        "members",
        "Cambridgeshire Police and Crime Panel",
        as_of="2023-03",
        must=[
            {"member": "Edward Leigh", "role": "chair"},
            {"member": "Claire George", "role": "vice chair", "at": "minutes: head"},
            {"member": "Edward Leigh", "role": "co-opted"},
            {"member": "A Gilderdale", "role": "councillor"},
            {"member": "C Lowe", "role": "substitute"},
        ],
        never=[{"member": "Jane Webb"}, {"member": "Darryl Preston"}],
    )
    roles = [row.values["role"] for row in answer.rows]
    assert (roles.count("councillor"), roles.count("substitute"), roles.count("co-opted")) == (11, 9, 2)


def test_before_2023_no_paper_names_who_sits_on_the_panel(tells):
    assert not tells("members", PANEL, as_of="2018-12", notes=["not-stated"]).rows


def test_who_chairs_the_high_harms_board_and_holds_that_post(tells):
    must = [
        {"member_id": PCC, "role": "chair", "at": "item 7: para 4.5"},
        {"member": "Darryl Preston", "role": "chair, as Police and Crime Commissioner for Cambridgeshire and Peterborough"},
    ]
    tells("members", "Countywide High Harms Board", as_of="2023-03", must=must)


def test_what_every_partnership_is_made_of(tells):
    must = [
        {"member_id": "body/responsible-authorities", "standing": "inferred", "at": "item 7: para 4.4"},
        {"member_id": "body/cambridgeshire-constabulary", "standing": "inferred"},
        {"member_id": "body/huntingdonshire-community-safety-partnership/responsible-authorities", "at": "panel 2018: para 6.6"},
    ]
    never = [{"member_id": "body/cambridge-city-council"}]  # a council of another district: a plausible guess, and a wrong one
    tells("members", "Huntingdonshire Community Safety Partnership", as_of="2023-03", must=must, never=never, notes=["by-class"])


# ---- reports


def test_what_the_strategic_board_is_owed_in_2018(tells):
    groups = "body/countywide-delivery-groups"
    tells(
        "reports",
        "Countywide Community Safety Strategic Board",
        as_of="2018-12",
        must=[
            {"entity_id": groups, "relation": "reports to", "modality": "in force", "at": "panel 2018: para 6.2"},
            {"entity_id": groups, "relation": "escalates to: risk", "modality": "expected", "at": "panel 2018: para 6.3"},
            {"entity_id": groups, "relation": "overseen by", "at": "panel 2018: para 6.4"},
            {"entity_id": CSPS, "relation": "overseen by", "at": "matrix: row C1"},
        ],
        never=[{"relation": "scrutinised by"}, {"relation": "held to account by"}],
    )


def test_what_the_business_coordination_board_is_owed(tells):
    update = {"entity": "Update on Tackling deferred prosecution", "due": "2018-11", "at": "matrix: row O4"}
    tells("reports", "Business Coordination Board", as_of="2018-10", must=[{**update, "relation": "to be considered by"}])
    quarterly = {"entity_id": "work/quarterly-performance-report", "relation": "reports to", "frequency": "quarterly"}
    must = [{**quarterly, "at": "panel 2018: para 4.3"}, {**update, "relation": "was to be considered by"}]
    tells("reports", "Business Coordination Board", as_of="2018-12", must=must)


def test_what_is_due_to_the_high_harms_board(tells):
    report = {"entity": "Report on progress of the drug strategy", "relation": "to be considered by", "due": "Q4 2022/23"}
    tells("reports", "High Harms Board", as_of="2023-04", must=[{**report, "at": "item 9: para 5.2"}])


def test_what_the_commissioner_owes_the_panel(tells):
    tells(
        "reports",
        "Cambridgeshire Police and Crime Panel",
        as_of="2023-03",
        must=[
            {"entity_id": PCC, "relation": "scrutinised by", "modality": "in force"},
            {
                "entity_id": PCC,
                "relation": "reports to: delivery of the plan",
                "frequency": "bi-annually; twice a year",
                "modality": "planned",
            },
            {
                "entity": "Police and Crime Commissioner's Annual Report",
                "relation": "to be considered by",
                "at": "item 10: row 19 JULY 2023",
            },
        ],
        never=[{"relation": "held to account by"}],
    )


def test_the_board_of_2016_knows_of_nothing_that_reports_to_it(tells):
    tells("reports", "Business Coordination Board", as_of="2016-08", never=[{"relation": "reports to"}, {"relation": "escalates to"}])


# ---- duties


def test_duties_of_2016_with_their_sections(tells):
    must = [{"holder_id": PCC, "kind": "duty", "statute_id": "law/policing-protocol-order-2011", "at": "board 2016: para 4.1"}]
    tells("duties", PCC, as_of="2016-08", must=must)
    must = [{"statute_id": "law/police-reform-and-social-responsibility-act-2011", "provision": "Section 34", "at": "board 2016: para 4.3"}]
    tells("duties", "Chief officers of police", as_of="2016-08", must=must)


def test_the_acting_commissioner_may_not_vary_the_plan(tells):
    tells(
        "duties",
        "Acting Police and Crime Commissioner",
        as_of="2020-11",
        must=[
            {"kind": "no such power", "statute_id": "law/police-reform-and-social-responsibility-act-2011", "at": "board 2020: para 3.1"},
            {"kind": "power", "statute_id": "law/police-reform-and-social-responsibility-act-2011", "at": "board 2020: para 3.1"},
        ],
        notes=["denied"],
    )


def test_what_the_crime_and_disorder_act_lays_on_whom(tells):
    must = [
        {"holder_id": "body/responsible-authorities", "duty": "Reduce crime and disorder in their communities", "at": "panel 2018: note 1"}
    ]
    tells("duties", "Crime and Disorder Act 1998", as_of="2018-12", must=must)
    by_class = tells("duties", "Cambridgeshire Fire and Rescue Service", as_of="2018-12", notes=["by-class"])
    assert "Reduce crime and disorder in their communities" in [row.values["duty"] for row in by_class.rows]


def test_the_panel_may_veto_a_precept(tells):
    tells("duties", PANEL, as_of="2023-03", must=[{"kind": "power", "at": "minutes: item 45"}])


# ---- scrutiny


def test_in_2016_no_paper_says_who_scrutinises_whom(tells):
    assert not tells("scrutiny", as_of="2016-08", notes=["not-stated"]).rows


def test_the_panel_scrutinises_the_commissioner_and_not_the_constabulary(tells):
    must = [{"scrutineer_id": PANEL, "scrutinised_id": PCC, "provision": "Item 6", "at": "panel 2018: section 3"}]
    tells("scrutiny", PANEL, as_of="2018-12", must=must, never=[{"scrutinised_id": "body/cambridgeshire-constabulary"}])


def test_the_independent_group_of_2020_is_planned(tells):
    must = [{"scrutinised_id": "body/cambridgeshire-constabulary", "modality": "planned", "at": "board 2020: para 4.1"}]
    tells("scrutiny", "Independent Scrutiny Group", as_of="2020-11", must=must, never=[{"modality": "in force"}])


def test_who_scrutinises_a_partnership_under_which_section(tells):
    must = [
        {"scrutineer_id": "body/crime-and-disorder-committees", "provision": "Section 19 of the Police and Justice Act 2006"},
        {"frequency": "at least once a year", "provision": "Crime and Disorder (Overview and Scrutiny) Regulations 2009"},
    ]
    never = [{"scrutineer_id": PCC}, {"scrutineer_id": PANEL}]
    tells("scrutiny", "Community Safety Partnerships", as_of="2023-03", must=must, never=never)
    tells("scrutiny", "Huntingdonshire Community Safety Partnership", as_of="2023-03", must=must, notes=["by-class"])
