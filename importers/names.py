"""Whose name is this? One alias register for all importers, read from the store once.

A registered code, an exact name or alias, and a name that only its short form tells from a known one resolve. Any other name makes an
entity of its own, unreviewed, so that no fact waits for a person; where it is near a known name, that is a question (`Proposal`) with
its score and reason, and never a merge.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graph.facts import Claim, Stating, Value
from graph.model.ids import code_ids, fold, make_id, slug
from graph.model.labels import BY_NAME, COLLECTIVE, EVIDENCE_LABELS, label_of
from graph.store import Store
from importers.matching import ASKED, Form, form_of, nearness
from importers.proposals import NAME, Proposal, claim_of

_KNOWN = """MATCH (n:Entity) WHERE n.search IS NOT NULL AND n.hidden IS NULL
RETURN n.id AS id, n.name AS name, n.names AS names, labels(n) AS labels, n.identifiers AS identifiers, n.former_ids AS former_ids,
       n.code AS code, n.plan AS plan, n.ended_by AS ended_by, n.unreviewed AS unreviewed, n.held_by AS held_by ORDER BY id"""
_AREAS = "MATCH (n:Entity)-[r:COVERS]->(p:Entity) WHERE r.hidden IS NULL RETURN n.id AS id, p.name AS area ORDER BY id, area"
_NEAREST = 3
_COMMON = 200
"""A word that more names share tells none of them apart."""
_INITIALS = re.compile(r"[A-Z]{2,3}")


class Known(NamedTuple):
    """What the store says of an entity that a name may be of."""

    id: str
    name: str
    names: tuple[str, ...]
    label: str
    identifiers: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    ended: bool = False
    collective: bool = False
    unreviewed: bool = False
    """No register and no reviewer knows it: each importer that names it claims it by its name, so that none leans on another."""
    held_by: tuple[str, ...] = ()
    """The sources that hold it."""


class NearOne(NamedTuple):
    """A known entity that a new name is near to."""

    id: str
    score: float
    reason: str


class Resolution(NamedTuple):
    """Whose name it is: the id to use, how it was found, and, for a new one, what it is near to (the nearest first)."""

    id: str
    how: str
    """`code`, `name`, `form`, or `new`."""
    label: str
    near: tuple[NearOne, ...] = ()
    unreviewed: bool = False
    """It is known by what importers read alone."""


_HEADS: tuple[tuple[str, str], ...] = (
    (r"community safety partnerships?|csps?", "CommunitySafetyPartnership"),
    (
        r"(?:sub-? ?groups?|groups?|task and finish|task force|taskforce)",
        "DeliveryGroup",
    ),
    (r"boards?|panels?|committees?|forums?|networks?|cabinet|executive", "Board"),
    (
        (
            r"chief executive|chief constable|commissioner|officers?|director|head of .+|.* manager|co-?ordinator|inspector|superintendent|"
            r"constable|sergeant|chair|secretary|analyst|lead|champion|leader|mayor|treasurer|advisor|adviser"
        ),
        "Role",
    ),
)


_POST_OF = re.compile(
    r"(?:deputy |assistant |vice |lord |acting |interim )*(?:head|director|chair|leader|mayor|chief constable|chief executive"
    r"|secretary of state|police,?(?: fire)? and crime commissioner) (?:of|for) "
)
"""A post says of what it is, and that may be a board."""


def label_for(name: str) -> str:
    """The label of a new name, by its head noun; `Organisation` where that says nothing.

    >>> label_for("Rural Crime Task and Finish Group"), label_for("Area 1 CSP"), label_for("Head of Service")
    ('DeliveryGroup', 'CommunitySafetyPartnership', 'Role')
    """
    words = re.sub(r"\s*\(.*?\)", "", fold(name))
    if _POST_OF.match(words):
        return "Role"
    for pattern, label in _HEADS:
        if re.search(rf"(?:^|\s)(?:{pattern})$", words):
            return label
    return "Organisation"


def are_initials(text: str) -> bool:
    """True for what may be a person's initials: two or three capitals."""
    return bool(_INITIALS.fullmatch(text.strip()))


