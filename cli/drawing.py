"""Commands that draw: map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.options import DATE, FILE, PARAM, Named, as_of_option, opened, params_of, today
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.store import Store
    from visualisations.maps import Frame
    from visualisations.spec import MapSpec

AT_A_DATE = ("governance", "accountability", "delivery", "funding", "dependency", "membership")
KINDS = (*AT_A_DATE, "changes", "query")


@click.command("map", epilog="Example: landscape map accountability V4 --as-of 2019 --output v4.html")
@click.argument("kind", type=Named(KINDS))
@click.argument("words", nargs=-1, metavar="[SUBJECT | FROM TO [SUBJECT] | TEXT]")
@click.option("--output", "-o", type=FILE, default=None, help="The file to write. [default: KIND.html in this folder]")
@click.option("--title", default="", help="Heading of the page.")
@click.option("--hops", type=click.IntRange(1), default=None, metavar="N", help="Reach so many links from the subject.")
@click.option(
    "--max", "most", type=click.IntRange(1), default=None, metavar="N", help="Hold at most so many entities; the rest is counted."
)
@click.option("--story", type=FILE, default=None, help="A list of views with a sentence each, in Markdown or JSON.")
@click.option("--with-wording", is_flag=True, help="Include the wording of the papers that you have added.")
@click.option("--no-people", is_flag=True, help="Leave out persons and initials.")
@click.option("--marking", metavar="TEXT", default="", help="Protective marking, printed on every page.")
@click.option("--timeout", type=click.FloatRange(0.1, 86_400), default=60.0, show_default=True, help="For `map query`: seconds.")
@PARAM
@as_of_option
@click.pass_context
def map_command(
    ctx: click.Context,
    kind: str,
    words: tuple[str, ...],
    output: Path | None,
    title: str,
    hops: int | None,
    most: int | None,
    story: Path | None,
    with_wording: bool,  # noqa: FBT001 - click passes flags so
    no_people: bool,  # noqa: FBT001 - as above
    marking: str,
    timeout: float,
    params: tuple[str, ...],
    as_of: str | None,
) -> None:
    """Draw a map as one HTML file that opens from disk and asks the network nothing.

    \b
    governance [SUBJECT]      who holds to account, scrutinises, oversees, reports, convenes
    accountability [SUBJECT]  the way up from one entity to the law; whole: who answers for what
    delivery [SUBJECT]        plans, themes, actions, who leads and answers, their state
    funding [SUBJECT]         givers, funds, grants, recipients; caps, bids and awards told apart
    dependency [SUBJECT]      what waits on what
    membership [SUBJECT]      who sits on what and who chairs it
    changes FROM TO [SUBJECT] what was added, ended and changed between two dates
    query TEXT                what a read-only Cypher text returns: entities, relationships, paths

    A story is a list with one view an item: `- How V4 reaches the Panel. [V4 -> the Panel]`, `- Around it. [the Board, 2 steps]`.
    """  # noqa: D301 - \b is click's
    from visualisations.maps import Frame
    from visualisations.page import render, write_page

    _fits(kind, words, hops, as_of)
    store = opened(ctx)
    date = str(_dates(words)[1]) if kind == "changes" else as_of or today()
    frame = Frame(as_of=date, title=title, marking=marking, people=not no_people, with_wording=with_wording, hops=hops, most=most)
    if story is not None:
        frame = _told(store, story, frame)
    if kind == "changes":
        spec = _changes(store, words, frame)
    elif kind == "query":
        spec = _query(store, words[0], params_of(params), timeout, frame)
    else:
        spec = _at_a_date(store, kind, words, frame)
    _story_stands(spec, frame.story, story)
    target = output or Path(f"{kind}.html")
    write_page(target, render(spec))
    click.echo(f"{target}: {len(spec.items)} entities, {len(spec.links)} links, as of {date}. Open it in a browser.")


def _fits(kind: str, words: tuple[str, ...], hops: int | None, as_of: str | None) -> None:
    """Raise `UsageError` where the words are too many or too few for the map, or an option does not go with it."""
    most, least, takes = {"changes": (3, 2, "two dates, then a subject if wanted"), "query": (1, 1, "one Cypher text")}.get(
        kind, (1, 0, "at most one subject")
    )
    if not least <= len(words) <= most:
        raise UsageError(f"The map {kind} takes {takes}, not {len(words)} words.", hint="landscape map --help")
    if kind == "changes" and as_of is not None:
        raise UsageError("The map changes has its two dates; --as-of is a third.", hint="landscape map changes 2018-10 2023-03")
    if hops is not None and (kind == "query" or len(words) == least):
        raise UsageError("--hops counts from a subject, and there is none.", hint=f"landscape map {kind} SUBJECT --hops 2")


def _dates(words: tuple[str, ...]) -> tuple[str, str]:
    """The two dates of a map of changes, earlier first."""
    from graph.timeline import day_of

    since, until = (str(DATE.convert(word, None, None)) for word in words[:2])
    if day_of(since) > day_of(until):
        raise UsageError(f"{since} is later than {until}.", hint=f"give the earlier date first: {until} {since}")
    return since, until


def _with_papers(frame: Frame, whole: Any) -> Frame:  # noqa: ANN401 - queries' Whole, imported late
    from dataclasses import replace

    left_out = [f"{whole.earlier} facts of an older paper where a newer one names somebody else."] if whole.earlier else []
    return replace(frame, sources=whole.sources, licences=whole.licences, left_out=left_out)


def _at_a_date(store: Store, kind: str, words: tuple[str, ...], frame: Frame) -> MapSpec:
    from queries.subjects import resolve
    from queries.whole import read_whole
    from visualisations.maps import MAPS

    subject = resolve(store, words[0]).id if words else None
    whole = read_whole(store, frame.as_of)
    return MAPS[kind](whole.nodes, whole.links, _with_papers(frame, whole), subject)


def _changes(store: Store, words: tuple[str, ...], frame: Frame) -> MapSpec:
    from queries.span import read_span
    from queries.subjects import resolve
    from visualisations.maps import Changed, changes

    since, until = _dates(words)
    subject = resolve(store, words[2]).id if len(words) > 2 else None
    span = read_span(store, since, until)
    changed = Changed(since, until, span.added, span.ended, span.new, span.restated, span.silent)
    return changes(span.whole.nodes, span.links, _with_papers(frame, span.whole), changed, subject)


def _query(store: Store, text: str, params: dict[str, Any], timeout: float, frame: Frame) -> MapSpec:
    from graph.timeline import day_of
    from queries.whole import named_in, read_whole
    from visualisations.maps import query

    rows = store.read(text, {**params, "as_of": day_of(frame.as_of)}, timeout=timeout, guarded=True)
    whole = read_whole(store, frame.as_of)
    spec = query(whole.nodes, whole.links, _with_papers(frame, whole), named_in(rows))
    if not spec.items:
        found = f"{len(rows)} rows, none of which names an entity or a relationship that holds at {frame.as_of}"
        raise UsageError(
            f"There is nothing to draw: the text returned {found}.",
            hint="return entities, relationships, paths, ids or keys: MATCH (a:Board)-[r:OVERSEES]->(b) RETURN a, r, b",
        )
    return spec


def _told(store: Store, file: Path, frame: Frame) -> Frame:
    """The frame with the story of a file, its names resolved."""
    from dataclasses import replace

    from graph.errors import BadFile
    from queries.subjects import resolve
    from visualisations.spec import StoryStep
    from visualisations.story import parse

    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadFile(f"The story cannot be read: {error.strerror}.", where=str(file), hint="give a file that holds it") from error
    except UnicodeDecodeError as error:
        raise BadFile("The story is not UTF-8 text.", where=str(file), hint="save it as UTF-8") from error
    steps = parse(text, file.name)
    ids = {name: resolve(store, name).id for step in steps for name in (step.focus, step.to) if name}
    views = [StoryStep(sentence=step.sentence, focus=ids.get(step.focus, ""), to=ids.get(step.to, ""), hops=step.hops) for step in steps]
    return replace(frame, story=views)


def _story_stands(spec: MapSpec, story: Any, file: Path | None) -> None:  # noqa: ANN401 - a sequence of StoryStep
    """Raise `UsageError` where a view of the user's story shows what is not on the map."""
    ids = {item.id for item in spec.items}
    away = [item for step in story for item in (step.focus, step.to) if item and item not in ids]
    if away:
        raise UsageError(
            f"The story shows {away[0]}, which is not on this map.", where=str(file), hint="raise --hops or --max, or take the view out"
        )
