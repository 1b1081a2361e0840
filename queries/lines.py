"""The lines of `export jsonl`, read back: what is whole, what is a node or a relationship, and how many go into a store at once."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from graph import cypher
from graph.errors import BadFile
from graph.files import write_whole
from graph.model.labels import BY_NAME, ENTITY, SECOND_LABELS
from graph.model.relationships import BY_TYPE
from graph.store import Transaction

_OURS = ('{"node":', '{"relationship":')
_WHOLE = ("}}\n", "}}\r\n")
"""How a line of ours begins, and how it ends where it was not cut short: such a line is parsed once, when it is used."""

_TYPE = re.compile(r'"type"\s*:\s*"(\w+)"')
_FEW = 50
"""Rows that one text of their own pays for: below it, the engine spends more on planning the text than the rows save."""


Raw = dict[str, Any]


class Item(NamedTuple):
    """A node, or a relationship: labels and no ends, or a type and both ends."""

    line: int
    id: str
    labels: tuple[str, ...]
    ends: tuple[str, ...]
    properties: dict[str, Any]

    @property
    def kind(self) -> str:
        """Type of a relationship."""
        return self.labels[0]


class BadLine(NamedTuple):
    """A line that was left out: its number, what is wrong with it, and what to do."""

    line: int
    code: str
    value: str
    hint: str


def _parsed(path: Path, kind: str, seen: Callable[[str], object] = lambda _: None) -> Iterator[tuple[int, Raw]]:
    """The lines that are nodes, or that are relationships, with their numbers; `seen` is shown each line.

    Raises `BadFile` for a line that is no JSON object of either kind: then the file is not one of ours.
    """
    prefix = f'{{"{kind}":'
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, start=1):
                seen(line)
                if line.startswith(prefix):
                    yield number, json.loads(line)
                elif not (line.startswith(_OURS) and line.endswith(_WHOLE)) and line.strip():
                    item = json.loads(line)
                    if not isinstance(item, dict) or not {"node", "relationship"} & item.keys():
                        raise ValueError
                    if kind in item:
                        yield number, item
    except FileNotFoundError as error:
        raise BadFile(f"There is no file {path.name!r}.", where=str(path), hint="check the path") from error
    except (ValueError, UnicodeDecodeError) as error:
        raise BadFile(
            "This is not a file that `landscape export jsonl` wrote.", where=str(path), hint="export it again; it may be cut short"
        ) from error


def types_in(path: Path) -> list[str]:
    """Read every line once, so that a file that is cut short is refused before a store is touched; the types of relationships in it."""
    found: set[str] = set()
    for _ in _parsed(path, "", lambda line: found.update(_TYPE.findall(line))):
        pass
    return sorted(found & BY_TYPE.keys())


def _values(raw: Raw, *names: str) -> list[Any]:
    return [raw.get(name) for name in names]


def nodes(path: Path, bad: list[BadLine]) -> Iterator[Item]:
    """The nodes; a label outside the model makes a bad line."""
    for number, raw in _parsed(path, "node"):
        item, labels, properties = _values(raw, "node", "labels", "properties")
        sound = isinstance(item, str) and isinstance(labels, list) and isinstance(properties, dict)
        if sound and ENTITY in labels and all(label == ENTITY or label in SECOND_LABELS or label in BY_NAME for label in labels):
            yield Item(number, item, tuple(sorted(labels)), (), {"id": item, **properties})
        else:
            bad.append(BadLine(number, "unknown-word", str(item), "a label that the model does not know"))


def relationships(path: Path, bad: list[BadLine]) -> Iterator[Item]:
    """The relationships; a type outside the model makes a bad line."""
    for number, raw in _parsed(path, "relationship"):
        key, kind, start, end, properties = _values(raw, "relationship", "type", "from", "to", "properties")
        if all(isinstance(text, str) for text in (key, start, end)) and kind in BY_TYPE and isinstance(properties, dict):
            yield Item(number, key, (kind,), (start, end), {"key": key, **properties})
        else:
            bad.append(BadLine(number, "unknown-word", str(key), "a type that the model does not know"))


def create_nodes(tx: Transaction, items: Iterable[Item]) -> None:
    """Make nodes, all labels at once."""
    for labels, alike in _grouped(items):
        for names, rows in _shaped(alike):
            tx.run(cypher.create_nodes(labels, names), {"rows": rows})


def create_relationships(tx: Transaction, items: Sequence[Item]) -> list[Item]:
    """Make relationships; returns those that found no end."""
    lost: list[Item] = []
    for (kind,), alike in _grouped(items):
        made = sum(tx.run(cypher.create_relationships(kind, names), {"rows": rows})[0]["n"] for names, rows in _shaped(alike))
        if made != len(alike):
            found = tx.run(f"MATCH ()-[r:{kind}]->() WHERE r.key IN $keys RETURN r.key AS key", {"keys": [item.id for item in alike]})
            there = {row["key"] for row in found}
            lost += (item for item in alike if item.id not in there)
    return lost


def _grouped(items: Iterable[Item]) -> list[tuple[tuple[str, ...], list[Item]]]:
    groups: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in items:
        groups[item.labels].append(item)
    return sorted(groups.items())


def _shaped(items: Iterable[Item]) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    """Rows for the texts of `graph.cypher`: lists of values where many carry the same properties, else maps.

    Lists spare both sides half the work: no name is sent, read or looked up again for each row, and each thing is written in one go.
    """
    shapes: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in items:
        shapes[tuple(item.properties)].append(item)
    others: list[Item] = []
    for names, alike in shapes.items():
        if len(alike) < _FEW or not all(name.isascii() and name.isidentifier() for name in names):
            others += alike
        else:
            yield names, [[*item.ends, *item.properties.values()] for item in alike]
    if others and others[0].ends:
        yield (), [{"start": item.ends[0], "end": item.ends[1], "properties": item.properties} for item in others]
    elif others:
        yield (), [item.properties for item in others]


def write_checksum(path: Path) -> None:
    """Write `path` + `.sha256` beside it, as `sha256sum` does: a file cut at the end of a line looks whole, and this tells."""
    write_whole(_checksum_of(path), f"{_sha256(path)}  {path.name}\n".encode())


def check_whole(path: Path) -> None:
    """Hold a file against the checksum beside it, where there is one; raises `BadFile` where it is not that file."""
    beside = _checksum_of(path)
    if path.is_file() and beside.is_file() and beside.read_text("utf-8").split()[:1] != [_sha256(path)]:
        raise BadFile(
            f"{path.name!r} is not the file that was exported: its checksum differs.",
            where=str(beside),
            hint="take another copy of it; or, where you changed it on purpose, delete the .sha256 file",
        )


def _checksum_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
