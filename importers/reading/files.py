"""One door to every kind of file: `read(path)` gives its neutral form, whatever program made it."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

from graph.errors import BadFile
from importers.reading.blocks import Reading
from importers.reading.delimited import read_delimited
from importers.reading.limits import checked_bytes
from importers.reading.spreadsheets import read_workbook

_KINDS = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".ods": "ods",
    ".csv": "csv",
    ".tsv": "tsv",
    ".docx": "docx",
    ".docm": "docx",
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".markdown": "md",
    ".txt": "txt",
    ".pdf": "pdf",
}
_PACKED = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(path: Path) -> Reading:
    """The file in the neutral form.

    Raises `BadFile` where there is none, where it is not what its name says, or where it cannot be read.
    """
    raw = checked_bytes(path)
    kind = _KINDS.get(path.suffix.casefold(), "")
    where = path.name
    _as_said(raw, kind, where)
    sha256 = hashlib.sha256(raw).hexdigest()
    if kind in ("xlsx", "ods"):
        tables, remarks = read_workbook(raw, where, kind)
        return Reading(where, kind, sha256, tuple(tables), tuple(remarks))
    if kind in ("csv", "tsv"):
        table, said, text = read_delimited(raw, where, sign="\t" if kind == "tsv" else "")
        return Reading(where, kind, sha256, (table,), said, text)
    if kind == "docx":
        from importers.reading.word import read_word  # late: each of these libraries is of no use to the other kinds

        blocks, noticed = read_word(raw, where)
        return Reading(where, kind, sha256, tuple(blocks), tuple(noticed))
    if kind == "html":
        from importers.reading.markup import read_page

        return Reading(where, kind, sha256, tuple(read_page(raw, where)))
    if kind == "md":
        from importers.reading.markup import read_markdown

        blocks, text = read_markdown(raw, where)
        return Reading(where, kind, sha256, tuple(blocks), (), text)
    if kind == "txt":
        from importers.reading.plaintext import read_text

        blocks, text = read_text(raw, where)
        return Reading(where, kind, sha256, tuple(blocks), (), text)
    if kind == "pdf":
        from importers.reading.pdf import read_pdf

        blocks, noticed = read_pdf(raw, where)
        return Reading(where, kind, sha256, tuple(blocks), tuple(noticed))
    known = ", ".join(sorted(_KINDS))
    hint = f"save it as .docx, .xlsx or .pdf; known are {known}"
    raise BadFile(f"A file of this kind cannot be read: {path.suffix or 'no ending'}.", where=where, hint=hint)


def _as_said(raw: bytes, kind: str, where: str) -> None:
    """Raises `BadFile` where the first bytes are those of another kind of file than the name says."""
    if raw.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            hint = "open it in Word or Excel and save a copy without a password"
            raise BadFile("The file is protected by a password.", where=where, hint=hint)
        hint = "open it in Word or Excel and save it as .docx or .xlsx, without a password"
        raise BadFile("This is a file of Office before 2007 (.doc, .xls).", where=where, hint=hint)
    what = _what_it_is(raw)
    packed = what in _ARCHIVES
    odd = (
        packed != (kind in _ARCHIVES.values())
        or (packed and _ARCHIVES[what] not in ("", kind))
        or (what == "a PDF") != (kind == "pdf")
        or (what == _PAGE and kind in ("csv", "tsv"))
    )
    if kind and odd:
        hint = "give it the ending of what it is, or save it as what it is named"
        raise BadFile(f"The file is named .{kind}, and is {what}.", where=where, hint=hint)


_ARCHIVE = "a packed file (a workbook or document)"
_ARCHIVES = {_ARCHIVE: "", "a Word document": "docx", "an Excel workbook": "xlsx", "an OpenDocument file": "ods"}
"""What a packed file is, to the kind that is read as such; any, where its parts do not say."""
_PAGE = "a page of HTML"


def _packed(raw: bytes) -> str:
    """What a packed file is by the names of its parts."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(raw)).namelist())
    except Exception:  # noqa: BLE001 - damage has errors of many classes, and its reader tells it
        return _ARCHIVE
    if "word/document.xml" in names:
        return "a Word document"
    if "content.xml" in names:
        return "an OpenDocument file"
    return "an Excel workbook" if "xl/workbook.xml" in names else _ARCHIVE


def _what_it_is(raw: bytes) -> str:
    """What a file is by its first bytes, as a person would say it."""
    head = raw[:1024]
    if head.startswith(_PACKED):
        return _packed(raw)
    if b"%PDF-" in head:
        return "a PDF"
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|table|meta)\b", head, re.IGNORECASE):
        return _PAGE
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "no file of that kind"
    first = head.partition(b"\n")[0]
    return "text with signs between the cells (CSV)" if any(sign in first for sign in (b",", b";", b"\t")) else "text"
