"""Popolo items as one edition of a source: pure. A person is never taken for another by name alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graph.editions import Edition
from graph.errors import StoreMissing, UsageError
from graph.facts import Claim, Stating, Value
from graph.model.ids import fold, make_id, passage_id, slug
from graph.model.values import is_date, latest
from graph.store import Store
from importers.batch import Batch, Origin, Reject, SourceRow
from importers.names import Known, Names, Resolution, claims_of_name, questions_of_name
from importers.popolo.fields import Item, day_of, identifiers, name_of, other_names, reference, text_of
from importers.popolo.identity import Identity
from importers.popolo.read import Popolo
from importers.popolo.seats import held_as, seat_of

_READABLE = {"organization": "organisation"}
_SHEETS = {"person": "persons", "organization": "organizations", "post": "posts", "membership": "memberships"}


def known_names(store: Store, source: str = "") -> Names:
    """The alias register of a store, less what the file of this id alone says; empty for a store that is not made yet."""
    try:
        return Names.of_store(store, without=source)
    except StoreMissing:
        return Names()


def date_of(found: Popolo, date: str) -> str:
    """The date that is asked for, else the file's own. Raises `UsageError` where there is none."""
    day = date or found.as_of
    if not is_date(day):
        raise UsageError("The file does not say of which date it is.", where=found.file, hint="--date 2026-11 (when it was published)")
    return day


def source_of(found: Popolo, date: str) -> str:
    """The id of the paper that a file of a date is: one of a later date is another paper, and what it does not say ends nothing."""
    return make_id("paper", "popolo", _stem(found), date)


def popolo_batch(found: Popolo, date: str, names: Names) -> Batch:
    """What a Popolo file says as of a date; an item that refers to one that is not there is rejected.

    Without a `date`, the file's own counts. Raises `UsageError` where it has none.
    """
    return _Reader(found, date_of(found, date), names).run()


def _stem(found: Popolo) -> str:
    return slug(found.file.rpartition(".")[0] or found.file) or found.sha256[:12]


