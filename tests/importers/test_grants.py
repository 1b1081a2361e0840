"""360Giving files: what a heading means, where each value stands, what is refused, and what a grant becomes."""

from __future__ import annotations

import csv
import io
import json
import string

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from graph.errors import BadFile, UsageError
from graph.facts import Claim
from importers.asking_again import ask_again
from importers.grants.headings import path_of, schema
from importers.grants.read import read_grants
from importers.grants.rows import grants_batch, individuals, organisation_code

from .made import facts, node

ONE = {
    "Identifier": "360G-made-1",
    "Title": "Safer streets",
    "Description": "Youth work in two wards",
    "Currency": "GBP",
    "Amount Applied For": "2000",
    "Amount Awarded": "1,500.50",
    "Award Date": "2019-03-01",
    "Planned Dates:Start Date": "2019-04-01",
    "Planned Dates:End Date": "2020-03",
    "Planned Dates:Duration (months)": "12",
    "Recipient Org:Identifier": "GB-CHC-1234567",
    "Recipient Org:Name": "Trust 1",
    "Recipient Org:Company Number": "01234567",
    "Funding Org:Identifier": "GB-LAE-CAB",
    "Funding Org:Name": "Council 1",
    "Grant Programme:Code": "F1",
    "Grant Programme:Title": "Fund 1",
    "Beneficiary Location:Name": "Cambridge",
    "Beneficiary Location:Geographic Code": "E07000008",
    "Beneficiary Location:Geographic Code Type": "NMD",
    "Last Modified": "2019-05-01",
}
KEY = {
    ("AWARDS", "body/gb-lae-cab", "money/360g-360g-made-1", "F2 Amount Awarded, G2 Award Date"),
    ("PAID_TO", "money/360g-360g-made-1", "body/gb-chc-1234567", "K2 Recipient Org:Identifier, F2 Amount Awarded"),
    ("BIDS_TO", "body/gb-chc-1234567", "money/360g-360g-made-1", "E2 Amount Applied For"),
    ("SPENT_IN", "money/360g-360g-made-1", "place/e07000008", "S2 Beneficiary Location:Geographic Code"),
    ("PART_OF", "money/360g-360g-made-1", "money/gb-lae-cab/f1", "Q2 Grant Programme:Title"),
}
DATES = {
    ("planned start", "2019-04-01", "planned", "H2 Planned Dates:Start Date"),
    ("planned end", "2020-03", "planned", "I2 Planned Dates:End Date"),
    ("planned", "12 months", "planned", "J2 Planned Dates:Duration (months)"),
}


def as_csv(folder, *rows, name="made.csv", before=(), headings=None):
    """A CSV of grants; each a change of the first one."""
    out = io.StringIO()
    headings = headings or list(dict.fromkeys([*ONE, *(key for row in rows for key in row)]))
    csv.writer(out).writerows([*before, headings, *([{**ONE, **row}.get(key, "") for key in headings] for row in rows)])
    path = folder / name
    path.write_text(out.getvalue(), "utf-8")
    return path


def as_json(folder, items, name="made.json"):
    path = folder / name
    path.write_text(items if isinstance(items, str) else json.dumps(items), "utf-8")
    return path


def grant_of(**more):
    return {
        "id": "360G-made-1",
        "title": "Safer streets",
        "description": "Youth work",
        "currency": "GBP",
        "amountAwarded": 1500.5,
        "awardDate": "2019-03-01",
        "fundingOrganization": [{"id": "GB-LAE-CAB", "name": "Council 1"}],
        "recipientOrganization": [{"id": "GB-CHC-1234567", "name": "Trust 1"}],
        **more,
    }


def said(batch):
    return [stating for row in batch.rows for stating in row.statings]


def codes(batch):
    return [(item.row, item.column, item.code, item.value) for item in batch.rejects]


# ---- headings


