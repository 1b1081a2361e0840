"""Popolo items as one edition of a source: pure. A person is never taken for another by name alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from graph.editions import Edition
from graph.errors import StoreMissing, UsageError
from graph.facts import Claim, Stating, Value
from graph.model.ids import code_ids, fold, is_id, make_id, passage_id, slug
from graph.model.labels import BY_NAME, label_of
from graph.model.values import is_date, latest
from graph.store import Store
from importers.batch import Batch, Origin, Reject, SourceRow
from importers.names import Known, Names, Resolution, claims_of_name, label_for
from importers.popolo.read import Item, Popolo

_CHAIR = ("chair", "chairman", "chairwoman", "chairperson", "convenor")
_CHAIRS_AS = ("vice", "deputy", "acting", "interim", "co", "independent", "joint")
_HELD_AS = ("acting", "interim", "head", "temporary", "deputy")
_SHEETS = {"person": "persons", "organization": "organizations", "post": "posts", "membership": "memberships"}


def known_names(store: Store) -> Names:
    """The alias register of a store; empty for one that is not made yet."""
    try:
        return Names.of_store(store)
    except StoreMissing:
        return Names()


def popolo_batch(found: Popolo, date: str, names: Names) -> Batch:
    """What a Popolo file says as of a date; an item that refers to one that is not there is rejected.

    Without a `date`, the file's own counts. Raises `UsageError` where it has none.
    """
    day = date or found.as_of
    if not is_date(day):
        raise UsageError("The file does not say of which date it is.", where=found.file, hint="--date 2026-11 (when it was published)")
    return _Reader(found, day, names).run()


class _Reader:
    def __init__(self, found: Popolo, date: str, names: Names) -> None:
        self.found, self.date, self.names = found, date, names
        stem = found.file.rpartition(".")[0] or found.file
        self.stem = slug(stem) or found.sha256[:12]
        # The date is part of the id: a file of a later date is another paper, and what it does not say ends nothing.
        self.source = make_id("paper", "popolo", self.stem, date)
        self.ids: dict[tuple[str, str], str] = {}
        """Kind and id of the file, to the id of the entity."""
        self.offices: dict[str, str] = {}
        self.bodies: dict[int, tuple[str, list[Claim]]] = {}
        """By the number of an item, the organisation it is."""
        self.rows: list[SourceRow] = []
        self.rejects = list(found.rejects)

    def run(self) -> Batch:
        for item in self.found.items:
            if item.kind == "organization":
                self._named_organization(item)
        for kind in ("organization", "post", "person", "membership"):
            for item in self.found.items:
                if item.kind == kind:
                    getattr(self, f"_{kind}")(item)
        title = self.found.file
        itself = Claim(
            id=self.source,
            labels=("Document",),
            name=title,
            kind="register",
            extra={"title": title, "date": self.date, "file_sha256": self.found.sha256},
            source=self.source,
        )
        digest = self.found.sha256
        return Batch(itself, Edition(self.date, 1, digest[:12]), digest, tuple(self.rows), tuple(self.rejects))

    # -- items

    def _named_organization(self, item: Item) -> None:
        """Who an organisation is: known before any item refers to it, for a part may stand before its whole."""
        name = _text(item, "name")
        if not name:
            self._reject(item, "name", "no-name", "", "an organisation needs a name")
            return
        identifiers = _identifiers(item)
        area = item.values.get("area")
        resolved = self._known(item, "body") or self.names.resolve(
            name,
            "body",
            label=_body_label(item),
            area=str(area.get("name") or "") if isinstance(area, dict) else "",
            identifiers=identifiers,
        )
        self.bodies[item.number] = resolved.id, self._claims(item, resolved, name, identifiers)

    def _organization(self, item: Item) -> None:
        if item.number not in self.bodies:
            return
        own, claims = self.bodies[item.number]
        parent = self._referred(item, "organization", "parent")
        if parent is not None:
            self._row(item, claims, [self._says("PART_OF", own, parent, self._passage(item), item)] if parent else [])

    def _post(self, item: Item) -> None:
        name = _text(item, "label") or _text(item, "role")
        office = self._referred(item, "organization", "organization")
        if office is None:
            return
        if not name:
            self._reject(item, "label", "no-name", "", "a post needs a label or a role")
            return
        body = self.names.by_id.get(office) if office else None
        own = make_id("post", office.partition("/")[2] if office else self.stem, name)
        resolved = self._known(item, "post") or (
            Resolution(own, "name", "Role") if own in self.names.by_id else Resolution(own, "new", "Role")
        )
        claims = self._claims(item, resolved, name, _identifiers(item), _other_names(item, "other_label"))
        facts = [self._says("POST_IN", resolved.id, office, self._passage(item), item)] if office else []
        if office:
            self.offices[resolved.id] = office
        if body is None and office and office not in self.ids.values():
            self._reject(item, "organization_id", "unknown-organization", office, "the file has no such organisation")
            return
        self._row(item, claims, facts)

    def _person(self, item: Item) -> None:
        name = _text(item, "name") or " ".join(filter(None, (_text(item, "given_name"), _text(item, "family_name"))))
        if not name:
            self._reject(item, "name", "no-name", "", "a person needs a name")
            return
        key = str(item.values.get("id") or item.place)
        identifiers = _identifiers(item)
        known = self._known(item, "person")
        codes = code_ids("person", identifiers)
        # Two persons may have one name: the file's own id tells them apart.
        own = codes[0] if codes else make_id("person", f"{slug(name)}~{self.stem}~{slug(key) or item.number}")
        self._row(item, self._claims(item, known or Resolution(own, "new", "Person"), name, identifiers), [])

    def _membership(self, item: Item) -> None:
        person = self._referred(item, "person", "person")
        body = self._referred(item, "organization", "organization")
        post = self._referred(item, "post", "post")
        behalf = self._referred(item, "organization", "on_behalf_of")
        if None in (person, body, post, behalf):
            return
        member = item.values.get("member")
        whole = ""
        if isinstance(member, dict):
            whole = self.ids.get(("organization", str(member.get("id"))), "") or (
                str(member.get("id")) if member.get("id") in self.names.by_id else ""
            )
        who = person or whole or (post if body and not person else "")
        if not who or not (body or post):
            self._reject(item, "person_id", "no-ends", _text(item, "id"), "a membership needs a member, and an organisation or a post")
            return
        self._row(item, [], list(self._seats(item, who, body or "", post or "", behalf or "")))

    def _seats(self, item: Item, who: str, body: str, post: str, behalf: str) -> Iterator[Stating]:
        """What a membership says: who holds the post, who sits on the body, who chairs it."""
        passage = self._passage(item)
        role = _text(item, "role") or _text(item, "label")
        scope = _text(item, "scope") or (f"on behalf of {behalf}" if behalf else "")
        if post and who != post:
            yield self._says("HOLDS", who, post, passage, item, capacity=role if role.casefold() in _HELD_AS else "", scope=scope)
            if not body or self.offices.get(post) == body:
                return
        capacity, _, seat = role.rpartition(" ") if role.casefold() not in (*_CHAIR, "member") else ("", "", role)
        if body and seat.casefold() in _CHAIR and capacity.casefold() in ("", *_CHAIRS_AS):
            yield self._says("CHAIRS", who, body, passage, item, capacity=capacity, scope=scope)
        elif body:
            capacity = capacity if seat.casefold() in ("", "member") else role
            yield self._says("MEMBER_OF", who, body, passage, item, capacity=capacity, scope=scope)

    # -- what they share

    def _known(self, item: Item, prefix: str) -> Resolution | None:
        """An item that carries an id of the landscape is that entity: what `landscape export popolo` wrote comes back as it was."""
        own = str(item.values.get("id") or "")
        if is_id(own) and own.startswith(f"{prefix}/"):
            known = self.names.by_id.get(own)
            said = item.values.get("labels")
            label = label_of([name for name in said if isinstance(name, str)] if isinstance(said, list) else [])
            if label not in BY_NAME or BY_NAME[label].prefix != prefix:
                label = {"person": "Person", "post": "Role"}.get(prefix, "") or _body_label(item)
            return Resolution(own, "name" if known else "new", known.label if known else label)
        return None

    def _claims(self, item: Item, resolved: Resolution, name: str, identifiers: tuple[str, ...], more: Iterable[str] = ()) -> list[Claim]:
        names = (*_other_names(item, "other_names"), *more)
        claims = list(claims_of_name(resolved, name, self.source, identifiers=identifiers))
        kind = _text(item, "classification") or (_text(item, "role") if item.kind == "post" else "")
        said = {
            "names": names,
            "kind": kind,
            "name": name,
            "identifiers": identifiers,
            "description": _text(item, "description") if item.kind != "person" else "",
        }
        first = claims[0] = claims[0].model_copy(update=said)
        self.names.add(Known(resolved.id, name, names, first.labels[0], identifiers))
        self.ids[item.kind, str(item.values.get("id") or item.place)] = resolved.id
        return claims

    def _referred(self, item: Item, kind: str, name: str) -> str | None:
        """The id of what a membership or post refers to; "" where it refers to nothing, `None` once it is rejected."""
        inner = item.values.get(name)
        key = item.values.get(f"{name}_id") or (inner.get("id") if isinstance(inner, dict) else None)
        if not key:
            return ""
        found = self.ids.get((kind, str(key)), "") or (str(key) if str(key) in self.names.by_id else "")
        if not found:
            self._reject(item, f"{name}_id", f"unknown-{kind}", str(key), f"no {kind} of the file or the landscape has this id")
            return None
        return found

    def _passage(self, item: Item) -> str:
        return passage_id(self.source, _locator(item))

    def _row(self, item: Item, claims: list[Claim], facts: list[Stating]) -> None:
        passage = self._passage(item)
        place: dict[str, Value] = {"document": self.source, "locator": _locator(item), "date": self.date}
        own = Claim(id=passage, labels=("Passage",), name=_locator(item), extra=place, source=self.source)
        order = Stating(
            type="FROM_DOCUMENT", start=passage, end=self.source, passage="", document=self.source, date=self.date, source=self.source
        )
        mentions = [
            Stating(
                type="MENTIONED_IN",
                start=claim.id,
                end=passage,
                passage=passage,
                document=self.source,
                date=self.date,
                from_as=claim.name,
                source=self.source,
            )
            for claim in claims[:1]
        ]
        origin = Origin(self.found.file, _SHEETS[item.kind], item.number)
        self.rows.append(SourceRow(origin, (own, *claims), (order, *mentions, *facts), ("item", "item")))

    def _says(self, kind: str, start: str, end: str, passage: str, item: Item, *, capacity: str = "", scope: str = "") -> Stating:
        begun, ended = _day(item, "start_date"), _day(item, "end_date")
        parts = scope.split(" | ")  # as the landscape prints it, a scope begins with the capacity
        return Stating(
            type=kind,
            start=start,
            end=end,
            passage=passage,
            document=self.source,
            date=self.date,
            valid_from=begun,
            valid_to=ended if not begun or not ended or latest(ended) >= begun else "",
            scope=" | ".join(parts[1:] if capacity and parts[0] == fold(capacity) else parts),
            carried={"capacity": capacity} if capacity else {},
            source=self.source,
        )

    def _reject(self, item: Item, column: str, code: str, value: str, hint: str) -> None:
        self.rejects.append(Reject(self.found.file, _SHEETS[item.kind], item.number, f"{item.place}/{column}", code, value, hint))


def _body_label(item: Item) -> str:
    """The label of an organisation by the head noun of its name."""
    label = label_for(_text(item, "name"))
    return label if label in BY_NAME and BY_NAME[label].prefix == "body" else "Organisation"


def _locator(item: Item) -> str:
    return " > ".join(f"{name} {number}" for name, number in _pairs(item.place.split("/"), _SHEETS[item.kind]))


def _pairs(steps: list[str], kind: str) -> list[tuple[str, str]]:
    """`persons/3/memberships/0` as its steps; a place without a list's name is of the items."""
    steps = steps if not steps[0].isdigit() else [kind, *steps]
    return list(zip(steps[::2], steps[1::2], strict=False))


def _text(item: Item, name: str) -> str:
    return str(item.values.get(name) or "").strip()


def _day(item: Item, name: str) -> str:
    """A partial date without its time of day."""
    return _text(item, name).partition("T")[0]


def _other_names(item: Item, field: str) -> tuple[str, ...]:
    found = item.values.get(field)
    names = (other.get("name") if isinstance(other, dict) else other for other in (found if isinstance(found, list) else ()))
    return tuple(dict.fromkeys(str(name) for name in names if name))


def _identifiers(item: Item) -> tuple[str, ...]:
    found = item.values.get("identifiers")
    pairs: list[Any] = found if isinstance(found, list) else []
    return tuple(
        f"{pair['scheme']}:{pair['identifier']}"
        for pair in pairs
        if isinstance(pair, dict) and pair.get("scheme") and pair.get("identifier")
    )
