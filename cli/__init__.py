"""The front door: the only room that knows click. Opens the store, hands over, prints; errors become exit codes.

`app.py` is the group and its error handling, `options.py` defines each option once, `output.py` prints answers, and one module a family
of commands joins the rooms: `importing.py`, `asking.py`, `reading.py` (papers and verify), `drawing.py`, `keeping.py`.
"""

import gc
import os


def main() -> None:
    """Run the command line."""
    # A cold look-up is mostly imports. Pydantic would open the entry points of every distribution installed to find plugins, and the
    # collector would walk through what imports have just made, which is never garbage.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.set_threshold(50_000, 20, 20)
    from cli.app import run  # late: `import cli` costs nothing

    run()
