"""Known names in running text: whole tokens, the longest first, in one pass over the words.

All names stand in one tree of folded tokens, so that a paragraph costs a walk over its words, however many names are known. A name of one
word tells little: it counts only as it is printed (capitals as capitals), and a capital at the beginning of a sentence is no sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from graph.model.ids import fold
from importers.names import Known, Names, label_for
from importers.prose.dates import MONTHS

_LETTER = r"[^\W_⁰¹²³⁴-⁹]"  # the mark of a footnote is no part of a name
_TOKEN = re.compile(rf"(?:[Cc]o|[Rr]e|[Pp]re)-{_LETTER}+|{_LETTER}+|&")
_END = ""
"""The key under which a node of the tree holds the names that end there."""
_LONGEST_SHORT = 6
_DEFINED = re.compile(
    r"(?:['’]s?)?\s*\(\s*(?:(?:referred\s+to|known)\s+as\s+|hereafter\s+)?(?:[Tt]he\s+)?[“\"‘'](?:[Tt]he\s+)?(?P<quoted>[^“”\"‘’']{2,40})[”\"’']\s*\)"
    r"|\s*\((?P<bare>[A-Z][A-Za-z&/]*[A-Z])s?\)"
)
_REACH = 160
_NOT_SPOTTED = frozenset({"Duty", "Meeting"})
"""Their names are made by registers, and no paper prints them so."""
_HEADS = (
    "Board|Panel|Committee|Partnership|Group|Sub-Group|Subgroup|Council|Constabulary|Forum|Network|Authority|Commission|Trust|"
    "Alliance|Cabinet|Taskforce|Fund|Strategy|Plan|Agreement|Hub|Service|Police(?! (?:and|&|Fire|Authority|Service|Area|Officer))"
)
_CAPITAL = r"[A-Z][A-Za-z]*(?:['’-][A-Za-z]+)*"
_NEW = re.compile(rf"(?<![\w])(?:{_CAPITAL}(?: ?[,/&] ?| +(?:(?:and|of|for|in|to|against|on|&) +(?:the +)?)?)){{1,8}}(?:{_HEADS})(?![\w-])")
_LEAD = re.compile(
    r"(?:the|this|that|these|those|each|our|your|their|his|her|its|a|an|all|any|both|"
    r"every|following|under|in|at|by|for|from|to|as|when|since|and|or|of|with|"
    r"between|through|during|within|whilst|while|if|where|although|also|new|current|draft|"
    r"joint|local|said|item|agenda)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"([\w’'-]+)[,/&]?\s+(?:(?:the|and|of)\s+)?")
_GOES_ON = re.compile(r"\s+(?:and|&)\s+(?:Crime|Fire|Disorder|Rescue)\b")
_BETWEEN = re.compile(r"(?<=[a-z])(?:(?:['’]s?\s+)|(?:,\s+(?:and\s+)?|\s+(?:and|&)\s+)(?:the\s+)?(?!(?:Crime|Fire|Disorder|Rescue)\b))")
_ENDS = re.compile(rf"(?:\S+\s+)+(?:{_HEADS}|Commissioner|Constable)")
_WORK = {"fund": "Fund", "strategy": "Plan", "plan": "Plan", "agreement": "Plan", "hub": "Programme"}


class Spot(NamedTuple):
    """A name in a text, and the entities that it may be of (one, where it is clear)."""

    start: int
    end: int
    ids: tuple[str, ...]
    text: str
    bound: bool = False
    """A word that stands for a name: `it`, `the group`."""


class _Entry(NamedTuple):
    id: str
    printed: str
    label: str


class Token(NamedTuple):
    """A word of a text: where it stands, and its folded form."""

    start: int
    end: int
    word: str


@lru_cache(maxsize=200_000)
def _folded(word: str) -> str:
    if word.isascii():
        return "and" if word == "&" else word.lower().replace("-", "")
    return fold(word).replace("-", "").replace(" ", "")


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, folded; kept, since new names, definitions, mentions and tables each ask for those of a passage."""
    return tuple(Token(*found.span(), _folded(found[0])) for found in _TOKEN.finditer(text))


