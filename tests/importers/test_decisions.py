"""What a person decides of a proposal: a merge, a fact, a rejection; taken back to the byte; taken out to a file and played again."""

from __future__ import annotations

import json

import pytest

from graph.errors import BadFile, UnknownSubject, UsageError
from graph.facts import Claim
from graph.model.values import ACCEPTED, REJECTED
from importers.decisions import Decision, decide, decisions, read_decisions, replay, take_back
from importers.load import import_batch, undo
from importers.proposals import NAME, RELATION, Proposal, claim_of
from queries.proposals import proposals

from .made import REPORTS, A, body, facts, node, paper, says

SAME = Proposal(NAME, "body/a2", "body/a", "written with “and” for “&”", score=91)
SAID = Proposal(
    RELATION,
    "body/a",
    "body/b",
    "“is accountable to”",
    passage="paper/one/para-1",
    document="paper/one",
    quote=(0, 5),
    stating=says("OVERSEES", "body/b", "body/a"),
)


def asked(*items):
    return [claim_of(item, "") for item in items]


def by(proposal, verdict, when="2026-02-01"):
    return Decision(proposal.id, verdict, "Person 1", when, "seen in the minutes")


@pytest.fixture
def world(made, load, batch):
    """Two boards and a third that may be the first; a relation that the paper may say; both asked."""
    third = [body("a2", name="A two"), says("CHAIRS", "post/chair", "body/a2"), Claim(id="post/chair", labels=("Role",), name="Chair")]
    report = load(batch("r", "2018", *A, *third, *asked(SAME, SAID)))
    assert report.proposals == 2
    return made


class TestAccepting:
    def test_a_merge_moves_every_fact_with_its_evidence_and_is_undone_to_the_byte(self, world, state, clock):
        before = state(world)
        decide(world, by(SAME, ACCEPTED), now=clock)
        labels, properties = node(world, "body/a")
        assert (labels, properties["names"], properties["former_ids"]) == (["Board", "Entity"], ["A two"], ["body/a2"])
        ((start, end, fact),) = facts(world, "CHAIRS")
        assert (start, end, fact["evidence"]) == ("post/chair", "body/a", ["paper/one/para-1"])
        take_back(world, SAME.id, now=clock)
        assert state(world) == before

    def test_a_relation_becomes_a_fact_of_its_paper(self, world, state, clock):
        before = state(world)
        decide(world, by(SAID, ACCEPTED), now=clock)
        ((start, end, fact),) = facts(world, "OVERSEES")
        assert (start, end, fact["seen_from"], fact["evidence"]) == ("body/b", "body/a", "2018-10", ["paper/one/para-1"])
        take_back(world, SAID.id, now=clock)
        assert state(world) == before

    def test_a_fact_that_was_accepted_outlives_the_run_that_read_it(self, made, load, batch, clock):
        load(batch("r", "2018", *A))
        reading = load(batch("s", "2018", paper(), *asked(SAID)))
        decide(made, by(SAID, ACCEPTED), now=clock)
        undo(made, reading.run, now=clock)
        assert [fact[:2] for fact in facts(made, "OVERSEES")] == [("body/b", "body/a")]
        assert made.read("MATCH (n:Passage) RETURN count(n) AS n") == [{"n": 1}]

    def test_things_of_two_families_are_never_one(self, made, load, batch, clock):
        wrong = Proposal(NAME, "place/c", "body/a", "alike")
        load(batch("r", "2018", *A, Claim(id="place/c", labels=("Area",), name="A"), *asked(wrong)))
        with pytest.raises(UsageError, match="cannot be one thing"):
            decide(made, by(wrong, ACCEPTED), now=clock)

    def test_a_relation_that_does_not_fit_is_refused(self, made, load, batch, clock):
        wrong = SAID._replace(right="place/c", stating=says("OVERSEES", "place/c", "body/a"))
        load(batch("r", "2018", *A, Claim(id="place/c", labels=("Area",), name="C"), *asked(wrong)))
        with pytest.raises(UsageError, match="cannot stand between"):
            decide(made, by(wrong, ACCEPTED), now=clock)


class TestRejecting:
    def test_no_later_import_asks_it_again(self, world, load, batch, clock):
        decide(world, by(SAME, REJECTED), now=clock)
        report = load(batch("other", "2020", paper(), body("a2"), *asked(SAME)))
        assert report.proposals == 0
        assert node(world, SAME.id)[1]["status"] == REJECTED
        assert len(facts(world, "CHAIRS")) == 1

    def test_what_was_decided_is_not_decided_again(self, world, clock):
        decide(world, by(SAME, REJECTED), now=clock)
        with pytest.raises(UsageError, match="rejected by Person 1 on 2026-02-01"):
            decide(world, by(SAME, ACCEPTED), now=clock)
        take_back(world, SAME.id, now=clock)
        decide(world, by(SAME, ACCEPTED), now=clock)
        assert node(world, SAME.id)[1]["status"] == ACCEPTED

    def test_what_is_open_cannot_be_taken_back(self, world, clock):
        with pytest.raises(UsageError, match="Nobody has decided"):
            take_back(world, SAME.id, now=clock)


