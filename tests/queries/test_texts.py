"""A user's own Cypher: flat rows, names that the model does not know, the date, and what stops it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.answer import NoteCode
from graph.errors import BadCypher, TimeLimit, UsageError
from graph.model.labels import BY_NAME
from graph.model.relationships import BY_TYPE
from graph.tokens import tokens
from queries.names import used_in
from queries.texts import BOOKKEEPING, NO_DATE, cypher, flat, returned, stopped

WORLD = """
* Action 1 | code=V4
Board 1 | OVERSEES | Action 1 | 2018-10 | frequency=quarterly
Group 1 | LEADS | Action 1 | 2018-10
"""


def test_rows_and_the_date(loaded):
    text = (
        "MATCH (a:Board)-[r:OVERSEES]->(b) WHERE r.seen_from_latest <= $as_of AND a.name = $who RETURN a.name AS a, b.name AS b ORDER BY b"
    )
    answer, remarks = cypher(loaded, text, {"who": "Board 1"}, "2018-10")
    assert ([row.values for row in answer.rows], remarks) == ([{"a": "Board 1", "b": "Action 1"}], [])
    assert answer.columns == ("a", "b")
    assert cypher(loaded, text, {"who": "Board 1"}, "2010")[0].rows == ()
    assert cypher(loaded, text, {"who": "Board 1"}, "2010")[0].columns == ("a", "b")


@pytest.mark.parametrize("text", ["RETURN 1 AS n", "RETURN 1 AS n // $as_of", "RETURN '$as_of' AS n"])
def test_a_text_that_does_not_ask_for_the_date_is_told_so(loaded, text):
    assert NO_DATE in cypher(loaded, text, {}, "2018")[1]


def test_what_is_not_read_is_refused(loaded):
    with pytest.raises(BadCypher):
        cypher(loaded, "CREATE (n:Board) RETURN n.id AS id", {}, "2018")
    with pytest.raises(UsageError, match="--as-of"):
        cypher(loaded, "RETURN $as_of AS x", {"as_of": "2018"}, "2018")


def test_nodes_relationships_and_paths_become_columns(loaded):
    text = "MATCH p = (a:Board)-[r:OVERSEES]->(b) WHERE r.seen_from_latest <= $as_of RETURN a, r, p, collect(b) AS bs, {x: {y: 1}} AS m"
    answer, _ = cypher(loaded, text, {}, "2018-10")
    (row,) = (row.values for row in answer.rows)
    assert (row["a.id"], row["a.name"], row["a.labels"]) == ("body/board-1", "Board 1", ["Board", "Entity"])
    assert (row["r.type"], row["r.from"], row["r.to"]) == ("OVERSEES", "body/board-1", "work/action-1")
    assert row["r.key"].startswith("oversees-")
    assert row["p.text"] == "Board 1 -[OVERSEES]-> Action 1"
    assert row["p.nodes"] == ["body/board-1", "work/action-1"]
    assert row["p.relationships"] == [row["r.key"]]
    assert row["bs.name"] == ["Action 1"]
    assert row["m.x.y"] == 1
    assert not [name for name in row if name.split(".")[-1] in BOOKKEEPING]
    assert all(not isinstance(value, dict) for value in row.values())


def test_bookkeeping_is_given_where_it_is_named(loaded):
    answer, _ = cypher(loaded, "MATCH (a:Board)-[r:OVERSEES]->() RETURN r.statings AS x, properties(a).claims AS y", {}, "2018-10")
    assert answer.rows[0].values["x"]
    assert answer.rows[0].values["y"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MATCH (n:Bord) RETURN n.id AS id", "There is no label `Bord`: did you mean `Board`?"),
        ("MATCH (n:board) RETURN n.id AS id", "There is no label `board`: did you mean `Board`?"),
        ("MATCH (n) WHERE n:Organization RETURN n.id AS id", "There is no label `Organization`: did you mean `Organisation`?"),
        ("MATCH (n:Board|!Statue) RETURN n.id AS id", "There is no label `Statue`: did you mean `Statute`?"),
        ("MATCH ()-[:LEEDS]->() RETURN 1 AS x", "There is no relationship type `LEEDS`: did you mean `LEADS`?"),
        ("MATCH ()-[r:CHAIRS|OVERSEE*1..2]->() RETURN 1 AS x", "There is no relationship type `OVERSEE`: did you mean `OVERSEES`?"),
        ("MATCH (n:Board) RETURN n.nmae AS x", "There is no property `nmae`: did you mean `name`?"),
        ("MATCH (n:Board {nmae: 1}) RETURN n.id AS x", "There is no property `nmae`: did you mean `name`?"),
        ("MATCH (n:Board) RETURN n {.id, .knid} AS x", "There is no property `knid`: did you mean `kind`?"),
        ("MATCH (n)-[r:LEADS {modalty: 'planned'}]->() RETURN n.id AS x", "There is no property `modalty`: did you mean `modality`?"),
        ("MATCH (n:Xyzzyplugh) RETURN n.id AS id", "There is no label `Xyzzyplugh`: `landscape schema` lists them."),
    ],
)
def test_an_unknown_name_gets_did_you_mean(loaded, text, said):
    _, remarks = cypher(loaded, text, {}, "2018")
    assert [remark for remark in remarks if remark.startswith("There is no")] == [said]


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n:Board) RETURN n.name AS name ORDER BY n.id",
        "UNWIND $rows AS row RETURN row.colour AS colour",
        "WITH {colour: {paint: 1}} AS m RETURN m.colour.paint AS x, {shade: m.colour} AS y",
        "RETURN date('2018-10-31').year AS year, ':Bord' AS x, 'n.nmae' AS y",
        "MATCH (n:Board) // :Bord\nRETURN n.id AS id /* n.nmae */ ORDER BY id",
        "MATCH (n) WHERE n:Board AND (n:Collective OR NOT n:Entity) RETURN [x IN labels(n) WHERE x <> 'a:B' | x] AS l",
        "MATCH ()-[r]->() WHERE r:LEADS OR type(r) = 'CHAIRS' RETURN count(r) AS n",
        "MATCH (n:Entity) CALL { WITH n MATCH (n)-[:LEADS]->(m:PriorityAction) RETURN count(m) AS k } RETURN {a: k, b: n.id} AS x",
        "MATCH p = (a:Entity)-[*1..2]->(b) RETURN nodes(p)[0].id AS id, length(p) AS k",
    ],
)
def test_nothing_is_said_of_what_is_right_or_not_the_models(loaded, text):
    remarks = cypher(loaded, text, {"rows": []}, "2018")[1]
    assert not [remark for remark in remarks if remark.startswith("There is no")]


@given(st.sampled_from(sorted(BY_NAME)), st.sampled_from(sorted(BY_TYPE)), st.sampled_from(["", " ", "\n", "/* :X */"]))
def test_names_are_found_however_they_are_spaced(label, kind, blank):
    text = f"MATCH ({blank}a{blank}:{blank}{label}{blank})-[{blank}r{blank}:{blank}{kind}{blank}]->(){blank} RETURN a{blank}.{blank}name"
    assert {(used.what, used.name) for used in used_in(tokens(text))} == {
        ("label", label),
        ("relationship type", kind),
        ("property", "name"),
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("MATCH (n:System) RETURN n.recorded_by AS id", ["The store holds nothing with the label `System`."]),
        ("MATCH (:Board)-[r:CHAIRS]->() RETURN r.key AS id", ["The store holds nothing with the relationship type `CHAIRS`."]),
        ("MATCH (n:Board) WHERE n.name = 'Board 2' RETURN n.recorded_by AS id", []),
        ("OPTIONAL MATCH (n:System) RETURN count(n) AS n", []),
    ],
)
def test_where_nothing_is_found_a_name_that_the_store_does_not_hold_is_told_of(loaded, text, told):
    assert [remark for remark in cypher(loaded, text, {}, "2018")[1] if remark != NO_DATE] == told


def test_a_text_that_never_ends_is_stopped(loaded):
    endless = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a + b = -1 RETURN count(*) AS n"
    with pytest.raises(TimeLimit) as caught:
        cypher(loaded, endless, {}, "2018", timeout=0.5)
    answer = stopped(endless, {}, "2018", caught.value)
    assert (answer.columns, answer.rows, [note.code for note in answer.notes]) == (("n",), (), [NoteCode.CUT])


def test_rows_that_were_cut_are_noted(loaded, monkeypatch):
    from graph.engines import shapes

    monkeypatch.setattr(shapes, "MOST_ROWS", 10)
    answer, _ = cypher(loaded, "UNWIND range(1, 1000) AS x RETURN x", {}, "2018")
    assert len(answer.rows) == 10
    assert [note.code for note in answer.notes] == [NoteCode.CUT]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("MATCH (n) RETURN n.id AS a, count(*) AS `b c` ORDER BY a", ("a", "b c")),
        ("MATCH (n) WITH n RETURN DISTINCT n LIMIT 3", ("n",)),
        ("RETURN {a: 1, b: [1, 2]} AS x, f(1, 2) AS y;", ("x", "y")),
        ("RETURN 1 AS x UNION RETURN 2 AS x", ("x",)),
        ("MATCH (n) RETURN n.id, n.name", ("n.id", "n.name")),
        ("CALL { RETURN 1 AS inner } RETURN inner AS outer", ("outer",)),
        ("MATCH (n) RETURN *", ()),
        ("RETURN n.id + 1", ()),
        ("nothing of the kind", ()),
    ],
)
def test_the_columns_of_an_answer_without_rows(text, columns):
    assert returned(tokens(text)) == columns


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.sampled_from(["x", "y"]), values, min_size=1), min_size=1, max_size=4))
def test_flat_rows_have_every_column_and_no_map(rows):
    columns, flattened = flat(rows)
    assert len(set(columns)) == len(columns)
    assert len(flattened) == len(rows)
    for row in flattened:
        assert tuple(row) == columns
        assert not any(isinstance(value, dict) for value in row.values())
    assert {name.split(".")[0] for name in columns} == {name for row in rows for name in row}
