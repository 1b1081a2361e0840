"""The site of Cambridgeshire: within its size, every link whole, and what the papers say where a chair looks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from cli.publishing import site_files
from graph.store import Store

AS_OF = "2023-03-31"
MOST = 15_000_000


@pytest.fixture(scope="module")
def site(shipped: Store) -> dict[str, bytes]:
    return dict(site_files(shipped, AS_OF, title="Cambridgeshire"))


def words(page: bytes) -> str:
    text = re.sub(r"<svg class=\"around\".*?</svg>", "", page.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def test_it_is_within_its_size(site: dict[str, bytes]) -> None:
    assert sum(map(len, site.values())) < MOST


def test_every_link_and_anchor_leads_somewhere(site: dict[str, bytes], by_path: Callable[[str], Any]) -> None:
    pages = by_path("tests/visualisations/test_site_pages.py")
    assert pages.broken({name: data.decode() for name, data in site.items()}) == []


def test_every_entity_and_paper_has_a_page_and_a_line_in_a_list(site: dict[str, bytes], shipped: Store) -> None:
    count = shipped.read(
        "MATCH (n:Entity) WHERE NOT n:Passage AND NOT n:Document AND NOT n:ImportRun AND NOT n:Proposal RETURN count(n) AS n"
    )[0]["n"]
    entities = {name for name in site if name.startswith("entities/")}
    assert len(entities) == count
    listed = {
        f"entities/{link}"
        for name, data in site.items()
        if name.startswith("lists/")
        for link in re.findall(r'"\.\./entities/([^"]*)"', data.decode())
    }
    assert listed == entities
    assert sum(name.startswith("papers/") for name in site) == 1 + shipped.read("MATCH (n:Document) RETURN count(n) AS n")[0]["n"]


def test_the_panel_scrutinises_the_commissioner_who_holds_the_chief_constable_to_account(site: dict[str, bytes]) -> None:
    """Item 7 of November 2018, section 3, and paragraph 3.1 of the reports of March 2023; the minutes of February 2023."""
    panel = words(site["entities/body.cambridgeshire-police-and-crime-panel.html"])
    commissioner = "Police and Crime Commissioner for Cambridgeshire and Peterborough"
    assert re.search(rf"Scrutinises 1 {commissioner} .*?\[3\] section 3 , 14 Nov 2018; \[12\] para 3\.1", panel)
    assert "Holds to account" not in panel.split("Papers cited here")[0].replace("Does not hold to account", "")
    other = next(words(data) for name, data in site.items() if name.startswith("entities/") and f"<h1>{commissioner}</h1>".encode() in data)
    assert "Scrutinised by 1 Cambridgeshire Police and Crime Panel" in other


def test_an_action_of_the_matrix_of_2018(site: dict[str, bytes]) -> None:
    """Row V4 of the matrix of October 2018: NP is accountable, the Crisis Concordat Mental Health Delivery Group leads."""
    page = words(site["entities/work.police-and-crime-plan-2017.v4.html"])
    assert re.search(r"Answered for by 1 NP .{0,40}\[2\] row V4 > accountable , Oct 2018", page)
    assert re.search(r"Led by 1 Crisis Concordat Mental Health Delivery Group .{0,40}\[2\] row V4 > leads , Oct 2018", page)
    matrix = words(next(data for name, data in site.items() if name.startswith("papers/2018-10.delivery-matrix")))
    assert "row V4 > accountable NP is accountable for V4 Right care at the right time for people in mental health crisis" in matrix


def test_changes_go_from_round_to_round_of_papers(site: dict[str, bytes]) -> None:
    assert {name for name in site if name.startswith("changes/2")} == {
        "changes/2016-08-11_2018-11-14.html",
        "changes/2018-11-14_2020-10-28.html",
        "changes/2020-10-28_2023-03-15.html",
    }
    assert "Vision Zero Partnership" in words(site["changes/2018-11-14_2020-10-28.html"])


def test_no_wording_of_a_paper_is_in_it(site: dict[str, bytes]) -> None:
    assert not [name for name, data in site.items() if b"<blockquote>" in data]


def test_without_people_none_of_their_names_is_in_any_file(shipped: Store) -> None:
    persons = shipped.read("MATCH (n:Person) RETURN n.name AS name, n.names AS names, n.id AS id ORDER BY id")
    # Initials are words too: of them only the entity itself and its facts are gone.
    names = {name for row in persons for name in (row["name"], *(row["names"] or ())) if " " in name}
    assert len(names) > 30
    made = dict(site_files(shipped, "2023-02-28", people=False))
    assert not [name for name in made if "person." in name]
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names)))
    found = {name: sorted(set(pattern.findall(unescape(data.decode())))) for name, data in made.items() if name.endswith((".html", ".js"))}
    assert {name: told for name, told in found.items() if told} == {}
    assert "NP" not in words(made["entities/work.police-and-crime-plan-2017.v4.html"])
