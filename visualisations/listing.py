"""A map as text: the order of its lists, its legend with counts, and the data that the page's scripts read. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from graph.model.relationships import BY_TYPE
from visualisations import cards, routes, style
from visualisations.spec import Item, Link, MapSpec
from visualisations.views import View


@dataclass(frozen=True)
class Level:
    """One band of the list of entities."""

    name: str
    rows: list[tuple[int, Item]]


@dataclass(frozen=True)
class Lists:
    """The full lists, each row with its number on the map."""

    levels: list[Level]
    links: list[tuple[int, Link]]
    names: dict[str, tuple[int, str]]
    papers: dict[str, int]  # title of a paper to its number in the list of papers


@dataclass(frozen=True)
class Entry:
    """One line of the legend: what it filters, its words, how many it stands for."""

    value: str
    words: str
    count: int
    line: style.LineLook | None = None
    family: style.FamilyLook | None = None


@dataclass(frozen=True)
class Legend:
    """The legend in its parts."""

    families: list[Entry] = field(default_factory=list)
    groups: list[tuple[str, list[Entry]]] = field(default_factory=list)
    states: list[Entry] = field(default_factory=list)


def in_order(spec: MapSpec) -> MapSpec:
    """Put items by level and name, links by their sentence, so that the page does not depend on the order of rows."""
    items = sorted(spec.items, key=lambda item: (item.level, item.name.casefold(), item.id))
    place = {item.id: at for at, item in enumerate(items)}
    links = sorted(spec.links, key=lambda link: (place[link.from_id], link.phrase, place[link.to_id], link.key))
    return spec.model_copy(update={"items": tuple(items), "links": tuple(links)})


def lists(spec: MapSpec) -> Lists:
    """Lay out the full lists of a map in order."""
    levels = [
        Level(name, [(at, item) for at, item in enumerate(spec.items) if item.level == level]) for level, name in enumerate(spec.levels)
    ]
    cited = {passage.document for item in spec.items for fact in item.facts for passage in fact.evidence}
    cited |= {passage.document for link in spec.links for passage in link.evidence}
    titles = dict.fromkeys([source.title for source in spec.sources] + sorted(cited))
    return Lists(
        [level for level in levels if level.rows],
        list(enumerate(spec.links)),
        {item.id: (at, item.name) for at, item in enumerate(spec.items)},
        {title: at + 1 for at, title in enumerate(titles)},
    )


def legend(spec: MapSpec) -> Legend:
    """Count what the map holds of each family, kind of line and state."""
    families: Counter[str] = Counter(item.family for item in spec.items)
    kinds = Counter((link.type, link.phrase) for link in spec.links)
    states = Counter(style.state_of(link) for link in spec.links)
    order = list(style.ACCOUNTABILITY)
    groups = []
    for group in style.GROUPS:
        chosen = [key for key in kinds if style.group_of(key[0]) == group]
        chosen.sort(key=lambda key: (order.index(key[0]) if key[0] in order else len(order), key))
        if chosen:
            groups.append(
                (group.capitalize(), [Entry(kind, phrase, kinds[kind, phrase], line=style.line_look(kind)) for kind, phrase in chosen])
            )
    return Legend(
        [Entry(name, look.words, families[name], family=look) for name, look in style.FAMILIES.items() if families[name]],
        _one_each(groups),
        [
            Entry(state, words, states[state], line=style.line_look("REPORTS_TO", state))
            for state, words in style.STATES.items()
            if states[state]
        ],
    )


def _one_each(groups: list[tuple[str, list[Entry]]]) -> list[tuple[str, list[Entry]]]:
    """One entry a type, where links of one type came with several phrases."""
    out = []
    for name, entries in groups:
        seen: dict[str, Entry] = {}
        for entry in entries:
            first = seen.get(entry.value)
            seen[entry.value] = entry if first is None else Entry(entry.value, first.words, first.count + entry.count, line=entry.line)
        out.append((name, list(seen.values())))
    return out


def _asked_first(kind: tuple[str, str, str]) -> tuple[bool, int, int, str]:
    """Put types in the order in which people ask: who chairs it, who holds it to account and what answers to it, then group by group."""
    order = list(style.ACCOUNTABILITY)
    return (
        kind[0] != "CHAIRS",
        list(style.GROUPS).index(style.group_of(kind[0])),
        order.index(kind[0]) if kind[0] in order else len(order),
        kind[1],
    )


def payload(spec: MapSpec, opening: View, full: View, looks: list[tuple[str, str]]) -> dict[str, Any]:
    """Give what the scripts read beside pyvis' nodes and edges: short rows of names, ends and looks.

    Facts and evidence are not in it: the panel shows the rows of the lists, which hold them already.
    """
    families = list(style.FAMILIES)
    states = list(style.STATES)
    place = {item.id: at for at, item in enumerate(spec.items)}
    types = sorted(dict.fromkeys((link.type, link.phrase, link.phrase_back) for link in spec.links), key=_asked_first)
    type_at = {key: at for at, key in enumerate(types)}
    return {
        "title": spec.title,
        "asOf": spec.as_of,
        "marking": spec.marking,
        "families": [vars(look) for look in style.FAMILIES.values()],
        "marks": style.MARKS,
        "ends": style.END_MARKS,
        "signs": style.SIGNS,
        "inside": [style.INSIDE, style.INSIDE_DEEP],
        "looks": [vars(style.line_look(*look)) for look in looks],
        "card": {
            "width": cards.WIDTH,
            "font": cards.FONT,
            "line": cards.LINE,
            "text": cards.TEXT_LEFT,
            "note": cards.NOTE_FONT,
            "noteLine": cards.NOTE_LINE,
        },
        "words": {"font": routes.WORDS, "high": routes.WORDS_HIGH},
        "states": states,
        "denials": [name for name, kind in BY_TYPE.items() if kind.group == "denials"],
        "types": types,
        "items": [[item.id, item.name, families.index(item.family), item.label, item.kind, list(item.names)] for item in spec.items],
        "links": [
            [
                place[link.from_id],
                place[link.to_id],
                type_at[link.type, link.phrase, link.phrase_back],
                states.index(style.state_of(link)),
                link.key,
            ]
            for link in spec.links
        ],
        "views": [_drawn(view) for view in ([opening] if opening is full else [opening, full])],
        "keep": [place[item] for item in spec.keep if item in place],
        "story": [step.model_dump() for step in spec.story],
    }


def _drawn(view: View) -> dict[str, Any]:
    folded = any(shown != item for item, shown in enumerate(view.stands_for))
    return {
        "bands": [[band.name, band.top, band.bottom, band.heading] for band in view.bands],
        "cards": len(view.cards),
        "width": view.width,
        "height": view.height,
        "standsFor": list(view.stands_for) if folded else None,
    }
