"""A folder of CSV files with typed headings for `neo4j-admin database import`, with the command line to paste.

Lists are joined by a control character that no text of the landscape holds. A property whose values are not of the type that the model
gives it has files of its own, with its own heading: nothing is turned into text that was a number.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any, TextIO

from graph import cypher
from graph.engines import bookkeeping
from graph.errors import UsageError
from graph.model.properties import CARRIED_PROPERTIES, FACT_PROPERTIES, NODE_PROPERTIES, Kind, Property
from graph.store import MODEL_VERSION
from queries.exports import Landscape
from queries.formats import About
from queries.formats.script import literal

README, FINISH, STORE = "README.txt", "finish.cypher", "store.csv"
DELIMITERS = ("\x1f", "\x1e", "\x1d", "\x1c", "\x02", "\x03")
"""What may join the values of a list; the first that no value holds."""

_EMPTY = "empty_lists"
"""A property that lives until the second step of the import: a CSV file cannot tell an empty list from none."""

_EVERY_NODE, _EVERY_LINK = "MATCH (x:Entity)", "MATCH (:Entity)-[x]->(:Entity)"
_KINDS = {Kind.TEXTS: "string[]", Kind.FLAG: "boolean"}
_ABOUT = """{sentence}

In this folder, with the database stopped or not there yet (Neo4j 5 or later):

{command}

Then, on the running database, for the constraints of `landscape`, and for the empty lists that a CSV file cannot hold:

cypher-shell --file {finish}
"""


class _Taken(Exception):
    """A value holds the character that joins lists."""


def write(landscape: Landscape, folder: Path, about: About) -> list[str]:
    """Write the files into a folder; nothing is left out, though empty lists come back only with the second step."""
    for delimiter in DELIMITERS:
        try:
            nodes, links = _write(landscape, folder, delimiter)
            break
        except _Taken:
            for file in folder.iterdir():
                file.unlink()
    else:
        raise UsageError("A list holds every character that could join its values.", hint="take the control characters out of the names")
    finish = [*bookkeeping.CONSTRAINTS, *cypher.constraints()]
    for match, group in ((_EVERY_NODE, nodes), (_EVERY_LINK, links)):
        finish += [f"{match} WHERE {literal(setting)} IN x.{_EMPTY} SET x.{setting}" for setting in sorted(group.empty)]
        finish += [f"{match} WHERE x.{_EMPTY} IS NOT NULL REMOVE x.{_EMPTY}"] if group.empty else []
    (folder / FINISH).write_text("".join(f"{text};\n" for text in finish), "utf-8")
    row = [_cell("landscape-store", ""), _cell("store", ""), str(MODEL_VERSION), _cell("", ""), _cell("LandscapeStore", "")]
    (folder / STORE).write_text(f":ID,key:string,model_version:long,state:string,:LABEL\n{','.join(row)}\n", "utf-8", newline="\n")
    words = ["neo4j-admin", "database", "import", "full", "neo4j", "--multiline-fields=true", f"--array-delimiter=U+{ord(delimiter):04X}"]
    words += [f"--nodes={STORE}", *(f"--{kind}={stem}-header.csv,{stem}.csv" for kind, stem in (*nodes.files, *links.files))]
    text = _ABOUT.format(sentence=about.sentence, command=" ".join(map(shlex.quote, words)), finish=FINISH)
    (folder / README).write_text(text, "utf-8")
    return []


def _write(landscape: Landscape, folder: Path, delimiter: str) -> tuple[_Group, _Group]:
    with ExitStack() as stack:
        nodes = _Group(stack, folder, "nodes", ("id:ID",), (":LABEL",), NODE_PROPERTIES, delimiter)
        for node in landscape.nodes():
            nodes.write([_cell(node.id, "")], node.properties, [_cell(node.labels, delimiter)])
        ends = (":START_ID", ":END_ID", ":TYPE", "key:string")
        links = _Group(stack, folder, "relationships", ends, (), (*FACT_PROPERTIES, *CARRIED_PROPERTIES), delimiter)
        for link in landscape.links():
            links.write([_cell(text, "") for text in (link.start, link.end, link.type, link.key)], link.properties, [])
    return nodes, links


class _Group:
    """Files of nodes or of relationships: one for the types that the model gives, one more for each other combination of types."""

    def __init__(
        self,
        stack: ExitStack,
        folder: Path,
        kind: str,
        first: tuple[str, ...],
        last: tuple[str, ...],
        properties: Iterable[Property],
        delimiter: str,
    ) -> None:
        self.files: list[tuple[str, str]] = []
        self.empty: set[str] = set()
        """What a CSV file cannot hold, as Cypher sets it: `names = []`."""
        self._stack, self._folder, self._kind, self._first, self._last = stack, folder, kind, first, last
        self._model = {item.name: _KINDS.get(item.kind, "string") for item in properties if item.name not in ("id", "key")}
        self._model |= {item.name: "long" for item in properties if item.kind is Kind.NUMBER}
        self._model[_EMPTY] = "string[]"
        self._delimiter = delimiter
        self._open: dict[tuple[tuple[str, str], ...], tuple[TextIO, tuple[str, ...]]] = {}
        self._numbers = count(1)

    def write(self, first: list[str], properties: dict[str, Any], last: list[str]) -> None:
        """Write one row into the files that its types belong to."""
        empty = [f"{_cell_name(name)} = {literal(value)}" for name, value in properties.items() if value in ([], [""])]
        if empty:
            self.empty.update(empty)
            properties = {**properties, _EMPTY: empty}
        kinds = ((name, _kind(value)) for name, value in properties.items() if value is not None)
        others = tuple(sorted((name, kind) for name, kind in kinds if self._model.get(name) != kind))
        file, names = self._open.get(others) or self._opened(others)
        cells = [_cell(properties[name], self._delimiter) if name in properties else "" for name in names]
        file.write(",".join((*first, *cells, *last)) + "\n")

    def _opened(self, others: tuple[tuple[str, str], ...]) -> tuple[TextIO, tuple[str, ...]]:
        number = next(self._numbers)
        stem = self._kind if number == 1 else f"{self._kind}-{number}"
        columns = {**self._model, **dict(others)}
        header = [*self._first, *(f"{_cell_name(name)}:{kind}" for name, kind in columns.items()), *self._last]
        (self._folder / f"{stem}-header.csv").write_text(",".join(header) + "\n", "utf-8", newline="\n")
        file = self._stack.enter_context((self._folder / f"{stem}.csv").open("w", encoding="utf-8", newline=""))
        self.files.append((self._kind, stem))
        self._open[others] = file, tuple(columns)
        return self._open[others]


def _kind(value: Any) -> str:  # noqa: ANN401 - a value of any stored kind
    if isinstance(value, list):
        return f"{_kind(value[0])}[]" if value else "string[]"
    return (
        "boolean" if isinstance(value, bool) else "long" if isinstance(value, int) else "double" if isinstance(value, float) else "string"
    )


def _cell(value: Any, delimiter: str) -> str:  # noqa: ANN401 - as above
    """A cell in quotes: an empty one without them would be no value at all."""
    if isinstance(value, list):
        texts = [_text(item) for item in value]
        if any(delimiter in text for text in texts):
            raise _Taken
        return _quoted(delimiter.join(texts))
    return _quoted(value) if isinstance(value, str) else _text(value)


def _text(value: Any) -> str:  # noqa: ANN401 - as above
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _cell_name(name: str) -> str:
    if not (name.isascii() and name.isidentifier()):
        raise UsageError(f"The property {name!r} cannot stand in a heading.", hint="only a foreign file brings such a name: correct it")
    return name
