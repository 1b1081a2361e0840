"""A story from a file: views of a map, each with a sentence. Pure.

In Markdown, one list item a view; what it shows stands in brackets at its end, and all other text is skipped:

    1. The Panel scrutinises the Commissioner. [Police and Crime Panel]
    2. Who works two steps from the board. [Strategic Board, 2 steps]
    3. How the action reaches the Panel. [V4 -> Police and Crime Panel]
    4. And the whole again.

In JSON, a list of objects with `sentence`, and `focus`, `to`, `hops` where wanted. Names are ids, codes, names or aliases.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from graph.errors import BadFile

MOST_HOPS = 3
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_STEPS = re.compile(r"(?P<focus>.+?),\s*(?P<hops>\d+)\s+steps?", re.IGNORECASE)
_KEYS = {"sentence", "focus", "to", "hops"}
_FORMS = "a Markdown list with one view an item, or a JSON list of objects with `sentence`, `focus`, `to`, `hops`"


class Step(NamedTuple):
    """One view as the file has it: `focus` and `to` are the user's words for an entity."""

    sentence: str
    focus: str = ""
    to: str = ""
    hops: int = 1


def parse(text: str, name: str) -> list[Step]:
    """The views of a file's text; `name` is for messages, and `.json` at its end tells the form.

    Raises `BadFile` with the place where it is not what a story is.
    """
    steps = _from_json(text, name) if name.casefold().endswith(".json") else _from_markdown(text, name)
    if not steps:
        raise BadFile("The story has no view.", where=name, hint=f"write {_FORMS}")
    return steps


def _from_markdown(text: str, name: str) -> list[Step]:
    steps = []
    for number, line in enumerate(text.splitlines(), 1):
        item = _ITEM.match(line)
        if item is None:
            continue
        sentence, view = _parted(line[item.end() :].strip())
        focus, arrow, to = (part.strip() for part in view.partition("->"))
        counted = _STEPS.fullmatch(focus)
        if counted and not arrow:
            steps.append(_step({"sentence": sentence, "focus": counted["focus"], "hops": int(counted["hops"])}, f"{name}, line {number}"))
        else:
            steps.append(_step({"sentence": sentence, "focus": focus, "to": to}, f"{name}, line {number}"))
    return steps


def _parted(text: str) -> tuple[str, str]:
    """The sentence of an item, and what stands in brackets at its end."""
    sentence, bracket, view = text.rpartition("[")
    if not bracket or not view.endswith("]") or "]" in view[:-1]:
        return text, ""
    return sentence.rstrip(), view[:-1].strip()


def _from_json(text: str, name: str) -> list[Step]:
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise BadFile("The story is no list of objects: it is nested too deep.", where=name, hint=f"write {_FORMS}") from error
    except ValueError as error:
        raise BadFile(f"The story is no JSON: {error}.", where=name, hint=f"write {_FORMS}") from error
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise BadFile("The story is no list of objects.", where=name, hint=f"write {_FORMS}")
    return [_step(item, f"{name}, view {number}") for number, item in enumerate(found, 1)]


def _step(item: dict[str, object], where: str) -> Step:
    wrong = sorted(item.keys() - _KEYS)
    if wrong:
        raise BadFile(f"A view has no {wrong[0]!r}.", where=where, hint=f"a view has {', '.join(sorted(_KEYS))}")
    sentence, focus, to, hops = (item.get(key, default) for key, default in (("sentence", ""), ("focus", ""), ("to", ""), ("hops", 1)))
    if not (isinstance(sentence, str) and isinstance(focus, str) and isinstance(to, str)):
        raise BadFile("Sentence, focus and to are texts.", where=where, hint=f"write {_FORMS}")
    if not sentence.strip():
        raise BadFile("A view has no sentence.", where=where, hint="say in a sentence what the view shows")
    if to and not focus:
        raise BadFile("A view leads to an entity from nowhere.", where=where, hint="give the first entity too: [V4 -> the Panel]")
    if not isinstance(hops, int) or isinstance(hops, bool) or not 1 <= hops <= MOST_HOPS:
        raise BadFile(f"A view reaches 1 to {MOST_HOPS} steps, not {hops!r}.", where=where, hint="write [the Board, 2 steps]")
    return Step(sentence.strip(), focus.strip(), to.strip(), hops)
