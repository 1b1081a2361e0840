"""JSON lines: one object a line, sorted; lossless, what `restore` reads."""

from __future__ import annotations

from typing import BinaryIO

from queries.exports import Landscape, lines
from queries.formats import About


def write(landscape: Landscape, out: BinaryIO, about: About) -> list[str]:  # noqa: ARG001 - each format's signature
    """Write the lines to a binary file; nothing is left out."""
    for line in lines(landscape):
        out.write(line.encode())
        out.write(b"\n")
    return []
