"""Which editions of a source hold a row: pure bookkeeping behind "ends what it no longer holds", corrections and undo.

A source (a register, a plan, a table) is imported in editions. Its ledger is the list of editions known, in order. A row of the
source carries *spans*: maximal runs of editions that hold it, as text `first` (still held by the newest) or `first last-but-one-after`
(`"a1"`, or `"a1 c3"`: held from a1 on and no longer by c3). With the ledger the spans tell exactly which editions hold the row, and
a new edition leaves the spans of every row that it still holds as they were: that is why an unchanged row is never written again.

Two editions of one date and serial number are a correction: only the later arrival counts, and what only the earlier held was never said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph.model.values import latest


class Edition(NamedTuple):
    """One edition: its date (EDTF), its serial number within that date, and the first 12 hex of its bytes' SHA-256."""

    date: str
    serial: int
    digest: str

    def __str__(self) -> str:
        return f"{self.date} {self.serial} {self.digest}"

    @classmethod
    def parse(cls, text: str) -> Edition:
        """The edition that `str()` wrote."""
        date, serial, digest = text.split(" ")
        return cls(date, int(serial), digest)


Ledger = tuple[Edition, ...]


def enter(ledger: Sequence[Edition], edition: Edition) -> Ledger:
    """The ledger with one more edition: in order of last possible day, date and serial; among equals the order of arrival stays."""
    if any(known.digest == edition.digest for known in ledger):
        return tuple(ledger)
    return tuple(sorted([*ledger, edition], key=lambda item: (latest(item.date), item.date, item.serial)))


def leave(ledger: Sequence[Edition], digest: str) -> Ledger:
    """The ledger without one edition."""
    return tuple(item for item in ledger if item.digest != digest)


def held(spans: Iterable[str], ledger: Sequence[Edition]) -> frozenset[str]:
    """Digests of the editions of `ledger` that hold a row with these spans."""
    order = [item.digest for item in ledger]
    found: set[str] = set()
    for span in spans:
        first, _, after = span.partition(" ")
        found.update(order[order.index(first) : order.index(after) if after else None])
    return frozenset(found)


def spans(members: Iterable[str], ledger: Sequence[Edition]) -> tuple[str, ...]:
    """The spans of a row that the editions `members` (digests) of `ledger` hold."""
    wanted = set(members)
    result: list[str] = []
    first = ""
    for item in ledger:
        if item.digest in wanted:
            first = first or item.digest
        elif first:
            result.append(f"{first} {item.digest}")
            first = ""
    if first:
        result.append(first)
    return tuple(result)


def ended_by(members: Iterable[str], ledger: Sequence[Edition]) -> Edition | None:
    """The edition that ended a row: the first after the last that holds it; `None` while the newest holds it.

    Raises `LookupError` for a row that only corrected editions held: it was never said, and shows at no date.
    """
    counted = _uncorrected(ledger)
    last = last_held(members, ledger)
    if last < 0:
        raise LookupError
    return counted[last + 1] if last + 1 < len(counted) else None


def last_held(members: Iterable[str], ledger: Sequence[Edition]) -> int:
    """The place, among the editions that no other corrects, of the last that holds a row; -1 where none does."""
    wanted = set(members)
    return max((place for place, item in enumerate(_uncorrected(ledger)) if item.digest in wanted), default=-1)


def _uncorrected(ledger: Sequence[Edition]) -> list[Edition]:
    return list({(item.date, item.serial): item for item in ledger}.values())