class Spotter:
    """Finds the names of an alias register, and those that a paper defines for itself."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.tree: dict[str, Any] = {}
        self._year = 0
        self._own: dict[str, str] = {}
        """Words that this part of the paper defines, folded: the id they stand for."""
        self._own_first: set[str] = set()
        self._coded: dict[str, list[str]] = {}
        for known in names.by_id.values():
            self.add(known)
            last = known.id.rsplit("/", 1)[-1]
            if known.label in ("PriorityAction", "Strand"):
                self._coded.setdefault(last.replace("-", "."), []).append(known.id)

    def add(self, known: Known) -> None:
        """Take in the names of an entity."""
        if known.label in _NOT_SPOTTED:
            return
        for name in dict.fromkeys((known.name, *known.names)):
            self._put(name, _Entry(known.id, name, known.label))

    def begin(self, defined: Mapping[str, str] | None = None, date: str = "") -> None:
        """Begin a part of this date: what another part defined counts no longer; `defined` holds (words: id)."""
        self._own = dict(defined or {})
        self._own_first = {words.split()[0] for words in self._own}
        self._year = int(date[:4]) if date[:4].isdigit() else 0

    def _put(self, name: str, entry: _Entry) -> None:
        words = [token.word for token in tokens(name)]
        if words[:1] == ["the"]:
            words = words[1:]
        if not words or (len(words) == 1 and not _tells(name)):
            return
        branch = self.tree
        for word in words:
            branch = branch.setdefault(word, {})
        entries = branch.setdefault(_END, [])
        if all(entry.id != other.id for other in entries):
            entries.append(entry)

    def coded(self, code: str) -> str:
        """The one piece of work with this code or name; empty where there is none or there are several."""
        branch = self.tree
        for word in (token.word for token in tokens(code)):
            branch = branch.get(word, {})
        ids = {entry.id for entry in branch.get(_END, ())} or set(self._coded.get(fold(code), ()))
        return ids.pop() if len(ids) == 1 else ""

    def named(self, name: str) -> tuple[str, ...]:
        """Everything of this name."""
        branch = self.tree
        for word in (token.word for token in tokens(name)):
            branch = branch.get(word, {})
        return tuple(entry.id for entry in branch.get(_END, ()))

    def define(self, text: str) -> None:
        """Learn what a text defines of a name it gives in full: `the Police and Crime Panel (the “Panel”)`."""
        for found in _DEFINED.finditer(text):
            begin = max(0, found.start() - _REACH)
            before = self.spots(text[begin : found.start()])
            if not before or begin + before[-1].end != found.start() or len(before[-1].ids) != 1:
                continue
            word = found["quoted"] or found["bare"]
            if found["quoted"] or _initials(before[-1].text) == word.casefold():
                said = [token.word for token in tokens(word)]
                self._own.setdefault(" ".join(said), before[-1].ids[0])
                self._own_first.update(said[:1])

    def defined(self) -> Mapping[str, str]:
        """What this part has defined so far."""
        return dict(self._own)

    def spots(self, text: str, *, alone: bool = False) -> list[Spot]:
        """Every name in the text, in order; names do not overlap. `alone`: the text is a list of names, and no sentence."""
        return list(self._walk(text, tokens(text), alone=alone))

    def _walk(self, text: str, found: Sequence[Token], *, alone: bool = False) -> Iterator[Spot]:
        place = 0
        while place < len(found):
            branch: Any = self.tree
            best: tuple[int, tuple[str, ...]] = (0, ())
            size = 0
            while place + size < len(found) and (size == 0 or _near(text, found, place + size)):
                following = branch.get(found[place + size].word)
                if following is None and size > 1 and _is_aside(text, found, place + size):
                    size += 1  # `Independent Custody Visitor (ICV) Scheme`
                    continue
                if following is None:
                    break
                branch = following
                size += 1
                if _END in branch and (ids := self._fitting(text, found, place, size, branch[_END], alone=alone)):
                    best = (size, ids)
            own = self._defined_here(text, found, place)
            if own and own[0] >= best[0]:
                best = own
            start, end = found[place].start, found[place + max(best[0], 1) - 1].end
            if best[0] and not (found[place + best[0] - 1].word == "police" and _GOES_ON.match(text, end)):
                yield Spot(start, end, best[1], text[start:end])
            place += max(best[0], 1)

    def _defined_here(self, text: str, found: Sequence[Token], place: int) -> tuple[int, tuple[str, ...]] | None:
        if not text[found[place].start].isupper() or found[place].word not in self._own_first:
            return None
        for size in range(min(4, len(found) - place), 0, -1):
            item = self._own.get(" ".join(token.word for token in found[place : place + size]))
            if item:
                return size, (item,)
        return None

    def _fitting(
        self, text: str, found: Sequence[Token], place: int, size: int, entries: Iterable[_Entry], *, alone: bool
    ) -> tuple[str, ...]:
        if size == 1:
            entries = [entry for entry in entries if _as_printed(text, found, place, entry, alone=alone)]
        return self.meant(tuple(entry.id for entry in entries))

    def meant(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Of several entities of one name, those that the paper's place and the register leave."""
        if len(ids) < 2:
            return ids
        bodies = [item for item in ids if item.split("/")[0] in ("body", "post")]
        one = self.names.meant(bodies or ids) or self._of_this_time(ids) or _the_thing_itself(ids)
        return (one,) if one else ids

    def _of_this_time(self, ids: tuple[str, ...]) -> str:
        """Of plans and their parts that carry a year: the newest that had begun when the paper was written; else the first to come."""
        years = {item: int(found[0]) for item in ids if (found := _YEAR.search(item))}
        if not self._year or len(years) < len(ids) or len(set(years.values())) < len(ids):
            return ""
        begun = [item for item in ids if years[item] <= self._year]
        return max(begun, key=years.__getitem__) if begun else min(ids, key=years.__getitem__)

    def new_names(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """Names of bodies, funds and plans that no alias knows: capital words before a noun that says what it is.

        Each as start, end, the words, and the label that the noun gives.
        """
        taken = [(spot.start, spot.end) for spot in self.spots(text)]
        for match in _NEW.finditer(text):
            for start, end in _apart(text, *match.span()):
                while (word := _FIRST.match(text, start, end)) and _LEAD.fullmatch(word[1]):
                    start = word.end()
                name = " ".join(text[start:end].split())
                inside = [(first, last) for first, last in taken if start < last and first < end]
                longer = len(inside) == 1 and inside[0][0] == start and bool(_GOES_ON.match(text, inside[0][1], end))
                if " " not in name or name.isupper() or (inside and not longer):
                    continue
                if text[:start].rstrip().endswith(("’s", "'s")) and text[:start].split()[-1][:1].islower():
                    continue
                if "," in name and " and " not in name:
                    continue
                yield start, end, name, _WORK.get(name.rsplit(" ", 1)[1].casefold()) or label_for(name)


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _the_thing_itself(ids: tuple[str, ...]) -> str:
    """Of a thing and a plan's piece of work that bear one name, the thing."""
    plain = [item for item in ids if item.count("/") == 1]
    return plain[0] if len(plain) == 1 and all(item.rpartition("/")[2] == plain[0].rpartition("/")[2] for item in ids) else ""


def _apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of a run of capital words: `A Council, B Police and C Board` are three, and `A Council’s B Plan` two."""
    begin = start
    for cut in _BETWEEN.finditer(text, start, end):
        rest = " ".join(text[cut.end() : end].split())
        if cut.start() > begin and _ENDS.fullmatch(text, begin, cut.start()) and " " in rest:
            yield begin, cut.start()
            begin = cut.end()
    yield begin, end


def _tells(name: str) -> bool:
    """A name of one word tells something where it has a capital, or is a code."""
    return any(letter.isupper() or letter.isdigit() for letter in name) and len(name.strip()) > 1


def _initials(name: str) -> str:
    return "".join(token.word[0] for token in tokens(name) if token.word not in ("and", "of", "for", "the", "to", "in"))


def _is_aside(text: str, found: Sequence[Token], place: int) -> bool:
    """The word stands in brackets, alone and in capitals: the short form of what stands before it, inside a longer name."""
    token = found[place]
    return text[token.start - 1] == "(" and text[token.end : token.end + 2] == ") " and text[token.start : token.end].isupper()


def _near(text: str, found: Sequence[Token], place: int) -> bool:
    """The word stands right after the one before: no full stop, bracket or line between them."""
    between = text[found[place - 1].end : found[place].start]
    return between in (" (", ") ") or (len(between) <= 3 and not set(between) & set(".;:()\n|•"))


def _as_printed(text: str, found: Sequence[Token], place: int, entry: _Entry, *, alone: bool = False) -> bool:
    """A single word counts where it is printed as the name is, and its capital is not that of any first word."""
    token = found[place]
    word, name = text[token.start : token.end], entry.printed.removeprefix("the ").removeprefix("The ").strip()
    if name.isupper() and len(name) <= _LONGEST_SHORT + 2:
        return word == name
    if not word[:1].isupper():
        return not name[:1].isupper() and word == name and any(letter.isupper() or letter.isdigit() for letter in word)
    if token.word in MONTHS and re.match(r"\s+\d{4}|\s+\d{1,2}\b", text[token.end : token.end + 6]):
        return False
    if token.word in MONTHS and re.search(r"\d(?:st|nd|rd|th)?\s*$|\b(?:to|and|in|by|since|until|from)\s$", text[: token.start][-8:]):
        return False
    first = not alone and (place == 0 or bool(re.search(r"[.!?:•\n]\s*[“\"‘'(]?$|^\W*$|[-–]\s$", text[: token.start][-6:])))
    return entry.label == "Area" or not first or name.isupper() or sum(letter.isupper() for letter in name) > 1
