"""The rows on reading the five papers: beside what the library of their format takes to give their words, and importing with proposals."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from .measure import OURS, ROOT, Side, Step, in_turn, peer
from .places import Place
from .table import Result, ratio

FILES = ("000_b20b1d04bbd94704", "001_902911748c536cd0", "002_8b6a972078422ead", "003_a67b3818bc6480d2", "004_06376a7a54e68549")
BAR = 1.33
_PAGE = 46
_WIDE = 105


def measured(place: Place, folder: Path, rounds: int) -> Iterator[Result]:
    """Text beside markdown-it-py, Word beside python-docx, PDF beside pdfplumber: each gives its words alone."""
    papers = _papers()
    if papers is None:
        yield Result("reading the five papers", said="the papers are not here (LANDSCAPE_PAPERS)")
        return
    texts = [papers / f"{name}.txt" for name in FILES]
    kinds: dict[str, tuple[str, list[Path]]] = {
        "text": ("markdown-it-py", texts),
        "Word": ("python-docx", [_made(folder, path, ".docx", as_word) for path in texts]),
        "PDF": ("pdfplumber", [_made(folder, path, ".pdf", as_pdf) for path in texts]),
    }
    for kind, (library, files) in kinds.items():
        sides = [
            Side([Step("bare", peer("bare_reading", *files), _has_words)]),
            Side([Step("ours", peer("our_reading", *files), _has_words)]),
        ]
        found = in_turn(sides, rounds, warm=True)
        yield ratio(found, f"reading the five papers, {kind}", "ours", "bare", BAR)._replace(peer_name=library)
    place.empty()
    in_turn([Side([Step("load", (*OURS, "load", "--quiet"), env=place.env)])], 1)
    steps = [Step(path.name, (*OURS, "import", "paper", path, "--dry-run", "--quiet"), env=place.env) for path in texts]
    spent = sum(used.cpu for used in in_turn([Side(steps)], rounds).values())
    yield Result("importing the five papers, proposals and all, dry runs", said=f"{spent:.1f} CPU s in five processes")


def _papers() -> Path | None:
    for folder in (os.environ.get("LANDSCAPE_PAPERS"), ROOT.parent / "shared" / "sources"):
        if folder and all((Path(folder) / f"{name}.txt").exists() for name in FILES):
            return Path(folder)
    return None


def _has_words(said: str) -> None:
    assert int(said) > 10_000, said


def _made(folder: Path, path: Path, ending: str, make: Callable[[Sequence[str], Path], None]) -> Path:
    made = folder / f"{path.stem}{ending}"
    make(path.read_text("utf-8").splitlines(), made)
    return made


def as_word(lines: Sequence[str], path: Path) -> None:
    """The lines as paragraphs of a Word document."""
    from docx import Document

    book = Document()
    for line in lines:
        if line.strip():
            book.add_paragraph("".join(letter for letter in line if letter.isprintable()))
    book.save(str(path))


def as_pdf(lines: Sequence[str], path: Path) -> None:
    """The lines as a PDF with a text layer, cut where a page is full."""
    cut = [line[start : start + _WIDE] for line in lines for start in range(0, len(line), _WIDE)]
    pages = [cut[start : start + _PAGE] for start in range(0, len(cut), _PAGE)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode()]
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    for number, page in enumerate(pages):
        drawn = [b"BT /F1 9 Tf 40 %d Td (%s) Tj ET" % (800 - 16 * row, _escaped(line)) for row, line in enumerate(page)]
        stream = zlib.compress(b"\n".join(drawn))
        resources = "<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources{resources}/Contents {5 + 2 * number} 0 R>>".encode())
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n" % len(stream) + stream + b"\nendstream")
    out, starts = bytearray(b"%PDF-1.4\n"), []
    for number, item in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj" % number + item + b"\nendobj\n"
    begin = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, begin)
    path.write_bytes(bytes(out))


def _escaped(line: str) -> bytes:
    text = line.encode("cp1252", "replace").replace(b"\t", b"    ")
    return text.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
