"""The rows of a register: what they say, and every bad cell by sheet, row, column and code."""

from __future__ import annotations

import pytest

from graph.facts import Claim
from graph.model.values import Modality, Standing
from importers.load import import_batch
from importers.register.checks import cells_of_list
from importers.register.columns import CARRIED_COLUMNS, PLAIN_COLUMNS, SHEETS, Sheet
from importers.register.read import read_register
from importers.register.rows import register_batch

from .registers import PAPER, TABLES, folder, register

PLACE = {"document": PAPER, "locator": "para 9"}


@pytest.fixture
def read(tmp_path):
    """The batch of a register with cells changed."""
    return lambda **changes: register_batch(read_register(folder(tmp_path / "r", register(**changes))))


def rejected(found):
    return [(reject.sheet, reject.row, reject.column, reject.code) for reject in found.rejects]


def test_what_a_good_register_says(read):
    found = read()
    assert not found.rejects
    assert (found.source.id, str(found.edition)[:9], found.rows_in) == ("paper/register/small", "2018-12 1", 7)
    claims = {claim.id: claim for row in found.rows for claim in row.claims}
    passages = {f"{PAPER}/para-{number}" for number in (1, 2, 3, 4)}
    assert claims.keys() == {PAPER, "body/a", "body/b", "place/east-place", *passages}
    assert claims["body/b"].labels == ("DeliveryGroup", "Collective")
    assert claims["place/east-place"].answers_to == ((2, "place/east-place"),)
    statings = [stating for row in found.rows for stating in row.statings if stating.type != "FROM_DOCUMENT"]
    assert [(s.type, s.start, s.end) for s in statings] == [
        ("MENTIONED_IN", "body/a", f"{PAPER}/para-1"),
        ("REPORTS_TO", "body/b", "body/a"),
        ("STATED_IN", "body/b", f"{PAPER}/para-3"),
        ("MENTIONED_IN", "body/a", f"{PAPER}/para-4"),
    ]
    reports = statings[1]
    assert (reports.date, reports.modality, reports.standing, reports.carried) == (
        "2018-10",
        Modality.IN_FORCE,
        Standing.STATED,
        {"frequency": "monthly"},
    )
    assert statings[2].carried == {"property": "count", "value_text": "six", "value": "6"}


def entity(**cells):
    return [{"id": "body/c", "label": "Board", "name": "C", **cells}]


def relation(**cells):
    return [{"from": "body/b", "type": "REPORTS_TO", "to": "body/a", **PLACE, **cells}]


def statement(**cells):
    return [{"entity": "body/b", "property": "count", "value_text": "six", **PLACE, **cells}]


def document(**cells):
    return [{"id": "paper/x", "title": "X", "date": "2018", **cells}]


