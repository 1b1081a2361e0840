"""The board report: two pages for a chair, cut by priority, which say what was cut and where the rest is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from graph.answer import Answer, AnswerRow, NoteCode
from graph.documents.model import Bibliography, Block, Bullets, Cell, Column, Document, Heading, Paragraph, Table, shown_date
from graph.errors import UsageError
from graph.model.labels import Family, family_of
from graph.model.relationships import BY_TYPE
from graph.model.values import LOST, latest
from graph.store import Store
from graph.timeline import Fact, day_of, is_stale
from queries.catalogue import load
from queries.reports.fitting import LINES_OF_A_PAPER, MOST_LINES, Item, Part, fitted
from queries.reports.holdings import DENIALS
from queries.reports.reading import Asked, Desk, finished, live, naming, remark, status
from queries.run import ask, evidence_of
from queries.shapes.common import inherit, known, sentence
from queries.shapes.portfolio import state_of
from queries.slice import Entity, Slice
from queries.subjects import resolve

_LONGEST = 260
"""Letters of a line; the command at the end of its list tells the rest."""
_MOST_PLACES = 4
_PASSED = "no paper says that it happened"

_IS = ("PART_OF", "INSTANCE_OF", "COVERS", "LOCATED_AT", "REPORTS_TO", "ESCALATES_TO", "SUCCEEDS", "WORKS_WITH")
_IS_BY = ("CONVENES", "HOSTS", "SUCCEEDS", "HOLDS_TO_ACCOUNT", "SCRUTINISES", "OVERSEES", "COMMISSIONS", "WORKS_WITH")
_OWNS = ("ACCOUNTABLE_FOR", "LEADS", "COMMISSIONS", "HAS_DUTY", "HAS_POWER", "CONTRIBUTES_TO")


def board(store: Store, words: str, asked: Asked, since: str = "") -> Document:
    """Two pages on one board, partnership or group: without `since`, what changed is told since the paper before its newest.

    Raises `UnknownSubject`, `UsageError` where the subject is no body, `StoreError`.
    """
    desk = Desk(store, asked)
    subject = resolve(store, words)
    if family_of(subject.labels) is not Family.BODY:
        raise UsageError(
            f"{subject.called} is no body but a {subject.label}.", hint="give a board, a partnership, a group or an organisation"
        )
    part = inherit(naming(desk.around([subject.id], steps=5, to_end=["INSTANCE_OF"]), subject), [subject.id])
    part = part.joined(desk.around({end for fact in part.about(subject.id) for end in (fact.start, fact.end)} - {subject.id}))
    stated = [latest(fact.last_stated) for fact in part.about(subject.id)]
    day = since or ((date.fromisoformat(max(stated)) - timedelta(days=1)).isoformat() if stated else "")
    full = [_in_short(section, subject) for section in _parts(store, part, subject, asked, day)]
    whole_papers = Bibliography(evidence_of(store, {item for section in full for line in section.items for item in line.passages}))
    kept = fitted(full, MOST_LINES - LINES_OF_A_PAPER * len(whole_papers.sources))
    papers = Bibliography(evidence_of(store, {item for section in kept for line in section.items for item in line.passages}))
    blocks: list[Block] = []
    for section in kept:
        blocks += [Heading(text=section.title), *_block(papers, section)]
    cut = [
        (len(whole.items) - len(section.items) + 1, whole.title)
        for whole, section in zip(full, kept, strict=True)
        if _is_cut(whole, section)
    ]
    if cut:
        told = "; ".join(f'{lines} of "{title}"' for lines, title in cut)
        blocks.append(remark(f"Lines cut so that this fits two pages: {told}. Each list ends with the command that tells the rest."))
    return finished(
        desk,
        papers,
        kind="board",
        title=subject.called,
        subject=f"For the chair, as of {shown_date(asked.as_of)}",
        about=[("Subject", f"{subject.called} ({subject.id})"), ("Changes since", shown_date(day) if day else "no paper names it")],
        blocks=blocks,
        data=_flat(whole_papers, full),
        wide=False,
        small=True,
    )


def _parts(store: Store, part: Slice, subject: Entity, asked: Asked, day: str) -> list[Part]:
    questions = load()

    def answer(name: str, *words: str, **options: Any) -> Answer:  # noqa: ANN401 - options of any question
        return ask(store, questions[name], words, asked.as_of, options)

    members, reports, meetings, contested = (answer(name, subject.id) for name in ("members", "reports", "meetings", "contested"))
    changes = answer("changes", subject.id, day, asked.as_of) if day and day_of(day) < day_of(asked.as_of) else None
    due, lines = _split(reports.rows, part)
    coming, held = _sittings(meetings.rows, part)
    quoted = f'"{subject.id}"'
    at = f"--as-of {asked.as_of}"
    silent = [Item(note.sentence) for found in (members, reports, meetings) for note in found.notes if _is_silence(note.code)]
    return [
        Part("What it is", _what(part, subject), 3, f"landscape show {quoted} {at}", "No paper says what it is."),
        Part(
            "Chair and members",
            [_said(row, f"{row.values['member']}: {row.values['role']}", part) for row in members.rows],
            6,
            f"landscape ask members {quoted} {at}",
            "Not stated in the papers who chairs it or sits on it.",
        ),
        Part(
            "What reports to it and what it oversees",
            [_said(row, row.sentence, part) for row in lines],
            5,
            f"landscape ask reports {quoted} {at}",
            "Not stated in the papers what reports to it, or what it oversees.",
        ),
        Part(
            "What is due to it",
            _due(due, coming, part),
            5,
            f"landscape ask meetings {quoted} {at}",
            "Not stated in the papers what is due to it.",
        ),
        Part(
            "Risks",
            _risks(part, subject, reports.rows),
            4,
            f"landscape ask reports {quoted} {at}",
            "No paper names a risk that reaches it.",
        ),
        Part(
            "What it leads, answers for or must do",
            _owned(part, subject),
            5,
            f"landscape ask portfolio {quoted} {at}",
            "Not stated in the papers what it leads, answers for or must do.",
        ),
        Part(
            "Decisions, and what it considered last",
            _decided(part, subject) + held,
            4,
            f"landscape ask meetings {quoted} {at}",
            "No paper tells of a decision or of a sitting.",
        ),
        Part(
            f"What changed since {shown_date(day)}" if day else "What changed",
            _changed(changes.rows, subject, part) if changes else [],
            4,
            f"landscape ask changes {quoted} {day} {asked.as_of}",
            "Nothing that the papers state of it has changed; papers that are silent change nothing.",
        ),
        Part(
            "Where papers contradict each other, or name several owners",
            [_said(row, row.sentence, part) for row in contested.rows],
            3,
            f"landscape ask contested {quoted} {at}",
            "No paper contradicts another about it, and nothing that it owns has several accountable owners.",
        ),
        Part("What the papers do not say", silent, 3, f"landscape check {at}", "Each section above has an entry."),
    ]


def _in_short(section: Part, subject: Entity) -> Part:
    """The section with the subject called "it", and each line cut after so many letters where it lists more."""
    named = re.compile(rf"(?<!the )(?<!of ){re.escape(subject.called)}(?![\w:,])")

    def line(item: Item) -> Item:
        if item.text.startswith(f"{subject.called}: "):
            return item
        text = named.sub("it", item.text)
        if len(text) > _LONGEST:
            kept = text[:_LONGEST].rpartition("; ")[0] or text[:_LONGEST].rpartition(" ")[0]
            text = f"{kept}; and more"
        return Item(text, item.passages[:_MOST_PLACES])

    return section._replace(items=[line(item) for item in section.items])


def _is_silence(code: NoteCode) -> bool:
    return code in (NoteCode.NOT_STATED, NoteCode.LOST, NoteCode.DENIED)


def _said(row: AnswerRow, text: str, part: Slice) -> Item:
    """A row as a line; how old it is where that is more than the landscape's years."""
    marks = [row.modality] if row.modality not in ("", "in force") and row.modality not in text else []
    marks += [f"last stated {shown_date(row.last_stated)}"] if row.last_stated and is_stale(row.last_stated, part.as_of) else []
    return Item(text + (f" ({'; '.join(marks)})" if marks else ""), row.evidence)


