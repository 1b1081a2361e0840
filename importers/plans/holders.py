"""Whom the names in a plan's cells mean: bodies and posts by the alias register, persons and initials as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph.facts import Claim
from graph.model.ids import fold, make_id, slug
from graph.model.labels import COLLECTIVE
from importers.names import Known, Names, Resolution, are_initials, claims_of_name, label_for
from importers.plans.actions import PlanRow
from importers.plans.headings import Meaning
from importers.plans.people import is_bare_post, is_person, is_post
from importers.plans.splitting import Named, is_body, is_remark, names_in
from importers.plans.values import LONGEST

_ALL = re.compile(r"(?:all|various|relevant|other)\s+\w+|all|various|everyone|partners|all partners")
_SHORT = 3
_UNITS = frozenset(["HR", "IT", "PR"])
"""Departments, where the column is not one of initials."""


class Holder(NamedTuple):
    """One who holds, leads or contributes: the id, what is claimed of it, and how the cell limits it."""

    id: str
    claims: tuple[Claim, ...]
    printed: str
    scope: str = ""
    share: str = ""
    found: Resolution | None = None
    held_by: str = ""
    """Of a post, the person printed beside it."""
    post_in: str = ""
    """Of a post, the body printed beside it."""
    support: bool = False
    """The cell says that it supports, and does not lead."""


class Holders:
    """Resolves the names of one document, each once."""

    def __init__(self, names: Names, rows: Iterable[PlanRow], *, document: str, plan: str, source: str) -> None:
        self.names, self.source = names, source
        *_, one, other = document.split("/")
        date, title = (other, one) if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", other) else (one, other)
        self.document = f"{title}-{date}"
        self.plan = plan.split("/")[-1]
        self._seen: dict[tuple[str, str, bool], Holder] = {}
        self._cache: dict[str, bool] = {}
        rows = list(rows)
        self._mostly = {meaning: self._are_mostly_initials(rows, meaning) for meaning in (Meaning.ACCOUNTABLE, Meaning.LEADS)}

    def known(self, text: str) -> bool:
        """True where a text is a name, a code or a form of something that the landscape knows."""
        if text not in self._cache:
            self._cache[text] = bool(slug(text)) and self.names.is_known(text)
        return self._cache[text]

    def in_cell(self, text: str, meaning: Meaning) -> list[Holder]:
        """The holders that a cell names, in order."""
        return [self.of(named, meaning) for named in names_in(text, self.known) if slug(named.name) and len(named.name) <= LONGEST]

    def of(self, named: Named, meaning: Meaning) -> Holder:
        """The holder that a name with its bracket means."""
        key = (named.name, named.bracket, self._mostly.get(meaning, False))
        if key not in self._seen:
            self._seen[key] = self._make(named, meaning)
        return self._seen[key]._replace(printed=named.printed, support=named.support)

    def _make(self, named: Named, meaning: Meaning) -> Holder:
        name, bracket = named.name, named.bracket
        if bracket and self._is_personal(name, meaning) and label_for(bracket) == "Role":
            name, bracket = bracket, name  # a person and, in brackets, the post: facts belong to the post
        if bracket and self._is_personal(bracket, meaning) and not self._is_personal(name, meaning):
            post = self._named(name)
            person = self._person(bracket)
            if post.id.startswith("post/"):
                return post._replace(claims=(*post.claims, *person.claims), held_by=person.id)
            return post._replace(scope=bracket)
        if bracket and is_post(name) and not self._is_personal(name, meaning) and is_body(bracket, self.known):
            return self._post_in(name, bracket, meaning)
        holder = self._person(name) if self._is_personal(name, meaning) else self._named(name, short=bracket)
        limits = bool(bracket) and not is_remark(bracket) and not self._stands_for(name, bracket)
        return holder._replace(scope=bracket if limits else "")

    def _post_in(self, name: str, bracket: str, meaning: Meaning) -> Holder:
        """The post of a body that is named beside it: two bodies' heads of service are two posts."""
        body = self.of(Named(bracket), meaning)
        whole = f"{name} ({bracket})"
        item = make_id("post", *body.id.split("/")[1:], name)
        known = item if item in self.names.by_id else ""
        if not known and self.known(whole):
            known = self.names.resolve(whole, "post", label="Role").id
        if known in self.names.by_id:
            own = Claim(id=known, ids=((3, known),), labels=(self.names.by_id[known].label,), source=self.source, unreviewed=True)
        else:
            own = Claim(id=item, ids=((2, item),), labels=("Role",), name=whole, source=self.source, unreviewed=True)
        return Holder(own.id, (own, *body.claims), whole, found=body.found, post_in=body.id)

    def _stands_for(self, name: str, bracket: str) -> bool:
        """True for the short form of a name in brackets behind it: no limit."""
        letters = "".join(word[0] for word in re.findall(r"[A-Za-z]+", name))
        return fold(bracket) in (fold(letters), fold("".join(c for c in letters if c.isupper())))

    def _is_personal(self, name: str, meaning: Meaning) -> bool:
        short = fold(name).upper()
        if len(short) <= _SHORT and re.fullmatch(r"[A-Z]{2,3}", short):
            mostly = self._mostly.get(meaning, False)
            if len(short) == 2 and mostly:
                return True
            if short in _UNITS and not mostly:
                return False
            if self.known(name) or (is_bare_post(name) and (len(short) > 2 or not mostly)):
                return False
            return mostly or (len(short) == 2 and are_initials(short) and (name.isupper() or meaning is Meaning.ACCOUNTABLE))
        return is_person(name) and not self.known(name)

    def _are_mostly_initials(self, rows: Iterable[PlanRow], meaning: Meaning) -> bool:
        tokens = [token for row in rows for cell in row.cells.get(meaning, ()) for token in re.split(r"[^\w]+", cell.text) if token]
        short = [
            token
            for token in tokens
            if re.fullmatch(r"[A-Za-z]{2,3}", fold(token))
            and (token.isupper() or token.islower())
            and not (len(token) > 2 and is_bare_post(token))
        ]
        return len(short) * 2 > len(tokens) and len({fold(token) for token in short}) > 1

    def _person(self, name: str) -> Holder:
        short = fold(name).upper() if len(name) <= _SHORT else ""
        if short:
            known = self._registered(short)
            item = known or make_id("person", f"{slug(short)}~{self.document}")
            kind, shown = "initials", short
        else:
            known = self._registered(name)
            item = known or make_id("person", f"{slug(name)}~{slug(self.plan)}")
            kind, shown = "", name
        if known:
            label = self.names.by_id[known].label
            return Holder(known, (Claim(id=known, ids=((3, known),), labels=(label,), source=self.source, unreviewed=True),), name)
        claim = Claim(id=item, ids=((2, item),), labels=("Person",), name=shown, kind=kind, source=self.source, unreviewed=True)
        return Holder(item, (claim,), name)

    def _registered(self, name: str) -> str:
        """The person or post that a register says has these initials or this name; initials of another paper are not it."""
        for prefix, label in (("person", "Person"), ("post", "Role")):
            found = self.names.resolve(name, prefix, label=label)
            if found.how != "new" and not re.match(rf"person/{re.escape(slug(name))}~", found.id):
                return found.id
        own = f"person/{slug(name)}~{self.document}"
        return own if own in self.names.by_id else ""

    def _named(self, name: str, short: str = "") -> Holder:
        if _ALL.fullmatch(fold(name)) and not self.known(name):
            item = make_id("body", f"{slug(name)}~{slug(self.plan)}")
            labels = ("Organisation", COLLECTIVE)
            claim = Claim(id=item, ids=((2, item),), labels=labels, name=name, unnamed=True, source=self.source, unreviewed=True)
            return Holder(item, (claim,), name)
        found = self.names.resolve(name, label="Role" if is_post(name) else "")
        if found.how == "new":
            extra: Sequence[str] = (short,) if short and self._stands_for(name, short) else ()
            claims = claims_of_name(found, name, self.source)
            if extra:
                claims = (claims[0].model_copy(update={"names": tuple(extra)}), *claims[1:])
            self.names.add(Known(found.id, name, tuple(extra), found.label))
            self._cache.clear()
            return Holder(found.id, claims, name, found=found)
        share = "all" if self.names.by_id[found.id].collective else ""
        return Holder(found.id, claims_of_name(found, name, self.source), name, share=share, found=found)
