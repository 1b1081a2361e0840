"""A site into a folder: its own files and no others, again and again, and never half."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import UsageError
from visualisations.site.folder import MANIFEST, publish

ONE = {"index.html": b"home", "entities/body.a.html": b"a", "assets/site.css": b"c"}


def there(folder: Path) -> dict[str, bytes]:
    return {item.relative_to(folder).as_posix(): item.read_bytes() for item in folder.rglob("*") if item.is_file()}


def published(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    publish(folder, files.items())
    found = there(folder)
    found.pop(MANIFEST)
    return found


def test_a_new_folder_holds_the_site_and_nothing_else(tmp_path: Path) -> None:
    assert published(tmp_path / "site", ONE) == ONE
    assert sorted(item.name for item in (tmp_path / "site").iterdir()) == ["assets", "entities", "index.html", MANIFEST]


def test_folders_above_it_are_made_too(tmp_path: Path) -> None:
    assert published(tmp_path / "share" / "2026" / "a <site> & more", ONE) == ONE


def test_the_same_again_writes_nothing(tmp_path: Path) -> None:
    first = publish(tmp_path, ONE.items())
    before = there(tmp_path)
    times = {item: item.stat().st_mtime_ns for item in tmp_path.rglob("*.html")}
    again = publish(tmp_path, ONE.items())
    assert (first.written, again.written, again.removed) == (3, 0, 0)
    assert there(tmp_path) == before
    assert {item: item.stat().st_mtime_ns for item in tmp_path.rglob("*.html")} == times


def test_what_is_gone_is_taken_away_and_a_strangers_file_stays(tmp_path: Path) -> None:
    publish(tmp_path, ONE.items())
    (tmp_path / "entities" / "notes.txt").write_text("mine")
    (tmp_path / "ours.docx").write_text("mine")
    found = published(tmp_path, {"index.html": b"new home", "papers/x.html": b"x"})
    assert found == {"index.html": b"new home", "papers/x.html": b"x", "entities/notes.txt": b"mine", "ours.docx": b"mine"}
    assert not (tmp_path / "assets").exists()


def test_a_page_of_ours_that_somebody_changed_is_told_and_left_when_it_goes(tmp_path: Path) -> None:
    publish(tmp_path, ONE.items())
    (tmp_path / "entities" / "body.a.html").write_text("edited")
    done = publish(tmp_path, {"index.html": b"home"}.items())
    assert done.kept == ("entities/body.a.html",)
    assert (tmp_path / "entities" / "body.a.html").read_text() == "edited"


def test_a_folder_of_somebody_elses_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(UsageError, match="no site of ours"):
        publish(tmp_path, ONE.items())
    assert there(tmp_path) == {"index.html": b"mine"}


def test_a_strangers_file_in_the_way_of_a_page_is_refused_untouched(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": b"home"}.items())
    (tmp_path / "entities").mkdir()
    (tmp_path / "entities" / "body.a.html").write_text("mine")
    before = there(tmp_path)
    with pytest.raises(UsageError, match=r"body\.a\.html"):
        publish(tmp_path, ONE.items())
    assert there(tmp_path) == before


def test_a_fault_while_pages_are_made_leaves_the_old_site(tmp_path: Path) -> None:
    publish(tmp_path, ONE.items())
    before = there(tmp_path)

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"half"
        raise RuntimeError("out of paper")

    with pytest.raises(RuntimeError):
        publish(tmp_path, broken())
    assert there(tmp_path) == before


def test_a_run_that_stopped_while_files_were_moved_is_mended_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, ONE.items())
    later = {"index.html": b"new", "entities/body.b.html": b"b", "papers/p.html": b"p"}
    real = Path.replace

    def stops(self: Path, target: Path) -> Path:
        if Path(target).name == "p.html":
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", stops)
    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, later.items())
    monkeypatch.undo()
    half = there(tmp_path)
    assert half["entities/body.a.html"] == b"a", "what the old site had is there until the new one is whole"
    assert published(tmp_path, later) == later


@pytest.mark.parametrize("name", ["../stranger.txt", "/etc/x", "entities/../../stranger.txt", "..", "entities/..", "C:/x", "a\\b", ""])
def test_a_list_that_names_files_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.txt"
    stranger.write_text("mine")
    site = tmp_path / "site"
    publish(site, ONE.items())
    (site / MANIFEST).write_text(json.dumps({"format": 1, "files": {name: "0" * 32}}))
    with pytest.raises(UsageError, match="cannot be read"):
        publish(site, ONE.items())
    assert stranger.read_text() == "mine"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2, "files": {}}', '{"format": 1, "files": [1]}', "\x00"])
def test_a_list_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(UsageError, match="cannot be read"):
        publish(tmp_path, ONE.items())


def test_a_link_to_a_folder_elsewhere_is_not_followed(tmp_path: Path) -> None:
    site, other = tmp_path / "site", tmp_path / "other"
    publish(site, {"index.html": b"home"}.items())
    other.mkdir()
    try:
        (site / "entities").symlink_to(other, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no symbolic links without a privilege")
    with pytest.raises(UsageError, match="not a folder of ours"):
        publish(site, ONE.items())
    assert list(other.iterdir()) == []


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(UsageError, match="is a file"):
        publish(tmp_path / "site", ONE.items())
    with pytest.raises(UsageError, match="Cannot write"):
        publish(tmp_path / "site" / "deeper", ONE.items())
