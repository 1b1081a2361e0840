"""Commands that publish: publish."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import FOLDER, as_of_option, opened, today
from graph.errors import UsageError
from graph.store import Store

if TYPE_CHECKING:  # imported late for the sake of every other command
    from graph.answer import Answer
    from queries.catalogue import Question
    from queries.site import Holdings
    from visualisations.site.build import Asked
    from visualisations.spec import MapSpec

TITLE = "Partnership landscape"
MOST_SUBJECTS = 3
MOST_DATES = 6
SLOW, LARGE = frozenset(("critical",)), 5_000
"""Questions whose time grows faster than the landscape: with more entities than this their page says how to ask them, without an answer."""

_EVERY = 250


@click.command("publish", epilog="Example: landscape publish site --title 'Community safety in Cambridgeshire'")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--title", default=TITLE, show_default=True, help="Name of the site.")
@click.option("--with-wording", is_flag=True, help="Include the wording of the papers that you have added.")
@click.option("--no-people", is_flag=True, help="Leave out persons and initials.")
@click.option("--marking", metavar="TEXT", default="", help="Protective marking, printed on every page.")
@click.option("--quiet", "-q", is_flag=True, help="No progress.")
@as_of_option
@click.pass_context
def publish_command(
    ctx: click.Context,
    folder: Path,
    title: str,
    with_wording: bool,  # noqa: FBT001 - click passes flags so
    no_people: bool,  # noqa: FBT001 - as above
    marking: str,
    quiet: bool,  # noqa: FBT001 - as above
    as_of: str | None,
) -> None:
    """Write a static site into DIR: a page for each entity, question, map and paper, with search, for a file share or any web server.

    DIR is made where it does not exist. Publishing again takes away pages of what is gone, and leaves files that are not its own.
    """
    from visualisations.site.folder import publish

    if with_wording and no_people:
        raise UsageError("--with-wording and --no-people do not go together: the wording of papers names people.", hint="choose one")
    date = as_of or today()
    made = site_files(opened(ctx), date, title=title, marking=marking, people=not no_people, with_wording=with_wording)
    show = not quiet and sys.stderr.isatty()
    done = publish(folder, made, lambda count: _progress(count) if show else None)
    if show:
        click.echo("\r\033[K", err=True, nl=False)
    click.echo(
        f"{folder}: {done.files:,} files, {done.size / 1e6:.1f} MB, as of {date}; {done.written:,} written, {done.removed:,} taken away. "
        f"Open {folder / 'index.html'} in a browser."
    )
    for name in done.kept:
        click.echo(f"Left where it was, since somebody has changed it: {folder / name}", err=True)


def site_files(
    store: Store, date: str, *, title: str = TITLE, marking: str = "", people: bool = True, with_wording: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Every file of the site of a store at a date, as names and bytes; nothing is read before the first is asked for."""
    from queries.site import holdings, read_once
    from visualisations.site.build import Contents, files, landscape
    from visualisations.site.landscape import Frame

    store = read_once(store)
    found = holdings(store, date, people=people, with_wording=with_wording)
    frame = Frame(title, date, marking, people, with_wording, tuple(_left_out(found, people=people, with_wording=with_wording)))
    site = landscape(frame, found.entities, found.facts, found.passages, found.papers)
    contents = Contents(
        questions=tuple(_questions(store, found, people=people)),
        maps=tuple(_maps(store, found, marking, people=people, with_wording=with_wording)),
        changes=tuple(_changes(store, found, people=people)),
        checks=_checks(store, found, people=people),
        licences=sorted({row["licence"] for row in found.papers if row["licence"]}),
    )
    yield from files(site, contents)


def _progress(count: int) -> None:
    if count % _EVERY == 0:
        click.echo(f"\r{count:,} pages made", err=True, nl=False)


def _left_out(found: Holdings, *, people: bool, with_wording: bool) -> Iterator[str]:
    if not people:
        yield f"Names and initials of persons ({found.persons}), and the facts that are only theirs."
    if not with_wording:
        yield "The wording of the papers: a place such as “para 6.4” says where to look."
    if found.cut:
        yield "Facts beyond the first million."


def _questions(store: Store, found: Holdings, *, people: bool) -> Iterator[Asked]:
    """Every question with its answer for the whole, or for the entities that have most facts where it wants one."""
    from queries.catalogue import load
    from queries.site import main_subjects
    from visualisations.site.build import Asked

    for name, question in sorted(load().items()):
        if question.dates or question.parameters:
            continue  # changes has a page of its own
        asked: list[tuple[str, ...]] = []
        left = name in SLOW and len(found.entities) > LARGE
        if 0 in question.subjects:
            asked = [] if left else [()]
        else:
            count = question.subjects[0]
            main = main_subjects(found, name, MOST_SUBJECTS * count)
            asked = [tuple(main[at : at + count]) for at in range(0, len(main) - count + 1, count)]
        yield Asked(
            name=name,
            asks=question.asks,
            takes=question.takes.replace("0 subjects", "no subject"),
            columns=question.columns,
            notes=tuple(map(str, question.notes)),
            example=question.example,
            cypher=question.cypher,
            left_out="On so large a landscape its answer takes minutes, and is not part of the site." if left else "",
            given=tuple((subjects, _answer(store, question, subjects, found, people=people)) for subjects in asked),
        )


def _answer(store: Store, question: Question, words: Sequence[str], found: Holdings, *, people: bool) -> Answer:
    from queries.run import ask
    from queries.site import answer_without_people

    answer = ask(store, question, words, found.as_of)
    return answer if people else answer_without_people(answer, found.hush)


def _maps(store: Store, found: Holdings, marking: str, *, people: bool, with_wording: bool) -> Iterator[tuple[str, MapSpec]]:
    """Each kind of map of the whole."""
    from queries.whole import read_whole
    from visualisations.maps import MAPS, Frame

    whole = read_whole(store, found.as_of)
    left_out = [f"{whole.earlier} facts of an older paper where a newer one names somebody else."] if whole.earlier else []
    frame = Frame(
        as_of=found.as_of,
        marking=marking,
        people=people,
        with_wording=with_wording,
        sources=found.hush(whole.sources),
        licences=whole.licences,
        left_out=left_out,
    )
    nodes, links = found.hush(whole.nodes), found.hush(whole.links)
    for name, draw in MAPS.items():
        yield name, draw(nodes, links, frame)


def _changes(store: Store, found: Holdings, *, people: bool) -> Iterator[tuple[str, str, Answer]]:
    """What changed from one round of papers to the next, the newest first."""
    from queries.catalogue import load
    from queries.site import rounds

    question = load()["changes"]
    dates = rounds(found.papers)[-MOST_DATES:]
    for since, until in reversed(list(pairwise(dates))):
        answer = _answer(store, question, (since, until), found, people=people)
        yield since, until, answer


def _checks(store: Store, found: Holdings, *, people: bool) -> Answer:
    from queries.checks import answer as checked
    from queries.site import answer_without_people

    answer = checked(store, found.as_of)
    return answer if people else answer_without_people(answer, found.hush)
