"""What an offline release says: pins, requirements with checksums, licences, INSTALL.md. Pure, but for reading the wheels it is given.

`release.py` beside it fetches the wheels and writes the folder.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

PYTHONS = ("3.11", "3.12", "3.13")
WITHOUT = {
    "arcadedb": "Without it there is no embedded store: use a Neo4j server (`--store neo4j://HOST:7687`); all else works.",
    "cryptography": "Without it papers in PDF cannot be read; all else works.",
}
"""What a system is without, where the index has no wheel of a package for it."""


@dataclass(frozen=True)
class System:
    """A system to install on: how its wheels are tagged, and what markers see of it."""

    name: str
    words: str
    tags: tuple[str, ...]
    sys_platform: str
    platform_system: str
    machine: str

    def environment(self, python: str) -> dict[str, str]:
        """What the markers of requirements are held against."""
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{python}.0",
            "os_name": "nt" if self.sys_platform == "win32" else "posix",
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": self.platform_system,
            "platform_version": "",
            "python_full_version": f"{python}.0",
            "python_version": python,
            "sys_platform": self.sys_platform,
            "extra": "",
        }


def _linux(machine: str) -> tuple[str, ...]:
    return (*(f"manylinux_2_{minor}_{machine}" for minor in range(28, 4, -1)), f"manylinux2014_{machine}")


SYSTEMS = (
    System("windows-amd64", "Windows 10 or later, 64 bit", ("win_amd64",), "win32", "Windows", "AMD64"),
    System("macos-arm64", "macOS 14 or later, Apple silicon", ("macosx_14_0_arm64",), "darwin", "Darwin", "arm64"),
    System("macos-x86_64", "macOS 14 or later, Intel", ("macosx_14_0_x86_64",), "darwin", "Darwin", "x86_64"),
    System("linux-x86_64", "Linux with glibc 2.28 or later, x86_64", _linux("x86_64"), "linux", "Linux", "x86_64"),
    System("linux-aarch64", "Linux with glibc 2.28 or later, aarch64", _linux("aarch64"), "linux", "Linux", "aarch64"),
)


@dataclass
class Found:
    """What a system gets: the wheels of each Python, and what the index has no wheel of."""

    wheels: dict[str, set[Path]] = field(default_factory=dict)
    missing: dict[str, set[str]] = field(default_factory=dict)


def pins(constraints: str, environment: Mapping[str, str]) -> dict[str, str]:
    r"""Each package's `name==version` for an environment, from the text of constraints.txt.

    >>> pins("A_b==1 ; python_version < '3.12'\nA_b==2 ; python_version >= '3.12'", {"python_version": "3.12"})
    {'a-b': 'A_b==2'}
    """
    found = {}
    for line in constraints.splitlines():
        text = line.partition("#")[0].strip()
        if text:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate(dict(environment)):
                found[canonicalize_name(requirement.name)] = f"{requirement.name}{requirement.specifier}"
    return found


def needed(requirements: Iterable[str], environment: Mapping[str, str], extras: Iterable[str] = ()) -> Iterator[Requirement]:
    """Those of a wheel's requirements that count in an environment.

    >>> [each.name for each in needed(["a", "b ; sys_platform == 'win32'", "c ; extra == 'more'"], {"sys_platform": "linux", "extra": ""})]
    ['a']
    """
    for text in requirements:
        requirement = Requirement(text)
        asked = [{**environment, "extra": extra} for extra in ("", *extras)]
        if requirement.marker is None or any(requirement.marker.evaluate(each) for each in asked):
            yield requirement


def metadata(wheel: Path) -> Message:
    """The METADATA of a wheel."""
    with zipfile.ZipFile(wheel) as opened:
        name = next(item for item in opened.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", item))
        return HeaderParser().parsestr(opened.read(name).decode("utf-8"))


def licence_of(head: Message) -> str:
    """The licence that a package declares: its expression, else its classifiers, else the first line of its field."""
    if head["License-Expression"]:
        return str(head["License-Expression"])
    classified = [text.rsplit(" :: ", 1)[-1] for text in head.get_all("Classifier", []) if text.startswith("License :: ")]
    stated = str(head["License"] or "").strip().splitlines()
    named = [text for text in classified if text != "OSI Approved"]
    return ", ".join(named) or (stated[0] if stated else "not declared: see its licence file")


def home_of(head: Message) -> str:
    """The home page of a package, else where its source is, else the first address that it gives."""
    urls = dict(text.lower().split(", ", 1) for text in head.get_all("Project-URL", []) if ", " in text)
    likely = (urls.get(label) for label in ("homepage", "home", "source", "source code", "repository", "github", "documentation"))
    return str(head["Home-page"] or next(filter(None, likely), next(iter(urls.values()), "")))


def sha256(file: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def requirements_text(wheels: Mapping[str, Iterable[Path]]) -> str:
    """A requirements file from the wheels of each Python: each version once, with its checksums, and a marker where only some need it."""
    lines: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for python, files in wheels.items():
        for file in files:
            name, version, _, _ = parse_wheel_filename(file.name)
            pythons, sums = lines.setdefault((name, str(version)), (set(), set()))
            pythons.add(python)
            sums.add(sha256(file))
    text = "# Every wheel with its SHA-256: pip refuses one that differs.\n"
    for (name, version), (pythons, sums) in sorted(lines.items()):
        marker = "" if pythons == set(wheels) else " ; " + " or ".join(f'python_version == "{each}"' for each in sorted(pythons))
        text += f"{name}=={version}{marker}" + "".join(f" \\\n    --hash=sha256:{each}" for each in sorted(sums)) + "\n"
    return text


INSTALL_TOP = """\
# Installing landscape {version} without a network

