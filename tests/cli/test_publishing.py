"""`landscape publish` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def test_a_site_is_written_again_and_told(landscape: Any, tmp_path: Path) -> None:
    site = tmp_path / "site"
    said = landscape("publish", site, "--as-of", "2024", "--title", "A & B", "--marking", "OFFICIAL")
    assert (said.code, said.err) == (0, "")
    assert f"Open {site / 'index.html'} in a browser." in said.out
    home = (site / "index.html").read_text("utf-8")
    assert "<title>A &amp; B</title>" in home
    assert home.count('<p class="marking">OFFICIAL</p>') == 2
    kept = json.loads((site / "landscape-site.json").read_text("utf-8"))["files"]
    assert {item.relative_to(site).as_posix() for item in site.rglob("*") if item.is_file()} == {*kept, "landscape-site.json"}
    assert {"entities/work.action-1.html", "maps/governance.html", "questions/owners.html", "checks.html", "changes/index.html"} <= set(
        kept
    )
    again = landscape("publish", site, "--as-of", "2024", "--title", "A & B", "--marking", "OFFICIAL")
    assert "; 0 written, 0 taken away." in again.out
    earlier = landscape("publish", site, "--as-of", "2017")
    assert earlier.code == 0
    assert not (site / "entities" / "work.action-1.html").exists()


def test_without_people_no_file_names_one(landscape: Any, tmp_path: Path) -> None:
    assert landscape("publish", tmp_path / "all", "--as-of", "2024").code == 0
    assert landscape("publish", tmp_path / "none", "--as-of", "2024", "--no-people").code == 0

    def naming(folder: Path) -> list[str]:
        return [item.name for item in folder.rglob("*") if item.is_file() and b"Person 1" in item.read_bytes()]

    assert naming(tmp_path / "all")
    assert naming(tmp_path / "none") == []
    assert "Names and initials of persons (1)" in (tmp_path / "none" / "index.html").read_text("utf-8")


def test_what_it_refuses_it_leaves_untouched(landscape: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    said = landscape("publish", tmp_path)
    assert said.code == 2
    assert "no site of ours: mine.txt" in said.err
    assert [item.name for item in tmp_path.iterdir()] == ["mine.txt"]
    both = landscape("publish", tmp_path / "site", "--with-wording", "--no-people")
    assert both.code == 2
    assert not (tmp_path / "site").exists()
