"""The rules of the house, held by tests that list every offender at once."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("cli", "graph", "importers", "queries", "visualisations")
LONGEST = 400
"""Lines of a module that can be read in one sitting."""


def sources() -> list[Path]:
    return [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]


def tracked() -> list[Path]:
    """The files that a clone would have: those that git knows, and new ones that it would take."""
    said = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False)
    if said.returncode:
        pytest.skip("this folder is no git work tree")
    return [ROOT / name for name in said.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_every_module_says_what_it_is():
    assert not [str(file.relative_to(ROOT)) for file in sources() if not ast.get_docstring(ast.parse(file.read_text("utf-8")))]


def test_every_module_can_be_read_in_one_sitting():
    long = {str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines()) for file in sources()}
    assert not {name: lines for name, lines in long.items() if lines > LONGEST}


ALONE = """
import importlib, pkgutil, sys
room, rooms = sys.argv[1], sys.argv[2:]
package = importlib.import_module(room)
names = [room, *(item.name for item in pkgutil.walk_packages(package.__path__, room + "."))]
for name in names:
    if name == "cli.__main__":
        continue
    for known in [known for known in sys.modules if known.split(".")[0] in rooms]:
        del sys.modules[known]
    try:
        importlib.import_module(name)
    except Exception as error:
        print(f"{name}: {error!r}")
"""


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_imports_alone(room: str):
    """A circle of imports shows only in the module that is imported first."""
    said = subprocess.run([sys.executable, "-c", ALONE, room, *ROOMS], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (0, ""), said.stdout + said.stderr


def test_imports_point_one_way():
    said = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


def test_the_list_of_commands_costs_no_engine_and_no_answer():
    """`landscape --help` is the first thing anybody sees: it imports click and little else."""
    heavy = ["neo4j", "arcadedb", "networkx", "openpyxl", "pyvis", "rapidfuzz", "rich", "python_calamine", "jinja2"]
    text = (
        "import sys\nfrom cli.app import landscape\nlandscape.main(['--help'], standalone_mode=False)\n"
        f"print(*sorted(set({heavy}) & set(sys.modules)), file=sys.stderr)"
    )
    said = subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stderr.split() == []


# -- what must not stand in a tracked file

TEXT = {".py", ".md", ".toml", ".txt", ".yml", ".json", ".cypher", ".html", ".css", ".js", ".xml", ".java", ".cfg", ""}
MACHINE = re.compile(r"(?<![\w.~/])/(?:work|tmp|root|home|Users|opt|mnt|srv)/\w|\b[A-Z]:\\\\?Users\b")
HOST = re.compile(r"\b(?:https?|bolt|neo4j)(?:\+\w+)?://(?:[^\s/@\"'`)]*@)?([\w.-]*\w)")
ALLOWED = re.compile(
    r"localhost|127\.0\.0\.1|0\.0\.0\.0|(?:.*\.)?example(?:\.\w+)?|.*\.(?:invalid|test)"  # reserved for examples and tests
    r"|json-schema\.org|docs\.oasis-open\.org|schemas\.openxmlformats\.org|www\.w3\.org|www\.apache\.org|maven\.apache\.org"
    r"|graphml\.graphdrawing\.org|www\.gexf\.net|xmlns\.com|purl\.org"  # names of formats and of a licence, which nothing fetches
)
MADE_BY_OTHERS = ("LICENSE", "importers/datasets/")
"""The licence's text, and papers' own addresses as data."""


def texts() -> list[tuple[str, int, str]]:
    found = []
    for file in tracked():
        name = file.relative_to(ROOT).as_posix()
        if file.suffix in TEXT and not name.startswith(MADE_BY_OTHERS) and file != Path(__file__):
            found += [(name, number, line) for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)]
    return found


def test_no_machine_path_is_tracked():
    assert not [f"{name}:{number}: {line.strip()[:120]}" for name, number, line in texts() if MACHINE.search(line)]


def test_no_host_name_is_tracked():
    """Registries, servers and pages change their names; what is installed is named by its package."""
    hosts = [(name, number, host) for name, number, line in texts() for host in HOST.findall(line)]
    assert not [f"{name}:{number}: {host}" for name, number, host in hosts if "." in host and not ALLOWED.fullmatch(host)]


def test_every_pin_is_exact():
    lines = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")]
    names = [line.partition("==")[0].lower().replace("_", "-") for line in lines]
    assert not [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+( ; python_version (<|>=) \"3\.\d+\")?", line)]
    assert names == sorted(names)


# -- the command that was installed


def installed() -> Path:
    command = Path(sysconfig.get_path("scripts")) / ("landscape.exe" if sys.platform == "win32" else "landscape")
    if not command.exists():
        pytest.skip("the command is not installed in this environment: pip install --editable .")
    return command


def test_the_packages_come_from_our_distribution():
    """`queries` and `importers` are names that others use too."""
    installed()
    owners = metadata.packages_distributions()
    assert {room: set(owners.get(room, ())) for room in ROOMS} == {room: {"partnership-landscape"} for room in ROOMS}


def test_the_command_works_beside_a_foreign_package_of_the_same_name(tmp_path: Path):
    foreign = tmp_path / "graph"
    foreign.mkdir()
    (foreign / "__init__.py").write_text("raise RuntimeError('the foreign one')")
    said = subprocess.run([installed(), "--store", "store", "ask"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert "owners" in said.stdout