Python 3.11, 3.12 or 3.13 must be on the machine; nothing else. Copy this folder, or of `wheels` the folder `any` and that of your system.
`SHA256SUMS` has a checksum of every file (`sha256sum --check SHA256SUMS`); pip holds each wheel against its own besides. The licences of
all packages are listed in LICENCES.md. Type the commands in this folder; `installed` may be any other folder.
"""
INSTALL_END = """\
## What it needs, and what it never does

100 MB of disk for the embedded engine, and nothing that runs beside it. It opens no connection but to the Neo4j server that it is told,
sends no usage data, looks for no updates, and writes nowhere but into its store and the files that are asked for.

To take it away, delete the folder of the virtual environment and the store (`landscape doctor` names it).
"""


def install_text(version: str, systems: Mapping[str, Found]) -> str:
    """INSTALL.md: for each system the commands, and what is missing there."""
    blocks = [INSTALL_TOP.format(version=version)]
    for system in SYSTEMS:
        if system.name not in systems:
            continue
        windows = system.sys_platform == "win32"
        make = "py -m venv" if windows else "python3 -m venv"
        programs, prompt = ("installed\\Scripts\\", "") if windows else ("installed/bin/", "$ ")
        links = f"--find-links wheels/any --find-links wheels/{system.name}"
        lines = (
            f"{make} installed",
            f"{programs}python -m pip install --no-index --no-deps --require-hashes {links} -r requirements-{system.name}.txt",
            f"{programs}landscape doctor",
        )
        commands = "\n".join(f"{prompt}{line}" for line in lines)
        fence = "powershell" if windows else "console"
        blocks.append(f"## {system.words}\n\n```{fence}\n{commands}\n```\n{_missing_text(systems[system.name])}")
    return "\n".join([*blocks, INSTALL_END])


def _missing_text(found: Found) -> str:
    lines = []
    for package, pythons in sorted(found.missing.items()):
        every = "" if pythons == set(PYTHONS) else f" for Python {', '.join(sorted(pythons))}"
        lines.append(f"- No wheel of {package}{every}.")
        if without := WITHOUT.get(canonicalize_name(Requirement(package).name)):
            lines.append(f"  {without}")
    return "\nMissing here:\n\n" + "\n".join(lines) + "\n" if lines else ""


def licences_text(wheels: Iterable[Path]) -> str:
    """LICENCES.md: each package with its version, licence and home."""
    rows = {}
    for wheel in wheels:
        head = metadata(wheel)
        rows[canonicalize_name(str(head["Name"])), str(head["Version"])] = (licence_of(head), home_of(head))
    lines = [f"| {name} | {version} | {licence} | {home} |" for (name, version), (licence, home) in sorted(rows.items())]
    top = "# Licences\n\nTheir texts are in `licences`.\n\n| package | version | licence | home |\n| --- | --- | --- | --- |\n"
    return top + "\n".join(lines) + "\n"


def checksums(folder: Path) -> str:
    """SHA256SUMS of all files, as `sha256sum` writes them."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.name != "SHA256SUMS")
    return "".join(f"{sha256(file)}  {file.relative_to(folder).as_posix()}\n" for file in files)
