"""Every file of a site, one after the other: what it holds comes in as rows, answers and maps, and goes out as names and bytes. Pure.

The same rows give the same bytes. Nothing here reads a store, a clock or a folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from graph.answer import Answer
from visualisations import cards, style
from visualisations.page import render
from visualisations.site import answers, around, entities, front, papers, search
from visualisations.site.landscape import Frame, Landscape, Link, Row, printable
from visualisations.site.maps import POLICY, as_site_page
from visualisations.site.names import stem
from visualisations.site.words import LEGEND, day, first_up
from visualisations.spec import MapSpec

_TEMPLATES = Path(__file__).parent.parent / "templates" / "site"
MENU = (
    ("A to Z", "lists/index.html"),
    ("Questions", "questions/index.html"),
    ("Maps", "maps/index.html"),
    ("Papers", "papers/index.html"),
    ("Changes", "changes/index.html"),
    ("Checks", "checks.html"),
    ("How to read", "words.html"),
)
_LOOKS = {"contradicted": "against", "denied": "against", "by-class": "inferred"}
_NO_FILES = "const files = [];"
_SILENT = "no longer mentioned"
_FIRST = ("owners", "members", "reports", "chain", "scrutiny", "gaps", "funding", "impact")
_MOST, _MOST_WHOLE = 40, 1000
_HOME = Link("Home", "index.html")

_MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -12 24 24"><path d="{}" fill="{}"/></svg>\n'

File = tuple[str, bytes]


@dataclass(frozen=True)
class Asked:
    """One question of the catalogue with its answers; each answer with the ids of the subjects that it was asked of."""

    name: str
    asks: str
    takes: str
    columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    example: str = ""
    cypher: str = ""
    given: tuple[tuple[tuple[str, ...], Answer], ...] = ()
    left_out: str = ""
    """Why it is not answered, in a sentence."""


@dataclass(frozen=True)
class Contents:
    """What goes on a site beside the pages of entities and papers."""

    questions: Sequence[Asked] = ()
    maps: Sequence[tuple[str, MapSpec]] = ()
    changes: Sequence[tuple[str, str, Answer]] = ()
    """What changed between two dates."""
    checks: Answer | None = None
    licences: Sequence[str] = ()
    menu: tuple[tuple[str, str], ...] = field(default=MENU)


def landscape(
    frame: Frame, entity_rows: Iterable[Row], facts: Iterable[Row], passages: Iterable[Row], paper_rows: Iterable[Row]
) -> Landscape:
    """The rows joined up, with what no page can carry replaced."""
    shown = replace(frame, title=printable(frame.title), marking=printable(frame.marking), left_out=tuple(printable(frame.left_out)))
    one, two, three, four = ([printable(row) for row in rows] for rows in (entity_rows, facts, passages, paper_rows))
    return Landscape(shown, one, two, three, four)


class Maker:
    """The templates, compiled once, and what every page shows."""

    def __init__(self, site: Landscape, contents: Contents) -> None:
        self.site = site
        self.contents = contents
        self.env = Environment(
            loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # to look at the file again for each of thousands of pages takes longer than to fill it in
        )
        self.env.filters["first_up"] = first_up
        self.env.globals.update(frame=site.frame, policy=POLICY, menu=contents.menu, style=style, cards=cards, legend=LEGEND, looks=_LOOKS)

    def page(self, template: str, href: str, heading: str, *, section: str = "", crumbs: Sequence[Link] = (), **more: Any) -> File:  # noqa: ANN401
        """One page: its address from the root, and its bytes."""
        root = "../" * href.count("/")
        beside = f"{href.partition('/')[0]}/" if root else ""

        def at(link: Link) -> str:
            """The address of a page as it is written on this one."""
            return link.href.removeprefix(beside) if beside and link.href.startswith(beside) else root + link.href

        text = self.env.get_template(template).render(
            root=root, at=at, here=href, heading=heading, section=section, crumbs=list(crumbs), **more
        )
        return href, text.encode()


def files(site: Landscape, contents: Contents) -> Iterator[File]:
    """All files of the site. Later ones link to earlier ones and the other way: a site is whole when all are there."""
    make = Maker(site, contents)
    maps = dict(contents.maps)
    found: list[search.Entry] = [
        (first_up(asked.asks), "question", f"questions/{asked.name}.html", asked.name) for asked in contents.questions
    ]
    found += [(spec.title, "map", f"maps/{name}.html", name) for name, spec in contents.maps]
    index = search.scripts(search.entries(site, found))
    names = [f"index-{at + 1}.js" for at in range(len(index))]
    yield from ((f"assets/{name}", text.encode()) for name, text in zip(names, index, strict=True))
    yield "assets/site.css", (_asset("site.css") + _swatches() + around.colours() + _on_each_sheet(site.frame.marking)).encode()
    for name, look in style.FAMILIES.items():
        yield f"assets/mark-{name.lower()}.svg", _MARK.format(style.MARKS[look.shape], look.colour).encode()
    yield "assets/search.js", _asset("search.js").replace(_NO_FILES, f"const files = {json.dumps(names)};", 1).encode()
    yield "assets/icon.svg", _asset("icon.svg").encode()
    on_map = {name: {item.id for item in spec.items} for name, spec in maps.items()}
    yield from _maps(make, maps)
    for item, row in site.entities.items():
        family = front.FAMILY_NAMES[row["family"]]
        crumbs = (_HOME, Link("A to Z", "lists/index.html"), Link(family, front.list_address(row["family"])))
        shown = entities.page(item, site)
        reached = tuple(Link(maps[name].title, f"maps/{name}.html#node={_encoded(item)}") for name in maps if item in on_map[name])
        yield make.page("entity.html", site.address(item), shown.name, section="A to Z", crumbs=crumbs, page=shown, maps=reached)
    for item in site.papers:
        paper = papers.page(item, site)
        trail = (_HOME, Link("Papers", "papers/index.html"))
        yield make.page("paper.html", site.address(item), paper.name, section="Papers", crumbs=trail, page=paper)
    yield from _lists(make)
    yield from _questions(make)
    yield from _changes(make)
    yield from _front(make)


def _encoded(item: str) -> str:
    return quote(item, safe="/~")


def _maps(make: Maker, maps: Mapping[str, MapSpec]) -> Iterator[File]:
    crumbs = [_HOME, Link("Maps", "maps/index.html")]
    shared: dict[str, str] = {}
    for name, spec in maps.items():
        text, outside = as_site_page(render(spec), make.site.address, crumbs, make.site.frame.title)
        shared |= outside
        yield f"maps/{name}.html", text.encode()
    yield from ((f"assets/{name}", text.encode()) for name, text in sorted(shared.items()))
    links = [Link(spec.title, f"maps/{name}.html", spec.question) for name, spec in maps.items()]
    yield make.page("maps.html", "maps/index.html", "Maps", section="Maps", crumbs=(_HOME,), maps=links)


def _lists(make: Maker) -> Iterator[File]:
    crumbs = (_HOME, Link("A to Z", "lists/index.html"))
    for page in front.lists(make.site):
        heading = f"{page.words}: {page.single}" if page.single else page.words
        trail = (*crumbs, Link(page.words, front.list_address(page.family))) if page.single else crumbs
        yield make.page("list.html", page.href, heading, section="A to Z", crumbs=trail, page=page)
    yield make.page("lists.html", "lists/index.html", "A to Z", section="A to Z", crumbs=(_HOME,), counts=front.counts(make.site))


def _asked_first(questions: Sequence[Asked]) -> list[Asked]:
    """The questions in the order in which people come with them, the others after those by name."""
    place = {name: at for at, name in enumerate(_FIRST)}
    return sorted(questions, key=lambda asked: (place.get(asked.name, len(place)), asked.name))


def _questions(make: Maker) -> Iterator[File]:
    made = []
    for asked in _asked_first(make.contents.questions):
        tables = tuple(answers.table(answer, make.site, subjects, _MOST if subjects else _MOST_WHOLE) for subjects, answer in asked.given)
        page = answers.QuestionPage(asked.name, asked.asks, asked.takes, asked.columns, asked.notes, asked.example, asked.cypher, tables)
        made.append(page)
        crumbs = (_HOME, Link("Questions", "questions/index.html"))
        yield make.page(
            "question.html",
            f"questions/{asked.name}.html",
            first_up(page.asks),
            section="Questions",
            crumbs=crumbs,
            page=page,
            left_out=asked.left_out,
        )
    yield make.page("questions.html", "questions/index.html", "Questions", section="Questions", crumbs=(_HOME,), pages=made)


def _changes(make: Maker) -> Iterator[File]:
    """A page for each two dates, its rows under the kind of change, and one that leads to them."""
    made = []
    crumbs = (_HOME, Link("Changes", "changes/index.html"))
    for since, until, answer in make.contents.changes:
        heading = f"From {day(since)} to {day(until)}"
        href = f"changes/{stem(f'{since}~{until}'.lower())}.html"
        parts = answers.parts(answer, "change", make.site, common=("evidence",))
        made.append((Link(heading, href), ", ".join(f"{name} {count}" for name, count, _ in parts)))
        lead = "What the papers up to the second date say that those up to the first did not. A later paper that is silent ends nothing."
        tables = [(f"{first_up(name)}: {count}", table) for name, count, table in parts if name != _SILENT]
        silent = next((table for name, _, table in parts if name == _SILENT), None)
        nothing = "" if silent else "Nothing changed."
        notes = answers.notes(answer)
        yield make.page(
            "answer.html",
            href,
            heading,
            section="Changes",
            crumbs=crumbs,
            lead=lead,
            tables=tables,
            nothing=nothing,
            notes=notes,
            silent=silent,
        )
    yield make.page("changes.html", "changes/index.html", "Changes", section="Changes", crumbs=(_HOME,), made=made)


def _front(make: Maker) -> Iterator[File]:
    site, contents = make.site, make.contents
    rows = front.paper_rows(site)
    maps = [Link(spec.title, f"maps/{name}.html", spec.question) for name, spec in contents.maps]
    questions = [Link(first_up(asked.asks), f"questions/{asked.name}.html", asked.name) for asked in _asked_first(contents.questions)][:8]
    five, relations = front.words(site)
    yield make.page(
        "home.html", "index.html", site.frame.title, counts=front.counts(site), boards=front.boards(site), maps=maps, questions=questions
    )
    yield make.page(
        "words.html", "words.html", "How to read this site", crumbs=(_HOME,), five=five, relations=relations, labels=front.label_words()
    )
    yield make.page("papers.html", "papers/index.html", "Papers", section="Papers", crumbs=(_HOME,), rows=rows)
    yield make.page(
        "sources.html", "sources.html", "Sources and licences", crumbs=(_HOME,), rows=rows, licences=printable(contents.licences)
    )
    checks = answers.parts(contents.checks, "rule", site, common=("evidence",)) if contents.checks else []
    yield make.page(
        "answer.html",
        "checks.html",
        "Checks",
        crumbs=(_HOME,),
        lead="Gaps, overlaps, broken chains, contradictions and unresolved names: questions to put, not faults of anybody.",
        tables=[(f"{_rule_words(name)}: {count}", table) for name, count, table in checks],
        nothing="No check found anything." if contents.checks else "No check was run.",
        notes=answers.notes(contents.checks) if contents.checks else (),
        silent=None,
    )


def _rule_words(name: str) -> str:
    """A rule's name as a heading: `csp-without-scrutiny` is "CSP without scrutiny"."""
    return first_up(name.replace("-", " ")).replace("Csp ", "CSP ")


def _swatches() -> str:
    """The mark of each family beside a name."""
    return "".join(f"i.{name}, .to.{name}::before {{ background-image: url(mark-{name.lower()}.svg); }}\n" for name in style.FAMILIES)


def _on_each_sheet(marking: str) -> str:
    """Print the marking at the head and foot of each sheet, every sign of it escaped for a CSS string."""
    if not marking:
        return ""
    words = "".join(sign if sign.isalnum() and sign.isascii() else f"\\{ord(sign):x} " for sign in marking)
    box = f'{{ content: "{words}"; font-weight: bold }}'
    return f"@page {{ @top-center {box} @bottom-center {box} }}\n"


@cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8").replace("\r\n", "\n")
