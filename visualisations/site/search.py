"""The index that the search box reads: scripts of rows, so that it works from disk where nothing may be fetched. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from visualisations.site.landscape import Landscape
from visualisations.site.words import label

SHARD = 4000
"""Rows of one file of the index."""

Entry = tuple[str, str, str, str]


def entries(site: Landscape, more: Iterable[Entry]) -> Iterator[Entry]:
    """Rows of name, kind, address and what else finds it: other names, code, id; entities, papers, then `more`."""
    for item, row in site.entities.items():
        words = label(row["label"])
        kind = words if not row["kind"] or row["kind"].casefold() == words.casefold() else f"{words}, {row['kind']}"
        yield row["name"] or "(no name)", kind, site.address(item), "\n".join((*row["names"], row["code"], *row["identifiers"], item))
    for item, row in site.papers.items():
        yield (
            row["name"] or "(paper without a title)",
            f"paper {site.numbers[item]}, {row['date']}",
            site.address(item),
            "\n".join((*row["names"], item)),
        )
    yield from more


def scripts(rows: Iterable[Entry]) -> list[str]:
    """The files of the index, as scripts that hand their rows to the search box."""
    everything = list(rows)
    parts = [everything[at : at + SHARD] for at in range(0, len(everything), SHARD)] or [[]]
    return [f"landscapeSearch.take({json.dumps(part, ensure_ascii=False, separators=(',', ':'))});\n" for part in parts]
