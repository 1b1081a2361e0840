"""An office record: one fact with evidence of its own kind, taken back whole."""

from __future__ import annotations

import pytest

from graph.errors import UsageError
from importers.load import import_batch, undo
from importers.office import Record, record_batch, type_of

from .made import A, facts, node

SAYS = Record("body/b", "REPORTS_TO", "body/a", "2026-01-15", "OPCC", "agreed by e-mail", valid_from="2026-01")
BOARDS = ("Board", "Board")


def test_it_is_a_fact_with_a_document_and_a_passage_of_its_own(made, load, batch, state, clock):
    load(batch("r", "2018", *A))
    before = state(made)
    report = import_batch(made, record_batch(SAYS, BOARDS), now=clock)
    (fact,) = [item for item in facts(made) if item[0] == "body/b"]
    (passage,) = fact[2]["evidence"]
    assert (fact[1], fact[2]["seen_from"], fact[2]["valid_from"], fact[2]["note"]) == (
        "body/a",
        "2026-01-15",
        "2026-01",
        "agreed by e-mail",
    )
    (document,) = fact[2]["sources"]
    assert node(made, passage)[1]["document"] == document
    labels, properties = node(made, document)
    assert (labels, properties["kind"], properties["recorded_by"]) == (["Document", "Entity"], "office record", "OPCC")
    again = import_batch(made, record_batch(SAYS, BOARDS), now=clock)
    assert (again.relationships.added, again.relationships.unchanged) == (0, 2)
    undo(made, again.run, now=clock)
    undo(made, report.run, now=clock)
    assert state(made) == before


@pytest.mark.parametrize(
    ("words", "kind"),
    [("REPORTS_TO", "REPORTS_TO"), ("reports to", "REPORTS_TO"), ("Holds to account", "HOLDS_TO_ACCOUNT"), ("is one of", "INSTANCE_OF")],
)
def test_a_type_goes_by_its_name_or_its_words(words, kind):
    assert type_of(words) == kind


def test_a_type_that_nobody_knows_gets_the_nearest():
    with pytest.raises(UsageError, match="no type") as caught:
        type_of("reports too")
    assert "REPORTS_TO" in caught.value.hint


@pytest.mark.parametrize(
    ("change", "labels", "said"),
    [
        ({}, ("Area", "Board"), "on its left, not Area"),
        ({}, ("Board", "Area"), "on its right, not Area"),
        ({"type": "MENTIONED_IN"}, ("Board", "Passage"), "no fact that an office records"),
        ({"who": " "}, BOARDS, "who recorded it"),
        ({"valid_to": "May"}, BOARDS, "'May' is no date"),
        ({"carried": (("colour", "red"),)}, BOARDS, "does not carry 'colour'"),
    ],
)
def test_a_record_that_cannot_stand_is_refused(change, labels, said):
    with pytest.raises(UsageError, match=said):
        record_batch(SAYS._replace(**change), labels)
