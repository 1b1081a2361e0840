"""A question and its subjects to an answer: resolves, reads, shapes, and gathers the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from graph.answer import Answer, AnswerRow, Evidence, Note
from graph.errors import BadFile, UsageError
from graph.model.values import is_date
from graph.store import Store
from graph.timeline import day_of
from queries.catalogue import Question, option_name
from queries.shapes.common import Shaped
from queries.slice import Entity
from queries.subjects import resolve

_PASSAGES = (
    "UNWIND $ids AS id MATCH (n:Entity {id: id}) "
    "RETURN n.id AS id, n.document AS document, n.locator AS locator, n.date AS date, n.wording AS wording"
)
_DOCUMENTS = "UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN n.id AS id, n.name AS name, n.date AS date, n.licence AS licence"

MOST_REFERENCES = 3
"""So many passages are named in the sentence of a note."""

Shape = Callable[..., Shaped]


def evidence_of(store: Store, passages: Iterable[str]) -> dict[str, Evidence]:
    """The passages of these ids, with their documents; ids that the store does not hold are left out."""
    found = store.read(_PASSAGES, {"ids": sorted(set(passages))}) if passages else []
    documents = {row["id"]: row for row in store.read(_DOCUMENTS, {"ids": sorted({row["document"] for row in found if row["document"]})})}
    result = {}
    for row in sorted(found, key=lambda r: str(r["id"])):
        document = documents.get(row["document"], {})
        locator = row["locator"] or ""
        paragraph = re.search(r"para ([^>]+)", locator)
        cell = re.search(r"row [^>]+(?:> (.+))?", locator)
        result[row["id"]] = Evidence(
            document=row["document"] or "",
            title=document.get("name") or row["document"] or "",
            date=row["date"] or document.get("date") or "",
            locator=locator,
            paragraph=paragraph[1].strip() if paragraph else None,
            cell=cell[0] if cell else None,
            text=row["wording"],
            licence=document.get("licence"),
        )
    return result


def with_references(store: Store, notes: Iterable[Note]) -> tuple[Note, ...]:
    """The notes, with where the papers state that the members are of their classes: those passages back no row."""
    notes = tuple(notes)
    found = evidence_of(store, {item for note in notes for item in note.passages})

    def finished(note: Note) -> Note:
        told = list(dict.fromkeys(found[item].reference for item in note.passages if item in found))
        if not told:
            return note
        more = f"; and {len(told) - MOST_REFERENCES} more" if len(told) > MOST_REFERENCES else ""
        said = f"{note.sentence} Who is one of them is said in {'; '.join(told[:MOST_REFERENCES])}{more}."
        return note.model_copy(update={"sentence": said})

    return tuple(map(finished, notes))


def ask(store: Store, question: Question, words: Sequence[str], as_of: str, params: Mapping[str, Any] | None = None) -> Answer:
    """Answer a question of the catalogue: `words` are its subjects, then its dates; `params` its parameters and options.

    Raises `UsageError` for a wrong number of subjects, a wrong date, or a parameter that is not taken or wanted, and `UnknownSubject`,
    `BadCypher`, `TimeLimit` or `StoreError`.
    """
    count = len(words) - len(question.dates)
    if count not in question.subjects:
        raise UsageError(
            f"The question {question.name!r} takes {question.takes}; {len(words) or 'none'} {'was' if len(words) < 2 else 'were'} given.",
            hint=question.example or "see `landscape ask`",
        )
    given = {**_dates(question, words[count:]), **_checked(question, params or {})}
    subjects = [resolve(store, word) for word in words[:count]]
    parameters = {**{f"subject{n + 1 if len(subjects) > 1 else ''}": item.id for n, item in enumerate(subjects)}, **given}
    if not question.reads_facts:
        return _plain(store, question, subjects, as_of, given, parameters)
    shape: Shape = import_module(f"queries.shapes.{question.name}").shape
    shaped = shape(store, question.cypher, subjects, as_of, given)
    passages = {item for row in shaped.rows for item in row.evidence}
    return Answer(
        question=question.name,
        parameters=parameters,
        as_of=as_of,
        columns=shaped.columns or question.columns,
        rows=tuple(shaped.rows),
        evidence=evidence_of(store, passages),
        notes=with_references(store, shaped.notes),
    )


def _dates(question: Question, words: Sequence[str]) -> dict[str, str]:
    for word in words:
        if not is_date(word):
            raise UsageError(f"{word!r} is no date.", hint="write 2018, 2018-10 or 2018-10-31")
    return dict(zip(question.dates, words, strict=True))


def _checked(question: Question, params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters as given; a flag that is not set, like an option without a value, is not given."""
    named = {name.replace("-", "_"): value for name, value in params.items()}
    given = {name: value for name, value in named.items() if name in question.parameters or value not in (None, False)}
    for name in sorted(given.keys() - {*question.parameters, *question.options}):
        typed = ", ".join(map(option_name, question.options)) or "no options"
        raise UsageError(
            f"The parameter {name!r} is not taken by the question {question.name!r}.",
            hint=f"{question.name} takes {typed}; --param NAME=VALUE",
        )
    for name in question.parameters:
        if name not in given:
            raise UsageError(f"The parameter {name!r} is wanted by the question {question.name!r}.", hint="--param NAME=VALUE")
    return given


def _plain(
    store: Store, question: Question, subjects: Sequence[Entity], as_of: str, given: dict[str, Any], parameters: dict[str, Any]
) -> Answer:
    bound = {**dict.fromkeys(question.options), "ids": [item.id for item in subjects], "as_of": day_of(as_of), **given}
    rows = store.read(question.cypher, bound, guarded=True)
    missing = [name for row in rows[:1] for name in question.columns if name not in row]
    if missing:
        raise BadFile(
            f"The question promises the column {missing[0]!r} and does not return it.", where=question.where, hint="correct its header"
        )
    return Answer(
        question=question.name,
        parameters=parameters,
        as_of=as_of,
        columns=question.columns,
        rows=tuple(AnswerRow(values=r) for r in rows),
        plain=True,
    )
