"""`landscape import FOLDER`: each file goes to the importer that its contents name, and none is passed over in silence."""

from __future__ import annotations

import json

import pytest

from importers.sorting import sort_file, sort_folder

AREAS = "LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM\nE07000008,Area 1,E22000013,Area 1,E23000023,Force 1\n"
PLAN = """# Delivery plan of Area 1, October 2024

| Ref | Action | Lead | RAG |
|---|---|---|---|
| A1 | Agree the pathway | Council 1 | Green |
"""
PAPER = "# Report to Board 1\n\nDate: 14 November 2024\n\n1.1 The Board met.\n\n1.2 Nothing was decided.\n"
POPOLO = json.dumps({"organizations": [{"id": "o", "name": "Board 1"}], "persons": [{"id": "p", "name": "Person 1"}]})
GRANTS = (
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,"
    "Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name\n"
)
GRANT = "360G-x-1,Grant 1,One,GBP,500,2024-01-01,GB-CHC-1,Trust 1,GB-LAE-X,Council 1\n"


@pytest.fixture
def folder(tmp_path, worlds):
    place = tmp_path / "papers"
    (place / "below").mkdir(parents=True)
    worlds.write(place / "register", "Board 1 | OVERSEES | Board 2 | 2018-10-31\n")
    (place / "areas.csv").write_text(AREAS)
    (place / "below" / "plan.md").write_text(PLAN)
    (place / "below" / "report.md").write_text(PAPER)
    (place / "people.json").write_text(POPOLO)
    (place / "grants.csv").write_text(GRANTS + GRANT)
    (place / "picture.bin").write_bytes(b"\x00\x01")
    (place / "broken.docx").write_bytes(b"PK\x03\x04 not a document")
    (place / ".hidden").write_text("x")
    return place


def test_each_file_goes_to_its_importer_registers_first(folder):
    found = [(item.path.name, item.importer) for item in sort_folder(folder)]
    assert found == [
        ("register", "register"),
        ("areas.csv", "areas"),
        ("people.json", "popolo"),
        ("grants.csv", "grants"),
        ("plan.md", "plan"),
        ("report.md", "paper"),
        ("broken.docx", ""),
        ("picture.bin", ""),
    ]


def test_a_plan_is_called_as_its_heading_says(folder):
    assert sort_file(folder / "below" / "plan.md").plan == "Delivery plan of Area 1, October 2024"


@pytest.mark.parametrize(
    ("name", "text", "importer"),
    [
        ("d.jsonl", '{"proposal": "x", "decision": "accepted"}\n', "decisions"),
        ("l.jsonl", '{"node": "x"}\n', ""),
        ("k.jsonl", '{"id": "360G-x"}\n{"id": "360G-y"}\n', ""),
        ("p.json", '{"result": [{"person_id": "p", "organization_id": "o"}]}', "popolo"),
        ("o.json", '{"organisations": [{"name": "Board 1"}]}', "popolo"),
        ("g.json", '{"grants": [{"id": "1"}]}', "grants"),
        ("n.json", "[1, 2]", ""),
        ("x.json", "{", ""),
        ("t.csv", "One,Two\n1,2\n", ""),
    ],
)
def test_a_file_is_told_by_what_it_holds(tmp_path, name, text, importer):
    (tmp_path / name).write_text(text)
    found = sort_file(tmp_path / name)
    assert (found.importer, bool(found.why)) == (importer, not importer)


def test_the_folder_is_imported_and_what_is_not_read_is_named(landscape, folder, tmp_path):
    said = landscape("import", folder, "--date", "2024-12", on=tmp_path / "store")
    assert said.code == 1
    assert "files: 8, read 6, not read 2" in said.out
    assert "not read: broken.docx" in said.err
    assert "not read: picture.bin" in said.err
    answer = json.loads(landscape("ask", "owners", "A1", "--format", "json", on=tmp_path / "store").out)
    assert [(row["role"], row["owner"]) for row in answer["rows"]] == [("leads", "Council 1")]
    runs = json.loads(landscape("import", "runs", "--format", "json", on=tmp_path / "store").out)
    dates = {row["source"]: row["edition"].split(" ")[0] for row in runs["rows"]}
    assert len(dates) == 6
    assert [date for source, date in dates.items() if "report" in source] == ["2024-11-14"]


def test_a_dry_run_of_a_folder_writes_nothing(landscape, folder, tmp_path):
    assert landscape("import", folder, "--dry-run", "--date", "2024-12", on=tmp_path / "store").code == 1
    assert not (tmp_path / "store").exists()


def test_the_date_of_a_folder_is_that_of_papers_that_print_none(landscape, tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "notes.md").write_text("# Report to Board 1\n\n1.1 The Board met.\n")
    without = landscape("import", tmp_path / "papers", on=tmp_path / "store")
    assert (without.code, "not read: notes.md: The paper prints no date" in without.err) == (1, True)
    assert "read 1, not read 0" in landscape("import", tmp_path / "papers", "--date", "2024-12", on=tmp_path / "store").out


@pytest.mark.parametrize(
    "raw",
    ['{"proposal": "x", "decision": "maybe", "who": "", "when": "2024", "why": ""}\n'.encode(coding) for coding in ("utf-8", "utf-16")],
)
def test_decisions_that_cannot_be_read_are_named(landscape, tmp_path, raw):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "decisions.jsonl").write_bytes(raw)
    said = landscape("import", tmp_path / "papers", on=tmp_path / "store")
    assert (said.code, "not read: decisions.jsonl: " in said.err) == (1, True)


def test_a_store_among_the_papers_is_one_line(landscape, folder):
    landscape("import", "areas", folder / "areas.csv", on=folder / "store")
    assert [item.why for item in sort_folder(folder) if "store" in item.path.parts[-2:]] == ["a store of landscape, and no papers"]


def test_an_empty_folder_is_said(landscape, tmp_path):
    (tmp_path / "empty").mkdir()
    said = landscape("import", tmp_path / "empty", on=tmp_path / "store")
    assert (said.code, "files: 0" in said.out) == (1, True)
