"""The question `chain`: the way up, every branch, each body once, and the law at the end."""

from __future__ import annotations

from queries.shapes import chain

WORLD = """
Action 1 | cell | empty | 2018-10 | of=leads
Group 1 | LEADS | Action 1 | 2018-10
Group 2 | LEADS | Action 1 | 2018-10
Group 1 | REPORTS_TO | Board 1 | 2018-10 | frequency=quarterly
Group 2 | REPORTS_TO | Board 1 | 2018-10
Board 1 | OVERSEES | Group 1 | 2018-10
Board 1 | SCRUTINISES | Group 1 | 2018-10 | provision=s.28
Board 1 | HOLDS_TO_ACCOUNT | Group 1 | 2018-10
Board 1 | CONVENES | Group 1 | 2018-10
Group 1 | ESCALATES_TO | Board 1 | 2018-10 | modality=planned
Post 1 | POST_IN | Board 1 | 2018-10 | capacity=head
Board 2 | SCRUTINISES | Post 1 | 2018-10
Board 2 | HAS_DUTY | Duty 1 | 2018-10
Duty 1 | IMPOSED_BY | Act 1 | 2018-10 | provisions=s.28; s.29
Strand 1 | PART_OF | Action 1 | 2018-10
Group 3 | INSTANCE_OF | All Groups | 2018-10
Board 1 | OVERSEES | All Groups | 2018-10 | share=all
Board 3 | OVERSEES | All Groups | 2018-10 | share=some
Group 4 | REPORTS_TO | Group 5 | 2018-10
Group 5 | REPORTS_TO | Group 4 | 2018-10
Group 6 | REPORTS_TO | Board 6 | 2016 | valid_to=2017
Group 7 | REPORTS_TO | Board 6 | 2018-10 | modality=ended
Person 1 | CHAIRS | Board 7 | 2016
Person 2 | CHAIRS | Board 7 | 2018
Action 8 | PART_OF | Theme 8 | 2018-10
Theme 8 | PART_OF | Plan 8 | 2018-10
Action 8 | PART_OF | Programme 8 | 2018-10
Post 8 | PRODUCES | Plan 8 | 2018-10
Post 8 | PRODUCES | Action 8 | 2018-10
Post 8 | POST_IN | Body 80 | 2018-10 | capacity=head
Post 9 | POST_IN | Body 80 | 2016 | capacity=head
Board 8 | SCRUTINISES | Post 8 | 2018-10
Body 1 | REPORTS_TO | Body 2 | 2018-10
Body 2 | REPORTS_TO | Body 3 | 2018-10
Body 3 | REPORTS_TO | Body 4 | 2018-10
Body 4 | REPORTS_TO | Body 5 | 2018-10
Body 5 | REPORTS_TO | Body 6 | 2018-10
Body 6 | REPORTS_TO | Body 7 | 2018-10
Body 7 | REPORTS_TO | Body 8 | 2018-10
Body 8 | REPORTS_TO | Body 9 | 2018-10
Body 9 | REPORTS_TO | Body 10 | 2018-10
"""


def test_every_branch_each_body_once(ask, rows):
    answer = ask("chain", "Action 1")
    steps = rows(answer, "step", "from", "relation", "to")
    assert steps[:3] == [
        (1, "Action 1", "led by", "Group 1"),
        (1, "Action 1", "led by", "Group 2"),
        (2, "Group 1", "overseen by", "Board 1"),
    ]
    assert [step for step in steps if step[1] == "Board 1"] == [(3, "Board 1", "has post (head)", "Post 1")]
    assert steps[-3:] == [
        (4, "Post 1", "scrutinised by", "Board 2"),
        (5, "Board 2", "has the duty", "Duty 1"),
        (6, "Duty 1", "is imposed by", "Act 1"),
    ]
    assert rows(answer, "provision")[-1] == "s.28; s.29"
    assert answer.notes == ()


