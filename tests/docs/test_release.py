"""What an offline release says of itself; `make release` itself proves that it installs."""

from __future__ import annotations

import doctest
import re
import zipfile
from pathlib import Path

import pytest
from packaging.tags import Tag
from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def offline(by_path):
    return by_path("docs/offline.py")


def wheel(folder: Path, name: str, *lines: str) -> Path:
    """A wheel with nothing in it but its METADATA."""
    folder.mkdir(parents=True, exist_ok=True)
    project, version = name.split("-")[:2]
    with zipfile.ZipFile(folder / name, "w") as made:
        made.writestr(f"{project}-{version}.dist-info/METADATA", "\n".join((f"Name: {project}", f"Version: {version}", *lines, "", "")))
    return folder / name


def test_the_examples_in_its_docstrings(offline):
    assert doctest.testmod(offline).attempted >= 2
    assert doctest.testmod(offline).failed == 0


def test_every_system_and_python_has_a_pin_of_all_we_need(offline):
    """Direct requirements at least; those below them are found by what is fetched."""
    import tomllib

    stated = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    constraints = (ROOT / "constraints.txt").read_text("utf-8")
    for system in offline.SYSTEMS:
        for python in offline.PYTHONS:
            environment = system.environment(python)
            pinned = offline.pins(constraints, environment)
            missing = [each.name for each in offline.needed(stated, environment) if each.name.lower().replace("_", "-") not in pinned]
            assert not missing, (system.name, python)


@pytest.mark.parametrize(
    ("system", "names"),
    [
        ("windows-amd64", {"a", "pywin32-ctypes"}),
        ("linux-x86_64", {"a", "SecretStorage"}),
        ("macos-arm64", {"a"}),
    ],
)
def test_markers_are_those_of_the_target_and_not_of_this_machine(offline, system, names):
    stated = ["a", "pywin32-ctypes ; sys_platform == 'win32'", "SecretStorage ; sys_platform == 'linux'", "b ; python_version < '3.12'"]
    (found,) = (each for each in offline.SYSTEMS if each.name == system)
    assert {each.name for each in offline.needed(stated, found.environment("3.12"))} == names
    assert "b" in {each.name for each in offline.needed(stated, found.environment("3.11"))}


def test_extras_that_are_asked_for_count(offline):
    environment = offline.SYSTEMS[0].environment("3.12")
    stated = ["a ; extra == 'fast'", "b ; extra == 'slow'"]
    assert [each.name for each in offline.needed(stated, environment, {"fast"})] == ["a"]


@pytest.mark.parametrize(
    ("file", "systems"),
    [
        ("x-1-cp312-cp312-win_amd64.whl", {"windows-amd64"}),
        ("x-1-py3-none-manylinux_2_28_x86_64.whl", {"linux-x86_64"}),
        ("x-1-cp311-abi3-manylinux_2_17_aarch64.manylinux2014_aarch64.whl", {"linux-aarch64"}),
    ],
)
def test_tags_fit_the_wheels_of_the_index(offline, file, systems):
    tags = parse_wheel_filename(file)[3]
    fits = {
        each.name for each in offline.SYSTEMS if any(Tag(tag.interpreter, tag.abi, plain) in tags for tag in tags for plain in each.tags)
    }
    assert fits == systems


def test_requirements_have_checksums_and_markers(offline, tmp_path):
    both = wheel(tmp_path, "both-1.0-py3-none-any.whl")
    old, new = wheel(tmp_path, "net-1.0-py3-none-any.whl"), wheel(tmp_path, "net-2.0-py3-none-any.whl")
    text = offline.requirements_text({"3.11": [both, old], "3.12": [both, new]})
    lines = text.replace(" \\\n   ", "").splitlines()
    assert lines[1] == f"both==1.0 --hash=sha256:{offline.sha256(both)}"
    assert lines[2] == f'net==1.0 ; python_version == "3.11" --hash=sha256:{offline.sha256(old)}'
    assert lines[3] == f'net==2.0 ; python_version == "3.12" --hash=sha256:{offline.sha256(new)}'


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (["License-Expression: MIT", "License: something"], "MIT"),
        (["Classifier: License :: OSI Approved :: BSD License"], "BSD License"),
        (["License: Apache 2.0"], "Apache 2.0"),
        ([], "not declared: see its licence file"),
    ],
)
def test_licences_are_as_declared(offline, tmp_path, lines, licence):
    file = wheel(
        tmp_path, "pack-1.0-py3-none-any.whl", *lines, "Project-URL: Changelog, https://a.test/c", "Project-URL: Source, https://a.test"
    )
    assert f"| pack | 1.0 | {licence} | https://a.test |" in offline.licences_text([file])


def test_install_tells_each_system_its_commands_and_what_is_missing(offline):
    engine = offline.Found(missing={"arcadedb==1": {"3.11", "3.12", "3.13"}, "other==2": {"3.13"}})
    text = offline.install_text("1.2", {each.name: engine if each.name == "linux-aarch64" else offline.Found() for each in offline.SYSTEMS})
    blocks = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert [block.splitlines()[0] for block in blocks] == [
        *(each.words for each in offline.SYSTEMS),
        "What it needs, and what it never does",
    ]
    for system, block in zip(offline.SYSTEMS, blocks, strict=False):
        assert f"--find-links wheels/{system.name}" in block
        assert f"requirements-{system.name}.txt" in block
        assert "--no-index" in block
        assert "--require-hashes" in block
        assert ("powershell" in block) == (system.sys_platform == "win32")
        assert ("Missing here" in block) == (system.name == "linux-aarch64")
    assert "No wheel of arcadedb==1.\n  Without it there is no embedded store" in text
    assert "No wheel of other==2 for Python 3.13." in text


def test_checksums_cover_every_file_but_their_own(offline, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.txt").write_text("b")
    (tmp_path / "SHA256SUMS").write_text("old")
    assert offline.checksums(tmp_path) == f"{offline.sha256(tmp_path / 'a' / 'b.txt')}  a/b.txt\n"
