"""Who an item of a Popolo file is: its id of the landscape, its code, its name; the file's own ids keep apart what has one name. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.model.ids import code_ids, fold, is_id, make_id, slug
from graph.model.labels import BY_NAME, label_of
from importers.matching import form_of
from importers.names import Names, NearOne, Resolution, label_for
from importers.popolo.fields import Item, identifiers, name_of, reference, text_of

_ONE_OF_A_NAME = 90.0


class Identity:
    """Who the items of one file are, against the alias register of the store.

    `ours` says that the file is one of the landscape's own: an id of the form `person/1` is then an id of the landscape, and not the
    number that somebody else's system gave.
    """

    def __init__(self, items: Iterable[Item], names: Names, stem: str, *, ours: bool = False) -> None:
        self.names, self.stem, self.ours = names, stem, ours
        self._items: dict[tuple[str, str], Item] = {}
        self._alike: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        """By what items would be one by, the ids of the file that have it: several are several things."""
        for item in items:
            self._items.setdefault((item.kind, item.key), item)
            if item.kind in ("organization", "post") and item.values.get("id"):
                self._alike[self._group(item)][item.key] = None

    def organization(self, item: Item) -> Resolution:
        """The body of its id, its codes, or its name; one of several of that name in the file is none of the landscape's by name alone."""
        name, codes, area = name_of(item.values), identifiers(item.values), _area(item)
        label = _body_label(item)
        own = self._own(item, "body", label)
        if own:
            return own
        found = self.names.resolve(name, "body", label=label, area=area, identifiers=codes)
        if found.how == "code" or not self._several(item):
            return found
        apart = next(iter(code_ids("body", codes)), "") or make_id("body", f"{slug(name)}~{self._beside(item)}")
        if apart in self.names.by_id:
            return Resolution(apart, "name", self.names.by_id[apart].label, unreviewed=self.names.by_id[apart].unreviewed)
        reason = f"one of {len(self._alike[self._group(item)])} of this name in the file"
        near = found.near if found.how == "new" else (NearOne(found.id, _ONE_OF_A_NAME, reason),)
        return Resolution(apart, "new", label, tuple(one for one in near if one.id != apart))

    def post(self, item: Item, office: str) -> Resolution:
        """The post of that name in its body; of several in one body, the one of its area, else of its id."""
        own = self._own(item, "post", "Role")
        if own:
            return own
        beside = f"~{self._beside(item)}" if self._several(item) else ""
        made = make_id("post", office.partition("/")[2] if office else self.stem, f"{slug(name_of(item.values))}{beside}")
        return Resolution(made, "name" if made in self.names.by_id else "new", "Role")

    def person(self, item: Item) -> Resolution:
        """A person of this file: two may have one name, so the file's own id tells them apart, or a code does."""
        known = self._own(item, "person", "Person")
        codes = code_ids("person", identifiers(item.values))
        made = make_id("person", f"{slug(name_of(item.values))}~{self.stem}~{slug(item.key) or item.number}")
        return known or Resolution(codes[0] if codes else made, "new", "Person")

    def _own(self, item: Item, prefix: str, label: str) -> Resolution | None:
        """An item that carries an id of the landscape is that entity: what `landscape export popolo` wrote comes back as it was."""
        own = str(item.values.get("id") or "")
        known = self.names.by_id.get(own)
        if not is_id(own) or not own.startswith(f"{prefix}/") or not (self.ours or known):
            return None
        said = item.values.get("labels")
        stated = label_of([name for name in said if isinstance(name, str)] if isinstance(said, list) else [])
        fits = stated in BY_NAME and BY_NAME[stated].prefix == prefix
        return Resolution(own, "name" if known else "new", known.label if known else stated if fits else label)

    def _group(self, item: Item) -> tuple[str, ...]:
        """What two items share that would be one thing, if the file did not give them two ids."""
        office = "" if item.kind == "organization" else reference(item, "organization")
        return item.kind, form_of(name_of(item.values)).text if item.kind == "organization" else fold(name_of(item.values)), office

    def _several(self, item: Item) -> bool:
        return len(self._alike.get(self._group(item), ())) > 1

    def _beside(self, item: Item) -> str:
        """What tells an item from others of its name: its area, its whole, its sort, where that is its own, else its id."""
        others = [self._items[item.kind, key] for key in self._alike[self._group(item)]]
        for told in (_area, self._whole, lambda one: text_of(one.values, "classification")):
            mine = slug(told(item))
            if mine and sum(slug(told(one)) == mine for one in others) == 1:
                return mine
        return slug(item.key) or str(item.number)

    def _whole(self, item: Item) -> str:
        found = self._items.get(("organization", reference(item, "parent")))
        return name_of(found.values) if found else ""


def _area(item: Item) -> str:
    area = item.values.get("area")
    return text_of(area, "name") if isinstance(area, dict) else area.strip() if isinstance(area, str) else ""


def _body_label(item: Item) -> str:
    """The label of an organisation by the head noun of its name."""
    label = label_for(name_of(item.values))
    return label if label in BY_NAME and BY_NAME[label].prefix == "body" else "Organisation"
