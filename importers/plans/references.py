"""Codes of other actions in the words of a cell: pure. A code counts only where the plan has such an action."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from graph.model.ids import fold

_NUMBER_ALONE = re.compile(r"\b(?:section|action|see(?: also)?|row|ref(?:erence)?|item|links? (?:to|with)) (\d{1,2}(?:\.\d{1,2})?)\b")
NUMBER_LOST = "number-lost"
"""The letter of the code is not printed; one action alone has this number."""


class Reference(NamedTuple):
    """Another action that a text names: its id, the words, and the rule where the code is not whole."""

    id: str
    printed: str
    rule: str = ""


class Codes:
    """The codes of a plan's actions and strands, and how a text may print them."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        self._ids = {fold(code).replace(" ", ""): item for code, item in ids.items() if code}
        letters = {match[1] for code in self._ids if (match := re.fullmatch(r"([a-z]{1,4})[-. ]?\d.*", code))}
        either = "|".join(sorted(map(re.escape, letters), key=len, reverse=True))
        self._pattern = re.compile(rf"\b({either})[ .-]?(\d{{1,3}})((?:\.\d{{1,2}})*)(?![\w%])") if letters else None
        self._words = [code for code in self._ids if not re.fullmatch(r"[a-z]{1,4}\d[\d.]*", code) and re.search(r"[a-z].*\d", code)]

    def named(self, text: str) -> str:
        """The id of the action that a text is the code of, whole; empty for none."""
        return self._ids.get(fold(text).replace(" ", "").strip(".,;:()[]"), "")

    def in_cell(self, text: str) -> list[Reference]:
        """The actions that a cell of codes lists: `O1; O2`, `1.2 and 1.3`."""
        parts = re.split(r"\s*(?:[;,\n/&|]|\band\b)\s*", text)
        found = [Reference(item, part.strip()) for part in parts if (item := self.named(part))]
        return found or list(self.in_prose(text))

    def in_prose(self, text: str) -> Iterator[Reference]:
        """The actions that a text refers to by code, each once, in order; web addresses are no text."""
        plain = re.sub(r"(?:https?://|www\.)\S+(?: ?\S*-\S+)*", " ", text)
        folded = fold(plain)
        seen: set[str] = set()
        for match in self._pattern.finditer(folded) if self._pattern else ():
            printed = _as_printed(plain, match[0])
            if not printed[:1].isupper():
                continue
            item = self._least(f"{match[1]}{match[2]}", match[3])
            if item and item not in seen:
                seen.add(item)
                yield Reference(item, printed)
        for code in self._words:
            if re.search(rf"(?<![\w.]){re.escape(code)}(?![\w.]*\d)", folded.replace(" ", "")) and self._ids[code] not in seen:
                shown = re.search(r"\s*".join(map(re.escape, code)), folded)
                if shown and (shown.start() == 0 or not folded[shown.start() - 1].isalnum()):
                    seen.add(self._ids[code])
                    yield Reference(self._ids[code], _as_printed(plain, shown[0]))
        for match in _NUMBER_ALONE.finditer(folded):
            ending = [item for code, item in self._ids.items() if re.fullmatch(rf"[a-z]*{re.escape(match[1])}", code)]
            if len(set(ending)) == 1 and ending[0] not in seen and ("." in match[1] or self.named(match[1])):
                seen.add(ending[0])
                yield Reference(ending[0], _as_printed(plain, match[0]), "" if self.named(match[1]) else NUMBER_LOST)

    def _least(self, code: str, below: str) -> str:
        """The action or strand of a code; of one with numbers that the plan does not have below it, the action above."""
        while below:
            if code + below in self._ids:
                return self._ids[code + below]
            below = below.rpartition(".")[0]
        return self._ids.get(code, "")


def _as_printed(text: str, folded: str) -> str:
    """The words of a text that fold to these, as they stand there."""
    pattern = r"[\s.-]*".join(re.escape(sign) for sign in folded.replace(" ", ""))
    match = re.search(rf"(?i)(?<!\w){pattern}", text)
    return match[0] if match else folded.upper()


def own_first(found: Iterable[Reference], own: frozenset[str]) -> list[Reference]:
    """References without those to the row's own action and strands."""
    return [item for item in found if item.id not in own]
