"""The question `impact`: said only where no other holder is left."""

from __future__ import annotations

WORLD = """
Group 1 | LEADS | Action 1 | 2018-10
Person 1 | ACCOUNTABLE_FOR | Action 2 | 2018-10
Group 1 | LEADS | Action 2 | 2018-10
Group 1 | CHAIRS | Board 1 | 2018-10
Group 1 | OVERSEES | Group 2 | 2018-10
Group 1 | SCRUTINISES | Group 3 | 2018-10
Board 2 | HOLDS_TO_ACCOUNT | Group 3 | 2018-10
Group 1 | HOSTS | Post 9 | 2018-10
Group 1 | FUNDS | Action 3 | 2018-10 | modality=planned
Group 1 | LEADS | Action 4 | 2016
Group 9 | LEADS | Action 4 | 2018-10
Fund 1 | FUNDS | Action 5 | 2018-10
Fund 2 | FUNDS | Action 6 | 2018-10
Fund 1 | FUNDS | Action 6 | 2018-10
Grant 1 | PART_OF | Fund 1 | 2018-10
Grant 1 | FUNDS | Body 1 | 2018-10
Fund 1 | PAID_TO | Body 2 | 2018-10
System 1 | DEPENDS_ON | Fund 1 | 2018-10
Action 7 | USES | System 1 | 2018-10
Strand 7 | PART_OF | Action 7 | 2018-10
Action 8 | REFERS_TO | Action 7 | 2018-10
~ Fund 1 | 2018-10 | the fund
Plan 1 | DEPENDS_ON | Plan 2 | 2018-10
Plan 1 | PART_OF | Plan 3 | 2018-10
Plan 3 | PART_OF | Plan 2 | 2018-10
Group 5 | INSTANCE_OF | All Groups | 2018-10
Group 6 | INSTANCE_OF | All Groups | 2018-10
Board 5 | OVERSEES | All Groups | 2018-10 | share=all
Board 6 | OVERSEES | Group 6 | 2018-10
All Groups | LEADS | Action 9 | 2018-10 | share=all
Post 1 | POST_IN | Body 5 | 2018-10 | capacity=head
Post 1 | LEADS | Action 10 | 2018-10
Body 5 | LEADS | Action 11 | 2018-10
Body 5 | LEADS | Action 10 | 2018-10
Post 20 | INSTANCE_OF | All Posts | 2018-10
All Posts | HAS_DUTY | Duty 1 | 2018-10 | share=all
All Posts | HAS_DUTY | Duty 2 | 2018-10 | share=all
Post 20 | HAS_DUTY | Duty 2 | 2018-10
Post 20 | HAS_POWER | Duty 3 | 2018-10
Post 21 | HAS_POWER | Duty 3 | 2018-10
Post 20 | HAS_DUTY | Duty 4 | 2018-10 | modality=planned
Board 22 | INSTANCE_OF | All Boards | 2018-10
Board 23 | INSTANCE_OF | All Boards | 2018-10
All Boards | HAS_DUTY | Duty 5 | 2018-10 | share=all
Fund 30 | FUNDS | Action 30 | 2018-10 | valid_from=2016-04-01 | amount_text=£5k
Fund 30 | FUNDS | Action 30 | 2018-11 | valid_from=2018-04-01 | amount_text=£7k
"""


def test_two_sums_from_one_fund_are_one_row_with_both(ask, rows):
    answer = ask("impact", "Fund 30")
    assert rows(answer, "effect", "entity", "path") == [("without money", "Action 30", "Fund 30 > funds > Action 30")]
    assert ("£5k" in answer.rows[0].sentence, "£7k" in answer.rows[0].sentence, len(answer.rows[0].evidence)) == (True, True, 2)


