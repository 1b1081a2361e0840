"""Editions into a real store, on each engine: what an import adds, ends, hides, refuses and takes back."""

from __future__ import annotations

import itertools
import json

import pytest

from graph import cypher
from graph.errors import UnknownSubject, UsageError
from graph.facts import Claim, Stating
from graph.store import open_store
from importers.batch import Counts
from importers.load import import_batch, undo


def paper(date="2018-10", name="one"):
    """A paper and its first paragraph."""
    document, passage = f"paper/{name}", f"paper/{name}/para-1"
    claims = (
        Claim(id=document, labels=("Document",), name=name, extra={"date": date}),
        Claim(id=passage, labels=("Passage",), name="para 1", extra={"document": document, "locator": "para 1", "date": date}),
    )
    return [*claims, says("FROM_DOCUMENT", passage, document, date=date, name=name)]


def says(kind, start, end, *, date="2018-10", name="one", **more):
    return Stating(type=kind, start=start, end=end, passage=f"paper/{name}/para-1", document=f"paper/{name}", date=date, **more)


def body(key, label="Board", **more):
    return Claim(id=f"body/{key}", labels=(label,), name=more.pop("name", key.title()), **more)


def facts(store, kind="REPORTS_TO"):
    text = f"MATCH (a:Entity)-[r:{kind}]->(b:Entity) RETURN a.id AS start, b.id AS finish, properties(r) AS properties ORDER BY a.id, b.id, r.key"
    return [(row["start"], row["finish"], row["properties"]) for row in store.read(text)]


def node(store, item):
    (row,) = store.read("MATCH (n:Entity {id: $id}) RETURN labels(n) AS labels, properties(n) AS properties", {"id": item})
    return sorted(row["labels"]), row["properties"]


REPORTS = says("REPORTS_TO", "body/a", "body/b")
A = [paper(), body("a"), body("b"), REPORTS]


@pytest.fixture
def load(made, clock):
    return lambda found, **options: import_batch(made, found, now=clock, **options)


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


class Poisoned:
    """A real transaction that fails at its nth text."""

    def __init__(self, tx, good):
        self.tx = tx
        self.good = good

    def run(self, text, params=None):
        self.good -= 1
        if self.good < 0:
            raise ArithmeticError("the middle")
        return self.tx.run(text, params)


class Failing:
    """The store, its transactions poisoned."""

    def __init__(self, store, good):
        self.store = store
        self.good = good

    def write(self, work):
        return self.store.write(lambda tx: work(Poisoned(tx, self.good)))