class Names:
    """The alias register: every name, code and short form of the store, and of what an import adds as it goes."""

    def __init__(self, known: Iterable[Known] = (), *, context: Iterable[str] = ()) -> None:
        self.context = tuple(fold(word) for word in context if word)
        """Words of the place that the paper is about: of several posts called PCC, the one of this place is meant."""
        self.by_id: dict[str, Known] = {}
        self._former: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._forms: dict[str, list[str]] = defaultdict(list)
        self._words: dict[str, set[str]] = defaultdict(set)
        for item in known:
            self.add(item)

    @classmethod
    def of_store(cls, store: Store, *, context: Iterable[str] = (), without: str = "") -> Names:
        """The register of everything stored; `without` what the source of this id alone holds, so that it reads the same again."""
        areas: dict[str, list[str]] = defaultdict(list)
        for row in store.read(_AREAS):
            areas[row["id"]].append(row["area"])
        found = cls(context=context)
        for row in store.read(_KNOWN):
            label = label_of(row["labels"])
            if label in EVIDENCE_LABELS or (without and row["held_by"] == [without]):
                continue
            found.add(
                Known(
                    row["id"],
                    row["name"],
                    tuple(row["names"] or ()),
                    label,
                    tuple(row["identifiers"] or ()),
                    tuple(areas.get(row["id"], ())),
                    bool(row["ended_by"]),
                    COLLECTIVE in row["labels"],
                    bool(row["unreviewed"]),
                    tuple(row["held_by"] or ()),
                )
            )
            found._former.update(dict.fromkeys(row["former_ids"] or (), row["id"]))
        return found

    def add(self, item: Known) -> None:
        """Take in one more entity, or more names of a known one."""
        self.by_id[item.id] = item
        for code in code_ids(BY_NAME[item.label].prefix, item.identifiers):
            self._codes[code] = item.id
        for name in dict.fromkeys((item.name, *item.names)):
            form = form_of(name)
            for index, key in ((self._exact, fold(name)), (self._forms, form.text)):
                if key and item.id not in index[key]:
                    index[key].append(item.id)
            for word in (*form.own, *form.turns):
                self._words[word].add(item.id)

    def resolve(
        self,
        printed: str,
        prefix: str = "",
        *,
        label: str = "",
        area: str = "",
        parent: str = "",
        identifiers: Sequence[str] = (),
    ) -> Resolution:
        """Whose name `printed` is.

        `prefix` is the family that the id must have (`body`, `post`, `place` ...; "" for body or post, as the head noun says), `label` that
        of a new entity, `area` and `parent` what the source states beside the name, `identifiers` its registered codes. Raises
        `ValueError` for a name without a letter or digit.
        """
        label = label or label_for(printed)
        families = (prefix,) if prefix else tuple(dict.fromkeys((BY_NAME[label].prefix, "body", "post")))
        for code in code_ids(prefix or BY_NAME[label].prefix, identifiers):
            if code in self._codes:
                return self._found(self._codes[code], "code")
        for index, key, how in ((self._exact, fold(printed), "name"), (self._forms, form_of(printed).text, "form")):
            same = [self.by_id[item] for item in index.get(key, ()) if item.split("/")[0] in families]
            same = [
                item
                for item in same
                if nearness(printed, printed, areas=(area, _area(item, area)), codes=(identifiers, item.identifiers)).score > ASKED
            ]
            one = self._one(same, area)
            if one:
                return self._found(one.id, how)
            if same:
                near = tuple(NearOne(item.id, 90.0, f"one of {len(same)} of this name") for item in same[:_NEAREST])
                return Resolution(self._new_id(families[0], printed, area, parent or "unresolved"), "new", label, near)
        near = self._near(printed, families, area, identifiers)
        return Resolution(self._new_id(prefix or BY_NAME[label].prefix, printed, area, parent, identifiers), "new", label, near)

    def _found(self, item: str, how: str) -> Resolution:
        return Resolution(item, how, self.by_id[item].label, unreviewed=self.by_id[item].unreviewed)

    def _one(self, same: Sequence[Known], area: str) -> Known | None:
        """The one that is meant among those of one name: of the stated area, else of the paper's place, else still there."""
        if len(same) > 1 and area:
            same = [item for item in same if fold(area) in map(fold, item.areas)] or same
        if len(same) > 1 and self.context:
            about = [
                item for item in same if any(word in fold(text) for word in self.context for text in (item.name, *item.names, *item.areas))
            ]
            same = about or same
        if len(same) > 1:
            same = [item for item in same if not item.ended] or same
        return same[0] if len(same) == 1 else None

    def drop(self, ids: Iterable[str]) -> None:
        """Leave out entities: a source that is read again must not find what only it has said."""
        gone = set(ids) & self.by_id.keys()
        for item in gone:
            del self.by_id[item]
        if gone:
            self._codes = {code: item for code, item in self._codes.items() if item not in gone}
            self._former = {old: item for old, item in self._former.items() if item not in gone}
            for index in (self._exact, self._forms):
                for key in [key for key, items in index.items() if gone & set(items)]:
                    index[key] = [item for item in index[key] if item not in gone]
            for items in self._words.values():
                items -= gone

    def near_to(self, item: str) -> tuple[NearOne, ...]:
        """What a known entity is near to, without itself, the nearest first."""
        known = self.by_id.get(item)
        if known is None:
            return ()
        found = self._near(known.name, (item.split("/")[0],), known.areas[0] if len(known.areas) == 1 else "", known.identifiers)
        return tuple(one for one in found if one.id != item and not _told_apart(known, self.by_id[one.id]))

    def meant(self, ids: Sequence[str]) -> str:
        """Which of several entities of one name a text about this place means; empty where that is not clear."""
        one = self._one([self.by_id[item] for item in ids if item in self.by_id], "")
        return one.id if one else ""

    def is_known(self, printed: str) -> bool:
        """True for a name, or a form of one, that a body or a post has: cheaper than `resolve`."""
        ids = (*self._exact.get(fold(printed), ()), *self._forms.get(form_of(printed).text, ()))
        return any(item.startswith(("body/", "post/")) for item in ids)

    def _new_id(self, prefix: str, printed: str, area: str, parent: str, identifiers: Sequence[str] = ()) -> str:
        codes = code_ids(prefix, identifiers)
        if codes:
            return codes[0]
        plain = make_id(prefix, printed)
        beside = next((slug(text) for text in (area, parent) if text and slug(text)), "")
        taken = plain in self.by_id or plain in self._former
        return make_id(prefix, f"{slug(printed)}~{beside}") if beside and (taken or area) else plain

    def _near(self, printed: str, families: Sequence[str], area: str, identifiers: Sequence[str]) -> tuple[NearOne, ...]:
        form = form_of(printed)
        found: dict[str, NearOne] = {}
        for item in self._candidates(form):
            known = self.by_id[item]
            if item.split("/")[0] not in families:
                continue
            for name in (known.name, *known.names):
                near = nearness(printed, name, areas=(area, _area(known, area)), codes=(identifiers, known.identifiers))
                if near.score >= ASKED and near.score > found.get(item, NearOne("", 0.0, "")).score:
                    found[item] = NearOne(item, near.score, near.reason)
        return tuple(sorted(found.values(), key=lambda one: (-one.score, one.id))[:_NEAREST])

    def _candidates(self, form: Form) -> list[str]:
        """Entities that share a telling word with the name; where none does, those whose words are spelt like its own."""
        words = [word for word in (*form.own, *form.turns) if 0 < len(self._words.get(word, ())) <= _COMMON]
        found = {item for word in words for item in self._words[word]}
        unknown = [word for word in form.own if word not in self._words]
        if unknown:
            from rapidfuzz import process
            from rapidfuzz.distance import DamerauLevenshtein

            for word in unknown:
                alike = process.extract(
                    word, self._words.keys(), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=0.8, limit=_NEAREST
                )
                found |= {item for other, _, _ in alike if len(self._words[other]) <= _COMMON for item in self._words[other]}
        return sorted(found)


