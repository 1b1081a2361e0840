"""Commands for analysts: schema, cypher."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

import click

from cli.options import PARAM, answer_options, as_of_option, opened, params_of, today
from cli.output import give
from graph.errors import BadFile, TimeLimit


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
    from queries.texts import cypher, stopped

    words, bound, day = _cypher_text(text), params_of(params), as_of or today()
    try:
        answer, remarks = cypher(opened(ctx), words, bound, day, timeout)
    except TimeLimit as limit:
        if output is None:  # a file is written whole or not at all
            give(stopped(words, bound, day, limit), form, output, marking)
        raise
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
