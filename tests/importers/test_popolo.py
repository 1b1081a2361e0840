"""Popolo files: their forms, what each item becomes, what is refused, and the way out and in again."""

from __future__ import annotations

import io
import json

import pytest

from graph.errors import BadFile, UsageError
from importers.names import Known, Names
from importers.popolo.read import kind_of, read_popolo
from importers.popolo.rows import popolo_batch
from queries.exports import Landscape, Options
from queries.formats import About
from queries.formats.popolo import write

from .made import facts

ORGANISATIONS = [
    {"id": "o2", "name": "Scrutiny Panel", "parent_id": "o1", "classification": "panel"},
    {
        "id": "o1",
        "name": "Fenmarsh District Council",
        "other_names": [{"name": "FDC"}],
        "identifiers": [{"scheme": "GSS", "identifier": "E07999999"}],
        "contact_details": [{"type": "email", "value": "x@example.org"}],
    },
]
POSTS = [{"id": "p1", "label": "Chief Executive", "organization_id": "o1", "role": "chief executive"}]
PERSONS = [
    {"id": "a", "name": "Person 1", "email": "person1@example.org", "birth_date": "1970", "biography": "Long ago"},
    {"id": "b", "name": "Person 1"},
]
MEMBERSHIPS = [
    {"person_id": "a", "organization_id": "o2", "role": "chair", "start_date": "2019-05", "end_date": "2021"},
    {"person_id": "b", "post_id": "p1", "organization_id": "o1", "role": "interim", "start_date": "2020"},
    {"person_id": "b", "organization_id": "o2", "role": "co-opted member", "on_behalf_of_id": "o1"},
    {"member": {"@type": "organization", "id": "o1"}, "organization_id": "o2"},
]
WHOLE = {"persons": PERSONS, "organizations": ORGANISATIONS, "posts": POSTS, "memberships": MEMBERSHIPS}
FDC, PANEL, CHIEF = "body/e07999999", "body/scrutiny-panel", "post/e07999999/chief-executive"
ONE, OTHER = "person/person-1~made~a", "person/person-1~made~b"
KEY = {
    ("PART_OF", PANEL, FDC, "", "", "", ""),
    ("POST_IN", CHIEF, FDC, "", "", "", ""),
    ("CHAIRS", ONE, PANEL, "", "", "2019-05", "2021"),
    ("HOLDS", OTHER, CHIEF, "interim", "", "2020", ""),
    ("MEMBER_OF", OTHER, PANEL, "co-opted", f"on behalf of {FDC}", "", ""),
    ("MEMBER_OF", FDC, PANEL, "", "", "", ""),
}


