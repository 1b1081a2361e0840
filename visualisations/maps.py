"""One function a map: plain rows of nodes and links to the description of a map. Pure.

A node row has `id`, `name`, `labels`, `family`, `kind`, `names`, `description`, `facts`; a link row `key`, `type`, `from`,
`to`, `standing`, `modality` and whatever else the relationship carries, with `evidence` as rows of `document`, `title`,
`date`, `locator`, `text`. Rows may come in any order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.classes import ALL, INSTANCE, classes_of, inherited
from graph.errors import UnknownSubject
from graph.model.relationships import UP_TO_END, UP_TO_START
from graph.timeline import STALE_WORDS, Fact
from visualisations import rows as convert
from visualisations.rows import Row
from visualisations.spec import Item, Link, MapSpec, StoryStep

GOVERNANCE = frozenset(
    (
        "HOLDS_TO_ACCOUNT",
        "SCRUTINISES",
        "OVERSEES",
        "REPORTS_TO",
        "ESCALATES_TO",
        "CONVENES",
        "CHAIRS",
        "MEMBER_OF",
        "PART_OF",
        "INSTANCE_OF",
    )
) | {"DOES_NOT_HOLD_TO_ACCOUNT"}
_ALWAYS = {"Board", "CommunitySafetyPartnership", "DeliveryGroup"}

# Accountability is walked upwards: along these types as they read, and along those against their reading.
_UP = frozenset((*UP_TO_END, "PART_OF"))
_UP_BACKWARDS = frozenset((*UP_TO_START, "COMMISSIONS", "DOES_NOT_HOLD_TO_ACCOUNT"))
_LAW = frozenset(("HAS_DUTY", "HAS_POWER", "NOT_SUBJECT_TO", "LACKS_POWER"))
ACCOUNTABILITY = _UP | _UP_BACKWARDS | _LAW | {"CONTRIBUTES_TO", "MEMBER_OF", "HOLDS", "IMPOSED_BY", "CONCERNS"}


@dataclass(frozen=True)
class Frame:
    """What a map says about itself, whatever it shows."""

    as_of: str
    title: str = ""
    question: str = ""
    marking: str = ""
    people: bool = True
    with_wording: bool = False
    sources: Sequence[Row] = ()
    licences: Sequence[str] = ()
    notes: Sequence[str] = ()
    left_out: Sequence[str] = field(default=())


def governance(nodes: Iterable[Row], links: Iterable[Row], frame: Frame) -> MapSpec:
    """Who holds whom to account, scrutinises, oversees, reports and convenes: boards, partnerships, groups, posts, organisations.

    Every board, partnership and group stands on it, linked or not; posts and organisations where a link reaches them.
    """
    found, joined, left_out = _landscape(nodes, links, frame)
    chosen = [
        row for row in joined if row["type"] in GOVERNANCE and {found[row[end]]["family"] for end in ("from", "to")} <= {"Body", "Holder"}
    ]
    reached = {row[end] for row in chosen for end in ("from", "to")}
    shown = {
        key: row for key, row in found.items() if row["family"] in ("Body", "Holder") and (key in reached or convert.label(row) in _ALWAYS)
    }
    alone = sum(1 for key, row in found.items() if row["family"] in ("Body", "Holder") and key not in shown)
    if alone:
        left_out.append(f"{_count(alone, 'post or organisation', 'posts and organisations')} that no link of this map reaches.")
    others = len(found) - len(shown) - alone
    if others:
        left_out.append(f"Work, money, law, places, systems and meetings ({others}): the other maps draw them.")
    question = "Who holds whom to account, who scrutinises, who oversees, and who reports to whom?"
    return _spec(shown, chosen, frame, left_out, title="Governance", question=question)


def accountability(nodes: Iterable[Row], links: Iterable[Row], subject: str, frame: Frame) -> MapSpec:
    """Draw the way up from one entity: who answers for it, leads it, oversees it, holds them to account, and by which law.

    What stands around the subject itself is there too. `subject` is an id; raises `UnknownSubject` where no row has it.
    """
    found, joined, left_out = _landscape(nodes, links, frame)
    if subject not in found:
        raise UnknownSubject(f"No entity “{subject}” to draw.", hint="Look its name up with `landscape find`.")
    chosen = [row for row in joined if row["type"] in ACCOUNTABILITY]
    shown = _upwards(subject, chosen)
    chosen = [row for row in chosen if row["from"] in shown and row["to"] in shown]
    name = found[subject]["name"]
    left_out.append(f"Whatever lies further from {name} than the way up to who holds to account, and the law there.")
    spec = _spec(
        {key: row for key, row in found.items() if key in shown},
        chosen,
        frame,
        left_out,
        title=f"Accountability: {name}",
        question=f"Who answers for {name}, to whom, and under which law?",
    )
    return spec.model_copy(update={"story": (StoryStep(sentence=f"What stands around {name}.", focus=subject), *spec.story)})


def _upwards(subject: str, links: Sequence[Row]) -> set[str]:
    """Ids of the subject, its neighbours, every step up, and the law at the ends of the way."""
    out: dict[str, list[Row]] = defaultdict(list)
    back: dict[str, list[Row]] = defaultdict(list)
    for row in links:
        out[row["from"]].append(row)
        back[row["to"]].append(row)
    near = {row["to"] for row in out[subject]} | {row["from"] for row in back[subject]}
    way = [subject]
    seen = {subject}
    tops = []
    for at in way:
        ups = [row["to"] for row in out[at] if row["type"] in _UP] + [row["from"] for row in back[at] if row["type"] in _UP_BACKWARDS]
        if not ups:
            tops.append(at)
        for up in ups:
            if up not in seen:
                seen.add(up)
                way.append(up)
    shown = seen | near
    concerned = {row["from"] for row in links if row["type"] == "CONCERNS" and row["to"] in seen}
    laws = {row["to"] for top in (*tops, subject) for row in out[top] if row["type"] in _LAW}
    laws |= {row["to"] for at in seen for row in out[at] if row["type"] in _LAW and row["to"] in concerned}
    shown |= laws
    return shown | {row["to"] for at in shown for row in out[at] if row["type"] == "IMPOSED_BY"}


def _landscape(nodes: Iterable[Row], links: Iterable[Row], frame: Frame) -> tuple[dict[str, Row], list[Row], list[str]]:
    """Rows that may be drawn, classes resolved to their members, and what that leaves out, in words."""
    found = {row["id"]: row for row in nodes if convert.drawable(row)}
    left_out: list[str] = []
    if not frame.people:
        persons = [key for key, row in found.items() if convert.label(row) == "Person"]
        for key in persons:
            del found[key]
        left_out.append(f"Names and initials of persons ({len(persons)}).")
    joined = [row for row in links if row["from"] in found and row["to"] in found]
    return found, *_without_classes(found, joined, left_out)


def _without_classes(found: dict[str, Row], links: list[Row], left_out: list[str]) -> tuple[list[Row], list[str]]:
    """Take out classes whose members are named: what holds of all of them shows at each member, as inferred.

    A class beside its members would be a seventh partnership; a fact of some or many is inherited by none.
    """
    about: dict[str, list[Fact]] = defaultdict(list)
    for row in links:
        fact = Fact(row["key"], row["type"], row["from"], row["to"], dict(row))
        for item in {fact.start, fact.end}:
            about[item].append(fact)
    plain = [key for key in found if not convert.is_class(found[key])]
    classes = {item for key in plain for item in classes_of(key, lambda item: about[item]) if convert.is_class(found[item])}
    kept = [row for row in links if not {row["from"], row["to"]} & classes]
    at_members = [item.fact for item in inherited(plain, lambda item: about[item])]
    kept += [
        {**fact.properties, "key": fact.key, "from": fact.start, "to": fact.end}
        for fact in at_members
        if not {fact.start, fact.end} & classes
    ]
    if classes:
        names = ", ".join(sorted(str(found[key].get("name")) for key in classes))
        left_out.append(f"Classes whose members are named ({names}): what holds of all shows at each member, as inferred.")
    of_classes = [row for row in links if row["type"] != INSTANCE and {row["from"], row["to"]} & classes]
    lost = sum(1 for row in of_classes if row.get("share") != ALL)
    if lost:
        left_out.append(f"{_count(lost, 'statement', 'statements')} about some or many of a class: no member inherits it.")
    between = sum(1 for row in of_classes if row.get("share") == ALL and {row["from"], row["to"]} <= classes)
    if between:
        left_out.append(f"{_count(between, 'statement', 'statements')} between two classes: it does not say which members are meant.")
    for key in classes:
        del found[key]
    return kept, left_out


def _spec(found: dict[str, Row], links: Sequence[Row], frame: Frame, left_out: list[str], *, title: str, question: str) -> MapSpec:
    tops = {
        row["from"] for row in links if row["type"] in ("HOLDS_TO_ACCOUNT", "SCRUTINISES") and _is_top(found[row["from"]], found[row["to"]])
    }
    groups = _groups(found, links)
    items = tuple(
        convert.item(row, level=convert.level_of(row, on_top=key in tops), group=groups.get(key), with_wording=frame.with_wording)
        for key, row in sorted(found.items())
    )
    drawn = tuple(
        convert.link(row, as_of=frame.as_of, with_wording=frame.with_wording) for row in sorted(links, key=lambda row: str(row["key"]))
    )
    return MapSpec(
        title=frame.title or title,
        question=frame.question or question,
        as_of=frame.as_of,
        levels=convert.LEVELS,
        items=items,
        links=drawn,
        notes=(*frame.notes, *_notes(drawn)),
        sources=convert.sources(items, drawn, frame.sources),
        licences=tuple(frame.licences),
        story=_story(items, drawn),
        marking=frame.marking,
        left_out=(*frame.left_out, *left_out),
    )


def _is_top(holder: Row, held: Row) -> bool:
    """Tell whether this is who holds posts to account: a post that holds anyone, or any body that holds a post."""
    return "Holder" in (holder["family"], held["family"]) or convert.label(holder) not in _ALWAYS


def _groups(found: dict[str, Row], links: Sequence[Row]) -> dict[str, str]:
    """Find what each item folds into on a large map: what it is part of, its body, its board, else who leads it."""
    order = {"PART_OF": 0, "POST_IN": 1, "MEMBER_OF": 2, "LEADS": 3}
    best: dict[str, tuple[int, str]] = {}
    for row in links:
        if row["type"] in order:
            inner, outer = (row["to"], row["from"]) if row["type"] == "LEADS" else (row["from"], row["to"])
            best[inner] = min(best.get(inner, (9, "")), (order[row["type"]], outer))
    return {inner: outer for inner, (_, outer) in best.items() if inner in found and inner != outer}


def _story(items: Sequence[Item], links: Sequence[Link]) -> tuple[StoryStep, ...]:
    """One step for each of who holds to account, in the words of the links."""
    names = {item.id: item.name for item in items}
    steps = []
    for top in [item for item in items if item.level == 0][:6]:
        said = [
            link
            for link in links
            if link.from_id == top.id and link.type in ("HOLDS_TO_ACCOUNT", "SCRUTINISES") and link.modality == "in force"
        ]
        if said:
            first = said[0]
            more = f" and {len(said) - 1} more" if len(said) > 1 else ""
            steps.append(StoryStep(sentence=f"{top.name} {first.phrase} {names[first.to_id]}{more}.", focus=top.id))
    return tuple(steps)


def _notes(links: Sequence[Link]) -> list[str]:
    counts = {
        f"stated {STALE_WORDS} before the date of the map, and not since": sum(link.stale for link in links),
        "contradicted by another paper": sum(link.standing == "contradicted" for link in links),
        "planned, expected or proposed, not in force": sum(link.modality in ("planned", "expected", "proposed") for link in links),
    }
    return [f"{_count(count, 'link is', 'links are')} {words}." for words, count in counts.items() if count]


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
