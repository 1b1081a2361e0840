"""Tab completes commands, options, questions, kinds of map and subjects, in each shell, and is silent whatever goes wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import click
import pytest
from click.shell_completion import get_completion_class

from cli.app import COMMANDS, COMPLETING, landscape
from cli.completing import SHELLS, register


def words_of(shell: str, *words: str) -> dict[str, str]:
    """What the script of a shell hands over when Tab is pressed in the last word."""
    before, last = words[:-1], words[-1]
    if shell == "powershell":
        handed = {"COMP_WORDS": json.dumps(before), "COMP_WORD": json.dumps(last)}
    elif shell == "fish":
        handed = {"COMP_WORDS": " ".join(("landscape", *words)), "COMP_CWORD": last}
    else:
        handed = {"COMP_WORDS": "\n".join(("landscape", *words)), "COMP_CWORD": str(len(words))}
    return {COMPLETING: f"{shell}_complete", **handed}


def value_of(shell: str, line: str) -> str:
    """What a line of a shell's answer puts in."""
    if shell == "powershell":
        return line.split("\t")[0]
    return line.split(",", 1)[1].split("\t")[0]


@pytest.fixture
def tab(started):
    """Values that Tab offers in a shell for the words of a line, and what was said beside them."""

    def press(shell: str, *words: str, env: dict[str, str] | None = None) -> tuple[list[str], str]:
        process = started(env={**words_of(shell, *words), **(env or {})})
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0
        lines = out.decode("utf-8").splitlines()
        if shell == "zsh":  # kind, value, help: a line each
            return [value for kind, value in zip(lines[::3], lines[1::3], strict=True) if kind == "plain"], err.decode()
        return [value_of(shell, line) for line in lines if line], err.decode()

    return press


@pytest.fixture
def patient(monkeypatch):
    """A store may be slow on a busy machine; tests have the time."""
    monkeypatch.setattr("cli.completing.PATIENCE", 30.0)


@pytest.fixture
def offered(store, monkeypatch, patient):
    """Values that click's own class offers, within this process."""

    def press(shell: str, *words: str, on: object = store) -> list[str]:
        register()
        monkeypatch.setenv("LANDSCAPE_STORE", str(on))
        for name, value in words_of(shell, *words).items():
            monkeypatch.setenv(name, value)
        found = get_completion_class(shell)
        assert found
        lines = found(landscape, {}, "landscape", COMPLETING).complete().splitlines()
        if shell == "zsh":
            return lines[1::3]
        return [value_of(shell, line) for line in lines if line]

    return press


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_completes_everything(shell, offered):
    assert set(offered(shell, "s")) == {name for name in COMMANDS if name.startswith("s")}
    assert "--as-of" in offered(shell, "ask", "owners", "--as")
    assert offered(shell, "ask", "own") == ["owners"]
    assert offered(shell, "map", "gov") == ["governance"]
    assert offered(shell, "completion", "po") == ["powershell"]
    assert offered(shell, "ask", "owners", "v") == ["V4"]
    assert offered(shell, "show", "work/action-") == ["work/action-1", "work/action-2"]


@pytest.mark.parametrize(
    ("shell", "board"),
    [("bash", r"Board\ 1"), ("zsh", "Board 1"), ("fish", "Board 1"), ("powershell", "'Board 1'")],
)
def test_a_name_of_several_words_is_put_in_as_the_shell_needs_it(shell, board, offered):
    assert board in offered(shell, "show", "boar")


def test_a_quotation_mark_that_stands_is_left_standing(offered):
    assert "Board 1" in offered("bash", "show", '"boar')
    assert "'Board 1'" in offered("powershell", "show", "'boar")


@pytest.mark.parametrize("shell", ["bash", "powershell"])
def test_the_command_itself_answers(shell, tab):
    assert tab(shell, "ask", "own") == (["owners"], "")
    values, err = tab(shell, "ask", "owners", "")
    assert (values, err) in ((["V4"], ""), ([], ""))  # a machine too busy to answer in time offers nothing, and says nothing


@pytest.mark.parametrize("on", ["no such folder/at all", "bolt://127.0.0.1:1", "neo4j://127.0.0.1:1", __file__])
def test_without_a_store_there_is_nothing_to_offer(on, offered, capfd, monkeypatch):
    monkeypatch.setenv("LANDSCAPE_NEO4J_PASSWORD", "x")
    monkeypatch.setattr("cli.completing.PATIENCE", 1.0)
    assert offered("bash", "show", "V", on=on) == []
    assert offered("bash", "--store", str(on), "show", "V") == []
    assert capfd.readouterr() == ("", "")


def test_no_password_is_ever_asked_for(offered, monkeypatch):
    monkeypatch.delenv("LANDSCAPE_NEO4J_PASSWORD", raising=False)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: pytest.fail("asked"))
    assert offered("bash", "show", "V", on="bolt://127.0.0.1:1") == []


def test_the_store_of_the_line_is_asked(store, offered):
    assert offered("bash", "--store", str(store), "show", "v", on="nowhere") == ["V4"]
    assert offered("bash", "show", "--store", str(store), "v", on="nowhere") == ["V4"]


def test_a_store_that_does_not_answer_is_not_waited_for(offered, monkeypatch):
    import time

    monkeypatch.setattr("cli.completing.PATIENCE", 0.3)
    monkeypatch.setattr("cli.completing._from_store", lambda *_: time.sleep(20))
    begun = time.monotonic()
    assert offered("bash", "show", "V") == []
    assert time.monotonic() - begun < 10


def test_questions_of_a_folder_are_offered_too(tmp_path, offered):
    text = "// question: ourselves\n// asks: which\n// subjects: 0\n// columns: id\nMATCH (n:Board) RETURN n.id AS id ORDER BY id"
    (tmp_path / "ourselves.cypher").write_text(text)
    assert offered("bash", "ask", "--questions", str(tmp_path), "our") == ["ourselves"]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_names_the_command_and_the_variable(shell, landscape):
    said = landscape("completion", shell)
    assert said.code == 0
    assert COMPLETING in said.out
    assert f"{shell}_complete" in said.out
    if (program := shutil.which({"powershell": "pwsh"}.get(shell, shell))) and shell != "powershell":
        subprocess.run([program, "-n"], input=said.out, text=True, check=True)


def test_bash_itself_takes_the_script(store, tmp_path):
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("no bash on this machine")
    (tmp_path / "landscape").write_text(f'#!/bin/sh\nexec {sys.executable} -m cli "$@"\n')
    (tmp_path / "landscape").chmod(0o755)
    script = (
        'eval "$(landscape completion bash)"; COMP_WORDS=(landscape ask own); COMP_CWORD=2; _landscape_completion landscape\n'
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
        'COMP_WORDS=(landscape show boar); _landscape_completion landscape; printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    env = {"PATH": f"{tmp_path}:/usr/bin:/bin", "LANDSCAPE_STORE": str(store), "PYTHONPATH": ":".join(filter(None, sys.path))}
    done = subprocess.run([bash, "-c", script], env=env, capture_output=True, text=True, check=True, timeout=120)
    lines = done.stdout.splitlines()
    assert lines[0] == "owners"
    assert all(line.startswith(("owners", "Board\\ ")) for line in lines)
    assert done.stderr == ""
