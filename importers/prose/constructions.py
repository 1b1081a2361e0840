"""Names that stand beside each other: `the Council's Plan`, `the Hub in Leafield`, `Person 1, Chief Officer`, `bodies such as A`.

What joins two names here is a word or a sign, and not a verb: which relation it states depends on what the two names are of. Rules of
form and family alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from graph.model.labels import BY_NAME, Family
from graph.model.relationships import BY_TYPE, fits
from importers.prose.forms import Form

_NOTHING = re.compile(r"(?!)")
_N = r"⟨(?P<head>\d+)⟩"
_AND = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|as well as|&|plus)\s+|\s*[/&]\s*)(?:both\s+)?(?:the\s+|its\s+|a\s+|an\s+)?"
_LIST = rf"(?P<list>⟨\d+⟩(?:{_AND}⟨\d+⟩)*)"
_ONE = r"(?P<list>⟨\d+⟩)"
_SOME = r"(?:(?:own|new|recent|current|draft|latest|refreshed|annual|ongoing|proposed|local|joint|countywide|emerging|existing)\s+){0,2}"


class Rule(NamedTuple):
    """A construction: between two names (or a name and a list of names), and what it says by what they are of."""

    words: str
    pattern: re.Pattern[str]
    says: tuple[tuple[str, str, str, bool, float], ...]
    """Family or label of the first, of the second, the type, whether the second name stands on its left, the score."""
    collective: bool | None = None
    """The first is a class (`True`), is none (`False`), or either."""


def _rule(words: str, pattern: str, *says: tuple[str, str, str, bool, float], collective: bool | None = None) -> Rule:
    return Rule(words, re.compile(pattern), says, collective)


_BODY, _WORK, _PLACE, _MONEY, _THING = Family.BODY, Family.WORK, Family.PLACE, Family.MONEY, Family.THING
_OWNS = (
    (_BODY, _BODY, "PART_OF", True, 78.0),
    (_BODY, "Role", "POST_IN", True, 78.0),
    (_BODY, "Plan", "PRODUCES", False, 74.0),
    ("Role", "Plan", "PRODUCES", False, 74.0),
    (_BODY, "Programme", "LEADS", False, 66.0),
    ("Role", "Programme", "LEADS", False, 62.0),
    (_BODY, _MONEY, "AWARDS", False, 74.0),
    (_PLACE, _BODY, "COVERS", True, 70.0),
    (_PLACE, _WORK, "COVERS", True, 70.0),
)
_USES = ((_BODY, _THING, "USES", False, 70.0), ("Role", _THING, "USES", False, 70.0))
_WITHIN = (
    ("CommunitySafetyPartnership", _PLACE, "COVERS", False, 72.0),
    (_BODY, _PLACE, "COVERS", False, 66.0),
    ("Programme", _PLACE, "COVERS", False, 72.0),
    (_PLACE, _PLACE, "PART_OF", False, 66.0),
    ("Role", _BODY, "POST_IN", False, 72.0),
)
_MEMBERS = (
    (_BODY, _BODY, "INSTANCE_OF", True, 80.0),
    (_WORK, _WORK, "INSTANCE_OF", True, 76.0),
    (_THING, _THING, "INSTANCE_OF", True, 76.0),
    (_PLACE, _PLACE, "INSTANCE_OF", True, 76.0),
    ("Role", "Role", "INSTANCE_OF", True, 76.0),
)
_HOLDS = (("Person", "Role", "HOLDS", False, 84.0), ("Role", _BODY, "POST_IN", False, 80.0), ("Person", _BODY, "MEMBER_OF", False, 70.0))

RULES: tuple[Rule, ...] = (
    _rule("is that of the other", rf"(?<!and )(?<!and the ){_N}\s*['’](?:s\b)?\s+[“\"‘'(]?{_SOME}{_ONE}", *_OWNS),
    _rule("uses these", rf"{_N}\s*['’](?:s\b)?\s+{_SOME}{_LIST}", *_USES),
    _rule("stands before the other", rf"{_N}\s+{_SOME}{_LIST}", (_BODY, _MONEY, "AWARDS", False, 66.0)),
    _rule("in a place or a body", rf"{_N}\)?\s*,?\s+(?:in|within|across|throughout|for|covering)\s+(?:both\s+|the\s+)?{_LIST}", *_WITHIN),
    _rule("a name and what it holds", rf"{_N}\s*(?:,|\(|[-–]|\t|\|)\s*(?:the\s+|current\s+)?(?={_ONE})", *_HOLDS),
    _rule("the places of it", rf"{_N}\s*\(\s*(?:(?:the\s+)?\w+\s+for\s+)?{_LIST}", ("Programme", _PLACE, "COVERS", False, 72.0)),
    _rule("a post of a body", rf"{_N}\s+(?:of|at|from)\s+(?:the\s+)?{_LIST}", ("Role", _BODY, "POST_IN", False, 72.0)),
    _rule(
        "a class and its members",
        rf"{_N}['’]?\s*(?:,\s*|\(\s*)?(?:(?:are|is|include[sd]?|including|such as|like|namely|e\.g\.,?|i\.e\.,?|ranging from|"
        rf"compris(?:es?|ing)|consist(?:s|ing)? of)\s*:?|:)\s*"
        rf"(?:the\s+|an?\s+|both\s+|recent\s+|[“\"‘'(])*{_LIST}(?:\s+to\s+(?:the\s+)?⟨(?P<more>\d+)⟩)?",
        *_MEMBERS, collective=True,
    ),
    _rule(
        "a class named behind its members", rf"{_LIST}(?:,?\s+and\s+others?)?\s*\((?:the|together|collectively)[,\s]+[“\"‘']{_N}",
        *((second, first, kind, not turned, score) for first, second, kind, turned, score in _MEMBERS),
    ),
    _rule(
        "a whole and its parts",
        rf"{_N}['’]?\s*(?:\(\s*|,\s*)?(?:(?:include[sd]?|including|compris(?:es?|ing)|consist(?:s|ing)? of|made up of)\s*:?|:)\s*"
        rf"(?:the\s+|an?\s+)?{_LIST}",
        (_WORK, _WORK, "PART_OF", True, 72.0), ("Programme", _BODY, "CONTRIBUTES_TO", True, 66.0), collective=False,
    ),
    _rule("is part of the other", rf"as part of\s+(?:the\s+|its\s+|our\s+)?{_N}\s*,\s*(?:the\s+|\w+\s+)?{_LIST}",
          (_BODY, _BODY, "PART_OF", True, 80.0), (_WORK, _WORK, "PART_OF", True, 80.0)),
    _rule("a section of the other",
          rf"{_N}\s+(?:(?:section|theme|element|part|strand|pillar|chapter|priority)\s+)?of\s+(?:the\s+|our\s+|its\s+)?"
          rf"(?:new\s+|current\s+)?(?:⟨\d+⟩['’]s?\s+(?:\([^()]*\)\s+)?)?{_LIST}",
          ("Theme", "Plan", "PART_OF", False, 84.0), ("Objective", "Plan", "PART_OF", False, 78.0)),
    _rule("an agreement between them", rf"{_N}\s*\(?\s*between\s+(?:the\s+)?{_LIST}", ("Plan", _BODY, "PRODUCES", True, 74.0),
          ("Plan", "Role", "PRODUCES", True, 74.0)),
)  # fmt: skip


class Beside(NamedTuple):
    """Two names that stand beside each other, and what that says."""

    form: Form
    left: int
    right: int
    """Numbers of the names."""
    start: int
    end: int
    """Where the construction stands in the masked text."""


def beside(masked: str, one: Callable[[int], str], label: Callable[[str], str], collective: Callable[[str], bool]) -> Iterator[Beside]:
    """The constructions of a masked sentence; `one` gives the entity of a name, where it is one."""
    for rule in RULES:
        for found in rule.pattern.finditer(masked):
            head, more = int(found["head"]), found.groupdict().get("more")
            if not one(head) or (rule.collective is not None and collective(one(head)) is not rule.collective):
                continue
            for number in [*(int(item) for item in re.findall(r"⟨(\d+)⟩", found["list"])), *([int(more)] if more else [])]:
                item = one(number)
                if item and item != one(head) and (said := _said(rule, label(one(head)), label(item))):
                    kind, turned, score = said
                    left, right = (number, head) if turned else (head, number)
                    yield Beside(Form(kind, rule.words, _NOTHING, score=score), left, right, found.start(), found.end())


def _said(rule: Rule, first: str, second: str) -> tuple[str, bool, float] | None:
    for one, other, kind, turned, score in rule.says:
        if kind and _is(one, first) and _is(other, second):
            ends = (second, first) if turned else (first, second)
            if fits(BY_TYPE[kind].start, ends[0], other=ends[1]) and fits(BY_TYPE[kind].end, ends[1], other=ends[0]):
                return kind, turned, score
    return None


def _is(wanted: str, label: str) -> bool:
    return wanted in (label, BY_NAME[label].family)
