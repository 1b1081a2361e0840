"""Takes a person's name out of the store and keeps it out: the post stays, and the next import does not bring the name back.

The store keeps no name that it must not say, only salted hashes of its folded words: a text names somebody who was forgotten where a
run of its words has such a hash. A claim of a person so named is left out with every fact about that person; in every other text the
words are taken out.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from graph.editions import Edition
from graph.facts import Claim, Stating
from graph.model.ids import fold
from graph.store import Row
from importers.batch import Batch, Origin, SourceRow

RECORD = "paper/office-record/names-taken-out"
"""The office record that holds the hashes; it is in every backup."""

MASK = "[name taken out]"

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_READ = "MATCH (n:Entity {id: $id}) RETURN n.forgotten AS forgotten"


class Hidden(NamedTuple):
    """One name that is taken out: how many words it has, the salt, and the hash of its folded words."""

    words: int
    salt: str
    digest: str

    def __str__(self) -> str:
        return f"{self.words}:{self.salt}:{self.digest}"


def hidden(name: str, salt: str) -> Hidden:
    """The entry that hides a name; raises `ValueError` for one without a letter."""
    words = _folded(name)
    if not words:
        message = f"no letter in {name!r}"
        raise ValueError(message)
    return Hidden(len(words), salt, _digest(" ".join(words), salt))


def _folded(text: str) -> list[str]:
    return [fold(match[0]).replace(".", "") for match in _WORD.finditer(text)]


@lru_cache(maxsize=50_000)
def _digest(words: str, salt: str) -> str:
    return hashlib.sha256(f"{salt} {words}".encode()).hexdigest()


class Forgotten:
    """The names of a store that must not be said."""

    def __init__(self, entries: Iterable[str]) -> None:
        parts = (entry.split(":") for entry in entries)
        self.entries = tuple(Hidden(int(words), salt, digest) for words, salt, digest in parts)
        self._known = {(item.words, item.salt): set[str]() for item in self.entries}
        for item in self.entries:
            self._known[item.words, item.salt].add(item.digest)

    def __bool__(self) -> bool:
        return bool(self.entries)

    def spans(self, text: str, *, least: int = 1) -> list[tuple[int, int]]:
        """Where names of at least `least` words stand in a text: first and last place of each."""
        places = [(match.start(), match.end(), fold(match[0]).replace(".", "")) for match in _WORD.finditer(text)]
        found: list[tuple[int, int]] = []
        for (size, salt), digests in self._known.items():
            if size < least:
                continue
            for first in range(len(places) - size + 1):
                run = places[first : first + size]
                if _digest(" ".join(word for _, _, word in run), salt) in digests:
                    found.append((run[0][0], run[-1][1]))
        return sorted(found)

    def is_named(self, text: str) -> bool:
        """True where the whole text is such a name."""
        words = _folded(text)
        return any(len(words) == size and _digest(" ".join(words), salt) in digests for (size, salt), digests in self._known.items())

    def taken_out(self, text: str, *, least: int = 1) -> str:
        """The text with `MASK` for each such name; a name of fewer words than `least` stays (a lone initial is a word of others too)."""
        for start, end in reversed(self.spans(text, least=least)):
            text = text[:start] + MASK + text[end:]
        return text

    def is_person(self, claim: Claim) -> bool:
        """True for the claim of a person who was forgotten."""
        if "Person" not in claim.labels:
            return False
        return any(self.is_named(name) for name in (claim.name, *claim.names) if name)

    def cleared(self, value: Any) -> Any:  # noqa: ANN401 - what claims and statings hold: texts, numbers, lists and maps of them
        """A value without the names of two words and more: a lone word or initials may be the name of something else too."""
        if isinstance(value, str):
            return self.taken_out(value, least=2)
        if isinstance(value, list | tuple):
            return type(value)(map(self.cleared, value))
        if isinstance(value, dict):
            return {name: self.cleared(item) for name, item in value.items()}
        return value


_READABLE = frozenset({"name", "names", "description", "note", "extra", "carried", "scope", "withdrawn"})
"""The fields of claims and statings that hold words of people; the others hold ids, dates and closed words."""

_AS_PRINTED = ("from_as", "to_as")
"""How an end is printed: initials too are taken out here."""


def _clear(item: Claim | Stating, forgotten: Forgotten) -> dict[str, Any]:
    changed = {}
    for name in _READABLE & set(item.__struct_fields__):
        before = getattr(item, name)
        after = forgotten.cleared(before)
        if after != before:
            changed[name] = after
    for name in _AS_PRINTED if isinstance(item, Stating) else ():
        before = getattr(item, name)
        if before and (after := forgotten.taken_out(before)) != before:
            changed[name] = "" if after == MASK else after
    return changed


def people(claims: Iterable[Claim], forgotten: Forgotten) -> frozenset[str]:
    """Every id of the persons among the claims who were forgotten."""
    return frozenset(item for claim in claims if forgotten.is_person(claim) for _, item in claim.answers_to)


def without(rows: Iterable[SourceRow], forgotten: Forgotten) -> tuple[tuple[SourceRow, ...], int]:
    """Rows without what names somebody who was forgotten, and how many rows that changed."""
    rows = tuple(rows)
    gone = people((claim for row in rows for claim in row.claims), forgotten)
    kept, changed = [], 0
    for row in rows:
        claims = tuple(clear_claims(row.claims, gone, forgotten))
        statings = tuple(clear_statings(row.statings, gone, forgotten))
        changed += (claims, statings) != (row.claims, row.statings)
        kept.append(row._replace(claims=claims, statings=statings))
    return tuple(kept), changed


def clear_claims(claims: Iterable[Claim], gone: frozenset[str], forgotten: Forgotten) -> list[Claim]:
    """Claims without those of the persons `gone`, and without their names."""
    kept = (claim for claim in claims if claim.id not in gone)
    return [claim.model_copy(update=change) if (change := _clear(claim, forgotten)) else claim for claim in kept]


def clear_statings(statings: Iterable[Stating], gone: frozenset[str], forgotten: Forgotten) -> list[Stating]:
    """Statings without those about the persons `gone`, and without their names; reported words stay reported words."""
    kept = []
    for stating in statings:
        if {stating.start, stating.end} & gone:
            continue
        change = _clear(stating, forgotten)
        if stating.said_by in gone:
            note = str(change.get("note", stating.note))
            change |= {"said_by": "", "note": "; ".join(filter(None, (note, "reported words; the speaker's name was taken out")))}
        if gone & set(stating.about):
            change["about"] = tuple(item for item in stating.about if item not in gone)
        kept.append(stating.model_copy(update=change) if change else stating)
    return kept


def read_forgotten(run: Callable[[str, Mapping[str, Any]], list[Row]]) -> Forgotten:
    """The names that the store keeps out; `run` reads one text."""
    found = run(_READ, {"id": RECORD})
    return Forgotten(found[0]["forgotten"] or () if found else ())


def record_batch(entries: Iterable[str], day: str, serial: int) -> Batch:
    """The office record of the names taken out, as its next edition."""
    listed = sorted(set(entries))
    digest = hashlib.sha256(json.dumps([listed, day, serial]).encode()).hexdigest()
    extra: dict[str, Any] = {"title": "Names taken out", "date": day, "forgotten": listed}
    itself = Claim(id=RECORD, labels=("Document",), name="Names taken out", kind="office record", extra=extra, source=RECORD)
    return Batch(itself, Edition(day, serial, digest[:12]), digest, (SourceRow(Origin("forget", "", 1)),))
