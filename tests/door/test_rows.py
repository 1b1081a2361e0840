"""Rows are plain, and alike on every engine."""

import pytest

from graph.errors import BadCypher


def test_values_come_back_as_they_were_stored(small):
    row = small.read("MATCH (n:Entity {id: 'c'}) RETURN properties(n) AS p, n.missing AS none, labels(n) AS labels")[0]
    assert row["p"] == {"id": "c", "name": "Council", "size": 3, "share": 0.5, "open": True, "aliases": ["x", "y"]}
    assert isinstance(row["p"]["size"], int)
    assert isinstance(row["p"]["open"], bool)
    assert row["none"] is None
    assert sorted(row["labels"]) == ["Entity", "Organisation"]


@pytest.mark.parametrize("text", ["", "naïve – £ 𝔘 \u200f", "'\"`\\ ;--/*", "line\nbreak\ttab", "(#1:0) is not a path", "x" * 70_000])
def test_any_text_survives(small, text):
    small.write(lambda tx: tx.run("CREATE (:Entity {id: 't', name: $text})", {"text": text}))
    assert small.read("MATCH (n:Entity {id: 't'}) RETURN n.name AS name, $text AS same", {"text": text}) == [{"name": text, "same": text}]


def test_maps_and_lists_nest(small):
    text = "MATCH (n:Entity) WITH n ORDER BY n.id RETURN collect(n {.id, more: [1, {deep: n.name}]}) AS all"
    assert small.read(text)[0]["all"][0] == {"id": "a", "more": [1, {"deep": "Alpha"}]}


ALPHA = {"id": "a", "name": "Alpha", "labels": ["Board", "Entity"]}
COUNCIL = {
    "id": "c",
    "name": "Council",
    "labels": ["Entity", "Organisation"],
    "aliases": ["x", "y"],
    "open": True,
    "share": 0.5,
    "size": 3,
}
LED = {"key": "k1", "type": "LEADS", "from": "c", "to": "a", "since": "2018-10"}
WAY = {"text": "Council -[LEADS]-> Alpha", "nodes": ["c", "a"], "relationships": ["k1"], "hops": 1}


@pytest.mark.parametrize(
    ("returned", "value"),
    [
        ("n", COUNCIL),
        ("r", LED),
        ("p", WAY),
        ("[n]", [COUNCIL]),
        ("{deep: [r]}", {"deep": [LED]}),
        ("nodes(p)", [COUNCIL, ALPHA]),
        ("relationships(p)", [LED]),
        ("collect(n)", [COUNCIL]),
        ("[p]", [WAY]),
        ("collect({x: p})", [{"x": WAY}]),
    ],
)
def test_nodes_relationships_and_paths_are_maps_to_a_user_and_refused_to_us(small, returned, value):
    text = f"MATCH p = (n:Entity)-[r:LEADS]->(m) RETURN {returned} AS x"
    assert small.read(text, guarded=True) == [{"x": value}]
    with pytest.raises(BadCypher, match="rows hold text") as caught:
        small.read(text)
    assert "Return, for example," in str(caught.value)


def test_a_path_against_its_arrow_and_one_of_one_node(small):
    back = small.read("MATCH p = (m)<-[:LEADS]-(n) RETURN p AS x", guarded=True)
    assert back[0]["x"] == {**WAY, "text": "Alpha <-[LEADS]- Council", "nodes": ["a", "c"]}
    alone = small.read("MATCH p = (n:Entity {id: 'a'}) RETURN p AS x", guarded=True)
    assert alone == [{"x": {"text": "Alpha", "nodes": ["a"], "relationships": [], "hops": 0}}]


def test_ends_that_are_not_returned_are_known_all_the_same(small):
    assert small.read("MATCH ()-[r:LEADS]->() RETURN collect(r) AS x", guarded=True) == [{"x": [LED]}]


def test_a_path_of_one_node_is_refused(small):
    with pytest.raises(BadCypher):
        small.read("MATCH p = (n:Entity {id: 'a'}) RETURN p AS x")


