"""The reports on the shipped data, held against what the papers say: read by hand, paper by paper."""

from __future__ import annotations

import io
from itertools import pairwise

import docx
import pytest
from openpyxl import load_workbook

from graph.documents.book import as_book
from graph.documents.model import Bullets, Document, Heading, Paragraph, Table, cell_text, cited
from graph.documents.text import as_csv, as_markdown
from graph.documents.word import as_word
from graph.facts import Stating
from graph.fold import assemble
from graph.store import Store
from graph.tables import as_written
from queries.reports.board import board
from queries.reports.delivery import delivery
from queries.reports.handover import handover
from queries.reports.people import persons
from queries.reports.raci import raci
from queries.reports.reading import Asked

COMMISSIONER = "post/office-of-the-police-and-crime-commissioner/police-and-crime-commissioner"
NAME = "Police and Crime Commissioner for Cambridgeshire and Peterborough"
CCSSB = "body/countywide-community-safety-strategic-board"
PLAN = "work/police-and-crime-plan-2017"
IN_THE_PAPER = ("Victims", "Offenders", "Communities", "Transformation")


def texts(document: Document, heading: str) -> list[str]:
    """Sentences under a heading with their citations."""
    found: list[str] = []
    under = False
    for block in document.blocks:
        if isinstance(block, Heading):
            under = block.text.startswith(heading)
        elif under and isinstance(block, Paragraph):
            found.append(f"{block.text} {cited(block.citations)}".strip())
        elif under and isinstance(block, Bullets):
            found += [f"{item.text} {cited(item.citations)}".strip() for item in block.items]
    return found


def table_rows(table: Table) -> list[dict[str, str]]:
    return [dict(zip(table.names, map(cell_text, row), strict=True)) for row in table.rows]


def number(document: Document, date: str, words: str) -> str:
    """How the document cites a paper."""
    (found,) = [item.number for item in document.sources if item.date == date and words in item.title]
    return f"[{found}]"


# -- the handover of the Commissioner


@pytest.fixture(scope="module")
def commissioner(shipped: Store) -> Document:
    return handover(shipped, COMMISSIONER, Asked("2023-03"), on="2028-05")


@pytest.fixture(scope="module")
def held(commissioner: Document) -> list[dict[str, str]]:
    return [row for row in table_rows(commissioner.data) if row["Held by"] == NAME]


def one(held: list[dict[str, str]], group: str, what: str, **more: str) -> dict[str, str]:
    found = [
        row for row in held if row["Group"] == group and what in row["What"] and all(words in row[name] for name, words in more.items())
    ]
    assert len(found) == 1, found
    return found[0]


def test_the_duty_to_answer_the_panel_stands_with_its_misprinted_act(commissioner: Document, held: list[dict[str, str]]):
    """The reply of 3 February 2023 prints Schedule 5(5) of an Act of 2022; the Act is of 2011."""
    row = one(held, "Duties", "Commissioner to respond to the Panel's recommendations")
    assert row["Law or provision"].startswith("Police Reform and Social Responsibility Act 2011, Schedule 5(5)")
    assert '(printed as "Police Reform and Social Responsibility Act 2022")' in row["Law or provision"]
    assert row["Said in"] == f"{number(commissioner, '2023-02-03', 'Reply')} para @2"
    assert row["Others the papers name"] == "none in the papers"


def test_holding_the_chief_constable_to_account_is_a_duty_without_a_printed_section(held: list[dict[str, str]]):
    row = one(held, "Duties", "Hold the Chief Constable to account")
    assert row["Law or provision"].startswith("Police Reform and Social Responsibility Act 2011 (no section printed)")
    assert "para 4.2" in row["Said in"]


def test_a_duty_of_all_commissioners_says_of_which_class_it_is(held: list[dict[str, str]]):
    row = one(held, "Duties", "Work in co-operation with community safety partners")
    assert "as one of Police and Crime Commissioners" in row["How it stands"]
    assert (row["Needs a holder"], row["Others the papers name"]) == ("yes", "none in the papers")


def test_what_the_act_of_2016_would_have_given_is_only_proposed(held: list[dict[str, str]]):
    row = one(held, "Duties", "Responsibility for the Fire Authority")
    assert row["Modality"] == "proposed"


