"""The rules run over a store: findings as a list, and as an answer for every format."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence

from graph.answer import Answer, AnswerRow, Note, NoteCode
from graph.classes import INSTANCE
from graph.errors import UsageError
from graph.model.values import latest
from graph.store import Store
from graph.timeline import Fact
from queries.checks import chains, contested, gaps, records  # noqa: F401 - each registers its rules
from queries.checks.finding import RULES, Finding, Hit, Rule, Severity, fingerprint
from queries.checks.landscape import Landscape, read_landscape
from queries.run import evidence_of
from queries.shapes.common import known
from queries.slice import Slice

MOST_ALIKE = 12
"""The same finding of more members of a class than this is one finding of the class."""
NAMED_OF_CLASS = 3
"""So many of them are named and cited."""
COLUMNS = ("severity", "rule", "entity", "entity_id", "detail", "what_to_do")


def chosen(names: Iterable[str]) -> list[Rule]:
    """The rules of these ids, all where none is given; raises `UsageError` with "did you mean"."""
    wanted = list(dict.fromkeys(names))
    for name in wanted:
        if name not in RULES:
            near = difflib.get_close_matches(name, RULES, 1, cutoff=0.4)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise UsageError(f"There is no rule {name!r}.", hint=f"{hint}`landscape check --list` lists them all")
    return [RULES[name] for name in wanted] or list(RULES.values())


def findings(landscape: Landscape, rules: Sequence[Rule]) -> list[Finding]:
    """What these rules find, the gravest first, then by rule and name. Pure; the order of facts does not matter."""
    found: dict[str, Finding] = {}
    for each in rules:
        for hit in each.check(landscape):
            finding = _finding(landscape.part, each, hit)
            found.setdefault(finding.fingerprint, finding)
    severities, order = list(Severity), list(RULES)
    return sorted(
        _by_class(landscape.part, list(found.values())),
        key=lambda f: (severities.index(f.severity), order.index(f.rule.id), f.sentence.casefold(), f.fingerprint),
    )


def _finding(part: Slice, each: Rule, hit: Hit) -> Finding:
    evidence = dict.fromkeys((*(item for fact in hit.facts for item in fact.properties.get("evidence", ())), *hit.evidence))
    entities = tuple(known(part, item) for item in hit.entities)
    mark = fingerprint(each.id, hit)
    return Finding(each, hit.severity or each.severity, entities, hit.detail, hit.facts, tuple(evidence), hit.note, mark)


def _by_class(part: Slice, found: Sequence[Finding]) -> list[Finding]:
    """The findings, those that are the same for more than `MOST_ALIKE` members of one class as one finding of the class."""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for each in found:
        for fact in part.out_of(each.entities[0].id, INSTANCE) if len(each.entities) == 1 else ():
            alike.setdefault((each.rule.id, each.detail, fact.end), []).append(each)
    single = {each.fingerprint: each for each in found}
    for (_, _, item), members in sorted(alike.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        left = [each for each in members if each.fingerprint in single]
        if len(left) > MOST_ALIKE:
            single = {mark: each for mark, each in single.items() if each not in left}
            one = _of_class(part, item, left)
            single[one.fingerprint] = one
    return list(single.values())


def _of_class(part: Slice, item: str, members: Sequence[Finding]) -> Finding:
    """One finding of a class for the same finding of many of its members: all are its entities, and a few are named and cited."""
    first, named = members[0], sorted(members, key=lambda each: (each.entities[0].called.casefold(), each.fingerprint))[:NAMED_OF_CLASS]
    of_all = len({fact.start for fact in part.into(item, INSTANCE) if not known(part, fact.start).is_class})
    names = ", ".join(each.entities[0].called for each in named)
    return Finding(
        first.rule,
        first.severity,
        (known(part, item), *(each.entities[0] for each in members)),
        f"{len(members)} of {of_all} ({names}, ...): {first.detail}",
        tuple(fact for each in named for fact in each.facts),
        tuple(dict.fromkeys(passage for each in named for passage in each.evidence)),
        first.note,
        fingerprint(first.rule.id, Hit((item,), "", mark="members")),
    )


def run(store: Store, as_of: str, rules: Iterable[str] = (), *, all_plans: bool = False) -> list[Finding]:
    """What the rules of these ids (all where none is given) find in the landscape at a date; raises `UsageError` for an unknown rule."""
    picked = chosen(rules)
    return findings(read_landscape(store, as_of, all_plans=all_plans), picked)


def answer(store: Store, as_of: str, rules: Iterable[str] = (), *, all_plans: bool = False) -> Answer:
    """The findings as an answer: severity, rule, entity, detail, what to do; in JSON also all entities and the fingerprint."""
    names = tuple(rules)
    picked = chosen(names)
    landscape = read_landscape(store, as_of, all_plans=all_plans)
    return answer_of(store, as_of, names, findings(landscape, picked), landscape.plans.notes(landscape.part))


def answer_of(store: Store, as_of: str, rules: Iterable[str], found: Sequence[Finding], notes: Sequence[Note] = ()) -> Answer:
    """The answer that these findings make."""
    names = tuple(rules)
    told = list(notes)
    if any(each.note is NoteCode.LOST for each in found):
        told.append(Note(code=NoteCode.LOST, sentence="Some cells are lost in the text of their paper: the paper itself may say more."))
    if not found:
        told.append(Note(code=NoteCode.NOT_STATED, sentence=f"The rules find nothing in the papers dated up to {as_of}."))
    return Answer(
        question="check",
        parameters={"rules": list(names)} if names else {},
        as_of=as_of,
        columns=COLUMNS,
        rows=tuple(_row(each) for each in found),
        evidence=evidence_of(store, {item for each in found for item in each.evidence}),
        notes=tuple(told),
    )


def _row(each: Finding) -> AnswerRow:
    first = each.entities[0] if each.entities else None
    return row_of(
        each,
        {
            "severity": str(each.severity),
            "rule": each.rule.id,
            "entity": first.called if first else "",
            "entity_id": first.id if first else "",
            "detail": each.detail,
            "what_to_do": each.rule.advice,
            "entities": [{"id": item.id, "name": item.called} for item in each.entities],
            "fingerprint": each.fingerprint,
        },
    )


def row_of(each: Finding, values: dict[str, object]) -> AnswerRow:
    """A finding as a row with its evidence; the first fact that it rests on says standing, modality and when it was last stated."""
    first = each.facts[0].properties if each.facts else {}
    return AnswerRow(
        values=values,
        evidence=each.evidence,
        standing=str(first.get("standing", "")),
        modality=str(first.get("modality", "")),
        said_by=str(first.get("said_by", "")),
        said_by_id=str(first.get("said_by", "")),
        last_stated=_last(each.facts),
        sentence=each.sentence,
    )


def _last(facts: Sequence[Fact]) -> str:
    return max((fact.last_stated for fact in facts), key=lambda date: (latest(date) if date else "", date), default="")


def counts(found: Iterable[Finding]) -> Counter[Severity]:
    """How many findings there are of each severity."""
    return Counter(each.severity for each in found)
