"""Board packs and minutes of a made county, Northmere, in every kind of file: parts, paragraphs, attendance, decisions, proposals."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from graph.errors import BadFile
from graph.facts import Claim, Stating
from graph.store import Store
from importers.asking_again import ask_again
from importers.batch import Batch, Report
from importers.copies import add
from importers.decisions import ACCEPTED, Decision, decide
from importers.load import import_batch, undo
from importers.names import Known, Names
from importers.prose.paper import paper_batch
from importers.prose.source import read_paper
from importers.reading.files import read
from queries.lookups import evidence
from queries.wording import find_wording

PACK = Path(__file__).parent / "packs" / "northmere.md"
PANEL = "body/northmere-police-and-crime-panel"
PAPER = "paper/northmere-police-and-crime-panel"
MINUTES, VIOLENCE, FUNDING = (
    f"{PAPER}/2025-03-13/minutes",
    f"{PAPER}/2025-06-12/violence-reduction",
    f"{PAPER}/2025-06-12/partnership-funding",
)
BOARD, COUNCIL = "body/northmere-safety-board", "body/northmere-council"
PARTNERSHIP = "body/northmere-violence-reduction-partnership"

PARTS = {MINUTES: "2025-03-13", VIOLENCE: "2025-06-12", FUNDING: "2025-06-12", f"{PAPER}/2025-06-12/agenda": "2025-06-12"}
PRESENT = {"A Alder", "B Birch", "C Cedar", "Dana Elm", "Erin Fir", "Farah Gorse"}
APOLOGIES = {"Hazel", "I Ivy"}
DECISIONS = {("agreed", "Minutes of the previous meeting"), ("approved", "Precept Report 2025/26"), ("noted", "Estates")}
ASKED = {
    ("REPORTS_TO", PARTNERSHIP, BOARD, "in force"),
    ("OVERSEES", BOARD, "money/hartwell-youth-fund", "in force"),
    ("CHAIRS", COUNCIL, BOARD, "planned"),
    ("CHAIRS", COUNCIL, BOARD, "in force"),
    ("LEADS", COUNCIL, "work/hartwell-youth-strategy", "in force"),
    ("WORKS_WITH", "body/leafield-safety-group", PARTNERSHIP, "in force"),
    ("FUNDS", COUNCIL, "money/leafield-grants-fund", "in force"),
    ("FUNDS", "body/leafield-council", "money/leafield-grants-fund", "in force"),
    ("CONSIDERED_AT", VIOLENCE, f"meeting/{PANEL[5:]}/2025-06-12", "planned"),
    ("CONSIDERED_AT", FUNDING, f"meeting/{PANEL[5:]}/2025-06-12", "planned"),
    ("CHAIRS", f"person/a-alder~{PANEL[5:]}", PANEL, "in force"),
    ("CHAIRS", f"person/b-birch~{PANEL[5:]}", PANEL, "in force"),
    *(("MEMBER_OF", f"person/{name}~{PANEL[5:]}", PANEL, "in force") for name in ("a-alder", "b-birch", "c-cedar", "dana-elm")),
}
"""What its sentences say, whom `Members Present` lists, and for which meeting its reports are."""


PRINTED = """To: Northmere Safety Board
From: Chief Executive
Date: 4 July 2025

VIOLENCE REDUCTION UPDATE

1. PURPOSE

1.1 This report tells the board of what has been done
since the spring to make the town safer by night, of
what was learnt, and of what is left to do.

1.2 The Leafield Safety Group reports to the Northmere
Safety Board. It meets each month, in public, and its
papers are sent out five days before.