def _fact(part: Slice, fact: Fact, words: str = "") -> Item:
    old = [f"last stated {shown_date(fact.last_stated)}"] if is_stale(fact.last_stated, part.as_of) else []
    return Item((words or sentence(part, fact)) + (f" ({old[0]})" if old else ""), tuple(fact.properties.get("evidence", ())))


def _what(part: Slice, subject: Entity) -> list[Item]:
    kind = subject.kind or BY_LABEL.get(subject.label, subject.label.casefold())
    items = [Item(f"{subject.called}: {kind}")]
    facts = [*part.out_of(subject.id, *_IS), *part.into(subject.id, *_IS_BY)]
    facts += [*part.out_of(subject.id, *DENIALS), *part.into(subject.id, *DENIALS)]
    items += [_fact(part, fact) for fact in live(part, facts)]
    return items


BY_LABEL = {"CommunitySafetyPartnership": "community safety partnership", "DeliveryGroup": "delivery group"}


def _split(rows: Sequence[AnswerRow], part: Slice) -> tuple[list[AnswerRow], list[AnswerRow]]:
    """What is due, and all else that reports or is overseen; risks have a section of their own."""
    others = [row for row in rows if known(part, str(row.values["entity_id"])).label != "Risk"]
    due = [row for row in others if row.values.get("due") or str(row.values["relation"]).startswith("to be considered")]
    return due, [row for row in others if row not in due]


