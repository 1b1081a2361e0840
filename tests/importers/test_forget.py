"""A person who is forgotten: the name is nowhere in the store, the post stays, and no later import brings the name back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UnknownSubject, UsageError
from graph.facts import Claim
from importers.forget import forget
from importers.forgetting import MASK, RECORD, Forgotten, hidden

from .made import A, body, facts, node, paper, says

SALT = "00ff"
PERSON = Claim(id="person/person-one-a", labels=("Person",), name="Person One", names=("P. One",))
POST = Claim(id="post/chair", labels=("Role",), name="Chair of A", note="held by Person One since May")
HELD = [
    PERSON,
    POST,
    says("HOLDS", "person/person-one-a", "post/chair"),
    says("CHAIRS", "post/chair", "body/a", from_as="Person One"),
    says("OVERSEES", "body/b", "body/a", said_by="person/person-one-a"),
]


def everything(store):
    nodes = store.read("MATCH (n:Entity) RETURN properties(n) AS p ORDER BY n.id")
    return json.dumps([nodes, store.read("MATCH (:Entity)-[r]->(:Entity) RETURN properties(r) AS p ORDER BY r.key")])


class TestForgetting:
    def test_the_name_goes_and_the_post_stays(self, made, load, batch, clock):
        load(batch("r", "2018", *A, *HELD))
        made.write(lambda tx: tx.run("MATCH (n:Passage) SET n.wording = 'PERSON ONE (P. One) told us', n.wording_search = 'person one'"))
        forget(made, PERSON.id, now=clock)
        left = everything(made).casefold()
        assert "person one" not in left
        assert "p. one" not in left
        assert node(made, "post/chair")[1]["note"] == f"held by {MASK} since May"
        assert facts(made, "HOLDS") == []
        assert [fact[:2] for fact in facts(made, "CHAIRS")] == [("post/chair", "body/a")]
        ((_, _, reported),) = facts(made, "OVERSEES")
        assert (reported.get("said_by"), "reported words" in reported["note"]) == (None, True)
        assert made.read("MATCH (n:Passage) RETURN n.wording AS said") == [{"said": f"{MASK} ({MASK}) told us"}]

    def test_it_survives_another_import_and_an_import_of_another_source(self, made, load, batch, state, clock):
        rows = [*A, *HELD]
        load(batch("r", "2018", *rows))
        forget(made, PERSON.id, now=clock)
        before = state(made)
        again = load(batch("r", "2018", *rows))
        assert (again.rows_in, again.rows_used, again.forgotten) == (len(rows), len(rows), 5)
        assert state(made) == before
        load(batch("s", "2020", paper(name="two"), Claim(id="person/one", labels=("Person",), name="person  ÓNE"), body("a")))
        assert "person/one" not in everything(made)

    def test_nobody_else_is_touched(self, made, load, batch, state, clock):
        rows = [*A, Claim(id="person/person-two-a", labels=("Person",), name="Person Two"), body("one", name="One")]
        load(batch("r", "2018", *rows))
        before = state(made)
        load(batch("s", "2018", PERSON))
        forget(made, PERSON.id, now=clock)
        kept = [line for line in state(made) if RECORD not in line and "register/s" not in line]
        assert kept == before

    def test_initials_go_where_they_stand_for_the_person(self, made, load, batch, clock):
        initials = Claim(id="person/matrix/np", labels=("Person",), name="NP")
        load(batch("r", "2018", *A, initials, body("np-group", name="NP group"), says("LEADS", "person/matrix/np", "body/a")))
        forget(made, initials.id, now=clock)
        assert facts(made, "LEADS") == []
        assert node(made, "body/np-group")[1]["name"] == "NP group"

    def test_only_a_person_can_be_forgotten(self, made, load, batch, clock):
        load(batch("r", "2018", *A))
        with pytest.raises(UsageError, match="is no person"):
            forget(made, "body/a", now=clock)
        with pytest.raises(UnknownSubject):
            forget(made, "person/nobody", now=clock)


class TestHashes:
    def test_a_record_holds_no_name(self):
        assert str(hidden("Person One", SALT)).startswith("2:00ff:")
        assert "one" not in str(hidden("Person One", SALT)).casefold()

    def test_a_name_without_a_letter_is_refused(self):
        with pytest.raises(ValueError, match="no letter"):
            hidden("--", SALT)

    @given(st.text(), st.text(), st.sampled_from(["Person One", "PERSON  one", "Pérson Óne", "Person\nOne"]))
    def test_it_is_found_in_any_text_and_nothing_else_changes(self, before, after, written):
        forgotten = Forgotten([str(hidden("Person One", SALT))])
        text = f"{before} {written} {after}"
        assert forgotten.taken_out(text) == f"{forgotten.taken_out(before)} {MASK} {forgotten.taken_out(after)}"

    @given(st.text())
    def test_a_store_that_forgot_nobody_changes_no_text(self, text):
        assert Forgotten([]).taken_out(text) == text