def test_the_three_boards_that_it_chairs(held: list[dict[str, str]]):
    chaired = {row["What"]: row for row in held if row["Relation"].startswith("chairs")}
    assert set(chaired) == {"Cambridgeshire Criminal Justice Board", "Countywide High Harms Board", "National Commercial Board"}
    assert "para 4.5" in chaired["Countywide High Harms Board"]["Said in"]
    assert "row T3 > activities" in chaired["National Commercial Board"]["Said in"]


def test_what_the_papers_deny_is_listed(commissioner: Document):
    """Item 7, para 4.2: no holding to account of partners; item 9, para 5.2: Commissioners are not under the Serious Violence Duty."""
    denied = "\n".join(texts(commissioner, "What the papers deny"))
    item_7 = number(commissioner, "2023-03-15", "Putting Communities First")
    for partners in ("Community safety partners", "Criminal justice agencies"):
        line = next(line for line in denied.splitlines() if f"does not hold to account {partners}" in line)
        assert f"{item_7} para 4.2" in line
    assert "is not subject to Serious Violence Duty" in denied
    assert "as one of Police and Crime Commissioners" in denied


def test_a_power_that_is_denied_to_the_acting_commissioner_and_the_deputy_is_said(commissioner: Document):
    """2020-10-28, para 3.1; minutes of 1 February 2023, item 45."""
    said = "\n".join(texts(commissioner, "Deputies"))
    assert "Deputy Police and Crime Commissioner deputises for" in said
    assert f"in the words of {NAME}" in said
    assert "Acting Police and Crime Commissioner lacks the power Vary or issue a Police and Crime Plan" in said
    assert "Specific legislative designated responsibilities (none given to the Deputy)" in said
    assert "who or what succeeds it" in said


def test_who_scrutinises_it_is_not_who_reports_to_it(held: list[dict[str, str]]):
    (panel,) = [row for row in held if row["Relation"] == "scrutinised by"]
    assert panel["What"] == "Cambridgeshire Police and Crime Panel"
    reports = [row for row in held if row["Relation"] == "reports to"]
    assert {row["What"] for row in reports} == {"Cambridgeshire Police and Crime Panel"}
    assert {row["Modality"] for row in reports} == {"planned", "proposed"}


def test_the_office_holds_its_own(commissioner: Document, held: list[dict[str, str]]):
    office = [row for row in table_rows(commissioner.data) if row["Held by"] == "Office of the Police and Crime Commissioner"]
    assert any("T8" in row["What"] and row["Group"] == "Leads" for row in office)
    assert not any("T8" in row["What"] for row in held)


def test_the_day_of_ending_is_what_was_given_and_no_paper_is_cited_for_it(commissioner: Document):
    assert dict(commissioner.about)["Ending asked about"].startswith("May 2028, as given")
    assert any("May 2028" in line and "no paper is cited" in line for line in texts(commissioner, "What the papers do not say"))


def test_every_row_has_a_place_in_a_paper_and_old_ones_their_date(commissioner: Document):
    rows = table_rows(commissioner.data)
    assert len(rows) > 150
    assert all(row["Said in"] for row in rows)
    old = [row for row in rows if row["Last stated"] == "2016-08-11"]
    assert old
    assert all("last stated 11 August 2016" in row["How it stands"] for row in old)


def test_nothing_of_a_later_paper_shows(shipped: Store):
    document = handover(shipped, COMMISSIONER, Asked("2016-08-11"))
    assert {item.date for item in document.sources} == {"2016-08-11"}


def test_a_fund_that_ends(shipped: Store):
    document = handover(shipped, "money/youth-fund", Asked("2023-03"))
    rows = {(row["Relation"], row["What"]) for row in table_rows(document.data)}
    assert ("awarded by", NAME) in rows


# -- the delivery matrix of October 2018


@pytest.fixture(scope="module")
def matrix(shipped: Store) -> Document:
    return delivery(shipped, PLAN, Asked("2018-10"), themes=IN_THE_PAPER)


def test_all_forty_actions_stand_in_the_order_of_the_paper(matrix: Document):
    codes = [row["Code"] for row in table_rows(matrix.data)]
    actions = list(dict.fromkeys(code.partition(".")[0] for code in codes))
    assert actions == [f"{letter}{n}" for letter, most in (("V", 9), ("O", 11), ("C", 10), ("T", 10)) for n in range(1, most + 1)]
    assert [code for code in codes if "." in code] == ["O2.1", "O2.2", "O2.3", "O5.1", "O5.2", "C10.1", "C10.2"]
    assert len(codes) == 44


