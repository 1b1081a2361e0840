"""Plain rows to the items and links of a map. Pure; a row is a mapping of text, numbers and lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from graph.model.labels import COLLECTIVE, label_of
from graph.model.relationships import BY_TYPE
from graph.timeline import is_stale
from visualisations.spec import Evidence, Fact, Family, Item, Link, Source

Row = Mapping[str, Any]

LEVELS = (
    "Who holds to account",
    "Boards",
    "Partnerships and groups",
    "Posts and organisations",
    "Plans and actions",
    "Funds and systems",
    "Places and meetings",
    "Law",
)
_BY_LABEL = {"Board": 1, "CommunitySafetyPartnership": 2, "DeliveryGroup": 2}
_BY_FAMILY = {"Body": 3, "Holder": 3, "Work": 4, "Money": 5, "Thing": 5, "Place": 6, "Time": 6, "Law": 7}

# What a link carries beside the fields that a map has for it, with the words that the page shows.
_MORE = {
    "capacity": "capacity",
    "decision": "decision",
    "vote": "vote",
    "amount_text": "amount",
    "qualifier": "qualifier",
    "round": "round",
    "result": "result",
    "share": "of the class",
    "provisions": "provisions",
    "cited_as": "cited as",
    "contradicts": "contradicts",
    "about": "about",
}


def drawable(row: Row) -> bool:
    """Tell whether a node belongs to one of the eight families that are drawn."""
    return str(row.get("family")) in get_args(Family)


def level_of(row: Row, *, on_top: bool = False) -> int:
    """Find the band of a node: by its label, else by its family; `on_top` for who holds posts to account."""
    return 0 if on_top else _BY_LABEL.get(label(row), _BY_FAMILY[str(row["family"])])


def label(row: Row) -> str:
    """Give the one label that says what the node is."""
    return str(row.get("label") or label_of(list(row.get("labels") or ())))


def is_class(row: Row) -> bool:
    """Tell whether the node is a class ("the six CSPs")."""
    return COLLECTIVE in (row.get("labels") or ())


def text(value: object) -> str:
    """Put a value of a row into words: a list with semicolons, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return "; ".join(text(part) for part in value)
    return str(value)


def item(row: Row, *, level: int, group: str | None, with_wording: bool) -> Item:
    """One node as an item of a map."""
    family: Family = row["family"]
    kind = text(row.get("kind"))
    if is_class(row):
        kind = f"class; {kind}" if kind else "class"
    if row.get("unnamed"):
        kind = f"{kind}, unnamed in the papers" if kind else "unnamed in the papers"
    facts = tuple(
        Fact(
            property=text(fact.get("property")),
            value=text(fact.get("value_text") or fact.get("value")),
            dates=text(fact.get("dates")),
            note=text(fact.get("note")),
            evidence=evidence(fact.get("evidence") or (), with_wording=with_wording),
        )
        for fact in row.get("facts") or ()
    )
    return Item(
        id=row["id"], name=text(row.get("name")), label=label(row), family=family, kind=kind, names=tuple(row.get("names") or ()),
        description=text(row.get("description")), facts=facts, level=level, group=group,
    )  # fmt: skip


def link(row: Row, *, as_of: str, with_wording: bool) -> Link:
    """One relationship as a link of a map."""
    kind = str(row["type"])
    known = BY_TYPE.get(kind)
    spoken = kind.lower().replace("_", " ")
    said = text(row.get("last_stated") or row.get("seen_to"))
    since, until = (text(row.get(f"valid_{end}_text") or row.get(f"valid_{end}")) for end in ("from", "to"))
    more = tuple((words, text(row[name])) for name, words in _MORE.items() if row.get(name))
    scope = text(row.get("scope"))
    return Link(
        key=row["key"],
        from_id=row["from"],
        to_id=row["to"],
        type=kind,
        phrase=known.says if known else spoken,
        phrase_back=known.back if known else f"{spoken} (from the other end)",
        standing=row.get("standing") or "stated",
        rule=text(row.get("rule")),
        modality=text(row.get("modality")) or "in force",
        stale=bool(said) and is_stale(said, as_of),
        scope="" if scope.casefold() in {said.casefold() for _, said in more} else scope,  # said once: "vice", "capacity: vice"
        frequency=text(row.get("frequency")),
        provision=text(row.get("provision")),
        dates=" ".join(part for part in (f"from {since}" if since else "", f"to {until}" if until else "") if part),
        said_by=text(row.get("said_by")),
        last_stated=said,
        more=more,
        evidence=evidence(row.get("evidence") or (), with_wording=with_wording),
    )


def evidence(rows: Iterable[Row], *, with_wording: bool) -> tuple[Evidence, ...]:
    """Passages as a map shows them; their wording only where the map is asked to hold it."""
    return tuple(
        Evidence(
            document=text(row.get("title") or row.get("document")) or "(paper without a title)",
            date=text(row.get("date")),
            locator=text(row.get("locator")),
            wording=text(row.get("text")) or None if with_wording else None,
        )
        for row in rows
    )


def sources(items: Sequence[Item], links: Sequence[Link], given: Iterable[Row]) -> tuple[Source, ...]:
    """Every paper that the map's evidence names, with what the caller knows about it; what it does not rest on is not among them."""
    known = {text(row.get("title")): Source(**{name: text(row.get(name)) for name in Source.model_fields}) for row in given}
    cited: dict[str, str] = {}
    for passage in [part for one in items for fact in one.facts for part in fact.evidence] + [
        part for one in links for part in one.evidence
    ]:
        cited[passage.document] = max(cited.get(passage.document, ""), passage.date)
    return tuple(known.get(title) or Source(title=title, date=cited[title]) for title in sorted(cited))
