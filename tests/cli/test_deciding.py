"""The commands record, forget and review, as a user runs them."""

from __future__ import annotations

import json
import shutil

import pytest

from graph.settings import Target
from graph.store import open_store


@pytest.fixture
def own(store, tmp_path):
    """A copy of the made world that a test may change."""
    return shutil.copytree(store, tmp_path / "own")


class TestRecord:
    def test_a_record_is_a_fact_at_once_and_can_be_taken_back(self, landscape, own):
        words = ("record", "Group 1", "reports to", "Board 1", "--date", "2026-01-15", "--who", "Board 1", "--note", "agreed by e-mail")
        said = landscape(*words, "--format", "json", on=own)
        assert said.code == 0, said.err
        report = json.loads(said.out)
        assert report["relationships"]["added"] == 2
        shown = landscape("show", "Group 1", "--format", "cite", on=own)
        assert "Group 1 reports to Board 1 (Office record of Board 1 (2026-01-15), row 1)" in shown.out
        assert "reports to" not in landscape("show", "Group 1", "--as-of", "2025", on=own).out
        assert landscape("import", "undo", report["run"], on=own).code == 0
        assert "reports to" not in landscape("show", "Group 1", on=own).out

    def test_an_unknown_end_or_type_is_refused_with_what_was_meant(self, landscape, own):
        rest = ("--date", "2026", "--who", "OPCC", "--note", "x")
        said = landscape("record", "Group 1", "reports too", "Board 1", *rest, on=own)
        assert (said.code, "did you mean REPORTS_TO" in said.err) == (2, True)
        said = landscape("record", "Grup 1", "reports to", "Board 1", *rest, on=own)
        assert (said.code, "did you mean" in said.err) == (2, True)


class TestForget:
    def test_it_asks_first_and_then_no_answer_and_no_export_says_the_name(self, landscape, own, tmp_path):
        said = landscape("forget", "Person 1", on=own)
        assert (said.code, "say --yes" in said.err) == (2, True)
        said = landscape("forget", "Person 1", "--yes", on=own)
        assert said.code == 0, said.err
        landscape("export", "jsonl", tmp_path / "out.jsonl", "--with-runs", "--with-wording", on=own)
        assert "Person 1" not in (tmp_path / "out.jsonl").read_text("utf-8")
        assert landscape("show", "Person 1", on=own).code == 2
        assert landscape("show", "Action 1", on=own).code == 0


class TestReview:
    @pytest.fixture
    def asked(self, own):
        """The world with two open proposals."""
        from datetime import UTC, datetime

        from graph.editions import Edition
        from graph.facts import Claim
        from importers.batch import Batch, Origin, SourceRow
        from importers.load import import_batch
        from importers.proposals import NAME, Proposal, claim_of
        from queries.subjects import resolve

        opened = open_store(Target(address=str(own)), writing=True)
        left, right, third = (resolve(opened, name).id for name in ("Group 2", "Group 1", "Board 2"))
        itself = Claim(id="paper/x", labels=("Document",), name="X", source="paper/x")
        claims = tuple(claim_of(Proposal(NAME, left, other, "one letter apart", 88), "paper/x") for other in (right, third))
        batch = Batch(itself, Edition("2020", 1, "0" * 12), "0" * 64, (SourceRow(Origin("x", "", 1), claims),))
        assert import_batch(opened, batch, now=lambda: datetime(2026, 1, 1, tzinfo=UTC)).proposals == 2
        opened.close()
        return own

    def test_list_accept_undo_reject_export_replay(self, landscape, asked, tmp_path):
        listed = json.loads(landscape("review", "list", "--format", "json", on=asked).out)
        first = next(row["proposal"] for row in listed["rows"] if row["right"] == "Group 1")
        assert "one letter apart" in landscape("review", "show", first, on=asked).out
        said = landscape("review", "accept", first, "--who", "OPCC", "--why", "the same", "--date", "2026-02-01", on=asked)
        assert said.code == 0, said.err
        assert (
            landscape("show", "Group 2", "--format", "json", on=asked).out == landscape("show", "Group 1", "--format", "json", on=asked).out
        )
        said = landscape("review", "reject", first, "--who", "OPCC", "--why", "no", on=asked)
        assert (said.code, "review undo" in said.err) == (2, True)
        landscape("review", "export", tmp_path / "decisions.jsonl", on=asked)
        assert landscape("review", "undo", first, on=asked).code == 0
        assert "decisions: played 1" in landscape("review", "replay", tmp_path / "decisions.jsonl", on=asked).out
        assert landscape("review", "undo", first, on=asked).code == 0
        assert landscape("review", "reject", first, "--who", "OPCC", "--why", "no", on=asked).code == 0
        said = landscape("review", "replay", tmp_path / "decisions.jsonl", on=asked)
        assert (said.code, "conflict: " in said.err) == (1, True)

    def test_nothing_is_waiting(self, landscape):
        said = landscape("review", "list")
        assert (said.code, "No proposal is open." in said.out) == (0, True)

    def test_a_file_that_holds_no_decisions_is_refused(self, landscape, own, tmp_path):
        (tmp_path / "bad").write_bytes(b"\xff\xfe")
        assert landscape("review", "replay", tmp_path / "bad", on=own).code == 2
