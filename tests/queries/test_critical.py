"""The question `critical`: what touches most, held against the question `impact`."""

from __future__ import annotations

import networkx as nx
import pytest

from queries.shapes import critical

WORLD = """
Group 1 | LEADS | Action 1 | 2018-10
Group 1 | LEADS | Action 2 | 2018-10
Group 2 | LEADS | Action 2 | 2018-10
Group 1 | CHAIRS | Board 1 | 2018-10
System 1 | DEPENDS_ON | Fund 1 | 2018-10
Action 1 | USES | System 1 | 2018-10
Action 2 | USES | System 1 | 2018-10
Fund 1 | FUNDS | Action 3 | 2018-10
Grant 1 | PART_OF | Fund 1 | 2018-10
Group 3 | LEADS | Action 4 | 2018-10 | modality=planned
Group 6 | INSTANCE_OF | All Groups | 2018-10
Board 2 | OVERSEES | All Groups | 2018-10 | share=all
Post 1 | LEADS | Action 5 | 2018-10
Group 9 | WORKS_WITH | Group 8 | 2018-10
Group 8 | WORKS_WITH | Group 7 | 2018-10
"""


def test_who_touches_most_comes_first(ask, rows, codes):
    answer = ask("critical")
    assert rows(answer, "entity", "kind", "touched", "cut_point") == [
        ("Fund 1", "Fund", 5, True),
        ("System 1", "System", 2, True),
        ("Group 1", "DeliveryGroup", 2, True),
        ("Board 2", "Board", 1, False),
        ("Group 8", "DeliveryGroup", 0, True),
    ]
    assert codes(answer) == ["by-class"]
    assert all(row.evidence for row in answer.rows)
    assert answer.rows[3].standing == "inferred"


def test_touched_is_what_impact_tells_without_what_others_keep(ask):
    for line in ask("critical").rows:
        told = [row.values for row in ask("impact", line.values["entity_id"]).rows]
        own = {row["entity_id"] for row in told if not row["effect"].startswith("shared") and not row["entity"].startswith("All ")}
        assert len(own) == line.values["touched"], line.values["entity"]


def test_betweenness_is_of_the_facts_in_force(ask, rows):
    graph = nx.Graph(
        [
            ("g1", "a1"), ("g1", "a2"), ("g2", "a2"), ("g1", "b1"), ("s1", "f1"), ("a1", "s1"), ("a2", "s1"), ("f1", "a3"), ("gr", "f1"),
            ("g6", "b2"), ("p1", "a5"), ("g9", "g8"), ("g8", "g7"),
        ]
    )  # fmt: skip
    wanted = nx.betweenness_centrality(graph)
    found = dict(rows(ask("critical"), "entity", "betweenness"))
    for name, node in (("Fund 1", "f1"), ("System 1", "s1"), ("Group 1", "g1"), ("Group 8", "g8")):
        assert found[name] == pytest.approx(wanted[node], abs=1e-6)


def test_what_is_left_out_is_said(ask, codes, monkeypatch):
    monkeypatch.setattr(critical, "MOST_ROWS", 2)
    monkeypatch.setattr(critical, "MOST_TOUCHED", 1)
    answer = ask("critical")
    assert len(answer.rows) == 2
    said = [note.sentence for note in answer.notes if note.code == "cut"]
    assert any("more touch less and are left out" in text for text in said)
    assert any("Counting ends at 1 touched" in text for text in said)


def test_before_the_papers_nothing(ask, codes):
    answer = ask("critical", as_of="2015")
    assert (answer.rows, codes(answer)) == ((), ["not-stated"])
    assert answer.columns == ("entity", "entity_id", "kind", "touched", "betweenness", "cut_point")
