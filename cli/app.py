"""The command group: loads a command's module only when it is called, and turns errors into messages and exit codes."""

from __future__ import annotations

import io
import sys
import traceback
from importlib import import_module
from typing import NoReturn

import click

from graph.errors import LandscapeError

EXIT_FAULT = 70
"""A fault of ours, told apart from all that a user can mend (`EX_SOFTWARE` of sysexits)."""

EXIT_STOPPED = 130

COMMANDS: dict[str, tuple[str, str]] = {
    "ask": ("asking", "Answer a question of the catalogue."),
    "clear": ("keeping", "Empty the store of what is ours, and nothing else."),
    "cypher": ("asking", "Run read-only Cypher."),
    "doctor": ("keeping", "Say what store, what versions, what is missing, what to do."),
    "evidence": ("asking", "Show the passages behind an entity or a relationship."),
    "export": ("keeping", "Write the landscape to a file."),
    "find": ("asking", "Look up entities by name, alias, code or word."),
    "import": ("importing", "Read a file into the landscape, or take back a run."),
    "load": ("importing", "Load a data set that ships with the tool."),
    "map": ("drawing", "Draw a map as one HTML file."),
    "papers": ("reading", "The papers that the landscape rests on."),
    "restore": ("keeping", "Rebuild a store from an exported file."),
    "schema": ("asking", "Labels, relationship types, properties, counts, examples."),
    "show": ("asking", "Show every fact about one entity, both ways, with evidence."),
    "template": ("importing", "Write an empty register to fill in."),
    "verify": ("reading", "Re-open the papers and say whether each locator still holds."),
}
"""Each command, the module that holds it, and its line in the list: the list costs no import."""


class LateGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in sorted(COMMANDS.items())])


@click.group(
    cls=LateGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
    epilog="Example: landscape load && landscape ask owners V4",
)
@click.option("--store", metavar="TARGET", help="Folder of an embedded store, or bolt://, neo4j:// address. [env: LANDSCAPE_STORE]")
@click.option("--database", metavar="NAME", help="Database of a Neo4j server. [env: LANDSCAPE_DATABASE]")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(package_name="partnership-landscape", prog_name="landscape")
@click.pass_context
def landscape(ctx: click.Context, store: str | None, database: str | None, debug: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Who owns what, who answers to whom and under which law, who pays for what, and which paper says so."""
    ctx.obj = {"store": store or "", "database": database or "", "debug": debug}


def _stop(code: int) -> NoReturn:
    sys.stdout.flush()
    sys.exit(code)


def run() -> None:
    """Run the command line and end the process with the contract's exit codes."""
    debug = "--debug" in sys.argv
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What we print goes into files and other programs as UTF-8 whatever the code page; a terminal keeps its own letters.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    try:
        code = landscape.main(standalone_mode=False)
        _stop(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as stop:
        _stop(stop.exit_code)
    except click.ClickException as error:
        error.show()
        _stop(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped; nothing was written.", err=True)
        _stop(EXIT_STOPPED)
    except LandscapeError as error:
        if debug:
            traceback.print_exc()
        click.echo(f"Error: {error}", err=True)
        _stop(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; there is nobody to tell
        _stop(0)
    except Exception as error:  # noqa: BLE001 - the last door: a bug of ours must not show a traceback unasked
        if debug:
            traceback.print_exc()
        click.echo(f"Error: a fault in landscape itself: {type(error).__name__}: {error}\nWhat to do: run it again with --debug and report what it prints.", err=True)
        _stop(EXIT_FAULT)
