"""A user's text never writes, administers or reads files, on any engine; and nothing harmless is refused."""

import json
import os
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.engines import guard
from graph.errors import BadCypher

from .harmless import HARMLESS
from .helpers import contents
from .hostile import ALL_HOSTILE, HOSTILE

SECRET = "the-canary-sings"
PARAMETERS = {"rows": [{"a": 1}, {"a": 2}], "text": "CREATE (:Entity)"}


@pytest.fixture
def canary(tmp_path):
    """The path of a pipe; whoever opens it to read waits in it, and is found there."""
    path = tmp_path / "canary"
    os.mkfifo(path)
    return path


def nobody_reads(path):
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
    except OSError:
        return True  # a pipe without a reader cannot be opened so
    return False


def refused(store, text, path):
    """The message with which the text is refused."""
    with pytest.raises(BadCypher) as caught:
        store.read(text.replace("CANARY", str(path)), {**PARAMETERS, "url": f"file://{path}"}, guarded=True, timeout=20)
    return str(caught.value)


def test_hostile_texts_are_refused_and_change_nothing(small, canary, tmp_path, subtests):
    secret = tmp_path / "secret.csv"
    secret.write_text(f"{SECRET}\n")
    before = contents(small)
    for reason, texts in HOSTILE.items():
        for text in texts:
            with subtests.test(reason=reason, text=text):
                refused(small, text, canary)
                assert nobody_reads(canary)
                if "CANARY" in text:
                    assert SECRET not in refused(small, text, secret)
                if small.engine == "embedded":
                    assert contents(small) == before
        assert contents(small) == before


def test_no_read_writes_even_unguarded(small, subtests):
    before = contents(small)
    for text in (*HOSTILE["writes plainly"], *HOSTILE["writes within"], *HOSTILE["makes or drops a schema"]):
        with subtests.test(text=text), pytest.raises(BadCypher):
            small.read(text, PARAMETERS, timeout=20)
    assert contents(small) == before


BLANKS = (" ", "\n", "\t", "\r\n", "  ", " /**/ ", "/* RETURN 1 */", " // RETURN 1\n", "\n/* ' */\n")


@st.composite
def variations(draw):
    """A hostile text with other capitals, and other white space or comments where it had some."""
    text = draw(st.sampled_from([text for text in ALL_HOSTILE if text.isascii() and text.isprintable() and "//" not in text]))
    parts = re.split(r"( +|'[^']*'|`[^`]*`|\"[^\"]*\")", text)
    written = ""
    for part in parts:
        if part.isspace():
            written += draw(st.sampled_from(BLANKS))
        elif part[:1] in ("'", '"', "`"):
            written += part
        else:
            written += draw(st.sampled_from((part, part.lower(), part.title(), part.swapcase())))
    return draw(st.sampled_from(("", *BLANKS))) + written + draw(st.sampled_from(("", ";", " ;\n", " // RETURN 1")))


def test_hostile_texts_are_refused_however_they_are_written(small, canary):
    before = contents(small)

    @settings(max_examples=250 if small.engine == "embedded" else 100, suppress_health_check=[HealthCheck.too_slow])
    @given(variations())
    def check(text):
        refused(small, text, canary)

    check()
    assert contents(small) == before
    assert nobody_reads(canary)


def test_harmless_texts_pass_with_their_rows(small, subtests):
    for text, rows in HARMLESS:
        with subtests.test(text=text):
            assert small.read(text, PARAMETERS, guarded=True) == rows


def test_the_lists_are_long():
    assert len(ALL_HOSTILE) >= 100
    assert len(set(ALL_HOSTILE)) == len(ALL_HOSTILE)
    assert len({text for text, _ in HARMLESS}) == len(HARMLESS) >= 100


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_an_empty_text_is_refused(small, text):
    with pytest.raises(BadCypher, match="empty"):
        small.read(text, guarded=True)


@pytest.mark.parametrize("operator", ["LoadCSV@neo4j", "ShowIndexes@neo4j", "TerminateTransactions@neo4j", "ProcedureCall@neo4j"])
def test_a_plan_is_searched_to_its_leaves(operator):
    leaf = {"operatorType": operator, "args": {"Details": "db.clearQueryCaches() :: ()"}, "children": []}
    plan = {"operatorType": "ProduceResults@neo4j", "children": [{"operatorType": "Apply@neo4j", "children": [leaf]}]}
    with pytest.raises(BadCypher):
        guard.refuse_plan("r", plan)
    guard.refuse_plan("r", json.loads(json.dumps(plan).replace(operator, "AllNodesScan@neo4j")))


@pytest.mark.parametrize("kind", ["w", "rw", "s", None])
def test_only_reading_plans_pass(kind):
    with pytest.raises(BadCypher):
        guard.refuse_plan(kind, {})
