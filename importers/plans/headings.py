"""What a column of a plan means, by the words of its heading: pure.

A heading is folded (look-alike letters, accents, case) and read as whole words. It means what the synonym says that it spells; else the
longest synonym that stands in it; else the one that it misspells by a letter or two, as an OCR does. A user's own list goes before ours.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from graph.errors import BadFile
from graph.model.ids import fold


class Meaning(StrEnum):
    """What a column says of an action."""

    CODE = "code"
    STRAND = "strand"
    ACTION = "action"
    THEME = "theme"
    OBJECTIVE = "objective"
    ACCOUNTABLE = "accountable"
    LEADS = "leads"
    CONTRIBUTORS = "contributors"
    ACTIVITIES = "activities"
    STATE = "state"
    DIRECTION = "direction"
    DUE = "due"
    PROGRESS = "progress"
    OUTCOME = "outcome"
    DEPENDS = "depends"
    OTHER = "other"
    """A column whose words are kept with its passage, and of which no fact is made."""


_WORDS: dict[Meaning, str] = {
    Meaning.CODE: (
        "code|ref|ref no|ref number|reference|reference number|reference no|no|nr|number|id|action no|action number|action ref|"
        "action reference|action id|action code|s n|sr no|sl no|rhif|cyf|"
        "item|item no|plan ref|plan reference|unique id|unique ref|urn|serial|serial no|line|index|#"
    ),
    Meaning.STRAND: "strand|strand no|strand ref|strand code|sub action no|sub action ref|sub ref",
    Meaning.ACTION: (
        "action|actions|priority action|priority actions|key action|key actions|agreed action|agreed actions|action required|"
        "actions required|action title|action description|action to be taken|actions to be taken|action needed|what|what we will do|"
        "what will we do|what are we going to do|what needs to be done|what do we need to do|we will|commitment|commitments|pledge|task|"
        "tasks|task name|task description|initiative|initiatives|recommendation|recommendations|proposed action|planned action|"
        "specific action|delivery action|project|project name|intervention|interventions|workstream action|improvement action|"
        "actions we will take|cam gweithredu|camau gweithredu"
    ),
    Meaning.THEME: (
        "theme|themes|priority|priorities|strategic priority|strategic priorities|priority area|priority theme|key priority|pillar|"
        "workstream|work stream|thematic area|area of focus|focus area|key theme|strategic theme|section|domain|programme area|"
        "plan priority|"
        "priority heading|chapter|blaenoriaeth"
    ),
    Meaning.OBJECTIVE: (
        "objective|objectives|strategic objective|strategic objectives|key objective|key objectives|aim|aims|goal|goals|strategic aim|"
        "strategic goal|specific objective|smart objective|priority objective|plan objective|ambition|strategic outcome|"
        "what we want to achieve|what do we want to achieve|what are we trying to achieve|purpose|amcan"
    ),
    Meaning.ACCOUNTABLE: (
        "accountable|accountable owner|accountable officer|accountable lead|accountable body|accountable person|accountability|owner|"
        "action owner|risk owner|task owner|owned by|senior responsible owner|senior responsible officer|sro|sponsor|executive sponsor|"
        "senior sponsor|exec lead|executive lead|strategic lead|senior lead|opcc lead|opcc ld|strategic owner|business owner|lead member|"
        "portfolio holder|cabinet member|chief officer lead|accountable exec|ownership|perchennog"
    ),
    Meaning.LEADS: (
        "lead|leads|lead s|delivery lead|delivery leads|delivery lead s|dvry lead|lead agency|lead agencies|lead officer|lead officers|"
        "lead organisation|lead organisations|lead partner|lead partners|lead body|lead person|lead name|lead department|lead service|"
        "lead group|action lead|"
        "operational lead|project lead|tactical lead|by whom|who|who will do it|who by|who is responsible|who will lead|responsible|"
        "responsibility|responsible officer|responsible person|responsible lead|responsible body|responsible agency|"
        "responsible organisation|responsible owner|person responsible|officer responsible|lead responsibility|led by|assigned to|assignee|"
        "named lead|named officer|partnership lead|workstream lead|theme lead|delivered by|delivery agent|delivery body|"
        "delivery partner lead|officer|partner lead|partner leads|priority lead|objective lead|whos leading|who is leading|arweinydd"
    ),
    Meaning.CONTRIBUTORS: (
        "contributors|contributor|contributing|contributing partners|contributing agencies|partner|partners|partner agencies|"
        "partner agency|key partners|partners involved|partner organisations|supporting partners|supporting agencies|support|supported by|"
        "supporting|supporting officers|other partners|delivery partners|delivery partner|stakeholders|key stakeholders|with whom|"
        "who else|agencies involved|partnership involvement|consulted|consultees|involved|other agencies|working with|in partnership with|"
        "supporting leads|support officers|partneriaid"
    ),
    Meaning.ACTIVITIES: (
        "activities|activity|key activities|key activity|delivery activities|key delivery activities|milestone|milestones|key milestones|"
        "key tasks|sub tasks|sub actions|steps|next steps|key steps|how|how will we do it|how we will do it|how will this be done|"
        "how will this be achieved|deliverable|deliverables|key deliverables|description|detail|details|action detail|action details|"
        "specific tasks|work planned|work in progress|planned activity|planned activities|method|approach|delivery plan|outputs|output"
    ),
    Meaning.STATE: (
        "status|state|rag|r a g|b r a g|r a g b|r a g status|rag status|rag rating|done|statws|"
        "brag|brag status|brag rating|bragg|rayg|delivery status|action status|current status|"
        "progress status|progress rag|current rag|overall rag|overall status|rag score|colour|traffic light|complete|completed|"
        "open closed|on track|delivery rag|status rag|rating"
    ),
    Meaning.DIRECTION: (
        "direction|direction of travel|dot|d o t|trend|trajectory|travel|movement|change since last report|change since last update|"
        "direction since last report|change|rag change|arrow|trend arrow|movement since last report"
    ),
    Meaning.DUE: (
        "due|due date|due by|deadline|deadlines|target date|target completion date|completion date|completion|complete by|completed by|"
        "by when|when|when by|timescale|timescales|timeframe|time frame|timeline|timelines|timing|end date|finish date|finish|"
        "delivery date|date due|target completion|target deadline|planned completion|expected completion|estimated completion|"
        "planned end date|target for completion|erbyn pryd|amserlen|"
        "to be completed by|milestone date|review by|action due|end|delivered by date|forecast date"
    ),
    Meaning.PROGRESS: (
        "progress|progress update|progress to date|update|updates|latest update|latest progress|current position|position|"
        "position statement|"
        "comment|comments|commentary|notes|narrative|progress notes|progress report|progress summary|progress made|quarterly update|"
        "quarter update|q1 update|"
        "q2 update|q3 update|q4 update|status update|monitoring|evidence of progress|percent complete|percentage complete|"
        "complete percent|% complete|"
        "mid year update|year end update|summary of progress|update on progress|where are we now|action taken|actions taken|"
        "actions taken to date|action update|action progress|actions completed|work completed|what have we done|what has been done|"
        "achievements|key achievements|percentage|% done|cynnydd"
    ),
    Meaning.OUTCOME: (
        "outcome|outcomes|intended outcome|intended outcomes|expected outcome|expected outcomes|desired outcome|desired outcomes|impact|"
        "expected impact|intended impact|success measure|success measures|measure|measures|measure of success|measures of success|"
        "success criteria|success|target|targets|kpi|kpis|performance measure|performance measures|performance indicator|"
        "performance indicators|benefit|benefits|result|results|what success looks like|what will success look like|"
        "how will we know|how will we know it worked|what difference will it make|outcome measure|outcome measures|"
        "evidence of success|canlyniad"
    ),
    Meaning.DEPENDS: (
        "depends on|dependency|dependencies|dependent on|dependant on|interdependency|interdependencies|prerequisite|prerequisites|"
        "predecessor|predecessors|linked actions|relies on|waiting on|blocked by|requires"
    ),
    Meaning.OTHER: (
        "start|start date|date started|date added|date raised|created|cost|costs|budget|resource|resources|resource implications|"
        "resources required|funding|funding source|risk|risks|risk rating|evidence|priority level|priority rating|importance|impact rating|"
        "opportunities|wider partnership opportunities|link|links|link to|links to|linked to|"
        "target audience|target group|priority h m l|timescale start|links to other actions|links to other plans|"
        "number of actions|total actions|no of actions|action type|action source|date of action|source|"
        "meeting|date of meeting|raised by|contact|contact details|"
        "email|telephone|baseline|mitigation|mitigations|issues|barriers|challenges|likelihood|score|high medium low|type|category|"
        "location|"
        "start by|date closed|date completed|actual completion date|last updated|date updated|lost or empty|last stated|said in"
    ),
}
SYNONYMS: Mapping[str, Meaning] = {fold(word).replace("'", ""): meaning for meaning, words in _WORDS.items() for word in words.split("|")}
"""Heading, folded, to its meaning."""

_LONGEST = 60
_ALIKE = 88.0
_SHORTEST_ALIKE = 6
_SAID_OF = re.compile(r"^(.+?) (?:of|for|to|against) ")
_HOLDING = (Meaning.LEADS, Meaning.ACCOUNTABLE, Meaning.CONTRIBUTORS)
_CODED = re.compile(r" (?:ref|reference|no|number|id|code|#)$")
_HOLDER = re.compile(r" (?:leads?|owners?|officers?)$")


class Match(NamedTuple):
    """What a heading means, and how sure that is."""

    meaning: Meaning
    how: str
    """`given` (the user's list), `exact`, `within`, `alike`."""
    also: Meaning | None = None
    """Another meaning that its words allow as well."""
    covers: bool = True
    """The synonym is half of its words or more."""


def plain(heading: str) -> str:
    """The words of a heading as they are compared.

    >>> plain("D'vry Lead(s)*"), plain("Action No."), plain("% complete")
    ('dvry lead s', 'action no', '% complete')
    """
    text = fold(heading).replace("'", "").replace("’", "")
    text = re.sub(r"\(s\)", " s", text)
    return " ".join(re.findall(r"[a-z0-9]+|[%#]", text))


def meaning_of(heading: str, own: Mapping[str, Meaning] | None = None) -> Match | None:
    """What a heading means; `None` for words that no synonym knows, for a sentence and for nothing."""
    words = plain(heading)
    if not words:
        return None
    if own and words in own:
        return Match(own[words], "given")
    if len(words) > _LONGEST:
        words = plain(re.split(r"[(\n:]", heading)[0])  # a long heading explains itself behind a bracket
        if not words or len(words) > _LONGEST:
            return None
    bare = plain(re.sub(r"\([^)]*\)", " ", heading)) or words
    parts = [SYNONYMS.get(plain(part)) for part in re.split(r"[/&]|\band\b|\bor\b", heading)]
    if len(parts) > 1 and all(parts):
        first = next((meaning for meaning in (Meaning.ACTION, Meaning.STATE) if meaning in parts), parts[0])
        return Match(first or Meaning.OTHER, "exact", next((part for part in parts if part is not first), None))
    if "/" in heading and len(told := {part for part in parts if part}) == 1 and not _known(words):
        return Match(told.pop(), "within")  # in two languages, or two words of which one is strange
    return _known(words) or _known(bare)


@cache
def _known(words: str) -> Match | None:
    if words in SYNONYMS:
        return Match(SYNONYMS[words], "exact")
    of = _SAID_OF.match(words)
    if of and of[1] in SYNONYMS:
        return Match(SYNONYMS[of[1]], "within")  # the lead for the action is a lead
    found = _within(words)
    if found and (last := _CODED.search(words)) and found.meaning is not Meaning.CODE:
        acts = found.meaning in (Meaning.ACTION, Meaning.ACTIVITIES)
        return Match(Meaning.CODE if acts else Meaning.OTHER, "within")  # the number of a priority is no code of an action
    if found and found.meaning not in _HOLDING and (last := _HOLDER.search(words)):
        return Match(Meaning.ACCOUNTABLE if "owner" in last[0] else Meaning.LEADS, "within", found.meaning)
    if not found and len(words) >= _SHORTEST_ALIKE:
        from rapidfuzz import fuzz, process

        alike = process.extractOne(words, SYNONYMS.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        grown = alike and (alike[0].startswith(words) or words.startswith(alike[0]))  # "office" is no misspelt "officer"
        if alike and len(alike[0]) >= _SHORTEST_ALIKE and not grown:
            return Match(SYNONYMS[alike[0]], "alike")
    return found


def _within(words: str) -> Match | None:
    """What the longest synonym says that stands in a heading of more words; the last of several as long."""
    padded = f" {words} "
    within = sorted(
        (-len(synonym), padded.rfind(f" {synonym} "), synonym) for synonym in SYNONYMS if f" {synonym} " in padded and len(synonym) > 2
    )
    if not within:
        return None
    length = within[0][0]
    if {Meaning.STATE, Meaning.DIRECTION} <= {SYNONYMS[synonym] for _, _, synonym in within}:
        return Match(Meaning.STATE, "within", Meaning.DIRECTION)
    best = [SYNONYMS[synonym] for size, _, synonym in within if size == length]
    rest = [SYNONYMS[synonym] for _, _, synonym in within if SYNONYMS[synonym] is not best[-1]]
    apart = [m for m in rest if m is not Meaning.OTHER and best[-1] is not Meaning.OTHER]
    covered = -length * 2 >= len(words)
    return Match(best[-1], "within", apart[0] if apart and not covered else None, covered)


def own_columns(rows: Iterable[tuple[int, str, str]], where: str) -> dict[str, Meaning]:
    """The user's list, checked: heading (folded) to meaning. Rows are number, heading, meaning.

    Raises `BadFile` for a meaning that there is not, and for a heading that is given two.
    """
    found: dict[str, Meaning] = {}
    for number, heading, word in rows:
        try:
            meaning = Meaning(fold(word).removesuffix("(s)"))
        except ValueError:
            names = ", ".join(Meaning)
            raise BadFile(f"{word!r} is no meaning of a column.", where=f"{where}, row {number}, column meaning", hint=names) from None
        words = plain(heading)
        if not words or found.get(words, meaning) is not meaning:
            problem = f"The heading {heading!r} has two meanings." if words else "A heading is missing."
            raise BadFile(problem, where=f"{where}, row {number}, column heading", hint="one row a heading: heading, meaning")
        found[words] = meaning
    if not found:
        raise BadFile("The list of columns is empty.", where=where, hint="two columns: heading, meaning")
    return found


def toml_columns(text: str, where: str) -> dict[str, Meaning]:
    """The user's list from TOML: `"Heading" = "meaning"`, at the top or under `[columns]`. Raises `BadFile`."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFile(f"The list of columns is no TOML: {error}.", where=where, hint='"Heading" = "meaning"') from None
    pairs = found.get("columns", found)
    if not isinstance(pairs, dict):
        raise BadFile("The list of columns is no table.", where=where, hint='[columns] and then "Heading" = "meaning"')
    return own_columns(((place, str(heading), str(word)) for place, (heading, word) in enumerate(pairs.items(), 1)), where)
