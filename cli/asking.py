"""Commands that answer: ask, find, show, evidence, schema, cypher."""

from __future__ import annotations

import difflib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.options import FOLDER, answer_options, as_of_option, opened, today
from cli.output import give
from graph.answer import Answer, AnswerRow
from graph.errors import BadFile, UsageError

if TYPE_CHECKING:
    from queries.catalogue import Question


def _params(pairs: tuple[str, ...]) -> dict[str, Any]:
    """`NAME=VALUE` pairs; a value that reads as JSON (a number, true, a list) is taken so, any other is text."""
    found: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.isidentifier():
            raise UsageError(f"{pair!r} is no parameter.", hint="--param NAME=VALUE")
        try:
            found[name] = json.loads(value)
        except ValueError:
            found[name] = value
    return found


PARAM = click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the text; may be given again.")


@click.command("ask", epilog="Example: landscape ask owners V4 --as-of 2018-10")
@click.argument("question", required=False)
@click.argument("subjects", nargs=-1)
@PARAM
@click.option("--questions", type=FOLDER, default=None, help="A folder of your own .cypher questions.")
@click.option("--show-cypher", is_flag=True, help="Print the question's Cypher and stop.")
@as_of_option
@answer_options
@click.pass_context
def ask_command(
    ctx: click.Context,
    question: str | None,
    subjects: tuple[str, ...],
    params: tuple[str, ...],
    questions: Path | None,
    show_cypher: bool,  # noqa: FBT001 - click passes flags so
    as_of: str | None,
    form: str | None,
    output: Path | None,
    marking: str,
) -> None:
    """Answer a question of the catalogue about one or more subjects; with no QUESTION, list them.

    A subject is an id, a code (V4), a name or an alias, whatever its case.
    """
    from queries.catalogue import load, pick

    known = load(questions)
    if question is None and (form or output):
        give(_catalogue(known, as_of or today()), form, output, marking)
        return
    if question is None:
        width = max(len(name) for name in known)
        for name, item in sorted(known.items()):
            click.echo(f"{name:<{width}}  {item.asks}")
        click.echo("\nExample: " + next(item.example for item in known.values() if item.example))
        return
    picked = pick(known, question)
    if show_cypher:
        click.echo(picked.cypher)
        return
    from queries.run import ask

    give(ask(opened(ctx), picked, subjects, as_of or today(), _params(params)), form, output, marking)


def _catalogue(known: dict[str, Question], as_of: str) -> Answer:
    columns = ("question", "asks", "columns", "example")
    rows = [
        AnswerRow(values={"question": name, "asks": item.asks, "columns": list(item.columns), "example": item.example})
        for name, item in sorted(known.items())
    ]
    return Answer(question="ask", as_of=as_of, columns=columns, rows=tuple(rows), plain=True)


@click.command("find", epilog='Example: landscape find "safety partnership"')
@click.argument("text")
@click.option("--wording", is_flag=True, help="Search the wording of the papers that you have added.")
@click.option("--most", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many at the most.")
@as_of_option
@answer_options
@click.pass_context
def find_command(
    ctx: click.Context,
    text: str,
    wording: bool,  # noqa: FBT001 - click passes flags so
    most: int,
    as_of: str | None,
    form: str | None,
    output: Path | None,
    marking: str,
) -> None:
    """Look up entities by name, alias, code or word; with --wording, the passages that hold TEXT."""
    from queries.lookups import find, find_wording

    look = find_wording if wording else find
    give(look(opened(ctx), text, as_of or today(), most), form, output, marking)


@click.command("show", epilog="Example: landscape show V4")
@click.argument("subject")
@as_of_option
@answer_options
@click.pass_context
def show_command(ctx: click.Context, subject: str, as_of: str | None, form: str | None, output: Path | None, marking: str) -> None:
    """Show every fact about one entity, both ways, with its evidence."""
    from queries.lookups import show

    answer = show(opened(ctx), subject, as_of or today())
    if form in (None, "table") and output is None:
        click.echo(f"{answer.parameters['name']}  ({answer.parameters['subject']}), {answer.parameters['label']}, as of {answer.as_of}")
    give(answer, form, output, marking)


@click.command("evidence", epilog="Example: landscape evidence V4 --format cite")
@click.argument("subject")
@as_of_option
@answer_options
@click.pass_context
def evidence_command(ctx: click.Context, subject: str, as_of: str | None, form: str | None, output: Path | None, marking: str) -> None:
    """Show the passages behind an entity, or behind the relationship with that key."""
    from queries.lookups import evidence

    give(evidence(opened(ctx), subject, as_of or today()), form, output, marking)


@click.command("schema", epilog="Example: landscape schema --format markdown")
@as_of_option
@answer_options
@click.pass_context
def schema_command(ctx: click.Context, as_of: str | None, form: str | None, output: Path | None, marking: str) -> None:
    """Labels, relationship types, what they carry, how many there are, and an example of each."""
    from queries.lookups import schema

    give(schema(opened(ctx), as_of or today()), form, output, marking)


@click.command("cypher", epilog='Example: landscape cypher "MATCH (n:Board) RETURN n.id AS id, n.name AS name ORDER BY id"')
@click.argument("text")
@PARAM
@click.option("--timeout", type=click.FloatRange(0.1, 86_400), default=60.0, show_default=True, help="Seconds after which it is stopped.")
@as_of_option
@answer_options
@click.pass_context
def cypher_command(
    ctx: click.Context,
    text: str,
    params: tuple[str, ...],
    timeout: float,
    as_of: str | None,
    form: str | None,
    output: Path | None,
    marking: str,
) -> None:
    """Run read-only Cypher: TEXT itself, a FILE that holds it, or - for standard input. $as_of is bound."""
    from queries.lookups import cypher

    answer, remarks = cypher(opened(ctx), _cypher_text(text), _params(params), as_of or today(), timeout)
    give(answer, form, output, marking)
    for remark in remarks:
        click.echo(f"Note: {remark}", err=True)


def _cypher_text(text: str) -> str:
    if text == "-":
        return _utf8(sys.stdin.buffer.read(), "standard input")
    # A text is told from a file's name by its blanks: no Cypher that returns anything is without one.
    if any(letter.isspace() for letter in text.strip()):
        return text
    path = Path(text)
    if not _is_file(path):
        near = difflib.get_close_matches(path.name, [item.name for item in path.parent.glob("*")] if path.parent.is_dir() else [], 1)
        raise BadFile(
            f"There is no file {text!r}.", hint=f"did you mean {near[0]!r}?" if near else "give Cypher, a file that holds it, or -"
        )
    return _utf8(path.read_bytes(), str(path))


def _utf8(raw: bytes, where: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile("The Cypher is not UTF-8 text.", where=where, hint="save it as UTF-8") from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # too long for a name
        return False
