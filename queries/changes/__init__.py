"""What changed between two dates: pure comparison of two slices of one landscape, and the answer made of it."""

from queries.changes.change import Change, Kind
from queries.changes.compare import compare
from queries.changes.read import read_changes

__all__ = ["Change", "Kind", "compare", "read_changes"]
