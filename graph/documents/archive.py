"""The same bytes every time from libraries that stamp the clock into their archives. Pure: bytes in, bytes out."""

from __future__ import annotations

import io
import re
import zipfile

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold."""

_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def without_clock(data: bytes, day: str) -> bytes:
    """An Office archive with every time of the clock replaced: entries by the first moment, properties by `day` (ISO)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as found, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for item in found.infolist():
            content = found.read(item.filename)
            if item.filename == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + f"{day}T00:00:00Z".encode() + rb"\g<3>", content)
            entry = zipfile.ZipInfo(item.filename, _FIRST_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, content)
    return out.getvalue()
