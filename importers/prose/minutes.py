"""The minutes of a meeting: who attended, who sent apologies, what was decided, where the form leaves no doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from graph.facts import Claim, Stating, Value
from graph.model.ids import fold, make_id, slug
from importers.names import Known, Names, claims_of_name
from importers.papers.passages import Passage

Read = dict[str, tuple[list[Claim], list[Stating]]]
"""By locator, what a passage says beside its mentions."""

_WHO = r"(?:(?:board |panel |committee )?members?|officers?|others?|also|guests?|councillors?|observers?|those)"
_PRESENT = re.compile(
    rf"^\W*(?:{_WHO}(?: and {_WHO})?\s+)?(?:present|in attendance|attendance|attendees|attending)\b\s*(?:[:–-]|$)\s*", re.IGNORECASE
)
_APOLOGIES = re.compile(
    r"apologies(?:\s+for\s+absence)?\s+(?:were|was|had\s+been|have\s+been)\s+(?:also\s+)?(?:received|given|noted|recorded|submitted)\s+"
    r"(?:from|by|for|on\s+behalf\s+of)\s+(?P<who>[^\n]+)",
    re.IGNORECASE,
)
_APOLOGIES_FIELD = re.compile(r"^\W*apologies(?: for absence| received)?\s*[:–-]\s*(?P<who>.+)", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(
    r"^(?:and\s+)?(?:Councillors?|Cllrs?|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Revd?|Supt|Inspector|Superintendent|The|Chief\s+Inspector)\b[.:]?\s*"
)
_NAME = re.compile(r"^(?:[A-Z]{1,3}\.?\s+)?[A-Z][A-Za-z’'-]+(?:\s+(?:de |van |von )?[A-Z][A-Za-z’'-]+){0,3}$")
_NO_NAME = re.compile(
    r"\b(?:board|panel|committee|council|police|officer|office|service|members?|chief|director|commissioner|authority|constabulary|apologies|trust|"
    r"partnership|department|manager|head|public|none|present|attendance|nhs|fire)\b",
    re.IGNORECASE,
)
_VERBS = {
    "AGREED": "agreed",
    "APPROVED": "approved",
    "ENDORSED": "endorsed",
    "NOTED": "noted",
    "RECOMMENDED": "recommended",
    "RESOLVED": "agreed",
}
_DECIDED = re.compile(
    rf"(?:(?:The|the)\s+)?(?P<who>[A-Z][\w’'&,-]*(?:\s+(?:and|of|for|the|[A-Z][\w’'&-]*)){{0,12}}?)\s+(?:had\s+|has\s+|have\s+)?"
    rf"(?P<how>(?:unanimously|formally|then|also|duly)\s+)?(?P<verb>{'|'.join(_VERBS)})\b(?P<rest>[^.]*)"
)
_ALONE = re.compile(rf"^\W*(?:IT WAS\s+|It was\s+)?(?P<verb>{'|'.join(_VERBS)})\b[\s:]*(?P<rest>\S.*)$", re.DOTALL)
_MATTER = re.compile(r"^(?:\d{1,3}[.)]?\s+)?(?P<title>.{4,120})$")
_NOTE = re.compile(r"^\s*(?:to\s+|that\s+)?(?:be\s+)?(?P<verb>note|approve|endorse|agree|recommend)(?:d|ed)?\b", re.IGNORECASE)
_PAST = {"note": "noted", "approve": "approved", "endorse": "endorsed", "agree": "agreed", "recommend": "recommended"}
_NEGATED = re.compile(r"^\s*(?:to\s+)?NOT\b|^\s*not\s+to\b|^\s*to\s+not\b", re.IGNORECASE)


class Attendee(NamedTuple):
    """One person listed, with the post printed beside the name and the capacity in which they are listed."""

    name: str
    post: str
    capacity: str


def attendees(passages: Sequence[Passage]) -> Iterator[tuple[str, Attendee]]:
    """Who is listed, each with the locator of the passage that lists them."""
    listing = ""
    for passage in passages:
        last = passage.locator.split(" > ")[-1]
        if last.startswith("row ") and passage.own and listing:
            name, _, post = passage.own.partition("\n")
            if _is_name(name):
                yield passage.locator, Attendee(_bare(name), " ".join(post.split()), listing)
            continue
        lines = passage.own.splitlines()
        heading = bool(_PRESENT.match(passage.title)) if last.startswith("section ") else False
        listing = "present" if heading else ""
        for line in lines:
            found = _PRESENT.match(line)
            away = _APOLOGIES.search(line) or _APOLOGIES_FIELD.match(line)
            if away:
                yield from ((passage.locator, item) for item in listed(away["who"], "apologies"))
                listing = ""
                continue
            if found:
                listing = "present"
                line = line[found.end() :]
            elif listing and re.match(r"^\W*\w[\w ]{0,40}:\s*$", line):
                listing = ""
            if listing and line.strip(" *-"):
                yield from ((passage.locator, item) for item in listed(line, listing))
        if not (heading or any(_PRESENT.match(line) for line in lines)):
            listing = ""


def listed(text: str, capacity: str) -> Iterator[Attendee]:
    """The persons of a list: parted by commas, semicolons, `and`; what stands in brackets is the post."""
    for piece in re.split(r"\s*(?:[,;\n]|\band\b)\s*(?![^()]*\))", text.strip(" .*-•")):
        post = re.search(r"\(([^()]*)\)", piece)
        bare = _bare(re.sub(r"\([^()]*\)", "", piece))
        name, _, beside = bare.partition(" – ") if " – " in bare else bare.partition(" - ")
        if _is_name(name):
            yield Attendee(name.strip(), post[1].strip() if post else beside.strip(), capacity)


def _bare(name: str) -> str:
    bare = " ".join(name.split()).strip(" .*-•–")
    while found := _TITLE.match(bare):
        bare = bare[found.end() :]
    return bare


def _is_name(text: str) -> bool:
    bare = _bare(text)
    return bool(_NAME.match(bare)) and not _NO_NAME.search(bare)


class Decision(NamedTuple):
    """One decision of the minutes."""

    locator: str
    decision: str
    matter: str
    """The title of the agenda item that it was taken under."""
    vote: str


def decisions(passages: Sequence[Passage], body: str) -> Iterator[Decision]:
    """Decisions in the form that minutes give them: the body, and the verb in capitals.

    `body` is the name of the body; another body's decision that the minutes report is none of theirs.
    """
    title = ""
    for passage in passages:
        first = passage.locator.split(" > ")[0]
        if first.startswith(("item ", "section ")) and passage.title and " > " not in passage.locator:
            title = passage.title
        for sentence in re.split(r"\n|(?<=[.;])\s+(?=[A-Z])", passage.own):
            found = _DECIDED.search(sentence)
            alone = None if found else _ALONE.match(sentence)
            if not (found and _is_body(found["who"], body)) and not alone:
                continue
            match = found or alone
            word = _VERBS[match["verb"]] if match else ""
            rest = match["rest"] if match else ""
            if _NEGATED.match(rest):
                if "veto" not in rest.casefold():
                    continue  # a refusal has no word in the model: the passage tells it
                word = "not vetoed"
            elif word == "agreed" and (noted := _NOTE.match(rest)):
                word = _PAST[noted["verb"].casefold()]
            matter = _MATTER.match(title)
            if matter:
                unanimous = "unanimous" if match and "unanimously" in sentence.casefold() else ""
                yield Decision(passage.locator, word, " ".join(matter["title"].split()).strip(" .:"), unanimous)


def _is_body(who: str, body: str) -> bool:
    """`The Panel`, `Members`, or the body's own name."""
    word = fold(who).split()[-1] if who else ""
    return word in ("members", "meeting") or (bool(body) and word == fold(body).split()[-1])


