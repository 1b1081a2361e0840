"""Builds the offline folder that an IT department installs from: `make release`. It needs a package index; what it makes needs none.

The folder holds our wheel and a wheel of everything that it needs, for each system and each Python; a requirements file a system, in which
every wheel stands with its checksum; the licences; and INSTALL.md. A script and no module of a room: nothing of ours imports it.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
import zipfile
from collections.abc import Iterable
from pathlib import Path

from offline import PYTHONS, SYSTEMS, Found, System, checksums, install_text, licences_text, metadata, needed, pins, requirements_text
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parent.parent
NOT_OURS = (".*", "build", "demo", "dist", "tests", "docs", "*.egg-info", "__pycache__")


def copy_licences(wheel: Path, folder: Path) -> None:
    """Copy the licence files of a wheel into a folder of its name."""
    with zipfile.ZipFile(wheel) as opened:
        for item in opened.namelist():
            if re.search(
                r"\.dist-info/(licenses?/.*|(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*)$", item, re.IGNORECASE
            ) and not item.endswith("/"):
                name = canonicalize_name(parse_wheel_filename(wheel.name)[0])
                target = folder / name / Path(item).name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(opened.read(item))


def pip(*words: object, quiet: bool = True) -> subprocess.CompletedProcess[str]:
    """Run pip of this Python."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, words)]
    return subprocess.run(command, capture_output=quiet, text=True, check=False)  # noqa: S603 - pip, with words of ours


def build_wheel(folder: Path) -> Path:
    """Our own wheel, built from a copy, so that nothing is left in the tree."""
    with tempfile.TemporaryDirectory() as work:
        shutil.copytree(ROOT, Path(work) / "tree", ignore=shutil.ignore_patterns(*NOT_OURS))
        done = pip("wheel", "--no-deps", "--wheel-dir", folder, Path(work) / "tree")
    if done.returncode:
        raise SystemExit(f"The wheel does not build:\n{done.stderr}")
    (wheel,) = folder.glob("partnership_landscape-*.whl")
    return wheel


def fetch(system: System, python: str, requirements: Iterable[str], folder: Path) -> bool:
    """Fetch the wheels of these requirements, without what they need themselves; False where one is not to be had."""
    tags = [word for tag in system.tags for word in ("--platform", tag)]
    asked = ("download", "--no-deps", "--only-binary=:all:", "--implementation", "cp", "--python-version", python, *tags)
    return not pip(*asked, "--dest", folder, *requirements).returncode


def collect(system: System, python: str, wheel: Path, constraints: str, folder: Path, found: Found) -> None:
    """Fetch everything that our wheel needs on a system, pin by pin, into a folder; what is missing is noted."""
    environment = system.environment(python)
    pinned = pins(constraints, environment)
    done: dict[str, Path] = {}
    pending = {canonicalize_name(each.name): each for each in needed(metadata(wheel).get_all("Requires-Dist", []), environment)}
    while pending:
        asked = {name: pinned.get(name, str(each)) for name, each in pending.items()}
        folder.mkdir(parents=True, exist_ok=True)
        if not fetch(system, python, asked.values(), folder):
            for text in asked.values():
                if not fetch(system, python, [text], folder):
                    found.missing.setdefault(text, set()).add(python)
        there = {str(parse_wheel_filename(file.name)[0]): file for file in folder.glob("*.whl")}
        more: dict[str, Requirement] = {}
        for name, each in pending.items():
            if name in there:
                done[name] = there[name]
                for below in needed(metadata(there[name]).get_all("Requires-Dist", []), environment, each.extras):
                    more[canonicalize_name(below.name)] = below
        pending = {name: each for name, each in more.items() if name not in done and not any(name == key for key in pending)}
    found.wheels[python] = set(done.values())


def sort_in(found: Found, system: System, wheel: Path, wheels: Path) -> None:
    """Move a system's wheels to where the folder keeps them: `any` for those of every system, else the system's own."""
    for python, files in found.wheels.items():
        placed = set()
        for file in files:
            target = wheels / ("any" if file.name.endswith("-none-any.whl") else system.name) / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
            placed.add(target)
        found.wheels[python] = {*placed, wheel}


