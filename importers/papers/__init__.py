"""Board papers as text: the parts of a pack, their passages, and the way back from a locator to the wording."""

from importers.papers.checking import Citation, Finding, Verdict, check
from importers.papers.matrix import MatrixRow, matrix_rows
from importers.papers.parts import Document, cut, find_papers
from importers.papers.passages import Passage, resolve, silent
from importers.papers.segments import segment

__all__ = [
    "Citation",
    "Document",
    "Finding",
    "MatrixRow",
    "Passage",
    "Verdict",
    "check",
    "cut",
    "find_papers",
    "matrix_rows",
    "resolve",
    "segment",
    "silent",
]
