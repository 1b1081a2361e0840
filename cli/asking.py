"""Commands that answer: ask, find, show, evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import DATE, FOLDER, PARAM, answer_options, as_of_option, opened, params_of, today
from cli.output import give
from graph.answer import Answer, AnswerRow
from graph.errors import UsageError

if TYPE_CHECKING:
    from queries.catalogue import Question


@click.command("ask", epilog="Example: landscape ask owners V4 --as-of 2018-10")
@click.argument("question", required=False)
@click.argument("subjects", nargs=-1)
@PARAM
@click.option("--theme", metavar="NAME", help="Only what stands under this theme.")
@click.option("--owner", metavar="NAME", help="Only what this body, post or person is accountable for or leads.")
@click.option("--state", metavar="WORD", help="Only what is in this printed state.")
@click.option("--direction", metavar="WORD", help="Only what travels this way: improved, no change, deteriorated.")
@click.option("--due-before", metavar="DATE", type=DATE, help="Only what is due before this date.")
@click.option("--all-plans", is_flag=True, help="Finished and superseded plans too.")
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
    theme: str | None,
    owner: str | None,
    state: str | None,
    direction: str | None,
    due_before: str | None,
    all_plans: bool,  # noqa: FBT001 - click passes flags so
    questions: Path | None,
    show_cypher: bool,  # noqa: FBT001 - click passes flags so
    as_of: str | None,
    form: str | None,
    output: Path | None,
    marking: str,
) -> None:
    """Answer a question of the catalogue about one or more subjects; with no QUESTION, list them.

    A subject is an id, a code (V4), a name or an alias, whatever its case. A question that takes dates takes them after its subjects.
    Which questions take --theme, --owner, --state, --direction, --due-before and --all-plans, the page of questions tells.
    """
    from queries.catalogue import load, option_name, pick

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

    options = {
        "theme": theme,
        "owner": owner,
        "state": state,
        "direction": direction,
        "due_before": due_before,
        "all_plans": all_plans or None,
    }
    given = {name: value for name, value in options.items() if value is not None}
    for name in sorted(given.keys() - picked.options.keys() - set(picked.parameters)):
        takers = " and ".join(f"`{item.name}`" for _, item in sorted(known.items()) if name in item.options)
        raise UsageError(f"The question {question!r} does not take {option_name(name)}.", hint=f"taken by {takers or 'no question'}")
    give(ask(opened(ctx), picked, subjects, as_of or today(), {**params_of(params), **given}), form, output, marking)


def _catalogue(known: dict[str, Question], as_of: str) -> Answer:
    columns = ("question", "asks", "columns", "example")
    rows = [
        AnswerRow(values={"question": name, "asks": item.asks, "columns": list(item.columns), "example": item.example})
        for name, item in sorted(known.items())
    ]
    return Answer(question="ask", as_of=as_of, columns=columns, rows=tuple(rows), plain=True)


@click.command("find", epilog='Example: landscape find "safety partnership"')
@click.argument("text", nargs=-1, required=True)
@click.option("--wording", is_flag=True, help="Search the wording of the papers that you have added.")
@click.option("--most", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many at the most.")
@as_of_option
@answer_options
@click.pass_context
def find_command(
    ctx: click.Context,
    text: tuple[str, ...],
    wording: bool,  # noqa: FBT001 - click passes flags so
    most: int,
    as_of: str | None,
    form: str | None,
    output: Path | None,
    marking: str,
) -> None:
    """Look up entities by name, alias, code or word; with --wording, the passages that hold all words of TEXT.

    Words in double quotes must stand together: landscape find --wording '"county lines" gangs'.
    """
    from queries.lookups import find
    from queries.wording import find_wording

    look = find_wording if wording else find
    give(look(opened(ctx), " ".join(text), as_of or today(), most), form, output, marking)


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
