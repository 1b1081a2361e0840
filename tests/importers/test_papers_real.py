"""The five real papers, against what a reader counted and saw in them. Only numbers, codes, short titles and names stand here."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import importers
from graph.model.ids import fold, passage_id
from importers.papers import Document, MatrixRow, Passage, cut, find_papers, matrix_rows, resolve, segment
from importers.papers.lines import is_furniture
from importers.papers.matrix import is_header
from importers.papers.wording import says, words

pytestmark = pytest.mark.papers

DOCUMENTS = Path(importers.__file__).parent / "datasets" / "cambridgeshire" / "documents.csv"
PANEL = "paper/cambridgeshire-police-and-crime-panel"
BOARD = "paper/business-coordination-board"
REPLY = "paper/police-and-crime-commissioner/2023-02-03/precept-reply"
MATRIX = f"{PANEL}/2018-10/delivery-matrix"
COMMUNITIES_2018 = f"{PANEL}/2018-11-14/monitoring-delivery-communities"
MINUTES = f"{PANEL}/2023-02-01/minutes"
PACK = f"{PANEL}/2023-03-15/agenda-pack"


@cache
def _texts(folder: Path) -> dict[str, str]:
    return find_papers(folder, read_documents(DOCUMENTS))


@pytest.fixture
def texts(papers: Path) -> dict[str, str]:
    return _texts(papers)


def read_documents(path: Path) -> list[Document]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Document(**{name: value for name, value in row.items() if name in Document.__dataclass_fields__})
            for row in csv.DictReader(file)
        ]


def text_of(passages: list[Passage], locator: str) -> str:
    found = resolve(passages, locator)
    assert found, locator
    return found.text


def test_all_papers_and_parts_are_found(texts: dict[str, str]):
    assert set(texts) == {document.id for document in read_documents(DOCUMENTS)}


def test_the_parts_make_up_the_pack(texts: dict[str, str]):
    parts = [document for document in read_documents(DOCUMENTS) if document.part_of == PACK]
    assert len(parts) == 10
    assert "".join(cut(texts[PACK], parts).values()).strip() == texts[PACK].strip()


def counted(prefix: str, last: int, *, start: int = 1) -> list[str]:
    return [f"{prefix}.{number}" for number in range(start, last + 1)]


PARAGRAPHS = {
    f"{BOARD}/2016-08-11/plan-development-communities": [
        *("1.1", "2.1", *counted("3", 4), *counted("4", 15)),
        *("4.1 (2)", "4.2 (2)", "4.3 (2)", "4.4 (2)", "5.1", "6.1"),
    ],
    f"{BOARD}/2020-10-28/communities-theme": [
        *("1.1", "1.2", "2.1", "3.1", "3.2", *counted("4", 4), *counted("5", 11)),
        *("6.1", "6.2", *counted("7", 5), "8.1"),
    ],
    COMMUNITIES_2018: [
        "1.1",
        "2.1",
        *counted("4", 3),
        *counted("5", 11),
        *counted("6", 23),
        *counted("7", 19),
        "8.1",
        "8.2",
        *counted("9", 4),
    ],
    f"{PANEL}/2023-03-15/item-6": [
        *("1.1", "2.1", "3.1", *counted("4", 3), *counted("5", 4), "6.1", "6.2", "7.1", "7.2"),
        *("8.1", "8.2", "9.1", *counted("10", 3), "12.1"),
    ],
    f"{PANEL}/2023-03-15/item-7": ["1.1", "2.1", "3.1", *counted("4", 5), *counted("5", 6), "6.1", "6.2", "7.1", "7.2"],
    f"{PANEL}/2023-03-15/item-8": [
        *("1.1", "2.1", "3.1", "4.1", "4.2", "5.1", "5.2", "5.3", "5.3.1", "5.3.2", "5.3.3"),
        *(*counted("6", 5), "7.1", "7.1 (2)", "8.1", "9.1"),
    ],
    f"{PANEL}/2023-03-15/item-9": ["1.1", "2.1", "3.1", *counted("4", 6), *counted("5", 5), "6.1", "6.2", "7.1"],
}


@pytest.mark.parametrize("document", PARAGRAPHS)
def test_paragraphs(texts: dict[str, str], document: str):
    found = [
        item.locator.removeprefix("para ")
        for item in segment(texts[document])
        if item.locator.startswith("para ") and " > " not in item.locator
    ]
    assert found == PARAGRAPHS[document]


def test_the_lost_number_of_2018(texts: dict[str, str]):
    passages = segment(texts[COMMUNITIES_2018])
    assert [item.locator for item in passages if item.lost_number] == ["para 6.6"]
    assert says(text_of(passages, "para 6.6"), "Transforming Lives")
    assert says(text_of(passages, "para 6.23"), "October 2016")
    assert text_of(passages, "para 5.7") == "5.7"


@pytest.mark.parametrize("document", [document for document in PARAGRAPHS if document != COMMUNITIES_2018])
def test_no_other_paper_lost_a_number(texts: dict[str, str], document: str):
    assert not any(item.lost_number for item in segment(texts[document]))


@pytest.mark.parametrize(
    ("document", "locator", "needed"),
    [
        (COMMUNITIES_2018, "note 1", "Community Rehabilitation Company"),
        (COMMUNITIES_2018, "head", "Dorothy Gregson"),
        (COMMUNITIES_2018, "section 3", "Item 6"),
        (COMMUNITIES_2018, "section TERMS OF REFERENCE", "Item 8"),
        (COMMUNITIES_2018, "para 6.13 > point Housing trailblazer", "homelessness"),
        (COMMUNITIES_2018, "para 7.4", "Ecops"),
        (COMMUNITIES_2018, "section BACKGROUND DOCUMENTS", "Joint Audit Committee"),
        (f"{BOARD}/2016-08-11/plan-development-communities", "para 4.1 (2)", "ECINS"),
        (f"{BOARD}/2016-08-11/plan-development-communities", "para 4.7", "Best Use of Stop and Search"),
        (f"{BOARD}/2016-08-11/plan-development-communities", "note 5", "community_resilience_strategy"),
        (f"{BOARD}/2016-08-11/plan-development-communities", "section 4 (2)", "Current work"),
        (f"{BOARD}/2016-08-11/plan-development-communities", "row Contact Officer", "Charles Kitchin"),
        (f"{BOARD}/2020-10-28/communities-theme", "para 5.5", "£32,675"),
        (f"{BOARD}/2020-10-28/communities-theme", "section BIBLIOGRAPHY", "Jim Haylett"),
        (MINUTES, "head", "Claire George (Vice-Chair)"),
        (MINUTES, "row Nick Dean", "Chief Constable"),
        (MINUTES, "item 43", "Local Authorities hold CSPs"),
        (MINUTES, "item 45", "NOT exercise its veto"),
        (MINUTES, "item 45 > para 3", "onboarding app"),
        (MINUTES, "item 45 > para 15", "£8.5m"),
        (MINUTES, "item 46 > row 19 JULY 2023", "Integrity in Policing"),
        (MINUTES, "item 46 > row 29 NOVEMBER 2023 > ITEMS", "Meeting Dates and Agenda Plan"),
        (f"{PANEL}/2023-03-15/agenda", "row 5", "12 noon on Friday 10 March 2023"),
        (f"{PANEL}/2023-03-15/agenda", "note *", "third working day"),
        (f"{PANEL}/2023-03-15/agenda", "section Substitutes", "M Goldsack"),
        (f"{PANEL}/2023-03-15/actions", "row 2", "NOTED"),
        (f"{PANEL}/2023-02-02/precept-recommendation", "section Decision", "unanimously"),
        (REPLY, "para @2", "Schedule 5(5)"),
        (f"{PANEL}/2023-03-15/item-6", "para 10.3", "Recite Me"),
        (f"{PANEL}/2023-03-15/item-6", "row To have a police force > ETHICAL POLICING", "BAME recruitment"),
        (f"{PANEL}/2023-03-15/item-6", "section 13", "Police Reform and Social Responsibility Act 2011"),
        (f"{PANEL}/2023-03-15/item-7", "para 4.4", "Problem Solving Groups"),
        (f"{PANEL}/2023-03-15/item-7", "para 6.2", "£634,285k"),
        (f"{PANEL}/2023-03-15/item-8", "section Journey so far", "ERSOU"),
        (f"{PANEL}/2023-03-15/item-8", "section Feedback (2)", "Best course"),
        (f"{PANEL}/2023-03-15/item-8", "row 7th October", "Wisbech"),
        (f"{PANEL}/2023-03-15/item-9", "note 1", "Tackle Cyber Crime"),
        (f"{PANEL}/2023-03-15/item-9", "para 5.5", "These meet quarterly"),
        (f"{PANEL}/2023-03-15/item-9", "para 5.1 > point Community Payback", "50th anniversary"),
        (f"{PANEL}/2023-03-15/item-9", "para 5.4 > point Independent Ethics Board", "Ethics Panel"),
        (f"{PANEL}/2023-03-15/item-10", "row 31 JANUARY 2024", "Precept Report 2024/2025"),
    ],
)
def test_a_locator_finds_what_it_names(texts: dict[str, str], document: str, locator: str, needed: str):
    assert says(text_of(segment(texts[document]), locator), needed)


def test_minutes_items_and_speeches(texts: dict[str, str]):
    found = [item.locator for item in segment(texts[MINUTES])]
    assert [name for name in found if name.startswith("item ") and " > " not in name] == [f"item {number}" for number in range(40, 47)]
    assert [name for name in found if " > para " in name] == [f"item 45 > para {number}" for number in range(1, 25)]


def test_the_deliverables_of_the_progress_report(texts: dict[str, str]):
    points = [item.locator for item in segment(texts[f"{PANEL}/2023-03-15/item-9"]) if " > point " in item.locator]
    assert Counter(point.split(" > ")[0] for point in points) == {
        "para 5.1": 9,
        "para 5.2": 8,
        "para 5.3": 15,
        "para 5.4": 9,
        "para 5.5": 2,
    }


def test_no_word_is_lost_and_none_is_told_twice(texts: dict[str, str]):
    for document, text in texts.items():
        if document == PACK:
            continue
        lines = [
            line
            for place, line in enumerate(text.splitlines())
            if not is_furniture(line) and not (document == MATRIX and place > 1 and is_header(line.split("\t")))
        ]
        printed = Counter("".join(word for line in lines for word in words(line.replace("<p", " <p").replace("<li", " <li"))))
        held = Counter("".join(word for item in segment(text) for word in words(item.own)))
        assert held == printed, document


def test_every_locator_is_found_again_and_makes_an_id(texts: dict[str, str]):
    for document, text in texts.items():
        passages = segment(text)
        assert all(resolve(passages, item.locator) is item for item in passages)
        assert len({passage_id(document, item.locator) for item in passages}) == len(passages)


CSB = "Cambridgeshire Countywide Community Safety Strategic Board"
CJB = "Cambridgeshire Criminal Justice Board"
ACCOUNTABLE = (
    "V1 NP; V2 ; V3 NP / CS; V4 NP; V5 NP; V6 NP; V7 NP; V8 NP; V9 NP; "
    "O1 ; O2.1 CK; O2.2 CK; O2.3 CS; O3 CS; O4 CS; O5.1 CS/NP; O5.2 CS; O6 NP; O7 CS; O8 CS; O9 CS; O10 CS/JH; O11 CS; "
    "C1 ; C2 CK; C3 ; C4 CK; C5 CK; C6 CK; C7 CK; C8 CK; C9 CS; C10.1 ; C10.2 AF; "
    "T1 JH; T2 GO; T3 DG; T4 DG; T5 AW / DG; T6 DG; T7 NP; T8 ; T9 CK; T10 CS"
)
LEADS = {
    "V4": "Crisis Concordat Mental Health Delivery Group",
    "V5": "OPCC / Constabulary / County Council (DA)",
    "V6": "DA & SV Delivery Group",
    "V7": "Domestic Abuse and Sexual Violence Delivery Group",
    "V9": "CCJB Delivery Group",
    "O2.1": "CSPs",
    "O3": CSB,
    "O4": CJB,
    "O5.1": "Youth Offending Services",
    "O8": CSB,
    "O9": f"{CJB} - Offender Subgroup",
    "O10": f"Constabulary/ {CSB}/ {CJB}",
    "C10.2": "AF",
    "T3": "OPCC",
    "T5": "OPCC",
    "T6": "OPCC / PSB",
    "T7": "OPCC / Countywide Community Safety Strategic Board / CCJB",
    "T8": "OPCC",
    "T10": "OPCC",
}
"""All others: the Constabulary."""


@pytest.fixture
def rows(texts: dict[str, str]) -> list[MatrixRow]:
    return matrix_rows(texts[MATRIX])


def test_the_forty_actions_with_who_answers_and_who_leads(rows: list[MatrixRow]):
    seen = [tuple(entry.split(" ", 1)) for entry in ACCOUNTABLE.split("; ")]
    assert [(row.key, fold(row.accountable)) for row in rows] == [(key, fold(who)) for key, who in seen]
    assert {row.key: fold(row.leads) for row in rows} == {key: fold(LEADS.get(key, "Constabulary")) for key, _ in seen}
    forty = [f"{letter}{number}" for letter, last in zip("VOCT", (9, 11, 10, 10), strict=True) for number in range(1, last + 1)]
    assert list(dict.fromkeys(row.code for row in rows)) == forty


def test_the_themes_of_the_matrix(rows: list[MatrixRow]):
    assert {row.theme for row in rows} == {"Victims", "Offenders", "Communities", "Transformation"}
    assert all(row.theme.startswith(row.code[0]) for row in rows)


def test_which_codes_were_repaired(rows: list[MatrixRow]):
    assert [row.key for row in rows if row.repaired] == ["O1", "O3", "O5.1", "O7", "O10", "O11", "C3", "T3", "T6", "T7", "T8", "T9"]


def test_empty_cells_and_remnants_of_the_matrix(rows: list[MatrixRow]):
    assert [row.key for row in rows if not row.activities] == ["T6"]
    assert [row.key for row in rows if not row.action] == ["O2.2", "O2.3", "O5.2", "C10.2"]
    remnants = {row.key: row.status for row in rows if row.status}
    dots = dict.fromkeys(("V4", "V8", "O1", "O5.1", "O5.2", "O6", "O11", "C10.1", "C10.2", "T1", "T5", "T6", "T8", "T9"), "•")
    assert remnants == dots | {"V1": "rag status", "V7": "†", "O4": ".", "O8": "←", "C3": "↑", "T3": "↑", "T4": "←", "T10": "←"}
    assert {row.key for row in rows if not row.opportunities} == {
        "V3",
        "O2.3",
        "O5.2",
        "O6",
        "O11",
        "C10.1",
        "C10.2",
        *("T2", "T3", "T4", "T5", "T9", "T10"),
    }


def test_titles_hold_no_code(rows: list[MatrixRow]):
    assert {row.key for row in rows if row.title() != row.action} == {"C2"}
    assert {row.key for row in rows if row.title() and not row.title()[0].isupper()} == set()


def test_rows_and_cells_of_the_matrix(texts: dict[str, str]):
    passages = segment(texts[MATRIX])
    assert text_of(passages, "row V1.1") == text_of(passages, "row V1")
    assert says(text_of(passages, "row O2"), "CSPs")
    assert says(text_of(passages, "row O2"), "O2.3")
    assert text_of(passages, "row T6 > activities") == ""
    assert says(text_of(passages, "row O5.1 > accountable"), "CS/NP")
    assert says(text_of(passages, "head"), "White -not started")


def test_a_record_names_what_it_is_part_of():
    documents: dict[str, Document] = {document.id: document for document in read_documents(DOCUMENTS)}
    assert len(documents) == 15
    assert {document.part_of for document in documents.values()} == {"", PACK}
    assert all(bool(document.file_sha256) != bool(document.part_of) for document in documents.values())
