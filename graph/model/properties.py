"""Every property that a node or a relationship may carry, with its type and one sentence; the register's columns derive from here."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Kind(StrEnum):
    """The type of a property's value."""

    TEXT = "text"
    TEXTS = "list of text"
    NUMBER = "number"
    FLAG = "true or absent"
    DATE = "EDTF date"
    DAY = "ISO day"


class Property(BaseModel):
    """One property."""

    model_config = ConfigDict(frozen=True)

    name: str
    kind: Kind
    says: str
    column: bool = False
    """True where a person fills it in as a column of the register; the others are folded."""


def _property(name: str, kind: Kind, says: str, *, column: bool = False) -> Property:
    return Property(name=name, kind=kind, says=says, column=column)


_T, _L, _N, _F, _D, _Y = Kind.TEXT, Kind.TEXTS, Kind.NUMBER, Kind.FLAG, Kind.DATE, Kind.DAY

NODE_PROPERTIES: tuple[Property, ...] = (
    _property("id", _T, "Unique: family and natural key.", column=True),
    _property("name", _T, "The fullest name printed.", column=True),
    _property("names", _L, "Every other name.", column=True),
    _property("kind", _T, "The sort within its label: panel, strategy, hub, duty.", column=True),
    _property("description", _T, "A few words of our own.", column=True),
    _property("code", _T, "The code of an action or a strand, such as V4 or O2.1.", column=True),
    _property("plan", _T, "Id of the plan that a code belongs to.", column=True),
    _property("identifiers", _L, "Registered codes as `scheme:value`: GSS, org-id.guide, 360Giving.", column=True),
    _property("unnamed", _F, "The paper leaves it unnamed.", column=True),
    _property("note", _T, "A judgement in our own words."),
    _property("unreviewed", _F, "No register or person has confirmed it."),
    _property("former_ids", _L, "Other ids it answers to."),
    _property("search", _T, "Folded names and codes, for look-up."),
    _property("claims", _L, "What each source says of it, as JSON; everything else is folded from this."),
    _property("held_by", _L, "Ids of the sources that hold it."),
    _property("ended_by", _T, "The complete edition that no longer holds it: date, serial, digest."),
    _property("hidden", _F, "Withdrawn, or held only by a corrected edition: shows at no date."),
    _property("title", _T, "Title of a document."),
    _property("date", _D, "Date of a document or a meeting."),
    _property("date_basis", _T, "What the date is of: the report, or the meeting."),
    _property("body", _T, "Id of the body that a document is a paper of."),
    _property("author", _T, "Id of the post or body that a document is from."),
    _property("url", _T, "Where the document was published."),
    _property("file_sha256", _T, "SHA-256 of the text that the locators were read from."),
    _property("opens_with", _T, "The heading with which a part of a pack begins."),
    _property("licence", _T, "Licence of the document."),
    _property("document", _T, "Id of the document that a passage is from."),
    _property("locator", _T, "Where in the document: `para 6.2`, `row V4 > leads`."),
    _property("editions", _L, "The editions of a source, oldest first: date, serial, digest."),
    _property("wording", _T, "Of a passage: its wording, from the user's own copy of the paper; stays in the store."),
    _property("wording_search", _T, "Of a passage: its wording, folded for look-up."),
    _property("edition_of", _T, "The complete edition (`restore --edition`) that holds it as it is."),
    _property("edition_digest", _T, "What tells whether that edition changed it."),
    _property("source", _T, "Of a run: id of the source imported."),
    _property("edition", _T, "Of a run: the edition imported."),
    _property("sha256", _T, "Of a run: SHA-256 of the file."),
    _property("status", _T, "Of a run: done or undone; of a proposal: open, accepted or rejected."),
    _property("started", _T, "Of a run: when."),
    _property("finished", _T, "Of a run: when."),
    _property("undone", _T, "Of a run: when it was taken back."),
    _property("counts", _T, "Of a run: what it did, as JSON."),
    _property("rows_in", _N, "Of a run: rows read."),
    _property("rows_used", _N, "Of a run: rows used."),
    _property("rows_rejected", _N, "Of a run: rows rejected."),
    _property("asks", _T, "Of a proposal: `name` (are these two one thing?) or `relation` (does the paper say this?)."),
    _property("relation", _T, "Of a proposal: the type of the relation."),
    _property("left", _T, "Of a proposal: id of its left end, or of the name that was read."),
    _property("right", _T, "Of a proposal: id of its right end, or of the known entity that it may be."),
    _property("passage", _T, "Of a proposal: id of the passage it was read from."),
    _property("stating", _T, "Of a proposal of a relation: what the passage would say, as JSON."),
    _property("quote_from", _N, "Of a proposal: where in the passage's wording its words begin."),
    _property("quote_to", _N, "Of a proposal: where they end."),
    _property("reason", _T, "Of a proposal: why it was made."),
    _property("score", _N, "Of a proposal: how likely it is, 0 to 100."),
    _property("decided_by", _T, "Of a proposal: who decided."),
    _property("decided_on", _T, "Of a proposal: when."),
    _property("why", _T, "Of a proposal: why it was decided so."),
    _property("recorded_by", _T, "Of an office record: who recorded it."),
    _property("forgotten", _L, "Hashes of the names that were taken out of the store and are not read in again."),
)

