"""Chosen rows to the description of a map: bands, groups, notes, the story, and what lies beyond its bounds. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.timeline import STALE_WORDS
from visualisations import rows as convert
from visualisations.maps.frame import Frame, Ground, around, count, ends_of
from visualisations.rows import Row
from visualisations.spec import Item, Link, MapSpec, StoryStep

_ALWAYS = {"Board", "CommunitySafetyPartnership", "DeliveryGroup"}
_MOST_KEPT = 40
_PLANNED = ("planned", "expected", "proposed")


@dataclass(frozen=True)
class Choice:
    """What a map draws: the ids of its entities, its links, and how it puts them.

    `level_of` names the band of an id, an index into `levels`; without it the map has the bands of the governance map. `keep` shows
    whatever is folded. `dress` may change an item after it is made, `dress_link` a link.
    """

    title: str
    question: str
    shown: Collection[str]
    links: Sequence[Row]
    levels: Sequence[str] = convert.LEVELS
    level_of: Callable[[str], int] | None = None
    groups: Mapping[str, str] | None = None
    subject: str | None = None
    notes: Sequence[str] = ()
    keep: Sequence[str | None] = ()
    dress: Callable[[Item], Item] = lambda item: item
    dress_link: Callable[[Link, Row], Link] = lambda link, _: link


def assemble(made: Ground, choice: Choice, frame: Frame) -> MapSpec:
    """The map of a choice, within the frame's bounds."""
    choice, left_out = _bounded(made, choice, frame)
    links = [row for row in choice.links if row["from"] in choice.shown and row["to"] in choice.shown]
    level_of = choice.level_of or _bands(made, links)
    groups = _groups(links) if choice.groups is None else choice.groups
    items = tuple(
        choice.dress(
            convert.item(
                made.found[key],
                level=level_of(key),
                group=groups.get(key) if groups.get(key) in choice.shown else None,
                with_wording=frame.with_wording,
            )
        )
        for key in sorted(choice.shown)
    )
    drawn = tuple(
        choice.dress_link(convert.link(row, as_of=frame.as_of, with_wording=frame.with_wording), row)
        for row in sorted(links, key=lambda row: str(row["key"]))
    )
    sources = convert.sources(items, drawn, frame.sources)
    return MapSpec(
        title=frame.title or choice.title,
        question=frame.question or choice.question,
        as_of=frame.as_of,
        levels=tuple(choice.levels),
        items=items,
        links=drawn,
        notes=(*frame.notes, *made.notes, *choice.notes, *_notes(made, drawn, choice.subject)),
        sources=sources,
        licences=tuple(dict.fromkeys(source.licence for source in sources if source.licence)) or tuple(frame.licences),
        story=tuple(frame.story) or _story(items, drawn, choice.subject, made),
        marking=frame.marking,
        left_out=(*frame.left_out, *made.left_out, *left_out),
        keep=tuple(dict.fromkeys(key for key in (choice.subject, *choice.keep) if key in choice.shown))[:_MOST_KEPT],
    )


def within(made: Ground, links: Sequence[Row], subject: str, hops: int) -> tuple[set[str], list[Row]]:
    """Ids and links within so many steps of the subject, and in words what lies beyond them."""
    steps = around((subject,), links, hops)
    shown = {key for key in steps if key in made.found}
    beyond = len(ends_of(links) - shown)
    if beyond:
        far = f"{count(hops, 'link', 'links')} of {made.name(subject)}"
        made.left_out.append(f"{count(beyond, 'entity', 'entities')} that no way of at most {far} reaches.")
    return shown, [row for row in links if row["from"] in shown and row["to"] in shown]


def _bounded(made: Ground, choice: Choice, frame: Frame) -> tuple[Choice, list[str]]:
    """At most `most` entities: the nearest to the subject, else those with most links."""
    if frame.most is None or len(choice.shown) <= frame.most:
        return choice, []
    degree = Counter(row[end] for row in choice.links for end in ("from", "to"))
    steps = around((choice.subject,), choice.links) if choice.subject else {}
    ranked = sorted(choice.shown, key=lambda key: (steps.get(key, len(made.found)), -degree[key], key))
    beyond = len(ranked) - frame.most
    nearest = "the nearest to the subject stay" if choice.subject else "those with most links stay"
    words = f"{count(beyond, 'entity', 'entities')} beyond the {frame.most} that were asked for: {nearest}."
    return replace(choice, shown=set(ranked[: frame.most])), [words]


def _bands(made: Ground, links: Sequence[Row]) -> Callable[[str], int]:
    """The bands of the governance map: who holds posts to account stands on top."""
    tops = {
        row["from"]
        for row in links
        if row["type"] in ("HOLDS_TO_ACCOUNT", "SCRUTINISES") and _is_top(made.found[row["from"]], made.found[row["to"]])
    }
    return lambda key: convert.level_of(made.found[key], on_top=key in tops)


def _is_top(holder: Row, held: Row) -> bool:
    """Tell whether this is who holds posts to account: a post that holds anyone, or any body that holds a post."""
    return "Holder" in (holder["family"], held["family"]) or convert.label(holder) not in _ALWAYS


def _groups(links: Sequence[Row]) -> dict[str, str]:
    """Find what each item folds into on a large map: what it is part of, its body, its board, else who leads it."""
    order = {"PART_OF": 0, "POST_IN": 1, "MEMBER_OF": 2, "LEADS": 3}
    best: dict[str, tuple[int, str]] = {}
    for row in links:
        if row["type"] in order:
            inner, outer = (row["to"], row["from"]) if row["type"] == "LEADS" else (row["from"], row["to"])
            best[inner] = min(best.get(inner, (9, "")), (order[row["type"]], outer))
    return {inner: outer for inner, (_, outer) in best.items() if inner != outer}


def _story(items: Sequence[Item], links: Sequence[Link], subject: str | None, made: Ground) -> tuple[StoryStep, ...]:
    """The subject first, then one step for each of who holds to account, in the words of the links."""
    names = {item.id: item.name for item in items}
    steps = [StoryStep(sentence=f"What stands around {made.name(subject)}.", focus=subject)] if subject and links else []
    for top in [item for item in items if item.level == 0]:
        said = [
            link
            for link in links
            if link.from_id == top.id and link.type in ("HOLDS_TO_ACCOUNT", "SCRUTINISES") and link.modality == "in force"
        ]
        if said and len(steps) < 6:
            first = said[0]
            more = f" and {len(said) - 1} more" if len(said) > 1 else ""
            steps.append(StoryStep(sentence=f"{top.name}: {first.phrase} {names[first.to_id]}{more}.", focus=top.id))
    return tuple(steps)


def _notes(made: Ground, links: Sequence[Link], subject: str | None) -> list[str]:
    counts = {
        f"stated {STALE_WORDS} before the date of the map, and not since": sum(link.stale for link in links),
        "contradicted by another paper": sum(link.standing == "contradicted" for link in links),
        "planned, expected or proposed, not in force": sum(link.modality in _PLANNED for link in links),
    }
    said = [f"{count(number, 'link is', 'links are')} {words}." for words, number in counts.items() if number]
    if subject and not links:
        said.append(f"The papers state nothing of what this map asks about {made.name(subject)}.")
    return said
