"""Every option that more than one command takes, defined once, and the opening of the store."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import click

from graph.errors import StoreRefused, UsageError
from graph.model.values import is_date
from graph.settings import Target, default_store, environment
from graph.store import Store, open_store
from graph.upgrades import is_old

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("table", "json", "csv", "markdown", "xlsx", "cite")
_SUFFIXES = {".json": "json", ".csv": "csv", ".md": "markdown", ".xlsx": "xlsx"}
_KEYRING = "landscape"


class DateType(click.ParamType[str]):
    """A date that may be partial: 2018, 2018-10 or 2018-10-31."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - click's signature
        """The date as text; fails with what a date looks like."""
        text = str(value).strip()
        if not is_date(text):
            self.fail(f"{text!r} is no date; write 2018, 2018-10 or 2018-10-31", param, ctx)
        return text


class Named(click.Choice[str]):
    """One of a closed list of names; a near one is asked about."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - click's signature
        """The name; fails with the nearest."""
        near = difflib.get_close_matches(str(value).casefold(), list(self.choices), 1, 0.5)
        if value not in self.choices and near:
            self.fail(f"There is no {value!r}: did you mean {near[0]!r}? There are {', '.join(self.choices)}.", param, ctx)
        return super().convert(value, param, ctx)


class Place(click.Path):
    """A path; an empty text names none, and would otherwise mean the folder that one stands in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's signature
        """The path; fails where nothing is named."""
        if value == "":
            self.fail(f"An empty text names no {self.name}.", param, ctx)
        return super().convert(value, param, ctx)


DATE = DateType()
FILE = Place(path_type=Path, dir_okay=False)
FOLDER = Place(path_type=Path, file_okay=False)
ANY_PATH = Place(path_type=Path)
PARAM = click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the text; may be given again.")


def params_of(pairs: tuple[str, ...]) -> dict[str, Any]:
    """`NAME=VALUE` pairs; a value that reads as JSON (a number, true, a list) is taken so, any other is text."""
    found: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        name = name.replace("-", "_")  # as an option is typed
        if not equals or not name.isidentifier():
            raise UsageError(f"{pair!r} is no parameter.", hint="--param NAME=VALUE")
        try:
            found[name] = json.loads(value)
        except ValueError:
            found[name] = value
    return found


def now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def today() -> str:
    """Today's date."""
    return date.today().isoformat()  # noqa: DTZ011 - the user's own calendar day is meant


def as_of_option(command: F) -> F:
    """`--as-of`, today unless told."""
    return click.option(
        "--as-of", type=DATE, default=None, help="As the papers stood at this date; a partial date means its last day. [default: today]"
    )(command)


def answer_formats(*more: str) -> Callable[[F], F]:
    """`--format`, `--output` and `--marking`, with more formats than every answer has."""
    return lambda command: _answer_options(command, more)


def answer_options(command: F) -> F:
    """`--format`, `--output` and `--marking`: how an answer is given."""
    return _answer_options(command, ())


def _answer_options(command: F, more: tuple[str, ...]) -> F:
    for option in (
        click.option("--marking", metavar="TEXT", default="", help="Protective marking, printed on every page and sheet."),
        click.option(
            "--output", "-o", type=FILE, default=None, help="Write to this file, whole or not at all; its ending may tell the format."
        ),
        click.option("--format", "form", type=click.Choice((*FORMATS, *more)), default=None, help="[default: table]"),
    ):
        command = option(command)
    return command


def import_options(command: F) -> F:
    """`--dry-run`, `--strict`, `--format` and `--quiet`: how an import runs and reports."""
    for option in (
        click.option("--quiet", "-q", is_flag=True, help="No progress."),
        click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True),
        click.option("--strict", is_flag=True, help="Write nothing where a row is rejected."),
        click.option("--dry-run", is_flag=True, help="Do all but write."),
    ):
        command = option(command)
    return command


def chosen_format(form: str | None, output: Path | None) -> str:
    """The format asked for, else by the ending of the output file, else a table."""
    return form or (_SUFFIXES.get(output.suffix.lower(), "table") if output else "table")


def target(ctx: click.Context) -> Target:
    """The store that the options or the environment name, with its password from the environment, the keyring or a prompt."""
    settings = environment()
    address = ctx.obj["store"] or settings.store or str(default_store())
    found = Target(
        address=address, database=ctx.obj["database"] or settings.database, user=settings.neo4j_user, password=settings.neo4j_password
    )
    if found.is_server and not found.password.get_secret_value():
        found = found.model_copy(update={"password": _password(found)})
    return found


def _password(found: Target) -> Any:  # noqa: ANN401 - a SecretStr, imported late
    from pydantic import SecretStr

    keyring = import_module("keyring")
    try:
        kept = keyring.get_password(_KEYRING, f"{found.user}@{found.address}")
    except keyring.errors.KeyringError:
        kept = None  # a machine without a keyring: the prompt is next
    if kept:
        return SecretStr(kept)
    if not sys.stdin.isatty():
        raise StoreRefused(
            "No password for the Neo4j server.", where=found.address, hint="set LANDSCAPE_NEO4J_PASSWORD, or store it in the system keyring"
        )
    return SecretStr(click.prompt(f"Password of {found.user}", hide_input=True, err=True))


def opened(ctx: click.Context, *, writing: bool = False, allow_loading: bool = False) -> Store:
    """The store, closed again when the command ends; one of an older model is exported and upgraded before it is written to."""
    where = target(ctx)
    store = open_store(where, writing=writing, allow_loading=allow_loading)
    if writing and not allow_loading and is_old(store):
        from cli.upgrading import upgrade_first

        try:
            upgrade_first(store, where, f"{now():%Y%m%dT%H%M%SZ}")
        finally:
            store.close()
        store = open_store(where, writing=True)
    ctx.call_on_close(store.close)
    return store
