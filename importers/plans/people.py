"""Whether a name in a cell is a person's: pure. Persons are named only as printed, and initials stay initials."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from graph.model.ids import fold
from importers.names import label_for

_TITLE = (
    r"mr|mrs|ms|miss|dr|prof|professor|sir|dame|rev|cllr|councillor|lord|lady|"
    r"t/?(?:dci|di|ds|ci|supt|insp|sgt)|dci|dcs|det(?:ective)? (?:ch(?:ief)? )?(?:insp(?:ector)?|supt|superintendent)|di|ds|dc|pc|pcso|ps|"
    r"insp|ch insp|c insp|sgt|supt|ch supt|c supt|acc|dcc|inspector|chief inspector|superintendent|chief superintendent|sergeant|constable"
)
_RANK = re.compile(
    r"(?:[ta]/)?(?:di|ds|dc|dci|dcs|dsu|dsupt|pc|pcso|ps|ci|c?insp|inspector|sgt|sergeant|supt|superintendent|acc|dcc|cc)|ch/(?:supt|insp)|"
    r"d?pcc|ceo|cex|cfo|coo|dph"
)
_BARE = re.compile(
    r"(?:(?:chief|deputy|assistant|acting|interim|temporary|senior|detective) )*(?:executive|constable|inspector|superintendent|sergeant|"
    r"director|manager|officer|head of service|service manager|analyst|coordinator|co-ordinator|chair|leader|chief executive|"
    r"chief finance officer|commissioner|head)"
)
_TITLED = re.compile(rf"(?:{_TITLE})\.? (?:[a-z]\.? )*[a-z][a-z'-]+(?: [a-z][a-z'-]+){{0,2}}")
_INITIAL_AND_NAME = re.compile(r"(?:[A-Z]\.? ?){1,2}[A-Z][a-z]+(?:[-'][A-Z]?[a-z]+)?")
_WORDS = re.compile(r"[A-Z][a-z]+(?:[-'’][A-Z]?[a-z]+)*")
_NUMBERED = re.compile(r"person \w{1,3}")
_OF_BODIES = frozenset(
    [
        "council",
        "police",
        "constabulary",
        "service",
        "services",
        "trust",
        "board",
        "team",
        "unit",
        "department",
        "partnership",
        "group",
        "office",
        "agency",
        "probation",
        "health",
        "fire",
        "ambulance",
        "college",
        "university",
        "school",
        "housing",
        "association",
        "forum",
        "network",
        "society",
        "charity",
        "support",
        "care",
        "centre",
        "hub",
        "project",
        "programme",
        "safety",
        "community",
        "communities",
        "county",
        "city",
        "town",
        "borough",
        "district",
        "authority",
        "commission",
        "committee",
        "panel",
        "foundation",
        "limited",
        "ltd",
        "plc",
        "cic",
        "aid",
        "refuge",
        "women",
        "womens",
        "youth",
        "children",
        "childrens",
        "adult",
        "adults",
        "family",
        "families",
        "public",
        "social",
        "crime",
        "justice",
        "prison",
        "court",
        "courts",
        "education",
        "licensing",
        "environment",
        "environmental",
        "neighbourhood",
        "communications",
        "finance",
        "legal",
        "hospital",
        "england",
        "wales",
        "parish",
        "church",
        "mind",
        "street",
        "streets",
        "road",
        "house",
        "justice's",
    ]
)


@cache
def _given() -> frozenset[str]:
    return frozenset(resources.files("importers.plans").joinpath("given_names.txt").read_text(encoding="utf-8").split())


def is_bare_post(text: str) -> bool:
    """True for a post that says neither what for nor where: a rank, "Director", "Chief Executive".

    >>> is_bare_post("DCI"), is_bare_post("Chief Executive"), is_bare_post("Head of Housing")
    (True, True, False)
    """
    folded = fold(text).strip(" .")
    return bool(_RANK.fullmatch(folded)) or bool(_BARE.fullmatch(folded))


def is_post(text: str) -> bool:
    """True for a post: its head noun says so, or it begins with a rank or the short form of a post.

    >>> is_post("DI, Volume Crime"), is_post("CEX"), is_post("Victim Support"), is_post("DCI Person 1")
    (True, True, False, False)
    """
    folded = fold(text).strip(" .")
    first = re.split(r"[ ,]", folded, maxsplit=1)[0]
    return is_bare_post(text) or label_for(text) == "Role" or (bool(_RANK.fullmatch(first)) and not is_person(text))


def is_person(text: str) -> bool:
    """True for what reads as a person's name: a title and a name, initials and a surname, a common given name and one or two others.

    >>> is_person("Cllr Person 1"), is_person("Person 2"), is_person("Victim Support"), is_person("Head of Housing")
    (True, True, False, False)
    """
    name = " ".join(text.split()).strip(" .")
    folded = fold(name)
    words = re.findall(r"[a-z']+", folded)
    if re.fullmatch(rf"(?:(?:{_TITLE})\.? )?{_NUMBERED.pattern}", folded):
        return True
    if not words or len(words) > 5 or any(word in _OF_BODIES for word in words) or re.search(r"\b(?:of|for|and|the)\b", folded):
        return False
    if _TITLED.fullmatch(folded) and len(words) > 1 and label_for(name) == "Organisation":
        return name[:1].isupper() and all(part[:1].isupper() or "'" in part for part in name.replace("/", " ").split())
    if label_for(name) != "Organisation":
        return False
    if _INITIAL_AND_NAME.fullmatch(name):
        return True
    parts = name.split()
    return 2 <= len(parts) <= 3 and all(_WORDS.fullmatch(part) for part in parts) and words[0] in _given()
