"""Any order of imports, any import done again, any run taken back: the store says what a single fold of all that is left says.

The oracle knows nothing of slices, transactions or engines: it folds every row of every edition that is left, at once.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.editions import ended_by, enter, last_held, spans
from graph.facts import Claim, Stating
from graph.fold import assemble
from graph.model.values import Modality
from importers.load import import_batch, undo
from importers.merge import references

BODIES = ["body/a", "body/b", "body/c", "body/d"]
PAPERS = {"paper/one": "2018-10", "paper/two": "2018-10", "paper/three": "2020"}
SEED = [Claim(id=item, labels=("Organisation",), name=item, ids=((2, item),)) for item in (*BODIES[:2], "body/responsible-authorities")]
SEED += [Claim(id=item, labels=("Document",), name=item, extra={"date": date}) for item, date in PAPERS.items()]
SEED += [Claim(id=f"{item}/para-1", labels=("Passage",), name="para 1", extra={"document": item}) for item in PAPERS]

names = st.sampled_from(["", "First", "Second"])
bodies = st.sampled_from(BODIES)
papers = st.sampled_from(sorted(PAPERS))
wrong = st.sampled_from(["", "", "", "misread"])


@st.composite
def claims(draw):
    item = draw(bodies)
    others = draw(st.lists(st.sampled_from(["body/e1", "body/e2", *BODIES]), max_size=2, unique=True))
    return Claim(
        id=item,
        ids=((draw(st.sampled_from([0, 2])), item), *((1, other) for other in others if other != item)),
        labels=draw(st.sampled_from([("Board",), ("DeliveryGroup", "Collective"), ("Organisation",)])),
        name=draw(names),
        kind=draw(st.sampled_from(["", "panel"])),
        unreviewed=draw(st.booleans()),
        withdrawn=draw(wrong),
    )


@st.composite
def statings(draw):
    kind = draw(st.sampled_from(["MEMBER_OF", "WORKS_WITH", "HOLDS_TO_ACCOUNT", "DOES_NOT_HOLD_TO_ACCOUNT", "INSTANCE_OF", "STATED_IN"]))
    paper = draw(papers)
    end, carried = draw(bodies), {}
    if kind == "INSTANCE_OF":
        end = "body/responsible-authorities"
    elif kind == "STATED_IN":
        end, carried = "paper/one/para-1", {"property": "due", "value_text": draw(st.sampled_from(["May", "June"]))}
    elif kind == "MEMBER_OF":
        carried = {"capacity": draw(st.sampled_from(["Chair", "vice"]))}
    return Stating(
        type=kind,
        start=draw(bodies),
        end=end,
        passage=f"{paper}/para-1",
        document=paper,
        date=PAPERS[paper],
        valid_from=draw(st.sampled_from(["", "", "2016", "2017"])),
        modality=draw(st.sampled_from([Modality.IN_FORCE, Modality.IN_FORCE, Modality.PLANNED])),
        carried=carried,
        withdrawn=draw(wrong),
    )


@st.composite
def facts(draw):
    """A fact, with a claim for each end that the seed does not describe."""
    stating = draw(statings())
    ends = sorted({stating.start, stating.end} & {*BODIES[2:]})
    return (stating, *(Claim(id=item, ids=((2, item),), labels=("Organisation",)) for item in ends))


rows = st.one_of(claims().map(lambda claim: (claim,)), facts(), facts())
EDITIONS = [("a", "2018-12"), ("a", "2019-12"), ("a", "2021"), ("b", "2019"), ("b", "2020"), ("c", "2018")]


@st.composite
def histories(draw):
    """Editions of three sources (later ones keep some rows of earlier ones), and what is done with them in which order."""
    pools = {name: draw(st.lists(rows, min_size=1, max_size=5)) for name in "abc"}
    editions = [draw(st.lists(st.sampled_from(pools[name]), max_size=4, unique_by=lambda row: row[0].text())) for name, _ in EDITIONS]
    steps = draw(st.lists(st.integers(0, len(EDITIONS) - 1), min_size=1, max_size=7))
    undone = draw(st.lists(st.booleans(), min_size=len(steps), max_size=len(steps)))
    return editions, steps, undone


def oracle(batches):
    """What one fold of all rows of these batches makes."""
    by_source = defaultdict(list)
    for item in batches:
        by_source[item.source.id].append(item)
    found_claims, found_statings, ledgers = [], [], {}
    for source, editions in by_source.items():
        ledger = ()
        members: dict[tuple[type, str], set[str]] = defaultdict(set)
        said = {}
        for item in editions:
            ledger = enter(ledger, item.edition)
            rows_of = [x for row in item.rows for x in (*row.claims, *row.statings)]
            for row in [item.source, *references(item.rows, item.source), *rows_of]:
                said[type(row), row.text()] = row
                members[type(row), row.text()].add(item.edition.digest)
        ledgers[source] = [str(item) for item in ledger]
        for name, row in said.items():
            taken_back = [
                last_held(members[other], ledger)
                for other, wrong in said.items()
                if wrong.withdrawn and not row.withdrawn and other[0] is name[0] and wrong.bare() == row.bare()
            ]
            last = last_held(members[name], ledger)
            never = last < 0 or any(place >= last for place in taken_back)
            end = None if never else ended_by(members[name], ledger)
            made = row.model_copy(update={"spans": spans(members[name], ledger), "ended_by": str(end) if end else "", "never": never})
            (found_claims if isinstance(row, Claim) else found_statings).append(made)
    graph = assemble(found_claims, found_statings)
    for source, ledger in ledgers.items():
        graph.nodes[source].properties["editions"] = ledger
    lines = [json.dumps([n.id, sorted(n.labels), n.properties], sort_keys=True, ensure_ascii=False) for _, n in sorted(graph.nodes.items())]
    return lines + [
        json.dumps([r.key, r.type, r.start, r.end, r.properties], sort_keys=True, ensure_ascii=False)
        for _, r in sorted(graph.relationships.items())
    ]


def check(history, made, state, clock, batch):
    editions, steps, undone = history
    made.clear()
    seed = batch("seed", "2018", *SEED)
    import_batch(made, seed, now=clock)
    batches = [batch(name, date, *found) for (name, date), found in zip(EDITIONS, editions, strict=True)]
    reports = [import_batch(made, batches[step], now=clock) for step in steps]
    assert not any(report.rejects for report in reports)
    left = Counter(steps)
    for step, report, gone in zip(steps, reports, undone, strict=True):
        if gone:
            undo(made, report.run, now=clock)
            left[step] -= 1
    assert state(made) == oracle([seed, *(batches[step] for step, count in left.items() if count)])


@pytest.fixture
def served():
    """How many histories a server has seen: each takes it seconds, so it sees but a few."""
    return iter(range(4))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(histories())
def test_a_store_says_what_one_fold_of_all_that_is_left_says(made, state, clock, batch, served, history):
    if made.engine == "embedded" or next(served, None) is not None:
        check(history, made, state, clock, batch)
