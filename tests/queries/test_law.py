"""The questions `duties` and `scrutiny`: who must, may or may not, by which provision; who scrutinises whom."""

from __future__ import annotations

import pytest

WORLD = """
* Duty 1 | kind=duty
* Duty 2 | kind=power
* Duty 3 | kind=norm
Post 1 | HAS_DUTY | Duty 1 | 2018-10
All Posts | HAS_POWER | Duty 2 | 2018-10 | share=all
Post 1 | INSTANCE_OF | All Posts | 2018-10
Post 2 | LACKS_POWER | Duty 2 | 2018-10
Body 1 | HAS_DUTY | Duty 4 | 2018-10 | modality=planned | scope=low level
Body 2 | NOT_SUBJECT_TO | Act 2 | 2018-10
Duty 1 | IMPOSED_BY | Act 1 | 2018-10 | provisions=section 6; section 7
Duty 1 | IMPOSED_BY | Plan 1 | 2018-10
Duty 2 | IMPOSED_BY | Act 2 | 2018-10
Duty 3 | IMPOSED_BY | Act 2 | 2018-10
Post 1 | POST_IN | Body 3 | 2018-10 | capacity=head
Body 3 | HAS_DUTY | Duty 5 | 2018-10
Person 1 | HOLDS | Post 1 | 2018-10
Board 1 | SCRUTINISES | Post 1 | 2017-03 | provision=item 6
Board 1 | SCRUTINISES | Post 1 | 2018-10 | provision=Act 1, section 28 | frequency=quarterly
Board 2 | SCRUTINISES | All Partnerships | 2018-10 | share=all | provision=section 19
Partnership 1 | INSTANCE_OF | All Partnerships | 2018-10
Board 3 | SCRUTINISES | Body 1 | 2018-10 | modality=planned | scope=use of force
Board 4 | OVERSEES | Body 4 | 2018-10
Board 4 | HOLDS_TO_ACCOUNT | Body 4 | 2018-10
Body 4 | REPORTS_TO | Board 4 | 2018-10
Board 4 | CONVENES | Body 4 | 2018-10
"""


def test_duties_of_a_post_by_class_and_as_head(ask, rows, codes):
    answer = ask("duties", "Post 1")
    assert rows(answer, "holder", "duty", "kind", "statute", "provision") == [
        ("Post 1", "Duty 1", "duty", "Act 1", "section 6; section 7"),
        ("Post 1", "Duty 1", "duty", "Plan 1", ""),
        ("Post 1", "Duty 2", "power", "Act 2", ""),
        ("Body 3, as head of Body 3", "Duty 5", "duty", "", ""),
    ]
    assert answer.columns == ("holder", "holder_id", "duty", "duty_id", "kind", "statute", "statute_id", "provision")
    assert codes(answer) == ["not-stated", "by-class"]
    assert answer.rows[0].sentence == "Post 1 has the duty Duty 1; imposed by Act 1 (section 6; section 7)"
    assert rows(ask("duties", "Person 1"), "holder")[0] == "Post 1, as Post 1"


def test_a_power_that_somebody_lacks_and_a_law_that_does_not_apply(ask, rows, codes):
    lacks = ask("duties", "Post 2")
    assert rows(lacks, "duty", "kind") == [("Duty 2", "no such power")]
    assert codes(lacks) == ["denied"]
    assert lacks.notes[0].sentence == "A paper says: Post 2 lacks the power Duty 2."
    assert rows(ask("duties", "Body 2"), "duty", "kind") == [("Act 2", "not subject to it")]


def test_what_a_statute_lays_on_whom(ask, rows):
    assert rows(ask("duties", "Act 2"), "holder", "duty", "kind", "statute") == [
        ("Body 2", "Act 2", "not subject to it", ""),
        ("All Posts", "Duty 2", "power", "Act 2"),
        ("Post 2", "Duty 2", "no such power", "Act 2"),
        ("", "Duty 3", "norm", "Act 2"),
    ]
    assert rows(ask("duties", "Duty 1"), "holder", "statute") == [("Post 1", "Act 1"), ("Post 1", "Plan 1")]
    assert rows(ask("duties", "Plan 1"), "holder", "statute") == [("Post 1", "Act 1"), ("Post 1", "Plan 1")]


def test_a_duty_to_come_is_planned_and_says_its_limit(ask, rows):
    answer = ask("duties", "Body 1")
    assert rows(answer, "duty", "modality") == [("Duty 4: low level", "planned")]
    assert answer.rows[0].sentence == "Body 1 has the duty Duty 4 (low level; planned)"


def test_all_duties(ask, rows, codes):
    answer = ask("duties")
    assert len(answer.rows) == 8
    assert "" in rows(answer, "holder")
    assert codes(answer).count("denied") == 2


@pytest.mark.parametrize("question", ["duties", "scrutiny"])
def test_nothing_before_the_papers(ask, codes, question):
    answer = ask(question, as_of="2015")
    assert (answer.rows, codes(answer)) == ((), ["not-stated"])
    alone = ask(question, "Board 4")
    assert (alone.rows, codes(alone)) == ((), ["not-stated"])


def test_every_provision_that_the_papers_print(ask, rows):
    assert rows(ask("scrutiny", "Board 1"), "scrutinised", "frequency", "provision") == [
        ("Post 1", "quarterly", "Act 1, section 28; item 6")
    ]
    assert rows(ask("scrutiny", "Board 1", as_of="2017"), "provision") == ["item 6"]
    assert rows(ask("scrutiny", "Act 1"), "scrutineer") == ["Board 1"]


def test_scrutiny_of_a_member_of_a_class(ask, rows, codes):
    answer = ask("scrutiny", "Partnership 1")
    assert rows(answer, "scrutineer", "scrutinised", "provision", "standing") == [("Board 2", "Partnership 1", "section 19", "inferred")]
    assert answer.rows[0].sentence == "Board 2 scrutinises Partnership 1 (section 19; as one of All Partnerships)"
    assert codes(answer) == ["by-class"]


def test_no_other_power_counts_as_scrutiny(ask, rows, codes):
    answer = ask("scrutiny", "Body 4")
    assert (answer.rows, codes(answer)) == ((), ["not-stated"])
    assert "Board 4 holds to account Body 4" in answer.notes[0].sentence
    assert "Board 4" not in rows(ask("scrutiny"), "scrutineer")


def test_all_scrutiny_planned_told_from_done(ask, rows):
    assert rows(ask("scrutiny"), "scrutineer", "scrutinised", "modality") == [
        ("Board 1", "Post 1", "in force"),
        ("Board 2", "All Partnerships", "in force"),
        ("Board 3", "Body 1: use of force", "planned"),
    ]
