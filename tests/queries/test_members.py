"""The question `members`: who sits, who chairs, who holds the post that sits, and who sits as one of a class."""

from __future__ import annotations

WORLD = """
Post 1 | CHAIRS | Board 1 | 2016-05
Post 2 | CHAIRS | Board 1 | 2018-10
Post 3 | CHAIRS | Board 1 | 2018-10 | capacity=vice
Person 2 | HOLDS | Post 2 | 2018-10
Person 9 | HOLDS | Post 2 | 2016-05
Person 7 | HOLDS | Post 1 | 2018-10
Person 1 | MEMBER_OF | Board 1 | 2018-10
Person 1 | MEMBER_OF | Board 1 | 2018-10 | capacity=co-opted
Body 1 | MEMBER_OF | Board 1 | 2018-10 | valid_from=2017-04 | valid_to=2019-03
Body 2 | MEMBER_OF | Board 1 | 2018-10 | modality=planned | valid_from=2019-01
All Organisations | MEMBER_OF | Partnership 1 | 2018-10 | share=all
All Groups | MEMBER_OF | Partnership 1 | 2018-10 | share=some
Body 1 | INSTANCE_OF | All Organisations | 2018-10
Body 3 | INSTANCE_OF | All Organisations | 2018-10
Group 1 | INSTANCE_OF | All Groups | 2018-10
Partnership 1 | INSTANCE_OF | All Partnerships | 2018-10
Partnership 2 | INSTANCE_OF | All Partnerships | 2018-10
Post 4 | CHAIRS | All Partnerships | 2018-10 | share=all
All Organisations | MEMBER_OF | All Partnerships | 2018-10 | share=all
Board 2 | OVERSEES | Group 2 | 2018-10
Group 2 | PART_OF | Board 3 | 2018-10
Person 5 | MEMBER_OF | Board 3 | 2018-10
Person 6 | MEMBER_OF | Board 4 | 2019-10
Body 8 | denial | MEMBER_OF:body/board-2 | 2018-10
"""


def test_who_chairs_and_who_sits(ask, rows, codes):
    answer = ask("members", "Board 1", as_of="2018-12")
    assert rows(answer, "member", "role", "since", "until", "modality") == [
        ("Post 2", "chair", "", "", "in force"),
        ("Person 2", "chair, as Post 2", "", "", "in force"),
        ("Post 3", "vice chair", "", "", "in force"),
        ("Body 1", "member", "2017-04", "2019-03", "in force"),
        ("Body 2", "member", "2019-01", "", "planned"),
        ("Person 1", "co-opted", "", "", "in force"),
        ("Post 1", "chair, earlier", "", "", "in force"),
    ]
    assert answer.columns == ("member", "member_id", "role", "since", "until")
    assert codes(answer) == ["superseded"]
    sentences = {row.values["member"]: row.sentence for row in answer.rows}
    assert sentences["Person 2"] == "Person 2 holds the post of Post 2; Post 2 chairs Board 1"
    assert sentences["Body 2"] == "Body 2 is a member of Board 1 (planned; from 2019-01)"


def test_who_is_called_a_member_twice_is_one_member_with_both_evidences(ask):
    (found,) = [row for row in ask("members", "Board 1", as_of="2018-12").rows if row.values["member"] == "Person 1"]
    assert found.evidence == ("paper/world/2018-10/para-8", "paper/world/2018-10/para-7")


def test_the_as_of_date(ask, rows):
    assert rows(ask("members", "Board 1", as_of="2016-12"), "member", "role") == [("Post 1", "chair")]
    later = rows(ask("members", "Board 1", as_of="2020"), "member")
    assert "Body 1" not in later  # it sat until March 2019


def test_each_named_member_of_a_class_that_sits(ask, rows, codes):
    answer = ask("members", "Partnership 1")
    assert rows(answer, "member", "role", "standing") == [
        ("Post 4", "chair", "inferred"),
        ("All Groups", "member (some of them)", "stated"),
        ("All Organisations", "member", "stated"),
        ("All Organisations", "member", "inferred"),
        ("Body 1", "member", "inferred"),
        ("Body 3", "member", "inferred"),
    ]
    assert codes(answer) == ["by-class"]


def test_which_of_a_class_sit_on_which_of_another_is_not_said(ask, rows):
    assert rows(ask("members", "Partnership 2"), "member", "role", "standing") == [
        ("Post 4", "chair", "inferred"),
        ("All Organisations", "member", "inferred"),
    ]


def test_nobody_is_named_and_what_is_near_is_told(ask, codes):
    answer = ask("members", "Board 2")
    assert (answer.rows, codes(answer)) == ((), ["not-stated", "denied"])
    assert answer.notes[0].sentence == (
        "Not stated in the papers who sits on Board 2, or who chairs it: no paper says it. What they do say: Board 2 oversees Group 2."
    )
    assert answer.notes[1].sentence == "A paper says: it is not so that Body 8 is a member of Board 2."
    near = ask("members", "Group 2").notes[0].sentence
    assert near.endswith("What they do say: Person 5 is a member of Board 3; Group 2 is part of Board 3; Board 2 oversees Group 2.")


def test_a_later_paper_that_says_it_is_told(ask):
    sentence = ask("members", "Board 4", as_of="2018").notes[0].sentence
    assert sentence.endswith("no paper says it up to 2018; one of 2019-10 does.")
