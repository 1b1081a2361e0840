"""What the shapes share: a fact as a row and as a sentence, class facts at their members, and the notes that follow from facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from graph.answer import AnswerRow, Note, NoteCode
from graph.classes import inherited
from graph.model.ids import fold
from graph.model.relationships import BY_TYPE
from graph.model.values import LOST, Modality, Standing, latest
from graph.store import Store
from graph.timeline import Fact, is_stale, was_planned
from queries.grammar import agreeing, share_words
from queries.slice import MOST_FACTS, Entity, Slice, read_slice, read_whole_slice

_EXTRAS = ("capacity", "round", "frequency", "provision", "decision", "vote", "result")
_DATED = ("CONSIDERED_AT", "DECIDED", "BIDS_TO")
"""Facts whose day is part of what they say."""
_DAY_IN_WORDS = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th)? )?(?:[a-z]+ )?\d{4}")
"""A limit that is only the day, folded: "october 2017"."""
_TO_COME = {"CONSIDERED_AT": "is to be considered at", "DECIDED": "is to decide on", "ATTENDED": "is to attend"}
"""Relations that are told in the past: how they read where they are not yet so."""

HEAD = "head"
"""`POST_IN` with this capacity: the office answers through this post, and what the office holds shows, apart, at the post."""


class Shaped(NamedTuple):
    """Rows and notes of a question."""

    rows: list[AnswerRow]
    notes: list[Note]
    columns: tuple[str, ...] = ()
    """The answer's own columns, where they follow from the rows (one a body); else those of the question's header."""


def sentence(part: Slice, fact: Fact) -> str:
    """A fact as one plain sentence, left to right.

    What is planned, expected or proposed says so; so do what a class has, whose words they are, and when it was or will be.
    """
    properties = fact.properties
    denied, other = denied_by(fact)
    if denied:
        says = agreeing(BY_TYPE[denied].says, known(part, fact.start))
        told = f"it is not so that {part.name(fact.start)} {says} {part.name(other)}"
    elif fact.type == "STATED_IN":
        told = f"{part.name(fact.start)}: {str(properties.get('property', '')).replace('_', ' ')} {literal(properties)}"
    else:
        told = f"{part.name(fact.start)} {verb(part, fact)} {part.name(fact.end)}"
        told += f": {sum_of(properties)}" if properties.get("amount_text") else ""
    extras = extras_of(part, fact)
    return told + (f" ({'; '.join(extras)})" if extras else "")


def denied_by(fact: Fact) -> tuple[str, str]:
    """The relation that a literal denies (`TYPE:id`), and the id of its other end; empty where it denies none."""
    kind, _, other = str(fact.properties.get("value_text", "")).partition(":")
    is_denial = fact.type == "STATED_IN" and fact.properties.get("property") == "denial" and kind in BY_TYPE
    return (kind, other) if is_denial else ("", "")


def verb(part: Slice, fact: Fact) -> str:
    """The words between the two names, left to right, in the number of the first; of what is to come, that it is."""
    says = BY_TYPE[fact.type].says
    return agreeing(says if in_force(fact) else _TO_COME.get(fact.type, says), known(part, fact.start))


def extras_of(part: Slice, fact: Fact) -> list[str]:
    """What a sentence says of a fact beside its two names: capacity, provision, limits, class, dates, whose words."""
    properties = fact.properties
    extras = [str(properties[name]) for name in _EXTRAS if properties.get(name)]
    extras += [str(item) for item in properties.get("provisions", ())] if fact.type == "IMPOSED_BY" else []
    day = str(properties.get("date") or "") if fact.type in _DATED else ""
    limit = limit_of(properties)
    extras += [limit] if limit and not (day and _DAY_IN_WORDS.fullmatch(limit)) else []
    extras += [words] if (words := share_words(properties)) else []
    if properties.get("by_class"):
        extras.append(f"as one of {part.name(str(properties['by_class']))}")
    extras += [words] if (words := words_of(part, fact)) else []
    if properties.get("valid_from") and fact.type != "STATED_IN" and not was_planned(fact, part.as_of):
        extras.append(f"from {properties.get('valid_from_text') or properties['valid_from']}")
    if properties.get("valid_to"):
        extras.append(f"until {properties.get('valid_to_text') or properties['valid_to']}")
    if day and day not in part.name(fact.end) and day[:4] not in " ".join(extras):
        extras.append(f"on {day}")
    if properties.get("said_by"):
        extras.append(f"in the words of {part.name(str(properties['said_by']))}")
    return extras


def sum_of(properties: Mapping[str, Any]) -> str:
    """Money as printed, with its qualifier where the words do not hold it already: "up to £5,000"."""
    text, qualifier = str(properties.get("amount_text", "")), str(properties.get("qualifier", ""))
    return text if not qualifier or qualifier.casefold() in text.casefold() else f"{text} ({qualifier})"


def limit_of(properties: Mapping[str, Any]) -> str:
    """What limits a fact ("low level complaints"): its scope, without the capacity and the round that the scope repeats."""
    repeated = {fold(str(properties[name])) for name in ("capacity", "round", "of", "period") if properties.get(name)}
    return ", ".join(words for words in str(properties.get("scope", "")).split(" | ") if words and words not in repeated)


def limited(words: str, properties: Mapping[str, Any]) -> str:
    """Words with what limits the fact, where they do not say it already: "escalates to: risk"."""
    limit = limit_of(properties)
    return f"{words}: {limit}" if limit and fold(limit) not in fold(words) else words


def literal(properties: Mapping[str, Any]) -> str:
    """A literal fact as words: the value as printed, its unit, what is measured and when."""
    text, qualifier, unit = (str(properties.get(name, "")) for name in ("value_text", "qualifier", "unit"))
    text = text.removesuffix(" of") if properties.get("of") else text
    words = [text]
    words += [f"({qualifier})"] if qualifier and qualifier.casefold() not in text.casefold() else []
    words += [unit] if unit and unit not in text and not (unit == "GBP" and "£" in text) else []
    words += [f"of {properties['of']}"] if properties.get("of") else []
    words += [str(properties["period"])] if properties.get("period") else []
    words += [f"from {properties['valid_from']}"] if properties.get("valid_from") else []
    return " ".join(words)


def qualified(words: str, properties: Mapping[str, Any]) -> str:
    """A relation with its capacity, and the share of a class of which it is true where that is not all of it."""
    share = properties.get("share")
    said = [str(properties["capacity"])] if properties.get("capacity") else []
    said += [share_words(properties)] if share and share != "all" else []
    return f"{words} ({', '.join(said)})" if said else words


def row(part: Slice, facts: Fact | Iterable[Fact], values: Mapping[str, Any], text: str = "") -> AnswerRow:
    """One row from the fact, or the facts, that it rests on; the first says standing, modality and words."""
    many = [facts] if isinstance(facts, Fact) else list(facts)
    first = many[0].properties
    said_by = str(first.get("said_by", ""))
    return AnswerRow(
        values=dict(values),
        evidence=tuple(dict.fromkeys(item for fact in many for item in fact.properties.get("evidence", ()))),
        standing=str(first.get("standing", "")),
        modality=str(first.get("modality", "")),
        said_by=part.name(said_by) if said_by else "",
        said_by_id=said_by,
        last_stated=max((fact.last_stated for fact in many), key=lambda date: (latest(date), date)),
        sentence=text or sentence(part, many[0]),
    )


def inherit(part: Slice, members: Iterable[str]) -> Slice:
    """The slice with what holds of all of a class shown at `members`, as inferred; classes of classes too."""
    found = inherited(members, part.about)
    return part.with_facts((item.fact for item in found), (item.fact.key for item in found if item.source in part.earlier))


def offices_of(part: Slice, posts: Iterable[str]) -> list[str]:
    """The offices whose heads these posts are."""
    facts = [fact for post in posts for fact in part.out_of(post, "POST_IN")]
    return list(dict.fromkeys(fact.end for fact in facts if fact.properties.get("capacity") == HEAD))


def read_asked(
    store: Store,
    text: str,
    subjects: Sequence[Entity],
    as_of: str,
    types: Sequence[str],
    *,
    steps: int = 1,
    to_end: Iterable[str] = (),
    to_start: Iterable[str] = (),
    past: bool = False,
) -> Slice:
    """What a question reads of one subject, step by step, or of none: then all facts of these types in the landscape."""
    if not subjects:
        return read_whole_slice(store, as_of, types=types, past=past)
    return read_slice(store, text, [item.id for item in subjects], as_of, steps=steps, to_end=to_end, to_start=to_start, past=past)[0]


def cut_notes(part: Slice) -> list[Note]:
    """The note of a slice that a bound has cut."""
    said = f"The landscape holds more than {MOST_FACTS:,} such facts: those beyond were not read."
    return [Note(code=NoteCode.CUT, sentence=said)] if part.cut else []


def words_of(part: Slice, fact: Fact) -> str:
    """How a fact stands to what happens, in words: "planned", "was planned for ...; no paper says that it happened", or nothing."""
    if was_planned(fact, part.as_of):
        properties = fact.properties
        day = properties.get("valid_from_text") or properties.get("valid_from") or properties.get("date")
        return f"was planned for {day}; no paper says that it happened"
    return "" if in_force(fact) else str(fact.properties.get("modality", ""))


def holders_of(part: Slice, subject: Entity) -> dict[str, str]:
    """Ids through which an entity holds things, each with words to tell it: itself, a person's posts, and, apart, the office of a head.

    The slice holds `HOLDS` and `POST_IN` around the entity and its posts.
    """
    posts = [fact.end for fact in part.out_of(subject.id, "HOLDS") if fact.key not in part.earlier and in_force(fact)]
    found = {subject.id: "", **{item: f", as {part.name(item)}" for item in dict.fromkeys(posts) if item != subject.id}}
    return found | {item: f", as head of {part.name(item)}" for item in offices_of(part, list(found)) if item not in found}


def in_force(fact: Fact) -> bool:
    """True for what is so, and not planned, expected, proposed or ended."""
    return bool(fact.properties.get("modality") == Modality.IN_FORCE)


def literals_of(part: Slice, item: str, *names: str) -> list[Fact]:
    """The literal facts of an entity with these properties (`state`, `due`)."""
    return [fact for fact in part.out_of(item, "STATED_IN") if fact.properties.get("property") in names]


def newest_of(said: Iterable[Fact]) -> Fact | None:
    """The newest of literal facts; a lost one only where the text has lost them all."""
    said = list(said)
    readable = [fact for fact in said if fact.properties.get("value_text") != LOST]
    return max(readable or said, key=_newest, default=None)


def day_considered(part: Slice, fact: Fact, sitting: str) -> str:
    """When something was or is to be considered: the printed date, or that of the sitting where there is none or it is more exact."""
    said = newest_of(literals_of(part, sitting, "date")) if sitting else None
    of_sitting = str(said.properties.get("value") or said.properties.get("value_text", "")) if said else ""
    own = str(fact.properties.get("date", ""))
    return (of_sitting if of_sitting.startswith(own) else own) or str(fact.properties.get("valid_from", ""))


def _newest(fact: Fact) -> tuple[str, str, str]:
    return str(fact.properties.get("valid_from_latest", "")), latest(fact.last_stated), fact.key


def notes_of(part: Slice, facts: Iterable[Fact]) -> list[Note]:
    """The notes that the facts of an answer call for: stale, contradicted, by class, superseded; one of each kind."""
    facts = list(facts)
    notes: list[Note] = []
    stale = sorted({fact.last_stated for fact in facts if is_stale(fact.last_stated, part.as_of)})
    if stale:
        dates = stale[0] if len(stale) == 1 else f"{stale[0]} to {stale[-1]}"
        notes.append(Note(code=NoteCode.STALE, sentence=f"Some of this was last stated more than five years before {part.as_of}: {dates}."))
    against = [fact for fact in facts if fact.properties.get("standing") == Standing.CONTRADICTED]
    if against:
        text = "; ".join(sorted({sentence(part, fact) for fact in against}))
        notes.append(Note(code=NoteCode.CONTRADICTED, sentence=f"The papers contradict this: {text}."))
    by_class = [fact.properties for fact in facts if fact.properties.get("by_class")]
    if by_class:
        classes = sorted({part.name(str(properties["by_class"])) for properties in by_class})
        told = f"Some of this is said of {', '.join(classes)} and holds for each of them."
        passages = sorted({item for properties in by_class for item in properties.get("by_class_evidence", ())})
        notes.append(Note(code=NoteCode.BY_CLASS, sentence=told, passages=tuple(passages)))
    if any(fact.key in part.earlier for fact in facts):
        notes.append(
            Note(code=NoteCode.SUPERSEDED, sentence="Rows marked earlier stand in an older paper; a newer one names somebody else.")
        )
    return notes


def entity_values(column: str, item: Entity) -> dict[str, str]:
    """A column that names an entity, and the column with its id beside it."""
    return {column: item.called, f"{column}_id": item.id}


def known(part: Slice, item: str) -> Entity:
    """The entity of an id; a bare one where the slice does not know it."""
    return part.entities.get(item) or Entity(item, item, ())
