"""A made landscape of any size as JSON lines: bodies, posts, plans, actions, money, law and systems, and what papers say of them.

`python -m tests.benchmarks.landscape FILE [ENTITIES]`: the same bytes every time; 100,000 entities have 400,000 relationships. Every fact
carries a stating and its passage, as an import would have folded them. Facts form layers (a body reports to one above it), long chains, a
few rings, and hubs to which a hundred bodies belong.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from graph.facts import Claim, Stating
from graph.fold import fold_node, fold_statings
from graph.model.ids import fold, relationship_key
from graph.model.labels import ENTITY
from graph.model.values import Modality

ENTITIES = 100_000
FACTS_EACH = 4
PAPERS = 100
YEARS = (2014, 2026)

_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


class Sort(NamedTuple):
    """One kind of entity: its label, the first steps of its ids, and its part of all entities, in hundredths."""

    label: str
    stem: str
    part: int


SORTS = (
    Sort("Organisation", "body/organisation", 16),
    Sort("Board", "body/board", 4),
    Sort("DeliveryGroup", "body/delivery-group", 6),
    Sort("Role", "post/post", 8),
    Sort("Person", "person/person", 4),
    Sort("Plan", "work/plan", 2),
    Sort("Theme", "work/theme", 4),
    Sort("PriorityAction", "work/action", 20),
    Sort("Deliverable", "work/deliverable", 8),
    Sort("Fund", "money/fund", 2),
    Sort("Grant", "money/grant", 4),
    Sort("Duty", "law/duty", 3),
    Sort("Statute", "law/act", 1),
    Sort("System", "thing/system", 2),
    Sort("Area", "place/area", 3),
    Sort("Meeting", "meeting/meeting", 3),
    Sort("Passage", "paper/passage", 10),
)

# (type, left, right, how many of each hundred facts)
FACTS = (
    ("REPORTS_TO", "DeliveryGroup", "Board", 4),
    ("REPORTS_TO", "Organisation", "Organisation", 3),
    ("OVERSEES", "Board", "DeliveryGroup", 4),
    ("HOLDS_TO_ACCOUNT", "Role", "Organisation", 2),
    ("SCRUTINISES", "Board", "Organisation", 2),
    ("CHAIRS", "Role", "Board", 2),
    ("CONVENES", "Role", "DeliveryGroup", 1),
    ("MEMBER_OF", "Organisation", "Board", 9),
    ("MEMBER_OF", "Role", "DeliveryGroup", 4),
    ("HOLDS", "Person", "Role", 2),
    ("POST_IN", "Role", "Organisation", 3),
    ("LEADS", "DeliveryGroup", "PriorityAction", 6),
    ("LEADS", "Organisation", "Deliverable", 3),
    ("ACCOUNTABLE_FOR", "Role", "PriorityAction", 5),
    ("CONTRIBUTES_TO", "Organisation", "PriorityAction", 9),
    ("PART_OF", "PriorityAction", "Theme", 5),
    ("PART_OF", "Theme", "Plan", 2),
    ("PART_OF", "Grant", "Fund", 1),
    ("DEPENDS_ON", "PriorityAction", "PriorityAction", 4),
    ("DEPENDS_ON", "Deliverable", "Fund", 2),
    ("USES", "PriorityAction", "System", 3),
    ("USES", "Organisation", "System", 1),
    ("CONCERNS", "PriorityAction", "Area", 3),
    ("CONCERNS", "DeliveryGroup", "Deliverable", 2),
    ("FUNDS", "Fund", "PriorityAction", 3),
    ("AWARDS", "Organisation", "Grant", 1),
    ("PAID_TO", "Grant", "Organisation", 1),
    ("HAS_DUTY", "Organisation", "Duty", 2),
    ("IMPOSED_BY", "Duty", "Statute", 1),
    ("CONSIDERED_AT", "PriorityAction", "Meeting", 1),
    ("MEETING_OF", "Meeting", "Board", 1),
    ("STATED_IN", "PriorityAction", "Passage", 6),
    ("INSTANCE_OF", "DeliveryGroup", "DeliveryGroup", 1),
    ("COVERS", "Organisation", "Area", 1),
)
LAYERED = frozenset({"REPORTS_TO", "DEPENDS_ON"})
"""Of two of one sort the later depends on the earlier, but for one in a hundred, which turns the fact before it round: a ring of two."""


def lines(entities: int = ENTITIES) -> Iterator[str]:
    """The landscape, an entity or a fact a line: entities first."""
    ids = {sort.label: [f"{sort.stem}-{number}" for number in range(entities * sort.part // 100)] for sort in SORTS}
    papers = [f"paper/report-{number}" for number in range(PAPERS)]
    ids["Organisation"] = ids["Organisation"][: len(ids["Organisation"]) - PAPERS]  # papers count among the entities
    for number, paper in enumerate(papers):
        yield _node(
            Claim(id=paper, labels=("Document",), name=f"Report {number}", extra={"date": _date(number), "title": f"Report {number}"})
        )
    for sort in SORTS:
        for number, item in enumerate(ids[sort.label]):
            name = f"{sort.label} {number}"
            if sort.label == "Passage":
                extra = {"document": papers[number % PAPERS], "date": _date(number % PAPERS), "locator": f"para {number}"}
                yield _node(Claim(id=item, labels=("Passage",), name=f"para {number}", extra=extra))
            elif sort.label == "PriorityAction":
                yield _node(Claim(id=item, labels=(sort.label,), name=name, code=f"A{number}", plan=ids["Plan"][number % len(ids["Plan"])]))
            else:
                yield _node(Claim(id=item, labels=(sort.label,), name=name))
    yield from islice(_facts(ids, papers), entities * FACTS_EACH)


def _date(number: int) -> str:
    first, last = YEARS
    return f"{first + number % (last - first)}-{1 + number % 12:02d}-{1 + number % 28:02d}"


def _node(claim: Claim) -> str:
    labels = [ENTITY, *claim.labels]
    properties = fold_node(claim.id, [claim], [claim.id]).properties
    properties.pop("id", None)
    if "Passage" not in labels and "Document" not in labels:
        properties.setdefault("search", fold(claim.name))
    return _dump({"node": claim.id, "labels": sorted(labels), "properties": properties})


def _facts(ids: dict[str, list[str]], papers: list[str]) -> Iterator[str]:
    random = Random(7)  # noqa: S311 - the same content every time
    seen: set[tuple[str, str, str]] = set()
    wheel = [fact[:3] for fact in FACTS for _ in range(fact[3])]
    passages = ids["Passage"]
    number = 0
    while True:
        number += 1
        kind, left, right = wheel[number % len(wheel)]
        a = random.randrange(len(ids[left]))
        b = random.randrange(len(ids[right]))
        if random.random() < 0.1:
            b = b % max(1, len(ids[right]) // 100)  # hubs: one in ten goes to the first hundredth
        if left == right:
            a, b = (a, b // 2) if kind != "INSTANCE_OF" else (max(a, 20), b % 20)
            if kind in LAYERED:
                a, b = max(a, b), min(a, b)
        start, end = ids[left][a], ids[right][b]
        place = b if kind == "STATED_IN" else random.randrange(len(passages))
        if start == end or (kind, start, end) in seen:
            continue
        seen.add((kind, start, end))
        yield _fact(number, kind, start, end, passages[place], papers[place % PAPERS], _date(place % PAPERS))
        if kind in LAYERED and left == right and random.random() < 0.01 and (kind, end, start) not in seen:
            seen.add((kind, end, start))
            yield _fact(number, kind, end, start, passages[place], papers[place % PAPERS], _date(place % PAPERS))


def _fact(number: int, kind: str, start: str, end: str, passage: str, paper: str, date: str) -> str:
    carried: dict[str, Any] = {}
    if kind == "STATED_IN":
        carried = {"property": "state", "value_text": ("Green", "Amber", "Red")[number % 3]}
    elif kind == "CONSIDERED_AT":
        carried = {"date": date}
    modality = Modality.PLANNED if number % 50 == 0 else Modality.IN_FORCE
    stating = Stating(type=kind, start=start, end=end, passage=passage, document=paper, date=date, modality=modality, carried=carried)
    key = relationship_key(kind, start, end, stating.bundle_scope, "", str(modality), *stating.more)
    return _dump({"relationship": key, "type": kind, "from": start, "to": end, "properties": fold_statings([stating])})


def write(file: Path, entities: int = ENTITIES) -> Path:
    """Write the landscape into a file."""
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{text}\n" for text in lines(entities))
    return file


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else ENTITIES)
