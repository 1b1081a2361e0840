"""What a user sees when something is wrong: the exit code, what happened, where, and what to do; never a traceback unasked."""

from __future__ import annotations

import signal
import sys
import time

import pytest

USAGE = [
    (("aks",), "There is no command 'aks'. Did you mean 'ask'?"),
    (("ask", "ownrs", "V4"), "did you mean 'owners'?"),
    (("ask", "owners"), "takes 1 subject; none was given"),
    (("ask", "owners", "V4", "V4"), "takes 1 subject; 2 were given"),
    (("ask", "owners", "Actoin 1"), "did you mean\n  V4 Action 1  (work/action-1)"),
    (("ask", "owners", "V4", "--param", "x=1"), "The parameter 'x' is not taken by"),
    (("ask", "owners", "V4", "--param", "x"), "'x' is no parameter"),
    (("ask", "owners", "V4", "--as-of", "2018-13"), "is no date; write 2018, 2018-10 or 2018-10-31"),
    (("ask", "owners", "V4", "--as-of", "yesterday"), "is no date"),
    (("ask", "owners", "V4", "--format", "pdf"), "'pdf' is not one of"),
    (("show", "nobody at all"), "Nothing in the landscape is named 'nobody at all'"),
    (("evidence", "nobody at all"), "Nothing in the landscape is named"),
    (("cypher", "CREATE (n:Board) RETURN n.id AS id"), "is refused"),
    (("cypher", "MATCH (n RETURN n"), "The text does not run"),
    (("cypher", "none.cypher"), "There is no file 'none.cypher'"),
    (("cypher", "x" * 5000), "There is no file"),
    (("import", "register", "none.xlsx"), "There is no file or folder 'none.xlsx'"),
    (("import", "undo", "run/none"), "run/none"),
    (("restore", "none.jsonl"), "There is no file 'none.jsonl'"),
    (("map", "governance", "-o", ""), "An empty text names no file"),
    (("clear",), "say --yes"),
    (("verify", "none"), "There is no file or folder 'none'"),
    (("papers", "add", "none"), "does not exist"),
    (("map", "accountability", "a", "b"), "takes at most one subject"),
    (("map", "changes", "2018"), "two dates"),
    (("map", "changes", "2020", "2018"), "2020 is later than 2018"),
    (("map", "governance", "--hops", "2"), "--hops counts from a subject"),
    (("export", "register", "out.xlsx", "--register", "other"), "it holds: world"),
]


@pytest.mark.parametrize(("words", "message"), USAGE)
def test_wrong_usage_is_exit_2(landscape, words, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = landscape(*words)
    assert (said.code, said.out) == (2, ""), said
    assert message in said.err
    assert "Traceback" not in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_not_there_is_exit_3(landscape, tmp_path):
    for words in (("ask", "owners", "V4"), ("find", "x"), ("export", "jsonl", tmp_path / "x"), ("papers", "list")):
        said = landscape(*words, on=tmp_path / "none")
        assert (said.code, said.out) == (3, "")
        assert "What to do: Load something first: landscape load" in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_others_is_exit_3(landscape, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    said = landscape("clear", "--yes", on=tmp_path)
    assert said.code == 3
    assert [item.name for item in tmp_path.iterdir()] == ["letter.txt"]


def test_a_server_that_refuses_is_exit_3(landscape, monkeypatch):
    monkeypatch.setenv("LANDSCAPE_NEO4J_PASSWORD", "secret-word")
    said = landscape("doctor", on="bolt://127.0.0.1:9")
    assert said.code == 1  # it ran, and there is something to read
    assert "refuses that port" in said.out
    said = landscape("schema", on="bolt://127.0.0.1:9")
    assert (said.code, said.out) == (3, "")
    assert "secret-word" not in said.err


def test_a_store_in_use_is_exit_3(landscape, store, monkeypatch):
    from graph.engines import embedded
    from graph.settings import Target
    from graph.store import open_store

    monkeypatch.setattr(embedded, "LOCK_WAIT", 0.1)
    writer = open_store(Target(address=str(store)), writing=True)
    try:
        said = landscape("schema")
    finally:
        writer.close()
    assert said.code == 3
    assert "Another process is writing to this store" in said.err


def test_a_traceback_only_with_debug(landscape, tmp_path):
    (tmp_path / "a.cypher").write_text("// nothing: at all")
    for words in (("show", "nobody"), ("ask", "--questions", tmp_path)):
        assert "Traceback" not in landscape(*words).err
        assert "Traceback" in landscape(*words, "--debug").err
        assert "Traceback" in landscape("--debug", *words).err


def test_common_options_stand_before_or_after(landscape, store, tmp_path):
    assert landscape("ask", "owners", "V4", "--store", store, on=tmp_path / "none").code == 0
    assert landscape("papers", "list", "--store", tmp_path / "none").code == 3


def test_a_file_that_may_not_be_read_is_exit_2(landscape, tmp_path):
    (tmp_path / "folder.cypher").mkdir()
    said = landscape("ask", "--questions", tmp_path)
    assert said.code == 2
    assert "Traceback" not in said.err


def test_a_fault_of_ours_is_told_apart(landscape, monkeypatch):
    import queries.lookups

    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(queries.lookups, "schema", broken)
    said = landscape("schema")
    assert (said.code, said.out) == (70, "")
    assert "a fault in landscape itself: RuntimeError: a bug" in said.err
    assert "--debug" in said.err


# -- as a process of its own


def test_a_reader_that_goes_away_is_no_failure(started):
    with started("schema", "--format", "json") as process:
        process.stdout.read(10)
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == b""


def test_letters_survive_a_windows_code_page(started, tmp_path):
    process = started("cypher", "-", "--format", "csv", env={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "C"})
    out, err = process.communicate("RETURN 'Ź £' AS x".encode(), timeout=60)
    assert (process.returncode, out.decode()) == (0, "x\r\nŹ £\r\n"), err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends SIGINT to a whole console, this test too")
def test_ctrl_c_ends_it_with_130(started):
    text = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b % 7 = 3 RETURN count(*) AS n"
    process = started("cypher", text)
    time.sleep(6)
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert time.monotonic() - began < 10
    assert b"Traceback" not in err
    assert b"Stopped." in err
