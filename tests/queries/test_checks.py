"""The rules of `check`: for each a made world in which it finds something, beside what it must not find; both engines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadFile, UsageError
from graph.timeline import Fact
from queries import checks
from queries.checks import RULES, baseline
from queries.checks.finding import Hit, Severity, fingerprint, rule
from queries.checks.landscape import Landscape, make_landscape
from queries.checks.sarif import as_sarif
from queries.network import with_members
from queries.plans import plans_of
from queries.slice import Entity, Slice

WORLD = """
* Action 1 | code=A1
* Action 2 | code=A2
* Action 3 | code=A3
* Action 4 | code=A4
* Action 5 | code=A5
* Action 6 | code=A6
* Strand 1 | code=A6.1
* Strand 2 | code=A6.2
Action 1 | PART_OF | Plan 2018-25 | 2020
Action 2 | PART_OF | Plan 2018-25 | 2020
Action 3 | PART_OF | Plan 2018-25 | 2020
Action 4 | PART_OF | Plan 2018-25 | 2020
Action 5 | PART_OF | Plan 2010-15 | 2020
Action 6 | PART_OF | Plan 2018-25 | 2020
Strand 1 | PART_OF | Action 6 | 2020
Strand 2 | PART_OF | Action 6 | 2020
Deliverable 1 | PART_OF | Action 1 | 2020
Deliverable 2 | PART_OF | Plan 2018-25 | 2020
Deliverable 2 | state | completed | 2020
Deliverable 2 | listed_as | Current Deliverables | 2020
Deliverable 3 | PART_OF | Plan 2018-25 | 2020
Deliverable 3 | state | scoping completed | 2020
Deliverable 3 | listed_as | Current Deliverables | 2020
Deliverable 3 | due | March 2020 | 2020-02 | value=2020-03
Deliverable 2 | due | March 2020 | 2020-02 | value=2020-03
Person 1 | ACCOUNTABLE_FOR | Action 1 | 2020
Person 2 | ACCOUNTABLE_FOR | Action 1 | 2020
Post 1 | LEADS | Action 1 | 2020
Post 1 | POST_IN | Body 1 | 2020
Action 2 | cell | lost | 2020 | of=accountable
Action 2 | cell | empty | 2020 | of=leads
Action 3 | denial | ACCOUNTABLE_FOR:body/body-1 | 2020
Post 1 | LEADS | Action 3 | 2020 | modality=planned
Post 1 | ACCOUNTABLE_FOR | Action 4 | 2020 | scope=the north
Post 2 | ACCOUNTABLE_FOR | Action 4 | 2020 | scope=the south
Post 1 | LEADS | Action 4 | 2020
Post 2 | POST_IN | Body 1 | 2020
Post 1 | ACCOUNTABLE_FOR | Strand 1 | 2020
Post 1 | LEADS | Strand 1 | 2020
Post 1 | ACCOUNTABLE_FOR | Deliverable 3 | 2020
Post 1 | LEADS | Deliverable 3 | 2020
Board 1 | OVERSEES | Group 1 | 2020
Group 2 | REPORTS_TO | Board 1 | 2020
Group 3 | PART_OF | Board 1 | 2020
Group 4 | REPORTS_TO | Board 1 | 2020 | modality=proposed
Body 1 | CONVENES | Group 4 | 2020
Group 5 | INSTANCE_OF | All Groups | 2020
Board 1 | OVERSEES | All Groups | 2020 | share=all
* Group 6 | unnamed=true
~ Group 6 | 2020 | a group
Body 1 | OVERSEES | Board 1 | 2020
Body 3 | SUCCEEDS | Body 2 | 2020
Body 2 | LEADS | Programme 1 | 2020
Person 3 | HOLDS | Post 3 | 2018
Person 4 | HOLDS | Post 3 | 2020
Person 3 | LEADS | Programme 2 | 2020
Person 5 | HOLDS | Post 4 | 2018 | valid_to=2019
Person 5 | LEADS | Programme 3 | 2020
Person 6 | LEADS | Programme 4 | 2020
Body 4 | state | disbanded | 2020
Body 4 | LEADS | Programme 5 | 2020
Fund 1 | FUNDS | Programme 1 | 2020
Body 1 | AWARDS | Fund 2 | 2020
Grant 1 | PART_OF | Fund 2 | 2020
Body 1 | AWARDS | Fund 3 | 2020 | modality=expected
Partnership 1 | COVERS | Area 1 | 2020
Body 1 | HOLDS_TO_ACCOUNT | Partnership 1 | 2020
Body 1 | SCRUTINISES | Partnership 2 | 2020
Board 1 | OVERSEES | Partnership 1 | 2020
All Groups | PRODUCES | Plan of delivery | 2020 | share=all | modality=expected
Group 5 | PRODUCES | Plan 5 | 2020
* Plan 5 | kind=minutes
Group 7 | INSTANCE_OF | All Groups | 2020
Group 7 | PRODUCES | Plan of delivery | 2020
Person 7 | HOLDS | Post 5 | 2020
Person 8 | HOLDS | Post 5 | 2020
Person 8 | HOLDS | Post 6 | 2020 | capacity=acting
Person 7 | HOLDS | Post 6 | 2020
Body 1 | HOLDS_TO_ACCOUNT | Body 5 | 2020
Body 1 | DOES_NOT_HOLD_TO_ACCOUNT | Body 5 | 2020
Body 1 | HOLDS_TO_ACCOUNT | Body 6 | 2018
Body 1 | DOES_NOT_HOLD_TO_ACCOUNT | Body 6 | 2020
Body 7 | CONTRIBUTES_TO | Programme 6 | 2018
Body 7 | denial | CONTRIBUTES_TO:work/programme-6 | 2020
Body 8 | REPORTS_TO | Body 9 | 2020
Body 10 | OVERSEES | Body 9 | 2020
Body 8 | OVERSEES | Body 10 | 2020
Programme 7 | DEPENDS_ON | Programme 8 | 2020
Programme 8 | USES | System 1 | 2020
Programme 8 | DEPENDS_ON | Programme 7 | 2020
Theme 1 | PART_OF | Theme 2 | 2020
Theme 2 | PART_OF | Theme 1 | 2020
Group 1 | CONCERNS | Objective 1 | 2020
Group 2 | CONCERNS | Objective 1 | 2020
Group 3 | CONCERNS | Objective 2 | 2020
Board 1 | CONCERNS | Objective 2 | 2020
All Partnerships | count | six | 2020 | value=6
Partnership 1 | INSTANCE_OF | All Partnerships | 2020
Partnership 2 | INSTANCE_OF | All Partnerships | 2020
All Groups | count | two | 2020 | value=2
Board 1 | count | over 20 | 2020 | value=20 | qualifier=over | of=groups
Programme 9 | POSSIBLY_SAME_AS | Programme 10 | 2020
Post 1 | LEADS | Programme 11 | 2012
Programme 12 | PART_OF | Programme 11 | 2020 | modality=planned | valid_from=2020-03
Programme 13 | PART_OF | Programme 11 | 2020 | modality=planned | valid_from=2030
"""


@pytest.fixture
def found(loaded, worlds):
    """The names of what a rule finds first, or its sentences."""

    def run(name, *, as_of="2021", all_plans=False, what="name"):
        findings = checks.run(loaded, as_of, [name], all_plans=all_plans)
        assert all(each.rule.id == name and each.entities and each.rule.advice for each in findings)
        return [each.entities[0].called if what == "name" else each.sentence for each in findings]

    return run


def test_nobody_is_accountable(found):
    assert sorted(found("no-accountable-owner")) == ["A2 Action 2", "A3 Action 3", "A6.2 Strand 2"]
    said = {text.split(" has no ")[0]: text.split(": ", 1)[1] for text in found("no-accountable-owner", what="sentence")}
    assert said["A2 Action 2"].startswith("the text of the paper has lost the cell")
    assert said["A3 Action 3"] == "a paper denies that Body 1 is accountable for it"
    assert said["A6.2 Strand 2"] == "nobody is named as accountable"


def test_plans_that_are_over_and_finished_work_are_left_out_unless_asked_for(found):
    everything = found("no-accountable-owner", all_plans=True)
    assert set(everything) - set(found("no-accountable-owner")) == {"A5 Action 5", "Deliverable 2"}


def test_where_every_plan_is_over_the_newest_answers(found):
    assert "A2 Action 2" in found("no-accountable-owner", as_of="2030")


def test_nobody_leads(found):
    said = dict(zip(found("no-lead"), found("no-lead", what="sentence"), strict=True))
    assert sorted(said) == ["A2 Action 2", "A3 Action 3", "A6.2 Strand 2"]
    assert said["A2 Action 2"].endswith("the cell is empty in the paper")
    assert "(planned)" in said["A3 Action 3"]


def test_no_reporting_line(found):
    said = dict(zip(found("no-reporting-line"), found("no-reporting-line", what="sentence"), strict=True))
    assert sorted(said) == ["Group 4"]  # 5 and 7 by their class, 6 is unnamed
    assert "Group 4 is to report to Board 1" in said["Group 4"] or "(proposed)" in said["Group 4"]
    assert "convened by Body 1" in said["Group 4"]


def test_the_owner_has_ended(found):
    said = dict(zip(found("owner-ended"), found("owner-ended", what="sentence"), strict=True))
    assert sorted(said) == ["Programme 1", "Programme 2", "Programme 3", "Programme 5"]
    assert said["Programme 1"].endswith("led by Body 2, and Body 3 has succeeded it")
    assert said["Programme 2"].endswith("a newer paper names Person 4 as Post 3")
    assert said["Programme 3"].endswith("held the post of Post 4 until 2019")
    assert said["Programme 5"].endswith("a paper says of it: disbanded")


def test_money_without_a_giver(found):
    assert found("fund-without-giver") == ["Fund 1", "Fund 3"]  # Grant 1 is part of Fund 2
    assert "(expected)" in found("fund-without-giver", what="sentence")[1]


def test_a_partnership_that_nobody_scrutinises(found):
    assert found("csp-without-scrutiny") == ["Partnership 1"]
    assert "Body 1 holds it to account" in found("csp-without-scrutiny", what="sentence")[0]


def test_a_group_without_what_its_class_is_expected_to_produce(found):
    assert found("group-without-products") == ["Group 5"]
    assert "as one of All Groups it is expected to produce Plan of delivery" in found("group-without-products", what="sentence")[0]


def test_several_are_accountable(found):
    assert found("several-accountable") == ["A1 Action 1"]  # those of Action 4 each have a part
    assert found("several-accountable", what="sentence")[0].endswith("Person 1, Person 2")


def test_a_seat_for_one_that_two_fill(found):
    assert found("several-in-one-seat") == ["Post 5"]  # one of Post 6 is acting


def test_a_fact_and_its_denial_of_one_date_contradict_each_other(found):
    assert found("contradiction") == ["Body 1"]
    assert "Body 5" in found("contradiction", what="sentence")[0]


def test_a_fact_that_a_later_paper_denies(found):
    assert sorted(found("denied-fact")) == ["Body 1", "Body 7"]
    assert any("Body 6 by a paper of 2018, and a paper of 2020 denies it" in text for text in found("denied-fact", what="sentence"))


def test_a_heading_that_its_state_belies(found):
    assert found("heading-against-state") == ["Deliverable 2"]


def test_a_chain_that_stops_at_its_owner(found):
    assert found("broken-chain") == ["Person 1", "Person 2"]
    assert found("broken-chain", what="sentence")[0].endswith("the way up stops (A1)")


def test_circles(found):
    assert found("circular-reporting") == ["Body 10"]
    assert len(found("circular-reporting", what="sentence")[0].split("; ")) == 3
    assert found("circular-dependence") == ["Programme 7"]
    assert found("circular-structure") == ["Theme 1"]


def test_bodies_that_share_a_subject(found):
    assert found("shared-subject") == ["Objective 1"]  # Group 3 is part of Board 1


def test_a_count_that_its_list_belies(found):
    assert found("count-differs") == ["All Partnerships"]
    assert found("count-differs", what="sentence") == [
        "All Partnerships are said to be six, and the papers name 2: Partnership 1, Partnership 2"
    ]


def test_names_that_may_be_one(found):
    assert found("possibly-same") == ["Programme 10"]


def test_what_has_grown_old(found):
    assert found("stale-fact") == ["Programme 11"]
    assert found("stale-fact", as_of="2015") == []


def test_a_plan_whose_day_has_passed(found):
    assert found("planned-and-passed") == ["Programme 12"]


def test_work_past_its_day(found):
    assert found("overdue") == ["Deliverable 3"]
    assert found("overdue", as_of="2020-02") == []


def test_nothing_is_found_before_the_first_paper(loaded):
    assert checks.run(loaded, "2001") == []
    answer = checks.answer(loaded, "2001")
    assert (answer.rows, [str(note.code) for note in answer.notes]) == ((), ["not-stated"])


def test_every_rule_runs_and_every_finding_has_evidence(loaded):
    answer = checks.answer(loaded, "2021")
    assert answer.columns == ("severity", "rule", "entity", "entity_id", "detail", "what_to_do")
    assert {row.values["rule"] for row in answer.rows} == set(RULES) - {
        "unreviewed-name",
        "open-proposal",
        "fact-without-evidence",
        "missing-passage",
    }
    assert not [row.sentence for row in answer.rows if not row.evidence]
    assert all(item in answer.evidence for row in answer.rows for item in row.evidence)
    order = [list(Severity).index(Severity(row.values["severity"])) for row in answer.rows]
    assert order == sorted(order)
    assert len({row.values["fingerprint"] for row in answer.rows}) == len(answer.rows)


def test_classes_are_left_out(loaded):
    gaps = [each for each in checks.run(loaded, "2021") if each.rule.group == "gaps"]
    assert not [item.called for each in gaps for item in each.entities[:1] if item.is_class]


def test_an_unknown_rule(loaded):
    with pytest.raises(UsageError, match="no rule 'no-leed'") as caught:
        checks.run(loaded, "2021", ["no-leed"])
    assert "did you mean 'no-lead'" in str(caught.value)


# -- the questions that run the rules


_NOBODY = [("A3 Action 3", "PriorityAction"), ("A6.2 Strand 2", "Strand"), ("A2 Action 2", "PriorityAction")]
"""What the text has lost comes last: it is a note."""


def test_gaps_is_the_rules_of_gaps(ask, rows, codes):
    answer = ask("gaps", as_of="2021")
    found = rows(answer, "finding", "entity", "kind", "detail")
    assert [row[:3] for row in found[:3]] == [("no accountable owner", name, kind) for name, kind in _NOBODY]
    assert ("fund without giver", "Fund 1", "Fund", "no paper says who gives it") in found
    assert {row[0] for row in found} == {
        "no accountable owner",
        "no lead",
        "no reporting line",
        "owner ended",
        "fund without giver",
        "CSP without scrutiny",
        "group without its expected products",
    }
    assert set(codes(answer)) == {"lost", "denied", "by-class"}


def test_gaps_when_every_plan_is_over_says_superseded(ask, codes):
    assert "superseded" in codes(ask("gaps", as_of="2027"))
    assert "superseded" not in codes(ask("gaps", as_of="2021"))


def test_contested_is_the_rules_of_contested(ask, rows, codes):
    answer = ask("contested", as_of="2021")
    assert sorted(rows(answer, "finding", "entity")) == [
        ("contradiction", "Body 1"),
        ("denied fact", "Body 1"),
        ("denied fact", "Body 7"),
        ("several accountable owners", "A1 Action 1"),
    ]
    assert "kind" not in answer.rows[0].values
    assert set(codes(answer)) == {"denied", "contradicted"}


def test_gaps_and_contested_of_one_entity_its_parts_and_what_it_owns(ask, rows):
    everything = rows(ask("contested", as_of="2021"), "finding", "entity")
    assert rows(ask("contested", "A1", as_of="2021"), "finding", "entity") == [("several accountable owners", "A1 Action 1")]
    assert set(rows(ask("contested", "Body 7", as_of="2021"), "finding", "entity")) < set(everything)
    owner = ask("owners", "A1", as_of="2021").rows[0].values["owner_id"]
    assert ("several accountable owners", "A1 Action 1") in rows(ask("contested", owner, as_of="2021"), "finding", "entity")
    (note,) = [note for note in ask("contested", "A2", as_of="2021").notes if note.code == "not-stated"]
    assert "that anything about A2 Action 2 has several accountable owners" in note.sentence
    gaps = rows(ask("gaps", as_of="2021"), "finding", "entity")
    assert {entity for _, entity in rows(ask("gaps", "A2", as_of="2021"), "finding", "entity")} < {entity for _, entity in gaps}


def test_nothing_is_contested_before_the_first_paper(ask, codes):
    for question in ("gaps", "contested"):
        answer = ask(question, as_of="2001")
        assert (answer.rows, codes(answer)) == ((), ["not-stated"])


# -- what a register cannot hold, and what waits for a person


def fact(key, kind, start, end, **properties):
    return Fact(key, kind, start, end, {"modality": "in force", "seen_to": "2020", "evidence": ["p"], **properties})


def landscape(*facts, **marks):
    names = {end for each in facts for end in (each.start, each.end)} | set(marks.pop("names", ()))
    entities = {name: Entity(name, name, ("Organisation",)) for name in names}
    part = Slice("2021", entities, {each.key: each for each in facts})
    return Landscape(with_members(part), plans_of(part), **marks)


def hits(name, where):
    return [each.sentence for each in checks.findings(where, [RULES[name]])]


def test_a_name_that_nobody_has_confirmed():
    where = landscape(fact("a", "LEADS", "x", "y"), unreviewed=frozenset({"x"}))
    assert hits("unreviewed-name", where) == ["x is confirmed by no register and no person"]
    assert hits("unreviewed-name", landscape(fact("a", "LEADS", "x", "y"))) == []


def test_a_fact_without_evidence():
    assert hits("fact-without-evidence", landscape(fact("a", "LEADS", "x", "y", evidence=[]))) == [
        "x has a fact without evidence: x leads y"
    ]
    assert hits("fact-without-evidence", landscape(fact("a", "LEADS", "x", "y"))) == []


def test_a_passage_that_the_store_has_lost():
    facts = (fact("a", "LEADS", "x", "y"), fact("b", "LEADS", "x", "z", evidence=["gone"]))
    assert hits("missing-passage", landscape(*facts, passages=frozenset({"p"}))) == [
        "x rests on a passage that the store does not hold (gone): x leads z"
    ]
    assert hits("missing-passage", landscape(*facts, passages=frozenset({"p", "gone"}))) == []
    assert hits("missing-passage", landscape(*facts)) == []


def test_an_owner_that_its_register_no_longer_holds():
    where = landscape(fact("a", "LEADS", "x", "y"), ended={"x": "2020-06-01"})
    assert hits("owner-ended", where) == ["y is led by x, and its register no longer holds it from 2020-06-01 on"]


def test_two_rules_of_one_name_are_refused():
    with pytest.raises(ValueError, match="no-lead"):
        rule("no-lead", Severity.NOTE, "gaps", finds="Nothing.", advice="Nothing.")(lambda _: [])


def test_every_rule_says_what_it_finds_and_what_to_do():
    for each in RULES.values():
        assert each.id == each.id.lower().replace(" ", "-")
        assert each.finds.endswith(".")
        assert each.advice.endswith(".")
        assert each.check.__doc__


KINDS = st.sampled_from(
    ["LEADS", "ACCOUNTABLE_FOR", "HOLDS", "CHAIRS", "OVERSEES", "REPORTS_TO", "PART_OF", "SUCCEEDS", "INSTANCE_OF", "DEPENDS_ON"]
)
NAMES = st.sampled_from("abcde")


@given(st.lists(st.tuples(NAMES, KINDS, NAMES, st.sampled_from(["in force", "planned", "ended"])), max_size=14), st.randoms())
def test_findings_do_not_depend_on_the_order_of_facts(drawn, shuffled):
    facts = {f"{a}{kind}{b}{how}": fact(f"{a}{kind}{b}{how}", kind, a, b, modality=how) for a, kind, b, how in drawn}
    mixed = list(facts.values())
    shuffled.shuffle(mixed)
    one, other = (checks.findings(landscape(*each), list(RULES.values())) for each in (list(facts.values()), mixed))
    assert [(each.fingerprint, each.sentence, each.evidence) for each in one] == [
        (each.fingerprint, each.sentence, each.evidence) for each in other
    ]


def test_what_many_of_a_class_lack_is_one_finding_of_the_class():
    boards = [f"Board {number:02}" for number in range(14)]
    facts = [fact(f"i{name}", "INSTANCE_OF", name, "Boards", evidence=[f"p{name}"]) for name in boards]
    answers = fact("r", "REPORTS_TO", "Board 13", "Council")
    entities = {name: Entity(name, name, ("Board",)) for name in boards} | {"Boards": Entity("Boards", "Boards", ("Board", "Collective"))}
    entities["Council"] = Entity("Council", "Council", ("Organisation",))

    def found(*some):
        part = Slice("2021", entities, {each.key: each for each in some})
        return checks.findings(Landscape(with_members(part), plans_of(part)), [RULES["no-reporting-line"]])

    (one,) = found(*facts, answers)
    told = "13 of 14 (Board 00, Board 01, Board 02, ...): no paper says to whom it reports, or who is above it"
    assert one.sentence == f"Boards have no reporting line: {told}"
    assert [item.name for item in one.entities] == ["Boards", *boards[:13]]
    assert one.evidence == ("pBoard 00", "pBoard 01", "pBoard 02")
    assert one.fingerprint == found(*facts)[0].fingerprint != found(*facts[:3])[0].fingerprint
    assert [each.entities[0].name for each in found(*facts[:12])] == boards[:12]  # a dozen are told one by one


def test_an_empty_landscape_has_no_findings():
    assert checks.findings(make_landscape(Slice("2021", {}, {})), list(RULES.values())) == []


# -- fingerprints, the baseline, SARIF


def test_a_fingerprint_says_nothing_of_words_and_dates():
    assert fingerprint("r", Hit(("a",), "one")) == fingerprint("r", Hit(("a",), "other", severity=Severity.NOTE))
    different = [
        fingerprint("r", Hit(("a",), "")),
        fingerprint("s", Hit(("a",), "")),
        fingerprint("r", Hit(("a", "b"), "")),
        fingerprint("r", Hit(("a",), "", mark="b")),
    ]
    assert len(set(different)) == len(different)


def test_the_baseline_is_read_back_as_it_was_written(loaded):
    found = checks.run(loaded, "2021")
    text = baseline.as_baseline(found)
    known = baseline.read_baseline(text, "b.json")
    assert known == {each.fingerprint for each in found}
    assert baseline.told_apart(found, known) == ([], len(found), 0)
    assert baseline.told_apart(found[2:], known | {"0" * 16}) == ([], len(found) - 2, 3)
    assert [each.fingerprint for each in baseline.told_apart(found, known - {found[0].fingerprint})[0]] == [found[0].fingerprint]
    assert baseline.as_baseline(found[::-1]) == text
    assert baseline.read_baseline(baseline.as_baseline([]), "b.json") == frozenset()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "no JSON"),
        ("[]", "no baseline"),
        ('{"version": 1}', "no baseline"),
        ('{"version": 2, "findings": []}', "version 2"),
        ('{"version": 1, "findings": ["x"]}', "no fingerprint"),
        ('{"version": 1, "findings": [{"fingerprint": ""}]}', "no fingerprint"),
    ],
)
def test_a_file_that_is_no_baseline(text, message):
    with pytest.raises(BadFile, match=message) as caught:
        baseline.read_baseline(text, "b.json")
    assert "--write-baseline" in str(caught.value)


def test_sarif_is_what_its_own_model_reads(loaded):
    from sarif_pydantic import Sarif

    found = checks.run(loaded, "2021")
    evidence = checks.answer_of(loaded, "2021", (), found).evidence
    text = as_sarif(found, evidence, "2021", {found[0].fingerprint})
    read = Sarif.model_validate_json(text)
    run = read.runs[0]
    assert len(run.results) == len(found)
    assert [each.rule_id for each in run.results] == [each.rule.id for each in found]
    plain = json.loads(text)["runs"][0]
    for result in plain["results"]:
        assert plain["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["relatedLocations"]
        assert [each["id"] for each in result["relatedLocations"]] == list(range(len(result["relatedLocations"])))
    assert [each["baselineState"] for each in plain["results"]].count("unchanged") == 1
    assert "baselineState" not in json.loads(as_sarif(found, evidence, "2021"))["runs"][0]["results"][0]
