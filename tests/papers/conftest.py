"""What the questions of this room share: the shipped data set, loaded once, and how an answer is held against what the papers say.

A question is a dictionary that a policy officer can read:

- `question`: its number and plain words; `ask`: the commands, as one types them after `landscape`; `as_of`: the date.
- `must`: rows of the answers, each (relation, thing, modality, place) and, where it matters, words that the row must show: an amount,
  a decision, whose words they are, the strand. The place is a passage that the row must rest on (a row of a table stands for its cells).
- `must_not`: rows that no answer may have, in the same form. `notes` and `no_notes`: codes that every answer must, or must not, carry.

A thing is an id, a code, a name or an alias; with `=` before it, it is a literal value (`|` between two ways to print it).
None is any thing; an empty relation, modality or place is any.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graph import cypher
from graph.answer import Answer, AnswerRow
from graph.errors import UnknownSubject
from graph.settings import Target
from graph.store import Store, open_store
from importers.load import import_batch
from importers.register.read import read_register
from importers.register.rows import register_batch
from queries import lookups
from queries.catalogue import load as load_catalogue
from queries.run import ask
from queries.subjects import resolve

DATA = Path(__file__).parent.parent.parent / "importers" / "datasets" / "cambridgeshire"
PANEL = "paper/cambridgeshire-police-and-crime-panel"
PAPERS = {
    "board 2016": "paper/business-coordination-board/2016-08-11/plan-development-communities",
    "matrix": f"{PANEL}/2018-10/delivery-matrix",
    "panel 2018": f"{PANEL}/2018-11-14/monitoring-delivery-communities",
    "board 2020": "paper/business-coordination-board/2020-10-28/communities-theme",
    "minutes": f"{PANEL}/2023-02-01/minutes",
    "item 6": f"{PANEL}/2023-03-15/item-6",
    "item 7": f"{PANEL}/2023-03-15/item-7",
    "item 9": f"{PANEL}/2023-03-15/item-9",
    "item 10": f"{PANEL}/2023-03-15/item-10",
}
RELATIONS = ("role", "relation", "effect")
NOT_THE_THING = ("of_id", "from_id")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The Cambridgeshire data set in one embedded store."""
    store = open_store(Target(address=str(tmp_path_factory.mktemp("papers") / "store")), writing=True)
    store.define(cypher.constraints())
    import_batch(store, register_batch(read_register(DATA)), now=lambda: datetime(2026, 11, 22, tzinfo=UTC))
    yield store
    store.close()


def answer_to(store: Store, command: str, as_of: str) -> Answer:
    verb, *words = shlex.split(command)
    if verb == "ask":
        return ask(store, load_catalogue()[words[0]], words[1:], as_of)
    return {"show": lookups.show, "find": lookups.find, "evidence": lookups.evidence}[verb](store, " ".join(words), as_of)


def rests_on(answer: Answer, row: AnswerRow, place: str) -> bool:
    paper, _, locator = place.partition(": ")
    found = [answer.evidence[item] for item in row.evidence if item in answer.evidence]
    return any(
        item.document == PAPERS[paper] and (item.locator == locator or item.locator.startswith((f"{locator} ", f"{locator}.")))
        for item in found
    )


def is_that(row: AnswerRow, thing: str, store: Store) -> bool:
    if thing.startswith("="):
        detail = str(row.values.get("detail", "")).casefold()
        return not row.values.get("entity_id") and any(text.casefold() in detail for text in thing[1:].split("|"))
    wanted = resolve(store, thing).id
    return any(value == wanted for name, value in row.values.items() if name.endswith("_id") and name not in NOT_THE_THING)


def fits(store: Store, answer: Answer, row: AnswerRow, wanted: tuple[Any, ...]) -> bool:
    relation, thing, modality, place, *words = wanted
    printed = next((str(row.values[name]) for name in RELATIONS if name in row.values), "")
    if relation and (not f"{printed} ".startswith((f"{relation} ", f"{relation},")) or (", earlier" in printed) > ("earlier" in relation)):
        return False
    shown = " ".join(map(str, [*row.values.values(), row.said_by, row.sentence])).casefold()
    return (
        (not modality or row.modality == modality)
        and all(text.casefold() in shown for text in words)
        and (thing is None or is_that(row, thing, store))
        and (not place or rests_on(answer, row, place))
    )


@pytest.fixture
def tells(shipped: Store) -> Callable[..., Answer]:
    """Ask a question of the catalogue and hold its rows against the papers.

    Each of `must` is part of a row (column: value), with `at`, the place that it rests on; no row may have all of one of `never`.
    """

    def check(
        question: str,
        *words: str,
        as_of: str,
        must: Sequence[dict[str, Any]] = (),
        never: Sequence[dict[str, Any]] = (),
        notes: Sequence[str] = (),
        **options: Any,
    ) -> Answer:
        answer = ask(shipped, load_catalogue()[question], words, as_of, options)

        def said(row: AnswerRow, wanted: dict[str, Any]) -> bool:
            cells = {**row.as_dict(), "sentence": row.sentence}
            same = all(cells[name] == value for name, value in wanted.items() if name != "at")
            return same and ("at" not in wanted or rests_on(answer, row, wanted["at"]))

        wrong = [f"missing: {wanted}" for wanted in must if not any(said(row, wanted) for row in answer.rows)]
        wrong += [f"not so: {wanted}" for wanted in never if any(said(row, wanted) for row in answer.rows)]
        codes = {str(note.code) for note in answer.notes}
        wrong += [f"no note {code}" for code in notes if code not in codes]
        assert not wrong, "\n".join([*wrong, *(str(row.values) for row in answer.rows), *(note.sentence for note in answer.notes)])
        return answer

    return check


@pytest.fixture
def holds(shipped: Store) -> Callable[[dict[str, Any]], None]:
    """Ask a question and hold its answers against what the papers say."""

    def check(question: dict[str, Any]) -> None:
        answers = [answer_to(shipped, command, question["as_of"]) for command in question["ask"]]
        rows = [(answer, row) for answer in answers for row in answer.rows]
        wrong = []
        for line in question.get("must", ()):
            try:
                wrong += [] if any(fits(shipped, *found, line) for found in rows) else [f"missing: {line}"]
            except UnknownSubject as error:
                wrong.append(f"missing: {line}: {error}")
        for line in question.get("must_not", ()):
            wrong += [f"not so: {line}: {row.sentence or row.values}" for answer, row in rows if fits(shipped, answer, row, line)]
        for command, answer in zip(question["ask"], answers, strict=True):
            codes = {str(note.code) for note in answer.notes}
            wrong += [f"{command}: no note {code}" for code in question.get("notes", ()) if code not in codes]
            wrong += [f"{command}: the note {code}" for code in question.get("no_notes", ()) if code in codes]
        assert not wrong, "\n".join([question["question"], *wrong])

    return check
