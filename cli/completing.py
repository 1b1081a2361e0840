"""The completion of command lines by Tab: bash, zsh and fish as click does them, PowerShell, and subjects from the store.

While a line is completed nothing may be printed, asked or waited for: whatever goes wrong, there is simply nothing to offer.
"""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Callable, Iterable

import click
from click.shell_completion import BashComplete, CompletionItem, ShellComplete, add_completion_class, get_completion_class

from cli.app import COMPLETING

PATIENCE = 2.0
"""Seconds that a store may take to answer; a person who has pressed Tab does not wait longer."""

SHELLS = ("bash", "zsh", "fish", "powershell")
_BARE = re.compile(r"[\w./~+-]+")
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($word, $line, $position)
    $before = @($line.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $position } |
        ForEach-Object { if ($null -ne $_.Value) { "$($_.Value)" } else { $_.Extent.Text } })
    $encoding = [Console]::OutputEncoding
    [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new()
    $env:COMP_WORDS = ConvertTo-Json -Compress -InputObject $before
    $env:COMP_WORD = ConvertTo-Json -Compress -InputObject "$word"
    $env:%(complete_var)s = 'powershell_complete'
    try {
        %(prog_name)s | ForEach-Object {
            $value, $shown, $help = $_ -split "`t", 3
            [System.Management.Automation.CompletionResult]::new($value, $shown, 'ParameterValue', $help)
        }
    } finally {
        Remove-Item Env:COMP_WORDS, Env:COMP_WORD, Env:%(complete_var)s
        [Console]::OutputEncoding = $encoding
    }
}
"""


class PowerShellComplete(ShellComplete):
    """Completion for PowerShell 5 and 7. Paths are left to PowerShell itself, which completes them where nothing is offered."""

    name = "powershell"
    source_template = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor, and the beginning of the one at it, its quotation marks taken off."""
        return [str(word) for word in json.loads(os.environ["COMP_WORDS"])], str(json.loads(os.environ["COMP_WORD"])).strip("'\"")

    def format_completion(self, item: CompletionItem) -> str:
        """What is inserted, what is shown, and its help: one line, parted by tabs."""
        value = str(item.value)
        quoted = value if _BARE.fullmatch(value) else "'" + value.replace("'", "''") + "'"
        return "\t".join(" ".join(part.split()) for part in (quoted, value, item.help or value))

    def complete(self) -> str:
        """The lines; none for paths."""
        items = self.get_completions(*self.get_completion_args())
        return "\n".join(self.format_completion(item) for item in items if item.type == "plain")


class QuotingBashComplete(BashComplete):
    """Bash puts in what it is given as it stands: a name of several words must come quoted."""

    source_template = BashComplete.source_template.replace("read type", "read -r type")  # else it takes our backslashes away

    def format_completion(self, item: CompletionItem) -> str:
        """`plain,VALUE`, spaces and signs of the shell escaped, unless the word begins with a quotation mark already."""
        place = int(os.environ["COMP_CWORD"])
        raw = os.environ["COMP_WORDS"].split("\n")
        begun = raw[place][:1] if place < len(raw) else ""
        value = str(item.value)
        if item.type == "plain" and begun not in ("'", '"') and shlex.quote(value) != value:
            value = re.sub(r"([^\w@%+=:,./~\u0080-\U0010ffff-])", r"\\\1", value)
        return f"{item.type},{value}"


def register() -> None:
    """Make click know our two shells."""
    add_completion_class(PowerShellComplete)
    add_completion_class(QuotingBashComplete)


class Offered(click.ParamType[str]):
    """A parameter with words to offer."""

    name = "text"

    def __init__(self, words: Callable[[click.Context, str], Iterable[tuple[str, str]]]) -> None:
        self._words = words

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - click's
        """What begins so; nothing where anything fails."""
        try:
            return [CompletionItem(value, help=says) for value, says in self._words(ctx, incomplete)]
        except Exception:  # noqa: BLE001 - a Tab is no place for an error, whatever it is
            return []


def _questions(ctx: click.Context, beginning: str) -> list[tuple[str, str]]:
    from queries.catalogue import load

    folder = ctx.params.get("questions")
    return [(name, item.asks) for name, item in sorted(load(folder).items()) if name.startswith(beginning.casefold())]


def _subjects(ctx: click.Context, beginning: str) -> list[tuple[str, str]]:
    from graph.engines.worker import Worker

    return Worker().call(lambda: _from_store(ctx, beginning), timeout=PATIENCE)


def _from_store(ctx: click.Context, beginning: str) -> list[tuple[str, str]]:
    from graph.settings import Target, default_store, environment
    from graph.store import open_store
    from queries.suggestions import suggest

    settings, told = environment(), {**ctx.find_root().params, **(ctx.obj or {})}
    target = Target(
        address=told.get("store") or settings.store or str(default_store()),
        database=told.get("database") or settings.database,
        user=settings.neo4j_user,
        password=settings.neo4j_password,  # of the environment alone: a keyring or a prompt would be waited for
    )
    if target.is_server and not target.password.get_secret_value():
        return []
    store = open_store(target)
    try:
        return suggest(store, beginning)
    finally:
        store.close()


_OFFERS: dict[tuple[str, str], Offered] = {
    ("ask", "question"): Offered(_questions),
    ("map", "words"): Offered(_subjects),
    ("record", "start"): Offered(_subjects),
    ("record", "finish"): Offered(_subjects),
    ("forget", "person"): Offered(_subjects),
    ("find", "text"): Offered(_subjects),
}
_SUBJECT = Offered(_subjects)


def attach(ctx: click.Context, command: click.Command) -> None:
    """Give the arguments of a command, and of those below it, their words to offer; done only while a line is completed."""
    ctx.ensure_object(dict)  # what `--store` after a command's name is kept in
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        attach(ctx, below)
    for parameter in command.params:
        offered = _OFFERS.get((command.name or "", parameter.name or ""))
        if isinstance(parameter, click.Argument) and (offered or parameter.name in ("subject", "subjects")):
            parameter.type = offered or _SUBJECT


@click.command("completion", epilog="Example: landscape completion bash >> ~/.bashrc")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the script with which Tab completes commands, options, questions, kinds of map and subjects.

    \b
    bash        landscape completion bash >> ~/.bashrc
    zsh         landscape completion zsh >> ~/.zshrc
    fish        landscape completion fish > ~/.config/fish/completions/landscape.fish
    powershell  landscape completion powershell >> $PROFILE

    Then open a new window. Subjects come from the store of LANDSCAPE_STORE, or of --store where the line says it.
    """  # noqa: D301 - the sign that keeps click from joining lines
    register()
    found = get_completion_class(shell)
    if found is None:  # the choices above are those that click and we know
        raise LookupError(shell)
    click.echo(found(ctx.find_root().command, {}, "landscape", COMPLETING).source())
