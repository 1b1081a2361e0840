"""Editions into a real store, on each engine: what an import adds, ends, hides and refuses."""

from __future__ import annotations

import itertools
import json

import pytest

from graph import cypher
from graph.facts import Claim
from graph.store import open_store
from importers.batch import Counts
from importers.load import import_batch, undo

from .made import REPORTS, A, body, facts, node, paper, says


def total(counts):
    return sum(counts.as_dict().values())


class TestImporting:
    def test_again_changes_nothing(self, made, state, batch, load):
        first = load(batch("r", "2018-12", *A))
        before = state(made)
        again = load(batch("r", "2018-12", *A))
        assert state(made) == before
        assert (first.nodes, first.relationships) == (Counts(added=5), Counts(added=2))
        assert (again.nodes, again.relationships) == (Counts(unchanged=5), Counts(unchanged=2))
        assert again.run != first.run

    def test_a_new_edition_with_the_same_rows_writes_its_own_mark_only(self, made, state, batch, load):
        load(batch("r", "2018-12", *A))
        before = state(made)
        report = load(batch("r", "2019-12", *A))
        assert (report.nodes, report.relationships) == (Counts(changed=1, unchanged=4), Counts(unchanged=2))
        assert len(set(state(made)) - set(before)) == 1

    @pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
    def test_three_sources_of_one_entity_in_every_order(self, made, state, batch, load, order):
        batches = [
            batch(
                "r",
                "2018",
                paper(),
                body("one", ids=((0, "body/one"), (1, "body/e1"))),
                body("b"),
                says("REPORTS_TO", "body/one", "body/b"),
            ),
            batch(
                "s", "2019", paper(), body("e1", ids=((1, "body/e1"), (2, "body/two"))), body("b"), says("REPORTS_TO", "body/two", "body/b")
            ),
            batch(
                "t",
                "2017",
                paper(),
                body("two", label="Organisation"),
                body("b"),
                says("REPORTS_TO", "body/two", "body/b", valid_from="2016"),
            ),
        ]
        for place in order:
            load(batches[place])
        ((start, finish, properties),) = facts(made)
        assert (start, finish, len(properties["statings"]), len(properties["former_keys"])) == ("body/one", "body/b", 3, 3)
        assert node(made, "body/one")[1]["former_ids"] == ["body/e1", "body/two"]
        if order == (2, 1, 0):
            return
        found = state(made)
        made.clear()
        for place in (2, 1, 0):
            load(batches[place])
        assert state(made) == found

    def test_in_small_batches_it_is_the_same(self, made, state, batch, load, monkeypatch):
        load(batch("r", "2018-12", *A))
        whole = state(made)
        made.clear()
        monkeypatch.setattr(cypher.batches, "__defaults__", (1,))
        load(batch("r", "2018-12", *A))
        assert state(made) == whole

    def test_a_label_that_changes_keeps_the_facts(self, made, batch, load):
        load(batch("r", "2018", *A))
        load(batch("r", "2019", paper(), body("a", label="DeliveryGroup"), body("b"), REPORTS))
        assert node(made, "body/a")[0] == ["DeliveryGroup", "Entity"]
        assert [fact[:2] for fact in facts(made)] == [("body/a", "body/b")]
        assert len(facts(made, "REPORTS_TO")) == len(made.read("MATCH (:DeliveryGroup)-[r:REPORTS_TO]->() RETURN r.key AS key")) == 1

    def test_an_entity_that_joins_two_joins_their_facts(self, made, batch, load):
        load(batch("r", "2018", *A))
        load(batch("s", "2018", paper(), body("c"), body("b"), says("REPORTS_TO", "body/c", "body/b", note="theirs")))
        assert len(facts(made)) == 2
        report = load(batch("t", "2018", body("a", ids=((0, "body/a"), (1, "body/c")))))
        ((start, _, properties),) = facts(made)
        assert (start, len(properties["statings"]), properties["note"]) == ("body/a", 2, "theirs")
        assert properties["held_by"] == ["paper/register/r", "paper/register/s"]
        assert report.nodes.changed + report.nodes.added == 2

    def test_the_ledger_keeps_an_edition_that_comes_late_in_its_place(self, made, state, batch, load):
        editions = [batch("r", date, *rows) for date, rows in (("2018", A), ("2019", A[:3]), ("2020", A))]
        for place in (2, 0, 1):
            load(editions[place])
        late = state(made)
        made.clear()
        for item in editions:
            load(item)
        assert state(made) == late
        assert [text.split()[0] for text in node(made, "paper/register/r")[1]["editions"]] == ["2018", "2019", "2020"]


