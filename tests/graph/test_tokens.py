"""The words of a Cypher text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.tokens import place_of, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("MATCH (n) // CREATE\nRETURN n", ["MATCH", "(", "n", ")", "RETURN", "n"]),
        ("/* a ' \" ` */RETURN 1", ["RETURN", "1"]),
        ("RETURN '//' AS x", ["RETURN", "'//'", "AS", "x"]),
        (r"RETURN 'a\'b // c' AS x", ["RETURN", r"'a\'b // c'", "AS", "x"]),
        ("RETURN `a``b` AS `é`", ["RETURN", "a`b", "AS", "é"]),
        ("RETURN $`a b`, $x.y", ["RETURN", "a b", ",", "x", ".", "y"]),
        ("[*1..3]", ["[", "*", "1", ".", ".", "3", "]"]),
        ("n.x=1.5e3", ["n", ".", "x", "=", "1.5e3"]),
        ("'never closed", ["'", "never", "closed"]),
        ("RETURN 1 //", ["RETURN", "1"]),
    ],
)
def test_words(text, words):
    assert [token.text for token in tokens(text)] == words


def test_a_keyword_is_a_bare_name():
    bare, quoted, text = tokens("call `call` 'call'")
    assert bare.is_word("CALL")
    assert not quoted.is_word("CALL")
    assert not text.is_word("CALL")
    assert (bare.is_name, quoted.is_name, text.is_name) == (True, True, False)


@given(st.text(alphabet=st.sampled_from("ab`'\"/*\\$ .\n1é𝔘"), max_size=30))
def test_every_word_stands_where_it_says(text):
    found = tokens(text)
    assert [token.at for token in found] == sorted({token.at for token in found})
    for token in found:
        assert token.text in text[token.at :] or "`" in token.text
        line, column = place_of(text, token.at)
        assert text.split("\n")[line - 1][column - 1] == text[token.at]
