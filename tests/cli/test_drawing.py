"""The command `map`: every kind, its bounds, its story, and what it refuses."""

from __future__ import annotations

import json
import re

import pytest

from cli.drawing import AT_A_DATE, KINDS


def page(file):
    return file.read_text("utf-8")


def drawn(said):
    return tuple(int(number) for number in re.search(r"(\d+) entities, (\d+) links", said.out).groups())


@pytest.mark.parametrize("kind", AT_A_DATE)
def test_every_kind_is_one_file_whole_and_of_a_subject(kind, landscape, tmp_path):
    for words in ((), ("V4",)):
        file = tmp_path / f"{len(words)}.html"
        said = landscape("map", kind, *words, "--as-of", "2019", "--output", file, "--marking", "OFFICIAL <internal>")
        assert said.code == 0, said.err
        assert "as of 2019" in said.out
        text = page(file)
        assert text.startswith("<!DOCTYPE html>")
        assert "OFFICIAL &lt;internal&gt;" in text
        assert "As of <b>2019</b>" in text
    assert "Action 1" in page(tmp_path / "1.html")
    assert sorted(item.name for item in tmp_path.iterdir()) == ["0.html", "1.html"]


def test_the_file_is_named_after_the_kind(landscape, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert landscape("map", "delivery", "V4", "--title", "Our <delivery>").code == 0
    assert "<h1>Our &lt;delivery&gt;</h1>" in page(tmp_path / "delivery.html")


def test_persons_and_bounds(landscape, tmp_path):
    file = tmp_path / "a.html"
    landscape("map", "delivery", "V4", "--no-people", "-o", file)
    assert "Person 1" not in page(file)
    assert drawn(landscape("map", "delivery", "V4", "--max", "2", "-o", file))[0] == 2
    assert "that were asked for" in page(file)
    assert drawn(landscape("map", "accountability", "V4", "--hops", "1", "-o", file))[0] == 4


def test_changes_between_two_dates(landscape, tmp_path):
    file = tmp_path / "c.html"
    said = landscape("map", "changes", "2017", "2019", "--output", file)
    assert (said.code, drawn(said)[1]) == (0, 4)
    assert "added between the two dates (solid, plus sign)" in page(file)
    assert landscape("map", "changes", "2017", "2019", "V4", "-o", file).code == 0
    assert landscape("map", "changes", "2017", "2019", "--as-of", "2018").code == 2
    assert landscape("map", "changes", "2017", "soon").code == 2


def test_a_query_draws_what_it_returns(landscape, tmp_path):
    file = tmp_path / "q.html"
    text = "MATCH (a:Board)-[r:OVERSEES]->(b) RETURN a, r, b"
    assert drawn(landscape("map", "query", text, "-o", file)) == (2, 1)
    by_code = "MATCH (n:Entity) WHERE n.code = $code RETURN n.id AS id"
    assert drawn(landscape("map", "query", by_code, "--param", "code=V4", "-o", file)) == (1, 0)
    said = landscape("map", "query", "RETURN 1 AS one", "-o", tmp_path / "none.html")
    assert (said.code, "RETURN a, r, b" in said.err, (tmp_path / "none.html").exists()) == (2, True, False)
    assert landscape("map", "query", "MATCH (n) DETACH DELETE n", "-o", tmp_path / "none.html").code == 2
    assert landscape("map", "query", text, "--hops", "2").code == 2


def test_a_story_is_told_on_the_page(landscape, tmp_path):
    story, file = tmp_path / "story.md", tmp_path / "s.html"
    story.write_text("- Who leads the action. [v4, 2 steps]\n- Up to the board. [V4 -> board 1]\n", "utf-8")
    assert landscape("map", "accountability", "V4", "--story", story, "-o", file).code == 0
    steps = json.loads(re.search(r'id="payload">(.*?)</script>', page(file), re.DOTALL)[1])["story"]
    assert [step["sentence"] for step in steps] == ["Who leads the action.", "Up to the board."]
    assert (steps[0]["hops"], steps[1]["to"]) == (2, "body/board-1")


@pytest.mark.parametrize(
    ("text", "words"),
    [("- s [Nobody at all]", "Nobody at all"), ("- s [Action 2]", "not on this map"), ("nothing", "no view"), (b"\xff", "not UTF-8")],
)
def test_a_story_that_does_not_fit_is_refused(text, words, landscape, tmp_path):
    story, file = tmp_path / "story.md", tmp_path / "s.html"
    story.write_bytes(text if isinstance(text, bytes) else text.encode())
    said = landscape("map", "accountability", "V4", "--story", story, "-o", file)
    assert (said.code, words in said.err, file.exists()) == (2, True, False), said.err


def test_an_unknown_kind_and_subject_are_told(landscape):
    assert "governance" in landscape("map", "governence").err
    said = landscape("map", "delivery", "Nobody at all")
    assert (said.code, "Nobody at all" in said.err) == (2, True)
    assert set(KINDS) == {*AT_A_DATE, "changes", "query"}