class TestEnding:
    def test_a_row_that_an_edition_drops_has_ended_by_it(self, made, batch, load):
        load(batch("r", "2018-12", *A))
        newer = batch("r", "2019-06", *A[:3])
        report = load(newer)
        ((_, _, properties),) = facts(made)
        assert (properties["ended_by"], properties["ended_on"]) == (str(newer.edition), "2019-06-30")
        assert report.relationships == Counts(unchanged=1, ended=1)

    def test_an_entity_that_an_edition_drops_ends_and_stays(self, made, batch, load):
        load(batch("r", "2018-12", *A))
        report = load(batch("r", "2019-06", paper(), body("a")))
        assert node(made, "body/b")[1]["ended_by"].startswith("2019-06 ")
        assert report.nodes.ended == 1

    def test_a_correction_hides_what_only_the_corrected_edition_held(self, made, batch, load):
        load(batch("r", "2018-12", *A))
        report = load(batch("r", "2018-12", *A[:3], salt="corrected"))
        ((_, _, properties),) = facts(made)
        assert (properties["hidden"], report.relationships.withdrawn) == (True, 1)
        assert "evidence" not in properties

    def test_taking_the_correction_back_shows_it_again(self, made, state, batch, load, clock):
        load(batch("r", "2018-12", *A))
        before = state(made)
        undo(made, load(batch("r", "2018-12", *A[:3], salt="corrected")).run, now=clock)
        assert state(made) == before

    def test_a_row_marked_as_withdrawn_goes_at_every_date(self, made, state, batch, load, clock):
        load(batch("r", "2018-12", *A))
        before = state(made)
        report = load(batch("r", "2019-12", *A[:3], REPORTS.model_copy(update={"withdrawn": "misread"})))
        ((_, _, properties),) = facts(made)
        assert (properties["hidden"], report.relationships.withdrawn) == (True, 1)
        assert all(json.loads(text).get("never") or json.loads(text).get("withdrawn") for text in properties["statings"])
        load(batch("r", "2020-12", *A[:3]))
        assert facts(made)[0][2]["hidden"] is True
        shown = load(batch("r", "2021-12", *A))
        assert "hidden" not in facts(made)[0][2]
        undo(made, shown.run, now=clock)
        undo(made, "run/" + report.run.removeprefix("run/"), now=clock)
        assert "hidden" not in facts(made)[0][2]
        assert len(state(made)) == len(before)


class TestRejects:
    def test_an_end_that_nobody_knows_is_rejected_with_its_place(self, made, batch, load):
        report = load(batch("r", "2018", *A, says("REPORTS_TO", "body/a", "body/ghost"), says("REPORTS_TO", "body/spook", "body/a")))
        assert [reject[:6] for reject in report.rejects] == [
            ("r.xlsx", "rows", 6, "to", "unknown-entity", "body/ghost"),
            ("r.xlsx", "rows", 7, "from", "unknown-entity", "body/spook"),
        ]
        assert (report.rows_in, report.rows_used, report.rows_rejected) == (6, 4, 2)
        assert not made.read("MATCH (n:Entity) WHERE n.id IN ['body/ghost', 'body/spook'] RETURN n.id AS id")

    def test_what_stands_on_a_rejected_row_is_rejected_too(self, made, batch, load):
        pack = [*paper(name="part"), says("PART_OF", "paper/part", "paper/nowhere", name="part")]
        report = load(batch("r", "2018", body("a"), body("b"), pack, says("REPORTS_TO", "body/a", "body/b", name="part"), body("c")))
        assert [(reject.row, reject.value) for reject in report.rejects] == [(4, "paper/nowhere")]
        report = load(batch("s", "2018", pack, [body("d"), paper(name="part")[2]]))
        assert [(reject.row, reject.column, reject.value) for reject in report.rejects] == [
            (2, "to", "paper/nowhere"),
            (3, "locator", "paper/part/para-1"),
        ]
        assert report.rows_used == 0

    def test_an_end_that_only_the_store_knows_must_fit(self, made, batch, load):
        load(batch("r", "2018", paper(), Claim(id="place/x", labels=("Area",), name="X")))
        report = load(batch("s", "2018", paper(), body("a"), says("REPORTS_TO", "body/a", "place/x")))
        assert [reject[2:6] for reject in report.rejects] == [(4, "to", "wrong-end", "place/x")]

    def test_strict_writes_nothing_where_a_row_is_bad(self, made, state, batch, load):
        bad = batch("r", "2018", *A, says("REPORTS_TO", "body/a", "body/ghost"))
        report = load(bad, strict=True)
        assert (report.status, report.rows_in, report.rows_used, report.rows_rejected) == ("refused", 5, 4, 1)
        assert state(made) == []
        assert not made.read("MATCH (n:ImportRun) RETURN n.id AS id")
        assert load(batch("r", "2018", *A), strict=True).status == "done"

    def test_a_dry_run_writes_nothing_and_counts_alike(self, made, state, batch, load):
        dry = load(batch("r", "2018", *A), dry_run=True)
        assert (dry.status, state(made)) == ("dry run", [])
        real = load(batch("r", "2018", *A))
        assert {**dry.as_dict(), "run": "", "status": ""} == {**real.as_dict(), "run": "", "status": ""}

    def test_a_dry_run_needs_no_store(self, target, batch, clock):
        store = open_store(target)
        try:
            assert import_batch(store, batch("r", "2018", *A), now=clock, dry_run=True).nodes == Counts(added=5)
        finally:
            store.close()


def test_the_counts_reconcile_with_what_the_source_holds(made, batch, load):
    load(batch("r", "2018", *A))
    report = load(batch("r", "2019", paper(), body("a", name="Renamed"), body("c"), says("REPORTS_TO", "body/a", "body/c")))
    held = "MATCH (n:Entity) WHERE 'paper/register/r' IN n.held_by RETURN count(n) AS n"
    assert total(report.nodes) == made.read(held)[0]["n"]
    assert report.nodes == Counts(added=1, changed=2, unchanged=2, ended=1)
    assert report.relationships == Counts(added=1, unchanged=1, ended=1)
    run = node(made, report.run)[1]
    assert (run["rows_in"], run["rows_used"], run["rows_rejected"]) == (report.rows_in, 4, 0)
    assert json.loads(run["counts"])["nodes"] == report.nodes.as_dict()
