"""The shipped tables of England and Wales say what their README and the tables themselves say, each fact with its row."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from graph import cypher
from graph.fold import assemble
from importers.areas.england_wales import england_wales_batch
from importers.areas.rows import areas_batch
from importers.load import import_batch, undo
from importers.merge import references
from importers.reading.files import read
from importers.register.read import read_register
from importers.register.rows import register_batch

DATA = Path(__file__).parent.parent.parent.parent / "importers" / "datasets"
FOLDER = DATA / "england-wales"
KIND_CLASSES = {
    "post/police-and-crime-commissioners~england-and-wales": 33,
    "post/police-fire-and-crime-commissioners~england-and-wales": 4,
    "post/mayors-that-are-local-policing-bodies~england-and-wales": 5,
}


@pytest.fixture(scope="module")
def batch():
    return england_wales_batch(FOLDER)


@pytest.fixture(scope="module")
def graph(batch):
    claims = [batch.source, *(claim for row in batch.rows for claim in row.claims), *references(batch.rows, batch.source)]
    return assemble(claims, [stating for row in batch.rows for stating in row.statings])


@pytest.fixture(scope="module")
def out(graph):
    found = defaultdict(set)
    for item in graph.relationships.values():
        found[item.start, item.type].add(item.end)
    return found


def named(graph, code):
    return next(node for node in graph.nodes.values() if code in node.properties.get("identifiers", ()))


def coded(graph, label, *begins):
    codes = {item for node in graph.nodes.values() if label in node.labels for item in node.properties.get("identifiers", ())}
    return {code for code in codes if code.removeprefix("GSS:").startswith(begins)}


def test_the_shipped_tables_are_those_that_are_listed():
    with (FOLDER / "tables.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["file"]: row for row in csv.DictReader(file)}
    assert {item.name for item in FOLDER.iterdir()} == {*listed, "tables.csv", "LICENCES.md"}
    for name, row in listed.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == row["sha256"]
        assert row["licence"]
        assert row["licence"].split(".")[0] in (FOLDER / "LICENCES.md").read_text("utf-8")


def test_there_are_as_many_as_the_tables_have(graph, batch):
    assert not batch.rejects
    assert len(coded(graph, "CommunitySafetyPartnership", "E22", "W14")) == 314
    assert len(coded(graph, "Area", "E23", "W15")) == 43
    assert len(coded(graph, "Organisation", "POLICE-UK:")) == 43
    assert len([node for node in graph.nodes.values() if any(i.startswith("LPB:") for i in node.properties.get("identifiers", ()))]) == 43
    assert len(coded(graph, "Organisation", "E31", "W25")) == 47
    with (FOLDER / "lad-csp-pfa-december-2024.csv").open(encoding="utf-8-sig", newline="") as file:
        districts = {f"GSS:{row['LAD24CD']}" for row in csv.DictReader(file)}
    assert len(districts) == 318
    assert districts <= coded(graph, "Area", "E", "W")


def test_every_partnership_covers_a_district_in_one_force_area(graph, out):
    for node in graph.nodes.values():
        if "CommunitySafetyPartnership" in node.labels and "Collective" not in node.labels:
            covered = out[node.id, "COVERS"]
            assert covered
            forces = {area for place in covered for area in out[place, "PART_OF"] if area.startswith(("place/e23", "place/w15"))}
            assert len(forces) == 1, node.id


def test_many_to_many_as_the_readme_tells(graph, out):
    partnerships = Counter(
        place
        for (start, kind), places in out.items()
        if kind == "COVERS" and start.startswith(("body/e22", "body/w14"))
        for place in places
    )
    assert (partnerships["place/e06000060"], partnerships["place/e06000063"]) == (4, 3)  # Buckinghamshire, Cumberland
    assert sum(n > 1 for n in partnerships.values()) == 7
    several = [
        start
        for (start, kind), places in out.items()
        if kind == "COVERS" and start.startswith(("body/e22", "body/w14")) and len(places) > 1
    ]
    assert len(several) == 12


def test_policing_bodies_are_of_the_kind_that_the_table_says(graph, out):
    assert (
        Counter(item for (_, kind), ends in out.items() if kind == "INSTANCE_OF" for item in ends if item in KIND_CLASSES) == KIND_CLASSES
    )
    assert named(graph, "LPB:E23000007").properties["kind"] == "police and crime commissioner"
    assert named(graph, "LPB:E23000034").labels == ("Entity", "Organisation")
    assert named(graph, "LPB:E23000010").properties["name"] == "Mayor of West Yorkshire"


def test_a_scrutiny_body_that_was_not_looked_up_stays_unsaid(graph):
    scrutinised = {item.end for item in graph.relationships.values() if item.type == "SCRUTINISES"}
    assert len(scrutinised) == 41
    assert not scrutinised & {"post/lpb-e23000001", "body/lpb-e23000034"}
    kent = next(item for item in graph.relationships.values() if item.type == "SCRUTINISES" and item.end == "post/lpb-e23000032")
    assert (kent.start, kent.properties["seen_to"], kent.properties["standing"]) == (
        "body/kent-police-and-crime-panel",
        "2023-10",
        "stated",
    )


def test_what_the_sources_lack_is_inferred_and_says_by_which_rule(graph):
    rules = {
        (item.type, item.end if item.type == "SCRUTINISES" else item.start): item.properties["rule"]
        for item in graph.relationships.values()
        if item.properties.get("rule") in ("name-by-pattern", "name-of-an-earlier-list")
    }
    assert rules["COVERS", "post/lpb-e23000012"] == "name-by-pattern"
    assert rules["SCRUTINISES", "post/lpb-e23000009"] == "name-of-an-earlier-list"


def test_no_accountability_is_made_up(graph):
    assert not {item.type for item in graph.relationships.values()} & {"HOLDS_TO_ACCOUNT", "OVERSEES", "REPORTS_TO", "CONVENES"}


def test_the_statutory_members_of_a_partnership_follow_by_class(graph, out):
    members = defaultdict(set)
    for item in graph.relationships.values():
        if item.type == "MEMBER_OF" and not item.properties.get("valid_to"):
            members[item.end].add(item.start.rpartition("/")[2].partition("~")[0])

    def of(code):
        return set().union(*(members[item] for item in out[f"body/{code}", "INSTANCE_OF"]))

    everywhere = {
        "district-unitary-and-borough-councils",
        "chief-officers-of-police",
        "fire-and-rescue-authorities",
        "providers-of-probation-services",
    }
    assert of("e22000015") == everywhere | {"county-councils", "integrated-care-boards"}  # Fenland: a district of a county
    assert of("e22000017") == everywhere | {"integrated-care-boards"}  # Peterborough: a unitary authority
    assert of("w14000015") == everywhere | {"local-health-boards"}  # Cardiff


def test_each_version_of_the_act_is_a_paper_and_what_it_dropped_has_ended(graph):
    trusts = next(item for item in graph.relationships.values() if item.type == "MEMBER_OF" and "primary-care-trusts" in item.start)
    assert (trusts.properties["seen_from"], trusts.properties["valid_to"]) == ("2002", "2013-04-01")
    chiefs = next(item for item in graph.relationships.values() if item.type == "MEMBER_OF" and "chief-officers" in item.start)
    assert (chiefs.properties["seen_from"], chiefs.properties["seen_to"], len(chiefs.properties["sources"])) == ("1998", "2023-12-20", 5)


def test_a_council_is_not_its_district_and_one_that_ended_has_an_heir(graph, out):
    council = named(graph, "LA-CODE:FEN")
    assert out[council.id, "COVERS"] == {"place/e07000010"}
    assert "Fenland" not in (council.properties["name"], *council.properties.get("names", ()))
    assert out["body/la-code-cbd", "SUCCEEDS"] >= {"body/la-code-all", "body/la-code-cma"}
    gone = next(item for item in graph.relationships.values() if item.type == "COVERS" and item.start == "body/la-code-all")
    assert gone.properties["valid_to"] == "2023-04-01"
    assert out["place/e06000063", "SUCCEEDS"] >= {"place/e07000026"}


@pytest.mark.parametrize(("org_id", "shown"), [("GB-LAE:FEN", "body/la-code-fen"), ("GB-PLA:AGY", "body/la-code-agy")])
def test_a_council_answers_to_the_org_id_that_publishers_of_grants_use(graph, org_id, shown):
    properties = graph.nodes[shown].properties
    assert org_id in properties["identifiers"]
    assert f"body/{org_id.lower().replace(':', '-')}" in properties["former_ids"]


def test_partnerships_of_wales_have_their_welsh_names_whole(graph):
    assert graph.nodes["body/w14000001"].properties["names"] == ["Ynys Môn"]
    assert "Caerdydd" in graph.nodes["body/w14000015"].properties["names"]


def test_every_fact_has_its_row_of_a_dated_table_with_a_licence(graph):
    for item in graph.relationships.values():
        if item.type != "FROM_DOCUMENT":
            assert item.properties["evidence"], item
        for document in item.properties["sources"]:
            assert graph.nodes[document].properties["licence"]
            assert graph.nodes[document].properties["date"]


def test_the_lookup_that_a_user_imports_is_the_same_paper(graph):
    own = areas_batch(read(FOLDER / "lad-csp-pfa-december-2024.csv"))
    assert {s.passage for row in own.rows for s in row.statings if s.passage} <= graph.nodes.keys()


# ---- on a store: a slice of both data sets


@pytest.fixture(scope="module")
def slices(batch):
    """What the tables say of Cambridge and the force area, and the entities of the papers that have a code."""
    wanted = {
        "Document",
        "body/e22000013",
        "place/e07000008",
        "body/la-code-cab",
        "body/police-uk-cambridgeshire",
        "post/lpb-e23000023",
        "body/la-code-cam",
    }
    cambridgeshire = register_batch(read_register(DATA / "cambridgeshire"))
    papers = [row for row in cambridgeshire.rows if any(claim.labels == ("Document",) or claim.identifiers for claim in row.claims)]
    rows = [row for row in batch.rows if any({claim.id, *claim.labels} & wanted for claim in row.claims)]
    there = {claim.id for row in rows for claim in row.claims}
    national = [row._replace(statings=tuple(s for s in row.statings if {s.start, s.end} <= there)) for row in rows]
    return batch._replace(rows=tuple(national)), cambridgeshire._replace(rows=tuple(papers))


def test_either_order_makes_one_graph_and_one_is_taken_back_to_the_byte(store, slices, state):
    store.define(cypher.constraints())
    tick = count()
    clock = lambda: datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=next(tick))  # noqa: E731
    national, papers = slices
    first = import_batch(store, national, now=clock)
    alone = state(store)
    second = import_batch(store, papers, now=clock)
    both = state(store)
    assert not first.rejects + second.rejects
    undo(store, second.run, now=clock)
    assert state(store) == alone
    undo(store, first.run, now=clock)
    third = import_batch(store, papers, now=clock)
    other = state(store)
    fourth = import_batch(store, national, now=clock)
    assert state(store) == both
    undo(store, fourth.run, now=clock)
    assert state(store) == other
    assert third.nodes.added > 10