def test_the_five_kinds_of_oversight_stay_five(ask, rows):
    steps = [row for row in rows(ask("chain", "Group 1"), "step", "relation", "to", "modality") if row[0] == 1]
    assert [(relation, modality) for _, relation, _, modality in steps] == [
        ("overseen by", "in force"),
        ("held to account by", "in force"),
        ("scrutinised by", "in force"),
        ("convened by", "in force"),
        ("reports to", "in force"),
        ("escalates to", "planned"),
    ]


def test_a_strand_goes_up_to_its_action(ask, rows):
    assert rows(ask("chain", "Strand 1"), "from", "relation", "to")[0] == ("Strand 1", "is part of", "Action 1")


def test_work_goes_up_through_its_plan_to_who_produces_it(ask, rows):
    answer = ask("chain", "Action 8")
    assert rows(answer, "step", "from", "relation", "to") == [
        (1, "Action 8", "is part of", "Theme 8"),
        (2, "Theme 8", "is part of", "Plan 8"),
        (3, "Plan 8", "produced by", "Post 8"),
        (4, "Post 8", "scrutinised by", "Board 8"),
        (4, "Post 8", "is a post in (head)", "Body 80"),
    ]
    assert [note.sentence for note in answer.notes] == ["Not stated in the papers to whom Board 8 answers, or under which law."]


def test_who_answers_to_nobody_is_called_by_its_name(ask):
    assert [note.sentence for note in ask("chain", "Plan 8", as_of="2017").notes] == [
        "Not stated in the papers to whom Plan 8 answers, or under which law."
    ]


def test_of_two_heads_the_one_that_the_newest_paper_names_leads_on(ask, rows):
    def heads(day):
        return [to for relation, to in rows(ask("chain", "Body 80", as_of=day), "relation", "to") if relation == "has post (head)"]

    assert (heads("2017"), heads("2019")) == (["Post 9"], ["Post 8"])


def test_a_member_is_overseen_as_its_class_is(ask, rows, codes):
    answer = ask("chain", "Group 3")
    assert rows(answer, "from", "relation", "to", "standing")[0] == ("Group 3", "overseen by", "Board 1", "inferred")
    assert "Board 3" not in rows(answer, "to")
    assert codes(answer) == ["by-class"]


def test_where_it_stops_it_says_so(ask, codes):
    answer = ask("chain", "Board 6")
    assert (answer.rows, codes(answer)) == ((), ["not-stated"])
    assert answer.columns == ("step", "from", "from_id", "relation", "to", "to_id", "provision")
    assert answer.notes[0].sentence == "Not stated in the papers to whom Board 6 answers, or under which law."


def test_two_that_answer_to_each_other_only_end_the_chain(ask, rows, codes):
    answer = ask("chain", "Group 4")
    assert rows(answer, "step", "to") == [(1, "Group 5"), (2, "Group 4")]
    assert codes(answer) == ["not-stated"]


def test_what_has_ended_leads_nowhere(ask, codes):
    assert ask("chain", "Group 6", as_of="2017").rows
    assert codes(ask("chain", "Group 6", as_of="2018")) == ["not-stated"]
    assert codes(ask("chain", "Group 7")) == ["not-stated"]


def test_of_one_seat_the_newest_holder_answers(ask, rows):
    assert rows(ask("chain", "Board 7", as_of="2017"), "to") == ["Person 1"]
    assert rows(ask("chain", "Board 7", as_of="2019"), "to") == ["Person 2"]
    assert rows(ask("chain", "Board 7", as_of="2015"), "to") == []


def test_a_bound_that_bites_is_said_and_one_that_does_not_is_not(ask, codes):
    long, whole = ask("chain", "Body 1"), ask("chain", "Body 2")
    assert (len(long.rows), codes(long)) == (8, ["cut"])
    assert (len(whole.rows), codes(whole)) == (8, ["not-stated"])
    assert "Body 10" in whole.notes[0].sentence


def test_so_many_bodies_are_followed_at_the_most(ask, codes, monkeypatch):
    whole = ask("chain", "Group 1")
    assert "cut" not in codes(whole)
    monkeypatch.setattr(chain, "MOST_BODIES", 1)
    answer = ask("chain", "Group 1")
    assert len(answer.rows) < len(whole.rows)
    assert "cut" in codes(answer)