BAD = [
    ("documents", 3, "id", "bad-id", document(id="Paper X")),
    ("documents", 3, "id", "wrong-family", document(id="body/x")),
    ("documents", 3, "id", "twice", document(id=PAPER)),
    ("documents", 3, "id", "missing", document(id="")),
    ("documents", 3, "title", "missing", document(title="")),
    ("documents", 3, "date", "missing", document(date="")),
    ("documents", 3, "date", "bad-date", document(date="10/2018")),
    ("documents", 3, "part_of", "bad-id", document(part_of="the pack")),
    ("documents", 3, "body", "bad-id", document(body="The Board")),
    ("entities", 5, "label", "missing", entity(label="")),
    ("entities", 5, "label", "unknown-word", entity(label="Bord")),
    ("entities", 5, "label", "unknown-word", entity(label="Board; Organisation")),
    ("entities", 5, "label", "unknown-word", entity(label="Collective")),
    ("entities", 5, "label", "unknown-word", entity(label="Passage")),
    ("entities", 5, "name", "missing", entity(name="")),
    ("entities", 5, "id", "bad-id", entity(id="body/C")),
    ("entities", 5, "id", "wrong-family", entity(id="work/c")),
    ("entities", 5, "id", "missing", entity(id="", name="–")),
    ("entities", 5, "id", "twice", entity(id="body/a")),
    ("entities", 5, "name", "twice", entity(id="", label="Area", name="east PLACE")),
    ("entities", 5, "identifiers", "bad-identifier", entity(identifiers="E22000017")),
    ("entities", 5, "identifiers", "bad-identifier", entity(identifiers="GSS:–")),
    ("entities", 5, "unnamed", "unknown-word", entity(unnamed="yes")),
    ("entities", 5, "plan", "bad-id", entity(plan="the Plan")),
    ("entities", 5, "document", "unknown-document", entity(document="paper/none", locator="para 1")),
    ("entities", 5, "document", "missing", entity(locator="para 1")),
    ("entities", 5, "locator", "missing", entity(document=PAPER)),
    ("entities", 5, "locator", "missing", entity(document=PAPER, locator="para 1 > –")),
    ("relationships", 3, "type", "unknown-word", relation(type="OWNS")),
    ("relationships", 3, "type", "unknown-word", relation(type="STATED_IN")),
    ("relationships", 3, "type", "missing", relation(type="")),
    ("relationships", 3, "from", "bad-id", relation(**{"from": "Board B"})),
    ("relationships", 3, "from", "missing", relation(**{"from": ""})),
    ("relationships", 3, "from", "wrong-end", relation(**{"from": "place/east-place"})),
    ("relationships", 3, "to", "wrong-end", relation(to="place/east-place")),
    ("relationships", 3, "to", "wrong-end", relation(type="SUCCEEDS")),
    ("relationships", 3, "modality", "unknown-word", relation(modality="may")),
    ("relationships", 3, "standing", "unknown-word", relation(standing="sure")),
    ("relationships", 3, "capacity", "not-carried", relation(capacity="chair")),
    ("relationships", 3, "valid_from", "bad-date", relation(valid_from="2018-02-30")),
    ("relationships", 3, "valid_to", "bad-date", relation(valid_to="Q4 2022/23")),
    ("relationships", 3, "amount", "bad-number", relation(type="FUNDS", amount="£5")),
    ("relationships", 3, "amount", "bad-number", relation(type="FUNDS", amount="1,000")),
    ("relationships", 3, "amount", "bad-number", relation(type="FUNDS", amount="５")),
    ("relationships", 3, "decision", "unknown-word", relation(type="DECIDED", decision="liked")),
    ("relationships", 3, "at", "bad-id", relation(type="DECIDED", at="the meeting")),
    ("relationships", 3, "said_by", "bad-id", relation(said_by="the Commissioner")),
    ("relationships", 3, "about", "bad-id", relation(about="body/a; the rest")),
    ("relationships", 3, "document", "missing", relation(document="")),
    ("relationships", 3, "document", "unknown-document", relation(document="paper/none")),
    ("relationships", 3, "locator", "missing", relation(locator="")),
    ("statements", 3, "entity", "bad-id", statement(entity="B")),
    ("statements", 3, "property", "unknown-word", statement(property="colour")),
    ("statements", 3, "value_text", "missing", statement(value_text="")),
    ("mentions", 3, "entity", "missing", [{"entity": "", "as_printed": "x", **PLACE}]),
]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "code", "rows"), BAD, ids=[f"{sheet}-{column}-{code}" for sheet, _, column, code, _ in BAD]
)
def test_a_bad_cell_is_named_by_sheet_row_column_and_code(read, sheet, row, column, code, rows):
    found = read(**{sheet: rows})
    assert rejected(found) == [(sheet, row, column, code)]
    (reject,) = found.rejects
    assert (reject.file, reject.value) == ("r", rows[0].get(column, ""))
    assert reject.hint
    assert found.rows_in == 8
    assert len(found.rows) == 7


def test_all_bad_cells_of_a_row_are_found_in_one_pass(read):
    found = read(relationships=relation(type="OWNS", modality="may", valid_from="soon"))
    assert [reject[4] for reject in found.rejects] == ["unknown-word", "unknown-word", "bad-date"]
    assert found.rows_in == 8


