"""The closed lists are those of the domain's tables, written here by hand from the tables and not from the code."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from graph.facts import Claim, Stating
from graph.fold import assemble
from graph.model.labels import BY_NAME, LABELS, SECOND_LABELS, Family, likely_labels
from graph.model.properties import CARRIED_PROPERTIES, FACT_BY_NAME, FACT_PROPERTIES, NODE_PROPERTIES, Kind
from graph.model.relationships import ANY, BY_TYPE, DENIAL_OF, SAME, SAME_LABEL, TYPES, fits
from graph.model.values import DECISIONS, LITERALS, SHARES, Modality, Standing

FAMILIES = {
    "Body": "Board CommunitySafetyPartnership DeliveryGroup Organisation",
    "Holder": "Role Person",
    "Work": "Plan Theme Objective PriorityAction Strand Deliverable Risk Programme",
    "Money": "Fund Grant",
    "Law": "Statute Duty",
    "Place": "Area",
    "Thing": "System",
    "Time": "Meeting",
    "Paper": "Document Passage",
    "Record": "ImportRun Proposal",
}
PREFIX = {
    "Body": "body",
    "Role": "post",
    "Person": "person",
    "Work": "work",
    "Money": "money",
    "Law": "law",
    "Place": "place",
    "Thing": "thing",
    "Time": "meeting",
    "Paper": "paper",
    "Record": "run",
}
AMOUNTS = "amount_text amount currency qualifier round"
TABLE = f"""
MEMBER_OF | Body, Holder | Body | has member | capacity
PART_OF | Body, Work, Place, Money, Paper, Thing, Law | the same | contains |
INSTANCE_OF | any | any | has instance |
CHAIRS | Body, Holder | Body | chaired by | capacity
HOLDS | Holder | Role | held by | capacity
POST_IN | Role | Body | has post | capacity
DEPUTISES_FOR | Holder | Role | has deputy |
HOSTS | Body, Holder | Body, Role, Work, Thing | hosted by |
WORKS_WITH | Body, Holder | Body, Holder | works with | frequency
SUCCEEDS | any | the same label | succeeded by |
HOLDS_TO_ACCOUNT | Body, Holder | Body, Holder, Work, Money | held to account by | frequency provision
SCRUTINISES | Body, Holder | Body, Holder, Work, Money | scrutinised by | frequency provision
OVERSEES | Body, Holder | Body, Holder, Work, Money | overseen by | frequency provision
REPORTS_TO | Body, Holder, Work | Body, Holder | receives reports from | frequency
ESCALATES_TO | Body, Holder, Work | Body, Holder | receives escalations from | frequency
CONVENES | Body, Holder | Body, Holder | convened by | frequency
DECIDED | Body, Holder | any | decided by | decision vote at
RECOMMENDS_TO | Body, Holder | Body, Holder | receives recommendations from |
DOES_NOT_HOLD_TO_ACCOUNT | Body, Holder | Body, Holder | not held to account by |
NOT_SUBJECT_TO | Body, Holder | Law, Work | does not apply to |
LACKS_POWER | Body, Holder | Duty | power not held by |
ACCOUNTABLE_FOR | Body, Holder | Work, Money, Thing, Duty | answered for by |
LEADS | Body, Holder | Work, Body, Money, Thing | led by |
CONTRIBUTES_TO | Body, Holder, Work | Work, Money, Thing | has contribution from |
COMMISSIONS | Body, Holder | Work, Body | commissioned by |
PRODUCES | Body, Holder, Work | Work, Paper, Thing | produced by | capacity
CONCERNS | Work, Law, Time, Body | any | subject of |
HAS_DUTY | Body, Holder | Duty | duty of |
HAS_POWER | Body, Holder | Duty | power of |
IMPOSED_BY | Duty | Statute, Plan | imposes | provisions cited_as
AWARDS | Body, Holder | Money | awarded by |
FUNDS | Money, Body, Holder | Work, Body, Role, Thing, Money | funded by | {AMOUNTS}
PAID_TO | Money | Body, Holder | receives | {AMOUNTS}
BIDS_TO | Body, Holder, Work | Money, Body | bid for by | result capacity {AMOUNTS}
SPENT_IN | Money | Place | place of |
DEPENDS_ON | any | any | needed by |
INFORMS | any | any | informed by |
REFERS_TO | Work, Paper | Work, Paper | referred to by |
SIGNPOSTS_TO | Body, Work | Body, Work | receives referrals from |
USES | Body, Holder, Work | Thing | used by |
COVERS | Body, Work, Time | Place | covered by |
LOCATED_AT | Body, Work, Time | Place | site of | capacity
MEETING_OF | Meeting | Body | met |
CONSIDERED_AT | any | Meeting, Body | considered | date item state
ATTENDED | Holder, Body | Meeting | attended by | capacity
STATED_IN | any | Passage | states | property value_text value unit qualifier of period
MENTIONED_IN | any | Passage | mentions |
FROM_DOCUMENT | Passage | Document | holds |
POSSIBLY_SAME_AS | any | any | is possibly the same as | score reason
"""
WIDENED = {
    "ACCOUNTABLE_FOR": {"capacity"},
    "LEADS": {"capacity"},
    "AWARDS": set(AMOUNTS.split()),
    "SPENT_IN": set(AMOUNTS.split()),
    "DECIDED": {"date"},
    "BIDS_TO": {"date"},
    "DOES_NOT_HOLD_TO_ACCOUNT": {"provision"},
    "POSSIBLY_SAME_AS": {"verdict"},
}
"""What a type carries beyond the table: dates of events, amounts wherever there is money, what tells two facts apart."""

WIDENED_STARTS = {"COVERS": {"Holder"}}
"""Left ends beyond the table: a commissioner's post has an area (decision 0006)."""