def written(folder, content, name="made.json"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def batch_of(folder, content, date="2022-03", names=None):
    return popolo_batch(read_popolo(written(folder, content)), date, names or Names())


def seen(batch):
    return {
        (s.type, s.start, s.end, str(s.carried.get("capacity", "")), s.scope, s.valid_from, s.valid_to)
        for row in batch.rows
        for s in row.statings
        if s.type not in ("FROM_DOCUMENT", "MENTIONED_IN")
    }


def codes(batch):
    return [(item.sheet, item.row, item.column, item.code, item.value) for item in batch.rejects]


def _typed(items, kind):
    return [{"@type": kind, **item} for item in items]


FORMS = {
    "object of lists": WHOLE,
    "object of objects": {**WHOLE, "persons": {item["id"]: item for item in PERSONS}},
    "array with types": [
        *_typed(MEMBERSHIPS, "membership"),
        *_typed(PERSONS, "http://www.w3.org/ns/person"),
        *_typed(POSTS, "Post"),
        *_typed(ORGANISATIONS, "organization"),
    ],
    "nested": {
        "organizations": [
            {**ORGANISATIONS[1], "posts": [{key: value for key, value in POSTS[0].items() if key != "organization_id"}]},
            {
                **ORGANISATIONS[0],
                "memberships": [
                    {key: value for key, value in item.items() if key != "organization_id"}
                    for item in MEMBERSHIPS
                    if item["organization_id"] == "o2"
                ],
            },
        ],
        "persons": [PERSONS[0], {**PERSONS[1], "memberships": [{key: v for key, v in MEMBERSHIPS[1].items() if key != "person_id"}]}],
    },
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(tmp_path, form):
    batch = batch_of(tmp_path, FORMS[form])
    assert (codes(batch), seen(batch)) == ([], KEY)
    assert batch.rows_in == len(batch.rows) == 9


def test_persons_of_one_name_stay_two_and_nothing_personal_is_kept(tmp_path):
    found = read_popolo(written(tmp_path, WHOLE))
    assert set(found.passed_over) == {"contact_details", "email", "birth_date", "biography"}
    batch = popolo_batch(found, "2022", Names())
    claims = {claim.id: claim for row in batch.rows for claim in row.claims if "Passage" not in claim.labels}
    assert set(claims) == {FDC, PANEL, CHIEF, ONE, OTHER}
    assert (claims[FDC].names, claims[FDC].labels, claims[PANEL].labels, claims[PANEL].kind) == (
        ("FDC",),
        ("Organisation",),
        ("Board",),
        "panel",
    )
    text = "".join(item.text() for row in batch.rows for item in (*row.claims, *row.statings))
    assert not any(word in text for word in ("example.org", "1970", "Long ago"))


def test_each_item_has_a_passage_that_says_where_it_stands(tmp_path):
    batch = batch_of(tmp_path, FORMS["nested"])
    places = {claim.name for row in batch.rows for claim in row.claims if "Passage" in claim.labels}
    assert {"organizations 1", "organizations 0 > posts 0", "organizations 1 > memberships 2", "persons 1 > memberships 0"} <= places


def test_an_organisation_that_the_landscape_knows_is_that_one(tmp_path):
    names = Names(
        [
            Known("body/fenmarsh", "Fenmarsh District Council", (), "Organisation", ("GSS:E07999999",)),
            Known("person/person-1~x", "Person 1", (), "Person"),
        ]
    )
    found = seen(batch_of(tmp_path, WHOLE, names=names))
    assert ("PART_OF", PANEL, "body/fenmarsh", "", "", "", "") in found
    assert "person/person-1~x" not in {item for fact in found for item in fact[1:3]}  # never by name alone


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"@type": "Person", "name": "x"}, "person"),
        ({"person_id": "a", "organization_id": "o"}, "membership"),
        ({"organization_id": "o", "role": "member"}, "membership"),
        ({"label": "Chair", "organization_id": "o", "role": "chair"}, "post"),
        ({"name": "x", "family_name": "y"}, "person"),
        ({"name": "x", "classification": "council"}, "organization"),
        ({"name": "x"}, ""),
        ({}, ""),
    ],
)
def test_what_kind_an_item_is(values, kind):
    assert kind_of(values) == kind


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"persons": [{"id": "a"}]}, ("persons", 1, "persons/0/name", "no-name", "")),
        ({"organizations": [{"id": "a", "name": ""}]}, ("organizations", 1, "organizations/0/name", "no-name", "")),
        ({"persons": ["Person 1"]}, ("persons", 1, "persons/0", "no-item", "Person 1")),
        ({"persons": [{"name": 5}]}, ("persons", 1, "persons/0/name", "against-schema", "5")),
        ({"memberships": [{"person_id": "z"}]}, ("memberships", 1, "memberships/0/person_id", "unknown-person", "z")),
        ({"posts": [{"label": "x", "organization_id": "z"}]}, ("posts", 1, "posts/0/organization_id", "unknown-organization", "z")),
        ({"posts": [{"id": "z"}]}, ("posts", 1, "posts/0/label", "no-name", "")),
        ({"memberships": [{"id": "m", "role": "x"}]}, ("memberships", 1, "memberships/0/person_id", "no-ends", "m")),
        (
            {"organizations": [{"name": "x", "parent_id": "z"}]},
            ("organizations", 1, "organizations/0/parent_id", "unknown-organization", "z"),
        ),
        (
            {"memberships": [{"person_id": "a", "start_date": "May 2019"}]},
            ("memberships", 1, "memberships/0/start_date", "wrong-date", "May 2019"),
        ),
        (
            {"memberships": [{"person_id": "a", "start_date": "2017-02-30"}]},
            ("memberships", 1, "memberships/0/start_date", "wrong-date", "2017-02-30"),
        ),
        ({"organizations": [{"id": "o", "name": "???"}]}, ("organizations", 1, "organizations/0/name", "no-name", "???")),
        ([{"name": "x"}], ("items", 1, "0", "unknown-kind", "{'name': 'x'}")),
    ],
)
def test_a_bad_item_is_rejected_where_it_stands(tmp_path, content, expected):
    batch = batch_of(tmp_path, content)
    assert codes(batch) == [expected]
    assert (batch.rows, batch.rows_in) == ((), 1)
    assert batch.rejects[0].hint


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"persons": [', "not JSON"),
        (b"\xff\xfe\x00", "."),
        (b"[" * 100_000, "not JSON"),
        (b'{"grants": []}', "holds no persons"),
        (b"[]", "holds no persons"),
        (b"5", "holds no persons"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path, content, words):
    with pytest.raises(BadFile, match=words):
        read_popolo(written(tmp_path, content))


def test_a_date_is_asked_for_where_the_file_has_none(tmp_path):
    assert str(batch_of(tmp_path, {**WHOLE, "as_of": "2020-02"}, date="").edition).startswith("2020-02 ")
    with pytest.raises(UsageError) as caught:
        batch_of(tmp_path, WHOLE, date="")
    assert "--date" in caught.value.hint


def test_an_end_before_its_beginning_is_not_taken(tmp_path):
    wrong = {**WHOLE, "memberships": [{**MEMBERSHIPS[0], "end_date": "2018"}]}
    assert ("CHAIRS", ONE, PANEL, "", "", "2019-05", "") in seen(batch_of(tmp_path, wrong))

    assert read_popolo(written(tmp_path, wrong)).remarks == (
        "memberships/0: the end 2018 lies before the beginning 2019-05, and is not taken.",
    )


SPOKEN = {"id": "abc", "name": "Fenmarsh Trust"}, {"id": "p", "name": "Person 1"}, {"id": "c", "label": "Cook of the Trust"}
COOK = "post/fenmarsh-trust/cook-of-the-trust"


@pytest.mark.parametrize("ids", [True, False])
def test_what_a_membership_refers_to_may_stand_inside_it(tmp_path, ids):
    """The specification embeds persons, organisations and posts so."""
    body, person, post = ({name: value for name, value in item.items() if ids or name != "id"} for item in SPOKEN)
    whole = {"role": "Cook", "organization": body, "person": person, "post": post, "start_date": "1972-01-01", "end_date": "1980"}
    batch = batch_of(tmp_path, whole)
    who = f"person/person-1~made~{'p' if ids else '0-person'}"
    assert (seen(batch), codes(batch)) == (
        {("HOLDS", who, COOK, "", "", "1972-01-01", "1980"), ("POST_IN", COOK, "body/fenmarsh-trust", "", "", "", "")},
        [],
    )


def test_one_person_with_seats_is_a_person_and_a_page_of_a_service_is_its_items(tmp_path):
    person = {
        "id": "p",
        "name": "Person 1",
        "memberships": [{"organization_id": "o", "role": "Vice-Chair", "post_id": None, "end_date": ""}],
    }
    page = {"total": 2, "page": 1, "result": [{"id": "o", "name": "Panel 1", "classification": "panel"}, person]}
    assert seen(batch_of(tmp_path, page)) == {("CHAIRS", "person/person-1~made~p", "body/panel-1", "Vice", "", "", "")}
    assert codes(batch_of(tmp_path, person)) == [
        ("memberships", 2, "0/memberships/0/organization_id", "unknown-organization", "o"),
    ]


def test_ids_that_are_numbers_a_name_above_the_lists_and_a_seat_without_end(tmp_path):
    found = {
        "name": "Committees of Fenmarsh",
        "organisations": [{"id": 1, "name": "Panel 1"}],
        "people": [{"id": 7, "other_names": [{"given_name": "Old", "family_name": "Name", "end_date": "2001"}, MAIN]}],
        "memberships": [{"person_id": 7, "organization": 1, "start_date": 2019, "end_date": "9999-12-31"}],
        "events": [{"id": "term/1"}],
    }
    assert seen(batch_of(tmp_path, found)) == {("MEMBER_OF", "person/person-1~made~7", "body/panel-1", "", "", "2019", "")} | {
        ("STATED_IN", "person/person-1~made~7", "paper/popolo/made/2022-03/people-0", "", "", "", "2001")
    }
    assert read_popolo(written(tmp_path, found)).passed_over == ("events",)


MAIN = {"given_name": "Person", "family_name": "1", "note": "Main"}


def test_the_ids_of_a_file_keep_apart_what_has_one_name(tmp_path):
    """Two committees, two ward councillors: one name, two ids, two things."""
    councils = [{"id": "a", "name": "Council A"}, {"id": "b", "name": "Council B"}]
    audits = [{"id": f"{x}1", "name": "Audit Committee", "parent_id": x} for x in "ab"]
    posts = [{"id": ward, "label": "Councillor", "organization_id": "a", "area": {"name": ward}} for ward in ("North", "South")]
    batch = batch_of(tmp_path, {"organizations": [*councils, *audits], "posts": posts})
    ids = {claim.id for row in batch.rows for claim in row.claims if claim.labels[0] in ("Board", "Role")}
    assert ids == {
        *("body/audit-committee~council-a", "body/audit-committee~council-b"),
        *("post/council-a/councillor~north", "post/council-a/councillor~south"),
    }
    asked = [s for row in batch.rows for s in row.statings if s.type == "POSSIBLY_SAME_AS"]
    assert [(s.start, s.end) for s in asked] == [("body/audit-committee~council-a", "body/audit-committee~council-b")]


def test_the_numbers_of_another_system_are_not_ids_of_the_landscape(tmp_path):
    """Two councils number their people `person/1`: they are two persons. In a file of the landscape's own, which has `as_of`, it is one."""
    found = {"persons": [{"id": "person/1", "name": "Person 1"}], "organizations": [{"id": "body/1", "name": "Panel 1"}]}
    assert {claim.id for row in batch_of(tmp_path, found).rows for claim in row.claims[1:]} == {
        "person/person-1~made~person-1",
        "body/panel-1",
    }
    own = batch_of(tmp_path, {**found, "as_of": "2022"})
    assert {claim.id for row in own.rows for claim in row.claims[1:]} == {"person/1", "body/1"}


def test_an_identifier_that_two_share_makes_them_not_one(tmp_path):
    codes = [[{"scheme": "x", "identifier": "1"}, {"scheme": "wiki", "identifier": f"Q{number}"}] for number in (1, 2)]
    found = {"persons": [{"id": f"p{n}", "name": f"Person {n}", "identifiers": codes[n - 1]} for n in (1, 2)]}
    batch = batch_of(tmp_path, found)
    assert {claim.id: claim.identifiers for row in batch.rows for claim in row.claims[1:]} == {
        "person/wiki-q1": ("wiki:Q1",),
        "person/wiki-q2": ("wiki:Q2",),
    }
    assert "identifier x:1" in read_popolo(written(tmp_path, found)).remarks[0]


def test_an_id_that_two_names_have_is_refused_the_second_time(tmp_path):
    twice = {"persons": [{"id": "a", "name": "Person 1"}, {"id": "a", "name": "Person 2"}, {"id": "a", "name": "person 1"}]}
    batch = batch_of(tmp_path, twice)
    assert codes(batch) == [("persons", 2, "persons/1/id", "duplicate", "a")]
    assert "Person 1" in batch.rejects[0].hint


def test_what_hangs_on_a_refused_organisation_is_refused_too(tmp_path):
    found = {
        "organizations": [{"id": "o", "name": "Panel 1", "parent_id": "gone"}, {"id": "u", "name": "Group 1", "parent_id": "o"}],
        "persons": [PERSONS[1]],
        "memberships": [{"person_id": "b", "organization_id": "u"}],
    }
    batch = batch_of(tmp_path, found)
    assert [code[2:5] for code in codes(batch)] == [
        ("organizations/0/parent_id", "unknown-organization", "gone"),
        ("organizations/1/parent_id", "unknown-organization", "o"),
        ("memberships/0/organization_id", "unknown-organization", "u"),
    ]
    assert [row.origin.sheet for row in batch.rows] == ["persons"]


def test_when_a_name_was_used_is_a_statement(tmp_path):
    names = [{"name": "Fenmarsh Trust", "start_date": "1955-01-01"}, {"name": "Old Trust", "start_date": "1950", "end_date": "1954"}, "FT"]
    batch = batch_of(tmp_path, {"organizations": [{"id": "o", "name": "Fenmarsh Trust", "other_names": names}]})
    said = [(s.carried["value_text"], s.valid_from, s.valid_to) for s in batch.rows[0].statings if s.type == "STATED_IN"]
    assert said == [("Fenmarsh Trust", "1955-01-01", ""), ("Old Trust", "1950", "1954")]
    assert batch.rows[0].claims[1].names == ("Old Trust", "FT")


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Vice-Chair", ("CHAIRS", "Vice")),
        ("Chair (acting)", ("CHAIRS", "acting")),
        ("Chairman of the Panel", ("CHAIRS", "")),
        ("Vice chairman of Panel 1", ("CHAIRS", "Vice")),
        ("Chair of Another Panel", ("MEMBER_OF", "Chair of Another Panel")),
        ("Chair of Governors", ("MEMBER_OF", "Chair of Governors")),
        ("Leader of the Council", ("MEMBER_OF", "Leader of the Council")),
        ("Independent Member", ("MEMBER_OF", "Independent")),
        ("Acting Chief Executive", ("HOLDS", "Acting")),
        ("Deputy Chief", ("HOLDS", "")),
    ],
)
def test_what_a_role_says_of_a_seat(tmp_path, role, expected):
    post = {"post_id": "c"} if expected[0] == "HOLDS" else {}
    found = {
        "organizations": [{"id": "o", "name": "Panel 1"}],
        "posts": [{"id": "c", "label": "Chief Executive", "organization_id": "o"}],
        "memberships": [{"person_id": "b", "organization_id": "o", "role": role, **post}],
        "persons": [PERSONS[1]],
    }
    assert [(kind, capacity) for kind, start, _, capacity, *_ in seen(batch_of(tmp_path, found)) if start.startswith("person/")] == [
        expected
    ]


