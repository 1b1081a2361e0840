"""Export, restore, clear, papers, doctor, and the help of every command."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli.app import COMMANDS, landscape
from importers.register.columns import Sheet
from importers.register.write import as_csv_files


def commands(command: click.Command = landscape, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below
            yield from commands(below, (*path, name))


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_the_help_of_every_command_ends_with_an_example(path, landscape):
    said = landscape(*path, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.rpartition("\n\n")[2].strip().startswith("Example: landscape")


def test_every_command_of_the_list_is_there():
    assert {path[0] for path in commands() if path} == set(COMMANDS)


def test_export_restore_export_gives_the_same_bytes(landscape, tmp_path):
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    whole = ("--with-runs", "--with-wording")
    assert landscape("export", "jsonl", first, *whole).code == 0
    said = landscape("restore", first, on=tmp_path / "store")
    assert (said.code, said.err) == (0, "")
    assert landscape("export", "jsonl", second, *whole, on=tmp_path / "store").code == 0
    assert first.read_bytes() == second.read_bytes()
    assert landscape("export", "jsonl", "-", *whole).out.encode() == first.read_bytes()
    again = landscape("restore", first, on=tmp_path / "store")
    assert (again.code, "The store is not empty" in again.err) == (2, True)


@pytest.mark.parametrize("cut", [-1, -10, -300, 40])
def test_a_file_that_is_cut_short_leaves_the_store_as_it_was(landscape, tmp_path, cut):
    file = tmp_path / "cut.jsonl"
    landscape("export", "jsonl", file)
    file.write_bytes(file.read_bytes().rstrip()[:cut])
    said = landscape("restore", file, on=tmp_path / "store")
    assert (said.code, said.out) == (2, "")
    assert "This is not a file that `landscape export jsonl` wrote" in said.err
    assert landscape("schema", on=tmp_path / "store").code == 3  # nothing was made
    assert landscape("ask", "owners", "V4").code == 0


@pytest.mark.parametrize(
    "raw", [b"PK\x03\x04\xff\xfe", b"[]\n", b'{"a": 1}\n', b"id,name\n1,2\n", b'{"node":"body/x"\n{"node":"body/y"}}\n']
)
def test_a_foreign_file_is_refused(landscape, tmp_path, raw):
    file = tmp_path / "foreign.jsonl"
    file.write_bytes(raw)
    said = landscape("restore", file, on=tmp_path / "store")
    assert (said.code, said.out) == (2, "")
    assert landscape("schema", on=tmp_path / "store").code == 3


def test_a_broken_line_in_the_middle_leaves_an_empty_store(landscape, tmp_path):
    file = tmp_path / "broken.jsonl"
    landscape("export", "jsonl", file)
    lines = file.read_bytes().splitlines(keepends=True)
    lines[1] = b'{"node":"x" "properties":{"a":{}}\n'
    file.write_bytes(b"".join(lines))
    assert landscape("restore", file, on=tmp_path / "store").code == 2
    assert landscape("find", "board", on=tmp_path / "store").code == 0


def test_a_restore_that_was_not_finished_is_begun_anew(landscape, store, tmp_path):
    from graph.settings import Target
    from graph.store import open_store

    file = tmp_path / "all.jsonl"
    landscape("export", "jsonl", file)
    shutil.copytree(store, tmp_path / "store")
    half = open_store(Target(address=str(tmp_path / "store")), writing=True)
    half.mark("loading")
    half.close()
    said = landscape("schema", on=tmp_path / "store")
    assert (said.code, "was begun and not finished" in said.err) == (3, True)
    assert landscape("restore", file, on=tmp_path / "store").code == 0
    assert landscape("export", "jsonl", "-", on=tmp_path / "store").out == landscape("export", "jsonl", "-").out


def test_persons_are_left_out_where_asked(landscape):
    whole, without = landscape("export", "jsonl", "-").out, landscape("export", "jsonl", "-", "--no-people").out
    assert "Person 1" in whole
    assert "erson" not in without
    assert len(without.splitlines()) < len(whole.splitlines())


def test_clear_needs_a_yes_and_empties(landscape, store, tmp_path):
    shutil.copytree(store, tmp_path / "store")
    assert landscape("clear", on=tmp_path / "store").code == 2
    assert "Board 1" in landscape("find", "board", on=tmp_path / "store").out
    assert landscape("clear", "--yes", on=tmp_path / "store").code == 0
    assert landscape("export", "jsonl", "-", on=tmp_path / "store").out == ""


@pytest.mark.neo4j
def test_clear_leaves_the_nodes_of_others_alone(worlds, neo4j_server, tmp_path):
    from neo4j import GraphDatabase

    from graph.store import open_store

    auth = (neo4j_server.user, neo4j_server.password.get_secret_value())
    with GraphDatabase.driver(neo4j_server.address, auth=auth) as driver, driver.session() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
        store = open_store(neo4j_server, writing=True)
        worlds.load(store, tmp_path, "Board 1 | OVERSEES | Group 1 | 2018")
        session.run("CREATE (:Letter {text: 'mine'})").consume()
        store.clear()
        store.close()
        assert [list(record.values()) for record in session.run("MATCH (n:Entity) RETURN count(n) AS n")] == [[0]]
        assert [list(record.values()) for record in session.run("MATCH (n:Letter) RETURN n.text AS text")] == [["mine"]]
        session.run("MATCH (n) DETACH DELETE n").consume()


def test_doctor_says_what_is_there_and_what_to_do(landscape, tmp_path):
    said = landscape("doctor", "--format", "json")
    found = json.loads(said.out)
    assert found["findings"]["engine"].startswith("embedded ArcadeDB")
    assert said.code == bool(found["to_do"])
    missing = landscape("doctor", on=tmp_path / "none")
    assert missing.code == 1
    assert "To do: There is no store yet: landscape load" in missing.out


PAPER = """Report
Board 1
31 October 2018

