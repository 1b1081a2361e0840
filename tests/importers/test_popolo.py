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
            ("memberships", 1, "memberships/0/start_date", "against-schema", "May 2019"),
        ),
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