1.3 The Hartwell Youth Fund is overseen by Northmere
Council, which may give from it what it sees fit."""


def as_word(path: Path) -> None:
    """The pack as a Word document: headings, bold, and a table of Word's."""
    from docx import Document

    book = Document()
    rows: list[list[str]] = []

    def close() -> None:
        if rows:
            table = book.add_table(rows=len(rows), cols=len(rows[0]))
            for place, row in enumerate(rows):
                for column, text in enumerate(row):
                    table.cell(place, column).text = ""
                    table.cell(place, column).paragraphs[0].add_run(text).bold = place == 0
            rows.clear()

    for line in PACK.read_text("utf-8").splitlines():
        if line.startswith("|"):
            if not re.fullmatch(r"[|\s:-]+", line):
                rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        close()
        heading = re.match(r"(#+) (.*)", line)
        if heading:
            book.add_heading(heading[2], len(heading[1]))
        elif line.strip() and line != "---":
            book.add_paragraph(line.replace("**", ""))
    close()
    book.save(str(path))


def as_page(path: Path) -> None:
    """The pack as a web page."""
    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark").enable("table").render(PACK.read_text("utf-8"))
    path.write_text(f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>", "utf-8")


def as_pdf(path: Path, lines: Sequence[str]) -> None:
    """Lines of text as a PDF of one page a forty lines: the smallest that a reader of PDF files takes."""
    pages = [lines[start : start + 40] for start in range(0, len(lines), 40)]
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode()]
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    for place, page in enumerate(pages):
        parts = []
        for row, line in enumerate(page):
            text = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            parts.append(f"BT /F1 10 Tf 50 {780 - 18 * row} Td ({text}) Tj ET")
        stream = zlib.compress("\n".join(parts).encode("cp1252"))
        resources = "<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 842]/Resources{resources}/Contents {5 + 2 * place} 0 R>>".encode())
        objects.append(f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n".encode() + stream + b"\nendstream")
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj".encode() + item + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    path.write_bytes(bytes(out))


@pytest.fixture(scope="module", params=["md", "txt", "docx", "html"])
def pack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """The pack of Northmere, read from each kind of file, with no name known before."""
    path = tmp_path_factory.mktemp("packs") / f"pack.{request.param}"
    {"docx": as_word, "html": as_page}.get(request.param, lambda to: to.write_bytes(PACK.read_bytes()))(path)
    return paper_batch(read(path), Names())


def claims(batch: Batch, label: str) -> list[Claim]:
    return [claim for row in batch.rows for claim in row.claims if label in claim.labels]


def statings(batch: Batch, kind: str) -> list[Stating]:
    return [said for row in batch.rows for said in row.statings if said.type == kind]


def test_each_part_has_its_own_date_and_body(pack: Batch) -> None:
    parts = {claim.id: claim.extra["date"] for claim in claims(pack, "Document")}
    assert parts == PARTS
    assert {claim.extra["body"] for claim in claims(pack, "Document")} == {PANEL}
    assert {said.start for said in statings(pack, "PART_OF")} == set(PARTS)
    assert {said.date for said in statings(pack, "FROM_DOCUMENT") if said.document == MINUTES} == {"2025-03-13"}


def test_numbers_that_repeat_or_begin_again_are_kept_apart(pack: Batch) -> None:
    places = {claim.id for claim in claims(pack, "Passage")}
    assert {
        f"{VIOLENCE}/para-1-1",
        f"{VIOLENCE}/para-2-3",
        f"{VIOLENCE}/para-2-3~2",
        f"{FUNDING}/para-1-1",
        f"{FUNDING}/para-1-2",
    } <= places
    assert "chaired by" in pack.wording[f"{VIOLENCE}/para-2-3~2"]
    assert "overseen by" in pack.wording[f"{VIOLENCE}/para-2-3"]
    assert f"{VIOLENCE}/section-appendix-a" in places
    assert set(pack.wording) <= places


def test_who_was_there_and_who_sent_apologies(pack: Batch) -> None:
    names = {claim.id: claim.name for claim in claims(pack, "Person")}
    said = statings(pack, "ATTENDED")
    assert {names[item.start] for item in said if item.carried["capacity"] == "present"} == PRESENT
    assert {names[item.start] for item in said if item.carried["capacity"] == "apologies"} == APOLOGIES
    assert {item.end for item in said} == {"meeting/northmere-police-and-crime-panel/2025-03-13"}


def test_what_the_panel_decided_and_nobody_else(pack: Batch) -> None:
    said = statings(pack, "DECIDED")
    assert {(item.carried["decision"], item.to_as) for item in said} == DECISIONS
    assert {item.start for item in said} == {PANEL}
    assert [item.to_as for item in said if item.carried.get("vote")] == ["Precept Report 2025/26"]


def test_what_sentences_say_is_asked(pack: Batch) -> None:
    asked = [claim.extra for claim in claims(pack, "Proposal") if claim.extra["asks"] == "relation"]
    said = [Stating.model_validate_json(str(item["stating"])) for item in asked]
    assert {(item.type, item.start, item.end, str(item.modality)) for item in said if item.type != "STATED_IN"} == ASKED
    literal = {(item.start, item.carried["property"], item.carried["value_text"]) for item in said if item.type == "STATED_IN"}
    assert literal == {(BOARD, "denial", f"REPORTS_TO:{PARTNERSHIP}"), ("money/hartwell-youth-fund", "cap", "Up to £25,000")}
    quotes = {pack.wording[str(item["passage"])][int(str(item.get("quote_from", 0))) : int(str(item["quote_to"]))] for item in asked}
    assert "The Northmere Safety Board will be chaired by Northmere Council." in quotes


def test_a_question_that_the_minutes_report_is_no_relation(pack: Batch) -> None:
    passages = {str(claim.extra["passage"]) for claim in claims(pack, "Proposal") if claim.extra["relation"] == "REPORTS_TO"}
    assert passages == {f"{VIOLENCE}/para-2-1"}


def test_a_table_of_work_gives_its_due_date_as_a_fact(pack: Batch) -> None:
    (said,) = [item for item in statings(pack, "STATED_IN") if item.carried["property"] == "due"]
    assert (said.start, said.carried["value"], said.carried["value_text"]) == ("work/hartwell-youth-strategy", "2025-09-30", "30/09/2025")


def test_a_statute_is_mentioned_with_its_section(pack: Batch) -> None:
    (said,) = [item for item in statings(pack, "MENTIONED_IN") if item.start.startswith("law/")]
    assert (said.start, said.from_as) == ("law/crime-and-disorder-act-1998", "section 6 of the Crime and Disorder Act 1998")


def test_a_pdf_of_one_report(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    as_pdf(path, PRINTED.splitlines())
    batch = paper_batch(read(path), Names())
    assert batch.source.id == "paper/northmere-safety-board/2025-07-04/violence-reduction-update"
    assert f"{batch.source.id}/para-1-2" in batch.wording
    asked = {(claim.extra["relation"], claim.extra["left"], claim.extra["right"]) for claim in claims(batch, "Proposal")}
    assert asked == {
        ("REPORTS_TO", "body/leafield-safety-group", BOARD),
        ("OVERSEES", COUNCIL, "money/hartwell-youth-fund"),
        ("CONSIDERED_AT", batch.source.id, BOARD),
    }


@pytest.mark.parametrize("printed", ["", "Q3", "spring"])
def test_a_paper_without_a_date_asks_for_one(tmp_path: Path, printed: str) -> None:
    path = tmp_path / "undated.txt"
    path.write_text(f"Northmere Safety Board\n\n{printed}\n\n1.1 The board met.\n", "utf-8")
    with pytest.raises(BadFile) as caught:
        paper_batch(read(path), Names())
    assert "--date" in caught.value.hint
    batch = paper_batch(read(path), Names(), date="2025-05", body="Leafield Board")
    assert batch.source.id == "paper/leafield-board/2025-05/undated"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.md", b"\n \n\t\n"),
        ("cut.pdf", b"%PDF-1.4\n1 0 obj"),
        ("cut.docx", b"PK\x03\x04broken"),
        ("lies.docx", b"plain text"),
        ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"),
    ],
)
def test_a_broken_file_is_refused_and_nothing_is_written(tmp_path: Path, name: str, content: bytes, made: Store) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadFile):
        read_paper(made, path, date="2025-01")
    assert made.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 0}]


