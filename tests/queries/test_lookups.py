"""`find`, `show`, `evidence`, `schema` and a user's own Cypher."""

from __future__ import annotations

import pytest

from graph.errors import UnknownSubject
from queries.lookups import evidence, find, schema, show
from queries.wording import find_wording

WORLD = """
* Action 1 | code=V4
Board 1 | OVERSEES | Action 1 | 2018-10 | frequency=quarterly | about=body/board-2
Board 1 | OVERSEES | Action 1 | 2020-05
Board 2 | OVERSEES | Board 3 | 2023
Action 1 | state | Amber | 2018-10
Action 1 | measure | 12 | 2018-10 | of=incidents | period=2017/18
~ Action 1 | 2018-10 | the action
~ Body 1 | 2018-10 | the body
Person 1 | HOLDS | Post 1 | 2016
Person 2 | HOLDS | Post 1 | 2018-10
Group 1 | INSTANCE_OF | All Groups | 2018-10
Board 1 | SCRUTINISES | All Groups | 2018-10 | share=all
Group 2 | WORKS_WITH | Group 1 | 2018-10
Post 2 | CHAIRS | Board 3 | 2018-10 | valid_from=2017 | withdrawn=wrong board
* Body 9
Body 21 | denial | CONTRIBUTES_TO:work/programme-21 | 2018-10
* Programme 21
"""


def test_find_by_name_code_and_word(loaded):
    found = find(loaded, "v4", "2020")
    assert found.columns == ("entity", "entity_id", "label", "kind", "score")
    assert [list(row.values.values()) for row in found.rows] == [["V4 Action 1", "work/action-1", "PriorityAction", "", 100]]
    assert [row.values["entity"] for row in find(loaded, "board", "2023").rows] == ["Board 1", "Board 2", "Board 3"]


def test_find_leaves_out_what_only_later_papers_name(loaded):
    assert [row.values["entity"] for row in find(loaded, "board 3", "2022").rows if row.values["score"] == 100] == []
    assert find(loaded, "board 3", "2023").rows[0].values["entity"] == "Board 3"
    assert find(loaded, "body 9", "1999").rows[0].values["entity"] == "Body 9"  # no paper names it at all: the register does


def test_find_says_where_there_is_nothing_or_more(loaded):
    nothing = find(loaded, "zzzz", "2020")
    assert (nothing.rows, [note.code for note in nothing.notes]) == ((), ["not-stated"])
    assert [note.code for note in find(loaded, "board", "2023", most=1).notes] == ["cut"]


def test_show_has_every_fact_both_ways(loaded, rows, codes):
    answer = show(loaded, "v4", "2020-12")
    assert rows(answer, "relation", "entity", "detail", "last_stated") == [
        ("state", "", "Amber", "2018-10"),
        ("measure", "", "12 of incidents 2017/18", "2018-10"),
        ("overseen by", "Board 1", "frequency: quarterly, about: Board 2", "2020-05"),
    ]
    assert answer.rows[2].evidence == ("paper/world/2018-10/para-2", "paper/world/2020-05/para-3")
    assert answer.rows[0].sentence == "V4 Action 1: state Amber"
    assert (answer.parameters["subject"], answer.parameters["name"]) == ("work/action-1", "V4 Action 1")
    assert codes(answer) == []


@pytest.mark.parametrize(("as_of", "seen"), [("2018-09", 0), ("2018-10-30", 0), ("2018-10", 3)])
def test_show_as_of(loaded, codes, as_of, seen):
    answer = show(loaded, "v4", as_of)
    assert (len(answer.rows), codes(answer)) == (seen, [] if seen else ["not-stated"])
    assert answer.columns == ("relation", "entity", "entity_id", "detail")


def test_show_tells_earlier_holders_and_class_facts_apart(loaded, rows, codes):
    former = show(loaded, "Person 1", "2020")
    assert rows(former, "relation", "entity") == [("holds the post of, earlier", "Post 1")]
    assert codes(former) == ["superseded"]
    member = show(loaded, "Group 1", "2020")
    assert ("scrutinised by", "Board 1", "inferred") in rows(member, "relation", "entity", "standing")
    assert codes(member) == ["by-class"]


def test_what_is_only_named_has_its_places(loaded):
    answer = show(loaded, "Body 1", "2020")
    assert answer.rows == ()
    assert answer.notes[0].sentence == "The papers name Body 1 and state nothing more of it: Paper of 2018-10 (2018-10), para 8."


def test_a_withdrawn_fact_shows_at_no_date(loaded):
    for date in ("2016", "2018", "2030"):
        assert show(loaded, "Post 2", date).rows == ()


def test_the_evidence_of_an_entity(loaded, rows):
    answer = evidence(loaded, "V4", "2020-12")
    assert rows(answer, "place", "states")[:2] == [
        ("para 2", ["Board 1 oversees V4 Action 1 (quarterly)"]),
        ("para 5", ["V4 Action 1: state Amber"]),
    ]
    assert rows(answer, "place", "states")[3] == ("para 7", ["names V4 Action 1"])
    assert rows(answer, "date") == ["2018-10", "2018-10", "2018-10", "2018-10", "2020-05"]
    assert [note.code for note in evidence(loaded, "V4", "2015").notes] == ["not-stated"]


def test_the_evidence_of_a_key(loaded, rows):
    key = loaded.read("MATCH (:Entity)-[r:OVERSEES]->(b:Entity {id: 'work/action-1'}) RETURN r.key AS key")[0]["key"]
    answer = evidence(loaded, key, "2019")
    assert rows(answer, "paper", "place") == [("Paper of 2018-10", "para 2")]
    assert answer.evidence["paper/world/2018-10/para-2"].text is None
    with pytest.raises(UnknownSubject, match="does not hold at 2015"):
        evidence(loaded, key, "2015")
    with pytest.raises(UnknownSubject, match="Nothing in the landscape is named"):
        evidence(loaded, "oversees-" + "0" * 20, "2019")


def test_the_schema_counts_what_is_there(loaded):
    found = {(row.values["what"], row.values["name"]): row.values for row in schema(loaded, "2020-12").rows}
    assert found["label", "Board"]["count"] == 3
    assert found["label", "Collective"]["example"] == "body/all-groups"
    assert found["relationship", "OVERSEES"] | {"says": ""} == {
        "what": "relationship",
        "name": "OVERSEES",
        "count": 1,
        "carries": "frequency, provision",
        "example": "body/board-1 > work/action-1",
        "says": "",
    }
    assert found["relationship", "CHAIRS"]["count"] == 0  # withdrawn
    assert found["property of relationships", "frequency"]["count"] == 1
    assert {row.values["count"] for row in schema(loaded, "1999").rows if row.values["what"] == "relationship"} == {0}


def test_the_wording_of_no_paper(loaded):
    assert "papers add" in find_wording(loaded, "anything", "2020").notes[0].sentence


def test_what_a_literal_denies_is_told_by_its_names(loaded):
    """A denial without a type of its own is stored as `TYPE:id`; nobody reads that."""
    answer = show(loaded, "Body 21", "2020")
    (told,) = [each for each in answer.rows if "denied" in each.values["relation"]]
    assert (told.values["relation"], told.values["entity"], told.values["entity_id"]) == (
        "denied: contributes to",
        "Programme 21",
        "work/programme-21",
    )
    assert told.sentence == "it is not so that Body 21 contributes to Programme 21"
