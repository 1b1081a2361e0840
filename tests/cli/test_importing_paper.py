"""`import paper` and `find --wording` from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

PACK = Path(__file__).parent.parent / "importers" / "packs" / "northmere.md"


def test_a_pack_is_imported_searched_and_taken_back(landscape: Callable[..., Any], tmp_path: Path) -> None:
    store = tmp_path / "store"
    tried = landscape("import", "paper", PACK, "--dry-run", "--format", "json", on=store)
    assert tried.code == 0, tried.err
    assert json.loads(tried.out)["status"] == "dry run"
    done = landscape("import", "paper", PACK, "--format", "json", on=store)
    assert done.code == 0, done.err
    report = json.loads(done.out)
    assert report["rows_in"] == report["rows_used"] > 30
    assert report["proposals"] == 18
    assert report["rejects"] == []
    found = landscape("find", "--wording", "overseen by", "--format", "cite", on=store)
    assert "Hartwell Youth Fund is overseen" in found.out
    assert "para 2.3" in found.out
    listed = landscape("review", "list", "--format", "json", on=store)
    quotes = {row["quote"] for row in json.loads(listed.out)["rows"]}
    assert "The Northmere Safety Board will be chaired by Northmere Council." in quotes
    back = landscape("import", "undo", report["run"], on=store)
    assert back.code == 0
    gone = landscape("find", "--wording", "overseen by", on=store)
    assert "not-stated" in gone.out + gone.err


def test_what_cannot_be_read_is_refused(landscape: Callable[..., Any], tmp_path: Path) -> None:
    undated = tmp_path / "undated.txt"
    undated.write_text("Northmere Safety Board\n\n1.1 The board met.\n", "utf-8")
    for path, hint in ((undated, "--date"), (tmp_path / "nowhere.docx", ""), (tmp_path, "")):
        said = landscape("import", "paper", path, on=tmp_path / "store")
        assert said.code == 2
        assert "What to do" in said.err
        assert hint in said.err
    assert landscape("import", "paper", undated, "--date", "2025-05", "--body", "Leafield Board", on=tmp_path / "store").code == 0
