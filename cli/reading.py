"""Commands about the papers themselves: papers list, papers add, verify."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import ANY_PATH, answer_options, as_of_option, opened, today
from cli.output import give
from graph.answer import Answer, AnswerRow
from graph.errors import BadFile
from graph.model.values import latest

EXISTING = click.Path(path_type=Path, exists=True)


@click.group("papers", epilog="Example: landscape papers list")
def papers_command() -> None:
    """The papers that the landscape rests on, and your own copies of them."""


@papers_command.command("list", epilog="Example: landscape papers list --silent my-papers")
@click.option("--silent", "copies", type=EXISTING, default=None, help="Your copies: list each of their passages that gave no fact.")
@as_of_option
@answer_options
@click.pass_context
def papers_list(ctx: click.Context, copies: Path | None, as_of: str | None, form: str | None, output: Path | None, marking: str) -> None:
    """Which papers the landscape rests on: facts and cited passages of each; with --silent, the passages that gave none."""
    from importers.copies import papers, silent_passages

    store = opened(ctx)
    date = as_of or today()
    if copies:
        columns: tuple[str, ...] = ("paper", "place")
        rows: list[dict[str, str | int]] = [
            {"paper": item, "place": passage.locator} for item, passages in silent_passages(store, copies).items() for passage in passages
        ]
    else:
        columns = ("paper", "title", "date", "kind", "facts", "passages", "with_wording")
        rows = [
            {
                "paper": item.document.id,
                "title": item.document.title,
                "date": item.document.date,
                "kind": item.document.kind,
                "facts": item.facts,
                "passages": item.passages,
                "with_wording": item.with_wording,
            }
            for item in papers(store)
            if latest(item.document.date) <= latest(date)
        ]
    answer_rows = tuple(AnswerRow(values=row) for row in rows)
    give(Answer(question="papers", as_of=date, columns=columns, rows=answer_rows, plain=True), form, output, marking)


@papers_command.command("add", epilog="Example: landscape papers add my-papers")
@click.argument("path", type=EXISTING)
@click.pass_context
def papers_add(ctx: click.Context, path: Path) -> None:
    """Find your own copies of the papers in a folder (or a file), so that evidence shows its wording.

    Copies are known by their bytes, or by title and date, whatever their names. The wording stays in your store.
    """
    from importers.copies import add

    found = add(opened(ctx, writing=True), path)
    if not found:
        raise BadFile(
            "None of these is a paper that the landscape rests on.",
            where=str(path),
            hint="`landscape papers list` names them; copies must be text",
        )
    for item, passages in sorted(found.items()):
        click.echo(f"{item}: wording of {passages} passages")


@click.command("verify", epilog="Example: landscape verify my-papers")
@click.argument("path", type=ANY_PATH)
@as_of_option
@answer_options
@click.pass_context
def verify_command(ctx: click.Context, path: Path, as_of: str | None, form: str | None, output: Path | None, marking: str) -> int:
    """Re-open the papers and say for each locator whether it still holds; exit 1 where one does not."""
    from importers.copies import holds, verify

    if not path.exists():
        raise BadFile(f"There is no file or folder {path.name!r}.", where=str(path), hint="check the path")
    checked = verify(opened(ctx), path)
    bad = [item for item in checked if not holds(item)]
    if bad or form or output:
        rows = tuple(
            AnswerRow(
                values={
                    "verdict": str(item.finding.verdict),
                    "paper": item.finding.citation.document,
                    "place": item.finding.citation.locator,
                    "words": "; ".join(item.finding.citation.needed),
                    "did_you_mean": item.finding.did_you_mean,
                    "key": item.key,
                }
            )
            for item in bad
        )
        columns = ("verdict", "paper", "place", "words", "did_you_mean", "key")
        give(Answer(question="verify", as_of=as_of or today(), columns=columns, rows=rows, plain=True), form, output, marking)
    unnamed = sum(not item.named for item in checked)
    click.echo(
        f"{len(checked)} places of facts looked up: {len(checked) - len(bad)} hold, {len(bad)} do not; "
        f"{unnamed} ends stand there under a heading or a row's own title.",
        err=bool(form or output),
    )
    return 1 if bad else 0
