"""The front door: the only room that knows click. Opens the store, hands over, prints; errors become exit codes.

`app.py` is the group and its error handling, `options.py` defines each option once, `output.py` prints answers, and one module a family
of commands joins the rooms: `importing.py`, `asking.py`, `reading.py` (papers and verify), `drawing.py`, `keeping.py`.
"""


def main() -> None:
    """Run the command line."""
    from cli.app import run  # late: `import cli` costs nothing

    run()
