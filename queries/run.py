"""A question and its subjects to an answer: resolves, reads, shapes, and gathers the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from graph.answer import Answer, AnswerRow, Evidence
from graph.errors import BadFile, UsageError
from graph.store import Store
from graph.timeline import day_of
from queries.catalogue import Question
from queries.shapes.common import Shaped
from queries.slice import Entity
from queries.subjects import resolve

_PASSAGES = (
    "UNWIND $ids AS id MATCH (n:Entity {id: id}) "
    "RETURN n.id AS id, n.document AS document, n.locator AS locator, n.date AS date, n.wording AS wording"
)
_DOCUMENTS = "UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN n.id AS id, n.name AS name, n.date AS date, n.licence AS licence"

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


def ask(store: Store, question: Question, words: Sequence[str], as_of: str, params: Mapping[str, Any] | None = None) -> Answer:
    """Answer a question of the catalogue.

    Raises `UsageError` for a wrong number of subjects or parameters, `UnknownSubject`, `BadCypher`, `TimeLimit` or `StoreError`.
    """
    fewest, most = question.subjects
    if not fewest <= len(words) <= most:
        wanted = str(fewest) if fewest == most else f"{fewest} to {most}"
        raise UsageError(
            f"The question {question.name!r} takes {wanted} subject(s), not {len(words)}.", hint=question.example or "see `landscape ask`"
        )
    given = dict(params or {})
    strange = sorted(given.keys() ^ set(question.parameters))
    if strange:
        what = "is not taken by" if strange[0] in given else "is wanted by"
        raise UsageError(f"The parameter {strange[0]!r} {what} the question {question.name!r}.", hint="--param NAME=VALUE")
    subjects = [resolve(store, word) for word in words]
    parameters = {**{f"subject{n + 1 if len(subjects) > 1 else ''}": item.id for n, item in enumerate(subjects)}, **given}
    if not question.reads_facts:
        return _plain(store, question, subjects, as_of, given, parameters)
    shape: Shape = import_module(f"queries.shapes.{question.name}").shape
    shaped = shape(store, question.cypher, *subjects, as_of)
    passages = {item for row in shaped.rows for item in row.evidence}
    return Answer(
        question=question.name,
        parameters=parameters,
        as_of=as_of,
        columns=question.columns,
        rows=tuple(shaped.rows),
        evidence=evidence_of(store, passages),
        notes=tuple(shaped.notes),
    )


def _plain(
    store: Store, question: Question, subjects: Sequence[Entity], as_of: str, given: dict[str, Any], parameters: dict[str, Any]
) -> Answer:
    bound = {"ids": [item.id for item in subjects], "as_of": day_of(as_of), **given}
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
