"""Reads .csv and .tsv: the letters, the sign between the cells, the rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from graph.errors import BadFile
from importers.reading.blocks import Cell, Remark, Table
from importers.reading.limits import MOST_ROWS, checked_size

SIGNS = ",;\t|"
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f]")
_SAMPLE_ROWS = 200
_LARGEST_FIELD = 2**17
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(raw: bytes, where: str) -> tuple[str, str]:
    """The text of some bytes, and the name of its encoding: by its mark, else UTF-16 by its zeros, UTF-8, or Windows-1252.

    Raises `BadFile` for bytes that are no text.
    """
    bad = BadFile("The file's letters cannot be read: it holds bytes that are no text.", where=where, hint="save it as UTF-8 text")
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "")
    if not encoding and b"\0" in raw[:4096]:
        sample = raw[:4096]
        odd, even = sample[1::2].count(0), sample[::2].count(0)
        if max(odd, even) < len(sample) // 6 or min(odd, even) > len(sample) // 50:
            raise bad
        encoding = "utf-16-le" if odd > even else "utf-16-be"
    for name in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" in text or len(_CONTROL.findall(text)) * 100 > len(text):
            raise bad
        return text.removeprefix("\ufeff"), name
    raise bad


def sign_between(text: str) -> str:
    """The sign between the cells: the one that parts most rows into equally many, and the first into more; the comma where none."""
    lines = [line for line in text.splitlines()[:_SAMPLE_ROWS] if line.strip()]
    best = (0.0, 0, 0, ",")
    for place, sign in enumerate(SIGNS):
        try:
            found = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
        except csv.Error:
            continue
        if found:
            width, rows = max(Counter(found).items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
            if width > 1:
                best = max(best, (rows / len(found), found[0], -place, sign))
    return best[3]


def _rows(text: str, sign: str, where: str, *, strict: bool) -> list[list[str]]:
    rows = []
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=strict), 1):
        if number > MOST_ROWS:
            checked_size(number, len(row), where)
        rows.append(row)
    return rows


def read_delimited(raw: bytes, where: str, *, sign: str = "") -> tuple[Table, tuple[Remark, ...], str]:
    """The one table of a delimited text, remarks, and the text; rows and columns count from 1 as a spreadsheet shows them.

    Raises `BadFile` where it is no text, or its quotes do not end.
    """
    text, encoding = decoded(raw, where)
    body, skipped = text, 0
    if text[:4].casefold() == "sep=" and len(text) > 4:
        sign, body, skipped = text[4], text.partition("\n")[2], 1
    sign = sign or sign_between(body)
    csv.field_size_limit(_LARGEST_FIELD)
    try:
        rows = _rows(body, sign, where, strict=True)
    except csv.Error:
        try:
            rows = _rows(body, sign, where, strict=False)
        except csv.Error as error:
            raise BadFile(f"This is not a CSV file that can be read: {error}.", where=where, hint="save the sheet as CSV UTF-8") from error
    width = max(map(len, rows), default=0)
    checked_size(len(rows), width, where)
    found = tuple(
        tuple(Cell(value.strip().replace("\r\n", "\n").replace("\r", "\n"), number, column) for column, value in enumerate(row, 1))
        + tuple(Cell("", number, column) for column in range(len(row) + 1, width + 1))
        for number, row in enumerate(rows, 1 + skipped)
    )
    remarks = [] if encoding.startswith("utf-8") else [Remark("encoding", where, f"Read as {encoding}.")]
    if len(rows) > 1 and 0 < len(rows[-1]) < width and all(len(row) == width for row in rows[:-1]):
        sentence = f"The last row has {len(rows[-1])} cells where the others have {width}: the file may be cut off."
        remarks.append(Remark("cut-off", f"{where}, row {len(rows) + skipped}", sentence))
    return Table(found), tuple(remarks), text
