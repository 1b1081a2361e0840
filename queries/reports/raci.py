"""The RACI report: who is responsible, accountable, consulted and informed for each action of a plan, a theme or a board."""

from __future__ import annotations

from collections.abc import Iterable

from graph.answer import Answer, AnswerRow
from graph.documents.model import Bibliography, Block, Bullets, Cell, Column, Document, Heading, Paragraph, Table, shown_date
from graph.store import Store
from queries.catalogue import load
from queries.reports.reading import Asked, Desk, finished, remark
from queries.run import ask
from queries.subjects import resolve

ROLES = {"R": "Responsible", "A": "Accountable", "C": "Consulted", "I": "Informed"}
_WIDTHS = (22, 16, 12, 22, 14, 14)


def raci(store: Store, words: str, asked: Asked) -> Document:
    """The answer to the question `raci` as lists of names, and as a matrix for a sheet. Raises `UnknownSubject`, `StoreError`."""
    desk = Desk(store, asked)
    subject = resolve(store, words)
    answer = ask(store, load()["raci"], [subject.id], asked.as_of)
    papers = Bibliography(answer.evidence)
    blocks: list[Block] = []
    if answer.rows:
        blocks.append(Paragraph(text=f"{len(answer.rows)} actions and {len(_bodies(answer))} bodies and posts."))
        blocks.append(
            remark(
                "Responsible is who leads, accountable who answers for it, consulted who contributes, informed whom it informs "
                "or where it was considered. A blank cell means that no paper says anybody. "
                "What is planned, expected or proposed is marked as not yet so."
            )
        )
        blocks += [Heading(text="Who does what"), _table(answer, papers)]
    if answer.notes:
        items = tuple(Paragraph(text=note.sentence) for note in answer.notes)
        blocks += [Heading(text="What to know of this"), Bullets(items=items)]
    return finished(
        desk,
        papers,
        kind="raci",
        title=f"RACI: {subject.called}",
        subject=f"Responsible, accountable, consulted, informed, as of {shown_date(asked.as_of)}",
        about=[("Subject", f"{subject.called} ({subject.id})")],
        blocks=blocks,
        data=_matrix(answer, papers),
    )


def _bodies(answer: Answer) -> list[str]:
    return [name for name in answer.columns if name not in ("action", "action_id")]


def _having(row: AnswerRow, bodies: Iterable[str], letter: str) -> str:
    """The bodies that have a letter in a row, one a line; `(not yet)` where the papers only plan it."""
    marks = ((body, part) for body in bodies for part in str(row.values.get(body) or "").split(", "))
    return "\n".join(body + part.removeprefix(letter) for body, part in marks if part.partition(" ")[0] == letter)


def _table(answer: Answer, papers: Bibliography) -> Table:
    bodies = _bodies(answer)
    names = ("Action", *ROLES.values(), "Said in")
    rows = tuple(
        (str(row.values["action"]), *(_having(row, bodies, letter) for letter in ROLES), papers.cite(row.evidence)) for row in answer.rows
    )
    columns = tuple(Column(name=name, width=width) for name, width in zip(names, _WIDTHS, strict=True))
    return Table(caption=f"Actions: {len(rows)} rows", columns=columns, rows=rows)


def _matrix(answer: Answer, papers: Bibliography) -> Table:
    """One row an action, one column a body: what the question answers."""
    bodies = _bodies(answer)
    rows: list[tuple[Cell, ...]] = [
        (
            str(row.values["action"]),
            *(str(row.values.get(body) or "") for body in bodies),
            papers.cite(row.evidence),
            str(row.values["action_id"]),
        )
        for row in answer.rows
    ]
    columns = tuple(Column(name=name) for name in ("Action", *bodies, "Said in", "Id"))
    return Table(caption="Actions against bodies", columns=columns, rows=tuple(rows))
