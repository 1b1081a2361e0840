"""`landscape import grants` and `import popolo` as they are typed, and the cell that `evidence` shows."""

from __future__ import annotations

import json

import pytest

GRANTS = """Grants of Council 1
Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name,Ours
g-1,Safer streets,GBP,1500,2019-03-01,GB-CHC-1234567,Trust 1,GB-LAE-CAB,Council 1,x
g-2,Second,pounds,1,2019-03-01,GB-CHC-1234567,Trust 1,GB-LAE-CAB,Council 1,x
"""
POPOLO = {
    "persons": [{"id": "a", "name": "Person 1", "email": "person1@example.org"}],
    "organizations": [{"id": "o", "name": "Fenmarsh Scrutiny Panel"}],
    "memberships": [{"person_id": "a", "organization_id": "o", "role": "chair"}, {"person_id": "z", "organization_id": "o"}],
}


@pytest.fixture
def files(tmp_path):
    (tmp_path / "grants.csv").write_text(GRANTS, "utf-8")
    (tmp_path / "council.json").write_text(json.dumps(POPOLO), "utf-8")
    return tmp_path


def test_grants_in_and_where_their_values_stand(landscape, files):
    new = files / "new"
    said = landscape("import", "grants", files / "grants.csv", "--date", "2019-06", on=new)
    assert said.code == 1  # a row was rejected
    assert "rows read 2, used 1, rejected 1" in said.out
    assert "grants.csv, sheet grants, row 4, column Currency (C4): wrong-currency: 'pounds'" in said.err
    assert "note: grants.csv, sheet grants: Not read, since the standard does not know them: Ours." in said.err
    stated = json.loads(landscape("evidence", "Safer streets", "--format", "json", on=new).out)["rows"][0]
    assert stated["place"] == "sheet grants > row 3"
    assert "Council 1 awards Safer streets: GBP 1500 (from 2019-03-01) (D3 Amount Awarded, E3 Award Date)" in stated["states"]
    assert "Safer streets is paid to Trust 1: GBP 1500 (F3 Recipient Org:Identifier, D3 Amount Awarded)" in stated["states"]


def test_popolo_in(landscape, files):
    new = files / "new"
    said = landscape("import", "popolo", files / "council.json", "--date", "2019-06", on=new)
    assert (said.code, "rows read 4, used 3, rejected 1" in said.out) == (1, True)
    assert "memberships/1/person_id: unknown-person: 'z'" in said.err
    assert "Not read, since the landscape has no room for it: email." in said.err
    shown = landscape("ask", "members", "Fenmarsh Scrutiny Panel", "--format", "json", on=new)
    assert "Person 1" in shown.out


@pytest.mark.parametrize(("command", "name"), [("grants", "grants.csv"), ("popolo", "council.json")])
def test_a_dry_run_and_all_or_nothing_write_nothing(command, name, landscape, files):
    new = files / "new"
    said = landscape("import", command, files / name, "--date", "2019-06", "--dry-run", on=new)
    assert (said.code, said.out.startswith("dry run"), new.exists()) == (1, True, False)
    strict = landscape("import", command, files / name, "--date", "2019-06", "--strict", on=new)
    assert (strict.code, strict.out.startswith("refused"), "Nothing was written" in strict.err) == (1, True, True)
    assert json.loads(landscape("import", "runs", "--format", "json", on=new).out)["rows"] == []


@pytest.mark.parametrize(("command", "name"), [("grants", "grants.csv"), ("popolo", "council.json")])
def test_the_report_as_json_and_the_date_that_is_asked_for(command, name, landscape, files):
    found = json.loads(landscape("import", command, files / name, "--date", "2019-06", "--dry-run", "--format", "json").out)
    assert (found["status"], found["rows_rejected"], len(found["remarks"])) == ("dry run", 1, 1)
    without = landscape("import", command, files / name)
    assert (without.code, "--date 2026-11" in without.err) == (2, True)


@pytest.mark.parametrize("command", ["grants", "popolo"])
def test_a_file_that_is_none_is_refused(command, landscape, tmp_path):
    (tmp_path / "x.json").write_text('{"x": ', "utf-8")
    said = landscape("import", command, tmp_path / "x.json", "--date", "2019")
    assert (said.code, said.out, "x.json" in said.err) == (2, "", True)
