"""Numbers of a workbook as they are shown where the number alone tells it otherwise: 75% and not 0.75, the code 1.10 and not 1.1: pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_FORMAT = re.compile(rb"<numFmt\b(?=[^>]*\bnumFmtId=\"(\d+)\")(?=[^>]*\bformatCode=\"([^\"]*)\")")
_STYLES = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<xf\b[^>]*\bnumFmtId=\"(\d+)\"")
_SHOWN = re.compile(r"0(?:\.(0+))?(%?)")
_BUILT_IN = {2: "0.00", 9: "0%", 10: "0.00%"}
_REST = rb"[^>]*>\s*(?:<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*)?<v>([-+0-9.eE]+)</v>"


def shown_styles(styles: bytes) -> dict[int, str]:
    """By its number, each style of cells that shows a fixed number of decimals or a percentage: the format."""
    own = {int(number): code.decode("utf-8", "replace") for number, code in _FORMAT.findall(styles)}
    block = _STYLES.search(styles)
    found: dict[int, str] = {}
    for place, number in enumerate(_STYLE.findall(block[0]) if block else ()):
        code = own.get(int(number), _BUILT_IN.get(int(number), ""))
        match = _SHOWN.fullmatch(code)
        if match and (match[1] or match[2]):
            found[place] = code
    return found


def shown_numbers(body: bytes, styles: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """Address and shown text of each number of a sheet whose style shows it otherwise than it is; no digit is lost but of a percentage."""
    if not styles:
        return
    either = b"|".join(str(number).encode() for number in styles)
    cell = re.compile(rb"<c\b(?=[^>]*\bs=\"(" + either + rb")\")(?=[^>]*\br=\"([A-Z]+\d+)\")(?![^>]*\bt=\"(?!n\"))" + _REST)
    for style, address, value in cell.findall(body):
        text = shown(float(value), styles[int(style)])
        if text:
            yield address.decode(), text


def shown(value: float, code: str) -> str:
    """A number as its format shows it; empty where digits would be lost.

    >>> shown(1.1, "0.00"), shown(0.75, "0%"), shown(1.105, "0.00")
    ('1.10', '75%', '')
    """
    match = _SHOWN.fullmatch(code)
    if not match:
        return ""
    decimals = len(match[1] or "")
    if match[2]:
        return f"{value * 100:.{decimals}f}%"
    text = f"{value:.{decimals}f}"
    return text if float(text) == value else ""


def shown_in_ods(cell: Any) -> str:  # noqa: ANN401 - an element
    """The text that an .ods keeps of a number beside it, where it is a percentage or has decimals that end in 0."""
    office, text = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}", "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    kind = cell.get(f"{office}value-type")
    if kind not in ("percentage", "float"):
        return ""
    words = "".join("".join(line.itertext()) for line in cell.iter(f"{text}p")).strip()
    wanted = r"-?\d+(?:\.\d+)?%" if kind == "percentage" else r"-?\d+\.\d*0"
    return words if re.fullmatch(wanted, words) else ""
