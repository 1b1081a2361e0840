"""The pages that lead to the others: home, lists from A to Z, words explained, sources. Pure."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass

from graph.model.labels import LABELS
from graph.model.relationships import TYPES
from visualisations import style
from visualisations.site import around
from visualisations.site.landscape import FAMILIES, Landscape, Link
from visualisations.site.names import stem
from visualisations.site.words import day, label, plural

LONG = 600
"""Entries of a list from which on each letter has a page of its own."""

FIVE = {
    "HOLDS_TO_ACCOUNT": "One answers to the other, who may demand an account of what was done. In law it is a power over somebody.",
    "SCRUTINISES": "One examines and questions what the other does, in public or in committee. It gives no order.",
    "OVERSEES": "One keeps an eye on the whole of a piece of work or of a group, and steers it.",
    "REPORTS_TO": "One tells the other how things stand. It says nothing of who may decide.",
    "CONVENES": "One calls the other together. Who convenes a meeting need not lead it, nor answer for it.",
}
"""The five that must never be merged, in plain words."""

FAMILY_NAMES = {
    "Body": "Bodies",
    "Holder": "Posts and people",
    "Work": "Work",
    "Money": "Money",
    "Law": "Law",
    "Place": "Places",
    "Thing": "Systems",
    "Time": "Meetings",
}


@dataclass(frozen=True)
class Entry:
    """One line of a list: an entity, its other names, and how many facts its page has."""

    link: Link
    kind: str
    names: tuple[str, ...]
    facts: int


@dataclass(frozen=True)
class Letter:
    """The entries under one letter."""

    letter: str
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class ListPage:
    """One page of a list: all letters of a family, or one letter of a long one."""

    href: str
    family: str
    words: str
    letters: tuple[Letter, ...]
    others: tuple[Link, ...]
    count: int
    single: str = ""


@dataclass(frozen=True)
class Word:
    """A relation explained: how it reads both ways, and how it is drawn."""

    name: str
    says: str
    back: str
    explained: str
    line: style.LineLook
    count: int


@dataclass(frozen=True)
class Counts:
    """What a site holds, in figures: entities of each family, facts, papers."""

    families: tuple[tuple[str, Link, int], ...]
    facts: int
    stated: int
    papers: int
    passages: int


def degrees(site: Landscape) -> Counter[str]:
    """How many facts the page of each entity has, beside mere mentions."""
    found: Counter[str] = Counter()
    for row in site.facts:
        if row["type"] not in ("MENTIONED_IN", "POSSIBLY_SAME_AS"):
            found.update({row["from"], row["to"]})
    return found


def counts(site: Landscape) -> Counts:
    """Count what the site holds; facts that show only by a class are not counted among those stated."""
    families = Counter(row["family"] for row in site.entities.values())
    facts = [row for row in site.facts if row["type"] not in ("MENTIONED_IN", "POSSIBLY_SAME_AS") and not row["properties"].get("by_class")]
    return Counts(
        tuple((name, Link(FAMILY_NAMES[name], list_address(name)), families[name]) for name in FAMILIES if families[name]),
        len(facts),
        sum(row["properties"].get("standing") == "stated" for row in facts),
        sum(row["kind"] != "register" for row in site.papers.values()),
        len(site.passages),
    )


def list_address(family: str) -> str:
    """Where the list of a family is."""
    return f"lists/{family.lower()}.html"


def letter_of(name: str) -> str:
    """The letter that a name stands under: A to Z without its accent, else `0-9` or `other`.

    >>> letter_of("Équipe"), letter_of("7F board"), letter_of("«x»"), letter_of("")
    ('E', '0-9', 'other', 'other')
    """
    first = unicodedata.normalize("NFKD", name.strip()[:1])[:1].upper()
    if first.isascii() and first.isalpha():
        return first
    return "0-9" if first.isdecimal() else "other"


def lists(site: Landscape) -> list[ListPage]:
    """The pages of the lists, one a family; a long family has one a letter, and the first leads to them."""
    degree = degrees(site)
    by: dict[str, dict[str, list[Entry]]] = {name: defaultdict(list) for name in FAMILIES}
    for item, row in site.entities.items():
        kind = ", ".join(dict.fromkeys(words for words in (label(row["label"]), row["kind"], "class" if row["is_class"] else "") if words))
        by[row["family"]][letter_of(row["name"])].append(Entry(site.link(item), kind, tuple(row["names"]), degree[item]))
    found = []
    for family, entries in by.items():
        count = sum(map(len, entries.values()))
        if not count:
            continue
        order = sorted(entries, key=lambda letter: (len(letter) > 1, letter))
        letters = [Letter(letter, f"letter.{letter.lower()}", tuple(entries[letter])) for letter in order]
        words, href = FAMILY_NAMES[family], list_address(family)
        if count <= LONG:
            found.append(ListPage(href, family, words, tuple(letters), (), count))
            continue
        pages = [f"lists/{stem(family.lower())}.{letter.letter.lower()}.html" for letter in letters]
        links = tuple(
            Link(letter.letter, page, plural(len(letter.entries), "entry", "entries")) for letter, page in zip(letters, pages, strict=True)
        )
        found.append(ListPage(href, family, words, (), links, count))
        for letter, page in zip(letters, pages, strict=True):
            found.append(ListPage(page, family, words, (letter,), links, len(letter.entries), letter.letter))
    return found


def words(site: Landscape) -> tuple[list[Word], dict[str, list[Word]]]:
    """Every relation explained: the five kinds of accountability, then all by group; counts leave out what a class gives."""
    used = Counter(row["type"] for row in site.facts if not row["properties"].get("by_class"))
    made = {
        kind.name: Word(kind.name, kind.says, kind.back, FIVE.get(kind.name, ""), style.line_look(kind.name), used[kind.name])
        for kind in TYPES
        if kind.name not in around.LEFT_OUT
    }
    groups: dict[str, list[Word]] = defaultdict(list)
    for kind in TYPES:
        if kind.name in made:
            groups[kind.group].append(made[kind.name])
    return [made[name] for name in FIVE], dict(groups)


def boards(site: Landscape, most: int = 12) -> list[Entry]:
    """The boards, partnerships and groups with most facts: where a chair begins."""
    degree = degrees(site)
    wanted = ("Board", "CommunitySafetyPartnership", "DeliveryGroup")
    rows = [row for row in site.entities.values() if row["label"] in wanted and not row["is_class"] and not row["unnamed"]]
    rows.sort(key=lambda row: (-degree[row["id"]], row["name"].casefold(), row["id"]))
    return [Entry(site.link(row["id"]), row["kind"] or label(row["label"]), tuple(row["names"]), degree[row["id"]]) for row in rows[:most]]


def label_words() -> list[tuple[str, str]]:
    """The labels that entities have, each in a sentence."""
    return [(label(item.name), item.says) for item in LABELS if item.family.value in FAMILIES]


def paper_rows(site: Landscape) -> list[tuple[int, Link, str, str, int, str]]:
    """Papers by number: number, link, kind, date, how many facts it states, licence."""
    stated: dict[str, set[str]] = defaultdict(set)
    for passage, rows in site.stated_at.items():
        if passage in site.passages:
            stated[site.passages[passage]["document"]] |= {
                row["key"] for row in rows if row["type"] not in ("MENTIONED_IN", "POSSIBLY_SAME_AS")
            }
    return [
        (site.numbers[item], site.link(item), row["kind"], day(row["date"]), len(stated[item]), row["licence"])
        for item, row in site.papers.items()
    ]
