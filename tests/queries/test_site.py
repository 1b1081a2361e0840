"""What a site shows: the same rows from either engine, nothing from after the date, nobody where people are left out."""

from __future__ import annotations

from graph.answer import Answer, AnswerRow
from graph.store import Store
from queries.site import NAME_LEFT_OUT, Hush, answer_without_people, holdings, main_subjects, read_once, rounds

WORLD = """
* Person 1 | names=Person One
Board 1 | OVERSEES | Group 1 | 2018-10-31 | frequency=quarterly
Board 1 | OVERSEES | Group 2 | 2018-10-31
Person 1 | CHAIRS | Board 1 | 2018-10-31
Post 1 | CHAIRS | Board 1 | 2023-03-15
Person 1 | LEADS | Action 1 | 2018-10-31
Group 1 | INSTANCE_OF | All Groups | 2018-10-31
Board 2 | SCRUTINISES | All Groups | 2018-10-31 | share=all
Action 1 | state | Amber | 2018-10-31
Action 2 | state | Person 1 says green | 2023-03-15
~ Board 1 | 2018-10-31 | the board
"""


def told(found: list) -> list[tuple]:
    return [(row["type"], row["from"], row["to"]) for row in found if row["type"] != "STATED_IN"]


def test_everything_that_holds_is_there_with_its_evidence(loaded: Store) -> None:
    found = holdings(loaded, "2024")
    assert ("OVERSEES", "body/board-1", "body/group-1") in told(found.facts)
    (inherited,) = [row for row in found.facts if row["properties"].get("by_class")]
    assert (inherited["type"], inherited["from"], inherited["to"]) == ("SCRUTINISES", "body/board-2", "body/group-1")
    assert inherited["evidence"]
    assert inherited["properties"]["by_class_evidence"]
    (past,) = [row for row in found.facts if row["earlier"]]
    assert (past["from"], past["to"]) == ("person/person-1", "body/board-1")
    passages = {row["id"] for row in found.passages}
    assert all(set(row["evidence"]) <= passages for row in found.facts)
    assert {row["document"] for row in found.passages} <= {row["id"] for row in found.papers}
    (board,) = [row for row in found.entities if row["id"] == "body/board-1"]
    assert (board["name"], board["label"], board["family"], board["is_class"]) == ("Board 1", "Board", "Body", False)
    assert not found.cut


def test_a_later_paper_and_what_only_it_names_are_not_there(loaded: Store) -> None:
    found = holdings(loaded, "2019")
    ids = {row["id"] for row in found.entities}
    assert "work/action-1" in ids
    assert not ids & {"work/action-2", "post/1"}
    assert [row["date"] for row in found.papers if row["kind"] != "register"] == ["2018-10-31"]
    assert not [row for row in found.facts if row["earlier"]]
    assert holdings(loaded, "2017").facts == []


def test_without_people_nobody_is_named(loaded: Store) -> None:
    found = holdings(loaded, "2024", people=False)
    assert found.persons == 1
    assert "person/" not in repr(found.entities) + repr(found.facts)
    assert "Person 1" not in repr([found.entities, found.facts, found.passages, found.papers])
    (state,) = [row for row in found.facts if row["from"] == "work/action-2"]
    assert state["literal"] == f"{NAME_LEFT_OUT} says green"


def test_an_answer_without_people_has_no_row_and_no_word_of_them() -> None:
    hush = Hush([{"name": "Person One", "names": ["P One", "PO"]}])
    rows = (
        AnswerRow(values={"owner": "Person One", "owner_id": "person/1"}),
        AnswerRow(
            values={"leads": ["Person One", "Board"], "leads_id": ["person/1", "body/b"], "detail": "as P One said; PO and"},
            sentence="x Person One.",
        ),
        AnswerRow(values={"owner": "Board", "owner_id": "body/b"}, said_by="Person One", said_by_id="person/1"),
    )
    clean = answer_without_people(Answer(question="q", as_of="2024", columns=("owner", "PO", "Board"), rows=rows), hush)
    assert clean.columns == ("owner", "Board")
    assert [row.values for row in clean.rows] == [
        {"leads": ["Board"], "leads_id": ["body/b"], "detail": f"as {NAME_LEFT_OUT} said; PO and"},
        {"owner": "Board", "owner_id": "body/b"},
    ]
    assert clean.rows[0].sentence == f"x {NAME_LEFT_OUT}."
    assert (clean.rows[1].said_by, clean.rows[1].said_by_id) == ("", "")


def test_a_question_is_asked_of_what_has_most_facts(loaded: Store) -> None:
    found = holdings(loaded, "2024")
    assert main_subjects(found, "members", 2) == ["body/board-1", "body/group-1"]
    assert main_subjects(found, "owners", 3) == ["work/action-1"]
    assert "body/all-groups" not in main_subjects(found, "a question of somebody's own", 50)


def test_a_text_is_read_once_and_its_rows_are_nobodys(loaded: Store) -> None:
    store = read_once(loaded)
    text = "MATCH (n:Entity) WHERE n.id = $id RETURN n.name AS name"
    first = store.read(text, {"id": "body/board-1"})
    first[0]["name"] = "changed"
    assert store.read(text, {"id": "body/board-1"}) == [{"name": "Board 1"}]
    assert store.read(text, {"id": "body/board-2"}) == [{"name": "Board 2"}]
    assert store.engine == loaded.engine


def test_papers_of_one_quarter_are_one_round() -> None:
    papers = [{"date": date, "kind": "report"} for date in ("2018-11-14", "2016-08-11", "2018-10", "2023-02-01", "2023-03-15", "")]
    assert rounds([*papers, {"date": "2020-01-01", "kind": "register"}]) == ["2016-08-11", "2018-11-14", "2023-03-15"]
    assert rounds([]) == []
