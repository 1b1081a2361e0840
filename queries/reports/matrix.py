"""The rows of a delivery matrix: each action of a plan, or each strand of one that is split, with its cells. Pure, over a slice.

An empty cell and a lost one are told apart as the landscape holds them; a cell of which no paper says anything is left blank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from graph.model.labels import Family, family_of
from graph.model.matrix import HEADINGS
from graph.model.values import EMPTY, LOST, Modality, latest
from graph.timeline import Fact
from queries.reports.reading import in_force, live
from queries.shapes.common import known, limit_of, literal
from queries.slice import Slice

SEPARATOR = "; "
_CELL_OF = {
    "accountable": "Accountable",
    "leads": "Lead(s)",
    "activities": "Activities",
    "action": "Action",
    "theme": "Theme",
    "strand": "Code",
}
_PROGRESS = ("measure", "count", "size", "amount", "share", "listed_as")
_OUTCOME = ("target", "grade")
_MARKS = (LOST, EMPTY)


class Line(NamedTuple):
    """One action or strand: its cells by heading, and what the paper lost or left empty."""

    id: str
    action: str
    """Id of the action; the same as `id` where it is not split."""
    theme: str
    cells: dict[str, str]
    missing: dict[str, str]
    """`lost` or `empty` by heading."""
    facts: tuple[Fact, ...]
    """Everything that the cells rest on."""

    @property
    def key(self) -> str:
        """Code, or the name where there is none: what a reader calls it."""
        return self.cells["Code"] or self.cells["Action"]


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key by which V9 stands before V10.

    >>> sorted(["V10", "V9", "O2.1"], key=natural)
    ['O2.1', 'V9', 'V10']
    """
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", text))


def lines(part: Slice, plan: str) -> list[Line]:
    """The lines of a plan: by theme, then by code, then by name; what has no theme or no code after what has one."""
    found: list[Line] = []
    for action in _actions(part, plan):
        theme, objective = _above(part, action, plan)
        strands = [fact.start for fact in _parts(part, action) if known(part, fact.start).label == "Strand"]
        own = _line(part, action, action, theme, objective)
        split = [_line(part, item, action, theme, objective) for item in dict.fromkeys(strands)]
        if not split or any(own.cells[name] for name in HEADINGS[4:]) or own.missing:
            found.append(own)
        found += split
    found.sort(
        key=lambda line: (
            not line.theme,
            part.name(line.theme),
            not line.cells["Code"],
            natural(line.cells["Code"]),
            line.cells["Action"],
            line.id,
        )
    )
    return found


def _actions(part: Slice, plan: str) -> list[str]:
    """What is to be done under a plan: its actions; where it has none, its deliverables."""
    below = list(_below(part, plan))
    actions = [item for item in below if known(part, item).label == "PriorityAction"]
    return actions or [item for item in below if known(part, item).label == "Deliverable"]


def _parts(part: Slice, item: str) -> list[Fact]:
    return live(part, part.into(item, "PART_OF"))


def _below(part: Slice, plan: str) -> dict[str, None]:
    """Everything that is part of a plan, through themes and objectives, the nearest first."""
    found: dict[str, None] = {}
    frontier = [plan]
    while frontier:
        step = [fact.start for item in frontier for fact in _parts(part, item)]
        frontier = [item for item in dict.fromkeys(step) if item not in found and item != plan]
        found |= dict.fromkeys(frontier)
    return found


def _above(part: Slice, item: str, plan: str) -> tuple[str, str]:
    """The theme and the objective that an action is part of; the nearest of each, empty where there is none."""
    theme = objective = ""
    seen, frontier = {item, plan}, [item]
    while frontier:
        step = [fact.end for each in frontier for fact in live(part, part.out_of(each, "PART_OF"))]
        frontier = sorted({each for each in step if each not in seen}, key=lambda each: (part.name(each), each))
        seen |= set(frontier)
        labels = {label: each for each in reversed(frontier) for label in [known(part, each).label]}
        theme, objective = theme or labels.get("Theme", ""), objective or labels.get("Objective", "")
    return theme, objective