def test_a_failure_in_the_middle_leaves_nothing(made, state, batch, load, clock):
    load(batch("r", "2018", *A))
    before = state(made)
    newer = batch("r", "2019", paper(), body("a", label="DeliveryGroup"), body("c"), says("REPORTS_TO", "body/a", "body/c"))
    texts = []

    class Counting(Failing):
        def write(self, work):
            def counted(tx):
                poisoned = Poisoned(tx, 10_000)
                work(poisoned)
                texts.append(10_000 - poisoned.good)
                raise ArithmeticError("the end")

            return self.store.write(counted)

    with pytest.raises(ArithmeticError):
        import_batch(Counting(made, 0), newer, now=clock)
    for good in sorted({texts[0] - 1, texts[0] - 2, texts[0] - 4, texts[0] - 6, texts[0] // 2}):
        with pytest.raises(ArithmeticError):
            import_batch(Failing(made, good), newer, now=clock)
        assert state(made) == before
    assert len(made.read("MATCH (n:ImportRun) RETURN n.id AS id")) == 1


class TestUndoing:
    def test_a_run_taken_back_was_never_there(self, made, state, batch, load, clock):
        load(batch("r", "2018", *A))
        before = state(made)
        other = batch(
            "s", "2020", paper(), body("b"), body("c", ids=((0, "body/c"), (1, "body/a"))), says("REPORTS_TO", "body/c", "body/b")
        )
        report = load(other)
        assert state(made) != before
        taken = undo(made, report.run, now=clock)
        assert state(made) == before
        assert (taken.status, taken.nodes.withdrawn) == ("undone", 2)

    def test_of_two_runs_of_one_file_the_first_undo_takes_nothing(self, made, state, batch, load, clock):
        runs = [load(batch("r", "2018", *A)) for _ in range(2)]
        before = state(made)
        assert total(undo(made, runs[0].run, now=clock).nodes) == 0
        assert state(made) == before
        assert len(undo(made, runs[1].run, now=clock).taken_out) == 2
        assert state(made) == []

    def test_a_fact_keeps_its_end_when_the_source_that_describes_it_goes(self, made, batch, load, clock):
        described = load(batch("r", "2018", paper(), body("a", label="DeliveryGroup"), body("b")))
        load(batch("s", "2018", paper(), REPORTS))
        undo(made, described.run, now=clock)
        assert [fact[:2] for fact in facts(made)] == [("body/a", "body/b")]
        labels, properties = node(made, "body/a")
        assert (labels, properties["unreviewed"], properties["name"]) == (["Entity", "Organisation"], True, "body/a")

    def test_a_reference_leaves_the_shown_id_as_it_is(self, made, batch, load):
        load(batch("r", "2018", paper(), body("b"), body("z", ids=((0, "body/z"), (2, "body/a")))))
        load(batch("s", "2018", paper(), REPORTS))
        assert [fact[:2] for fact in facts(made)] == [("body/z", "body/b")]

    def test_an_unknown_run_and_one_taken_back(self, made, batch, load, clock):
        run = load(batch("r", "2018", *A)).run
        undo(made, run, now=clock)
        with pytest.raises(UsageError, match="already been taken back"):
            undo(made, run, now=clock)
        with pytest.raises(UnknownSubject):
            undo(made, "run/none", now=clock)


class TestSlices:
    """Facts of other sources that an import does not name, yet its fold must see."""

    def test_two_terms_of_others_keep_a_fact_from_being_absorbed(self, made, batch, load):
        terms = [says("REPORTS_TO", "body/a", "body/b", valid_from=year) for year in ("2015", "2016")]
        load(batch("r", "2018", *A[:3], *terms))
        load(batch("s", "2018", *A, terms[0]))
        assert len(facts(made)) == 3
        load(batch("s", "2019", *A[:3]))
        assert len(facts(made)) == 3

    def test_a_term_that_goes_leaves_the_other_to_absorb(self, made, batch, load, clock):
        load(batch("r", "2018", *A))
        load(batch("s", "2018", *A[:3], says("REPORTS_TO", "body/a", "body/b", valid_from="2015")))
        run = load(batch("t", "2018", *A[:3], says("REPORTS_TO", "body/a", "body/b", valid_from="2016"))).run
        assert len(facts(made)) == 3
        undo(made, run, now=clock)
        assert [fact[2]["valid_from"] for fact in facts(made)] == ["2015"]

    def test_a_denial_marks_and_unmarks_the_fact_of_another_source(self, made, batch, load, clock):
        load(batch("r", "2018", *A[:3], says("HOLDS_TO_ACCOUNT", "body/a", "body/b")))
        run = load(batch("s", "2018", *A[:3], says("DOES_NOT_HOLD_TO_ACCOUNT", "body/a", "body/b"))).run
        ((_, _, properties),) = facts(made, "HOLDS_TO_ACCOUNT")
        assert (properties["standing"], len(properties["contradicts"])) == ("contradicted", 1)
        load(batch("r", "2019", *A, says("HOLDS_TO_ACCOUNT", "body/a", "body/b")))
        assert facts(made, "HOLDS_TO_ACCOUNT")[0][2] == properties
        undo(made, run, now=clock)
        assert facts(made, "HOLDS_TO_ACCOUNT")[0][2]["standing"] == "stated"

    def test_a_newer_list_takes_the_label_of_responsible_authority(self, made, batch, load, clock):
        kind = Claim(id="body/responsible-authorities", labels=("Organisation", "Collective"), name="Responsible authorities")

        def lists(source, date, member):
            name = f"list-{date}"
            fact = says("INSTANCE_OF", f"body/{member}", kind.id, date=date, name=name)
            return batch(source, "2020", kind, paper(date, name), body(member, label="Organisation"), fact)

        load(lists("r", "1998", "a"))
        run = load(lists("s", "2010", "b")).run
        assert "ResponsibleAuthority" not in node(made, "body/a")[0]
        assert "ResponsibleAuthority" in node(made, "body/b")[0]
        undo(made, run, now=clock)
        assert "ResponsibleAuthority" in node(made, "body/a")[0]


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
