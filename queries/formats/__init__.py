"""The formats of `export`, one module a format: each writes what a `Landscape` streams, and says what it had to leave out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Format(NamedTuple):
    """One format of `export`."""

    module: str
    """Module of this package whose `write(landscape, out, about)` writes it; `out` is a binary file, or a folder."""
    says: str
    endings: tuple[str, ...] = ()
    """How the name of its file may end; none for a folder."""
    files: str = ""
    """A pattern for the names of the files of a folder."""
    lossless: bool = False
    """True where everything that is stored is in it, statings and ended facts too, and a date is taken only where one is given."""
    papers: bool = True
    """False where documents and passages are left out unless they are asked for."""
    part: bool = False
    """True where it holds bodies, posts and persons only."""
    names: bool = False
    """True where facts want the names of their ends."""


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "csv": Format(
            "tables",
            "A folder of CSV files for a spreadsheet: nodes, relationships, evidence, passages.",
            files=r"(nodes|relationships|evidence|passages)\.csv|README\.txt",
            names=True,
        ),
        "cypher": Format(
            "script", "A script that rebuilds it in an empty Neo4j, statement by statement.", (".cypher", ".cql"), lossless=True
        ),
        "cytoscape": Format("cytoscape", "JSON for Cytoscape and Cytoscape.js.", (".cyjs", ".json"), papers=False),
        "gexf": Format("gexf", "GEXF 1.2 for Gephi.", (".gexf",), papers=False),
        "graphml": Format("graphml", "GraphML for Gephi, yEd and networkx.", (".graphml", ".xml"), papers=False),
        "jsonl": Format("jsonl", "One JSON object a line, sorted: lossless, what `restore` reads.", (".jsonl",), lossless=True),
        "neo4j-admin": Format(
            "admin",
            "A folder of CSV files for `neo4j-admin database import`.",
            files=r"(nodes|relationships)(-\d+)?(-header)?\.csv|store\.csv|finish\.cypher|README\.txt",
            lossless=True,
        ),
        "org": Format(
            "org",
            "The organisations, posts and memberships in W3C ORG: Turtle (.ttl) or JSON-LD (.jsonld).",
            (".ttl", ".jsonld"),
            part=True,
        ),
        "popolo": Format("popolo", "Persons, organisations, posts and memberships as Popolo JSON.", (".json",), part=True, names=True),
    }
)
"""Every format but `register`, which the importers write."""


class About(NamedTuple):
    """What a file says of itself."""

    as_of: str = ""
    marking: str = ""
    base: str = "urn:landscape:"
    """What ids become IRIs with, in `org`."""
    form: str = ""
    """How the file's name ends, where a format has several ways to be written."""

    @property
    def sentence(self) -> str:
        """The date that the facts are of, and the protective marking."""
        date = (
            f"Partnership landscape as the papers stood at {self.as_of}." if self.as_of else "Partnership landscape, facts of every date."
        )
        return f"{self.marking}. {date}" if self.marking else date
