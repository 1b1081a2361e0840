"""Run a command and say what it cost, from a process small enough not to show in the figures.

watch.py REPORT COMMAND...: REPORT gets wall and CPU seconds and peak kilobytes of the command and all it started, as JSON. A child's peak
memory never counts as less than that of the process that forked it, so the large process of the harness must not be that one.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path


def main(report: str, *command: str) -> int:
    begun = time.perf_counter()
    code = subprocess.call(command)
    wall = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    Path(report).write_text(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "kilobytes": used.ru_maxrss}), "utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
