"""Bare JSON lines: `bare_lines.py FILE DEST` reads each line and writes it again, without a store in between."""

from __future__ import annotations

import json
import sys
from pathlib import Path

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
with Path(sys.argv[1]).open(encoding="utf-8") as lines, Path(sys.argv[2]).open("w", encoding="utf-8") as out:
    out.writelines(encode(json.loads(line)) + "\n" for line in lines)
