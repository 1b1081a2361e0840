"""Stories from files: both forms, and what is wrong said with its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadFile
from visualisations.story import Step, parse

MARKDOWN = """# How the Commissioner is held to account

Any text, and a list:

1. The Panel scrutinises the Commissioner. [Police and Crime Panel]
2) Who works around the board. [Strategic Board, 2 steps]
- How the action reaches the Panel. [ V4 -> Police and Crime Panel ]
* And the whole again.
"""
STEPS = [
    Step("The Panel scrutinises the Commissioner.", "Police and Crime Panel"),
    Step("Who works around the board.", "Strategic Board", "", 2),
    Step("How the action reaches the Panel.", "V4", "Police and Crime Panel"),
    Step("And the whole again."),
]


def test_a_markdown_list_is_a_story():
    assert parse(MARKDOWN, "story.md") == STEPS


def test_a_json_list_is_the_same_story():
    assert parse(json.dumps([step._asdict() for step in STEPS]), "STORY.JSON") == STEPS


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("no list here", "a.md", "has no view"),
        ("[]", "a.json", "has no view"),
        ("{", "a.json", "no JSON"),
        ('{"sentence": "s"}', "a.json", "no list"),
        ('[{"sentence": "s", "colour": "red"}]', "a.json", "no 'colour'"),
        ('[{"sentence": ""}]', "a.json", "no sentence"),
        ('[{"sentence": 1}]', "a.json", "are texts"),
        ('[{"sentence": "s", "to": "b"}]', "a.json", "from nowhere"),
        ('[{"sentence": "s", "focus": "a", "hops": 4}]', "a.json", "1 to 3"),
        ('[{"sentence": "s", "focus": "a", "hops": true}]', "a.json", "1 to 3"),
        ("- s [a, 9 steps]", "a.md", "1 to 3"),
        ("- [a]", "a.md", "no sentence"),
    ],
)
def test_what_is_no_story_is_said_with_its_place(text, name, words):
    with pytest.raises(BadFile, match=words) as told:
        parse(text, name)
    assert name in told.value.where


@given(st.text(max_size=120))
def test_any_text_is_a_story_or_a_clear_refusal(text):
    for name in ("a.md", "a.json"):
        try:
            found, hint = parse(text, name), "none needed"
        except BadFile as error:
            found, hint = [Step("refused")], error.hint
        assert hint
        assert found
        assert all(step.sentence and 1 <= step.hops <= 3 for step in found)


def test_brackets_within_a_sentence_are_its_own():
    text = "- The [new] board. [V4]\n- A board (2018] of [its] own\n- No end [V4\n- Both [a] [b]\n"
    assert [(step.sentence, step.focus) for step in parse(text, "s.md")] == [
        ("The [new] board.", "V4"),
        ("A board (2018] of [its] own", ""),
        ("No end [V4", ""),
        ("Both [a]", "b"),
    ]


def test_a_story_made_to_break_the_reader_is_read_or_refused():
    assert parse("- a" + " " * 200_000 + "x]" + " " * 200_000 + "y", "s.md")[0].sentence.startswith("a")
    with pytest.raises(BadFile, match="nested too deep"):
        parse("[" * 200_000, "s.json")