def _paths(node, above=(), written=()):
    """Every path of the schema, with its titles and its names."""
    for name, below in node.get("properties", {}).items():
        rule = schema()["$defs"][below["$ref"].rpartition("/")[2]] if "$ref" in below else below
        path, steps = (*above, name), (*written, (name, below.get("title") or name))
        if rule.get("type") == "array":
            items = rule["items"]
            items = schema()["$defs"][items["$ref"].rpartition("/")[2]] if "$ref" in items else items
            path = (*path, 0)
            if "properties" in items:
                yield from _paths(items, path, steps)
            else:
                yield path, steps
        elif "properties" in rule:
            yield from _paths(rule, path, steps)
        else:
            yield path, steps


PATHS = list(_paths(schema()))


@settings(max_examples=300)
@given(st.sampled_from(PATHS), st.integers(0, 1), st.sampled_from(":/"), st.sampled_from([str, str.upper, str.lower]), st.booleans())
def test_titles_and_names_in_any_case_mean_one_path(item, which, between, cased, numbered):
    path, steps = item
    words = [cased(step[which]) for step in steps]
    if numbered:
        for place in (number for number, step in enumerate(path) if step == 0):
            words.insert(place, "0")
    assert path_of(between.join(words)) == path


def test_there_are_paths_to_test():
    assert len(PATHS) > 60
    assert (("recipientOrganization", 0, "location", 0, "geoCode")) in [path for path, _ in PATHS]


@given(st.text(alphabet=string.ascii_letters + " :/#0123456789é", max_size=30))
def test_any_heading_is_a_path_of_the_standard_or_none(text):
    path = path_of(text)
    assert path is None or tuple(0 if isinstance(step, int) else step for step in path) in {known for known, _ in PATHS}


@pytest.mark.parametrize("heading", ["", ":", "Recipient Org", "Our own", "Recipient Org:Our own", "0", "Identifier:0:0"])
def test_what_the_standard_does_not_know(heading):
    assert path_of(heading) is None


@pytest.mark.parametrize(
    ("identifier", "code"),
    [
        ("GB-CHC-1234567", "GB-CHC:1234567"),
        ("gb-coh-01234567", "GB-COH:01234567"),
        ("360G-x-org:y", "360G:x-org:y"),
        ("Ours 1", "360G-ID:Ours 1"),
    ],
)
def test_org_ids(identifier, code):
    assert organisation_code(identifier) == code


# ---- where a value stands


@settings(max_examples=60)
@given(
    st.permutations(list(ONE)),
    st.integers(0, 4),
    st.lists(st.sampled_from(["Our own", "Identifier", "Title", ""]), max_size=3),
    st.lists(st.booleans(), min_size=1, max_size=5),
)
def test_every_value_is_where_its_cell_says(tmp_path_factory, order, skipped, more, comments):
    """Columns in any order, rows above the headings, columns that stand twice, comments between the grants."""
    folder = tmp_path_factory.mktemp("grants")
    headings = [*order, *more]
    grid = [["#", f"skiprows {skipped}", "hashcomments"], *([["A file of ours"]] * skipped), headings]
    for number, comment in enumerate(comments):
        if comment:
            grid.append(["# not a grant", *["x"] * (len(headings) - 1)])
        values = {key: value if key in ("Currency", "Award Date") else f"{value}" for key, value in ONE.items()} | {
            "Identifier": f"g-{number}"
        }
        grid.append([*(values[key] for key in order), *["other"] * len(more)])
    out = io.StringIO()
    csv.writer(out).writerows(grid)
    (folder / "made.csv").write_text(out.getvalue(), "utf-8")
    found = read_grants(folder / "made.csv")
    at = {f"{get_column_letter(column)}{row}": text for row, line in enumerate(grid, 1) for column, text in enumerate(line, 1)}
    assert [grant.text("id") for grant in found.grants] == [f"g-{number}" for number in range(len(comments))]
    for grant in found.grants:
        assert len(grant.values) == len(ONE)
        for path, item in grant.values.items():
            column = item.where.rstrip(string.digits)
            heading = at[f"{column}{skipped + 2}"]
            assert path_of(heading) == path
            assert item.heading == heading
            raw = at[item.where]
            assert str(item.value) in (raw, f"{raw}T00:00:00Z") or item.value == float(raw.replace(",", ""))
    twice = [heading for heading in more if heading in ONE]
    assert ("columns-twice" in {remark.code for remark in found.remarks}) == bool(twice)
    assert ("comments" in {remark.code for remark in found.remarks}) == any(comments)


