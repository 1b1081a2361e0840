"""Amounts of money: as papers print them, every one of the five papers, and back again from what was printed."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.papers import Document, find_papers, segment
from importers.prose.money import amounts, in_sentence, printed
from importers.prose.sentences import sentences

HERE = Path(__file__).parent
DOCUMENTS = HERE.parent.parent / "importers" / "datasets" / "cambridgeshire" / "documents.csv"


@pytest.mark.parametrize(
    ("text", "amount", "currency", "qualifier"),
    [
        ("£500k", 500_000, "GBP", ""),
        ("£1.2m", 1_200_000, "GBP", ""),
        ("£1.5bn", 1_500_000_000, "GBP", ""),
        ("£2 million", 2_000_000, "GBP", ""),
        ("£634,285", 634_285, "GBP", ""),
        ("£12,345.67", Decimal("12345.67"), "GBP", ""),
        ("up to £25,000", 25_000, "GBP", "up to"),
        ("a maximum of £25,000", 25_000, "GBP", "up to"),
        ("£10,000 per bid", 10_000, "GBP", "per bid"),
        ("£5,000 a year", 5_000, "GBP", "per year"),
        ("£25,000 match funding", 25_000, "GBP", "match"),
        ("50p", Decimal("0.5"), "GBP", ""),
        ("75 pence", Decimal("0.75"), "GBP", ""),
        ("€3m", 3_000_000, "EUR", ""),
        ("GBP 30,000", 30_000, "GBP", ""),
        ("30,000 pounds", 30_000, "GBP", ""),
        ("half a million pounds", 500_000, "GBP", ""),
        ("two million pounds", 2_000_000, "GBP", ""),
        ("a further £40k", 40_000, "GBP", "further"),
    ],
)
def test_an_exact_amount(text: str, amount: int | Decimal, currency: str, qualifier: str) -> None:
    (found,) = amounts(f"They gave {text} to the fund.")
    assert (found.amount, found.currency, found.qualifier, found.text) == (amount, currency, qualifier, text)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("over £1 million", 1_000_000, None),
        ("at least £5,000", 5_000, None),
        ("under £20k", None, 20_000),
        ("around £20k", None, None),
        ("£10-15k", 10_000, 15_000),
        ("£10,000-£12,000", 10_000, 12_000),
        ("between £1m and £2m", 1_000_000, 2_000_000),
        ("£20k to £30k", 20_000, 30_000),
        ("just under half of the £155k", None, 155_000),
    ],
)
def test_what_is_not_exact_has_no_amount(text: str, least: int | None, most: int | None) -> None:
    (found,) = amounts(f"They gave {text}.")
    assert (found.amount, found.least, found.most, found.text) == (None, least, most, text)


def test_thousands_printed_twice_are_no_amount_and_the_doubt_is_said() -> None:
    (found,) = amounts("£634,285k was secured")
    assert found.amount is None
    assert found.text == "£634,285k"
    assert "twice" in found.doubt


@pytest.mark.parametrize("text", ["£", "£ and p", "page 50", "5 pm", "2018-19", "£1,5", "50 people", "p50", "a million people", "£x"])
def test_what_is_no_amount(text: str) -> None:
    assert list(amounts(text)) == []


@pytest.mark.parametrize(("text", "shown"), [("£10,000 to 15 schools", "£10,000"), ("£5m to 2024", "£5m"), ("£1 and 4 others", "£1")])
def test_a_number_beside_an_amount_makes_no_range(text: str, shown: str) -> None:
    (found,) = amounts(text)
    assert found.text == shown
    assert found.amount is not None


def test_what_the_sentence_says_around_an_amount() -> None:
    (found,) = in_sentence("Two bids went in, which if successful bring £1.5m.")
    assert (found.amount, found.qualifier) == (1_500_000, "if successful")
    (found,) = in_sentence("Total investment from all three rounds comes to £9m.")
    assert (found.amount, found.qualifier) == (None, "total of three rounds")
    (found,) = in_sentence("A fund of £4m was announced.")
    assert found.qualifier == "announced"


@given(st.integers(min_value=1, max_value=10**11), st.sampled_from(["GBP", "EUR", "USD"]))
def test_what_is_printed_in_full_is_read_back(amount: int, currency: str) -> None:
    (found,) = amounts(f"for {printed(Decimal(amount), currency)}.")
    assert (found.amount, found.currency) == (amount, currency)


@given(st.integers(min_value=1, max_value=9999), st.sampled_from(["k", "m", "bn"]), st.integers(min_value=0, max_value=2))
def test_what_is_printed_short_is_read_back(figure: int, scale: str, places: int) -> None:
    amount = Decimal(figure).scaleb(-places) * 10 ** {"k": 3, "m": 6, "bn": 9}[scale]
    (found,) = amounts(f"({printed(amount, scale=scale)})")
    assert found.amount == amount


@given(st.text(max_size=80))
def test_any_text_is_read_and_the_places_hold_what_was_printed(text: str) -> None:
    for found in amounts(text):
        assert " ".join(text[found.start : found.end].split()) == found.text


def _papers(papers: Path) -> dict[str, str]:
    with DOCUMENTS.open(encoding="utf-8-sig") as file:
        known = [Document(**{name: value for name, value in row.items() if name != "withdrawn"}) for row in csv.DictReader(file)]
    packs = {item.part_of for item in known}
    return {item.rsplit("/", 1)[-1]: text for item, text in find_papers(papers, known).items() if item not in packs}


def test_every_amount_of_the_five_papers(papers: Path) -> None:
    """The expected figures are written by hand from the papers, each with its place."""
    with (HERE / "amounts.csv").open(encoding="utf-8") as file:
        wanted = sorted(tuple(row.values()) for row in csv.DictReader(file))
    found, signs = [], 0
    for document, text in _papers(papers).items():
        signs += len(re.findall(r"[£€]\s?\d", text))
        passages = segment(text)
        for passage in passages:
            for sentence in sentences(passage.own):
                for item in in_sentence(sentence.text):
                    exact = "" if item.amount is None else str(int(item.amount))
                    found.append((document, passage.locator, item.text, exact, item.qualifier))
    assert sorted(found) == wanted
    assert signs == len(wanted)
