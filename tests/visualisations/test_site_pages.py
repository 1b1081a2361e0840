"""The pages of a made landscape: what they say, that every link leads somewhere, that the same rows give the same bytes."""

from __future__ import annotations

import hashlib
import html
import posixpath
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

import pytest

from visualisations.site import answers, around, entities, front
from visualisations.site.build import files
from visualisations.site.words import LEGEND, details, marks

HOSTILE = (
    "<script>window.ran = 1</script>", '"><img src=x onerror="window.ran=1">', "]]></script><svg onload=ran=1>", "{{ 7 * 7 }}{% x %}",
    "javascript:window.ran=1", "'; window.ran = 1; //", "</style><script>ran=1</script>", "&lt;b&gt;", "a\u202eb\u0000c\ud800",
    "../../etc/passwd", "CON", "\\", "\u2028</title>", "%00%2e%2e", "x" * 300, "  ", "<!--", "#node=x",
)  # fmt: skip


@pytest.fixture(scope="module")
def world(by_path: Callable[[str], ModuleType]) -> ModuleType:
    return by_path("tests/visualisations/site_world.py")


@pytest.fixture(scope="module")
def made(world: ModuleType) -> dict[str, str]:
    return {name: data.decode() for name, data in files(world.county(), world.contents())}


class Parsed(HTMLParser):
    """Links, anchors, words and tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self.ids += [found["id"]] if found.get("id") else []
        self.links += [value for name in ("href", "src") if (value := found.get(name)) is not None]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


_LINK = re.compile(r'\s(?:href|src)="([^"]*)"')
_ANCHOR = re.compile(r'<[^>]*\sid="([^"]*)"')


def broken(made: dict[str, str]) -> list[str]:
    """Links and anchors that lead nowhere; those of a map's own page are read by its scripts. Text cannot hold a bare quotation mark."""
    pages = {name: text for name, text in made.items() if name.endswith(".html")}
    anchors = {name: [html.unescape(item) for item in _ANCHOR.findall(text)] for name, text in pages.items()}
    found = [f"{name}: an id twice" for name, ids in anchors.items() if len(set(ids)) != len(ids)]
    known = {name: set(ids) for name, ids in anchors.items()}
    for name, text in pages.items():
        for link in {html.unescape(item) for item in _LINK.findall(text)}:
            address, _, at = link.partition("#")
            target = posixpath.normpath(f"{name}/../{unquote(address)}") if address else name
            if target not in made:
                found.append(f"{name}: {link}")
            elif at and not target.startswith("maps/") and unquote(at) not in known[target]:
                found.append(f"{name}: no place {link}")
    return found


def test_every_link_and_anchor_leads_somewhere(made: dict[str, str], world: ModuleType) -> None:
    assert broken(made) == []
    hostile = {name: data.decode() for name, data in files(world.hostile(list(HOSTILE)), world.contents())}
    assert broken(hostile) == []


def test_links_are_relative_and_to_own_files_only(made: dict[str, str]) -> None:
    pages = [text for name, text in made.items() if name.endswith(".html")]
    links = [link for text in pages for link in Parsed(text).links]
    assert [link for link in links if re.match(r"[a-z]+:|/", link)] == []


def test_the_page_of_an_entity_reads_both_ways(made: dict[str, str]) -> None:
    board, panel = Parsed(made["entities/body.board-1.html"]), Parsed(made["entities/body.panel-1.html"])
    against = "contradicted: another paper says otherwise Against it: Panel One does not hold to account Board One."
    assert f"Held to account by 1 Panel One {against}" in board.text
    assert "Scrutinised by 1 Panel One quarterly · under s. 28 [2] para 10 , 15 Mar 2023" in board.text
    assert "Holds to account 1 Board One" in panel.text
    assert "papers/2023-03-15.item-1" not in board.links
    assert [link for link in board.links if link.endswith("#at.para-10")]
    assert "Meets in public." in board.text
    assert "body/old" in board.text
    assert "not so: leads V4 Right care" in board.text