def rows():
    for line in TABLE.strip().splitlines():
        name, start, end, back, carried = (cell.strip() for cell in line.split("|"))
        yield name, set(start.split(", ")), set(end.split(", ")), back, set(carried.split())


def test_labels_are_those_of_the_table_in_its_families():
    found = defaultdict(list)
    for label in LABELS:
        found[label.family.value].append(label.name)
    assert {family: sorted(names) for family, names in found.items()} == {f: sorted(names.split()) for f, names in FAMILIES.items()}


def test_second_labels_are_no_labels_of_their_own():
    assert set(SECOND_LABELS) == {"Collective", "ResponsibleAuthority"}
    assert not set(SECOND_LABELS) & set(BY_NAME)


def test_ids_begin_with_the_family_and_not_the_label():
    for label in LABELS:
        assert label.prefix == PREFIX.get(label.name, PREFIX.get(label.family.value))
    prefixes = {label.prefix for label in LABELS}
    assert prefixes == {"body", "post", "person", "work", "money", "law", "place", "thing", "meeting", "paper", "run"}


def test_what_an_undescribed_id_is_taken_for_has_its_prefix():
    for prefix in {label.prefix for label in LABELS}:
        assert {BY_NAME[name].prefix for name in likely_labels(f"{prefix}/x")} == {prefix}
    assert likely_labels("body/x")[0] == "Organisation"
    assert likely_labels("elsewhere/x") == []


def test_types_are_those_of_the_table():
    assert [name for name, *_ in rows()] == [item.name for item in TYPES]


@pytest.mark.parametrize(("name", "start", "end", "back", "carried"), [pytest.param(*row, id=row[0]) for row in rows()])
def test_a_type_has_the_ends_the_way_back_and_the_properties_of_the_table(name, start, end, back, carried):
    item = BY_TYPE[name]
    assert {str(x) for x in item.start} == start | WIDENED_STARTS.get(name, set())
    assert {str(x) for x in item.end} == end
    assert item.back == back
    assert set(item.carries) == carried | WIDENED.get(name, set())
    assert len(item.carries) == len(set(item.carries))


def test_ends_are_families_labels_or_one_of_three_words():
    known = {*BY_NAME, *(family.value for family in Family), ANY, SAME, SAME_LABEL}
    assert [item.name for item in TYPES if not {*item.start, *item.end} <= known] == []
    assert [item.name for item in TYPES if {SAME, SAME_LABEL} & set(item.start)] == []


def test_names_follow_the_conventions():
    assert [x.name for x in LABELS if not re.fullmatch(r"([A-Z][a-z]+)+", x.name)] == []
    assert [x.name for x in TYPES if not re.fullmatch(r"[A-Z]+(_[A-Z]+)*", x.name)] == []
    assert [x.name for x in (*NODE_PROPERTIES, *FACT_BY_NAME.values()) if not re.fullmatch(r"[a-z]+[0-9]*(_[a-z0-9]+)*", x.name)] == []
    assert [x.name for x in (*LABELS, *NODE_PROPERTIES, *FACT_BY_NAME.values()) if not re.fullmatch(r".+\.", x.says)] == []


def test_a_sentence_reads_both_ways():
    for item in TYPES:
        assert item.says == item.says.casefold().strip()
        assert item.says != item.back or item.undirected, item.name


def test_no_two_types_read_alike_on_the_way_back_or_forth():
    backs, sentences = defaultdict(list), defaultdict(list)
    for item in TYPES:
        backs[item.back].append(item.name)
        sentences[item.says].append(item.name)
    assert [names for names in (*backs.values(), *sentences.values()) if len(names) > 1] == []