def _line(part: Slice, item: str, action: str, theme: str, objective: str) -> Line:
    used: list[Fact] = []

    def names(facts: Iterable[Fact], end: Callable[[Fact], str]) -> str:
        said = []
        for fact in live(part, facts):
            used.append(fact)
            limit = limit_of(fact.properties)
            extras = [limit] if limit else []
            extras += [] if in_force(fact) else [str(fact.properties["modality"])]
            said.append(part.name(end(fact)) + (f" ({', '.join(extras)})" if extras else ""))
        return SEPARATOR.join(dict.fromkeys(said))

    literals = [fact for fact in part.out_of(item, "STATED_IN") if fact.properties.get("modality") != Modality.ENDED]
    entity, whole = known(part, item), known(part, action)
    cells = dict.fromkeys(HEADINGS, "")
    cells |= {
        "Code": entity.code,
        "Action": whole.name + ("" if item == action or entity.name == entity.code else f": {entity.name}"),
        "Theme": known(part, theme).name if theme else "",
        "Objective": known(part, objective).name if objective else "",
        "Accountable": names(part.into(item, "ACCOUNTABLE_FOR"), lambda fact: fact.start),
        "Lead(s)": names(part.into(item, "LEADS"), lambda fact: fact.start),
        "Contributors": names(part.into(item, "CONTRIBUTES_TO"), lambda fact: fact.start),
        "Activities": names((fact for fact in _parts(part, item) if _is_activity(part, fact)), lambda fact: fact.start),
        "Progress": SEPARATOR.join(_words(used, literals, _PROGRESS)),
        "Outcome": SEPARATOR.join(_words(used, literals, _OUTCOME)),
    }
    missing: dict[str, str] = {}
    for heading, name in (("Status", "state"), ("Direction", "direction"), ("Due", "due")):
        cells[heading] = _newest(used, literals, name, missing, heading)
    for fact in literals:
        heading = _CELL_OF.get(str(fact.properties.get("of", "")), "") if fact.properties.get("property") == "cell" else ""
        if heading and not cells[heading]:
            missing[heading] = str(fact.properties.get("value_text"))
            used.append(fact)
    return Line(item, action, theme, cells, missing, tuple({fact.key: fact for fact in used}.values()))


def _is_activity(part: Slice, fact: Fact) -> bool:
    item = known(part, fact.start)
    return item.label != "Strand" and family_of(item.labels) is Family.WORK


def _words(used: list[Fact], literals: list[Fact], names: tuple[str, ...]) -> list[str]:
    found = [fact for fact in literals if fact.properties.get("property") in names and fact.properties.get("value_text") not in _MARKS]
    used += found
    return [literal(fact.properties) for fact in found]


def _newest(used: list[Fact], literals: list[Fact], name: str, missing: dict[str, str], heading: str) -> str:
    """The newest readable value of a property of the line itself; what is lost or empty is remembered as missing."""
    found = [fact for fact in literals if fact.properties.get("property") == name and not fact.properties.get("of")]
    readable = [fact for fact in found if fact.properties.get("value_text") not in _MARKS]
    if not found:
        return ""
    newest = max(latest(fact.last_stated) for fact in (readable or found))
    chosen = [fact for fact in (readable or found) if latest(fact.last_stated) == newest]
    used += chosen
    if readable:
        return SEPARATOR.join(dict.fromkeys(str(fact.properties["value_text"]) for fact in chosen))
    missing[heading] = str(chosen[0].properties["value_text"])
    return ""


class Change(NamedTuple):
    """A line that came or went, or a cell that reads otherwise than before."""

    line: Line
    column: str
    before: str
    after: str


def compare(before: Iterable[Line], after: Iterable[Line]) -> list[Change]:
    """What differs between two readings of a plan, in the order of the later one; lines that went stand last."""
    old = {line.id: line for line in before}
    new = {line.id: line for line in after}
    found: list[Change] = []
    for item, line in new.items():
        if item not in old:
            found.append(Change(line, "the whole row", "not there", "added"))
            continue
        for name in HEADINGS:
            was, now = (shown(each, name) for each in (old[item], line))
            if was != now:
                found.append(Change(line, name, was, now))
    found += [Change(line, "the whole row", "there", "no longer part of the plan") for item, line in old.items() if item not in new]
    return found


def shown(line: Line, name: str) -> str:
    """A cell as a person reads it: its text, else `lost` or `empty`, else nothing."""
    return line.cells[name] or line.missing.get(name, "")
