"""The comparison of a landscape at two dates. Pure: two slices in, changes out, in linear time.

Silence ends nothing: a fact that no later paper repeats still holds at the second date. What the later papers no longer name is listed
apart. Literal facts and mentions belong to the slices; facts of papers themselves do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.answer import plain_text
from graph.facts import Properties
from graph.model.relationships import BY_TYPE
from graph.model.values import Modality
from graph.timeline import Fact
from queries.changes.change import SEATS, Change, Kind, WhyEnded, never_asked, subject_of, words
from queries.changes.literals import of_literals
from queries.changes.silence import silences
from queries.slice import Slice

_SHOWN = 5
"""So many facts of a new entity are told; how many more there are is said."""
_COMPARED = ("share", "valid_from", "valid_to")
_DERIVED = frozenset({"amount", "currency", "value", "capacity", "round", "provisions", "cited_as"})
"""Carried properties that another one says as printed, that belong to the key, or that only tell how a paper prints it."""
_WAY = [Modality.PROPOSED, Modality.EXPECTED, Modality.PLANNED, Modality.IN_FORCE, Modality.ENDED]
"""The way that a fact goes: one that goes back is a new fact beside the old one."""

_BARE: Properties = {"modality": str(Modality.IN_FORCE)}
"""No properties: the words of a fact are its relation and its ends."""


def compare(before: Slice, after: Slice, why_ended: WhyEnded = never_asked) -> list[Change]:
    """Every change between two slices of one landscape, in the order of `Kind`, then by name."""
    was, now = _facts(before), _facts(after)
    known, still = _known(before), _known(after)
    used: set[str] = set()
    changes: list[Change] = []
    for found in (_successions(before, after), _re_owned(before, after), _re_dated(before, after, was, now)):
        for change in found:
            if not used & {fact.key for fact in change.now} or not change.now:
                changes.append(change)
                used |= {fact.key for fact in (*change.was, *change.now) if fact.key not in was or fact.key not in now}
    changes += _re_stated(after, was, now)
    literal_changes, literal_added = of_literals(before, after, why_ended)
    changes += [change for change in literal_changes if change.entity in known or change.kind is Kind.RENAMED]
    gone = [fact for key, fact in was.items() if key not in now and key not in used]
    changes += [_ended(before, fact, why_ended) for fact in gone if fact.properties.get("modality") != Modality.ENDED]
    fresh = [fact for key, fact in now.items() if key not in was and key not in used]
    changes += [
        Change(Kind.ENDED, subject_of(fact), "", words(after, fact), now=(fact,), sentence=f"Ended: {_line(after, fact)}")
        for fact in fresh
        if fact.properties.get("modality") == Modality.ENDED
    ]
    fresh = [fact for fact in fresh if fact.properties.get("modality") != Modality.ENDED]
    changes += _added(before, after, [*fresh, *literal_added], known, still)
    changes += silences(before, after)
    return sorted(changes, key=lambda c: (list(Kind).index(c.kind), after.name(c.entity).casefold(), c.entity, c.before, c.after))


def _facts(part: Slice) -> dict[str, Fact]:
    """Facts among entities of the landscape; not those of papers."""
    left = ("STATED_IN", "MENTIONED_IN", "FROM_DOCUMENT", "POSSIBLY_SAME_AS")
    return {
        key: fact for key, fact in sorted(part.facts.items()) if fact.type not in left and {fact.start, fact.end} <= part.entities.keys()
    }


def _known(part: Slice) -> frozenset[str]:
    """Entities that any fact of the slice names."""
    return frozenset(end for fact in part.facts.values() for end in (fact.start, fact.end) if end in part.entities)


def _line(part: Slice, fact: Fact) -> str:
    return f"{part.name(subject_of(fact))}, {words(part, fact)}" if fact.type in SEATS else f"{part.name(fact.start)} {words(part, fact)}"


def _names(part: Slice, items: Iterable[str]) -> str:
    return "; ".join(sorted({part.name(item) for item in items}))


# ---- one thing follows another


def _successions(before: Slice, after: Slice) -> list[Change]:
    """Succeeded, split (one to several) and merged (several to one)."""
    facts = [fact for fact in after.of_type("SUCCEEDS") if fact.properties.get("modality") == Modality.IN_FORCE]
    new = {fact.key for fact in facts if fact.key not in before.facts}
    heirs: dict[str, list[Fact]] = defaultdict(list)
    origins: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        heirs[fact.end].append(fact)
        origins[fact.start].append(fact)
    found = []
    for old, group in heirs.items():
        if len(group) > 1 and any(fact.key in new for fact in group):
            into = _names(after, (fact.start for fact in group))
            said = f"{after.name(old)} is split into {into}"
            found.append(Change(Kind.SPLIT, old, after.name(old), into, now=tuple(group), sentence=said))
    for heir, group in origins.items():
        if len(group) > 1 and any(fact.key in new for fact in group):
            of = _names(after, (fact.end for fact in group))
            said = f"{of} are merged into {after.name(heir)}"
            found.append(Change(Kind.MERGED, heir, of, after.name(heir), now=tuple(group), sentence=said))
    for fact in facts:
        if fact.key in new and len(heirs[fact.end]) == len(origins[fact.start]) == 1:
            old, heir = after.name(fact.end), after.name(fact.start)
            found.append(Change(Kind.SUCCEEDED, fact.end, old, heir, now=(fact,), sentence=f"{heir} succeeds {old}"))
    return found


# ---- owners


def _re_owned(before: Slice, after: Slice) -> list[Change]:
    """Seats whose holders differ: at least one is new, and at least one holds it no more."""
    then, now = _seats(before), _seats(after)
    found = []
    for seat in sorted(then.keys() & now.keys()):
        old, new = ({fact.start for fact in facts} for facts in (then[seat], now[seat]))
        if old - new and new - old:
            kind, end, capacity = seat
            role = SEATS[kind] + (f" ({capacity})" if capacity else "")
            was, is_now = _names(after, old), _names(after, new)
            found.append(
                Change(
                    Kind.RE_OWNED,
                    end,
                    f"{role}: {was}",
                    f"{role}: {is_now}",
                    tuple(then[seat]),
                    tuple(fact for fact in now[seat] if fact.start not in old or len(new) == 1),
                    f"{after.name(end)}, {role}: {was} before, {is_now} after",
                )
            )
    return found


def _seats(part: Slice) -> dict[tuple[str, str, str], list[Fact]]:
    """Who holds each seat at the date; those whom a newer paper replaces are left out."""
    found: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in part.of_type(*SEATS):
        if fact.key not in part.earlier and fact.properties.get("modality") == Modality.IN_FORCE:
            found[fact.type, fact.end, str(fact.properties.get("capacity", ""))].append(fact)
    return found


# ---- one fact, otherwise


def _identity(fact: Fact) -> tuple[str, str, str, str]:
    return fact.type, fact.start, fact.end, str(fact.properties.get("scope", ""))


def _re_dated(before: Slice, after: Slice, was: Mapping[str, Fact], now: Mapping[str, Fact]) -> list[Change]:
    """Facts that have another modality or beginning now: what was planned and is in force, or was in force and has ended."""
    by_identity: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
    for fact in was.values():
        by_identity[_identity(fact)].append(fact)
    found = []
    for key, fact in now.items():
        twins = [twin for twin in by_identity.get(_identity(fact), ()) if _stage(twin) < _stage(fact)]
        if key in was or not twins:
            continue
        old, new = "; ".join(_dated(before, twin) for twin in twins), _dated(after, fact)
        if fact.properties.get("modality") == Modality.ENDED:
            found.append(Change(Kind.ENDED, subject_of(fact), old, new, tuple(twins), (fact,), f"Ended: {_line(after, fact)}"))
        else:
            said = f"{after.name(subject_of(fact))}: {old} before, {new} after"
            found.append(Change(Kind.RE_STATED, subject_of(fact), old, new, tuple(twins), (fact,), said))
    return found


def _stage(fact: Fact) -> int:
    return _WAY.index(Modality(fact.properties.get("modality", Modality.IN_FORCE)))


def _dated(part: Slice, fact: Fact) -> str:
    """The words of a fact with its modality always said, since that is what may differ."""
    modality = str(fact.properties.get("modality", Modality.IN_FORCE))
    said = words(part, fact)
    return said if modality in said else f"{said} ({modality})"


def _re_stated(after: Slice, was: Mapping[str, Fact], now: Mapping[str, Fact]) -> list[Change]:
    """Facts that carry another amount, frequency, provision, decision, or end than before."""
    found = []
    for key, fact in now.items():
        if key not in was:
            continue
        old = was[key].properties
        for name in (*BY_TYPE[fact.type].carries, *_COMPARED):
            if name in _DERIVED or old.get(name) == fact.properties.get(name):
                continue
            label = name.replace("_text", "").replace("_", " ")
            values = [plain_text(one.get(name)) or "not stated" for one in (old, fact.properties)]
            told = [f"{words(after, fact._replace(properties=_BARE))}; {label}: {value}" for value in values]
            said = f"{_line(after, fact._replace(properties=_BARE))}: {label} was {values[0]}, is {values[1]}"
            found.append(Change(Kind.RE_STATED, subject_of(fact), told[0], told[1], (was[key],), (fact,), said))
    return found


# ---- ends and beginnings


def _ended(before: Slice, fact: Fact, why_ended: WhyEnded) -> Change:
    why, properties = why_ended(fact)
    now = (fact._replace(properties=properties),) if properties.get("evidence") else ()
    said = f"Ended: {_line(before, fact)}" + (f", {why}" if why else "")
    return Change(Kind.ENDED, subject_of(fact), words(before, fact), why, (fact,), now, said)


def _added(before: Slice, after: Slice, fresh: Iterable[Fact], known: frozenset[str], still: frozenset[str]) -> list[Change]:
    """New facts between entities that were known, each for itself; new entities, each with its facts."""
    new = still - known
    own: dict[str, list[Fact]] = defaultdict(list)
    found = []
    for fact in fresh:
        ends = [end for end in (subject_of(fact), fact.start, fact.end) if end in new]
        if ends:
            own[ends[0]].append(fact)
        else:
            said = f"New: {_line(after, fact)}" if fact.type != "STATED_IN" else f"New: {after.name(fact.start)}, {words(after, fact)}"
            found.append(Change(Kind.ADDED, subject_of(fact), "", words(after, fact), now=(fact,), sentence=said))
    order = list(BY_TYPE)
    for item in sorted(new):
        facts = sorted(own.get(item, ()), key=lambda f: (order.index(f.type), f.key))
        told = [_seen_from(after, fact, item) for fact in facts]
        more = f"; and {len(told) - _SHOWN} more facts" if len(told) > _SHOWN else ""
        what = after.entities[item]
        after_words = "; ".join([", ".join(filter(None, (what.label, what.kind))), *told[:_SHOWN]]) + more
        named = tuple(facts) or tuple(sorted((fact for fact in after.about(item) if fact.key not in before.facts), key=lambda f: f.key))
        said = f"New: {after.name(item)}: {after_words}"
        found.append(Change(Kind.ADDED, item, "", after_words, now=named, sentence=said))
    return found


def _seen_from(part: Slice, fact: Fact, item: str) -> str:
    """The words of a fact as they follow the name of either of its ends."""
    if item == subject_of(fact):
        return words(part, fact)
    known = BY_TYPE[fact.type]
    return f"{known.says} {part.name(fact.end)}" if item == fact.start else f"{known.back} {part.name(fact.start)}"
