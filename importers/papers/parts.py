"""The papers a data set rests on: their records, the parts of a pack, and the user's own copies of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from graph.errors import BadFile
from importers.papers.wording import words

_OPENING = 4000
"""So many characters of a paper are searched for its opening words."""
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_LINES = 6
"""Opening words may run over so many lines."""


@dataclass(frozen=True)
class Document:
    """A paper, or a dated part of a pack, as the register declares it."""

    id: str
    title: str
    body: str = ""
    """The body it went to, met as, or came from."""
    date: str = ""
    date_basis: str = ""
    """Whether the date is that of the report or of the meeting."""
    kind: str = ""
    part_of: str = ""
    """The id of the pack that holds it."""
    author: str = ""
    url: str = ""
    file_sha256: str = ""
    opens_with: str = ""
    """The title words that it begins with; ` (2)` means the second place of these words."""
    licence: str = ""
    note: str = ""


def _opening(text: str) -> tuple[list[str], int]:
    found = re.fullmatch(r"(.*?)(?: \((\d+)\))?", text, re.DOTALL)
    return (words(found[1]), int(found[2] or 1)) if found else (words(text), 1)


def cut(text: str, parts: Sequence[Document]) -> dict[str, str]:
    """The text of each part that the pack holds, from its opening words to those of the next part.

    A part whose opening words are not found is left out. Lines before the first part belong to the pack alone.
    """
    lines = text.splitlines(keepends=True)
    begins = [words(line) for line in lines]
    starts: list[tuple[int, str]] = []
    for part in parts:
        wanted, ordinal = _opening(part.opens_with)
        places = [place for place in range(len(lines)) if wanted and _begins(begins, place, wanted)]
        if len(places) >= ordinal:
            starts.append((places[ordinal - 1], part.id))
    starts.sort()
    ends = [*(place for place, _ in starts[1:]), len(lines)]
    return {name: "".join(lines[start:end]) for (start, name), end in zip(starts, ends, strict=False)}


def _begins(lines: Sequence[list[str]], place: int, wanted: list[str]) -> bool:
    if lines[place][:1] != wanted[:1]:
        return False
    running = [word for line in lines[place : place + _LINES] for word in line]
    return running[: len(wanted)] == wanted


class Copy(NamedTuple):
    """One file of the user's as text, and the hash of its bytes."""

    sha256: str
    text: str


def find_papers(folder: Path, documents: Iterable[Document]) -> dict[str, str]:
    """The text of each paper, and of each part of a pack, of which the folder (or file) holds a copy.

    A copy is known by its hash, whatever it is called; one with other bytes by its opening words and date, the largest winning.
    A part whose pack is not there may stand in a file of its own. Word, PDF and HTML files are read as `text_of` gives them.
    """
    copies = {path: copy for path in _files(folder) if (copy := _read(path)) is not None}
    return papers_among(copies, documents)


def papers_among(copies: Mapping[Any, Copy], documents: Iterable[Document]) -> dict[str, str]:
    """The text of each paper and part that these copies hold; a copy is used for one paper only."""
    declared, left = list(documents), dict(copies)
    found: dict[str, str] = {}
    for paper in sorted(declared, key=lambda item: bool(item.part_of)):
        if paper.id in found:
            continue
        same = [path for path, copy in left.items() if copy.sha256 == paper.file_sha256]
        alike = [path for path, copy in left.items() if _opens(copy.text, paper)]
        fitting = same or sorted(alike, key=lambda path: -len(left[path].text))
        if fitting:
            found[paper.id] = left.pop(fitting[0]).text
            found |= cut(found[paper.id], [item for item in declared if item.part_of == paper.id])
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else [folder]


_DOCUMENTS = frozenset({".docx", ".docm", ".pdf", ".html", ".htm"})


def _read(path: Path) -> Copy | None:
    """A file as text; None for one that is none, and for a document that cannot be read."""
    if path.suffix.casefold() in _DOCUMENTS:
        from importers.papers.texts import text_of  # late: the readers of documents read the lines of texts with this package
        from importers.reading.files import read

        try:
            reading = read(path)
        except BadFile:
            return None
        return Copy(reading.sha256, text_of(reading))
    try:
        data = path.read_bytes()
        return Copy(hashlib.sha256(data).hexdigest(), data.decode())
    except (OSError, UnicodeDecodeError):
        return None


def _opens(text: str, paper: Document) -> bool:
    """True where the first page prints the paper's opening words and its date; a part must print its title too."""
    page = f" {' '.join(words(text[:_OPENING]))} "
    wanted = [_opening(paper.opens_with or paper.title)[0], words(paper.title) if paper.part_of else []]
    return bool(wanted[0]) and all(f" {' '.join(part)} " in page for part in wanted if part) and bool(_dated(paper.date).search(page))


def _dated(date: str) -> re.Pattern[str]:
    """How a paper prints its date: `15th march 2023`, `october 2018`; anything for a year alone or none."""
    year, month, day = [*date.split("-"), "", "", ""][:3]
    if not month:
        return re.compile("")
    before = rf" 0?{int(day)} ?(?:st|nd|rd|th)?" if day else ""
    return re.compile(f"{before} {_MONTHS[int(month) - 1]} {year} ")
