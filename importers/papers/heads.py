"""What a paper says of itself at its head: title, body, author, date, kind; and where the parts of a pack begin. Rules of form only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from importers.papers.wording import plain
from importers.prose.dates import Printed, dates

_HEAD = 60
"""So many lines of a part are its head."""
_FIELD = re.compile(
    r"^(to|from|date(?: of (?:the )?(?:report|meeting))?|meeting date|report of|report by|author|meeting|subject|title)\s*[:–-]\s*(\S.*)$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s+(?=(?:From|Date|Subject|Report by|Author|Title)\s*:\s)")
"""Fields that stand on lines of their own may come out of a PDF as one."""
_REPORT_OF = re.compile(r"^report (?:of|by|from)\s+(?:the\s+)?(.{3,90})$", re.IGNORECASE)
_MINUTES = re.compile(
    r"minutes of (?:a |the )?(?:\w+ ){0,2}meeting (?:of |held by )?(?:the )?(?P<body>.{3,120}?)"
    r"(?:,? (?:held |which took place )?(?:at .{3,80}? )?on\b|$)",
    re.IGNORECASE,
)
_IS_MINUTES = re.compile(r"^(?:draft |unconfirmed |confirmed )?minutes\b", re.IGNORECASE)
_ITEM = re.compile(r"\bagenda item(?: no\.?| number)?\s*:?\s*\d{1,3}(?:\.\d{1,2})?[a-z]?\b", re.IGNORECASE)
_BODY = re.compile(
    r"^(?:the )?(?:meeting of (?:the )?)?([A-Z][\w&’' ,/()-]{2,90}"
    r"\b(?:board|panel|committee|partnership|group|forum|council|cabinet|network|authority|executive))\b\.?$",
    re.IGNORECASE,
)
_APPENDIX = re.compile(r"^(?:appendix|annex)\s+[a-z0-9]{1,3}\b", re.IGNORECASE)
_KINDS = (
    ("minutes", _IS_MINUTES),
    ("agenda", re.compile(r"^agenda$", re.IGNORECASE)),
    ("terms of reference", re.compile(r"^terms of reference$", re.IGNORECASE)),
)
_WORDED = re.compile(r"(?!\d)(?:\S+\s+){2,}\S+(?<![.;:])$")
"""A line of three words or more that is no sentence and has no number."""
_LONGEST_TITLE = 120
_CONTACT = re.compile(r"^contact\b", re.IGNORECASE)
_FEW_CELLS = 3
_LEAST_PART = 3
"""A part has at least so many lines with words: two rows of a list are none."""


class Head(NamedTuple):
    """What the head of a paper or part prints; empty where it prints nothing."""

    title: str = ""
    body: str = ""
    """The body it went to or is the minutes of, as printed."""
    author: str = ""
    date: str = ""
    """EDTF."""
    basis: str = ""
    """`of the report` or `of the meeting`."""
    kind: str = "report"


class Part(NamedTuple):
    """A part of a pack: its own text, and its head."""

    text: str
    head: Head


def parts_of(text: str) -> list[Part]:
    """The parts of a paper, in order; one for a paper that is no pack.

    A part begins at the minutes of a meeting, at an `Agenda Item No. 7`, and at the lines To, From, Date of a report.
    """
    lines = text.splitlines(keepends=True)
    shown = [plain(line.replace("\t", " | ").strip().strip("|#").strip()) for line in lines]
    starts = [0]
    for place in range(1, len(lines)):
        if shown[place] and _begins(shown, lines, place):
            start = _back(shown, lines, place)
            if start > starts[-1] and _worded(shown[starts[-1] : start]) >= 1:
                starts.append(start)
    ends = [*starts[1:], len(lines)]
    parts: list[Part] = []
    for start, end in zip(starts, ends, strict=True):
        cut = "".join(lines[start:end])
        if parts and _worded(parts[-1].text.splitlines()) < _LEAST_PART:
            cut = parts.pop().text + cut  # a crest alone is no part
        if cut.strip():
            parts.append(Part(cut, head_of(cut)))
    return parts


def _body(line: str) -> re.Match[str] | None:
    """The name of a body that fills a line: every word of it but the small ones has a capital."""
    found = _BODY.match(line)
    small = ("and", "of", "for", "the", "in", "on", "to", "on", "&", "at")
    return found if found and all(word in small or not word[0].islower() for word in re.findall(r"[^\W_]+|&", found[1])) else None


def _worded(shown: Sequence[str]) -> int:
    return sum(bool(line) for line in shown)


def _is_marked(raw: str, shown: str) -> bool:
    """A line that stands out: a heading, bold, capitals."""
    bare = raw.strip()
    return bare.startswith(("#", "**", "<b>")) or (shown.isupper() and len(shown) > 3)


def _begins(shown: Sequence[str], lines: Sequence[str], place: int) -> bool:
    line = shown[place]
    if len(line) > 160:
        return False
    if _ITEM.search(line):
        rest = _ITEM.sub("", line).strip(" |")
        return len(rest) < 90 and not re.match(r"^[-•\d]", line) and not line.endswith((".", ",", ";")) and _labels(rest)
    if re.match(r"^(?:draft |unconfirmed )?minutes of (?:a |the )?(?:\w+ ){0,2}meeting\b", line, re.IGNORECASE):
        return _is_marked(lines[place], line) and not re.match(r"^\W*\d", line)
    if re.match(r"^report of the\b", line, re.IGNORECASE) and lines[place].startswith("#"):
        return not any(_ITEM.search(item) for item in shown[max(0, place - 8) : place])
    found = _FIELD.match(line)
    if found and found[1].casefold() == "to":
        near = [_FIELD.match(item) for item in shown[place + 1 : place + 8]]
        return any(item and item[1].casefold() == "from" for item in near)
    return False


def _labels(rest: str) -> bool:
    """Beside an item's number stands nothing, or the body's name."""
    return not rest or bool(_body(rest)) or rest.isupper()


def _back(shown: Sequence[str], lines: Sequence[str], place: int) -> int:
    """The first line of the head that `place` is in: the body's name, or a crest's words, right before it."""
    first, seen = place, 0
    while first > 0 and seen < 3:
        before = shown[first - 1]
        if before and not (_body(before) or (_is_marked(lines[first - 1], before) and before.isupper() and not _APPENDIX.match(before))):
            break
        if before:
            seen += 1
        elif seen == 0 and place - first > 2:
            break
        first -= 1
    while first < place and not shown[first]:
        first += 1
    return first


def head_of(text: str) -> Head:
    """What the head of a paper or part says of it."""
    raw = text.splitlines()
    shown = [plain(line.replace("\t", " | ").strip().strip("|#").strip()) for line in raw]
    lines = [(line, mark) for line, mark in ((s, _is_marked(r, s)) for r, s in zip(raw, shown, strict=True)) if line][:_HEAD]
    fields: dict[str, str] = {}
    for line, _ in lines[:30]:
        for cell in [part for whole in line.split(" | ") for part in _JOINED.split(whole)]:
            if found := _FIELD.match(cell):
                fields.setdefault(found[1].casefold(), found[2].strip(" |"))
    kind = next((name for line, _ in lines[:8] for name, form in _KINDS if form.match(line)), "report")
    joined = " ".join(line for line, _ in lines[:8])
    minutes = _MINUTES.search(joined) if kind == "minutes" else None
    printed = _date(fields, [line for line, _ in lines[:30]])
    author = fields.get("from") or fields.get("report of") or fields.get("report by") or fields.get("author") or ""
    author = author or next((found[1] for line, _ in lines[:20] if (found := _REPORT_OF.match(line))), "")
    body = fields.get("to", "") or (minutes["body"] if minutes else "")
    cells = [cell for line, _ in lines[:12] if line.count(" | ") < _FEW_CELLS for cell in line.split(" | ")]
    body = body or next((found[1] for cell in cells if (found := _body(cell)) and not _REPORT_OF.match(cell)), "")
    basis = "of the report" if any("report" in name or name == "date" for name in fields if name.startswith("date")) else "of the meeting"
    title = fields.get("title") or fields.get("subject") or _title(lines, kind, body, author)
    return Head(title, _tidy(body), _tidy(author), printed.date if printed else "", basis if printed else "", kind)


def _date(fields: dict[str, str], lines: Sequence[str]) -> Printed | None:
    for name in ("date of report", "date of the report", "date", "meeting date", "date of meeting", "date of the meeting", "meeting"):
        if found := next(dates(fields.get(name, "")), None):
            return found
    best: Printed | None = None
    for line in lines:
        if len(line) > 200 or (line.endswith((".", ";")) and len(line) > 90):
            continue
        for found in dates(line):
            if len(found.date) == 10:
                return found
            best = best or found
    return best


def _title(lines: Sequence[tuple[str, bool]], kind: str, body: str, author: str) -> str:
    if kind != "report":
        return f"{kind.capitalize()}" if kind != "minutes" else "Minutes"
    said = {body.casefold(), author.casefold(), ""}
    for line, marked in lines[:25]:
        bare = line.strip(" |:")
        if (
            not marked
            or bare.casefold() in said
            or " | " in line
            or _ITEM.search(line)
            or _REPORT_OF.match(line)
            or _FIELD.match(line)
            or _CONTACT.match(line)
        ):
            continue
        if (found := next(dates(bare), None)) and len(bare) - (found.end - found.start) < 30:
            continue
        if (
            (_body(bare) and len(bare) < 60)
            or re.match(r"^\d", bare)
            or re.fullmatch(r"(?:draft|public|restricted|official|confidential)\W*(?:report)?", bare, re.IGNORECASE)
        ):
            continue
        return bare
    # a title may end as the name of a body does: `Governance of the partnership`
    other = (line for line, marked in lines if marked and _body(line) and line.count(" ") > 2 and not _ITEM.search(line))
    if found_title := next((line for line in other if line.casefold() not in said), ""):
        return found_title
    plain_lines = (
        line
        for line, _ in lines[:12]
        if _WORDED.match(line) and len(line) < _LONGEST_TITLE and not _ITEM.search(line) and not next(dates(line), None)
    )
    return next((line for line in plain_lines if line.casefold() not in said and not _FIELD.match(line) and not _body(line)), "")


def _tidy(text: str) -> str:
    bare = " ".join(text.split()).strip(" |,.;:–-")
    return re.sub(r"^(?:the|members of the|chair and members of(?: the)?)\s+", "", bare, flags=re.IGNORECASE)
