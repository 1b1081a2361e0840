"""The landscape at two dates as rows for a map of changes, and what a user's own text names."""

from __future__ import annotations

from queries.span import read_span
from queries.whole import named_in, read_whole

WORLD = """
Board 1 | OVERSEES | Group 1 | 2018-10-31
Board 1 | OVERSEES | Group 2 | 2018-10-31 | valid_to=2020
Post 1 | LEADS | Action 1 | 2018-10-31
Post 2 | LEADS | Action 1 | 2021-03-31
Action 1 | state | Amber | 2018-10-31
Action 1 | state | Green | 2021-03-31
Board 3 | OVERSEES | Group 1 | 2021-03-31
Group 1 | REPORTS_TO | Board 1 | 2018-10-31
"""


def ends(rows, keys):
    return {(row["from"], row["type"], row["to"]) for row in rows if row["key"] in keys}


def test_what_was_added_ended_and_restated(loaded, worlds):
    span = read_span(loaded, "2018-10-31", "2021-03-31")
    board, third, group, second = (worlds.id_of(name) for name in ("Board 1", "Board 3", "Group 1", "Group 2"))
    first, other, action = (worlds.id_of(name) for name in ("Post 1", "Post 2", "Action 1"))
    assert ends(span.links, span.added) == {(third, "OVERSEES", group), (other, "LEADS", action)}
    assert ends(span.links, span.ended) == {(board, "OVERSEES", second), (first, "LEADS", action)}
    assert span.new == {third, other}
    assert list(span.restated) == [action]
    assert "Amber" in span.restated[action][0]
    assert "Green" in span.restated[action][0]
    assert span.silent > 0
    assert (group, "REPORTS_TO", board) not in ends(span.links, span.ended)


def test_nothing_changed_between_a_date_and_itself(loaded):
    span = read_span(loaded, "2021-03-31", "2021-03-31")
    assert (span.added, span.ended, span.new, span.restated) == (frozenset(), frozenset(), frozenset(), {})


def test_a_text_names_nodes_relationships_paths_ids_and_keys(loaded, worlds):
    board, group = worlds.id_of("Board 1"), worlds.id_of("Group 1")
    (key,) = [row["key"] for row in read_whole(loaded, "2020").links if (row["from"], row["to"]) == (board, group)]
    texts = {
        "MATCH (a:Board)-[r:OVERSEES]->(b:Entity {id: $id}) WHERE r.seen_from = '2018-10-31' RETURN a, r, b": {board, key, group},
        "MATCH (a:Board)-[r:OVERSEES]->(b:Entity {id: $id}) WHERE r.seen_from = '2018-10-31' RETURN a.id AS x, r.key AS y": {board, key},
        "MATCH p = (a:Board)-[r:OVERSEES]->(b:Entity {id: $id}) WHERE r.seen_from = '2018-10-31' RETURN p": {board, key, group},
        "MATCH (b:Entity {id: $id}) RETURN [b.id] AS ids, {one: b.id} AS deep": {group},
    }
    for text, wanted in texts.items():
        named = named_in(loaded.read(text, {"id": group}, guarded=True))
        assert wanted <= named, text
    assert named_in([{"n": 1, "m": None, "a": [], "b": {}}]) == set()


def test_a_relationship_names_itself_and_not_whose_words_it_reports():
    row = {"r": {"key": "leads-1", "type": "LEADS", "from": "a", "to": "b", "said_by": "person/x"}, "n": {"id": "a", "plan": "work/p"}}
    assert named_in([row]) == {"leads-1", "a"}