def _sittings(rows: Sequence[AnswerRow], part: Slice) -> tuple[list[Item], list[Item]]:
    """What will be considered, and what was, the newest first."""
    coming = [row for row in rows if row.modality in ("planned", "expected", "proposed")]
    held = sorted((row for row in rows if row not in coming), key=lambda row: str(row.values.get("date", "")), reverse=True)
    return [_meeting(row, part) for row in coming], [_meeting(row, part) for row in held]


def _due(rows: Sequence[AnswerRow], coming: Sequence[Item], part: Slice) -> list[Item]:
    """What is still to come, by its day, then what a paper planned for a day that has passed; what two questions answer stands once."""
    told = {item for row in rows for item in row.evidence}
    found = [(str(row.values.get("due") or "9"), _said(row, row.sentence, part)) for row in rows]
    found += [("9", item) for item in coming if not told & set(item.passages)]
    return [item for _, item in sorted(found, key=lambda pair: (_PASSED in pair[1].text, pair[0]))]


def _meeting(row: AnswerRow, part: Slice) -> Item:
    day = str(row.values.get("date", ""))
    text = f"{shown_date(day)}: {row.values.get('item')}" if day else f"no date printed: {row.values.get('item')}"
    state = str(row.values.get("state", ""))
    return _said(row, text + (f", {state}" if state else ""), part)


def _risks(part: Slice, subject: Entity, rows: Sequence[AnswerRow]) -> list[Item]:
    """Risks that a row names, and those that are about what it leads, oversees or receives reports from."""
    found = [
        _said(row, row.sentence, part)
        for row in rows
        if known(part, str(row.values["entity_id"])).label == "Risk" or "risk" in str(row.values["relation"])
    ]
    near = {end for fact in part.about(subject.id) for end in (fact.start, fact.end)}
    for item in sorted(near, key=lambda each: (part.name(each), each)):
        for fact in live(part, part.into(item, "CONCERNS", "PART_OF")):
            if known(part, fact.start).label == "Risk":
                found += [_fact(part, fact)]
    return list(dict.fromkeys(found))


def _owned(part: Slice, subject: Entity) -> list[Item]:
    items = []
    for kind in _OWNS:
        for fact in live(part, part.out_of(subject.id, kind)):
            state = state_of(part, fact.end)
            words = f"{BY_TYPE[kind].says} {part.name(fact.end)}" + _state(state)
            marks = [mark for mark in status(part, fact) if mark != "in force"]
            items.append(Item(words + (f" ({'; '.join(marks)})" if marks else ""), tuple(fact.properties.get("evidence", ()))))
    return items


def _changed(rows: Sequence[AnswerRow], subject: Entity, part: Slice) -> list[Item]:
    """What changed of the subject first, then of what stands around it."""
    return [_said(row, row.sentence, part) for row in sorted(rows, key=lambda row: row.values["entity_id"] != subject.id)]


def _state(state: str) -> str:
    if state == LOST:
        return ", its state lost in the text of the paper"
    return f", state: {state}" if state else ""


def _decided(part: Slice, subject: Entity) -> list[Item]:
    facts = sorted(part.out_of(subject.id, "DECIDED"), key=lambda f: (str(f.properties.get("date") or f.last_stated), f.key), reverse=True)
    items = []
    for fact in facts:
        day = str(fact.properties.get("date", ""))
        when = f"{shown_date(day)}: " if day else ""
        vote = f" ({fact.properties['vote']})" if fact.properties.get("vote") else ""
        items.append(_fact(part, fact, f"{when}{fact.properties.get('decision') or 'decided on'} {part.name(fact.end)}{vote}"))
    return items


def _is_cut(whole: Part, section: Part) -> bool:
    return bool(section.items) and section.items[-1].text.startswith("and ") and section.items[-1] not in whole.items


def _block(papers: Bibliography, part: Part) -> Iterable[Block]:
    if not part.items:
        yield Paragraph(text=part.nothing)
        return
    yield Bullets(items=tuple(Paragraph(text=_sentence(item.text), citations=papers.cite(item.passages)) for item in part.items))


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}." if not text.startswith("and ") else text


def _flat(papers: Bibliography, parts: Sequence[Part]) -> Table:
    """Every line, cut or not: the workbook and the CSV file hold the whole."""
    rows: list[tuple[Cell, ...]] = [
        (part.title, item.text, papers.cite(item.passages)) for part in parts for item in part.items or [Item(part.nothing)]
    ]
    columns = (Column(name="Section"), Column(name="What the papers say"), Column(name="Said in"))
    return Table(caption="All lines", columns=columns, rows=tuple(rows))
