"""Ids and keys: pure functions of what a source prints.

An id is `family/natural-key` in a-z, 0-9, `-`, `~`, `/`. A key is the type in lower case, `-`, and 20 hex digits of the SHA-256
over the JSON list of what tells two facts apart. Both are promises to users' scripts: changing either needs a new model version.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec
from anyascii import anyascii

_LOOK_ALIKE = str.maketrans(
    "АВЕКМНОРСТУХЗаеорсухіІјЈѕЅ",
    "ABEKMHOPCTYX3aeopcyxiIjJsS",
)
"""Cyrillic letters that look like Latin ones. An OCR puts them in place of the Latin letters, so they fold by shape, not by sound."""

_ID = re.compile(r"[a-z]+(?:/[a-z0-9~-]+)+")
_LONGEST = 80
REFERRED = 3
"""Rank of an id that a source only refers to (`least_id`)."""
_DIGEST = 6


@lru_cache(maxsize=8192)  # scopes and kinds come again and again
def fold(text: str) -> str:
    """Text for comparing: look-alike letters to Latin, accents dropped, `&` to "and", lower case, one space between words.

    >>> fold("  Сafé  & Co. ")
    'cafe and co.'
    """
    plain = anyascii(text.translate(_LOOK_ALIKE)).replace("&", " and ")
    return " ".join(plain.casefold().split())


@lru_cache(maxsize=50_000)
def slug(text: str) -> str:
    """One step of an id.

    Folded as `fold`, every other character a `-`, leading "the" dropped; over 80 characters cut, plus 6 hex of the SHA-256.

    >>> slug("The Drug & Alcohol misuse group")
    'drug-and-alcohol-misuse-group'
    """
    folded = fold(text).replace("'", "")
    step = re.sub(r"[^a-z0-9~]+", "-", folded).strip("-")
    step = re.sub(r"^(the-)+", "", step)
    if len(step) > _LONGEST:
        digest = hashlib.sha256(step.encode()).hexdigest()[:_DIGEST]
        step = f"{step[: _LONGEST - _DIGEST - 1].rstrip('-')}-{digest}"
    return step


def make_id(prefix: str, *steps: str) -> str:
    """An id of family `prefix`; each step is a natural key.

    >>> make_id("work", "Police and Crime Plan 2017", "V4")
    'work/police-and-crime-plan-2017/v4'

    Raises `ValueError` where a step has no letter or digit.
    """
    slugs = [slug(step) for step in steps]
    if not slugs or not all(slugs):
        message = f"no letter or digit in {steps!r}"
        raise ValueError(message)
    return "/".join([prefix, *slugs])


def code_ids(prefix: str, identifiers: Iterable[str]) -> tuple[str, ...]:
    """Ids from registered codes, `scheme:value`: a GSS code stands alone, every other one with its scheme.

    >>> code_ids("body", ["GSS:E22000017", "GB-CHC:1234567"])
    ('body/e22000017', 'body/gb-chc-1234567')
    """
    found = []
    for item in identifiers:
        scheme, _, value = item.partition(":")
        if slug(value):
            found.append(f"{prefix}/{slug(value if scheme.upper() == 'GSS' else item)}")
    return tuple(found)


def is_id(text: str) -> bool:
    """True for text of the form of an id."""
    return bool(_ID.fullmatch(text))


@lru_cache(maxsize=100_000)
def passage_id(document: str, locator: str) -> str:
    """The id of one passage: its document's id, then a step for each step of its locator.

    An ordinal follows a `~`, and so does the number of an unnumbered block (`para @2`): it is not the paragraph that prints that number.

    >>> passage_id("paper/panel/2018-10/matrix", "row V4 > leads")
    'paper/panel/2018-10/matrix/row-v4/leads'
    >>> passage_id("paper/board/2016-08-11/report", "para 4.1 (2)")
    'paper/board/2016-08-11/report/para-4-1~2'

    Raises `ValueError` where a step of the locator has no letter or digit.
    """
    steps = [slug(re.sub(r" \((\d+)\)$", r"~\1", re.sub(r" @(?=\d)", " ~", step.strip()))) for step in locator.split(" > ")]
    if not all(steps):
        message = f"no letter or digit in {locator!r}"
        raise ValueError(message)
    return "/".join([document, *steps])


def relationship_key(kind: str, start: str, end: str, scope: str = "", valid_from: str = "", modality: str = "in force", *more: str) -> str:
    """The key of a relationship; for `STATED_IN`, `more` is its property and value_text.

    Two facts of one type and ends differ in scope (capacity, strand, round, limit), in when they began, or in modality.
    """
    parts = [kind, start, end, fold(scope), valid_from, modality, *more]
    digest = hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
    return f"{kind.lower()}-{digest[:20]}"


def least_id(ids: Iterable[tuple[int, str]]) -> str:
    """The id to show among the ids an entity answers to.

    Each comes with its rank: 0 printed by a register, 1 a registered code, 2 a name, 3 only referred to. Raises `ValueError` for none.
    """
    return min(ids)[1]