def test_the_five_oversights_are_five_types():
    assert {"HOLDS_TO_ACCOUNT", "SCRUTINISES", "OVERSEES", "REPORTS_TO", "CONVENES"} <= set(BY_TYPE)


def test_each_denial_denies_a_type_and_only_the_marked_ones_have_one_seat():
    assert DENIAL_OF == {"HOLDS_TO_ACCOUNT": "DOES_NOT_HOLD_TO_ACCOUNT", "HAS_DUTY": "NOT_SUBJECT_TO", "HAS_POWER": "LACKS_POWER"}
    assert {item.name for item in TYPES if item.one_seat} == {"HOLDS", "CHAIRS"}
    assert {item.name for item in TYPES if item.undirected} == {"WORKS_WITH", "POSSIBLY_SAME_AS"}


def test_the_lists_of_words():
    assert [str(x) for x in Modality] == ["in force", "planned", "expected", "proposed", "ended"]
    assert [str(x) for x in Standing] == ["stated", "inferred", "contradicted"]
    domain = "state listed_as direction due date name count share size amount cap cost target grade duration frequency denial measure"
    assert set(LITERALS) == {*domain.split(), "cell"}  # cell: decision 0003
    listed = {"agreed", "approved", "endorsed", "signed off", "recommended", "challenged", "vetoed", "not vetoed"}
    assert set(DECISIONS) >= listed
    assert SHARES == ("all", "many", "some")


def test_every_carried_property_is_declared_once():
    declared = [item.name for item in CARRIED_PROPERTIES]
    assert len(declared) == len(set(declared))
    assert {name for item in TYPES for name in item.carries} == set(declared)
    assert not {item.name for item in FACT_PROPERTIES} & set(declared)


@pytest.mark.parametrize(
    ("ends", "label", "other", "expected"),
    [
        ((ANY,), "Passage", "", True),
        ((ANY,), "ImportRun", "", False),
        ((SAME,), "Fund", "Grant", True),
        ((SAME,), "Fund", "Area", False),
        ((SAME_LABEL,), "Board", "Board", True),
        ((SAME_LABEL,), "Board", "Organisation", False),
        (("Role",), "Role", "", True),
        (("Role",), "Person", "", False),
        ((Family.HOLDER,), "Person", "", True),
    ],
)
def test_what_fits_an_end(ends, label, other, expected):
    assert fits(ends, label, other=other) is expected


TYPED = {Kind.TEXT: str, Kind.TEXTS: list, Kind.NUMBER: int | float, Kind.FLAG: bool, Kind.DATE: str, Kind.DAY: str}


def rich_graph():
    """One entity and one fact with everything they can carry, for each type."""
    common = {"source": "paper/register/r", "spans": ("aa",)}
    sample = {"provisions": ["s.5"], "amount": 5.5, "score": 90.0}
    claims = [
        Claim(
            id="body/a",
            ids=((0, "body/a"), (1, "body/e1")),
            labels=("Board", "Collective"),
            name="A",
            names=("B",),
            identifiers=("GSS:E1",),
            kind="panel",
            description="d",
            code="V4",
            plan="work/p",
            unnamed=True,
            unreviewed=True,
            note="n",
            ended_by="2020 1 bb",
            **common,
        ),
        Claim(
            id="paper/d", labels=("Document",), name="D", extra={"title": "D", "date": "2018", "locator": "x"}, withdrawn="wrong", **common
        ),
    ]
    statings = [
        Stating(
            type=item.name,
            start="body/a",
            end="paper/d",
            passage="paper/d/x",
            document="paper/d",
            date="2018-10",
            scope="low",
            share="some",
            valid_from=begin,
            valid_from_text="b",
            valid_to="2020",
            valid_to_text="e",
            said_by="post/p",
            about=("body/b",),
            rule="r",
            note="n",
            ended_by="2021 1 cc",
            carried={name: sample.get(name, "2018") for name in item.carries},
            **common,
        )
        for item in TYPES
        for begin in ("", "2016")
    ]
    statings += [s.model_copy(update={"start": "body/e1", "withdrawn": "w", "scope": "hid"}) for s in statings]
    return assemble(claims, statings)


def test_every_folded_property_is_declared_with_its_type():
    graph = rich_graph()
    nodes = {item.name: TYPED[item.kind] for item in NODE_PROPERTIES}
    facts = {name: TYPED[item.kind] for name, item in FACT_BY_NAME.items()}
    for declared, items in ((nodes, graph.nodes.values()), (facts, graph.relationships.values())):
        for item in items:
            assert {name: value for name, value in item.properties.items() if not isinstance(value, declared[name])} == {}
    carried = {name for item in graph.relationships.values() for name in item.properties}
    assert {"former_keys", "base", "ended_on", "hidden", "valid_to_latest", "seen_from_latest", "about"} <= carried