class _Reader:
    def __init__(self, found: Popolo, date: str, names: Names) -> None:
        self.found, self.date, self.names = found, date, names
        self.stem, self.source = _stem(found), source_of(found, date)
        self.identity = Identity(found.items, names, self.stem, ours=bool(found.as_of))
        self.ids: dict[tuple[str, str], str] = {}
        """Kind and id of the file, to the id of the entity."""
        self.offices: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        """What posts and bodies are called."""
        self.bodies: dict[int, tuple[Resolution, list[Claim]]] = {}
        """By the number of an item, the organisation it is."""
        self.rows: list[SourceRow] = []
        self.rejects = list(found.rejects)

    def run(self) -> Batch:
        for item in self._whole_organizations():
            resolved = self.identity.organization(item)
            self.bodies[item.number] = resolved, self._claims(item, resolved)
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

    def _whole_organizations(self) -> list[Item]:
        """Organisations that have a name, and a whole that is there; known before any item refers to them, for a part may stand first."""
        items = [item for item in self.found.items if item.kind == "organization" and self._has_name(item, "an organisation needs a name")]
        while True:
            keys = {item.key for item in items}.union(self.names.by_id)
            lost = [item for item in items if (key := reference(item, "parent")) and key not in keys]
            if not lost:
                return items
            for item in lost:
                self._unknown(item, "organization", "parent", reference(item, "parent"))
            items = [item for item in items if item not in lost]

    def _organization(self, item: Item) -> None:
        if item.number not in self.bodies:
            return
        resolved, claims = self.bodies[item.number]
        parent = self._referred(item, "organization", "parent") or ""
        passage = self._passage(item)
        facts = list(questions_of_name(resolved, passage, self.source, self.date, self.source)) if resolved.near else []
        if parent and parent != resolved.id:
            facts.append(self._says("PART_OF", resolved.id, parent, item, dated=False))
        self._row(item, claims, facts)

    def _post(self, item: Item) -> None:
        office = self._referred(item, "organization", "organization")
        if office is None or not self._has_name(item, "a post needs a label or a role"):
            return
        resolved = self.identity.post(item, office)
        claims = self._claims(item, resolved)
        if office:
            self.offices[resolved.id] = office
        self._row(item, claims, [self._says("POST_IN", resolved.id, office, item)] if office else [])

    def _person(self, item: Item) -> None:
        if self._has_name(item, "a person needs a name"):
            self._row(item, self._claims(item, self.identity.person(item)), [])

    def _membership(self, item: Item) -> None:
        ends = []
        for kind, name in (("person", "person"), ("organization", "organization"), ("post", "post"), ("organization", "on_behalf_of")):
            end = self._referred(item, kind, name)
            if end is None:
                return
            ends.append(end)
        person, body, post, behalf = ends
        whole = self._member(item)
        who = person or whole or (post if body and not person else "")
        if not who or not (body or post):
            value = text_of(item.values, "id")
            self._reject(item, "person_id", "no-ends", value, "a membership needs a member, and an organisation or a post")
            return
        self._row(item, [], list(self._seats(item, who, body, post, behalf)))

    def _member(self, item: Item) -> str:
        """A member that may be a person or a whole organisation."""
        member = item.values.get("member")
        if not isinstance(member, dict):
            return ""
        key = reference(item, "member")
        found = self.ids.get(("organization", key)) or self.ids.get(("person", key))
        return found or (key if key in self.names.by_id else "")

    def _seats(self, item: Item, who: str, body: str, post: str, behalf: str) -> Iterator[Stating]:
        """What a membership says: who holds the post, who sits on the body, who chairs it."""
        role = text_of(item.values, "role") or text_of(item.values, "label")
        scope = text_of(item.values, "scope") or (f"on behalf of {behalf}" if behalf else "")
        if post and who != post:
            yield self._says("HOLDS", who, post, item, capacity=held_as(role, self.titles.get(post, "")), scope=scope)
            if not body or self.offices.get(post) == body:
                return
        chairs, capacity = seat_of(role, self.titles.get(body, ""))
        if body:
            yield self._says("CHAIRS" if chairs else "MEMBER_OF", who, body, item, capacity=capacity, scope=scope)

    # -- what they share

    def _has_name(self, item: Item, wants: str) -> bool:
        name = name_of(item.values)
        if not slug(name):
            field = "label" if item.kind == "post" else "name"
            self._reject(item, field, "no-name", name, f"{wants}{', with a letter or a digit' if name else ''}")
        return bool(slug(name))

    def _claims(self, item: Item, resolved: Resolution) -> list[Claim]:
        name, codes = name_of(item.values), identifiers(item.values)
        names = tuple(dict.fromkeys(one for one, _, _ in self._other_names(item) if one != name))
        claims = list(claims_of_name(resolved, name, self.source, identifiers=codes))
        said = {
            "names": names,
            "kind": text_of(item.values, "classification") or (text_of(item.values, "role") if item.kind == "post" else ""),
            "name": name,
            "identifiers": codes,
            "description": text_of(item.values, "description") if item.kind != "person" else "",
        }
        first = claims[0] = claims[0].model_copy(update=said)
        self.names.add(Known(resolved.id, name, names, first.labels[0], codes))
        self.ids[item.kind, item.key] = resolved.id
        self.titles[resolved.id] = name
        return claims

    @staticmethod
    def _other_names(item: Item) -> list[tuple[str, str, str]]:
        return [*other_names(item.values), *other_names(item.values, "other_label")]

    def _referred(self, item: Item, kind: str, name: str) -> str | None:
        """The id of what a membership or post refers to; "" where it refers to nothing, `None` once it is rejected."""
        key = reference(item, name)
        if not key:
            return ""
        found = self.ids.get((kind, key), "") or (key if key in self.names.by_id else "")
        if not found:
            self._unknown(item, kind, name, key)
            return None
        return found

    def _unknown(self, item: Item, kind: str, name: str, key: str) -> None:
        self._reject(item, f"{name}_id", f"unknown-{kind}", key, f"no {_READABLE.get(kind, kind)} of the file or the landscape has this id")

    def _passage(self, item: Item) -> str:
        return passage_id(self.source, _locator(item))

    def _row(self, item: Item, claims: list[Claim], facts: list[Stating]) -> None:
        passage = self._passage(item)
        place: dict[str, Value] = {"document": self.source, "locator": _locator(item), "date": self.date}
        own = Claim(id=passage, labels=("Passage",), name=_locator(item), extra=place, source=self.source)
        order = self._stating("FROM_DOCUMENT", passage, self.source, "")
        mentions = [self._stating("MENTIONED_IN", claim.id, passage, passage, from_as=claim.name) for claim in claims[:1]]
        dated = list(self._dated_names(item, claims[0].id, passage)) if claims else []
        origin = Origin(self.found.file, _SHEETS[item.kind], item.number)
        self.rows.append(SourceRow(origin, (own, *claims), (order, *mentions, *dated, *facts), ("item", "item")))

    def _dated_names(self, item: Item, own: str, passage: str) -> Iterator[Stating]:
        """When a name was used is a statement."""
        spans: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for name, begun, ended in self._other_names(item):
            if (begun or ended) and all(is_date(day) for day in (begun, ended) if day):
                spans[name].add((begun, ended if not begun or not ended or latest(ended) >= begun else ""))
        for name, days in sorted(spans.items()):
            for begun, ended in sorted(days):
                carried: dict[str, Value] = {"property": "name", "value_text": name, "value": name}
                yield self._stating("STATED_IN", own, passage, passage, carried=carried, valid_from=begun, valid_to=ended)

    def _says(self, kind: str, start: str, end: str, item: Item, *, capacity: str = "", scope: str = "", dated: bool = True) -> Stating:
        begun, ended = (day_of(item.values, "start_date"), day_of(item.values, "end_date")) if dated else ("", "")
        parts = scope.split(" | ")  # as the landscape prints it, a scope begins with the capacity
        return self._stating(
            kind,
            start,
            end,
            self._passage(item),
            valid_from=begun,
            valid_to=ended if not begun or not ended or latest(ended) >= begun else "",
            scope=" | ".join(parts[1:] if capacity and parts[0] == fold(capacity) else parts),
            carried={"capacity": capacity} if capacity else {},
        )

    def _stating(
        self,
        kind: str,
        start: str,
        end: str,
        passage: str,
        *,
        from_as: str = "",
        valid_from: str = "",
        valid_to: str = "",
        scope: str = "",
        carried: dict[str, Value] | None = None,
    ) -> Stating:
        return Stating(
            type=kind,
            start=start,
            end=end,
            passage=passage,
            document=self.source,
            date=self.date,
            from_as=from_as,
            valid_from=valid_from,
            valid_to=valid_to,
            scope=scope,
            carried=carried or {},
            source=self.source,
        )

    def _reject(self, item: Item, column: str, code: str, value: str, hint: str) -> None:
        self.rejects.append(Reject(self.found.file, _SHEETS[item.kind], item.number, f"{item.place}/{column}", code, value, hint))


def _locator(item: Item) -> str:
    """`persons 3 > memberships 0`, `memberships 2 > person`: a place without a list's name is of the items."""
    steps = item.place.split("/")
    steps = steps if not steps[0].isdigit() else [_SHEETS[item.kind] if len(steps) == 1 else "items", *steps]
    found: list[str] = []
    while steps:
        name = steps.pop(0)
        found.append(f"{name} {steps.pop(0)}" if name in _LISTS and steps else name)
    return " > ".join(found)


_LISTS = frozenset(("persons", "people", "organizations", "organisations", "posts", "memberships", "children", "items"))
