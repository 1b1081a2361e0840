"""Amounts of money as British papers print them: a grammar of our own, since general libraries read `£500k` as 500.

An amount is exact only where the text says one figure and means it: `over £1m`, `£10k to £20k` and `£634,285k` (thousands twice) are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple


class Money(NamedTuple):
    """One amount in a text."""

    text: str
    """As printed, with the words that qualify it."""
    start: int
    end: int
    amount: Decimal | None
    """The figure in whole currency, only where it is exact."""
    currency: str
    """ISO 4217."""
    qualifier: str
    """`up to`, `over`, `per bid`, `match`, `total of four rounds`; several parted by `; `."""
    least: Decimal | None = None
    most: Decimal | None = None
    """The bounds that the text gives: of a range both, of `over` the least, of `up to` the most."""
    doubt: str = ""
    """Why the printed figure cannot be what it says."""


_CURRENCY = {"£": "GBP", "€": "EUR", "$": "USD", "gbp": "GBP", "eur": "EUR", "usd": "USD", "pound": "GBP", "euro": "EUR", "sterling": "GBP"}
_SCALE = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "mio": 6,
    "million": 6,
    "bn": 9,
    "billion": 9,
}
_SMALL = {
    "half a": Decimal("0.5"),
    "a quarter of a": Decimal("0.25"),
    "quarter of a": Decimal("0.25"),
    "three quarters of a": Decimal("0.75"),
    "a": Decimal(1),
    "one": Decimal(1),
    "two": Decimal(2),
    "three": Decimal(3),
    "four": Decimal(4),
    "five": Decimal(5),
    "six": Decimal(6),
    "seven": Decimal(7),
    "eight": Decimal(8),
    "nine": Decimal(9),
    "ten": Decimal(10),
    "twelve": Decimal(12),
    "fifteen": Decimal(15),
    "twenty": Decimal(20),
    "fifty": Decimal(50),
    "a hundred": Decimal(100),
    "one hundred": Decimal(100),
}

_MOST = ("up to", "no more than", "not more than", "a maximum of", "maximum of", "at most", "capped at", "a cap of")
_LEAST = ("at least", "a minimum of", "minimum of", "no less than", "not less than")
_ABOVE = ("in excess of", "over", "more than", "upwards of", "above")
_BELOW = ("just under", "under", "less than", "below")
_ROUGHLY = (
    "approximately",
    "approx.",
    "approx",
    "around",
    "about",
    "roughly",
    "nearly",
    "almost",
    "circa",
    "c.",
    "some",
    "an estimated",
    "estimated",
)
_PART = (
    "just under half of",
    "just over half of",
    "nearly half of",
    "about half of",
    "over half of",
    "half of",
    "a third of",
    "a quarter of",
    "two thirds of",
    "part of",
    "some of",
    "the remainder of",
    "a share of",
)
_MORE = ("a further", "an additional", "an extra", "additional", "extra", "further", "another")
_FIXED = ("a total of", "total of", "the sum of", "a sum of", "increased to", "reduced to")

_BEFORE = {
    word: kind
    for kind, words in (
        ("most", _MOST),
        ("least", _LEAST),
        ("above", _ABOVE),
        ("below", _BELOW),
        ("roughly", _ROUGHLY),
        ("part", _PART),
        ("more", _MORE),
        ("fixed", _FIXED),
    )
    for word in words
}
_STRIPPED = {
    "an additional": "additional",
    "an extra": "extra",
    "a further": "further",
    "an estimated": "estimated",
    "a total of": "total",
    "total of": "total",
    "a maximum of": "up to",
    "maximum of": "up to",
    "a minimum of": "at least",
    "minimum of": "at least",
    "in excess of": "over",
    "c.": "circa",
    "approx.": "approximately",
    "approx": "approximately",
    "the sum of": "",
    "a sum of": "",
    "capped at": "up to",
    "a cap of": "up to",
    "no more than": "up to",
    "not more than": "up to",
}

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SUFFIX = r"(?:\s?(?:thousand|million|billion|bn|mn|mio)|\s?[kKmM])(?![A-Za-z])"
_WORDS = "|".join(sorted(map(re.escape, _SMALL), key=len, reverse=True))
_QUALIFIERS = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_BEFORE, key=len, reverse=True))
_AFTER = (
    r"per\s+(?:bid|application|annum|year|month|week|head|person|project|scheme|round|district|partnership|household|post|grant|award|day|hour)"
    r"|a\s+year|each\s+year|annually|p\.?a\.?(?![a-z])|each"
    r"|match(?:ed)?(?:[ -]funding)?|of\s+match(?:[ -]funding)?|in\s+match(?:[ -]funding)?"
)
_AMOUNT = re.compile(
    rf"(?:(?<![A-Za-z])(?P<before>(?:{_QUALIFIERS})(?:\s+(?:{_QUALIFIERS}))?)\s+(?:(?:the|a|an)\s+)?)?"
    rf"(?P<between>between\s+)?"
    rf"(?:(?:(?P<sign>[£€$]|(?<![A-Za-z])(?:GBP|EUR|USD)\s?)\s?(?P<first>{_NUMBER})(?P<scale>{_SUFFIX})?"
    rf"(?![,.]?\d)(?P<range>(?:\s?[-–—]\s?(?P<sign2>[£€$])?|\s+(?:to|(?P<also>and))\s+(?P<sign3>[£€$])?)\s?(?P<second>{_NUMBER})(?P<scale2>{_SUFFIX})?(?![,.]?\d|%|/))?)"
    rf"|(?P<plain>(?<![\d.,£€$A-Za-z])(?:{_NUMBER}))(?P<scale3>{_SUFFIX})?\s?(?P<unit>pounds?(?:\s+sterling)?|euros?|pence|p(?![A-Za-z.]))(?![A-Za-z])"
    rf"|(?<![A-Za-z])(?P<word>{_WORDS})\s+(?P<scale4>thousand|million|billion)\s+(?P<unit2>pounds?(?:\s+sterling)?|euros?))"
    rf"(?:\s+(?P<after>{_AFTER}))?",
    re.IGNORECASE,
)
_IF = re.compile(r"\bif\s+(?:successful|awarded|approved|agreed|granted)\b", re.IGNORECASE)
_ROUNDS = re.compile(r"\b(?:all|total\s+of|across)?\s*(\w+)\s+rounds\b", re.IGNORECASE)
_COMES_TO = re.compile(r"\b(?:comes?|came|amounts?|amounted|brings?\s+the\s+total|totals?|totalled|totalling)(?:\s+to)?\s*$", re.IGNORECASE)
_ANNOUNCED = re.compile(r"\bannounced\b", re.IGNORECASE)
_NUMERALS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def amounts(text: str) -> Iterator[Money]:
    """Every amount of a text, in order.

    >>> [(item.text, item.amount, item.qualifier) for item in amounts("up to £25,000 of the £1.2m; £10,000 per bid")]
    [('up to £25,000', Decimal('25000'), 'up to'), ('£1.2m', Decimal('1200000.0'), ''), ('£10,000 per bid', Decimal('10000'), 'per bid')]
    """
    for found in _AMOUNT.finditer(text):
        yield _money(found)


def in_sentence(sentence: str) -> list[Money]:
    """The amounts of one sentence, with what the sentence says around them: if successful, announced, the total of so many rounds."""
    found = list(amounts(sentence))
    conditional, rounds, announced = _IF.search(sentence), _ROUNDS.search(sentence), _ANNOUNCED.search(sentence)
    told = []
    for item in found:
        more = []
        amount = item.amount
        if conditional:
            more.append("if successful")
        if announced:
            more.append("announced")
        before = sentence[: item.start]
        if rounds and rounds[1].casefold() in _NUMERALS and re.search(r"\btotal[^£]*$", before, re.IGNORECASE):
            more.append(f"total of {rounds[1].casefold()} rounds")
            amount = None
        elif _COMES_TO.search(before.rstrip()):
            more.append("total")
            amount = None
        qualifier = "; ".join(dict.fromkeys(filter(None, (item.qualifier, *more))))
        told.append(item._replace(qualifier=qualifier, amount=amount))
    return told


def printed(amount: Decimal, currency: str = "GBP", *, scale: str = "") -> str:
    """An amount as papers print it; `scale` is `k`, `m`, `bn` or none.

    >>> printed(Decimal(634285)), printed(Decimal(1_500_000), scale="m")
    ('£634,285', '£1.5m')
    """
    sign = {code: text for text, code in _CURRENCY.items() if len(text) == 1}[currency]
    if not scale:
        return f"{sign}{amount:,f}"
    figure = format((amount / 10 ** _SCALE[scale]).normalize(), "f")
    return f"{sign}{figure}{scale}"


def _scaled(number: str, scale: str) -> Decimal:
    return Decimal(number.replace(",", "")) * 10 ** Decimal(_SCALE.get(scale.strip().casefold(), 0))


def _money(found: re.Match[str]) -> Money:
    parts = found.groupdict(default="")
    currency, low, high, doubt = _figures(parts)
    start, end = found.span()
    if high is None and parts["range"]:
        end = found.start("range")
    text = " ".join(found.string[start:end].split())
    kinds, words = _qualifiers(parts["before"])
    if parts["after"]:
        after = " ".join(parts["after"].casefold().split())
        words.append(
            "match"
            if "match" in after
            else "per year"
            if after in ("a year", "each year", "annually", "per annum", "pa", "p.a.", "p.a")
            else after
        )
    amount: Decimal | None = low
    least = most = None
    if high is not None:
        amount, least, most = None, min(low, high), max(low, high)
    elif doubt or kinds & {"above", "least", "below", "roughly", "part"}:
        amount = None
        least = low if kinds & {"above", "least"} else None
        most = low if kinds & {"below", "part"} else None
    elif "most" in kinds:
        most = low
    return Money(text, start, end, amount, currency, "; ".join(dict.fromkeys(filter(None, words))), least, most, doubt)


def _figures(parts: dict[str, str]) -> tuple[str, Decimal, Decimal | None, str]:
    """Currency, first and second figure, and what is wrong with them as printed."""
    if parts["word"]:
        number = _SMALL[" ".join(parts["word"].casefold().split())]
        return _currency(parts["unit2"]), number * 10 ** _SCALE[parts["scale4"].casefold()], None, ""
    if parts["plain"]:
        unit = parts["unit"].casefold()
        figure = _scaled(parts["plain"], parts["scale3"])
        return ("GBP", figure / 100, None, "") if unit in ("p", "pence") else (_currency(unit), figure, None, "")
    scale = parts["scale"].strip()
    doubt = "thousands are printed twice" if scale and "," in parts["first"] else ""
    high = None
    worded = parts["range"][:1].isspace() and not re.match(r"\s?[-–—]", parts["range"])
    told = parts["sign2"] or parts["sign3"] or parts["scale2"] or parts["between"]  # `£10,000 to 15 schools` is no range
    if parts["second"] and (told or not worded) and (parts["between"] or not parts["also"]):
        second = _scaled(parts["second"], parts["scale2"])
        own = scale or (parts["scale2"] if "," not in parts["first"] else "")
        if second > _scaled(parts["first"], own):
            scale, high = own, second
    return _currency(parts["sign"]), _scaled(parts["first"], scale), high, doubt


def _currency(text: str) -> str:
    word = text.strip().casefold().split(" ")[0]
    return _CURRENCY.get(word) or _CURRENCY[word.removesuffix("s")]


def _qualifiers(before: str) -> tuple[set[str], list[str]]:
    """The kinds of the words before an amount, and the words, shortened to those that papers share."""
    rest = " ".join(before.casefold().split())
    kinds: set[str] = set()
    words: list[str] = []
    while rest:
        word = next(item for item in sorted(_BEFORE, key=len, reverse=True) if rest.startswith(item))
        kinds.add(_BEFORE[word])
        words.append(_STRIPPED.get(word, word))
        rest = rest[len(word) :].strip()
    return kinds, words
