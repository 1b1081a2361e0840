"""The pure steps between what is stored and what an edition says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.editions import Edition, enter, held, leave
from graph.facts import Claim, Graph, Node, Relationship, Stating
from graph.fold import components
from importers.batch import Counts, Origin, Reject, Report, SourceRow
from importers.merge import Stored, claims_in, compare, decide, moved, references, renew

SOURCE = "paper/register/r"
EDITIONS = [Edition("2018", 1, "aaa"), Edition("2019", 1, "bbb"), Edition("2020", 1, "ccc")]
ROWS = [Claim(id=f"body/{name}", name=name, source=SOURCE) for name in "abcd"]
ROWS += [row.model_copy(update={"withdrawn": "wrong"}) for row in ROWS[:2]]

contents = st.lists(st.lists(st.sampled_from(ROWS), max_size=5, unique_by=Claim.text), min_size=3, max_size=3)


def grown(order, contents):
    """The rows after these editions, in this order."""
    rows, ledger = [], ()
    for place in order:
        after = enter(ledger, EDITIONS[place])
        rows, ledger = renew(rows, contents[place], ledger, after, EDITIONS[place].digest), after
    return sorted(rows, key=Claim.text), ledger


@given(contents, st.permutations([0, 1, 2]))
def test_no_order_of_editions_matters(found, order):
    assert grown(order, found) == grown([0, 1, 2], found)


@given(contents, st.permutations([0, 1, 2]))
def test_an_edition_taken_back_was_never_there(found, order):
    rows, ledger = grown(order, found)
    gone = EDITIONS[order[-1]].digest
    rows = renew(rows, [], ledger, leave(ledger, gone), gone)
    assert sorted(rows, key=Claim.text) == grown(order[:-1], found)[0]


@given(contents)
def test_the_editions_of_a_row_are_those_that_hold_it(found):
    rows, ledger = grown([0, 1, 2], found)
    for row in rows:
        assert held(row.spans, ledger) == {
            item.digest for item, said in zip(EDITIONS, found, strict=True) if row.row() in map(Claim.row, said)
        }


def test_rows_that_stay_as_they_are_are_handed_on_themselves():
    rows, ledger = grown([0], [ROWS[:2], [], []])
    after = enter(ledger, EDITIONS[1])
    again = renew(rows, ROWS[:1], ledger, after, "bbb")
    assert again[0] is rows[0]
    assert again[1].ended_by == "2019 1 bbb"


def test_a_withdrawal_holds_until_a_later_edition_holds_the_row_again():
    plain, wrong = ROWS[0], ROWS[4]

    def shown(*contents):
        return [row.counts for row in grown(range(len(contents)), contents)[0] if not row.withdrawn]

    assert shown([plain], [wrong]) == [False]
    assert shown([plain], [wrong], []) == [False]
    assert shown([plain], [wrong], [plain]) == [True]
    assert shown([plain, wrong]) == [False]


def stored(*nodes):
    return Stored(nodes={item.id: item for item in nodes})


def node(name, *former, claims=()):
    properties = {"id": name, "name": name, "claims": [claim.text() for claim in claims]}
    return Node(name, ("Board", "Entity"), {**properties, "former_ids": list(former)} if former else properties)


class TestMoved:
    one = Claim(id="body/one", ids=((0, "body/one"), (1, "body/e1")))

    def test_what_stays_is_not_moved(self):
        assert not moved(stored(node("body/one", "body/e1")), components([self.one]))

    def test_what_joins_moves_and_what_it_joins_too(self):
        assert moved(stored(node("body/one"), node("body/e1")), components([self.one])) == {"body/one", "body/e1"}

    def test_what_splits_or_vanishes_moves(self):
        now = components([Claim(id="body/one"), Claim(id="body/e1")])
        assert moved(stored(node("body/one", "body/e1")), now) == {"body/one"}
        assert moved(stored(node("body/one")), {}) == {"body/one"}

    def test_what_takes_over_an_id_moves(self):
        now = components([Claim(id="body/two", ids=((0, "body/two"), (1, "body/e1"))), Claim(id="body/one")])
        assert moved(stored(node("body/one", "body/e1"), node("body/two")), now) == {"body/one", "body/two"}


class TestReferences:
    def rows(self, *statings, claims=()):
        return [SourceRow(Origin("r.xlsx", "relationships", 2), tuple(claims), statings)]

    def says(self, kind, start, end):
        return Stating(type=kind, start=start, end=end, passage="paper/x/p", document="paper/x", date="2018")

    def labels(self, *statings, claims=()):
        found = references(self.rows(*statings, claims=claims), Claim(id=SOURCE))
        assert all(claim.unreviewed and claim.source == SOURCE and claim.answers_to == ((3, claim.id),) for claim in found)
        return {claim.id: claim.labels for claim in found}

    def test_a_label_that_fits_every_use(self):
        found = self.labels(self.says("HAS_DUTY", "body/a", "law/x/1"), self.says("CONCERNS", "law/x/1", "work/p"))
        assert found == {"body/a": ("Organisation",), "law/x/1": ("Duty",), "work/p": ("Programme",)}
        assert self.labels(self.says("HOLDS", "person/1", "post/p")) == {"person/1": ("Person",), "post/p": ("Role",)}
        assert self.labels(self.says("MEETING_OF", "meeting/m", "elsewhere/x"))["elsewhere/x"] == ()

    def test_none_for_what_the_edition_describes_but_for_its_further_ids(self):
        claim = Claim(id="body/a", ids=((0, "body/a"), (1, "body/e1")))
        assert self.labels(self.says("REPORTS_TO", "body/a", "body/e1"), claims=[claim]) == {"body/e1": ("Organisation",)}


def test_a_restored_entity_is_claimed_by_what_it_carries():
    (claim,) = claims_in(Node("body/a", ("Board", "Entity"), {"id": "body/a", "name": "A", "former_ids": ["body/z"], "kind": "panel"}))
    assert (claim.name, claim.kind, claim.labels, claim.source) == ("A", "panel", ("Board",), "")
    assert claim.answers_to == ((0, "body/a"), (2, "body/z"))


def test_what_must_change_and_how_it_is_counted():
    held_by = {"held_by": [SOURCE]}
    base = stored(node("body/kept"), node("body/gone"))
    for item in base.nodes.values():
        item.properties.update(held_by)
    base.relationships["k"] = Relationship("k", "CHAIRS", "body/kept", "body/gone", {"key": "k", **held_by})

    kept = Node("body/kept", ("Board", "Entity"), {**base.nodes["body/kept"].properties, "ended_by": "2019 1 bbb"})
    other = Node("body/other", ("Board", "Entity"), {"id": "body/other", "held_by": ["paper/register/s"]})
    change = compare(base, Graph({"body/kept": kept, "body/other": other}, {}), source=SOURCE)
    assert ([item.id for item in change.new_nodes], [item.id for item in change.changed_nodes]) == (["body/other"], ["body/kept"])
    assert (change.dropped_nodes, [item.key for item in change.dropped_relationships]) == (["body/gone"], ["k"])
    assert (change.node_counts, change.relationship_counts) == (Counts(ended=1, withdrawn=1), Counts(withdrawn=1))
    assert not change.empty
    assert decide(stored(), [], [], source=SOURCE).empty


def test_a_row_with_two_bad_cells_is_one_rejected_row():
    rejects = tuple(Reject("r.xlsx", "entities", row, column, "missing", "", "") for row, column in ((2, "id"), (2, "name"), (3, "id")))
    assert Report("run/1", SOURCE, "", "done", rejects=rejects).rows_rejected == 2
