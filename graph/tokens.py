"""The words of a Cypher text, as both engines cut it: what stands in strings and comments is no word. Pure, and no parser."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<comment>//[^\r\n]*|/\*.*?\*/)
      | (?P<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
      | (?P<parameter>\$(?:\w+|`(?:``|[^`])*`))
      | (?P<quoted>`(?:``|[^`])*`)
      | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
      | (?P<name>[^\W\d]\w*)
      | (?P<symbol>\S)""",
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `kind` is `name`, `quoted` (in backticks), `parameter`, `string`, `number` or `symbol` (one character).

    `text` is as written, without the backticks of a quoted name and without the `$` of a parameter; `at` is its offset.
    """

    kind: str
    text: str
    at: int

    def is_word(self, *words: str) -> bool:
        """True for one of these keywords, whatever its case; a name in backticks is never a keyword."""
        return self.kind == "name" and self.text.upper() in words

    @property
    def is_name(self) -> bool:
        """True for what may name a label, a type, a property or a variable."""
        return self.kind in ("name", "quoted")


def tokens(text: str) -> list[Token]:
    """The words of a text in order, without comments.

    >>> [(token.kind, token.text) for token in tokens("RETURN $x AS `a b` // 'c'")]
    [('name', 'RETURN'), ('parameter', 'x'), ('name', 'AS'), ('quoted', 'a b')]
    """
    found = []
    for match in _TOKEN.finditer(text):
        kind, words = str(match.lastgroup), match.group()
        if kind == "comment":
            continue
        if kind == "parameter":
            words = words[1:]
        if kind != "string" and words.startswith("`"):
            words = words[1:-1].replace("``", "`")
        found.append(Token(kind, words, match.start()))
    return found


def place_of(text: str, offset: int) -> tuple[int, int]:
    r"""Line and column of an offset, both from 1; a line ends at a line feed, as the engines count.

    >>> place_of("ab\ncd", 4)
    (2, 2)
    """
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
