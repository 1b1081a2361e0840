"""The file itself: same bytes, one policy, nothing hostile run, everything as text; bars 1 to 3 and 11 without a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest

from visualisations import page, spec
from visualisations.page import render, write_page

ROOT = Path(__file__).parent.parent.parent


def test_vis_is_the_one_we_know():
    data = resources.files("pyvis").joinpath(page.VIS).read_bytes()
    assert hashlib.sha256(data).hexdigest() == "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"


def test_same_bytes_whatever_the_hash_seed_and_the_order_of_rows(worlds):
    text = (
        "import hashlib, importlib.util, sys\n"
        "found = importlib.util.spec_from_file_location('w', sys.argv[1]); w = importlib.util.module_from_spec(found)\n"
        "sys.modules['w'] = w; found.loader.exec_module(w)\n"
        "from visualisations.page import render\n"
        "s = w.world(400, 900)\n"
        "if sys.argv[2] == 'turned': s = s.model_copy(update={'items': s.items[::-1], 'links': s.links[::-1]})\n"
        "print(hashlib.sha256(render(s).encode()).hexdigest())\n"
    )
    known = set()
    for seed, order in (("0", "as is"), ("1", "as is"), ("4711", "turned")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        out = subprocess.run([sys.executable, "-c", text, worlds.__file__, order], env=env, capture_output=True, text=True, check=True)
        known.add(out.stdout.strip())
    assert len(known) == 1


def test_the_map_given_is_unchanged(worlds):
    given = worlds.county()
    before = given.model_dump_json()
    render(given)
    assert given.model_dump_json() == before


def test_the_policy_allows_exactly_our_scripts(worlds):
    html = render(worlds.county())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts + styles}
    assert set(re.findall(r"'sha256-[^']+'", policy)) == hashes
    assert not re.search(r"<[^>]+\s(style|on\w+)=", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))


def test_a_page_begins_as_a_page(worlds):
    html = render(worlds.county())
    assert html.startswith("<!DOCTYPE html>")
    assert '<html lang="en-GB">' in html
    assert '<meta charset="utf-8">' in html
    assert 'name="viewport"' in html


class Words(HTMLParser):
    """The text that a reader without scripts meets, and the tags."""

    def __init__(self):
        super().__init__()
        self.words, self.tags, self.silent = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.silent += tag in ("script", "style")

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)


def read(html):
    found = Words()
    found.feed(html)
    return " ".join(" ".join(found.words).split()), found.tags


@pytest.mark.parametrize("size", [(60, 150), (2000, 6000)])
def test_every_name_and_every_link_stands_as_text(worlds, size):
    made = worlds.world(*size)
    words, _ = read(render(made))
    names = {item.id: item.name for item in made.items}
    assert all(f"{item.name} {item.label}" in words for item in made.items)
    assert all(f"{names[link.from_id]} {link.phrase} {names[link.to_id]}" in words for link in made.links)


PARTS = (
    "since May 2016",
    "under s.28",
    "six times a year",
    "planned",
    "inferred",
    "stale",
    "provisions: s.1(7), s.1(8)",
    "2018-02-15, para 2",
    "Report 1, 2018-10-31, Business Coordination Board, OGL 3.0",
    "Names of persons are left out.",
    "Open Government Licence v3.0",
    "As of 31 October 2018",
    "OFFICIAL",
    "do not state who chairs",
)


@pytest.mark.parametrize("part", PARTS)
def test_facts_evidence_sources_and_what_is_left_out_stand_as_text(worlds, part):
    words, _ = read(render(worlds.county()))
    assert part in words.replace(" ,", ",")


def test_hostile_text_stays_text(worlds):
    made = worlds.hostile()
    html = render(made)
    words, tags = read(html)
    ours = "html head meta title style body header footer main section div p span a b i q em small h1 h2 h3 ul ol li label input button"
    drawn = "form fieldset legend script svg rect g path circle text tspan"
    assert {tag for tag, _ in tags} <= {*ours.split(), *drawn.split()}
    assert " ".join(worlds.HOSTILE[0].split()) in words
    data = json.loads(re.search(r'id="payload">(.*?)</script>', html, re.DOTALL)[1])
    assert data["title"] == made.title


def test_what_utf8_cannot_carry_becomes_a_sign():
    item = spec.Item(id="a", name="nul \x00 and \ud800", label="Board", family="Body", level=0)
    assert item.name == "nul \ufffd and \ufffd"


def test_a_map_that_does_not_hang_together_is_refused():
    item = spec.Item(id="a", name="a", label="Board", family="Body", level=0)
    link = spec.Link(key="k", from_id="a", to_id="b", type="LEADS", phrase="leads", phrase_back="led by")
    for more, words in (
        ({"items": (item, item)}, "same id"),
        ({"items": (item,), "links": (link,)}, "not on the map"),
        ({"items": (item.model_copy(update={"level": 3}),)}, "does not name"),
    ):
        with pytest.raises(ValueError, match=words):
            spec.MapSpec(title="t", as_of="2018", levels=("one",), **more)


def test_every_field_is_described():
    for model in (spec.MapSpec, spec.Item, spec.Link, spec.Fact, spec.Evidence, spec.Source, spec.StoryStep):
        assert [name for name, info in model.model_fields.items() if not info.description] == []


def test_written_as_utf8_under_another_locale_and_nothing_beside_it(worlds, tmp_path):
    text = (
        "import codecs, importlib.util, io, pathlib, sys\n"
        # A file opened without an encoding would be cp1252, as under a Western Windows.
        "io.text_encoding = lambda encoding, *_: encoding or 'cp1252'\n"
        "found = importlib.util.spec_from_file_location('w', sys.argv[1]); w = importlib.util.module_from_spec(found)\n"
        "sys.modules['w'] = w; found.loader.exec_module(w)\n"
        "from visualisations.page import render, write_page\n"
        "write_page(pathlib.Path('map.html'), render(w.hostile()))\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}
    env["PYTHONCOERCECLOCALE"] = "0"
    subprocess.run([sys.executable, "-c", text, worlds.__file__], env=env, cwd=tmp_path, check=True)
    assert [file.name for file in tmp_path.iterdir()] == ["map.html"]
    assert "日本語" in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_a_page_is_written_whole_or_not_at_all(tmp_path):
    file = tmp_path / "map.html"
    write_page(file, "first")
    with pytest.raises(UnicodeEncodeError):
        write_page(file, "lone \ud800")
    assert file.read_text(encoding="utf-8") == "first"
    assert list(tmp_path.iterdir()) == [file]


def test_files_stay_small(worlds):
    assert len(render(worlds.world(120, 300)).encode()) < 1_000_000
    assert len(render(worlds.world(5000, 15000)).encode()) < 8_000_000
