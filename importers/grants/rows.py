"""Grants as one edition of a publisher's file: who awarded what to whom, for which place, and when it is planned. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from graph.editions import Edition
from graph.errors import UsageError
from graph.facts import Claim, Stating, Value
from graph.model.ids import code_ids, make_id, passage_id, slug
from graph.model.values import Modality, is_date
from importers.batch import Batch, Origin, SourceRow
from importers.grants.checks import Checks
from importers.grants.read import Grant, Grants, Located

_ORGANISATION = re.compile(r"([A-Za-z]{2,}-[A-Za-z0-9]+)-(.+)")
_GSS = re.compile(r"[ENSWK]\d{8}")


def organisation_code(identifier: str, of: str = "") -> str:
    """An org-id.guide identifier as `scheme:value`; one without a scheme is a number of the publisher's own, and `of` says whose.

    >>> organisation_code("GB-CHC-1234567"), organisation_code("360G-Funder-org:x")
    ('GB-CHC:1234567', '360G:Funder-org:x')
    """
    if identifier.upper().startswith("360G-"):
        return f"360G:{identifier[5:]}"
    match = _ORGANISATION.fullmatch(identifier)
    return f"{match[1].upper()}:{match[2]}" if match else f"360G-ID:{of}{'/' * bool(of)}{identifier}"


def date_of(found: Grants) -> str:
    """The newest day on which a grant of the file was modified; empty where none says it."""
    days = [grant.text("dateModified").partition("T")[0] for grant in found.grants]
    return max((day for day in days if is_date(day)), default="")


def grants_batch(found: Grants, date: str = "") -> Batch:
    """What a 360Giving file says.

    `date` is the file's own; without it, the newest `dateModified` in it. Raises `UsageError` where it prints none.
    """
    day = date or date_of(found)
    if not is_date(day):
        raise UsageError("The file does not say of which date it is.", where=found.file, hint="--date 2026-11 (when it was published)")
    return _Reader(found, day).run()


class _Reader:
    def __init__(self, found: Grants, date: str) -> None:
        self.found, self.date = found, date
        stem = found.file.rpartition(".")[0] or found.file
        funders = {grant.text("fundingOrganization", 0, "id") for grant in found.grants} - {""}
        funder = slug(min(funders)) if len(funders) == 1 else ""
        # Funder and date are part of the id: the file of another funder, or of a later date, is another paper and ends nothing of this one.
        self.source = make_id("paper", *filter(slug, ("360giving", funder, date, stem)))
        self.rejects = list(found.rejects)
        self.named: set[str] = set()
        """Bodies and places that a row above has claimed: a claim more a row would say nothing new."""

    def run(self) -> Batch:
        title = self.found.file
        extra: dict[str, Value] = {"title": title, "date": self.date, "file_sha256": self.found.sha256}
        itself = Claim(id=self.source, labels=("Document",), name=title, kind="register", extra=extra, source=self.source)
        rows = tuple(self._rows())
        digest = self.found.sha256
        return Batch(itself, Edition(self.date, 1, digest[:12]), digest, rows, tuple(self.rejects))

    def _rows(self) -> Iterator[SourceRow]:
        checks = Checks(self.found.file)
        for grant in self.found.grants:
            problem = checks.problem(grant)
            if problem:
                self.rejects.append(problem)
            else:
                yield self._row(grant)

    # -- what a grant says

    def _row(self, grant: Grant) -> SourceRow:
        locator = f"sheet {grant.sheet} > row {grant.row}"
        self.passage = passage_id(self.source, locator)
        place: dict[str, Value] = {"document": self.source, "locator": locator, "date": self.date}
        claims = [Claim(id=self.passage, labels=("Passage",), name=locator, extra=place, source=self.source)]
        statings = [self._says("FROM_DOCUMENT", self.passage, self.source, passage=False)]
        code = f"360G:{grant.text('id')}"
        own = code_ids("money", [code])[0]
        claims.append(
            Claim(
                id=own,
                ids=((1, own),),
                labels=("Grant",),
                name=_without_individual(grant),
                identifiers=(code,),
                kind=grant.text("grantProgramme", 0, "title") or "grant",
                # What is written of an individual's grant may say who it is.
                description="" if grant.text("recipientIndividual", "id") else grant.text("description"),
                source=self.source,
            )
        )
        amount = self._amount(grant)
        for step in range(grant.many("fundingOrganization")):
            funder = self._body(grant, "fundingOrganization", step, claims)
            if funder:
                begun = grant.text("awardDate").partition("T")[0]
                at = (grant.values["amountAwarded",], grant.values["awardDate",])
                statings.append(self._says("AWARDS", funder, own, at=at, carried=amount, valid_from=begun))
        for step in range(grant.many("recipientOrganization")):
            recipient = self._body(grant, "recipientOrganization", step, claims)
            if recipient:
                at = (grant.values["recipientOrganization", step, "id"], grant.values["amountAwarded",])
                statings.append(self._says("PAID_TO", own, recipient, at=at, carried=amount))
                if grant.text("amountAppliedFor"):
                    asked = self._money(grant, "amountAppliedFor")
                    statings.append(
                        self._says("BIDS_TO", recipient, own, at=grant.values["amountAppliedFor",], carried={**asked, "result": "awarded"})
                    )
        self._places(grant, own, claims, statings)
        self._programme(grant, own, claims, statings)
        statings += self._dates(grant, own, dated=any(item.type == "AWARDS" for item in statings))
        origin = Origin(self.found.file, grant.sheet, grant.row)
        return SourceRow(origin, tuple(claims), tuple(statings), ("Identifier", "Identifier"))

    def _amount(self, grant: Grant) -> dict[str, Value]:
        return self._money(grant, "amountAwarded")

    @staticmethod
    def _money(grant: Grant, name: str) -> dict[str, Value]:
        value = grant.values[name,].value
        number = float(value) if isinstance(value, int | float) else 0.0
        text = f"{number:.2f}".removesuffix(".00")
        return {"amount_text": f"{grant.text('currency')} {text}", "amount": number, "currency": grant.text("currency")}

    def _body(self, grant: Grant, kind: str, step: int, claims: list[Claim]) -> str:
        """The id of a funder or recipient; its claim the first time that the file names it so."""
        identifier, name = grant.text(kind, step, "id"), grant.text(kind, step, "name")
        if not identifier:
            return ""
        codes = [organisation_code(identifier, "" if kind == "fundingOrganization" else grant.text("fundingOrganization", 0, "id"))]
        for scheme, more in (("GB-CHC", grant.text(kind, step, "charityNumber")), ("GB-COH", grant.text(kind, step, "companyNumber"))):
            if more and f"{scheme}:{more}" not in codes and slug(more):
                codes.append(f"{scheme}:{more}")
        ids = code_ids("body", codes)
        if not ids:
            return ""
        key = f"{ids[0]} {name} {' '.join(codes)}"
        if key not in self.named:
            self.named.add(key)
            claims.append(
                Claim(
                    id=ids[0],
                    ids=tuple((1, item) for item in ids),
                    labels=("Organisation",),
                    name=name or identifier,
                    names=tuple(filter(None, [grant.text(kind, step, "alternateName")])),
                    identifiers=tuple(codes),
                    source=self.source,
                    unreviewed=True,
                )
            )
        return ids[0]

    def _places(self, grant: Grant, own: str, claims: list[Claim], statings: list[Stating]) -> None:
        for step in range(grant.many("beneficiaryLocation")):
            item = grant.values.get(("beneficiaryLocation", step, "geoCode"))
            code = str(item.value).strip().upper() if item else ""
            if item is None or not _GSS.fullmatch(code):
                continue
            place = code_ids("place", [f"GSS:{code}"])[0]
            name = grant.text("beneficiaryLocation", step, "name")
            key = f"{place} {name}"
            if key not in self.named:
                self.named.add(key)
                kind = grant.text("beneficiaryLocation", step, "geoCodeType")
                claims.append(
                    Claim(
                        id=place,
                        ids=((1, place),),
                        labels=("Area",),
                        name=name or code,
                        identifiers=(f"GSS:{code}",),
                        kind=kind,
                        source=self.source,
                        unreviewed=True,
                    )
                )
            statings.append(self._says("SPENT_IN", own, place, at=item))

    def _programme(self, grant: Grant, own: str, claims: list[Claim], statings: list[Stating]) -> None:
        title, code = grant.text("grantProgramme", 0, "title"), grant.text("grantProgramme", 0, "code")
        if not slug(title or code):
            return
        funder = slug(grant.text("fundingOrganization", 0, "id")) or slug(grant.text("fundingOrganization", 0, "name"))
        fund = make_id("money", funder, code if slug(code) else title)
        if fund not in self.named:
            self.named.add(fund)
            claims.append(
                Claim(
                    id=fund, ids=((2, fund),), labels=("Fund",), name=title or code, kind="programme", source=self.source, unreviewed=True
                )
            )
        item = grant.values.get(("grantProgramme", 0, "title")) or grant.values["grantProgramme", 0, "code"]
        statings.append(self._says("PART_OF", own, fund, at=item))

    def _dates(self, grant: Grant, own: str, *, dated: bool) -> Iterator[Stating]:
        """What is planned (a planned end is not an end), and the day of the award where no award is there to begin on it."""
        item = grant.values["awardDate",]
        if not dated:
            yield self._literal(own, "date", str(item.value).partition("T")[0], item, of="award")
        for step in range(grant.many("plannedDates")):
            for name, of in (("startDate", "planned start"), ("endDate", "planned end")):
                found = grant.values.get(("plannedDates", step, name))
                day = str(found.value).partition("T")[0] if found else ""
                if found and is_date(day):
                    yield self._literal(own, "date", day, found, of=of, modality=Modality.PLANNED)
            months = grant.values.get(("plannedDates", step, "duration"))
            if months and isinstance(months.value, int | float):
                text = f"{months.value:g} months"
                yield self._literal(own, "duration", text, months, of="planned", modality=Modality.PLANNED)

    def _literal(self, own: str, name: str, text: str, at: Located, *, of: str, modality: Modality = Modality.IN_FORCE) -> Stating:
        carried: dict[str, Value] = {"property": name, "value_text": text, "value": text, "of": of}
        return self._says("STATED_IN", own, self.passage, at=at, carried=carried, modality=modality)

    def _says(
        self,
        kind: str,
        start: str,
        end: str,
        *,
        at: Located | tuple[Located, ...] = (),
        passage: bool = True,
        carried: dict[str, Value] | None = None,
        modality: Modality = Modality.IN_FORCE,
        valid_from: str = "",
    ) -> Stating:
        return Stating(
            type=kind,
            start=start,
            end=end,
            passage=self.passage if passage else "",
            document=self.source,
            date=self.date,
            modality=modality,
            valid_from=valid_from,
            carried=carried or {},
            cell=", ".join(f"{item.where} {item.heading}" for item in ((at,) if isinstance(at, Located) else at)),
            source=self.source,
        )


def _without_individual(grant: Grant) -> str:
    """The title of a grant, without the name of the individual whom it went to."""
    name = grant.text("recipientIndividual", "name")
    title = grant.text("title")
    return re.sub(re.escape(name), "an individual", title, flags=re.IGNORECASE) if name else title


def individuals(found: Grants) -> int:
    """How many grants go to individuals: their names are not read."""
    return Counter(bool(grant.text("recipientIndividual", "id")) for grant in found.grants)[True]
