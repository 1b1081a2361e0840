"""The command group: loads a command's module only when it is called, and turns errors into messages and exit codes."""

from __future__ import annotations

import difflib
import io
import os
import sys
import traceback
from importlib import import_module
from typing import Any, NoReturn

import click

from graph.errors import LandscapeError, UsageError

EXIT_FAULT = 70
"""A fault of ours, told apart from all that a user can mend (`EX_SOFTWARE` of sysexits)."""

EXIT_STOPPED = 130

COMPLETING = "_LANDSCAPE_COMPLETE"
"""Set in the environment while a shell completes a line, by the scripts of `landscape completion`."""

COMMANDS: dict[str, tuple[str, str]] = {
    "ask": ("asking", "Answer a question of the catalogue."),
    "check": ("watching", "Gaps, overlaps, broken chains, contradictions, unresolved names."),
    "clear": ("keeping", "Empty the store of what is ours, and nothing else."),
    "completion": ("completing", "Print the script with which Tab completes."),
    "cypher": ("analysing", "Run read-only Cypher."),
    "diff": ("watching", "What changed between two dates."),
    "doctor": ("keeping", "Say what store, what versions, what is missing, what to do."),
    "evidence": ("asking", "Show the passages behind an entity or a relationship."),
    "export": ("exporting", "Write the landscape to a file or a folder."),
    "find": ("asking", "Look up entities by name, alias, code or word."),
    "forget": ("recording", "Take a person's name out, for good."),
    "import": ("importing", "Read a file into the landscape, or take back a run."),
    "load": ("importing", "Load a data set that ships with the tool."),
    "map": ("drawing", "Draw a map as one HTML file."),
    "papers": ("reading", "The papers that the landscape rests on."),
    "record": ("recording", "Write one office record."),
    "report": ("reporting", "Documents to take away: delivery, RACI, board, handover."),
    "publish": ("publishing", "Write a static site of every entity, question, map and paper."),
    "restore": ("exporting", "Rebuild a store from an exported file."),
    "review": ("reviewing", "Decide the names and relations that an import proposed."),
    "schema": ("analysing", "Labels, relationship types, properties, counts, examples."),
    "show": ("asking", "Show every fact about one entity, both ways, with evidence."),
    "template": ("importing", "Write an empty register to fill in."),
    "verify": ("reading", "Re-open the papers and say whether each locator still holds."),
}
"""Each command, the module that holds it, and its line in the list: the list costs no import."""


class LateGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names in order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        _take_common(command)
        if COMPLETING in os.environ:
            from cli.completing import attach

            attach(ctx, command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command; "did you mean" where there is none of that name."""
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            meant = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"There is no command {args[0]!r}.{meant}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        """The list of commands, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in sorted(COMMANDS.items())])


def _take_common(command: click.Command) -> None:
    """Let a command, and each below it, take the options of the group after its own name too; its help leaves them to the group's."""
    if isinstance(command, click.Group):
        for below in command.commands.values():
            _take_common(below)
    known = {option for parameter in command.params for option in parameter.opts}
    for name, settings in COMMON.items():
        if name not in known:
            command.params.append(click.Option([name], **settings, expose_value=False, hidden=True, callback=_keep))


def _keep(ctx: click.Context, parameter: click.Parameter, value: Any) -> Any:  # noqa: ANN401 - a parameter of any type
    if value:
        ctx.obj[parameter.name] = value
    return value


COMMON: dict[str, dict[str, Any]] = {
    "--store": {"metavar": "TARGET", "help": "Folder of an embedded store, or bolt://, neo4j:// address. [env: LANDSCAPE_STORE]"},
    "--database": {"metavar": "NAME", "help": "Database of a Neo4j server. [env: LANDSCAPE_DATABASE]"},
    "--debug": {"is_flag": True, "help": "Show the traceback of an error."},
}
"""The options of the group; they may stand before the name of a command or after it."""


@click.group(
    cls=LateGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
    epilog="Example: landscape load && landscape ask owners V4",
)
@click.option("--store", **COMMON["--store"])
@click.option("--database", **COMMON["--database"])
@click.option("--debug", **COMMON["--debug"])
@click.version_option(package_name="partnership-landscape", prog_name="landscape")
@click.pass_context
def landscape(ctx: click.Context, store: str | None, database: str | None, debug: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Who owns what, who answers to whom and under which law, who pays for what, and which paper says so."""
    ctx.obj = {"store": store or "", "database": database or "", "debug": debug}


def _stop(code: int) -> NoReturn:
    try:
        sys.stdout.flush()
    except OSError:
        # The reader of our output has gone and there is nobody to tell; what is left of it must not be tried again at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _told(error: LandscapeError | OSError, *, debug: bool) -> NoReturn:
    if debug:
        traceback.print_exc()
    if isinstance(error, OSError):
        where = str(error.filename or "")
        error = UsageError(f"A file cannot be used: {error.strerror or error}.", where=where, hint="check the path and the rights")
    click.echo(f"Error: {error}", err=True)
    _stop(error.exit_code)


def run() -> None:
    """Run the command line and end the process with the contract's exit codes."""
    debug = "--debug" in sys.argv
    if COMPLETING in os.environ:
        from cli.completing import register

        register()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What we print goes into files and other programs as UTF-8 whatever the code page, its line ends as they are; a terminal
            # keeps its own letters.
            terminal = stream.isatty()
            stream.reconfigure(encoding=None if terminal else "utf-8", errors="replace", newline=None if terminal else "\n")
    try:
        code = landscape.main(prog_name="landscape", standalone_mode=False)
        _stop(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as stop:
        _stop(stop.exit_code)
    except click.ClickException as error:
        error.show()
        _stop(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. An import that was not finished has written nothing.", err=True)
        _stop(EXIT_STOPPED)
    except BrokenPipeError:
        _stop(0)
    except (LandscapeError, OSError) as error:
        _told(error, debug=debug)
    except SystemExit as stop:
        # click ends the process itself where the reader of our output has gone (`landscape schema | head`): that is no failure.
        _stop(0 if stop.code == 1 and not isinstance(sys.stdout, io.TextIOWrapper) else int(stop.code or 0))
    except Exception as error:  # noqa: BLE001 - the last door: a bug of ours must not show a traceback unasked
        if debug:
            traceback.print_exc()
        what = f"Error: a fault in landscape itself: {type(error).__name__}: {error}"
        click.echo(f"{what}\nWhat to do: run it again with --debug and report what it prints.", err=True)
        _stop(EXIT_FAULT)
