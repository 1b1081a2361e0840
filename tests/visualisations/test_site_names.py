"""Names of files from ids: safe on every file system, never two ids with one name."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from visualisations.site.landscape import in_order
from visualisations.site.names import anchor, stem

RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))}
MODEL = st.from_regex(r"(body|work|place)(/[a-z0-9]{1,12}([-~][a-z0-9]{1,9}){0,4}){1,3}", fullmatch=True)


@given(MODEL | st.text(max_size=120))
@example("con/x")
@example("../../etc/passwd")
@example("body/a\u202eb")
@example("")
@example("x" * 300)
def test_a_name_is_safe_on_every_file_system(item: str) -> None:
    name = f"{stem(item)}.html"
    assert re.fullmatch(r"[a-z0-9._=-]+", name)
    assert len(name) <= 100
    assert name.partition(".")[0] not in RESERVED
    assert not name.startswith((".", "-"))
    assert ".." not in name
    assert name == name.lower()


@given(st.lists(MODEL | st.text(max_size=60), min_size=2, max_size=30, unique=True))
@example(["body/a-b", "body/a/b", "body/a~b", "body/a.b", "body.a-b", "Body/a-b", "body/A-b", "body/á-b"])
def test_no_two_ids_have_one_name(items: list[str]) -> None:
    assert len({stem(item) for item in items}) == len(items)


def test_an_id_of_the_model_stays_readable() -> None:
    assert stem("body/home-office") == "body.home-office"
    assert stem("work/police-and-crime-plan-2017/v4") == "work.police-and-crime-plan-2017.v4"
    assert stem("work/a-plan-with-a-very-long-name-indeed/and-a-part-of-it/v4").startswith("and-a-part-of-it.v4=")


def test_an_anchor_leaves_out_the_paper() -> None:
    assert anchor("paper/x/2018-10/row-v4/leads", "paper/x/2018-10") == "at.row-v4.leads"
    assert re.fullmatch(r"at\.[a-z0-9._=-]+", anchor('paper/x/"><script>', "paper/x"))


def test_places_stand_in_the_order_of_the_paper() -> None:
    assert sorted(["para 6.10", "para 6.2", "row V10", "row V4", ""], key=in_order) == ["", "para 6.2", "para 6.10", "row V4", "row V10"]