def this_system() -> str:
    """The name of the system that this runs on, for `prove`."""
    machine = os.uname().machine if hasattr(os, "uname") else "AMD64"
    kind = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    return f"{kind}-{machine.lower()}"


def prove(folder: Path) -> None:
    """Install from the folder alone into a fresh environment, load the data set, and ask one question of it."""
    name = this_system()
    with tempfile.TemporaryDirectory() as work:
        home = Path(work) / "venv"
        venv.create(home, with_pip=True)
        programs = home / ("Scripts" if sys.platform == "win32" else "bin")
        nowhere = {
            "PIP_NO_INDEX": "1",
            "HTTPS_PROXY": "http://127.0.0.1:9",
            "HTTP_PROXY": "http://127.0.0.1:9",
            "PIP_CONFIG_FILE": os.devnull,
        }
        env = {**{key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON"))}, **nowhere}
        links = ("--find-links", "wheels/any", "--find-links", f"wheels/{name}")
        install = ("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--require-hashes", *links)
        store = ("--store", str(Path(work) / "store"))
        for command in (
            [str(programs / "python"), *install, "--requirement", f"requirements-{name}.txt"],
            [str(programs / "python"), "-m", "pip", "check"],
            [str(programs / "landscape"), *store, "load", "--quiet"],
            [str(programs / "landscape"), *store, "ask", "owners", "V4", "--as-of", "2019", "--format", "cite"],
        ):
            subprocess.run(command, cwd=folder, env=env, check=True)  # noqa: S603 - our own commands


def main(words: list[str] | None = None) -> None:
    """Build the folder, prove it on this system, and say its size and what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the release is made; what is there is removed")
    parser.add_argument("--system", action="append", choices=[system.name for system in SYSTEMS], help="this system only; may be repeated")
    parser.add_argument("--no-proof", action="store_true", help="do not install from it")
    options = parser.parse_args(words)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    folder = options.folder / f"landscape-{version}-offline"
    shutil.rmtree(folder, ignore_errors=True)
    constraints = (ROOT / "constraints.txt").read_text("utf-8")
    (folder / "wheels" / "any").mkdir(parents=True)
    wheel = build_wheel(folder / "wheels" / "any")
    systems: dict[str, Found] = {}
    for system in SYSTEMS:
        if options.system and system.name not in options.system:
            continue
        found = systems[system.name] = Found()
        with tempfile.TemporaryDirectory() as work:
            for python in PYTHONS:
                print(f"{system.name}, Python {python}", flush=True)  # noqa: T201 - a script says what it does
                collect(system, python, wheel, constraints, Path(work) / python, found)
            sort_in(found, system, wheel, folder / "wheels")
        (folder / f"requirements-{system.name}.txt").write_text(requirements_text(found.wheels), "utf-8", newline="\n")
    wheels = sorted((folder / "wheels").rglob("*.whl"))
    for each in wheels:
        copy_licences(each, folder / "licences")
    for name, text in (
        ("INSTALL.md", install_text(version, systems)),
        ("LICENCES.md", licences_text(wheels)),
        ("constraints.txt", constraints),
        ("LICENSE", (ROOT / "LICENSE").read_text("utf-8")),
    ):
        (folder / name).write_text(text, "utf-8", newline="\n")
    (folder / "SHA256SUMS").write_text(checksums(folder), "utf-8", newline="\n")
    if not options.no_proof:
        prove(folder)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"\n{folder}: {len(wheels)} wheels, {size / 1e6:.0f} MB")  # noqa: T201
    for name, found in systems.items():
        own = sum(file.stat().st_size for file in {each for files in found.wheels.values() for each in files})
        missing = "; ".join(f"{text} ({', '.join(sorted(pythons))})" for text, pythons in sorted(found.missing.items()))
        print(f"  {name}: {own / 1e6:.0f} MB, missing: {missing or 'nothing'}")  # noqa: T201


if __name__ == "__main__":
    main()