LEADS = {
    "V1": ("NP", {"Cambridgeshire Constabulary"}),
    "V2": ("", {"Cambridgeshire Constabulary"}),
    "V4": ("NP", {"Crisis Concordat Mental Health Delivery Group"}),
    "V7": ("NP", {"Domestic Abuse and Sexual Violence Delivery Group"}),
    "O3": ("CS", {"Cambridgeshire Countywide Community Safety Strategic Board"}),
    "O4": ("CS", {"Cambridgeshire Criminal Justice Board"}),
    "C10.2": ("AF", {"AF"}),
    "T2": ("GO", {"Cambridgeshire Constabulary"}),
    "T6": ("DG", {"Office of the Police and Crime Commissioner", "Cambridgeshire Public Service Board"}),
    "T8": ("", {"Office of the Police and Crime Commissioner"}),
}


@pytest.mark.parametrize("code", LEADS)
def test_who_answers_and_who_leads_is_what_the_row_prints(matrix: Document, code: str):
    (row,) = [row for row in table_rows(matrix.data) if row["Code"] == code]
    assert (row["Accountable"], set(row["Lead(s)"].split("; "))) == LEADS[code]


def test_two_answer_for_what_two_are_printed_for(matrix: Document):
    """V3 prints NP / CS, T5 prints AW / DG, O10 prints CS/JH in look-alike letters."""
    rows = {row["Code"]: set(row["Accountable"].split("; ")) for row in table_rows(matrix.data)}
    assert (rows["V3"], rows["T5"], rows["O10"]) == ({"NP", "CS"}, {"AW", "DG"}, {"CS", "JH"})


def test_lost_colours_are_no_empty_cells(matrix: Document):
    rows = {row["Code"]: row for row in table_rows(matrix.data)}
    assert all(rows[code]["Status"] == "" and "Status: lost" in rows[code]["Lost or empty"] for code in ("V1", "V4", "O4", "T9"))
    assert "Accountable: empty" in rows["V2"]["Lost or empty"]
    assert "Accountable: empty" in rows["T8"]["Lost or empty"]
    assert "Activities: empty" in rows["T6"]["Lost or empty"]
    assert rows["O11"]["Status"] == "Ongoing business as usual"
    assert {row["Due"] for row in rows.values()} == {""}


def test_word_holds_the_forty_actions_in_four_tables_whose_headings_repeat(matrix: Document):
    book = docx.Document(io.BytesIO(as_word(matrix)))
    heads = [p.text for p in book.paragraphs if p.style.name == "Heading 1"]
    assert heads[:4] == list(IN_THE_PAPER)
    assert [len(table.rows) - 1 for table in book.tables[:4]] == [9, 14, 11, 10]


def test_the_workbook_holds_every_stating_behind_its_rows_to_the_letter(shipped: Store):
    """What is read back from the sheet folds into the relationships that the store holds: nothing is lost on the way out."""
    book = load_workbook(io.BytesIO(as_book(delivery(shipped, PLAN, Asked("2026-11-22")))), read_only=True)
    names, *rows = book["Facts"].iter_rows(values_only=True)
    read = [dict(zip(names, row, strict=True)) for row in rows]
    statings = [Stating.model_validate_json(as_written(row["Stating"])) for row in read]
    graph = assemble([], statings)
    held = {
        row["key"]: row["statings"]
        for row in shipped.read(
            "MATCH (:Entity)-[r]->(:Entity) WHERE r.key IN $keys RETURN r.key AS key, r.statings AS statings",
            {"keys": list(graph.relationships)},
        )
    }
    assert len(held) == len({row["Key"] for row in read}) > 200
    assert {key: item.properties["statings"] for key, item in graph.relationships.items()} == held


def test_a_class_of_actions_is_no_action_more(shipped: Store):
    said = [block.text for block in delivery(shipped, PLAN, Asked("2018-11")).blocks if isinstance(block, Paragraph)]
    assert said[0].startswith("40 actions in 44 rows")
    assert "and of a whole class of them: Local Authority actions in the Plan." in said[0]


