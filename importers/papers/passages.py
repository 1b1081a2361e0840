"""Passages of a paper: what evidence points to, and how a locator finds one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model.ids import passage_id
from importers.papers.lines import SIGNS
from importers.papers.wording import glued, words

_ORDINAL = re.compile(r"^(.*?)(?: \((\d+)\))?$", re.DOTALL)

_KINDS = frozenset({"head", "section", "para", "item", "note", "row", "point"})


@dataclass(frozen=True)
class Passage:
    """One paragraph, heading, note, table row or cell of one part of a paper."""

    locator: str
    """Steps joined by ` > `: `para 6.2`, `item 45 > para 15`, `row V4 > leads`; a second one of that name ends in ` (2)`."""
    text: str
    """The wording, with that of the passages inside it; sections and items leave out their numbered paragraphs."""
    lost_number: bool = False
    """The text lost its number and its place leaves only this one."""
    own: str = ""
    """The wording without that of the passages inside it."""
    title: str = ""
    """The words of the heading, the point or the row's first cell, in full."""
    around: str = ""
    """The locator of the passage that its text is part of."""


@dataclass(eq=False)
class Node:
    """A passage while it is being put together."""

    step: str
    title: str = ""
    within: Node | None = None
    """The passage whose locator its own begins with."""
    lost_number: bool = False
    content: list[str | Node] = field(default_factory=list)
    """Its lines, and the passages whose text is part of its text."""

    def text(self) -> str:
        """Its lines and those of the passages inside it, in order."""
        parts = [part if isinstance(part, str) else part.text() for part in self.content]
        return "\n".join(part for part in parts if part)

    def own(self) -> str:
        """Its lines alone."""
        return "\n".join(part for part in self.content if isinstance(part, str) and part)


def step(kind: str, key: str) -> str:
    """A step of a locator; the key keeps its printed words, less what would break the grammar.

    >>> step("section", " Aims  > ends: ")
    'section Aims ends'
    """
    tidy = " ".join(key.replace(">", " ").split()).strip(" :;.,*")
    return f"{kind} {tidy}" if words(tidy) else f"{kind} untitled"


def settle(nodes: Iterable[Node]) -> list[Passage]:
    """The passages of nodes, in order; a name that occurs again in its place gets an ordinal."""
    locators: dict[Node, str] = {}
    holders: dict[Node, Node] = {}
    used: set[str] = set()
    passages: list[Passage] = []
    for node in nodes:
        holders |= {part: node for part in node.content if isinstance(part, Node)}
        start = f"{locators[node.within]} > " if node.within else ""
        locator, ordinal = start + node.step, 1
        while _key(locator) in used:
            ordinal += 1
            locator = f"{start}{node.step} ({ordinal})"
        used.add(_key(locator))
        locators[node] = locator
        around = locators.get(holders[node], "") if node in holders else ""
        passages.append(Passage(locator, node.text(), node.lost_number, node.own(), node.title, around))
    return passages


def _key(locator: str) -> str:
    """What an id makes of a locator: two locators with one key would be one passage."""
    return passage_id("paper", locator)


def resolve(passages: Sequence[Passage], locator: str) -> Passage | None:
    """The passage that a locator means, or None.

    A heading or a row may be named by how it begins, a numbered heading by its words, and steps on the way may be left out,
    as long as one passage is meant; an ordinal counts those of that name.
    """
    wanted = [part.strip() for part in locator.split(" > ")]
    exact = [item for item in passages if item.locator == " > ".join(wanted)]
    if exact:
        return exact[0]
    fitting = [item for item in passages if _fits(item, wanted[-1])]
    for before in reversed(wanted[:-1]):
        narrower = [item for item in fitting if any(_fits(above, before) for above in _above(passages, item))]
        fitting = narrower or fitting
    best = [item for item in fitting if _fits(item, wanted[-1], whole=True)] or fitting
    _, ordinal = _split(wanted[-1])
    if ordinal > 1:
        return best[ordinal - 1] if len(best) >= ordinal else None
    shallow = min((item.locator.count(" > ") for item in best), default=0)
    best = [item for item in best if item.locator.count(" > ") == shallow]
    return best[0] if best and len({_name(item) for item in best}) == 1 else None


def silent(passages: Sequence[Passage], cited: Iterable[str]) -> list[Passage]:
    """The passages with words of their own that no locator cites, neither them nor a passage around or inside them."""
    found = {item.locator for locator in cited if (item := resolve(passages, locator))}
    by_locator = {item.locator: item for item in passages}
    spoken = {name for one in found for name in _inwards_out(by_locator, by_locator[one])}
    return [
        item for item in passages if item.locator not in spoken and not found & set(_inwards_out(by_locator, item)) and not _is_bare(item)
    ]


def _inwards_out(by_locator: Mapping[str, Passage], item: Passage) -> list[str]:
    """The locators of a passage and of those that its text is part of."""
    chain = [item.locator]
    while (around := by_locator[chain[-1]].around) and around not in chain:
        chain.append(around)
    return chain


def _is_bare(item: Passage) -> bool:
    """True where a passage has no words of its own beyond its heading."""
    own, key = glued(item.own), _kind(_name(item))[1]
    return own in {"", glued(key), glued(item.title), glued(key) + glued(item.title)}


def _above(passages: Sequence[Passage], item: Passage) -> list[Passage]:
    return [above for above in passages if item.locator.startswith(f"{above.locator} > ") or item.around == above.locator]


def _split(part: str) -> tuple[str, int]:
    found = _ORDINAL.fullmatch(part)
    return (found[1], int(found[2] or 1)) if found else (part, 1)


def _name(item: Passage) -> str:
    return _split(item.locator.split(" > ")[-1])[0]


def _kind(name: str) -> tuple[str, str]:
    kind, _, key = name.partition(" ")
    return (kind, key) if kind in _KINDS else ("cell", name)


def _fits(item: Passage, part: str, *, whole: bool = False) -> bool:
    """True where the last step of the passage's locator is of the wanted kind and named by the wanted words."""
    kind, key = _kind(_split(part)[0])
    key = SIGNS.get(key, key) if kind == "note" else key
    own_kind, own_key = _kind(_name(item))
    if kind != own_kind or kind == "para":
        return kind == own_kind and key.rstrip(".") == own_key
    wanted = words(key)
    printed = [words(own_key), words(item.title)]
    if any(glued(key) == "".join(one) for one in printed):
        return True
    return (
        not whole and kind in {"section", "row", "point", "cell"} and bool(wanted) and any(one[: len(wanted)] == wanted for one in printed)
    )