def test_every_state_of_a_fact_is_said_in_words(made: dict[str, str]) -> None:
    board = Parsed(made["entities/body.board-1.html"]).text
    group = Parsed(made["entities/body.group-1.html"]).text
    action = Parsed(made["entities/work.plan-1.v4.html"]).text
    assert "was planned for January 2024: no paper says that it happened" in board
    assert "earlier: a newer paper names somebody else stale" in board
    assert "in the words of Chair of Board One" in board
    assert "as one of All groups (by [2] para 2 , 15 Mar 2023) by class: true of the class, shown for its member" in group
    assert "inferred: read from one paragraph" in action
    assert "proposed" in action
    assert "about Fund One" in action
    assert "£5,000 · up to · some of them" in action
    assert "lost the text of the paper no longer holds that cell" in action
    assert "State Amber [2] para 1 , 15 Mar 2023 Green stale [1] row v4 , Aug 2016" in action
    assert "left unnamed in the papers" in Parsed(made["entities/money.fund-1.html"]).text.lower()
    assert "a class, not one body or thing" in Parsed(made["entities/body.groups.html"]).text.lower()
    assert "the papers up to 30 jun 2024 state no fact of it" in Parsed(made["entities/work.nothing.html"]).text.lower()
    assert "Passages that name it and state nothing more of it. [2] para 10" in Parsed(made["entities/thing.system-1.html"]).text


def test_a_paper_says_what_it_states_by_place(made: dict[str, str]) -> None:
    name = next(name for name in made if name.startswith("papers/") and "item-1" in name)
    page = Parsed(made[name])
    places = [words for words in re.findall(r"<h2>([^<]*)</h2>", made[name]) if words.startswith("para")]
    assert places == ["para 1", "para 2", "para 3", "para 10"]
    assert "Panel One scrutinises Board One quarterly · under s. 28" in page.text
    assert "V4 Right care : state Amber" in page.text
    assert "States nothing of the landscape." in page.text
    assert "A paper of Board One . From Chair of Board One ." in page.text
    assert "Licence: not recorded." in page.text
    matrix = Parsed(next(text for name, text in made.items() if name.startswith("papers/") and "2016-08" in name))
    assert "Licence: OGL-UK-3.0." in matrix.text
    assert "As printed <b>." in matrix.text


def test_an_answer_links_what_it_names_and_who_says_so(made: dict[str, str]) -> None:
    page = Parsed(made["questions/owners.html"])
    assert "Asked of V4 Right care" in page.text
    assert "leads Group One Group One ; Board One" in page.text
    assert "../entities/body.group-1.html" in page.links
    assert any(link.startswith("../papers/") and link.endswith("#at.para-1") for link in page.links)
    assert "owner_id" not in page.text.lower()
    assert "Nothing." in Parsed(made["questions/gaps.html"]).text


def test_what_every_row_says_alike_is_said_once(world: ModuleType) -> None:
    site = world.county()
    whole = world.answer()
    values = {**whole.rows[0].values, "of": "Board One", "of_id": world.BOARD, "what_to_do": "Ask.", "rule": "no-lead"}
    rows = tuple(whole.rows[0].model_copy(update={"values": {**values, "role": role}}) for role in ("leads", "answers"))
    note = whole.notes[0].model_copy(update={"sentence": "The Plan 2021-24 is over at 2024-12-31."})
    columns = ("rule", "role", "of", "of_id", "what_to_do")
    made = whole.model_copy(update={"rows": rows, "columns": columns, "notes": (note,)})
    asked = answers.table(made, site, (world.BOARD,))
    assert asked.columns[:3] == ("Rule", "Role", "What to do")
    assert asked.notes == (("stale", "The Plan 2021-24 is over at 31 Dec 2024."),)
    assert "Of" in answers.table(made, site, (world.GROUP,)).columns
    ((words, count, part),) = answers.parts(made, "rule", site)
    assert (words, count, part.lead) == ("no-lead", 2, "Ask.")
    assert "What to do" not in part.columns
    other = rows[1].model_copy(update={"values": {**rows[1].values, "what_to_do": "Wait."}})
    ((_, _, part),) = answers.parts(made.model_copy(update={"rows": (rows[0], other)}), "rule", site)
    assert part.lead == ""
    assert "What to do" in part.columns


