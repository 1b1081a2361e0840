"""The catalogue: one question a file, with a header that says what it asks, takes and answers.

A file is a header of `// name: value` lines, then the Cypher. Where the header says `reads: facts`, the text ends by naming the facts it
wants (`WITH DISTINCT r`), `FACTS` is put after it, and a function of `queries.shapes` of the question's name makes the rows. A question of
the user's own says nothing of it: what its Cypher returns are the rows.
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
_KNOWN = ("question", "asks", "subjects", "parameters", "columns", "notes", "example", "reads")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_REQUIRED = ("question", "asks", "subjects", "columns")
FACTS = """WITH r, startNode(r) AS a, endNode(r) AS b
RETURN type(r) AS relation, r.key AS key, r.statings AS statings, r.standing AS standing, r.contradicts AS contradicts,
       a.id AS a_id, a.name AS a_name, labels(a) AS a_labels, a.kind AS a_kind, a.code AS a_code,
       b.id AS b_id, b.name AS b_name, labels(b) AS b_labels, b.kind AS b_kind, b.code AS b_code
ORDER BY key"""
"""What a text that `reads: facts` returns of each fact `r`: what the fold at a date needs, and the names of both ends."""

BOUND = frozenset({"ids", "as_of"})
"""Parameters that are always bound: the ids of the subjects, or of the step at hand, and the as-of day."""


class Question(BaseModel):
    """One question of the catalogue."""

    model_config = ConfigDict(frozen=True)

    name: str
    asks: str
    subjects: tuple[int, int]
    """The fewest and the most subjects it takes."""
    parameters: tuple[str, ...]
    columns: tuple[str, ...]
    notes: tuple[NoteCode, ...]
    example: str
    cypher: str
    reads_facts: bool
    where: str
    """The file, for messages."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


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
    arity = re.fullmatch(r"(\d+)(?:\.\.(\d+))?", header["subjects"])
    if not arity:
        raise bad("The header's `subjects` is no number.", "write 0, 1, 2 or 0..1")
    body = "\n".join(lines[body_from:]).strip()
    declared, used = set(_words(header.get("parameters", ""))), set(_PARAMETER.findall(body))
    undeclared = sorted(used - declared - BOUND)
    unused = sorted(declared - used - BOUND)
    if not body or undeclared or unused:
        what = (
            f"${undeclared[0]} is not declared."
            if undeclared
            else f"{unused[0]!r} is declared and not used."
            if unused
            else "There is no Cypher."
        )
        raise bad(what, "the header's `parameters` lists what the text uses, beside $ids and $as_of")
    reads_facts = header.get("reads", "") == "facts"
    if header.get("reads", "facts") != "facts":
        raise bad(f"`reads: {header['reads']}` is unknown.", "write `reads: facts`, or leave the line out")
    if reads_facts and not find_spec(f"queries.shapes.{header['question']}"):
        hint = "leave the line out: what the Cypher of a question of your own returns are its rows"
        raise bad(f"No function of ours shapes the facts of {header['question']!r}.", hint)
    columns = _words(header["columns"])
    answers = body[body.upper().rfind("RETURN") :]
    absent = [column for column in columns if not re.search(rf"\b{re.escape(column)}\b", answers)]
    if absent and not reads_facts:
        raise bad(f"The column {absent[0]!r} is promised and not returned.", f"end the Cypher with `RETURN ... AS {absent[0]}`")
    unknown = [note for note in _words(header.get("notes", "")) if note not in set(NoteCode)]
    if unknown:
        raise bad(f"{unknown[0]!r} is no code of a note.", f"known: {', '.join(NoteCode)}")
    return Question(
        name=header["question"],
        asks=header["asks"],
        subjects=(int(arity[1]), int(arity[2] or arity[1])),
        parameters=_words(header.get("parameters", "")),
        columns=columns,
        notes=tuple(NoteCode(note) for note in _words(header.get("notes", ""))),
        example=header.get("example", ""),
        cypher=f"{body}\n{FACTS}" if reads_facts else body,
        reads_facts=reads_facts,
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
