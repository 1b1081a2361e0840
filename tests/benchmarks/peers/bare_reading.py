"""The words of some files by the library of their format, and nothing else: prints how many letters it gave."""

from __future__ import annotations

import sys
from pathlib import Path


def text(path: Path) -> int:
    """Letters of a text or Markdown file, by markdown-it-py."""
    from markdown_it import MarkdownIt

    return sum(len(token.content) for token in MarkdownIt("commonmark").enable("table").parse(path.read_text("utf-8")))


def word(path: Path) -> int:
    """Letters of a Word file, by python-docx."""
    from docx import Document

    book = Document(str(path))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return sum(len(paragraph.text) for paragraph in book.paragraphs) + sum(map(len, cells))


def pdf(path: Path) -> int:
    """Letters of a PDF, by pdfplumber: its lines of words, and its tables."""
    import pdfplumber

    with pdfplumber.open(path) as book:
        return sum(len(line["text"]) for page in book.pages for line in page.extract_text_lines()) + sum(
            len(cell or "") for page in book.pages for table in page.extract_tables() for row in table for cell in row
        )


READERS = {".txt": text, ".docx": word, ".pdf": pdf}

if __name__ == "__main__":
    print(sum(READERS[Path(name).suffix](Path(name)) for name in sys.argv[1:]))
