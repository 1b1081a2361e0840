"""Popolo items as one edition of a source: pure. A person is never taken for another by name alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.editions import Edition
from graph.facts import Claim, Stating, Value
from graph.model.ids import code_ids, is_id, make_id, passage_id, slug
from graph.model.values import latest
from importers.batch import Batch, Origin, Reject, SourceRow
from importers.names import Known, Names, Resolution, claims_of_name, label_for
from importers.popolo.read import Item, Popolo

_CHAIR = ("chair", "chairman", "chairwoman", "chairperson", "convenor")
_PREFIX = {"person": "person", "organization": "body", "post": "post"}
_SHEETS = {"person": "persons", "organization": "organizations", "post": "posts", "membership": "memberships"}


def popolo_batch(found: Popolo, date: str, names: Names) -> Batch:
    """What a Popolo file says as of a date; an item that refers to one that is not there is rejected."""
    return _Reader(found, date, names).run()


class _Reader:
    def __init__(self, found: Popolo, date: str, names: Names) -> None:
        self.found, self.date, self.names = found, date, names
        stem = found.file.rpartition(".")[0] or found.file
        self.source = make_id("paper", "popolo", slug(stem) or found.sha256[:12])
        self.ids: dict[tuple[str, str], str] = {}
        """Kind and id of the file, to the id of the entity."""
        self.offices: dict[str, str] = {}
        self.rows: list[SourceRow] = []
        self.rejects = list(found.rejects)

    def run(self) -> Batch:
        for kind in ("organization", "post", "person", "membership"):
            for item in self.found.items:
                if item.kind == kind:
                    getattr(self, f"_{kind}")(item)
        title = self.found.file
        itself = Claim(
            id=self.source, labels=("Document",), name=title, kind="register", extra={"title": title, "date": self.date}, source=self.source
        )
        digest = self.found.sha256
        return Batch(itself, Edition(self.date, 1, digest[:12]), digest, tuple(self.rows), tuple(self.rejects))

    # -- items

    def _organization(self, item: Item) -> None:
        name = _text(item, "name")
        if not name:
            self._reject(item, "name", "no-name", "", "an organisation needs a name")
            return
        identifiers = _identifiers(item)
        area = item.values.get("area") if isinstance(item.values.get("area"), dict) else {}
        resolved = self._known(item, "body") or self.names.resolve(
            name,
            "body",
            label=label_for(name) if label_for(name) != "Role" else "Organisation",
            area=str((area or {}).get("name") or ""),
            identifiers=identifiers,
        )
        claims = self._claims(item, resolved, name, identifiers)
        passage = self._passage(item)
        facts = []
        parent = self._referred(item, "organization", "parent")
        if parent is None:
            return
        if parent:
            facts.append(self._says("PART_OF", resolved.id, parent, passage, item))
        self._row(item, claims, facts)

    def _post(self, item: Item) -> None:
        name = _text(item, "label") or _text(item, "role")
        office = self._referred(item, "organization", "organization")
        if office is None:
            return
        if not name:
            self._reject(item, "label", "no-name", "", "a post needs a label or a role")
            return
        body = self.names.by_id.get(office) if office else None
        own = make_id("post", office.partition("/")[2] if office else self.source.rpartition("/")[2], name)
        resolved = self._known(item, "post") or (
            Resolution(own, "name", "Role") if own in self.names.by_id else Resolution(own, "new", "Role")
        )
        others = item.values.get("other_label")
        more = (
            tuple(str(other.get("name") if isinstance(other, dict) else other) for other in others if other)
            if isinstance(others, list)
            else ()
        )
        claims = self._claims(item, resolved, name, _identifiers(item), more)
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
        own = codes[0] if codes else make_id("person", f"{slug(name)}~{self.source.rpartition('/')[2]}~{slug(key) or item.number}")
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
        passage = self._passage(item)
        role = _text(item, "role") or _text(item, "label")
        facts = []
        if post and who != post:
            facts.append(
                self._says("HOLDS", who, post, passage, item, capacity=role if role and role.casefold() in ("acting", "interim") else "")
            )
        elif body and role.casefold() in _CHAIR:
            facts.append(self._says("CHAIRS", who, body, passage, item))
        if body and not (post and self.offices.get(str(post)) == body and who != post) and role.casefold() not in _CHAIR:
            capacity = "" if role.casefold() in ("", "member") else role.removesuffix(" member")
            scope = f"on behalf of {behalf}" if behalf else ""
            facts.append(self._says("MEMBER_OF", who, body, passage, item, capacity=capacity, scope=scope))
        self._row(item, [], facts)

    # -- what they share

    def _known(self, item: Item, prefix: str) -> Resolution | None:
        """An item that carries an id of the landscape is that entity: what `landscape export popolo` wrote comes back as it was."""
        own = str(item.values.get("id") or "")
        if is_id(own) and own.startswith(f"{prefix}/"):
            known = self.names.by_id.get(own)
            label = str(next((name for name in item.values.get("labels", ()) if isinstance(name, str)), ""))
            fallback = {"person": "Person", "post": "Role"}.get(prefix, label_for(_text(item, "name")))
            return Resolution(own, "name" if known else "new", known.label if known else label or fallback)
        return None

    def _claims(self, item: Item, resolved: Resolution, name: str, identifiers: tuple[str, ...], more: Iterable[str] = ()) -> list[Claim]:
        others = item.values.get("other_names")
        names = (
            tuple(dict.fromkeys(str(other.get("name")) for other in others if isinstance(other, dict) and other.get("name")))
            if isinstance(others, list)
            else ()
        )
        names = (*names, *more)
        claims = list(claims_of_name(resolved, name, self.source, identifiers=identifiers))
        kind = _text(item, "classification") or (_text(item, "role") if item.kind == "post" else "")
        first = claims[0].model_copy(update={"names": names, "kind": kind, "name": name, "identifiers": identifiers})
        claims[0] = first
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
        return Stating(
            type=kind,
            start=start,
            end=end,
            passage=passage,
            document=self.source,
            date=self.date,
            valid_from=begun,
            valid_to=ended if not begun or not ended or latest(ended) >= begun else "",
            scope=scope,
            carried={"capacity": capacity} if capacity else {},
            source=self.source,
        )

    def _reject(self, item: Item, column: str, code: str, value: str, hint: str) -> None:
        self.rejects.append(Reject(self.found.file, _SHEETS[item.kind], item.number, f"{item.place}/{column}", code, value, hint))


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


def _identifiers(item: Item) -> tuple[str, ...]:
    found = item.values.get("identifiers")
    pairs: list[Any] = found if isinstance(found, list) else []
    return tuple(
        f"{pair['scheme']}:{pair['identifier']}"
        for pair in pairs
        if isinstance(pair, dict) and pair.get("scheme") and pair.get("identifier")
    )
