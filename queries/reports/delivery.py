"""The delivery report: the matrix of a plan printed again, and what changed since the last paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from graph.documents.model import Bibliography, Block, Bullets, Cell, Column, Document, Heading, Paragraph, Sheet, Table, shown_date
from graph.errors import UnknownSubject, UsageError
from graph.facts import Stating
from graph.model.ids import fold
from graph.model.matrix import HEADINGS
from graph.model.values import EMPTY, LOST, latest
from graph.store import Store
from queries.reports.matrix import Line, compare, lines, shown
from queries.reports.reading import Asked, Desk, cite, finished, naming, remark
from queries.shapes.common import known
from queries.slice import Entity, Slice
from queries.subjects import resolve

_SAID = "Said in"
_LONG, _NARROW = 18, 9
"""Letters above which a cell asks for a column wider than `_NARROW`, and the width that it then gets."""
_PRINTED = (
    ("Code", 6),
    ("Action", 19),
    ("Accountable", 10),
    ("Lead(s)", 15),
    ("Contributors", 18),
    ("Activities", 20),
    ("Status", 8),
    ("Direction", 8),
    ("Due", 7),
    (_SAID, 12),
)
_BESIDE = ("Lost or empty", "Last stated", "Said in", "Id")
_STEPS = 8
FACTS = "Facts"
"""Name of the sheet that holds the statings behind the rows; it is left out where persons are, since statings name them."""


def delivery(store: Store, words: str, asked: Asked, since: str = "", themes: Sequence[str] = ()) -> Document:
    """The delivery matrix of a plan as of a date; `themes` chooses and orders the themes.

    Without `since`, what changed is told since the paper before the newest one. Raises `UnknownSubject`, `UsageError`, `StoreError`.
    """
    desk = Desk(store, asked)
    subject = resolve(store, words)
    if subject.label != "Plan":
        raise UsageError(f"{subject.called} is no plan but a {subject.label}.", hint="give a plan: `landscape find plan`")
    part = naming(_read(desk, subject.id, asked.as_of), subject)
    found = _ordered(part, lines(part, subject.id), themes)
    stated = sorted({fact.last_stated for line in found for fact in line.facts}, key=lambda item: (latest(item), item))
    day = since or (_day_before(latest(stated[-1])) if stated else "")
    before = _ordered(part, lines(_read(desk, subject.id, day), subject.id), ()) if day else []
    papers = desk.bibliography(fact for line in (*found, *before) for fact in line.facts)
    blocks: list[Block] = [*_opening(part, subject, found, asked, stated)]
    widths = _printed(found)
    for theme in dict.fromkeys(line.theme for line in found):
        of_theme = [line for line in found if line.theme == theme]
        name = known(part, theme).name if theme else "No theme stated"
        blocks += [Heading(text=name), _table(papers, name, of_theme, widths)]
    if day:
        blocks += [Heading(text=f"What changed since {shown_date(day)}"), *_changes(papers, before, found, day, themes)]
    blocks += [Heading(text="What the papers do not say"), *_silent(subject, found, themes)]
    return finished(
        desk,
        papers,
        kind="delivery",
        title=f"Delivery: {subject.called}",
        subject=f"The actions of the plan as the papers up to {shown_date(asked.as_of)} state them",
        about=[("Plan", f"{subject.called} ({subject.id})"), ("Changes since", shown_date(day) if day else "no paper before")],
        blocks=blocks,
        data=_flat(papers, found),
        sheets=(Sheet(name=FACTS, table=_facts(found)),) if asked.people else (),
    )


def _read(desk: Desk, plan: str, as_of: str) -> Slice:
    return desk.around([plan], as_of=as_of, steps=_STEPS, to_start=["PART_OF"])


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _ordered(part: Slice, found: list[Line], themes: Sequence[str]) -> list[Line]:
    """The lines of these themes in their order; all, as they are, where none is given."""
    if not themes:
        return found
    names = {line.theme: known(part, line.theme).name for line in found if line.theme}
    chosen: list[Line] = []
    for words in themes:
        of = [theme for theme, name in names.items() if fold(words) in (fold(name), theme)]
        if not of:
            raise UnknownSubject(f"The plan has no theme {words!r}.", hint=f"it has: {'; '.join(sorted(names.values())) or 'none'}")
        chosen += [line for line in found if line.theme in of]
    return chosen


def _opening(part: Slice, subject: Entity, found: list[Line], asked: Asked, stated: list[str]) -> Iterable[Block]:
    """How many actions there are; a class of actions has a row, and is told apart, since it counts no further action."""
    classes = {line.action: line.cells["Action"] for line in found if known(part, line.action).is_class}
    single = [line for line in found if line.action not in classes]
    actions = len({line.action for line in single})
    if not found:
        yield Paragraph(text=f"The papers dated up to {shown_date(asked.as_of)} state no action of {subject.called}.")
        return
    rows = "" if actions == len(single) else f" in {len(single)} rows, since some are split into strands"
    rows += f", and of a whole class of them: {'; '.join(classes.values())}" if classes else ""
    dates = shown_date(stated[-1]) if stated[0] == stated[-1] else f"{shown_date(stated[0])} to {shown_date(stated[-1])}"
    yield Paragraph(text=f"{actions} actions{rows}. Their cells were last stated: {dates}.")
    yield remark(
        f'A cell that reads "{LOST}" was a colour, an arrow or a mark that the text of the paper has lost; '
        f'"{EMPTY}" is empty in the paper; a blank one means that no paper says anything. Nothing is guessed.'
    )


def _printed(found: list[Line]) -> dict[str, int]:
    """The columns that are printed with their widths: one that no row fills gives its room to the others, long texts take more."""
    widths = {}
    for name, width in _PRINTED:
        cells = [shown(line, name) for line in found] if name in HEADINGS else [name]
        if name == "Action" or any(cells):
            widths[name] = _LONG if width < _NARROW and max(map(len, cells), default=0) > _LONG else width
    return widths


def _table(papers: Bibliography, theme: str, found: list[Line], widths: dict[str, int]) -> Table:
    columns = tuple(Column(name=name, width=width) for name, width in widths.items())
    rows = [tuple(cite(papers, *line.facts) if name == _SAID else _cell(shown(line, name)) for name in widths) for line in found]
    return Table(caption=f"{theme}: {len(found)} {'row' if len(found) == 1 else 'rows'}", columns=columns, rows=tuple(rows))


def _cell(text: str) -> str:
    return text.replace("; ", "\n")


def _flat(papers: Bibliography, found: list[Line]) -> Table:
    """One row a strand or action under the stable headings; what is lost or empty stands beside and not in its cell."""
    rows: list[tuple[Cell, ...]] = []
    for line in found:
        missing = "; ".join(f"{name}: {why}" for name, why in line.missing.items())
        last = max((fact.last_stated for fact in line.facts), key=lambda day: (latest(day), day), default="")
        rows.append((*(line.cells[name] for name in HEADINGS), missing, last, cite(papers, *line.facts), line.id))
    return Table(caption="Delivery matrix", columns=tuple(Column(name=name) for name in (*HEADINGS, *_BESIDE)), rows=tuple(rows))


def _facts(found: list[Line]) -> Table:
    """Every stating behind the rows, to the letter, one a row: what an importer needs to know that a row says nothing new."""
    rows = [
        (line.key, fact.key, fact.type, part.start, part.end, part.document, part.passage, text)
        for line in found
        for fact in line.facts
        for text in fact.properties["statings"]
        for part in [Stating.model_validate_json(text)]
    ]
    columns = tuple(Column(name=name) for name in ("Row", "Key", "Type", "From", "To", "Paper", "Passage", "Stating"))
    return Table(caption="The facts behind the rows", columns=columns, rows=tuple(rows))


def _changes(papers: Bibliography, before: list[Line], found: list[Line], day: str, themes: Sequence[str]) -> Iterable[Block]:
    wanted = {line.id for line in found}
    old = [line for line in before if not themes or line.id in wanted]
    if not old:
        yield Paragraph(text=f"No paper dated up to {shown_date(day)} states an action of the plan: every row is new since then.")
        return
    changes = compare(old, found)
    if not changes:
        yield Paragraph(text="Nothing that the papers state of these cells has changed. Papers that are silent change nothing.")
        return
    widths = {"Code": 8, "Column": 12, "Before": 30, "After": 30, "Said in": 20}
    columns = tuple(Column(name=name, width=width) for name, width in widths.items())
    rows = tuple((item.line.key, item.column, _cell(item.before), _cell(item.after), cite(papers, *item.line.facts)) for item in changes)
    yield Table(caption=f"Cells that read otherwise than at {shown_date(day)}", columns=columns, rows=rows)


def _silent(subject: Entity, found: list[Line], themes: Sequence[str]) -> Iterable[Block]:
    items = []
    for name in ("Accountable", "Lead(s)", "Status", "Direction", "Due"):
        for why, words in ((LOST, "lost in the text of the paper"), (EMPTY, "empty in the paper"), ("", "not stated in any paper")):
            some = [line.key for line in found if not line.cells[name] and line.missing.get(name, "") == why]
            if some:
                listed = "every row" if len(some) == len(found) else ", ".join(some)
                items.append(Paragraph(text=f"{name}: {words} for {listed}."))
    if len({line.theme for line in found}) > 1 and not themes:
        items.append(Paragraph(text="The order of the themes: they stand by the alphabet; --theme, given for each, orders them otherwise."))
    if items:
        yield Bullets(items=tuple(items))
    else:
        yield Paragraph(text=f"Every row of {subject.called} has its cells." if found else "See above.")