def test_between_two_papers_only_what_they_state_has_changed(shipped: Store):
    document = delivery(shipped, PLAN, Asked("2018-11"), since="2018-10", themes=IN_THE_PAPER)
    before = {row["Code"]: row for row in table_rows(delivery(shipped, PLAN, Asked("2018-10")).data)}
    after = {row["Code"]: row for row in table_rows(document.data)}
    differing = {
        code for code in after if any(after[code][name] != before[code][name] for name in ("Lead(s)", "Contributors", "Activities"))
    }
    told = {
        row["Code"] for block in document.blocks if isinstance(block, Table) and "otherwise" in block.caption for row in table_rows(block)
    }
    assert differing <= told <= set(after)


# -- the board and the matrix of roles


def test_two_pages_on_the_strategic_board(shipped: Store):
    document = board(shipped, CCSSB, Asked("2023-03"), since="2018-11-14")
    lines = "\n".join(texts(document, ""))
    matrix_paper, panel, later = (number(document, *pair) for pair in (("2018-10", "matrix"), ("2018-11-14", ""), ("2020-10-28", "")))
    for told in (
        f"Countywide delivery groups report to it (all of them). {panel} para 6.2",
        f"It oversees Crisis Concordat Mental Health Delivery Group. {matrix_paper} row V4 > opportunities",
        f"Acting Police and Crime Commissioner convenes it. {later} para 5.11",
        f"April 2018: agreed Three principles on how Delivery Groups and CSPs relate to each other. {panel} para 6.5",
        "Leads O3 Improve partnership working on the long-term causes of offending",
        "Not stated in the papers who chairs it or sits on it.",
        "20 October 2020: Current community safety concerns",
    ):
        assert told in lines, told
    assert next(block.text for block in document.blocks if isinstance(block, Heading)) == "What it is"


def test_the_chair_is_told_what_papers_contradict_and_who_answers_twice(shipped: Store):
    """O10 prints CS/JH; the paper of November 2018, para 6.2, counts nine groups and names seven issues."""
    told = texts(board(shipped, CCSSB, Asked("2018-11")), "Where papers contradict")
    assert any("has several accountable owners: CS, JH" in line and "row O10 > accountable" in line for line in told)
    assert any("counts nine groups but names seven issues" in line and "para 6.2" in line for line in told)


def test_the_panel_in_march_2023_is_cut_and_says_where_the_rest_is(shipped: Store):
    document = board(shipped, "body/cambridgeshire-police-and-crime-panel", Asked("2023-03"))
    members = texts(document, "Chair and members")
    assert members[0].startswith("Edward Leigh: chair.")
    assert members[-1].endswith('landscape ask members "body/cambridgeshire-police-and-crime-panel" --as-of 2023-03')
    whole = [row for row in table_rows(document.data) if row["Section"] == "Chair and members"]
    assert len(whole) > len(members)
    assert any("not vetoed Policing precept 2023/24 (unanimous)" in line for line in texts(document, "Decisions"))


def test_raci_of_the_plan(shipped: Store):
    document = raci(shipped, PLAN, Asked("2018-10"))
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    rows = {row["Action"].split(" ")[0]: row for row in table_rows(table)}
    assert rows["V4"]["Responsible"] == "Crisis Concordat Mental Health Delivery Group"
    assert rows["V4"]["Accountable"] == "NP"
    assert "Cambridgeshire Constabulary" in rows["V4"]["Consulted"]


# -- persons, headings


def test_no_person_is_left_where_none_is_wanted(shipped: Store):
    names = [name for name in persons(shipped) if len(name) > 3]
    asked = Asked("2023-03", people=False)
    for document in (
        handover(shipped, COMMISSIONER, asked),
        board(shipped, "body/cambridgeshire-police-and-crime-panel", asked),
        delivery(shipped, PLAN, asked),
    ):
        text = as_markdown(document) + as_csv(document)
        assert not [name for name in names if name in text]
        assert "person/" not in text
        assert "left out" in text
    assert {row["Accountable"] for row in table_rows(delivery(shipped, PLAN, asked).data)} <= {
        "",
        "a person (left out)",
        "a person (left out); a person (left out)",
    }


def test_no_report_leaves_out_a_level_of_headings(commissioner: Document, matrix: Document):
    for document in (commissioner, matrix):
        levels = [0, *(block.level for block in document.blocks if isinstance(block, Heading))]
        assert all(after <= before + 1 for before, after in pairwise(levels))
