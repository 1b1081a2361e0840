"""The question `portfolio`: what a body, a post or a person holds."""

from __future__ import annotations

WORLD = """
Board 1 | OVERSEES | Action 1 | 2018-10 | frequency=quarterly
Board 1 | LEADS | Action 2 | 2018-10
Board 1 | MEMBER_OF | Board 2 | 2018-10 | capacity=co-opted
Board 1 | FUNDS | Action 3 | 2018-10 | modality=planned
Action 1 | state | Amber | 2016
Action 1 | state | Red | 2018-10
Action 2 | state | Green | 2016
Action 2 | state | lost | 2018-10
Action 3 | state | lost | 2018-10
Post 1 | POST_IN | Body 1 | 2018-10 | capacity=head
Post 1 | ACCOUNTABLE_FOR | Fund 1 | 2018-10
Body 1 | LEADS | Action 4 | 2018-10
Person 1 | HOLDS | Post 1 | 2016
Person 2 | HOLDS | Post 1 | 2018-10
Partnership 1 | INSTANCE_OF | All Partnerships | 2018-10
All Partnerships | HAS_DUTY | Duty 1 | 2018-10 | share=all
All Partnerships | LEADS | Action 5 | 2018-10 | share=many
~ Body 9 | 2018-10 | the ninth
"""


def test_all_it_holds_in_order_with_the_newest_readable_state(ask, rows, codes):
    answer = ask("portfolio", "Board 1")
    assert rows(answer, "relation", "entity", "kind", "state", "modality") == [
        ("leads", "Action 2", "PriorityAction", "Green", "in force"),
        ("is a member of (co-opted)", "Board 2", "Board", "", "in force"),
        ("oversees", "Action 1", "PriorityAction", "Red", "in force"),
        ("funds", "Action 3", "PriorityAction", "lost", "planned"),
    ]
    assert codes(answer) == ["lost"]
    assert answer.notes[0].sentence == "The text of the paper has lost the state of Action 3."
    assert rows(ask("portfolio", "Board 1", as_of="2017"), "entity") == []


def test_what_the_office_of_a_head_holds_stands_apart(ask, rows):
    assert rows(ask("portfolio", "Post 1"), "relation", "entity") == [
        ("is accountable for", "Fund 1"),
        ("leads, as head of Body 1", "Action 4"),
    ]


def test_what_the_posts_of_a_person_hold_stands_apart(ask, rows, codes):
    assert rows(ask("portfolio", "Person 2"), "relation", "entity") == [
        ("holds the post of", "Post 1"),
        ("is accountable for, as Post 1", "Fund 1"),
        ("leads, as head of Body 1", "Action 4"),
    ]
    former = ask("portfolio", "Person 1")
    assert rows(former, "relation", "entity") == [("holds the post of, earlier", "Post 1")]
    assert codes(former) == ["superseded"]
    assert rows(ask("portfolio", "Person 1", as_of="2017"), "relation") == ["holds the post of"]


def test_a_member_has_what_all_of_its_class_have(ask, rows, codes):
    answer = ask("portfolio", "Partnership 1")
    assert rows(answer, "relation", "entity", "standing") == [("has the duty", "Duty 1", "inferred")]
    assert codes(answer) == ["by-class"]


def test_nothing_at_all(ask, codes):
    answer = ask("portfolio", "Body 9")
    assert (answer.rows, codes(answer)) == ((), ["not-stated"])
    assert answer.columns == ("relation", "entity", "entity_id", "kind", "state")
