"""ONS lookups of any year: what their columns mean, which rows cannot be right, what ends and what takes its place."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.editions import Edition
from graph.errors import BadFile, UsageError
from importers.areas.columns import column_of
from importers.areas.remarks import remarks_of
from importers.areas.rows import areas_batch, source_of
from importers.areas.units import Known, mended
from importers.reading.blocks import Reading
from importers.reading.delimited import read_delimited

HEADINGS = "LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM"
FENLAND = "E07000010,Fenland,E22000015,Fenland,E23000023,Cambridgeshire"


def reading(*lines, name="lookup.csv"):
    raw = "\n".join(lines).encode()
    table, remarks, text = read_delimited(raw, name)
    return Reading(name, "csv", "0" * 64, (table,), remarks, text)


def facts(batch):
    return {(s.start, s.type, s.end) for row in batch.rows for s in row.statings if s.type != "FROM_DOCUMENT"}


def names(batch):
    return {claim.id: claim.name for row in batch.rows for claim in row.claims}


def codes(batch):
    return {reject.code for reject in batch.rejects}


def test_a_row_says_what_covers_and_what_is_part():
    batch = areas_batch(reading(HEADINGS, FENLAND))
    assert facts(batch) == {("body/e22000015", "COVERS", "place/e07000010"), ("place/e07000010", "PART_OF", "place/e23000023")}
    assert names(batch)["body/e22000015"] == "Fenland Community Safety Partnership"
    assert names(batch)["place/e07000010"] == "Fenland"
    assert names(batch)["place/e23000023"] == "Cambridgeshire police force area"
    assert {s.passage for row in batch.rows for s in row.statings if s.type == "COVERS"} == {
        "paper/office-for-national-statistics/2024/lad-csp-pfa/row-2"
    }


@pytest.mark.parametrize("headings", ["LTLA22CD,LTLA22NM,CSP22CD,CSP22NM,FID", "\ufeffOBJECTID,lad19cd,lad19nm,csp19cd,csp19nm,csp19nmw"])
def test_headings_of_other_years_and_writings_are_known(headings):
    cells = dict.fromkeys(headings.split(","), "") | {}
    for heading in cells:
        upper = heading.upper()
        sort = "E07000010" if "LA" in upper else "E22000015"
        cells[heading] = sort if upper.endswith("CD") else "" if upper.endswith("NMW") else "7" if upper.endswith("ID") else "Fenland"
    batch = areas_batch(reading(headings, ",".join(cells.values())))
    assert not batch.rejects
    assert ("body/e22000015", "COVERS", "place/e07000010") in facts(batch)


def test_one_district_in_two_partnerships_and_two_districts_in_one():
    batch = areas_batch(
        reading(
            HEADINGS,
            "E06000060,Buckinghamshire,E22000168,Aylesbury Vale,E23000029,Thames Valley",
            "E06000060,Buckinghamshire,E22000169,Chiltern,E23000029,Thames Valley",
            "E06000001,Hartlepool,E22000168,Aylesbury Vale,E23000029,Thames Valley",
        )
    )
    covers = {(start, end) for start, kind, end in facts(batch) if kind == "COVERS"}
    assert covers == {
        ("body/e22000168", "place/e06000060"),
        ("body/e22000169", "place/e06000060"),
        ("body/e22000168", "place/e06000001"),
    }


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("E22000015,Fenland,E22000015,Fenland,E23000023,Cambridgeshire", "wrong-code"),
        ("E0700001,Fenland,E22000015,Fenland,E23000023,Cambridgeshire", "wrong-code"),
        (",Fenland,E22000015,Fenland,E23000023,Cambridgeshire", "wrong-code"),
        (FENLAND, "duplicate"),
        ("E07000010,Fen land,E22000016,Huntingdonshire,E23000023,Cambridgeshire", "two-names"),
    ],
)
def test_a_row_that_cannot_be_right_is_rejected_and_the_others_are_used(row, code):
    batch = areas_batch(reading(HEADINGS, FENLAND, row))
    assert codes(batch) == {code}
    assert batch.rejects[0].row == 3
    assert (len(batch.rows), batch.rows_in) == (1, 2)


def test_a_district_without_a_combined_authority_is_no_fault():
    batch = areas_batch(reading("LAD23CD,LAD23NM,CAUTH23CD,CAUTH23NM", "E07000010,Fenland,,"))
    assert not batch.rejects
    assert facts(batch) == set()


@pytest.mark.parametrize(
    ("name", "asked", "date"),
    [
        ("LAD_to_CSP_(December__2024)_Lookup.csv", "", "2024-12"),
        ("lad-csp-dec-24.csv", "", "2024-12"),
        ("lookup.csv", "", "2024"),
        ("lookup of May 2019.csv", "", "2024"),
        ("lookup.csv", "2024-04", "2024-04"),
    ],
)
def test_the_date_is_that_of_name_or_columns(name, asked, date):
    assert areas_batch(reading(HEADINGS, FENLAND, name=name), asked).edition.date == date


def test_a_date_that_is_none_and_a_table_that_is_no_lookup_are_refused():
    with pytest.raises(UsageError):
        areas_batch(reading(HEADINGS, FENLAND), "December")
    with pytest.raises(BadFile):
        areas_batch(reading("name,leader", "Fenland,Person 1"))
    with pytest.raises(BadFile):
        areas_batch(reading("LAD24CD,LAD24CD", "E07000010,E07000010"))


def test_a_table_of_changes_says_what_took_the_place_of_what():
    batch = areas_batch(
        reading("LTLA22CD,LTLA22NM,LTLA23CD,LTLA23NM", "E07000026,Allerdale,E06000063,Cumberland", "E07000010,Fenland,E07000010,Fenland")
    )
    assert facts(batch) == {("place/e06000063", "SUCCEEDS", "place/e07000026")}


def test_lookups_of_two_years_are_editions_of_one_source_and_a_table_of_changes_is_another():
    this, last = reading(HEADINGS, FENLAND), reading(HEADINGS.replace("24", "23"), FENLAND)
    assert source_of(this) == source_of(last)
    assert source_of(reading("LAD22CD,LAD23CD", "E07000010,E07000010")) != source_of(reading("LAD22CD", "E07000010"))


def test_a_code_with_the_name_of_an_ended_one_succeeds_it():
    new = "E07000240,St Albans,E22000384,St Albans,E23000027,Hertfordshire"
    known = [Known("E07000100", "St Albans", "2011", "2012"), Known("E07000099", "Ended elsewhere", "2011", "2012")]
    batch = areas_batch(reading(HEADINGS, new), "", known)
    heirs = [s for row in batch.rows for s in row.statings if s.type == "SUCCEEDS"]
    assert [(s.start, s.end, str(s.standing), s.rule) for s in heirs] == [
        ("place/e07000240", "place/e07000100", "inferred", "same-name-new-code")
    ]


@pytest.mark.parametrize(
    "known",
    [
        [Known("E07000100", "St Albans", "2011", "2025")],  # a later edition still holds it
        [Known("E07000100", "St Albans", "2011", "2012"), Known("E07000240", "St Albans", "2011", "2023")],  # both stood at once
        [Known("E09000100", "St Alban", "2011", "2012")],
        [Known("E23000100", "St Albans", "2011", "2012")],  # another sort of area
    ],
)
def test_no_successor_is_made_up(known):
    batch = areas_batch(reading(HEADINGS, "E07000240,St Albans,E22000384,St Albans,E23000027,Hertfordshire"), "", known)
    assert not [fact for fact in facts(batch) if fact[1] == "SUCCEEDS"]


def test_names_in_welsh_are_other_names_and_damaged_letters_are_mended():
    batch = areas_batch(reading("CSP19CD,CSP19NM,CSP19NMW", "W14000001,Isle of Anglesey,Ynys MÃ´n", "W14000002,Gwynedd,Gwynedd"))
    found = {claim.id: claim.names for row in batch.rows for claim in row.claims if claim.id.startswith("body/")}
    assert found == {"body/w14000001": ("Ynys Môn",), "body/w14000002": ()}


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=20))
def test_mending_leaves_what_is_whole(text):
    damaged = text.encode("utf-8").decode("cp1252", errors="ignore")
    assert mended(text) == text or text.encode("cp1252").decode("utf-8") == mended(text)
    if damaged.encode("cp1252") == text.encode("utf-8"):
        assert mended(damaged) == text


@given(st.text(max_size=12))
def test_any_heading_is_a_column_or_none(heading):
    found = column_of(heading)
    assert found is None or found.what in ("CD", "NM", "NMW")


PRINTED = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=12)
"""What a cell may hold; a file with control characters is refused as no text."""


@given(st.lists(st.lists(PRINTED, min_size=6, max_size=6), max_size=5))
def test_whatever_stands_in_a_row_it_is_used_or_rejected(rows):
    sheet = io.StringIO()
    csv.writer(sheet).writerows([HEADINGS.split(","), *rows])
    table, _, _ = read_delimited(sheet.getvalue().encode("utf-8", "surrogatepass").replace(b"\0", b""), "x.csv", sign=",")
    filled = sum(any(cell.text for cell in row) for row in table.rows[1:])
    if filled:
        assert areas_batch(Reading("x.csv", "csv", "0" * 64, (table,))).rows_in == filled
    else:
        with pytest.raises(BadFile, match="no rows"):
            areas_batch(Reading("x.csv", "csv", "0" * 64, (table,)))


def test_a_pseudo_code_is_no_area():
    """So the Office writes that a district lies in no county, and a country in no region."""
    batch = areas_batch(
        reading(
            "WD16CD,WD16NM,LAD16CD,LAD16NM,CTY16CD,CTY16NM,RGN16CD,RGN16NM,CTRY16CD,CTRY16NM",
            "E05001000,Central,E06000031,Peterborough,E99999999,(pseudo) England (UA/MD/LB),E12000006,East of England,E92000001,England",
            "W05000001,Aberaeron,W06000008,Ceredigion,W99999999,(pseudo) Wales,W99999999,(pseudo) Wales,W92000004,Wales",
        )
    )
    assert batch.rejects == ()
    assert facts(batch) == {
        ("place/e05001000", "PART_OF", "place/e06000031"),
        ("place/e06000031", "PART_OF", "place/e12000006"),
        ("place/e12000006", "PART_OF", "place/e92000001"),
        ("place/w05000001", "PART_OF", "place/w06000008"),
        ("place/w06000008", "PART_OF", "place/w92000004"),
    }


@pytest.mark.parametrize(
    ("headings", "row", "fact"),
    [
        ("UTLA22CD,PFA22CD", "E10000003,E23000023", ("place/e10000003", "PART_OF", "place/e23000023")),
        ("UTLA22CD,FRA22CD", "E10000003,E31000008", ("body/e31000008", "COVERS", "place/e10000003")),
        ("CTYUA22CD,RGN22CD", "E10000003,E12000006", ("place/e10000003", "PART_OF", "place/e12000006")),
        ("PFA22CD,CTRY22CD", "E23000023,E92000001", ("place/e23000023", "PART_OF", "place/e92000001")),
        ("WD22CD,PFA22CD", "E05001000,E23000023", ("place/e05001000", "PART_OF", "place/e23000023")),
    ],
)
def test_a_table_without_districts_says_what_lies_in_what(headings, row, fact):
    assert facts(areas_batch(reading(headings, row))) == {fact}


def test_a_table_of_smaller_areas_names_a_district_once():
    small = reading(
        "LSOA21CD,LSOA21NM,WD22CD,WD22NM,LAD22CD,LAD22NM",
        "E01017900,Cambridge 001A,E05013050,Abbey,E07000008,Cambridge",
        "E01017901,Cambridge 001B,E05013050,Abbey,E07000008,Cambridge",
    )
    batch = areas_batch(small)
    assert (batch.rows_in, facts(batch), batch.rejects) == (1, {("place/e05013050", "PART_OF", "place/e07000008")}, ())
    assert [said.partition(".")[0] for said in remarks_of(small, batch)] == [
        "Not read, since the landscape has no such areas: LSOA21CD",
    ]


def test_the_order_of_columns_and_small_headings_below_a_title_make_no_other_table():
    one = reading("LAD19CD,LAD19NM,CSP19CD,CSP19NM", "E07000010,Fenland,E22000017,Fenland")
    other = reading("Districts and partnerships,,,", "csp19cd,csp19nm,lad19cd,lad19nm", "E22000017,Fenland,E07000010,Fenland")
    assert source_of(one) == source_of(other)
    assert facts(areas_batch(one)) == facts(areas_batch(other)) == {("body/e22000017", "COVERS", "place/e07000010")}


def test_a_code_without_a_name_is_called_by_its_code():
    assert names(areas_batch(reading("LAD19CD,LAD19NM,CSP19CD,CSP19NM", "E07000010,Fenland,E22000017,")))["body/e22000017"] == "E22000017"


def test_what_the_user_should_know_beside_the_rejects():
    two = [reading(HEADINGS, FENLAND, "E0700001,x,,,,").tables[0]._replace(sheet=name) for name in ("LAD24", "LAD25")]
    book = Reading("two.xlsx", "xlsx", "0" * 64, tuple(two))
    batch = areas_batch(book)
    before = [Edition("2024", 1, "0" * 11 + "1"), Edition("2025-12", 1, "2" * 12)]
    said = list(remarks_of(book, batch, before))
    words = ("'LAD24'", "rows (3)", "of 2024 is corrected", "edition of 2025-12")
    assert [(word in line) for word, line in zip(words, said, strict=True)] == [True] * 4
    assert len(list(remarks_of(book, batch, [batch.edition]))) == 2  # the same again corrects nothing
    held = [
        Known("E07000010", "Fenland", "2022", "2023"),
        Known("E07000011", "Hunts", "2022", "2023"),
        Known("E07000012", "South", "2021", "2022"),
    ]
    said = list(remarks_of(book, batch, [Edition("2022", 1, "1" * 12), Edition("2023", 1, "2" * 12)], held))
    assert said[2:] == [
        "Ended since the edition of 2023, 1: Hunts (E07000011)",
        "New in this edition, 2: Fenland Community Safety Partnership (E22000015); Cambridgeshire police force area (E23000023)",
    ]
    nothing = reading("CSP23CD,PFA23CD", "E22000017,E23000023")
    assert list(remarks_of(nothing, areas_batch(nothing))) == [
        "No row says what lies in what: none of these columns is known to be part of another."
    ]
