"""What Tab offers for the beginning of a subject."""

from queries.suggestions import MOST, suggest

WORLD = """
* Action 1 | code=V4
* Action 2 | code=V10
Board 1 | OVERSEES | Action 1 | 2018-10
Board 2 | WORKS_WITH | Board 1 | 2018-10
~ Board 2 | 2018-10 | Safer Board
"""


def test_the_beginning_of_a_name_a_code_or_an_id(loaded):
    assert [word for word, _ in suggest(loaded, "boa")] == ["Board 1", "Board 2"]
    assert suggest(loaded, "v4") == [("V4", "Action 1")]
    assert [word for word, _ in suggest(loaded, "V")] == ["V10", "V4"]
    assert suggest(loaded, "BODY/board-1") == [("body/board-1", "Board 1")]


def test_words_within_a_name_come_where_none_begins_so(loaded):
    assert [word for word, _ in suggest(loaded, "ction 2")] == ["Action 2"]
    assert suggest(loaded, "nothing of the kind") == []


def test_nothing_typed_offers_the_codes(loaded):
    assert suggest(loaded, " ") == [("V4", "Action 1"), ("V10", "Action 2")]


def test_papers_are_no_subjects(loaded):
    assert suggest(loaded, "paper") == []
    assert suggest(loaded, "paper/") == []
    assert len(suggest(loaded, "a")) <= MOST
