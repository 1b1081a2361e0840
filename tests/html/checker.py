"""The Nu Html Checker over pages, as one Java process; its jars come from Maven Central, and it asks the network nothing."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
JAVA = range(11, 100)
NOT_ASKED = (
    # It reads a policy as for a page from a server, and counts data in a script of another type as a script.
    "Resource violates Content Security Policy",
    "Inline script violates Content Security Policy",
)


def classpath(launcher: object) -> str:
    """Name the jars, fetched by Maven where they are not at hand; remembered between runs. Raises the launcher's `CannotStart`."""
    remembered = Path(tempfile.gettempdir()) / "landscape-html-checker.classpath"
    if remembered.exists() and all(Path(jar).exists() for jar in remembered.read_text().split(":")):
        return remembered.read_text()
    with tempfile.NamedTemporaryFile(dir=remembered.parent, delete=False) as fresh:
        pass
    command = ["mvn", "-q", "-B", "-f", HERE / "pom.xml", "dependency:build-classpath", f"-Dmdep.outputFile={fresh.name}"]
    try:
        subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise launcher.CannotStart(f"Maven could not bring the checker: {getattr(error, 'stdout', error)}") from error  # type: ignore[attr-defined]
    return Path(fresh.name).replace(remembered).read_text()


def faults(launcher: object, pages: Iterable[Path]) -> list[str]:
    """What the checker says against these pages, errors and warnings, each with its page and place."""
    java = launcher.find_java(JAVA)  # type: ignore[attr-defined]
    command = [
        java,
        "-XX:TieredStopAtLevel=1",
        "-Xss4m",
        "-cp",
        classpath(launcher),
        "nu.validator.client.SimpleCommandLineValidator",
        "--format",
        "json",
    ]
    said = subprocess.run([*command, *map(str, pages)], capture_output=True, text=True, check=False)
    messages = json.loads(said.stderr[said.stderr.index("{") :])["messages"]
    return [
        f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']} {one.get('extract', '')!r}"
        for one in messages
        if not one["message"].startswith(NOT_ASKED)
    ]
