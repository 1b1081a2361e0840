"""The catalogue: one question a file, with a header that says what it asks, takes and answers.

A file is a header of `// name: value` lines, then the Cypher. `subjects` is how many entities it takes: `1`, `0..1`, `0 or 2`. `options`
are parameters that may be left out, each with its meaning: `options: theme = of this theme; all-plans = finished plans too`; `dates` are
dates that stand after the subjects: `dates: from, to`. `parameters` must be given.

Where the header says `reads: facts`, the text ends by naming the facts it wants (`WITH DISTINCT r`), and `FACTS` is put after it; `reads:
all` has no Cypher of its own but reads the whole landscape at the date. For both, the module of the question's name in `queries.shapes`
makes the rows with

    shape(store: Store, text: str, subjects: Sequence[Entity], as_of: str, options: Mapping[str, Any]) -> Shaped

where `text` is the Cypher, and `options` holds what was given of options, dates and parameters, a hyphen of a name as `_` (`due_before`).
A question of the user's own says nothing of `reads`: what its Cypher returns are the rows, and an option that is not given is null.
"""

from __future__ import annotations

import difflib
import re
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from graph.answer import NoteCode
from graph.errors import BadFile, UsageError

_HEADER = re.compile(r"//\s*([a-z]+):\s*(.*)")
_PARAMETER = re.compile(r"\$([A-Za-z_]\w*)")
_KNOWN = ("question", "asks", "subjects", "dates", "options", "parameters", "columns", "notes", "example", "reads")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_REQUIRED = ("question", "asks", "subjects", "columns")
FACTS = """WITH r, startNode(r) AS a, endNode(r) AS b
RETURN type(r) AS relation, r.key AS key, r.statings AS statings, r.standing AS standing, r.contradicts AS contradicts,
       a.id AS a_id, a.name AS a_name, labels(a) AS a_labels, a.kind AS a_kind, a.code AS a_code,
       b.id AS b_id, b.name AS b_name, labels(b) AS b_labels, b.kind AS b_kind, b.code AS b_code
ORDER BY key"""
"""What a text that `reads: facts` returns of each fact `r`: what the fold at a date needs, and the names of both ends."""

WHOLE = f"""MATCH (:Entity)-[r]->(:Entity) WHERE r.seen_from_latest <= $as_of AND NOT type(r) IN ['STATED_IN', 'MENTIONED_IN']
WITH r
{FACTS}"""
"""What a question that `reads: all` shows as its Cypher; it reads the same, type after type (`read_whole_slice`)."""

BOUND = frozenset({"ids", "as_of"})
"""Parameters that are always bound: the ids of the subjects, or of the step at hand, and the as-of day."""


class Question(BaseModel):
    """One question of the catalogue."""

    model_config = ConfigDict(frozen=True)

    name: str
    asks: str
    subjects: tuple[int, ...]
    """How many subjects it takes: each number that is right, least first."""
    dates: tuple[str, ...] = ()
    """Names of the dates that stand after the subjects."""
    options: dict[str, str] = {}
    """Parameters that may be left out, each with its meaning; named as in Python (`due_before`)."""
    parameters: tuple[str, ...]
    columns: tuple[str, ...]
    notes: tuple[NoteCode, ...]
    example: str
    cypher: str
    reads_facts: bool
    """True where a function of ours shapes the facts into rows."""
    where: str
    """The file, for messages."""

    @property
    def takes(self) -> str:
        """What stands after its name, in words: `1 subject`, `0 or 2 subjects`, `2 dates`."""
        most, dates = max(self.subjects), len(self.dates)
        run = len(self.subjects) > 2 and most - self.subjects[0] == len(self.subjects) - 1
        number = f"{self.subjects[0]} to {most}" if run else " or ".join(map(str, self.subjects))
        said = [f"{number} subject{'s' * (most != 1)}"] if most or not dates else []
        said += [f"{dates} date{'s' * (dates != 1)}"] if dates else []
        return " and ".join(said)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def option_name(name: str) -> str:
    """How an option is typed.

    >>> option_name("due_before")
    '--due-before'
    """
    return f"--{name.replace('_', '-')}"


def _arity(text: str) -> tuple[int, ...]:
    """Each number of subjects that is right; empty for what says none.

    >>> _arity("1"), _arity("0..2"), _arity("0 or 2"), _arity("any")
    ((1,), (0, 1, 2), (0, 2), ())
    """
    span = re.fullmatch(r"(\d)(?:\.\.(\d))?", text)
    if span:
        return tuple(range(int(span[1]), int(span[2] or span[1]) + 1))
    return tuple(sorted(map(int, text.split(" or ")))) if re.fullmatch(r"\d( or \d)+", text) else ()


def _options(text: str) -> dict[str, str]:
    """Options with their meanings; a meaning that is missing is empty.

    >>> _options("theme = of this theme; due-before = due before this day")
    {'theme': 'of this theme', 'due_before': 'due before this day'}
    """
    pairs = [part.partition("=") for part in text.split(";") if part.strip()]
    return {name.strip().replace("-", "_"): meaning.strip() for name, _, meaning in pairs}