@pytest.mark.parametrize("text", ["RETURN {`@rid`: '#1:0]; DROP'} AS x", "RETURN {`@rid`: 1} AS x"])
def test_a_map_that_looks_like_a_record_does_no_harm(small, text):
    with pytest.raises(BadCypher):
        small.read(text, guarded=True)


def test_rows_beyond_all_use_are_cut_and_told_of(small, monkeypatch):
    from graph.engines import shapes

    monkeypatch.setattr(shapes, "MOST_ROWS", 100)
    rows = small.read("UNWIND range(1, 30000000) AS x RETURN x", guarded=True, timeout=20)
    assert [row["x"] for row in rows] == list(range(1, 101))
    assert [note.code for note in small.notes] == ["cut"]
    assert len(small.read("UNWIND range(1, 100) AS x RETURN x", guarded=True)) == 100
    assert [note.code for note in small.notes] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("date('2018-10-31')", "2018-10-31"), ("duration('P1DT2H')", "P1DT2H"), ("localtime('10:11')", "10:11:00")],
)
def test_temporal_values_become_text(small, text, value):
    found = small.read(f"RETURN {text} AS x")[0]["x"]
    assert isinstance(found, str)
    assert found.startswith(value[:5])


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n:Nothing) RETURN n.id AS id",
        "MATCH (n:Entity)-[:NOTHING]->(m) RETURN n.id AS id",
        "MATCH (n:Entity:Nothing) RETURN n.id AS id",
        "MATCH (n:Nothing {id: 'a'})-[r:NEITHER {key: 1}]-() RETURN n.id AS id",
    ],
)
def test_unknown_names_give_no_rows(small, text):
    assert small.read(text, guarded=True) == []


def test_an_unknown_label_in_an_alternative_does_no_harm(small):
    text = "MATCH (n:Entity) WHERE n:Nothing OR n:Board RETURN n.id AS id ORDER BY id"
    assert small.read(text) == [{"id": "a"}, {"id": "b"}]


def test_an_unknown_property_is_null(small):
    assert small.read("MATCH (n:Entity {id: 'a'}) RETURN n.nothing AS x") == [{"x": None}]


@pytest.mark.neo4j
def test_a_server_notes_what_it_does_not_know(small, capsys):
    if small.engine == "embedded":
        pytest.skip("the embedded engine makes no remarks")
    small.read("MATCH (n:Bord {nmae: 1})-[:LEEDS]->() RETURN n.id AS id", guarded=True)
    assert {(note.code, note.name) for note in small.notes} == {
        ("unknown-label", "Bord"),
        ("unknown-property", "nmae"),
        ("unknown-type", "LEEDS"),
    }
    small.read("MATCH (n:Entity) RETURN n.id AS id")
    assert small.notes == ()
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("MATCH (n RETURN n.id AS id", "line 1, column 10"),
        ("MATCH (n:Entity)\nRETURN n.id AS id ORDER id", "line 2, column"),
        ("MATCH (n:Entity)\nRETURN m.id AS id", "line 2, column 8"),
        ("RETURN $missing AS x", "line 1, column 8"),
        ("", ""),
        ("   ", ""),
        ("RETURN 1 AS x; RETURN 2 AS x", ""),
        ("MATCH (n) RETURN nosuchfunction(n) AS x", "line 1, column 18"),
        ("RETURN 1/0 AS x", ""),
        ("MATCH (n)\nRETURN\tm.id AS x", "line 2, column 8"),
        ("RETURN 'é𝔘' AS a, foo bar", "line 1, column 23"),
        ("RETURN '\u2028' AS a,\r\nfoo AS b", "line 2, column 1"),
    ],
)
@pytest.mark.parametrize("guarded", [True, False])
def test_a_text_that_does_not_run_says_where(small, text, place, guarded):
    with pytest.raises(BadCypher) as caught:
        small.read(text, guarded=guarded)
    assert caught.value.where.startswith(place)
    assert "arcadedb" not in str(caught.value)
    assert "gql" not in str(caught.value)
    assert "EXPLAIN" not in str(caught.value)
    if place:
        assert "^" in caught.value.hint
