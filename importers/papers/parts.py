"""The papers a data set rests on: their records, the parts of a pack, and the user's own copies of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

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


def find_papers(folder: Path, documents: Iterable[Document]) -> dict[str, str]:
    """The text of each paper, and of each part of a pack, of which the folder (or file) holds a copy.

    A copy is known by its hash, whatever it is called; one with other bytes by its opening words and date, the largest winning.
    A part whose pack is not there may stand in a file of its own.
    """
    declared = list(documents)
    copies = {path: data for path in _files(folder) if (data := _read(path)) is not None}
    found: dict[str, str] = {}
    for paper in sorted(declared, key=lambda item: bool(item.part_of)):
        if paper.id in found:
            continue
        same = [path for path, data in copies.items() if hashlib.sha256(data).hexdigest() == paper.file_sha256]
        alike = [path for path, data in copies.items() if _opens(data, paper)]
        fitting = same or sorted(alike, key=lambda path: -len(copies[path]))
        if fitting:
            found[paper.id] = copies.pop(fitting[0]).decode()
            found |= cut(found[paper.id], [item for item in declared if item.part_of == paper.id])
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else [folder]


def _read(path: Path) -> bytes | None:
    """The bytes of a file that is text; None for any other."""
    try:
        data = path.read_bytes()
        data.decode()
    except (OSError, UnicodeDecodeError):
        return None
    return data


def _opens(data: bytes, paper: Document) -> bool:
    """True where the first page prints the paper's opening words and its date; a part must print its title too."""
    page = f" {' '.join(words(data.decode()[:_OPENING]))} "
    wanted = [_opening(paper.opens_with or paper.title)[0], words(paper.title) if paper.part_of else []]
    return bool(wanted[0]) and all(f" {' '.join(part)} " in page for part in wanted if part) and bool(_dated(paper.date).search(page))


def _dated(date: str) -> re.Pattern[str]:
    """How a paper prints its date: `15th march 2023`, `october 2018`; anything for a year alone or none."""
    year, month, day = [*date.split("-"), "", "", ""][:3]
    if not month:
        return re.compile("")
    before = rf" 0?{int(day)} ?(?:st|nd|rd|th)?" if day else ""
    return re.compile(f"{before} {_MONTHS[int(month) - 1]} {year} ")
