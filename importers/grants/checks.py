"""What is wrong with a grant: a field that the standard requires, its schema, money, days, and identifiers that stand twice."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from graph.model.ids import slug
from graph.model.values import is_date
from importers.batch import Reject
from importers.grants.headings import Path, schema
from importers.grants.read import Grant

_CURRENCY = re.compile(r"[A-Z]{3}")
_LONGEST_VALUE = 80
_NO_ID = frozenset(("n/a", "na", "none", "null", "nil", "unknown", "tbc", "-", "0", "#n/a", "not applicable", "not known", "not available"))
"""What people write where they have no identifier: it is none, and a hundred recipients would be one."""
_ORG_ID = "give its org-id, such as GB-CHC-1234567 or GB-COH-01234567; one without a number has 360G-PREFIX-NUMBER"
_MOST = 1e15
"""Below it, a float holds every penny."""
_REQUIRED: tuple[tuple[Path, str], ...] = (
    (("id",), "Identifier"),
    (("title",), "Title"),
    (("currency",), "Currency"),
    (("amountAwarded",), "Amount Awarded"),
    (("awardDate",), "Award Date"),
    (("fundingOrganization", 0, "id"), "Funding Org:Identifier"),
    (("fundingOrganization", 0, "name"), "Funding Org:Name"),
)


_ORGANISATIONS = ("recipientOrganization", "fundingOrganization")


def _as_date(text: str) -> str:
    """What to do with a date of another form."""
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return "this is Excel's number of a day: format the column as a date, yyyy-mm-dd"
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}.*", text):
        return "write it as 2018-10-31: a day and a month in this form are read in two ways"
    return "write it as 2018-10-31; a planned one may be 2018-10 or 2018"


@cache
def _validator() -> Any:  # noqa: ANN401 - of the library's
    import jsonschema_rs

    own = {name: rule for name, rule in schema().items() if name not in ("oneOf", "$id", "$schema")}
    return jsonschema_rs.Draft202012Validator(own, validate_formats=True)


class Checks:
    """The checks of one file; it remembers which identifiers it has seen."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.seen: dict[str, str] = {}

    def problem(self, grant: Grant) -> Reject | None:
        """The first thing that is wrong with a grant."""
        for path, heading in _REQUIRED:
            if not grant.text(*path):
                return self.reject(grant, None, heading, "missing", "the standard requires it: ask the publisher, or fill it in")
        if not grant.text("recipientOrganization", 0, "id") and not grant.text("recipientIndividual", "id"):
            hint = _ORG_ID if grant.text("recipientOrganization", 0, "name") else "the standard requires a recipient"
            return self.reject(grant, None, "Recipient Org:Identifier", "missing", hint)
        for path, item in grant.values.items():
            if path[0] in _ORGANISATIONS and path[-1] == "id" and str(item.value).strip().casefold() in _NO_ID:
                return self.reject(grant, path, "", "wrong-id", _ORG_ID)
        if grant.text("recipientOrganization", 0, "id") and not grant.text("recipientOrganization", 0, "name"):
            return self.reject(grant, None, "Recipient Org:Name", "missing", "the standard requires it: ask the publisher, or fill it in")
        if not slug(grant.text("id")):
            return self.reject(grant, ("id",), "", "wrong-id", "an identifier has a letter or a digit")
        if not _CURRENCY.fullmatch(grant.text("currency")):
            return self.reject(grant, ("currency",), "", "wrong-currency", "three capitals of ISO 4217, such as GBP")
        amount = grant.values["amountAwarded",].value
        if not isinstance(amount, int | float) or not 0 <= amount < _MOST:
            return self.reject(
                grant, ("amountAwarded",), "", "wrong-amount", "an award is a number, not below nought, such as 1500 or £1,500.00"
            )
        nested = grant.nested()
        for error in () if _validator().is_valid(nested) else _validator().iter_errors(nested):
            path = self._as_read(grant, tuple(error.instance_path))
            if path and str(path[-1]).endswith("Date"):
                return self.reject(grant, path, "", "wrong-date", _as_date(grant.text(*path)))
            return self.reject(grant, path, "", "against-schema", error.message[:200])
        if not is_date(grant.text("awardDate").partition("T")[0]):
            return self.reject(grant, ("awardDate",), "", "wrong-date", "there is no such day")
        key = grant.text("id").casefold()
        here = f"{grant.sheet}, row {grant.row}"
        if key in self.seen:
            return self.reject(grant, ("id",), "", "duplicate", f"{self.seen[key]} has the same identifier: remove one")
        self.seen[key] = here
        return None

    @staticmethod
    def _as_read(grant: Grant, path: Path) -> Path:
        """The path of a value in the file: places in arrays that the file skips were closed up for the schema."""
        for place, step in enumerate(path):
            if isinstance(step, int):
                used = sorted({int(other[place]) for other in grant.values if other[:place] == path[:place] and len(other) > place})
                path = (*path[:place], used[step], *path[place + 1 :])
        return path

    def reject(self, grant: Grant, path: Path | None, heading: str, code: str, hint: str) -> Reject:
        """A reject that says where a value stands: heading and cell."""
        item = grant.values.get(path) if path else None
        column = f"{item.heading} ({item.where})" if item else heading or "/".join(map(str, path or ()))
        return Reject(self.file, grant.sheet, grant.row, column, code, str(item.value)[:_LONGEST_VALUE] if item else "", hint)
