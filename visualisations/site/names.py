"""Names of files and anchors from ids: safe on every file system, and never two ids with one name. Pure."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

LONGEST = 52
"""Signs of a name that an id gives as it is; a longer one is cut to its last steps."""

_READABLE = 40
_DIGITS = 10
_PLAIN = re.compile(r"[a-z0-9]+(?:[/~-][a-z0-9]+)*")
_OTHER = re.compile(r"[^a-z0-9.]+")
# Windows gives these to devices, whatever the ending.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
_SIGNS = str.maketrans("/~", "._")


@lru_cache(maxsize=65_536)
def stem(identifier: str) -> str:
    """The name of an entity's file without its ending: a-z, 0-9 and `-._=`, at most 52 signs, no two ids with one name.

    An id as the model makes it stays readable; of one with other signs, or a long one, the last steps stand, then `=` and 10 hex of its
    SHA-256.

    >>> stem("body/cambridge~district"), stem("con"), stem("Äh/../x")
    ('body.cambridge_district', 'con=1143da2bc5', 'h.x=ed87f8760a')
    >>> stem("paper/cambridgeshire-police-and-crime-panel/2018-10/delivery-matrix")
    '2018-10.delivery-matrix=d428522c61'
    """
    if len(identifier) <= LONGEST and _PLAIN.fullmatch(identifier):
        name = identifier.translate(_SIGNS)
        if not _RESERVED.fullmatch(name.partition(".")[0]):
            return name
    digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    readable = _last_steps(identifier)
    if _RESERVED.fullmatch(readable.partition(".")[0]):
        readable = readable.replace(".", "-")
    return f"{readable}={digest}"


def _last_steps(identifier: str) -> str:
    """The last steps of an id that are at most 40 signs together; of a longer last step its beginning."""
    steps = [step for part in identifier.lower().split("/") if (step := _OTHER.sub("-", part.replace(".", "-")).strip("-"))]
    kept = ""
    for step in reversed(steps):
        longer = f"{step}.{kept}" if kept else step
        if len(longer) > _READABLE:
            return kept or step[:_READABLE].strip("-")
        kept = longer
    return kept


def anchor(identifier: str, within: str = "") -> str:
    """An anchor on a page from an id, shorter by the id of the thing that the page is about.

    >>> anchor("paper/x/row-v4/leads", "paper/x"), anchor("paper/x/para-1~2", "paper/x")
    ('at.row-v4.leads', 'at.para-1_2')
    """
    inside = identifier.removeprefix(f"{within}/") if within else identifier
    return f"at.{stem(inside)}"
