"""The fold: from claims and statings, in any order, to the graph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.facts import Claim, Stating, claims_of, statings_of
from graph.fold import assemble, components
from graph.model.ids import relationship_key
from graph.model.labels import RESPONSIBLE_CLASS
from graph.model.values import Modality, Standing

IDS = ["body/a", "body/b", "body/c", "body/e1"]
ended = st.sampled_from(["", "", "2019 1 aaa", "2020-06 10 bbb", "2020-06 9 ccc"])


@st.composite
def claims(draw):
    ids = draw(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(IDS)), min_size=1, max_size=3, unique_by=lambda x: x[1]))
    return Claim(
        id=ids[0][1],
        ids=tuple(ids),
        labels=draw(st.sampled_from([(), ("Board",), ("Organisation", "Collective")])),
        name=draw(st.sampled_from(["", "One", "Two"])),
        names=tuple(draw(st.lists(st.sampled_from(["Three", "Four"]), max_size=2))),
        kind=draw(st.sampled_from(["", "panel", "forum"])),
        unreviewed=draw(st.booleans()),
        withdrawn=draw(st.sampled_from(["", "", "wrong"])),
        never=draw(st.sampled_from([False, False, True])),
        ended_by=draw(ended),
        extra=draw(st.sampled_from([{}, {"title": "x"}, {"title": "y"}])),
        source=draw(st.sampled_from(["paper/r", "paper/s"])),
    )


@st.composite
def statings(draw):
    kind = draw(st.sampled_from(["CHAIRS", "WORKS_WITH", "HOLDS_TO_ACCOUNT", "DOES_NOT_HOLD_TO_ACCOUNT", "STATED_IN", "INSTANCE_OF"]))
    carried = {"property": "due", "value_text": draw(st.sampled_from(["May", "June"]))} if kind == "STATED_IN" else {}
    return Stating(
        type=kind,
        start=draw(st.sampled_from(IDS)),
        end=RESPONSIBLE_CLASS if kind == "INSTANCE_OF" else draw(st.sampled_from(IDS)),
        passage=draw(st.sampled_from(["paper/x/para-1", "paper/x/para-2"])),
        document="paper/x",
        date=draw(st.sampled_from(["2018-10", "2018-10-31", "2020"])),
        valid_from=draw(st.sampled_from(["", "2016", "2017"])),
        valid_to=draw(st.sampled_from(["", "2019"])),
        modality=draw(st.sampled_from([Modality.IN_FORCE, Modality.PLANNED])),
        standing=draw(st.sampled_from(list(Standing))),
        withdrawn=draw(st.sampled_from(["", "", "wrong"])),
        ended_by=draw(ended),
        source=draw(st.sampled_from(["paper/r", "paper/s"])),
        carried=carried,
    )


@given(st.lists(claims(), max_size=6), st.lists(statings(), max_size=8), st.randoms())
def test_no_order_of_claims_and_statings_matters(said, facts, random):
    graph = assemble(said, facts)
    said, facts = list(said), list(facts)
    random.shuffle(said)
    random.shuffle(facts)
    assert assemble(said, facts) == graph


@given(st.lists(claims(), max_size=6), st.lists(statings(), max_size=8))
def test_the_graph_holds_all_that_it_is_folded_from(said, facts):
    graph = assemble(said, facts)
    again = assemble(
        [claim for node in graph.nodes.values() for claim in claims_of(node)],
        [stating for item in graph.relationships.values() for stating in statings_of(item)],
    )
    assert again == graph


@given(st.lists(claims(), max_size=8))
def test_every_id_is_of_one_entity_that_answers_to_it(said):
    shown = components(said)
    assert {claim.id for claim in said} <= shown.keys()
    for node in assemble(said, ()).nodes.values():
        assert {item for item, name in shown.items() if name == node.id} == {node.id, *node.properties.get("former_ids", ())}


def chairs(start="post/p", end="body/a", date="2018-10", **more):
    passage = more.pop("passage", f"paper/{date}/para-1")
    return Stating(type="CHAIRS", start=start, end=end, passage=passage, document=f"paper/{date}", date=date, **more)


def fold_of(*facts, said=()):
    return assemble(said, facts).relationships


def only(relationships):
    (item,) = relationships.values()
    return item


class TestTerms:
    def test_a_fact_without_a_beginning_is_absorbed_by_the_one_with_it(self):
        item = only(fold_of(chairs(), chairs(date="2020", valid_from="2016")))
        plain = relationship_key("CHAIRS", "post/p", "body/a")
        assert item.key == relationship_key("CHAIRS", "post/p", "body/a", "", "2016")
        assert (item.properties["base"], item.properties["former_keys"]) == (plain, [plain])
        assert item.properties["seen_from"] == "2018-10"
        assert item.properties["valid_from_latest"] == "2016-12-31"

    def test_between_two_terms_it_stays_alone(self):
        found = fold_of(chairs(), chairs(valid_from="2016"), chairs(valid_from="2017"))
        assert len(found) == 3
        assert all("former_keys" not in item.properties for item in found.values())

    def test_a_wrong_term_absorbs_nothing(self):
        found = fold_of(chairs(), chairs(valid_from="2016", withdrawn="misread"))
        assert sorted("hidden" in item.properties for item in found.values()) == [False, True]
        assert relationship_key("CHAIRS", "post/p", "body/a") in found

    def test_scope_capacity_round_and_modality_tell_facts_apart(self):
        facts = [chairs(), chairs(modality=Modality.PLANNED), chairs(scope="North"), chairs(carried={"capacity": "Vice"})]
        assert len(fold_of(*facts)) == 4
        assert only(fold_of(chairs(scope="North"), chairs(scope="NORTH "))).properties["scope"] == "north"


class TestIdentity:
    one = Claim(id="body/one", ids=((0, "body/one"), (1, "body/e1")), labels=("Board",), name="One")
    two = Claim(id="body/e1", ids=((1, "body/e1"), (2, "body/two")), labels=("Organisation",), name="Two")

    def test_claims_that_share_an_id_are_one_entity(self):
        graph = assemble([self.one, self.two], [chairs(end="body/two"), chairs(end="body/e1", passage="p/2"), chairs(end="body/one")])
        (node,) = graph.nodes.values()
        assert (node.id, node.properties["former_ids"]) == ("body/one", ["body/e1", "body/two"])
        assert (node.properties["name"], node.properties["names"], node.labels) == ("One", ["Two"], ("Board", "Entity"))
        item = only(graph.relationships)
        assert item.end == "body/one"
        assert item.properties["former_keys"] == sorted(relationship_key("CHAIRS", "post/p", end) for end in ("body/e1", "body/two"))

    def test_a_claim_that_is_gone_splits_them_again(self):
        facts = [chairs(end="body/two"), chairs(end="body/one")]
        assert {item.end for item in assemble([self.two], facts).relationships.values()} == {"body/e1", "body/one"}

    def test_a_wrong_claim_joins_nothing(self):
        other = Claim(id="body/one", labels=("Board",), name="One")
        graph = assemble([self.one.model_copy(update={"withdrawn": "wrong code"}), other, self.two], [])
        assert sorted(graph.nodes) == ["body/e1", "body/one"]
        assert "former_ids" not in graph.nodes["body/one"].properties

    def test_the_shown_id_is_by_rank_then_text(self):
        assert components([self.two])["body/two"] == "body/e1"
        assert components([Claim(id="body/z", ids=((2, "body/z"), (2, "body/y")))])["body/z"] == "body/y"

    def test_facts_without_direction_stand_the_lesser_shown_id_first(self):
        facts = [
            Stating(type="WORKS_WITH", start=a, end=b, passage=f"paper/x/{a}", document="paper/x", date="2018")
            for a, b in (("body/two", "body/a"), ("body/a", "body/one"))
        ]
        item = only(assemble([self.one, self.two], facts).relationships)
        assert (item.start, item.end) == ("body/a", "body/one")


class TestContradictions:
    def literal(self, value, date="2018-10", name="due", **more):
        carried = {"property": name, "value_text": value}
        start, end = more.pop("start", "work/v4"), more.pop("end", "paper/x/row-v4")
        return Stating(type="STATED_IN", start=start, end=end, passage=end, document="paper/x", date=date, carried=carried, **more)

    def accounts(self, kind="HOLDS_TO_ACCOUNT", **more):
        return chairs(**more).model_copy(update={"type": kind})

    def marked(self, *facts):
        return {item.key for item in fold_of(*facts).values() if item.properties.get("contradicts")}

    def test_a_fact_and_its_denial_for_the_same_ends_and_date(self):
        found = fold_of(self.accounts(), self.accounts("DOES_NOT_HOLD_TO_ACCOUNT", passage="paper/x/para-2"))
        one, two = found.values()
        assert (one.properties["contradicts"], two.properties["contradicts"]) == ([two.key], [one.key])
        assert {item.properties["standing"] for item in found.values()} == {"contradicted"}

    def test_not_of_another_date_or_other_ends_or_another_modality(self):
        denial = "DOES_NOT_HOLD_TO_ACCOUNT"
        for other in ({"date": "2020"}, {"end": "body/b"}, {"modality": Modality.PLANNED}):
            assert not self.marked(self.accounts(), self.accounts(denial, **other))

    def test_two_values_of_a_single_property_in_papers_of_one_date(self):
        assert len(self.marked(self.literal("May"), self.literal("June"), self.literal("May", end="paper/y/p"))) == 3

    def test_not_a_later_value_nor_one_value_twice_nor_another_property(self):
        assert not self.marked(self.literal("May"), self.literal("June", date="2020"))
        assert not self.marked(self.literal("May"), self.literal("May", end="paper/y/p"))
        assert not self.marked(self.literal("amber", name="state"), self.literal("red", name="state"))
        assert not self.marked(self.literal("May"), self.literal("June", scope="phase two"))

    def test_not_what_was_withdrawn_or_is_no_longer_held(self):
        for other in ({"withdrawn": "misread"}, {"ended_by": "2020 1 aaa"}, {"never": True}):
            assert not self.marked(self.literal("May"), self.literal("June", **other))

    def test_a_reviewer_may_say_so(self):
        assert only(fold_of(chairs(standing=Standing.CONTRADICTED), chairs(date="2020"))).properties["standing"] == "contradicted"
        assert only(fold_of(chairs(standing=Standing.INFERRED), chairs(date="2020"))).properties["standing"] == "stated"
        assert only(fold_of(chairs(standing=Standing.INFERRED, rule="succession"))).properties["standing"] == "inferred"


class TestRows:
    def test_a_withdrawn_row_shows_at_no_date_and_is_kept(self):
        item = only(fold_of(chairs(withdrawn="misread")))
        assert item.properties.keys() == {"key", "statings", "hidden"}

    def test_the_newest_paper_speaks(self):
        item = only(fold_of(chairs(note="old"), chairs(date="2020", note="new"), chairs(date="2022", note="wrong", withdrawn="misread")))
        assert (item.properties["note"], item.properties["seen_to"]) == ("new", "2020")
        assert item.properties["sources"] == ["paper/2018-10", "paper/2020"]

    def test_what_an_edition_corrected_speaks_no_more(self):
        item = only(fold_of(chairs(note="a wrong reading", ended_by="2019 1 aaa"), chairs(note="the right one")))
        assert item.properties["note"] == "the right one"
        assert "ended_by" not in item.properties

    def test_ended_by_the_last_edition_that_ended_it(self):
        item = only(fold_of(chairs(ended_by="2019 1 aaa"), chairs(passage="p/2", ended_by="2018-12 10 bbb", source="paper/s")))
        assert (item.properties["ended_by"], item.properties["ended_on"]) == ("2019 1 aaa", "2019-12-31")


class TestNodes:
    def node(self, *said):
        return assemble([Claim(id="body/a", **fields) for fields in said], []).nodes["body/a"]

    def test_names_and_search(self):
        node = self.node({"name": "The Café", "names": ("Cafe Board",), "code": "V4", "identifiers": ("GSS:E1",), "labels": ("Board",)})
        assert (node.properties["name"], node.properties["names"]) == ("The Café", ["Cafe Board"])
        assert node.properties["search"] == "the cafe | cafe board | v4 | gss:e1"

    def test_a_reviewed_source_speaks_before_an_unreviewed_one_and_takes_its_names(self):
        node = self.node(
            {"name": "Guess", "labels": ("Organisation",), "unreviewed": True, "kind": "forum"}, {"name": "A", "labels": ("Board",)}
        )
        assert (node.properties["name"], node.properties["names"], node.labels) == ("A", ["Guess"], ("Board", "Entity"))
        assert node.properties["kind"] == "forum"
        assert "unreviewed" not in node.properties
        assert self.node({"name": "Guess", "unreviewed": True}).properties["unreviewed"] is True

    def test_a_withdrawn_row_leaves_no_name(self):
        node = self.node({"name": "Wrong", "kind": "forum", "withdrawn": "misread", "identifiers": ("GSS:E9",)}, {"name": "Right"})
        assert node.properties.keys() == {"id", "name", "claims", "search"}
        assert node.properties["search"] == "right"
        assert self.node({"name": "Wrong", "withdrawn": "misread"}).properties["hidden"] is True

    def test_what_an_edition_no_longer_says_leaves_its_name_behind(self):
        old = {"name": "Old", "kind": "forum", "labels": ("Board", "Collective"), "unnamed": True, "ended_by": "2019 1 aaa"}
        node = self.node(old, {"name": "New", "labels": ("DeliveryGroup",)})
        assert (node.properties["name"], node.properties["names"], node.labels) == ("New", ["Old"], ("DeliveryGroup", "Entity"))
        assert not {"kind", "unnamed", "ended_by"} & node.properties.keys()
        assert self.node(old).properties["ended_by"] == "2019 1 aaa"

    def test_a_correction_does_not_keep_an_ended_entity_open(self):
        node = self.node({"name": "Old", "ended_by": "2019 1 aaa"}, {"name": "Misread", "never": True})
        assert node.properties["ended_by"] == "2019 1 aaa"
        assert "names" not in node.properties

    def test_the_responsible_authorities_are_those_of_the_newest_list(self):
        def lists(member, date, **more):
            return chairs(start=member, end=RESPONSIBLE_CLASS, date=date, **more).model_copy(update={"type": "INSTANCE_OF"})

        said = [Claim(id=item, labels=("Organisation",)) for item in ("body/a", "body/b", "body/c", "body/d", "body/e")]
        facts = [lists("body/a", "2016"), lists("body/b", "2018-10"), lists("body/c", "2018-10-31"), lists("body/d", "2020", withdrawn="x")]
        facts += [lists("body/d", "2021", ended_by="2022 1 aaa"), lists("body/e", "2023", modality=Modality.PLANNED)]
        found = {item for item, node in assemble(said, facts).nodes.items() if "ResponsibleAuthority" in node.labels}
        assert found == {"body/b", "body/c"}
