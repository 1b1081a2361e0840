"""A real Neo4j for a test run: Neo4j's own kernel and Bolt server from Maven Central, started as one Java process.

One server a pytest worker: Community has one database, and tests empty it. It starts in six seconds at its first use, on
a free port of 127.0.0.1 and in a temporary folder, and ends with the run, or when the run dies (its stdin closes).
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
LTS, CURRENT = "5.26.30", "2026.08.1"
NEEDS_JAVA = {LTS: range(17, 22), CURRENT: range(21, 100)}
PASSWORD = "landscape-test"  # of a server that lives as long as the test run


class CannotStart(Exception):
    """What is missing on this machine, in a sentence."""


@dataclass(frozen=True)
class Server:
    address: str
    user: str
    password: str


def find_java(versions: range) -> str:
    """A `java` of one of these major versions: on the path, or under /usr/lib/jvm."""
    found = shutil.which("java")
    for java in [Path(found)] * bool(found) + sorted(Path("/usr/lib/jvm").glob("*/bin/java")):
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
        major = re.search(r'version "(\d+)', said)
        if major and int(major[1]) in versions:
            return str(java)
    raise CannotStart(f"no Java {versions.start} or later was found")


def classpath(version: str) -> str:
    """Name the jars of this Neo4j, fetched by Maven where they are not at hand; remembered between runs."""
    remembered = Path(tempfile.gettempdir()) / f"landscape-neo4j-{version}.classpath"
    if remembered.exists() and all(Path(jar).exists() for jar in remembered.read_text().split(":")):
        return remembered.read_text()
    if not shutil.which("mvn"):
        raise CannotStart("Maven (mvn) was not found")
    with tempfile.NamedTemporaryFile(dir=remembered.parent, delete=False) as fresh:
        pass
    done = subprocess.run(
        ["mvn", "-q", "-B", "-f", HERE / "pom.xml", "dependency:build-classpath", f"-Dneo4j={version}", f"-Dmdep.outputFile={fresh.name}"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotStart(f"Maven failed: {done.stdout[-400:]}")
    return Path(fresh.name).replace(remembered).read_text()


@contextmanager
def running(version: str, home: Path | None = None) -> Iterator[Server]:
    """Yield a server of this version, its password set, on a new folder or on the one given; raises `CannotStart`."""
    java = find_java(NEEDS_JAVA[version])
    with tempfile.TemporaryDirectory(prefix="landscape-neo4j-", ignore_cleanup_errors=True) as folder:
        arguments = Path(folder) / "java.args"
        arguments.write_text(f"-Xmx512m\n-XX:TieredStopAtLevel=1\n-XX:+UseSerialGC\n-cp\n{classpath(version)}\n")
        port = free_port()
        log = Path(folder) / "server.log"
        with log.open("w") as errors:
            process = subprocess.Popen(
                [java, f"@{arguments}", HERE / "Neo4jForTests.java", home or Path(folder) / "data", str(port)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        try:
            if not any(line.strip() == "ready" for line in process.stdout or ()):
                raise CannotStart(f"Neo4j {version} did not start: {log.read_text()[-400:]}")
            address = f"bolt://127.0.0.1:{port}"
            set_password(address)
            yield Server(address, "neo4j", PASSWORD)
        finally:
            process.kill()  # nothing in it is kept, and an orderly stop takes ten seconds
            process.communicate(timeout=60)


def set_password(address: str) -> None:
    """The first login must change the password."""
    from neo4j import GraphDatabase

    with GraphDatabase.driver(address, auth=("neo4j", "neo4j")) as driver, driver.session(database="system") as session:
        session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password", password=PASSWORD).consume()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