def test_what_is_left_without_and_what_is_shared(ask, rows, codes):
    answer = ask("impact", "Group 1")
    assert rows(answer, "effect", "entity", "steps", "path") == [
        ("without owner", "Action 1", 1, "Group 1 > leads > Action 1"),
        ("without chair", "Board 1", 1, "Group 1 > chairs > Board 1"),
        ("without oversight", "Group 2", 1, "Group 1 > oversees > Group 2"),
        ("without host", "Post 9", 1, "Group 1 > hosts > Post 9"),
        ("shared: owner", "Action 2", 1, "Group 1 > leads > Action 2"),
        ("shared: oversight", "Group 3", 1, "Group 1 > scrutinises > Group 3"),
    ]
    assert codes(answer) == []
    assert answer.rows[0].sentence == "If Group 1 ended, Action 1 would be without owner: Group 1 leads Action 1"
    assert answer.rows[5].sentence == "If Group 1 ended, Group 3 would stay overseen by another: Group 1 scrutinises Group 3"


def test_parts_end_too_and_what_needs_it_waits(ask, rows):
    assert rows(ask("impact", "Fund 1"), "effect", "entity", "steps") == [
        ("without money", "Action 5", 1),
        ("without money", "Body 2", 1),
        ("without money", "Body 1", 2),
        ("waiting", "System 1", 1),
        ("waiting", "Action 7", 2),
        ("waiting", "Strand 7", 3),
        ("ends with it", "Grant 1", 1),
        ("shared: money", "Action 6", 1),
    ]


def test_what_ends_does_not_merely_wait(ask, rows):
    assert rows(ask("impact", "Plan 2"), "effect", "entity", "path") == [
        ("ends with it", "Plan 3", "Plan 2 > contains > Plan 3"),
        ("ends with it", "Plan 1", "Plan 2 > contains > Plan 3 > contains > Plan 1"),
    ]


def test_members_are_touched_as_their_class_is(ask, rows, codes):
    answer = ask("impact", "Board 5")
    assert rows(answer, "effect", "entity", "standing") == [
        ("without oversight", "All Groups", "stated"),
        ("without oversight", "Group 5", "inferred"),
        ("shared: oversight", "Group 6", "inferred"),
    ]
    assert codes(answer) == ["by-class"]


def test_a_class_goes_on_without_one_member(ask, rows):
    assert rows(ask("impact", "Group 5"), "effect", "entity") == [("shared: owner", "Action 9")]


def test_a_class_that_ends_leaves_no_holder_by_class(ask, rows):
    assert rows(ask("impact", "All Groups"), "effect", "entity") == [("without owner", "Action 9")]


def test_what_the_office_of_a_head_holds_stands_apart(ask, rows):
    assert rows(ask("impact", "Post 1"), "effect", "entity") == [
        ("shared: owner", "Action 10"),
        ("without owner, as head of Body 5", "Action 10"),
        ("without owner, as head of Body 5", "Action 11"),
    ]


def test_duties_and_powers_are_left_without_a_holder(ask, rows):
    """The class itself is nobody else to its member; another member is, and so is who has the power too. What is planned does not fall."""
    answer = ask("impact", "Post 20")
    assert rows(answer, "effect", "entity", "path") == [
        ("without holder", "Duty 1", "Post 20 > has the duty > Duty 1"),
        ("without holder", "Duty 2", "Post 20 > has the duty > Duty 2"),
        ("shared: holder", "Duty 3", "Post 20 > has the power > Duty 3"),
    ]
    assert answer.rows[0].sentence.startswith("If Post 20 ended, Duty 1 would be without holder: Post 20 has the duty Duty 1")
    assert rows(ask("impact", "Board 22"), "effect", "entity") == [("shared: holder", "Duty 5")]
    assert rows(ask("impact", "All Boards"), "effect", "entity") == [("without holder", "Duty 5")]


def test_references_carry_nothing(ask, rows, codes):
    assert rows(ask("impact", "Action 7"), "effect", "entity") == [("ends with it", "Strand 7")]
    nothing = ask("impact", "Action 8")
    assert (nothing.rows, codes(nothing)) == ((), ["not-stated"])
    assert nothing.columns == ("effect", "entity", "entity_id", "kind", "steps", "path")


def test_before_the_papers_nothing_is_touched(ask, codes):
    assert codes(ask("impact", "Group 1", as_of="2015")) == ["not-stated"]
    assert [row.values["entity"] for row in ask("impact", "Group 1", as_of="2017").rows] == ["Action 4"]
