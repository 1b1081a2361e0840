"""What each format holds, read back by a program that is not ours; on a small world of hard names, from either engine."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import xml.etree.ElementTree as ET
from importlib import import_module
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft3Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3

from graph.errors import BadFile, UsageError
from graph.files import whole_file, whole_folder
from graph.settings import Target
from graph.store import open_store
from graph.tables import as_written
from queries.exports import Landscape, Options, jsonl
from queries.formats import FORMATS, About
from queries.formats.common import Xml
from queries.formats.script import literal
from queries.lines import check_whole, write_checksum
from queries.restore import restore

ROOT = Path(__file__).parent.parent.parent
HARD = [
    'say "hi"',
    "it's \\ and \\u0041 and \\n",
    "two\nlines\r\nand a tab\t",
    "]]> & <b>",
    "\u202eright to left\u202c עברית",
    "emoji 😀 £5",
    "control \x01\x0b\x1f",
    "=SUM(A1)",
    " blanks ",
    "a; b | c, d",
]
PASSAGE = "paper/x/para-1"
IN_XML = str.maketrans(dict.fromkeys("\x01\x0b\x1f", "\ufffd"))


def node(item, *labels, **properties):
    return {"node": item, "labels": sorted(["Entity", *labels]), "properties": {"name": item, **properties}}


def stated(key, kind, start, end, date="2018", **more):
    """A fact with one stating of a paper of this date, as an import would have stored it."""
    from graph.facts import Stating
    from graph.fold import fold_statings

    stating = Stating(type=kind, start=start, end=end, passage=PASSAGE, document="paper/x", date=date, source="paper/r", **more)
    return {"relationship": key, "type": kind, "from": start, "to": end, "properties": fold_statings([stating])}


def tie(key, kind, start, end, **properties):
    return {"relationship": key, "type": kind, "from": start, "to": end, "properties": properties}


WORLD = [
    *(node(f"body/hard-{number}", "Organisation", name=name, names=[name, "other"]) for number, name in enumerate(HARD)),
    node("body/board", "Board", kind="panel", identifiers=["gss:E22000017"], description="A board."),
    node("body/class", "Organisation", "Collective"),
    node("body/part", "Organisation"),
    node("body/alone", "Organisation", unnamed=True),
    node("body/later", "Organisation"),
    node("body/gone", "Organisation", hidden=True),
    node("paper/x", "Document", name="Paper X", date="2018", url="https://example.org/x"),
    node(PASSAGE, "Passage", document="paper/x", locator="para 1", wording="Person 1 chairs."),
    node("person/1", "Person", name="Person 1"),
    node("person/2", "Person", name="Person 2"),
    node("post/chair", "Role", name="Chair of the board"),
    node("run/1", "ImportRun", status="done", counts='{"nodes":{"added":1}}', rows_in=3),
    node("work/plan/v4", "PriorityAction", name="Right care", code="V4"),
    stated("leads-1", "LEADS", "body/hard-0", "work/plan/v4", said_by="person/1"),
    stated("leads-2", "LEADS", "body/hard-1", "work/plan/v4", date="2020"),
    stated("holds-1", "HOLDS", "person/1", "post/chair", valid_from="2017-05"),
    stated("holds-2", "HOLDS", "person/2", "post/chair", modality="planned", valid_from="2030"),
    stated("chairs-1", "CHAIRS", "person/1", "body/board", carried={"capacity": "vice"}),
    stated("member_of-1", "MEMBER_OF", "body/hard-2", "body/board"),
    stated("member_of-2", "MEMBER_OF", "body/class", "body/board", share="all"),
    stated("post_in-1", "POST_IN", "post/chair", "body/board"),
    stated("part_of-1", "PART_OF", "body/part", "body/board"),
    stated("stated_in-1", "STATED_IN", "work/plan/v4", PASSAGE, carried={"property": "state", "value_text": "Amber"}),
    stated("mentioned_in-1", "MENTIONED_IN", "body/board", PASSAGE),
    stated("works_with-1", "WORKS_WITH", "body/board", "body/later", date="2022"),
    tie("funds-1", "FUNDS", "body/board", "work/plan/v4", amount=5, amount_text="£5", standing="stated", seen_from="2018"),
    tie("funds-2", "FUNDS", "body/board", "work/plan/v4", amount=0.5, amount_text="50p", evidence=[], seen_from="2018", valid_to="2019"),
    tie("from_document-1", "FROM_DOCUMENT", PASSAGE, "paper/x", evidence=[], about=[""], seen_from="2018"),
]


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    file = tmp_path_factory.mktemp("formats") / "world.jsonl"
    file.write_text("".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n" for item in WORLD), "utf-8", newline="\n")
    return file


@pytest.fixture(scope="module")
def embedded(world, tmp_path_factory):
    """The world in an embedded store, for what does not depend on the engine; its tests only read."""
    opened = open_store(Target(address=str(tmp_path_factory.mktemp("formats") / "store")), writing=True)
    done = restore(opened, world)
    assert (done.bad, done.dangling) == ([], 0)
    yield opened
    opened.close()


def export(store, name, dest, about=None, **options):
    form = FORMATS[name]
    day = "" if form.lossless else "2021"
    given = Options(
        **{
            "as_of": day,
            "papers": form.papers,
            "names": form.names,
            "statings": form.lossless,
            "with_wording": True,
            "strict": False,
            **options,
        }
    )
    write = import_module(f"queries.formats.{form.module}").write
    about = about or About(as_of=given.as_of, form=dest.suffix)
    with Landscape(store, given) as landscape:
        if form.endings:
            with whole_file(dest) as file:
                return write(landscape, file, about)
        with whole_folder(dest, form.files) as folder:
            return write(landscape, folder, about)


def bytes_of(path):
    return path.read_bytes() if path.is_file() else {file.name: file.read_bytes() for file in sorted(path.iterdir())}


# -- the same from either engine


@pytest.mark.neo4j
def test_either_engine_gives_the_same_bytes(embedded, world, neo4j_server, tmp_path):
    empty(neo4j_server)
    store = open_store(neo4j_server, writing=True)
    restore(store, world)
    for name, form in FORMATS.items():
        ending = form.endings[0] if form.endings else ""
        for engine, filled in (("one", store), ("two", embedded)):
            export(filled, name, tmp_path / f"{name}-{engine}{ending}", with_runs=True)
        assert bytes_of(tmp_path / f"{name}-one{ending}") == bytes_of(tmp_path / f"{name}-two{ending}"), name
    store.close()


# -- graphs for programs that draw

NODES = {f"body/hard-{number}" for number in range(len(HARD))} | {
    *("body/board", "body/class", "body/part", "body/alone", "person/1", "person/2", "post/chair", "work/plan/v4")
}


def read(name, file):
    if name == "cytoscape":
        return nx.cytoscape_graph(json.loads(file.read_text("utf-8")))
    return {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[name](file)


@pytest.mark.parametrize("name", ["graphml", "gexf", "cytoscape"])
def test_networkx_reads_the_graph(name, embedded, tmp_path):
    notes = export(embedded, name, tmp_path / "out")
    found = read(name, tmp_path / "out")
    assert isinstance(found, nx.MultiDiGraph)
    assert set(found) == NODES  # neither what is hidden, nor what only a later paper knows, nor papers
    in_xml = name != "cytoscape"
    for number, text in enumerate(HARD):
        attributes = found.nodes[f"body/hard-{number}"]
        shown = text.translate(IN_XML) if in_xml else text
        assert attributes["name"] == attributes["label"] == shown
        assert attributes["names"] == (f"{shown}; other" if in_xml else [shown, "other"])
    assert notes == (["9 characters that XML forbids were written as U+FFFD."] if in_xml else [])
    assert found.nodes["work/plan/v4"]["label"] == "V4 Right care"
    assert found.nodes["body/alone"]["unnamed"] is True
    assert "state: Amber (2018)" in found.nodes["work/plan/v4"]["stated"]
    edges = {key: data for _, _, key, data in found.edges(keys=True, data=True)}
    assert set(edges) == {
        *("leads-1", "leads-2", "holds-1", "holds-2", "chairs-1", "member_of-1", "member_of-2", "post_in-1", "part_of-1", "funds-1"),
        "funds-2",
    }
    assert (edges["funds-1"]["amount"], edges["funds-2"]["amount"]) == (5, 0.5)
    assert (edges["holds-2"]["type"], edges["holds-2"]["modality"], edges["holds-1"]["valid_from"]) == ("HOLDS", "planned", "2017-05")
    assert edges["leads-1"]["earlier"] is True
    assert "earlier" not in edges["leads-2"]
    assert edges["leads-2"]["evidence"] == (PASSAGE if in_xml else [PASSAGE])
    assert (edges["leads-2"]["standing"], edges["leads-2"]["seen_to"], edges["leads-2"]["label"]) == ("stated", "2020", "leads")


@pytest.mark.parametrize("name", ["graphml", "gexf", "cytoscape"])
def test_papers_are_nodes_where_asked(name, embedded, tmp_path):
    export(embedded, name, tmp_path / "out", papers=True)
    found = read(name, tmp_path / "out")
    assert set(found) == NODES | {"paper/x", PASSAGE}
    assert found.has_edge("work/plan/v4", PASSAGE, "stated_in-1")
    assert "Person 1 chairs" not in (tmp_path / "out").read_text("utf-8")


def keys_of(graph):
    """Keys of the edges; networkx makes a graph without parallel edges plain, and keeps the key as an attribute."""
    if graph.is_multigraph():
        return {key for *_, key in graph.edges(keys=True)}
    return {data["id"] for *_, data in graph.edges(data=True)}


def test_a_date_that_is_named_holds_for_facts_without_statings_too(embedded, tmp_path):
    export(embedded, "graphml", tmp_path / "out", as_of="2018", strict=True)
    assert {"funds-1", "funds-2"} <= keys_of(read("graphml", tmp_path / "out"))
    export(embedded, "graphml", tmp_path / "out", as_of="2021", strict=True)
    found = read("graphml", tmp_path / "out")
    assert "funds-2" not in keys_of(found)
    export(embedded, "graphml", tmp_path / "out", as_of="2017", strict=True)
    assert set(read("graphml", tmp_path / "out")) == {"body/alone", *(f"body/hard-{number}" for number in range(3, len(HARD)))}


@given(st.text())
def test_text_in_xml_comes_back(text):
    xml = Xml()
    written = xml.text(text)
    wanted = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)
    element = ET.fromstring(f'<a b="{written}">{written}</a>')  # noqa: S314 - our own text
    assert element.get("b") == wanted
    assert (element.text or "") == wanted
    assert xml.replaced == sum(a != b for a, b in zip(text, wanted, strict=True))


# -- tables


def table(file):
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return list(csv.DictReader(rows))


def test_the_tables_join(embedded, tmp_path):
    export(embedded, "csv", tmp_path / "out", with_wording=True)
    files = {name: table(tmp_path / "out" / f"{name}.csv") for name in ("nodes", "relationships", "evidence", "passages")}
    nodes = {row["id"]: row for row in files["nodes"]}
    assert set(nodes) == NODES | {"paper/x"}
    assert [as_written(nodes[f"body/hard-{number}"]["name"]) for number in range(len(HARD))] == HARD
    assert nodes["body/hard-7"]["name"] == "'=SUM(A1)"
    assert (nodes["body/board"]["label"], nodes["body/board"]["kind"], nodes["body/board"]["family"]) == ("Board", "panel", "Body")
    facts = {row["key"]: row for row in files["relationships"]}
    assert "works_with-1" not in facts
    assert (facts["holds-2"]["from_name"], facts["holds-2"]["to_name"], facts["holds-2"]["modality"]) == (
        *("Person 2", "Chair of the board"),
        "planned",
    )
    assert (facts["stated_in-1"]["property"], facts["stated_in-1"]["value_text"], facts["stated_in-1"]["to"]) == ("state", "Amber", PASSAGE)
    assert (facts["funds-2"]["amount"], facts["funds-1"]["amount"], facts["leads-1"]["earlier"]) == ("0.5", "5", "true")
    places = {row["id"]: row for row in files["passages"]}
    assert list(places[PASSAGE].values()) == [PASSAGE, "paper/x", "Paper X", "2018", "para 1", "Person 1 chairs."]
    assert {row["key"]: row["reference"] for row in files["evidence"]}["leads-1"] == "Paper X (2018), para 1"
    assert "mentioned_in-1" in {row["key"] for row in files["evidence"]}
    ends = nodes.keys() | places.keys()
    assert all({row["from"], row["to"]} <= ends for row in files["relationships"])
    assert "wording" not in table_head(embedded, tmp_path)


def table_head(store, folder):
    export(store, "csv", folder / "bare", with_wording=False)
    return (folder / "bare" / "passages.csv").read_text("utf-8-sig")


# -- vocabularies of the web


@pytest.fixture(scope="session")
def popolo():
    """A check of one object against the Popolo schema of its kind; schemas that are not at hand are not looked into."""
    folder = ROOT.parent / "shared" / "data"
    kinds = ("person", "organization", "post", "membership")
    if not all((folder / f"popolo-{kind}-schema.json").is_file() for kind in kinds):
        pytest.skip("no popolo-*-schema.json beside the papers")
    schemas = {kind: json.loads((folder / f"popolo-{kind}-schema.json").read_text("utf-8")) for kind in kinds}
    found = {schema["id"].rstrip("#"): Resource.from_contents(schema, DRAFT3) for schema in schemas.values()}
    registry = Registry(retrieve=lambda _: Resource.from_contents({}, DRAFT3)).with_resources(found.items())
    return {
        kind: Draft3Validator(schema, registry=registry, format_checker=Draft3Validator.FORMAT_CHECKER) for kind, schema in schemas.items()
    }


def test_popolo_keeps_to_its_schemas(embedded, tmp_path, popolo):
    notes = export(embedded, "popolo", tmp_path / "out.json")
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))
    for kind in popolo:
        items = found[f"{kind}s"]
        assert items
        assert not [error.message for item in items for error in popolo[kind].iter_errors(item)]
    assert [error.message for error in popolo["membership"].iter_errors({"start_date": "May 2018"})]  # the check does check
    assert {item["name"] for item in found["organizations"]} >= set(HARD)
    assert "body/class" not in {item["id"] for item in found["organizations"]}
    part = next(item for item in found["organizations"] if item["id"] == "body/part")
    assert part["parent_id"] == "body/board"
    assert found["posts"] == [{"id": "post/chair", "label": "Chair of the board", "organization_id": "body/board"}]
    seats = {item["id"]: item for item in found["memberships"]}
    assert set(seats) == {"holds-1", "chairs-1", "member_of-1"}
    held = seats["holds-1"]
    assert (held["person_id"], held["post_id"], held["organization_id"], held["start_date"]) == (
        *("person/1", "post/chair"),
        *("body/board", "2017-05"),
    )
    assert held["sources"] == [{"note": "Paper X (2018), para 1", "url": "https://example.org/x"}]
    assert seats["chairs-1"]["role"] == "vice chair"
    assert seats["member_of-1"]["member"]["id"] == "body/hard-2"
    assert [note.rpartition(": ")[2] for note in notes] == [
        "1 classes of bodies or posts.",
        "1 seats of a class, or in one.",
        "1 seats that are planned, proposed, ended, contradicted or replaced by a newer paper.",
    ]


ORG = rdflib.Namespace("http://www.w3.org/ns/org#")
OURS = rdflib.Namespace("urn:landscape:")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib says so of its own reader of JSON-LD
def test_turtle_and_json_ld_are_one_graph(embedded, tmp_path):
    export(embedded, "org", tmp_path / "out.ttl")
    export(embedded, "org", tmp_path / "out.jsonld")
    turtle, json_ld = rdflib.Graph().parse(tmp_path / "out.ttl"), rdflib.Graph().parse(tmp_path / "out.jsonld")
    assert set(turtle) == set(json_ld)
    names = {str(name) for name in turtle.objects(None, rdflib.SKOS.prefLabel)}
    assert names >= set(HARD)
    assert (OURS["person/1"], ORG.holds, OURS["post/chair"]) in turtle
    assert (OURS["post/chair"], ORG.postIn, OURS["body/board"]) in turtle
    assert (OURS["body/part"], ORG.subOrganizationOf, OURS["body/board"]) in turtle
    assert (OURS["body/hard-2"], ORG.memberOf, OURS["body/board"]) in turtle
    planned = OURS["fact/holds-2"]
    assert list(turtle.predicates(OURS["person/2"], OURS["post/chair"])) == []  # planned: only said with its modality
    assert (planned, rdflib.RDF.subject, OURS["person/2"]) in turtle
    assert (planned, OURS["property/modality"], rdflib.Literal("planned")) in turtle
    seat = OURS["fact/member_of-1"]
    assert (seat, rdflib.RDF.type, ORG.Membership) in turtle
    assert (seat, rdflib.DCTERMS.bibliographicCitation, rdflib.Literal("Paper X (2018), para 1")) in turtle


def test_an_unknown_form_of_org_is_refused(embedded, tmp_path):
    with pytest.raises(UsageError, match="Turtle"):
        export(embedded, "org", tmp_path / "out.rdf")


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"jsonl"}))
def test_no_person_is_left_where_asked(name, embedded, tmp_path):
    ending = FORMATS[name].endings[0] if FORMATS[name].endings else ""
    export(embedded, name, tmp_path / f"out{ending}", people=False, with_wording=False)
    found = bytes_of(tmp_path / f"out{ending}")
    for raw in found.values() if isinstance(found, dict) else [found]:
        assert b"person/" not in raw
        assert b"Person 1" not in raw


# -- scripts


def literals(store, values):
    return store.read(f"RETURN {literal(values)} AS found")[0]["found"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20), min_size=1, max_size=30))
def test_a_text_in_a_script_is_read_as_it_was(embedded, values):
    assert literals(embedded, values) == values
    assert "\n" not in literal(values)


@pytest.mark.neo4j
def test_neo4j_reads_texts_in_a_script_as_they_were(neo4j_server):
    store = open_store(neo4j_server)
    texts = [*HARD, *map(chr, [*range(1, 0x250), *range(0x2000, 0x2070), 0xFEFF, 0xFFFD, 0x1F600]), "\\\\u0041", "\\'", "\\"]
    assert literals(store, texts) == texts
    store.close()


def run_script(text, server):
    """Run a script as `cypher-shell --file` does: statement by statement, stopping at the first that fails."""
    from neo4j import GraphDatabase

    auth = (server.user, server.password.get_secret_value())
    with GraphDatabase.driver(server.address, auth=auth) as driver, driver.session() as session:
        for line in text.split("\n")[:-1]:
            if not line.startswith("//"):
                assert line.endswith(";")
                session.run(line.removesuffix(";")).consume()


def empty(server):
    run_script("MATCH (n) DETACH DELETE n;\n", server)


@pytest.mark.neo4j
def test_the_script_rebuilds_it_in_an_empty_neo4j(embedded, neo4j_server, tmp_path):
    empty(neo4j_server)
    export(embedded, "cypher", tmp_path / "out.cypher", with_runs=True)
    run_script((tmp_path / "out.cypher").read_text("utf-8"), neo4j_server)
    store = open_store(neo4j_server)
    assert list(jsonl(store, with_runs=True, with_wording=True)) == list(jsonl(embedded, with_runs=True, with_wording=True))
    store.close()


def test_a_number_that_cypher_has_no_way_to_write_is_refused():
    with pytest.raises(UsageError, match="inf"):
        literal([1.0, float("inf")])


# -- neo4j-admin

HEADING = re.compile(r"(?:id:ID|:ID|:LABEL|:START_ID|:END_ID|:TYPE|[A-Za-z_]\w*:(?:string|long|double|boolean)(?:\[\])?)")


def headings(folder, stem):
    return (folder / f"{stem}-header.csv").read_text("utf-8").strip().split(",")


def test_the_headings_keep_to_the_rules_of_neo4j_admin(embedded, tmp_path):
    assert export(embedded, "neo4j-admin", tmp_path / "out", with_runs=True) == []
    folder = tmp_path / "out"
    command = next(line for line in (folder / "README.txt").read_text("utf-8").splitlines() if line.startswith("neo4j-admin "))
    named = [name for group in re.findall(r"--(?:nodes|relationships)=(\S+)", command) for name in group.split(",")]
    assert sorted([*named, "README.txt", "finish.cypher"]) == sorted(file.name for file in folder.iterdir())
    stems = [name.removesuffix("-header.csv") for name in named if name.endswith("-header.csv")]
    assert "relationships-2" in stems  # an amount that is no whole number
    for stem in stems:
        heading = headings(folder, stem)
        assert all(HEADING.fullmatch(name) for name in heading)
        assert len({name.partition(":")[0] for name in heading if not name.startswith(":")}) == sum(not n.startswith(":") for n in heading)
        wanted = [":LABEL", "id:ID"] if stem.startswith("nodes") else [":END_ID", ":START_ID", ":TYPE"]
        assert sorted(n for n in heading if n.startswith(":") or n == "id:ID") == wanted
        with (folder / f"{stem}.csv").open(encoding="utf-8", newline="") as rows:
            assert {len(row) for row in csv.reader(rows)} == {len(heading)}
    bodies = table_of(folder, "nodes")
    assert [bodies[f"body/hard-{number}"]["name:string"] for number in range(len(HARD))] == HARD
    assert bodies["body/board"][":LABEL"].split("\x1e") == ["Board", "Entity"]  # a name holds U+001F, so the next one joins
    assert "--array-delimiter=U+001E" in command


def table_of(folder, stem):
    with (folder / f"{stem}.csv").open(encoding="utf-8", newline="") as rows:
        return {row[0]: dict(zip(headings(folder, stem), row, strict=True)) for row in csv.reader(rows)}


@pytest.mark.neo4j
def test_neo4j_admin_imports_it_whole(embedded, by_path, tmp_path):
    """The importer itself, which is among the jars of the server."""
    start = by_path("tests/neo4j_server/launcher.py")
    folder = tmp_path / "out"
    export(embedded, "neo4j-admin", folder, with_runs=True)
    home = tmp_path / "home"
    (home / "conf").mkdir(parents=True)
    arguments = tmp_path / "java.args"
    try:
        arguments.write_text(f"-Xmx512m\n-XX:TieredStopAtLevel=1\n-cp\n{start.classpath(start.LTS)}\n")
        java = start.find_java(start.NEEDS_JAVA[start.LTS])
    except start.CannotStart as error:
        pytest.skip(str(error))
    command = next(line for line in (folder / "README.txt").read_text("utf-8").splitlines() if line.startswith("neo4j-admin "))
    said = subprocess.run(
        [java, f"@{arguments}", "org.neo4j.cli.AdminTool", *command.split()[1:]],
        cwd=folder,
        env={"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert f"{sum('node' in item for item in WORLD) + 1} nodes" in said.stdout
    with start.running(start.LTS, home) as server:
        target = Target(address=server.address, user=server.user, password=server.password)
        run_script((folder / "finish.cypher").read_text("utf-8"), target)
        store = open_store(target)
        assert list(jsonl(store, with_runs=True, with_wording=True)) == list(jsonl(embedded, with_runs=True, with_wording=True))
        store.close()


# -- lossless lines at a date, and files that are whole


def test_lines_at_a_date_rebuild_what_held_then(embedded, tmp_path):
    export(embedded, "jsonl", tmp_path / "then.jsonl", as_of="2019", statings=True)
    store = open_store(Target(address=str(tmp_path / "store")), writing=True)
    restore(store, tmp_path / "then.jsonl")
    then = [json.loads(line) for line in jsonl(store)]
    store.close()
    assert {item.get("node") for item in then} >= {"body/board", "body/alone"}
    keys = {item.get("relationship") for item in then}
    assert {"leads-1", "holds-1"} <= keys
    assert not {"leads-2", "works_with-1"} & keys
    assert all(item["properties"].get("statings") for item in then if item.get("relationship") == "leads-1")


def test_a_folder_is_written_whole_or_not_at_all(tmp_path):
    dest = tmp_path / "out"
    with whole_folder(dest, r"a\.csv") as folder:
        (folder / "a.csv").write_text("old")
    with pytest.raises(FileNotFoundError), whole_folder(dest, r"a\.csv") as folder:
        (folder / "no" / "a.csv").write_text("half")
    assert (dest / "a.csv").read_text() == "old"
    with whole_folder(dest, r"a\.csv") as folder:
        (folder / "a.csv").write_text("new")
    assert (dest / "a.csv").read_text() == "new"
    (dest / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"mine\.txt is there already"), whole_folder(dest, r"a\.csv"):
        pass
    with pytest.raises(UsageError, match="Cannot write"), whole_folder(tmp_path / "no" / "out", ""):
        pass
    assert sorted(item.name for item in tmp_path.iterdir()) == ["out"]


def test_a_checksum_tells_a_file_that_was_cut_at_the_end_of_a_line(world, tmp_path):
    file = tmp_path / "copy.jsonl"
    file.write_bytes(world.read_bytes())
    check_whole(file)
    write_checksum(file)
    check_whole(file)
    file.write_bytes(b"".join(world.read_bytes().splitlines(keepends=True)[:-1]))
    with pytest.raises(BadFile, match="checksum differs"):
        check_whole(file)


def test_facts_that_do_not_fit_into_memory_come_from_a_file(embedded, tmp_path, monkeypatch):
    for kept, page in ((20_000, 10_000), (3, 2), (1, 1)):
        monkeypatch.setattr("queries.exports.KEPT", kept)
        monkeypatch.setattr("queries.exports.PAGE", page)
        monkeypatch.setattr("queries.exports.LINK_PAGE", page)
        for name in ("graphml", "popolo", "jsonl"):
            export(embedded, name, tmp_path / f"{name}-{kept}", as_of="2021")
            assert (tmp_path / f"{name}-{kept}").read_bytes() == (tmp_path / f"{name}-20000").read_bytes()


def test_ids_and_keys_of_other_letters_are_read_too(tmp_path, monkeypatch):
    monkeypatch.setattr("queries.exports.LINK_PAGE", 2)
    letters = ["a", "Z", "é", "中", "\ue000", "😀", "\uffee"]  # beyond the first plane the engines' orders and Python's differ
    items = [
        *(node(f"body/{letter}", "Organisation") for letter in letters),
        *(tie(f"k-{x}", "LEADS", f"body/{x}", "body/a") for x in letters),
    ]
    file = tmp_path / "letters.jsonl"
    file.write_text("".join(json.dumps(item) + "\n" for item in items), "utf-8")
    store = open_store(Target(address=str(tmp_path / "store")), writing=True)
    restore(store, file)
    found = [json.loads(line) for line in jsonl(store)]
    store.close()
    assert [item["node"] for item in found if "node" in item] == sorted(f"body/{letter}" for letter in letters)
    assert [item["relationship"] for item in found if "relationship" in item] == sorted(f"k-{letter}" for letter in letters)
