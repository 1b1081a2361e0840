"""What a user may mean who has typed the beginning of a subject: for the completion of a command line, which must be quick."""

from __future__ import annotations

from graph.model.ids import fold
from graph.model.labels import EVIDENCE_LABELS
from graph.store import Row, Store

MOST = 60
"""As many as a screen shows."""

_WORDS = "MATCH (n:Entity) WHERE n.hidden IS NULL AND n.search IS NOT NULL"
_SAYS = "RETURN n.id AS id, n.name AS name, n.names AS names, n.code AS code, labels(n) AS labels ORDER BY id"
_CODES = f"MATCH (n:Entity) WHERE n.hidden IS NULL AND n.code IS NOT NULL {_SAYS}"
_NAMED = f"{_WORDS} AND n.search CONTAINS $text {_SAYS}"
_BY_ID = f"{_WORDS} AND n.id STARTS WITH $text {_SAYS}"


def suggest(store: Store, beginning: str) -> list[tuple[str, str]]:
    """Codes, names, aliases and ids that begin so, whatever the case, each with the words that explain it; codes alone for nothing.

    Names that only hold the words come after those that begin with them, and only where no other word does. At the most `MOST`.
    """
    if not beginning.strip():
        return [(row["code"], row["name"]) for row in _read(store, _CODES, "")][:MOST]
    if "/" in beginning:
        return [(row["id"], row["name"]) for row in _read(store, _BY_ID, beginning.casefold())][:MOST]
    wanted = fold(beginning)
    begin: dict[str, str] = {}
    hold: dict[str, str] = {}
    for row in _read(store, _NAMED, wanted) if wanted else []:
        for word in (row["code"], row["name"], *(row["names"] or ())):
            if word and fold(word).startswith(wanted):
                begin.setdefault(word, row["name"] if word != row["name"] else row["id"])
            elif word and wanted in fold(word):
                hold.setdefault(word, row["id"])
    return sorted((begin or hold).items(), key=lambda pair: (len(pair[0]) > len(beginning) + 2, pair[0].casefold()))[:MOST]


def _read(store: Store, text: str, beginning: str) -> list[Row]:
    return [row for row in store.read(text, {"text": beginning}) if not EVIDENCE_LABELS & set(row["labels"])]
