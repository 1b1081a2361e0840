"""Which plan a piece of work belongs to, and which plans are over at a date."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.timeline import Fact
from queries.plans import is_finished, last_day, plans_of, says_finished
from queries.slice import Entity, Slice


def part(as_of: str, *lines: str) -> Slice:
    """A slice from lines such as `Action 1 | PART_OF | Theme 1` or `Plan 1 | duration | 2017-20`."""
    labels = {"Action": "PriorityAction", "Deliverable": "Deliverable", "Plan": "Plan", "Theme": "Theme", "Strand": "Strand"}
    facts, names = {}, {}
    for number, line in enumerate(lines):
        start, kind, end, *rest = (cell.strip() for cell in line.split("|"))
        names |= {name: Entity(name, name, (labels[name.split()[0]],)) for name in (start, *([end] if kind.isupper() else []))}
        common = {"modality": rest[0] if rest else "in force", "seen_to": rest[1] if rest[1:] else "2018"}
        literal = {} if kind.isupper() else {"property": kind, "value_text": end}
        key = f"f{number}"
        facts[key] = Fact(key, kind if kind.isupper() else "STATED_IN", start, end if kind.isupper() else "p", common | literal)
    return Slice(as_of, names, facts)


OLD = ("Action 1 | PART_OF | Theme 1", "Theme 1 | PART_OF | Plan 2017-20", "Strand 1 | PART_OF | Action 1")
NEW = ("Action 2 | PART_OF | Plan 2021-24",)


def test_work_belongs_to_the_nearest_plan_above_it():
    assert plans_of(part("2018", *OLD)).of == {"Action 1": "Plan 2017-20", "Strand 1": "Plan 2017-20"}


def test_a_plan_whose_years_have_passed_is_left_out_while_another_is_left():
    plans = plans_of(part("2022", *OLD, *NEW))
    assert (plans.leaves_out("Strand 1"), plans.leaves_out("Action 2"), plans.newest) == (True, False, "")


def test_the_newest_plan_answers_where_none_is_left_and_says_so():
    where = part("2030", *OLD, *NEW)
    plans = plans_of(where)
    assert (plans.leaves_out("Action 1"), plans.leaves_out("Action 2"), plans.newest) == (True, False, "Plan 2021-24")
    assert [str(note.code) for note in plans.notes(where)] == ["superseded"]


def test_all_plans_leaves_none_out():
    assert not plans_of(part("2030", *OLD, *NEW), all_plans=True).leaves_out("Action 1")


def test_a_plan_that_another_succeeds_is_over_and_one_that_will_be_succeeded_is_not():
    assert plans_of(part("2018", *OLD, "Plan 9 | SUCCEEDS | Plan 2017-20")).over
    assert not plans_of(part("2018", *OLD, "Plan 9 | SUCCEEDS | Plan 2017-20 | planned")).over


def test_a_printed_duration_speaks_before_the_name_and_a_day_is_no_pair_of_years():
    assert not plans_of(part("2022", *OLD, "Plan 2017-20 | duration | 2017-25")).over
    assert plans_of(part("2022", *OLD, "Plan 2017-20 | date | 2021-11")).over


def test_a_plan_within_a_plan_that_is_over_is_over():
    within = ("Action 3 | PART_OF | Plan within", "Plan within | PART_OF | Plan 2017-20")
    assert plans_of(part("2022", *OLD, *NEW, *within)).leaves_out("Action 3")


def test_a_plan_without_years_does_not_keep_the_newest_from_answering():
    assert plans_of(part("2030", *NEW, "Action 3 | PART_OF | Plan of work")).newest == "Plan 2021-24"


def test_parts_in_a_circle_belong_to_no_plan():
    assert plans_of(part("2018", "Action 1 | PART_OF | Strand 1", "Strand 1 | PART_OF | Action 1")).of == {}


def test_the_newest_printed_state_tells_what_is_finished():
    old = "Action 1 | state | completed | in force | 2018"
    assert is_finished(part("2024", old), "Action 1")
    assert not is_finished(part("2024", old, "Action 1 | state | ongoing again | in force | 2020"), "Action 1")


def test_what_is_to_be_finished_is_not():
    said = [
        "completed",
        "now complete",
        "to be completed",
        "partly delivered",
        "not closed",
        "ongoing",
        "lost",
        "Scoping activity completed",
    ]
    assert [words for words in said if says_finished(words)] == ["completed", "now complete"]


@given(st.integers(1900, 2098), st.integers(0, 99), st.sampled_from(["-", "–", " to ", "/", " - "]))
def test_years_are_read_however_they_are_printed(first, length, dash):
    last = min(first + length, 2099)
    wanted = f"{last:04d}-12-31"
    assert last_day(f"Plan {first}{dash}{last}") == wanted
    if first // 100 == last // 100:
        assert last_day(f"Plan {first}{dash}{last % 100:02d} of the Board") == wanted
