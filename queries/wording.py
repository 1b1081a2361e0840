"""Searches the wording of the papers that the user has added: all words in any order, and phrases in quotes."""

from __future__ import annotations

import re

from graph.answer import Answer, AnswerRow, Note, NoteCode
from graph.model.ids import fold
from graph.model.values import latest
from graph.store import Store
from graph.timeline import day_of
from queries.run import evidence_of

_WORDED = """MATCH (n:Passage) WHERE n.hidden IS NULL AND n.wording IS NOT NULL AND all(word IN $words WHERE n.wording_search CONTAINS word)
RETURN n.id AS id, n.date AS date, n.wording_search AS said ORDER BY date, id"""
_ADDED = "MATCH (n:Passage) WHERE n.wording IS NOT NULL RETURN count(n) AS n"
_NOTHING_ADDED = "No paper has been added yet: `landscape papers add PATH`."
_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")
_AROUND = 140
"""So many letters are shown on each side of the words."""
_SHORT = 360
"""A passage up to so many letters is shown whole."""


def wanted_words(text: str) -> tuple[list[str], list[str]]:
    r"""What must stand in a passage: phrases in quotes, and single words; folded.

    >>> wanted_words('police "County Lines" Gangs')
    (['county lines'], ['police', 'gangs'])
    """
    phrases = [fold(item) for item in _QUOTED.findall(text)]
    return [item for item in phrases if item], fold(_QUOTED.sub(" ", text)).split()


def find_wording(store: Store, text: str, as_of: str, most: int = 20) -> Answer:
    """Passages whose wording holds all the words, best first: the words as one phrase, from the beginning of a word on, most often.

    None later than the date. Each with its locator and the words in what stands around them; the whole wording is in the evidence.
    """
    phrases, words = wanted_words(text)
    whole = " ".join(words)
    needed = [*phrases, *words]
    rows = store.read(_WORDED, {"words": needed}) if needed else []
    said = [item for item in rows if latest(item["date"]) <= day_of(as_of)]
    ranked = sorted(said, key=lambda item: (_rank(item["said"], phrases, words, whole), latest(item["date"]), item["id"]))
    notes = []
    if not said:
        added = store.read(_ADDED)[0]["n"]
        why = f"No paper that you have added, dated up to {as_of}, says it." if added else _NOTHING_ADDED
        notes.append(Note(code=NoteCode.NOT_STATED, sentence=why))
    if len(said) > most:
        notes.append(Note(code=NoteCode.CUT, sentence=f"There are more than {most}; give more words, or --most."))
    shown = [item["id"] for item in ranked[:most]]
    found = evidence_of(store, shown)
    answer_rows = []
    for key in shown:
        item = found[key]
        wording = snippet(item.text or "", [*phrases, whole, *words])
        values = {"paper": item.title, "date": item.date, "place": item.locator, "wording": wording, "passage": key}
        answer_rows.append(AnswerRow(values=values, evidence=(key,), sentence=f"“{wording}”"))
    return Answer(
        question="find",
        parameters={"wording": text},
        as_of=as_of,
        columns=("paper", "date", "place", "wording", "passage"),
        rows=tuple(answer_rows),
        evidence=found,
        notes=tuple(notes),
        plain=True,
    )


def _rank(said: str, phrases: list[str], words: list[str], whole: str) -> tuple[int, int, int]:
    """How well a passage answers, the best the least: the words as one phrase, how many begin a word, how often they stand there."""
    spaced = f" {re.sub(r'[^a-z0-9]+', ' ', said)} "
    begun = sum(f" {item}" in spaced for item in (*phrases, *words))
    return -int(bool(whole) and whole in said), -begun, -sum(said.count(item) for item in (*phrases, *words))


def snippet(wording: str, needed: list[str]) -> str:
    """A passage's wording around the first of the words that stands in it; short wording whole.

    >>> snippet("a " * 300 + "county lines" + " b" * 300, ["county lines"])[:8]
    '... a a '
    """
    text = " ".join(wording.split())
    if len(text) <= _SHORT:
        return text
    place = next((found for item in needed if item and (found := _place(text, item)) >= 0), 0)
    start = max(0, place - _AROUND)
    end = min(len(text), place + _AROUND * 2)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.find(" ", end) if text.find(" ", end) > 0 else len(text)
    return f"{'... ' if start else ''}{text[start:end]}{' ...' if end < len(text) else ''}"


def _place(text: str, item: str) -> int:
    """Where folded words stand in a text, by its own letters; -1 where their letters are folded otherwise."""
    return text.casefold().find(item)