def test_again_changes_nothing_and_undo_leaves_nothing(
    made: Store, state: Callable[[Store], list[str]], clock: Callable[[], datetime]
) -> None:
    first = import_batch(made, read_paper(made, PACK), now=clock)
    assert not first.rejects
    assert first.rows_in == first.rows_used
    before = state(made)
    again = import_batch(made, read_paper(made, PACK), now=clock)
    assert state(made) == before
    assert not again.nodes.added
    assert not again.nodes.changed
    undo(made, first.run, now=clock)
    undo(made, again.run, now=clock)
    assert state(made) == []


def test_the_wording_is_shown_searched_and_decided_on(made: Store, clock: Callable[[], datetime]) -> None:
    import_batch(made, read_paper(made, PACK), now=clock)
    answer = find_wording(made, "chaired by", "2025-12-31")
    assert {row.values["place"] for row in answer.rows} == {"item 3 > para 2", "para 2.3 (2)"}
    assert not find_wording(made, "chaired by", "2025-01-01").rows
    (row,) = find_wording(made, '"overseen by the Northmere" Hartwell', "2025-12-31").rows
    assert row.evidence == (f"{VIOLENCE}/para-2-3",)
    asked = made.read("MATCH (n:Proposal) WHERE n.relation = 'REPORTS_TO' RETURN n.id AS id ORDER BY id")
    decide(made, Decision(asked[0]["id"], ACCEPTED, "Clerk", "2025-07-01", "as the paper says"), now=clock)
    shown = evidence(made, BOARD, "2025-12-31")
    (found,) = [item for item in shown.rows if any("reports to" in text for text in item.values["states"])]
    assert "reports to the Northmere Safety Board" in found.values["wording"]


