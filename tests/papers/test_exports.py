"""What the exports of the shipped data say, held against what the papers say; and the same through the notebook's interface."""

from __future__ import annotations

import builtins
import json

import pytest

from graph.errors import UnknownSubject, UsageError
from queries.exports import Landscape, Options
from queries.formats import About, popolo
from queries.notebook import Landscape as Notebook

MENTAL_HEALTH = "body/mental-health-delivery-group"
BOARD = "body/countywide-community-safety-strategic-board"
V4 = "work/police-and-crime-plan-2017/v4"


@pytest.fixture(scope="module")
def at(shipped):
    """The network at a date, each made once."""
    made = {}

    def graph(as_of):
        if as_of not in made:
            made[as_of] = Notebook(shipped).graph(as_of=as_of)
        return made[as_of]

    return graph


def types(graph, start, end):
    return {data["type"] for data in (graph.get_edge_data(start, end) or {}).values()}


def test_the_groups_oversee_the_centre_once_the_paper_of_november_2018_has_said_it(at):
    groups, centre = "body/countywide-delivery-groups", "work/sexual-assault-referral-centre"
    facts = [data for data in at("2018-11-14").get_edge_data(groups, centre).values() if data["type"] == "OVERSEES"]
    assert [data["share"] for data in facts] == ["many"]  # paragraph 6.4: "many of these", so no single group has it
    assert "OVERSEES" not in types(at("2018-11-13"), groups, centre)


def test_the_actions_are_those_of_the_matrix_of_2018(at):
    assert V4 not in at("2018-10-30")
    assert at("2018-10-31").nodes[V4]["code"] == "V4"
    assert "OVERSEES" in types(at("2018-10-31"), BOARD, MENTAL_HEALTH)  # row V4, opportunities
    leads = {data["type"]: start for start, _, data in at("2018-10-31").in_edges(V4, data=True) if data["type"] == "LEADS"}
    assert leads == {"LEADS": MENTAL_HEALTH}
    assert any(text.startswith("state: lost (2018-10)") for text in at("2018-10-31").nodes[V4]["stated"])


def test_every_edge_says_who_says_so_and_how_sure(at):
    graph = at("2023-04")
    bare = [key for *_, key, data in graph.edges(keys=True, data=True) if not {"standing", "modality", "seen_to", "evidence"} <= set(data)]
    silent = [key for *_, key, data in graph.edges(keys=True, data=True) if not data["evidence"] and data["standing"] == "stated"]
    assert not bare
    assert len(silent) < graph.number_of_edges() / 20  # what the register itself orders, such as the parts of a pack
    assert {data["modality"] for *_, data in graph.edges(data=True)} >= {"in force", "planned", "proposed"}


def test_the_chief_constable_of_the_minutes_of_2023_holds_the_post(shipped, tmp_path):
    with Landscape(shipped, Options(as_of="2023-03", names=True)) as landscape, (tmp_path / "out.json").open("wb") as out:
        popolo.write(landscape, out, About())
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))
    names = {item["id"]: item["name"] for item in found["persons"]}
    posts = {item["id"]: item for item in found["posts"]}
    (seat,) = [
        item
        for item in found["memberships"]
        if posts.get(item.get("post_id"), {}).get("id") == "post/cambridgeshire-constabulary/chief-constable"
    ]
    assert names[seat["person_id"]] == "Nick Dean"
    assert seat["organization_id"] == "body/cambridgeshire-constabulary"
    assert any("1 February 2023" in source["note"] for source in seat["sources"])


# -- the notebook


def test_a_question_gives_rows_evidence_and_a_frame(shipped):
    pandas = pytest.importorskip("pandas")
    answer = Notebook(shipped, as_of="2019").ask("owners", "v4")
    assert [row["owner"] for row in answer if row["role"] == "leads"] == ["Crisis Concordat Mental Health Delivery Group"]
    frame = answer.to_frame()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == answer.columns
    assert len(frame) == len(answer) == len(answer.rows)
    assert "row V4 > leads" in frame.loc[frame["role"] == "leads", "evidence"].item()
    assert "<td>leads</td>" in answer._repr_html_()


def test_rows_need_no_pandas(shipped, monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.partition(".")[0] == "pandas":
            raise ModuleNotFoundError(name)
        return real(name, *rest)

    def missing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(builtins, "__import__", without)
    answer = Notebook(shipped, as_of="2019").find("mental health")
    assert answer.rows
    monkeypatch.setattr("queries.notebook.import_module", missing)
    with pytest.raises(UsageError, match="pandas is not installed"):
        answer.to_frame()


def test_dates_subjects_and_texts_are_checked_as_everywhere(shipped):
    notebook = Notebook(shipped)
    with pytest.raises(UnknownSubject):
        notebook.show("no such body at all")
    with pytest.raises(UsageError):
        notebook.ask("owner", "V4")
    with pytest.raises(UsageError):
        notebook.cypher("CREATE (n:Entity {id: 'x'})")
    assert notebook.ask("owners", "V4", as_of="2016").rows == []
    assert notebook.cypher("RETURN $as_of AS day, $more AS more", as_of="2018-10", more=1).rows == [{"day": "2018-10-31", "more": 1}]
    assert "owners" in notebook.questions()