1. Purpose
1.1 Board 1 oversees Action 1 each quarter.
1.2 Nothing of interest is said here.
"""


@pytest.fixture
def papers(landscape, worlds, tmp_path) -> Path:
    """The folder of the user's own copies: one paper, which the register in `register` cites, loaded into `store`."""
    paper = tmp_path / "papers" / "copy.txt"
    paper.parent.mkdir()
    paper.write_text(PAPER, "utf-8")
    text = "Board 1 | OVERSEES | Action 1 | 2018-10-31 | locator=para 1.1 | from_as=Board 1 | to_as=Action 1"
    tables = worlds.tables(text)
    tables[Sheet.DOCUMENTS][0]["file_sha256"] = hashlib.sha256(paper.read_bytes()).hexdigest()
    folder = worlds.write(tmp_path / "register", text)
    for name, data in as_csv_files(tables).items():
        (folder / name).write_bytes(data)
    assert landscape("import", "register", folder, on=tmp_path / "store").code == 0
    return paper.parent


def test_an_import_again_keeps_the_wording(landscape, papers, tmp_path):
    store = tmp_path / "store"
    landscape("papers", "add", papers, on=store)
    again = json.loads(landscape("import", "register", tmp_path / "register", "--format", "json", on=store).out)
    assert again["nodes"]["changed"] == 0
    assert "each quarter" in landscape("evidence", "Action 1", on=store).out


def test_papers_are_listed_added_and_verified(landscape, papers, tmp_path):
    store = tmp_path / "store"
    listed = json.loads(landscape("papers", "list", "--format", "json", on=store).out)
    assert [(row["title"], row["facts"], row["passages"], row["with_wording"]) for row in listed["rows"]] == [
        ("Paper of 2018-10-31", 1, 1, 0)
    ]
    assert json.loads(landscape("papers", "list", "--as-of", "2017", "--format", "json", on=store).out)["rows"] == []
    said = landscape("papers", "add", papers, on=store)
    assert (said.code, "wording of 1 passages" in said.out) == (0, True), said
    assert "Board 1 oversees Action 1 each quarter." in landscape("evidence", "Action 1", on=store).out
    assert "para 1.1" in landscape("find", "each quarter", "--wording", on=store).out
    assert "Nothing" not in landscape("find", "each quarter", "--wording", on=store).out
    assert "dated up to 2017" in landscape("find", "each quarter", "--wording", "--as-of", "2017", on=store).out
    assert "para 1.2" in landscape("papers", "list", "--silent", papers, on=store).out
    assert landscape("verify", papers, on=store).code == 0
    (papers / "copy.txt").write_text(PAPER.replace("Action 1", "something else"), "utf-8")
    broken = landscape("verify", papers, on=store)
    assert broken.code == 1
    (papers / "copy.txt").unlink()
    none = landscape("papers", "add", papers, on=store)
    assert (none.code, "None of these is a paper" in none.err) == (2, True)
