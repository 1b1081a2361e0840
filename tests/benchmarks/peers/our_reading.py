"""The words of some files by the reading layer: prints how many letters it gave."""

from __future__ import annotations

import sys
from pathlib import Path

from importers.papers.texts import text_of
from importers.reading.files import read

if __name__ == "__main__":
    print(sum(len(text_of(read(Path(name)))) for name in sys.argv[1:]))