def test_a_map_shares_its_files_and_links_to_pages(made: dict[str, str]) -> None:
    page = Parsed(made["maps/governance.html"])
    scripts = [found["src"] for tag, found in page.tags if tag == "script" and found.get("type") is None]
    assert len(scripts) > 5
    assert all(str(one).startswith("../assets/map-") for one in scripts)
    assert "../entities/body.board-1.html" in page.links
    assert "<title>Governance · Made &amp; County</title>" in made["maps/governance.html"]
    assert "governance.html#node=body/board-1" in made["entities/body.board-1.html"]


def test_only_a_map_page_carries_vis_network(made: dict[str, str]) -> None:
    heavy = {name for name, text in made.items() if len(text) > 200_000}
    assert len(heavy) == 1
    (vis,) = heavy
    assert vis.startswith("assets/map-")
    assert [name for name, text in made.items() if vis.removeprefix("assets/") in text] == ["maps/governance.html"]


def test_every_page_has_its_policy_title_landmarks_and_no_handler(made: dict[str, str]) -> None:
    for name, text in made.items():
        if not name.endswith(".html"):
            continue
        page = Parsed(text)
        tags = [tag for tag, _ in page.tags]
        policy = next(
            found["content"] for tag, found in page.tags if tag == "meta" and found.get("http-equiv") == "Content-Security-Policy"
        )
        assert "default-src 'none'; script-src 'self'" in str(policy), name
        assert "unsafe" not in str(policy)
        assert ("html", {"lang": "en-GB"}) in page.tags
        assert [tags.count(tag) for tag in ("main", "h1", "footer")] == [1, 1, 1], name
        assert re.search(r"<head>.*<title>.+</title>.*</head>", text, re.DOTALL), name
        assert [found for _, found in page.tags if any(key.startswith("on") for key in found) or "style" in found] == [], name
        assert any(tag == "a" and found.get("class") == "skip" for tag, found in page.tags), name
        assert page.text.count("OFFICIAL") == (2 if not name.startswith("maps/") or name == "maps/index.html" else 0), name


def test_the_same_rows_in_any_order_give_the_same_bytes(made: dict[str, str], world: ModuleType) -> None:
    site = world.county()
    turned = type(site)(site.frame, *(list(reversed(rows)) for rows in (site.entity_rows, site.facts, site.passage_rows, site.paper_rows)))
    assert {name: data.decode() for name, data in files(turned, world.contents())} == made


def test_the_same_bytes_whatever_the_hash_seed(run_python: Callable[..., Any], made: dict[str, str]) -> None:
    script = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); import site_world as w; from visualisations.site.build import files\n"
        "print(hashlib.sha256(b''.join(n.encode() + d for n, d in files(w.county(), w.contents()))).hexdigest())"
    )
    said = {run_python("-c", script, Path(__file__).parent, env={"PYTHONHASHSEED": seed}).communicate()[0].strip() for seed in ("1", "2")}
    assert said == {hashlib.sha256(b"".join(name.encode() + text.encode() for name, text in made.items())).hexdigest()}


def test_hostile_text_stays_text(world: ModuleType) -> None:
    site = world.hostile(list(HOSTILE))
    for name, data in files(site, world.contents(hostile=HOSTILE[0])):
        text = data.decode()
        if name.endswith(".html"):
            page = Parsed(text)
            assert {tag for tag, found in page.tags if "src" in found} <= {"script"}, name
            assert not {tag for tag, _ in page.tags} & {"img", "iframe", "object", "embed", "base", "style"}, name
            assert all(
                str(found.get("src", "")).startswith(("../assets/", "assets/")) or found.get("type")
                for tag, found in page.tags
                if tag == "script"
            ), name
    headings = {
        re.search(r"<h1>(.*?)</h1>", data.decode(), re.DOTALL)[1]
        for name, data in files(site, world.contents())
        if name.startswith("entities/")
    }
    assert {html.unescape(words) for words in headings} == {row["name"] for row in site.entity_rows}


