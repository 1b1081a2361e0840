"""The questions `systems` and `references`."""

from __future__ import annotations

WORLD = """
* Action 1 | code=C6
* Strand 1.1 | code=C6.1
Body 1 | USES | System 1 | 2018-10
Body 2 | USES | System 1 | 2018-10 | modality=planned | valid_from=2019
System 2 | DEPENDS_ON | System 1 | 2018-10
Programme 1 | DEPENDS_ON | System 2 | 2018-10
Programme 2 | DEPENDS_ON | Programme 1 | 2018-10
System 1 | DEPENDS_ON | Programme 2 | 2018-10
Body 3 | USES | System 2 | 2018-10
All Organisations | USES | System 3 | 2018-10 | share=all
Body 1 | INSTANCE_OF | All Organisations | 2018-10
Post 1 | POST_IN | Body 3 | 2018-10 | capacity=head
Person 1 | HOLDS | Post 1 | 2018-10
Action 1 | REFERS_TO | Action 2 | 2018-10 | to_as=C7
Action 1 | REFERS_TO | Action 2 | 2018-11 | to_as=action C7
Strand 1.1 | PART_OF | Action 1 | 2018-10
Strand 1.1 | REFERS_TO | Plan 1 | 2018-10 | to_as=the Plan
Action 3 | REFERS_TO | Action 1 | 2018-10 | modality=planned
Board 1 | LEADS | System 4 | 2018-10
"""


def test_what_uses_a_system_or_waits_on_it(ask, rows, codes):
    answer = ask("systems", "System 1", as_of="2018-12")
    assert rows(answer, "system", "entity", "relation", "modality") == [
        ("System 1", "System 2", "depends on", "in force"),
        ("System 1", "Body 1", "uses", "in force"),
        ("System 1", "Body 2", "uses", "planned"),
        ("System 1", "Programme 1", "depends on (through System 2)", "in force"),
        ("System 1", "Programme 2", "depends on (through Programme 1, System 2)", "in force"),
    ]
    assert answer.columns == ("system", "system_id", "entity", "entity_id", "relation")
    assert answer.rows[3].sentence == "Programme 1 depends on System 2; System 2 depends on System 1"
    assert answer.rows[3].evidence == ("paper/world/2018-10/para-6", "paper/world/2018-10/para-5")
    assert codes(answer) == []


def test_which_systems_somebody_uses(ask, rows, codes):
    answer = ask("systems", "Body 1")
    assert rows(answer, "system", "standing") == [("System 1", "stated"), ("System 3", "inferred")]
    assert codes(answer) == ["by-class"]
    assert rows(ask("systems", "Person 1"), "entity", "system") == [("Body 3, as head of Body 3", "System 2")]


def test_all_systems(ask, rows):
    assert rows(ask("systems"), "system", "entity") == [
        ("System 2", "Programme 1"),
        ("System 1", "System 2"),
        ("System 3", "All Organisations"),
        ("System 1", "Body 1"),
        ("System 1", "Body 2"),
        ("System 2", "Body 3"),
    ]


def test_a_system_that_nobody_uses(ask, codes):
    answer = ask("systems", "System 4")
    assert (answer.rows, codes(answer)) == ((), ["not-stated"])
    assert answer.notes[0].sentence.endswith("no paper says it. What they do say: Board 1 leads System 4.")
    assert codes(ask("systems", as_of="2015")) == ["not-stated"]


def test_references_both_ways_with_those_of_the_strands(ask, rows, codes):
    answer = ask("references", "C6")
    assert rows(answer, "from", "to", "text", "modality", "last_stated") == [
        ("C6 Action 1", "Action 2", "action C7; C7", "in force", "2018-11"),
        ("C6.1 Strand 1.1", "Plan 1", "the Plan", "in force", "2018-10"),
        ("Action 3", "C6 Action 1", "", "planned", "2018-10"),
    ]
    assert answer.columns == ("from", "from_id", "to", "to_id", "text")
    assert rows(ask("references", "C6", as_of="2018-10"), "text")[0] == "C7"
    assert codes(answer) == []


def test_no_references(ask, codes):
    answer = ask("references", "Programme 1")
    assert (answer.rows, codes(answer)) == ((), ["not-stated"])
