"""What a failed import leaves, what a run taken back leaves, and what an import must see to leave the rest as it is."""

from __future__ import annotations

import pytest

from graph.errors import UnknownSubject, UsageError
from graph.facts import Claim
from importers.load import import_batch, undo

from .made import REPORTS, A, body, facts, node, paper, says


def total(counts):
    return sum(counts.as_dict().values())


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
        self.model_version = store.model_version

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
        assert (taken.status, taken.nodes.withdrawn) == ("undone", 1)

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
