"""What a map holds, before any drawing: plain, frozen descriptions with a sentence for every field.

Texts come from papers and may hold anything. Only what no UTF-8 page can carry is changed: control characters and
lone surrogates become U+FFFD, so that a reader sees that something stood there.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from graph.timeline import STALE_WORDS

Family = Literal["Body", "Holder", "Work", "Money", "Law", "Place", "Thing", "Time"]

Change = Literal["", "added", "ended", "changed"]

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _printable(value: object) -> object:
    return _UNPRINTABLE.sub("\ufffd", value) if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_printable)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(_Frozen):
    """One passage that says so."""

    document: Text = Field(description="Title of the paper.")
    date: Text = Field("", description="Date of the paper, with the precision it has.")
    locator: Text = Field("", description="Where in the paper: part, page, paragraph, table row, cell.")
    wording: Text | None = Field(None, description="The passage's own words; None where the map leaves them out or no copy is known.")


class Fact(_Frozen):
    """One literal fact about an item: a state, a due date, an amount."""

    property: Text = Field(description="Which property: state, due, amount, name, denial and so on.")
    value: Text = Field(description="The value as printed.")
    dates: Text = Field("", description="When it holds or was said, in words.")
    note: Text = Field("", description="Standing, modality or speaker, in words, where it is not a plain statement in force.")
    evidence: tuple[Evidence, ...] = Field((), description="The passages that say so.")


class Item(_Frozen):
    """One entity on the map."""

    id: Text = Field(description="The entity's id, as answers print it; unique on the map.")
    name: Text = Field(description="The name that is shown.")
    label: Text = Field(description="The exact label of the model: Board, Role, Statute.")
    family: Family = Field(description="One of the eight families that have a shape and a colour.")
    kind: Text = Field("", description="The sort within the label, in the paper's word: panel, strategy, power.")
    names: tuple[Text, ...] = Field((), description="Every other name; all are searched.")
    description: Text = Field("", description="A sentence about it, where there is one.")
    facts: tuple[Fact, ...] = Field((), description="Its literal facts.")
    note: Text = Field("", description="A few words drawn under the name: its state, its amount, whether it is new.")
    change: Change = Field("", description="On a map of changes: added, ended or changed between its two dates.")
    level: int = Field(ge=0, description="Which band of the map it stands in: an index into the map's levels.")
    group: Text | None = Field(None, description="Id of the item that it folds into on a large map.")


class Link(_Frozen):
    """One relationship on the map, read as a sentence from left to right."""

    key: Text = Field(description="The relationship's key; unique on the map.")
    from_id: Text = Field(description="Id of the item on the left.")
    to_id: Text = Field(description="Id of the item on the right.")
    type: Text = Field(description="The relationship type of the model: HOLDS_TO_ACCOUNT.")
    phrase: Text = Field(description="The type in words, left to right: holds to account.")
    phrase_back: Text = Field(description="The type in words from the other end: held to account by.")
    standing: Literal["stated", "inferred", "contradicted"] = Field("stated", description="How the fact stands.")
    rule: Text = Field("", description="The rule by which it was inferred.")
    modality: Text = Field("in force", description="in force, planned, expected, proposed or ended.")
    stale: bool = Field(default=False, description=f"Last stated {STALE_WORDS} before the as-of date.")
    scope: Text = Field("", description="What limits it, as printed: a capacity, a strand, a round.")
    frequency: Text = Field("", description="How often, as printed.")
    provision: Text = Field("", description="The provision of law it rests on.")
    dates: Text = Field("", description="Since when and until when, where a paper says so.")
    said_by: Text = Field("", description="Whose words the paper reports.")
    last_stated: Text = Field("", description="Date of the last paper that says it.")
    words: Text = Field("", description="What is written on its line after the phrase: an amount, a result.")
    change: Change = Field("", description="On a map of changes: added, ended or changed between its two dates.")
    cap: bool = Field(default=False, description="Its amount is a ceiling (up to), not a sum given.")
    more: tuple[tuple[Text, Text], ...] = Field((), description="Anything else it carries, as (name, value) in words.")
    evidence: tuple[Evidence, ...] = Field((), description="The passages that say so.")


class StoryStep(_Frozen):
    """One view of the story with its sentence."""

    sentence: Text = Field(description="What to see in this view.")
    focus: Text = Field("", description="Id of the item to select; empty for the whole map.")
    to: Text = Field("", description="Id of a second item: the view is then the path between the two.")
    hops: int = Field(1, ge=1, le=3, description="How many steps around the focus are lit.")


class Source(_Frozen):
    """A paper or data set that the map rests on."""

    title: Text = Field(description="Its title; evidence with this document title points here.")
    date: Text = Field("", description="Its date.")
    publisher: Text = Field("", description="Who published it.")
    licence: Text = Field("", description="Under which licence.")
    address: Text = Field("", description="Where it is published, as text; the page links nowhere.")


class MapSpec(_Frozen):
    """A map: what it asks, what it shows, what it rests on and what it leaves out."""

    title: Text = Field(description="The heading of the page.")
    question: Text = Field("", description="The question that the map answers, as a sentence.")
    as_of: Text = Field(description="The date for which the map holds.")
    levels: tuple[Text, ...] = Field(min_length=1, description="Names of the bands in reading order.")
    items: tuple[Item, ...] = Field(description="The entities.")
    links: tuple[Link, ...] = Field((), description="The relationships between them.")
    notes: tuple[Text, ...] = Field((), description="What the reader should know: not stated, lost, denied, by class, cut.")
    sources: tuple[Source, ...] = Field((), description="Papers and data sets that it rests on.")
    licences: tuple[Text, ...] = Field((), description="Licences of the data, in words.")
    story: tuple[StoryStep, ...] = Field((), description="A list of views, each with a sentence.")
    keep: tuple[Text, ...] = Field((), description="Ids of items that the opening view holds whatever it folds: the subject.")
    marking: Text = Field("", description="Protective marking, shown on every page.")
    left_out: tuple[Text, ...] = Field((), description="What the map leaves out, in sentences.")

    @model_validator(mode="after")
    def _joined_up(self) -> MapSpec:
        ids = {item.id for item in self.items}
        if len(ids) != len(self.items):
            raise ValueError("two items of a map have the same id")
        if len({link.key for link in self.links}) != len(self.links):
            raise ValueError("two links of a map have the same key")
        loose = [link.key for link in self.links if link.from_id not in ids or link.to_id not in ids]
        if loose:
            raise ValueError(f"links with an end that is not on the map: {', '.join(loose[:5])}")
        if any(item.level >= len(self.levels) for item in self.items):
            raise ValueError("an item stands in a level that the map does not name")
        return self
