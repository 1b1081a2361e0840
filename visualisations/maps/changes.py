"""The map of changes between two dates: added and ended told apart by line, sign and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.model.relationships import BY_TYPE
from visualisations.maps.assemble import Choice, assemble, within
from visualisations.maps.frame import Frame, count, ends_of, ground
from visualisations.rows import Row
from visualisations.spec import Change, Item, Link, MapSpec

LEVELS = (
    *("Who holds to account and boards", "Partnerships and groups", "Posts and organisations"),
    *("Plans and actions", "Funds and systems", "Places and meetings", "Law"),
)
_LEVEL = {"Board": 0, "CommunitySafetyPartnership": 1, "DeliveryGroup": 1}
_OF_FAMILY = {"Body": 2, "Holder": 2, "Work": 3, "Money": 4, "Thing": 4, "Place": 5, "Time": 5, "Law": 6}


@dataclass(frozen=True)
class Changed:
    """What changed between two dates, in ids and keys: new and ended links and entities, and entities whose own facts changed."""

    since: str
    until: str
    added: frozenset[str] = frozenset()
    """Keys of links that hold at the second date only."""
    ended: frozenset[str] = frozenset()
    """Keys of links that ended by the second date."""
    new: frozenset[str] = frozenset()
    """Ids of entities that no paper named by the first date."""
    restated: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Id to what changed of its own facts, in words."""
    silent: int = 0
    """How many facts no later paper repeats: silence ends nothing."""


def changes(nodes: Iterable[Row], links: Iterable[Row], frame: Frame, changed: Changed, subject: str | None = None) -> MapSpec:
    """Draw what was added and what ended between two dates, and the entities whose state, name or amount changed.

    `links` are those of both dates. What changed nothing is left out; silence ends nothing.
    """
    made = ground(nodes, links, frame, BY_TYPE, subject)
    chosen = [row for row in made.links if _change(row, changed)]
    if subject is not None:
        shown, chosen = within(made, chosen, subject, frame.hops or 1)
        shown.add(subject)
    else:
        shown = ends_of(chosen) | (changed.restated.keys() & made.found.keys())
    span = f"{changed.since} and {changed.until}"
    of = f" of {made.name(subject)}" if subject else ""
    sorts = Counter(_change(row, changed) for row in chosen)
    own = count(len(shown & changed.restated.keys()), "entity", "entities")
    added = count(sorts["added"], "link was added", "links were added")
    notes = [f"{added} (solid, plus sign), {sorts['ended']} ended (dashed, minus sign), {own} changed in their own facts."]
    if changed.silent:
        words = count(changed.silent, "fact is", "facts are")
        notes.append(f"{words} not repeated by a later paper: silence ends nothing, so they are not drawn as ended.")
    left_out = [*frame.left_out, "Whatever is the same at both dates."]

    def dress(item: Item) -> Item:
        if item.id in changed.restated:
            said = "; ".join(changed.restated[item.id])
            return item.model_copy(update={"change": "changed", "note": f"changed: {said}"})
        mine = {_change(row, changed) for row in chosen if item.id in (row["from"], row["to"])}
        if item.id in changed.new:
            return item.model_copy(update={"change": "added", "note": "new"})
        return item.model_copy(update={"note": "what it had here ended"}) if mine == {"ended"} else item

    def dress_link(link: Link, row: Row) -> Link:
        sort = _change(row, changed)
        return link.model_copy(update={"change": sort, "words": f"({sort})"})

    choice = Choice(
        f"Changes{of}: {changed.since} to {changed.until}",
        f"What was added, what ended and what changed{of} between {span}?",
        shown,
        chosen,
        levels=LEVELS,
        level_of=lambda key: _LEVEL.get(made.label(key), _OF_FAMILY[made.family(key)]),
        subject=subject,
        notes=notes,
        keep=sorted(ends_of(row for row in chosen if _change(row, changed) == "ended")) + sorted(changed.restated),
        dress=dress,
        dress_link=dress_link,
    )
    return assemble(made, choice, replace(frame, left_out=left_out))


def _change(row: Row, changed: Changed) -> Change:
    # What a class's fact became at a member changed as that fact did.
    key = str(row["key"]).partition("@")[0]
    return "added" if key in changed.added else "ended" if key in changed.ended else ""
