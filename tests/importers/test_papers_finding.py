"""The parts of a pack, the user's own copies, and whether citations still hold, on small made papers."""

from __future__ import annotations

import hashlib
from pathlib import Path

from importers.papers import Citation, Document, Verdict, check, cut, find_papers, segment

PACK = """
## CLUB OF THE PARK

WEDNESDAY 3 MAY 2023

## Members

Ann

**MINUTES OF A
CLUB**

**1. Apologies**

None.

<b>CLUB OF THE PARK</b>\t<b>Item No. 6</b>
<b>3<sup>rd</sup> May 2023</b>\t<b>Public</b>

**PATHS**

<b>1.</b>\t<b>AIM</b>
1.1\tTo mend paths.

<b>CLUB OF THE PARK</b>\t<b>Item No.7</b>

**LAMPS**

<b>1.</b>\t<b>AIM</b>
1.1\tTo light “lamps”.
"""


def part(name: str, opens: str, title: str = "") -> Document:
    return Document(id=f"paper/{name}", title=title or name, part_of="paper/pack", opens_with=opens)


WHOLE = Document(id="paper/pack", title="Pack", date="2023-05-03", opens_with="CLUB OF THE PARK WEDNESDAY")
PARTS = [
    part("seven", "Club of the Park: Item No. 7"),
    part("agenda", "CLUB OF THE PARK"),
    part("minutes", "Minutes of a Club"),
    part("six", "CLUB OF THE PARK (2)", "Paths"),
    part("nine", "CLUB OF THE PARK Item No. 9"),
]


def test_a_pack_is_cut_at_the_opening_words():
    texts = cut(PACK, PARTS)
    assert list(texts) == ["paper/agenda", "paper/minutes", "paper/six", "paper/seven"]
    assert texts["paper/agenda"].strip().endswith("Ann")
    assert texts["paper/seven"].startswith("<b>CLUB OF THE PARK</b>\t<b>Item No.7")
    assert "".join(texts.values()) == PACK.removeprefix("\n")


def test_a_copy_is_found_by_its_hash(tmp_path: Path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "scan 12.md").write_text("no title here\n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
    wanted = Document(id="paper/a", title="Unlike", file_sha256=hashlib.sha256(b"no title here\n").hexdigest())
    assert find_papers(tmp_path, [wanted]) == {"paper/a": "no title here\n"}
    assert find_papers(tmp_path / "deep" / "scan 12.md", [wanted]) == {"paper/a": "no title here\n"}
    assert find_papers(tmp_path / "none", [wanted]) == {}


def test_a_copy_with_other_bytes_is_found_by_its_wording_and_date(tmp_path: Path):
    (tmp_path / "one.txt").write_text(PACK.replace("## ", ""))
    (tmp_path / "other.txt").write_text(PACK.replace("2023", "2024"))
    assert find_papers(tmp_path, [WHOLE, *PARTS]).keys() == {"paper/pack", "paper/agenda", "paper/minutes", "paper/six", "paper/seven"}
    (tmp_path / "one.txt").unlink()
    assert find_papers(tmp_path, [WHOLE]) == {}


def test_a_part_may_stand_alone(tmp_path: Path):
    (tmp_path / "item.txt").write_text(cut(PACK, PARTS)["paper/six"])
    alone = Document(id="paper/six", title="Paths", date="2023-05-03", part_of="paper/pack", opens_with="CLUB OF THE PARK Item No. 6")
    assert list(find_papers(tmp_path, [WHOLE, alone])) == ["paper/six"]


def test_each_citation_gets_a_verdict(tmp_path: Path):
    (tmp_path / "pack.txt").write_text(PACK)
    rows = [
        Citation("paper/seven", "para 1.1"),
        Citation("paper/seven", "para 1.1", ("path", 'to LIGHT "lámps"')),
        Citation("paper/six", "section 1", ("mend paths",)),
        Citation("paper/six", "para 1.2", ("mend paths",)),
        Citation("paper/six", "para 1.2"),
        Citation("paper/six", "para 1.1", ("nowhere",)),
        Citation("paper/nine", "para 1.1"),
    ]
    papers = {name: segment(text) for name, text in find_papers(tmp_path, [WHOLE, *PARTS]).items()}
    found = [check(papers, row) for row in rows]
    assert [(item.verdict, item.did_you_mean) for item in found] == [
        (Verdict.OK, ""),
        (Verdict.OK, ""),
        (Verdict.NO_WORDS, "para 1.1"),
        (Verdict.NO_LOCATOR, "para 1.1"),
        (Verdict.NO_LOCATOR, "para 1.1"),
        (Verdict.NO_WORDS, ""),
        (Verdict.NO_PAPER, ""),
    ]
    assert [item.citation for item in found] == rows
