"""Findings as SARIF 2.1.0, the format in which pipelines read the results of checks. Pure: text out.

A result's location is the paper and the place in it, as a logical location: what a paper says has no file or line of the user's.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from graph.answer import Evidence
from queries.checks.finding import RULES, Finding, Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""The name of the format; nothing fetches it."""

FINGERPRINT = "landscape/v1"
"""Name of our fingerprints among those that a result may carry."""


def as_sarif(found: Sequence[Finding], evidence: Mapping[str, Evidence], as_of: str, known: Collection[str] | None = None) -> str:
    """One run with every rule and these findings.

    `known` are the fingerprints of a baseline: with one, each result says whether it is `new` or `unchanged`.
    """
    order = {name: place for place, name in enumerate(RULES)}
    results = [_result(each, order[each.rule.id], evidence, known) for each in found]
    driver = {
        "name": "landscape",
        "semanticVersion": version("partnership-landscape"),
        "rules": [_rule(rule) for rule in RULES.values()],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results, "properties": {"asOf": as_of}}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.words},
        "fullDescription": {"text": rule.finds},
        "help": {"text": rule.advice},
        "defaultConfiguration": {"level": str(rule.severity)},
        "properties": {"tags": [rule.group]},
    }


def _result(each: Finding, place: int, evidence: Mapping[str, Evidence], known: Collection[str] | None) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": each.rule.id,
        "ruleIndex": place,
        "level": str(each.severity),
        "message": {"text": f"{each.sentence}. {each.rule.advice}"},
        "locations": [{"logicalLocations": [_entity(item.id, item.called)]} for item in each.entities[:1]],
        "relatedLocations": [_related(number, item, evidence) for number, item in enumerate(each.evidence)],
        "partialFingerprints": {FINGERPRINT: each.fingerprint},
        "properties": {"entities": [{"id": item.id, "name": item.called} for item in each.entities]},
    }
    if known is not None:
        result["baselineState"] = "unchanged" if each.fingerprint in known else "new"
    return result


def _entity(item: str, name: str) -> dict[str, Any]:
    return {"name": name, "fullyQualifiedName": item, "kind": "resource"}


def _related(number: int, item: str, evidence: Mapping[str, Evidence]) -> dict[str, Any]:
    told = evidence[item].reference if item in evidence else item
    return {"id": number, "message": {"text": told}, "logicalLocations": [{"name": told, "fullyQualifiedName": item, "kind": "resource"}]}