def test_a_comma_without_quotes_is_no_silent_shift(tmp_path):
    path = folder(tmp_path / "r", TABLES)
    (path / "mentions.csv").write_text(f"entity,document,locator,as_printed\nbody/a,{PAPER},para 4,Board, A\n")
    assert rejected(register_batch(read_register(path))) == [("mentions", 2, "", "too-many-cells")]


def test_lists_are_split_at_semicolons_only(read):
    assert cells_of_list(" One, Two ;Three;; ") == ("One, Two", "Three")
    found = read(entities=entity(names="One, Two; Three", identifiers="GSS:E22000017; org-id:GB-1"))
    claim = next(claim for row in found.rows for claim in row.claims if claim.id == "body/c")
    assert claim.names == ("One, Two", "Three")
    assert claim.ids == ((0, "body/c"), (1, "body/e22000017"), (1, "body/org-id-gb-1"))


def test_ids_come_from_the_register_then_a_code_then_the_name(read):
    found = read(
        entities=[*entity(id="", name="The C"), *entity(id="", name="D", identifiers="gss:E1"), *entity(id="", label="Role", name="E F")]
    )
    claims = [row.claims[0] for row in found.rows if row.origin.sheet == "entities"][3:]
    assert [(claim.id, claim.answers_to[0][0]) for claim in claims] == [("body/c", 2), ("body/e1", 1), ("post/e-f", 2)]


def test_numbers_dates_and_lists_keep_their_kind(read):
    found = read(
        relationships=[
            *relation(type="FUNDS", amount="634285", amount_text="£634,285", currency="GBP", qualifier="up to"),
            *relation(type="FUNDS", amount="12.50", scope="second"),
        ]
    )
    assert not found.rejects
    carried = [stating.carried for row in found.rows for stating in row.statings if stating.type == "FUNDS"]
    assert carried == [{"amount_text": "£634,285", "amount": 634285, "currency": "GBP", "qualifier": "up to"}, {"amount": 12.5}]


def test_a_statement_by_its_value_alone(read):
    found = read(statements=statement(value_text="", value="2018-10"))
    assert found.rows[-2].statings[-1].carried == {"property": "count", "value": "2018-10", "value_text": "2018-10"}


def test_a_withdrawn_row_keeps_its_reason_and_its_passage(read):
    found = read(relationships={"withdrawn": "misread"}, entities={"withdrawn": "twice"})
    items = [item for row in found.rows for item in (*row.claims, *row.statings)]
    withdrawn = {item.id if isinstance(item, Claim) else item.type for item in items if item.withdrawn}
    assert withdrawn == {"body/a", "MENTIONED_IN", "REPORTS_TO"}


def test_the_columns_are_the_models():
    for sheet in (Sheet.RELATIONSHIPS, Sheet.STATEMENTS):
        names = [column.name for column in SHEETS[sheet]]
        assert len(names) == len(set(names))
        assert set(PLAIN_COLUMNS) <= set(names)
    assert set(CARRIED_COLUMNS) <= {column.name for column in SHEETS[Sheet.RELATIONSHIPS]}
    assert all(column.says.endswith(".") or ": " in column.says for sheet in Sheet for column in SHEETS[sheet])


def test_unknown_ends_are_told_by_their_column_of_each_sheet(made, clock, read):
    found = read(
        documents=document(part_of="paper/none"),
        relationships=relation(to="body/none"),
        statements=statement(entity="body/none"),
        mentions=[{"entity": "body/none", **PLACE}, {"entity": "body/a", "document": "paper/x", "locator": "para 1"}],
    )
    assert not found.rejects
    report = import_batch(made, found, now=clock)
    assert sorted(rejected(report)) == [
        ("documents", 3, "part_of", "unknown-entity"),
        ("mentions", 3, "entity", "unknown-entity"),
        ("mentions", 4, "document", "unknown-entity"),
        ("relationships", 3, "to", "unknown-entity"),
        ("statements", 3, "entity", "unknown-entity"),
    ]
    assert (report.rows_in, report.rows_used, report.rows_rejected) == (12, 7, 5)
    again = import_batch(made, found, now=clock)
    assert sum(again.nodes.as_dict().values()) == again.nodes.unchanged
    assert sum(again.relationships.as_dict().values()) == again.relationships.unchanged