def test_in_a_store_again_and_of_a_later_date(tmp_path, made, load, state):
    report = load(batch_of(tmp_path, WHOLE))
    assert (report.rows_in, report.rows_used, report.rejects) == (9, 9, ())
    held = state(made)
    load(batch_of(tmp_path, WHOLE))
    assert state(made) == held
    load(batch_of(tmp_path, {"organizations": [{"id": "x", "name": "Fenmarsh Trust"}]}, date="2023"))
    assert [(start, end) for start, end, p in facts(made, "CHAIRS") if not {"hidden", "ended_by"} & p.keys()] == [(ONE, PANEL)]


def test_out_and_in_again_is_the_same(tmp_path, made, load):
    """What `export popolo` writes of a landscape, read into an empty one, is written again alike, but for who says it."""

    def out():
        stream = io.BytesIO()
        with Landscape(made, Options(as_of="2022-12-31", names=True)) as landscape:
            write(landscape, stream, About("2022-12-31"))
        return stream.getvalue()

    load(batch_of(tmp_path, WHOLE))
    first = out()
    made.write(lambda tx: tx.run("MATCH (n:Entity) DETACH DELETE n", {}))
    load(batch_of(tmp_path, first, date="2022-03"))
    second = out()
    source = b"paper/popolo/made/2022-03"
    assert source in first
    assert _without_places(second) == _without_places(first)
    assert len(json.loads(first)["memberships"]) == 3  # the seat that ended in 2021 is not in force


def _without_places(raw):
    found = json.loads(raw)
    for item in found["memberships"]:
        assert item.pop("evidence")
        assert item.pop("sources")
    return json.dumps(found)