class TestLists:
    def test_a_proposal_shows_its_names_its_reason_and_its_place(self, world):
        found = proposals(world, "2026")
        said = {row.values["asks"]: row.values for row in found.rows}
        assert (said["name"]["left"], said["name"]["right"], said["name"]["score"]) == ("A two", "A", 91)
        assert (said["relation"]["reason"], said["relation"]["status"]) == ("“is accountable to”", "open")
        assert [item.locator for item in found.evidence.values()] == ["para 1"]

    def test_one_by_the_beginning_of_its_hash(self, world):
        short = SAID.id.removeprefix("run/proposal-")[:6]
        assert [row.values["proposal"] for row in proposals(world, "2026", only=short).rows] == [SAID.id]
        with pytest.raises(UnknownSubject):
            proposals(world, "2026", only="run/proposal-zz")

    def test_what_was_decided_leaves_the_open_list(self, world, clock):
        decide(world, by(SAME, REJECTED), now=clock)
        assert [row.values["proposal"] for row in proposals(world, "2026").rows] == [SAID.id]
        assert [row.values["why"] for row in proposals(world, "2026", status="rejected").rows] == ["seen in the minutes"]


class TestFiles:
    def test_a_file_of_decisions_makes_another_store_say_the_same(self, made, load, batch, state, clock):
        rows = [*A, body("a2"), *asked(SAME, SAID)]
        reading = load(batch("r", "2018", *rows))
        decide(made, by(SAME, ACCEPTED), now=clock)
        decide(made, by(SAID, REJECTED), now=clock)
        text = "".join(json.dumps(line) + "\n" for line in decisions(made))
        after = state(made)
        made.clear()
        assert len(replay(made, read_decisions(text, "file"), now=clock).waiting) == 2
        assert load(batch("r", "2018", *rows)).sha256 == reading.sha256
        done = replay(made, read_decisions(text, "file"), now=clock)
        assert (len(done.played), done.waiting, done.conflicts) == (2, [], [])
        assert state(made) == after
        assert len(replay(made, read_decisions(text, "file"), now=clock).known) == 2

    def test_a_conflict_is_reported_and_changes_nothing(self, world, state, clock):
        decide(world, by(SAME, REJECTED), now=clock)
        before = state(world)
        done = replay(world, [by(SAME, ACCEPTED)], now=clock)
        assert ["rejected by Person 1 on 2026-02-01" in item.reason for item in done.conflicts] == [True]
        assert state(world) == before

    @pytest.mark.parametrize(
        "line", ["no json", "[]", '{"proposal": "x"}', json.dumps(dict.fromkeys(("proposal", "decision", "who", "when", "why"), "x"))]
    )
    def test_a_line_that_is_no_decision_is_named(self, line):
        with pytest.raises(BadFile, match="Line 2 is no decision"):
            list(read_decisions(f"\n{line}\n", "file"))


def test_a_dry_run_counts_what_it_would_ask(made, batch, clock):
    report = import_batch(made, batch("r", "2018", *A, *asked(SAID)), now=clock, dry_run=True)
    assert (report.status, report.proposals) == ("dry run", 1)


def test_a_question_between_two_that_have_become_one_is_hidden(made, load, batch, clock):
    alike = says("POSSIBLY_SAME_AS", "body/a", "body/a2", carried={"score": 90})
    load(batch("r", "2018", *A, body("a2"), alike, *asked(SAME), REPORTS))
    decide(made, by(SAME, ACCEPTED), now=clock)
    assert [fact[2]["hidden"] for fact in facts(made, "POSSIBLY_SAME_AS")] == [True]
    take_back(made, SAME.id, now=clock)
    assert ["hidden" in fact[2] for fact in facts(made, "POSSIBLY_SAME_AS")] == [False]


def test_a_question_that_was_answered_with_no_is_hidden_in_later_imports_too(made, load, batch, state, clock):
    alike = says("POSSIBLY_SAME_AS", "body/a", "body/a2", carried={"score": 90})
    load(batch("r", "2018", *A, body("a2"), alike, *asked(SAME)))
    before = state(made)
    decide(made, by(SAME, REJECTED), now=clock)
    assert [fact[2].get("hidden") for fact in facts(made, "POSSIBLY_SAME_AS")] == [True]
    load(batch("s", "2020", paper(), body("a2"), alike))
    assert [fact[2].get("hidden") for fact in facts(made, "POSSIBLY_SAME_AS")] == [True]
    take_back(made, SAME.id, now=clock)
    assert [fact[2].get("hidden") for fact in facts(made, "POSSIBLY_SAME_AS")] == [None]
    assert len(before) < len(state(made))
