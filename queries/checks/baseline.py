"""The baseline: findings that are known and accepted, as a file to keep under version control. Pure: text in, text out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from graph.errors import BadFile
from queries.checks.finding import Finding

VERSION = 1


def as_baseline(found: Iterable[Finding]) -> str:
    """The findings as a baseline: one a line, sorted by rule and entities, so that a change shows as few lines."""
    rows = sorted(
        ({"rule": each.rule.id, "entities": [item.id for item in each.entities], "fingerprint": each.fingerprint} for each in found),
        key=lambda row: (row["rule"], row["entities"], row["fingerprint"]),
    )
    lines = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in rows)
    return (
        f'{{\n  "version": {VERSION},\n  "findings": [\n{lines}\n  ]\n}}\n'
        if rows
        else f'{{\n  "version": {VERSION},\n  "findings": []\n}}\n'
    )


def read_baseline(text: str, where: str) -> frozenset[str]:
    """The fingerprints of a baseline; raises `BadFile` for what is none."""
    hint = "write one with `landscape check --write-baseline FILE`"
    try:
        content = json.loads(text)
    except ValueError as error:
        raise BadFile("The baseline is no JSON.", where=f"{where}: {error}", hint=hint) from error
    if not isinstance(content, dict) or not isinstance(content.get("findings"), list):
        raise BadFile("The file is no baseline.", where=where, hint=hint)
    if content.get("version") != VERSION:
        raise BadFile(f"The baseline is of version {content.get('version')!r}, not {VERSION}.", where=where, hint=hint)
    marks = [row.get("fingerprint") if isinstance(row, dict) else None for row in content["findings"]]
    for number, mark in enumerate(marks, start=1):
        if not isinstance(mark, str) or not mark:
            raise BadFile("A finding of the baseline has no fingerprint.", where=f"{where}, finding {number}", hint=hint)
    return frozenset(map(str, marks))


def told_apart(found: Sequence[Finding], known: frozenset[str]) -> tuple[list[Finding], int, int]:
    """The findings that are new, how many are known, and how many of the baseline are found no longer."""
    new = [each for each in found if each.fingerprint not in known]
    return new, len(found) - len(new), len(known - {each.fingerprint for each in found})