def parse(text: str, where: str) -> Question:
    """Read one question file; raises `BadFile` that says what is wrong with its header."""

    def bad(what: str, hint: str) -> BadFile:
        return BadFile(what, where=where, hint=hint)

    header: dict[str, str] = {}
    lines = text.removeprefix("\ufeff").splitlines()
    body_from = len(lines)
    for number, line in enumerate(lines):
        match = _HEADER.fullmatch(line.strip())
        if not match:
            body_from = number
            break
        name, value = match[1], match[2]
        if name not in _KNOWN or name in header:
            raise bad(f"The header line {name!r} is unknown or stands twice.", f"known: {', '.join(_KNOWN)}")
        header[name] = value.strip()
    for name in _REQUIRED:
        if not header.get(name):
            raise bad(f"The header does not say {name!r}.", f"add a line `// {name}: ...` at the top")
    if not _NAME.fullmatch(header["question"]):
        raise bad(f"{header['question']!r} is no name of a question.", "small letters, digits and hyphens, beginning with a letter")
    arity = _arity(header["subjects"])
    if not arity:
        raise bad("The header's `subjects` is no number.", "write 0, 1, 2, 0..1 or `0 or 2`")
    options = _options(header.get("options", ""))
    unclear = [name for name, meaning in options.items() if not meaning or not name.isidentifier() or name in BOUND]
    if unclear:
        raise bad(f"The header does not say what the option {unclear[0]!r} means.", "write `options: name = meaning; other = meaning`")
    reads = header.get("reads", "")
    if reads not in ("", "facts", "all"):
        raise bad(f"`reads: {reads}` is unknown.", "write `reads: facts`, or leave the line out")
    body = "\n".join(lines[body_from:]).strip()
    dates = _words(header.get("dates", ""))
    # A shape reads options and dates itself; the text of a user's question has nothing else to read them.
    declared = {*_words(header.get("parameters", "")), *(() if reads else (*options, *dates))}
    used = set(_PARAMETER.findall(body))
    undeclared = sorted(used - declared - BOUND)
    unused = sorted(declared - used - BOUND)
    if reads == "all" and body:
        raise bad("A question that `reads: all` has no Cypher of its own.", "write `reads: facts`, or leave the Cypher out")
    if (not body and reads != "all") or undeclared or unused:
        what = (
            f"${undeclared[0]} is not declared."
            if undeclared
            else f"{unused[0]!r} is declared and not used."
            if unused
            else "There is no Cypher."
        )
        raise bad(what, "the header's `parameters` lists what the text uses, beside $ids and $as_of")
    if reads and not find_spec(f"queries.shapes.{header['question']}"):
        hint = "leave the line out: what the Cypher of a question of your own returns are its rows"
        raise bad(f"No function of ours shapes the facts of {header['question']!r}.", hint)
    columns = _words(header["columns"])
    answers = body[body.upper().rfind("RETURN") :]
    absent = [column for column in columns if not re.search(rf"\b{re.escape(column)}\b", answers)]
    if absent and not reads:
        raise bad(f"The column {absent[0]!r} is promised and not returned.", f"end the Cypher with `RETURN ... AS {absent[0]}`")
    unknown = [note for note in _words(header.get("notes", "")) if note not in set(NoteCode)]
    if unknown:
        raise bad(f"{unknown[0]!r} is no code of a note.", f"known: {', '.join(NoteCode)}")
    return Question(
        name=header["question"],
        asks=header["asks"],
        subjects=arity,
        dates=dates,
        options=options,
        parameters=_words(header.get("parameters", "")),
        columns=columns,
        notes=tuple(NoteCode(note) for note in _words(header.get("notes", ""))),
        example=header.get("example", ""),
        cypher=f"{body}\n{FACTS}" if reads == "facts" else body or WHOLE,
        reads_facts=bool(reads),
        where=where,
    )


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"{file.name!r} is not UTF-8 text.", where=str(file), hint="save it as UTF-8") from error


def load(folder: Path | None = None) -> dict[str, Question]:
    """The shipped questions, and those of the user's `folder`. Raises `BadFile` where two have one name."""
    files = [
        (item.name, item.read_text("utf-8"))
        for item in resources.files("queries").joinpath("questions").iterdir()
        if item.name.endswith(".cypher")
    ]
    if folder:
        if not folder.is_dir():
            raise BadFile(f"There is no folder {str(folder)!r}.", hint="--questions takes a folder of .cypher files")
        files += [(str(item), _text(item)) for item in sorted(folder.glob("*.cypher"))]
    found: dict[str, Question] = {}
    for where, text in sorted(files):
        question = parse(text, where)
        if question.name in found:
            raise BadFile(
                f"Two files hold the question {question.name!r}.", where=f"{found[question.name].where} and {where}", hint="rename one"
            )
        found[question.name] = question
    return found


def pick(questions: dict[str, Question], name: str) -> Question:
    """The question of that name; raises `UsageError` with "did you mean"."""
    if name in questions:
        return questions[name]
    near = difflib.get_close_matches(name, sorted(questions), 1, cutoff=0.4)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise UsageError(f"There is no question {name!r}.", hint=f"{hint}`landscape ask` lists them all")
