"""`import areas` and `load` as they are typed: counts, rejects, exit codes, what to try next."""

from __future__ import annotations

import json

import pytest

LOOKUP = "LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM\nE07000010,Fenland,E22000015,Fenland,E23000023,Cambridgeshire\n"


@pytest.fixture
def lookup(tmp_path):
    path = tmp_path / "lookup-december-2024.csv"
    path.write_text(LOOKUP, "utf-8")
    return path


def test_a_lookup_is_imported_and_its_code_is_a_subject(landscape, tmp_path, lookup):
    store = tmp_path / "store"
    said = landscape("import", "areas", lookup, "--format", "json", on=store)
    report = json.loads(said.out)
    assert (said.code, report["rows_in"], report["rows_used"], report["rows_rejected"]) == (0, 1, 1, 0)
    shown = landscape("show", "E22000015", "--format", "cite", on=store)
    assert "Fenland Community Safety Partnership covers Fenland" in shown.out
    assert "(2024-12), row 2" in shown.out


def test_a_bad_row_is_told_with_its_place_and_strict_writes_nothing(landscape, tmp_path, lookup):
    lookup.write_text(LOOKUP + "E0700001,Nowhere,E22000015,Fenland,E23000023,Cambridgeshire\n", "utf-8")
    store = tmp_path / "store"
    said = landscape("import", "areas", lookup, "--strict", on=store)
    assert said.code == 1
    assert "row 3, column LAD24CD: wrong-code: 'E0700001'" in said.err
    assert landscape("show", "E22000015", on=store).code == 2
    assert landscape("import", "areas", lookup, on=store).code == 1
    assert landscape("show", "E22000015", on=store).code == 0


def test_a_dry_run_writes_nothing_and_no_lookup_is_refused(landscape, tmp_path, lookup):
    store = tmp_path / "store"
    assert landscape("import", "areas", lookup, "--dry-run", on=store).code == 0
    assert not store.exists()
    lookup.write_text("name,leader\nFenland,Person 1\n", "utf-8")
    said = landscape("import", "areas", lookup, on=store)
    assert said.code == 2
    assert "LAD24CD" in said.err
    assert not store.exists()


def test_an_unknown_data_set_is_asked_about(landscape, tmp_path):
    said = landscape("load", "england", on=tmp_path / "store")
    assert said.code == 2
    assert "did you mean 'england-wales'?" in said.err


def test_the_national_data_set_says_what_to_try(landscape, tmp_path):
    said = landscape("load", "england-wales", "--dry-run", on=tmp_path / "store")
    assert said.code == 0
    assert "rejected 0" in said.out
    assert "landscape ask members E22000015" in said.out
