"""Which labels, relationship types and properties a Cypher text names, read from its words; what it cannot tell it leaves out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.tokens import Token

_BEFORE_A_PATTERN = (
    *("ALLSHORTESTPATHS", "AND", "ELSE", "EXISTS", "IN", "MATCH", "NOT", "OR", "RETURN", "SHORTESTPATH", "THEN", "WHEN", "WHERE"),
    *("WITH", "XOR"),
)
_EXPRESSION = "|&!%:"
_CLOSES = {")", "]", "}"}


class Used(NamedTuple):
    """A name that a text uses: `what` is `label`, `relationship type` or `property`."""

    what: str
    name: str


class _Bracket(NamedTuple):
    """An open bracket: `(` and `[` of a pattern are told apart from those of a function or a list, `{` by what it belongs to."""

    kind: str
    entity: bool


def used_in(words: Sequence[Token]) -> list[Used]:
    """The names that a text uses, each once, in order.

    >>> from graph.tokens import tokens
    >>> used_in(tokens("MATCH (n:Board)-[:LEADS]->() WHERE n.name = 'x:Y' RETURN {a: n.kind} AS m"))
    [Used(what='label', name='Board'), Used(what='relationship type', name='LEADS'), Used(what='property', name='name'), \
Used(what='property', name='kind')]
    """
    return list(dict.fromkeys(_used(words, _variables(words))))


def _used(words: Sequence[Token], variables: set[str]) -> Iterator[Used]:
    brackets: list[_Bracket] = []
    for place, word in enumerate(words):
        before = words[place - 1] if place else None
        after = words[place + 1] if place + 1 < len(words) else None
        inside = brackets[-1] if brackets else _Bracket("", entity=False)
        if word.kind != "symbol":
            continue
        if word.text in "([{":
            brackets.append(_bracket(word.text, before, inside, variables))
        elif word.text in _CLOSES:
            brackets = brackets[:-1]
        elif word.text == ":" and after is not None:
            if inside.kind != "{" or not _is_key(words, place):
                what = "relationship type" if inside.kind == "[" and inside.entity else "label"
                yield from (Used(what, name) for name in _expression(words, place + 1))
            elif inside.entity and before is not None:
                yield Used("property", before.text)
        elif word.text == "." and after is not None and after.is_name and before is not None:
            of_variable = before.is_name and before.text in variables and not _is_dot(words, place - 2)
            projected = inside.kind == "{" and inside.entity and before.text in "{," and before.kind == "symbol"
            if of_variable or projected:
                yield Used("property", after.text)


def _bracket(text: str, before: Token | None, inside: _Bracket, variables: set[str]) -> _Bracket:
    if text == "[":
        return _Bracket(text, entity=before is not None and before.text == "-")
    if text == "(":
        return _Bracket(text, entity=_begins_a_pattern(before))
    of_variable = before is not None and before.is_name and before.text in variables
    return _Bracket(text, entity=of_variable or (inside.entity and inside.kind in "(["))


def _begins_a_pattern(before: Token | None) -> bool:
    return before is not None and (not before.is_name or before.is_word(*_BEFORE_A_PATTERN))


def _variables(words: Sequence[Token]) -> set[str]:
    """Names of nodes and relationships: what a bracket of a pattern begins with."""
    found = set()
    for before, bracket, word, after in zip(words, words[1:], words[2:], words[3:], strict=False):
        if bracket.kind != "symbol" or not word.is_name:
            continue
        pattern = (bracket.text == "[" and before.text == "-") or (bracket.text == "(" and _begins_a_pattern(before))
        if pattern and (after.is_word("WHERE") or (after.kind == "symbol" and after.text in ":){]*")):
            found.add(word.text)
    return found


def _is_key(words: Sequence[Token], colon: int) -> bool:
    """True for `{key: value}` and `, key: value`; a label test within braces stands after another word."""
    return colon >= 2 and words[colon - 1].is_name and words[colon - 2].kind == "symbol" and words[colon - 2].text in "{,"


def _is_dot(words: Sequence[Token], place: int) -> bool:
    return place >= 0 and words[place].kind == "symbol" and words[place].text == "."


def _expression(words: Sequence[Token], place: int) -> Iterator[str]:
    """The names of a label expression: `Board|Organisation`, `!(A&B)`."""
    depth, name_next = 0, True
    for word in words[place:]:
        if word.is_name and name_next:
            yield word.text
            name_next = False
        elif word.kind == "symbol" and word.text in _EXPRESSION:
            name_next = True
        elif word.kind == "symbol" and word.text == "(" and name_next:
            depth += 1
        elif word.kind == "symbol" and word.text == ")" and depth:
            depth -= 1
        else:
            return
