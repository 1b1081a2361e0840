"""The segmenter on small made papers: one form a test, and what must hold of any text."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.papers import Passage, resolve, segment, silent
from importers.papers.lines import is_furniture
from importers.papers.wording import plain, says, words


def locators(text: str) -> list[str]:
    return [passage.locator for passage in segment(text)]


def wording(text: str, locator: str) -> str:
    found = resolve(segment(text), locator)
    assert found, locator
    return found.text


def test_numbered_paragraphs_with_and_without_bullet():
    text = "To: the Board\n\n1. Aim\n\n1.1 One.\n\n- 1.2 Two\n - a point\n- 1.3 Three\ngoes on\n\nand on\n"
    assert locators(text) == ["head", "section 1", "para 1.1", "para 1.2", "para 1.3"]
    assert wording(text, "para 1.2") == "1.2 Two\n- a point"
    assert wording(text, "para 1.3") == "1.3 Three\ngoes on\nand on"
    assert wording(text, "head") == "To: the Board"


def test_text_under_a_numbered_heading_has_no_number_of_its_own():
    text = "1. TERMS\n\nItem 6 is this.\n\n2. NEXT\n\n2.1 Go.\n"
    assert wording(text, "section 1") == "1. TERMS\nItem 6 is this."
    assert wording(text, "section Terms") == wording(text, "section 1")


def test_a_list_of_numbers_is_no_heading():
    text = "1. Aim\n\n1.1 There are:\n\n1. One\n2. Two\n\n1.2 Next.\n"
    assert locators(text) == ["section 1", "para 1.1", "para 1.2"]
    assert wording(text, "para 1.1") == "1.1 There are:\n1. One\n2. Two"


def test_numbers_that_come_again_get_an_ordinal():
    text = "4. Then\n\n4.1 A.\n\n4. Now\n\n4.1 B.\n"
    assert locators(text) == ["section 4", "para 4.1", "section 4 (2)", "para 4.1 (2)"]
    assert wording(text, "para 4.1 (2)") == "4.1 B."


def test_a_number_is_found_lost_where_one_place_is_left():
    text = "1. A\n\n- 1.1 One:\n - point\n- Two has no number.\n- 1.3 Three.\n"
    passages = segment(text)
    assert [(item.locator, item.lost_number) for item in passages] == [
        ("section 1", False),
        ("para 1.1", False),
        ("para 1.2", True),
        ("para 1.3", False),
    ]
    assert wording(text, "para 1.1") == "1.1 One:\n- point"


@pytest.mark.parametrize(
    "text",
    [
        "1. A\n\n- 1.1 One.\n- Block.\n- Another block.\n- 1.3 Three.\n",  # two blocks for one number
        "1. A\n\n- 1.1 One.\n- Block.\n- 1.4 Four.\n",  # two numbers for one block
        "1. A\n\n- 1.1 One.\n- Block.\n- 1.2 Two.\n",  # none is missing
        "1. A\n\n- 1.1 One.\n- Block.\n\n2. B\n\n2.1 Two.\n",  # nothing says that one follows
    ],
)
def test_no_number_is_guessed(text: str):
    assert not any(passage.lost_number for passage in segment(text))


def test_paragraphs_in_cells_of_a_markdown_pack():
    text = (
        "<b>CLUB</b>\t<b>Item 1</b>\n<b>1 May</b>\t<b>Public</b>\n\n"
        "<b>4.</b>\t<b>AIMS &amp; ENDS</b>\n4.1\tPlain cell.\n<b>4.2</b>\t<p>All of:</p> <ul> <li>• one;</li> </ul>\n\n"
        "\t<ul> <li>• two.</li> </ul>\n<b>5</b>\t<b>NEXT</b>\n5.1\t<b>Title</b>\n\t<p>Words.</p>\n\t<b>SOURCES</b>\n\t<p>A book.</p>\n"
    )
    assert locators(text) == ["head", "section 4", "para 4.1", "para 4.2", "section 5", "para 5.1", "section SOURCES"]
    assert wording(text, "para 4.2") == "4.2 All of:\n- one;\n- two."
    assert wording(text, "para 5.1") == "5.1 Title\nWords."
    assert wording(text, "section AIMS & ENDS") == "4. AIMS & ENDS"


def test_unnumbered_headings():
    text = "# Club\n\n## Members\n\nAnn, Bob\n\n**Substitutes**\n\nCy\n\nSOURCES\n\nA book\n\n## Members\n\nDee\n"
    assert locators(text) == ["head", "section Members", "section Substitutes", "section SOURCES", "section Members (2)"]
    assert wording(text, "section Substitutes") == "Substitutes\nCy"
    assert wording(text, "section Members (2)") == "Members\nDee"


def test_capitals_alone_at_the_end_are_a_stamp():
    text = "1. A\n\n1.1 One.\n\nSOURCES\n\nA book\n\nDRAFT\n"
    assert locators(text) == ["section 1", "para 1.1", "section SOURCES"]


@pytest.mark.parametrize("mark", ["¹ Mark", "<sup>1</sup> Mark", "[^1]: Mark", "_\n\n1 Mark"])
def test_footnotes_interrupt_a_paragraph(mark: str):
    text = f"1. A\n\n1.1 One goes\n\n{mark} of a note.\n\non and on.\n\n1.2 Two.\n"
    assert locators(text) == ["section 1", "para 1.1", "note 1", "para 1.2"]
    assert wording(text, "para 1.1") == "1.1 One goes\non and on."
    assert says(wording(text, "note 1"), "Mark of a note")


def test_a_footnote_may_have_a_sign():
    text = "## CLUB\n\n*\\*Members may ask.*\n\n## Members\n\nAnn\n"
    assert locators(text) == ["head", "note star", "section Members"]
    assert wording(text, "note *") == "*Members may ask."


def test_a_footnote_may_announce_a_list():
    text = "1. A\n\n1.1 One\n\n<sup>1</sup> The measures are;\n\n1. Reduce\n2. Improve\n\ngoes on.\n"
    assert wording(text, "note 1") == "The measures are;\n1. Reduce\n2. Improve"
    assert wording(text, "para 1.1") == "1.1 One\ngoes on."


def test_minutes():
    text = (
        "**MINUTES OF A CLUB**\n\n**40. Apologies**\n\nNone.\n\n#### 41. **Budget**\n\nThe report was read.\n\n"
        "1. Ann asked. Bob said that\n\nhe knew.\n\n2. Cy asked why.\n\nIt was **AGREED**.\n\n#### 42. Dates\n\n"
        "<b>DATES</b>\t<b>ITEMS</b>\n<b>1 MAY 2023</b> <b>1pm</b>\tBudget\n2 JUNE 2023  2pm\tRules\n\nTown Hall\tDates\n"
    )
    assert locators(text)[:6] == ["head", "item 40", "item 41", "item 41 > para 1", "item 41 > para 2", "item 42"]
    assert wording(text, "item 41") == "41. Budget\nThe report was read.\nIt was AGREED."
    assert wording(text, "item 41 > para 1") == "1. Ann asked. Bob said that\nhe knew."
    assert wording(text, "item 42 > row 2 JUNE") == "2 JUNE 2023 2pm\nTown Hall\nRules\nDates"
    assert wording(text, "item 42 > row 2 JUNE > items") == "Rules\nDates"
    assert wording(text, "row 1 MAY 2023 > ITEMS") == "Budget"


def test_titled_points():
    text = (
        "5.\t<b>THEMES</b>\n5.1\t<p><b>Safety</b></p> <ul> <li>• <b><u>Safe Paths;</u></b> <b>Update:</b> going on.</li> "
        "<li>• <b><u>Lamps</u></b></li> </ul>\n\n"
        "**Update:** lit.\n\n### **New**\n\n**• Bells**\n\n**Update:** the list is:\n\n- brass\n- iron\n\n5.2\tNext\n"
    )
    points = ["para 5.1 > point Safe Paths", "para 5.1 > point Lamps", "para 5.1 > point Bells"]
    assert locators(text) == ["section 5", "para 5.1", *points, "para 5.2"]
    assert wording(text, "para 5.1 > point Lamps") == "- Lamps\nUpdate: lit."
    assert wording(text, "para 5.1 > point Bells") == "- Bells\nUpdate: the list is:\n- brass\n- iron"
    assert says(wording(text, "para 5.1"), "Safety Safe Paths Update going on Lamps Update lit New Bells")


def test_an_untitled_bullet_beside_a_titled_one_is_no_part_of_it():
    text = "6. A\n\n- 6.1 These:\n - **Schools** a tender.\n - Early help is there.\n - **Homes** a project.\n"
    assert wording(text, "para 6.1 > point Schools") == "- Schools a tender."
    assert "Early help" in wording(text, "para 6.1")


def test_a_letter_has_blocks():
    text = "Ann Alder\nc/o Club\n\n3 May 2023\n\nDear Ann\n\nI refer to the report of the Club that you sent me.\n\nI thank you.\n\nYours\n"
    assert locators(text) == ["head", "para @1", "para @2", "para @3"]
    assert wording(text, "para @2") == "I thank you."


def test_a_pipe_table():
    top = "## CLUB\n\n### AGENDA\n\n- |     |     |\n|-----|-----|\n"
    text = f"{top}| 1.  | Apologies |\n| 2.  | Budget    |\n|     | with a note |\n| 10. | Dates |\n\n## Members\n\nAnn\n"
    assert wording(text, "row 2") == "2.\nBudget\nwith a note"
    assert wording(text, "row 1.") == "1.\nApologies"
    assert wording(text, "section Members") == "Members\nAnn"


def test_page_furniture_belongs_to_no_passage():
    assert locators("---\n\nThis page is intentionally left blank\n\n 47\n\n_\n") == []


def test_an_unknown_locator_resolves_to_nothing():
    passages = segment("1. A\n\n1.1 One.\n\n1.2 Two.\n")
    assert resolve(passages, "para 1.3") is None
    assert resolve(passages, "para 1") is None
    assert resolve(passages, "para 1.1 (2)") is None
    assert resolve(passages, "row V4") is None
    assert resolve(passages, "") is None


def test_silent_passages():
    text = "1. A\n\n1.1 One:\n\n- **Lamps**\n\nlit\n\n1.2 Two.\n\n1.3 Three.\n\nSOURCES\n\nBook\tRules\nOfficer\tAnn\n"
    passages = segment(text)
    assert [item.locator for item in silent(passages, ["para 1.2", "para 1.1 > point Lamps", "section SOURCES"])] == ["para 1.3"]
    assert [item.locator for item in silent(passages, ["para 1.1", "row Officer"])] == ["para 1.2", "para 1.3", "row Book"]


WORD = st.sampled_from(["aim", "board", "Club", "DUES", "lamp", "reads", "the"])
PHRASE = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
NUMBER = st.integers(1, 12).map(str)
FORMS = st.one_of(
    PHRASE,
    PHRASE.map(lambda text: f"{text}."),
    st.just(""),
    st.sampled_from(["---", "37", "This page is intentionally left blank", "\t\t"]),
    st.tuples(NUMBER, PHRASE).map(lambda pair: f"{pair[0]}. {pair[1]}"),
    st.tuples(NUMBER, NUMBER, PHRASE).map(lambda one: f"{one[0]}.{one[1]} {one[2]}"),
    st.tuples(NUMBER, NUMBER, PHRASE).map(lambda one: f"- {one[0]}.{one[1]} {one[2]}"),
    st.tuples(NUMBER, NUMBER, PHRASE).map(lambda one: f"<b>{one[0]}.{one[1]}</b>\t<p>{one[2]}</p> <ul> <li>• {one[2]}</li> </ul>"),
    st.tuples(NUMBER, PHRASE).map(lambda pair: f"<b>{pair[0]}.</b>\t<b>{pair[1]}</b>"),
    PHRASE.map(lambda text: f"- {text}"),
    PHRASE.map(lambda text: f"- **{text}**"),
    PHRASE.map(lambda text: f"**{text}**"),
    PHRASE.map(lambda text: f"## {text}"),
    PHRASE.map(str.upper),
    PHRASE.map(lambda text: f"\t<p>{text}</p>"),
    st.tuples(PHRASE, PHRASE).map("\t".join),
    st.tuples(PHRASE, PHRASE).map(lambda pair: f"<b>{pair[0]}</b>\t<b>{pair[1]}</b>"),
    st.tuples(NUMBER, PHRASE).map(lambda pair: f"| {pair[0]}. | {pair[1]} |"),
    PHRASE.map(lambda text: f"² {text}"),
)
PAPER = st.lists(FORMS, max_size=30).map("\n".join)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(PAPER | ANY_TEXT)
def test_every_passage_is_found_again_by_its_locator(text: str):
    passages = segment(text)
    assert len({passage.locator for passage in passages}) == len(passages)
    for passage in passages:
        assert resolve(passages, passage.locator) is passage


@given(PAPER)
def test_no_word_is_lost_and_none_is_told_twice(text: str):
    printed = Counter(word for line in text.splitlines() if not is_furniture(line) for word in words(line))
    held = Counter(word for passage in segment(text) for word in words(passage.own))
    assert held == printed


@given(PAPER)
def test_the_text_of_a_passage_holds_that_of_the_passages_inside_it(text: str):
    passages = {passage.locator: passage for passage in segment(text)}
    for passage in passages.values():
        around: Passage | None = passages.get(passage.around)
        assert around is None or passage.text in around.text


@given(ANY_TEXT)
def test_plain_text_stays_plain(text: str):
    assert "\n" not in plain(text)