def _told_apart(one: Known, other: Known) -> bool:
    """True for two posts of two bodies, and for two posts or persons to whom one file gives two ids: their names say nothing."""
    steps = one.id.split("/"), other.id.split("/")
    if steps[0][0] not in ("post", "person"):
        return False
    bodies = [step[1] for step in steps if step[0] == "post" and len(step) > len(("post", "name"))]
    return len(set(bodies)) > 1 or (bool(one.held_by) and one.held_by == other.held_by)


def _area(item: Known, stated: str) -> str:
    """The area of a known entity to compare with the stated one: the same where it covers several and that is among them."""
    return next((area for area in item.areas if fold(area) == fold(stated)), item.areas[0] if len(item.areas) == 1 else "")


def claims_of_name(
    found: Resolution, printed: str, source: str, *, identifiers: Sequence[str] = (), extra: Mapping[str, Value] | None = None
) -> tuple[Claim, ...]:
    """What an importer claims of a name: that it refers to an entity that a register knows; else an unreviewed one, with its questions."""
    if found.how != "new" and not found.unreviewed:
        return (Claim(id=found.id, ids=((3, found.id),), labels=(found.label,), source=source, unreviewed=True),)
    own = Claim(
        id=found.id,
        ids=((1 if identifiers else 2, found.id),),
        labels=(found.label,),
        name=printed,
        identifiers=tuple(identifiers),
        extra=dict(extra or {}),
        source=source,
        unreviewed=True,
    )
    asked = (Proposal(NAME, found.id, one.id, one.reason, one.score, name=f"{printed} ~ {one.id}") for one in found.near)
    return (own, *(claim_of(item, source) for item in asked))


def questions_of_name(found: Resolution, passage: str, document: str, date: str, source: str) -> tuple[Stating, ...]:
    """`POSSIBLY_SAME_AS` between a new name and each that it is near to, lesser id first."""
    return tuple(
        Stating(
            type="POSSIBLY_SAME_AS",
            start=min(found.id, one.id),
            end=max(found.id, one.id),
            passage=passage,
            document=document,
            date=date,
            carried={"score": one.score, "reason": one.reason},
            source=source,
        )
        for one in found.near
    )