def minutes_of(passages: Sequence[Passage], names: Names, place: Callable[[str], str], document: str, body: str, date: str) -> Read:
    """What the minutes of a body's meeting say, by locator; `place` gives the id of a passage.

    Nothing where the body or the day of the meeting is not printed.
    """
    known = names.by_id.get(body)
    if not known or len(date) != len("2025-03-15"):
        return {}
    meeting = make_id("meeting", body.rsplit("/", 1)[-1], date)
    read: Read = {}
    claim = Claim(id=meeting, ids=((2, meeting),), labels=("Meeting",), name=f"{known.name}, {date}", extra={"date": date}, unreviewed=True)

    def state(locator: str, claims: Sequence[Claim], stating: Stating) -> None:
        more = read.setdefault(locator, ([claim], [_say("MEETING_OF", meeting, body, locator)]))
        more[0].extend(claims)
        more[1].append(stating)

    def _say(kind: str, start: str, end: str, locator: str, **more: Any) -> Stating:  # noqa: ANN401 - fields of a stating
        return Stating(type=kind, start=start, end=end, passage=place(locator), document=document, date=date, **more)

    people: dict[str, str] = {}
    for locator, item in attendees(passages):
        person, claims = person_of(item.name, body, names, people)
        if person:
            said = _say("ATTENDED", person, meeting, locator, from_as=item.name, carried={"capacity": item.capacity})
            state(locator, claims, said)
    for found in decisions(passages, known.name):
        matter = names.resolve(found.matter, "work", label="Plan")
        claims = claims_of_name(matter, found.matter, "") if matter.how == "new" else ()
        carried: dict[str, Value] = {"decision": found.decision, "at": meeting, "date": date}
        if found.vote:
            carried["vote"] = found.vote
        state(found.locator, claims, _say("DECIDED", body, matter.id, found.locator, to_as=found.matter, carried=carried))
    return read


def person_of(name: str, body: str, names: Names, people: dict[str, str]) -> tuple[str, tuple[Claim, ...]]:
    """The id of a person listed: one known by this name, or by this surname alone among those of the body; else a new one."""
    if name in people:
        return people[name], ()
    known = [item for item in names.by_id.values() if item.label == "Person"]
    same = [item for item in known if fold(name) in map(fold, (item.name, *item.names))]
    steps = body.rsplit("/", 1)[-1]
    if not same and " " not in name:
        same = [item for item in known if fold(item.name).split()[-1:] == [fold(name)] and item.id.endswith(f"~{steps}")]
    own = [item for item in same if item.id.endswith(f"~{steps}")] or same
    if len(own) == 1:
        people[name] = own[0].id
        return own[0].id, ()
    if not slug(name):
        return "", ()
    item = make_id("person", f"{slug(name)}~{steps}")
    people[name] = item
    names.add(Known(item, name, (), "Person"))
    return item, (Claim(id=item, ids=((2, item),), labels=("Person",), name=name, unreviewed=True),)
