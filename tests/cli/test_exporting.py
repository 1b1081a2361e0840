"""The command `export` in every format, what it refuses, and a store of an older model."""

from __future__ import annotations

import json

import pytest

from cli.exporting import _EXAMPLES, _TAKES
from queries.formats import FORMATS

FILES = sorted(name for name, form in FORMATS.items() if form.endings)
FOLDERS = sorted(set(FORMATS) - set(FILES))


@pytest.mark.parametrize("name", FILES)
def test_a_file_and_the_standard_output_hold_the_same(name, landscape, tmp_path):
    file = tmp_path / f"out{FORMATS[name].endings[0]}"
    said = landscape("export", name, file, "--as-of", "2020")
    assert (said.code, said.out, "Written" in said.err) == (0, "", True)
    assert landscape("export", name, "-", "--as-of", "2020").out.encode() == file.read_bytes()
    assert landscape("export", name, file, "--as-of", "2020", "--quiet").err == ""
    assert [item.name for item in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_is_replaced_only_where_it_is_one_of_ours(name, landscape, tmp_path):
    folder = tmp_path / "out"
    assert landscape("export", name, folder).code == 0
    names = sorted(item.name for item in folder.iterdir())
    assert "README.txt" in names
    assert landscape("export", name, folder).code == 0
    (folder / "mine.txt").write_text("mine")
    said = landscape("export", name, folder)
    assert (said.code, "mine.txt is there already" in said.err) == (2, True)
    assert sorted(item.name for item in folder.iterdir()) == sorted([*names, "mine.txt"])
    said = landscape("export", name, "-")
    assert (said.code, said.out, "name a folder" in said.err) == (2, "", True)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_persons_and_the_date_are_options_of_every_format(name, landscape, tmp_path):
    dest = tmp_path / f"out{FORMATS[name].endings[0] if FORMATS[name].endings else ''}"
    assert landscape("export", name, dest, "--no-people", "--as-of", "2020").code == 0
    for file in dest.iterdir() if dest.is_dir() else [dest]:
        assert "Person 1" not in file.read_text("utf-8")
    assert landscape("export", name, dest, "--as-of", "soon").code == 2


@pytest.mark.parametrize("name", sorted(name for name, options in _TAKES.items() if "marking" in options))
def test_a_marking_stands_in_the_file(name, landscape, tmp_path):
    dest = tmp_path / f"out{FORMATS[name].endings[0] if FORMATS[name].endings else ''}"
    assert landscape("export", name, dest, "--marking", "OFFICIAL <internal>").code == 0
    text = (dest / "README.txt" if dest.is_dir() else dest).read_text("utf-8")
    assert "OFFICIAL <internal>" in text or "OFFICIAL &lt;internal&gt;" in text


def test_a_date_without_facts_gives_no_fact(landscape):
    found = json.loads(landscape("export", "cytoscape", "-", "--as-of", "2017").out)
    assert found["elements"]["edges"] == []
    lines = landscape("export", "jsonl", "-", "--as-of", "2017").out
    assert '{"relationship"' not in lines


def test_every_format_has_options_and_an_example():
    assert set(_TAKES) == set(_EXAMPLES) == set(FORMATS)


def test_the_form_of_org_is_told_by_the_ending(landscape, tmp_path):
    assert landscape("export", "org", tmp_path / "out.jsonld").code == 0
    assert json.loads((tmp_path / "out.jsonld").read_text("utf-8"))["@graph"]
    said = landscape("export", "org", tmp_path / "out.ttl", "--base", "https://landscape.example/")
    assert said.code == 0
    assert "<https://landscape.example/body/board-1> rdf:type org:Organization" in (tmp_path / "out.ttl").read_text("utf-8")
    said = landscape("export", "org", tmp_path / "out.xml")
    assert (said.code, ".ttl or .jsonld" in said.err) == (2, True)
    assert not (tmp_path / "out.xml").exists()


def test_a_backup_has_a_checksum_and_a_cut_one_is_refused(landscape, tmp_path):
    file = tmp_path / "backup.jsonl"
    assert landscape("export", "jsonl", file, "--with-runs", "--with-wording").code == 0
    assert (tmp_path / "backup.jsonl.sha256").read_text().endswith("  backup.jsonl\n")
    whole = file.read_bytes()
    file.write_bytes(b"".join(whole.splitlines(keepends=True)[:-3]))
    for options in ((), ("--edition", "x")):
        said = landscape("restore", file, *options, on=tmp_path / "store")
        assert (said.code, "its checksum differs" in said.err) == (2, True)
    assert landscape("schema", on=tmp_path / "store").code == 3  # nothing was made
    file.write_bytes(whole)
    assert landscape("restore", file, on=tmp_path / "store").code == 0


# -- a store of an older model


@pytest.fixture
def newer(monkeypatch):
    """This program, one model on: version 2 calls the kind of a board a forum."""

    def step(tx):
        tx.run("MATCH (n:Entity) WHERE n:Board SET n.kind = 'forum'")

    for module in ("graph.upgrades", "graph.engines.bookkeeping", "graph.engines.embedded", "graph.engines.native", "graph.engines.neo4j"):
        monkeypatch.setattr(f"{module}.MODEL_VERSION", 2)
    monkeypatch.setattr("graph.upgrades.STEPS", {1: step})
    return monkeypatch


def kinds(landscape, on):
    said = landscape("cypher", "MATCH (n:Board) RETURN n.kind AS kind ORDER BY n.id", "--format", "json", on=on)
    return {row["kind"] for row in json.loads(said.out)["rows"]}


def copy_of(store, tmp_path):
    import shutil

    shutil.copytree(store, tmp_path / "store")
    return tmp_path / "store"


def test_the_first_write_exports_and_upgrades(landscape, store, newer, tmp_path):
    mine = copy_of(store, tmp_path)
    before = landscape("export", "jsonl", "-", "--with-runs", "--with-wording", on=mine).out  # reading leaves it as it is
    assert kinds(landscape, mine) != {"forum"}
    said = landscape("import", "register", store.parent / "register", on=mine)
    assert (said.code, "older model and has been upgraded" in said.err) == (0, True), said.err
    (backup,) = tmp_path.glob("store-model-1-*.jsonl")
    assert backup.read_bytes().decode() == before
    assert backup.with_name(f"{backup.name}.sha256").exists()
    assert (
        '"model_version": 2'
        in landscape("cypher", "MATCH (s:LandscapeStore) RETURN s.model_version AS model_version", "--format", "json", on=mine).out
    )
    assert "upgraded" not in landscape("import", "register", store.parent / "register", on=mine).err
    assert len(list(tmp_path.glob("*.jsonl"))) == 1


def test_an_upgrade_that_fails_changes_nothing(landscape, store, newer, tmp_path):
    def broken(tx):
        tx.run("MATCH (n:Entity) WHERE n:Board SET n.kind = 'forum'")
        raise ZeroDivisionError

    mine = copy_of(store, tmp_path)
    newer.setattr("graph.upgrades.STEPS", {1: broken})
    assert landscape("import", "register", store.parent / "register", on=mine).code == 70
    assert "forum" not in kinds(landscape, mine)
    newer.setattr("graph.upgrades.STEPS", {})
    said = landscape("import", "register", store.parent / "register", on=mine)
    assert (said.code, "restore the export" in said.err) == (3, True)


def test_a_store_of_a_newer_model_is_refused(landscape, store, newer, tmp_path):
    mine = copy_of(store, tmp_path)
    assert landscape("import", "register", store.parent / "register", on=mine).code == 0
    newer.undo()
    said = landscape("find", "board", on=mine)
    assert (said.code, "knows version 1 and older" in said.err) == (3, True)