def test_a_copy_in_word_is_known_by_its_words(made: Store, clock: Callable[[], datetime], tmp_path: Path) -> None:
    batch = read_paper(made, PACK)
    import_batch(made, batch._replace(wording={}), now=clock)
    as_word(tmp_path / "scan-17.docx")
    (tmp_path / "other.docx").write_bytes(b"PK\x03\x04broken")
    done = add(made, tmp_path)
    assert done[VIOLENCE] > 8
    assert find_wording(made, "overseen by", "2025-12-31").rows


def test_a_later_register_makes_an_earlier_name_a_question(
    made: Store, clock: Callable[[], datetime], batch: Callable[..., Batch], load: Callable[..., Report]
) -> None:
    import_batch(made, read_paper(made, PACK), now=clock)
    assert ask_again(made, now=clock) == 0
    load(batch("north", "2025-08", Claim(id="body/nsb", labels=("Board",), name="Northmere Safety Strategic Board")))
    assert ask_again(made, now=clock) == 1
    (asked,) = made.read("MATCH (n:Proposal) WHERE n.asks = 'name' RETURN n.left AS a, n.right AS b, n.status AS status")
    assert asked == {"a": BOARD, "b": "body/nsb", "status": "open"}
    assert ask_again(made, now=clock) == 1
    assert json.dumps(made.read("MATCH (n:Proposal) WHERE n.asks = 'name' RETURN count(n) AS n")) == '[{"n": 1}]'


def test_a_name_known_before_is_the_same_body() -> None:
    names = Names([Known("body/e1", "Northmere Safety Board", ("NSB",), "Board")])
    found = paper_batch(read(PACK), names)
    ends = {str(claim.extra["right"]) for claim in claims(found, "Proposal") if claim.extra["relation"] == "REPORTS_TO"}
    assert ends == {"body/e1"}
    assert BOARD not in {claim.id for row in found.rows for claim in row.claims}
