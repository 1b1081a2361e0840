"""How much a file may hold before we refuse it: an office's papers are far below, a file made to hurt is above."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from graph.errors import BadFile

LARGEST_FILE = 128 * 2**20
"""Bytes on disk."""
LARGEST_UNPACKED = 768 * 2**20
"""Bytes of all members of a packed file together (.xlsx, .ods, .docx)."""
MOST_PACKED = 400
"""How many times larger than its packed form a member of over a megabyte may be."""
MOST_MEMBERS = 10_000
MOST_COLUMNS = 2_000
MOST_ROWS = 500_000
MOST_CELLS = 10_000_000
MOST_DRAWN = 64 * 2**20
"""Bytes of drawing that one stream of a PDF may unpack to; pictures, which are never unpacked, count for nothing."""
MOST_DRAWN_IN_ALL = 512 * 2**20
_STREAM = re.compile(rb"stream\r?\n")
_LAYERS = 4
_SMALL = 2**20
_CHUNK = 2**16


def checked_bytes(path: Path) -> bytes:
    """The bytes of a file; raises `BadFile` for one that is not there, is empty or is too large."""
    if not path.is_file():
        raise BadFile(f"There is no file {path.name!r}.", where=str(path), hint="check the path")
    size = path.stat().st_size
    if not size:
        raise BadFile("The file is empty.", where=str(path), hint="save it again")
    if size > LARGEST_FILE:
        raise BadFile(f"The file is larger than {LARGEST_FILE // 2**20} MB.", where=str(path), hint="split it")
    return path.read_bytes()


def checked_archive(raw: bytes, where: str) -> zipfile.ZipFile:
    """A packed file whose members are small enough, by what they unpack to and not by what they claim.

    Raises `BadFile` where it is no such file, is damaged, or would unpack to more than `LARGEST_UNPACKED`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except Exception as error:  # damage at other places has other errors: a version that is none, an address beyond the file
        raise BadFile("The file is damaged: it cannot be unpacked.", where=where, hint="save it again, or ask for another copy") from error
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise BadFile(f"The file has more than {MOST_MEMBERS:,} parts.", where=where, hint="save it again as a plain workbook or document")
    total = 0
    for member in members:
        if member.flag_bits & 1:
            raise BadFile("The file is protected by a password.", where=where, hint="save it without a password")
        total += _unpacked(archive, member, where, LARGEST_UNPACKED - total)
    return archive


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str, room: int) -> int:
    """How many bytes a member really holds; stops reading where it is more than it may be."""
    size = 0
    most = max(_SMALL, MOST_PACKED * member.compress_size)
    try:
        with archive.open(member) as packed:
            while chunk := packed.read(_CHUNK):
                size += len(chunk)
                if size > most or size > room:
                    hint = "it may be made to hurt; ask who sent it"
                    raise BadFile("The file unpacks to far more than it should hold.", where=where, hint=hint)
    except BadFile:
        raise
    except Exception as error:  # each way of packing has errors of its own; all mean that the part is damaged
        raise BadFile("The file is damaged: a part of it cannot be unpacked.", where=where, hint="save it again") from error
    return size


def checked_size(rows: int, columns: int, where: str) -> None:
    """Raises `BadFile` for a table that no office's paper is."""
    if columns > MOST_COLUMNS:
        raise BadFile(f"The table has {columns:,} columns.", where=where, hint=f"{MOST_COLUMNS:,} are the most: delete what is empty")
    if rows > MOST_ROWS or rows * columns > MOST_CELLS:
        raise BadFile(
            f"The table has {rows:,} rows of {columns:,} columns.", where=where, hint=f"{MOST_CELLS:,} cells are the most: split it"
        )


def checked_streams(raw: bytes, where: str) -> None:
    """Raises `BadFile` where what a PDF draws unpacks to far more than a page is, before a library unpacks all of it."""
    room = MOST_DRAWN_IN_ALL
    for match in _STREAM.finditer(raw):
        said = raw[max(0, match.start() - 600) : match.start()]
        said = said[said.rfind(b" obj") + 1 :]
        if (b"/Flate" not in said and b"/Fl " not in said) or re.search(rb"/Subtype\s*/Image", said):
            continue
        data = raw[match.end() :]
        for _ in range(max(1, min(said.count(b"/Fl"), _LAYERS))):
            try:
                data = zlib.decompressobj().decompress(data, min(MOST_DRAWN, room) + 1)
            except zlib.error:
                break  # encrypted or damaged: the library reads it as empty
            if len(data) > min(MOST_DRAWN, room):
                raise BadFile(
                    "The PDF unpacks to far more than it should hold.", where=where, hint="it may be made to hurt; ask who sent it"
                )
        else:
            room -= len(data)
