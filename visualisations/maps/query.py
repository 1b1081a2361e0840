"""The map of what a Cypher text returned: the entities and relationships that its rows name."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from visualisations.maps.assemble import Choice, assemble
from visualisations.maps.frame import Frame, Ground, count, ends_of
from visualisations.rows import Row, drawable, label
from visualisations.spec import MapSpec


def query(nodes: Iterable[Row], links: Iterable[Row], frame: Frame, named: Collection[str]) -> MapSpec:
    """Draw the entities whose ids, and the relationships whose keys, are among `named`.

    Where only entities are named, every link between two of them is drawn. Classes stand as they were returned.
    """
    made = Ground({row["id"]: row for row in nodes if drawable(row)}, [])
    if not frame.people:
        persons = {key for key, row in made.found.items() if label(row) == "Person"}
        made.left_out.append(f"Names and initials of persons ({len(persons & set(named))}).")
        made.found = {key: row for key, row in made.found.items() if key not in persons}
    made.links = [row for row in links if row["from"] in made.found and row["to"] in made.found]
    chosen = [row for row in made.links if row["key"] in named]
    shown = {key for key in made.found if key in named}
    if chosen:
        shown |= ends_of(chosen)
    else:
        chosen = [row for row in made.links if row["from"] in shown and row["to"] in shown]
        if chosen:
            made.notes.append(f"The query returned entities only: {count(len(chosen), 'link', 'links')} between them are drawn.")
    made.left_out.append("Whatever the query did not return, and what does not hold at the date of the map.")
    return assemble(made, Choice("What the query found", "Which entities and relationships does the query return?", shown, chosen), frame)
