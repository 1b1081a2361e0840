"""The inputs, made by the generator that LANDSCAPE_WORKLOADS names (default: `../shared/workloads/gen.py` beside this checkout)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .measure import ROOT

GENERATOR = Path(os.environ.get("LANDSCAPE_WORKLOADS", ROOT.parent / "shared" / "workloads" / "gen.py"))


def make(folder: Path, *sizes: int) -> Path:
    """Write W of these sizes, hub, fan and parallel terms into the folder."""
    return generated(folder, "w", "--sizes", ",".join(map(str, sizes)))


def generated(folder: Path, only: str, *more: str) -> Path:
    """Write one of the generator's inputs into the folder: `w`, `grants`, `match`, `matrix`."""
    if not GENERATOR.is_file():
        raise FileNotFoundError(f"no generator at {GENERATOR}: set LANDSCAPE_WORKLOADS to the file gen.py")
    subprocess.run([sys.executable, GENERATOR, folder, "--only", only, *more], check=True)
    return folder