FACT_PROPERTIES: tuple[Property, ...] = (
    _property("key", _T, "Unique within the type: a hash of type, ends, scope, valid_from, modality."),
    _property("base", _T, "The key of the same fact without its beginning."),
    _property("former_keys", _L, "Keys that still open it."),
    _property("statings", _L, "What each passage says, as JSON; everything else is folded from this."),
    _property("evidence", _L, "Ids of the passages that say it."),
    _property("sources", _L, "Ids of their documents."),
    _property("held_by", _L, "Ids of the sources that hold it."),
    _property("standing", _T, "stated, inferred or contradicted.", column=True),
    _property("rule", _T, "By which rule it is inferred.", column=True),
    _property("contradicts", _L, "Keys of the facts that contradict it."),
    _property("modality", _T, "in force, planned, expected, proposed or ended.", column=True),
    _property("scope", _T, "What tells apart two true facts of one type and ends, as printed: a strand, a limit.", column=True),
    _property("share", _T, "Of which share of a class it holds: all, many, some, a number.", column=True),
    _property("said_by", _T, "Id of the one whose words the paper reports.", column=True),
    _property("about", _L, "Ids of a third end.", column=True),
    _property("seen_from", _D, "Date of the first paper that says it."),
    _property("seen_from_latest", _Y, "Last possible day of that date: from then on the paper counts."),
    _property("seen_to", _D, "Date of the last paper that says it."),
    _property("valid_from", _D, "When it began, where a paper says so.", column=True),
    _property("valid_from_text", _T, "The wording of that date.", column=True),
    _property("valid_from_earliest", _Y, "First possible day of it."),
    _property("valid_from_latest", _Y, "Last possible day of it."),
    _property("valid_to", _D, "The last day on which it holds, where a paper says so.", column=True),
    _property("valid_to_text", _T, "The wording of that date.", column=True),
    _property("valid_to_earliest", _Y, "First possible day of it."),
    _property("valid_to_latest", _Y, "Last possible day of it."),
    _property("ended_by", _T, "The complete edition that no longer holds it."),
    _property("ended_on", _Y, "The day of that edition."),
    _property("hidden", _F, "Withdrawn, or held only by a corrected edition: shows at no date."),
    _property("note", _T, "A judgement in our own words.", column=True),
    _property("edition_of", _T, "The complete edition (`restore --edition`) that holds it as it is."),
    _property("edition_digest", _T, "What tells whether that edition changed it."),
)

CARRIED_PROPERTIES: tuple[Property, ...] = (
    _property(
        "capacity",
        _T,
        "In which capacity: chair, vice, acting, co-opted, substitute, present, apologies, author, lead, partner.",
        column=True,
    ),
    _property("round", _T, "Which round of a fund.", column=True),
    _property("frequency", _T, "How often, as printed.", column=True),
    _property("provision", _T, "By which section, as printed.", column=True),
    _property("provisions", _L, "The provisions of the statute that impose a duty.", column=True),
    _property("cited_as", _T, "The statute as the paper prints it, misprints too.", column=True),
    _property("decision", _T, "agreed, approved, endorsed, signed off, recommended, challenged, vetoed, not vetoed, noted.", column=True),
    _property("vote", _T, "How it was voted.", column=True),
    _property("at", _T, "Id of the meeting that decided.", column=True),
    _property("item", _T, "The agenda item.", column=True),
    _property("state", _T, "State of what was considered.", column=True),
    _property("result", _T, "What became of a bid.", column=True),
    _property("date", _D, "When it was decided, considered or bid.", column=True),
    _property("amount_text", _T, "Money as printed.", column=True),
    _property("amount", _N, "Money as a number, only when exact.", column=True),
    _property("currency", _T, "ISO 4217 code of the amount.", column=True),
    _property("qualifier", _T, "up to, over, per bid, if successful, total of N rounds, announced, match.", column=True),
    _property("property", _T, "Which literal a statement is about.", column=True),
    _property("value_text", _T, "A literal as printed; `lost` or `empty` for such a cell.", column=True),
    _property("value", _T, "The literal as a number or a date.", column=True),
    _property("unit", _T, "Its unit.", column=True),
    _property("of", _T, "What a measure measures, in our own words.", column=True),
    _property("period", _T, "The period of a measure.", column=True),
    _property("score", _N, "How near two names are, 0 to 100."),
    _property("reason", _T, "Why two names may be one thing."),
    _property("verdict", _T, "Of two names that may be one thing: `rejected`, where a person said that they are two."),
)

NOT_FOLDED = ("wording", "wording_search", "editions")
"""Properties of a node that do not follow from its claims: an import leaves them as they are."""

FACT_BY_NAME: dict[str, Property] = {item.name: item for item in (*FACT_PROPERTIES, *CARRIED_PROPERTIES)}
