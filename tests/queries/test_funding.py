"""The question `funding`: awards, bids, payments, purposes, places, caps and sums, each a row of its own."""

from __future__ import annotations

WORLD = """
Body 1 | AWARDS | Fund 1 | 2020-10
Grant 1 | PART_OF | Fund 1 | 2020-10
Grant 1 | PAID_TO | Body 2 | 2020-10 | amount_text=£32,675 | amount=32675 | currency=GBP | valid_from=2020-04-01 | valid_to=2020-09-30
Grant 1 | FUNDS | Programme 1 | 2020-10
Body 3 | BIDS_TO | Fund 1 | 2020-10 | capacity=lead | amount_text=over £545k | qualifier=over | date=2020-07 | result=successful
Body 4 | BIDS_TO | Fund 1 | 2020-10 | modality=planned
Fund 1 | cap | up to £5,000 | 2020-10 | qualifier=up to | value=5000
Fund 1 | SPENT_IN | Area 1 | 2020-10 | amount_text=£1.8m | qualifier=total of four rounds
Body 1 | FUNDS | Body 5 | 2020-10 | about=money/fund-1; work/programme-2
* Programme 2
Body 1 | FUNDS | Grant 2 | 2020-10 | qualifier=match
Body 6 | FUNDS | Post 1 | 2020-10
Fund 2 | PAID_TO | All Partnerships | 2020-10 | share=all
Partnership 1 | INSTANCE_OF | All Partnerships | 2020-10
Body 7 | denial | PAID_TO:body/body-8 | 2020-10
* Body 8
Body 1 | AWARDS | Fund 3 | 2016-08
"""
COLUMNS = ("giver", "fund", "recipient", "purpose", "amount_text", "amount", "qualifier", "since", "until", "relation")


def test_a_fund_with_its_grants(ask, rows, codes):
    answer = ask("funding", "Fund 1")
    assert rows(answer, *COLUMNS) == [
        ("Body 1", "Fund 1", "", "", "", None, "", "", "", "awards"),
        ("", "Fund 1", "Body 3", "", "over £545k", None, "over", "2020-07", "", "bids to (lead), successful"),
        ("", "Fund 1", "Body 4", "", "", None, "", "", "", "bids to"),
        ("", "Fund 1", "Area 1", "", "£1.8m", None, "total of four rounds", "", "", "is spent in"),
        ("", "Fund 1", "", "", "up to £5,000", 5000, "up to", "", "", "cap"),
        ("", "Grant 1", "Body 2", "", "£32,675", 32675, "", "2020-04-01", "2020-09-30", "is paid to"),
        ("", "Grant 1", "", "Programme 1", "", None, "", "", "", "funds"),
    ]
    assert [row.modality for row in answer.rows][2] == "planned"
    assert codes(answer) == []
    assert answer.rows[1].sentence == "Body 3 bids to Fund 1: over £545k (lead; successful; on 2020-07)"
    assert answer.rows[3].sentence == "Fund 1 is spent in Area 1: £1.8m (total of four rounds)"


def test_a_giver_a_recipient_an_area_and_a_purpose(ask, rows):
    assert rows(ask("funding", "Body 1"), "giver", "fund", "recipient", "purpose", "relation") == [
        ("Body 1", "Fund 1", "", "", "awards"),
        ("Body 1", "Fund 1", "Body 5", "Programme 2", "funds"),
        ("Body 1", "Fund 3", "", "", "awards"),
        ("Body 1", "Grant 2", "", "", "funds"),
    ]
    assert rows(ask("funding", "Body 2"), "fund", "relation") == [("Grant 1", "is paid to")]
    assert rows(ask("funding", "Area 1"), "fund", "relation") == [("Fund 1", "is spent in")]
    assert rows(ask("funding", "Programme 1"), "fund", "purpose") == [("Grant 1", "Programme 1")]
    assert rows(ask("funding", "Post 1"), "giver", "recipient") == [("Body 6", "Post 1")]


def test_a_member_of_a_class_that_is_paid(ask, rows, codes):
    answer = ask("funding", "Partnership 1")
    assert rows(answer, "fund", "recipient", "standing") == [("Fund 2", "Partnership 1", "inferred")]
    assert codes(answer) == ["by-class"]


def test_all_money_at_a_date(ask, rows):
    assert rows(ask("funding", as_of="2016-08"), "giver", "fund") == [("Body 1", "Fund 3")]
    assert len(ask("funding").rows) == 12


def test_silence_and_denial(ask, codes):
    answer = ask("funding", "Body 8")
    assert (answer.rows, codes(answer)) == ((), ["not-stated", "denied"])
    assert answer.notes[1].sentence == "A paper says: it is not so that Body 7 is paid to Body 8."
    assert codes(ask("funding", as_of="2010")) == ["not-stated"]