def test_a_long_list_has_a_page_a_letter(world: ModuleType) -> None:
    pages = front.lists(world.large(front.LONG + 1))
    assert [page.href for page in pages] == ["lists/body.html", "lists/body.b.html"]
    assert pages[1].count == front.LONG + 1
    assert len(front.lists(world.large(front.LONG))) == 1


def test_size_grows_in_line_with_the_entities(world: ModuleType) -> None:
    def size(number: int) -> int:
        return sum(len(data) for name, data in files(world.large(number), type(world.contents())()) if not name.startswith("assets/"))

    assert size(1000) < 4.2 * size(250)


def test_a_drawing_holds_the_weightiest_and_counts_the_rest(world: ModuleType) -> None:
    site = world.county()
    drawing = around.drawn(world.BOARD, site)
    assert drawing is not None
    assert len(drawing.tiles) <= 2 * around.MOST
    assert drawing.tiles[0].link.name == "Panel One"
    assert {line.state for line in drawing.lines} >= {"contradicted", "stale"}
    assert "convenes (planned)" in {label.words for line in drawing.lines for label in line.labels}
    assert around.drawn("work/nothing", site) is None
    tops = [(tile.left, tile.top, tile.top + tile.height) for tile in drawing.tiles]
    assert all(a[0] != b[0] or a[2] <= b[1] or b[2] <= a[1] for at, a in enumerate(tops) for b in tops[at + 1 :])
    far = around.drawn("body/b0", world.large(40))
    assert far is not None
    assert far.more_left == 0
    shown = entities.page(world.BOARD, site)
    names = {line.other.name for group in shown.groups for relation in group.relations for line in relation.lines if line.other}
    assert {tile.link.name for tile in drawing.tiles} <= names


def test_every_mark_of_the_legend_has_a_look_in_the_style_sheet(made: dict[str, str]) -> None:
    assert all(f"em.{mark.look} " in made["assets/site.css"] for mark in LEGEND)


def luminance(colour: str) -> float:
    colour = colour if len(colour) == 7 else "#" + "".join(sign * 2 for sign in colour[1:])
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1])
def test_text_stands_out_in_light_and_dark(theme: int, made: dict[str, str]) -> None:
    blocks = re.findall(r":root \{([^}]*)\}", made["assets/site.css"])
    colours = {**dict(re.findall(r"--([\w-]+): (#\w+)", blocks[0])), **dict(re.findall(r"--([\w-]+): (#\w+)", blocks[theme]))}
    pairs = [(text, ground) for text in ("ink", "quiet", "strong") for ground in ("paper", "wash")]
    pairs += [(name, f"{name}-wash") for name in ("planned", "against", "over", "soft")] + [("quiet", "planned-wash"), ("paper", "strong")]
    low = {}
    for text, ground in pairs:
        light, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
        if (light + 0.05) / (dark + 0.05) < 4.5:
            low[text, ground] = round((light + 0.05) / (dark + 0.05), 2)
    assert low == {}


def test_details_leave_out_what_another_word_repeats() -> None:
    row = {"properties": {"capacity": "vice", "scope": "vice | low level", "share": "all"}}
    assert details(row) == ["as vice", "all of them", "low level"]


def test_a_fact_plainly_stated_and_in_force_has_no_mark() -> None:
    properties = {"standing": "stated", "modality": "in force"}
    assert marks({"key": "k", "type": "LEADS", "from": "a", "to": "b", "properties": properties, "last_stated": "2023"}, "2024") == []