def test_a_title_that_begins_with_a_hash_is_no_comment(tmp_path):
    path = as_csv(
        tmp_path, {"Title": "#Safer"}, {"Title": "# a note", "Identifier": ""}, headings=["Title", *(key for key in ONE if key != "Title")]
    )
    found = read_grants(path)
    assert [grant.text("title") for grant in found.grants] == ["#Safer"]
    assert [remark.sentence for remark in found.remarks if remark.code == "comments"] == [
        "Not read, since they begin with #: 1 rows; the first is row 3."
    ]


def test_headings_below_a_banner_are_found_without_a_setting(tmp_path):
    found = read_grants(as_csv(tmp_path, {}, before=[["Grants of Council 1"], [], ["published for all to use"]]))
    assert [(grant.row, grant.values["title",].where) for grant in found.grants] == [(5, "B5")]


def test_a_sheet_beside_says_more_of_a_grant(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "grants"
    page.append(list(ONE))
    page.append([float(value.replace(",", "")) if key == "Amount Awarded" else value for key, value in ONE.items()])
    beside = book.create_sheet("places")
    beside.append(["Identifier", "Beneficiary Location:0:Name", "Beneficiary Location:0:Geographic Code", "Our own"])
    beside.append(["360G-made-1", "Fenland", "E07000010", "x"])
    beside.append(["360G-made-9", "Huntingdonshire", "E07000011", "x"])
    book.create_sheet("notes").append(["Read me"])
    book.save(tmp_path / "made.xlsx")
    batch = grants_batch(read_grants(tmp_path / "made.xlsx"))
    places = {(s.end, s.cell) for s in said(batch) if s.type == "SPENT_IN"}
    assert places == {
        ("place/e07000008", "S2 Beneficiary Location:Geographic Code"),
        ("place/e07000010", "places!C2 Beneficiary Location:0:Geographic Code"),
    }
    assert [(item.sheet, item.row, item.code, item.value) for item in batch.rejects] == [("places", 3, "unknown-grant", "360G-made-9")]
    assert batch.rows_in == 2


# ---- what a grant becomes


def test_a_row_as_facts_with_their_cells(tmp_path):
    batch = grants_batch(read_grants(as_csv(tmp_path, {"Our own": "x"})))
    assert batch.source.id == "paper/360giving/gb-lae-cab/2019-05-01/made"
    assert str(batch.edition).startswith("2019-05-01 1 ")
    found = said(batch)
    plain = [s for s in found if s.type not in ("STATED_IN", "FROM_DOCUMENT")]
    assert {(s.type, s.start, s.end, s.cell) for s in plain} == KEY
    literals = [s for s in found if s.type == "STATED_IN"]
    assert {(s.carried["of"], s.carried["value_text"], str(s.modality), s.cell) for s in literals} == DATES
    award = next(s for s in found if s.type == "AWARDS")
    assert award.carried == {"amount_text": "GBP 1500.50", "amount": 1500.5, "currency": "GBP"}
    assert award.valid_from == "2019-03-01"
    assert not any(s.valid_to for s in found)  # a planned end is not an end
    assert {s.passage for s in found if s.type != "FROM_DOCUMENT"} == {"paper/360giving/gb-lae-cab/2019-05-01/made/sheet-made/row-2"}
    bid = next(s for s in found if s.type == "BIDS_TO")
    assert (bid.carried["amount"], bid.carried["result"]) == (2000, "awarded")
    claims = {claim.id: claim for row in batch.rows for claim in row.claims}
    assert claims["body/gb-chc-1234567"].identifiers == ("GB-CHC:1234567", "GB-COH:01234567")
    assert (claims["money/360g-360g-made-1"].name, claims["money/360g-360g-made-1"].labels) == ("Safer streets", ("Grant",))
    assert claims["place/e07000008"].identifiers == ("GSS:E07000008",)


def test_what_is_not_stated_stays_away(tmp_path):
    batch = grants_batch(read_grants(as_json(tmp_path, [grant_of()])), "2019")
    assert {s.type for s in said(batch)} == {"FROM_DOCUMENT", "AWARDS", "PAID_TO"}


def test_the_day_of_an_award_is_kept_where_no_funder_can_be_told(tmp_path):
    batch = grants_batch(read_grants(as_json(tmp_path, [grant_of(fundingOrganization=[{"id": "GB-CHC-!", "name": "F"}])])), "2019")
    assert not [s for s in said(batch) if s.type == "AWARDS"]
    (day,) = [s for s in said(batch) if s.type == "STATED_IN"]
    assert (day.carried["of"], day.carried["value_text"], day.cell) == ("award", "2019-03-01", "awardDate awardDate")


@pytest.mark.parametrize("form", [list, lambda items: {"grants": list(items), "license": "x"}])
def test_json_as_an_array_and_as_a_package(tmp_path, form):
    more = {"plannedDates": [{"startDate": "2019-04-01"}], "beneficiaryLocation": [{"geoCode": "E07000008"}, {"geoCode": "not a code"}]}
    batch = grants_batch(read_grants(as_json(tmp_path, form([grant_of(**more)]))), "2019-05")
    assert not batch.rejects
    cells = {(s.type, s.end, s.cell) for s in said(batch) if s.type in ("AWARDS", "SPENT_IN")}
    assert cells == {
        ("AWARDS", "money/360g-360g-made-1", "amountAwarded amountAwarded, awardDate awardDate"),
        ("SPENT_IN", "place/e07000008", "beneficiaryLocation/0/geoCode geoCode"),
    }


def test_a_grant_to_an_individual_names_nobody(tmp_path):
    alone = grant_of(title="Grant to Person 1", description="for Person 1", recipientIndividual={"id": "i-1", "name": "Person 1"})
    del alone["recipientOrganization"]
    found = read_grants(as_json(tmp_path, [alone, grant_of(id="g-2")]))
    batch = grants_batch(found, "2019")
    assert (individuals(found), batch.rejects) == (1, ())
    assert "Person 1" not in "".join(item.text() for row in batch.rows for item in (*row.claims, *row.statings))


# ---- what is refused


@pytest.mark.parametrize(
    ("change", "column", "code", "value"),
    [
        ({"Identifier": ""}, "Identifier", "missing", ""),
        ({"Title": ""}, "Title", "missing", ""),
        ({"Currency": ""}, "Currency", "missing", ""),
        ({"Award Date": ""}, "Award Date", "missing", ""),
        ({"Amount Awarded": ""}, "Amount Awarded", "missing", ""),
        ({"Funding Org:Name": ""}, "Funding Org:Name", "missing", ""),
        ({"Recipient Org:Identifier": ""}, "Recipient Org:Identifier", "missing", ""),
        ({"Recipient Org:Name": ""}, "Recipient Org:Name", "missing", ""),
        ({"Recipient Org:Identifier": "N/A"}, "Recipient Org:Identifier (K2)", "wrong-id", "N/A"),
        ({"Identifier": "***"}, "Identifier (A2)", "wrong-id", "***"),
        ({"Award Date": "43525"}, "Award Date (G2)", "wrong-date", "43525"),
        ({"Currency": "pounds"}, "Currency (D2)", "wrong-currency", "pounds"),
        ({"Amount Awarded": "-5"}, "Amount Awarded (F2)", "wrong-amount", "-5.0"),
        ({"Amount Awarded": "about 500"}, "Amount Awarded (F2)", "wrong-amount", "about 500"),
        ({"Amount Awarded": "1e400"}, "Amount Awarded (F2)", "wrong-amount", "1e400"),
        ({"Award Date": "01/03/2019"}, "Award Date (G2)", "wrong-date", "01/03/2019"),
        ({"Award Date": "2019-02-30"}, "Award Date (G2)", "wrong-date", "2019-02-30"),
        ({"Award Date": "2019"}, "Award Date (G2)", "wrong-date", "2019"),
        ({"Planned Dates:End Date": "next year"}, "Planned Dates:End Date (I2)", "wrong-date", "next year"),
        ({"Last Modified": "yesterday"}, "Last Modified (U2)", "against-schema", "yesterday"),
        ({"Planned Dates:Duration (months)": "a year"}, "Planned Dates:Duration (months) (J2)", "against-schema", "a year"),
    ],
)
def test_a_bad_row_is_rejected_where_it_stands(tmp_path, change, column, code, value):
    batch = grants_batch(read_grants(as_csv(tmp_path, change, {"Identifier": "g-2"})), "2019-06")
    assert codes(batch) == [(2, column, code, value)]
    assert (len(batch.rows), batch.rows_in) == (1, 2)
    assert batch.rejects[0].hint


def test_the_value_at_fault_is_named_where_array_places_are_skipped(tmp_path):
    batch = grants_batch(read_grants(as_csv(tmp_path, {"Planned Dates:7:End Date": "soon"})))
    assert codes(batch) == [(2, "Planned Dates:7:End Date (V2)", "wrong-date", "soon")]


def test_an_identifier_twice_in_one_file_names_both_places(tmp_path):
    batch = grants_batch(read_grants(as_csv(tmp_path, {}, {"Identifier": "g-2"}, {"Title": "Other"})))
    assert codes(batch) == [(4, "Identifier (A4)", "duplicate", "360G-made-1")]
    assert "made, row 2 has the same" in batch.rejects[0].hint
    assert len(batch.rows) == 2


@pytest.mark.parametrize(
    ("day", "words"), [("01/03/2019", "two ways"), ("43525", "format the column as a date"), ("March 2019", "2018-10-31")]
)
def test_what_to_do_with_a_date_of_another_form(tmp_path, day, words):
    batch = grants_batch(read_grants(as_csv(tmp_path, {"Award Date": day})))
    assert words in batch.rejects[0].hint


@pytest.mark.parametrize(
    ("change", "word"), [(lambda name: name.replace(" Org:", " Organisation:"), "Organisation"), (lambda name: name.replace(":", "."), ".")]
)
def test_headings_as_some_publishers_write_them(tmp_path, change, word):
    headings = [change(name) for name in ONE]
    assert any(word in name for name in headings)
    found = [path_of(name) for name in headings]
    assert found == [path_of(name) for name in ONE]
    assert None not in found


def test_a_publishers_own_lists_are_passed_over(tmp_path):
    """What catalogues of grants add: lists of texts, lists in lists."""
    more = {"additional_data": {"recipientOrgInfos": [{"orgIDs": ["GB-CHC-1", "GB-COH-2"]}], "places": [["a", "b"], []]}}
    batch = grants_batch(read_grants(as_json(tmp_path, [grant_of(**more)])), "2019")
    assert (batch.rejects, len(batch.rows)) == ((), 1)


def test_a_number_of_the_publishers_own_is_another_body_at_another_publisher(tmp_path):
    def recipient(funder):
        item = grant_of(fundingOrganization=[{"id": funder, "name": "Funder"}], recipientOrganization=[{"id": "17", "name": "Trust 17"}])
        return next(s.end for s in said(grants_batch(read_grants(as_json(tmp_path, [item])), "2019")) if s.type == "PAID_TO")

    assert [recipient(funder) for funder in ("GB-CHC-1", "GB-CHC-2")] == ["body/360g-id-gb-chc-1-17", "body/360g-id-gb-chc-2-17"]


def test_what_is_no_object_is_a_reject(tmp_path):
    batch = grants_batch(read_grants(as_json(tmp_path, [grant_of(), "x", None])), "2019")
    assert codes(batch) == [(2, "grant", "no-grant", "x"), (3, "grant", "no-grant", "None")]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("made.json", b'[{"id": "g-1"', "not JSON"),
        ("made.json", b'{"name": "x"}', "no grants"),
        ("made.json", b'{"grants": []}', "no grants"),
        ("made.csv", ",".join(ONE).encode(), "no grants"),
        ("made.json", b"[" * 100_000, "not JSON"),
        ("made.csv", b"a,b,c\n1,2,3\n", "No sheet"),
        ("made.csv", b"", "."),
        ("made.xlsx", b"PK\x03\x04 cut off", "."),
        ("made.txt", b"a grant of 500 pounds", "Grants come as"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadFile, match=words) as caught:
        read_grants(tmp_path / name)
    assert "made." in str(caught.value.where)


def test_a_date_is_asked_for_where_the_file_has_none(tmp_path):
    with pytest.raises(UsageError) as caught:
        grants_batch(read_grants(as_csv(tmp_path, {"Last Modified": ""})))
    assert "--date" in caught.value.hint


# ---- in a store


def test_in_a_store_again_corrected_and_of_a_later_date(tmp_path, made, load, state):
    first = load(grants_batch(read_grants(as_csv(tmp_path, {}, {"Identifier": "g-2", "Title": "Second"}))))
    assert (first.rows_in, first.rows_used, first.rejects) == (2, 2, ())
    held = state(made)
    again = load(grants_batch(read_grants(as_csv(tmp_path, {}, {"Identifier": "g-2", "Title": "Second"}))))
    assert state(made) == held
    assert (again.relationships.added, again.relationships.changed) == (0, 0)
    # Another file of a later date, of another funder: what it does not say ends nothing.
    other = {"Identifier": "g-3", "Funding Org:Identifier": "GB-LAE-FEN", "Funding Org:Name": "Council 2", "Last Modified": "2020-01-01"}
    load(grants_batch(read_grants(as_csv(tmp_path, other))))
    assert {(start, end) for start, end, _ in facts(made, "AWARDS")} == {
        ("body/gb-lae-cab", "money/360g-360g-made-1"),
        ("body/gb-lae-cab", "money/360g-g-2"),
        ("body/gb-lae-fen", "money/360g-g-3"),
    }
    assert not any("ended_by" in properties for _, _, properties in facts(made, "AWARDS"))
    # The same file and date with other bytes: only what it said itself goes.
    corrected = load(grants_batch(read_grants(as_csv(tmp_path, {"Amount Awarded": "900"}))))
    assert {end for _, end, properties in facts(made, "AWARDS") if "hidden" not in properties} == {
        "money/360g-360g-made-1",
        "money/360g-g-3",
    }
    assert {start: properties["amount"] for start, _, properties in facts(made, "PAID_TO") if "hidden" not in properties} == {
        "money/360g-360g-made-1": 900,
        "money/360g-g-3": 1500.5,
    }
    assert (corrected.nodes.withdrawn, corrected.relationships.withdrawn > 0) == (2, True)  # the grant and its passage
    labels, properties = node(made, "money/360g-360g-made-1")
    assert ("Grant" in labels, properties["identifiers"]) == (True, ["360G:360G-made-1"])


def test_a_body_with_a_code_is_asked_about_where_a_register_has_its_very_name(tmp_path, made, load, batch, clock):
    """Else the landscape has two councils of one name, and nobody is told."""
    load(grants_batch(read_grants(as_csv(tmp_path, {}))))
    assert ask_again(made, now=clock) == 0
    said = [("body/council-1", "The Council 1", ()), ("body/trust-11", "Trust 11", ()), ("body/trust-1", "Trust 1", ("GB-CHC:7654321",))]
    load(
        batch(
            "councils",
            "2020",
            *(
                Claim(id=item, ids=((0, item),), labels=("Organisation",), name=name, identifiers=codes)
                for item, name, codes in said  # another code of one scheme: another trust
            ),
        )
    )
    assert ask_again(made, now=clock) == 1
    asked = made.read("MATCH (n:Proposal) RETURN n.left AS left, n.right AS right, n.reason AS reason")
    reason = "the same name, and no code in common"
    assert asked == [{"left": "body/gb-lae-cab", "right": "body/council-1", "reason": reason}]
