"""The numbers that Word prints before a paragraph: `4.1`, `a)`, `iii.`; they are not in its text but made from its lists.

Source: Office Open XML (ECMA-376, part 1, section 17.9): `w:abstractNum`, `w:num`, `w:lvlOverride`, `w:numPr`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from docx.oxml.ns import qn

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"))
_BULLET = "bullet"
_LETTERS = 26


class Level(NamedTuple):
    """One level of a list: how its number looks and where it starts."""

    form: str
    text: str
    """`%1.%2`: the numbers of this level and of those above."""
    start: int
    restart: int
    """The level (from 1) after which it starts again; 0 for never."""


class Number(NamedTuple):
    """What stands before a paragraph: its printed number, "" for a bullet, and the level from 0."""

    text: str
    level: int
    bullet: bool


def roman(number: int) -> str:
    """A number in small Roman letters.

    >>> roman(14)
    'xiv'
    """
    result = ""
    for value, letters in (*_ROMAN, (4, "iv"), (1, "i")):
        while number >= value:
            result += letters
            number -= value
    return result


def letters(number: int) -> str:
    """Letters as Word counts with them: a to z, then aa, bb.

    >>> letters(2), letters(27)
    ('b', 'aa')
    """
    return chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "none": lambda number: "",  # noqa: ARG005 - a level without a number
}


class Numbering:
    """The lists of one document; counts while the paragraphs go by, in order."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - a document of the library's
        self._levels: dict[str, dict[int, Level]] = {}
        self._list_of: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):  # so python-docx says that a document has no lists
            return
        for abstract in root.findall(qn("w:abstractNum")):
            name = abstract.get(qn("w:abstractNumId"))
            self._levels[name] = {int(item.get(qn("w:ilvl"))): _level(item) for item in abstract.findall(qn("w:lvl"))}
        for item in root.findall(qn("w:num")):
            name = item.get(qn("w:numId"))
            abstract = item.find(qn("w:abstractNumId"))
            self._list_of[name] = abstract.get(qn("w:val")) if abstract is not None else ""
            starts = {}
            for override in item.findall(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    starts[int(override.get(qn("w:ilvl")))] = int(start.get(qn("w:val")))
            self._overrides[name] = starts

    def of(self, paragraph: Any) -> Number | None:  # noqa: ANN401 - a paragraph of the library's
        """The number of the next paragraph; `None` where it is in no list."""
        place = _place(paragraph)
        if place is None:
            return None
        name, level = place
        shared = self._list_of.get(name, "")
        known = self._levels.get(shared, {}).get(level)
        if known is None:
            return None
        if known.form == _BULLET:
            return Number("", level, bullet=True)
        counts = self._counts.setdefault(shared, {})
        start = self._overrides.get(name, {}).get(level)
        if start is not None and (name, level) not in self._begun:
            counts[level] = start
        else:
            counts[level] = counts[level] + 1 if level in counts else known.start
        self._begun.add((name, level))
        for deeper in [item for item in counts if item > level]:
            lower = self._levels[shared].get(deeper)
            if lower is None or level < lower.restart:
                del counts[deeper]
        return Number(self._printed(shared, level, known, counts), level, bullet=False)

    def _printed(self, shared: str, level: int, known: Level, counts: dict[int, int]) -> str:
        text = known.text
        for item in range(level + 1):
            above = self._levels[shared].get(item)
            if above:
                number = counts.get(item, above.start)
                text = text.replace(f"%{item + 1}", _FORMS.get(above.form, str)(number))
        return text.strip()


def _level(item: Any) -> Level:  # noqa: ANN401 - an element
    def value(name: str, default: str) -> str:
        found = item.find(qn(name))
        return found.get(qn("w:val"), default) if found is not None else default

    number = int(item.get(qn("w:ilvl")))
    restart = value("w:lvlRestart", str(number))
    return Level(value("w:numFmt", "decimal"), value("w:lvlText", ""), int(value("w:start", "1")), int(restart))


_STYLES: WeakKeyDictionary[Any, dict[str | None, Any]] = WeakKeyDictionary()
"""By document, its styles by their ids."""


def style_of(paragraph: Any) -> Any:  # noqa: ANN401 - a paragraph and a style of the library's
    """The style of a paragraph; the library looks through all styles for each paragraph, which took nine tenths of reading."""
    known = _STYLES.setdefault(paragraph.part, {})
    name = paragraph._p.style
    if name not in known:
        known[name] = paragraph.style
    return known[name]


def _place(paragraph: Any) -> tuple[str, int] | None:  # noqa: ANN401 - a paragraph of the library's
    """Which list a paragraph is in and how deep: its own word, else that of its style or of the style that this is based on."""
    own = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
    name, level = _said(own)
    style = style_of(paragraph)
    depth = 0
    while style is not None and (name is None or level is None) and depth < 20:
        properties = style.element.pPr if hasattr(style.element, "pPr") else None
        styled = _said(properties.numPr if properties is not None else None)
        name, level = name if name is not None else styled[0], level if level is not None else styled[1]
        style, depth = style.base_style, depth + 1
    return None if name in (None, "0") else (str(name), level or 0)


def _said(properties: Any) -> tuple[str | None, int | None]:  # noqa: ANN401 - an element or None
    if properties is None:
        return None, None
    name = properties.numId.val if properties.numId is not None else None
    level = properties.ilvl.val if properties.ilvl is not None else None
    return (None if name is None else str(name)), level
