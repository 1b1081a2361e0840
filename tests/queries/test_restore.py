"""A file folded in as an edition: what is new, changed, gone, back, and not its own."""

from __future__ import annotations

import json

import pytest

from queries.exports import jsonl
from queries.restore import BATCH, fold_edition, restore


def node(item, *labels, **properties):
    return {"node": item, "labels": ["Entity", *(labels or ("Organisation",))], "properties": {"name": item, **properties}}


def tie(key, start, end, kind="REPORTS_TO", **properties):
    return {"relationship": key, "type": kind, "from": start, "to": end, "properties": properties}


@pytest.fixture
def written(tmp_path):
    def write(*items):
        file = tmp_path / "edition.jsonl"
        file.write_text("".join(json.dumps(item, separators=(",", ":")) + "\n" for item in items), "utf-8")
        return file

    return write


def held(store):
    text = (
        "MATCH (a:Entity)-[r]->(b:Entity) WHERE r.ended_by IS NULL RETURN r.key AS key, a.id AS a, b.id AS b, r.scope AS scope ORDER BY key"
    )
    return [tuple(row.values()) for row in store.read(text)]


def counts(done):
    return done.added, done.changed, done.unchanged, done.ended


def test_each_edition_leaves_what_it_holds(store, written):
    first = [node("a"), node("b"), tie("k1", "a", "b", scope="all"), tie("k2", "b", "a")]
    assert counts(fold_edition(store, written(*first), "x", "2020")) == (4, 0, 0, 0)
    before = list(jsonl(store))
    assert counts(fold_edition(store, written(*reversed(first)), "x", "2021")) == (0, 0, 4, 0)
    assert list(jsonl(store)) == before
    turned = [node("a", kind="board"), node("b"), tie("k1", "b", "a", scope="all")]
    assert counts(fold_edition(store, written(*turned), "x", "2022")) == (0, 2, 1, 1)
    assert held(store) == [("k1", "b", "a", "all")]
    assert counts(fold_edition(store, written(*turned), "x", "2023")) == (0, 0, 3, 0)
    assert counts(fold_edition(store, written(*first), "x", "2024")) == (0, 3, 1, 0)
    assert held(store) == [("k1", "a", "b", "all"), ("k2", "b", "a", None)]
    assert list(jsonl(store)) == before


def test_what_others_hold_and_what_something_is_stays(store, written):
    restore(store, written(node("a"), node("b"), tie("k1", "a", "b")))
    done = fold_edition(store, written(node("a"), node("c"), tie("k1", "a", "c"), tie("k2", "a", "lost")), "x", "2020")
    assert counts(done) == (1, 0, 0, 0)
    assert [(item.line, item.code, item.value) for item in done.bad] == [
        (1, "other-source", "a"),
        (3, "other-source", "k1"),
        (4, "unknown-entity", "k2"),
    ]
    done = fold_edition(store, written(node("c", "Board")), "x", "2021")
    assert [(item.code, item.value) for item in done.bad] == [("other-label", "c")]
    assert held(store) == [("k1", "a", "b", None)]


def test_rows_of_many_shapes_and_batches_come_back_as_they_were(store, written):
    bodies = [
        node(f"b{number:04}", *(["Board"] if number % 7 else []), **({"kind": "x"} if number % 3 else {})) for number in range(BATCH + 60)
    ]
    bodies.append(node("z", **{"not a name": 1, "names": ["a", "b"], "end": "y"}))
    ties = [
        tie(f"k{number:04}", f"b{number:04}", "b0000", scope=f"s{number}", share=0.5, **({"round": "1"} if number < 5 else {}))
        for number in range(BATCH + 5)
    ]
    done = restore(store, written(*bodies, *ties))
    assert (done.nodes, done.relationships, done.bad) == (len(bodies), len(ties), [])
    back = [json.loads(line) for line in jsonl(store)]
    key = lambda item: item.get("node") or item["relationship"]  # noqa: E731
    for item in (*bodies, *ties):
        item.get("labels", []).sort()
    assert sorted(back, key=key) == sorted((*bodies, *ties), key=key)


def test_evidence_that_is_not_there_is_counted(store, written):
    passage = node("paper/x/p1", "Passage")
    lines = [
        node("a"),
        node("b"),
        passage,
        tie("k1", "a", "b", evidence=["paper/x/p1"]),
        tie("k2", "b", "a", evidence=["paper/x/p1", "gone"]),
    ]
    assert restore(store, written(*lines)).dangling == 1
